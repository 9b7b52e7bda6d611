//! Which country a report is about, sentence by sentence, and who issued it.

use linguist::{Analysis, TokenId};
use ontology::{Country, Deprel, Sector};
use record::Report;

use crate::data::{Lexicon, RoleKind, What};
use crate::describe::Description;
use crate::hits::Hits;

/// The body that a release speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Issuer {
    pub name: String,
    pub country: Option<Country>,
    pub sectors: Vec<Sector>,
    pub entry: Option<u32>,
    /// "Office of Senator X": it speaks as X.
    pub person: bool,
}

/// Countries in view while reading on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Focus {
    /// The country of a named place, by sentence; carried over from the sentence before.
    places: Vec<Option<(Country, TokenId)>>,
    /// The country most in view in the whole report.
    pub report: Option<Country>,
    pub issuer: Option<Issuer>,
}

impl Focus {
    pub(crate) fn of(analysis: &Analysis, lexicon: &Lexicon, hits: &Hits, report: &Report) -> Self {
        let issuer = report.outlet.as_deref().and_then(|outlet| issuer(lexicon, outlet));
        let mut places = vec![None; analysis.sentences.len()];
        for hit in &hits.names {
            let Some(entry) = lexicon.entry(hit.entry).filter(|entry| entry.country.is_state()) else { continue };
            let Some(slot) = places.get_mut(analysis.sentence_of(hit.last) as usize) else { continue };
            let located = match entry.what {
                What::Region => true,
                What::Country | What::Capital => {
                    let top = (hit.first.0..=hit.last.0)
                        .map(linguist::TokenId)
                        .find(|&id| analysis.head(id).is_none_or(|above| above < hit.first || above > hit.last));
                    top.is_some_and(|top| {
                        matches!(
                            analysis.deprel(top),
                            Deprel::Obl | Deprel::Nmod | Deprel::Conj | Deprel::Appos | Deprel::Root
                        ) && grammar::preposition(analysis, top).is_none_or(|preposition| {
                            !matches!(preposition.as_str(), "of" | "from" | "into" | "on")
                                && lexicon.words.place.prepositions.contains(&preposition)
                        })
                    })
                }
                _ => false,
            };
            if located {
                slot.get_or_insert((entry.country, hit.first));
            }
        }
        let mut weights: std::collections::BTreeMap<Country, u32> =
            hits.countries.iter().map(|(&country, &count)| (country, count * 2)).collect();
        for (order, hit) in hits.names.iter().enumerate() {
            let Some(entry) = lexicon.entry(hit.entry).filter(|entry| {
                let reports = entry.sectors.first() == Some(&Sector::Jrn);
                entry.country.is_state() && entry.what != What::Holder && !reports
            }) else {
                continue;
            };
            if analysis.sentence_of(hit.first) < 3 {
                *weights.entry(entry.country).or_default() += if order == 0 { 4 } else { 2 };
            }
        }
        for (sentence, place) in places.iter().enumerate() {
            if let Some((country, _)) = place {
                *weights.entry(*country).or_default() += if sentence < 3 { 4 } else { 1 };
            }
        }
        let home = issuer.as_ref().and_then(|issuer| issuer.country);
        let most = |skip: Option<Country>| {
            weights
                .iter()
                .filter(|(country, _)| Some(**country) != skip)
                .max_by_key(|&(country, count)| (*count, std::cmp::Reverse(*country)))
                .map(|(country, _)| *country)
        };
        Self { places, report: most(home).or(home), issuer }
    }

    /// The country where the happenings of a sentence are, as far as a place is named there or before. What the reader
    /// is taken to know already ("the government") is of the report's country unless a place stands before it.
    pub(crate) fn place(&self, sentence: u32, known_at: Option<TokenId>) -> Option<Country> {
        let here = self.places.get(sentence as usize).copied().flatten();
        let in_view = here.filter(|&(_, at)| known_at.is_none_or(|head| at < head)).map(|(country, _)| country);
        in_view.or(self.report).or(here.map(|(country, _)| country))
    }
}

/// Reads the outlet's name: a body of the lexicon, or "Office of" a role and a person.
fn issuer(lexicon: &Lexicon, outlet: &str) -> Option<Issuer> {
    let words: Vec<usize> = std::iter::once(0).chain(outlet.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let ends = |end: usize| outlet.get(end..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    for &start in &words {
        let Some((end, values)) = lexicon.role_phrases.longest_at(outlet, start, ends) else { continue };
        let Some(role) =
            values.first().and_then(|&value| lexicon.role(value)).filter(|role| role.kind == RoleKind::Person)
        else {
            continue;
        };
        let name = outlet.get(end..).unwrap_or("").trim();
        if !name.is_empty() && start > 0 {
            return Some(Issuer {
                name: name.to_owned(),
                country: role.usual.or_else(|| lexicon.words.issuers.get(&role.role).copied()),
                sectors: role.sectors.clone(),
                entry: None,
                person: true,
            });
        }
    }
    for &start in &words {
        let Some((_, values)) = lexicon.names.longest_at(outlet, start, ends) else { continue };
        let Some((value, entry)) = values.iter().find_map(|&value| lexicon.entry(value).map(|entry| (value, entry)))
        else {
            continue;
        };
        let speaks = !entry.sectors.contains(&Sector::Jrn)
            && matches!(entry.what, What::Organization | What::Country | What::Seat);
        return speaks.then(|| Issuer {
            name: outlet.to_owned(),
            country: Some(entry.country),
            sectors: entry.sectors.clone(),
            entry: Some(value),
            person: false,
        });
    }
    None
}

/// Whether a description without a country is of the issuer's own: "the President" in a senator's release, a general
/// in one of the army, bodies of which every country has one.
pub(crate) fn is_at_home(lexicon: &Lexicon, home: Country, description: &Description, definite: bool) -> bool {
    let Some(role) = description.role_entry.and_then(|index| lexicon.role(index)) else { return false };
    if lexicon.words.home.contains(&role.role) {
        return true;
    }
    // The United States have no prime minister.
    let has_office = !lexicon.office_names.contains(&role.role) || lexicon.offices.contains(&(home, role.role.clone()));
    let official = match description.sectors.first() {
        Some(Sector::Gov | Sector::Leg | Sector::Jud) => !description.plural,
        // "The military commanders" of a lawmaker.
        Some(Sector::Mil) => description.name.is_some() || !description.plural || definite,
        _ => false,
    };
    role.kind == RoleKind::Person && official && has_office
}
