//! What two tellings of one thing contradict each other in.

use std::fmt::Write;

use ontology::{CommitmentStatus, EntityKind, Modifier, QuantityRole, Sector, Status};

use crate::compare::is_verbal_type;
use crate::disagree::{Attribute, Disagreement};
use crate::figure::{Match, is_toll, matched};
use crate::party::{Relation, relate};
use crate::telling::{Figure, Matter, Party, Precision, Telling, Terms, days_between};

/// Days after which other terms are a new undertaking of the same kind, not another view of the old one.
const NEW_TERMS: i32 = 60;
/// Days between two dates from which on it is no matter of the night or of the time zone.
const DATES: i32 = 2;

/// The contradictions of two tellings, the first published first. Whose word they are is for the caller.
pub(crate) fn between(one: &Telling, other: &Telling) -> Vec<Disagreement> {
    let mut found = Vec::new();
    match (&one.matter, &other.matter) {
        (Matter::Event { status: first, .. }, Matter::Event { status: second, .. }) => {
            found.extend(polarity(one, other, *first, *second));
            if found.is_empty() && *first == Status::Actual && *second == Status::Actual {
                found.extend(quantities(one, other));
                found.extend(agent(one, other));
                found.extend(date(one, other));
            }
        }
        (Matter::Commitment(first), Matter::Commitment(second)) => {
            found.extend(terms(one, other, first, second));
            found.extend(status(one, other, first, second));
        }
        (Matter::Event { .. }, Matter::Commitment(_)) | (Matter::Commitment(_), Matter::Event { .. }) => {}
    }
    found
}

/// Numbers of the same thing that do not meet. Where one telling gives several numbers of it ("from 5,200 to 3,000"), none
/// may meet a number of the other.
fn quantities(one: &Telling, other: &Telling) -> Option<Disagreement> {
    let mut differing: Option<(&Figure, &Figure)> = None;
    for first in &one.figures {
        for second in &other.figures {
            match matched(first, second) {
                Some(Match::Meet) => return None,
                Some(Match::Differ) if differing.is_none() => differing = Some((first, second)),
                Some(Match::Differ) | None => {}
            }
        }
    }
    let (first, second) = differing?;
    if first.narrowed != second.narrowed || is_update(one, other, first, second) {
        return None;
    }
    let (left, right) = (figure_text(first), figure_text(second));
    let reason = format!("the numbers of {} do not meet: {left}, {right}", counted(first, second));
    let exact = |figure: &Figure| figure.low == figure.high && figure.modifier.is_none();
    let sure = if first.role.is_some() && first.role == second.role { 500 } else { 400 };
    let strength = sure + if exact(first) && exact(second) { 100 } else { 50 };
    Some(Disagreement {
        attribute: Attribute::Quantity,
        role: first.role.or(second.role),
        first: left,
        second: right,
        reason,
        strength,
    })
}

/// A later and higher number of victims, or a later one of a sum that grows or shrinks.
fn is_update(one: &Telling, other: &Telling, first: &Figure, second: &Figure) -> bool {
    let later = match (one.published, other.published) {
        (Some(from), Some(to)) => days_between(from, to),
        _ => return true,
    };
    let value = |figure: &Figure| figure.low.or(figure.high).unwrap_or(0.0);
    let higher = value(second) > value(first);
    later > 0 && (is_toll(first) && higher || first.running || second.running)
}

fn counted(first: &Figure, second: &Figure) -> String {
    let role = match first.role.or(second.role) {
        Some(QuantityRole::Dead) => "dead",
        Some(QuantityRole::Injured) => "injured",
        Some(QuantityRole::Arrested) => "arrested",
        Some(QuantityRole::Amount) => "the amount",
        Some(QuantityRole::Actors | QuantityRole::Recipients) | None => "",
    };
    if role.is_empty() {
        first.of.clone().or_else(|| second.of.clone()).unwrap_or_else(|| "people".into())
    } else {
        role.into()
    }
}

