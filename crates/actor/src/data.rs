//! The authored data of this layer: countries, regions, organizations, offices, roles and small word lists.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;

use lexicon::{Data, DataError, Row, Table};
use ontology::{Country, EntityKind, Sector};
use record::Date;

use crate::names::{plurals, surname};
use crate::phrases::{Letters, Phrases};
use crate::words::Words;

/// What a name is a name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Country,
    /// A nationality before a noun: "Iraqi".
    Adjective,
    /// Its people: "Iraqis".
    People,
    Capital,
    /// A seat that stands for its government: "the Kremlin".
    Seat,
    /// A part of a country or a city; `Adjective` and `People` are used for the peoples of one.
    Region,
    Organization,
    /// Contains the name of a country or capital but stands for neither ("Paris Agreement").
    Nothing,
    /// A person who held an office.
    Holder,
}

/// An entry of the name tables.
#[derive(Debug, Clone)]
pub(crate) struct NameEntry {
    pub name: String,
    pub what: What,
    pub kind: EntityKind,
    pub country: Country,
    pub sectors: Vec<Sector>,
    /// Weak entries (regions and peoples) yield to any country stated nearer.
    pub weak: bool,
    /// Office of a holder.
    pub role: Option<String>,
    pub since: Option<Date>,
    pub until: Option<Date>,
    /// This spelling is only the family name of the holder.
    pub short: bool,
    /// From a user's folder: who adds a name means it.
    pub theirs: bool,
}

/// What kind of thing a description names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RoleKind {
    Person,
    Organization,
    Group,
    /// A text that speaks for the body that issued it.
    Document,
}

#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub role: String,
    pub kind: RoleKind,
    pub sectors: Vec<Sector>,
    /// The sector of the body it belongs to comes first.
    pub from_body: bool,
    /// The countries that have this office, and no others ("Home Secretary").
    pub countries: Vec<Country>,
    /// The spelling is a plural.
    pub plural: bool,
}

impl Role {
    /// The one country that has this office.
    pub(crate) fn only(&self) -> Option<Country> {
        match self.countries[..] {
            [only] => Some(only),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
    Thing,
    Any,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Subject,
    Possessive,
    Relative,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Pronoun {
    pub first_person: bool,
    pub second_person: bool,
    pub plural: bool,
    pub gender: Gender,
    pub usage: Use,
}

/// Everything the layer knows before it reads a report.
#[derive(Debug, Clone)]
pub(crate) struct Lexicon {
    pub entries: Vec<NameEntry>,
    pub names: Phrases,
    /// The same for texts in capitals.
    pub capital_names: Phrases,
    pub roles: Vec<Role>,
    pub role_phrases: Phrases,
    pub modifiers: HashMap<String, Sector>,
    pub pronouns: HashMap<String, Pronoun>,
    pub words: Words,
    pub country_names: HashMap<Country, String>,
    /// Given names and titles that tell a person's sex.
    pub genders: HashMap<String, Gender>,
    /// Entries of office holders by family name in lower case.
    pub holders: HashMap<String, Vec<u32>>,
    /// Parts of the world and their countries.
    pub areas: crate::country::Areas,
    /// Which offices a country has.
    pub offices: HashSet<(Country, String)>,
    /// Places by name; the `place` layer refuses to load when it is damaged.
    pub gazetteer: Option<gazetteer::Gazetteer>,
    /// Entries of the holders of a country's office.
    pub holders_of: HashMap<(Country, String), Vec<u32>>,
}

impl Lexicon {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut building = Building::default();
        building.countries(data)?;
        building.regions(data)?;
        building.organizations(data)?;
        building.roles(data)?;
        building.offices(data)?;
        building.persons(data)?;
        let Building { entries, mut names, roles, mut role_phrases, country_names } = building;
        names.finish();
        role_phrases.finish();
        let capital_names = names.capitals();
        let mut holders: HashMap<String, Vec<u32>> = HashMap::new();
        let mut offices = HashSet::new();
        let mut holders_of: HashMap<_, Vec<u32>> = HashMap::new();
        for (index, entry) in (0u32..).zip(&entries).filter(|(_, entry)| entry.what == What::Holder) {
            holders.entry(surname(&entry.name)).or_default().push(index);
            if let Some(role) = &entry.role {
                offices.insert((entry.country, role.clone()));
                holders_of.entry((entry.country, role.clone())).or_default().push(index);
            }
        }
        Ok(Self {
            gazetteer: gazetteer::Gazetteer::embedded().ok(),
            holders,
            offices,
            holders_of,
            entries,
            names,
            capital_names,
            roles,
            role_phrases,
            modifiers: read_modifiers(data)?,
            pronouns: read_pronouns(data)?,
            words: data.toml("actor/words.toml")?,
            country_names,
            areas: crate::country::read_areas(data)?,
            genders: read_genders(data)?,
        })
    }

    pub(crate) fn entry(&self, index: u32) -> Option<&NameEntry> {
        self.entries.get(index as usize)
    }

    pub(crate) fn role(&self, index: u32) -> Option<&Role> {
        self.roles.get(index as usize)
    }
}

#[derive(Debug)]
struct Building {
    entries: Vec<NameEntry>,
    names: Phrases,
    roles: Vec<Role>,
    role_phrases: Phrases,
    country_names: HashMap<Country, String>,
}

impl Default for Building {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            names: Phrases::new(Letters::AsWritten),
            roles: Vec::new(),
            role_phrases: Phrases::new(Letters::Folded),
            country_names: HashMap::new(),
        }
    }
}

