//! Commitments with their terms.

use record::{Commitment, Progress, Record};

use super::canvas::{Canvas, Piece, Style, shortened, width};
use super::who::{self, mark};
use super::words;

pub(super) fn render(canvas: &mut Canvas, record: &Record) {
    if record.commitments.is_empty() {
        return;
    }
    canvas.heading("COMMITMENTS");
    for commitment in &record.commitments {
        let lead = [Piece::faint(&format!("  [{}] ", mark(commitment.id)))];
        let indent = width(&lead);
        canvas.block(&lead, indent, &deed(record, commitment));
        let margin = [Piece::plain(&" ".repeat(indent.saturating_sub(1)))];
        let mut line = |pieces: &[Piece]| {
            if !pieces.is_empty() {
                canvas.block(&margin, indent, pieces);
            }
        };
        line(&terms(record, commitment));
        line(&who::word_of(record, commitment.statement));
        for step in &commitment.progress {
            line(&so_far(record, step));
        }
        for condition in &commitment.conditions {
            let words = shortened(condition.of(&record.report.text), 120);
            line(&[Piece::faint("on condition: "), Piece::plain(&words)]);
        }
    }
}

/// "United States → Iraq: withdraw “all combat troops”"
fn deed(record: &Record, commitment: &Commitment) -> Vec<Piece> {
    let text = &record.report.text;
    let mut pieces = who::participant(record, commitment.obligor);
    if !commitment.counterparties.is_empty() {
        pieces.push(Piece::plain(" → "));
        pieces.extend(who::list(record, &commitment.counterparties));
    }
    pieces.push(Piece::plain(if commitment.negated { ": not to " } else { ": " }));
    pieces.push(Piece::new(commitment.action.of(text), Style::Commitment));
    if let Some(object) = commitment.object {
        pieces.push(Piece::plain(&format!(" “{}”", shortened(object.of(text), 70))));
    }
    pieces
}

fn terms(record: &Record, commitment: &Commitment) -> Vec<Piece> {
    let quantity = commitment.quantity.and_then(|id| record.quantities.get(id.index())).map(words::quantity);
    let place = commitment.place.and_then(|id| record.places.get(id.index())).map(|place| format!("in {}", place.name));
    let start = commitment.start.map(|date| format!("from {}", words::day(date)));
    let due = commitment.due.map(|date| format!("due {}", words::day(date)));
    let duration = commitment.duration.as_deref().map(|iso| format!("over {}", words::duration(iso)));
    let status = words::commitment_status(commitment.status).map(str::to_owned);
    let basis = Some(words::basis(commitment.basis).to_owned());
    let asides: Vec<String> = [quantity, place, start, due, duration, basis, status].into_iter().flatten().collect();
    let mut pieces = Vec::new();
    if let Some(kind) = commitment.kind {
        pieces.push(Piece::new(kind.as_str(), words::kind_style(kind)));
        pieces.push(Piece::faint(" · "));
    }
    pieces.push(Piece::plain(&shortened(&asides.join(" · "), 400)));
    pieces
}

fn so_far(record: &Record, step: &Progress) -> Vec<Piece> {
    let quantity = step.quantity.and_then(|id| record.quantities.get(id.index())).map(words::quantity);
    let event = step.event.and_then(|id| record.events.get(id.index()));
    let trigger = event.map(|event| shortened(event.trigger.of(&record.report.text), 40));
    let words: Vec<String> = [quantity, trigger].into_iter().flatten().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut pieces = vec![Piece::faint("so far: "), Piece::plain(&words.join(" "))];
    if let Some(event) = event {
        pieces.push(Piece::faint(&format!("\u{A0}[{}]", event.id.index() + 1)));
    }
    let word = who::word_of(record, step.statement);
    if !word.is_empty() {
        pieces.push(Piece::plain(", "));
        pieces.extend(word);
    }
    pieces
}
