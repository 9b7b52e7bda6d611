//! How fast places are found, the layer alone on one core: words a second over reports as JSON Lines (`text`) from standard
//! input; and how long one look-up in the gazetteer takes.
//!
//! `cargo run --release -p place --example speed < reports.jsonl`. The language model reads the reports first and is not
//! counted.
#![expect(clippy::print_stdout, reason = "its only product is what it prints")]

use std::time::Instant;

use gazetteer::Gazetteer;
use linguist::Workspace;
use place::Places;
use record::Report;

const ROUNDS: u32 = 3;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = linguist::Model::load_embedded()?;
    let mut workspace = Workspace::default();
    let mut reports = Vec::new();
    for line in std::io::stdin().lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let text = value["text"].as_str().unwrap_or("").to_owned();
        let analysis = model.analyze(&text, &linguist::segment(&text), &mut workspace);
        reports.push((Report { text, ..Report::default() }, analysis));
    }
    let places = Places::load(&lexicon::Data::embedded())?;
    let words: usize = reports.iter().map(|(report, _)| report.text.split_whitespace().count()).sum();
    let start = Instant::now();
    let mut found = 0;
    for _ in 0..ROUNDS {
        found = reports.iter().map(|(report, analysis)| places.find(analysis, report, &[]).len()).sum();
    }
    let seconds = start.elapsed().as_secs_f64() / f64::from(ROUNDS);
    println!(
        "places: {:.0} words a second ({found} found in {words} words)",
        f64::from(u32::try_from(words)?) / seconds
    );
    look_ups(&reports)
}

/// Every word with a capital is looked up, known or not.
fn look_ups(reports: &[(Report, linguist::Analysis)]) -> Result<(), Box<dyn std::error::Error>> {
    let start = Instant::now();
    let gazetteer = Gazetteer::embedded()?;
    println!("gazetteer: loaded in {:.1} microseconds", start.elapsed().as_secs_f64() * 1e6);
    let words = reports.iter().flat_map(|(report, _)| report.text.split_whitespace());
    let names: Vec<String> =
        words.filter(|word| word.starts_with(char::is_uppercase)).take(100_000).map(gazetteer::fold).collect();
    let start = Instant::now();
    let known = names.iter().filter(|name| gazetteer.knows(name)).count();
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(u32::try_from(names.len().max(1))?);
    println!("gazetteer: {each:.2} microseconds a look-up ({known} of {} known)", names.len());
    let start = Instant::now();
    let places: usize = names.iter().map(|name| gazetteer.folded(name).len()).sum();
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(u32::try_from(names.len().max(1))?);
    println!("gazetteer: {each:.2} microseconds a look-up with its places ({places} places)");
    Ok(())
}