impl Building {
    fn add<'a>(&mut self, entry: NameEntry, spellings: impl IntoIterator<Item = &'a str>) {
        let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        for spelling in spellings {
            self.names.add(spelling, index);
        }
        self.entries.push(entry);
    }

    fn countries(&mut self, data: &Data) -> Result<(), DataError> {
        let table =
            data.table("countries.tsv", &["code", "name", "alternates", "adjectives", "people", "capital", "seats"])?;
        for row in table.rows() {
            let country: Country = parse(&table, row, 0)?;
            let name = row.get(1);
            self.country_names.entry(country).or_insert_with(|| name.to_owned());
            let entry = |what, kind, sectors: &[Sector]| NameEntry {
                name: name.to_owned(),
                what,
                kind,
                country,
                sectors: sectors.to_vec(),
                weak: false,
                role: None,
                since: None,
                until: None,
                short: false,
                theirs: false,
            };
            self.add(
                entry(What::Country, EntityKind::Country, &[Sector::Gov]),
                std::iter::once(name).chain(row.list(2)),
            );
            self.add(entry(What::Adjective, EntityKind::Country, &[Sector::Gov]), row.list(3));
            self.add(entry(What::People, EntityKind::Group, &[Sector::Cvl]), row.list(4));
            self.add(entry(What::Capital, EntityKind::Country, &[Sector::Gov]), row.list(5));
            self.add(entry(What::Seat, EntityKind::Country, &[Sector::Gov]), row.list(6));
        }
        Ok(())
    }

    fn regions(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("actor/regions.tsv", &["name", "use", "country"])?;
        for row in table.rows() {
            let (what, kind, sectors) = match row.get(1) {
                "region" => (What::Region, EntityKind::Organization, &[Sector::Gov]),
                "adjective" => (What::Adjective, EntityKind::Group, &[Sector::Cvl]),
                "people" => (What::People, EntityKind::Group, &[Sector::Cvl]),
                "none" => (What::Nothing, EntityKind::Organization, &[Sector::Gov]),
                other => return Err(table.error(row, format!("{other:?} is not region, adjective, people or none"))),
            };
            let country = if what == What::Nothing { Country::INTERGOVERNMENTAL } else { parse(&table, row, 2)? };
            let entry = NameEntry {
                name: row.get(0).to_owned(),
                what,
                kind,
                country,
                sectors: sectors.to_vec(),
                weak: true,
                role: None,
                since: None,
                until: None,
                short: false,
                theirs: row.theirs,
            };
            self.add(entry, [row.get(0)]);
        }
        Ok(())
    }

    fn organizations(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data
            .table("actor/organizations.tsv", &["name", "aliases", "kind", "country", "sectors", "since", "until"])?;
        for row in table.rows() {
            let kind = match row.get(2) {
                "org" => EntityKind::Organization,
                "group" => EntityKind::Group,
                other => return Err(table.error(row, format!("{other:?} is not org or group"))),
            };
            let entry = NameEntry {
                name: row.get(0).to_owned(),
                what: What::Organization,
                kind,
                country: parse(&table, row, 3)?,
                sectors: sectors(&table, row, 4)?,
                weak: false,
                role: None,
                since: date(&table, row, 5)?,
                until: date(&table, row, 6)?,
                short: false,
                theirs: row.theirs,
            };
            self.add(entry, std::iter::once(row.get(0)).chain(row.list(1)));
        }
        Ok(())
    }

    fn offices(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("actor/offices.tsv", &["country", "office", "since", "name", "aliases", "until"])?;
        for row in table.rows() {
            let country = parse(&table, row, 0)?;
            let office = row.get(1);
            let sectors = self
                .roles
                .iter()
                .find(|role| role.role == office)
                .map_or_else(|| vec![Sector::Gov], |role| role.sectors.clone());
            let entry = |short| NameEntry {
                name: row.get(3).to_owned(),
                what: What::Holder,
                kind: EntityKind::Person,
                country,
                sectors: sectors.clone(),
                weak: false,
                role: Some(office.to_owned()),
                since: None,
                until: None,
                short,
                theirs: row.theirs,
            };
            let (since, until) = (date(&table, row, 2)?, date(&table, row, 5)?);
            let full = row.list(4).filter(|alias| alias.contains(' '));
            let capital_article = row
                .list(4)
                .filter_map(|alias| alias.strip_prefix("al-"))
                .map(|rest| format!("Al-{rest}"))
                .collect::<Vec<_>>();
            self.add(NameEntry { since, until, ..entry(false) }, std::iter::once(row.get(3)).chain(full));
            let short: Vec<&str> = row
                .list(4)
                .filter(|alias| !alias.contains(' '))
                .chain(capital_article.iter().map(String::as_str))
                .collect();
            self.add(NameEntry { since, until, ..entry(true) }, short);
        }
        Ok(())
    }

    fn persons(&mut self, data: &Data) -> Result<(), DataError> {
        let table =
            data.table("actor/persons.tsv", &["name", "aliases", "country", "sectors", "role", "since", "until"])?;
        for row in table.rows() {
            let entry = |short| -> Result<NameEntry, DataError> {
                Ok(NameEntry {
                    name: row.get(0).to_owned(),
                    what: What::Holder,
                    kind: EntityKind::Person,
                    country: parse(&table, row, 2)?,
                    sectors: sectors(&table, row, 3)?,
                    weak: false,
                    role: Some(row.get(4).to_owned()),
                    since: date(&table, row, 5)?,
                    until: date(&table, row, 6)?,
                    short,
                    theirs: row.theirs,
                })
            };
            let (short, full): (Vec<&str>, Vec<&str>) = row.list(1).partition(|alias| !alias.contains(' '));
            self.add(entry(false)?, std::iter::once(row.get(0)).chain(full));
            self.add(entry(true)?, short);
        }
        Ok(())
    }

    fn roles(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("actor/roles.tsv", &["role", "kind", "sectors", "from", "country"])?;
        for row in table.rows() {
            let kind = match row.get(1) {
                "person" => RoleKind::Person,
                "org" => RoleKind::Organization,
                "group" => RoleKind::Group,
                "document" => RoleKind::Document,
                other => return Err(table.error(row, format!("{other:?} is not person, org, group or document"))),
            };
            let from_body = match row.get(3) {
                "own" => false,
                "body" => true,
                other => return Err(table.error(row, format!("{other:?} is not own or body"))),
            };
            let countries = row.list(4).map(|code| code.parse().map_err(|error| table.error(row, format!("{error}"))));
            let countries = countries.collect::<Result<Vec<Country>, DataError>>()?;
            let role = Role {
                role: row.get(0).to_owned(),
                kind,
                sectors: sectors(&table, row, 2)?,
                from_body,
                countries,
                plural: false,
            };
            let index = u32::try_from(self.roles.len()).unwrap_or(u32::MAX);
            self.role_phrases.add(&role.role, index);
            for plural in plurals(&role.role) {
                self.role_phrases.add(&plural, index + 1);
            }
            let many = Role { plural: true, ..role.clone() };
            self.roles.extend([role, many]);
        }
        Ok(())
    }
}

