//! Who does what a verb tells, where the tree does not say: the noun phrase before it by the order of words.

use linguist::TokenId;
use ontology::{Deprel, Upos, Xpos};

use crate::reading::Reading;
use crate::surface::is_finite;

/// How far before its verb a subject is looked for: over a relative clause and an apposition.
const MAX_BACK: u32 = 60;
/// Steps over asides and phrases between a subject and its verb.
const MAX_STEPS: usize = 8;

/// The head of the noun phrase that stands before a verb as its subject: "the council, whose leaders met on Sunday,
/// for its part [called] on …". Asides between commas, days and phrases with a preposition are stepped over.
pub(crate) fn before(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let start = reading.stretch(verb).start.max(verb.0.saturating_sub(MAX_BACK));
    ending_at(reading, verb.0.checked_sub(1)?, start, verb.0)
}

/// The same for a noun phrase that ends at a word, between `start` and `end`.
pub(crate) fn ending_at(reading: &Reading<'_>, last: u32, start: u32, end: u32) -> Option<TokenId> {
    let mut at = last;
    for _ in 0..MAX_STEPS {
        if at < start || at >= end {
            return None;
        }
        let token = TokenId(at);
        if let Some(next) = over_adverb(reading, token)
            .or_else(|| over_brackets(reading, token, start))
            .or_else(|| over_aside(reading, token, start))
        {
            at = next;
            continue;
        }
        let head = first_conjunct(reading, noun_phrase(reading, token, start)?, start);
        let Some(first) = prepositional_start(reading, head, start) else { return Some(head) };
        at = first.checked_sub(1)?;
    }
    None
}

/// Of joint subjects the first.
fn first_conjunct(reading: &Reading<'_>, head: TokenId, start: u32) -> TokenId {
    let analysis = reading.analysis;
    let mut at = head;
    while let Some(first) =
        analysis.head(at).filter(|&first| analysis.deprel(at) == Deprel::Conj && first < at && first.0 >= start)
    {
        // "At a hearing held by A and B, C said": without an "and" it is no part of a list.
        if !grammar::is_nominal(analysis, first) || analysis.child(at, Deprel::Cc).is_none() {
            break;
        }
        at = first;
    }
    at
}

/// "the African Union (AU)": the word before the bracket that is closed here.
fn over_brackets(reading: &Reading<'_>, token: TokenId, start: u32) -> Option<u32> {
    let analysis = reading.analysis;
    if !matches!(analysis.form(token), ")" | "]") {
        return None;
    }
    let open = (start..token.0).rev().find(|&at| matches!(analysis.form(TokenId(at)), "(" | "["))?;
    open.checked_sub(1)
}

/// An adverb, an auxiliary or a day before the verb.
fn over_adverb(reading: &Reading<'_>, token: TokenId) -> Option<u32> {
    let analysis = reading.analysis;
    if let Some(time) = reading.time_around(analysis.span(token)) {
        let first = analysis.tokens_in(time).start;
        let before = TokenId(first.checked_sub(1)?);
        return if analysis.upos(before) == Upos::Adp { before.0.checked_sub(1) } else { Some(before.0) };
    }
    // "a court [formed at the request of the council] found": the participle belongs to the noun before it.
    let participle = analysis.token(token).xpos == Xpos::Vbn
        && token.0 > 0
        && matches!(analysis.upos(TokenId(token.0 - 1)), Upos::Noun | Upos::Propn);
    let skipped = participle
        || matches!(analysis.upos(token), Upos::Adv | Upos::Aux)
        || reading.is_punct(token) && matches!(analysis.form(token), "\"" | "”");
    skipped.then(|| token.0.checked_sub(1)).flatten()
}

/// The word before an aside that ends with the comma at `token`: a relative clause, an apposition, a phrase.
fn over_aside(reading: &Reading<'_>, token: TokenId, start: u32) -> Option<u32> {
    let analysis = reading.analysis;
    if analysis.form(token) != "," {
        return None;
    }
    let mut tensed = false;
    for at in (start..token.0).rev().map(TokenId) {
        tensed |= is_finite(reading, at);
        if analysis.form(at) != "," {
            continue;
        }
        let first = TokenId(at.0 + 1);
        // "…, for which the group has offered …, ": the pronoun may stand behind a preposition.
        let relative = [first, TokenId((first.0 + 1).min(token.0))]
            .into_iter()
            .any(|word| matches!(analysis.lower(word), "who" | "which" | "whose" | "whom" | "where" | "when" | "as"));
        // "The president, his spokesman said, denounced …".
        let parenthesis = analysis.deprel(at) != Deprel::Cc && is_said_there(reading, first, token);
        if !tensed || relative || parenthesis {
            return at.0.checked_sub(1);
        }
    }
    None
}

/// "his spokesman said": a few words that end with a verb of speech.
fn is_said_there(reading: &Reading<'_>, first: TokenId, comma: TokenId) -> bool {
    let last = TokenId(comma.0 - 1);
    let speaks = reading.cues.of(reading.lemma(last)).iter().any(|cue| cue.takes.quote && cue.takes.clause);
    comma.0 - first.0 <= 8 && speaks && is_finite(reading, last)
}

/// The head of the noun phrase that ends at a word: up the tree while that leads to a noun before the verb.
fn noun_phrase(reading: &Reading<'_>, last: TokenId, start: u32) -> Option<TokenId> {
    let analysis = reading.analysis;
    if let Some(named) = mention_ending_at(reading, last, start) {
        return Some(named);
    }
    let nominal = |token: TokenId| {
        matches!(analysis.upos(token), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            || matches!(analysis.deprel(token), Deprel::Nsubj | Deprel::NsubjPass) && !reading.is_verb(token)
    };
    let mut at = last;
    if !nominal(at) {
        return None;
    }
    let listed = |token: TokenId| analysis.deprel(token) != Deprel::Conj || analysis.child(token, Deprel::Cc).is_some();
    while let Some(head) =
        analysis.head(at).filter(|&head| head.0 >= start && head < last && nominal(head) && listed(at))
    {
        at = head;
    }
    // A name's parts may hang behind it.
    while let Some(head) =
        analysis.head(at).filter(|&head| head <= last && nominal(head) && analysis.deprel(at) == Deprel::Compound)
    {
        at = head;
    }
    Some(at)
}

/// The head of the longest mention that ends at a word, where the tree divides a name: "Peace and Security Council".
fn mention_ending_at(reading: &Reading<'_>, last: TokenId, start: u32) -> Option<TokenId> {
    let analysis = reading.analysis;
    let mention = reading.mention_to(analysis.span(last).end)?;
    let tokens = analysis.tokens_in(mention);
    if tokens.start < start || tokens.len() < 2 {
        return None;
    }
    analysis.head_of_span(mention)
}

/// Where a phrase with a preposition begins; `None` for a bare noun phrase.
fn prepositional_start(reading: &Reading<'_>, head: TokenId, start: u32) -> Option<u32> {
    let analysis = reading.analysis;
    let case = analysis.children_by(head, &[Deprel::Case]).find(|&case| case < head && case.0 >= start)?;
    (analysis.token(case).xpos != Xpos::Pos).then_some(case.0)
}
