//! Verbs of headlines that the tree takes for nouns: "President orders inquiry", "Union vows to strike, blames owners",
//! "Senator, back from north, calls for aid", "Port to close in May, minister says".
//!
//! A headline is read in stretches between its commas and conjunctions; a stretch without a speaker goes on with the
//! speaker before it.

use linguist::TokenId;
use ontology::{Act, Upos, Xpos};

use crate::body::verb_lemma;
use crate::cues::{Cue, Kind, SourceRule};
use crate::headline::{head, is_person};
use crate::order;
use crate::reading::{Draft, Reading, Source};
use crate::surface::is_finite;

/// A speaker's name is short.
const MAX_SPEAKER: usize = 8;
/// The least that a headline can say.
const MIN_SAID: usize = 2;

/// The statements of the report's headline whose cue has none by the tree.
pub(crate) fn drafts(reading: &Reading<'_>, known: &[Draft]) -> Vec<Draft> {
    let Some(tokens) = title(reading) else { return Vec::new() };
    let is_known = |verb: TokenId| known.iter().any(|draft| draft.head == Some(verb));
    let mut found: Vec<Draft> = Vec::new();
    if let Some(draft) = said_at_end(reading, &tokens).filter(|draft| draft.head.is_none_or(|verb| !is_known(verb))) {
        return vec![draft];
    }
    let mut speaker: Vec<TokenId> = Vec::new();
    let dividers: Vec<bool> = (0..tokens.len()).map(|at| divides(reading, &tokens, at)).collect();
    let mut at = 0;
    for stretch in tokens.split(|_| {
        at += 1;
        dividers.get(at - 1).copied().unwrap_or_default()
    }) {
        let Some(at) = stretch.iter().take(MAX_SPEAKER + 1).position(|&token| is_verb_form(reading, token)) else {
            if speaker.is_empty() && is_speaker(reading, stretch) {
                speaker = stretch.to_vec();
            }
            continue;
        };
        let before = stretch.get(..at).unwrap_or_default();
        if !before.is_empty() {
            speaker = if is_speaker(reading, before) { before.to_vec() } else { Vec::new() };
        }
        let rest = stretch.get(at..).unwrap_or_default();
        let free = rest.first().is_some_and(|&verb| !is_known(verb));
        if let Some(draft) = (free && !speaker.is_empty()).then(|| said(reading, &speaker, rest)).flatten() {
            found.push(draft);
        }
    }
    found
}

/// The words of the first line, if it is a headline.
fn title(reading: &Reading<'_>) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let span = *reading.paragraphs.first()?;
    let text = span.of(reading.text());
    if reading.paragraphs.len() < 2 || text.ends_with(['.', ':', ',', ';', '"', '”']) {
        return None;
    }
    let mut tokens: Vec<TokenId> = analysis.tokens_in(span).map(TokenId).collect();
    // "Chad: union vows to strike".
    if let Some(colon) = tokens.iter().take(4).position(|&token| analysis.form(token) == ":") {
        tokens.drain(..=colon);
    }
    (tokens.len() > MIN_SAID).then_some(tokens)
}

fn divides(reading: &Reading<'_>, tokens: &[TokenId], at: usize) -> bool {
    let Some(&token) = tokens.get(at) else { return false };
    match reading.analysis.lower(token) {
        "," | ";" | "as" | "but" | "while" | "after" | "before" | "—" | "–" | "-" | "amid" => true,
        // "Premier blames rebels and vows …", but "Smith and Jones urge …".
        "and" => tokens.get(at + 1).is_some_and(|&next| is_verb_form(reading, next)),
        _ => false,
    }
}

/// A form in -s of a verb that is a cue.
fn is_verb_form(reading: &Reading<'_>, token: TokenId) -> bool {
    let lower = reading.analysis.lower(token);
    let xpos = reading.analysis.token(token).xpos;
    // "Senators and Governors Urge …": the plural form of a headline in capitals.
    let before = token.0.checked_sub(1).map(TokenId);
    let plural = before.is_some_and(|before| {
        matches!(reading.analysis.token(before).xpos, Xpos::Nnps | Xpos::Nns)
            || reading.sentence(token).any(|word| word < token.0 && reading.analysis.lower(TokenId(word)) == "and")
    });
    let form = reading.analysis.form(token);
    let capital = form.starts_with(char::is_uppercase) && form.contains(char::is_lowercase);
    let base = capital && reading.cues.of(lower).iter().any(|cue| cue.kind == Kind::Verb);
    if base && plural && token.0 > reading.sentence(token).start && !reading.is_of_country(token) {
        return matches!(xpos, Xpos::Vb | Xpos::Vbp | Xpos::Nn | Xpos::Nnp);
    }
    lower.ends_with('s')
        && !lower.ends_with("ss")
        && matches!(xpos, Xpos::Vbz | Xpos::Nns | Xpos::Nn | Xpos::Nnps | Xpos::Nnp)
        && !reading.is_of_country(token)
        && lemma(reading, token).is_some()
}

