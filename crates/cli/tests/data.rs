//! Language data of the user's own, from outside: checked, laid over the program's, imported.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder of its own for each test, with these files in it.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    for (name, text) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).current_dir(folder).args(args).output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

const BODIES: &str =
    "name\taliases\tkind\tcountry\tsectors\tsince\tuntil\nZarqan Brigade\tZarqanists\torg\tIRQ\tREB\t\t\n";
const FRAME: &str = r#"
[[frame]]
sense = "zaps"
type = "ASSAULT"
verb = "zap"
yes = ["The rebels zapped the soldiers."]
no = ["He zapped."]
"#;
const CUE: &str = r#"
[[cue]]
words = ["intone"]
kind = "verb"
act = "assert"
takes = ["clause"]
yes = ["{The bishop} intoned [that the war was over]."]
no = ["The choir intoned a hymn."]
"#;

#[test]
fn actors_frames_and_cues_of_the_user_are_used() {
    let files = [
        ("mine/actor/organizations.tsv", BODIES),
        ("mine/frames/mine.toml", FRAME),
        ("mine/cues/mine.toml", CUE),
        ("report.txt", "The Zarqan Brigade zapped the US army on Monday. The bishop intoned that the war was over.\n"),
    ];
    let root = folder("data-used", &files);
    assert!(run(&root, &["data", "check", "mine"]).status.success());
    let output = run(&root, &["read", "--data", "mine", "--format", "jsonl", "report.txt"]);
    let record: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    assert_eq!(record["events"][0]["type"], "ASSAULT");
    let brigade = record["entities"].as_array().unwrap().iter().find(|entity| entity["name"] == "Zarqan Brigade");
    assert_eq!(brigade.unwrap()["country"], "IRQ");
    assert_eq!(record["statements"].as_array().unwrap().len(), 1);
    let without = run(&root, &["read", "--format", "jsonl", "report.txt"]);
    let record: serde_json::Value = serde_json::from_str(stdout(&without)).unwrap();
    assert_eq!(record["events"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_wrong_is_named_with_file_and_line() {
    let wrong = [
        (
            "actor/organizations.tsv",
            "name\taliases\n",
            "actor/organizations.tsv:1: the columns should be name, aliases",
        ),
        ("actor/organizations.tsv", &BODIES.replace("IRQ", "Iraq"), "actor/organizations.tsv:2: "),
        ("actor/persns.tsv", "name\n", "actor/persns.tsv: the program has no data file of this name"),
        ("frames/mine.toml", "[[frame]]\nsens = \"x\"\n", "frames/mine.toml:2: "),
        ("frames/mine.toml", &FRAME.replace("ASSAULT", "ASALT"), "frames/mine.toml: \"zaps\": "),
        ("frames/mine.toml", &FRAME.replace("The rebels zapped", "The rebels sapped"), "should act in"),
        ("cues/mine.toml", &CUE.replace("was over]", "was over"), "the brackets do not pair"),
        ("cues/mine.toml", &CUE.replace("\"assert\"", "\"asert\""), "cues/mine.toml: cue intone: "),
    ];
    for (name, text, expected) in wrong {
        let root = folder("data-wrong", &[(&format!("mine/{name}"), text)]);
        let output = run(&root, &["data", "check", "mine"]);
        let told = format!("{}{}", stdout(&output), stderr(&output));
        assert!(!output.status.success() && told.contains(expected), "{name}: {told:?} lacks {expected:?}");
    }
    let output = run(&folder("data-none", &[]), &["data", "check", "nowhere"]);
    assert!(stderr(&output).contains("nowhere"), "{}", stderr(&output));
}

#[test]
fn an_imported_dictionary_codes_reports() {
    let dictionary = "RURITANIAN_LEAGUE_ [ITAREB]\n+RLG\nSIR_ALFONSO_BIANCHI_\n\t[ITAGOV 990101-20031231]\n\t[ITAELI >20031231]\nX\n";
    let root =
        folder("data-import", &[("d.actors.txt", dictionary), ("report.txt", "The RLG attacked the US army.\n")]);
    let output = run(&root, &["data", "import", "d.actors.txt", "--out", "mine"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("d.actors.txt:6: \"X\" has no code"), "{}", stderr(&output));
    assert!(run(&root, &["data", "check", "mine"]).status.success());
    let output = run(&root, &["read", "--data", "mine", "--format", "jsonl", "report.txt"]);
    let record: serde_json::Value = serde_json::from_str(stdout(&output)).unwrap();
    let league = record["entities"].as_array().unwrap().iter().find(|entity| entity["country"] == "ITA");
    assert_eq!(league.unwrap()["sectors"], serde_json::json!(["REB"]));
    let again = run(&root, &["data", "import", "d.actors.txt", "--out", "mine"]);
    assert!(!again.status.success() && stderr(&again).contains("is there already"), "{}", stderr(&again));
}
