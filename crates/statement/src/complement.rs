//! The content of a verb: complements of every kind, objects, prepositional phrases, the clause around a parenthesis.

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, VerbForm, Xpos};

use crate::clause::{clause, has_dummy};
use crate::cues::Cue;
use crate::label::{object_as, object_with, phrase_from};
use crate::reading::Reading;
use crate::relative::antecedent_phrase;
use crate::speaker::is_speaker;
use crate::surface::{bare_clause, crossing_apposition, is_finite, rightward};
use crate::verb::Matched;

/// Content found under a verb, and by which construction.
pub(crate) struct Found {
    pub(crate) tokens: Vec<TokenId>,
    pub(crate) place: &'static str,
}

pub(crate) fn found(tokens: Vec<TokenId>, place: &'static str) -> Found {
    Found { tokens, place }
}

pub(crate) fn content(reading: &Reading<'_>, verb: TokenId, cue: &Cue, matched: &Matched) -> Option<Found> {
    let takes = &cue.takes;
    if takes.behind {
        return behind(reading, verb, matched);
    }
    if !takes.object_with.is_empty() {
        return object_with(reading, verb, cue);
    }
    let words = &matched.words;
    // "applauded the crew for a launch that will help": what takes things and no clauses has its object, if there is one.
    if takes.object
        && !takes.clause
        && reading.analysis.child(verb, Deprel::Obj).is_some_and(|object| object.0 > verb.0 && object.0 < verb.0 + 8)
        && let Some(found) =
            takes.object_as.then(|| object_as(reading, verb, cue)).flatten().or_else(|| object(reading, words, cue))
    {
        return Some(found);
    }
    (takes.clause || takes.quote)
        .then(|| clause(reading, words, cue))
        .flatten()
        .or_else(|| takes.object_as.then(|| object_as(reading, verb, cue)).flatten())
        .or_else(|| (takes.to || takes.object_to).then(|| infinitive(reading, words, takes.object_to)).flatten())
        .or_else(|| takes.ing.then(|| ing(reading, words)).flatten())
        .or_else(|| takes.object.then(|| object(reading, words, cue)).flatten())
        .or_else(|| prepositional(reading, words, &takes.prepositions))
        .or_else(|| (takes.quote && (takes.clause || takes.to)).then(|| parenthesis(reading, words)).flatten())
}

/// "called for an end to …", "called for the rebels to leave".
fn behind(reading: &Reading<'_>, verb: TokenId, matched: &Matched) -> Option<Found> {
    let analysis = reading.analysis;
    let phrase = matched.behind?;
    let first = analysis.subtree(phrase).first().copied()?;
    let governor = analysis.head(phrase).unwrap_or(verb);
    let mut tokens = if grammar::is_predicate(analysis, governor) {
        rightward(reading, governor, first)
    } else {
        analysis.subtree(phrase)
    };
    tokens.retain(|token| !matched.words.contains(token));
    for clause in analysis.children_by(verb, &[Deprel::Xcomp, Deprel::Advcl]).filter(|&clause| clause > phrase) {
        if reading.is_to_infinitive(clause) {
            tokens.extend(analysis.subtree(clause));
        }
    }
    Some(found(tokens, "behind"))
}

