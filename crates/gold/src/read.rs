//! Reading record files: JSON Lines, one record a line.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::GoldRecord;

/// Why records could not be read or compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldError(String);

impl GoldError {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for GoldError {}

/// Reads the records of a file.
///
/// # Errors
/// The file cannot be read, or a line is no record; the message names the file and the line.
pub fn read(path: impl AsRef<Path>) -> Result<Vec<GoldRecord>, GoldError> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| GoldError::new(format!("{name}: {error}")))?;
    read_from(file, &name)
}

/// Reads records from anything that can be read; `name` stands in messages.
///
/// # Errors
/// As [`read`].
pub fn read_from(reader: impl Read, name: &str) -> Result<Vec<GoldRecord>, GoldError> {
    let mut records = Vec::new();
    for (index, line) in BufReader::new(reader).lines().enumerate() {
        let at = |what: String| GoldError::new(format!("{name}:{}: {what}", index + 1));
        let line = line.map_err(|error| at(error.to_string()))?;
        if !line.trim().is_empty() {
            records.push(serde_json::from_str(&line).map_err(|error| at(error.to_string()))?);
        }
    }
    Ok(records)
}
