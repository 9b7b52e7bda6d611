//! How much is in a project file.

use crate::error::Result;
use crate::{Reader, schema};

/// Counts of a project file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    pub n_reports: usize,
    /// Reports that only repeat the words of another.
    pub n_repeats: usize,
    pub n_outlets: usize,
    /// First and last day of publication.
    pub first: Option<String>,
    pub last: Option<String>,
    pub n_statements: usize,
    pub n_events: usize,
    pub n_commitments: usize,
    pub n_happenings: usize,
    /// Happenings told in more than one report's own words.
    pub n_told_again: usize,
    pub n_undertakings: usize,
    pub n_undertakings_told_again: usize,
    pub n_disagreements: usize,
    /// Versions of the program that made the records, with how many each.
    pub versions: Vec<(String, usize)>,
    /// Outlets with the most reports.
    pub outlets: Vec<(String, usize)>,
    /// Event types with how many each, the most frequent first.
    pub types: Vec<(String, usize)>,
    pub schema: i64,
    /// Of the file, in bytes.
    pub size: u64,
}

impl Reader {
    /// # Errors
    /// The file cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        let count = |sql: &str| self.db.query_row(sql, [], |row| row.get::<_, usize>(0));
        let text = |sql: &str| self.db.query_row(sql, [], |row| row.get::<_, Option<String>>(0));
        let page_size: u64 = self.db.query_row("PRAGMA page_size", [], |row| row.get(0))?;
        let page_count: u64 = self.db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        Ok(Stats {
            n_reports: count("SELECT count(*) FROM report")?,
            n_repeats: count("SELECT count(*) FROM edition WHERE first <> report")?,
            n_outlets: count("SELECT count(DISTINCT outlet) FROM report")?,
            first: text("SELECT min(published_on) FROM report")?,
            last: text("SELECT max(published_on) FROM report")?,
            n_statements: count("SELECT count(*) FROM statement")?,
            n_events: count("SELECT count(*) FROM event")?,
            n_commitments: count("SELECT count(*) FROM commitment")?,
            n_happenings: count("SELECT count(*) FROM happening")?,
            n_told_again: count("SELECT count(*) FROM happening WHERE editions > 1")?,
            n_undertakings: count("SELECT count(*) FROM undertaking")?,
            n_undertakings_told_again: count("SELECT count(*) FROM undertaking WHERE editions > 1")?,
            n_disagreements: count("SELECT count(*) FROM disagreement")?,
            versions: self.counted("SELECT version, count(*) FROM record GROUP BY 1 ORDER BY 2 DESC, 1")?,
            outlets: self.counted(
                "SELECT outlet, count(*) FROM report WHERE outlet IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10",
            )?,
            types: self.counted("SELECT type, count(*) FROM event GROUP BY 1 ORDER BY 2 DESC, 1")?,
            schema: schema::VERSION,
            size: page_size * page_count,
        })
    }

    fn counted(&self, sql: &str) -> Result<Vec<(String, usize)>> {
        let mut found = self.db.prepare(sql)?;
        let counted = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(counted.collect::<rusqlite::Result<_>>()?)
    }
}
