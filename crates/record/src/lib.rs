//! What one report says: the types of a record and their published JSON form.
//!
//! Inside the program every span counts bytes; [`Record::to_json`] publishes code points, as
//! `record.schema.json` asks. Every item carries [`Evidence`]: who made it and from which words.
//! Evidence is shown by `explain` and is not part of the published form.

mod evidence;
mod holders;
mod id;
mod items;
mod mentions;
mod publish;

pub use evidence::Evidence;
pub use holders::Holders;
pub use id::{CommitmentId, EntityId, EventId, PlaceId, QuantityId, StatementId, TimeId};
pub use items::{
    Commitment, Entity, Event, EventQuantity, Mention, Participant, Place, Progress, Quantity, Record, Report,
    Statement, Time,
};
pub use jiff::civil::Date;
pub use mentions::MentionIndex;

/// The version of the published form.
pub const SCHEMA: &str = "onrecord/1";
