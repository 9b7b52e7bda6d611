//! Statements whose cue is a verb: complements of every kind, parentheses, "as X said", passives, participles.

use linguist::TokenId;
use ontology::{Deprel, Upos, VerbForm, Xpos};

use crate::cues::{Cue, Kind, SourceRule};
use crate::reading::{Draft, Reading, Source};

/// What a matched cue consists of in the tree.
pub(crate) struct Matched {
    /// All words of the cue.
    pub(crate) words: Vec<TokenId>,
    /// The phrase or clause whose preposition is the last word: "called for [an end]".
    pub(crate) behind: Option<TokenId>,
}

/// The statement that a verb makes, if it is a cue in one of the ways the lexicon gives.
pub(crate) fn draft(reading: &Reading<'_>, verb: TokenId) -> Option<Draft> {
    let analysis = reading.analysis;
    reading.cues.of(analysis.lemma(verb)).iter().filter(|cue| cue.kind == Kind::Verb).find_map(|cue| {
        let matched = match_words(reading, verb, cue)?;
        let standing = standing(reading, verb)?;
        let content = content(reading, verb, cue, &matched)?;
        let source = source(reading, verb, cue, &content)?;
        let tokens: Vec<TokenId> =
            content.tokens.iter().copied().filter(|token| !matched.words.contains(token)).collect();
        let spans = reading.spans(&tokens);
        if spans.is_empty() {
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
    /// Whether the cue has no subject to name a source: "it is believed", "was said to".
    pub(crate) passive: bool,
}

fn found(tokens: Vec<TokenId>, place: &'static str) -> Found {
    Found { tokens, place, passive: false }
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
        .or_else(|| takes.object.then(|| object(reading, verb, cue)).flatten())
        .or_else(|| prepositional(reading, words, &takes.prepositions))
        .or_else(|| takes.quote.then(|| parenthesis(reading, verb)).flatten())
}

/// "called for an end to …", "called for the rebels to leave".
fn behind(reading: &Reading<'_>, verb: TokenId, matched: &Matched) -> Option<Found> {
    let analysis = reading.analysis;
    let phrase = matched.behind?;
    let mut tokens = analysis.subtree(phrase);
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
        let tokens = analysis.subtree_without(clause, |token| words.contains(&token) || continues_cue(reading, clause, token));
        return Some(Found { tokens, place: "clause", passive });
    }
    // "was said to have fled": the subject and the infinitive together are said.
    if passive
        && let Some(infinitive) = analysis.child(verb, Deprel::Xcomp).filter(|&clause| reading.is_to_infinitive(clause))
        && let Some(subject) = analysis.child(verb, Deprel::NsubjPass)
        && quotable
    {
        let mut tokens = analysis.subtree(subject);
        tokens.extend(analysis.subtree(infinitive));
        return Some(Found { tokens, place: "passive infinitive", passive: true });
    }
    None
}

/// A complement that is a clause of its own: finite, or without a verb ("said no").
fn is_clause(reading: &Reading<'_>, clause: TokenId) -> bool {
    !reading.is_to_infinitive(clause) || reading.analysis.children_by(clause, &[Deprel::Advmod, Deprel::Obj]).any(|child| is_question(reading, child))
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
        Deprel::Xcomp => true,
        Deprel::Obl | Deprel::Advcl => child > verb && grammar::preposition(analysis, child).as_deref() == Some("as"),
        _ => false,
    })?;
    let mut tokens = object.map_or_else(Vec::new, |object| analysis.subtree(object));
    tokens.extend(analysis.subtree(label));
    Some(Found { tokens, place: "object-as", passive })
}

/// "promised to leave"; with `object_to` "urged them to leave" from "to" on.
fn infinitive(reading: &Reading<'_>, words: &[TokenId], object_to: bool) -> Option<Found> {
    let analysis = reading.analysis;
    let verb = *words.first()?;
    let object = analysis.child(verb, Deprel::Obj).filter(|object| !words.contains(object));
    let passive = grammar::is_passive(analysis, verb);
    let addressed = object.is_some() || passive || analysis.child(verb, Deprel::Obl).is_some();
    let clause = words.iter().flat_map(|&word| analysis.children(word)).copied().find(|&child| {
        reading.is_to_infinitive(child)
            && child > verb
            && match analysis.deprel(child) {
                Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj => true,
                Deprel::Advcl | Deprel::Acl => object_to && addressed,
                _ => false,
            }
    });
    // A parser may hang the infinitive on the object: "urged [parties to respect …]".
    let clause = clause.or_else(|| {
        let object = object.filter(|_| object_to)?;
        analysis.children_by(object, &[Deprel::Acl]).find(|&child| reading.is_to_infinitive(child))
    })?;
    let mut tokens = analysis.subtree(clause);
    if !object_to && let Some(object) = object {
        tokens.extend(analysis.subtree(object));
    }
    Some(Found { tokens, place: "to", passive: passive && !object_to })
}

fn ing(reading: &Reading<'_>, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let clause = words.iter().flat_map(|&word| analysis.children_by(word, &[Deprel::Xcomp, Deprel::Ccomp])).find(|&child| {
        analysis.token(child).xpos == Xpos::Vbg || analysis.token(child).feats.verb_form == Some(VerbForm::Ger)
    })?;
    Some(found(analysis.subtree(clause), "ing"))
}

/// "condemned the attack", "the attack was condemned by …", "the plan outlined by …", with what it was said for.
fn object(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let passive = grammar::is_passive(analysis, verb);
    let object = if passive { analysis.child(verb, Deprel::NsubjPass) } else { analysis.child(verb, Deprel::Obj) };
    if let Some(object) = object {
        let mut tokens = analysis.subtree(object);
        for phrase in analysis.children_by(verb, &[Deprel::Obl, Deprel::Advcl]).filter(|&phrase| phrase > verb) {
            let preposition = grammar::preposition(analysis, phrase).unwrap_or_default();
            let names_reason = matches!(preposition.as_str(), "for" | "as" | "over") && !is_time_phrase(reading, phrase);
            if names_reason || cue.takes.prepositions.contains(&preposition) {
                tokens.extend(analysis.subtree(phrase));
            }
        }
        return Some(Found { tokens, place: "object", passive });
    }
    // A participle behind its noun, said by somebody.
    let by_somebody = analysis.children_by(verb, &[Deprel::OblAgent, Deprel::Obl]).any(|child| grammar::preposition(analysis, child).as_deref() == Some("by"));
    if analysis.deprel(verb) == Deprel::Acl && by_somebody {
        let noun = analysis.head(verb)?;
        let tokens = analysis.subtree_without(noun, |token| {
            token == verb || analysis.head(token) == Some(noun) && matches!(analysis.deprel(token), Deprel::Case | Deprel::Cc | Deprel::Conj | Deprel::Punct | Deprel::Cop | Deprel::Nsubj | Deprel::AclRelcl)
        });
        return Some(Found { tokens, place: "participle", passive: true });
    }
    None
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
    Some(found(analysis.subtree(phrase), "preposition"))
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
        Deprel::Advcl if as_clause => {}
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
            Some(agent) => Some(Source::Word(agent)),
            // A bare object or a demand on somebody unnamed says nothing of who spoke.
            None if matches!(content.place, "object" | "participle" | "ing" | "behind") => None,
            None => Some(Source::Nobody),
        };
    }
    let subject = reading.grammar.surface_subject(analysis, verb)?;
    allowed(reading, subject, cue.source).then_some(Source::Word(subject))
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

