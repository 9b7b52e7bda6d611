//! One happening or undertaking, drawn together from its tellings.

use std::collections::{BTreeMap, BTreeSet};

use ontology::{CommitmentStatus, EventType};
use record::Date;

use crate::occasion::{gap, is_state};
use crate::party::{Relation, relate};
use crate::telling::{Matter, Party, Precision, Spot, Step, Telling, Terms, When};

/// A happening as its tellings together have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// The type that most editions give.
    pub action: Option<EventType>,
    pub by: Vec<Party>,
    pub to: Vec<Party>,
    /// The closest time that a telling states; if two contradict each other, the one that more editions support.
    pub when: When,
    pub place: Option<Spot>,
    /// Different reports' words: copies count once.
    pub editions: usize,
    pub outlets: usize,
}

/// The terms of an undertaking as of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Index of the telling.
    pub telling: usize,
    pub published: Option<Date>,
    pub terms: Terms,
}

/// An undertaking: its terms over time and how far it has got.
#[derive(Debug, Clone, PartialEq)]
pub struct Undertaking {
    pub action: Option<EventType>,
    pub obligor: Vec<Party>,
    pub counterparties: Vec<Party>,
    /// Only reports that change the terms, in the order of publication.
    pub series: Vec<Term>,
    /// Steps in the order in which they were taken, with the index of the telling.
    pub progress: Vec<(usize, Step)>,
    /// As of the last report that tells one.
    pub status: CommitmentStatus,
    /// Whether reports of one day give different statuses, at the end.
    pub disputed: bool,
}

/// Draws a happening together. `tellings` are in the order of [`Telling::order`]; `None` if there are none.
#[must_use]
pub fn happening(tellings: &[Telling]) -> Option<Happening> {
    let first = tellings.first()?;
    let editions: BTreeSet<&str> = tellings.iter().map(|telling| telling.edition.as_str()).collect();
    let outlets: BTreeSet<&str> = tellings.iter().filter_map(|telling| telling.outlet.as_deref()).collect();
    Some(Happening {
        action: most(tellings, |telling| telling.action),
        by: distinct(tellings.iter().flat_map(|telling| &telling.by)),
        to: distinct(tellings.iter().flat_map(|telling| &telling.to)),
        when: closest(tellings).unwrap_or(first.when),
        place: place(tellings),
        editions: editions.len(),
        outlets: outlets.len(),
    })
}

/// Draws an undertaking together. `tellings` are in the order of [`Telling::order`]; `None` if none is a commitment.
#[must_use]
pub fn undertaking(tellings: &[Telling]) -> Option<Undertaking> {
    let told: Vec<(usize, &Telling, &Terms)> = tellings
        .iter()
        .enumerate()
        .filter_map(|(index, telling)| match &telling.matter {
            Matter::Commitment(terms) => Some((index, telling, &**terms)),
            Matter::Event { .. } => None,
        })
        .collect();
    let (_, first, _) = told.first()?;
    let mut progress: Vec<(usize, Step)> = Vec::new();
    for (index, _, terms) in &told {
        for step in &terms.progress {
            let same =
                |(_, old): &(usize, Step)| old.figure == step.figure && old.when == step.when && step.figure.is_some();
            if !progress.iter().any(same) {
                progress.push((*index, step.clone()));
            }
        }
    }
    progress.sort_by_key(|(_, step)| step.when.order());
    let (status, disputed) = status(&told);
    Some(Undertaking {
        action: most(tellings, |telling| telling.action),
        obligor: distinct(first.by.iter().chain(told.iter().flat_map(|(_, telling, _)| &telling.by))),
        counterparties: distinct(told.iter().flat_map(|(_, telling, _)| &telling.to)),
        series: series(&told),
        progress,
        status,
        disputed,
    })
}

