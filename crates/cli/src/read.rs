//! `onrecord read`: reports in, records out, on all cores and in input order.

use std::io::{BufWriter, IsTerminal as _, Write};
use std::num::NonZeroUsize;
use std::process;

use coder::Coder;
use ingest::{Note, Options, Raw, Reading, Refusal};
use record::Record;

use crate::args::{self, OutputFormat};
use crate::failure::Failure;
use crate::terminal::Layout;
use crate::{Outcome, data, fault, gazetteer, input, page, parallel, progress, terminal, visible};

/// What comes out of one raw report.
struct Done {
    n_bytes: usize,
    notes: Vec<Note>,
    result: Result<String, Refusal>,
}

/// How records are to be written.
#[derive(Clone, Copy)]
struct Form {
    format: OutputFormat,
    layout: Layout,
    is_terminal: bool,
}

pub(crate) fn run(args: &args::Read) -> Result<Outcome, Failure> {
    let options = args.input.options();
    let is_terminal = std::io::stdout().is_terminal();
    let usual = if is_terminal { OutputFormat::Text } else { OutputFormat::Jsonl };
    let form = Form { format: args.format.unwrap_or(usual), layout: terminal::layout(&args.look), is_terminal };
    let coder = load(&args.language)?;
    let n_threads = args.threads.unwrap_or_else(|| std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN));
    let mut progress = progress::Progress::new(&args.files, is_terminal);
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut outcome = Outcome::AllRead;
    let mut n_written = 0;
    parallel::in_order(
        input::raw_reports(&args.files, &options),
        n_threads,
        |raw| work(&coder, raw, &options, form),
        |done: Done| {
            if !done.notes.is_empty() || done.result.is_err() {
                progress.clear();
            }
            tell(&done.notes);
            progress.step(done.n_bytes, done.result.is_err());
            match done.result {
                Ok(text) => {
                    if form.format == OutputFormat::Text && n_written > 0 {
                        out.write_all(page::between(form.layout).as_bytes())?;
                    }
                    n_written += 1;
                    out.write_all(text.as_bytes())?;
                    // Whoever waits for a record sees it when it is there.
                    if is_terminal { out.flush() } else { Ok(()) }
                }
                Err(refusal) => {
                    outcome = Outcome::SomeRefused;
                    tell(&[refusal]);
                    Ok(())
                }
            }
        },
        leave,
    )?;
    progress.clear();
    out.flush()?;
    Ok(outcome)
}

/// The coder, with the user's data laid over ours, and the user's gazetteer.
pub(crate) fn load(language: &args::Language) -> Result<Coder, Failure> {
    let data = data::laid_over(language.data.as_deref())?;
    let coder = Coder::with(&data).map_err(|error| match language.data {
        Some(_) => Failure::Data(error.to_string()),
        None => Failure::Load(error.to_string()),
    })?;
    let coder = match language.confidence {
        Some(thousandths) => coder.events_at_least(thousandths),
        None => coder,
    };
    match &language.gazetteer {
        Some(path) => Ok(coder.with_gazetteer(gazetteer::open(path)?)),
        None => Ok(coder),
    }
}

/// Ends the process: the thread that feeds may wait for ever on an input that nobody writes to.
fn leave(error: &std::io::Error) {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        process::exit(0);
    }
    let _ = writeln!(std::io::stderr(), "onrecord: the output cannot be written: {error}");
    process::exit(1);
}

/// One line on the standard error for each.
pub(crate) fn tell(messages: &[impl std::fmt::Display]) {
    for message in messages {
        let _ = writeln!(std::io::stderr(), "onrecord: {}", visible::shown(&message.to_string()));
    }
}

fn work(coder: &Coder, raw: Result<Raw, Refusal>, options: &Options, form: Form) -> Done {
    let raw = match raw {
        Ok(raw) => raw,
        Err(refusal) => return Done { n_bytes: 0, notes: Vec::new(), result: Err(refusal) },
    };
    let n_bytes = raw.bytes.len();
    let made = fault::guard(|| {
        let Reading { report, notes } = raw.read(options)?;
        let text = write(&coder.code(&report), form).map_err(|what| Refusal::new(raw.place.clone(), what))?;
        Ok((text, notes))
    });
    match made.unwrap_or_else(|what| Err(Refusal::new(raw.place.clone(), what))) {
        Ok((text, notes)) => Done { n_bytes, notes, result: Ok(text) },
        Err(refusal) => Done { n_bytes, notes: Vec::new(), result: Err(refusal) },
    }
}

fn write(record: &Record, form: Form) -> Result<String, String> {
    let json = match form.format {
        OutputFormat::Text => return Ok(page::render(record, form.layout)),
        OutputFormat::Json => record.to_json_pretty(),
        OutputFormat::Jsonl => record.to_json(),
    };
    let mut json = json.map_err(|error| format!("the record cannot be written as JSON: {error}"))?;
    if form.is_terminal {
        json = visible::escaped_json(&json).into_owned();
    }
    json.push('\n');
    Ok(json)
}
