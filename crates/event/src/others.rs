//! Who stands on the other side when no slot of the frame names it: the nearest participant in what is governed.

use linguist::TokenId;
use ontology::{Deprel, EntityKind, EventType, Form, Upos};
use record::Participant;

use crate::participants::{participants, performers};
use crate::reading::Reading;
use crate::sides::judges;
use crate::slots::Slots;

/// Bounds the search below the trigger.
const OTHER_SIDE_DEPTH: usize = 3;
/// The same below a demand of protesters: "the return of land that was seized by the army".
const PURPOSE_DEPTH: usize = 5;

/// Types that are done to someone, who is often named only deep in what is promised, refused or eased.
pub(crate) fn seeks_other_side(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Agree
            | EventType::Request
            | EventType::Reject
            | EventType::Threaten
            | EventType::Accuse
            | EventType::Support
            | EventType::Concede
            | EventType::Aid
            | EventType::Retreat
            | EventType::Sanction
            | EventType::Coerce
            | EventType::Protest
    )
}

/// The nearest participant in what the trigger governs, with those coordinated with it; `harmed` tells who is only
/// named as the victim of something governed.
pub(crate) fn other_side(
    reading: &Reading<'_>,
    kind: EventType,
    slots: &Slots,
    actors: &[Participant],
    harmed: &dyn Fn(TokenId) -> bool,
) -> Vec<Participant> {
    let analysis = reading.analysis;
    // "welcomed the *steps* that were taken by the king": what hangs on a noun of the phrase.
    let nouns = || slots.words.iter().copied().filter(|&word| analysis.upos(word) == Upos::Noun);
    let by_whom: Vec<Participant> = nouns()
        .flat_map(|noun| analysis.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl]))
        .flat_map(|clause| performers(reading, clause))
        .filter(|side| !actors.iter().any(|actor| actor.entity == side.entity))
        .collect();
    if !by_whom.is_empty() {
        return by_whom;
    }
    let asked = |token: TokenId| {
        // "asked for *observers*": they are not those who are asked.
        kind == EventType::Request
            && analysis.upos(token) == Upos::Noun
            && (slots.arguments.patients.contains(&token) || slots.arguments.with(&["for"]).any(|head| head == token))
    };
    let mut level: Vec<TokenId> = slots.clauses.clone();
    level.extend(nouns().flat_map(|noun| analysis.children_by(noun, &[Deprel::Acl, Deprel::Ccomp])));
    if kind == EventType::Aid {
        // "delivers food with help from Japan": whom it is done with does not get it.
        level.extend(slots.arguments.patients.iter().copied());
        level.extend(slots.arguments.with(&["to", "for", "of", "on"]));
    } else {
        level.extend(slots.objects());
    }
    level.extend(slots.arguments.with(&["over", "in", "into", "between", "toward", "towards", "at", "about"]));
    // "*On Mali*, the minister deplored …": what comes first sets the scene.
    let first = slots.words.iter().min().copied();
    level.retain(|&word| {
        let phrase = matches!(analysis.deprel(word), Deprel::Obl | Deprel::OblUnmarked);
        !(phrase && first.is_some_and(|trigger| word < trigger && analysis.upos(trigger) == Upos::Verb))
    });
    let promises = matches!(kind, EventType::Agree | EventType::Support | EventType::Retreat | EventType::Request);
    // "pledged that *the state* will pay".
    let is_doer = |token: TokenId| {
        analysis.deprel(token) == Deprel::Nsubj
            && slots.clauses.iter().any(|&clause| analysis.head(token) == Some(clause))
    };
    // "sought refuge *in Norway*": there it is asked of the country.
    let haven = slots.arguments.patients.iter().any(|&word| reading.classes.contains(reading, "haven", word));
    let skip = |token: TokenId| {
        promises && !haven && is_setting(reading, token)
            || asked(token)
            || judges(kind) && harmed(token)
            || kind == EventType::Request && is_beneficiary(reading, token)
            || kind == EventType::Agree && is_doer(token)
            || matches!(kind, EventType::Agree | EventType::Retreat | EventType::Aid) && is_home(reading, token, actors)
            // "recalled *its ambassador*".
            || kind == EventType::Sanction
                && reading.classes.contains(reading, "envoys", token)
                && reading.participant_at(token).is_some_and(|side| reading.of_one_country(&side, actors))
    };
    let Some((at, found)) = nearest_at(reading, (level, OTHER_SIDE_DEPTH), actors, &skip, judges(kind)) else {
        return if kind == EventType::Threaten { conditioned(reading, slots, actors) } else { Vec::new() };
    };
    let mut all = vec![found];
    for member in grammar::conjuncts(reading.analysis, at) {
        for other in reading.participants_at(member) {
            let known = |side: &Participant| side.entity == other.entity;
            if !all.iter().chain(actors).any(known) && !is_document(reading, &other) {
                all.push(other);
            }
        }
    }
    all
}

