//! `onrecord show`: one thing with all that is known of it.

use std::io::{self, IsTerminal as _, Write as _};

use store::Item;

use super::answer::{self, Answering};
use super::args::{Answer, AnswerFormat, Show};
use super::of_file;
use crate::failure::Failure;
use crate::page::canvas::{Canvas, Piece};
use crate::{Outcome, terminal, visible};

pub(super) fn run(args: &Show) -> Result<Outcome, Failure> {
    let path = &args.database.path;
    let reader = answer::open(path)?;
    let Some(item) = reader.item(&args.id).map_err(of_file(path))? else {
        let (id, path) = (visible::shown(&args.id), path.to_string_lossy());
        return Err(Failure::Question(format!("nothing in {} has the id “{id}”", visible::shown(&path))));
    };
    let answer = &args.answer;
    match (&answer.format, item) {
        (AnswerFormat::Text, item) => {
            let mut canvas = Canvas::new(terminal::layout(&answer.look));
            show(&mut canvas, &item);
            io::stdout().write_all(canvas.finish().as_bytes())?;
        }
        // A record's own form says more than a row of cells.
        (AnswerFormat::Json | AnswerFormat::Jsonl, Item::Report { record, .. }) => {
            let is_terminal = io::stdout().is_terminal();
            let record = if is_terminal { visible::escaped_json(&record) } else { record.as_str().into() };
            writeln!(io::stdout(), "{record}")?;
        }
        (AnswerFormat::Csv, Item::Report { report, .. }) => one(answer, *report)?,
        (_, Item::Event(row)) => one(answer, *row)?,
        (_, Item::Statement(row)) => one(answer, *row)?,
        (_, Item::Commitment(row)) => one(answer, *row)?,
        (_, Item::Happening { tellings, .. }) => many(answer, tellings)?,
        (_, Item::Undertaking { undertaking, .. }) => {
            many(answer, undertaking.tellings.into_iter().map(|told| told.commitment).collect())?;
        }
        (_, Item::Disagreement(row)) => one(answer, *row)?,
    }
    Ok(Outcome::AllRead)
}

fn one<T: Answering>(answer: &Answer, row: T) -> Result<(), Failure> {
    many(answer, vec![row])
}

fn many<T: Answering>(answer: &Answer, rows: Vec<T>) -> Result<(), Failure> {
    answer::write(answer, rows, "")
}

fn heading(canvas: &mut Canvas, words: &str) {
    canvas.heading(words);
}

fn show(canvas: &mut Canvas, item: &Item) {
    match item {
        Item::Event(row) => row.show(canvas),
        Item::Statement(row) => {
            row.show(canvas);
            canvas.block(&[], 4, &[Piece::plain(&format!("    “{}”", row.sentence))]);
        }
        Item::Commitment(row) => row.show(canvas),
        Item::Disagreement(row) => row.show(canvas),
        Item::Happening { happening, tellings, disagreements } => {
            happening.show(canvas);
            heading(canvas, "AS IT IS TOLD");
            tellings.iter().for_each(|telling| telling.show(canvas));
            if !disagreements.is_empty() {
                heading(canvas, "DISAGREEMENTS");
                disagreements.iter().for_each(|disagreement| disagreement.show(canvas));
            }
        }
        Item::Undertaking { undertaking, disagreements } => {
            undertaking.show(canvas);
            heading(canvas, "AS IT IS TOLD");
            for told in &undertaking.tellings {
                told.commitment.show(canvas);
                if told.sets_terms {
                    canvas.block(&[Piece::plain("   ")], 4, &[Piece::faint("first with these terms")]);
                }
            }
            if !disagreements.is_empty() {
                heading(canvas, "DISAGREEMENTS");
                disagreements.iter().for_each(|disagreement| disagreement.show(canvas));
            }
        }
        Item::Report { report, text, .. } => {
            report.show(canvas);
            canvas.blank();
            for line in text.lines() {
                canvas.block(&[], 0, &[Piece::plain(line)]);
            }
        }
    }
}
