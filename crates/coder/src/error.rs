//! Why a coder could not be loaded. Coding itself does not fail.

/// The model or the language data cannot be used.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Model(Box<dyn std::error::Error + Send + Sync>),
    Data(lexicon::DataError),
}

impl Error {
    pub(crate) fn model(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(Kind::Model(Box::new(error)))
    }
}

impl From<lexicon::DataError> for Error {
    fn from(error: lexicon::DataError) -> Self {
        Self(Kind::Data(error))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Kind::Model(error) => write!(f, "the language model cannot be loaded: {error}"),
            Kind::Data(error) => write!(f, "language data: {error}"),
        }
    }
}

impl std::error::Error for Error {}
