//! Loads the authored language data in `data/` and says where an entry is wrong.
//!
//! What an entry means is for the layer that reads it; here are only files, rows and places in them.
//! Tables are tab-separated with a header line; entries with parts are TOML.

mod error;
mod folder;
mod table;

pub use error::DataError;
pub use table::{Row, Table};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A set of data files, by name relative to `data/` ("frames/force.toml").
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// Sorted by name, so that nothing depends on the order in which files were found.
    files: Vec<(String, String)>,
}

impl Data {
    /// The files that the program carries with it. A debug build reads them from the project's folder instead, so that
    /// editing a word list rebuilds nothing.
    #[must_use]
    pub fn embedded() -> Self {
        match FOLDER {
            Some(folder) => Self::of(folder::read(std::path::Path::new(folder))),
            None => Self::of(EMBEDDED.iter().map(|&(name, text)| (name.to_owned(), text.to_owned())).collect()),
        }
    }

    /// A set made of the given (name, text) pairs.
    #[must_use]
    pub fn of(mut files: Vec<(String, String)>) -> Self {
        files.sort();
        Self { files }
    }

    /// The text of one file.
    ///
    /// # Errors
    /// No such file.
    pub fn file(&self, name: &str) -> Result<&str, DataError> {
        self.files
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, text)| text.as_str())
            .ok_or_else(|| DataError::new(name, 0, "no such data file"))
    }

    /// Name and text of the files whose names begin with `prefix`, sorted by name.
    pub fn files<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.files
            .iter()
            .filter(move |(name, _)| name.starts_with(prefix))
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// A table with the given columns.
    ///
    /// # Errors
    /// No such file, another header, or a row with another number of fields.
    pub fn table(&self, name: &str, columns: &[&str]) -> Result<Table<'_>, DataError> {
        Table::read(name, self.file(name)?, columns)
    }

    /// A TOML file read into `T`.
    ///
    /// # Errors
    /// No such file, or an entry that does not fit `T`; the error names the line.
    pub fn toml<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, DataError> {
        read_toml(name, self.file(name)?)
    }
}

/// Reads one TOML text; errors name the file and the line.
///
/// # Errors
/// An entry that does not fit `T`.
pub fn read_toml<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T, DataError> {
    toml::from_str(text).map_err(|error| {
        let line =
            error.span().and_then(|span| text.get(..span.start)).map_or(0, |before| before.matches('\n').count() + 1);
        DataError::new(name, line, error.message())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Entry {
        #[expect(dead_code, reason = "only its type matters here")]
        lemma: String,
    }

    #[derive(Debug, serde::Deserialize)]
    struct File {
        #[expect(dead_code, reason = "only its type matters here")]
        entry: Vec<Entry>,
    }

    #[test]
    fn a_wrong_toml_entry_is_named_by_line() {
        let error = read_toml::<File>("x.toml", "[[entry]]\nlemma = \"go\"\n\n[[entry]]\nlemma = 3\n").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("x.toml", 5));
    }

    #[test]
    fn a_missing_file_is_an_error() {
        assert!(Data::of(Vec::new()).file("nothing.tsv").is_err());
    }
}
