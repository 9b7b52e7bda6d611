//! Counts how many pronouns and descriptions that are sources of statements in gold the coder resolves rightly:
//!
//! ```sh
//! cargo run -p gold --example sources -- GOLD.jsonl         # the figures
//! cargo run -p gold --example sources -- GOLD.jsonl misses  # and every wrong one
//! ```
//!
//! Counted are the gold statements whose source is a mention without a name ("he", "the minister") and whose content one
//! of ours covers at least as much as not (characters shared over characters of either). Ours is right if its source is an
//! entity of the same country and, besides, of the same first sector or with another mention in common: the pronoun itself
//! proves nothing.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;

use coder::Coder;
use gold::{Entity, GoldRecord, Span, Statement};
use ingest::{Format, Options, Place, Raw};

#[derive(Default)]
struct Count {
    right: usize,
    all: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: sources GOLD.jsonl [misses]")?;
    let tell = std::env::args().nth(2).as_deref() == Some("misses");
    let coder = Coder::load()?;
    let (mut pronouns, mut descriptions, mut unmatched) = (Count::default(), Count::default(), 0);
    for (line, gold) in std::fs::read_to_string(&path)?.lines().zip(gold::read(&path)?) {
        let system = code(&coder, &path, line)?;
        for statement in &gold.statements {
            let Some((source, span, form)) = unnamed_source(&gold, statement) else { continue };
            let Some(ours) = matched(&system, statement) else {
                unmatched += 1;
                continue;
            };
            let resolved = ours.source.as_ref().and_then(|source| entity(&system, source.entity.as_deref()?));
            let right = resolved.is_some_and(|resolved| is_same(source, resolved, span));
            let count = if form == "pronoun" { &mut pronouns } else { &mut descriptions };
            count.all += 1;
            count.right += usize::from(right);
            if tell && !right {
                let codes = resolved.map(|entity| (&entity.country, &entity.sectors));
                let words: String = gold.report.text.chars().skip(span.0).take(span.1 - span.0).collect();
                println!("{} {words:?}: {codes:?}, not {:?}", gold.report.id, (&source.country, &source.sectors));
            }
        }
    }
    let both = Count { right: pronouns.right + descriptions.right, all: pronouns.all + descriptions.all };
    for (name, count) in [("pronouns", &pronouns), ("descriptions", &descriptions), ("both", &both)] {
        let share = f64::from(u32::try_from(count.right)?) / f64::from(u32::try_from(count.all.max(1))?);
        println!("{name:<13} {:>4} of {:>4} right  {share:.3}", count.right, count.all);
    }
    println!("{unmatched} more whose content no statement of ours covers");
    Ok(())
}

/// The record of the report inside a gold record, in its published form.
fn code(coder: &Coder, path: &str, line: &str) -> Result<GoldRecord, Box<dyn Error>> {
    let value: serde_json::Value = serde_json::from_str(line)?;
    let report = value.get("report").ok_or("no `report` in the record")?;
    let bytes = report.to_string().into_bytes();
    let raw = Raw { place: Place::of(path), format: Format::JsonLines, bytes, url: None };
    let record = coder.code(&raw.read(&Options::default()).map_err(|refusal| refusal.to_string())?.report);
    Ok(serde_json::from_str(&record.to_json()?)?)
}

fn entity<'a>(record: &'a GoldRecord, id: &str) -> Option<&'a Entity> {
    record.entities.iter().find(|entity| entity.id == id)
}

/// The source of a statement, its mention and the mention's form, if that is a pronoun or a description.
fn unnamed_source<'a>(gold: &'a GoldRecord, statement: &Statement) -> Option<(&'a Entity, Span, &'a str)> {
    let source = statement.source.as_ref()?;
    let (entity, span) = (entity(gold, source.entity.as_deref()?)?, source.span?);
    let mention = entity.mentions.iter().find(|mention| mention.span == span)?;
    matches!(mention.form.as_str(), "pronoun" | "nominal").then_some((entity, span, mention.form.as_str()))
}

/// Our statement that shares most of its content with one of gold, if that is at least half of what either holds.
fn matched<'a>(system: &'a GoldRecord, statement: &Statement) -> Option<&'a Statement> {
    let length = |spans: &[Span]| spans.iter().map(|span| span.1 - span.0).sum::<usize>();
    let shared = |other: &Statement| -> usize {
        let with = |one: &Span| other.content.iter().map(|two| overlap(*one, *two)).sum::<usize>();
        statement.content.iter().map(with).sum()
    };
    let best = system.statements.iter().max_by_key(|other| {
        // Per mille of the union, so that the comparison is of integers.
        let both = shared(other);
        1000 * both / (length(&statement.content) + length(&other.content) - both).max(1)
    })?;
    let both = shared(best);
    (2 * both >= length(&statement.content) + length(&best.content) - both).then_some(best)
}

fn overlap(one: Span, other: Span) -> usize {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

fn is_same(gold: &Entity, ours: &Entity, source: Span) -> bool {
    let elsewhere = |mention: &&gold::Mention| overlap(mention.span, source) == 0;
    let shares_mention = gold.mentions.iter().filter(elsewhere).any(|one| {
        ours.mentions
            .iter()
            .any(|two| 2 * overlap(one.span, two.span) > (two.span.1 - two.span.0).max(one.span.1 - one.span.0))
    });
    gold.country == ours.country && (shares_mention || gold.sectors.first() == ours.sectors.first())
}
