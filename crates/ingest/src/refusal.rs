//! Where a report stands in the input, and why it could not be read or what was done to read it.

use std::sync::Arc;

/// An input by name, and the line in it (from 1) where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub name: Arc<str>,
    pub line: Option<u64>,
}

impl Place {
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self { name: name.into(), line: None }
    }

    #[must_use]
    pub fn at_line(&self, line: u64) -> Self {
        Self { name: Arc::clone(&self.name), line: Some(line) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// A report that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub place: Place,
    /// Lower case, no full stop, with what to do.
    pub what: String,
}

impl Refusal {
    pub fn new(place: Place, what: impl Into<String>) -> Self {
        Self { place, what: what.into() }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for Refusal {}

/// A report that was read, but not just as it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub place: Place,
    pub what: String,
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}