pub(crate) fn parse<T: FromStr>(table: &Table<'_>, row: &Row<'_>, column: usize) -> Result<T, DataError>
where
    T::Err: std::fmt::Display,
{
    row.get(column).parse().map_err(|error| table.error(row, format!("{error}")))
}

fn sectors(table: &Table<'_>, row: &Row<'_>, column: usize) -> Result<Vec<Sector>, DataError> {
    row.list(column).map(|code| code.parse().map_err(|error| table.error(row, format!("{error}")))).collect()
}

fn date(table: &Table<'_>, row: &Row<'_>, column: usize) -> Result<Option<Date>, DataError> {
    let text = row.get(column);
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| table.error(row, format!("{text:?} is not a date such as 2014-09-08")))
}

fn read_modifiers(data: &Data) -> Result<HashMap<String, Sector>, DataError> {
    let table = data.table("actor/modifiers.tsv", &["word", "sector"])?;
    table.rows().iter().map(|row| Ok((row.get(0).to_owned(), parse(&table, row, 1)?))).collect()
}

fn gender(table: &Table<'_>, row: &Row<'_>, column: usize) -> Result<Gender, DataError> {
    match row.get(column) {
        "masc" => Ok(Gender::Masculine),
        "fem" => Ok(Gender::Feminine),
        "thing" => Ok(Gender::Thing),
        "any" => Ok(Gender::Any),
        other => Err(table.error(row, format!("{other:?} is not masc, fem, thing or any"))),
    }
}

fn read_pronouns(data: &Data) -> Result<HashMap<String, Pronoun>, DataError> {
    let table = data.table("actor/pronouns.tsv", &["form", "person", "number", "gender", "use"])?;
    let mut found = HashMap::new();
    for row in table.rows() {
        let usage = match row.get(4) {
            "subject" => Use::Subject,
            "possessive" => Use::Possessive,
            "relative" => Use::Relative,
            other => return Err(table.error(row, format!("{other:?} is not subject, possessive or relative"))),
        };
        let pronoun = Pronoun {
            first_person: row.get(1) == "1",
            second_person: row.get(1) == "2",
            plural: row.get(2) == "plur",
            gender: gender(&table, row, 3)?,
            usage,
        };
        found.insert(row.get(0).to_owned(), pronoun);
    }
    Ok(found)
}

fn read_genders(data: &Data) -> Result<HashMap<String, Gender>, DataError> {
    let table = data.table("actor/given-names.tsv", &["name", "gender"])?;
    table.rows().iter().map(|row| Ok((row.get(0).to_owned(), gender(&table, row, 1)?))).collect()
}
