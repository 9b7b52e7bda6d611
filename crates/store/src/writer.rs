//! Adding reports, and reading them anew.

use std::collections::HashSet;
use std::path::Path;

use record::Report;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::error::{Kind, Result};
use crate::lock::Lock;
use crate::open::{self, Missing};
use crate::prepared::{Identity, Prepared};
use crate::shelf::FileShelf;
use crate::{insert, schema};

/// What became of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    New {
        id: String,
        /// The first report with the same words, if there is one.
        repeats: Option<String>,
    },
    /// The same report was in the file before.
    AlreadyThere,
    /// Another report had its id, which says nothing of this one: both are kept, this one under `id`.
    Edition { id: String, given: String, repeats: Option<String> },
}

/// The one writer of a project file. Reports are kept for good by [`Writer::commit`]; what was added since is undone if the
/// process ends, however it ends.
pub struct Writer {
    pub(crate) db: Connection,
    version: String,
    n_open: usize,
    // Dropped last: the file is at rest when the next writer begins.
    _lock: Lock,
}

impl Writer {
    /// Opens a project file, and makes it if it is not there. `version` is that of the program that reads the reports; it is
    /// kept with each record.
    ///
    /// # Errors
    /// Another process writes to the file, it cannot be written, is somebody else's, or was made by a newer version.
    pub fn open_or_make(path: &Path, version: &str) -> Result<Self> {
        Self::open_with(path, version, Missing::IsMade)
    }

    /// Opens a project file that is there.
    ///
    /// # Errors
    /// As [`Writer::open_or_make`]; also if it is not there.
    pub fn open(path: &Path, version: &str) -> Result<Self> {
        Self::open_with(path, version, Missing::IsError)
    }

