//! Cues set off by commas: "The road is closed, the mayor told reporters on Monday", "They, he said, were ready". What is
//! said is all that stands around, whatever single clause of it the tree hangs the cue on.

use linguist::TokenId;
use ontology::{Act, Upos, Xpos};

use crate::cues::Cue;
use crate::extent::end_behind;
use crate::reading::Reading;
use crate::speaker::is_speaker;
use crate::surface::{Fronted, MAX_TAIL, is_finite, is_relative, speaker_between, speaker_comma};

/// The clause around a cue and its speaker.
pub(crate) fn parenthetical(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Fronted> {
    let stretch = reading.stretch(verb);
    if !is_finite(reading, verb) || reading.quote_of(TokenId(stretch.start)) != reading.quote_of(verb) {
        return None;
    }
    let inverted = || (cue.act == Act::Assert).then(|| behind_verb(reading, verb)).flatten();
    let (comma, speaker, behind) = before_verb(reading, verb).or_else(inverted)?;
    let close = closing(reading, verb, behind, stretch.end)?;
    let before = before_comma(reading, stretch.start, comma);
    let first = TokenId(close + 1);
    let complete = before.iter().any(|&word| is_finite(reading, word) && !is_relative(reading, word))
        && !before.last().is_some_and(|&last| is_pronoun_of_relative(reading, last))
        // "When they came, he said, we left".
        && !before.first().is_some_and(|&first| {
            reading.analysis.upos(first) == Upos::Sconj || reading.analysis.token(first).xpos == Xpos::Wrb
        });
    let after: Vec<TokenId> = if first.0 < stretch.end && !(complete && is_added(reading, first)) {
        (first.0..end_behind(reading, verb, first, stretch.end)).map(TokenId).collect()
    } else {
        Vec::new()
    };
    // A participle may be a past tense with the wrong tag: "Artillery shelled the town, the army reported".
    let told = |words: &[TokenId]| {
        words
            .iter()
            .any(|&word| is_finite(reading, word) || reading.analysis.upos(word) == Upos::Verb && words.len() > 4)
    };
    let content = match before.last() {
        // "a country which, it said, turns them back": only the relative clause is said.
        Some(&last) if is_pronoun_of_relative(reading, last) => after,
        _ => before.into_iter().chain(after).collect(),
    };
    told(&content).then_some(Fronted { content, speaker })
}

/// "The road, it is reported here, is closed": what nobody named says.
pub(crate) fn impersonal(reading: &Reading<'_>, verb: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    if analysis.token(verb).xpos != Xpos::Vbn {
        return None;
    }
    let stretch = reading.stretch(verb);
    let mut before = (stretch.start..verb.0)
        .rev()
        .map(TokenId)
        .skip_while(|&word| analysis.upos(word) == Upos::Adv || matches!(reading.lemma(word), "be" | "have"));
    let it = before.next().filter(|&it| analysis.lower(it) == "it" && it.0 + 1 < verb.0)?;
    let comma = before.next().filter(|&comma| analysis.form(comma) == "," && it.0 == comma.0 + 1)?;
    let first = closing(reading, verb, verb.0 + 1, stretch.end)? + 1;
    let mut content = before_comma(reading, stretch.start, comma);
    let told = |words: &[TokenId]| words.iter().any(|&word| is_finite(reading, word) && !is_relative(reading, word));
    if !told(&content) && first < stretch.end {
        content.extend((first..end_behind(reading, verb, TokenId(first), stretch.end)).map(TokenId));
    }
    told(&content).then_some(content)
}

/// "…, he said, [three days after the vote]", "…, he said, [a former minister]": behind a whole clause only what grammar
/// joins to it still belongs to it.
fn is_added(reading: &Reading<'_>, first: TokenId) -> bool {
    let analysis = reading.analysis;
    let circumstance = matches!(
        analysis.lower(first),
        "after"
            | "before"
            | "since"
            | "amid"
            | "despite"
            | "during"
            | "as"
            | "when"
            | "while"
            | "following"
            | "until"
            | "though"
    );
    circumstance || !matches!(analysis.upos(first), Upos::Adp | Upos::Cconj | Upos::Verb | Upos::Aux | Upos::Part)
}

