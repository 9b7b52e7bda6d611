//! `onrecord analyze` as its users run it.
#![expect(clippy::unwrap_used, reason = "a test stops at its first fault")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

fn analyze(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .arg("analyze")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    // A pipe holds little: the input is written while the output is read.
    let feeder = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A program that refuses its input does not read the rest of it.
    let _ = feeder.join().unwrap();
    output
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn words(conllu: &str) -> Vec<Vec<&str>> {
    let lines = conllu.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect()).collect()
}

#[test]
fn given_sentences_and_tokens_are_kept() {
    let blank = "\t_\t_\t_\t_\t_\t_\t_\t_";
    let given = format!(
        "# sent_id = x-7\n# source = ours\n1-2\tDon't{blank}\n1\tDo{blank}\n2\tn't{blank}\n3\tleave{blank}\n4\tPeru{blank}\n\n\
         # sent_id = x-8\n1\tThe troops{blank}\n2\tleft{blank}\n\n"
    );
    let output = analyze(&["--input", "conllu"], &given);
    assert_eq!(text(output.stderr), "");
    let written = text(output.stdout);
    let kept = |line: &&str| line.starts_with('#') || line.starts_with("1-2\t");
    assert_eq!(
        written.lines().filter(kept).collect::<Vec<_>>(),
        ["# sent_id = x-7", "# source = ours", given.lines().nth(2).unwrap(), "# sent_id = x-8"]
    );
    let found = words(&written);
    let forms: Vec<&str> = found.iter().map(|columns| columns[1]).collect();
    assert_eq!(forms, ["Don't", "Do", "n't", "leave", "Peru", "The troops", "left"]);
    assert_eq!((found[3][3], found[3][6], found[4][9]), ("VERB", "0", "NER=B-LOC"));
    assert!(found.iter().all(|columns| columns.len() == 10));
}

#[test]
fn a_bad_line_is_refused_with_its_number() {
    let good = "1\tYes\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    for (bad, line) in [("1\tNo\n\n", 4), ("\n1\tA\t_\t_\t_\t_\t_\t_\t_\t_\n3\tb\t_\t_\t_\t_\t_\t_\t_\t_\n", 6)] {
        let output = analyze(&["--input", "conllu"], &format!("{good}\n{bad}"));
        assert_eq!(output.status.code(), Some(1));
        let told = text(output.stderr);
        assert!(told.starts_with(&format!("onrecord: <stdin>:{line}: ")), "{told}");
        // What stood before is there.
        assert_eq!(words(&text(output.stdout)).len(), 1);
    }
}

/// The pieces of a long text make no difference to its sentences. A piece has half a mebibyte.
#[test]
fn a_long_text_is_read_piece_by_piece() {
    let paragraph = "The army left the town on Monday. The mayor slept.\n\n";
    let n = (640 << 10) / paragraph.len();
    let output = analyze(&[], &paragraph.repeat(n));
    let written = text(output.stdout);
    let numbers: Vec<&str> = written.lines().filter_map(|line| line.strip_prefix("# sent_id = ")).collect();
    assert_eq!(numbers.len(), 2 * n);
    assert_eq!(numbers.last(), Some(&(2 * n).to_string().as_str()));
    let first = words(&written)[..12].to_vec();
    assert!(words(&written).chunks(12).all(|sentences| sentences == first));
}

#[test]
fn a_long_given_sentence_is_one_tree() {
    let given: String = (1..=900).map(|id| format!("{id}\tword\t_\t_\t_\t_\t_\t_\t_\t_\n")).collect();
    let output = analyze(&["--input", "conllu"], &given);
    let written = text(output.stdout);
    let found = words(&written);
    assert_eq!(found.len(), 900);
    assert_eq!(found.iter().filter(|columns| columns[6] == "0").count(), 1);
    assert!(found.iter().all(|columns| columns[6].parse::<usize>().unwrap() <= 900));
}
