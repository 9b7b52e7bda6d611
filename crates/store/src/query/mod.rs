//! Questions to a project file, and the rows that answer them.

mod actor;
mod commitment;
mod disagreement;
mod event;
mod happening;
mod item;
mod search;
mod statement;
mod stats;
mod undertaking;

use ontology::{Country, Sector};
use rusqlite::Row;
use rusqlite::types::Value;

pub use actor::Actor;
pub use commitment::{CommitmentFilter, CommitmentRow};
pub use disagreement::{DisagreementRow, Side};
pub use event::{EventFilter, EventRow};
pub use happening::{HappeningRow, TimelineFilter};
pub use item::{Item, Place};
pub use search::{Hit, ReportRow};
pub use statement::{StatementFilter, StatementRow};
pub use stats::Stats;
pub use undertaking::{Told, UndertakingRow};

use crate::error::{Error, Result};
use crate::words;

/// The part of an answer that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// `None`: all rows.
    pub most: Option<usize>,
}

/// An entity of one report, as an answer names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub name: String,
    pub country: Option<Country>,
    pub sectors: Vec<Sector>,
}

impl Who {
    /// "FRA GOV"; empty if nothing is known.
    #[must_use]
    pub fn code(&self) -> String {
        let country = self.country.as_ref().map(Country::as_str);
        let sectors = self.sectors.iter().map(|sector| sector.as_str());
        country.into_iter().chain(sectors).collect::<Vec<_>>().join(" ")
    }
}

/// The report that an item is from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    pub report: String,
    pub outlet: Option<String>,
    /// Day of publication, ISO 8601.
    pub published: Option<String>,
    pub title: Option<String>,
}

/// A condition of a query and the values in it.
#[derive(Debug, Clone, Default)]
struct Conditions {
    sql: Vec<String>,
    values: Vec<Value>,
}

impl Conditions {
    fn add(&mut self, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.sql.push(sql.into());
        self.values.extend(values);
    }

    /// With nothing to fulfil everything is wanted.
    fn clause(&self) -> String {
        if self.sql.is_empty() { "1".to_owned() } else { self.sql.join(" AND ") }
    }

    /// Only what is found by words in a full-text index. Words of which none can be searched for find nothing.
    fn words(&mut self, typed: Option<&str>, key: &str, table: &str) {
        let Some(typed) = typed else { return };
        match words::query(typed) {
            Some(query) => {
                self.add(format!("{key} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"), [Value::from(query)])
            }
            None => self.add("0", []),
        }
    }

    /// Only what is of the actor.
    fn actor(&mut self, actor: Option<&Actor>, before: &str, after: &str) {
        if let Some(actor) = actor {
            self.add(format!("{before} IN ({}){after}", actor.sql), actor.values.iter().cloned());
        }
    }
}

fn who(row: &Row<'_>, at: usize) -> Result<Option<Who>> {
    let Some(name) = row.get::<_, Option<String>>(at)? else { return Ok(None) };
    let country: Option<String> = row.get(at + 1)?;
    let sectors: String = row.get(at + 2)?;
    Ok(Some(Who {
        name,
        country: country.as_deref().map(known).transpose()?,
        sectors: sectors.split_whitespace().map(known).collect::<Result<_>>()?,
    }))
}

/// A word of a closed set.
fn known<T: std::str::FromStr<Err = ontology::UnknownValue>>(word: &str) -> Result<T> {
    word.parse().map_err(|error: ontology::UnknownValue| Error::content(error.to_string()))
}

fn origin(row: &Row<'_>, at: usize) -> Result<Origin> {
    Ok(Origin { report: row.get(at)?, outlet: row.get(at + 1)?, published: row.get(at + 2)?, title: row.get(at + 3)? })
}

impl Page {
    fn limit(self) -> i64 {
        self.most.and_then(|most| i64::try_from(most).ok()).unwrap_or(-1)
    }
}

impl crate::Reader {
    /// Keys that a query gives.
    fn keys(&self, sql: &str, conditions: &Conditions, page: Page) -> Result<Vec<i64>> {
        let mut values = conditions.values.clone();
        values.push(Value::from(page.limit()));
        let mut found = self.db.prepare_cached(&format!("{sql} LIMIT ?"))?;
        let keys = found.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// The entities that a query gives in three columns: name, country, sectors.
    fn entities(&self, sql: &str, key: i64) -> Result<Vec<Who>> {
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([key])?;
        let mut entities = Vec::new();
        while let Some(row) = rows.next()? {
            entities.extend(who(row, 0)?);
        }
        Ok(entities)
    }

    fn texts(&self, sql: &str, key: i64) -> Result<Vec<String>> {
        let mut found = self.db.prepare_cached(sql)?;
        let texts = found.query_map([key], |row| row.get(0))?;
        Ok(texts.collect::<rusqlite::Result<_>>()?)
    }
}
