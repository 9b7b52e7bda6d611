//! Headlines that name the speaker before or behind a colon: "Minister: talks have failed", "Talks failed: minister".

use std::collections::BTreeMap;

use linguist::TokenId;
use ontology::{Act, Deprel, EntityKind, Upos, Xpos};
use text::Span;

use crate::cues::{Cue, Kind, SourceRule};
use crate::reading::{Draft, Reading, Source};
use crate::surface::is_finite;
use crate::title;
use crate::transcript;

/// A speaker's name is short.
const MAX_SPEAKER: usize = 8;
/// Among its first words an item of a list is named again.
const LIST_LEAD: usize = 6;

/// Adds the statements of headlines.
pub(crate) fn add(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let turns = transcript::drafts(reading);
    let begins_there = |draft: &Draft| draft.head.is_some_and(|head| reading.paragraph_of(head) == 0);
    if !turns.iter().any(begins_there) {
        drafts.extend(with_colon(reading));
    }
    if turns.is_empty() {
        drafts.extend((1..reading.paragraphs.len()).filter_map(|paragraph| transcribed(reading, paragraph)));
    }
    drafts.extend(turns);
    let mut first_cue: BTreeMap<u32, TokenId> = BTreeMap::new();
    for head in drafts.iter().filter_map(|draft| draft.head) {
        let known = first_cue.entry(reading.analysis.sentence_of(head)).or_insert(head);
        *known = head.min(*known);
    }
    for (index, sentence) in (0..).zip(&reading.analysis.sentences) {
        let found = with_verb(reading, sentence.tokens.clone().map(TokenId).collect());
        // Behind a cue that the tree shows nothing is mended; before one only what has no tag of a noun.
        let free = |draft: &Draft| match (first_cue.get(&index), draft.head) {
            (Some(first), Some(verb)) => verb < *first && is_misread(reading, verb),
            _ => true,
        };
        drafts.extend(found.filter(free));
    }
    let titled = title::drafts(reading, drafts);
    drafts.extend(titled);
}

/// "Court Rules Worship Is Legal", "Minister Ruiz welcomes the talks": where words have capitals, a parser takes the
/// verb for a part of the name before it. A word in -s that is a cue without it, behind a speaker, is the verb.
fn with_verb(reading: &Reading<'_>, mut tokens: Vec<TokenId>) -> Option<Draft> {
    let analysis = reading.analysis;
    while tokens.last().is_some_and(|&token| reading.is_punct(token)) {
        tokens.pop();
    }
    let colon = tokens.iter().take(3).rposition(|&token| analysis.form(token) == ":").map_or(0, |colon| colon + 1);
    let tokens = tokens.get(colon..)?;
    let (at, cue) = tokens
        .iter()
        .enumerate()
        .skip(1)
        .take(MAX_SPEAKER)
        .find_map(|(at, &token)| Some((at, verb_cue(reading, token)?)))?;
    let speaker = tokens.get(..at)?;
    let verb = *tokens.get(at)?;
    let rest = tokens.get(at + 1..)?;
    // "… and reiterates …": a second verb of the same kind ends the first content.
    let dash = rest.iter().position(|&token| matches!(analysis.form(token), "--" | "—"));
    let rest = rest.get(..dash.unwrap_or(rest.len()))?;
    let second = rest.windows(2).position(|pair| {
        pair.first().is_some_and(|&and| analysis.lower(and) == "and")
            && pair.last().is_some_and(|&next| analysis.token(next).xpos == Xpos::Vbz)
    });
    let rest = rest.get(..second.unwrap_or(rest.len()))?;
    // Here a country speaks too, and a name that the tree has spoilt.
    let named = speaker.last().is_some_and(|&last| analysis.upos(last) == Upos::Propn);
    // "the people in our States have gained".
    if rest.first().is_some_and(|&next| is_finite(reading, next)) {
        return None;
    }
    if rest.len() < 2 || !(named || is_person(reading, speaker)) || reading.is_punct(*rest.first()?) {
        return None;
    }
    // "provides update on efforts": what takes only a clause needs one.
    let only_clause = cue.act == Act::Assert && !cue.takes.object && !cue.takes.object_to;
    if only_clause && !rest.iter().any(|&token| is_finite(reading, token)) {
        return None;
    }
    let content = if cue.takes.object_to && !cue.takes.object {
        let to = rest.iter().position(|&token| analysis.lower(token) == "to")?;
        rest.get(to..)?
    } else {
        rest
    };
    Some(Draft {
        rule: format!("{}: headline", cue.name),
        cue: Some(analysis.span(verb)),
        head: Some(verb),
        source: head(reading, speaker).map_or(Source::Nobody, Source::Word),
        content: vec![trimmed(reading, content)],
        act: cue.act,
        negated: false,
        verbatim: false,
        quotable: false,
    })
}

