//! When, where and how many: times, places and quantities that belong to an event.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, EventType, QuantityRole, Upos};
use record::{EventQuantity, PlaceId, Quantity, TimeId};

use crate::candidate::Candidate;
use crate::frames::Effect;
use crate::reading::Reading;

/// The time expression that governs the trigger, else the only date of its sentence.
pub(crate) fn time_of(reading: &Reading<'_>, candidate: &Candidate) -> Option<TimeId> {
    let analysis = reading.analysis;
    let dated = |&(at, head): &(usize, TokenId)| {
        let time = reading.input.times.get(at)?;
        (time.earliest.is_some() || time.latest.is_some()).then_some((time.id, head))
    };
    let in_sentence: Vec<(TimeId, TokenId)> = reading.around(candidate.token)?.times.iter().filter_map(dated).collect();
    let clause = clauses_of(reading, candidate);
    let governed = in_sentence
        .iter()
        .find(|&&(_, head)| clause.iter().any(|&word| governor(analysis, head, &clause) == Some(word)));
    match (governed, in_sentence.as_slice()) {
        (Some(&(id, _)), _) => Some(id),
        (None, &[(id, head)]) if reaches(analysis, head, candidate.token) => Some(id),
        _ => None,
    }
}

/// The time at which somebody says what the clause of the trigger tells: "announced *on Monday* that it would leave".
pub(crate) fn time_of_telling(reading: &Reading<'_>, candidate: &Candidate) -> Option<TimeId> {
    let analysis = reading.analysis;
    let inside = std::iter::once(candidate.token).chain(analysis.ancestors(candidate.token));
    let clause = inside.take_while(|&token| analysis.deprel(token) != Deprel::Root).find(|&token| {
        matches!(analysis.deprel(token), Deprel::Ccomp | Deprel::Xcomp)
            || reading.grammar.announcer(analysis, token).is_some()
    })?;
    let verb = reading.grammar.announcer(analysis, clause).or_else(|| analysis.head(clause))?;
    let times = &reading.around(candidate.token)?.times;
    // "in September, when it announced that …": the time that the relative clause tells more of.
    let told_of =
        analysis.head(verb).filter(|_| matches!(analysis.deprel(verb), Deprel::AclRelcl | Deprel::AdvclRelcl));
    let governed = |head: TokenId| governor(analysis, head, &[verb]) == Some(verb) || told_of == Some(head);
    let &(at, _) = times.iter().find(|&&(_, head)| governed(head))?;
    let time = reading.input.times.get(at)?;
    (time.earliest.is_some() || time.latest.is_some()).then_some(time.id)
}

/// Whether a date can reach a trigger that it does not hang on: from the clause above ("said on Monday that they
/// left"), not from a clause beside or below ("broke the pact that they signed in 2015").
fn reaches(analysis: &Analysis, date: TokenId, trigger: TokenId) -> bool {
    let Some(verb) = analysis.ancestors(date).find(|&above| analysis.upos(above) == Upos::Verb) else { return true };
    let beside = verb != trigger && !is_above(analysis, verb, trigger);
    let is_clause = matches!(
        analysis.deprel(verb),
        Deprel::AclRelcl | Deprel::Acl | Deprel::Conj | Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Root
    );
    !(beside && is_clause)
}

