//! Words beside which a number is a name ("Resolution 2249") or surely a count ("2000 troops").

use std::collections::HashMap;

use lexicon::{Data, DataError};

/// What a word makes of the number beside it.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    named: bool,
    label: bool,
    counted: bool,
    names: bool,
    of_name: bool,
}

/// The lists.
#[derive(Debug, Clone)]
pub struct Numbered {
    words: HashMap<Box<str>, Beside>,
}

impl Numbered {
    /// Reads `numeral/numbered.tsv`.
    ///
    /// # Errors
    /// The table is missing, or a row has an unknown class.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        let table = data.table("numeral/numbered.tsv", &["word", "class"])?;
        let mut words: HashMap<Box<str>, Beside> = HashMap::new();
        for row in table.rows() {
            let entry = words.entry(row.get(0).into()).or_default();
            match row.get(1) {
                "named" => entry.named = true,
                "label" => (entry.named, entry.label) = (true, true),
                "counted" => entry.counted = true,
                "names" => entry.names = true,
                "of-name" => entry.of_name = true,
                other => return Err(table.error(row, format!("no class {other:?}"))),
            }
        }
        Ok(Self { words })
    }

    /// A number after this word (in lower case) is a name.
    #[must_use]
    pub fn named(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|entry| entry.named)
    }

    /// A number after this word is never a count, even before a noun: "number one priority".
    #[must_use]
    pub fn labels(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|entry| entry.label)
    }

    /// A number before this word is part of a name: "the Russell 2000 Index".
    #[must_use]
    pub fn names(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|entry| entry.names)
    }

    /// A number after this word and "of" is part of a name: "the Group of 77".
    #[must_use]
    pub fn names_of(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|entry| entry.of_name)
    }

    /// A four-digit number before this word is a count.
    #[must_use]
    pub fn counted(&self, word: &str) -> bool {
        self.words.get(word).is_some_and(|entry| entry.counted)
    }
}
