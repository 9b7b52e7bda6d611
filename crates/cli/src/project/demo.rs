//! `onrecord demo`: the corpus that the program carries, read into a new project file, and what was found across it.

use std::io::{self, Write as _};
use std::path::Path;

use ingest::{Options, Source};
use store::{DisagreementRow, Item, Page, Prepared, Reader, Stats, Told, UndertakingRow, Writer};

use super::answer::Answering;
use super::args::Demo;
use super::{Kit, VERSION, answer, listing, of_file};
use crate::failure::Failure;
use crate::page::canvas::{Canvas, Piece, Style, shortened};
use crate::page::words;
use crate::{Outcome, terminal, visible};

/// 24 reports from eight invented outlets; `examples/withdrawal/README.md` tells of them.
const CORPUS: &str = include_str!("../../../../examples/withdrawal/reports.jsonl");

/// Undertakings that are shown.
const MOST_UNDERTAKINGS: usize = 4;

pub(super) fn run(args: &Demo) -> Result<Outcome, Failure> {
    let path = args.path.as_path();
    // A link that leads nowhere is something too.
    if path.symlink_metadata().is_ok() {
        let name = shown(path);
        return Err(Failure::Question(format!(
            "{name} is there already and is left as it is; name another file with --db, or ask it: onrecord stats --db {name}"
        )));
    }
    let kit = Kit::load(&crate::args::Language::default())?;
    fill(path, &kit)?;
    let reader = answer::open(path)?;
    let page = found(&reader, path, terminal::layout(&args.look)).map_err(of_file(path))?;
    io::stdout().write_all(page.as_bytes())?;
    Ok(Outcome::AllRead)
}

/// Reads the corpus into a new project file.
fn fill(path: &Path, kit: &Kit) -> Result<(), Failure> {
    let options = Options::default();
    let unreadable = |what: String| Failure::Load(format!("the demo's reports: {what}"));
    let mut writer = Writer::open_or_make(path, VERSION).map_err(of_file(path))?;
    for raw in Source::new("demo.jsonl", CORPUS.as_bytes(), &options) {
        let raw = raw.map_err(|refusal| unreadable(refusal.to_string()))?;
        let reading = raw.read(&options).map_err(|refusal| unreadable(refusal.to_string()))?;
        let prepared = Prepared::new(kit.coder.code(&reading.report), raw.place.to_string(), &kit.teller)
            .map_err(of_file(path))?;
        writer.add(&prepared).map_err(of_file(path))?;
    }
    writer.finish().map_err(of_file(path))
}

fn found(reader: &Reader, path: &Path, layout: terminal::Layout) -> store::Result<String> {
    let mut canvas = Canvas::new(layout);
    summary(&mut canvas, &reader.stats()?, path);
    let disagreement = reader.disagreements(None, None, Page { most: Some(1) })?.pop();
    if let Some(disagreement) = &disagreement {
        canvas.heading("THE STRONGEST DISAGREEMENT");
        disagreement.show(&mut canvas);
    }
    let again =
        reader.undertakings(Page { most: None })?.into_iter().filter(|row| row.n_editions > 1 && has_terms(row));
    let again: Vec<UndertakingRow> = again.take(MOST_UNDERTAKINGS).collect();
    if !again.is_empty() {
        canvas.heading("UNDERTAKINGS, WITH THE TERMS THAT EACH REPORT GIVES");
        for row in &again {
            undertaking(&mut canvas, reader, row)?;
        }
    }
    next(&mut canvas, path, disagreement.as_ref(), again.first());
    Ok(canvas.finish())
}

fn summary(canvas: &mut Canvas, stats: &Stats, path: &Path) {
    let between = match (&stats.first, &stats.last) {
        (Some(first), Some(last)) => format!(", {} to {}", listing::day(first), listing::day(last)),
        _ => String::new(),
    };
    let read = format!(
        "{}: {} reports from {} invented outlets on a real course of events{between}.",
        shown(path),
        stats.n_reports,
        stats.n_outlets
    );
    canvas.block(&[], 0, &[Piece::plain(&read)]);
    canvas.blank();
    let mut row = |n: usize, what: &str| {
        canvas.block(&[Piece::strong(&format!("{n:>5}"))], 7, &[Piece::plain(what)]);
    };
    row(stats.n_repeats, "reports repeat the words of another: copies, not new tellings");
    row(stats.n_told_again, &format!("of {} happenings are told more than once", stats.n_happenings));
    row(stats.n_undertakings_told_again, &format!("of {} undertakings are told more than once", stats.n_undertakings));
    row(stats.n_disagreements, "times two tellings cannot both be true");
}

