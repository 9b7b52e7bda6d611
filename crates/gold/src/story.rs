//! Scores what a program finds across reports against answers made by hand.
//!
//! Answers point at places by report and quotation; findings point at events and commitments of published records.
//! They are brought together and counted like this:
//!
//! * **Which telling an item is.** An event (or commitment) is the telling with a quotation that overlaps its trigger
//!   (its action), else one of its further mentions; of several the one that shares most characters. An item that
//!   overlaps none is the telling that has a quotation in the same sentence and, for an event, lists its type, if
//!   there is exactly one. Several items of a report may be one telling: that they were not made one is the fault of
//!   the record and counted there.
//! * **Happenings, undertakings:** pairs of tellings from two reports that are one. Every pair that the program makes
//!   and the answers do not is wrong, also a pair of items that no answer mentions: the answers claim to be complete.
//!   Pairs inside a report are not counted.
//! * **Duplicates:** pairs of reports. Whatever else is found in a copy (a report that the answers list after another
//!   of the same words) is left out of all other counts: a copy is no new telling.
//! * **Disagreements:** a finding is right when its kind is one of the answer's kinds and each of its two items lies
//!   (trigger or mention) in a sentence with a quotation of one side, the two on opposite sides. Several findings of
//!   one answer are one; every finding of none is wrong.
//! * **`undertaking: found`** counts the tellings of undertakings, also those told once, that are commitments of the
//!   record; a commitment that is none of them is wrong. **`undertaking: due`** compares the due date and the
//!   duration among those found.

mod align;
mod answers;
mod count;

pub use answers::{Answers, Disagreement, Disputed, Happening, LookAlike, Quotation, Telling, Undertaking};

use crate::{GoldError, GoldRecord, Layer};

/// An event or a commitment of a record, by its index there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// Id of the report.
    pub report: String,
    pub index: usize,
}

/// Whether items are events or commitments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    Event,
    Commitment,
}

/// Two tellings that cannot both be true, says a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    pub kind: Disputed,
    pub matter: Matter,
    pub one: Item,
    pub other: Item,
}

/// What a program finds across reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Groups of report ids.
    pub duplicates: Vec<Vec<String>>,
    /// Groups of events.
    pub happenings: Vec<Vec<Item>>,
    /// Groups of commitments.
    pub undertakings: Vec<Vec<Item>>,
    pub disagreements: Vec<Contradiction>,
}

/// The figures, and what is missed and wrong in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryScores {
    pub layers: Vec<Layer>,
    /// One line for each miss and each wrong finding, in the order of the answers.
    pub misses: Vec<String>,
}

impl StoryScores {
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.name == name)
    }
}

impl std::fmt::Display for StoryScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{:32} {:>6} {:>6} {:>6}   gold system", "across reports", "P", "R", "F1")?;
        for layer in &self.layers {
            let (p, r, f1) = (layer.precision(), layer.recall(), layer.f1());
            writeln!(f, "{:32} {p:6.3} {r:6.3} {f1:6.3}  {:5} {:6}", layer.name, layer.gold, layer.system)?;
        }
        Ok(())
    }
}

/// Compares findings with answers. `records` are the published records of the reports that the answers are about.
///
/// # Errors
/// The answers name a report that has no record, or a quotation that does not occur exactly once; findings name an item that
/// no record has.
pub fn score_story(answers: &Answers, records: &[GoldRecord], findings: &Findings) -> Result<StoryScores, GoldError> {
    let texts = align::Texts::new(records, answers)?;
    let mut scores = StoryScores::default();
    count::duplicates(&mut scores, answers, findings);
    count::happenings(&mut scores, &texts, answers, findings)?;
    count::undertakings(&mut scores, &texts, answers, findings)?;
    count::disagreements(&mut scores, &texts, answers, findings)?;
    Ok(scores)
}
