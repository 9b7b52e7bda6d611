//! Statements whose cue is a verb: complements of every kind, parentheses, "as X said", passives, participles.

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, VerbForm, Xpos};

use crate::cues::{Cue, Kind, SourceRule};
use crate::reading::{Draft, Reading, Source};
use crate::surface::{bare_clause, fronted, is_finite, rightward, that_clause};

/// What a matched cue consists of in the tree.
pub(crate) struct Matched {
    /// All words of the cue.
    pub(crate) words: Vec<TokenId>,
    /// The phrase or clause whose preposition is the last word: "called for [an end]".
    pub(crate) behind: Option<TokenId>,
}

/// The statement that a verb makes, if it is a cue in one of the ways the lexicon gives.
pub(crate) fn draft(reading: &Reading<'_>, verb: TokenId) -> Option<Draft> {
    // What the tree shows goes before what only the order of words suggests, whichever entry is read first.
    drafted(reading, verb, By::Tree).or_else(|| drafted(reading, verb, By::Order))
}

/// The evidence that a content is looked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Tree,
    Order,
}

fn drafted(reading: &Reading<'_>, verb: TokenId, by: By) -> Option<Draft> {
    let analysis = reading.analysis;
    reading.cues.of(analysis.lemma(verb)).iter().filter(|cue| cue.kind == Kind::Verb).find_map(|cue| {
        let matched = match_words(reading, verb, cue)?;
        let standing = standing(reading, verb)?;
        let (content, source) = found_with_source(reading, verb, cue, &matched, by)?;
        let tokens: Vec<TokenId> =
            content.tokens.iter().copied().filter(|token| !matched.words.contains(token)).collect();
        let spans = reading.spans(&tokens);
        if spans.is_empty() || is_bare_pronoun(reading, &tokens, cue) {
            return None;
        }
        Some(Draft {
            rule: format!("{}: {}", cue.name, content.place),
            cue: Some(analysis.cover(&near(&matched.words, verb))),
            head: Some(verb),
            source,
            content: spans,
            act: cue.act,
            negated: standing == Standing::Negated,
            verbatim: false,
            quotable: cue.takes.quote,
        })
    })
}

/// "said so", "thank you", "I understand it": a pronoun alone tells nothing; what somebody asks for it may name.
fn is_bare_pronoun(reading: &Reading<'_>, tokens: &[TokenId], cue: &Cue) -> bool {
    let analysis = reading.analysis;
    let mut words = tokens.iter().filter(|&&token| !reading.is_punct(token));
    let (Some(&word), None) = (words.next(), words.next()) else { return false };
    let asked = cue.act == Act::Request && matches!(analysis.lower(word), "this" | "it" | "that");
    !asked && (matches!(analysis.upos(word), Upos::Pron | Upos::Det) || matches!(analysis.lower(word), "so" | "more" | "otherwise"))
}

/// The content and who says it. A content before the cue is read off the order of words when the tree takes a part of
/// it for the subject.
fn found_with_source(reading: &Reading<'_>, verb: TokenId, cue: &Cue, matched: &Matched, by: By) -> Option<(Found, Source)> {
    let before = if cue.takes.quote && cue.rest.is_empty() { fronted(reading, verb) } else { None };
    let content = if by == By::Tree { content(reading, verb, cue, matched) } else { by_order(reading, &matched.words, cue) };
    if let Some(before) = before {
        let subject = reading.grammar.surface_subject(reading.analysis, verb);
        let lost = subject.is_none_or(|subject| before.content.contains(&subject));
        let behind = content.as_ref().is_some_and(|found| found.tokens.iter().all(|&token| token > verb));
        if (lost || content.is_none() && by == By::Order) && !behind && allowed(reading, before.speaker, cue.source) {
            return Some((found(before.content, "before the cue"), Source::Word(before.speaker)));
        }
    }
    let content = content?;
    let source = source(reading, verb, cue, &content)?;
    Some((content, source))
}

/// The words of a cue that stand close to its verb, so that the cue is one stretch.
fn near(words: &[TokenId], verb: TokenId) -> Vec<TokenId> {
    words.iter().copied().filter(|word| word.0.abs_diff(verb.0) <= 3).collect()
}

