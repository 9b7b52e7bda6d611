//! The examples of `data/actor/` through the model: every description gets its codes, every chain is one participant.

use std::sync::LazyLock;

use lexicon::Data;
use linguist::{Model, Workspace};
use record::{Entity, Report};

/// Trees are read as the coder reads them.
#[expect(clippy::expect_used, reason = "a test without data cannot run")]
static GRAMMAR: std::sync::LazyLock<grammar::Grammar> = std::sync::LazyLock::new(|| {
    grammar::Grammar::load(&lexicon::Data::embedded()).expect("the lists of the grammar are right")
});

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
    resolve_on(text, "2016-05-04")
}

fn resolve_on(text: &str, published: &str) -> Vec<Entity> {
    let report = Report { text: text.to_owned(), published: Some(published.to_owned()), ..Report::default() };
    let analysis = GRAMMAR.mend(LAYER.model.analyze(text, &linguist::segment(text), &mut Workspace::default()));
    LAYER.actors.resolve(&analysis, &report)
}

#[test]
fn the_examples_hold() -> Result<(), lexicon::DataError> {
    let mut workspace = Workspace::default();
    let mut analyze = |text: &str| GRAMMAR.mend(LAYER.model.analyze(text, &linguist::segment(text), &mut workspace));
    let wrong = LAYER.actors.example_faults(&Data::embedded(), false, &mut analyze)?;
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// An office that is narrowed, of another country or of the past is not that of its holder.
#[test]
fn other_offices_are_not_the_holders() {
    for text in [
        "The deputy prime minister of Iraq left Baghdad on Monday. Haider al-Abadi stayed.",
        "Iraq's former prime minister left Baghdad on Monday. Haider al-Abadi stayed.",
        "The French prime minister left Baghdad on Monday. Haider al-Abadi stayed.",
    ] {
        let entities = resolve(text);
        let named = |entity: &&Entity| entity.mentions.iter().any(|mention| mention.span.of(text).contains("Abadi"));
        let holder = entities.iter().find(named);
        assert!(holder.is_some_and(|entity| entity.mentions.len() == 1), "{text}: {holder:?}");
    }
}

/// A movement comes to power, falls, and comes again; rebels become a party, and an army that of a new state.
#[test]
fn bodies_are_coded_as_of_the_day() {
    for (text, published, codes) in [
        ("The Taliban closed the school.", "1999-03-02", "AFG GOV"),
        ("The Taliban closed the school.", "2009-03-02", "AFG REB"),
        ("The Taliban closed the school.", "2022-03-02", "AFG GOV"),
        ("The FMLN rejected the budget.", "1989-11-12", "SLV REB"),
        ("The FMLN rejected the budget.", "2015-11-12", "SLV PTY"),
        ("The SPLA crossed the river.", "2003-05-01", "SDN REB"),
        ("The SPLA crossed the river.", "2014-05-01", "SSD MIL"),
    ] {
        let entities = resolve_on(text, published);
        let found = entities.iter().find(|entity| !entity.sectors.is_empty());
        let code = found.map(|entity| {
            let country = entity.country.map(|country| country.to_string()).unwrap_or_default();
            format!("{country} {}", entity.sectors.first().map(ToString::to_string).unwrap_or_default())
        });
        assert_eq!(code.as_deref(), Some(codes), "{text} in {published}");
    }
}

/// "The country" is the one in view, not that of the troops who leave it.
#[test]
fn the_country_is_the_one_in_view() {
    for (text, mention, country) in [
        ("The president of Niger complained that 40 Belgian soldiers entered the country.", "the country", "NER"),
        ("Ghana sent soldiers to Nepal. Nepal thanked the West African nation.", "the West African nation", "GHA"),
        ("Poland wrote to Egypt. The Arab country has not answered.", "The Arab country", "EGY"),
    ] {
        let entities = resolve(text);
        let found =
            entities.iter().find(|entity| entity.mentions.iter().any(|one| one.span.of(text).starts_with(mention)));
        let code = found.and_then(|entity| entity.country).map(|country| country.to_string());
        assert_eq!(code.as_deref(), Some(country), "{text}");
    }
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
