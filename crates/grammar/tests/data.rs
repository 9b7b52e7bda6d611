//! The sentences of `data/grammar/examples.tsv`, through the committed model, and that every class has one.

use std::collections::BTreeSet;

use grammar::{Grammar, phrase};
use lexicon::Data;
use linguist::{Model, Workspace};

#[test]
fn sentences_are_read_as_the_lists_say() {
    let data = Data::embedded();
    let grammar = Grammar::load(&data).unwrap();
    let model = Model::load_embedded().unwrap();
    let mut workspace = Workspace::default();
    let table = data.table("grammar/examples.tsv", &["sentence", "word", "status", "agents"]).unwrap();
    let mut wrong = Vec::new();
    for row in table.rows() {
        let text = row.get(0);
        let analysis = grammar.mend(model.analyze(text, &linguist::segment(text), &mut workspace));
        let Some(word) = analysis.ids().find(|&id| analysis.form(id) == row.get(1)) else {
            wrong.push(format!("line {}: no word {:?} in {text:?}", row.line, row.get(1)));
            continue;
        };
        let factuality = grammar.factuality(&analysis, word);
        let agents: Vec<&str> =
            grammar.arguments(&analysis, word).agents.iter().map(|&agent| phrase(&analysis, agent).of(text)).collect();
        let agents = if agents.is_empty() { "-".to_owned() } else { agents.join(" | ") };
        if factuality.status.as_str() != row.get(2) || agents != row.get(3) {
            wrong.push(format!("line {}: {text:?}: {} by {agents}", row.line, factuality.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_has_a_sentence() {
    let data = Data::embedded();
    let grammar = Grammar::load(&data).unwrap();
    let model = Model::load_embedded().unwrap();
    let mut workspace = Workspace::default();
    let examples = data.table("grammar/examples.tsv", &["sentence", "word", "status", "agents"]).unwrap();
    let mut shown = BTreeSet::new();
    for row in examples.rows() {
        let analysis = model.analyze(row.get(0), &linguist::segment(row.get(0)), &mut workspace);
        shown.extend(
            analysis
                .ids()
                .filter_map(|id| grammar.class_of(&analysis, id))
                .map(|class| format!("{class:?}").to_lowercase()),
        );
    }
    let listed = data.table("grammar/embedding.tsv", &["lemma", "pos", "class"]).unwrap();
    let missing: BTreeSet<&str> =
        listed.rows().iter().map(|row| row.get(2)).filter(|&class| !shown.contains(class)).collect();
    assert!(missing.is_empty(), "no sentence for {missing:?}");
}