/// "threatened to stop the talks if *Mali* goes ahead": a threat is for the one on whom it depends.
fn conditioned(reading: &Reading<'_>, slots: &Slots, actors: &[Participant]) -> Vec<Participant> {
    let analysis = reading.analysis;
    let over = slots.clauses.iter().chain(&slots.words).copied();
    let clause = |&token: &TokenId| analysis.deprel(token) == Deprel::Advcl;
    let conditions = over.flat_map(|word| analysis.subtree_without(word, |_| false)).filter(clause);
    let is_condition = |&clause: &TokenId| {
        let marks = analysis.children_by(clause, &[Deprel::Mark]).map(|mark| analysis.lower(mark));
        marks.into_iter().any(|mark| matches!(mark, "if" | "unless" | "until"))
    };
    let subject = |clause: TokenId| reading.grammar.surface_subject(analysis, clause);
    let sides = conditions.filter(is_condition).filter_map(subject).flat_map(|head| participants(reading, &[head]));
    sides.filter(|side| !actors.iter().any(|actor| actor.entity == side.entity)).take(1).collect()
}

/// "an amendment to *the budget resolution*", "welcomed *the treaty*", "disagrees with *that assessment*", "joined *it*" of
/// a conference: told of as if it were someone, but nobody to whom a thing is done.
pub(crate) fn is_document(reading: &Reading<'_>, participant: &Participant) -> bool {
    let Some(head) = participant.span.and_then(|span| reading.analysis.head_of_span(span)) else { return false };
    if reading.classes.contains(reading, "document", head) {
        // "a Security Council resolution" stands for the body that issued it.
        return reading.entity(*participant).is_none_or(|entity| entity.country.is_none());
    }
    let is_thing = |word: TokenId| {
        reading.analysis.upos(word) == Upos::Noun
            && ["nobody", "meeting"].iter().any(|class| reading.classes.contains(reading, class, word))
    };
    if reading.analysis.upos(head) != Upos::Pron {
        return is_thing(head);
    }
    // What a pronoun stands for, by its first mention that is none.
    let entity = reading.entity(*participant);
    let first = entity.and_then(|entity| entity.mentions.iter().find(|mention| mention.form != Form::Pronoun));
    first.is_some_and(|first| {
        first.form == Form::Nominal && reading.analysis.head_of_span(first.span).is_some_and(is_thing)
    })
}

/// "demanded access *for the UN*", "help *for refugees*": who would have the good of it is not who is asked.
fn is_beneficiary(reading: &Reading<'_>, token: TokenId) -> bool {
    let analysis = reading.analysis;
    let thing = analysis.head(token).filter(|_| analysis.deprel(token) == Deprel::Nmod);
    match grammar::preposition(analysis, token).as_deref() {
        Some("for") => thing.is_some(),
        Some("to") => thing.is_some_and(|thing| reading.classes.contains(reading, "relief", thing)),
        _ => false,
    }
}

/// "promised to rebuild *Chad*", said by its president: one's own country is where it is done.
fn is_home(reading: &Reading<'_>, token: TokenId, actors: &[Participant]) -> bool {
    let country = reading
        .participant_at(token)
        .filter(|_| reading.entity_at(token).is_some_and(|entity| entity.kind == EntityKind::Country));
    country.is_some_and(|country| reading.of_one_country(&country, actors))
}

/// "a political transition *in Syria*": where it is, not to whom it is done.
pub(crate) fn is_setting(reading: &Reading<'_>, token: TokenId) -> bool {
    reading.entity_at(token).is_some_and(|entity| entity.kind == EntityKind::Country)
        && grammar::preposition(reading.analysis, token)
            .is_some_and(|word| matches!(word.as_str(), "in" | "within" | "inside" | "across" | "throughout"))
}

/// The nearest participant under some words that is of another country than the actors, else the nearest.
pub(crate) fn nearest_other(reading: &Reading<'_>, level: Vec<TokenId>, actors: &[Participant]) -> Option<Participant> {
    nearest_at(reading, (level, PURPOSE_DEPTH), actors, &|_| false, false).map(|(_, found)| found)
}

fn nearest_at(
    reading: &Reading<'_>,
    (mut level, depth): (Vec<TokenId>, usize),
    actors: &[Participant],
    skip: &dyn Fn(TokenId) -> bool,
    judged: bool,
) -> Option<(TokenId, Participant)> {
    let analysis = reading.analysis;
    let country = |participant: &Participant| reading.entity(*participant).and_then(|entity| entity.country);
    let mut nearest = None;
    for _ in 0..depth {
        let mut below = Vec::new();
        for &token in &level {
            if let Some(found) = reading.participant_at(token)
                && !actors.iter().any(|actor| actor.entity == found.entity)
                && !is_document(reading, &found)
                && !skip(token)
                && !(analysis.upos(token) == Upos::Adj && country(&found).is_none())
            {
                let abroad = country(&found).is_some() && actors.iter().all(|actor| country(actor) != country(&found));
                if abroad || actors.is_empty() {
                    return Some((token, found));
                }
                nearest.get_or_insert((token, found));
            }
            // "pleased that the *village* will be helped" is no praise of the village.
            let inside = |child: TokenId| match analysis.deprel(child) {
                Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Punct => false,
                Deprel::NsubjPass => !judged,
                _ => true,
            };
            below.extend(analysis.children(token).iter().copied().filter(|&child| inside(child)));
        }
        level = below;
    }
    nearest
}
