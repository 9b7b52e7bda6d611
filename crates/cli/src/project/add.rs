//! `onrecord add`: reports into a project file, on all cores, in input order.

use std::collections::{BTreeMap, HashSet};
use std::io::{self, IsTerminal as _, Write as _};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use ingest::{Note, Options, Raw, Reading, Refusal};
use store::{Added, Identity, Prepared, Writer};

use super::args::Add;
use super::{Kit, VERSION, of_file, paths};
use crate::failure::Failure;
use crate::{Outcome, fault, input, parallel, progress, read, visible};

/// Reports in one transaction. Each transaction writes the same pages of the indexes again, so many reports in one are
/// cheaper; all of them are read again if the process is killed meanwhile.
const BATCH: usize = 256;
const LONGEST_BATCH: Duration = Duration::from_secs(1);

/// What comes out of one raw report.
enum Done {
    Ready { prepared: Box<Prepared>, notes: Vec<Note> },
    AlreadyThere,
    Refused(Refusal),
}

/// What an `add` did.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    pub(crate) n_added: usize,
    pub(crate) n_already_there: usize,
    pub(crate) n_repeats: usize,
    /// Reports whose id another one had.
    pub(crate) n_editions: usize,
    pub(crate) n_refused: usize,
    /// Reasons without their numbers.
    pub(crate) reasons: BTreeMap<String, usize>,
}

impl Summary {
    fn refused(&mut self, refusal: &Refusal) {
        self.n_refused += 1;
        let reason = refusal.what.split([':', ';', '(']).next().unwrap_or("").trim();
        let reason: String = reason.chars().map(|letter| if letter.is_ascii_digit() { '#' } else { letter }).collect();
        *self.reasons.entry(reason).or_default() += 1;
    }
}

pub(crate) fn run(args: &Add) -> Result<Outcome, Failure> {
    let options = args.input.options();
    let path = &args.database.path;
    let (files, refusals) = paths::expand(&args.paths, path);
    let mut summary = Summary::default();
    for refusal in &refusals {
        summary.refused(refusal);
    }
    read::tell(&refusals);
    // The file is locked and looked at before the model is loaded: whatever is wrong with it is told at once.
    let mut writer = Writer::open_or_make(path, VERSION).map_err(of_file(path))?;
    let kit = Kit::load(&args.language)?;
    let n_old = writer.n_without_story().map_err(of_file(path))?;
    let job = Job { files: &files, options: &options, threads: args.threads, ids: args.ids };
    job.run(&kit, &mut writer, path, &mut summary)?;
    writer.finish().map_err(of_file(path))?;
    let told = told(path, &summary, n_old);
    if args.ids {
        io::stderr().write_all(told.as_bytes())?
    } else {
        io::stdout().write_all(told.as_bytes())?
    }
    Ok(if summary.n_refused > 0 { Outcome::SomeRefused } else { Outcome::AllRead })
}

/// What to add and how.
pub(crate) struct Job<'a> {
    pub(crate) files: &'a [String],
    pub(crate) options: &'a Options,
    pub(crate) threads: Option<NonZeroUsize>,
    /// Whether to write the ids of what is in the file for good.
    pub(crate) ids: bool,
}

impl Job<'_> {
    /// Adds all reports of the files.
    pub(crate) fn run(
        &self,
        kit: &Kit,
        writer: &mut Writer,
        path: &Path,
        summary: &mut Summary,
    ) -> Result<(), Failure> {
        let known = writer.known().map_err(of_file(path))?;
        let n_bytes = AtomicU64::new(0);
        let mut progress = progress::Progress::new(self.files, self.ids && io::stdout().is_terminal());
        let mut batch = Batch { writer, ids: Vec::new(), begun: Instant::now(), write_ids: self.ids };
        let mut failed = None;
        let threads = self.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        let reads_stdin = self.files.iter().any(|name| name == "-");
        let result = parallel::in_order(
            input::counted_raw_reports(self.files, self.options, &n_bytes),
            threads,
            |raw| work(kit, raw, self.options, &known),
            |done| {
                let (notes, refusal) = match done {
                    Done::Ready { prepared, notes } => {
                        batch.add(&prepared, summary).map_err(|error| stop(error, &mut failed))?;
                        (notes, None)
                    }
                    Done::AlreadyThere => {
                        summary.n_already_there += 1;
                        (Vec::new(), None)
                    }
                    Done::Refused(refusal) => (Vec::new(), Some(refusal)),
                };
                if !notes.is_empty() || refusal.is_some() {
                    progress.clear();
                }
                read::tell(&notes);
                progress.step_to(n_bytes.load(Ordering::Relaxed), refusal.is_some());
                if let Some(refusal) = refusal {
                    summary.refused(&refusal);
                    read::tell(&[refusal]);
                }
                batch.commit_if_due().map_err(|error| stop(error, &mut failed))
            },
            |error| {
                // The thread that feeds may wait for ever on an input that nobody writes to.
                if reads_stdin {
                    let _ = writeln!(io::stderr(), "onrecord: {}: {error}", path.display());
                    std::process::exit(1);
                }
            },
        );
        progress.clear();
        match (result, failed) {
            (_, Some(Stopped::Project(error))) => Err(of_file(path)(error)),
            (_, Some(Stopped::Output(error))) | (Err(error), None) => Err(error.into()),
            (Ok(()), None) => match batch.commit() {
                Ok(()) => Ok(()),
                Err(Stopped::Project(error)) => Err(of_file(path)(error)),
                Err(Stopped::Output(error)) => Err(error.into()),
            },
        }
    }
}

