//! What something is called, and what it is joined with: "called the vote a farce", "blamed the blast on the rebels".

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};

use crate::complement::{Found, found, is_time_phrase};
use crate::cues::Cue;
use crate::reading::Reading;
use crate::relative::{antecedent_phrase, relative_pronoun};
use crate::surface::{is_finite, is_relative, rightward};

/// Words between a verb and the preposition behind its object.
const MAX_OBJECT: u32 = 24;

/// "called the vote a farce", "described it as a farce".
pub(crate) fn object_as(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    if let Some(found) = only_label(reading, verb, cue) {
        return Some(found);
    }
    let passive = reading.is_passive(verb);
    let object = if passive { analysis.child(verb, Deprel::NsubjPass) } else { analysis.child(verb, Deprel::Obj) };
    let mut label = analysis.children(verb).iter().copied().find(|&child| match analysis.deprel(child) {
        Deprel::Xcomp => child > verb && !reading.is_to_infinitive(child) && analysis.token(child).xpos != Xpos::Vbg,
        Deprel::Obl | Deprel::Advcl => {
            child > verb && matches!(grammar::preposition(analysis, child).as_deref(), Some("as" | "among"))
        }
        _ => false,
    });
    if cue.takes.only_as {
        label = label.filter(|&label| grammar::preposition(analysis, label).as_deref() == Some("as"));
        label = label.or_else(|| object.and_then(|object| as_below(analysis, object)));
        label?;
    }
    if label.is_none()
        && !passive
        && !cue.takes.object
        && let Some(found) = as_by_order(reading, verb, cue)
    {
        return Some(found);
    }
    // "called the plan [a mistake]" read as an adjunct.
    let label = label.or_else(|| object.and_then(|object| bare_label(analysis, verb, object)));
    // "They call him The Bird": a name is given, no judgement.
    if label.is_some_and(|label| analysis.upos(label) == Upos::Propn) || !label_fits(reading, label, cue) {
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

/// "described [the dispatch of troops as a gamble]": an "as" behind the object, whatever the tree hangs it on.
fn as_by_order(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let end = reading.stretch(verb).end.min(verb.0 + MAX_OBJECT);
    let first = TokenId(verb.0 + 1);
    let opens =
        first.0 < end && matches!(analysis.upos(first), Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron);
    let mut words = (first.0 + 1..end).map(TokenId).take_while(|&word| !is_finite(reading, word));
    let marker = words.find(|&word| {
        let before = analysis.lower(TokenId(word.0 - 1));
        analysis.lower(word) == "as" && !matches!(before, "such" | "well" | "so" | "as" | "soon" | "far" | "long")
    })?;
    let label = TokenId(marker.0 + 1);
    let judges = label.0 < end
        && matches!(analysis.upos(label), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Adv)
        && !matches!(analysis.lower(label), "well" | "soon" | "of" | "part")
        && label_fits(reading, Some(label), cue);
    if !opens || !judges {
        return None;
    }
    let last = phrase_from(reading, label).last().copied().unwrap_or(label);
    Some(found((first.0..=last.0).map(TokenId).collect(), "object-as"))
}

/// "identified [the man as a soldier]" read as one phrase.
fn as_below(analysis: &Analysis, object: TokenId) -> Option<TokenId> {
    analysis
        .children_by(object, &[Deprel::Nmod, Deprel::Acl])
        .find(|&child| child > object && grammar::preposition(analysis, child).as_deref() == Some("as"))
}

/// "what he called [a painful accident]", "which the army calls [a fabrication]": a pronoun is called something, and the
/// label stands right behind the cue.
fn only_label(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let stretch = reading.stretch(verb);
    let pronoun = relative_pronoun(reading, verb)?;
    if analysis.lower(pronoun) == "that" {
        return None;
    }
    let mut first = TokenId(verb.0 + 1);
    if first.0 < stretch.end && analysis.lower(first) == "as" {
        first = TokenId(first.0 + 1);
    }
    if first.0 >= stretch.end {
        return None;
    }
    let nominal =
        !matches!(analysis.upos(first), Upos::Adp | Upos::Verb | Upos::Cconj | Upos::Sconj | Upos::Adv | Upos::Punct);
    let opens = nominal || reading.quote_of(first) != reading.quote_of(verb);
    if !opens || !label_fits(reading, Some(first), cue) {
        return None;
    }
    let mut tokens = phrase_from(reading, first);
    // "what they called the refusal [to give them time]".
    let last = tokens.last().copied().unwrap_or(first);
    let (to, next) = (TokenId(last.0 + 1), TokenId(last.0 + 2));
    if next.0 < stretch.end && analysis.lower(to) == "to" && analysis.token(next).xpos == Xpos::Vb {
        tokens.extend(analysis.subtree(next).into_iter().filter(|&token| token >= to));
    }
    (tokens.first() == Some(&first)).then(|| found(tokens, "object-as"))
}

/// The widest phrase that begins at a word: up the tree as long as nothing before the word comes in.
pub(crate) fn phrase_from(reading: &Reading<'_>, first: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let mut tokens = vec![first];
    let mut at = first;
    loop {
        let subtree = analysis.subtree(at);
        // The preposition before the first word is no part of it: "as [the bench's refusal]".
        if subtree.first().is_some_and(|start| start.0 + 1 >= first.0) {
            tokens = subtree.into_iter().filter(|&token| token >= first).collect();
        }
        match analysis.head(at).filter(|&head| head > first && !reading.is_verb(head)) {
            Some(head) => at = head,
            None => return tokens,
        }
    }
}

fn label_fits(reading: &Reading<'_>, label: Option<TokenId>, cue: &Cue) -> bool {
    cue.label.is_empty() || label.is_some_and(|label| cue.label.iter().any(|known| known == reading.lemma(label)))
}

/// "blamed [the blast on the rebels]", "put [the number of the dead at ten]": the object and what it is joined with.
pub(crate) fn object_with(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let passive = reading.is_passive(verb);
    let stretch = reading.stretch(verb);
    let object = if passive { analysis.child(verb, Deprel::NsubjPass) } else { None };
    let participle = passive && analysis.deprel(verb) == Deprel::Acl;
    let relative = relative_pronoun(reading, verb).is_some();
    let end = stretch.end.min(verb.0 + MAX_OBJECT);
    let preposition = (verb.0 + 1..end).map(TokenId).find(|&word| {
        // "likened them to “paid hooligans”" with the "to" of an infinitive.
        let misread = || analysis.upos(word) == Upos::Part && participle_behind(reading, word);
        (analysis.upos(word) == Upos::Adp || misread())
            && cue.takes.object_with.iter().any(|known| known == analysis.lower(word))
            && reading.time_around(analysis.span(word)).is_none()
            && !analysis.head(word).is_some_and(|noun| is_time_phrase(reading, noun))
    })?;
    let first = TokenId(verb.0 + 1);
    let named = first < preposition
        && matches!(analysis.upos(first), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num);
    if !(named || passive || relative) {
        return None;
    }
    let start = if participle || passive || relative { preposition } else { first };
    let tensed =
        (start.0..preposition.0).map(TokenId).any(|word| is_finite(reading, word) && !is_relative(reading, word));
    if tensed {
        return None;
    }
    let named_one = |word: TokenId| cue.only.iter().any(|only| only == reading.lemma(word));
    if !cue.only.is_empty() && !(first.0..preposition.0).map(TokenId).any(named_one) && !relative {
        return None;
    }
    let antecedent = analysis.head(verb).filter(|&noun| (participle || relative) && noun < verb);
    let mut tokens = match (object, antecedent) {
        (Some(object), _) => analysis.subtree(object),
        (None, Some(noun)) => antecedent_phrase(reading, noun, verb),
        (None, None) => Vec::new(),
    };
    let below = analysis.head(preposition).filter(|_| analysis.upos(preposition) == Upos::Part);
    let phrase = below.map_or_else(|| phrase_from(reading, preposition), |below| analysis.subtree(below));
    let last = phrase.last().copied().unwrap_or(preposition);
    tokens.extend((start.0..=last.0).map(TokenId));
    Some(found(tokens, "object-with"))
}

fn participle_behind(reading: &Reading<'_>, word: TokenId) -> bool {
    let end = reading.stretch(word).end;
    let next = (word.0 + 1..end).map(TokenId).find(|&next| !reading.is_punct(next));
    next.is_some_and(|next| matches!(reading.analysis.token(next).xpos, Xpos::Vbn | Xpos::Vbd | Xpos::Vbg))
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
