//! One undertaking told several times in a report is one commitment.

use std::collections::{BTreeMap, BTreeSet};

use ontology::{Basis, CommitmentStatus};
use record::{Commitment, CommitmentId, Date};

use crate::reading::Reading;

/// Merges commitments of one obligor to the same act on the same object, and numbers what is left.
pub(crate) fn merge(reading: &Reading<'_>, found: Vec<Commitment>) -> Vec<Commitment> {
    let mut merged: Vec<Commitment> = Vec::new();
    // Obligor and act → the commitments with them, so that many of them cost no more than their number.
    let mut by_act: BTreeMap<(u32, String), usize> = BTreeMap::new();
    let mut by_term: BTreeMap<TermKey, usize> = BTreeMap::new();
    for commitment in found {
        let key = (commitment.obligor.entity.map_or(u32::MAX, |entity| entity.0), act_key(reading, &commitment));
        // "will reduce its force by June" and "the cut of its force by June": one object and one day.
        let term = term_key(reading, &commitment);
        let twin = || term.as_ref().and_then(|term| by_term.get(term)).copied();
        let at = by_act.get(&key).copied().or_else(twin);
        let known = at.and_then(|at| merged.get_mut(at));
        match known {
            Some(known) if are_one(reading, known, &commitment) => {
                known.mentions.push(commitment.action);
                known.start = known.start.or(commitment.start);
                known.due = known.due.or(commitment.due);
                known.time = known.time.or(commitment.time);
                known.object = known.object.or(commitment.object);
                known.quantity = known.quantity.or(commitment.quantity);
                known.place = known.place.or(commitment.place);
                if known.duration.is_none() {
                    known.duration = commitment.duration;
                }
            }
            _ => {
                by_act.insert(key, merged.len());
                if let Some(term) = term {
                    by_term.entry(term).or_insert(merged.len());
                }
                merged.push(commitment);
            }
        }
    }
    supersede(&mut merged);
    for (index, commitment) in merged.iter_mut().enumerate() {
        commitment.id = CommitmentId::new(index);
    }
    merged
}

/// A proposal gives way to what was agreed or ordered of the same obligor in the same report.
fn supersede(merged: &mut [Commitment]) {
    let bound = |found: &Commitment| {
        matches!(found.basis, Basis::Agreement | Basis::Law | Basis::Order) && found.kind.is_some()
    };
    let settled: BTreeSet<_> =
        merged.iter().filter(|found| bound(found)).map(|found| (found.obligor.entity, found.kind)).collect();
    for proposal in
        merged.iter_mut().filter(|found| found.basis == Basis::Proposal && found.status == CommitmentStatus::Pending)
    {
        if settled.contains(&(proposal.obligor.entity, proposal.kind)) {
            proposal.status = CommitmentStatus::Superseded;
        }
    }
}

/// Obligor, head of the object, last day, length.
type TermKey = (u32, String, Option<Date>, Option<String>);

/// What tells an undertaking apart whatever its verb is: an object that has a timetable.
fn term_key(reading: &Reading<'_>, commitment: &Commitment) -> Option<TermKey> {
    let timed = commitment.due.is_some() || commitment.duration.is_some();
    let head = reading.analysis.head_of_span(commitment.object.filter(|_| timed)?)?;
    let object = reading.analysis.lemma(head).to_owned();
    Some((commitment.obligor.entity?.0, object, commitment.due, commitment.duration.clone()))
}

/// The lemma of the act; nouns and verbs of one act rarely meet in one report with one obligor.
fn act_key(reading: &Reading<'_>, commitment: &Commitment) -> String {
    let analysis = reading.analysis;
    analysis.head_of_span(commitment.action).map_or(String::new(), |token| analysis.lemma(token).to_owned())
}

/// The same object as far as both tell one, and no two different dates.
fn are_one(reading: &Reading<'_>, known: &Commitment, other: &Commitment) -> bool {
    let head = |commitment: &Commitment| {
        let object = commitment.object?;
        let token = reading.analysis.head_of_span(object)?;
        Some(reading.analysis.lemma(token))
    };
    let same_object = match (head(known), head(other)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let same_party = known.counterparties.is_empty()
        || other.counterparties.is_empty()
        || known.counterparties.iter().any(|a| other.counterparties.iter().any(|b| a.entity == b.entity));
    let same_due = known.due.is_none() || other.due.is_none() || known.due == other.due;
    // What is ordered or agreed is another bond than what is only offered; a plan and a pledge are told of one.
    let soft = |commitment: &Commitment| matches!(commitment.basis, Basis::Plan | Basis::Pledge);
    let same_basis = known.basis == other.basis || soft(known) && soft(other);
    let same_kind = known.kind.is_none() || other.kind.is_none() || known.kind == other.kind;
    let same_length = known.duration.is_none() || other.duration.is_none() || known.duration == other.duration;
    same_kind && same_object && same_due && same_party && same_basis && same_length && known.negated == other.negated
}
