//! How well each place of a name fits what the report says around it.
//!
//! A sum of evidence in units of the logarithm of population, as in the literature on toponym resolution: population, the
//! feature, what the name is said to lie in, the countries and divisions that the report speaks of, and the distance to places
//! that are sure (Leidner, Toponym Resolution in Text, 2007).

use std::collections::BTreeMap;

use gazetteer::{Feature, Place, fold};
use ontology::Country;

use crate::Places;
use crate::container::Container;
use crate::context::{Context, Known};
use crate::names::Candidate;

// Weights picked by gut feeling and by the sentences of `tests/ambiguous/` that may be read.
const CONTAINED: f64 = 14.0;
const SPOKEN_OF: f64 = 5.0;
const MOST_SPOKEN_OF: f64 = 3.0;
const SPOKEN_OF_HERE: f64 = 3.0;
const PLACES_THERE: f64 = 4.0;
const DIVISION_SPOKEN_OF: f64 = 5.0;
const DIVISION_SPOKEN_OF_HERE: f64 = 8.0;
const RIGHT_DIVISION: f64 = 8.0;
const CITY: f64 = 2.0;
const CAPITAL: f64 = 6.0;
const MAIN_NAME: f64 = 5.0;
const BEGINS_MAIN_NAME: f64 = 3.0;
/// By distance in kilometers to the nearest place that is sure.
const NEAR: [(f64, f64); 3] = [(60.0, 5.0), (150.0, 4.0), (400.0, 2.0)];
/// The least distance in score to the next reading that makes one certain.
const MARGIN: f64 = 4.0;
/// A place in a country that the report does not speak of is meant only if it is as large as this, ...
const WELL_KNOWN: u32 = 200_000;
/// ... or as this if no other country has a prominent place of the name, and the model takes it for one.
const KNOWN_ENOUGH: u32 = 15_000;
/// Capitals and cities of so many people are meant before small namesakes in the country of the report: "a senator of Texas
/// flew to Paris" ...
const FAMOUS: u32 = 1_000_000;
/// ... that have less than this share of their people.
const TINY: f64 = 0.05;
/// All that the report may speak in favor of such a small namesake that it does not place.
const MOST_FOR_TINY: f64 = 9.0;
/// So many readings are weighed.
const MOST_READINGS: usize = 24;

/// What stands around one name.
pub(crate) struct Around<'a> {
    pub(crate) container: Option<&'a Container>,
    pub(crate) context: &'a Context,
    pub(crate) sentence: u32,
}

/// The best reading of a name.
pub(crate) struct Ranked<'a> {
    pub(crate) best: Option<Place<'a>>,
    pub(crate) certain: bool,
}

impl Places {
    pub(crate) fn rank(&self, candidate: &Candidate, around: &Around<'_>) -> Ranked<'_> {
        let places = self.gazetteer.folded(&candidate.folded);
        let famous = places.iter().filter(|place| is_famous(place)).map(|place| place.population).max();
        let mut prominent = places.iter().filter(|place| place.prominent).map(|place| place.country);
        let first = prominent.next();
        let one_country = candidate.sure && prominent.all(|country| Some(country) == first);
        let mut n_inside: BTreeMap<&str, usize> = BTreeMap::new();
        for place in &places {
            *n_inside.entry(place.country).or_default() += 1;
        }
        let n_inside = |country: &str| n_inside.get(country).copied().unwrap_or(0);
        let plausible = |place: &&Place<'_>| {
            around.is_plausible(place, one_country, candidate)
                && (place.prominent
                    || around.container.is_some_and(|container| container.division.is_some() && container.holds(place))
                    || candidate.sure && around.points_to(place, n_inside(place.country), candidate))
        };
        let mut scored: Vec<(f64, &Place<'_>)> = places
            .iter()
            .filter(plausible)
            .take(MOST_READINGS)
            .map(|place| (self.weigh(candidate, place, around, famous), place))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.geonames.cmp(&b.1.geonames)));
        let second = scored.iter().find(|(_, place)| scored.first().is_some_and(|(_, best)| !are_one(best, place)));
        let certain = match (scored.first(), second) {
            (Some(best), Some(second)) => best.0 - second.0 >= MARGIN,
            (Some(_), None) => true,
            _ => false,
        };
        Ranked { best: scored.first().map(|(_, place)| **place), certain }
    }

    fn weigh(&self, candidate: &Candidate, place: &Place<'_>, around: &Around<'_>, famous: Option<u32>) -> f64 {
        let population = f64::from(place.population.saturating_add(1));
        let mut score = population.ln();
        if let Some(container) = around.container {
            let inside = container.country.is_some() && place.country.parse().ok() == container.country;
            let division = container.division == Some(place.division);
            score += if inside { CONTAINED } else { 0.0 } + if division { CONTAINED } else { 0.0 };
        }
        let spoken = around.spoken(place, candidate);
        let is_tiny = famous.is_some_and(|famous| population < f64::from(famous) * TINY) && around.container.is_none();
        score += if is_tiny { spoken.min(MOST_FOR_TINY) } else { spoken };
        let kinds = &self.words.kinds.kinds;
        score += match (candidate.division.as_deref(), place.feature) {
            (Some(kind), Feature::FirstOrder) if kinds.is_first_order(kind) => RIGHT_DIVISION,
            (Some(kind), Feature::SecondOrder) if kinds.is_second_order(kind) => RIGHT_DIVISION,
            (None, Feature::Capital) => CAPITAL,
            (None, Feature::Populated) => CITY,
            _ => 0.0,
        };
        score + self.by_name(candidate, place) + around.nearness(place, candidate)
    }

    fn by_name(&self, candidate: &Candidate, place: &Place<'_>) -> f64 {
        if place.by_main_name {
            MAIN_NAME
        } else if fold(&self.gazetteer.name(place)).starts_with(&candidate.folded) {
            BEGINS_MAIN_NAME
        } else {
            0.0
        }
    }
}

