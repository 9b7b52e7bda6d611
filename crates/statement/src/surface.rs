//! Contents by the order of words, where the tree has lost the joint between a cue and what it governs.
//!
//! A parser errs most where contents begin and end, and news writes these places in few ways: "said that …",
//! "said the …", "…, X said". These rules read them off the sentence and serve as a second opinion.

use linguist::TokenId;
use ontology::{Deprel, Upos, Xpos};

use crate::cues::Kind;
use crate::reading::Reading;
use crate::speaker::is_speaker;

/// An addressee and a time may stand between a cue and its "that".
const MAX_BEFORE_THAT: u32 = 15;
/// The words of a speaker before the cue: "…, Maj. Gen. A. B. Name, head of the … mission, said".
const MAX_SPEAKER: u32 = 24;
/// The words between two commas behind "that".
const MAX_INSERTED: u32 = 12;
/// Words behind a cue that follows its content: "… told reporters in Geneva on Monday".
pub(crate) const MAX_TAIL: u32 = 24;

/// A word that bears a tense. Of "having been briefed" none does, whatever the tag of the last word.
pub(crate) fn is_finite(reading: &Reading<'_>, token: TokenId) -> bool {
    let analysis = reading.analysis;
    let under_auxiliary = || analysis.children_by(token, &[Deprel::Aux, Deprel::AuxPass]).any(|aux| aux < token);
    match analysis.token(token).xpos {
        Xpos::Vbz | Xpos::Vbp | Xpos::Md => true,
        Xpos::Vbd => !under_auxiliary(),
        _ => false,
    }
}

/// "told the council today that …": from "that" to the end of the sentence.
pub(crate) fn that_clause(reading: &Reading<'_>, last: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let sentence = reading.stretch(last);
    for token in (last.0 + 1..sentence.end.min(last.0 + MAX_BEFORE_THAT)).map(TokenId) {
        if reading.quote_of(token) != reading.quote_of(last) || analysis.form(token) == ";" {
            return None;
        }
        // "said that A and that B, observing C": the second "that" is the one before's.
        if analysis.lower(token) == "that" && analysis.upos(TokenId(token.0 - 1)) == Upos::Cconj {
            return None;
        }
        if analysis.lower(token) == "that" {
            let next = TokenId(token.0 + 1);
            // "the plan that failed": a relative clause begins with its verb.
            let is_last = next.0 >= sentence.end;
            let verb = !is_last && (is_finite(reading, next) || analysis.upos(next) == Upos::Verb);
            let relative = is_last || verb && analysis.upos(next) != Upos::Pron;
            // "knew that, at thirty, he was rich": what follows the second comma is the clause.
            let inserted = !is_last
                && analysis.form(next) == ","
                && (next.0 + 2..sentence.end.min(next.0 + MAX_INSERTED))
                    .map(TokenId)
                    .take_while(|&token| !is_finite(reading, token))
                    .any(|token| analysis.form(token) == ",");
            let closes = !is_last && reading.is_punct(next) && !inserted;
            let pronoun = is_last || closes || is_of_noun(reading, last, token);
            let tokens = to_end(reading, token, last);
            // "maintain that order": a demonstrative has no clause behind it.
            // Nor has "forget that leader, who …": what is finite stands in a relative clause.
            let clause = tokens
                .iter()
                .take_while(|&&token| !matches!(analysis.lower(token), "who" | "which" | "whose" | "whom"))
                .any(|&token| is_finite(reading, token));
            return (!relative && !pronoun && clause).then_some(tokens);
        }
        // "an army statement read on television charged that": the nearer cue has the clause.
        let nearer = reading.is_verb(token)
            && reading.cues.of(reading.lemma(token)).iter().any(|cue| cue.kind == Kind::Verb && cue.takes.clause)
            && TokenId(token.0 + 1).0 < sentence.end
            && analysis.lower(TokenId(token.0 + 1)) == "that";
        if is_finite(reading, token) || nearer {
            return None;
        }
    }
    None
}