/// Whether some report tells by when it is to be done, or how far it has got.
fn has_terms(row: &UndertakingRow) -> bool {
    row.tellings
        .iter()
        .map(|told| &told.commitment)
        .any(|commitment| commitment.due.is_some() || commitment.duration.is_some() || !commitment.progress.is_empty())
}

/// Who is to do what, and then report by report: what, how much, by when, and how far it has got.
fn undertaking(canvas: &mut Canvas, reader: &Reader, row: &UndertakingRow) -> store::Result<()> {
    let mut head = vec![Piece::faint(&format!("[{}] ", row.id))];
    // Each report calls the obligor what it likes; the first name stands for all.
    head.extend(row.obligor.first().map(listing::who).unwrap_or_default());
    let not = row.tellings.first().is_some_and(|told| told.commitment.negated);
    head.push(Piece::plain(if not { ": not to " } else { ": " }));
    if let Some(told) = row.tellings.first() {
        head.push(Piece::new(&act(told), Style::Commitment));
    }
    let mut asides: Vec<String> = words::commitment_status(row.status).map(str::to_owned).into_iter().collect();
    asides.extend(row.disputed.then(|| "disputed".to_owned()));
    for aside in asides {
        head.push(Piece::faint(&format!(" · {aside}")));
    }
    canvas.hanging(4, &head);
    for told in &row.tellings {
        if !is_copy(reader, &told.commitment.origin.report)? {
            telling(canvas, told);
        }
    }
    Ok(())
}

fn is_copy(reader: &Reader, report: &str) -> store::Result<bool> {
    Ok(match reader.item(report)? {
        Some(Item::Report { report, .. }) => report.repeats.is_some(),
        _ => false,
    })
}

/// "withdraw “its troops”"
fn act(told: &Told) -> String {
    let action = shortened(&told.commitment.action, 60);
    match &told.commitment.object {
        Some(object) => format!("{action} “{}”", shortened(object, 60)),
        None => action,
    }
}

fn telling(canvas: &mut Canvas, told: &Told) {
    let commitment = &told.commitment;
    let origin = &commitment.origin;
    let when = origin.published.as_deref().map(listing::day).unwrap_or_default();
    let lead = [Piece::plain("    "), Piece::new(&when, Style::Time)];
    let mut parts = vec![act(told)];
    parts.extend(commitment.quantity.iter().map(|quantity| shortened(quantity, 60)));
    parts.extend(commitment.start.iter().map(|start| format!("from {}", listing::day(start))));
    parts.extend(commitment.due.iter().map(|due| format!("due {}", listing::day(due))));
    parts.extend(commitment.duration.iter().map(|iso| format!("over {}", words::duration(iso))));
    parts.extend(commitment.conditions.iter().map(|condition| shortened(condition, 80)));
    parts.extend(commitment.progress.iter().map(|step| format!("so far: {}", shortened(step, 80))));
    let mut pieces = vec![Piece::plain(&parts.join(" · "))];
    if let Some(outlet) = &origin.outlet {
        pieces.push(Piece::faint(&format!(" · {}", shortened(outlet, 40))));
    }
    canvas.block(&lead, 18, &pieces);
}

/// Three commands to try.
fn next(
    canvas: &mut Canvas,
    path: &Path,
    disagreement: Option<&DisagreementRow>,
    undertaking: Option<&UndertakingRow>,
) {
    let file = shown(path);
    canvas.heading("TRY NEXT");
    let about = disagreement.map_or("H1", |row| row.about.as_str());
    let promised = undertaking.map_or("U1", |row| row.id.as_str());
    for (command, what) in [
        (format!("onrecord timeline Taji --db {file}"), "what happened at Camp Taji, in its order".to_owned()),
        (format!("onrecord show {about} --db {file}"), "everything that is told of what is disputed above".to_owned()),
        (format!("onrecord show {promised} --db {file}"), "the first undertaking, with its sentences".to_owned()),
    ] {
        canvas.block(&[], 2, &[Piece::strong(&command)]);
        canvas.block(&[], 6, &[Piece::faint(&what)]);
    }
}

/// The file's name as it can be typed again.
fn shown(path: &Path) -> String {
    let name = path.to_string_lossy();
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || "._/-+:\\".contains(letter));
    if plain { visible::shown(&name).into_owned() } else { format!("'{}'", visible::shown(&name)) }
}
