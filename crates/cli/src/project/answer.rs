//! Rows of an answer written in the form that was asked for.

use std::io::{self, BufWriter, IsTerminal as _, Write as _};
use std::path::Path;

use export::{Cell, csv, json};
use store::{Page, Reader};

use super::args::{Answer, AnswerFormat};
use super::of_file;
use crate::failure::Failure;
use crate::page::canvas::{Canvas, Piece};
use crate::{terminal, visible};

/// Rows that a person looks at, unless more are asked for.
const SCREENFUL: usize = 50;

/// A row of an answer.
pub(super) trait Answering {
    const NAMES: &'static [&'static str];

    /// In the order of the names.
    fn cells(&self) -> Vec<Cell>;

    fn show(&self, canvas: &mut Canvas);
}

/// One row more than is shown tells whether there are more.
pub(super) fn page(answer: &Answer) -> Page {
    let most = match (answer.limit, answer.format) {
        (Some(0), _) => None,
        (Some(limit), _) => Some(limit),
        (None, AnswerFormat::Text) => Some(SCREENFUL),
        (None, _) => None,
    };
    Page { most: most.map(|most| most.saturating_add(1)) }
}

pub(super) fn open(path: &Path) -> Result<Reader, Failure> {
    Reader::open(path).map_err(of_file(path))
}

/// Writes the rows; `nothing` is told where there are none.
pub(super) fn write<T: Answering>(answer: &Answer, mut rows: Vec<T>, nothing: &str) -> Result<(), Failure> {
    let most = page(answer).most.map(|most| most - 1);
    let more = most.is_some_and(|most| rows.len() > most);
    rows.truncate(most.unwrap_or(rows.len()));
    let is_terminal = io::stdout().is_terminal();
    let mut out = BufWriter::new(io::stdout().lock());
    match answer.format {
        AnswerFormat::Text => {
            let mut canvas = Canvas::new(terminal::layout(&answer.look));
            if rows.is_empty() {
                canvas.block(&[], 0, &[Piece::faint(nothing)]);
            }
            for row in &rows {
                row.show(&mut canvas);
            }
            if more {
                canvas.blank();
                canvas.block(&[], 0, &[Piece::faint("… and more; `--limit 0` shows all.")]);
            }
            out.write_all(canvas.finish().as_bytes())?;
        }
        AnswerFormat::Json => {
            out.write_all(b"[")?;
            for (index, row) in rows.iter().enumerate() {
                let object = json::object(T::NAMES, &row.cells());
                write!(out, "{}\n{}", if index > 0 { "," } else { "" }, for_terminal(&object, is_terminal))?;
            }
            out.write_all(if rows.is_empty() { b"]\n" } else { b"\n]\n" })?;
        }
        AnswerFormat::Jsonl => {
            for row in &rows {
                writeln!(out, "{}", for_terminal(&json::object(T::NAMES, &row.cells()), is_terminal))?;
            }
        }
        AnswerFormat::Csv => {
            out.write_all(csv::header(T::NAMES).as_bytes())?;
            for row in &rows {
                let mut cells = row.cells();
                if is_terminal {
                    cells.iter_mut().for_each(make_visible);
                }
                out.write_all(csv::row(&cells).as_bytes())?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

fn for_terminal(json: &str, is_terminal: bool) -> std::borrow::Cow<'_, str> {
    if is_terminal { visible::escaped_json(json) } else { json.into() }
}

fn make_visible(cell: &mut Cell) {
    match cell {
        Cell::Text(text) => *text = visible::shown(text).into_owned(),
        Cell::List(texts) => texts.iter_mut().for_each(|text| *text = visible::shown(text).into_owned()),
        Cell::Null | Cell::Bool(_) | Cell::Int(_) | Cell::Real(_) => {}
    }
}
