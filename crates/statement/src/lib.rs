//! Statements: what the report ascribes to a source.
//!
//! Cues (verbs, nouns, adjectives, adjuncts) are found through the tree by the lexicon in `data/cues/`;
//! quotation marks are paired by an automaton and joined to their cues; texts given in somebody's words without
//! marks, and headlines that name a speaker, have rules of their own. Codebook, section 6.

mod act;
mod adjunct;
mod around;
mod block;
mod body;
mod chain;
mod clause;
mod complement;
mod cues;
mod direct;
mod examples;
mod extent;
mod finish;
mod harm;
mod headline;
mod issuer;
mod label;
mod noun;
mod order;
mod quotes;
mod reading;
mod relative;
mod sources;
mod speaker;
mod subject;
mod surface;
mod title;
mod transcript;
mod verb;

pub use cues::{Entry, Kind, SourceRule, With, entries};
pub use sources::name_sources;

use grammar::Grammar;
use lexicon::{Data, DataError};
use linguist::{Analysis, TokenId};
use ontology::Upos;
use record::{Entity, Report, Statement, Time};

use crate::cues::Cues;
use crate::reading::{Draft, Reading};

/// The statement layer. Load once, use for every report.
#[derive(Debug, Clone)]
pub struct Statements {
    cues: Cues,
    grammar: Grammar,
}

impl Statements {
    /// Reads the cue lexicon.
    ///
    /// # Errors
    /// A data file that is missing or wrong.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self { cues: Cues::load(data)?, grammar: Grammar::load(data)? })
    }

    /// The statements of a report, in the order of the text.
    #[must_use]
    pub fn find(&self, analysis: &Analysis, report: &Report, entities: &[Entity], times: &[Time]) -> Vec<Statement> {
        let reading = Reading::new(analysis, report, (&self.grammar, &self.cues), entities, times);
        let mut drafts: Vec<Draft> = analysis.ids().filter_map(|token| draft(&reading, token)).collect();
        drafts.iter_mut().for_each(|draft| direct::keep_inside(&reading, draft));
        direct::attach(&reading, &mut drafts);
        block::add(&reading, &mut drafts);
        headline::add(&reading, &mut drafts);
        issuer::add(&reading, &mut drafts);
        finish::finish(&reading, drafts)
    }
}

/// The statement whose cue begins with this word, if any.
pub(crate) fn draft(reading: &Reading<'_>, token: TokenId) -> Option<Draft> {
    if let Some(item) = reading.item_at(token) {
        return body::draft(reading, item);
    }
    match reading.analysis.upos(token) {
        _ if reading.is_verb(token) => {
            // "remains committed to": a participle of feeling or intention is an adjective, not a passive.
            let feeling = reading.is_passive(token).then(|| noun::adjective(reading, token)).flatten();
            feeling
                .or_else(|| adjunct::draft(reading, token))
                .or_else(|| verb::draft(reading, token))
                .or_else(|| noun::voiced(reading, token))
                .or_else(|| noun::adjective(reading, token))
        }
        Upos::Adj => noun::adjective(reading, token).or_else(|| adjunct::draft(reading, token)),
        Upos::Noun | Upos::Propn => noun::noun(reading, token)
            .or_else(|| noun::sympathy(reading, token))
            .or_else(|| adjunct::draft(reading, token)),
        // "We are steadfast in …": an adjective with the tag of an adverb.
        Upos::Adv => adjunct::draft(reading, token).or_else(|| noun::adjective(reading, token)),
        _ => adjunct::draft(reading, token),
    }
}
