//! Entries of a dictionary, as rows of our tables.

use std::collections::{BTreeMap, BTreeSet};

use lexicon::{Data, DataError};
use ontology::{Country, Sector};
use record::Date;

use super::Imported;
use super::codes::{Codes, Meaning};
use super::dictionary::{Coded, Entry};
use super::names::{spellings, titled};
use crate::names::plurals;

/// What our own tables say of names and words.
pub(super) struct Known {
    /// Names and adjectives of countries, lower case.
    countries: BTreeMap<String, Country>,
    /// Kind of a role word, as `roles.tsv` spells it.
    roles: BTreeMap<String, String>,
    given_names: BTreeSet<String>,
}

impl Known {
    pub(super) fn load(data: &Data) -> Result<Self, DataError> {
        let columns = ["code", "name", "alternates", "adjectives", "people", "capital", "seats"];
        let table = data.table("countries.tsv", &columns)?;
        let mut countries = BTreeMap::new();
        for row in table.rows() {
            let country = crate::data::parse(&table, row, 0)?;
            for name in (1..columns.len()).flat_map(|column| row.list(column)) {
                countries.insert(name.to_lowercase(), country);
            }
        }
        let table = data.table("actor/roles.tsv", &["role", "kind", "sectors", "from", "country"])?;
        let mut roles = BTreeMap::new();
        for row in table.rows() {
            let (role, kind) = (row.get(0).to_lowercase(), row.get(1));
            roles.extend(plurals(&role).into_iter().map(|plural| (plural, "group".to_owned())));
            roles.insert(role, kind.to_owned());
        }
        let table = data.table("actor/given-names.tsv", &["name", "gender"])?;
        let given_names = table.rows().iter().map(|row| row.get(0).to_lowercase()).collect();
        Ok(Self { countries, roles, given_names })
    }

    /// The title before a name, and the name: "FOREIGN MINISTER ASHRAF GHANI".
    fn untitled<'a>(&self, name: &'a str) -> (Option<&'a str>, &'a str) {
        let cuts: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
        let title = cuts.iter().rev().find_map(|&at| {
            let (title, rest) = name.split_at(at);
            let is_person = self.roles.get(&title.to_lowercase()).is_some_and(|kind| kind == "person");
            is_person.then_some((Some(title), rest.trim_start()))
        });
        title.unwrap_or((None, name))
    }

    /// Whether a word of the name says that it names a body or a group.
    fn names_a_body(&self, name: &str) -> bool {
        name.to_lowercase()
            .split(' ')
            .any(|word| self.roles.get(word).is_some_and(|kind| kind == "org" || kind == "group"))
    }

    /// person, org or group, by the last word.
    fn kind_of_role(&self, role: &str) -> &str {
        let last = role.rsplit(' ').next().unwrap_or(role);
        let head = role.split(" of ").next().and_then(|head| head.rsplit(' ').next()).unwrap_or(last);
        let known = [role, head, last].into_iter().find_map(|word| self.roles.get(word));
        known.map_or("person", String::as_str)
    }
}

