//! Blocking keys: two tellings that can be of one thing share at least one.
//!
//! A key is a family of types, something specific (a name, a town, a number, the rarest words) and a stretch of time.
//! Tellings whose time is known to a month share keys by half months; the others, and what is undertaken, by year or
//! without time, with two specific things instead of one.

use crate::compare::family;
use crate::hash::Hash;
use crate::occasion::{is_state, known, narrow, site};
use crate::telling::{Kind, Matter, Party, Telling, epoch_day};

/// At most this many keys for a telling.
const MOST_KEYS: usize = 24;
/// Keys that are left for pairs of features.
const PAIRS: usize = 8;
/// Seeds that keep kinds of keys apart.
const DAY: u64 = 0x200;
const PAIR: u64 = 0x100;
/// Days in a stretch of time.
const STRETCH: i32 = 16;
/// News are told up to so many days after; stated days may be wrong by some.
const BEFORE: i32 = 10;
const SLACK: i32 = 4;

/// The keys of a telling, sorted, no doubles, at most 24. They are hashes with fixed seeds, the same on every machine.
#[must_use]
pub fn keys(telling: &Telling) -> Vec<u64> {
    let mut keys = match telling.kind() {
        Kind::Happening => of_happening(telling),
        Kind::Undertaking => of_undertaking(telling),
    };
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn of_happening(telling: &Telling) -> Vec<u64> {
    let family = telling.action.map_or(0, family);
    let features = features(telling);
    let mut keys = Vec::new();
    // Those of the very day first: of many attacks on one town they bring up the right one.
    for day in days(telling) {
        let day = u64::from(day.cast_unsigned());
        keys.extend(features.iter().take(3).map(|feature| Hash::new(family ^ DAY).number(*feature).number(day).get()));
    }
    if let Some((first, last)) = stretches(telling) {
        for feature in features.iter().take(8) {
            let key = Hash::new(family).number(*feature);
            keys.extend((first..=last).map(|stretch| key.number(u64::from(stretch.cast_unsigned())).get()));
        }
        keys.truncate(MOST_KEYS - PAIRS);
    }
    // Pairs need no time: told years later, it is still the same bridge in the same town.
    let rare: Vec<u64> = features.into_iter().take(6).collect();
    for (at, one) in rare.iter().enumerate() {
        for other in rare.iter().skip(at + 1) {
            let (low, high) = (one.min(other), one.max(other));
            keys.push(Hash::new(family ^ PAIR).number(*low).number(*high).get());
        }
    }
    keys.truncate(MOST_KEYS);
    keys
}

/// The day that is stated, or the days of which news tell.
fn days(telling: &Telling) -> Vec<i32> {
    match narrow(&known(telling)) {
        Some((first, last)) if first == last => vec![epoch_day(first)],
        Some(_) => Vec::new(),
        None => match (&telling.matter, telling.when.latest.or(telling.published)) {
            (Matter::Event { historical: false, .. }, Some(day)) if !telling.when.stated => {
                vec![epoch_day(day), epoch_day(day) - 1]
            }
            _ => Vec::new(),
        },
    }
}

/// The stretches of time in which a telling can meet another one; `None` if its time is not known to a month.
fn stretches(telling: &Telling) -> Option<(i32, i32)> {
    let (first, last) = match narrow(&known(telling)) {
        Some((first, last)) => (epoch_day(first) - SLACK, epoch_day(last) + BEFORE),
        None => {
            let Matter::Event { historical: false, .. } = telling.matter else { return None };
            let day = epoch_day(telling.when.latest.or(telling.published).filter(|_| !telling.when.stated)?);
            (day - BEFORE, day)
        }
    };
    let (first, last) = (first.div_euclid(STRETCH), last.div_euclid(STRETCH));
    Some((first, last.min(first + 3)))
}

/// What tells one act from others of its type, the most telling first.
fn features(telling: &Telling) -> Vec<u64> {
    let mut features = Vec::new();
    if let Some(place) = site(telling).filter(|place| !is_state(place)) {
        features.push(Hash::new(1).text(&place.name).get());
    }
    for party in telling.by.iter().chain(&telling.to).filter(|party| is_specific(party)).take(3) {
        if let Some(last) = party.key.last() {
            features.push(Hash::new(2).text(last).get());
        }
    }
    for figure in telling.figures.iter().filter(|figure| figure.low == figure.high).take(3) {
        if let Some(value) = figure.low.filter(|value| *value >= 3.0) {
            features.push(Hash::new(3).number(value.to_bits()).text(figure.of.as_deref().unwrap_or("")).get());
        }
    }
    let person = |source: &&Party| source.named && source.kind == ontology::EntityKind::Person;
    if let Some(last) = telling.sources.iter().find(person).and_then(|source| source.key.last()) {
        features.push(Hash::new(5).text(last).get());
    }
    if let Some(country) = telling.by.first().and_then(|party| party.country) {
        features.push(Hash::new(6).text(country.as_str()).text(&telling.trigger).get());
    }
    let mut words: Vec<_> = telling.words.iter().chain(&telling.setting.words).collect();
    words.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    words.dedup();
    features.extend(words.iter().take(5).map(|word| Hash::new(4).text(&word.0).get()));
    features
}

/// A name that tells more than a country.
fn is_specific(party: &Party) -> bool {
    party.named && party.kind != ontology::EntityKind::Country
}

fn of_undertaking(telling: &Telling) -> Vec<u64> {
    let Matter::Commitment(terms) = &telling.matter else { return Vec::new() };
    let mut who: Vec<u64> = Vec::new();
    who.extend(
        telling.by.iter().take(2).filter_map(|party| party.country).map(|code| Hash::new(11).text(code.as_str()).get()),
    );
    who.extend(
        telling.by.iter().take(2).filter_map(|party| party.key.last()).map(|last| Hash::new(12).text(last).get()),
    );
    who.dedup();
    let mut what: Vec<u64> = Vec::new();
    what.extend(telling.action.map(|kind| Hash::new(13).text(kind.as_str()).get()));
    what.push(Hash::new(14).text(&telling.trigger).get());
    let mut about: Vec<u64> = Vec::new();
    about.extend(telling.place.iter().map(|place| Hash::new(15).text(&place.name).get()));
    about.extend(terms.due.map(|due| Hash::new(16).number(u64::from(epoch_day(due).cast_unsigned())).get()));
    let described = telling.by.iter().filter(|party| !party.named).flat_map(|party| &party.key).rev().take(2);
    let objects = terms.object.iter().map(|word| &word.0).take(3);
    about.extend(objects.chain(described).map(|stem| Hash::new(17).text(stem).get()));
    let mut words: Vec<_> = telling.words.iter().collect();
    words.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    about.extend(words.iter().take(3).map(|word| Hash::new(17).text(&word.0).get()));
    let mut keys = Vec::new();
    for two in who.iter().take(3) {
        for one in &what {
            keys.extend(about.iter().map(|three| Hash::new(10).number(*one).number(*two).number(*three).get()));
        }
    }
    keys.truncate(MOST_KEYS);
    keys
}