/// Finds the further words of a cue below its verb.
pub(crate) fn match_words(reading: &Reading<'_>, head: TokenId, cue: &Cue) -> Option<Matched> {
    let analysis = reading.analysis;
    let mut matched = Matched { words: vec![head], behind: None };
    for word in &cue.rest {
        let anchors = matched.words.clone();
        let is_word = |token: TokenId| analysis.lemma(token) == word || analysis.lower(token) == word;
        let beside = anchors.iter().flat_map(|&anchor| analysis.children(anchor)).copied().find(|&child| {
            is_word(child)
                && !matched.words.contains(&child)
                && !matches!(analysis.deprel(child), Deprel::Nsubj | Deprel::Conj | Deprel::Punct | Deprel::Mark | Deprel::Cc)
        });
        if let Some(found) = beside {
            matched.words.push(found);
            continue;
        }
        // The preposition of a phrase or clause below the verb.
        let (marker, phrase) = anchors.iter().find_map(|&anchor| {
            analysis
                .children_by(anchor, &[Deprel::Obl, Deprel::Nmod, Deprel::Advcl, Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp, Deprel::Acl])
                .filter(|&phrase| phrase > head)
                .find_map(|phrase| {
                    let marker = analysis.children_by(phrase, &[Deprel::Case, Deprel::Mark]).find(|&marker| is_word(marker))?;
                    Some((marker, phrase))
                })
        })?;
        matched.words.push(marker);
        matched.behind = Some(phrase);
    }
    Some(matched)
}

/// Whether something is said at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Said,
    Negated,
}

/// Under "if", under "to" and in the imperative nothing is said; under "declined to" it is not said.
pub(crate) fn standing(reading: &Reading<'_>, verb: TokenId) -> Option<Standing> {
    let analysis = reading.analysis;
    let mut negated = is_negated(reading, verb);
    let marks: Vec<&str> = analysis.children_by(verb, &[Deprel::Mark]).map(|mark| analysis.lower(mark)).collect();
    if marks.iter().any(|mark| matches!(*mark, "if" | "unless" | "lest")) {
        return None;
    }
    negated |= marks.contains(&"without");
    // "threatening to leave would hurt them": nobody says it.
    if matches!(analysis.deprel(verb), Deprel::Csubj | Deprel::CsubjPass | Deprel::Amod) {
        return None;
    }
    let infinitive = marks.contains(&"to");
    if infinitive {
        let head = analysis.head(verb)?;
        let lists = &reading.cues.lists;
        let lemma = analysis.lemma(head);
        if lists.decline.contains(lemma) {
            negated = true;
        } else if !lists.polite.contains(lemma) || !matches!(analysis.deprel(verb), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Conj) {
            return None;
        }
        negated |= is_negated(reading, head);
    } else if analysis.deprel(verb) == Deprel::Conj {
        // "want to congratulate A and thank B": the second stands as the first does.
        let first = analysis.head(verb)?;
        let bare = analysis.token(verb).xpos == Xpos::Vb && analysis.children_by(verb, &[Deprel::Aux, Deprel::Nsubj]).next().is_none();
        if bare && analysis.upos(first) == Upos::Verb && reading.is_to_infinitive(first) {
            return standing(reading, first);
        }
    }
    Some(if negated { Standing::Negated } else { Standing::Said })
}

pub(crate) fn is_negated(reading: &Reading<'_>, word: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis
        .children_by(word, &[Deprel::Advmod, Deprel::Aux, Deprel::Det])
        .any(|child| matches!(analysis.lower(child), "not" | "n't" | "n’t" | "never" | "nor" | "neither"))
}

/// Content found under a verb, and by which construction.
pub(crate) struct Found {
    pub(crate) tokens: Vec<TokenId>,
    pub(crate) place: &'static str,
}

fn found(tokens: Vec<TokenId>, place: &'static str) -> Found {
    Found { tokens, place }
}

fn content(reading: &Reading<'_>, verb: TokenId, cue: &Cue, matched: &Matched) -> Option<Found> {
    let takes = &cue.takes;
    if takes.behind {
        return behind(reading, verb, matched);
    }
    let words = &matched.words;
    (takes.clause || takes.quote)
        .then(|| clause(reading, words, takes.quote))
        .flatten()
        .or_else(|| takes.object_as.then(|| object_as(reading, verb)).flatten())
        .or_else(|| (takes.to || takes.object_to).then(|| infinitive(reading, words, takes.object_to)).flatten())
        .or_else(|| takes.ing.then(|| ing(reading, words)).flatten())
        .or_else(|| takes.object.then(|| object(reading, words, cue)).flatten())
        .or_else(|| prepositional(reading, words, &takes.prepositions))
        .or_else(|| (takes.quote && takes.clause || takes.to && takes.quote).then(|| parenthesis(reading, verb)).flatten())
}