/// Whether the verb's clause embeds the trigger. A coordinated clause with a subject of its own stands beside it.
fn is_above(analysis: &Analysis, verb: TokenId, trigger: TokenId) -> bool {
    let stands_alone = |token: TokenId| {
        analysis.deprel(token) == Deprel::Conj
            && analysis.children_by(token, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some()
    };
    std::iter::once(trigger)
        .chain(analysis.ancestors(trigger))
        .take_while(|&token| !stands_alone(token))
        .any(|token| analysis.head(token) == Some(verb))
}

/// The words whose own adverbials tell of the event: the trigger, its phrase, the verb over an event noun.
fn clauses_of(reading: &Reading<'_>, candidate: &Candidate) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let mut words = candidate.words.clone();
    if candidate.nominal {
        words.push(reading.grammar.clause_of(analysis, candidate.token));
    }
    let has_subject = analysis.children_by(candidate.token, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
    let shares = match analysis.deprel(candidate.token) {
        Deprel::Xcomp => true,
        // A second clause with a subject of its own has its own time too.
        Deprel::Conj => !has_subject,
        _ => false,
    };
    words.extend(analysis.head(candidate.token).filter(|_| shares));
    words.extend(told_when(analysis, words.last().copied().unwrap_or(candidate.token)));
    words
}

/// "in June it promised to leave, *when they held talks*": the predicates whose time a clause with "when" has.
fn told_when(analysis: &Analysis, clause: TokenId) -> Vec<TokenId> {
    let is_when = |child: TokenId| child < clause && analysis.lower(child) == "when";
    let has_when = analysis.children_by(clause, &[Deprel::Advmod, Deprel::Mark]).any(is_when);
    if !has_when || analysis.deprel(clause) != Deprel::Advcl {
        return Vec::new();
    }
    let above = analysis.head(clause).into_iter();
    above
        .flat_map(|verb| {
            let over = analysis.head(verb).filter(|_| analysis.deprel(verb) == Deprel::Xcomp);
            std::iter::once(verb).chain(over)
        })
        .collect()
}

/// The nearest predicate above an adverbial, or one of the given words if that comes first.
fn governor(analysis: &Analysis, token: TokenId, words: &[TokenId]) -> Option<TokenId> {
    analysis.ancestors(token).find(|&above| words.contains(&above) || analysis.upos(above) == Upos::Verb)
}

/// The named place that stands in the clause of the trigger.
pub(crate) fn place_of(reading: &Reading<'_>, candidate: &Candidate) -> Option<PlaceId> {
    let analysis = reading.analysis;
    let clause = clauses_of(reading, candidate);
    let places = &reading.around(candidate.token)?.places;
    let governed = |head: TokenId| governor(analysis, head, &clause).is_some_and(|word| clause.contains(&word));
    if let Some(&(at, _)) = places.iter().find(|&&(_, head)| governed(head)) {
        return reading.input.places.get(at).map(|place| place.id);
    }
    let there = clause.iter().flat_map(|&word| analysis.children(word)).find(|&&child| is_there(analysis, child))?;
    place_before(reading, *there)
}

/// "were killed *there*", not "there were" and "from there".
fn is_there(analysis: &Analysis, token: TokenId) -> bool {
    analysis.lower(token) == "there"
        && analysis.deprel(token) == Deprel::Advmod
        && analysis.children_by(token, &[Deprel::Case]).next().is_none()
}

/// The last place named before a word, in its sentence or the one before.
fn place_before(reading: &Reading<'_>, token: TokenId) -> Option<PlaceId> {
    let analysis = reading.analysis;
    let (sentence, at) = (analysis.sentence_of(token), analysis.span(token).start);
    let before = reading.input.places.iter().rev().find(|place| place.span.end <= at)?;
    let head = analysis.head_of_span(before.span)?;
    (sentence.abs_diff(analysis.sentence_of(head)) <= 1).then_some(before.id)
}

/// The numbers that count the participants, casualties or means of the event.
pub(crate) fn quantities_of(
    reading: &Reading<'_>,
    candidate: &Candidate,
    effect: Option<Effect>,
) -> Vec<EventQuantity> {
    let analysis = reading.analysis;
    let counts = |heads: &[TokenId], counted: TokenId| {
        heads.iter().any(|&head| {
            head == counted || analysis.head(counted) == Some(head) && analysis.deprel(counted) == Deprel::Nmod
        })
    };
    let mut found = Vec::new();
    let numbers = reading.around(candidate.token).map_or(&[][..], |around| &around.quantities);
    for &(at, head) in numbers {
        let Some(quantity) = reading.input.quantities.get(at) else { continue };
        let counted = match (analysis.deprel(head), analysis.head(head)) {
            (Deprel::Nummod, Some(noun)) => noun,
            _ => head,
        };
        let role = if is_money(quantity) {
            let paid =
                matches!(candidate.kind, EventType::Aid | EventType::Agree | EventType::Sanction | EventType::Coerce);
            paid.then_some(QuantityRole::Amount)
        } else if counts(&candidate.patients, counted) {
            Some(role_of_patients(effect))
        } else if counts(&candidate.agents, counted) {
            let fallen = candidate.patients.is_empty() && effect == Some(Effect::Dead) && candidate.actors.is_empty();
            Some(if fallen { QuantityRole::Dead } else { QuantityRole::Actors })
        } else {
            None
        };
        if let Some(role) = role {
            found.push(EventQuantity { quantity: quantity.id, role });
        }
    }
    found
}

fn role_of_patients(effect: Option<Effect>) -> QuantityRole {
    match effect {
        Some(Effect::Dead) => QuantityRole::Dead,
        Some(Effect::Injured) => QuantityRole::Injured,
        Some(Effect::Arrested) => QuantityRole::Arrested,
        Some(Effect::Amount) => QuantityRole::Amount,
        None => QuantityRole::Recipients,
    }
}

fn is_money(quantity: &Quantity) -> bool {
    quantity.unit.as_deref().is_some_and(|unit| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase()))
}