/// "promised to leave"; with `object_to` "urged them to leave" from "to" on.
fn infinitive(reading: &Reading<'_>, words: &[TokenId], object_to: bool) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    let object = analysis.child(verb, Deprel::Obj).filter(|object| !words.contains(object));
    let passive = reading.is_passive(verb);
    let addressed =
        object.is_some() || passive || analysis.children_by(verb, &[Deprel::Obl, Deprel::Iobj]).next().is_some();
    let clause = words.iter().flat_map(|&word| analysis.children(word)).copied().find(|&child| {
        reading.is_to_infinitive(child)
            // "directed the money to states in need": a noun read as a verb.
            && (analysis.token(child).xpos == Xpos::Vb
                || analysis.children_by(child, &[Deprel::Cop, Deprel::Aux, Deprel::AuxPass]).next().is_some())
            && child > verb
            && match analysis.deprel(child) {
                Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
                Deprel::Advcl | Deprel::Acl if object_to => addressed,
                // "pledged on Monday to leave": an adverbial may stand between.
                Deprel::Advcl | Deprel::Acl => {
                    analysis.subtree(child).first().is_some_and(|first| {
                        first.0 == verb.0 + 1 || object.is_none() && !passive && follows(reading, verb, *first)
                    })
                }
                _ => false,
            }
    });
    // A parser may hang the infinitive on the object: "urged [parties to respect …]".
    let clause = clause.or_else(|| {
        let objects = analysis.children_by(verb, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl]).filter(|_| object_to);
        objects
            .flat_map(|object| analysis.children_by(object, &[Deprel::Acl, Deprel::AclRelcl]))
            .find(|&child| reading.is_to_infinitive(child))
    })?;
    // Without somebody who is asked a passive only tells of a duty: "are required to".
    if object_to && passive && !has_dummy(reading, verb) && analysis.child(verb, Deprel::OblAgent).is_none() {
        return None;
    }
    let mut tokens = analysis.subtree(clause);
    for next in
        analysis.children_by(verb, &[Deprel::Conj]).filter(|&next| next > clause && reading.is_to_infinitive(next))
    {
        tokens.extend(analysis.subtree(next));
    }
    // "promised the voters not to leave": who is promised it is no part of it.
    if !object_to && let Some(object) = object.filter(|&object| !is_speaker(reading, object)) {
        tokens.extend(analysis.subtree(object));
    }
    // "vowed [never to return]".
    let first = tokens.iter().min().copied().filter(|first| first.0 > verb.0 + 1);
    tokens.extend(
        first.map(|first| TokenId(first.0 - 1)).filter(|&before| matches!(analysis.lower(before), "never" | "not")),
    );
    Some(Found { tokens, place: "to" })
}

/// Whether nothing but days, places and other phrases without a verb stands between a verb and a word.
fn follows(reading: &Reading<'_>, verb: TokenId, first: TokenId) -> bool {
    (verb.0 + 1..first.0)
        .map(TokenId)
        .all(|word| !is_finite(reading, word) && !matches!(reading.analysis.form(word), "," | ";" | ":"))
}

fn ing(reading: &Reading<'_>, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let clause =
        words.iter().flat_map(|&word| analysis.children_by(word, &[Deprel::Xcomp, Deprel::Ccomp])).find(|&child| {
            analysis.token(child).xpos == Xpos::Vbg
                || analysis.token(child).feats.verb_form == Some(VerbForm::Ger)
                // "denied [having used force]".
                || analysis.children_by(child, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Vbg)
        })?;
    Some(found(analysis.subtree(clause), "ing"))
}

