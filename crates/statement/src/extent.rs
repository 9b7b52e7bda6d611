//! Where the content behind a cue ends: before a verb that goes on with the speaker, and before what the outlet adds
//! in its own voice.

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, Xpos};

use crate::chain::is_cue;
use crate::reading::Reading;
use crate::speaker::subject;
use crate::surface::is_finite;

/// The words of a speaker between "and" and his verb.
const MAX_NAME: u32 = 8;

/// What a cue governs, as far as it matters for where that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Governed {
    /// A clause, an infinitive, something asked for or promised.
    Said,
    /// Somebody or something that is praised or condemned: what is told of it belongs to it.
    Judged,
}

/// The words of a content up to where it ends. Only a content behind its cue is ended here.
pub(crate) fn ended(reading: &Reading<'_>, verb: TokenId, tokens: Vec<TokenId>, governed: Governed) -> Vec<TokenId> {
    let Some(&first) = tokens.iter().min() else { return tokens };
    if first <= verb {
        return tokens;
    }
    let end = reading.stretch(verb).end;
    let mut stop = next_link(reading, verb, end).unwrap_or(TokenId(end));
    if let Some(added) = added(reading, verb, first, stop, governed) {
        stop = added;
    }
    if let Some(closed) = closed_quotation(reading, verb, first, stop) {
        stop = closed;
    }
    let beyond = reading.sentence(verb).end;
    let kept: Vec<TokenId> = tokens.iter().copied().filter(|&token| token < stop || token.0 >= beyond).collect();
    let kept = without_joint(reading, kept);
    if kept.is_empty() { tokens } else { kept }
}

/// "said, “The law is dead,” [and left]": a whole sentence in marks, closed with its own comma, is all that was said.
fn closed_quotation(reading: &Reading<'_>, verb: TokenId, first: TokenId, stop: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let words = || (first.0..stop.0).map(TokenId);
    let begun = words().find(|&word| !reading.is_punct(word))?;
    let quote = reading.quote_of(begun).filter(|&quote| reading.quote_of(verb) != Some(quote))?;
    let joint = words().find(|&word| word > begun && reading.quote_of(word) != Some(quote))?;
    let inner = (begun.0..joint.0).map(TokenId);
    let closed = inner.clone().rfind(|&word| !matches!(analysis.form(word), "\"" | "”" | "’" | "'" | "''"))?;
    let whole = matches!(analysis.form(closed), "," | "." | "!" | "?")
        && inner.into_iter().any(|word| is_finite(reading, word));
    let behind = TokenId(joint.0 + 1);
    let goes_on = behind >= stop
        || matches!(analysis.lower(behind), "that" | "how" | "why")
        || reading.quote_of(behind).is_some();
    (whole && !goes_on && matches!(analysis.lower(joint), "and" | "but" | "as" | "before" | "while" | "then"))
        .then_some(joint)
}

/// "said that the road was closed, [and that it would stay so]": the second "that" goes on with the first.
pub(crate) fn with_further_that(reading: &Reading<'_>, verb: TokenId, mut tokens: Vec<TokenId>) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let (Some(&first), Some(&last)) = (tokens.iter().min(), tokens.iter().max()) else { return tokens };
    let end = reading.stretch(verb).end;
    let mut behind = (last.0 + 1..end).map(TokenId).filter(|&word| analysis.form(word) != ",");
    let (Some(and), Some(that)) = (behind.next(), behind.next()) else { return tokens };
    let goes_on = first > verb
        && analysis.lower(first) == "that"
        && analysis.upos(and) == Upos::Cconj
        && analysis.lower(that) == "that"
        && reading.quote_of(that) == reading.quote_of(first);
    if goes_on {
        let further = (last.0 + 1..end).map(TokenId).filter(|&word| reading.quote_of(word) == reading.quote_of(that));
        tokens.extend(ended(reading, verb, further.collect(), Governed::Said));
    }
    tokens
}

