//! What happened, in the order in which it did.

use record::{Date, Event, Record};

use super::canvas::{Canvas, Piece, Style, shortened, width};
use super::{who, words};

/// Dates wider than this have a line of their own.
const WIDEST_DATE: usize = 17;

pub(super) fn render(canvas: &mut Canvas, record: &Record) {
    if record.events.is_empty() {
        return;
    }
    canvas.heading("WHAT HAPPENED");
    let mut events: Vec<&Event> = record.events.iter().collect();
    events.sort_by_key(|event| order(event));
    let column = date_column(canvas.width(), &events);
    let mut before = String::new();
    for event in events {
        let when = when(event);
        let lead = (when != before).then(|| [Piece::plain("  "), Piece::new(&when, Style::Time)]);
        canvas.block(lead.as_ref().map_or(&[], |lead| lead.as_slice()), column, &pieces(record, event));
        before = when;
    }
}

/// Wide enough for the dates; on a narrow page they stand on lines of their own.
fn date_column(page: usize, events: &[&Event]) -> usize {
    let widest =
        events.iter().map(|event| width(&[Piece::plain(&when(event))])).filter(|&wide| wide <= WIDEST_DATE).max();
    if page < 60 { 4 } else { 2 + widest.unwrap_or(0) + 2 }
}

/// Only a time in the text dates an event. "Before the report was printed" is known of everything told as news.
fn is_dated(event: &Event) -> bool {
    event.earliest.is_some() || (event.time.is_some() && event.latest.is_some())
}

fn when(event: &Event) -> String {
    let dated = is_dated(event).then(|| words::interval(event.earliest, event.latest)).flatten();
    dated.unwrap_or_else(|| "undated".to_owned())
}

/// By the first day it can have been; where that is open, by the last. Undated ones last, in the order of the text.
fn order(event: &Event) -> (Date, Date, u32) {
    let first = event.earliest.or(event.latest).filter(|_| is_dated(event)).unwrap_or(Date::MAX);
    (first, event.latest.filter(|_| is_dated(event)).unwrap_or(Date::MAX), event.trigger.start)
}

fn pieces(record: &Record, event: &Event) -> Vec<Piece> {
    let text = &record.report.text;
    let mut pieces = vec![
        Piece::faint(&format!("[{}] ", event.id.index() + 1)),
        Piece::new(&words::kind(event.kind, &event.modes), words::kind_style(event.kind)),
        Piece::plain(&format!(" “{}”", shortened(event.trigger.of(text), 40))),
    ];
    if let Some(status) = words::status(event.status) {
        pieces.push(Piece::plain(&format!(" ({status})")));
    }
    if !event.actors.is_empty() || !event.recipients.is_empty() {
        pieces.push(Piece::plain(": "));
        pieces.extend(who::list(record, &event.actors));
    }
    if !event.recipients.is_empty() {
        pieces.push(Piece::plain(if event.actors.is_empty() { "→ " } else { " → " }));
        pieces.extend(who::list(record, &event.recipients));
    }
    let mut asides: Vec<Vec<Piece>> = Vec::new();
    let place = event.place.and_then(|id| record.places.get(id.index()));
    asides.extend(place.map(|place| vec![Piece::plain(&format!("in {}", shortened(&place.name, 40)))]));
    for part in &event.quantities {
        let amount = record.quantities.get(part.quantity.index()).map(words::quantity);
        asides.extend(amount.map(|amount| vec![Piece::plain(&shortened(&words::role(part.role, &amount), 60))]));
    }
    if event.historical {
        asides.push(vec![Piece::plain("background")]);
    }
    asides.push(who::word_of(record, event.statement));
    for aside in asides.into_iter().filter(|aside| !aside.is_empty()) {
        pieces.push(Piece::faint(" · "));
        pieces.extend(aside);
    }
    pieces
}
