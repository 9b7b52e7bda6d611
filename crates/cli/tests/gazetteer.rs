//! `onrecord gazetteer import` and `--gazetteer`: a dump becomes an index, and a report is read with it.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DUMP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../gazetteer/tests/dump.txt");

fn onrecord(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_onrecord")).args(words).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn at(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("onrecord-gazetteer-{}-{name}", std::process::id()))
}

fn name(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_report_is_read_with_an_imported_index() {
    let (index, report) = (at("index"), at("report.txt"));
    let made = onrecord(&["gazetteer", "import", DUMP, "--out", name(&index)]);
    let told = text(&made.stderr);
    assert_eq!(made.status.code(), Some(1), "some rows are bad: {told}");
    assert!(told.contains(":9: it has not 19 columns"), "{told}");
    assert!(told.contains("16 rows; kept 3 inhabited places, 1 divisions, 2 waters, 1 works"), "{told}");
    std::fs::write(&report, "Gunmen attacked a market in Uppertown, Iraq, on Monday.\n").unwrap();
    let read = |words: &[&str]| {
        let words = [&["read", name(&report), "--format", "jsonl"], words].concat();
        let output = onrecord(&words);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    assert!(read(&["--gazetteer", name(&index)]).contains("\"geonames\":900003"));
    assert!(!read(&[]).contains("\"geonames\":900003"));
    std::fs::remove_file(index).unwrap();
    std::fs::remove_file(report).unwrap();
}

#[test]
fn what_is_no_index_and_no_dump_is_told() {
    let file = at("prose.txt");
    std::fs::write(&file, "This is neither.\n").unwrap();
    let refused = onrecord(&["read", DUMP, "--gazetteer", name(&file)]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("the gazetteer is damaged"), "{}", text(&refused.stderr));
    let refused = onrecord(&["gazetteer", "import", name(&file)]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("no line of it is a place"), "{}", text(&refused.stderr));
    assert!(!file.with_extension("gazetteer").exists());
    let refused = onrecord(&["read", DUMP, "--gazetteer", "no such file"]);
    assert!(text(&refused.stderr).contains("no such file"), "{}", text(&refused.stderr));
    std::fs::remove_file(file).unwrap();
}