/// "12", "more than 20", "about 40 to 50".
fn figure_text(figure: &Figure) -> String {
    let mut text = String::new();
    if figure.modifier == Some(Modifier::Approx) {
        text.push_str("about ");
    }
    let written = match (figure.low, figure.high) {
        (Some(low), Some(high)) if low == high => write!(text, "{low}"),
        (Some(low), Some(high)) => write!(text, "{low} to {high}"),
        (Some(low), None) if figure.modifier == Some(Modifier::MoreThan) => write!(text, "more than {low}"),
        (Some(low), None) => write!(text, "at least {low}"),
        (None, Some(high)) => write!(text, "at most {high}"),
        (None, None) => Ok(()),
    };
    debug_assert!(written.is_ok(), "writing to a string does not fail");
    if let Some(unit) = figure.unit.as_deref().filter(|unit| *unit != "people") {
        text.push(' ');
        text.push_str(unit);
    }
    text
}

/// One says that it was done, another denies it. A denial of somebody's part contradicts only that he took part.
fn polarity(one: &Telling, other: &Telling, first: Status, second: Status) -> Option<Disagreement> {
    let (affirmed, denied, affirmed_first) = match (first, second) {
        (Status::Actual, Status::Negated) => (one, other, true),
        (Status::Negated, Status::Actual) => (other, one, false),
        _ => return None,
    };
    if affirmed.action != denied.action {
        return None;
    }
    let covers = |denied: &[Party], affirmed: &[Party]| {
        denied.iter().any(|one| affirmed.iter().any(|other| may_be_one(one, other))) || denied.is_empty()
    };
    let about = !denied.by.is_empty() && covers(&denied.by, &affirmed.by)
        || denied.by.is_empty() && !denied.to.is_empty() && covers(&denied.to, &affirmed.to);
    let told = affirmed.by.is_empty() || affirmed.by.iter().any(|party| party.told) || denied.by.is_empty();
    // What is done after the denial does not contradict it.
    let day = denied.published;
    let by_then = affirmed.when.earliest.zip(day).is_none_or(|(done, day)| done <= day)
        && affirmed.published.zip(day).is_none_or(|(told, day)| affirmed.when.stated || days_between(day, told) <= 3);
    if !about || !by_then || !told {
        return None;
    }
    // "Has not agreed yet" is news of a promise that is open; only a denial contradicts one.
    let denial = denied.act == Some(ontology::Act::Deny);
    if !denial && affirmed.action.is_some_and(is_verbal_type) {
        return None;
    }
    let (first, second) = if affirmed_first { ("affirmed", "denied") } else { ("denied", "affirmed") };
    Some(Disagreement {
        attribute: Attribute::Polarity,
        role: None,
        first: first.into(),
        second: second.into(),
        reason: "one affirms that it was done, the other denies it".into(),
        strength: if denial { 650 } else { 450 },
    })
}

/// "Its fighters" and "Islamic State fighters" share a word, but neither the country nor the sector. A country that is
/// inferred for a description is often wrong by itself; the sector comes from its words.
fn may_be_one(one: &Party, other: &Party) -> bool {
    match relate(one, other) {
        Relation::Same | Relation::Kin => true,
        Relation::Alike => {
            let open = one.country.is_none() || other.country.is_none();
            open || one.country == other.country || one.sectors.first() == other.sectors.first()
        }
        Relation::Unknown | Relation::Clash => false,
    }
}

/// Two doers of one deed.
fn agent(one: &Telling, other: &Telling) -> Option<Disagreement> {
    let material = one.action.is_some_and(|kind| kind.quad() == ontology::Quad::MaterialConflict);
    if !material || one.source().is_none() && other.source().is_none() {
        return None;
    }
    let same_deed = one.trigger == other.trigger || one.setting.account.is_some() && one.account() == other.account();
    let (first, second) = (doer(one)?, doer(other)?);
    if !same_deed || one.report == other.report && (one.source().is_none() || other.source().is_none()) {
        return None;
    }
    let apart =
        one.by.iter().all(|first| other.by.iter().all(|second| crate::party::relate(first, second) < Relation::Alike));
    if !apart {
        return None;
    }
    let named = first.named && second.named;
    let reason = format!("one says {} did it, the other {}", first.name, second.name);
    Some(Disagreement {
        attribute: Attribute::Agent,
        role: None,
        first: first.name.clone(),
        second: second.name.clone(),
        reason,
        strength: if named { 600 } else { 450 },
    })
}

