//! CAMEO's actor codes, three letters after three letters, as PLOVER's country and sectors.

use std::collections::{BTreeMap, BTreeSet};

use lexicon::{Data, DataError};
use ontology::{Country, Sector};

use crate::data::parse;

/// What a group of three letters stands for.
#[derive(Debug, Clone, Copy)]
enum Use {
    Sector(Sector),
    /// A state or a body.
    Body(Country),
    Nothing,
}

pub(super) struct Codes {
    uses: BTreeMap<String, Use>,
    countries: BTreeSet<Country>,
}

/// A code in our terms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Meaning {
    pub(super) country: Option<Country>,
    /// Primary first.
    pub(super) sectors: Vec<Sector>,
}

impl Codes {
    pub(super) fn load(data: &Data) -> Result<Self, DataError> {
        let table = data.table("actor/cameo.tsv", &["code", "use", "to"])?;
        let mut uses = BTreeMap::new();
        for row in table.rows() {
            let meaning = match row.get(1) {
                "sector" => Use::Sector(parse(&table, row, 2)?),
                "country" | "body" => Use::Body(parse(&table, row, 2)?),
                "none" => Use::Nothing,
                other => return Err(table.error(row, format!("{other:?} is not sector, country, body or none"))),
            };
            uses.insert(row.get(0).to_owned(), meaning);
        }
        let columns = ["code", "name", "alternates", "adjectives", "people", "capital", "seats"];
        let table = data.table("countries.tsv", &columns)?;
        let countries = table.rows().iter().map(|row| parse(&table, row, 0)).collect::<Result<_, _>>()?;
        Ok(Self { uses, countries })
    }

    /// What a code says; groups that say nothing here (parties, tribes, parts of a country) are passed over. The
    /// narrowest body wins: `IGOUNO` is the UN. `None`: neither a country nor a sector.
    pub(super) fn read(&self, code: &str) -> Option<Meaning> {
        let mut meaning = Meaning::default();
        let letters: Vec<char> =
            code.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase()).collect();
        for group in letters.chunks(3) {
            let group: String = group.iter().collect();
            let state = group.parse::<Country>().ok().filter(|country| self.countries.contains(country));
            match (self.uses.get(&group), state) {
                (Some(Use::Sector(sector)), _) if !meaning.sectors.contains(sector) => meaning.sectors.push(*sector),
                (Some(Use::Body(body)), _) if meaning.country.is_none_or(|country| !country.is_state()) => {
                    meaning.country = Some(*body);
                }
                (None, Some(state)) if meaning.country.is_none() => meaning.country = Some(state),
                _ => {}
            }
        }
        (meaning != Meaning::default()).then_some(meaning)
    }
}
