//! 300 descriptions in their sentences (`descriptions.tsv`), coded by the codebook by hand: a floor on the part that the
//! rules were mended with and on the part that was only scored.

use std::sync::LazyLock;

use lexicon::Data;
use linguist::{Model, Workspace};
use record::{Entity, Report};
use text::Span;

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

/// One row of the table.
struct Case<'a> {
    text: &'a str,
    phrase: &'a str,
    country: &'a str,
    sector: &'a str,
}

fn cases(part: &str) -> Vec<Case<'static>> {
    let rows = include_str!("descriptions.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let fields = rows.map(|line| line.split('\t').collect::<Vec<_>>());
    fields
        .filter_map(|fields| match fields[..] {
            [its, text, phrase, country, sector] if its == part => Some(Case { text, phrase, country, sector }),
            _ => None,
        })
        .collect()
}

/// The entity that the phrase mentions: the mention that shares most with it, if that is more than half of the two.
fn mentioned(entities: &[Entity], phrase: Span) -> Option<&Entity> {
    let shared = |span: Span| 2 * span.end.min(phrase.end).saturating_sub(span.start.max(phrase.start));
    let spans = entities.iter().flat_map(|entity| entity.mentions.iter().map(move |mention| (entity, mention.span)));
    spans
        .filter(|&(_, span)| shared(span) > span.len().max(phrase.len()))
        .max_by_key(|&(_, span)| (shared(span), std::cmp::Reverse(span.len())))
        .map(|(entity, _)| entity)
}

/// Counts of right countries and right first sectors of a part, and its misses.
fn score(part: &str) -> (usize, usize, usize, Vec<String>) {
    let (mut countries, mut sectors, mut misses) = (0, 0, Vec::new());
    let mut workspace = Workspace::default();
    let cases = cases(part);
    for case in &cases {
        let report =
            Report { text: case.text.to_owned(), published: Some("2016-05-04".to_owned()), ..Report::default() };
        let analysis = GRAMMAR.mend(LAYER.model.analyze(case.text, &linguist::segment(case.text), &mut workspace));
        let entities = LAYER.actors.resolve(&analysis, &report);
        let start = case.text.find(case.phrase).unwrap_or(0);
        let entity = mentioned(&entities, Span::of_range(start, start + case.phrase.len()));
        let country = entity.map(|entity| entity.country.map(|country| country.to_string()).unwrap_or_default());
        let sector = entity.map(|entity| entity.sectors.first().map(|sector| sector.to_string()).unwrap_or_default());
        let right = (country.as_deref() == Some(case.country), sector.as_deref() == Some(case.sector));
        countries += usize::from(right.0);
        sectors += usize::from(right.1);
        if right != (true, true) {
            misses
                .push(format!("{:?} is {country:?} {sector:?}, not {:?} {:?}", case.phrase, case.country, case.sector));
        }
    }
    (cases.len(), countries, sectors, misses)
}

fn check(part: &str, countries_of_100: usize, sectors_of_100: usize) {
    let (all, countries, sectors, misses) = score(part);
    assert!(
        countries * 100 >= countries_of_100 * all && sectors * 100 >= sectors_of_100 * all,
        "{part}: {countries} countries and {sectors} first sectors of {all} are right\n{}",
        misses.join("\n")
    );
}

#[test]
fn descriptions_that_were_seen() {
    check("seen", 97, 92);
}

/// Only ever scored: the misses are not for looking at.
#[test]
fn descriptions_that_were_not_seen() {
    check("unseen", 90, 85);
}
