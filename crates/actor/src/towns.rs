//! Which country the towns and provinces are in that the tables of this layer do not have, by the gazetteer.
//!
//! Coordinates and the place itself are for the `place` layer; here only the country of a name is asked, so that "police in
//! Makati" are of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use gazetteer::Gazetteer;
use linguist::{Analysis, NameKind, TokenId};
use ontology::Country;

use crate::data::{Lexicon, NameEntry, What};

/// A named place in the text with its country.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Town {
    pub first: TokenId,
    pub last: TokenId,
    pub country: Country,
}

/// So many names are looked up in one report.
const MOST_LOOKUPS: usize = 400;
/// A place in a country that the report does not name is meant only if it has so many people, ...
const WELL_KNOWN: u32 = 100_000;
/// ... and its largest namesake elsewhere so many times less.
const ALONE: u32 = 5;
/// Cities of so many people are meant before small namesakes in a country that the report names.
const FAMOUS: u32 = 1_000_000;
/// As small as that: so many times less.
const TINY: u32 = 20;

/// The places that the model finds and no other name covers. `countries` says how often each country is named.
pub(crate) fn find(
    analysis: &Analysis,
    lexicon: &Lexicon,
    countries: &HashMap<Country, u32>,
    is_known: impl Fn(TokenId) -> bool,
) -> Vec<Town> {
    let Some(gazetteer) = &lexicon.gazetteer else { return Vec::new() };
    let mut known: HashMap<&str, Option<Country>> = HashMap::new();
    let mut found = Vec::new();
    for name in analysis.names.iter().filter(|name| name.kind == NameKind::Location) {
        let tokens = || (name.tokens.start..name.tokens.end).map(TokenId);
        let first = tokens().find(|&token| analysis.form(token).starts_with(char::is_uppercase));
        let (Some(first), Some(last)) = (first, tokens().next_back()) else { continue };
        if first > last || tokens().any(&is_known) {
            continue;
        }
        let words = analysis.cover(&[first, last]).of(&analysis.text);
        // What the tables say to be no place ("the Middle East").
        if lexicon.names.longest_at(words, 0, |end| end == words.len()).is_some() {
            continue;
        }
        if known.len() >= MOST_LOOKUPS && !known.contains_key(words) {
            break;
        }
        let country = *known.entry(words).or_insert_with(|| country_of(gazetteer, words, countries));
        found.extend(country.map(|country| Town { first, last, country }));
    }
    found
}

/// Regions of the tables that have a namesake in a country which the report speaks of ("Valencia" of Venezuela).
#[derive(Debug)]
pub(crate) struct Namesakes {
    /// How often each country is named otherwise than by its regions.
    named: HashMap<Country, u32>,
    known: HashMap<String, Option<Country>>,
}

impl Namesakes {
    pub(crate) fn of(
        countries: &HashMap<Country, u32>,
        home: Option<Country>,
        lexicon: &Lexicon,
        raw: &[(TokenId, TokenId, Vec<u32>)],
    ) -> Self {
        let mut named = countries.clone();
        for (_, _, values) in raw {
            let first = values.first().and_then(|&value| lexicon.entry(value));
            let region = first.filter(|entry| entry.what == What::Region).map(|entry| entry.country);
            if let Some(count) = region.and_then(|country| named.get_mut(&country)) {
                *count = count.saturating_sub(1);
            }
        }
        if let Some(home) = home {
            *named.entry(home).or_default() += 1;
        }
        named.retain(|_, count| *count > 0);
        Self { named, known: HashMap::new() }
    }

    /// Whether a name means the place of another country than that of a region.
    pub(crate) fn is(&mut self, lexicon: &Lexicon, region: &NameEntry, words: &str) -> bool {
        if self.named.contains_key(&region.country) || self.known.len() >= MOST_LOOKUPS {
            return false;
        }
        let Some(gazetteer) = &lexicon.gazetteer else { return false };
        let named = &self.named;
        let country = *self.known.entry(words.to_owned()).or_insert_with(|| country_of(gazetteer, words, named));
        country.is_some_and(|country| country != region.country && self.named.contains_key(&country))
    }
}

/// The country of a place by its name: one that the report speaks of before others, else of the one well-known place.
pub(crate) fn country_of(gazetteer: &Gazetteer, name: &str, countries: &HashMap<Country, u32>) -> Option<Country> {
    let mut largest: BTreeMap<Country, u32> = BTreeMap::new();
    let mut prominent: BTreeSet<Country> = BTreeSet::new();
    for place in gazetteer.named(name).iter().filter(|place| place.prominent || place.population > 0) {
        let Ok(country) = place.country.parse::<Country>() else { continue };
        let people = largest.entry(country).or_default();
        *people = (*people).max(place.population);
        if place.prominent {
            prominent.insert(country);
        }
    }
    let named = |country: &Country| countries.get(country).copied().unwrap_or(0);
    let &most = largest.values().max()?;
    let in_view = largest
        .iter()
        .filter(|&(country, &people)| {
            // "Geneva" of a report about the United States is not the small town there.
            let plausible = prominent.contains(country) || prominent.is_empty();
            named(country) > 0 && plausible && !(most >= FAMOUS && people < most / TINY)
        })
        .max_by_key(|&(country, people)| (named(country), *people));
    if let Some((&country, _)) = in_view {
        return Some(country);
    }
    let (&country, _) = largest.iter().find(|&(_, &people)| people == most)?;
    let rival = largest.iter().filter(|&(other, _)| *other != country).map(|(_, &people)| people).max().unwrap_or(0);
    (most >= WELL_KNOWN && rival < most / ALONE).then_some(country)
}