/// "observed the treaties that we signed", "strengthened in my conviction that it was right": the clause is its noun's.
fn is_of_noun(reading: &Reading<'_>, last: TokenId, that: TokenId) -> bool {
    let analysis = reading.analysis;
    let before = TokenId(that.0 - 1);
    if before <= last {
        return false;
    }
    let told = reading.cues.lists.telling.contains(reading.lemma(last)) || is_speaker(reading, before);
    let object = analysis.head(before) == Some(last) && analysis.deprel(before) == Deprel::Obj;
    // But "said in a statement that": there the clause is the verb's.
    let medium = analysis.deprel(before) == Deprel::Obl && analysis.head(before) == Some(last);
    let own_cue =
        !medium && reading.cues.of(reading.lemma(before)).iter().any(|cue| cue.kind == Kind::Noun && cue.takes.clause);
    let noun = matches!(analysis.upos(before), Upos::Noun | Upos::Propn);
    noun && (object && !told || own_cue)
}

/// "said the road was closed": from the word behind the cue to the end of the sentence, if there is a finite verb.
pub(crate) fn bare_clause(reading: &Reading<'_>, verb: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let first = TokenId(verb.0 + 1);
    let sentence = reading.stretch(verb);
    if first.0 >= sentence.end
        || !matches!(analysis.upos(first), Upos::Det | Upos::Pron | Upos::Propn | Upos::Noun | Upos::Num | Upos::Adj)
    {
        return None;
    }
    let inverted = analysis.children_by(verb, &[Deprel::Nsubj]).any(|subject| subject > verb);
    if inverted || analysis.token(verb).xpos == Xpos::Vbn && reading.is_passive(verb) {
        return None;
    }
    let tokens = to_end(reading, first, verb);
    let same_voice = tokens.iter().all(|&token| reading.quote_of(token) == reading.quote_of(verb));
    // The verb of the clause comes before any comma: "said Smith, who was there" has none.
    let head: Vec<TokenId> = tokens
        .iter()
        .copied()
        .take_while(|&token| analysis.form(token) != "," && !is_subordinator(reading, token))
        .collect();
    let finite = head.iter().filter(|&&token| is_finite(reading, token)).count();
    let pronouns =
        head.iter().filter(|&&token| matches!(analysis.lower(token), "who" | "which" | "that" | "whose")).count();
    // "said those who armed them shared the guilt": of two verbs behind one pronoun one is the clause's.
    let clause = head.iter().any(|&token| is_finite(reading, token) && !is_relative(reading, token))
        || finite > pronouns && pronouns > 0;
    (clause && same_voice).then_some(tokens)
}

/// "recalled its envoy [after] troops had crossed the border": what follows is a clause of its own.
fn is_subordinator(reading: &Reading<'_>, token: TokenId) -> bool {
    matches!(
        reading.analysis.lower(token),
        "after"
            | "before"
            | "when"
            | "while"
            | "because"
            | "since"
            | "until"
            | "unless"
            | "although"
            | "though"
            | "as"
            | "once"
    )
}

/// A verb of a relative clause, or its auxiliary: "found a body that was …".
pub(crate) fn is_relative(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let head =
        analysis.head(verb).filter(|_| matches!(analysis.deprel(verb), Deprel::Aux | Deprel::AuxPass | Deprel::Cop));
    analysis.deprel(head.unwrap_or(verb)) == Deprel::AclRelcl
}

/// "know what it did", "explains how it works": a question word right behind the cue, and a finite verb.
pub(crate) fn question_clause(reading: &Reading<'_>, last: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let first = TokenId(last.0 + 1);
    if first.0 >= reading.sentence(last).end
        || !matches!(analysis.lower(first), "what" | "how" | "why" | "whether" | "who")
    {
        return None;
    }
    let tokens = to_end(reading, first, last);
    let same_voice = tokens.iter().all(|&token| reading.quote_of(token) == reading.quote_of(last));
    (same_voice && tokens.iter().any(|&token| is_finite(reading, token))).then_some(tokens)
}

