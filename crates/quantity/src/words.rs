//! The words of quantities, from `data/quantity/`.

use std::collections::HashMap;

use lexicon::{Data, DataError};
use ontology::Upos;

/// What a counted or measured noun makes of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitClass {
    Measure,
    /// Parts of a hundred.
    Share,
    Person,
    /// Gives no unit; a hyphened number may count it all the same ("a 63-nation coalition").
    Counted,
}

/// How a predicate takes the number said of something; the classes are told in `predicates.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Predicate {
    Change,
    Level,
    Noun,
    Count,
    Weight,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    money_before: HashMap<Box<str>, Box<str>>,
    money_after: HashMap<Box<str>, Box<str>>,
    units: HashMap<Box<str>, (Box<str>, UnitClass)>,
    /// Nouns for people; false for nouns that only end like one.
    people: HashMap<Box<str>, bool>,
    people_endings: Vec<Box<str>>,
    predicates: HashMap<Box<str>, Vec<Predicate>>,
    vague: HashMap<Box<str>, f64>,
    fractions: HashMap<Box<str>, f64>,
    no_count_before: HashMap<Box<str>, ()>,
    no_count_after: HashMap<Box<str>, ()>,
    age_verbs: HashMap<Box<str>, ()>,
    addresses: HashMap<Box<str>, ()>,
}

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut words = Self::default();
        let table = data.table("quantity/currencies.tsv", &["word", "where", "code"])?;
        for row in table.rows() {
            let list = match row.get(1) {
                "before" => &mut words.money_before,
                "after" => &mut words.money_after,
                other => return Err(table.error(row, format!("{other:?} is neither before nor after"))),
            };
            list.insert(row.get(0).into(), row.get(2).into());
        }
        words.load_units(data)?;
        words.load_predicates(data)?;
        words.vague = numbers(data, "quantity/vague.tsv", "low")?;
        words.fractions = numbers(data, "quantity/fractions.tsv", "value")?;
        let table = data.table("quantity/not_counts.tsv", &["word", "where"])?;
        for row in table.rows() {
            let list = match row.get(1) {
                "before" => &mut words.no_count_before,
                "after" => &mut words.no_count_after,
                "age" => &mut words.age_verbs,
                "address" => &mut words.addresses,
                other => return Err(table.error(row, format!("{other:?} is not before, after, address or age"))),
            };
            list.insert(row.get(0).into(), ());
        }
        Ok(words)
    }

    fn load_units(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("quantity/units.tsv", &["word", "unit", "class"])?;
        for row in table.rows() {
            let class = match row.get(2) {
                "measure" => UnitClass::Measure,
                "share" => UnitClass::Share,
                "counted" => UnitClass::Counted,
                other => return Err(table.error(row, format!("no class {other:?}"))),
            };
            self.units.insert(row.get(0).into(), (row.get(1).into(), class));
        }
        let table = data.table("quantity/people.tsv", &["word", "class"])?;
        for row in table.rows() {
            match row.get(1) {
                "noun" => _ = self.people.insert(row.get(0).into(), true),
                "not" => _ = self.people.insert(row.get(0).into(), false),
                "ending" => self.people_endings.push(row.get(0).into()),
                other => return Err(table.error(row, format!("no class {other:?}"))),
            }
        }
        self.load_nationals(data)
    }

    /// What the nationals of a country are called: "Iraqis", "Afghans".
    fn load_nationals(&mut self, data: &Data) -> Result<(), DataError> {
        let columns = ["code", "name", "alternates", "adjectives", "people", "capital", "seats"];
        for row in data.table("countries.tsv", &columns)?.rows() {
            for name in row.list(4) {
                self.people.insert(name.to_lowercase().into(), true);
            }
        }
        Ok(())
    }

    fn load_predicates(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("quantity/predicates.tsv", &["lemma", "class"])?;
        for row in table.rows() {
            let class = match row.get(1) {
                "change" => Predicate::Change,
                "level" => Predicate::Level,
                "noun" => Predicate::Noun,
                "count" => Predicate::Count,
                "weight" => Predicate::Weight,
                other => return Err(table.error(row, format!("no class {other:?}"))),
            };
            self.predicates.entry(row.get(0).into()).or_default().push(class);
        }
        Ok(())
    }

    /// The currency that a sign or code before a number names.
    pub(crate) fn money_before(&self, word: &str) -> Option<&str> {
        self.money_before.get(word).map(AsRef::as_ref)
    }

    pub(crate) fn money_after(&self, word: &str) -> Option<&str> {
        self.money_after.get(word).map(AsRef::as_ref)
    }

    /// The unit that a noun in lower case gives, singular or plural; one or two words.
    pub(crate) fn unit(&self, word: &str) -> Option<(&str, UnitClass)> {
        let known = |word: &str| self.units.get(word).map(|(unit, class)| (unit.as_ref(), *class));
        if let Some(found) =
            known(word).or_else(|| linguist::bases(word, Upos::Noun).iter().find_map(|base| known(base)))
        {
            return Some(found);
        }
        self.is_person(word).then_some(("people", UnitClass::Person))
    }

    /// A noun for people, by the list or by its ending ("tribesmen", "shareholders").
    fn is_person(&self, word: &str) -> bool {
        let bases = linguist::bases(word, Upos::Noun);
        if let Some(known) = bases.iter().find_map(|base| self.people.get(base.as_str())) {
            return *known;
        }
        let ends = |ending: &str| bases.iter().any(|base| base.len() > ending.len() + 1 && base.ends_with(ending));
        self.people_endings.iter().any(|ending| ends(ending))
    }

    /// "percent", "per cent", "%".
    pub(crate) fn is_share(&self, word: &str) -> bool {
        self.units.get(word).is_some_and(|unit| unit.1 == UnitClass::Share)
    }

    /// A noun that measures weight as well as money ("pounds").
    pub(crate) fn is_weight(&self, word: &str) -> bool {
        self.unit(word).is_some_and(|unit| unit.1 == UnitClass::Measure)
    }

    /// The lemma takes numbers in the given way.
    pub(crate) fn is_predicate(&self, lemma: &str, class: Predicate) -> bool {
        self.predicates.get(lemma).is_some_and(|classes| classes.contains(&class))
    }

    /// A capitalized word that ends an address.
    pub(crate) fn ends_address(&self, word: &str) -> bool {
        self.addresses.contains_key(word) || self.no_count_after.contains_key(word)
    }

    /// What is done at a number is done at an age: "died at 83".
    pub(crate) fn tells_age(&self, lemma: &str) -> bool {
        self.age_verbs.contains_key(lemma)
    }

    pub(crate) fn vague(&self, word: &str) -> Option<f64> {
        self.vague.get(word).copied()
    }

    pub(crate) fn fraction(&self, word: &str) -> Option<f64> {
        self.fractions.get(word).copied()
    }

    /// A number after this word counts nothing.
    pub(crate) fn no_count_before(&self, word: &str) -> bool {
        self.no_count_before.contains_key(word)
    }

    /// A number before this word counts nothing.
    pub(crate) fn no_count_after(&self, word: &str) -> bool {
        self.no_count_after.contains_key(word)
    }
}

fn numbers(data: &Data, name: &str, column: &str) -> Result<HashMap<Box<str>, f64>, DataError> {
    let table = data.table(name, &["word", column])?;
    let mut numbers = HashMap::new();
    for row in table.rows() {
        let number = row.get(1).parse().map_err(|_| table.error(row, format!("{:?} is no number", row.get(1))))?;
        numbers.insert(row.get(0).into(), number);
    }
    Ok(numbers)
}
