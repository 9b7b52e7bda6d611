//! Which country a report is about, sentence by sentence, and who issued it.

use std::collections::BTreeMap;

use linguist::{Analysis, TokenId};
use ontology::{Country, Deprel, Sector};

use crate::data::{Lexicon, What};
use crate::dateline;
use crate::hits::Hits;
use crate::issuer::Issuer;

/// Countries in view while reading on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Focus {
    places: Vec<Place>,
    weights: Weights,
    /// The country most in view in the whole report.
    pub report: Option<Country>,
    pub issuer: Option<Issuer>,
}

/// Where a sentence is.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// The country of the named place where something happens.
    happens: Option<(Country, TokenId)>,
    /// Somebody meets or stays in a named place.
    venue: bool,
}

/// How much each country is in view.
type Weights = BTreeMap<Country, u32>;

impl Focus {
    pub(crate) fn of(analysis: &Analysis, lexicon: &Lexicon, hits: &Hits, issuer: Option<Issuer>) -> Self {
        let datelines = dateline::tokens(analysis, lexicon);
        let places = places(analysis, lexicon, hits, &datelines);
        let weights = weights(analysis, lexicon, hits, &datelines, &places);
        let most = |skip: Option<Country>| {
            let others = weights.iter().filter(|(country, _)| Some(**country) != skip);
            let most = others.max_by_key(|&(country, count)| (*count, std::cmp::Reverse(*country)));
            most.map(|(country, count)| (*country, *count))
        };
        let issuer = issuer.map(|issuer| Issuer {
            country: issuer.country.or_else(|| most(None).filter(|_| issuer.open).map(|(country, _)| country)),
            ..issuer
        });
        let home = issuer.as_ref().and_then(|issuer| issuer.country);
        let own = home.and_then(|home| weights.get(&home)).copied().unwrap_or(0);
        // A ministry writes of others; a party, of its own country.
        let looks_abroad = issuer.as_ref().is_some_and(Issuer::is_official);
        let located = |country: Country| {
            places.iter().filter(|place| place.happens.is_some_and(|(here, _)| here == country)).count()
        };
        let report = match most(home) {
            // What happens at home is home affairs, whoever else is named.
            Some((country, _)) if home.is_some_and(|home| located(home) > located(country).max(AT_HOME)) => home,
            Some((country, count)) if home.is_none() || looks_abroad && count * ABROAD >= own => Some(country),
            _ => home,
        };
        // A speech before the world's states is about all of them, unless most of it is about one.
        let speaks_before =
            issuer.as_ref().is_some_and(|issuer| issuer.before.is_some() && issuer.before != issuer.country);
        let all: u32 = weights.iter().filter(|(country, _)| Some(**country) != home).map(|(_, count)| count).sum();
        let is_main = |country: &Country| weights.get(country).copied().unwrap_or(0) * 2 > all;
        let report = report.filter(|country| !speaks_before || is_main(country));
        Self { places, weights, report, issuer }
    }

    /// The enemy in a war of states: the one told of most beside the issuer's own or the one that the report is about.
    pub(crate) fn rival(&self) -> Option<Country> {
        let home = self.issuer.as_ref().and_then(|issuer| issuer.country).filter(|country| country.is_state());
        let own = home.or(self.report)?;
        let others = self.weights.iter().filter(|(country, _)| **country != own);
        let (&rival, &weight) = others.max_by_key(|&(country, weight)| (*weight, std::cmp::Reverse(*country)))?;
        (weight * FAR >= self.weights.get(&own).copied().unwrap_or(0)).then_some(rival)
    }

    /// The issuer's country, or else the one that is told of most, if it is not this one.
    pub(crate) fn other_than(&self, country: Country) -> Option<Country> {
        let home = self.issuer.as_ref().and_then(|issuer| issuer.country).filter(|country| country.is_state());
        let others = self.weights.iter().filter(|(other, _)| **other != country);
        let most = others.max_by_key(|&(other, weight)| (*weight, std::cmp::Reverse(*other)));
        home.filter(|&home| home != country).or(most.map(|(&other, _)| other))
    }

    /// Whether a sentence tells where somebody meets or stays.
    pub(crate) fn has_venue(&self, sentence: u32) -> bool {
        self.places.get(sentence as usize).is_some_and(|place| place.venue)
    }

    /// The country where the happenings of a sentence are, as far as a place is named there or before. What the reader
    /// is taken to know already ("the government") is of the report's country unless a place stands before it.
    pub(crate) fn place(&self, sentence: u32, known_at: Option<TokenId>) -> Option<Country> {
        let here = self.places.get(sentence as usize).and_then(|place| place.happens);
        let weight = |country: Country| self.weights.get(&country).copied().unwrap_or(0);
        // "The jets struck camps in Chad, the army said" in a report about Niger.
        let far = |country: Country| self.report.is_some_and(|report| weight(country) * FAR < weight(report));
        let near = here.filter(|&(country, at)| known_at.is_none_or(|head| at < head && !far(country)));
        let in_view = near.map(|(country, _)| country);
        in_view.or(self.report).or(here.map(|(country, _)| country))
    }
}

