//! Reports by their words.

use super::{Conditions, Origin, Page, origin};
use crate::error::Result;
use crate::{Reader, words};

/// A report without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportRow {
    /// The number by which its items are named: event V3 of report 12 is "12.V3".
    pub number: i64,
    pub origin: Origin,
    pub url: Option<String>,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    pub language: String,
    /// File and line it came from.
    pub file: String,
    /// The version that made its record.
    pub version: Option<String>,
    pub n_statements: usize,
    pub n_events: usize,
    pub n_commitments: usize,
    /// The first report with the same words.
    pub repeats: Option<String>,
}

/// A report that was found, with the words around the found ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub report: ReportRow,
    /// What was found stands between U+0002 and U+0003.
    pub snippet: String,
}

impl Reader {
    /// Reports with all the words, the best match first (BM25; Robertson and Zaragoza 2009). Words between double quotes
    /// stand together.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search(&self, typed: &str, page: Page) -> Result<Vec<Hit>> {
        let Some(query) = words::query(typed) else { return Ok(Vec::new()) };
        let mut conditions = Conditions::default();
        conditions.add("report_words MATCH ?", [query.clone().into()]);
        let sql = "SELECT rowid FROM report_words WHERE report_words MATCH ? ORDER BY rank, rowid";
        let mut hits = Vec::new();
        for key in self.keys(sql, &conditions, page)? {
            let sql = "SELECT snippet(report_words, 0, char(2), char(3), '…', 32) FROM report_words \
                       WHERE report_words MATCH ?1 AND rowid = ?2";
            let snippet = self.db.prepare_cached(sql)?.query_row(rusqlite::params![query, key], |row| row.get(0))?;
            hits.push(Hit { report: self.report_row(key)?, snippet });
        }
        Ok(hits)
    }

    pub(super) fn report_row(&self, report: i64) -> Result<ReportRow> {
        let sql = "SELECT report.id, report.outlet, report.published_on, report.title, report.url, report.byline, \
            report.dateline, report.language, report.origin, record.version, \
            (SELECT count(*) FROM statement WHERE key BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999), \
            (SELECT count(*) FROM event WHERE key BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999), \
            (SELECT count(*) FROM commitment WHERE key BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999), first.id \
            FROM report LEFT JOIN record ON record.report = report.key \
            LEFT JOIN edition ON edition.report = report.key AND edition.first <> report.key \
            LEFT JOIN report AS first ON first.key = edition.first WHERE report.key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([report])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Ok(ReportRow {
            number: report,
            origin: origin(row, 0)?,
            url: row.get(4)?,
            byline: row.get(5)?,
            dateline: row.get(6)?,
            language: row.get(7)?,
            file: row.get(8)?,
            version: row.get(9)?,
            n_statements: row.get(10)?,
            n_events: row.get(11)?,
            n_commitments: row.get(12)?,
            repeats: row.get(13)?,
        })
    }
}
