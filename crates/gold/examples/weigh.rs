//! Fits the weights of the traits that make an event sure (`data/event/confidence.tsv`):
//!
//! ```sh
//! cargo run --release -p gold --example weigh -- RAW_FOLDER crates/gold/judged/events.tsv GOLD.jsonl... \
//!     > data/event/confidence.tsv
//! ```
//!
//! It learns from events of raw text that were judged by hand and from the events found in the reports of the gold: right is an
//! event of that type in that place. Both kinds of text weigh as much. Logistic regression with a penalty on the squares of
//! the weights, by coordinates, each in turn; what it says of five parts held out in turn goes to the standard error.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example for the terminal")]

mod lot;
mod raw;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use coder::Coder;
use gold::GoldRecord;
use ingest::{Format, Options, Place, Raw};
use lot::lot;
use raw::documents;
use record::Record;

/// Strength of the penalty, as so many wrong and right events for every trait.
const PENALTY: f64 = 3.0;
/// A trait of fewer events has no weight.
const LEAST: usize = 4;
const ROUNDS: usize = 60;
const PARTS: u64 = 5;

/// An event with its traits, and whether it is right.
struct Case {
    traits: Vec<String>,
    right: bool,
    raw: bool,
    part: u64,
    weight: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: weigh RAW_FOLDER JUDGED.tsv GOLD.jsonl...";
    let (folder, judged) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    let coder = Coder::load()?.events_at_least(0).noting_traits();
    let mut cases = judged_cases(&coder, &folder, &judged)?;
    for path in arguments {
        cases.extend(gold_cases(&coder, &path)?);
    }
    let n_raw = cases.iter().filter(|case| case.raw).count();
    let n_gold = cases.len() - n_raw;
    for case in &mut cases {
        // As many of each kind, in all as many as there are.
        case.weight = (n_raw + n_gold) as f64 / 2.0 / if case.raw { n_raw } else { n_gold }.max(1) as f64;
    }
    hold_out(&cases);
    let weights = fit(&cases.iter().collect::<Vec<_>>());
    println!("# What speaks for an event and against it, in hundredths of the logarithm of the odds that it is right.");
    println!(
        "# Made by `cargo run --release -p gold --example weigh` from {n_raw} events of raw text and {n_gold} of coded"
    );
    println!("# reports, judged by hand. A trait that is not here weighs nothing.");
    println!("trait\tpoints");
    for (name, weight) in weights {
        let points = (weight * 100.0).round();
        if points.abs() >= 3.0 {
            println!("{name}\t{points}");
        }
    }
    Ok(())
}

fn traits_of(record: &Record) -> Vec<Vec<String>> {
    let of =
        |notes: &[String]| notes.iter().filter_map(|note| note.strip_prefix("trait: ")).map(str::to_owned).collect();
    record.events.iter().map(|event| of(&event.evidence.notes)).collect()
}

/// The judged events that the coder still finds.
fn judged_cases(coder: &Coder, folder: &str, judged: &str) -> Result<Vec<Case>, Box<dyn Error>> {
    let text = std::fs::read_to_string(judged)?;
    let mut by_document: BTreeMap<&str, Vec<(u32, &str, bool)>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let &[document, start, _, kind, right_kind, ..] = line.split('\t').collect::<Vec<_>>().as_slice() else {
            return Err(format!("{judged}: not a judged event: {line:?}").into());
        };
        by_document.entry(document).or_default().push((start.parse()?, kind, kind == right_kind));
    }
    let (mut cases, mut lost) = (Vec::new(), 0);
    documents(Path::new(folder), &|id| by_document.contains_key(id), &mut |document| {
        let record = coder.code(&document.report);
        let traits = traits_of(&record);
        for &(start, kind, right) in by_document.get(document.id.as_str()).into_iter().flatten() {
            let found = record.events.iter().zip(&traits).find(|(event, _)| {
                let at = |span: &text::Span| span.start == start;
                event.kind.to_string() == kind && (at(&event.trigger) || event.mentions.iter().any(at))
            });
            match found {
                Some((_, traits)) => cases.push(Case {
                    traits: traits.clone(),
                    right,
                    raw: true,
                    part: lot(7, &[&document.id]) % PARTS,
                    weight: 1.0,
                }),
                None => lost += 1,
            }
        }
        Ok(())
    })?;
    eprintln!("{} judged events, {lost} more that are no longer found", cases.len());
    Ok(cases)
}