/// The cue of a third-person form that the tree has made a part of a name.
fn verb_cue<'a>(reading: &'a Reading<'_>, token: TokenId) -> Option<&'a Cue> {
    let analysis = reading.analysis;
    let lower = analysis.lower(token);
    let part_of_name = matches!(analysis.deprel(token), Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::List);
    let behind_name = token.0 > 0 && analysis.upos(TokenId(token.0 - 1)) == Upos::Propn;
    // "The group thanks Norway for …" with the verb taken for the noun that the others hang on.
    let rootless = analysis.deprel(token) == Deprel::Root && analysis.token(token).xpos == Xpos::Nns;
    let proper = rootless
        || analysis.upos(token) == Upos::Propn
        || analysis.token(token).xpos == Xpos::Vbz
        || analysis.token(token).xpos == Xpos::Nns && behind_name;
    // "its member states served": the subject of a verb is none.
    if matches!(analysis.deprel(token), Deprel::Nsubj | Deprel::NsubjPass) {
        return None;
    }
    let misread = is_misread(reading, token);
    let upper = analysis.form(token).starts_with(char::is_uppercase);
    if !(proper || misread) || !(part_of_name || misread || upper || rootless) || upper && reading.is_of_country(token)
    {
        return None;
    }
    let stem = lower.strip_suffix('s')?;
    let stems = [
        stem.to_owned(),
        stem.strip_suffix('e').unwrap_or(stem).to_owned(),
        stem.strip_suffix("ie").map_or_else(String::new, |root| format!("{root}y")),
    ];
    let cues = &reading.cues;
    stems.iter().flat_map(|stem| cues.of(stem)).find(|cue| {
        cue.kind == Kind::Verb
            && cue.rest.is_empty()
            && cue.source != SourceRule::First
            && (cue.takes.object || cue.takes.clause || cue.takes.object_to)
    })
}

/// "Ruiz welcomes the talks" with the verb taken for a preposition.
fn is_misread(reading: &Reading<'_>, token: TokenId) -> bool {
    let analysis = reading.analysis;
    let behind_noun = token.0 > 0 && matches!(analysis.upos(TokenId(token.0 - 1)), Upos::Noun | Upos::Propn);
    analysis.upos(token) == Upos::Adp && analysis.lower(token).ends_with('s') && behind_noun
}

