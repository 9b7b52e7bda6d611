//! Words beside which a number is a name ("Resolution 2249") or surely a count ("2000 troops").

use std::collections::HashMap;

use lexicon::{Data, DataError};

/// The two lists.
#[derive(Debug, Clone)]
pub struct Numbered {
    /// True: the number after the word is a name.
    words: HashMap<Box<str>, (bool, bool)>,
}

impl Numbered {
    /// Reads `numeral/numbered.tsv`.
    ///
    /// # Errors
    /// The table is missing, or a row has an unknown class.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        let table = data.table("numeral/numbered.tsv", &["word", "class"])?;
        let mut words: HashMap<Box<str>, (bool, bool)> = HashMap::new();
        for row in table.rows() {
            let entry = words.entry(row.get(0).into()).or_default();
            match row.get(1) {
                "named" => entry.0 = true,
                "counted" => entry.1 = true,
                other => return Err(table.error(row, format!("no class {other:?}"))),
            }
        }
        Ok(Self { words })
    }

    /// A number after this word (in lower case) is a name.
    #[must_use]
    pub fn named(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|entry| entry.0)
    }

    /// A four-digit number before this word is a count.
    #[must_use]
    pub fn counted(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|entry| entry.1)
    }
}