/// "condemned the attack", "the attack was condemned by …", "the plan outlined by …", with what it was said for.
fn object(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    let passive = reading.is_passive(verb);
    // "urged all states to …": the one who is asked is not what is asked for.
    let asked = matches!(cue.act, Act::Request | Act::Threaten) && !cue.takes.object_as;
    let fits = |object: &TokenId| {
        let lemma = reading.lemma(*object);
        if asked
            && reading.mentions.at(reading.entities, analysis.span(*object)).is_some()
            && is_speaker(reading, *object)
            // "demanded the release of", "requested a report": what is written is asked for, not asked.
            && !reading.cues.lists.findings.contains(lemma)
        {
            return false;
        }
        let named = cue.only.is_empty() || cue.only.iter().any(|only| only == lemma);
        let relative = matches!(analysis.lower(*object), "which" | "who" | "whom")
            || analysis.lower(*object) == "what" && *object < verb;
        named && !cue.except.iter().any(|except| except == lemma) && !words.contains(object) && !relative
    };
    if passive {
        let subject = analysis.child(verb, Deprel::NsubjPass).filter(fits);
        if let Some(subject) = subject {
            return Some(Found { tokens: analysis.subtree(subject), place: "object" });
        }
    } else {
        let object = words.iter().filter_map(|&word| analysis.child(word, Deprel::Obj)).find(fits).or_else(|| {
            // "I thank the former minister": one who is thanked is not addressed.
            let named = analysis.child(verb, Deprel::Vocative).filter(|&named| named > verb)?;
            analysis.subtree(named).first().is_some_and(|first| first.0 == verb.0 + 1).then_some(named)
        });
        // Somebody who is given something is not told it: "denied them a haven".
        // But "promised them a seat" is.
        let given = analysis.child(verb, Deprel::Iobj).is_some() && cue.act != Act::Promise;
        if let Some(object) = object.filter(|_| !given) {
            let first = analysis.subtree(object).first().copied().unwrap_or(object);
            let governor = analysis.head(object).unwrap_or(verb);
            // "praised [them for their courage]", but "said [it] on Monday".
            let reason = TokenId((object.0 + 1).min(reading.stretch(verb).end - 1));
            let judged = matches!(cue.act, Act::Praise | Act::Accuse)
                && (analysis.upos(object) != Upos::Pron || matches!(analysis.lower(reason), "for" | "as" | "on"));
            let bare = !judged && (analysis.upos(object) == Upos::Pron || analysis.lower(object) == "this");
            let tokens =
                if first > governor && !bare { rightward(reading, governor, first) } else { analysis.subtree(object) };
            return Some(found(before_day(reading, object, tokens), "object"));
        }
        if analysis.child(verb, Deprel::Obj).is_none() {
            if let Some(first) = behind_manner(reading, verb) {
                return Some(found(rightward(reading, verb, first), "object"));
            }
            if let Some(tokens) = crossing_apposition(reading, verb, fits) {
                return Some(found(tokens, "object"));
            }
        }
    }
    // A participle behind its noun, said by somebody.
    let by_somebody = analysis
        .children_by(verb, &[Deprel::OblAgent, Deprel::Obl])
        .any(|child| grammar::preposition(analysis, child).as_deref() == Some("by"));
    if analysis.deprel(verb) == Deprel::Acl && by_somebody {
        let noun = analysis.head(verb)?;
        let tokens = antecedent_phrase(reading, noun, verb);
        return fits(&noun).then_some(Found { tokens, place: "participle" });
    }
    None
}

/// "deplored the raid [the same week]": a day without a preposition behind the object is that of the saying.
fn before_day(reading: &Reading<'_>, object: TokenId, tokens: Vec<TokenId>) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let day = tokens.iter().copied().filter(|&word| word > object).find(|&word| {
        let Some(time) = reading.time_around(analysis.span(word)) else { return false };
        let first = analysis.tokens_in(time).start == word.0;
        let before = TokenId(word.0 - 1);
        let bare = matches!(analysis.upos(before), Upos::Noun | Upos::Propn);
        let behind = TokenId(analysis.tokens_in(time).end);
        let owner = behind.index() < analysis.tokens.len() && analysis.token(behind).xpos == Xpos::Pos;
        first && bare && !owner
    });
    let Some(day) = day else { return tokens };
    // "the attacks in the north today, including one on a school" goes on.
    let end = reading.time_around(analysis.span(day)).map_or(day.0 + 1, |time| analysis.tokens_in(time).end);
    let mut behind = tokens.iter().copied().filter(|&word| word.0 >= end && !reading.is_punct(word));
    let medium = |word: TokenId| {
        let phrase = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Case);
        phrase.is_some_and(|noun| reading.cues.lists.media.contains(reading.lemma(noun)))
    };
    let last = behind.next().is_none_or(medium);
    if last { tokens.into_iter().filter(|&word| word < day).collect() } else { tokens }
}

/// "condemns in the strongest terms [the attack]": the word behind the manner.
fn behind_manner(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let sentence = reading.sentence(verb);
    if analysis.lower(TokenId((verb.0 + 1).min(sentence.end - 1))) != "in" {
        return None;
    }
    let manner = (verb.0 + 2..sentence.end.min(verb.0 + 8))
        .map(TokenId)
        .find(|&token| matches!(analysis.lower(token), "terms" | "way" | "manner"))?;
    let next = TokenId(manner.0 + 1);
    (next.0 < sentence.end && !reading.is_punct(next)).then_some(next)
}

