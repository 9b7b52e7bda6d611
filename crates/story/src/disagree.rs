//! Where tellings of one happening or undertaking cannot all be true (codebook section 9).
//!
//! Precision comes first. Two tellings disagree only if they rest on different sources, count or say the same thing of the
//! same time, and neither is merely the later one of a number that grows. What one source changes is a revision.

use ontology::{EntityKind, QuantityRole};
use serde::{Deserialize, Serialize};

use crate::Telling;
use crate::dispute;
use crate::party::{Relation, relate};
use crate::telling::{Party, days_between};

/// Disagreements that are kept of one group.
const MOST: usize = 16;
/// Tellings of one group that are compared, the first ones.
const MOST_TELLINGS: usize = 160;

/// What two tellings disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Attribute {
    /// Numbers of the same thing whose intervals do not meet.
    Quantity,
    /// Affirmed and denied.
    Polarity,
    /// Who did it.
    Agent,
    /// When it happened.
    Date,
    /// The terms of an undertaking: when it is due, how long it lasts, how much it covers.
    Terms,
    /// How far an undertaking has got.
    Status,
}

/// A disagreement between two tellings, each of which the caller knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    pub attribute: Attribute,
    /// For a quantity: its role, if it has one.
    pub role: Option<QuantityRole>,
    /// What the first telling has, in words: "40 dead", "2011-12-31", "denied".
    pub first: String,
    /// What the second one has.
    pub second: String,
    /// Why they cannot both be true, in a plain sentence.
    pub reason: String,
    /// How sure, 1 to 1000; for sorting.
    pub strength: u16,
}

/// The disagreements among tellings of one happening or undertaking, given in the order of [`Telling::order`]; most
/// certain first; pairs of indices, the earlier telling first. The same two values are given once, for the first tellings that
/// have them.
#[must_use]
pub fn disagreements(tellings: &[Telling]) -> Vec<(usize, usize, Disagreement)> {
    let mut found: Vec<(usize, usize, Disagreement)> = Vec::new();
    for (at, one) in tellings.iter().enumerate().take(MOST_TELLINGS) {
        for (later, other) in tellings.iter().enumerate().take(MOST_TELLINGS).skip(at + 1) {
            let Some(voices) = voices(one, other) else { continue };
            for disagreement in dispute::between(one, other) {
                let strength = disagreement.strength.saturating_add(voices).min(1000);
                add(&mut found, at, later, Disagreement { strength, ..disagreement });
            }
        }
    }
    found.sort_by(|one, other| other.2.strength.cmp(&one.2.strength).then((one.0, one.1).cmp(&(other.0, other.1))));
    found.truncate(MOST);
    found
}

/// Keeps the stronger of two that give the same values.
fn add(found: &mut Vec<(usize, usize, Disagreement)>, at: usize, later: usize, new: Disagreement) {
    let same = |old: &Disagreement| {
        let values = (&old.first, &old.second);
        old.attribute == new.attribute
            && old.role == new.role
            && (values == (&new.first, &new.second) || values == (&new.second, &new.first))
    };
    match found.iter_mut().find(|(_, _, old)| same(old)) {
        Some(old) if old.2.strength < new.strength => *old = (at, later, new),
        Some(_) => {}
        None => found.push((at, later, new)),
    }
}

/// How independent two tellings are, in points of strength; `None` if they rest on one source.
fn voices(one: &Telling, other: &Telling) -> Option<u16> {
    let one_report = one.report == other.report;
    let one_outlet = !one_report && one.outlet.is_some() && one.outlet == other.outlet;
    if !one_report && one.edition == other.edition {
        return None;
    }
    match (one.source(), other.source()) {
        (Some(first), Some(second)) => {
            // An outlet that cites one source in one report and another in the next writes of two things, or takes the
            // first back; unless the two are of two sides.
            let one_side = relate(first, second) != Relation::Clash;
            if one_voice(first, second, one, other) || one_outlet && one_side {
                return None;
            }
            Some(if first.named && second.named { 200 } else { 150 })
        }
        // A report that says one thing itself and another by a source keeps its distance from the source.
        (Some(_), None) | (None, Some(_)) if one_outlet => None,
        (Some(_), None) | (None, Some(_)) => Some(if one_report { 50 } else { 100 }),
        (None, None) if one_report || one_outlet => None,
        (None, None) => Some(50),
    }
}

/// Whether two sources are one, or speak for one: the second then corrects the first.
fn one_voice(first: &Party, second: &Party, one: &Telling, other: &Telling) -> bool {
    match relate(first, second) {
        Relation::Same => true,
        Relation::Alike => first.country == second.country,
        // An army and a ministry are two voices; a government and its officials are one, at least after a day.
        Relation::Kin => {
            let days = one.published.zip(other.published).map_or(0, |(from, to)| days_between(from, to));
            let whole = first.kind == EntityKind::Country || second.kind == EntityKind::Country;
            (whole || first.sectors.first() == second.sectors.first()) && (days > 1 || !(first.named && second.named))
        }
        Relation::Unknown | Relation::Clash => false,
    }
}
