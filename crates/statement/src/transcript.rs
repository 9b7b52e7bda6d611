//! Interviews, briefings and hearings written down turn by turn: "AFP: Will it be discussed? / Spokesperson: It will."
//!
//! The name before the colon is the source and has no cue; its turn goes on over the paragraphs up to the next name.

use std::collections::BTreeMap;

use linguist::TokenId;
use ontology::Act;
use text::Span;

use crate::block::is_ending;
use crate::body::marker;
use crate::headline;
use crate::reading::{Draft, Reading, Source};

/// A name with a title is not longer than this.
const MAX_NAME: usize = 8;
/// Fewer turns than this are no conversation.
const MIN_TURNS: usize = 2;

/// The beginning of somebody's turn.
struct Turn {
    paragraph: usize,
    /// The words before the colon.
    name: Vec<TokenId>,
    /// Where his words begin.
    start: u32,
}

/// The turns of a report that is a conversation; none of any other report.
pub(crate) fn drafts(reading: &Reading<'_>) -> Vec<Draft> {
    let mut turns: Vec<Turn> = (0..reading.paragraphs.len()).filter_map(|paragraph| turn(reading, paragraph)).collect();
    // The first line is a title, unless its name comes back.
    let name = |turn: &Turn| turn.name.iter().map(|&word| reading.analysis.lower(word)).collect::<Vec<_>>();
    let comes_back = |first: &Turn| turns.iter().skip(1).any(|turn| name(turn) == name(first));
    if turns.first().is_some_and(|first| first.paragraph == 0 && !comes_back(first)) {
        turns.remove(0);
    }
    if turns.len() < MIN_TURNS || !is_conversation(reading, &turns) {
        return Vec::new();
    }
    let ends: Vec<usize> = turns.iter().skip(1).map(|next| next.paragraph).chain([reading.paragraphs.len()]).collect();
    let long = turns.iter().zip(&ends).take(turns.len() - 1).any(|(turn, end)| turn.paragraph + 1 < *end);
    let last = turns.len() - 1;
    turns
        .iter()
        .zip(&ends)
        .enumerate()
        .filter_map(|(index, (turn, &end))| {
            // What follows the last turn is the outlet's again, unless turns run over paragraphs.
            let end = if index == last && !long { turn.paragraph + 1 } else { end };
            said(reading, turn, end)
        })
        .collect()
}

fn turn(reading: &Reading<'_>, paragraph: usize) -> Option<Turn> {
    let analysis = reading.analysis;
    let span = *reading.paragraphs.get(paragraph)?;
    let text = span.of(reading.text());
    if marker(text) > 0 || !text.starts_with(char::is_uppercase) {
        return None;
    }
    let tokens: Vec<TokenId> = analysis.tokens_in(span).map(TokenId).collect();
    let initial = tokens.first().is_some_and(|&first| matches!(analysis.form(first), "Q" | "A"));
    let divides = |token: TokenId| analysis.form(token) == ":" || initial && analysis.form(token) == ".";
    let colon = tokens.iter().take(MAX_NAME).position(|&token| divides(token))?;
    let name = tokens.get(..colon)?;
    let behind = *tokens.get(colon + 1)?;
    let capital = |token: &TokenId| {
        let form = analysis.form(*token);
        form.starts_with(char::is_uppercase)
            || reading.is_punct(*token)
            || matches!(form, "of" | "the" | "for" | "and" | "de" | "al" | "bin")
    };
    let named = !name.is_empty() && name.iter().all(capital);
    named.then(|| Turn { paragraph, name: name.to_vec(), start: analysis.span(behind).start })
}

/// Whether names come back or questions are asked, and the names can be those of speakers.
fn is_conversation(reading: &Reading<'_>, turns: &[Turn]) -> bool {
    let words = |turn: &Turn| turn.name.iter().map(|&word| reading.analysis.lower(word)).collect::<Vec<_>>();
    let mut counts: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for turn in turns {
        *counts.entry(words(turn)).or_default() += 1;
    }
    let comes_back = |turn: &&Turn| counts.get(&words(turn)).is_some_and(|count| *count > 1);
    let asks = turns
        .iter()
        .any(|turn| reading.paragraphs.get(turn.paragraph).is_some_and(|span| span.of(reading.text()).ends_with('?')));
    let speakers = turns.iter().filter(|turn| speaks(reading, turn)).count();
    (asks || turns.iter().filter(comes_back).any(|turn| speaks(reading, turn))) && speakers * 2 >= turns.len()
}

fn speaks(reading: &Reading<'_>, turn: &Turn) -> bool {
    let part = |word: &TokenId| reading.cues.lists.turns.contains(reading.analysis.lower(*word));
    turn.name.iter().any(part) || headline::is_speaker(reading, &turn.name)
}

fn said(reading: &Reading<'_>, turn: &Turn, end: usize) -> Option<Draft> {
    let analysis = reading.analysis;
    let mut content: Vec<Span> = Vec::new();
    for (index, paragraph) in reading.paragraphs.iter().enumerate().take(end).skip(turn.paragraph) {
        if index > turn.paragraph && is_ending(reading, paragraph.of(reading.text())) {
            break;
        }
        content.push(Span::new(paragraph.start.max(turn.start), paragraph.end));
    }
    let last = content.last()?.of(reading.text());
    let head = headline::head(reading, &turn.name).or_else(|| turn.name.first().copied())?;
    Some(Draft {
        rule: "turn of a conversation".to_owned(),
        cue: None,
        head: Some(head),
        source: Source::Word(head),
        act: if last.ends_with('?') { Act::Ask } else { Act::Assert },
        content: content.into_iter().filter(|span| !analysis.tokens_in(*span).is_empty()).collect(),
        negated: false,
        verbatim: true,
        quotable: true,
    })
}