/// An "and" at the end joins what is no longer there.
fn without_joint(reading: &Reading<'_>, mut tokens: Vec<TokenId>) -> Vec<TokenId> {
    tokens.sort_unstable();
    while tokens
        .last()
        .is_some_and(|&last| reading.analysis.upos(last) == Upos::Cconj || reading.analysis.form(last) == ",")
    {
        tokens.pop();
    }
    tokens
}

/// "After reports that the dam had burst, the mayor left": what completes a noun before the verb of its sentence ends
/// with the comma before that verb's clause.
pub(crate) fn before_main_clause(reading: &Reading<'_>, noun: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let stretch = reading.stretch(noun);
    let root = (noun.0 + 1..stretch.end).map(TokenId).find(|&word| analysis.head(word).is_none());
    let Some(root) = root.filter(|&root| is_finite(reading, root)) else {
        return before_swallowed(reading, noun, tokens);
    };
    let mut told = false;
    let comma = tokens.iter().copied().filter(|&word| word > noun && word < root).find(|&word| {
        told |= is_finite(reading, word);
        told && analysis.form(word) == ","
    });
    match comma {
        Some(comma) => tokens.into_iter().filter(|&word| word < comma).collect(),
        None => before_swallowed(reading, noun, tokens),
    }
}

/// "The demand that the rebels leave [was ignored]": the tree has hung the verb of the sentence into the clause. A second
/// tensed verb that nothing introduces is not the clause's.
fn before_swallowed(reading: &Reading<'_>, noun: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let stretch = reading.stretch(noun);
    let first = tokens.iter().min().copied().filter(|&first| analysis.lower(first) == "that" && first > noun);
    let begins = |word: u32| is_finite(reading, TokenId(word));
    let behind = |last: TokenId| (last.0 + 1..stretch.end).map(TokenId).all(|word| reading.is_punct(word));
    let Some(first) =
        first.filter(|_| !(stretch.start..noun.0).any(begins) && tokens.iter().max().copied().is_some_and(behind))
    else {
        return tokens;
    };
    let mut told = None;
    let mut swallowed = None;
    for word in (first.0 + 1..stretch.end).map(TokenId) {
        let lower = analysis.lower(word);
        let opens = matches!(analysis.upos(word), Upos::Cconj | Upos::Sconj)
            || analysis.form(word) == ","
            || matches!(lower, "that" | "who" | "which" | "whose" | "whom" | "what" | "where" | "when" | "how" | "as")
            || reading.quote_of(word) != reading.quote_of(first);
        if opens {
            (told, swallowed) = (None, None);
        } else if is_finite(reading, word) {
            // "officials knew troops had fired": a clause without "that" has a word before its verb.
            let bare =
                told.is_some_and(|verb| is_cue(reading, verb) || reading.cues.lists.bare.contains(reading.lemma(verb)));
            swallowed = told.filter(|_| !bare).map(|_| word);
            told = Some(word);
        } else if analysis.upos(word) == Upos::Verb && told.is_some_and(|verb| analysis.upos(verb) == Upos::Aux) {
            told = Some(word);
        }
    }
    match swallowed {
        Some(verb) => tokens.into_iter().filter(|&word| word < verb).collect(),
        None => tokens,
    }
}

/// Where the clause around a parenthesis ends, from the word behind the parenthesis on: "…, the army said, [a claim that
/// …]" is the outlet's from its beginning, "…, he said, but [were told not to]" is still his.
pub(crate) fn end_behind(reading: &Reading<'_>, verb: TokenId, first: TokenId, end: u32) -> u32 {
    let stop = next_link(reading, verb, end).unwrap_or(TokenId(end));
    let begins = |at: TokenId| {
        is_contrast(reading, at, stop)
            || is_resumed(reading, at, stop)
            || is_last_relative(reading, at, stop)
            || is_word_of_another(reading, at, stop)
    };
    if first >= stop || begins(first) {
        return first.0;
    }
    let commas = (first.0..stop.0 - 1).map(TokenId).filter(|&token| reading.analysis.form(token) == ",");
    commas.map(|comma| TokenId(comma.0 + 1)).find(|&next| begins(next)).map_or(stop.0, |next| next.0 - 1)
}

