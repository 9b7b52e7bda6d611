//! Text to analysis: sentences, tokens, tags, lemmas, dependency trees and names.
//!
//! One report's text goes in, an [`Analysis`] comes out. What the analysis means is for the layers above.

mod analysis;
pub mod conllu;
mod decode;
pub mod features;
pub mod given;
mod inflection;
pub mod lemma;
mod mend;
mod model;
mod network;
mod segment;
mod spans;

pub use analysis::{Analysis, Name, NameKind, Sentence, Token, TokenId};
pub use inflection::bases;
pub use model::{Guidelines, Model, ModelError, Workspace};
pub use segment::{MAX_SENTENCE_TOKENS, Segment, Segmentation, segment};
