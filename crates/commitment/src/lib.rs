//! Commitments: who owes what by when, and how far it has got.
//!
//! An act is a commitment when something binds somebody to it: a word of promise, agreement, plan or order
//! (`data/commitment/binders.toml`), or "will" with an act that can be checked (codebook, section 8).
//! What the act is called in PLOVER and which words are acts is in `data/commitment/acts.toml`.

mod binder;
mod bond;
mod compact;
mod definite;
mod details;
mod draft;
mod grant;
mod held;
mod merge;
mod modal;
mod obligor;
mod parties;
mod promised;
mod reading;
mod status;
mod term;
mod words;

use grammar::Grammar;
use lexicon::{Data, DataError};
use record::Commitment;

pub use reading::Input;

use crate::reading::Reading;
use crate::words::Words;

/// The commitment layer. Load once, use for every report.
#[derive(Debug, Clone)]
pub struct Commitments {
    grammar: Grammar,
    words: Words,
}

impl Commitments {
    /// Reads `data/commitment/`.
    ///
    /// # Errors
    /// A file that is missing or wrong; the error names it and the line.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self { grammar: Grammar::load(data)?, words: Words::load(data)? })
    }

    /// The commitments of a report, in reading order.
    #[must_use]
    pub fn find(&self, input: Input<'_>) -> Vec<Commitment> {
        let reading = Reading::new(&self.grammar, &self.words, input);
        let drafts = draft::drafts(&reading);
        let commitments = drafts.into_iter().map(|draft| details::complete(&reading, draft)).collect();
        merge::merge(&reading, commitments)
    }
}
