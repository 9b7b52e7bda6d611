//! Places: named places that are locations, resolved to the gazetteer.
//!
//! A name of a place can stand for its government ("Baghdad rejected the plan") or be part of another name
//! ("the Baghdad Museum"); only what is a location in its sentence is a place (codebook sections 2 and 5).

mod container;
mod context;
mod literal;
mod names;
mod rank;
mod resolve;
mod words;

use gazetteer::Gazetteer;
use grammar::Grammar;
use lexicon::{Data, DataError};
use linguist::Analysis;
use record::{Entity, Evidence, Place, PlaceId, Report};

use crate::words::Words;

/// Finds places. Load once, use for every report.
#[derive(Debug, Clone)]
pub struct Places {
    gazetteer: Gazetteer,
    grammar: Grammar,
    words: Words,
}

impl Places {
    /// Reads `data/place/`, `data/countries.tsv` and the gazetteer that the program carries.
    ///
    /// # Errors
    /// A table that is missing or wrong, or a damaged gazetteer.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        let gazetteer = Gazetteer::embedded().map_err(|error| DataError::new("gazetteer.bin", 0, error.to_string()))?;
        Ok(Self { gazetteer, grammar: Grammar::load(data)?, words: Words::load(data)? })
    }

    /// The same with another gazetteer, for instance one that a user imported.
    #[must_use]
    pub fn with_gazetteer(self, gazetteer: Gazetteer) -> Self {
        Self { gazetteer, ..self }
    }

    /// The places of a report, in reading order.
    #[must_use]
    pub fn find(&self, analysis: &Analysis, report: &Report, entities: &[Entity]) -> Vec<Place> {
        let candidates = self.candidates(analysis);
        let resolved = self.resolve(analysis, report, entities, &candidates);
        let literal = self.literal(analysis, &candidates, &resolved);
        let chosen = candidates
            .iter()
            .zip(literal)
            .zip(resolved)
            .filter_map(|((candidate, why), resolved)| Some((candidate, why?, resolved)));
        let mut places = Vec::new();
        for (candidate, why, resolved) in chosen {
            let mut evidence = Evidence::by("place").at(candidate.span);
            evidence.note(why);
            evidence.words.extend(resolved.from);
            evidence.note(resolved.why);
            places.push(Place {
                id: PlaceId::new(places.len()),
                span: candidate.span,
                name: resolved.name.unwrap_or_else(|| candidate.span.of(&analysis.text).to_owned()),
                country: resolved.country,
                latitude: resolved.point.map(|point| point.0),
                longitude: resolved.point.map(|point| point.1),
                feature: resolved.feature,
                geonames: resolved.geonames,
                evidence,
            });
        }
        places
    }
}