/// A clause behind the cue that the tree hangs elsewhere.
fn by_order(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Found> {
    let verb = *words.first()?;
    let last = words.iter().max().copied()?;
    if !cue.takes.clause || reading.analysis.children_by(verb, &[Deprel::Nsubj]).any(|subject| reading.analysis.lower(subject) == "you") {
        return None;
    }
    let speaking = cue.rest.is_empty() && reading.cues.lists.bare.contains(reading.analysis.lemma(verb));
    let tokens = that_clause(reading, last).or_else(|| (speaking && is_finite(reading, verb)).then(|| bare_clause(reading, verb)).flatten())?;
    Some(Found { tokens, place: "clause by order" })
}

/// "called for an end to …", "called for the rebels to leave".
fn behind(reading: &Reading<'_>, verb: TokenId, matched: &Matched) -> Option<Found> {
    let analysis = reading.analysis;
    let phrase = matched.behind?;
    let first = analysis.subtree(phrase).first().copied()?;
    let governor = analysis.head(phrase).unwrap_or(verb);
    let mut tokens = if grammar::is_predicate(analysis, governor) { rightward(reading, governor, first) } else { analysis.subtree(phrase) };
    tokens.retain(|token| !matched.words.contains(token));
    for clause in analysis.children_by(verb, &[Deprel::Xcomp, Deprel::Advcl]).filter(|&clause| clause > phrase) {
        if reading.is_to_infinitive(clause) {
            tokens.extend(analysis.subtree(clause));
        }
    }
    Some(found(tokens, "behind"))
}

/// Verbs that go on with what their subject said before: "He said it was late, but added that …".
const CONTINUING: [&str; 6] = ["add", "say", "note", "warn", "insist", "stress"];

/// A finite clause with or without "that", also the "it" of "it is believed that …".
fn clause(reading: &Reading<'_>, words: &[TokenId], quotable: bool) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    let passive = grammar::is_passive(analysis, verb);
    let relations: &[Deprel] = if passive || has_dummy(reading, verb) {
        &[Deprel::Ccomp, Deprel::CsubjPass, Deprel::Csubj]
    } else {
        &[Deprel::Ccomp]
    };
    let clause = words.iter().flat_map(|&word| analysis.children_by(word, relations)).find(|&clause| is_clause(reading, clause));
    let clause = clause.or_else(|| {
        quotable.then(|| analysis.children_by(verb, &[Deprel::Parataxis]).find(|&clause| introduced(reading, verb, clause))).flatten()
    });
    if let Some(clause) = clause {
        let mut tokens = analysis.subtree_without(clause, |token| words.contains(&token) || continues_cue(reading, clause, token));
        tokens.extend(further_clauses(reading, verb, clause));
        return Some(Found { tokens, place: "clause" });
    }
    // "was said to have fled": the subject and the infinitive together are said.
    if passive
        && let Some(infinitive) = analysis.child(verb, Deprel::Xcomp).filter(|&clause| reading.is_to_infinitive(clause))
        && let Some(subject) = analysis.child(verb, Deprel::NsubjPass)
        && quotable
    {
        let mut tokens = analysis.subtree(subject);
        tokens.extend(analysis.subtree(infinitive));
        return Some(Found { tokens, place: "passive infinitive" });
    }
    None
}

/// "said that A and that B", "said A and B": the second clause may hang on the cue.
fn further_clauses(reading: &Reading<'_>, verb: TokenId, clause: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let mut tokens = Vec::new();
    for next in analysis.children_by(verb, &[Deprel::Conj]).filter(|&next| next > clause && clause > verb) {
        let that = reading.has_child(next, Deprel::Mark, &["that"]);
        let own_subject = analysis.children_by(next, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
        let part = analysis.subtree(next);
        let set_off = part.first().is_some_and(|first| first.0 > 0 && matches!(analysis.form(TokenId(first.0 - 1)), "," | ";"));
        if that || own_subject && !set_off && !reading.cues.of(analysis.lemma(next)).iter().any(|cue| cue.takes.quote) {
            tokens.extend(part);
        }
    }
    tokens
}

/// A complement that is a clause of its own: finite, or without a verb ("said no").
fn is_clause(reading: &Reading<'_>, clause: TokenId) -> bool {
    let analysis = reading.analysis;
    // "saw it attacking": a participle without an auxiliary is no clause of its own.
    let bare = matches!(analysis.token(clause).xpos, Xpos::Vbg | Xpos::Vbn)
        && analysis.children_by(clause, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop, Deprel::Mark]).next().is_none();
    let clausal = !bare && !reading.is_to_infinitive(clause);
    clausal || reading.analysis.children_by(clause, &[Deprel::Advmod, Deprel::Obj]).any(|child| is_question(reading, child))
}

fn is_question(reading: &Reading<'_>, word: TokenId) -> bool {
    matches!(reading.analysis.lower(word), "how" | "when" | "where" | "what" | "whether" | "why" | "who" | "which")
}

/// "He said: the war is over": a clause that stands beside the cue behind a colon or a mark.
fn introduced(reading: &Reading<'_>, verb: TokenId, clause: TokenId) -> bool {
    let first = reading.analysis.subtree(clause).first().copied().unwrap_or(clause);
    clause > verb
        && (verb.0 + 1..=first.0).map(TokenId).any(|token| matches!(reading.analysis.form(token), ":" | "\"" | "“" | "‘" | "``"))
}

/// A second cue coordinated inside the content of the first, without a subject of its own.
fn continues_cue(reading: &Reading<'_>, clause: TokenId, token: TokenId) -> bool {
    let analysis = reading.analysis;
    let second_cue = analysis.deprel(token) == Deprel::Conj
        && CONTINUING.contains(&analysis.lemma(token))
        && analysis.children_by(token, &[Deprel::Nsubj, Deprel::Aux]).next().is_none()
        && analysis.child(token, Deprel::Ccomp).is_some();
    second_cue && analysis.head(token) == Some(clause)
        || matches!(analysis.deprel(token), Deprel::Cc)
            && analysis.head(token).is_some_and(|above| above != clause && analysis.deprel(above) == Deprel::Conj && continues_cue(reading, clause, above))
}

fn has_dummy(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading.analysis.children_by(verb, &[Deprel::Expl, Deprel::Nsubj, Deprel::NsubjPass]).any(|child| reading.analysis.lower(child) == "it")
}

/// "called the vote a farce", "described it as a farce".
fn object_as(reading: &Reading<'_>, verb: TokenId) -> Option<Found> {
    let analysis = reading.analysis;
    let passive = grammar::is_passive(analysis, verb);
    let object = if passive { analysis.child(verb, Deprel::NsubjPass) } else { analysis.child(verb, Deprel::Obj) };
    let label = analysis.children(verb).iter().copied().find(|&child| match analysis.deprel(child) {
        Deprel::Xcomp => child > verb && !reading.is_to_infinitive(child),
        Deprel::Obl | Deprel::Advcl => child > verb && grammar::preposition(analysis, child).as_deref() == Some("as"),
        _ => false,
    });
    // "They call him The Bird": a name is given, no judgement.
    if label.is_some_and(|label| analysis.upos(label) == Upos::Propn) {
        return None;
    }
    let Some(label) = label else {
        // "called [the plan a joke]" read as one phrase: a noun and then an article.
        let object = object.filter(|&object| object > verb && !passive)?;
        let two_phrases = (verb.0 + 2..object.0).map(TokenId).any(|token| {
            matches!(analysis.lower(token), "a" | "an" | "the") && matches!(analysis.upos(TokenId(token.0 - 1)), Upos::Noun | Upos::Propn | Upos::Pron)
        });
        return two_phrases.then(|| found(rightward(reading, verb, TokenId(verb.0 + 1)), "object-as"));
    };
    let mut tokens = object.map_or_else(Vec::new, |object| analysis.subtree(object));
    tokens.extend(analysis.subtree(label));
    Some(Found { tokens, place: "object-as" })
}

/// "promised to leave"; with `object_to` "urged them to leave" from "to" on.
fn infinitive(reading: &Reading<'_>, words: &[TokenId], object_to: bool) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    let object = analysis.child(verb, Deprel::Obj).filter(|object| !words.contains(object));
    let passive = grammar::is_passive(analysis, verb);
    let addressed = object.is_some() || passive || analysis.children_by(verb, &[Deprel::Obl, Deprel::Iobj]).next().is_some();
    let clause = words.iter().flat_map(|&word| analysis.children(word)).copied().find(|&child| {
        reading.is_to_infinitive(child)
            && child > verb
            && match analysis.deprel(child) {
                Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
                Deprel::Advcl | Deprel::Acl if object_to => addressed,
                Deprel::Advcl | Deprel::Acl => analysis.subtree(child).first().is_some_and(|first| first.0 == verb.0 + 1),
                _ => false,
            }
    });
    // A parser may hang the infinitive on the object: "urged [parties to respect …]".
    let clause = clause.or_else(|| {
        let objects = analysis.children_by(verb, &[Deprel::Obj, Deprel::Iobj, Deprel::Obl]).filter(|_| object_to);
        objects.flat_map(|object| analysis.children_by(object, &[Deprel::Acl, Deprel::AclRelcl])).find(|&child| reading.is_to_infinitive(child))
    })?;
    // Without somebody who is asked a passive only tells of a duty: "are required to".
    if object_to && passive && !has_dummy(reading, verb) && analysis.child(verb, Deprel::OblAgent).is_none() {
        return None;
    }
    let mut tokens = analysis.subtree(clause);
    for next in analysis.children_by(verb, &[Deprel::Conj]).filter(|&next| next > clause && reading.is_to_infinitive(next)) {
        tokens.extend(analysis.subtree(next));
    }
    if !object_to && let Some(object) = object {
        tokens.extend(analysis.subtree(object));
    }
    Some(Found { tokens, place: "to" })
}

fn ing(reading: &Reading<'_>, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let clause = words.iter().flat_map(|&word| analysis.children_by(word, &[Deprel::Xcomp, Deprel::Ccomp])).find(|&child| {
        analysis.token(child).xpos == Xpos::Vbg || analysis.token(child).feats.verb_form == Some(VerbForm::Ger)
    })?;
    Some(found(analysis.subtree(clause), "ing"))
}

