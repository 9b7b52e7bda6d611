//! Why a project file could not be opened, read or written. The file itself is named by whoever asked for it.

use std::fmt;

use rusqlite::ErrorCode;

pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, told so that a person knows what to do.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
pub(crate) enum Kind {
    Missing,
    /// The file would have to be made in a folder that is not there.
    NoFolder,
    Folder,
    NotOurs,
    /// Made by a later version of this program.
    Newer {
        found: i64,
        known: i64,
    },
    /// Made by an earlier one, and opened only to be read.
    Older {
        found: i64,
        known: i64,
    },
    /// Another process is adding to it.
    InUse,
    ReadOnly,
    Full,
    Damaged(String),
    Io(std::io::Error),
    Sqlite(String),
    /// A row that this program cannot have written.
    Content(String),
}

impl Error {
    pub(crate) fn content(what: impl Into<String>) -> Self {
        Self(Kind::Content(what.into()))
    }

    /// Whether another process holds the file.
    #[must_use]
    pub fn is_in_use(&self) -> bool {
        matches!(self.0, Kind::InUse)
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self(kind)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self(match error.kind() {
            std::io::ErrorKind::NotFound => Kind::Missing,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Kind::ReadOnly,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Kind::Full,
            _ => Kind::Io(error),
        })
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self(match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::InUse,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Kind::ReadOnly,
            Some(ErrorCode::DiskFull) => Kind::Full,
            Some(ErrorCode::NotADatabase) => Kind::NotOurs,
            Some(ErrorCode::DatabaseCorrupt) => Kind::Damaged(error.to_string()),
            _ => Kind::Sqlite(error.to_string()),
        })
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self(Kind::Content(format!("JSON in the file cannot be read: {error}")))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Missing => f.write_str("no such file; `onrecord add --db FILE PATHS…` makes it"),
            Kind::NoFolder => f.write_str("cannot be made: its folder does not exist"),
            Kind::Folder => f.write_str("is a folder; name a file"),
            Kind::NotOurs => f.write_str("is no project file of onrecord; nothing in it was changed"),
            Kind::Newer { found, known } => {
                write!(f, "was made by a newer onrecord (schema {found}; this one knows {known}); use that one")
            }
            Kind::Older { found, known } => {
                write!(
                    f,
                    "was made by an older onrecord (schema {found}; this one needs {known}); run `onrecord recode`"
                )
            }
            Kind::InUse => f.write_str("another onrecord is writing to it; try again when that one has ended"),
            Kind::ReadOnly => f.write_str("may not be written: the file or its folder is read-only"),
            Kind::Full => {
                f.write_str("the disk is full; what was reported as added is safe, the rest can be added again")
            }
            Kind::Damaged(what) => write!(f, "is damaged ({what}); take it from a copy"),
            Kind::Io(error) => write!(f, "cannot be used: {error}"),
            Kind::Sqlite(what) | Kind::Content(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {}
