//! The word lists of `data/place/`, and the names of states.

use std::collections::{HashMap, HashSet};

use gazetteer::fold;
use lexicon::{Data, DataError};
use linguist::{Analysis, TokenId};
use ontology::{Country, Upos};
use serde::Deserialize;

/// What a preposition makes of the name of a state behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// A location.
    Where,
    /// A location after a word that governs one.
    Governed,
    /// A location, except after a word that takes a government there.
    Unless,
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

impl WorldPlace {
    /// Waters, mountains and deserts.
    pub(crate) fn is_natural(&self) -> bool {
        matches!(
            self.feature.as_str(),
            "STM"
                | "SEA"
                | "OCN"
                | "GULF"
                | "BAY"
                | "STRT"
                | "LK"
                | "LKS"
                | "MT"
                | "MTS"
                | "DSRT"
                | "CHN"
                | "CNL"
                | "DLTA"
        )
    }
}

/// `data/place/kinds.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kinds {
    pub(crate) kinds: List,
    pub(crate) before_of: List,
    pub(crate) parts: List,
    pub(crate) sides: List,
    pub(crate) no_names: List,
    pub(crate) titles: List,
    pub(crate) ships: List,
    pub(crate) named_after: List,
    with_article: List,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    words: HashSet<String>,
    #[serde(default)]
    first_order: HashSet<String>,
    #[serde(default)]
    second_order: HashSet<String>,
    #[serde(rename = "examples")]
    _examples: Vec<String>,
}

impl List {
    pub(crate) fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    pub(crate) fn is_first_order(&self, word: &str) -> bool {
        self.first_order.contains(word)
    }

