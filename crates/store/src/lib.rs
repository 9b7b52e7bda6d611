//! The project file: reports, their records, and the story across them, in one SQLite database.
//!
//! A [`Writer`] adds reports, whose records were [`Prepared`] on any thread, one after the other; with each it finds what the
//! report repeats, which happenings and undertakings it tells, and where it disagrees (by the rules of `story`). The same
//! reports in the same order make the same file, whatever was interrupted on the way. A [`Reader`] answers questions; it may
//! do so while somebody writes.
//!
//! Tables and columns are told in `SCHEMA.md`, for people who ask in SQL.

mod codec;
mod error;
mod insert;
mod key;
mod lock;
mod names;
mod open;
mod prepared;
mod query;
mod reader;
mod schema;
mod shelf;
#[cfg(test)]
mod tests;
mod words;
mod writer;

pub use error::{Error, Result};
pub use prepared::{Identity, Prepared};
pub use query::{
    Actor, CommitmentFilter, CommitmentRow, DisagreementRow, EventFilter, EventRow, HappeningRow, Hit, Item, Origin,
    Page, Place, ReportRow, Side, StatementFilter, StatementRow, Stats, TimelineFilter, Told, UndertakingRow, Who,
};
pub use reader::{Field, Reader};
pub use writer::{Added, Writer, schema_version};
