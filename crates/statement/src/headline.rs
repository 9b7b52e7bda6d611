//! Headlines that name the speaker before or behind a colon: "Minister: talks have failed", "Talks failed: minister".

use linguist::TokenId;
use ontology::{Act, EntityKind, Upos, Xpos};
use text::Span;

use crate::reading::{Draft, Reading, Source};

/// A speaker's name is short.
const MAX_SPEAKER: usize = 8;

/// The statement of a headline, if it has the form.
pub(crate) fn draft(reading: &Reading<'_>) -> Option<Draft> {
    let analysis = reading.analysis;
    let title = *reading.paragraphs.first()?;
    let titled = reading.report.title.as_deref().is_none_or(|known| known.trim() == title.of(reading.text()));
    if !titled || reading.paragraphs.len() < 2 || title.of(reading.text()).ends_with(['.', ':']) {
        return None;
    }
    let tokens: Vec<TokenId> = analysis.tokens_in(title).map(TokenId).collect();
    let colon = tokens.iter().position(|&token| analysis.form(token) == ":")?;
    let (left, right) = (tokens.get(..colon)?, tokens.get(colon + 1..)?);
    if left.len() <= MAX_SPEAKER && right.len() >= 3 && is_speaker(reading, left) {
        return Some(made(reading, left, right));
    }
    if right.len() <= MAX_SPEAKER && left.len() >= 3 && is_speaker(reading, right) {
        return Some(made(reading, right, left));
    }
    None
}

fn made(reading: &Reading<'_>, speaker: &[TokenId], content: &[TokenId]) -> Draft {
    let analysis = reading.analysis;
    let head = head(reading, speaker);
    let report = speaker.len() == 1 && head.is_some_and(|head| matches!(analysis.lemma(head), "report" | "reports"));
    Draft {
        rule: "headline with a colon".to_owned(),
        cue: report.then(|| analysis.cover(speaker)),
        head,
        source: head.filter(|_| !report).map_or(Source::Nobody, Source::Word),
        content: vec![trimmed(reading, content)],
        act: Act::Assert,
        negated: false,
        verbatim: false,
        quotable: false,
    }
}

fn trimmed(reading: &Reading<'_>, tokens: &[TokenId]) -> Span {
    reading.analysis.cover(tokens)
}

/// The head of the speaker's name: its token whose head lies outside, else its last word.
fn head(reading: &Reading<'_>, tokens: &[TokenId]) -> Option<TokenId> {
    let analysis = reading.analysis;
    let nominal = |token: TokenId| matches!(analysis.upos(token), Upos::Noun | Upos::Propn);
    let mentioned = tokens.iter().rev().copied().find(|&token| reading.mentions.at(reading.entities, analysis.span(token)).is_some());
    mentioned
        .or_else(|| tokens.iter().copied().find(|&token| nominal(token) && analysis.head(token).is_none_or(|head| !tokens.contains(&head))))
        .or_else(|| tokens.iter().rev().copied().find(|&token| nominal(token)))
}

/// A person, an organization or a noun for a speaker, and no verb; a country is a heading.
fn is_speaker(reading: &Reading<'_>, tokens: &[TokenId]) -> bool {
    let analysis = reading.analysis;
    let finite = tokens.iter().any(|&token| matches!(analysis.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    let Some(head) = head(reading, tokens) else { return false };
    if finite {
        return false;
    }
    let entity = reading.mentions.at(reading.entities, analysis.span(head)).map(|(entity, _)| entity.kind);
    match entity {
        Some(EntityKind::Person | EntityKind::Organization | EntityKind::Group) => true,
        Some(EntityKind::Country) => false,
        None => {
            reading.cues.lists.speakers.contains(analysis.lemma(head).to_lowercase().as_str())
                || analysis.name_of(head).is_some_and(|name| name.kind != linguist::NameKind::Location)
        }
    }
}
