//! `onrecord analyze`: what the language of a text says, as CoNLL-U.
//!
//! Text and treebanks of any length are read piece by piece, so that memory stays bounded; see [`crate::pieces`] for where a text is cut.

use std::io::{BufRead, BufReader, BufWriter, IsTerminal as _, Read, Write};

use ingest::{Format, Options, Place, Raw, Refusal};
use linguist::given::{self, Given};
use linguist::{Model, Workspace, conllu};

use crate::args::{self, AnalysisFormat, AnalysisInput};
use crate::failure::Failure;
use crate::pieces::Pieces;
use crate::{Outcome, input, read, visible};

/// Words of given sentences that are analyzed together.
const BATCH_WORDS: usize = 20_000;
/// Bytes of one given sentence; a longer one is refused.
const MAX_SENTENCE: u64 = 8 << 20;

/// The model and where its output goes.
struct Analyst<'a> {
    model: Model,
    workspace: Workspace,
    out: BufWriter<std::io::StdoutLock<'a>>,
    is_terminal: bool,
}

pub(crate) fn run(args: &args::Analyze) -> Result<Outcome, Failure> {
    let AnalysisFormat::Conllu = args.format;
    let mut analyst = Analyst {
        model: Model::load_embedded().map_err(|error| Failure::Load(error.to_string()))?,
        workspace: Workspace::default(),
        out: BufWriter::new(std::io::stdout().lock()),
        is_terminal: std::io::stdout().is_terminal(),
    };
    let mut outcome = Outcome::AllRead;
    // Sentences are numbered through all files.
    let mut n_sentences = 0;
    for name in &args.files {
        let done = match input::open(name) {
            Ok((shown, reader)) => match args.input {
                AnalysisInput::Text => analyst.text(&shown, reader, &mut n_sentences)?,
                AnalysisInput::Conllu => analyst.given(&shown, reader)?,
            },
            Err(refusal) => Err(refusal),
        };
        if let Err(refusal) = done {
            read::tell(&[refusal]);
            outcome = Outcome::SomeRefused;
        }
    }
    analyst.out.flush()?;
    Ok(outcome)
}

impl Analyst<'_> {
    /// Plain text: sentences and tokens are ours.
    fn text(&mut self, name: &str, reader: impl Read, n_sentences: &mut usize) -> Result<Result<(), Refusal>, Failure> {
        let mut options = Options { format: Some(Format::Text), ..Options::default() };
        options.limits.text = options.limits.input;
        let place = Place::of(name);
        let mut n_pieces = 0;
        let mut pieces = Pieces::new(reader, options.limits.input);
        loop {
            let (line, bytes) = match pieces.next_piece() {
                Ok(Some(piece)) => piece,
                Ok(None) if n_pieces > 0 => return Ok(Ok(())),
                // An empty file is refused in the same words as everywhere.
                Ok(None) => (1, Vec::new()),
                Err(error) => return Ok(Err(Refusal::new(place, format!("cannot be read: {error}")))),
            };
            n_pieces += 1;
            let piece_place = if line == 1 { place.clone() } else { place.at_line(line) };
            let reading = match (Raw { place: piece_place, format: Format::Text, bytes, url: None }).read(&options) {
                Ok(reading) => reading,
                Err(refusal) => return Ok(Err(refusal)),
            };
            if line == 1 {
                read::tell(&reading.notes);
            } else if !reading.notes.is_empty() {
                // Their line numbers count from the beginning of the piece.
                read::tell(&[format!("{name}: after line {line}: what is not UTF-8 was read as windows-1252")]);
            }
            let text = &reading.report.text;
            let analysis = self.model.analyze(text, &linguist::segment(text), &mut self.workspace);
            self.write(&conllu::write_from(&analysis, *n_sentences + 1))?;
            *n_sentences += analysis.sentences.len();
        }
    }

    /// CoNLL-U: the sentences and tokens are kept. What stands before a bad line has been written when it is met.
    fn given(&mut self, name: &str, reader: impl Read) -> Result<Result<(), Refusal>, Failure> {
        let mut blocks = Blocks { input: BufReader::new(reader), line: 0 };
        let mut batch: Vec<Given> = Vec::new();
        let mut n_words = 0;
        loop {
            let sentence = match blocks.next_sentence() {
                Ok(sentence) => sentence,
                Err((line, what)) => {
                    self.write_given(&batch)?;
                    return Ok(Err(Refusal::new(Place::of(name).at_line(line), what)));
                }
            };
            let is_last = sentence.is_none();
            n_words += sentence.as_ref().map_or(0, Given::n_words);
            batch.extend(sentence);
            if is_last || n_words >= BATCH_WORDS {
                self.write_given(&batch)?;
                batch.clear();
                n_words = 0;
            }
            if is_last {
                return Ok(Ok(()));
            }
        }
    }

    fn write_given(&mut self, sentences: &[Given]) -> Result<(), Failure> {
        let (text, segmentation) = given::segmentation(sentences);
        let analysis = self.model.analyze(&text, &segmentation, &mut self.workspace);
        self.write(&given::write(sentences, &analysis))
    }

    fn write(&mut self, conllu: &str) -> Result<(), Failure> {
        if !self.is_terminal {
            return Ok(self.out.write_all(conllu.as_bytes())?);
        }
        // Tabs part the columns; the characters of the text itself are shown as everywhere on a terminal.
        for line in conllu.lines() {
            let columns: Vec<_> = line.split('\t').map(visible::shown).collect();
            writeln!(self.out, "{}", columns.join("\t"))?;
        }
        Ok(())
    }
}

/// The blocks between empty lines.
struct Blocks<R> {
    input: BufReader<R>,
    line: u64,
}

impl<R: Read> Blocks<R> {
    /// The next sentence; an error names the line.
    fn next_sentence(&mut self) -> Result<Option<Given>, (u64, String)> {
        let mut block = String::new();
        let mut first = self.line + 1;
        loop {
            let left = MAX_SENTENCE.saturating_sub(block.len() as u64);
            let before = block.len();
            let n_read = self.input.by_ref().take(left).read_line(&mut block);
            let n_read = n_read.map_err(|error| (self.line + 1, format!("cannot be read: {error}")))?;
            if left == 0 || (n_read as u64 == left && !block.ends_with('\n')) {
                return Err((self.line + 1, format!("a sentence of more than {} MiB", MAX_SENTENCE >> 20)));
            }
            self.line += u64::from(n_read > 0);
            let is_empty = block.get(before..).is_none_or(|line| line.trim().is_empty());
            if is_empty {
                block.truncate(before);
            }
            if is_empty && before > 0 {
                let first = usize::try_from(first).unwrap_or(usize::MAX);
                let given = Given::read(&block, first).map_err(|error| (error.line as u64, error.what));
                return given.map(Some);
            }
            if n_read == 0 {
                return Ok(None);
            }
            if is_empty {
                first = self.line + 1;
            }
        }
    }
}
