//! Why an index was refused or could not be made.

/// A gazetteer file that cannot be used, or rows that cannot be put into one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The bytes of an index are not as [`crate::Builder`] wrote them.
    Damaged(&'static str),
    /// The rows do not fit into an index.
    TooMany(&'static str),
    /// A file cannot be read or written; its name, and what the system said.
    File(String, String),
    /// A file that is no dump of GeoNames; its name, and what is wrong.
    NoDump(String, &'static str),
}

impl Error {
    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::File(path.display().to_string(), error.to_string())
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Damaged(what) => write!(f, "the gazetteer is damaged: {what}; make it again"),
            Self::TooMany(what) => write!(f, "the places do not fit into an index: {what}"),
            Self::File(name, what) => write!(f, "{name}: {what}"),
            Self::NoDump(name, what) => write!(f, "{name}: {what}; give a dump of GeoNames such as allCountries.zip"),
        }
    }
}

impl std::error::Error for Error {}
