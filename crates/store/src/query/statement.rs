//! Statements: which ones, and one with all that is told of it.

use ontology::{Act, StatementKind};

use super::{Actor, Conditions, Origin, Page, Who, known, origin, who};
use crate::error::Result;
use crate::{Reader, key};

/// Which statements; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct StatementFilter {
    /// Words of the source, the cue or the content.
    pub words: Option<String>,
    pub by: Option<Actor>,
    pub to: Option<Actor>,
    pub act: Option<Act>,
    /// Days of publication, ISO 8601.
    pub since: Option<String>,
    pub until: Option<String>,
}

/// One statement of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRow {
    /// "12.S1".
    pub id: String,
    pub origin: Origin,
    pub source: Option<Who>,
    pub act: Act,
    pub kind: StatementKind,
    pub negated: bool,
    pub cue: Option<String>,
    /// The pieces of its content, in the order of the text.
    pub content: Vec<String>,
    pub addressees: Vec<Who>,
    pub medium: Option<String>,
    /// The statement that contains it: "12.S1".
    pub within: Option<String>,
    /// The sentence in which its content begins.
    pub sentence: String,
}

impl Reader {
    /// Statements in the order of publication.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn statements(&self, filter: &StatementFilter, page: Page) -> Result<Vec<StatementRow>> {
        let mut conditions = Conditions::default();
        conditions.words(filter.words.as_deref(), "statement.key", "statement_words");
        conditions.actor(filter.by.as_ref(), "statement.source", "");
        let to = "statement.key IN (SELECT statement FROM statement_addressee WHERE entity";
        conditions.actor(filter.to.as_ref(), to, ")");
        if let Some(act) = filter.act {
            conditions.add("act = ?", [act.as_str().to_owned().into()]);
        }
        if let Some(since) = &filter.since {
            conditions.add("published_on >= ?", [since.clone().into()]);
        }
        if let Some(until) = &filter.until {
            conditions.add("published_on <= ?", [until.clone().into()]);
        }
        let sql = format!(
            "SELECT statement.key FROM statement JOIN report ON report.key = statement.key / 1000000 WHERE {} \
             ORDER BY published_on IS NULL, published_on, statement.key",
            conditions.clause()
        );
        self.keys(&sql, &conditions, page)?.into_iter().map(|key| self.statement_row(key)).collect()
    }

    pub(super) fn statement_row(&self, statement: i64) -> Result<StatementRow> {
        let sql = "SELECT report.id, report.outlet, report.published_on, report.title, \
            source.name, source.country, source.sectors, act, statement.kind, negated, \
            substr(report.text, cue_start + 1, cue_end - cue_start), \
            substr(report.text, medium_start + 1, medium_end - medium_start), within, \
            substr(report.text, sentence.\"start\" + 1, sentence.\"end\" - sentence.\"start\") \
            FROM statement JOIN report ON report.key = statement.key / 1000000 \
            LEFT JOIN sentence ON sentence.report = report.key AND sentence.n = statement.sentence \
            LEFT JOIN entity AS source ON source.key = statement.source WHERE statement.key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([statement])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let content = "SELECT substr(report.text, \"start\" + 1, \"end\" - \"start\") FROM statement_content \
            JOIN report ON report.key = statement / 1000000 WHERE statement = ?1 ORDER BY n";
        let addressees = "SELECT name, country, sectors FROM statement_addressee \
            JOIN entity ON entity.key = entity WHERE statement = ?1 ORDER BY n";
        Ok(StatementRow {
            id: key::shown(statement, 'S'),
            origin: origin(row, 0)?,
            source: who(row, 4)?,
            act: known(&row.get::<_, String>(7)?)?,
            kind: known(&row.get::<_, String>(8)?)?,
            negated: row.get(9)?,
            cue: row.get(10)?,
            content: self.texts(content, statement)?,
            addressees: self.entities(addressees, statement)?,
            medium: row.get(11)?,
            within: row.get::<_, Option<i64>>(12)?.map(|key| key::shown(key, 'S')),
            sentence: row.get::<_, Option<String>>(13)?.unwrap_or_default(),
        })
    }
}
