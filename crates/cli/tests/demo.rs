//! The demo from outside, and what the program finds across its reports, scored against the answers made by hand.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use gold::story::{Answers, Contradiction, Disputed, Findings, Item, Matter, score_story};
use serde_json::Value;

/// A folder of its own for each test, emptied first.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("demo-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).env_remove("COLUMNS").env_remove("NO_COLOR");
    command.args(args).output().unwrap()
}

/// The objects that a command writes, one on a line.
fn rows(folder: &Path, args: &[&str]) -> Vec<Value> {
    let output = run(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    std::str::from_utf8(&output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_demo_shows_what_it_finds_and_overwrites_nothing() {
    let folder = folder("shown");
    let first = run(&folder, &["demo", "--db", "one.db"]);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let page = String::from_utf8(first.stdout).unwrap();
    for words in ["24 reports from 8 invented outlets", "THE STRONGEST DISAGREEMENT", "UNDERTAKINGS", "TRY NEXT"] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
    assert!(page.matches("so far: ").count() > 0, "no undertaking has got anywhere in\n{page}");
    // Every command that it offers can be given.
    let offered: Vec<&str> = page.lines().filter_map(|line| line.trim().strip_prefix("onrecord ")).collect();
    assert_eq!(offered.len(), 3, "{page}");
    for command in offered {
        let output = run(&folder, &command.split(' ').collect::<Vec<_>>());
        assert!(output.status.success() && output.stdout.len() > 200, "{command}");
    }
    let again = run(&folder, &["demo", "--db", "two.db"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap().replace("two.db", "one.db"), page);
    let kept = fs::read(folder.join("one.db")).unwrap();
    let refused = run(&folder, &["demo", "--db", "one.db"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("one.db is there already"));
    assert!(refused.stdout.is_empty() && fs::read(folder.join("one.db")).unwrap() == kept);
}

/// "12.V3" is the third event of its report.
fn item(row: &Value, report: &str, id: &str) -> Item {
    let (_, number) = row[id].as_str().unwrap().split_once('.').unwrap();
    let index = number[1..].parse::<usize>().unwrap() - 1;
    Item { report: row[report].as_str().unwrap().to_owned(), index }
}

/// Items by the group that a row names.
fn groups(rows: &[Value], id: &str, group: &str) -> Vec<Vec<Item>> {
    let mut found: BTreeMap<&str, Vec<Item>> = BTreeMap::new();
    for row in rows {
        if let Some(group) = row[group].as_str() {
            found.entry(group).or_default().push(item(row, "report", id));
        }
    }
    found.into_values().collect()
}

fn contradiction(row: &Value) -> Contradiction {
    let kind = match row["attribute"].as_str().unwrap() {
        "quantity" => Disputed::Quantity,
        "polarity" => Disputed::Polarity,
        "agent" => Disputed::Agent,
        "date" => Disputed::Date,
        "terms" => Disputed::Terms,
        "status" => Disputed::Status,
        other => unreachable!("{other:?} is no kind of disagreement"),
    };
    let matter = if row["about"].as_str().unwrap().starts_with('H') { Matter::Event } else { Matter::Commitment };
    Contradiction { kind, matter, one: item(row, "first_report", "first"), other: item(row, "second_report", "second") }
}

/// What the program has found in a project file, by its own commands.
fn findings(folder: &Path, db: &str) -> Findings {
    let all = |command: &str| rows(folder, &[command, "--db", db, "--format", "jsonl", "--limit", "0"]);
    let exported = run(folder, &["export", "--db", db, "--to", "jsonl", "tables"]);
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let reports = fs::read_to_string(folder.join("tables/reports.jsonl")).unwrap();
    let mut duplicates: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in reports.lines() {
        let report: Value = serde_json::from_str(line).unwrap();
        let id = report["report"].as_str().unwrap();
        let first = report["repeats"].as_str().unwrap_or(id);
        duplicates.entry(first.to_owned()).or_default().push(id.to_owned());
    }
    Findings {
        duplicates: duplicates.into_values().collect(),
        happenings: groups(&all("events"), "event", "happening"),
        undertakings: groups(&all("commitments"), "commitment", "undertaking"),
        disagreements: all("disagreements").iter().map(contradiction).collect(),
    }
}

#[test]
fn what_is_found_across_the_reports_is_right() {
    let folder = folder("scored");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/withdrawal").canonicalize().unwrap();
    let reports = corpus.join("reports.jsonl");
    let added = run(&folder, &["add", reports.to_str().unwrap(), "--db", "corpus.db"]);
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let records = run(&folder, &["read", reports.to_str().unwrap(), "--format", "jsonl"]);
    let records = gold::read_from(records.stdout.as_slice(), "records").unwrap();
    let answers = Answers::read(corpus.join("answers.json")).unwrap();
    let scores = score_story(&answers, &records, &findings(&folder, "corpus.db")).unwrap();
    for (layer, floor) in FLOORS {
        let f1 = scores.layer(layer).unwrap().f1();
        assert!(f1 >= floor, "{layer} {f1:.3} is below {floor}\n{scores}\n{}", scores.misses.join("\n"));
    }
}

/// Least F1 across the reports of the corpus.
const FLOORS: [(&str, f64); 4] =
    [("duplicates", 0.95), ("happenings", 0.75), ("undertakings", 0.70), ("disagreements", 0.70)];