pub(super) struct Writer<'a> {
    file: &'a str,
    codes: &'a Codes,
    known: &'a Known,
    /// Rows by table; sorted and without repeats, but for the order of a person's codes.
    organizations: BTreeSet<String>,
    regions: BTreeSet<String>,
    roles: BTreeSet<String>,
    persons: BTreeMap<String, Vec<String>>,
    already: usize,
    notes: Vec<DataError>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(file: &'a str, codes: &'a Codes, known: &'a Known) -> Self {
        Self {
            file,
            codes,
            known,
            organizations: BTreeSet::new(),
            regions: BTreeSet::new(),
            roles: BTreeSet::new(),
            persons: BTreeMap::new(),
            already: 0,
            notes: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, entry: &Entry) {
        let mut meanings = Vec::new();
        for coded in &entry.codes {
            match self.codes.read(&coded.code) {
                Some(meaning) => meanings.push((meaning, coded)),
                None => {
                    let what = format!("the code {:?} says nothing that PLOVER keeps", coded.code);
                    self.notes.push(DataError::new(self.file, entry.line, what));
                }
            }
        }
        let Some(((first, _), _)) = meanings.split_first() else { return };
        if entry.codes.iter().any(|coded| coded.code.contains('~')) {
            self.role(entry, first);
        } else if meanings.iter().all(|(meaning, _)| meaning.sectors.is_empty())
            && first.country.is_some_and(Country::is_state)
        {
            self.places(entry, first);
        } else {
            self.actor(entry, &meanings);
        }
    }

    /// Names of a country: those we know need no row, and the others are taken for its parts.
    fn places(&mut self, entry: &Entry, meaning: &Meaning) {
        let Some(country) = meaning.country else { return };
        for name in &entry.names {
            if self.known.countries.get(&name.to_lowercase()) == Some(&country) {
                self.already += 1;
            } else {
                self.regions.insert(format!("{}\tregion\t{country}", titled(name)));
            }
        }
    }

    fn role(&mut self, entry: &Entry, meaning: &Meaning) {
        let sectors = listed(&meaning.sectors);
        for name in &entry.names {
            let role = name.to_lowercase();
            let kind = self.known.kind_of_role(&role);
            // The plural of a set ("-MEN") is one by itself.
            let kind = if kind == "person" && role.ends_with("men") { "group" } else { kind };
            self.roles.insert(format!("{role}\t{kind}\t{sectors}\town\t"));
        }
        let irregular = entry.plural.as_deref().filter(|plural| !plural.is_empty());
        if let Some(plural) = irregular.map(str::to_lowercase) {
            self.roles.insert(format!("{plural}\tgroup\t{sectors}\town\t"));
        }
    }

    fn actor(&mut self, entry: &Entry, meanings: &[(Meaning, &Coded)]) {
        let Some(first) = entry.names.first() else { return };
        let (title, name) = self.known.untitled(first);
        let given = name.split(' ').next().unwrap_or("").to_lowercase();
        let dated = entry.codes.iter().any(|coded| coded.since.is_some() || coded.until.is_some());
        let is_person = (title.is_some() || dated || (name.contains(' ') && self.known.given_names.contains(&given)))
            && !self.known.names_a_body(name);
        let mut aliases: BTreeSet<String> =
            entry.names.iter().flat_map(|name| spellings(self.known.untitled(name).1)).collect();
        let name = spellings(name).into_iter().next().unwrap_or_default();
        aliases.remove(&name);
        let aliases = aliases.into_iter().filter(|alias| !alias.is_empty()).collect::<Vec<_>>().join("|");
        for (meaning, coded) in meanings {
            let country = meaning.country.unwrap_or(Country::INTERGOVERNMENTAL);
            let (sectors, since, until) = (listed(&meaning.sectors), shown(coded.since), shown(coded.until));
            if name.is_empty() {
                continue;
            }
            if is_person {
                let title = title.map(str::to_lowercase).unwrap_or_default();
                let row = format!("{name}\t{aliases}\t{country}\t{sectors}\t{title}\t{since}\t{until}");
                let rows = self.persons.entry(name.clone()).or_default();
                if !rows.contains(&row) {
                    rows.push(row);
                }
            } else {
                let row = format!("{name}\t{aliases}\torg\t{country}\t{sectors}\t{since}\t{until}");
                self.organizations.insert(row);
            }
        }
    }

    pub(super) fn finish(self) -> Imported {
        let tables = [
            (
                "organizations",
                "name\taliases\tkind\tcountry\tsectors\tsince\tuntil",
                Vec::from_iter(self.organizations),
            ),
            (
                "persons",
                "name\taliases\tcountry\tsectors\trole\tsince\tuntil",
                self.persons.into_values().flatten().collect(),
            ),
            ("regions", "name\tuse\tcountry", Vec::from_iter(self.regions)),
            ("roles", "role\tkind\tsectors\tfrom\tcountry", Vec::from_iter(self.roles)),
        ];
        let rows = tables.iter().map(|(_, _, rows)| rows.len()).sum();
        let tables = tables.into_iter().filter(|(_, _, rows)| !rows.is_empty()).map(|(name, header, rows)| {
            let text = format!("# From a TABARI or PETRARCH dictionary.\n{header}\n{}\n", rows.join("\n"));
            (format!("actor/{name}.tsv"), text)
        });
        Imported { tables: tables.collect(), rows, known: self.already, notes: self.notes }
    }
}

fn listed(sectors: &[Sector]) -> String {
    sectors.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
}

fn shown(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
