//! The corpus in `examples/withdrawal/`, and the rules by which findings are compared with answers.
#![expect(clippy::unwrap_used, reason = "a test stops at its first fault")]

use std::path::PathBuf;

use gold::story::{Answers, Contradiction, Disputed, Findings, Item, Matter, score_story};
use gold::{GoldRecord, Report};
use serde_json::{Value, json};

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/withdrawal")
}

/// The reports as records without any item: their text is the title and the body.
fn reports() -> Vec<GoldRecord> {
    let lines = std::fs::read_to_string(corpus().join("reports.jsonl")).unwrap();
    lines
        .lines()
        .map(|line| {
            let report: Value = serde_json::from_str(line).unwrap();
            let field = |name: &str| report[name].as_str().unwrap().to_owned();
            let text = format!("{}\n\n{}", field("title"), field("text"));
            GoldRecord { report: Report { id: field("id"), text }, ..GoldRecord::default() }
        })
        .collect()
}

#[test]
fn every_quotation_of_the_answers_occurs_once() {
    let answers = Answers::read(corpus().join("answers.json")).unwrap();
    let scores = score_story(&answers, &reports(), &Findings::default()).unwrap();
    let wanted = |name: &str| scores.layer(name).unwrap().gold;
    assert_eq!((wanted("duplicates"), wanted("disagreements")), (3, answers.disagreements.len()));
    assert!(wanted("happenings") > 30 && wanted("undertakings") > 15);
}

#[test]
fn the_corpus_is_as_it_is_described() {
    let lines = std::fs::read_to_string(corpus().join("reports.jsonl")).unwrap();
    let reports: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(reports.len(), 24);
    let outlets: std::collections::BTreeSet<&str> =
        reports.iter().map(|report| report["outlet"].as_str().unwrap()).collect();
    assert_eq!(outlets.len(), 8);
    for report in &reports {
        let n_words = report["text"].as_str().unwrap().split_whitespace().count();
        assert!((80..=220).contains(&n_words), "{}: {n_words} words", report["id"]);
    }
}

/// Three reports of one sentence each, and a copy of the first; each with one event on its verb.
fn records() -> Vec<GoldRecord> {
    let record = |(id, text, trigger, more): (&str, &str, &str, &str)| {
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            json!([start, start + words.len()])
        };
        let value = json!({
            "report": {"id": id, "text": text}, "sentences": [[0, text.len()]],
            "events": [{"trigger": at(trigger), "type": "ASSAULT"}, {"trigger": at(more), "type": "REQUEST"}],
            "commitments": [{"action": at(trigger), "due": "2020-06-30"}],
        });
        serde_json::from_value(value).unwrap()
    };
    [
        ("a", "Two died when rockets hit the camp, an officer said.", "hit", "said"),
        ("b", "Three died in the attack on the camp, a doctor said.", "attack", "said"),
        ("c", "Rockets hit the camp a week later.", "hit", "later"),
        ("d", "Two died when rockets hit the camp, an officer said.", "hit", "said"),
    ]
    .map(record)
    .into()
}

fn answers() -> Answers {
    Answers::parse(
        &json!({
            "duplicates": [["a", "d"]],
            "happenings": [
                {"name": "first", "types": ["ASSAULT"], "tellings": [
                    {"report": "a", "quotes": ["Two died"]}, {"report": "b", "quotes": ["attack"]}]},
                {"name": "second", "types": ["ASSAULT"], "tellings": [{"report": "c", "quotes": ["Rockets hit"]}]}],
            "undertakings": [{"name": "one", "tellings": [{"report": "a", "quotes": ["hit"], "due": "2020-06-30"}]}],
            "disagreements": [{"about": "dead", "kinds": ["quantity"],
                "one": [{"report": "a", "quote": "Two died"}], "other": [{"report": "b", "quote": "Three died"}]}],
            "look_alikes": [{"why": "another attack",
                "one": {"report": "b", "quote": "attack"}, "other": {"report": "c", "quote": "Rockets hit"}}]
        })
        .to_string(),
    )
    .unwrap()
}

