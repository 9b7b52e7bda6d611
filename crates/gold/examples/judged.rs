//! How the coder does on events of raw text that were judged by hand:
//!
//! ```sh
//! cargo run --release -p gold --example judged -- RAW_FOLDER crates/gold/judged/events.tsv [LEAST_CONFIDENCE [faults]]
//! ```
//!
//! Only places that were judged count: an event found somewhere else in these documents is neither right nor wrong.
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

mod raw;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use coder::Coder;
use raw::documents;
use record::{Event, Participant, Record};

struct Judged<'a> {
    start: u32,
    kind: &'a str,
    right_kind: &'a str,
    actors: BTreeSet<&'a str>,
    recipients: BTreeSet<&'a str>,
    status: &'a str,
}

#[derive(Default)]
struct Tally {
    found: usize,
    right: usize,
    actors: usize,
    recipients: usize,
    both: usize,
    status: usize,
    /// Events of the judged types, found or not.
    there: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: judged RAW_FOLDER JUDGED.tsv [LEAST_CONFIDENCE [faults]]";
    let (folder, judged) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    let coder = match arguments.next() {
        Some(least) => Coder::load()?.events_at_least(least.parse()?),
        None => Coder::load()?,
    };
    let faults = arguments.next().is_some();
    let text = std::fs::read_to_string(&judged)?;
    let mut by_document: BTreeMap<&str, Vec<Judged<'_>>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let &[document, start, _, kind, right_kind, actors, recipients, status] =
            line.split('\t').collect::<Vec<_>>().as_slice()
        else {
            return Err(format!("{judged}: not a judged event: {line:?}").into());
        };
        let (actors, recipients) = (set(actors), set(recipients));
        let one = Judged { start: start.parse()?, kind, right_kind, actors, recipients, status };
        by_document.entry(document).or_default().push(one);
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    documents(Path::new(&folder), &|id| by_document.contains_key(id), &mut |document| {
        let record = coder.code(&document.report);
        for one in by_document.get(document.id.as_str()).into_iter().flatten() {
            let event = found(&record, one);
            let fault = count(&record, one, event, &mut tallies);
            if faults && let Some(fault) = fault {
                println!("{fault}\t{}\n    {}", document.id, around(&record, one.start));
            }
        }
        Ok(())
    })?;
    println!("type        there  found  right  share | of the right: actors recipients both status");
    for (name, tally) in &tallies {
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        let of_right = [tally.actors, tally.recipients, tally.both, tally.status].map(|n| share(n, tally.right));
        println!(
            "{name:<11} {:5}  {:5}  {:5}  {:.3} | {:.3} {:.3} {:.3} {:.3}",
            tally.there,
            tally.found,
            tally.right,
            share(tally.right, tally.found),
            of_right[0],
            of_right[1],
            of_right[2],
            of_right[3]
        );
    }
    Ok(())
}

fn set(list: &str) -> BTreeSet<&str> {
    list.split(' ').filter(|code| !matches!(*code, "" | "-")).collect()
}

/// The event that tells what was judged, by its trigger or a further mention: of the judged type, else of any.
fn found<'a>(record: &'a Record, one: &Judged<'_>) -> Option<&'a Event> {
    let here =
        |event: &&Event| std::iter::once(&event.trigger).chain(&event.mentions).any(|span| span.start == one.start);
    let all: Vec<&Event> = record.events.iter().filter(here).collect();
    all.iter().copied().find(|event| event.kind.to_string() == one.right_kind).or_else(|| all.first().copied())
}

/// Counts an event in all and under its type; says what is wrong.
fn count(
    record: &Record,
    one: &Judged<'_>,
    event: Option<&Event>,
    tallies: &mut BTreeMap<String, Tally>,
) -> Option<String> {
    let there = usize::from(one.right_kind != "-");
    for name in ["all", if there == 1 { one.right_kind } else { one.kind }] {
        tallies.entry(name.to_owned()).or_default().there += there;
    }
    let Some(event) = event else { return (there == 1).then(|| format!("LOST {}", one.right_kind)) };
    let kind = event.kind.to_string();
    let right = kind == one.right_kind;
    let (actors, recipients) = (codes(record, &event.actors), codes(record, &event.recipients));
    let same =
        |ours: &BTreeSet<String>, right: &BTreeSet<&str>| ours.iter().map(String::as_str).eq(right.iter().copied());
    let (a, r) = (same(&actors, &one.actors), same(&recipients, &one.recipients));
    let status = event.status.to_string();
    let s = match one.status.strip_prefix("not ") {
        Some(wrong) => status != wrong,
        None => status == one.status,
    };
    for name in ["all", kind.as_str()] {
        let tally = tallies.entry(name.to_owned()).or_default();
        tally.found += 1;
        if right {
            tally.right += 1;
            tally.actors += usize::from(a);
            tally.recipients += usize::from(r);
            tally.both += usize::from(a && r);
            tally.status += usize::from(s);
        }
    }
    if !right {
        return Some(format!("TYPE {kind}, not {} ({})", one.right_kind, event.evidence.producer));
    }
    let mut wrong = Vec::new();
    if !a {
        wrong.push(format!("ACTORS {actors:?}, not {:?}", one.actors));
    }
    if !r {
        wrong.push(format!("RECIPIENTS {recipients:?}, not {:?}", one.recipients));
    }
    if !s {
        wrong.push(format!("STATUS {status}, {}", one.status));
    }
    (!wrong.is_empty()).then(|| format!("{kind} {}", wrong.join("; ")))
}

/// The countries of participants; `?` for one of none.
fn codes(record: &Record, sides: &[Participant]) -> BTreeSet<String> {
    let country = |side: &Participant| record.entity(side.entity?)?.country.map(|country| country.to_string());
    sides.iter().map(|side| country(side).unwrap_or_else(|| "?".to_owned())).collect()
}

/// The sentence of a place, with the place marked.
fn around(record: &Record, start: u32) -> String {
    let text = &record.report.text;
    let sentence = record.sentences.iter().find(|sentence| sentence.start <= start && start < sentence.end);
    let Some(sentence) = sentence else { return String::new() };
    format!("{}[[{}", &text[sentence.start as usize..start as usize], &text[start as usize..sentence.end as usize])
}
