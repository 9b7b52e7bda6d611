//! Events: who did what to whom, in PLOVER, with status, time and place.
//!
//! The meaning of predicates is in `data/frames/`; how their participants stand in a clause is found by `grammar`.

mod candidate;
mod classes;
mod convert;
mod details;
mod drafts;
mod frames;
mod merge;
mod reading;
mod slots;
mod tables;

use grammar::Grammar;
use lexicon::{Data, DataError};
use record::Event;

pub use frames::{Condition, Content, Effect, Entry, Needs, Polarity, entries};
pub use reading::Input;

use candidate::Finder;
use reading::Reading;

/// The event layer with its data. Load once, use for every report.
#[derive(Debug, Clone)]
pub struct Events {
    grammar: Grammar,
    frames: frames::Frames,
    classes: classes::Classes,
    tables: tables::Tables,
}

impl Events {
    /// Reads `data/frames/` and `data/event/`.
    ///
    /// # Errors
    /// A file that is missing or wrong; the error names it and the place in it.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self {
            grammar: Grammar::load(data)?,
            frames: frames::Frames::load(data)?,
            classes: classes::Classes::load(data)?,
            tables: tables::Tables::load(data)?,
        })
    }

    /// The events of a report, in reading order.
    #[must_use]
    pub fn find(&self, input: Input<'_>) -> Vec<Event> {
        let reading = Reading::new(&self.grammar, input);
        let mut candidates = Finder::new(&reading, &self.frames, &self.classes).find();
        convert::convert_governed(&mut candidates, &self.frames);
        let drafts = drafts::draft(&reading, &self.frames, &self.tables, candidates);
        let merged = merge::merge(&reading, drafts);
        drafts::finish(&reading, &self.frames, &self.tables, merged)
    }
}
