//! `onrecord recode`: all reports of a project file read anew, and the story told anew from them.

use std::io::{self, Write as _};
use std::num::NonZeroUsize;

use record::Report;
use store::{Prepared, Reader, Writer};

use super::args::Recode;
use super::{Kit, VERSION, of_file};
use crate::failure::Failure;
use crate::{Outcome, fault, parallel, progress, visible};

/// Reports read from the file at once.
const PAGE: usize = 64;

/// A report of the file, or why it could not be read.
type Stored = Result<(i64, Report, String), store::Error>;

pub(crate) fn run(args: &Recode) -> Result<Outcome, Failure> {
    let path = &args.database.path;
    // Opening to write brings an older file up to date; only then can it be read.
    let mut writer = Writer::open(path, VERSION).map_err(of_file(path))?;
    let reader = Reader::open(path).map_err(of_file(path))?;
    let kit = Kit::load(&args.language)?;
    let n_reports = reader.n_reports().map_err(of_file(path))?;
    let mut progress = progress::Progress::of_count(n_reports);
    let threads = args.threads.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    // All in one transaction: whoever reads meanwhile, or kills this, has the old records, and never half of them.
    writer.begin_recode().map_err(of_file(path))?;
    let mut failed = None;
    let mut n_done = 0;
    let result = parallel::in_order(
        stored(reader),
        threads,
        |stored: Stored| stored.and_then(|(key, report, origin)| Ok((key, prepare(&kit, &report, origin)?))),
        |prepared: Result<(i64, Prepared), store::Error>| {
            n_done += 1;
            progress.step_to(n_done, false);
            prepared.and_then(|(key, prepared)| writer.replace(key, &prepared)).map_err(|error| {
                let told = io::Error::other(error.to_string());
                failed = Some(error);
                told
            })
        },
        |_| {},
    );
    progress.clear();
    if let Some(error) = failed {
        return Err(of_file(path)(error));
    }
    result?;
    writer.finish().map_err(of_file(path))?;
    let name = path.to_string_lossy();
    writeln!(io::stdout(), "{}: {n_done} reports read anew with version {VERSION}", visible::shown(&name))?;
    Ok(Outcome::AllRead)
}

/// The reports of the file in their order, some at a time.
fn stored(reader: Reader) -> impl Iterator<Item = Stored> {
    let mut after = 0;
    let mut page = Vec::new().into_iter();
    let mut ended = false;
    std::iter::from_fn(move || {
        loop {
            if let Some((key, report, origin)) = page.next() {
                after = key;
                return Some(Ok((key, report, origin)));
            }
            if ended {
                return None;
            }
            match reader.reports(after, PAGE) {
                Ok(reports) => {
                    ended = reports.is_empty();
                    page = reports.into_iter();
                }
                Err(error) => {
                    ended = true;
                    return Some(Err(error));
                }
            }
        }
    })
}

/// A report over which this version has a fault gets an empty record: it stays in the file, and the next version may do
/// better.
fn prepare(kit: &Kit, report: &Report, origin: String) -> Result<Prepared, store::Error> {
    let record = fault::guard(|| kit.coder.code(report)).unwrap_or_else(|what| {
        crate::read::tell(&[format!("{}: {what}", report.id)]);
        record::Record { report: report.clone(), ..record::Record::default() }
    });
    Prepared::new(record, origin, &kit.teller)
}