fn lemma(reading: &Reading<'_>, token: TokenId) -> Option<String> {
    verb_lemma(reading, token).filter(|lemma| cues(reading, lemma).next().is_some())
}

fn cues<'a>(reading: &'a Reading<'_>, lemma: &str) -> impl Iterator<Item = &'a Cue> {
    let known = reading.cues.of(lemma).iter();
    known.filter(|cue| cue.kind == Kind::Verb && cue.source != SourceRule::First && !cue.unsaid)
}

fn is_speaker(reading: &Reading<'_>, tokens: &[TokenId]) -> bool {
    let analysis = reading.analysis;
    let named = tokens.last().is_some_and(|&last| analysis.upos(last) == Upos::Propn);
    let phrase = tokens.len() <= MAX_SPEAKER && !tokens.iter().any(|&token| is_finite(reading, token));
    let office = || tokens.last().is_some_and(|&last| reading.cues.lists.people.contains(analysis.lower(last)));
    phrase && !tokens.is_empty() && (named || office() || is_person(reading, tokens))
}

/// "President orders inquiry": the verb with what follows it.
fn said(reading: &Reading<'_>, speaker: &[TokenId], rest: &[TokenId]) -> Option<Draft> {
    let verb = *rest.first()?;
    let lemma = lemma(reading, verb)?;
    cues(reading, &lemma).find_map(|cue| {
        let matched = order::match_words(reading, verb, cue)?;
        let content: Vec<TokenId> = governed(reading, rest.get(matched.words.len()..)?, cue)?;
        made(reading, cue, &matched.words, speaker, &content)
    })
}

/// What a cue takes of the words behind it.
fn governed(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let &first = words.first()?;
    let takes = &cue.takes;
    let from_to = || words.iter().position(|&word| analysis.lower(word) == "to").and_then(|at| words.get(at..));
    let preposition = takes.prepositions.iter().any(|known| known == analysis.lower(first));
    let nominal = matches!(
        analysis.upos(first),
        Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron | Upos::Verb
    ) && !is_finite(reading, first);
    let told = words.iter().any(|&word| is_finite(reading, word));
    let content = if takes.behind || preposition || takes.to && analysis.lower(first) == "to" {
        Some(words)
    } else if takes.object_to && from_to().is_some_and(|found| found.len() > 1) {
        from_to()
    } else if (takes.object && nominal) || (takes.clause && nominal && told) {
        Some(words)
    } else {
        None
    };
    content.map(<[TokenId]>::to_vec)
}

/// "Port to close in May, minister says": a speaker and a cue at the end.
fn said_at_end(reading: &Reading<'_>, tokens: &[TokenId]) -> Option<Draft> {
    let analysis = reading.analysis;
    let (&verb, before) = tokens.split_last()?;
    let comma = before.iter().rposition(|&token| analysis.form(token) == ",")?;
    let (content, speaker) = (before.get(..comma)?, before.get(comma + 1..)?);
    let lemma = lemma(reading, verb).filter(|_| is_verb_form(reading, verb))?;
    let cue = cues(reading, &lemma).find(|cue| cue.takes.clause && cue.rest.is_empty() && cue.act == Act::Assert)?;
    let speaks = is_speaker(reading, speaker) && content.len() > MIN_SAID;
    speaks.then(|| made(reading, cue, &[verb], speaker, content)).flatten()
}

fn made(
    reading: &Reading<'_>,
    cue: &Cue,
    words: &[TokenId],
    speaker: &[TokenId],
    content: &[TokenId],
) -> Option<Draft> {
    let verb = words.first().copied();
    Some(Draft {
        rule: format!("{}: headline", cue.name),
        cue: Some(reading.analysis.cover(words)),
        head: verb,
        source: head(reading, speaker).or(speaker.last().copied()).map_or(Source::Nobody, Source::Word),
        content: reading.spans(content),
        act: cue.act,
        negated: false,
        verbatim: false,
        quotable: cue.takes.quote,
    })
    .filter(|draft| !draft.content.is_empty())
}
