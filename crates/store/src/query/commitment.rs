//! Commitments: which ones, and one with all that is told of it.

use ontology::{Basis, CommitmentStatus, EventType};

use super::{Actor, Conditions, Origin, Page, Who, known, origin, who};
use crate::error::Result;
use crate::{Reader, key};

/// Which commitments; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct CommitmentFilter {
    /// Words of the report.
    pub words: Option<String>,
    pub by: Option<Actor>,
    pub to: Option<Actor>,
    /// Due before this day, ISO 8601. Those without a day are never due.
    pub due_before: Option<String>,
    /// Only those that, as the last report has it, are neither kept, broken, rejected nor replaced.
    pub only_open: bool,
}

/// One commitment of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct CommitmentRow {
    /// "12.C1".
    pub id: String,
    pub origin: Origin,
    pub obligor: Option<Who>,
    pub counterparties: Vec<Who>,
    pub negated: bool,
    pub action: String,
    pub kind: Option<EventType>,
    pub object: Option<String>,
    pub quantity: Option<String>,
    pub place: Option<String>,
    pub start: Option<String>,
    pub due: Option<String>,
    /// ISO 8601 duration.
    pub duration: Option<String>,
    pub basis: Basis,
    pub status: CommitmentStatus,
    pub conditions: Vec<String>,
    /// The words of the steps that the report gives.
    pub progress: Vec<String>,
    /// Whose word it is on; `None` for the outlet's own.
    pub source: Option<Who>,
    pub sentence: String,
    /// "U17".
    pub undertaking: Option<String>,
}

impl Reader {
    /// Commitments in the order of the day they are due, those without one last.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn commitments(&self, filter: &CommitmentFilter, page: Page) -> Result<Vec<CommitmentRow>> {
        let mut conditions = Conditions::default();
        conditions.words(filter.words.as_deref(), "commitment.key / 1000000", "report_words");
        conditions.actor(filter.by.as_ref(), "commitment.obligor", "");
        let to = "commitment.key IN (SELECT commitment FROM commitment_counterparty WHERE entity";
        conditions.actor(filter.to.as_ref(), to, ")");
        if let Some(day) = &filter.due_before {
            conditions.add("commitment.due < ?", [day.clone().into()]);
        }
        if filter.only_open {
            conditions.add(
                "coalesce((SELECT undertaking.status FROM telling JOIN undertaking ON undertaking.key = telling.undertaking \
                 WHERE telling.commitment = commitment.key), commitment.status) \
                 NOT IN ('fulfilled', 'broken', 'rejected', 'superseded')",
                [],
            );
        }
        let sql = format!(
            "SELECT commitment.key FROM commitment WHERE {} ORDER BY due IS NULL, due, commitment.key",
            conditions.clause()
        );
        self.keys(&sql, &conditions, page)?.into_iter().map(|key| self.commitment_row(key)).collect()
    }

    pub(super) fn commitment_row(&self, commitment: i64) -> Result<CommitmentRow> {
        let sql = "SELECT report.id, report.outlet, report.published_on, report.title, \
            obligor.name, obligor.country, obligor.sectors, commitment.negated, \
            substr(report.text, action_start + 1, action_end - action_start), commitment.type, \
            substr(report.text, object_start + 1, object_end - object_start), \
            substr(report.text, quantity.\"start\" + 1, quantity.\"end\" - quantity.\"start\"), place.name, \
            commitment.start_on, commitment.due, commitment.duration, commitment.basis, commitment.status, \
            source.name, source.country, source.sectors, \
            substr(report.text, sentence.\"start\" + 1, sentence.\"end\" - sentence.\"start\"), telling.undertaking \
            FROM commitment JOIN report ON report.key = commitment.key / 1000000 \
            LEFT JOIN sentence ON sentence.report = report.key AND sentence.n = commitment.sentence \
            LEFT JOIN entity AS obligor ON obligor.key = commitment.obligor \
            LEFT JOIN quantity ON quantity.key = commitment.quantity \
            LEFT JOIN place ON place.key = commitment.place \
            LEFT JOIN statement ON statement.key = commitment.statement \
            LEFT JOIN entity AS source ON source.key = statement.source \
            LEFT JOIN telling ON telling.commitment = commitment.key WHERE commitment.key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([commitment])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let counterparties = "SELECT name, country, sectors FROM commitment_counterparty \
            JOIN entity ON entity.key = entity WHERE commitment = ?1 ORDER BY n";
        let conditions = "SELECT substr(report.text, \"start\" + 1, \"end\" - \"start\") FROM commitment_condition \
            JOIN report ON report.key = commitment / 1000000 WHERE commitment = ?1 ORDER BY n";
        let progress = "SELECT coalesce(substr(report.text, quantity.\"start\" + 1, quantity.\"end\" - quantity.\"start\") \
            || ' ', '') || coalesce(substr(report.text, trigger_start + 1, trigger_end - trigger_start), '') \
            FROM commitment_progress JOIN report ON report.key = commitment / 1000000 \
            LEFT JOIN event ON event.key = event LEFT JOIN quantity ON quantity.key = quantity \
            WHERE commitment = ?1 ORDER BY n";
        Ok(CommitmentRow {
            id: key::shown(commitment, 'C'),
            origin: origin(row, 0)?,
            obligor: who(row, 4)?,
            counterparties: self.entities(counterparties, commitment)?,
            negated: row.get(7)?,
            action: row.get(8)?,
            kind: row.get::<_, Option<String>>(9)?.as_deref().map(known).transpose()?,
            object: row.get(10)?,
            quantity: row.get(11)?,
            place: row.get(12)?,
            start: row.get(13)?,
            due: row.get(14)?,
            duration: row.get(15)?,
            basis: known(&row.get::<_, String>(16)?)?,
            status: known(&row.get::<_, String>(17)?)?,
            conditions: self.texts(conditions, commitment)?,
            progress: self.texts(progress, commitment)?,
            source: who(row, 18)?,
            sentence: row.get::<_, Option<String>>(21)?.unwrap_or_default(),
            undertaking: row.get::<_, Option<i64>>(22)?.map(|key| format!("U{key}")),
        })
    }
}