/// The events found in the reports of gold records.
fn gold_cases(coder: &Coder, path: &str) -> Result<Vec<Case>, Box<dyn Error>> {
    let mut cases = Vec::new();
    for (line, gold) in std::fs::read_to_string(path)?.lines().zip(gold::read(path)?) {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let bytes = value["report"].to_string().into_bytes();
        let raw = Raw { place: Place::of(path), format: Format::JsonLines, bytes, url: None };
        let record = coder.code(&raw.read(&Options::default()).map_err(|refusal| refusal.to_string())?.report);
        let found: GoldRecord = serde_json::from_str(&record.to_json()?)?;
        let sentence = |at: gold::Span| gold.sentences.iter().position(|span| span.0 <= at.0 && at.0 < span.1);
        let places = |event: &gold::Event| -> BTreeSet<Option<usize>> {
            std::iter::once(&event.trigger).chain(&event.mentions).map(|&span| sentence(span)).collect()
        };
        for (event, traits) in found.events.iter().zip(traits_of(&record)) {
            let here = places(event);
            let same = |one: &&gold::Event| one.kind == event.kind && places(one).intersection(&here).next().is_some();
            let right = gold.events.iter().any(|one| same(&one));
            cases.push(Case { traits, right, raw: false, part: lot(7, &[&gold.report.id]) % PARTS, weight: 1.0 });
        }
    }
    eprintln!("{path}: {} events", cases.len());
    Ok(cases)
}

/// What each part is told by weights from the others, by tenths of confidence.
fn hold_out(cases: &[Case]) {
    let mut told: Vec<(f64, bool, bool)> = Vec::new();
    for part in 0..PARTS {
        let others: Vec<&Case> = cases.iter().filter(|case| case.part != part).collect();
        let weights = fit(&others);
        for case in cases.iter().filter(|case| case.part == part) {
            let sum: f64 = case.traits.iter().filter_map(|name| weights.get(name)).sum();
            told.push((1.0 / (1.0 + (-sum).exp()), case.right, case.raw));
        }
    }
    for (name, raw) in [("raw text", true), ("coded reports", false)] {
        eprintln!("{name}: confidence, right of all; in all from there on");
        for tenth in 0..10 {
            let low = f64::from(tenth) / 10.0;
            let count = |high: f64| {
                let here = told.iter().filter(|(share, _, of)| *of == raw && *share >= low && *share < high);
                here.fold((0, 0), |(right, all), case| (right + i32::from(case.1), all + 1))
            };
            let ((right, all), (right_on, all_on)) = (count(low + 0.1), count(1.1));
            eprintln!(
                "  {low:.1}  {right:4} of {all:4}; {right_on:4} of {all_on:4} = {:.3}",
                f64::from(right_on) / f64::from(all_on.max(1))
            );
        }
    }
    let loss: f64 =
        told.iter().map(|(share, right, _)| -(if *right { *share } else { 1.0 - share }).max(1e-9).ln()).sum();
    eprintln!("loss {:.4}", loss / told.len() as f64);
}

/// The weight of every trait that is not rare.
fn fit(cases: &[&Case]) -> BTreeMap<String, f64> {
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        for name in &case.traits {
            index.entry(name).or_default().push(at);
        }
    }
    index.retain(|_, found| found.len() >= LEAST);
    let mut sums = vec![0.0_f64; cases.len()];
    let mut weights = vec![0.0_f64; index.len()];
    for _ in 0..ROUNDS {
        for (weight, (name, found)) in weights.iter_mut().zip(&index) {
            // The share of all events that are right is no trait's merit.
            let penalty = if *name == "any event" { 0.0 } else { PENALTY };
            let (mut slope, mut bend) = (penalty * *weight, penalty + 1e-9);
            for &at in found {
                let (case, share) = (cases[at], 1.0 / (1.0 + (-sums[at]).exp()));
                slope += case.weight * (share - f64::from(u8::from(case.right)));
                bend += case.weight * share * (1.0 - share);
            }
            let step = (slope / bend).clamp(-1.0, 1.0);
            *weight -= step;
            found.iter().for_each(|&at| sums[at] -= step);
        }
    }
    index.keys().map(|name| (*name).to_owned()).zip(weights).collect()
}