/// "SMITH: We will see.": a line of a transcript.
fn transcribed(reading: &Reading<'_>, paragraph: usize) -> Option<Draft> {
    let analysis = reading.analysis;
    let span = *reading.paragraphs.get(paragraph)?;
    let tokens: Vec<TokenId> = analysis.tokens_in(span).map(TokenId).collect();
    let colon = tokens.iter().take(MAX_SPEAKER).position(|&token| analysis.form(token) == ":")?;
    let (left, right) = (tokens.get(..colon)?, tokens.get(colon + 1..)?);
    let only_names = left.iter().all(|&token| {
        matches!(analysis.upos(token), Upos::Propn) || matches!(analysis.form(token), "." | "(" | ")" | "-" | ",")
    });
    let head = head(reading, left).filter(|_| only_names)?;
    let entity = reading.mentions.at(reading.entities, analysis.span(head)).map(|(entity, _)| entity.kind);
    let person = entity == Some(EntityKind::Person)
        || analysis.name_of(head).is_some_and(|name| name.kind == linguist::NameKind::Person);
    let speaks =
        right.iter().any(|&token| matches!(analysis.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    // "King Range: The King Range is …": an item of a list is described under its name.
    let last = left.iter().rfind(|&&token| !reading.is_punct(token)).map(|&token| analysis.lower(token));
    let described = right.iter().take(LIST_LEAD).any(|&token| Some(analysis.lower(token)) == last);
    if !person || !speaks || right.len() < 4 || described {
        return None;
    }
    Some(Draft {
        rule: "line of a transcript".to_owned(),
        cue: None,
        head: Some(head),
        source: Source::Word(head),
        content: vec![analysis.cover(right)],
        act: Act::Assert,
        negated: false,
        verbatim: true,
        quotable: true,
    })
}

/// A speaker before or behind a colon.
fn with_colon(reading: &Reading<'_>) -> Option<Draft> {
    let analysis = reading.analysis;
    let title = *reading.paragraphs.first()?;
    let titled = reading.report.title.as_deref().is_none_or(|known| known.trim() == title.of(reading.text()));
    if !titled || reading.paragraphs.len() < 2 || title.of(reading.text()).ends_with(['.', ':']) {
        return None;
    }
    let tokens: Vec<TokenId> = analysis.tokens_in(title).map(TokenId).collect();
    let colon = tokens.iter().position(|&token| analysis.form(token) == ":")?;
    let (left, right) = (tokens.get(..colon)?, tokens.get(colon + 1..)?);
    // "The premier: an interview": a heading says nothing.
    let heading = |words: &[TokenId]| {
        words.first().is_some_and(|&first| matches!(analysis.lower(first), "a" | "an"))
            && !words.iter().any(|&word| reading.is_verb(word))
    };
    if heading(left) || heading(right) {
        return None;
    }
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
    let report = speaker.len() == 1 && head.is_some_and(|head| matches!(reading.lemma(head), "report" | "reports"));
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
pub(crate) fn head(reading: &Reading<'_>, tokens: &[TokenId]) -> Option<TokenId> {
    let analysis = reading.analysis;
    let nominal = |token: TokenId| matches!(analysis.upos(token), Upos::Noun | Upos::Propn);
    let mention = |token: &TokenId| reading.mentions.at(reading.entities, analysis.span(*token)).is_some();
    // Of joint speakers the first; of "Minister Ruiz" the name.
    let joint = tokens.iter().any(|&token| matches!(analysis.lower(token), "," | "and" | "&"));
    let mentioned = if joint { tokens.iter().find(|&t| mention(t)) } else { tokens.iter().rfind(|&t| mention(t)) };
    let mentioned = mentioned.copied();
    mentioned
        .or_else(|| {
            tokens
                .iter()
                .copied()
                .find(|&token| nominal(token) && analysis.head(token).is_none_or(|head| !tokens.contains(&head)))
        })
        .or_else(|| tokens.iter().rev().copied().find(|&token| nominal(token)))
}

/// A speaker, or people of any kind: "Foreign Secretary welcomes …".
pub(crate) fn is_person(reading: &Reading<'_>, tokens: &[TokenId]) -> bool {
    let people = head(reading, tokens).is_some_and(|head| reading.cues.lists.people.contains(reading.lemma(head)));
    people && !tokens.iter().any(|&token| is_finite(reading, token)) || is_speaker(reading, tokens)
}

/// A person, an organization or a noun for a speaker, and no verb; a country is a heading.
pub(crate) fn is_speaker(reading: &Reading<'_>, tokens: &[TokenId]) -> bool {
    let analysis = reading.analysis;
    let finite =
        tokens.iter().any(|&token| matches!(analysis.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md));
    let Some(head) = head(reading, tokens) else { return false };
    if finite {
        return false;
    }
    let entity = reading.mentions.at(reading.entities, analysis.span(head)).map(|(entity, _)| entity.kind);
    match entity {
        Some(EntityKind::Person | EntityKind::Organization | EntityKind::Group) => true,
        Some(EntityKind::Country) => false,
        None => {
            reading.cues.lists.speakers.contains(reading.lemma(head).to_lowercase().as_str())
                || analysis.name_of(head).is_some_and(|name| name.kind != linguist::NameKind::Location)
        }
    }
}