/// "pressed the minister on whether he knew": a question word behind the one who is asked and a preposition.
pub(crate) fn asked_on(reading: &Reading<'_>, last: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let end = reading.sentence(last).end.min(last.0 + MAX_BEFORE_THAT);
    let word = (last.0 + 2..end).map(TokenId).find(|&token| {
        matches!(analysis.lower(token), "whether" | "why" | "how" | "what")
            && matches!(analysis.lower(TokenId(token.0 - 1)), "on" | "about" | "over")
    })?;
    question_clause(reading, TokenId(word.0 - 1))
}

/// From a word to the end of its sentence, or to a second cue that its subject goes on with: "…, but added that".
pub(crate) fn to_end(reading: &Reading<'_>, first: TokenId, cue: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let sentence = reading.stretch(first);
    let voice = reading.quote_of(cue);
    let mut end = sentence.end;
    for token in (first.0 + 1..sentence.end).map(TokenId) {
        let next = TokenId(token.0 + 1);
        let goes_on = analysis.upos(token) == Upos::Cconj
            && next.0 < sentence.end
            && analysis.token(next).xpos == analysis.token(cue).xpos
            && reading.cues.of(reading.lemma(next)).iter().any(|cue| cue.takes.quote);
        if goes_on || voice.is_some() && reading.quote_of(token) != voice {
            end = token.0;
            break;
        }
    }
    (first.0..end).map(TokenId).collect()
}

/// A content that stands before its cue, and the speaker between them.
pub(crate) struct Fronted {
    pub(crate) content: Vec<TokenId>,
    pub(crate) speaker: TokenId,
}

/// "The road is closed, the mayor told reporters on Monday."
pub(crate) fn fronted(reading: &Reading<'_>, verb: TokenId) -> Option<Fronted> {
    let analysis = reading.analysis;
    let sentence = reading.stretch(verb);
    if !is_finite(reading, verb) || sentence.end - verb.0 > MAX_TAIL {
        return None;
    }
    let voice = reading.quote_of(verb);
    let tail_speaks = (verb.0 + 1..sentence.end)
        .map(TokenId)
        .any(|token| is_finite(reading, token) && reading.quote_of(token) == voice);
    if tail_speaks {
        return None;
    }
    let comma = speaker_comma(reading, verb, sentence.start)?;
    // "…, offered to mediate and reminded": a verb between the comma and the cue is no speaker.
    let first = TokenId(comma.0 + 1);
    if reading.is_verb(first) || analysis.upos(TokenId(verb.0 - 1)) == Upos::Cconj {
        return None;
    }
    let speaker = speaker_between(reading, comma.0 + 1..verb.0)?;
    let content: Vec<TokenId> =
        (sentence.start..comma.0).map(TokenId).filter(|&token| reading.quote_of(token) == voice).collect();
    let first = content.iter().position(|&token| !(reading.is_punct(token) || analysis.upos(token) == Upos::Cconj))?;
    let content = content.get(first..)?.to_vec();
    let speaks = content.iter().any(|&token| is_finite(reading, token));
    speaks.then_some(Fronted { content, speaker })
}

/// The comma between a content and its speaker: the last one before the cue, or the third last if an apposition stands
/// between ("…, the mayor, a doctor, said").
pub(crate) fn speaker_comma(reading: &Reading<'_>, verb: TokenId, start: u32) -> Option<TokenId> {
    let analysis = reading.analysis;
    let mut commas = Vec::new();
    for token in (start.max(verb.0.saturating_sub(MAX_SPEAKER))..verb.0).rev().map(TokenId) {
        if is_finite(reading, token) {
            break;
        }
        if analysis.form(token) == "," {
            commas.push(token);
        }
    }
    let nearest = *commas.first()?;
    if nearest.0 + 1 == verb.0 || commas_enclose_apposition(reading, nearest, verb) {
        commas.get(2).or_else(|| commas.get(1)).copied()
    } else {
        Some(nearest)
    }
}

