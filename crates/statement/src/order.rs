//! The content of a cue by the order of words, where the tree hangs it elsewhere or takes the cue for something else.

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, Xpos};

use crate::complement::{Found, found};
use crate::cues::Cue;
use crate::label::phrase_from;
use crate::reading::Reading;
use crate::relative::relative_pronoun;
use crate::speaker::is_speaker;
use crate::surface::{asked_on, bare_clause, is_finite, question_clause, that_clause, to_end};
use crate::verb::{Matched, is_negated};

/// Words between a verb and the "to" of what somebody is asked: "called on the groups that signed the accord [to] …".
const MAX_ADDRESSEE: u32 = 40;

/// The further words of a cue, one right behind the other.
pub(crate) fn match_words(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Matched> {
    let end = reading.stretch(verb).end;
    let mut words = vec![verb];
    for (next, rest) in (verb.0 + 1..).zip(&cue.rest) {
        let word = TokenId(next);
        if next >= end || reading.analysis.lower(word) != rest && reading.lemma(word) != rest {
            return None;
        }
        words.push(word);
    }
    Some(Matched { words, behind: None })
}

/// A content behind the cue.
pub(crate) fn content(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Found> {
    let verb = *words.first()?;
    let last = words.iter().max().copied()?;
    let analysis = reading.analysis;
    let you = analysis.children_by(verb, &[Deprel::Nsubj]).any(|subject| analysis.lower(subject) == "you");
    // "attacks claimed by the group that …": a participle behind its noun has no clause.
    let participle = analysis.deprel(verb) == Deprel::Acl
        && analysis.token(verb).xpos == Xpos::Vbn
        && !reading.is_misread_past(verb);
    let next = TokenId(verb.0 + 1);
    let by = next.0 < reading.sentence(verb).end && analysis.lower(next) == "by";
    if you || participle || by {
        return None;
    }
    let takes = &cue.takes;
    let clause = takes.clause.then(|| clause(reading, verb, last, cue)).flatten();
    let asked = || (takes.object_to).then(|| infinitive(reading, last)).flatten();
    let promised = || takes.to.then(|| misread_infinitive(reading, last)).flatten();
    let thing = || takes.object.then(|| thing(reading, last, cue)).flatten();
    let tokens = clause.or_else(asked).or_else(promised).or_else(thing)?;
    Some(found(tokens, "clause by order"))
}

fn clause(reading: &Reading<'_>, verb: TokenId, last: TokenId, cue: &Cue) -> Option<Vec<TokenId>> {
    let speaking = cue.rest.is_empty() && reading.cues.lists.bare.contains(reading.lemma(verb));
    that_clause(reading, last)
        .or_else(|| relative_rest(reading, verb, last))
        .or_else(|| bare_question(reading, verb, last))
        .or_else(|| question_clause(reading, last))
        .or_else(|| (cue.act == Act::Ask).then(|| asked_on(reading, last)).flatten())
        .or_else(|| (speaking && is_finite(reading, verb)).then(|| bare_clause(reading, verb)).flatten())
}

/// "the marches, which he claims [are paid from abroad]": what is said goes on behind the cue with its verb.
fn relative_rest(reading: &Reading<'_>, verb: TokenId, last: TokenId) -> Option<Vec<TokenId>> {
    let next = TokenId(last.0 + 1);
    let set_off = |pronoun: TokenId| {
        reading.analysis.lower(pronoun) == "which"
            && pronoun.0 > 0
            && reading.analysis.form(TokenId(pronoun.0 - 1)) == ","
    };
    let goes_on = next.0 < reading.stretch(verb).end
        && is_finite(reading, next)
        && relative_pronoun(reading, verb).is_some_and(set_off);
    goes_on.then(|| to_end(reading, next, last))
}

/// "did not say [when or how]".
fn bare_question(reading: &Reading<'_>, verb: TokenId, last: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let end = reading.stretch(verb).end;
    let words: Vec<TokenId> = (last.0 + 1..end).map(TokenId).take_while(|&word| !reading.is_punct(word)).collect();
    let asks = !words.is_empty()
        && words.iter().all(|&word| {
            matches!(
                analysis.lower(word),
                "when" | "how" | "why" | "where" | "which" | "who" | "whom" | "what" | "or" | "and"
            )
        });
    let speaks = reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.takes.quote && cue.takes.clause);
    let unsaid = is_negated(reading, verb) || reading.has_child(verb, Deprel::Mark, &["without"]);
    (asks && speaks && unsaid).then_some(words)
}

/// "called on the groups that signed the accord [to lay down their arms]": from the "to" behind those who are asked.
pub(crate) fn infinitive(reading: &Reading<'_>, last: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let end = reading.stretch(last).end;
    let mut addressed = false;
    let mut relative = false;
    for at in (last.0 + 1..end.saturating_sub(1).min(last.0 + MAX_ADDRESSEE)).map(TokenId) {
        let infinitive = analysis.lower(at) == "to" && infinitive_behind(reading, at, end);
        // "states that have yet to recognise it": the infinitive of the verb before it.
        let before = if matches!(analysis.lower(TokenId(at.0 - 1)), "not" | "never") { at.0 - 2 } else { at.0 - 1 };
        let in_relative =
            relative && !matches!(analysis.upos(TokenId(before)), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Punct);
        if infinitive && addressed && !in_relative {
            let not = TokenId(at.0 - 1);
            let first = if analysis.lower(not) == "not" { not } else { at };
            return Some(to_end(reading, first, last));
        }
        relative |= matches!(analysis.lower(at), "who" | "which" | "that" | "whose" | "whom");
        let tensed = is_finite(reading, at) && !relative;
        if tensed || reading.quote_of(at) != reading.quote_of(last) {
            return None;
        }
        // "ordered sanctions that oblige it to …": things are not asked.
        addressed |= is_speaker(reading, at) && !relative;
    }
    None
}

/// "threatened [severe consequences]": a thing right behind the cue, of those that the cue names.
fn thing(reading: &Reading<'_>, last: TokenId, cue: &Cue) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let first =
        (last.0 + 1..reading.stretch(last).end.min(last.0 + 3)).map(TokenId).find(|&word| !reading.is_punct(word))?;
    let nominal = matches!(analysis.upos(first), Upos::Det | Upos::Adj | Upos::Noun | Upos::Num | Upos::Propn);
    let tokens = if nominal { phrase_from(reading, first) } else { return None };
    let mut own = tokens.iter().take_while(|&&word| !is_finite(reading, word) && !reading.is_verb(word));
    let named = own.any(|&word| cue.only.iter().any(|only| only == reading.lemma(word)));
    named.then_some(tokens)
}

/// "offered [to host talks]" with "host" taken for a noun.
fn misread_infinitive(reading: &Reading<'_>, last: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let to = TokenId(last.0 + 1);
    let end = reading.stretch(last).end;
    let (verb, object) = (TokenId(to.0 + 1), TokenId(to.0 + 2));
    let governs = object.0 < end
        && analysis.lower(to) == "to"
        && analysis.upos(to) == Upos::Adp
        && analysis.token(verb).xpos == Xpos::Nn
        && matches!(analysis.upos(object), Upos::Det | Upos::Noun | Upos::Pron | Upos::Propn)
        && analysis.token(object).xpos != Xpos::Nn;
    governs.then(|| to_end(reading, to, last))
}

fn infinitive_behind(reading: &Reading<'_>, to: TokenId, end: u32) -> bool {
    let mut words = (to.0 + 1..end).map(TokenId).filter(|&word| reading.analysis.upos(word) != Upos::Adv);
    words.next().is_some_and(|word| reading.analysis.token(word).xpos == Xpos::Vb)
}