pub(crate) fn is_time_phrase(reading: &Reading<'_>, phrase: TokenId) -> bool {
    reading.times.iter().any(|time| time.span.contains(reading.analysis.span(phrase)))
}

/// "hope for peace", "are concerned about the fighting": the preposition belongs to the content.
pub(crate) fn prepositional(reading: &Reading<'_>, words: &[TokenId], prepositions: &[String]) -> Option<Found> {
    let analysis = reading.analysis;
    if prepositions.is_empty() {
        return None;
    }
    let head = *words.first()?;
    let last = words.iter().max().copied().unwrap_or(head);
    // "accused the army of shelling": the parser may hang the clause on the object.
    let object = analysis.child(head, Deprel::Obj);
    let clauses = object.iter().flat_map(|&object| analysis.children_by(object, &[Deprel::Acl, Deprel::Advcl]));
    // "appealed to the council [for help]": or on the one who is asked.
    let told: Vec<TokenId> = analysis
        .children_by(head, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl])
        .filter(|&told| reading.is_verb(head) && is_speaker(reading, told))
        .collect();
    let below = told.iter().flat_map(|&told| {
        let of = analysis.deprel(told) == Deprel::Obj;
        let phrases = analysis.children_by(told, &[Deprel::Nmod]);
        phrases.filter(move |&child| of || grammar::preposition(analysis, child).as_deref() != Some("of"))
    });
    let phrase =
        words.iter().flat_map(|&word| analysis.children(word)).copied().chain(clauses).chain(below).find(|&child| {
            let may_hold = matches!(
                analysis.deprel(child),
                Deprel::Obl
                    | Deprel::OblAgent
                    | Deprel::Nmod
                    | Deprel::Advcl
                    | Deprel::Acl
                    | Deprel::Xcomp
                    | Deprel::Ccomp
            );
            may_hold
                && child > last
                && grammar::preposition(analysis, child).is_some_and(|preposition| prepositions.contains(&preposition))
                && !is_time_phrase(reading, child)
        });
    let Some(phrase) = phrase else { return right_behind(reading, last, prepositions) };
    let mut governor = analysis.head(phrase)?;
    let first = analysis.subtree(phrase).first().copied()?;
    // "expressed impatience with the parties over the delays": what is felt, and over what.
    if analysis.deprel(governor) == Deprel::Obj
        && let Some(verb) = analysis.head(governor).filter(|verb| words.contains(verb))
    {
        governor = verb;
    }
    // A noun keeps only its own phrase; a predicate also what the tree hangs beside it.
    let predicate = grammar::is_predicate(analysis, governor);
    let mut tokens = if predicate { rightward(reading, governor, first) } else { analysis.subtree(phrase) };
    // "informed Mrs Diallo of the decision" read as one phrase: it begins with its preposition.
    let marker = analysis
        .children_by(phrase, &[Deprel::Case, Deprel::Mark])
        .find(|&marker| marker < phrase && prepositions.iter().any(|known| known == analysis.lower(marker)));
    tokens.retain(|&token| marker.is_none_or(|marker| token >= marker));
    Some(found(tokens, "preposition"))
}

/// "his claim [to the island]", "took note with relief [of the release]": a preposition right behind the cue, or behind the
/// manner in which something is said, whatever the tree hangs it on.
fn right_behind(reading: &Reading<'_>, last: TokenId, prepositions: &[String]) -> Option<Found> {
    let analysis = reading.analysis;
    let end = reading.stretch(last).end;
    let mut at = TokenId(last.0 + 1);
    if at.0 < end && analysis.lower(at) == "with" && !prepositions.iter().any(|known| known == "with") {
        let noun = (at.0 + 1..end.min(at.0 + 4)).map(TokenId).find(|&word| analysis.upos(word) == Upos::Noun)?;
        at = TokenId(noun.0 + 1);
    }
    let next = TokenId((at.0 + 1).min(end.saturating_sub(1)));
    // "owns up to strike": the "to" of a headline is taken for that of an infinitive.
    let preposition = at.0 < end
        && (analysis.upos(at) == Upos::Adp
            || analysis.upos(at) == Upos::Part && !matches!(analysis.token(next).xpos, Xpos::Vb | Xpos::Rb));
    let governs = preposition
        && prepositions.iter().any(|known| known == analysis.lower(at))
        && reading.time_around(analysis.span(TokenId((at.0 + 1).min(end - 1)))).is_none();
    governs.then(|| found(phrase_from(reading, at), "preposition")).filter(|found| found.tokens.len() > 1)
}

