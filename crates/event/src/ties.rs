//! Frames that fit one clause equally well: which of them is meant must be written (`over`), for the order of files means
//! nothing.
//!
//! Two frames tie on a phrase if a condition of the one and a condition of the other are equally specific, can hold of one
//! clause, and no `unless` of either forbids it. Classes may overlap ("police" is armed and a court's arm), so different
//! classes of one slot are taken to be compatible.

use std::collections::{BTreeMap, BTreeSet};

use lexicon::Located;

use crate::frames::{Condition, Entry, phrases};

/// What is wrong with the order among frames, a line each.
#[must_use]
pub fn ties(entries: &[Located<Entry>]) -> Vec<String> {
    let mut faults = Vec::new();
    let senses: BTreeSet<&str> = entries.iter().map(|found| found.entry.sense.as_str()).collect();
    for found in entries {
        for over in found.entry.over.iter().filter(|over| !senses.contains(over.as_str())) {
            faults.push(format!("{}: {:?} is over {over:?}, which no frame is called", found.file, found.entry.sense));
        }
    }
    let mut told: BTreeSet<(usize, usize)> = BTreeSet::new();
    for ((_, phrase), sharing) in &by_phrase(entries) {
        for (at, &first) in sharing.iter().enumerate() {
            for &second in sharing.get(at + 1..).unwrap_or_default() {
                let (Some(a), Some(b)) = (entries.get(first), entries.get(second)) else { continue };
                if let Some(fault) = fault(phrase, a, b)
                    && told.insert((first, second))
                {
                    faults.push(fault);
                }
            }
        }
    }
    faults
}

/// Frames by part of speech and phrase, each once.
fn by_phrase(entries: &[Located<Entry>]) -> BTreeMap<(&'static str, &str), Vec<usize>> {
    let mut sharing: BTreeMap<(&'static str, &str), Vec<usize>> = BTreeMap::new();
    for (at, found) in entries.iter().enumerate() {
        let entry = &found.entry;
        let lists = [("verb", &entry.verb), ("noun", &entry.noun), ("adjective", &entry.adjective)];
        for (kind, list) in lists {
            for phrase in phrases(list) {
                let known = sharing.entry((kind, phrase)).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
    }
    sharing
}

fn fault(phrase: &str, a: &Located<Entry>, b: &Located<Entry>) -> Option<String> {
    let (file, a, b) = (&b.file, &a.entry, &b.entry);
    let same_meaning = a.kind == b.kind && a.mode == b.mode;
    if same_meaning || a.polarity != b.polarity {
        return None;
    }
    let (a_over, b_over) = (a.over.contains(&b.sense), b.over.contains(&a.sense));
    if a_over && b_over {
        return Some(format!("{file}: {:?} and {:?} are each over the other", a.sense, b.sense));
    }
    if a_over || b_over || !can_tie(phrase, a, b) {
        return None;
    }
    Some(format!(
        "{file}: {phrase:?} is {:?} ({}) and {:?} ({}) alike; say in `when` or `unless` what tells them apart, or which is \
         `over` the other",
        a.sense, a.kind, b.sense, b.kind
    ))
}

fn can_tie(phrase: &str, a: &Entry, b: &Entry) -> bool {
    let nothing = Condition::new();
    let (of_a, of_b) = (conditions(a, phrase, &nothing), conditions(b, phrase, &nothing));
    of_a.iter().any(|left| {
        of_b.iter().any(|right| {
            left.len() == right.len()
                && compatible(left, right)
                && ![a, b].iter().any(|entry| forbids(entry, phrase, left, right))
        })
    })
}

/// The conditions under which a frame takes a phrase; an empty one where it asks nothing.
fn conditions<'a>(entry: &'a Entry, phrase: &str, nothing: &'a Condition) -> Vec<&'a Condition> {
    let mut found: Vec<&Condition> = entry.when.iter().filter(|condition| !names_another(condition, phrase)).collect();
    if entry.when.is_empty() || entry.polarity.is_none() && entry.is_telling(phrase) {
        found.push(nothing);
    }
    found
}

fn is_phrase_slot(slot: &str) -> bool {
    matches!(slot, "verb" | "noun" | "adjective")
}

fn names_another(condition: &Condition, phrase: &str) -> bool {
    condition.iter().any(|(slot, value)| is_phrase_slot(slot) && value != phrase)
}

fn compatible(left: &Condition, right: &Condition) -> bool {
    left.iter().all(|(slot, value)| {
        let other = right.get(slot);
        let empty = [Some(value), other].contains(&Some(&"none".to_owned()));
        // What is governed is harm or it is not.
        let opposed =
            slot == "content" && other.is_some_and(|other| other != value && other != "any" && value != "any");
        is_phrase_slot(slot) || !opposed && (!empty || other.is_none_or(|other| other == value))
    })
}

/// Whether an `unless` of a frame holds wherever both conditions do.
fn forbids(entry: &Entry, phrase: &str, left: &Condition, right: &Condition) -> bool {
    entry.unless.iter().any(|unless| {
        unless.iter().all(|(slot, value)| {
            if is_phrase_slot(slot) {
                return value == phrase;
            }
            let mut given = [left.get(slot), right.get(slot)].into_iter().flatten();
            given.any(|known| known == value || value == "any" && known != "none")
        })
    })
}
