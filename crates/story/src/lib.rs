//! The story across reports: which tellings are of one happening or undertaking, where they disagree, and which reports
//! only repeat the words of another.
//!
//! The way of one report:
//!
//! 1. [`Teller::tell`] turns a record into [`Telling`]s, one for each event and each commitment, in a form that can be
//!    compared without the report.
//! 2. [`keys`] gives the blocking keys of a telling; [`compare`] says how surely two tellings are of one thing.
//! 3. [`add`] keeps the tellings of a report on a [`Shelf`], links them with those that tell the same, and settles the
//!    groups and the disagreements that the new links touch. Nothing else is touched.
//!
//! Where things are kept is for the shelf: [`Book`] keeps them in memory, the database keeps them in a file.
//! The same reports give the same groups on every shelf, in whatever order they are added (see [`add`] for the limits).

mod account;
mod add;
mod book;
mod compare;
mod disagree;
mod dispute;
mod figure;
mod group;
mod hash;
mod keys;
mod occasion;
mod owed;
mod party;
mod shelf;
mod sketch;
mod summary;
mod tell;
mod telling;
mod words;

pub use add::add;
pub use book::Book;
pub use compare::{Ground, compare, grounds};
pub use disagree::{Attribute, Disagreement, disagreements};
pub use group::split;
pub use keys::keys;
pub use shelf::{Group, ReportEntry, ReportId, Shelf, TellingId};
pub use sketch::{bands, repeats};
pub use summary::{Happening, Term, Undertaking, happening, undertaking};
pub use tell::Teller;
pub use telling::{Figure, Kind, Matter, Party, Precision, Setting, Spot, Step, Telling, Terms, When};
pub use words::Word;
