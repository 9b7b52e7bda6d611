//! Draws events or statements from the collections of raw text, to be judged by hand:
//!
//! ```sh
//! cargo run --release -p gold --example draw -- RAW_FOLDER SEED COUNT [LEAST_CONFIDENCE] > events.jsonl
//! cargo run --release -p gold --example draw -- RAW_FOLDER SEED COUNT statements > statements.jsonl
//! ```
//!
//! Every document has the same chance to be read, then every event or statement found in those that are. The same seed
//! gives the same draw as long as the coder finds the same. One line for each: where it stands, what was found, and the
//! sentences around it, for an event with the trigger between `[[` and `]]`.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

mod lot;
mod raw;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use coder::Coder;
use lot::lot;
use raw::{Document, documents};
use record::{Event, Participant, Record, Statement};
use serde_json::{Value, json};

/// One document in so many is read.
const ONE_IN: u64 = 60;
/// Sentences before and behind.
const AROUND: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: draw RAW_FOLDER SEED COUNT [LEAST_CONFIDENCE | statements]";
    let folder = arguments.next().ok_or(usage)?;
    let seed: u64 = arguments.next().ok_or(usage)?.parse()?;
    let count: usize = arguments.next().ok_or(usage)?.parse()?;
    let what = arguments.next();
    let statements = what.as_deref() == Some("statements");
    let coder = match what.filter(|_| !statements) {
        Some(least) => Coder::load()?.events_at_least(least.parse()?),
        None => Coder::load()?,
    };
    let mut drawn: BTreeMap<(u64, String), Value> = BTreeMap::new();
    let wanted = |id: &str| lot(seed, &[id]).is_multiple_of(ONE_IN);
    documents(Path::new(&folder), &wanted, &mut |document| {
        let record = coder.code(&document.report);
        let found: Vec<(String, Value)> = if statements {
            let key = |statement: &Statement| format!("{}:{}", statement.cue.map_or(0, |cue| cue.start), statement.act);
            record.statements.iter().map(|one| (key(one), said(&document, &record, one))).collect()
        } else {
            let key = |event: &Event| format!("{}:{}", event.trigger.start, event.kind);
            record.events.iter().map(|one| (key(one), shown(&document, &record, one))).collect()
        };
        for (at, found) in found {
            let lot = lot(seed.wrapping_add(1), &[&document.id, &at]);
            drawn.insert((lot, format!("{} {at}", document.id)), found);
            if drawn.len() > count {
                drawn.pop_last();
            }
        }
        Ok(())
    })?;
    drawn.values().for_each(|found| println!("{found}"));
    Ok(())
}

fn shown(document: &Document, record: &Record, event: &Event) -> Value {
    let text = &record.report.text;
    let sides = |sides: &[Participant]| sides.iter().map(|side| named(record, side)).collect::<Vec<_>>();
    let holder = event.statement.and_then(|id| record.statement(id));
    let says = holder.map(|statement| statement.source.map_or("nobody named".to_owned(), |who| named(record, &who)));
    let at = record.sentences.partition_point(|sentence| sentence.end <= event.trigger.start);
    let first = record.sentences.get(at.saturating_sub(AROUND)).map_or(0, |sentence| sentence.start as usize);
    let last = record.sentences.get(at + 1).or(record.sentences.last()).map_or(text.len(), |s| s.end as usize);
    let (start, end) = (event.trigger.start as usize, event.trigger.end as usize);
    json!({
        "document": document.id,
        "published": record.report.published,
        "outlet": record.report.outlet,
        "start": start,
        "end": end,
        "type": event.kind.to_string(),
        "modes": event.modes.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "status": event.status.to_string(),
        "confidence": event.confidence_thousandths,
        "actors": sides(&event.actors),
        "recipients": sides(&event.recipients),
        "on_the_word_of": says,
        "begins": text.chars().take(300).collect::<String>(),
        "text": format!("{}[[{}]]{}", &text[first..start], &text[start..end], &text[end..last]),
    })
}

fn said(document: &Document, record: &Record, statement: &Statement) -> Value {
    let text = &record.report.text;
    let spans = || statement.content.iter().chain(&statement.cue);
    let (start, end) = (spans().map(|span| span.start).min(), spans().map(|span| span.end).max());
    let (start, end) = (start.unwrap_or(0), end.unwrap_or(0));
    let at = record.sentences.partition_point(|sentence| sentence.end <= start);
    let upto = record.sentences.partition_point(|sentence| sentence.start < end);
    let first = record.sentences.get(at.saturating_sub(AROUND)).map_or(0, |sentence| sentence.start as usize);
    let last = record.sentences.get(upto).or(record.sentences.last()).map_or(text.len(), |s| s.end as usize);
    let part = |span: &text::Span| span.of(text).to_owned();
    json!({
        "document": document.id,
        "published": record.report.published,
        "outlet": record.report.outlet,
        "kind": statement.kind.to_string(),
        "act": statement.act.to_string(),
        "negated": statement.negated,
        "source": statement.source.map(|source| named(record, &source)),
        "source_words": statement.source.and_then(|source| source.span).map(|span| part(&span)),
        "cue": statement.cue.map(|cue| part(&cue)),
        "content": statement.content.iter().map(part).collect::<Vec<_>>(),
        "begins": text.chars().take(300).collect::<String>(),
        "text": text[first..last].to_owned(),
    })
}

/// "the rebels (MLI REB)"
fn named(record: &Record, side: &Participant) -> String {
    let Some(entity) = side.entity.and_then(|id| record.entity(id)) else { return "somebody".to_owned() };
    let country = entity.country.map(|country| country.to_string());
    let codes: Vec<String> = country.into_iter().chain(entity.sectors.iter().map(ToString::to_string)).collect();
    format!("{} ({})", entity.name, codes.join(" "))
}
