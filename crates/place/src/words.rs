//! The word lists of `data/place/`, and the names of states.

use std::collections::HashMap;

use gazetteer::fold;
use lexicon::{Data, DataError};
use ontology::{Country, Upos};

/// What a preposition makes of the name of a state behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// A location.
    Where,
    /// A location after a word that governs one.
    Governed,
    /// The government, or a subject of talk.
    Who,
}

/// A place of `data/place/world.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct WorldPlace {
    pub(crate) name: String,
    pub(crate) country: Option<Country>,
    pub(crate) feature: String,
    pub(crate) point: (f64, f64),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    prepositions: HashMap<String, Use>,
    /// (lemma, is a verb, slot).
    governors: HashMap<(String, bool, String), ()>,
    /// By folded name.
    world: HashMap<String, WorldPlace>,
    /// Folded name → code and the state's own name.
    states: HashMap<String, (Country, String)>,
    /// Folded nationality → code.
    nationalities: HashMap<String, Country>,
    /// Folded name of a capital → code.
    capitals: HashMap<String, Country>,
}

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut words = Self::default();
        words.load_prepositions(data)?;
        words.load_world(data)?;
        words.load_states(data)?;
        Ok(words)
    }

    fn load_prepositions(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("place/prepositions.tsv", &["preposition", "use", "example"])?;
        for row in table.rows() {
            let found = match row.get(1) {
                "where" => Use::Where,
                "way" | "of" => Use::Governed,
                "who" => Use::Who,
                other => return Err(table.error(row, format!("{other:?} is not where, way, of or who"))),
            };
            self.prepositions.insert(row.get(0).to_owned(), found);
        }
        let table = data.table("place/governors.tsv", &["lemma", "pos", "slot", "example"])?;
        for row in table.rows() {
            let verb = match row.get(1) {
                "VERB" => true,
                "NOUN" => false,
                other => return Err(table.error(row, format!("{other:?} is not VERB or NOUN"))),
            };
            let slot = row.get(2);
            if !["object", "possessor", "before"].contains(&slot) && self.prepositions.get(slot) != Some(&Use::Governed) {
                return Err(table.error(row, format!("{slot:?} is no slot, and no preposition that takes governors")));
            }
            self.governors.insert((row.get(0).to_owned(), verb, slot.to_owned()), ());
        }
        Ok(())
    }

    fn load_world(&mut self, data: &Data) -> Result<(), DataError> {
        let columns = ["name", "alternates", "country", "feature", "latitude", "longitude", "example"];
        let table = data.table("place/world.tsv", &columns)?;
        for row in table.rows() {
            let degrees = |column: usize| {
                row.get(column).parse::<f64>().map_err(|_| table.error(row, format!("{:?} is no number", row.get(column))))
            };
            let country = match row.get(2) {
                "" => None,
                code => Some(code.parse().map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))?),
            };
            let place = WorldPlace {
                name: row.get(0).to_owned(),
                country,
                feature: row.get(3).to_owned(),
                point: (degrees(4)?, degrees(5)?),
            };
            for name in std::iter::once(row.get(0)).chain(row.list(1)) {
                self.world.insert(fold(without_article(name)), place.clone());
            }
        }
        Ok(())
    }

    fn load_states(&mut self, data: &Data) -> Result<(), DataError> {
        let columns = ["code", "name", "alternates", "adjectives", "people", "capital", "seats"];
        let table = data.table("countries.tsv", &columns)?;
        for row in table.rows() {
            let code: Country = row.get(0).parse().map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))?;
            for name in std::iter::once(row.get(1)).chain(row.list(2)) {
                self.states.entry(fold(without_article(name))).or_insert_with(|| (code, row.get(1).to_owned()));
            }
            for word in row.list(3).chain(row.list(4)) {
                self.nationalities.entry(fold(word)).or_insert(code);
            }
            for name in row.list(5) {
                self.capitals.entry(fold(name)).or_insert(code);
            }
        }
        Ok(())
    }

    pub(crate) fn preposition(&self, words: &str) -> Option<Use> {
        self.prepositions.get(words).copied()
    }

    pub(crate) fn governs(&self, lemma: &str, upos: Upos, slot: &str) -> bool {
        let verb = matches!(upos, Upos::Verb | Upos::Aux);
        self.governors.contains_key(&(lemma.to_lowercase(), verb, slot.to_owned()))
    }

    pub(crate) fn world(&self, folded: &str) -> Option<&WorldPlace> {
        self.world.get(folded)
    }

    pub(crate) fn state(&self, folded: &str) -> Option<&(Country, String)> {
        self.states.get(folded)
    }

    pub(crate) fn nationality(&self, folded: &str) -> Option<Country> {
        self.nationalities.get(folded).copied()
    }

    pub(crate) fn capital(&self, folded: &str) -> Option<Country> {
        self.capitals.get(folded).copied()
    }
}

pub(crate) fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}