impl Around<'_> {
    fn is_plausible(&self, place: &Place<'_>, one_country: bool, candidate: &Candidate) -> bool {
        if let Some(container) = self.container {
            return place.country.parse().ok() == container.country;
        }
        let least = if one_country { KNOWN_ENOUGH } else { WELL_KNOWN };
        place.population >= least
            || one_country && place.feature == Feature::FirstOrder
            || place.country.parse().is_ok_and(|country: Country| self.context.speaks_of(country))
            || self.speaks_of_division(place, candidate)
            || self.others(place).any(|known| known.name != candidate.folded)
    }

    fn speaks_of_division(&self, place: &Place<'_>, candidate: &Candidate) -> bool {
        self.context.divisions.get(&place.division).is_some_and(|there| there.beside(&candidate.folded))
    }

    /// A small place is meant only if more than its country points to it, or if no other of its name is in the country and
    /// nothing points to another division.
    fn points_to(&self, place: &Place<'_>, n_of_country: usize, candidate: &Candidate) -> bool {
        let elsewhere = || {
            let here = |known: &&Known| known.name != candidate.folded;
            self.others(place).filter(here).any(|known| known.division.is_some_and(|other| other != place.division))
        };
        self.container.is_some_and(|container| container.holds(place))
            || n_of_country == 1 && !elsewhere()
            || self.speaks_of_division(place, candidate)
            || self.nearness(place, candidate) > NEAR[1].1 - 0.5
    }

    /// Sure places in the country of a place.
    fn others(&self, place: &Place<'_>) -> impl Iterator<Item = &Known> {
        let country = place.country.parse::<Country>().ok();
        self.context.known.iter().filter(move |known| known.country.is_some() && known.country == country)
    }

    fn spoken(&self, place: &Place<'_>, candidate: &Candidate) -> f64 {
        let mut score = 0.0;
        let country = place.country.parse::<Country>().ok();
        let others = || self.others(place).filter(|known| known.name != candidate.folded);
        if let Some(there) = country.and_then(|country| self.context.countries.get(&country)) {
            score += SPOKEN_OF;
            score += if there.count == self.context.highest() { MOST_SPOKEN_OF } else { 0.0 };
            score += if there.in_sentence(self.sentence) { SPOKEN_OF_HERE } else { 0.0 };
        } else if others().next().is_some() {
            score += PLACES_THERE;
            score += if others().any(|known| known.sentence == self.sentence) { SPOKEN_OF_HERE } else { 0.0 };
        }
        let division = self.context.divisions.get(&place.division).filter(|there| there.beside(&candidate.folded));
        score += match division {
            Some(there) if there.in_sentence(self.sentence) => DIVISION_SPOKEN_OF_HERE,
            Some(_) => DIVISION_SPOKEN_OF,
            None => 0.0,
        };
        score
    }

    fn nearness(&self, place: &Place<'_>, candidate: &Candidate) -> f64 {
        let point = (place.latitude, place.longitude);
        let others = self.context.known.iter().filter(|known| known.name != candidate.folded);
        let nearest = others.map(|known| kilometers(known.point, point)).min_by(f64::total_cmp);
        nearest.and_then(|nearest| NEAR.iter().find(|(within, _)| nearest < *within)).map_or(0.0, |&(_, weight)| weight)
    }

    /// "Voters in *Georgia* ... in Atlanta": a sure place lies in the division, or other divisions of its country are spoken of
    /// and the state of the name is not.
    pub(crate) fn shows_division(&self, division: &Place<'_>, state: Country, candidate: &Candidate) -> bool {
        let state_shown = self.context.countries.get(&state).is_some_and(|there| there.beside(&candidate.folded))
            || self.context.known.iter().any(|known| known.country == Some(state));
        let country = division.country.parse().ok();
        let beside = self.context.known.iter().any(|known| {
            known.division == Some(division.division)
                || known.country == country && known.country.is_some() && known.sentence == self.sentence
        });
        beside && !state_shown
    }

    /// Which of several states of one name the report speaks of, or names a place in; the first without any sign.
    pub(crate) fn most_fitting(&self, states: &[Country], candidate: &Candidate) -> Option<Country> {
        let signs = |state: &Country| {
            let there = self.context.countries.get(state).filter(|there| there.beside(&candidate.folded));
            usize::from(there.is_some())
                + self.context.known.iter().filter(|known| known.country == Some(*state)).count()
        };
        states.iter().rev().max_by_key(|state| signs(state)).copied()
    }
}

fn is_famous(place: &Place<'_>) -> bool {
    place.population >= FAMOUS
}

/// A city and the division that is named after it are one reading.
fn are_one(a: &Place<'_>, b: &Place<'_>) -> bool {
    a.is(b) || a.division == b.division && (a.feature == Feature::FirstOrder || b.feature == Feature::FirstOrder)
}

/// Distance on the sphere, by the haversine formula.
fn kilometers(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let (d_lat, d_lon) = ((lat_b - lat_a) / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let h = d_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * d_lon.sin().powi(2);
    2.0 * 6371.0 * h.clamp(0.0, 1.0).sqrt().asin()
}
