//! Undertakings: what was promised, as every report has its terms, and how far it has got.

use ontology::{CommitmentStatus, EventType};

use super::happening::party;
use super::{CommitmentRow, Conditions, Page, Who, known};
use crate::Reader;
use crate::error::Result;

/// An undertaking with everything that is told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct UndertakingRow {
    /// "U17".
    pub id: String,
    pub kind: Option<EventType>,
    pub obligor: Vec<Who>,
    pub counterparties: Vec<Who>,
    /// The last day that a report gives for it.
    pub due: Option<String>,
    /// As of the last report that tells it.
    pub status: CommitmentStatus,
    /// Whether reports of the same time give different statuses.
    pub disputed: bool,
    pub n_editions: usize,
    pub n_disagreements: usize,
    /// In the order of publication.
    pub tellings: Vec<Told>,
}

/// An undertaking as one report has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub commitment: CommitmentRow,
    /// Whether this report is the first with its terms.
    pub sets_terms: bool,
    pub n_steps: usize,
}

impl Reader {
    /// Undertakings told in more than one report's own words first, then by the day they are due.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn undertakings(&self, page: Page) -> Result<Vec<UndertakingRow>> {
        let sql = "SELECT key FROM undertaking ORDER BY editions DESC, due IS NULL, due, key";
        self.keys(sql, &Conditions::default(), page)?.into_iter().map(|key| self.undertaking_row(key)).collect()
    }

    pub(super) fn undertaking_row(&self, undertaking: i64) -> Result<UndertakingRow> {
        let tellings = self.tellings_of("undertaking", undertaking)?;
        let drawn = story::undertaking(&tellings);
        let sql = "SELECT type, due, status, disputed, editions, \
            (SELECT count(*) FROM disagreement WHERE disagreement.undertaking = undertaking.key) \
            FROM undertaking WHERE key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([undertaking])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let mut told = Vec::new();
        for (index, commitment) in self.items_of("undertaking", undertaking)?.into_iter().enumerate() {
            let sets_terms = drawn.iter().flat_map(|drawn| &drawn.series).any(|term| term.telling == index);
            let n_steps = drawn.iter().flat_map(|drawn| &drawn.progress).filter(|(at, _)| *at == index).count();
            told.push(Told { commitment: self.commitment_row(commitment)?, sets_terms, n_steps });
        }
        Ok(UndertakingRow {
            id: format!("U{undertaking}"),
            kind: row.get::<_, Option<String>>(0)?.as_deref().map(known).transpose()?,
            obligor: drawn.iter().flat_map(|drawn| &drawn.obligor).map(party).collect(),
            counterparties: drawn.iter().flat_map(|drawn| &drawn.counterparties).map(party).collect(),
            due: row.get(1)?,
            status: known(&row.get::<_, String>(2)?)?,
            disputed: row.get(3)?,
            n_editions: row.get(4)?,
            n_disagreements: row.get(5)?,
            tellings: told,
        })
    }
}