fn item(report: &str, index: usize) -> Item {
    Item { report: report.to_owned(), index }
}

fn counts(findings: &Findings, name: &str) -> (usize, usize, usize) {
    let scores = score_story(&answers(), &records(), findings).unwrap();
    let layer = scores.layer(name).unwrap();
    (layer.right, layer.gold, layer.system)
}

#[test]
fn pairs_of_tellings_are_counted_without_copies() {
    let grouped = |groups: &[&[Item]]| {
        let happenings = groups.iter().map(|group| group.to_vec()).collect();
        counts(&Findings { happenings, ..Findings::default() }, "happenings")
    };
    // The event of `a` shares only the sentence and the type with its quotation.
    assert_eq!(grouped(&[&[item("a", 0), item("b", 0)]]), (1, 1, 1));
    assert_eq!(grouped(&[&[item("a", 0), item("d", 0)]]), (0, 1, 0));
    assert_eq!(grouped(&[&[item("a", 0), item("b", 0), item("c", 0)]]), (1, 1, 3));
    // What no answer mentions is wrong too.
    assert_eq!(grouped(&[&[item("a", 1), item("b", 1)]]), (0, 1, 1));
    // Two items of one report that are one telling make one pair.
    assert_eq!(grouped(&[&[item("a", 0), item("b", 0)], &[item("b", 0), item("a", 0)]]), (1, 1, 1));
}

#[test]
fn disagreements_need_the_kind_and_both_sides() {
    let found = |kind, one: &str, other: &str| {
        let contradiction = Contradiction { kind, matter: Matter::Event, one: item(one, 0), other: item(other, 0) };
        counts(&Findings { disagreements: vec![contradiction], ..Findings::default() }, "disagreements")
    };
    assert_eq!(found(Disputed::Quantity, "a", "b"), (1, 1, 1));
    assert_eq!(found(Disputed::Quantity, "b", "a"), (1, 1, 1));
    assert_eq!(found(Disputed::Agent, "a", "b"), (0, 1, 1));
    assert_eq!(found(Disputed::Quantity, "b", "c"), (0, 1, 1));
    assert_eq!(found(Disputed::Quantity, "d", "b"), (0, 1, 0));
}

#[test]
fn commitments_and_their_dates() {
    let findings = Findings { duplicates: vec![vec!["d".into(), "a".into()]], ..Findings::default() };
    // Those of `b` and `c` are no undertaking of the answers; that of the copy is not looked at.
    assert_eq!(counts(&findings, "undertaking: found"), (1, 1, 3));
    assert_eq!(counts(&findings, "undertaking: due"), (1, 1, 1));
    assert_eq!(counts(&findings, "duplicates"), (1, 1, 1));
    let wrong = Contradiction { kind: Disputed::Date, matter: Matter::Event, one: item("b", 0), other: item("c", 0) };
    let findings = Findings { disagreements: vec![wrong], ..findings };
    let scores = score_story(&answers(), &records(), &findings).unwrap();
    assert!(scores.misses.iter().any(|miss| miss.ends_with("it is another attack")), "{:?}", scores.misses);
}

#[test]
fn faults_are_named() {
    let fault = |answers: Answers| score_story(&answers, &records(), &Findings::default()).unwrap_err().to_string();
    let mut twice = answers();
    twice.happenings[0].tellings[0].quotes[0] = "a".into();
    assert_eq!(fault(twice), "a: «a» occurs more than once; quote more words");
    let mut none = answers();
    none.disagreements[0].one[0].quote = "Four died".into();
    assert_eq!(fault(none), "a: «Four died» does not occur");
    let mut report = answers();
    report.look_alikes[0].one.report = "z".into();
    assert_eq!(fault(report), "z: no record of this report");
}