/// Whether only adverbs stand between a comma and the cue, so that the speaker is before the comma.
fn commas_enclose_apposition(reading: &Reading<'_>, comma: TokenId, verb: TokenId) -> bool {
    (comma.0 + 1..verb.0).map(TokenId).all(|token| reading.analysis.upos(token) == Upos::Adv)
}

/// The head of a speaker's noun phrase: an entity's head, else the head of the first nominal.
pub(crate) fn speaker_between(reading: &Reading<'_>, tokens: std::ops::Range<u32>) -> Option<TokenId> {
    let analysis = reading.analysis;
    let nominal = |token: TokenId| matches!(analysis.upos(token), Upos::Noun | Upos::Propn | Upos::Pron);
    let mentioned = tokens
        .clone()
        .map(TokenId)
        .find(|&token| reading.mentions.at(reading.entities, analysis.span(token)).is_some());
    mentioned.or_else(|| {
        let first = tokens.clone().map(TokenId).find(|&token| nominal(token))?;
        // Up to the head inside the stretch, so that "Press Secretary Peter Cook" gives one word for the whole name.
        let mut at = first;
        while let Some(above) = analysis.head(at).filter(|above| tokens.contains(&above.0) && nominal(*above)) {
            at = above;
        }
        Some(at)
    })
}

/// The speaker beside a cue that stands next to a quotation: "…,” X, commander of Y, said"; "…,” said X".
pub(crate) fn beside(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let sentence = reading.stretch(verb);
    let start = (sentence.start.max(verb.0.saturating_sub(MAX_SPEAKER * 2))..verb.0)
        .rev()
        .find(|&token| reading.quote_of(TokenId(token)).is_some() || matches!(analysis.form(TokenId(token)), ";" | ":"))
        .map_or(sentence.start, |edge| edge + 1);
    let before = speaker_between(reading, start..verb.0);
    before.or_else(|| {
        let end = (verb.0 + 1..sentence.end).find(|&token| reading.is_punct(TokenId(token))).unwrap_or(sentence.end);
        speaker_between(reading, verb.0 + 1..end.min(verb.0 + 9))
    })
}

/// From the first word of an object to where its verb's clause ends: before a coordinated predicate, a clause of time
/// or cause, a parenthesis, the one who is addressed.
pub(crate) fn rightward(reading: &Reading<'_>, verb: TokenId, first: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let last = if analysis.head(verb).is_none() {
        reading.sentence(verb).end
    } else {
        analysis.subtree(verb).last().map_or(verb.0 + 1, |last| last.0 + 1)
    };
    let stop = analysis
        .children(verb)
        .iter()
        .copied()
        .filter(|&child| child > first && !matches!(analysis.deprel(child), Deprel::Obj | Deprel::Punct | Deprel::Cc))
        .filter(|&child| ends_object(reading, verb, child))
        .filter_map(|child| analysis.subtree(child).first().copied())
        .filter(|edge| *edge > first)
        .min();
    let stop = stop.into_iter().chain(second_predicate(reading, verb, first, last)).min();
    let mut end = stop.map_or(last, |stop| stop.0.min(last));
    while end > first.0 + 1 {
        let before = TokenId(end - 1);
        if !(reading.is_punct(before) || stop.is_some() && analysis.upos(before) == Upos::Cconj)
            || is_quote_mark(reading, before)
        {
            break;
        }
        end -= 1;
    }
    (first.0..end).map(TokenId).collect()
}