/// "…, he said, …" and "as the minister announced, …": the content is the clause around.
fn parenthesis(reading: &Reading<'_>, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    // "had it come, I think the toll would …": the clause behind the cue is what is thought.
    let speaking = reading.cues.lists.bare.contains(reading.lemma(verb));
    if words.len() == 1
        && speaking
        && is_finite(reading, verb)
        && let Some(tokens) = bare_clause(reading, verb)
    {
        return Some(found(tokens, "clause by order"));
    }
    let host = analysis.head(verb)?;
    let has_object = analysis.children_by(verb, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).any(|child| {
        let own = words.contains(&child);
        let told = analysis.deprel(child) == Deprel::Obj && is_speaker(reading, child);
        !own && (child > verb && !told || is_speech_object(reading, child))
    });
    let relative =
        analysis.children_by(verb, &[Deprel::Nsubj]).any(|subject| matches!(analysis.lower(subject), "which" | "who"));
    if has_object || relative {
        return None;
    }
    let own = analysis.subtree(verb);
    // "as the minister said", but not "so long as they cry".
    let as_clause = analysis.deprel(verb) == Deprel::Advcl
        && reading.has_child(verb, Deprel::Mark, &["as"])
        && own.iter().find(|&&token| !reading.is_punct(token)).is_some_and(|&first| {
            let before = first.0.checked_sub(1).map_or("", |before| analysis.lower(TokenId(before)));
            analysis.lower(first) == "as" && !matches!(before, "long" | "far" | "soon" | "much" | "well")
        });
    match analysis.deprel(verb) {
        Deprel::Parataxis => {}
        Deprel::Advcl if as_clause && !reading.is_passive(verb) => {}
        _ => return None,
    }
    let clause = clause_above(reading, host);
    let mut tokens = analysis.subtree_without(clause, |token| {
        own.binary_search(&token).is_ok() || is_outside_clause(reading, clause, token)
    });
    let stretch = reading.stretch(verb);
    tokens.retain(|token| stretch.contains(&token.0) || reading.quote_of(*token).is_some());
    Some(found(tokens, if as_clause { "as" } else { "parenthesis" }))
}

/// An object that is itself what was said, so that nothing else is: "he said nothing", "… , he said it again".
fn is_speech_object(reading: &Reading<'_>, object: TokenId) -> bool {
    matches!(reading.analysis.lower(object), "nothing" | "it" | "this" | "that" | "so" | "something" | "anything")
}

/// The clause in which a word stands.
pub(crate) fn clause_above(reading: &Reading<'_>, word: TokenId) -> TokenId {
    let analysis = reading.analysis;
    std::iter::once(word)
        .chain(analysis.ancestors(word))
        .find(|&above| grammar::is_predicate(analysis, above))
        .unwrap_or(word)
}

/// What joins a clause to the one before it, and a relative pronoun at its head, are not part of its content.
pub(crate) fn is_outside_clause(reading: &Reading<'_>, clause: TokenId, token: TokenId) -> bool {
    let analysis = reading.analysis;
    if analysis.head(token) != Some(clause) {
        return false;
    }
    match analysis.deprel(token) {
        Deprel::Cc => token < clause,
        Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl => {
            analysis.deprel(clause) == Deprel::AclRelcl
                && matches!(analysis.lower(token), "which" | "who" | "that" | "whom")
        }
        Deprel::Mark => token < clause && analysis.head(clause).is_some(),
        _ => false,
    }
}