    fn open_with(path: &Path, version: &str, missing: Missing) -> Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        match missing {
            Missing::IsError => {
                std::fs::metadata(path)?;
            }
            Missing::IsMade if folder.is_some_and(|folder| !folder.is_dir()) => return Err(Kind::NoFolder.into()),
            Missing::IsMade => {}
        }
        let lock = Lock::take(path)?;
        let db = open::to_write(path, missing)?;
        Ok(Self { db, version: version.to_owned(), n_open: 0, _lock: lock })
    }

    /// The identities of all reports in the file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn known(&self) -> Result<HashSet<Identity>> {
        let mut found = self.db.prepare("SELECT identity FROM report")?;
        let identities = found.query_map([], |row| Ok(Identity(row.get(0)?)))?;
        Ok(identities.collect::<rusqlite::Result<_>>()?)
    }

    /// Reports whose records were made before the file knew of the story across reports; [`Writer::recode`] mends that.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn n_without_story(&self) -> Result<usize> {
        let sql = "SELECT count(*) FROM report WHERE key NOT IN (SELECT report FROM edition)";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }

    /// Adds a report unless it is there.
    ///
    /// # Errors
    /// The file cannot be written; everything since the last [`Writer::commit`] is undone then.
    pub fn add(&mut self, prepared: &Prepared) -> Result<Added> {
        let added = self.try_add(prepared);
        if added.is_err() {
            self.undo();
        }
        added
    }

    fn try_add(&mut self, prepared: &Prepared) -> Result<Added> {
        let sql = "SELECT 1 FROM report WHERE identity = ?1";
        if self.db.prepare_cached(sql)?.exists([prepared.identity.0])? {
            return Ok(Added::AlreadyThere);
        }
        self.begin()?;
        self.n_open += 1;
        let given = &prepared.record.report.id;
        let id = self.free_id(given, prepared.identity)?;
        let key = self.insert_report(&id, prepared)?;
        let repeats = self.insert_record(key, &id, prepared)?;
        Ok(if id == *given { Added::New { id, repeats } } else { Added::Edition { id, given: given.clone(), repeats } })
    }

    fn begin(&self) -> Result<()> {
        if self.db.is_autocommit() {
            self.db.execute_batch("BEGIN IMMEDIATE")?;
        }
        Ok(())
    }

    fn undo(&mut self) {
        // After a full disk SQLite has rolled back already; then there is nothing to undo.
        let _ = self.db.execute_batch("ROLLBACK");
        self.n_open = 0;
    }

    /// The id, or where another report has it, the id with the beginning of the identity behind it.
    fn free_id(&self, given: &str, identity: Identity) -> Result<String> {
        let mut taken = self.db.prepare_cached("SELECT 1 FROM report WHERE id = ?1")?;
        if !taken.exists([given])? {
            return Ok(given.to_owned());
        }
        for n_bytes in 4..identity.0.len() {
            let id = format!("{given}~{}", identity.short(n_bytes));
            if !taken.exists([&id])? {
                return Ok(id);
            }
        }
        Ok(format!("{given}~{}", identity.short(identity.0.len())))
    }

    fn insert_report(&self, id: &str, prepared: &Prepared) -> Result<i64> {
        let Report { url, outlet, title, byline, dateline, published, language, text, .. } = &prepared.record.report;
        let published_on = prepared.record.report.published_on().map(|date| date.to_string());
        self.db
            .prepare_cached(
                "INSERT INTO report (id, identity, url, outlet, title, byline, dateline, published, published_on, \
                 language, origin, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                id,
                prepared.identity.0,
                url,
                outlet,
                title,
                byline,
                dateline,
                published,
                published_on,
                language,
                prepared.origin,
                text
            ])?;
        let key = self.db.last_insert_rowid();
        self.db
            .prepare_cached("INSERT INTO report_words (rowid, text) VALUES (?1, ?2)")?
            .execute(params![key, text])?;
        Ok(key)
    }

    /// Writes the record and links what it tells; returns the first report with the same words, if that is another one.
    fn insert_record(&self, key: i64, id: &str, prepared: &Prepared) -> Result<Option<String>> {
        self.db.prepare_cached("INSERT INTO record VALUES (?1, ?2, ?3)")?.execute(params![
            key,
            self.version,
            prepared.packed
        ])?;
        insert::record(&self.db, key, &prepared.record)?;
        let report = &prepared.record.report;
        let entry = story::ReportEntry {
            report: id.to_owned(),
            published: report.published.clone(),
            text: report.text.clone(),
            edition: String::new(),
        };
        // An id that was changed on the way in is the one that the story must know.
        let renamed: Vec<story::Telling>;
        let tellings = if id == report.id {
            &prepared.tellings
        } else {
            renamed = prepared
                .tellings
                .iter()
                .map(|telling| story::Telling { report: id.to_owned(), ..telling.clone() })
                .collect();
            &renamed
        };
        story::add(&mut FileShelf { db: &self.db }, entry, tellings)?;
        let sql = "SELECT report.id FROM edition JOIN report ON report.key = edition.first \
                   WHERE edition.report = ?1 AND edition.first <> ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([key], |row| row.get(0)).optional()?)
    }

    /// Reports added since the last [`Writer::commit`].
    #[must_use]
    pub fn n_open(&self) -> usize {
        self.n_open
    }

    /// Keeps for good what was added.
    ///
    /// # Errors
    /// The file cannot be written; what was added since the last time is undone.
    pub fn commit(&mut self) -> Result<()> {
        if !self.db.is_autocommit()
            && let Err(error) = self.db.execute_batch("COMMIT")
        {
            self.undo();
            return Err(error.into());
        }
        self.n_open = 0;
        Ok(())
    }

    /// Throws away all records and the story, to be written again by [`Writer::replace`]; nothing is lost for good before
    /// [`Writer::commit`]. Reports stay.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn begin_recode(&mut self) -> Result<()> {
        self.begin()?;
        Ok(self.db.execute_batch(include_str!("../sql/forget_records.sql"))?)
    }

    /// Writes the record of a report that is in the file. `prepared` must be of the report as [`crate::Reader::reports`]
    /// gives it.
    ///
    /// # Errors
    /// The file cannot be written; everything since the last [`Writer::commit`] is undone then.
    pub fn replace(&mut self, key: i64, prepared: &Prepared) -> Result<()> {
        let result = self.insert_record(key, &prepared.record.report.id, prepared);
        if result.is_err() {
            self.undo();
        }
        self.n_open += 1;
        result.map(|_| ())
    }

    /// Commits, and leaves everything in the one file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<()> {
        self.commit()?;
        self.db.execute_batch("PRAGMA optimize")?;
        // A reader may hold on to the log; then the last one to close the file folds it in.
        let _: i64 = self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        Ok(())
    }
}

/// The version of the schema that this program reads and writes.
#[must_use]
pub fn schema_version() -> i64 {
    schema::VERSION
}
