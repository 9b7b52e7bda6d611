//! Reading a project file. The questions themselves are in `query`.

use std::path::Path;

use record::Report;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::error::{Error, Result};
use crate::{codec, open};

/// A value of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Field<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'a str),
}

/// An open project file, to be read. It sees what was committed when it asks.
pub struct Reader {
    pub(crate) db: Connection,
}

impl Reader {
    /// # Errors
    /// There is no such file, it is somebody else's, or it needs another version of this program.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { db: open::to_read(path)? })
    }

    /// Up to `most` reports with their keys, in the order of adding, from the first one after the key `after` on (0: from
    /// the beginning).
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reports(&self, after: i64, most: usize) -> Result<Vec<(i64, Report, String)>> {
        let sql = "SELECT key, id, url, outlet, title, byline, dateline, published, language, text, origin FROM report \
                   WHERE key > ?1 ORDER BY key LIMIT ?2";
        let mut found = self.db.prepare_cached(sql)?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let reports = found.query_map([after, most], |row| Ok((row.get(0)?, report(row)?, row.get(10)?)))?;
        Ok(reports.collect::<rusqlite::Result<_>>()?)
    }

    /// Gives every row of a query in the language of the file (see `SCHEMA.md`) to `take`. Blobs are given as NULL.
    ///
    /// # Errors
    /// The query is wrong, the file cannot be read, or `take` failed.
    pub fn select<E: From<Error>>(
        &self,
        sql: &str,
        mut take: impl FnMut(&[Field<'_>]) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut found = self.db.prepare(sql).map_err(Error::from)?;
        let n_columns = found.column_count();
        let mut rows = found.query([]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let mut fields = Vec::with_capacity(n_columns);
            for column in 0..n_columns {
                fields.push(match row.get_ref(column).map_err(Error::from)? {
                    ValueRef::Null | ValueRef::Blob(_) => Field::Null,
                    ValueRef::Integer(value) => Field::Int(value),
                    ValueRef::Real(value) => Field::Real(value),
                    ValueRef::Text(bytes) => Field::Text(
                        std::str::from_utf8(bytes)
                            .map_err(|error| Error::content(format!("no UTF-8 in the file: {error}")))?,
                    ),
                });
            }
            take(&fields)?;
        }
        Ok(())
    }

    /// The number of reports.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn n_reports(&self) -> Result<usize> {
        Ok(self.db.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?)
    }

    /// The report with this id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn report(&self, id: &str) -> Result<Option<Report>> {
        let sql = "SELECT key, id, url, outlet, title, byline, dateline, published, language, text FROM report \
                   WHERE id = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([id], report).optional()?)
    }

    /// The published record, as JSON on one line, of the report with this id.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn record_json(&self, id: &str) -> Result<Option<String>> {
        let sql = "SELECT report.key, id, url, outlet, title, byline, dateline, published, language, text, json \
                   FROM report JOIN record ON record.report = report.key WHERE id = ?1";
        let found = self.db.prepare_cached(sql)?.query_row([id], |row| Ok((report(row)?, row.get(10)?))).optional()?;
        found.map(|(report, packed): (Report, Vec<u8>)| codec::unpacked(&report, &packed)).transpose()
    }
}

fn report(row: &Row<'_>) -> rusqlite::Result<Report> {
    Ok(Report {
        id: row.get(1)?,
        url: row.get(2)?,
        outlet: row.get(3)?,
        title: row.get(4)?,
        byline: row.get(5)?,
        dateline: row.get(6)?,
        published: row.get(7)?,
        language: row.get(8)?,
        text: row.get(9)?,
    })
}