/// The reports whose terms say something that the last ones did not.
fn series(told: &[(usize, &Telling, &Terms)]) -> Vec<Term> {
    let mut series: Vec<Term> = Vec::new();
    for &(index, telling, terms) in told {
        let adds = series.last().is_none_or(|last| {
            let changed = |new: bool, same: bool| new && !same;
            let old = &last.terms;
            let value = |terms: &Terms| terms.quantity.as_ref().map(|quantity| (quantity.low, quantity.high));
            changed(terms.due.is_some(), terms.due == old.due)
                || changed(terms.start.is_some(), terms.start == old.start)
                || changed(terms.duration.is_some(), terms.duration == old.duration)
                || changed(terms.quantity.is_some(), value(terms) == value(old))
                || terms.negated != old.negated
        });
        if adds {
            series.push(Term { telling: index, published: telling.published, terms: terms.clone() });
        }
    }
    series
}

/// The last status that a report gives, and whether another report of that day gives another. That nothing is known (`pending`
/// in a report that only recalls the undertaking) does not undo what an earlier report says was done.
fn status(told: &[(usize, &Telling, &Terms)]) -> (CommitmentStatus, bool) {
    let says = |status: CommitmentStatus| !matches!(status, CommitmentStatus::Pending | CommitmentStatus::Unknown);
    let last = told.iter().rev().find(|(_, _, terms)| says(terms.status)).or(told.last());
    let Some((_, last, terms)) = last else { return (CommitmentStatus::Unknown, false) };
    let other = |&&(_, telling, other): &&(usize, &Telling, &Terms)| {
        telling.published == last.published && says(other.status) && other.status != terms.status
    };
    (terms.status, told.iter().find(other).is_some())
}

/// What most editions give; of equals the one told first.
fn most<T: Copy + Ord>(tellings: &[Telling], of: impl Fn(&Telling) -> Option<T>) -> Option<T> {
    let mut counts: BTreeMap<T, (BTreeSet<&str>, usize)> = BTreeMap::new();
    for (index, telling) in tellings.iter().enumerate() {
        if let Some(value) = of(telling) {
            counts.entry(value).or_insert_with(|| (BTreeSet::new(), index)).0.insert(&telling.edition);
        }
    }
    let best = counts.into_iter().max_by_key(|(_, (editions, first))| (editions.len(), std::cmp::Reverse(*first)));
    best.map(|(value, _)| value)
}

/// Participants without those that another one is a fuller name of.
fn distinct<'a>(parties: impl Iterator<Item = &'a Party>) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for party in parties {
        match found.iter_mut().find(|old| relate(old, party) == Relation::Same || old.name == party.name) {
            Some(old) if old.named && party.named && party.key.len() > old.key.len() => *old = party.clone(),
            Some(_) => {}
            None => found.push(party.clone()),
        }
    }
    found
}

/// The closest stated time, by how many editions it does not contradict.
fn closest(tellings: &[Telling]) -> Option<When> {
    let stated = || tellings.iter().filter(|telling| telling.when.stated);
    let support = |when: &When| {
        let agreeing: BTreeSet<&str> =
            stated().filter(|other| gap(when, &other.when) == 0).map(|other| other.edition.as_str()).collect();
        agreeing.len()
    };
    let best = |telling: &&Telling| {
        let precise: Precision = telling.when.precision();
        (std::cmp::Reverse(support(&telling.when)), precise)
    };
    stated().min_by_key(best).map(|telling| telling.when)
}

/// The place that most editions give, a town before a country.
fn place(tellings: &[Telling]) -> Option<Spot> {
    let mut counts: BTreeMap<(&str, bool), BTreeSet<&str>> = BTreeMap::new();
    for telling in tellings {
        if let Some(place) = &telling.place {
            counts.entry((&place.name, is_state(place))).or_default().insert(&telling.edition);
        }
    }
    let ((name, _), _) = counts.iter().max_by_key(|((_, state), editions)| (!state, editions.len()))?;
    tellings.iter().filter_map(|telling| telling.place.as_ref()).find(|place| place.name == *name).cloned()
}
