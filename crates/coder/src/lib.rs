//! Runs the layers in order: one report in, one record out.
//!
//! A report flows one way: text, analysis, times, quantities, entities, places, statements, events, commitments.
//! Each layer sees what the layers before it found, as types of `record`, and none sees another layer.

mod check;
mod error;
mod prune;

use lexicon::Data;
use linguist::{Analysis, Model, Workspace};
use record::{Record, Report};

pub use check::check;
pub use error::Error;

/// Everything that is loaded once: the model and every layer's data. Shared between threads by reference.
pub struct Coder {
    model: Model,
    grammar: grammar::Grammar,
    timex: timex::Timex,
    quantities: quantity::Quantities,
    places: place::Places,
    actors: actor::Actors,
    statements: statement::Statements,
    events: event::Events,
    not_events: event::NotEvents,
    commitments: commitment::Commitments,
}

impl Coder {
    /// The coder with the model and the data that the program carries with it.
    ///
    /// # Errors
    /// A model that cannot be read, or an entry of the data that is wrong (file and line are named).
    pub fn load() -> Result<Self, Error> {
        Self::with(&Data::embedded())
    }

    /// The coder with the model that the program carries, and this data: ours, perhaps with a user's laid over it.
    ///
    /// # Errors
    /// As [`Coder::load`].
    pub fn with(data: &Data) -> Result<Self, Error> {
        Ok(Self {
            model: Model::load_embedded().map_err(Error::model)?,
            grammar: grammar::Grammar::load(data)?,
            timex: timex::Timex::load(data)?,
            quantities: quantity::Quantities::load(data)?,
            places: place::Places::load(data)?,
            actors: actor::Actors::load(data)?,
            statements: statement::Statements::load(data)?,
            events: event::Events::load(data)?,
            not_events: event::NotEvents::load(data)?,
            commitments: commitment::Commitments::load(data)?,
        })
    }

    /// The same coder with another index of places, for instance one that a user imported.
    #[must_use]
    pub fn with_gazetteer(self, gazetteer: gazetteer::Gazetteer) -> Self {
        Self { places: self.places.with_gazetteer(gazetteer), ..self }
    }

    /// Tells only events of at least this confidence, in thousandths; 0 tells all that were found.
    #[must_use]
    pub fn events_at_least(self, thousandths: u16) -> Self {
        Self { events: self.events.at_least(thousandths), ..self }
    }

    /// Notes in the evidence of every event the traits that bear on its confidence.
    #[must_use]
    pub fn noting_traits(self) -> Self {
        Self { events: self.events.noting_traits(), ..self }
    }

    /// What a report says. The same report gives the same record, byte for byte.
    #[must_use]
    pub fn code(&self, report: &Report) -> Record {
        self.code_analysis(report, &self.analyze(report))
    }

    /// What the language of a report says, before any layer: as the model reads it, with the trees mended.
    #[must_use]
    pub fn analyze(&self, report: &Report) -> Analysis {
        let segmentation = linguist::segment(&report.text);
        self.grammar.mend(self.model.analyze(&report.text, &segmentation, &mut Workspace::default()))
    }

    /// Why a predicate tells no event by itself, by its lemma, if that was decided (`data/event/not_events.tsv`).
    #[must_use]
    pub fn why_no_event(&self, lemma: &str, upos: ontology::Upos) -> Option<&str> {
        self.not_events.why(lemma, upos)
    }

    /// The record of a report whose analysis is at hand.
    #[must_use]
    pub fn code_analysis(&self, report: &Report, analysis: &Analysis) -> Record {
        let times = self.timex.find(analysis, report.published.as_deref());
        let quantities = self.quantities.find(analysis, &times);
        let mut entities = self.actors.resolve(analysis, report);
        let places = self.places.find(analysis, report, &entities);
        let mut statements = self.statements.find(analysis, report, &entities, &times);
        self.actors.resolve_first_person(analysis, report, &mut entities, &mut statements);
        statement::name_sources(analysis, &mut entities, &mut statements);
        let events = self.events.find(event::Input {
            analysis,
            report,
            entities: &entities,
            times: &times,
            quantities: &quantities,
            places: &places,
            statements: &statements,
        });
        let commitments = self.commitments.find(commitment::Input {
            analysis,
            report,
            entities: &entities,
            times: &times,
            quantities: &quantities,
            places: &places,
            statements: &statements,
            events: &events,
        });
        let sentences = analysis.sentences.iter().map(|sentence| sentence.span).collect();
        let mut record = Record {
            report: report.clone(),
            sentences,
            entities,
            times,
            quantities,
            places,
            statements,
            events,
            commitments,
        };
        prune::entities(&mut record);
        record
    }
}
