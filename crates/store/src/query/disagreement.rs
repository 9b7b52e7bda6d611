//! Disagreements: two tellings that cannot both be true, each with its source and its sentence.

use super::{Actor, Conditions, Origin, Page, Who, origin, who};
use crate::error::Result;
use crate::{Reader, key};

/// Two tellings that cannot both be true.
#[derive(Debug, Clone, PartialEq)]
pub struct DisagreementRow {
    /// "D3".
    pub id: String,
    /// What it is about: "H17" or "U17".
    pub about: String,
    /// "quantity", "polarity", "agent", "date", "terms" or "status".
    pub attribute: String,
    /// Of a quantity: "dead".
    pub role: Option<String>,
    pub first: Side,
    pub second: Side,
    pub reason: String,
    /// How sure, 1 to 1000.
    pub strength: u16,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    pub origin: Origin,
    /// The event or commitment: "12.V3".
    pub item: String,
    /// What it says: "40 dead".
    pub has: String,
    /// On whose word; `None` for the outlet's own.
    pub source: Option<Who>,
    pub sentence: String,
}

impl Reader {
    /// Disagreements, the surest first. `words` are words of either report; `actor` takes part on either side.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn disagreements(
        &self,
        words: Option<&str>,
        actor: Option<&Actor>,
        page: Page,
    ) -> Result<Vec<DisagreementRow>> {
        let mut conditions = Conditions::default();
        if words.is_some() {
            let mut told = Conditions::default();
            told.words(words, "report", "report_words");
            let sql = format!(
                "EXISTS (SELECT 1 FROM telling WHERE telling.key IN (disagreement.first, disagreement.second) AND {})",
                told.clause()
            );
            conditions.add(sql, told.values);
        }
        if let Some(actor) = actor {
            // Disagreements are few and what an actor takes part in is much, so each of them is looked at.
            let sql = format!(
                "EXISTS (SELECT 1 FROM telling LEFT JOIN event_participant ON event_participant.event = telling.event \
                 LEFT JOIN commitment ON commitment.key = telling.commitment \
                 WHERE telling.key IN (disagreement.first, disagreement.second) \
                 AND coalesce(event_participant.entity, commitment.obligor) IN ({}))",
                actor.sql
            );
            conditions.add(sql, actor.values.iter().cloned());
        }
        let sql = format!("SELECT key FROM disagreement WHERE {} ORDER BY strength DESC, key", conditions.clause());
        self.keys(&sql, &conditions, page)?.into_iter().map(|key| self.disagreement_row(key)).collect()
    }

    /// The disagreements about a group. `group` is a column of `disagreement`.
    pub(super) fn disagreements_about(&self, group: &str, of: i64) -> Result<Vec<DisagreementRow>> {
        let mut conditions = Conditions::default();
        conditions.add(format!("{group} = ?"), [of.into()]);
        let sql = format!("SELECT key FROM disagreement WHERE {} ORDER BY strength DESC, key", conditions.clause());
        let keys = self.keys(&sql, &conditions, Page { most: None })?;
        keys.into_iter().map(|key| self.disagreement_row(key)).collect()
    }

    pub(super) fn disagreement_row(&self, disagreement: i64) -> Result<DisagreementRow> {
        let sql = "SELECT happening, undertaking, attribute, role, first, first_has, second, second_has, reason, strength \
            FROM disagreement WHERE key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([disagreement])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let happening = row.get::<_, Option<i64>>(0)?.map(|key| format!("H{key}"));
        let undertaking = row.get::<_, Option<i64>>(1)?.map(|key| format!("U{key}"));
        Ok(DisagreementRow {
            id: format!("D{disagreement}"),
            about: happening.or(undertaking).unwrap_or_default(),
            attribute: row.get(2)?,
            role: row.get(3)?,
            first: self.side(row.get(4)?, row.get(5)?)?,
            second: self.side(row.get(6)?, row.get(7)?)?,
            reason: row.get(8)?,
            strength: row.get(9)?,
        })
    }

    fn side(&self, telling: i64, has: String) -> Result<Side> {
        let sql = "SELECT report.id, report.outlet, report.published_on, report.title, \
            telling.event, telling.commitment, source.name, source.country, source.sectors, \
            substr(report.text, sentence.\"start\" + 1, sentence.\"end\" - sentence.\"start\") \
            FROM telling JOIN report ON report.key = telling.report \
            LEFT JOIN event ON event.key = telling.event LEFT JOIN commitment ON commitment.key = telling.commitment \
            LEFT JOIN sentence ON sentence.report = report.key \
                AND sentence.n = coalesce(event.sentence, commitment.sentence) \
            LEFT JOIN statement ON statement.key = coalesce(event.statement, commitment.statement) \
            LEFT JOIN entity AS source ON source.key = statement.source WHERE telling.key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([telling])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let event = row.get::<_, Option<i64>>(4)?.map(|key| key::shown(key, 'V'));
        let commitment = row.get::<_, Option<i64>>(5)?.map(|key| key::shown(key, 'C'));
        Ok(Side {
            origin: origin(row, 0)?,
            item: event.or(commitment).unwrap_or_default(),
            has,
            source: who(row, 6)?,
            sentence: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        })
    }
}
