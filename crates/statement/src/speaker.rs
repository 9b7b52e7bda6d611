//! Who says it: the subject, the "by" phrase of a passive, or nobody; and who can say anything at all.

use linguist::TokenId;
use ontology::{Deprel, Upos, Xpos};

use crate::clause::{CONTINUING, has_dummy};
use crate::complement::Found;
use crate::cues::{Cue, SourceRule};
use crate::reading::{Reading, Source};

/// Who says it: the subject, the "by" phrase of a passive, or nobody.
pub(crate) fn source(reading: &Reading<'_>, verb: TokenId, cue: &Cue, content: &Found) -> Option<Source> {
    let analysis = reading.analysis;
    let passive = reading.is_passive(verb);
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
    let speaking = above(reading, verb).unwrap_or(verb);
    let subject = second_subject(reading, speaking).or_else(|| reading.grammar.surface_subject(analysis, speaking))?;
    let subject =
        past_address(reading, subject).or_else(|| person_behind(reading, speaking, subject)).unwrap_or(subject);
    if cue.source == SourceRule::First && !is_performed(reading, verb) {
        return None;
    }
    allowed(reading, subject, cue.source).then_some(Source::Word(subject))
}

/// "Mr. President, the report shows that …": of two subjects before the verb the first is an address, if it is a name
/// with a comma behind it, and the second is no name (names in a row are joint sources).
fn second_subject(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let mut subjects = analysis.children_by(verb, &[Deprel::Nsubj]).filter(|&subject| subject < verb);
    let (first, second) = (subjects.next()?, subjects.next_back()?);
    let comma = TokenId(first.0 + 1);
    let set_off = comma < second && analysis.form(comma) == ",";
    (set_off && analysis.upos(first) == Upos::Propn && analysis.upos(second) != Upos::Propn).then_some(second)
}

/// "Mr. Chairman and Mr. Vice Chairman, I thank …", "Madam President, the kingdom wishes …": the one who is addressed
/// is no speaker; the next subject is, or the word that the tree takes for an apposition of the address.
fn past_address(reading: &Reading<'_>, subject: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let lists = &reading.cues.lists;
    let titled = analysis
        .children_by(subject, &[Deprel::NmodDesc, Deprel::Compound, Deprel::Flat])
        .any(|child| lists.courtesies.contains(analysis.lower(child)));
    if !titled || !lists.addressed.contains(analysis.lower(subject)) {
        return None;
    }
    let mut below = analysis.head(subject).into_iter().flat_map(|verb| analysis.children_by(verb, &[Deprel::Nsubj]));
    let second = below.rfind(|&next| next > subject);
    second.or_else(|| analysis.children_by(subject, &[Deprel::Appos]).find(|&next| next > subject))
}

/// "The report by the envoy, who said …": "who" is a person, so it is not the report but the name right before it.
fn person_behind(reading: &Reading<'_>, verb: TokenId, subject: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let who = analysis.children_by(verb, &[Deprel::Nsubj]).find(|&child| analysis.lower(child) == "who")?;
    let written = reading.cues.lists.findings.contains(reading.lemma(subject)) || !is_speaker(reading, subject);
    if !written || names_people(reading, subject) {
        return None;
    }
    let mut word = (subject.0 + 1..who.0).rev().map(TokenId).find(|&token| !reading.is_punct(token))?;
    while matches!(analysis.deprel(word), Deprel::Flat | Deprel::Appos) {
        word = analysis.head(word).filter(|&head| head > subject && head < word)?;
    }
    let person = analysis.upos(word) == Upos::Propn || names_people(reading, word);
    person.then_some(word)
}

/// "He said it was late, but added that …": read as a part of what he said, the second cue still is his.
fn above(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let first = analysis.head(verb).filter(|_| analysis.deprel(verb) == Deprel::Conj)?;
    let outer = analysis.head(first).filter(|_| analysis.deprel(first) == Deprel::Ccomp)?;
    let own_subject = analysis.children_by(verb, &[Deprel::Nsubj, Deprel::Aux]).next().is_some();
    let speaks = reading.cues.of(reading.lemma(outer)).iter().any(|cue| cue.takes.quote);
    (!own_subject && speaks && CONTINUING.contains(&reading.lemma(verb))).then_some(outer)
}

/// "It is believed that …", "was said to …", "we were told that …".
fn sourceless(reading: &Reading<'_>, verb: TokenId, content: &Found) -> bool {
    // "it will be shown that …": nobody has yet.
    let will = |aux: TokenId| matches!(reading.analysis.lower(aux), "will" | "shall" | "'ll" | "’ll");
    if reading.analysis.children_by(verb, &[Deprel::Aux]).any(will) {
        return false;
    }
    let told = matches!(reading.lemma(verb), "tell" | "inform" | "assure" | "notify" | "advise" | "warn");
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
    let continued =
        reading.is_to_infinitive(verb) && analysis.head(verb).is_some_and(|head| reading.lemma(head) == "continue");
    !modal && !continued
}

/// Whether a word can be the source of a cue.
pub(crate) fn allowed(reading: &Reading<'_>, subject: TokenId, rule: SourceRule) -> bool {
    let analysis = reading.analysis;
    let lower = analysis.lower(subject);
    // "let's see": the pronoun is an address.
    if matches!(lower, "'s" | "’s") {
        return false;
    }
    if matches!(lower, "nobody" | "none" | "nothing" | "one")
        && (lower != "one" || reading.has_child(subject, Deprel::Det, &["no"]))
        || reading.has_child(subject, Deprel::Det, &["no"])
    {
        return false;
    }
    match rule {
        SourceRule::Any => {
            !matches!(lower, "it" | "this" | "that" | "there" | "which" | "what")
                || reading.mentions.at(reading.entities, analysis.span(subject)).is_some()
        }
        SourceRule::First => matches!(lower, "i" | "we"),
        SourceRule::Finding => is_speaker(reading, subject),
        SourceRule::Document => reading.cues.lists.findings.contains(reading.lemma(subject)),
    }
}

/// "voters", "a biologist", "the Georgians": by the ending, where no list has the word.
fn names_people(reading: &Reading<'_>, noun: TokenId) -> bool {
    let lemma = reading.lemma(noun);
    let plural = reading.analysis.token(noun).xpos == Xpos::Nns;
    reading.cues.lists.people.contains(lemma)
        || lemma.len() > 4
            && !reading.cues.lists.things.contains(lemma)
            && (["ist", "ian", "man", "woman"].iter().any(|end| lemma.ends_with(end))
                || plural && ["er", "or", "ant", "ee"].iter().any(|end| lemma.ends_with(end)))
}

/// Findings and documents, names, people: not "this", not an event.
pub(crate) fn is_speaker(reading: &Reading<'_>, subject: TokenId) -> bool {
    let analysis = reading.analysis;
    let lists = &reading.cues.lists;
    match analysis.upos(subject) {
        Upos::Propn => true,
        Upos::Pron => !matches!(analysis.lower(subject), "it" | "this" | "that" | "these" | "those" | "which" | "what"),
        _ => {
            lists.findings.contains(reading.lemma(subject))
                || lists.speakers.contains(reading.lemma(subject))
                || names_people(reading, subject)
                || reading.mentions.at(reading.entities, analysis.span(subject)).is_some()
        }
    }
}