/// The joint before the next verb that goes on with this one or with one before it.
fn next_link(reading: &Reading<'_>, verb: TokenId, end: u32) -> Option<TokenId> {
    (verb.0 + 1..end)
        .map(TokenId)
        .filter_map(|next| reading.link(next))
        .find(|link| link.first <= verb && link.joint > verb)
        .map(|link| link.joint)
}

/// Where the outlet's own words begin: "…, according to the police", "…, which the army denies", "…, a claim that …",
/// "…, after troops had fired". Who speaks in the first person adds all this himself.
fn added(reading: &Reading<'_>, verb: TokenId, first: TokenId, stop: TokenId, governed: Governed) -> Option<TokenId> {
    let analysis = reading.analysis;
    let own = reading.quote_of(verb).is_some()
        || subject(reading, verb).is_some_and(|subject| matches!(analysis.lower(subject), "i" | "we"));
    let voice = reading.quote_of(verb);
    let open = is_open(reading, first, stop);
    (first.0 + 1..stop.0).map(TokenId).filter(|&token| reading.quote_of(token) == voice).find(|&token| {
        let next = TokenId(token.0 + 1);
        if next >= stop || reading.quote_of(next) != voice {
            return false;
        }
        let comma = analysis.form(token) == ",";
        comma && is_word_of_another(reading, next, stop)
            || is_own_again(reading, verb, token)
            || !own && comma && another_speaks(reading, next, stop)
            || !own && is_denied(reading, next, stop)
            || !own
                && (comma && is_contrast(reading, next, stop)
                    || comma && is_told(reading, first, token, governed) && is_resumed(reading, next, stop)
                    || comma && governed == Governed::Said && is_last_relative(reading, next, stop)
                    || open && is_past_circumstance(reading, token, stop))
    })
}

/// ", according to".
fn is_word_of_another(reading: &Reading<'_>, next: TokenId, stop: TokenId) -> bool {
    let behind = TokenId(next.0 + 1);
    reading.analysis.lower(next) == "according" && behind < stop && reading.analysis.lower(behind) == "to"
}

/// "a plot that the army denies": what another says of it.
fn is_denied(reading: &Reading<'_>, next: TokenId, stop: TokenId) -> bool {
    let analysis = reading.analysis;
    let relative = matches!(analysis.lower(next), "that" | "which")
        && next.0 + 1 < stop.0
        && !is_finite(reading, TokenId(next.0 + 1));
    relative
        && (next.0 + 1..stop.0).map(TokenId).find(|&word| is_finite(reading, word)).is_some_and(|verb| {
            reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.act == Act::Deny)
                && verb.0 + 1 >= stop.0.saturating_sub(1)
        })
}

/// "I believe A, [and I am sure] that B": the speaker goes on with a cue of his own.
fn is_own_again(reading: &Reading<'_>, verb: TokenId, joint: TokenId) -> bool {
    let analysis = reading.analysis;
    let first = TokenId(joint.0 + 1);
    let pronoun = analysis.lower(first);
    if analysis.upos(joint) != Upos::Cconj || !matches!(pronoun, "i" | "we") {
        return false;
    }
    let same = subject(reading, verb).is_some_and(|subject| analysis.lower(subject) == pronoun);
    let end = reading.stretch(verb).end;
    let mut behind = (first.0 + 1..end.min(first.0 + 4)).map(TokenId);
    same && behind.any(|word| {
        is_cue(reading, word)
            || reading.cues.of(analysis.lower(word)).iter().any(|cue| cue.kind == crate::cues::Kind::Adjective)
    })
}