/// "are concerned by the reports and call on …": a finite cue behind "and", wherever the tree hangs it.
fn second_predicate(reading: &Reading<'_>, verb: TokenId, first: TokenId, last: u32) -> Option<TokenId> {
    let analysis = reading.analysis;
    let and = (first.0 + 1..last.saturating_sub(1)).map(TokenId).find(|&token| {
        let next = TokenId(token.0 + 1);
        let mut cues = reading.cues.of(reading.lemma(next)).iter().filter(|cue| cue.kind == Kind::Verb);
        // "… and calls for", where the tree sees calls: the preposition tells the verb.
        let particle = TokenId((next.0 + 1).min(last.saturating_sub(1)));
        let with_particle =
            || cues.clone().any(|cue| cue.rest.first().is_some_and(|rest| rest == analysis.lower(particle)));
        let third_person = analysis.token(verb).xpos == Xpos::Vbz && analysis.token(next).xpos == Xpos::Nns;
        matches!(analysis.lower(token), "and" | "but")
            && (matches!(analysis.token(next).xpos, Xpos::Vbp | Xpos::Vbz | Xpos::Vbd)
                || third_person && with_particle())
            && cues.next().is_some()
            && reading.quote_of(token) == reading.quote_of(verb)
    });
    and.map(|and| TokenId(and.0 + 1))
}

fn is_quote_mark(reading: &Reading<'_>, token: TokenId) -> bool {
    matches!(reading.analysis.form(token), "\"" | "”" | "’" | "''" | "»" | ")")
}

fn ends_object(reading: &Reading<'_>, verb: TokenId, child: TokenId) -> bool {
    let analysis = reading.analysis;
    // ", whose plan describes …" hung on the verb is still about the object.
    let relative = analysis
        .subtree(child)
        .into_iter()
        .find(|&word| !reading.is_punct(word))
        .is_some_and(|word| matches!(analysis.lower(word), "who" | "whose" | "which" | "whom"));
    match analysis.deprel(child) {
        _ if relative => false,
        Deprel::Conj => grammar::is_predicate(analysis, child) || analysis.upos(child) == Upos::Verb,
        Deprel::Parataxis | Deprel::Nsubj | Deprel::Discourse | Deprel::Ccomp => true,
        Deprel::Advcl => {
            let set_off = analysis
                .subtree(child)
                .first()
                .is_some_and(|first| first.0 > 0 && analysis.form(TokenId(first.0 - 1)) == ",");
            let adverbial = analysis.children_by(child, &[Deprel::Mark, Deprel::Advmod]).any(|mark| {
                matches!(
                    analysis.lower(mark),
                    "after"
                        | "before"
                        | "while"
                        | "when"
                        | "because"
                        | "since"
                        | "until"
                        | "if"
                        | "although"
                        | "though"
                        | "as"
                        | "once"
                )
            });
            adverbial || set_off && !reading.is_to_infinitive(child)
        }
        Deprel::Obl => {
            let preposition = grammar::preposition(analysis, child).unwrap_or_default();
            let medium = matches!(preposition.as_str(), "in" | "at" | "on" | "during")
                && reading.cues.lists.media.contains(reading.lemma(child));
            medium
                || matches!(preposition.as_str(), "to" | "after" | "before" | "since")
                    && analysis.head(child) == Some(verb)
        }
        _ => false,
    }
}

/// The form of the word that bears the tense: of "was working" that of "was".
pub(crate) fn tense(reading: &Reading<'_>, verb: TokenId) -> Xpos {
    let analysis = reading.analysis;
    let bearer = analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).next().unwrap_or(verb);
    analysis.token(bearer).xpos
}

/// "The minister welcomes the release of …": no apposition of a subject stands behind the verb; it is the object.
pub(crate) fn crossing_apposition(
    reading: &Reading<'_>,
    verb: TokenId,
    fits: impl Fn(&TokenId) -> bool,
) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let subject = analysis.child(verb, Deprel::Nsubj).filter(|&subject| subject < verb)?;
    let object = analysis.children_by(subject, &[Deprel::Appos]).find(|object| object > &verb && fits(object))?;
    let behind = |token: TokenId| analysis.deprel(token) == Deprel::Conj && analysis.upos(token) == Upos::Verb;
    let tokens = analysis.subtree_without(object, |token| {
        behind(token) || analysis.deprel(token) == Deprel::Cc && analysis.head(token).is_some_and(behind)
    });
    (tokens.first().copied() == Some(TokenId(verb.0 + 1))).then_some(tokens)
}
