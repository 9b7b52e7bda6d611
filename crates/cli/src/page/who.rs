//! Participants by name and code, and on whose word something stands.

use record::{Participant, Record, StatementId};

use super::canvas::{Piece, shortened};

/// Longer names are descriptions; their beginning tells who is meant.
const LONGEST_NAME: usize = 48;

/// "Abdoulaye Diop (MLI GOV)". What refers to nobody known is shown by its words.
pub(super) fn participant(record: &Record, participant: Participant) -> Vec<Piece> {
    let mut pieces = vec![Piece::strong(&name(record, participant))];
    let entity = participant.entity.and_then(|id| record.entity(id));
    if let Some(entity) = entity {
        let country = entity.country.map(|country| country.as_str().to_owned());
        let codes: Vec<String> = country.into_iter().chain(entity.sectors.iter().map(ToString::to_string)).collect();
        if !codes.is_empty() {
            pieces.push(Piece::faint(&format!(" ({})", codes.join(" "))));
        }
    }
    pieces
}

pub(super) fn name(record: &Record, participant: Participant) -> String {
    let entity = participant.entity.and_then(|id| record.entity(id)).map(|entity| entity.name.as_str());
    let words = entity.or_else(|| participant.span.map(|span| span.of(&record.report.text)));
    let name = shortened(words.filter(|words| !words.trim().is_empty()).unwrap_or("somebody"), LONGEST_NAME);
    // "The mission" stood at the head of a sentence; here it stands anywhere.
    match name.split_once(' ') {
        Some((article @ ("The" | "A" | "An"), rest)) => format!("{} {rest}", article.to_lowercase()),
        Some(_) | None => name,
    }
}

/// "A, B and C"
pub(super) fn list(record: &Record, participants: &[Participant]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, &one) in participants.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::plain(if index + 1 == participants.len() { " and " } else { ", " }));
        }
        pieces.extend(participant(record, one));
    }
    pieces
}

/// "says the minister [s5], says the mission [s2]": the innermost source first. Nothing for the outlet's own voice.
pub(super) fn word_of(record: &Record, statement: Option<StatementId>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = statement;
    // The chain is as long as the sentence is nested; the bound keeps a record with a loop in it from hanging us.
    for depth in 0..4 {
        let Some((id, statement)) = at.and_then(|id| Some((id, record.statement(id)?))) else { break };
        let source =
            statement.source.map_or_else(|| "it is said".to_owned(), |source| format!("says {}", name(record, source)));
        let joint = if depth > 0 { ", " } else { "" };
        pieces.push(Piece::plain(&format!("{joint}{source}\u{A0}")));
        pieces.push(Piece::faint(&format!("[{}]", mark(id))));
        at = statement.within;
    }
    pieces
}

/// A statement's mark in the text: its id in small letters.
pub(super) fn mark(id: impl std::fmt::Display) -> String {
    id.to_string().to_lowercase()
}
