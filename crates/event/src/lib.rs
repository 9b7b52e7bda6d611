//! Events: who did what to whom, in PLOVER, with status, time and place.
//!
//! The meaning of predicates is in `data/frames/`; how their participants stand in a clause is found by `grammar`.

mod apart;
mod candidate;
mod classes;
mod confidence;
mod convert;
mod counterpart;
mod details;
mod drafts;
mod examples;
mod frames;
mod implied;
mod lemmas;
mod merge;
mod others;
mod participants;
mod phrases;
mod reading;
mod remote;
mod sides;
mod slots;
mod status;
mod tables;
mod taken_up;
mod ties;
mod traits;
mod uncoded;

use grammar::Grammar;
use lexicon::{Data, DataError};
use record::Event;

pub use examples::LEAST as LEAST_OF_EXAMPLES;
pub use frames::{Condition, Content, Effect, Entry, Needs, Polarity, entries};
pub use reading::Input;
pub use ties::ties;
pub use uncoded::NotEvents;

use candidate::Finder;
use reading::Reading;

/// The event layer with its data. Load once, use for every report.
#[derive(Debug, Clone)]
pub struct Events {
    grammar: Grammar,
    frames: frames::Frames,
    classes: classes::Classes,
    tables: tables::Tables,
    weights: confidence::Weights,
    lemmas: lemmas::Lemmas,
    telling: Telling,
}

/// Which events are told, and with how many grounds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Telling {
    /// Least confidence of an event, in thousandths.
    least: u16,
    /// Every trait of an event is noted in its evidence, for fitting the weights of the traits.
    with_traits: bool,
}

impl Events {
    /// Reads `data/frames/` and `data/event/`.
    ///
    /// # Errors
    /// A file that is missing or wrong; the error names it and the place in it.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        let frames = frames::Frames::load(data)?;
        let classes = classes::Classes::load(data)?;
        let mut known = classes.words();
        known.extend(frames.words().map(str::to_owned));
        let lemmas = lemmas::Lemmas::new(known, frames.verbs().map(str::to_owned).collect());
        Ok(Self {
            grammar: Grammar::load(data)?,
            frames,
            classes,
            tables: tables::Tables::load(data)?,
            weights: confidence::Weights::load(data)?,
            lemmas,
            telling: Telling { least: confidence::LEAST, with_traits: false },
        })
    }

    /// Tells only events of at least this confidence, in thousandths; 0 tells all.
    ///
    /// The default is the best F1 on the development gold.
    #[must_use]
    pub fn at_least(self, thousandths: u16) -> Self {
        Self { telling: Telling { least: thousandths, ..self.telling }, ..self }
    }

    /// Notes every trait that bears on the confidence of an event in its evidence, as "trait: told by a verb".
    #[must_use]
    pub fn noting_traits(self) -> Self {
        Self { telling: Telling { with_traits: true, ..self.telling }, ..self }
    }

    /// The events of a report, in reading order.
    #[must_use]
    pub fn find(&self, input: Input<'_>) -> Vec<Event> {
        let mended = lemmas::mend(input.analysis, &self.lemmas);
        let reading = Reading::new(&self.grammar, &self.classes, Input { analysis: &mended, ..input });
        let mut candidates = Finder::new(&reading, &self.frames, &self.classes).find();
        convert::convert_governed(&reading, &self.tables, &self.frames, &mut candidates);
        let drafts = drafts::draft(&reading, &self.frames, &self.tables, candidates);
        let mut merged = merge::merge(&reading, drafts);
        let enemy = implied::fill_adversary(&reading, &mut merged);
        merge::fill_blame(&mut merged, enemy);
        counterpart::fill_counterparts(&reading, &mut merged);
        taken_up::fill_recipients(&reading, &self.tables, &mut merged);
        drafts::finish(&reading, self, merged)
    }
}
