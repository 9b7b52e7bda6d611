//! The schema in steps. A file made by an older version is brought up to date step by step; a step that has been released
//! is never changed.

use rusqlite::Connection;

use crate::error::{Kind, Result};

/// "onrc": how SQLite's `file` magic and we ourselves know a project file.
pub(crate) const APPLICATION: i64 = 0x6F6E_7263;

/// What turns version n into version n + 1, from the empty file on.
pub(crate) const STEPS: &[&str] = &[include_str!("../sql/0001_reports.sql"), include_str!("../sql/0002_story.sql")];

/// The version that this program reads and writes.
#[expect(clippy::cast_possible_wrap, reason = "the steps are few")]
pub(crate) const VERSION: i64 = STEPS.len() as i64;

/// What an open database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Empty,
    Ours { version: i64 },
}

/// # Errors
/// It is somebody else's database, or was made by a newer version.
pub(crate) fn state(db: &Connection) -> Result<State> {
    let application: i64 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let n_tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, n_tables) {
        (0, 0) => Ok(State::Empty),
        (APPLICATION, _) if version > VERSION => Err(Kind::Newer { found: version, known: VERSION }.into()),
        (APPLICATION, _) if version >= 1 => Ok(State::Ours { version }),
        _ => Err(Kind::NotOurs.into()),
    }
}

/// Brings the file to the newest version, all steps in one transaction.
pub(crate) fn migrate(db: &mut Connection, state: State) -> Result<()> {
    let from = match state {
        State::Empty => 0,
        State::Ours { version } => version,
    };
    migrate_to(db, from, VERSION)
}

pub(crate) fn migrate_to(db: &mut Connection, from: i64, to: i64) -> Result<()> {
    if from == to {
        return Ok(());
    }
    let transaction = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for (version, step) in (1_i64..).zip(STEPS) {
        if version > from && version <= to {
            transaction.execute_batch(step)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", to)?;
    transaction.commit()?;
    Ok(())
}
