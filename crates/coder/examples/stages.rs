//! Where the time of a reading goes: the share of every stage over reports as JSON Lines (`text`) from standard input, on one
//! core.
//!
//! `cargo run --release -p coder --example stages < reports.jsonl`
#![expect(clippy::print_stdout, reason = "its only product is what it prints")]

use std::time::{Duration, Instant};

use lexicon::Data;
use linguist::{Model, Workspace};
use record::Report;

const STAGES: [&str; 9] =
    ["language", "times", "quantities", "actors", "places", "statements", "first person", "events", "commitments"];

/// What one stage returns; its time is added to the stage.
fn timed<T>(spent: &mut Duration, stage: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let found = stage();
    *spent += start.elapsed();
    found
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = Data::embedded();
    let model = Model::load_embedded()?;
    let timex = timex::Timex::load(&data)?;
    let quantity = quantity::Quantities::load(&data)?;
    let place = place::Places::load(&data)?;
    let actor = actor::Actors::load(&data)?;
    let statement = statement::Statements::load(&data)?;
    let event = event::Events::load(&data)?;
    let commitment = commitment::Commitments::load(&data)?;
    let mut workspace = Workspace::default();
    let mut spent = [Duration::ZERO; STAGES.len()];
    let (mut n_words, mut n_reports) = (0, 0);
    for line in std::io::stdin().lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let report = Report { text: value["text"].as_str().unwrap_or("").to_owned(), ..Report::default() };
        n_words += report.text.split_whitespace().count();
        n_reports += 1;
        let [language, times, quantities, actors, places, statements, first_person, events, commitments] = &mut spent;
        let analysis =
            timed(language, || model.analyze(&report.text, &linguist::segment(&report.text), &mut workspace));
        let times = timed(times, || timex.find(&analysis, None));
        let quantities = timed(quantities, || quantity.find(&analysis, &times));
        let mut entities = timed(actors, || actor.resolve(&analysis, &report));
        let places = timed(places, || place.find(&analysis, &report, &entities));
        let mut said = timed(statements, || statement.find(&analysis, &report, &entities, &times));
        timed(first_person, || {
            actor.resolve_first_person(&analysis, &report, &mut entities, &mut said);
            statement::name_sources(&analysis, &mut entities, &mut said);
        });
        let (analysis, report, entities, times) = (&analysis, &report, &entities, &times);
        let (quantities, places, statements) = (&quantities, &places, &said);
        let told = timed(events, || {
            event.find(event::Input { analysis, report, entities, times, quantities, places, statements })
        });
        let events = &told;
        timed(commitments, || {
            commitment.find(commitment::Input {
                analysis,
                report,
                entities,
                times,
                quantities,
                places,
                statements,
                events,
            })
        });
    }
    let all: f64 = spent.iter().map(Duration::as_secs_f64).sum();
    println!("{n_reports} reports, {n_words} words, {all:.2} seconds");
    for (stage, spent) in STAGES.iter().zip(spent) {
        println!("{stage:<13} {:5.1} %", 100.0 * spent.as_secs_f64() / all.max(f64::MIN_POSITIVE));
    }
    Ok(())
}
