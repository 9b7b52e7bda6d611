//! A record as people like to read it: the report with its marks, then who says what, what happened, what was promised.

mod body;
pub(crate) mod canvas;
mod extras;
mod happened;
mod promised;
mod said;
#[cfg(test)]
mod tests;
mod who;
pub(crate) mod words;

use record::Record;

use crate::terminal::Layout;
use canvas::{Canvas, Piece};

/// The whole page.
pub(crate) fn render(record: &Record, layout: Layout) -> String {
    let mut canvas = Canvas::new(layout);
    body::render(&mut canvas, record);
    said::render(&mut canvas, record);
    happened::render(&mut canvas, record);
    promised::render(&mut canvas, record);
    extras::render(&mut canvas, record);
    if record.statements.is_empty() && record.events.is_empty() && record.commitments.is_empty() {
        canvas.blank();
        canvas.block(&[], 0, &[Piece::faint("No statement, event or commitment was found in this report.")]);
    }
    canvas.finish()
}

/// What stands between two pages.
pub(crate) fn between(layout: Layout) -> String {
    let mut canvas = Canvas::new(layout);
    canvas.blank();
    canvas.block(&[], 0, &[Piece::faint(&"─".repeat(layout.width))]);
    canvas.blank();
    canvas.finish()
}
