//! Why tables could not be written.

use std::path::{Path, PathBuf};

/// The project file cannot be read, or a file cannot be written.
#[derive(Debug)]
pub enum Error {
    Store(store::Error),
    /// A file or folder of the export, and what is wrong with it.
    File(PathBuf, String),
}

impl Error {
    pub(crate) fn file(path: &Path, error: impl std::fmt::Display) -> Self {
        Self::File(path.to_owned(), error.to_string())
    }

    pub(crate) fn parquet(path: &Path, error: &parquet::errors::ParquetError) -> Self {
        Self::file(path, error)
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(error) => write!(f, "{error}"),
            Self::File(path, what) => write!(f, "{}: cannot be written: {what}", path.display()),
        }
    }
}

impl std::error::Error for Error {}