/// Whoever is said in so many words to have done it, and can be told from others.
fn doer(telling: &Telling) -> Option<&Party> {
    let known = |party: &&Party| {
        let armed =
            party.sectors.first().is_some_and(|sector| matches!(sector, Sector::Reb | Sector::Prm | Sector::Uaf));
        party.told && !party.key.is_empty() && (party.named || party.country.is_some() && armed)
    };
    let is_source = |party: &Party| telling.source().is_some_and(|source| source.name == party.name);
    let victim = |party: &Party| telling.to.iter().any(|to| to.name == party.name);
    // A person does not launch a rocket attack; the coder took the nearest name.
    let person = |party: &Party| party.kind == EntityKind::Person;
    telling.by.iter().find(known).filter(|party| !victim(party) && !person(party) || is_source(party))
}

fn date(one: &Telling, other: &Telling) -> Option<Disagreement> {
    let close =
        |telling: &Telling| telling.when.stated && matches!(telling.when.precision(), Precision::Day | Precision::Days);
    let sourced = one.source().is_some() || other.source().is_some();
    if !sourced || !close(one) || !close(other) || crate::occasion::gap(&one.when, &other.when) < DATES {
        return None;
    }
    let (first, second) = (when_text(one), when_text(other));
    let reason = format!("it cannot have happened both on {first} and on {second}");
    Some(Disagreement { attribute: Attribute::Date, role: None, first, second, reason, strength: 550 })
}

fn when_text(telling: &Telling) -> String {
    match (telling.when.earliest, telling.when.latest) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(day), None) | (None, Some(day)) => day.to_string(),
        (None, None) => String::new(),
    }
}

fn terms(one: &Telling, other: &Telling, first: &Terms, second: &Terms) -> Option<Disagreement> {
    let days = one.published.zip(other.published).map_or(0, |(from, to)| days_between(from, to));
    let new = |attribute, left: String, right: String, reason: String, strength| {
        Some(Disagreement { attribute, role: None, first: left, second: right, reason, strength })
    };
    if first.negated != second.negated && days <= NEW_TERMS {
        let say = |negated: bool| if negated { "will not" } else { "will" }.to_owned();
        let reason = "one says that it is to be done, the other that it is not".to_owned();
        return new(Attribute::Polarity, say(first.negated), say(second.negated), reason, 500);
    }
    if days > NEW_TERMS || days > 0 && second.revises {
        return None;
    }
    if let (Some(left), Some(right)) = (first.due, second.due)
        && left != right
    {
        let reason = format!("it is due by {left} or by {right}");
        return new(Attribute::Terms, left.to_string(), right.to_string(), reason, 600);
    }
    if let (Some(left), Some(right)) = (&first.quantity, &second.quantity)
        && first.due == second.due
        && matched(left, right) == Some(Match::Differ)
    {
        let (left, right) = (figure_text(left), figure_text(right));
        let reason = format!("it covers {left} or {right}");
        return new(Attribute::Terms, left, right, reason, 500);
    }
    match (&first.duration, &second.duration) {
        (Some(left), Some(right)) if left != right && first.due.is_none() && second.due.is_none() => {
            let reason = format!("it lasts {left} or {right}");
            new(Attribute::Terms, left.clone(), right.clone(), reason, 500)
        }
        _ => None,
    }
}

/// Done by one account, broken or refused by another.
fn status(one: &Telling, other: &Telling, first: &Terms, second: &Terms) -> Option<Disagreement> {
    let close = one.published.zip(other.published).is_none_or(|(from, to)| days_between(from, to) <= NEW_TERMS);
    let failed = |status| matches!(status, CommitmentStatus::Broken | CommitmentStatus::Rejected);
    let done = |status| status == CommitmentStatus::Fulfilled;
    let differ = done(first.status) && failed(second.status) || failed(first.status) && done(second.status);
    if !close || !differ {
        return None;
    }
    let (left, right) = (first.status.as_str().to_owned(), second.status.as_str().to_owned());
    let reason = format!("it is {left} by one account and {right} by the other");
    Some(Disagreement { attribute: Attribute::Status, role: None, first: left, second: right, reason, strength: 600 })
}
