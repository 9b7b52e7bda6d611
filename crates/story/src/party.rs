//! Whether two participants can be one.

use ontology::{EntityKind, Sector};

use crate::telling::Party;

/// How two participants stand to each other; later ones bind closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Relation {
    /// They cannot be one: different countries, two persons, rebels and an army.
    Clash,
    /// Nothing tells.
    Unknown,
    /// Described alike: "gunmen", "masked gunmen".
    Alike,
    /// A country and its government, its army, its minister.
    Kin,
    /// Of the same name.
    Same,
}

/// The closest relation between two sides of a telling; [`Relation::Clash`] only if every pair clashes.
pub(crate) fn sides(ones: &[Party], others: &[Party]) -> Relation {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| relate(one, other)));
    pairs.max().unwrap_or(Relation::Unknown)
}

/// How two participants stand to each other. Symmetrical.
pub(crate) fn relate(one: &Party, other: &Party) -> Relation {
    if one.named && other.named {
        match names(one, other) {
            Some(true) => return Relation::Same,
            Some(false) if one.kind == EntityKind::Person && other.kind == EntityKind::Person => {
                return Relation::Clash;
            }
            Some(false) | None => {}
        }
    }
    let described = !one.named || !other.named;
    match (one.country, other.country) {
        (Some(first), Some(second)) if first == second => of_one_country(one, other),
        // The country of a description is inferred from the report around it.
        _ if described && alike(one, other) == Relation::Alike => Relation::Alike,
        // What a description says of the country is inferred, and often wrong for those that are no state.
        (Some(first), Some(second)) if first.is_state() && second.is_state() => Relation::Clash,
        (Some(_), Some(_)) if one.named && other.named => Relation::Clash,
        _ => alike(one, other),
    }
}

/// Whether two names are of one bearer; `None` where a name is empty.
fn names(one: &Party, other: &Party) -> Option<bool> {
    let both_countries = one.kind == EntityKind::Country && other.kind == EntityKind::Country;
    if both_countries && one.country.is_some() {
        return Some(one.country == other.country);
    }
    let (family, other_family) = (one.key.last()?, other.key.last()?);
    if one.kind == EntityKind::Person && other.kind == EntityKind::Person {
        let first = |party: &Party| party.key.first().filter(|_| party.key.len() > 1).cloned();
        let same_first = match (first(one), first(other)) {
            (Some(first), Some(second)) => first == second,
            _ => true,
        };
        return Some(family == other_family && same_first || contains(&one.key, &other.key));
    }
    // An organization's short name is part of its long one; one word alone must be the last or the first.
    Some(contains(&one.key, &other.key))
}

/// Whether one of two lists holds all of the other.
fn contains(one: &[String], other: &[String]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    !short.is_empty() && short.iter().all(|word| long.contains(word))
}

/// Participants of the same country are kin when one speaks or acts for the other.
fn of_one_country(one: &Party, other: &Party) -> Relation {
    match (part(one), part(other)) {
        (Part::State, Part::State) => Relation::Kin,
        // Two militias are two, whatever their country.
        (Part::Armed, Part::Armed) if both_named(one, other) => Relation::Clash,
        (first, second) if first == second && both_named(one, other) => Relation::Unknown,
        (first, second) if first == second => alike(one, other).max(Relation::Alike),
        (Part::Unknown, _) | (_, Part::Unknown) => alike(one, other),
        // "Two Americans" may be soldiers.
        (Part::People, Part::State) | (Part::State, Part::People) if !one.named && !other.named => Relation::Alike,
        _ => Relation::Clash,
    }
}

fn both_named(one: &Party, other: &Party) -> bool {
    one.named && other.named && one.kind != EntityKind::Country && other.kind != EntityKind::Country
}

/// What a participant is within a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The country as a whole, its executive, its forces.
    State,
    Parliament,
    Court,
    Armed,
    Opposition,
    People,
    Unknown,
}

fn part(party: &Party) -> Part {
    match party.sectors.first() {
        None if party.kind == EntityKind::Country => Part::State,
        None => Part::Unknown,
        Some(Sector::Gov | Sector::Mil | Sector::Cop | Sector::Spy) => Part::State,
        Some(Sector::Leg) => Part::Parliament,
        Some(Sector::Jud) => Part::Court,
        Some(Sector::Prm | Sector::Reb | Sector::Uaf | Sector::Crm | Sector::Pre) => Part::Armed,
        Some(Sector::Pty | Sector::Opp) => Part::Opposition,
        Some(
            Sector::Cvl
            | Sector::Bus
            | Sector::Lab
            | Sector::Agr
            | Sector::Edu
            | Sector::Med
            | Sector::Jrn
            | Sector::Rel
            | Sector::Ref
            | Sector::Soc,
        ) => Part::People,
        Some(Sector::Eli | Sector::Unk) => Part::Unknown,
    }
}

/// Descriptions that share a word.
fn alike(one: &Party, other: &Party) -> Relation {
    if one.key.iter().any(|word| other.key.contains(word)) { Relation::Alike } else { Relation::Unknown }
}
