//! The content of a verb: complements of every kind, objects, prepositional phrases, the clause around a parenthesis.

use linguist::{Analysis, TokenId};
use ontology::{Act, Deprel, Upos, VerbForm, Xpos};

use crate::clause::{clause, has_dummy};
use crate::cues::Cue;
use crate::reading::Reading;
use crate::speaker::is_speaker;
use crate::surface::{asked_on, bare_clause, crossing_apposition, is_finite, question_clause, rightward, that_clause};
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
    let words = &matched.words;
    // "applauded the crew for a launch that will help": what takes things and no clauses has its object, if there is one.
    if takes.object
        && !takes.clause
        && reading.analysis.child(verb, Deprel::Obj).is_some_and(|object| object.0 > verb.0 && object.0 < verb.0 + 8)
        && let Some(found) =
            takes.object_as.then(|| object_as(reading, verb)).flatten().or_else(|| object(reading, words, cue))
    {
        return Some(found);
    }
    (takes.clause || takes.quote)
        .then(|| clause(reading, words, cue))
        .flatten()
        .or_else(|| takes.object_as.then(|| object_as(reading, verb)).flatten())
        .or_else(|| (takes.to || takes.object_to).then(|| infinitive(reading, words, takes.object_to)).flatten())
        .or_else(|| takes.ing.then(|| ing(reading, words)).flatten())
        .or_else(|| takes.object.then(|| object(reading, words, cue)).flatten())
        .or_else(|| prepositional(reading, words, &takes.prepositions))
        .or_else(|| (takes.quote && (takes.clause || takes.to)).then(|| parenthesis(reading, words)).flatten())
}