/// "condemned the attack", "the attack was condemned by …", "the plan outlined by …", with what it was said for.
fn object(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    let passive = grammar::is_passive(analysis, verb);
    let fits = |object: &TokenId| {
        let lemma = analysis.lemma(*object);
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
            let tokens = if first > governor { rightward(reading, governor, first) } else { analysis.subtree(object) };
            return Some(found(tokens, "object"));
        }
        if analysis.child(verb, Deprel::Obj).is_none()
            && let Some(first) = behind_manner(reading, verb)
        {
            return Some(found(rightward(reading, verb, first), "object"));
        }
    }
    // A participle behind its noun, said by somebody.
    let by_somebody = analysis.children_by(verb, &[Deprel::OblAgent, Deprel::Obl]).any(|child| grammar::preposition(analysis, child).as_deref() == Some("by"));
    if analysis.deprel(verb) == Deprel::Acl && by_somebody {
        let noun = analysis.head(verb)?;
        let tokens = analysis.subtree_without(noun, |token| {
            token == verb || analysis.head(token) == Some(noun) && matches!(analysis.deprel(token), Deprel::Case | Deprel::Cc | Deprel::Conj | Deprel::Punct | Deprel::Cop | Deprel::Nsubj | Deprel::AclRelcl)
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
    let manner = (verb.0 + 2..sentence.end.min(verb.0 + 8)).map(TokenId).find(|&token| matches!(analysis.lower(token), "terms" | "way" | "manner"))?;
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
    let phrase = words.iter().flat_map(|&word| analysis.children(word)).copied().find(|&child| {
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
fn parenthesis(reading: &Reading<'_>, verb: TokenId) -> Option<Found> {
    let analysis = reading.analysis;
    let host = analysis.head(verb)?;
    let has_object = analysis.children_by(verb, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).any(|child| child > verb && !matches!(analysis.deprel(child), Deprel::Obj) || is_speech_object(reading, child));
    if has_object {
        return None;
    }
    let own = analysis.subtree(verb);
    let as_clause = analysis.deprel(verb) == Deprel::Advcl && reading.has_child(verb, Deprel::Mark, &["as"]);
    match analysis.deprel(verb) {
        Deprel::Parataxis => {}
        Deprel::Advcl if as_clause && !grammar::is_passive(analysis, verb) => {}
        _ => return None,
    }
    let clause = clause_above(reading, host);
    let tokens = analysis.subtree_without(clause, |token| own.binary_search(&token).is_ok() || is_outside_clause(reading, clause, token));
    Some(found(tokens, if as_clause { "as" } else { "parenthesis" }))
}

/// An object that is itself what was said, so that nothing else is: "he said nothing", "… , he said it again".
fn is_speech_object(reading: &Reading<'_>, object: TokenId) -> bool {
    matches!(reading.analysis.lower(object), "nothing" | "it" | "this" | "that" | "so" | "something" | "anything")
}

/// The clause in which a word stands.
pub(crate) fn clause_above(reading: &Reading<'_>, word: TokenId) -> TokenId {
    let analysis = reading.analysis;
    std::iter::once(word).chain(analysis.ancestors(word)).find(|&above| grammar::is_predicate(analysis, above)).unwrap_or(word)
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
            analysis.deprel(clause) == Deprel::AclRelcl && matches!(analysis.lower(token), "which" | "who" | "that" | "whom")
        }
        Deprel::Mark => token < clause && analysis.head(clause).is_some(),
        _ => false,
    }
}

/// Who says it: the subject, the "by" phrase of a passive, or nobody.
fn source(reading: &Reading<'_>, verb: TokenId, cue: &Cue, content: &Found) -> Option<Source> {
    let analysis = reading.analysis;
    let passive = grammar::is_passive(analysis, verb);
    if passive {
        let agent = analysis
            .children_by(verb, &[Deprel::OblAgent, Deprel::Obl])
            .find(|&child| grammar::preposition(analysis, child).as_deref() == Some("by"));
        return match agent {
            Some(agent) => allowed(reading, agent, cue.source).then_some(Source::Word(agent)),
            // A demand or judgement by nobody named is left out; "it is believed", "was told" stay, without a source.
            None => sourceless(reading, verb, content).then_some(Source::Nobody),
        };
    }
    let subject = reading.grammar.surface_subject(analysis, verb)?;
    if cue.source == SourceRule::First && !is_performed(reading, verb) {
        return None;
    }
    allowed(reading, subject, cue.source).then_some(Source::Word(subject))
}

/// "It is believed that …", "was said to …", "we were told that …".
fn sourceless(reading: &Reading<'_>, verb: TokenId, content: &Found) -> bool {
    let told = matches!(reading.analysis.lemma(verb), "tell" | "inform" | "assure" | "notify" | "advise" | "warn");
    match content.place {
        "clause" => has_dummy(reading, verb) || told,
        "passive infinitive" => true,
        "to" => has_dummy(reading, verb),
        _ => false,
    }
}

/// "We support the talks" does it; "we will support them", "continue to support them" tell of a deed.
fn is_performed(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let modal = analysis.children_by(verb, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Md);
    let continued = reading.is_to_infinitive(verb) && analysis.head(verb).is_some_and(|head| analysis.lemma(head) == "continue");
    !modal && !continued
}

/// Whether a word can be the source of a cue.
pub(crate) fn allowed(reading: &Reading<'_>, subject: TokenId, rule: SourceRule) -> bool {
    let analysis = reading.analysis;
    let lower = analysis.lower(subject);
    if matches!(lower, "nobody" | "none" | "nothing" | "one") && (lower != "one" || reading.has_child(subject, Deprel::Det, &["no"])) || reading.has_child(subject, Deprel::Det, &["no"]) {
        return false;
    }
    match rule {
        SourceRule::Any => !matches!(lower, "it" | "this" | "that" | "there" | "which" | "what") || reading.mentions.at(reading.entities, analysis.span(subject)).is_some(),
        SourceRule::First => matches!(lower, "i" | "we"),
        SourceRule::Finding => is_speaker(reading, subject),
    }
}

/// Findings and documents, names, people: not "this", not an event.
pub(crate) fn is_speaker(reading: &Reading<'_>, subject: TokenId) -> bool {
    let analysis = reading.analysis;
    let lists = &reading.cues.lists;
    match analysis.upos(subject) {
        Upos::Propn => true,
        Upos::Pron => !matches!(analysis.lower(subject), "it" | "this" | "that" | "these" | "those" | "which" | "what"),
        _ => {
            lists.findings.contains(analysis.lemma(subject))
                || lists.speakers.contains(analysis.lemma(subject))
                || reading.mentions.at(reading.entities, analysis.span(subject)).is_some()
        }
    }
}

