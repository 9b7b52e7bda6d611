//! The words of quantities, from `data/quantity/`.

use std::collections::HashMap;

use lexicon::{Data, DataError};

/// What a counted or measured noun makes of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitClass {
    Measure,
    Person,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    money_before: HashMap<Box<str>, Box<str>>,
    money_after: HashMap<Box<str>, Box<str>>,
    units: HashMap<Box<str>, (Box<str>, UnitClass)>,
    vague: HashMap<Box<str>, f64>,
    fractions: HashMap<Box<str>, f64>,
    no_count_before: HashMap<Box<str>, ()>,
    no_count_after: HashMap<Box<str>, ()>,
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
        let table = data.table("quantity/units.tsv", &["word", "unit", "class"])?;
        for row in table.rows() {
            let class = match row.get(2) {
                "measure" => UnitClass::Measure,
                "person" => UnitClass::Person,
                other => return Err(table.error(row, format!("no class {other:?}"))),
            };
            words.units.insert(row.get(0).into(), (row.get(1).into(), class));
        }
        words.vague = numbers(data, "quantity/vague.tsv", "low")?;
        words.fractions = numbers(data, "quantity/fractions.tsv", "value")?;
        let table = data.table("quantity/not_counts.tsv", &["word", "where"])?;
        for row in table.rows() {
            let list = match row.get(1) {
                "before" => &mut words.no_count_before,
                "after" => &mut words.no_count_after,
                other => return Err(table.error(row, format!("{other:?} is neither before nor after"))),
            };
            list.insert(row.get(0).into(), ());
        }
        Ok(words)
    }

    /// The currency that a sign or code before a number names.
    pub(crate) fn money_before(&self, word: &str) -> Option<&str> {
        self.money_before.get(word).map(AsRef::as_ref)
    }

    pub(crate) fn money_after(&self, word: &str) -> Option<&str> {
        self.money_after.get(word).map(AsRef::as_ref)
    }

    pub(crate) fn unit(&self, word: &str) -> Option<(&str, UnitClass)> {
        self.units.get(word).map(|(unit, class)| (unit.as_ref(), *class))
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
