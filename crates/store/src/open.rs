//! Opening a project file, to read it or to write to it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Kind, Result};
use crate::schema::{self, State};

/// Readers and the writer wait for each other only while a transaction is written to the file.
const PATIENCE: Duration = Duration::from_secs(10);

/// Opens an existing file to be read. While somebody writes, the state before the running transaction is read.
pub(crate) fn to_read(path: &Path) -> Result<Connection> {
    check_path(path)?;
    // Whoever may write cleans up the log on leaving, even if it is never written to.
    let tries = [OpenFlags::SQLITE_OPEN_READ_WRITE, OpenFlags::SQLITE_OPEN_READ_ONLY];
    let mut found = Err(Kind::Missing.into());
    for flags in tries {
        found = open_with(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        if found.is_ok() {
            break;
        }
    }
    // In a folder where nothing may be written, a file that nobody has open can still be read as it is.
    if found.is_err()
        && !sibling(path, "-wal").exists()
        && is_plain_database(path)
        && let Some(uri) = immutable(path)
    {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        found = open_with(Path::new(&uri), flags);
    }
    let (db, state) = found?;
    match state {
        State::Empty => Err(Kind::NotOurs.into()),
        State::Ours { version } if version < schema::VERSION => {
            Err(Kind::Older { found: version, known: schema::VERSION }.into())
        }
        State::Ours { .. } => Ok(db),
    }
}

fn open_with(path: &Path, flags: OpenFlags) -> Result<(Connection, State)> {
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "query_only", true)?;
    db.pragma_update(None, "cache_size", -32_768)?;
    let state = schema::state(&db)?;
    Ok((db, state))
}

/// Opens a file to be written, makes it if it is not there, and brings its schema up to date.
pub(crate) fn to_write(path: &Path, missing: Missing) -> Result<Connection> {
    match missing {
        Missing::IsMade if path.is_dir() => return Err(Kind::Folder.into()),
        Missing::IsMade => {}
        Missing::IsError => check_path(path)?,
    }
    let mut db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    let state = schema::state(&db)?;
    // Whatever is told as added must survive the end of the process and of the power.
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "cache_size", -65_536)?;
    db.pragma_update(None, "temp_store", "memory")?;
    // References are there to be read. All rows of a report are written together, in an order that suits us; groups are
    // replaced under the tellings that name them.
    db.pragma_update(None, "foreign_keys", false)?;
    schema::migrate(&mut db, state)?;
    db.set_prepared_statement_cache_capacity(128);
    Ok(db)
}

/// What a missing file means to a writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    IsMade,
    IsError,
}

fn check_path(path: &Path) -> Result<()> {
    if std::fs::metadata(path)?.is_dir() { Err(Kind::Folder.into()) } else { Ok(()) }
}

fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn is_plain_database(path: &Path) -> bool {
    use std::io::Read as _;
    let mut head = [0; 16];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && &head == b"SQLite format 3\0"
}

/// The name as SQLite's URI for a file that does not change.
fn immutable(path: &Path) -> Option<String> {
    let name = std::path::absolute(path).ok()?;
    let escaped: String = name
        .to_str()?
        .chars()
        .map(|letter| match letter {
            '%' => "%25".to_owned(),
            '?' => "%3f".to_owned(),
            '#' => "%23".to_owned(),
            letter => letter.to_string(),
        })
        .collect();
    Some(format!("file:{escaped}?immutable=1"))
}