/// "said A, [but a spokeswoman declined] to answer", "said A, [and the army denied] B": another speaks behind the comma.
fn another_speaks(reading: &Reading<'_>, next: TokenId, stop: TokenId) -> bool {
    let analysis = reading.analysis;
    let first = TokenId(next.0 + 1);
    let joined = matches!(analysis.lower(next), "and" | "but") && first < stop;
    let named = joined && matches!(analysis.upos(first), Upos::Det | Upos::Propn | Upos::Adj | Upos::Noun);
    let mut words = (first.0..stop.0.min(first.0 + MAX_NAME)).map(TokenId);
    let verb = words.find(|&word| is_finite(reading, word)).filter(|_| named);
    verb.is_some_and(|verb| {
        let lemma = reading.lemma(verb);
        let past = analysis.token(verb).xpos == Xpos::Vbd;
        let speaks =
            reading.cues.of(lemma).iter().any(|cue| cue.takes.quote && cue.takes.clause || cue.act == Act::Deny);
        past && (speaks || reading.cues.lists.decline.contains(lemma))
    })
}

/// ", while the government said".
pub(crate) fn is_contrast(reading: &Reading<'_>, next: TokenId, stop: TokenId) -> bool {
    matches!(reading.analysis.lower(next), "while" | "whereas") && tensed(reading, next, stop)
}

/// ", which the army denies", ", for which it has offered help": at the end, with a verb and nothing of the clause
/// around behind it.
pub(crate) fn is_last_relative(reading: &Reading<'_>, next: TokenId, stop: TokenId) -> bool {
    let analysis = reading.analysis;
    let behind = TokenId((next.0 + 1).min(stop.0 - 1));
    let pronoun = |word: TokenId| matches!(analysis.lower(word), "who" | "which" | "whose" | "whom" | "where");
    let relative = pronoun(next) || analysis.upos(next) == Upos::Adp && pronoun(behind);
    // "the family, which it said nobody had met": the speaker goes on.
    let goes_on = (next.0 + 1..stop.0.min(next.0 + 4)).map(TokenId).any(|word| {
        matches!(analysis.lower(word), "he" | "she" | "it" | "they" | "we" | "i")
            && word.0 + 1 < stop.0
            && is_cue(reading, TokenId(word.0 + 1))
            // "…, which he denies" is not.
            && !reading.cues.of(reading.lemma(TokenId(word.0 + 1))).iter().any(|cue| cue.act == Act::Deny)
    });
    relative && !goes_on && tensed(reading, next, stop) && is_last(reading, next, stop)
}

/// Whether something has been said before a comma: "that in May, a crowd …" has no verb yet.
fn is_told(reading: &Reading<'_>, first: TokenId, comma: TokenId, governed: Governed) -> bool {
    let clause = matches!(reading.analysis.lower(first), "that" | "whether" | "how" | "why" | "what");
    governed == Governed::Judged
        || !clause
        || (first.0..comma.0).map(TokenId).any(|word| is_finite(reading, word) || reading.is_verb(word))
}

/// ", a claim that the army rejects", ", the deadliest since May": a phrase that takes up what was said, or what stands
/// before it, and with it the sentence ends.
pub(crate) fn is_resumed(reading: &Reading<'_>, next: TokenId, stop: TokenId) -> bool {
    let analysis = reading.analysis;
    // "…, charges that the ministry rejected".
    let bare = analysis.token(next).xpos == Xpos::Nns
        && reading.cues.lists.resumptive.contains(reading.lemma(next))
        && next.0 + 1 < stop.0
        && (matches!(analysis.lower(TokenId(next.0 + 1)), "that" | "which")
            || is_participle(reading, TokenId(next.0 + 1)));
    if bare {
        return true;
    }
    let opens =
        analysis.token(next).xpos == Xpos::PrpPoss || matches!(analysis.lower(next), "a" | "an" | "the" | "this");
    if !opens || !is_last(reading, next, stop) {
        return false;
    }
    let mut words = (next.0 + 1..stop.0.min(next.0 + 8)).map(TokenId);
    let Some(noun) = words.find(|&word| {
        matches!(analysis.upos(word), Upos::Noun | Upos::Propn)
            || analysis.token(word).xpos == Xpos::Jjs
            || matches!(analysis.lower(word), "first" | "second" | "third" | "latest" | "last")
    }) else {
        return false;
    };
    let takes_up = reading.cues.lists.resumptive.contains(reading.lemma(noun))
        || analysis.token(noun).xpos == Xpos::Jjs
        || matches!(analysis.lower(noun), "first" | "second" | "third" | "latest" | "last");
    let one = matches!(analysis.lower(next), "a" | "an");
    let list = (next.0 + 1..stop.0).map(TokenId).any(|word| {
        analysis.upos(word) == Upos::Cconj
            && analysis.head(word).and_then(|conjunct| analysis.head(conjunct)).is_some_and(|head| head < next)
    });
    !list && (takes_up || one && tensed(reading, next, stop))
}

