//! Hand-made records with scores worked out by hand.
#![expect(clippy::unwrap_used, reason = "a test stops at its first fault")]

use gold::{GoldRecord, Scores, read_from, score};
use serde_json::{Value, json};

const TEXT: &str = "Peru accused Chile on Monday. Lima said 40 soldiers had crossed. It will pay $5 million.";

fn base() -> Value {
    json!({
        "report": {"id": "r1", "text": TEXT},
        "sentences": [[0, 29], [30, 64], [65, 88]],
        "entities": [
            {"id": "E1", "country": "PER", "sectors": ["GOV"], "mentions": [{"span": [0, 4], "form": "name"}, {"span": [30, 34], "form": "name"}]},
            {"id": "E2", "country": "CHL", "sectors": [], "mentions": [{"span": [13, 18], "form": "name"}]}
        ],
        "times": [{"id": "T1", "span": [22, 28], "type": "DATE", "value": "2024-03-11"}],
        "quantities": [{"id": "Q1", "span": [40, 42], "low": 40, "high": 40}],
        "statements": [{"id": "S1", "source": {"entity": "E1", "span": [30, 34]}, "content": [[40, 63]], "act": "assert", "negated": false}],
        "events": [{
            "id": "V1", "trigger": [5, 12], "type": "ACCUSE", "modes": ["disapprove"], "actors": [{"entity": "E1", "span": [0, 4]}],
            "recipients": [{"entity": "E2", "span": [13, 18]}], "status": "actual", "earliest": "2024-03-11", "latest": "2024-03-11",
            "statement": null, "mentions": []
        }],
        "commitments": [{"id": "C1", "obligor": {"entity": "E1", "span": [65, 67]}, "action": [73, 76], "due": null, "status": "pending"}]
    })
}

fn record(value: &Value) -> Vec<GoldRecord> {
    read_from(value.to_string().as_bytes(), "test").unwrap()
}

/// Scores the base record against the same record after `change`.
fn changed(change: impl FnOnce(&mut Value)) -> Scores {
    let mut system = base();
    change(&mut system);
    score(&record(&base()), &record(&system)).unwrap()
}

fn right(scores: &Scores, name: &str) -> (usize, usize, usize) {
    scores.layer(name).map(|layer| (layer.right, layer.gold, layer.system)).unwrap_or_default()
}

#[test]
fn a_record_agrees_with_itself() {
    let scores = changed(|_| ());
    assert!(
        scores.layers.iter().all(|layer| (layer.f1() - 1.0).abs() < 1e-12 && layer.gold == 1),
        "{}",
        scores.table(0)
    );
    assert!((scores.headline() - 1.0).abs() < 1e-12);
    assert!(scores.misses.is_empty());
}

#[test]
fn what_is_missing_and_what_is_too_much() {
    let scores = changed(|system| {
        system["times"] = json!([]);
        let mut second = system["events"][0].clone();
        second["type"] = json!("CONSULT");
        system["events"].as_array_mut().unwrap().push(second);
    });
    assert_eq!(right(&scores, "time: found"), (0, 1, 0));
    assert_eq!(right(&scores, "event: type"), (1, 1, 2));
    let consult = scores.events_by_type["CONSULT"];
    assert_eq!((consult.found, consult.missed, consult.spurious), (0, 0, 1));
    assert_eq!(scores.misses, ["r1 spurious event CONSULT «accused»"]);
    // Time 0, statement 1, event type and dyad 2/3 each, commitment 1.
    assert!((scores.headline() - (0.0 + 1.0 + 2.0 / 3.0 + 2.0 / 3.0 + 1.0) / 5.0).abs() < 1e-12);
}

#[test]
fn each_layer_has_its_own_condition() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str, usize); 14] = [
        (|s| s["times"][0]["value"] = json!("2024-03-12"), "time: value", 0),
        (|s| s["quantities"][0]["high"] = json!(40.03), "quantity: value", 1),
        (|s| s["quantities"][0]["high"] = Value::Null, "quantity: value", 0),
        // 23 characters against 46: half is enough; 47 are not.
        (|s| s["statements"][0]["content"] = json!([[40, 86]]), "statement: content", 1),
        (|s| s["statements"][0]["content"] = json!([[40, 87]]), "statement: content", 0),
        (|s| s["statements"][0]["source"] = Value::Null, "statement: content+source", 0),
        // Another mention of the same entity is the same source.
        (|s| s["statements"][0]["source"]["span"] = json!([0, 4]), "statement: content+source", 1),
        (|s| s["statements"][0]["act"] = json!("deny"), "statement: content+source+act", 0),
        // The trigger may be another word of the sentence.
        (|s| s["events"][0]["trigger"] = json!([19, 21]), "event: type", 1),
        (|s| s["events"][0]["trigger"] = json!([35, 39]), "event: type", 0),
        (|s| s["events"][0]["recipients"] = json!([]), "event: type+dyad", 0),
        (|s| s["entities"][0]["sectors"] = json!(["MIL", "GOV"]), "event: type+full dyad", 0),
        (|s| s["events"][0]["statement"] = json!("S1"), "event: type+attribution", 0),
        (|s| s["commitments"][0]["obligor"]["entity"] = json!("E2"), "commitment: found", 0),
    ];
    for (change, layer, expected) in cases {
        let scores = changed(change);
        assert_eq!(right(&scores, layer).0, expected, "{layer}\n{}", scores.table(9));
    }
}

#[test]
fn a_missing_report_is_an_empty_record_and_another_text_is_an_error() {
    let scores = score(&record(&base()), &[]).unwrap();
    assert_eq!(right(&scores, "event: type"), (0, 1, 0));
    let mut other = base();
    other["report"]["text"] = json!("Something else.");
    assert!(score(&record(&base()), &record(&other)).unwrap_err().to_string().contains("r1: the texts differ"));
}

#[test]
fn bad_lines_are_named_with_their_place() {
    let error = read_from("\n{\"report\": 3}\n".as_bytes(), "file.jsonl").unwrap_err();
    assert!(error.to_string().starts_with("file.jsonl:2: "), "{error}");
}

#[test]
fn the_table_and_the_json_show_the_same() {
    let scores = changed(|system| system["times"] = json!([]));
    assert!(
        scores.table(0).contains("time: value                       0.000  0.000  0.000      1      0\n"),
        "{}",
        scores.table(0)
    );
    let json: Value = serde_json::from_str(&scores.to_json().unwrap()).unwrap();
    assert_eq!(json["layers"]["event: type"]["f"], 1.0);
    assert_eq!(json["headline"], 0.8);
}
