//! `onrecord stats`: how much is in a project file.

use std::io::{self, Write as _};

use export::{Cell, csv, json};

use super::args::{AnswerFormat, Stats};
use super::{answer, listing, of_file};
use crate::failure::Failure;
use crate::page::canvas::{Canvas, Piece};
use crate::page::words::number;
use crate::{Outcome, terminal};

const NAMES: &[&str] = &[
    "reports",
    "repeats",
    "outlets",
    "first",
    "last",
    "statements",
    "events",
    "commitments",
    "happenings",
    "told_again",
    "undertakings",
    "undertakings_told_again",
    "disagreements",
    "versions",
    "schema",
    "bytes",
];

pub(super) fn run(args: &Stats) -> Result<Outcome, Failure> {
    let path = &args.database.path;
    let stats = answer::open(path)?.stats().map_err(of_file(path))?;
    let shown = match args.answer.format {
        AnswerFormat::Text => text(&stats, terminal::layout(&args.answer.look)),
        AnswerFormat::Json | AnswerFormat::Jsonl => format!("{}\n", json::object(NAMES, &cells(&stats))),
        AnswerFormat::Csv => csv::header(NAMES) + &csv::row(&cells(&stats)),
    };
    io::stdout().write_all(shown.as_bytes())?;
    Ok(Outcome::AllRead)
}

fn cells(stats: &store::Stats) -> Vec<Cell> {
    let versions: Vec<String> = stats.versions.iter().map(|(version, n)| format!("{version}: {n}")).collect();
    vec![
        stats.n_reports.into(),
        stats.n_repeats.into(),
        stats.n_outlets.into(),
        stats.first.as_ref().into(),
        stats.last.as_ref().into(),
        stats.n_statements.into(),
        stats.n_events.into(),
        stats.n_commitments.into(),
        stats.n_happenings.into(),
        stats.n_told_again.into(),
        stats.n_undertakings.into(),
        stats.n_undertakings_told_again.into(),
        stats.n_disagreements.into(),
        versions.into(),
        stats.schema.into(),
        i64::try_from(stats.size).map_or(Cell::Null, Cell::Int),
    ]
}

fn text(stats: &store::Stats, layout: terminal::Layout) -> String {
    let mut canvas = Canvas::new(layout);
    #[expect(clippy::cast_precision_loss, reason = "counts are far below where this loses anything")]
    let count = |n: usize| number(n as f64);
    let mut row = |n: usize, what: &str, more: String| {
        let lead = [Piece::strong(&format!("{:>12}", count(n)))];
        let aside = if more.is_empty() { String::new() } else { format!(" ({more})") };
        canvas.block(&lead, 14, &[Piece::plain(what), Piece::faint(&aside)]);
    };
    let span = match (&stats.first, &stats.last) {
        (Some(first), Some(last)) => format!("{} to {}", listing::day(first), listing::day(last)),
        _ => String::new(),
    };
    row(stats.n_reports, "reports", span);
    row(stats.n_repeats, "of them repeat the words of another", String::new());
    let outlets: Vec<String> = stats.outlets.iter().map(|(outlet, n)| format!("{outlet} {n}")).collect();
    row(stats.n_outlets, "outlets", outlets.join(", "));
    row(stats.n_statements, "statements", String::new());
    let types: Vec<String> = stats.types.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
    row(stats.n_events, "events", types.join(", "));
    row(stats.n_commitments, "commitments", String::new());
    row(stats.n_happenings, "happenings", format!("{} told more than once", count(stats.n_told_again)));
    let again = format!("{} told more than once", count(stats.n_undertakings_told_again));
    row(stats.n_undertakings, "undertakings", again);
    row(stats.n_disagreements, "disagreements", String::new());
    let versions: Vec<String> = stats.versions.iter().map(|(version, n)| format!("{version} ({n})")).collect();
    canvas.blank();
    #[expect(clippy::cast_precision_loss, reason = "a size to one decimal")]
    let size = format!("{:.1} MB", stats.size as f64 / 1e6);
    let made = format!("{size}, schema {}, records made with version {}", stats.schema, versions.join(", "));
    canvas.block(&[], 0, &[Piece::faint(&made)]);
    canvas.finish()
}