/// "…, after troops had crossed the border" behind what is still to be done: the past is told by the outlet.
fn is_past_circumstance(reading: &Reading<'_>, token: TokenId, stop: TokenId) -> bool {
    let analysis = reading.analysis;
    let next = TokenId(token.0 + 1);
    let comma = analysis.form(token) == ",";
    let marker = if comma { circumstance(reading, next, stop) } else { None }
        .or_else(|| (analysis.lower(next) == "after" && !reading.is_punct(token)).then_some(next));
    marker.is_some_and(|marker| {
        (marker.0 + 1..stop.0).map(TokenId).any(|word| analysis.token(word).xpos == Xpos::Vbd)
            && !(marker.0 + 1..stop.0).map(TokenId).any(|word| analysis.token(word).xpos == Xpos::Md)
    })
}

/// "after", "hours after", "a day after", "as", "when", "following".
fn circumstance(reading: &Reading<'_>, next: TokenId, stop: TokenId) -> Option<TokenId> {
    let mut words = (next.0..stop.0.min(next.0 + 4)).map(TokenId);
    words.find(|&word| {
        let lower = reading.analysis.lower(word);
        lower == "after" || word == next && matches!(lower, "as" | "when" | "following" | "before")
    })
}

/// What is still to be done or may be: an infinitive, or a modal as the first verb.
fn is_open(reading: &Reading<'_>, first: TokenId, stop: TokenId) -> bool {
    let analysis = reading.analysis;
    let mut words = (first.0..stop.0).map(TokenId);
    let verb = words.find(|&word| is_finite(reading, word) || analysis.token(word).xpos == Xpos::Vb);
    verb.is_some_and(|word| matches!(analysis.token(word).xpos, Xpos::Md | Xpos::Vb))
}

fn tensed(reading: &Reading<'_>, from: TokenId, stop: TokenId) -> bool {
    (from.0..stop.0).map(TokenId).any(|word| is_finite(reading, word) || is_participle(reading, word))
}

/// "a claim rejected by the army".
fn is_participle(reading: &Reading<'_>, word: TokenId) -> bool {
    reading.analysis.token(word).xpos == Xpos::Vbn && reading.analysis.deprel(word) != Deprel::Amod
}

/// Whether no comma behind a word leads back to the clause around: "the man, who fled in May, [has] returned".
fn is_last(reading: &Reading<'_>, from: TokenId, stop: TokenId) -> bool {
    let analysis = reading.analysis;
    (from.0..stop.0.saturating_sub(1)).map(TokenId).filter(|&token| analysis.form(token) == ",").all(|comma| {
        let next = TokenId(comma.0 + 1);
        let joint = analysis.upos(next) == Upos::Cconj;
        let word = if joint { TokenId((next.0 + 1).min(stop.0 - 1)) } else { next };
        // "whose ministers, A and B, told": the clause behind the pronoun has had no verb yet.
        let told = (from.0..comma.0).map(TokenId).any(|word| is_finite(reading, word));
        !told || !(is_finite(reading, word) || matches!(analysis.lower(word), "to" | "that"))
    })
}
