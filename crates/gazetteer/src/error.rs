//! Why an index was refused.

/// A gazetteer file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(pub(crate) &'static str);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the gazetteer is damaged: {}", self.0)
    }
}

impl std::error::Error for Error {}
