//! The examples of `data/actor/` through the model: every description gets its codes, every chain is one participant.

use std::sync::LazyLock;

use lexicon::Data;
use linguist::{Model, Workspace};
use record::{Date, Entity, Mention, Report};

struct Layer {
    model: Model,
    actors: actor::Actors,
}

#[expect(clippy::expect_used, reason = "a test without model or data cannot run")]
static LAYER: LazyLock<Layer> = LazyLock::new(|| Layer {
    model: Model::load_embedded().expect("the model loads"),
    actors: actor::Actors::load(&Data::embedded()).expect("the data are right"),
});

fn resolve(text: &str) -> Vec<Entity> {
    let report = Report {
        id: "test".to_owned(),
        language: "en".to_owned(),
        published: Some("2016-05-04".to_owned()),
        text: text.to_owned(),
        ..Report::default()
    };
    assert_eq!(report.published_on(), Some(Date::constant(2016, 5, 4)));
    let analysis = LAYER.model.analyze(text, &linguist::segment(text), &mut Workspace::default());
    LAYER.actors.resolve(&analysis, &report)
}

/// The entity with a mention of these words, or of their end.
fn mentioned<'a>(entities: &'a [Entity], text: &str, phrase: &str) -> Option<&'a Entity> {
    let says = |mention: &&Mention| {
        let words = mention.span.of(text);
        words == phrase
            || words.starts_with(phrase)
            || words.ends_with(phrase)
            || (phrase.ends_with(words) && words.len() * 2 >= phrase.len())
    };
    entities.iter().find(|entity| entity.mentions.iter().any(|mention| says(&mention)))
}

#[test]
fn descriptions_get_their_codes() {
    let data = Data::embedded();
    let table = data.table("actor/examples.tsv", &["text", "phrase", "country", "sectors", "kind"]).unwrap();
    let mut wrong = Vec::new();
    for row in table.rows() {
        let (text, phrase) = (row.get(0), row.get(1));
        let entities = resolve(text);
        let Some(entity) = mentioned(&entities, text, phrase) else {
            wrong.push(format!("line {}: no mention {phrase:?} in {text:?}", row.line));
            continue;
        };
        let country = entity.country.map(|country| country.to_string()).unwrap_or_default();
        let sectors: Vec<String> = entity.sectors.iter().map(ToString::to_string).collect();
        let found = [country, sectors.join("|"), entity.kind.to_string()];
        let wanted = [row.get(2), row.get(3), row.get(4)];
        if found.iter().ne(wanted.iter()) {
            wrong.push(format!(
                "line {}: {phrase:?} is {found:?}, not {wanted:?}; {:?}",
                row.line, entity.evidence.notes
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.rows().len(), wrong.join("\n"));
}

#[test]
fn chains_are_one_participant() {
    let data = Data::embedded();
    let table = data.table("actor/chains.tsv", &["text", "mention", "antecedent"]).unwrap();
    let mut wrong = Vec::new();
    for row in table.rows() {
        let text = row.get(0);
        let entities = resolve(text);
        let (later, earlier) = (mentioned(&entities, text, row.get(1)), mentioned(&entities, text, row.get(2)));
        let joined = later.zip(earlier).is_some_and(|(later, earlier)| later.id == earlier.id);
        if !joined {
            wrong.push(format!("line {}: {:?} and {:?} in {text:?}", row.line, row.get(1), row.get(2)));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), table.rows().len(), wrong.join("\n"));
}

#[test]
fn hostile_text_does_not_panic() {
    for text in [
        "",
        " ",
        "We we our I I us US the the of of",
        "(((((\"“”",
        "\u{130}stanbul\u{2019}s mayor said “We",
        "U.S. U.S. U.S.",
    ] {
        let _ = resolve(text);
    }
    let long = "The president of the minister of the army of ".repeat(400);
    let _ = resolve(&long);
}

#[test]
fn the_data_are_complete() {
    let data = Data::embedded();
    let countries = data
        .table("countries.tsv", &["code", "name", "alternates", "adjectives", "people", "capital", "seats"])
        .unwrap();
    let mut codes: Vec<&str> = countries.rows().iter().map(|row| row.get(0)).collect();
    codes.dedup();
    assert!(codes.len() >= 250, "{} countries", codes.len());
}
