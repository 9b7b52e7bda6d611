//! Where tellings are kept, as the story sees it.

use crate::{Disagreement, Kind, Telling};

/// Number of a telling on its shelf, given by the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct TellingId(pub u64);

/// Number of a report on its shelf, given by the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct ReportId(pub u64);

/// What the story must know of a report to tell whether another one repeats its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportEntry {
    /// Id of the report, as in [`Telling::report`].
    pub report: String,
    /// ISO 8601 date or date-time, as published.
    pub published: Option<String>,
    /// The title, if there is one, is the first line.
    pub text: String,
    /// Id of the first report with the same words; its own where none is known. [`crate::add`] decides it; a shelf only
    /// keeps it.
    pub edition: String,
}

/// Tellings that are of one happening or undertaking.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    pub kind: Kind,
    /// In the order of [`Telling::order`]; the first one stands for the group.
    pub members: Vec<TellingId>,
    /// Most certain first; each between two members of the group.
    pub disagreements: Vec<(TellingId, TellingId, Disagreement)>,
}

/// Keeps tellings, links and groups. [`crate::Book`] does so in memory; a database does so in a file.
pub trait Shelf {
    type Error;

    /// Keeps a report under its bands. A report that is kept already is not given again.
    ///
    /// # Errors
    /// Whatever keeps the shelf from writing.
    fn keep_report(&mut self, entry: &ReportEntry, bands: &[u64]) -> Result<ReportId, Self::Error>;

    /// Reports that share at least one band: those with most shared bands first, then the lower id; at most `limit`.
    /// Of each band the first `per_band` entries (lowest ids) are read, no more.
    ///
    /// # Errors
    /// Whatever keeps the shelf from reading.
    fn reports_like(
        &self,
        bands: &[u64],
        per_band: usize,
        limit: usize,
    ) -> Result<Vec<(ReportId, ReportEntry)>, Self::Error>;

    /// The reports whose edition this is, sorted by id.
    ///
    /// # Errors
    /// Whatever keeps the shelf from reading.
    fn edition(&self, edition: &str) -> Result<Vec<(ReportId, ReportEntry)>, Self::Error>;

    /// Sets the edition of these reports. From then on [`Telling::edition`] of their tellings, as they are read, is this one.
    ///
    /// # Errors
    /// Whatever keeps the shelf from writing.
    fn set_edition(&mut self, reports: &[ReportId], edition: &str) -> Result<(), Self::Error>;

    /// Keeps a telling under its keys.
    ///
    /// # Errors
    /// Whatever keeps the shelf from writing.
    fn keep(&mut self, report: ReportId, telling: &Telling, keys: &[u64]) -> Result<TellingId, Self::Error>;

    /// Tellings of *other* reports that share at least one key: those with most shared keys first, then the lower id; at
    /// most `limit`. Of each key the first `per_key` entries (lowest ids) are read, no more.
    ///
    /// # Errors
    /// Whatever keeps the shelf from reading.
    fn sharing(
        &self,
        report: ReportId,
        keys: &[u64],
        per_key: usize,
        limit: usize,
    ) -> Result<Vec<(TellingId, Telling)>, Self::Error>;

    /// The tellings of a report, sorted by id.
    ///
    /// # Errors
    /// Whatever keeps the shelf from reading.
    fn tellings(&self, of: ReportId) -> Result<Vec<TellingId>, Self::Error>;

    /// One telling; `None` if there is no such number.
    ///
    /// # Errors
    /// Whatever keeps the shelf from reading.
    fn telling(&self, id: TellingId) -> Result<Option<Telling>, Self::Error>;

    /// Keeps a link between two tellings with its strength in thousandths. Links have no direction.
    ///
    /// # Errors
    /// Whatever keeps the shelf from writing.
    fn link(&mut self, one: TellingId, other: TellingId, strength: u16) -> Result<(), Self::Error>;

    /// The links of a telling, sorted by the other's id.
    ///
    /// # Errors
    /// Whatever keeps the shelf from reading.
    fn links(&self, of: TellingId) -> Result<Vec<(TellingId, u16)>, Self::Error>;

    /// Moves every telling in `groups` from the group it was in to its new one; all disagreements of these tellings are
    /// replaced by those given. A group left without tellings is gone; one that keeps some keeps them.
    /// A telling is in exactly one group; a group of one telling has one member.
    ///
    /// # Errors
    /// Whatever keeps the shelf from writing.
    fn settle(&mut self, groups: &[Group]) -> Result<(), Self::Error>;
}
