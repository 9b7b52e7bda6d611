//! Who says what: every statement under its source, nested ones under the one that holds them.

use record::{Record, Statement, StatementId};

use super::canvas::{Canvas, Piece, Style, shortened, width};
use super::who::{self, mark};
use super::words;

/// Columns of content shown of each statement; the text above has the rest.
const LONGEST_CONTENT: usize = 180;
const DEEPEST: usize = 5;

pub(super) fn render(canvas: &mut Canvas, record: &Record) {
    if !record.statements.is_empty() {
        canvas.heading("WHO SAYS WHAT");
        for (statement, depth) in in_order(record) {
            entry(canvas, record, statement, depth);
        }
    }
    own_voice(canvas, record);
}

/// Statements in the order of the text, each followed by those within it, with their depth.
fn in_order(record: &Record) -> Vec<(&Statement, usize)> {
    let position = |statement: &Statement| {
        statement.content.iter().chain(&statement.cue).map(|span| span.start).min().unwrap_or(u32::MAX)
    };
    let mut within: Vec<Vec<&Statement>> = vec![Vec::new(); record.statements.len()];
    let mut stack = Vec::new();
    for statement in &record.statements {
        let outer = statement.within.filter(|&id| id != statement.id).and_then(|id| within.get_mut(id.index()));
        outer.map_or_else(|| stack.push((statement, 0)), |inner| inner.push(statement));
    }
    let backwards = |list: &mut Vec<(&Statement, usize)>| {
        list.sort_by_key(|(statement, _)| std::cmp::Reverse((position(statement), statement.id)))
    };
    backwards(&mut stack);
    let mut ordered = Vec::new();
    while let Some((statement, depth)) = stack.pop() {
        ordered.push((statement, depth));
        let mut inner: Vec<_> = within
            .get_mut(statement.id.index())
            .map(std::mem::take)
            .unwrap_or_default()
            .into_iter()
            .map(|inner| (inner, depth + 1))
            .collect();
        backwards(&mut inner);
        stack.extend(inner);
    }
    ordered
}

fn entry(canvas: &mut Canvas, record: &Record, statement: &Statement, depth: usize) {
    let text = &record.report.text;
    let indent = 2 + 3 * depth.min(DEEPEST);
    let lead = [Piece::plain(&" ".repeat(indent)), Piece::faint(&format!("[{}] ", mark(statement.id)))];
    let mut pieces = match statement.source {
        Some(source) => who::participant(record, source),
        None => vec![Piece::faint("(no source named)")],
    };
    if let Some(cue) = statement.cue {
        pieces.push(Piece::plain(" "));
        pieces.push(Piece::new(cue.of(text).trim_matches([',', ' ']), Style::Cue));
    }
    let to: Vec<String> = statement.addressees.iter().map(|&addressee| who::name(record, addressee)).collect();
    let to = (!to.is_empty()).then(|| format!("to {}", to.join(" and ")));
    let time = statement.time.and_then(|id| record.times.get(id.index()));
    let when = time.and_then(|time| words::interval(time.earliest, time.latest));
    let not = statement.negated.then(|| "not said".to_owned());
    let act = words::act(statement.act).map(str::to_owned);
    let asides: Vec<String> = [not, act, to, when].into_iter().flatten().collect();
    if !asides.is_empty() {
        pieces.push(Piece::faint(&format!(" ({})", asides.join(", "))));
    }
    let content: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
    if !content.is_empty() {
        pieces.push(Piece::plain(": "));
        pieces.push(Piece::plain(&shortened(&content.join(" … "), LONGEST_CONTENT)));
    }
    canvas.block(&lead, width(&lead), &pieces);
}

/// What the report tells without citing anybody.
fn own_voice(canvas: &mut Canvas, record: &Record) {
    let own: Vec<_> = record
        .events
        .iter()
        .filter(|event| event.statement.and_then(|id: StatementId| record.statement(id)).is_none())
        .collect();
    if own.is_empty() || record.statements.is_empty() {
        return;
    }
    let mut pieces = vec![Piece::faint("In the report's own voice: ")];
    for (index, event) in own.into_iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        pieces.push(Piece::plain(&format!("{comma}{}\u{A0}", shortened(event.trigger.of(&record.report.text), 30))));
        pieces.push(Piece::faint(&format!("[{}]", event.id.index() + 1)));
    }
    canvas.block(&[Piece::plain("  ")], 2, &pieces);
}