/// A clause behind the cue that the tree hangs elsewhere.
pub(crate) fn by_order(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Found> {
    let verb = *words.first()?;
    let last = words.iter().max().copied()?;
    if !cue.takes.clause
        || reading.analysis.children_by(verb, &[Deprel::Nsubj]).any(|subject| reading.analysis.lower(subject) == "you")
    {
        return None;
    }
    // "attacks claimed by the group that …": a participle behind its noun has no clause.
    let participle = reading.analysis.deprel(verb) == Deprel::Acl && reading.analysis.token(verb).xpos == Xpos::Vbn;
    let next = TokenId(verb.0 + 1);
    if participle || next.0 < reading.sentence(verb).end && reading.analysis.lower(next) == "by" {
        return None;
    }
    let speaking = cue.rest.is_empty() && reading.cues.lists.bare.contains(reading.lemma(verb));
    let tokens = that_clause(reading, last)
        .or_else(|| question_clause(reading, last))
        .or_else(|| (cue.act == Act::Ask).then(|| asked_on(reading, last)).flatten())
        .or_else(|| (speaking && is_finite(reading, verb)).then(|| bare_clause(reading, verb)).flatten())?;
    Some(Found { tokens, place: "clause by order" })
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

/// "called the vote a farce", "described it as a farce".
fn object_as(reading: &Reading<'_>, verb: TokenId) -> Option<Found> {
    let analysis = reading.analysis;
    let passive = reading.is_passive(verb);
    let object = if passive { analysis.child(verb, Deprel::NsubjPass) } else { analysis.child(verb, Deprel::Obj) };
    let label = analysis.children(verb).iter().copied().find(|&child| match analysis.deprel(child) {
        Deprel::Xcomp => child > verb && !reading.is_to_infinitive(child) && analysis.token(child).xpos != Xpos::Vbg,
        Deprel::Obl | Deprel::Advcl => {
            child > verb && matches!(grammar::preposition(analysis, child).as_deref(), Some("as" | "among"))
        }
        _ => false,
    });
    // "called the plan [a mistake]" read as an adjunct.
    let label = label.or_else(|| object.and_then(|object| bare_label(analysis, verb, object)));
    // "They call him The Bird": a name is given, no judgement.
    if label.is_some_and(|label| analysis.upos(label) == Upos::Propn) {
        return None;
    }
    let objects: Vec<TokenId> =
        analysis.children_by(verb, &[Deprel::Obj, Deprel::Iobj]).filter(|&object| object > verb).collect();
    let named = objects.last().is_some_and(|&label| analysis.upos(label) == Upos::Propn);
    if label.is_none() && objects.len() == 2 && !named {
        return Some(found(objects.into_iter().flat_map(|object| analysis.subtree(object)).collect(), "object-as"));
    }
    let Some(label) = label else {
        // "called [the plan a joke]" read as one phrase: a noun and then an article.
        let object = object.filter(|&object| object > verb && !passive)?;
        let two_phrases = (verb.0 + 2..object.0).map(TokenId).any(|token| {
            matches!(analysis.lower(token), "a" | "an" | "the")
                && matches!(analysis.upos(TokenId(token.0 - 1)), Upos::Noun | Upos::Propn | Upos::Pron)
        });
        return two_phrases.then(|| found(rightward(reading, verb, TokenId(verb.0 + 1)), "object-as"));
    };
    // "his calling as a priest": somebody or something has to be called it.
    if object.is_none()
        && !passive
        && analysis.deprel(verb) != Deprel::AclRelcl
        && analysis.deprel(label) != Deprel::Xcomp
    {
        return None;
    }
    let mut tokens = object.map_or_else(Vec::new, |object| analysis.subtree(object));
    tokens.extend(analysis.subtree(label));
    // "such measures as he shall judge necessary": without what is judged nothing is told.
    if tokens.iter().all(|&token| matches!(analysis.upos(token), Upos::Adj | Upos::Adv | Upos::Cconj | Upos::Punct)) {
        return None;
    }
    tokens.sort_unstable();
    tokens.dedup();
    Some(Found { tokens, place: "object-as" })
}

/// A noun phrase with an article, right behind the object, that the parser takes for a second object, for an adjunct
/// without a preposition or for an apposition without a comma.
fn bare_label(analysis: &Analysis, verb: TokenId, object: TokenId) -> Option<TokenId> {
    let beside = analysis.children_by(verb, &[Deprel::Obj, Deprel::Obl, Deprel::OblUnmarked]);
    let below = analysis.children_by(object, &[Deprel::Appos]);
    beside.chain(below).filter(|&child| child > object).find(|&child| {
        let phrase = analysis.subtree(child);
        let first = phrase.first().filter(|&&first| first.0 > object.0);
        first.is_some_and(|&first| {
            matches!(analysis.form(first), "a" | "an" | "the")
                && matches!(analysis.upos(TokenId(first.0 - 1)), Upos::Noun | Upos::Propn | Upos::Pron)
        })
    })
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
                Deprel::Advcl | Deprel::Acl => {
                    analysis.subtree(child).first().is_some_and(|first| first.0 == verb.0 + 1)
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
    if !object_to && let Some(object) = object {
        tokens.extend(analysis.subtree(object));
    }
    Some(Found { tokens, place: "to" })
}

fn ing(reading: &Reading<'_>, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let clause =
        words.iter().flat_map(|&word| analysis.children_by(word, &[Deprel::Xcomp, Deprel::Ccomp])).find(|&child| {
            analysis.token(child).xpos == Xpos::Vbg || analysis.token(child).feats.verb_form == Some(VerbForm::Ger)
        })?;
    Some(found(analysis.subtree(clause), "ing"))
}

/// "condemned the attack", "the attack was condemned by …", "the plan outlined by …", with what it was said for.
fn object(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    let passive = reading.is_passive(verb);
    // "urged all states to …": the one who is asked is not what is asked for.
    let asked = cue.act == Act::Request && !cue.takes.object_as;
    let fits = |object: &TokenId| {
        let lemma = reading.lemma(*object);
        if asked
            && reading.mentions.at(reading.entities, analysis.span(*object)).is_some()
            && is_speaker(reading, *object)
        {
            return false;
        }
        let named = cue.only.is_empty() || cue.only.iter().any(|only| only == lemma);
        let relative = matches!(analysis.lower(*object), "which" | "who" | "whom" | "what");
        named && !cue.except.iter().any(|except| except == lemma) && !words.contains(object) && !relative
    };
    if passive {
        let subject = analysis.child(verb, Deprel::NsubjPass).filter(fits);
        if let Some(subject) = subject {
            return Some(Found { tokens: analysis.subtree(subject), place: "object" });
        }
    } else {
        let object = words.iter().filter_map(|&word| analysis.child(word, Deprel::Obj)).find(fits);
        // Somebody who is given something is not told it: "denied them a haven".
        if let Some(object) = object.filter(|_| analysis.child(verb, Deprel::Iobj).is_none()) {
            let first = analysis.subtree(object).first().copied().unwrap_or(object);
            let governor = analysis.head(object).unwrap_or(verb);
            // "praised [them for their courage]", but "said [it] on Monday".
            let judged = matches!(cue.act, Act::Praise | Act::Accuse);
            let bare = !judged && (analysis.upos(object) == Upos::Pron || analysis.lower(object) == "this");
            let tokens =
                if first > governor && !bare { rightward(reading, governor, first) } else { analysis.subtree(object) };
            return Some(found(tokens, "object"));
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
        let tokens = analysis.subtree_without(noun, |token| {
            token == verb
                || analysis.head(token) == Some(noun)
                    && matches!(
                        analysis.deprel(token),
                        Deprel::Case
                            | Deprel::Cc
                            | Deprel::Conj
                            | Deprel::Punct
                            | Deprel::Cop
                            | Deprel::Nsubj
                            | Deprel::AclRelcl
                    )
        });
        return fits(&noun).then_some(Found { tokens, place: "participle" });
    }
    None
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

fn is_time_phrase(reading: &Reading<'_>, phrase: TokenId) -> bool {
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
    let phrase = words.iter().flat_map(|&word| analysis.children(word)).copied().chain(clauses).find(|&child| {
        let may_hold = matches!(
            analysis.deprel(child),
            Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Ccomp
        );
        may_hold
            && child > last
            && grammar::preposition(analysis, child).is_some_and(|preposition| prepositions.contains(&preposition))
            && !is_time_phrase(reading, child)
    })?;
    let governor = analysis.head(phrase)?;
    let first = analysis.subtree(phrase).first().copied()?;
    // A noun keeps only its own phrase; a predicate also what the tree hangs beside it.
    let predicate = grammar::is_predicate(analysis, governor);
    let tokens = if predicate { rightward(reading, governor, first) } else { analysis.subtree(phrase) };
    Some(found(tokens, "preposition"))
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
    let tokens = analysis.subtree_without(clause, |token| {
        own.binary_search(&token).is_ok() || is_outside_clause(reading, clause, token)
    });
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