/// A report of an official body is about another country if it is named at least so often, once in so many times.
const ABROAD: u32 = 4;
/// More sentences than so many that tell of places at home make it a report of home affairs.
const AT_HOME: usize = 2;
/// A country that is so many times less in view than that of the report is not the one that is taken as known.
const FAR: u32 = 4;

/// How much more the country of the dateline is in view.
const WRITTEN_AT: u32 = 4;

fn places(analysis: &Analysis, lexicon: &Lexicon, hits: &Hits, datelines: &[bool]) -> Vec<Place> {
    let mut places = vec![Place::default(); analysis.sentences.len()];
    let names = hits.names.iter().filter_map(|hit| {
        let entry = lexicon.entry(hit.entry).filter(|entry| entry.country.is_state())?;
        let sure = match entry.what {
            What::Region => true,
            What::Country | What::Capital => false,
            _ => return None,
        };
        Some((hit.first, hit.last, entry.country, sure))
    });
    let towns = hits.towns.iter().map(|town| (town.first, town.last, town.country, true));
    let mut all: Vec<(TokenId, TokenId, Country, bool)> = names.chain(towns).collect();
    all.sort_by_key(|&(first, ..)| first);
    for (first, last, country, sure) in all {
        let written_at = datelines.get(first.index()).copied().unwrap_or(false);
        let Some(slot) = places.get_mut(analysis.sentence_of(last) as usize).filter(|_| !written_at) else {
            continue;
        };
        let top = top(analysis, first, last);
        let located = sure || is_located(analysis, lexicon, top);
        if located && is_venue(analysis, lexicon, top) {
            slot.venue = true;
        } else if located {
            slot.happens.get_or_insert((country, first));
        }
    }
    places
}

/// The word of a name that hangs on what is outside.
fn top(analysis: &Analysis, first: TokenId, last: TokenId) -> TokenId {
    let outside = |&id: &TokenId| analysis.head(id).is_none_or(|above| above < first || above > last);
    (first.0..=last.0).map(TokenId).find(outside).unwrap_or(last)
}

fn is_located(analysis: &Analysis, lexicon: &Lexicon, top: TokenId) -> bool {
    // "Chad and Niger agreed" tells no place, "in Chad and Niger" does.
    let first = |token: TokenId| {
        let joined = matches!(analysis.deprel(token), Deprel::Conj | Deprel::Appos);
        analysis.head(token).filter(|_| joined && grammar::preposition(analysis, token).is_none())
    };
    let top = first(top).unwrap_or(top);
    let hangs = matches!(analysis.deprel(top), Deprel::Obl | Deprel::Nmod | Deprel::Root);
    hangs
        && grammar::preposition(analysis, top).is_none_or(|preposition| {
            !matches!(preposition.as_str(), "of" | "from" | "into" | "on")
                && lexicon.words.place.prepositions.contains(&preposition)
        })
}

/// "met in Geneva", "a summit in Lima", "lives in Paris": what the report tells of happens elsewhere.
fn is_venue(analysis: &Analysis, lexicon: &Lexicon, top: TokenId) -> bool {
    let above = analysis.head(top).filter(|_| matches!(analysis.deprel(top), Deprel::Obl | Deprel::Nmod));
    above.is_some_and(|above| lexicon.words.place.venues.contains(analysis.lemma(above)))
}

fn weights(analysis: &Analysis, lexicon: &Lexicon, hits: &Hits, datelines: &[bool], places: &[Place]) -> Weights {
    let mut weights: Weights = hits.countries.iter().map(|(&country, &count)| (country, count * 2)).collect();
    for (order, hit) in hits.names.iter().enumerate() {
        let Some(entry) = lexicon.entry(hit.entry).filter(|entry| {
            let reports = entry.sectors.first() == Some(&Sector::Jrn);
            entry.country.is_state() && entry.what != What::Holder && !reports
        }) else {
            continue;
        };
        let written_at = datelines.get(hit.first.index()).copied().unwrap_or(false);
        if analysis.sentence_of(hit.first) < 3 && !written_at {
            *weights.entry(entry.country).or_default() += if order == 0 { 4 } else { 2 };
        }
    }
    for (sentence, place) in places.iter().enumerate() {
        if let Some((country, _)) = place.happens {
            *weights.entry(country).or_default() += if sentence < 3 { 4 } else { 1 };
        }
    }
    // A report written in a country that it also tells of is rather about that one.
    let written_at = hits.names.iter().filter(|hit| datelines.get(hit.first.index()).copied().unwrap_or(false));
    let written_at = written_at.filter_map(|hit| lexicon.entry(hit.entry)).map(|entry| entry.country);
    let towns = hits.towns.iter().filter(|town| datelines.get(town.first.index()).copied().unwrap_or(false));
    if let Some(country) = written_at.chain(towns.map(|town| town.country)).find(|country| country.is_state()) {
        weights.entry(country).and_modify(|weight| *weight += WRITTEN_AT);
    }
    weights
}