/// "…, the mayor said": the comma before the speaker, the speaker, and the word behind both.
fn before_verb(reading: &Reading<'_>, verb: TokenId) -> Option<(TokenId, TokenId, u32)> {
    let analysis = reading.analysis;
    let comma = speaker_comma(reading, verb, reading.stretch(verb).start)?;
    let first = TokenId(comma.0 + 1);
    let nominal = matches!(
        reading.analysis.upos(first),
        Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron | Upos::Adj | Upos::Num
    ) && !is_pronoun_of_relative(reading, first);
    // "…, a charge it denies, …": the pronoun is the subject of a clause about the noun before it.
    let contact = (first.0 + 1..verb.0).map(TokenId).any(|word| {
        analysis.token(word).xpos == Xpos::Prp && matches!(analysis.upos(TokenId(word.0 - 1)), Upos::Noun | Upos::Propn)
    });
    let one_voice = (comma.0..verb.0).all(|word| reading.quote_of(TokenId(word)) == reading.quote_of(verb));
    if first >= verb || !nominal || contact || !one_voice {
        return None;
    }
    let speaker = speaker_between(reading, first.0..verb.0)?;
    is_speaker(reading, speaker).then_some((comma, speaker, verb.0 + 1))
}

/// "…, said the mayor".
fn behind_verb(reading: &Reading<'_>, verb: TokenId) -> Option<(TokenId, TokenId, u32)> {
    let analysis = reading.analysis;
    let comma = verb.0.checked_sub(1).map(TokenId).filter(|&before| analysis.form(before) == ",")?;
    // "welcomed the vote, reminded the ministers of their promise": who is told, not who speaks.
    if reading.cues.lists.telling.contains(reading.lemma(verb)) {
        return None;
    }
    let end = reading.stretch(verb).end;
    let first = TokenId(verb.0 + 1);
    let nominal = first.0 < end
        && matches!(analysis.upos(first), Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj)
        && reading.quote_of(first) == reading.quote_of(verb);
    if !nominal {
        return None;
    }
    let close = (first.0..end).find(|&token| reading.is_punct(TokenId(token))).unwrap_or(end);
    let governs = (first.0..close).map(TokenId).any(|word| {
        is_finite(reading, word) || analysis.token(word).xpos == Xpos::To || analysis.lower(word) == "that"
    });
    // Up to the head of the phrase, so that "sanctions against the general" is no speaker.
    let mut speaker = first;
    while let Some(head) = analysis.head(speaker).filter(|head| (first.0..close).contains(&head.0)) {
        speaker = head;
    }
    (!governs && is_speaker(reading, speaker)).then_some((comma, speaker, close))
}

pub(crate) fn is_pronoun_of_relative(reading: &Reading<'_>, word: TokenId) -> bool {
    matches!(reading.analysis.lower(word), "which" | "who" | "that" | "whom" | "where" | "whose")
}

/// The comma or the end of the sentence behind a cue, over those who are told, days and places.
fn closing(reading: &Reading<'_>, verb: TokenId, behind: u32, end: u32) -> Option<u32> {
    let analysis = reading.analysis;
    let telling = reading.cues.lists.telling.contains(reading.lemma(verb));
    let first = TokenId(behind);
    if behind < end && !reading.is_punct(first) {
        let day = reading.time_around(analysis.span(first)).is_some();
        let adjunct = matches!(analysis.upos(first), Upos::Adp | Upos::Adv) && analysis.lower(first) != "that";
        if !(day || adjunct || telling && analysis.lower(first) != "that") {
            return None;
        }
    }
    for token in (behind..end.min(behind + MAX_TAIL)).map(TokenId) {
        if is_finite(reading, token) || reading.quote_of(token) != reading.quote_of(verb) {
            return None;
        }
        if matches!(analysis.form(token), "," | "." | "!" | "?" | ":" | "–" | "—")
            || analysis.token(token).xpos == Xpos::Stop
        {
            return (analysis.form(token) != ":").then_some(token.0);
        }
        if matches!(analysis.lower(token), "that" | "whether" | "to") && analysis.upos(token) != Upos::Adp {
            return None;
        }
    }
    (end - behind <= MAX_TAIL).then_some(end)
}

/// What stands before the speaker, from the beginning of the sentence or from a colon on.
pub(crate) fn before_comma(reading: &Reading<'_>, start: u32, comma: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let colon = (start..comma.0).rev().find(|&token| analysis.form(TokenId(token)) == ":");
    let mut first = colon.map_or(start, |colon| colon + 1);
    while first < comma.0 && (reading.is_punct(TokenId(first)) || analysis.upos(TokenId(first)) == Upos::Cconj) {
        first += 1;
    }
    (first..comma.0).map(TokenId).collect()
}
