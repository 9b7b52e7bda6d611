//! Whether two commitments are of one undertaking.

use crate::compare::{Tally, shared_words};
use crate::figure::meet;
use crate::occasion::{Places, places};
use crate::party::{Relation, sides};
use crate::telling::{Telling, Terms, days_between, epoch_day};
use crate::words::Word;

/// Points from which on two tellings are of one undertaking.
pub(crate) const ENOUGH: i32 = 400;
/// Days between two reports of one piece of news.
const ONE_NEWS: i32 = 7;
/// Weight of a word that describes the obligor.
const DESCRIBED: u8 = 6;
/// Days between two reports after which terms are hardly still the same.
const LONG_AGO: i32 = 1100;

/// Points for two commitments; `None` if they are not of one undertaking: other obligors, other acts, or one to act and
/// one not to.
pub(crate) fn undertaking(one: &Telling, other: &Telling, first: &Terms, second: &Terms) -> Option<Tally> {
    let mut tally = Tally::default();
    if first.negated != second.negated {
        tally.add("negated", -100);
    }
    match sides(&one.by, &other.by) {
        Relation::Same => tally.add("obligor", 150),
        Relation::Kin => tally.add("obligor", 120),
        Relation::Alike => tally.add("obligor", 80),
        Relation::Unknown => tally.add("obligor", -50),
        Relation::Clash => return None,
    }
    tally.add("act", acts(one, other)?);
    match sides(&one.to, &other.to) {
        Relation::Same | Relation::Kin => tally.add("counterparties", 60),
        Relation::Alike | Relation::Unknown => {}
        Relation::Clash => tally.add("counterparties", -80),
    }
    match places(one.place.as_ref(), other.place.as_ref()) {
        Places::Same | Places::SameCountry => tally.specific("place", 100),
        Places::Within => tally.add("place", 30),
        Places::Unknown => {}
        Places::Elsewhere => tally.add("place", -100),
        Places::Apart => tally.add("place", -200),
    }
    objects(&mut tally, one, other, first, second);
    let words = shared_words(&one.words, &other.words).min(200);
    if words >= 80 {
        tally.specific("words", words);
    } else {
        tally.add("words", words);
    }
    terms(&mut tally, one, other, first, second);
    if let (Some(first), Some(second)) = (one.published, other.published)
        && days_between(first, second).abs() > LONG_AGO
    {
        tally.add("reports", -150);
    }
    Some(tally)
}

/// Points for the acts; `None` if they are of different types.
fn acts(one: &Telling, other: &Telling) -> Option<i32> {
    let same_word = one.trigger == other.trigger;
    match (one.action, other.action) {
        (Some(first), Some(second)) if first == second => Some(if same_word { 150 } else { 100 }),
        (Some(_), Some(_)) => None,
        _ => Some(if same_word { 100 } else { -120 }),
    }
}

/// What is to be withdrawn, paid, built. Troops that leave are the obligor of "the troops will leave" and the object of "they
/// will withdraw the troops".
fn objects(tally: &mut Tally, one: &Telling, other: &Telling, first: &Terms, second: &Terms) {
    let all = |telling: &Telling, terms: &Terms| -> Vec<Word> {
        let described = telling.by.iter().filter(|party| !party.named).flat_map(|party| &party.key);
        let described = described.map(|stem| Word(stem.clone(), DESCRIBED));
        let place = telling.place.as_ref().map_or(String::new(), |place| place.name.to_lowercase());
        let object = terms.object.iter().filter(|word| !place.split_whitespace().any(|part| part.starts_with(&word.0)));
        let mut all: Vec<Word> = object.cloned().chain(described).collect();
        all.sort();
        all.dedup_by(|one, other| one.0 == other.0);
        all
    };
    let (ones, others) = (all(one, first), all(other, second));
    if ones.is_empty() || others.is_empty() {
        return;
    }
    let weight = |words: &[Word]| words.iter().map(|word| i32::from(word.1)).sum::<i32>();
    let shared: i32 =
        ones.iter().filter(|word| others.iter().any(|other| other.0 == word.0)).map(|word| i32::from(word.1)).sum();
    let (fewer, more) = (weight(&ones).min(weight(&others)), weight(&ones).max(weight(&others)));
    // "Its troops" may be "the last combat troops", and may not.
    match shared {
        0 => tally.add("object", -80),
        4.. if shared * 2 >= more => tally.specific("object", 60 + (shared * 6).min(90)),
        4.. if shared >= fewer && one.trigger == other.trigger => tally.specific("object", 90),
        4.. if shared * 2 >= fewer => tally.add("object", 60),
        _ => tally.add("object", 20),
    }
}

/// A changed date or number is a new term of the same undertaking, unless it is far off.
fn terms(tally: &mut Tally, one: &Telling, other: &Telling, first: &Terms, second: &Terms) {
    if let (Some(first), Some(second)) = (&first.quantity, &second.quantity) {
        if meet(first, second) {
            tally.specific("quantity", 120);
        } else if first.of == second.of {
            tally.add("quantity", -60);
        } else {
            tally.add("quantity", -150);
        }
    }
    if first.due.is_some() && first.due == second.due {
        tally.specific("due", 150);
        return;
    }
    if first.due.is_none() && second.due.is_none() && first.duration.is_some() && first.duration == second.duration {
        tally.specific("due", 120);
        return;
    }
    // Two dates on one day are two views of one undertaking; months later it may be another one.
    let days = one.published.zip(other.published).map_or(0, |(from, to)| days_between(from, to).abs());
    let points =
        match horizon(one, first).zip(horizon(other, second)).map_or(0, |(first, second)| (first - second).abs()) {
            0 => 0,
            1..=45 => -40,
            46..=120 if days <= ONE_NEWS => -40,
            46..=120 => -80,
            121..=800 => -200,
            _ => -300,
        };
    tally.add("due", points);
}

/// The day by which it is to be done: the due date, or the report's day and the length of time.
fn horizon(telling: &Telling, terms: &Terms) -> Option<i32> {
    if let Some(due) = terms.due {
        return Some(epoch_day(due));
    }
    let from = epoch_day(terms.start.or(telling.published)?);
    Some(from.saturating_add(days_of(terms.duration.as_deref()?)?))
}

/// Days of an ISO 8601 duration of one unit: `P3Y`, `P90D`; `None` for others and for vague ones (`PXM`).
fn days_of(duration: &str) -> Option<i32> {
    let number = duration.strip_prefix('P')?;
    let unit = number.chars().last()?;
    let number: i32 = number.strip_suffix(unit)?.parse().ok()?;
    let days = match unit {
        'D' => 1,
        'W' => 7,
        'M' => 30,
        'Y' => 365,
        _ => return None,
    };
    number.checked_mul(days)
}
