//! Clauses over the dependency tree: who does what to whom, and whether it is so.
//!
//! Syntax is handled here once for all layers. What a predicate means is for the layers; which words
//! embed, lend their arguments or control an infinitive is in `data/grammar/`.

mod arguments;
mod embedding;
mod factuality;
mod mend;
mod nominal;
mod performative;
mod phrase;
mod subject;
mod words;

pub use arguments::{Arguments, Complement, Oblique};
pub use embedding::{Embedding, Way};
pub use factuality::{Factuality, Reason, Tense, Why};
pub use phrase::{conjuncts, full_phrase, is_nominal, is_passive, is_predicate, phrase, phrase_tokens, preposition};
pub use words::Class;

use lexicon::{Data, DataError};

/// The grammar with its word lists. Load once, use for every report.
#[derive(Debug, Clone)]
pub struct Grammar {
    words: words::Words,
}

impl Grammar {
    /// Reads `data/grammar/`.
    ///
    /// # Errors
    /// A table that is missing or wrong; the error names file and line.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self { words: words::Words::load(data)? })
    }

    /// What a word says of the clause or event it embeds, by its lemma and part of speech.
    #[must_use]
    pub fn class_of(&self, analysis: &linguist::Analysis, token: linguist::TokenId) -> Option<Class> {
        self.words.class(analysis.lemma(token), analysis.upos(token))
    }
}