/// Why no more can be added.
enum Stopped {
    Project(store::Error),
    Output(io::Error),
}

impl From<store::Error> for Stopped {
    fn from(error: store::Error) -> Self {
        Self::Project(error)
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Keeps the reason, which is more than the row of threads can hand on.
fn stop(stopped: Stopped, failed: &mut Option<Stopped>) -> io::Error {
    let error = match &stopped {
        Stopped::Project(error) => io::Error::other(error.to_string()),
        Stopped::Output(error) => io::Error::new(error.kind(), error.to_string()),
    };
    *failed = Some(stopped);
    error
}

/// Reports that are added and not yet kept for good.
struct Batch<'a> {
    writer: &'a mut Writer,
    ids: Vec<String>,
    begun: Instant,
    write_ids: bool,
}

impl Batch<'_> {
    fn add(&mut self, prepared: &Prepared, summary: &mut Summary) -> Result<(), Stopped> {
        if self.writer.n_open() == 0 {
            self.begun = Instant::now();
        }
        let (id, repeats) = match self.writer.add(prepared)? {
            Added::AlreadyThere => {
                summary.n_already_there += 1;
                return Ok(());
            }
            Added::New { id, repeats } => (id, repeats),
            Added::Edition { id, given, repeats } => {
                summary.n_editions += 1;
                read::tell(&[format!(
                    "{given:?} is the id of two reports with different words; this one is kept as {id:?}"
                )]);
                (id, repeats)
            }
        };
        summary.n_added += 1;
        summary.n_repeats += usize::from(repeats.is_some());
        if self.write_ids {
            self.ids.push(id);
        }
        Ok(())
    }

    fn commit_if_due(&mut self) -> Result<(), Stopped> {
        let n_open = self.writer.n_open();
        if n_open >= BATCH || (n_open > 0 && self.begun.elapsed() >= LONGEST_BATCH) { self.commit() } else { Ok(()) }
    }

    fn commit(&mut self) -> Result<(), Stopped> {
        self.writer.commit()?;
        let mut out = io::stdout().lock();
        for id in self.ids.drain(..) {
            writeln!(out, "{}", visible::shown(&id))?;
        }
        out.flush()?;
        Ok(())
    }
}

fn work(kit: &Kit, raw: Result<Raw, Refusal>, options: &Options, known: &HashSet<Identity>) -> Done {
    let raw = match raw {
        Ok(raw) => raw,
        Err(refusal) => return Done::Refused(refusal),
    };
    let made = fault::guard(|| {
        let Reading { report, notes } = raw.read(options)?;
        if known.contains(&Identity::of(&report)) {
            return Ok(Done::AlreadyThere);
        }
        let prepared = Prepared::new(kit.coder.code(&report), raw.place.to_string(), &kit.teller)
            .map_err(|error| Refusal::new(raw.place.clone(), error.to_string()))?;
        Ok(Done::Ready { prepared: Box::new(prepared), notes })
    });
    made.unwrap_or_else(|what| Err(Refusal::new(raw.place.clone(), what))).unwrap_or_else(Done::Refused)
}

fn told(path: &Path, summary: &Summary, n_old: usize) -> String {
    let count = |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    let mut lines = format!(
        "{}: {} added, {} there already, {} refused\n",
        visible::shown(&path.to_string_lossy()),
        count(summary.n_added, "report", "reports"),
        summary.n_already_there,
        summary.n_refused
    );
    if summary.n_repeats > 0 {
        let verb = if summary.n_repeats == 1 { "repeats" } else { "repeat" };
        lines.push_str(&format!("  {} of the added {verb} the words of another report\n", summary.n_repeats));
    }
    if summary.n_editions > 0 {
        lines.push_str(&format!("  {} had the id of another report and got one of their own\n", summary.n_editions));
    }
    let mut reasons: Vec<(&String, &usize)> = summary.reasons.iter().collect();
    reasons.sort_by_key(|(reason, n)| (std::cmp::Reverse(**n), *reason));
    for (reason, n) in reasons {
        lines.push_str(&format!("  refused {n}: {}\n", visible::shown(reason)));
    }
    if n_old > 0 {
        let reports = count(n_old, "report", "reports");
        lines.push_str(&format!("  {reports} from an older version are not in the story yet; run `onrecord recode`\n"));
    }
    lines
}
