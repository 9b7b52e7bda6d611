//! `onrecord analyze`: what the language of a text says, as CoNLL-U.

use std::io::{BufWriter, IsTerminal as _, Write as _};

use ingest::{Format, Options};

use crate::args::{self, AnalysisFormat};
use crate::failure::Failure;
use crate::{Outcome, input, read, visible};

pub(crate) fn run(args: &args::Analyze) -> Result<Outcome, Failure> {
    let AnalysisFormat::Conllu = args.format;
    let mut options = Options { format: Some(Format::Text), ..Options::default() };
    // A treebank's text is no report; any length is analyzed.
    options.limits.text = options.limits.input;
    let coder = read::load(&args::Language::default())?;
    let is_terminal = std::io::stdout().is_terminal();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::AllRead;
    for raw in input::raw_reports(std::slice::from_ref(&args.file), &options) {
        match raw.and_then(|raw| raw.read(&options)) {
            Ok(reading) => {
                read::tell(&reading.notes);
                let lines = linguist::conllu::write(&coder.analyze(&reading.report));
                for line in lines.lines() {
                    // Tabs part the columns; the characters of the text itself are shown as everywhere on a terminal.
                    if is_terminal {
                        let columns: Vec<_> = line.split('\t').map(visible::shown).collect();
                        writeln!(out, "{}", columns.join("\t"))?;
                    } else {
                        writeln!(out, "{line}")?;
                    }
                }
            }
            Err(refusal) => {
                read::tell(&[refusal]);
                outcome = Outcome::SomeRefused;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}
