//! Entities: the participants of a report, their mentions, countries and sectors.
//!
//! Names, descriptions and pronouns are found over the tree, coded from the words around them and joined to entities.
//! What the participants do is for the layers above.

mod counted;
mod country;
mod data;
mod dateline;
mod describe;
mod examples;
mod fill;
mod find;
mod first_person;
mod focus;
mod hits;
mod home;
mod import;
mod issuer;
mod known;
mod link;
mod names;
mod office;
mod pairs;
mod person;
mod phrases;
mod plain;
mod pronoun;
mod surroundings;
mod towns;
mod twins;
mod words;

pub use import::{Imported, import};
use lexicon::{Data, DataError};
use linguist::Analysis;
use record::{Entity, Report, Statement};

use crate::data::Lexicon;
use crate::describe::Describer;
use crate::focus::Focus;
use crate::hits::Hits;
use crate::link::Linker;

/// The actor layer with its data. Load once, use for every report.
#[derive(Debug, Clone)]
pub struct Actors {
    lexicon: Lexicon,
}

impl Actors {
    /// Reads `data/countries.tsv` and `data/actor/`.
    ///
    /// # Errors
    /// A table that is missing or wrong; the error names file and line.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self { lexicon: Lexicon::load(data)? })
    }

    /// The participants of a report. First-person pronouns are left to [`Actors::resolve_first_person`], except in a
    /// release outside quotations.
    #[must_use]
    pub fn resolve(&self, analysis: &Analysis, report: &Report) -> Vec<Entity> {
        let issuer = issuer::of(&self.lexicon, report);
        let home = issuer.as_ref().and_then(|issuer| issuer.country);
        let published = office::day_of(report);
        let hits = Hits::find(analysis, &self.lexicon, published, home);
        let focus = Focus::of(analysis, &self.lexicon, &hits, issuer);
        let describer =
            Describer { analysis, lexicon: &self.lexicon, hits: &hits, published, issuer: focus.issuer.as_ref() };
        let mut linker = Linker::new(describer, &focus);
        let mentions = find::mentions(&describer);
        linker.note_surnames(&mentions);
        for found in mentions {
            match found.pronoun {
                Some(pronoun) if pronoun.first_person || pronoun.second_person => {}
                Some(pronoun) => linker.take_pronoun(&found, pronoun),
                None => linker.take(found),
            }
        }
        let mut entities = linker.finish();
        first_person::resolve_outside(&self.lexicon, analysis, &focus, &mut entities);
        entities
    }

    /// Gives "I", "we" and "our" to the source of the statement they stand in, or to the issuer of a release.
    pub fn resolve_first_person(
        &self,
        analysis: &Analysis,
        report: &Report,
        entities: &mut Vec<Entity>,
        statements: &mut [Statement],
    ) {
        first_person::resolve(&self.lexicon, analysis, report, entities, statements);
    }
}