    pub(crate) fn is_second_order(&self, word: &str) -> bool {
        self.second_order.contains(word)
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    prepositions: HashMap<String, Use>,
    /// (lemma, is a verb, slot).
    governors: HashSet<(String, bool, String)>,
    /// By folded name.
    world: HashMap<String, WorldPlace>,
    /// Folded name → code and the state's own name.
    states: HashMap<String, (Country, String)>,
    own_names: HashMap<Country, String>,
    /// Folded nationality → code.
    nationalities: HashMap<String, Country>,
    /// Folded name of a capital → code.
    capitals: HashMap<String, Country>,
    /// Folded adjective → code, and the first-order division that it belongs to: "Scottish".
    adjectives: HashMap<String, (Country, String)>,
    /// Folded name → the states that bear it, the one meant without any sign first.
    namesakes: HashMap<String, Vec<Country>>,
    /// Folded names that are names only behind "the": "the North", "the Channel".
    with_article: HashSet<String>,
    pub(crate) kinds: Kinds,
    /// Word → whether it stands before the name, and its GeoNames feature code.
    features: HashMap<String, (bool, String)>,
}

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut words = Self { kinds: data.toml("place/kinds.toml")?, ..Self::default() };
        words.load_prepositions(data)?;
        words.load_world(data)?;
        words.load_features(data)?;
        words.load_states(data)?;
        words.load_adjectives(data)?;
        words.load_namesakes(data)?;
        Ok(words)
    }

    fn load_prepositions(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("place/prepositions.tsv", &["preposition", "use", "example"])?;
        for row in table.rows() {
            let found = match row.get(1) {
                "where" => Use::Where,
                "way" | "of" => Use::Governed,
                "unless" => Use::Unless,
                "who" => Use::Who,
                other => return Err(table.error(row, format!("{other:?} is not where, way, of, unless or who"))),
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
            let takes_governors = matches!(self.prepositions.get(slot), Some(Use::Governed | Use::Unless));
            if !["object", "possessor", "before"].contains(&slot) && !takes_governors {
                return Err(table.error(row, format!("{slot:?} is no slot, and no preposition that takes governors")));
            }
            self.governors.insert((row.get(0).to_owned(), verb, slot.to_owned()));
        }
        Ok(())
    }

    fn load_features(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("place/features.tsv", &["word", "side", "feature", "example"])?;
        for row in table.rows() {
            let before = match row.get(1) {
                "before" => true,
                "after" => false,
                other => return Err(table.error(row, format!("{other:?} is not before or after"))),
            };
            self.features.insert(row.get(0).to_owned(), (before, row.get(2).to_owned()));
        }
        Ok(())
    }

    fn load_world(&mut self, data: &Data) -> Result<(), DataError> {
        let columns = ["name", "alternates", "country", "feature", "latitude", "longitude", "example"];
        let table = data.table("place/world.tsv", &columns)?;
        for row in table.rows() {
            let degrees = |column: usize| {
                row.get(column)
                    .parse::<f64>()
                    .map_err(|_| table.error(row, format!("{:?} is no number", row.get(column))))
            };
            let country = match row.get(2) {
                "" => None,
                code => {
                    Some(code.parse().map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))?)
                }
            };
            let place = WorldPlace {
                name: row.get(0).to_owned(),
                country,
                feature: row.get(3).to_owned(),
                point: (degrees(4)?, degrees(5)?),
            };
            for name in std::iter::once(row.get(0)).chain(row.list(1)) {
                let folded = fold(without_article(name));
                if self.kinds.with_article.words.contains(&folded) {
                    self.with_article.insert(folded.clone());
                }
                self.world.insert(folded, place.clone());
            }
        }
        Ok(())
    }

    fn load_states(&mut self, data: &Data) -> Result<(), DataError> {
        let columns = ["code", "name", "alternates", "adjectives", "people", "capital", "seats"];
        let table = data.table("countries.tsv", &columns)?;
        for row in table.rows() {
            let code: Country =
                row.get(0).parse().map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))?;
            self.own_names.entry(code).or_insert_with(|| row.get(1).to_owned());
            for name in std::iter::once(row.get(1)).chain(row.list(2)) {
                let folded = fold(without_article(name));
                if self.kinds.with_article.words.contains(&folded) {
                    self.with_article.insert(folded.clone());
                }
                self.states.entry(folded).or_insert_with(|| (code, row.get(1).to_owned()));
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

    fn load_adjectives(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("place/adjectives.tsv", &["adjective", "country", "division", "example"])?;
        for row in table.rows() {
            let country =
                row.get(1).parse().map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))?;
            self.adjectives.insert(fold(row.get(0)), (country, fold(row.get(2))));
        }
        Ok(())
    }

    fn load_namesakes(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("place/namesakes.tsv", &["name", "states", "example"])?;
        for row in table.rows() {
            let states: Result<Vec<Country>, _> = row.list(1).map(str::parse).collect();
            let states = states.map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))?;
            self.namesakes.insert(fold(row.get(0)), states);
        }
        Ok(())
    }

    /// The division that an adjective belongs to, with its country.
    pub(crate) fn adjective(&self, folded: &str) -> Option<&(Country, String)> {
        self.adjectives.get(folded)
    }

    /// The states that share a name, the one meant without any sign first; none for most names.
    pub(crate) fn namesakes(&self, folded: &str) -> &[Country] {
        self.namesakes.get(folded).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn name_of_state(&self, code: Country) -> Option<&str> {
        self.own_names.get(&code).map(String::as_str)
    }

    pub(crate) fn preposition(&self, words: &str) -> Option<Use> {
        self.prepositions.get(words).copied()
    }

    /// Whether a word takes the name of a place in a slot. Its form is tried as well as its lemma: "outskirts".
    pub(crate) fn governs(&self, analysis: &Analysis, word: TokenId, slot: &str) -> bool {
        let verb = matches!(analysis.upos(word), Upos::Verb | Upos::Aux);
        let known = |text: &str, verb: bool| self.governors.contains(&(text.to_lowercase(), verb, slot.to_owned()));
        known(analysis.lemma(word), verb)
            || known(analysis.lower(word), verb)
            || verb && known(analysis.lower(word), false)
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

    /// Whether a folded name is one only behind "the".
    pub(crate) fn needs_article(&self, folded: &str) -> bool {
        self.with_article.contains(folded)
    }

    /// The feature that a word makes of a name that begins or ends with it: "Camp Delta", "Kora Bridge".
    pub(crate) fn feature(&self, first: &str, last: &str) -> Option<&str> {
        let at = |word: &str, side: bool| {
            self.features.get(word).filter(|(before, _)| *before == side).map(|(_, feature)| feature.as_str())
        };
        at(first, true).or_else(|| at(last, false))
    }

    pub(crate) fn capital(&self, folded: &str) -> Option<Country> {
        self.capitals.get(folded).copied()
    }
}

pub(crate) fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}
