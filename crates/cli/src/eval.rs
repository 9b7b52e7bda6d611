//! `onrecord eval`: precision, recall and F1 of every layer against gold records.

use std::io::{self, Write as _};
use std::num::NonZeroUsize;

use coder::Coder;
use gold::GoldRecord;
use ingest::{Format, Options, Place, Raw, Refusal};

use crate::args;
use crate::failure::Failure;
use crate::{Outcome, fault, parallel, read, visible};

pub(crate) fn run(args: &args::Eval) -> Result<Outcome, Failure> {
    let failed = |error: gold::GoldError| Failure::Eval(visible::shown(&error.to_string()).into_owned());
    let gold = gold::read(&args.gold).map_err(failed)?;
    if gold.is_empty() {
        return Err(Failure::Eval(format!("{}: no record in it", visible::shown(&args.gold))));
    }
    let (system, outcome) = match &args.system {
        Some(path) => (gold::read(path).map_err(failed)?, Outcome::AllRead),
        None => coded(&args.gold, &args.language)?,
    };
    let scores = gold::score(&gold, &system).map_err(failed)?;
    let shown = if args.json {
        let json = scores
            .to_json()
            .map_err(|error| Failure::Eval(format!("the scores cannot be written as JSON: {error}")))?;
        format!("{json}\n")
    } else {
        scores.table(args.misses)
    };
    let mut out = io::stdout().lock();
    for line in shown.lines() {
        writeln!(out, "{}", visible::shown(line))?;
    }
    Ok(outcome)
}

/// The records that the coder makes of the gold file's reports. One that cannot be read is told and counts as empty.
fn coded(path: &str, language: &args::Language) -> Result<(Vec<GoldRecord>, Outcome), Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::Eval(format!("{path}: {error}")))?;
    let coder = read::load(language)?;
    let options = Options::default();
    let place = Place::of(path);
    let lines: Vec<(Place, &str)> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| (place.at_line(number), line))
        .collect();
    let n_threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    let mut outcome = Outcome::AllRead;
    let mut records = Vec::new();
    parallel::in_order(
        lines.into_iter(),
        n_threads,
        |(place, line)| code(&coder, place, line, &options),
        |result| {
            match result {
                Ok(json) => writeln!(records, "{json}")?,
                Err(refusal) => {
                    outcome = Outcome::SomeRefused;
                    read::tell(&[refusal]);
                }
            }
            Ok(())
        },
        |_| {},
    )?;
    let records =
        gold::read_from(records.as_slice(), "the coder's output").map_err(|error| Failure::Eval(error.to_string()))?;
    Ok((records, outcome))
}

/// The record, as JSON, of the report inside a gold record.
fn code(coder: &Coder, place: Place, line: &str, options: &Options) -> Result<String, Refusal> {
    let refuse = |what: String| Refusal::new(place.clone(), what);
    let value: serde_json::Value = serde_json::from_str(line).map_err(|error| refuse(format!("not JSON: {error}")))?;
    let report = value.get("report").ok_or_else(|| refuse("no `report` in the record".to_owned()))?;
    let raw =
        Raw { place: place.clone(), format: Format::JsonLines, bytes: report.to_string().into_bytes(), url: None };
    let reading = raw.read(options)?;
    let record = fault::guard(|| coder.code(&reading.report)).map_err(&refuse)?;
    record.to_json().map_err(|error| refuse(format!("the record cannot be written as JSON: {error}")))
}
