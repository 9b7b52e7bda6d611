//! Loads the authored language data in `data/` and says where an entry is wrong.
//!
//! What an entry means is for the layer that reads it; here are only files, rows and places in them.
//! Tables are tab-separated with a header line; entries with parts are TOML.

mod error;
mod folder;
mod overlay;
mod table;

pub use error::DataError;
pub use table::{Row, Table};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// A set of data files, by name relative to `data/` ("frames/force.toml"), and what a user has laid over them.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// Sorted by name, so that nothing depends on the order in which files were found.
    files: Vec<File>,
    /// The user's files, likewise sorted.
    overlay: Vec<File>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct File {
    name: String,
    text: String,
    /// How messages call it: the name, or the path of a user's file.
    shown: String,
}

/// An entry of a TOML file, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The file, as messages name it.
    pub file: String,
    /// From a user's folder.
    pub theirs: bool,
    pub entry: T,
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
    pub fn of(files: Vec<(String, String)>) -> Self {
        Self { files: named(files), overlay: Vec::new() }
    }

    /// Lays the files of a user's folder over these. The folder is arranged as `data/` is, and holds only what the user
    /// adds or changes:
    ///
    /// * A row of a table takes the place of ours with the same key (the columns that the `# key:` line of our table
    ///   names, otherwise the first). A row whose first field begins with `!` only takes ours away.
    /// * An entry of a TOML file takes the place of ours with the same `sense` or `name`; lists are joined.
    /// * A user's frames and cues may stand in files of any name below `frames/` and `cues/`.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or a data file that the program would never look at.
    pub fn overlaid(mut self, folder: &std::path::Path) -> Result<Self, DataError> {
        for (name, text) in folder::read_all(folder)? {
            let shown = folder.join(&name).display().to_string();
            let free = ["frames/", "cues/"].iter().any(|prefix| name.starts_with(prefix)) && name.ends_with(".toml");
            if !free && !self.files.iter().any(|file| file.name == name) {
                return Err(DataError::new(&shown, 0, "the program has no data file of this name"));
            }
            self.overlay.push(File { name, text, shown });
        }
        self.overlay.sort();
        Ok(self)
    }

    /// The text of one of our files.
    ///
    /// # Errors
    /// No such file.
    pub fn file(&self, name: &str) -> Result<&str, DataError> {
        self.ours(name).map(|file| file.text.as_str()).ok_or_else(|| DataError::new(name, 0, "no such data file"))
    }

    /// Name and text of those of our files whose names begin with `prefix`, sorted by name.
    pub fn files<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.files
            .iter()
            .filter(move |file| file.name.starts_with(prefix))
            .map(|file| (file.name.as_str(), file.text.as_str()))
    }

    /// A table with the given columns: the user's rows, then ours.
    ///
    /// # Errors
    /// No such file, another header, or a row with another number of fields.
    pub fn table(&self, name: &str, columns: &[&str]) -> Result<Table<'_>, DataError> {
        let ours = Table::read(name, self.file(name)?, columns)?;
        match self.theirs(name) {
            Some(file) => Ok(ours.under(Table::read(&file.shown, &file.text, columns)?)),
            None => Ok(ours),
        }
    }

    /// The rows of a table that the user has laid over ours; none if there is no such file.
    ///
    /// # Errors
    /// Another header, or a row with another number of fields.
    pub fn their_table(&self, name: &str, columns: &[&str]) -> Result<Option<Table<'_>>, DataError> {
        self.theirs(name).map(|file| Table::read(&file.shown, &file.text, columns)).transpose()
    }

    /// A TOML file read into `T`.
    ///
    /// # Errors
    /// No such file, or an entry that does not fit `T`; the error names the line.
    pub fn toml<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<T, DataError> {
        let ours = self.file(name)?;
        let Some(theirs) = self.theirs(name) else { return read_toml(name, ours) };
        let mut joined: toml::Table = read_toml(name, ours)?;
        overlay::lay_over(&mut joined, read_toml(&theirs.shown, &theirs.text)?);
        T::deserialize(toml::Value::Table(joined)).map_err(|error| DataError::new(&theirs.shown, 0, error.message()))
    }

    /// The entries of every TOML file whose name begins with `prefix`, ours before the user's; `read` gives those of one
    /// file. Which of ours a user's entry replaces is for the caller.
    ///
    /// # Errors
    /// An entry that does not fit; the error names the line.
    pub fn entries<F, T>(&self, prefix: &str, read: impl Fn(F) -> Vec<T>) -> Result<Vec<Located<T>>, DataError>
    where
        F: serde::de::DeserializeOwned,
    {
        let mut found = Vec::new();
        for (files, theirs) in [(&self.files, false), (&self.overlay, true)] {
            let of_prefix = files.iter().filter(|file| file.name.starts_with(prefix) && file.name.ends_with(".toml"));
            for file in of_prefix {
                let entries = read(read_toml(&file.shown, &file.text)?);
                found.extend(entries.into_iter().map(|entry| Located { file: file.shown.clone(), theirs, entry }));
            }
        }
        Ok(found)
    }

    fn ours(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|file| file.name == name)
    }

    fn theirs(&self, name: &str) -> Option<&File> {
        self.overlay.iter().find(|file| file.name == name)
    }
}

fn named(files: Vec<(String, String)>) -> Vec<File> {
    let mut named: Vec<File> = files.into_iter().map(|(name, text)| File { shown: name.clone(), name, text }).collect();
    named.sort();
    named
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
