//! Who says it: the subject, the "by" phrase of a passive, or nobody; and who can say anything at all.

use linguist::TokenId;
use ontology::{Deprel, Upos, Xpos};

use crate::clause::has_dummy;
use crate::complement::Found;
use crate::cues::{Cue, Kind, SourceRule};
use crate::reading::{Reading, Source};
use crate::subject;

/// Words between a passive and the one by whom it is done.
const MAX_BEFORE_AGENT: u32 = 8;

/// Who says it: the subject, the "by" phrase of a passive, or nobody.
pub(crate) fn source(reading: &Reading<'_>, verb: TokenId, cue: &Cue, content: &Found) -> Option<Source> {
    let analysis = reading.analysis;
    let passive = reading.is_passive(verb);
    if passive {
        let agent = analysis
            .children_by(verb, &[Deprel::OblAgent, Deprel::Obl])
            .find(|&child| grammar::preposition(analysis, child).as_deref() == Some("by"))
            .or_else(|| agent_by_order(reading, verb));
        return match agent {
            Some(agent) => allowed(reading, agent, cue.source).then_some(Source::Word(agent)),
            // A demand or judgement by nobody named is left out; "it is believed", "was told" stay, without a source.
            None => sourceless(reading, verb, content).then_some(Source::Nobody),
        };
    }
    if let Some(implied) = reading.implied(leading(reading, verb)) {
        return Some(implied);
    }
    // "Guards accused of theft": without anybody who is accused the subject is.
    let preposition =
        content.place == "preposition" && content.tokens.iter().min().is_some_and(|first| first.0 == verb.0 + 1);
    if preposition
        && is_accusing(reading, verb)
        && analysis.deprel(verb) != Deprel::AclRelcl
        && matches!(analysis.token(verb).xpos, Xpos::Vbd | Xpos::Vbn)
    {
        return Some(Source::Nobody);
    }
    let subject = subject(reading, verb)?;
    // "It underscores the need": what shows something by being so does not say it.
    let shows = analysis.upos(subject) == Upos::Pron && analysis.lower(subject) == "it";
    if shows && reading.cues.lists.evident.contains(reading.lemma(verb))
        || cue.source == SourceRule::First && !is_performed(reading, verb)
    {
        return None;
    }
    allowed(reading, subject, cue.source).then_some(Source::Word(subject))
}

/// The one who says what a verb tells: of the first verb of its row, by the tree or else by the order of words.
pub(crate) fn subject(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let speaking = leading(reading, verb);
    let misread = reading.is_misread_past(speaking).then(|| subject::before(reading, speaking)).flatten();
    let subject = misread
        .or_else(|| past_relative(reading, speaking))
        .or_else(|| taken_for_dummy(reading, speaking))
        .or_else(|| second_subject(reading, speaking))
        .or_else(|| reading.grammar.surface_subject(analysis, speaking))
        .or_else(|| inverted(reading, speaking))
        .or_else(|| subject::before(reading, speaking))
        .or_else(|| reading.grammar.surface_subject(analysis, verb))?;
    Some(past_address(reading, subject).or_else(|| person_behind(reading, speaking, subject)).unwrap_or(subject))
}

/// "The court freed Petrov, whose arrest led to unrest, [ruling] that …": a participle that the tree hangs into the
/// relative clause before its comma, where nobody speaks, goes with the verb above.
fn past_relative(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let told = analysis.head(verb).filter(|_| {
        let comma = verb.0.checked_sub(1).is_some_and(|before| analysis.form(TokenId(before)) == ",");
        comma && analysis.token(verb).xpos == Xpos::Vbg && analysis.deprel(verb) == Deprel::Advcl
    })?;
    let owned = analysis.child(told, Deprel::Nsubj)?;
    let silent = reading.has_child(owned, Deprel::NmodPoss, &["whose"]) && !is_speaker(reading, owned);
    let above = analysis.ancestors(told).find(|&word| reading.is_verb(word)).filter(|_| silent)?;
    reading.grammar.surface_subject(analysis, above)
}

/// "It insisted that …" with the subject taken for one that stands for nothing: only people and bodies say something.
fn taken_for_dummy(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let lemma = reading.lemma(verb);
    let says = reading.cues.of(lemma).iter().any(|cue| cue.kind == Kind::Verb && cue.takes.quote);
    let dummy = analysis.child(verb, Deprel::Expl).filter(|&it| it < verb && analysis.lower(it) == "it")?;
    let active = !reading.is_passive(verb) && analysis.child(verb, Deprel::Nsubj).is_none();
    (says && active && !reading.cues.lists.evident.contains(lemma)).then_some(dummy)
}

/// The same as a source; in a list without subjects the body that speaks in it.
pub(crate) fn said_by(reading: &Reading<'_>, verb: TokenId) -> Option<Source> {
    reading.implied(leading(reading, verb)).or_else(|| subject(reading, verb).map(Source::Word))
}

/// "“We leave,” [said] a staff officer": a speaker that the tree takes for an object.
fn inverted(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let before = verb.0.checked_sub(1).map(TokenId)?;
    let behind_quote = reading.quote_of(before).is_some() && reading.quote_of(verb).is_none();
    let object = analysis.child(verb, Deprel::Obj).filter(|&object| object > verb && object.0 - verb.0 < 12)?;
    (behind_quote && is_speaker(reading, object)).then_some(object)
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

/// The first verb of the row in which a verb stands: "He said it was late, but added that …".
fn leading(reading: &Reading<'_>, verb: TokenId) -> TokenId {
    let own_subject = reading.analysis.children_by(verb, &[Deprel::Nsubj]).next().is_some();
    let mut first = verb;
    while let Some(link) = reading.link(first).filter(|_| !own_subject) {
        first = link.first;
    }
    first
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
        // "was accused of", "a man suspected of": by whom is not told.
        "preposition" => is_accusing(reading, verb),
        "to" => has_dummy(reading, verb),
        _ => false,
    }
}

/// A verb that takes the one who is accused and then what of.
fn is_accusing(reading: &Reading<'_>, verb: TokenId) -> bool {
    matches!(reading.lemma(verb), "accuse" | "suspect" | "charge")
}

/// "was denied within weeks [by the agency]": the phrase with "by" that the tree hangs on another word before it.
fn agent_by_order(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let end = reading.stretch(verb).end.min(verb.0 + MAX_BEFORE_AGENT);
    let mut words =
        (verb.0 + 1..end).map(TokenId).take_while(|&word| !reading.is_punct(word) && !reading.is_verb(word));
    let by = words.find(|&word| analysis.lower(word) == "by")?;
    let agent = analysis.head(by).filter(|&noun| noun > by && analysis.deprel(by) == Deprel::Case)?;
    let day = reading.time_around(analysis.span(agent)).is_some();
    (!day && is_speaker(reading, agent)).then_some(agent)
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
                || analysis.deprel(subject) == Deprel::Expl
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
        Upos::Pron => {
            !matches!(analysis.lower(subject), "it" | "this" | "that" | "these" | "those" | "which" | "what")
                || reading.mentions.at(reading.entities, analysis.span(subject)).is_some()
        }
        _ => {
            lists.findings.contains(reading.lemma(subject))
                || lists.speakers.contains(reading.lemma(subject))
                || names_people(reading, subject)
                || reading.mentions.at(reading.entities, analysis.span(subject)).is_some()
        }
    }
}
