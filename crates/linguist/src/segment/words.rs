//! The word lists of segmentation, from `data/segment/`.
//!
//! The files are compiled in here rather than through the lexicon, so that the language core does not change whenever any
//! data file of another layer does.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Whether the stop of an abbreviation can end a sentence too; the kinds are explained in `abbreviations.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Title,
    Month,
    Number,
    Name,
    List,
}

pub(super) struct Words {
    pub abbreviations: HashMap<&'static str, Stop>,
    /// Lower-case form to the length of its first part in bytes.
    pub joined: HashMap<String, usize>,
    pub prefixes: HashSet<&'static str>,
    pub units: HashSet<&'static str>,
    pub starters: HashSet<&'static str>,
    pub said: HashSet<&'static str>,
    pub open: HashSet<&'static str>,
    pub openers: HashSet<&'static str>,
    /// The listed words that have no letters: ":)".
    pub faces: HashSet<&'static str>,
    pub endings: HashSet<&'static str>,
    /// Words with signs in them, longest first, by their first character.
    pub whole: HashMap<char, Vec<&'static str>>,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(Words::read);

const ABBREVIATIONS: &str = include_str!("../../../../data/segment/abbreviations.tsv");
const JOINED: &str = include_str!("../../../../data/segment/joined.tsv");
const PREFIXES: &str = include_str!("../../../../data/segment/prefixes.tsv");
const UNITS: &str = include_str!("../../../../data/segment/units.tsv");
const STARTERS: &str = include_str!("../../../../data/segment/starters.tsv");
const SAID: &str = include_str!("../../../../data/segment/said.tsv");
const OPEN: &str = include_str!("../../../../data/segment/open.tsv");
const OPENERS: &str = include_str!("../../../../data/segment/openers.tsv");
const ENDINGS: &str = include_str!("../../../../data/segment/endings.tsv");
const WHOLE: &str = include_str!("../../../../data/segment/whole.tsv");

impl Words {
    fn read() -> Self {
        let mut whole: HashMap<char, Vec<&'static str>> = HashMap::new();
        for form in rows(WHOLE) {
            if let Some(first) = form.chars().next() {
                whole.entry(first).or_default().push(form);
            }
        }
        let by_length = |forms: &mut Vec<&'static str>| forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        whole.values_mut().for_each(by_length);
        Self {
            abbreviations: rows(ABBREVIATIONS).filter_map(abbreviation).collect(),
            joined: rows(JOINED).filter_map(joined).collect(),
            prefixes: rows(PREFIXES).collect(),
            units: rows(UNITS).collect(),
            starters: rows(STARTERS).collect(),
            said: rows(SAID).collect(),
            open: rows(OPEN).collect(),
            openers: rows(OPENERS).collect(),
            faces: rows(WHOLE).filter(|form| !form.contains(char::is_alphanumeric) && !form.ends_with('$')).collect(),
            endings: rows(ENDINGS).collect(),
            whole,
        }
    }
}

/// The lines of a table after its notes and its header.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().skip_while(|line| line.starts_with("# ")).skip(1).filter(|line| !line.is_empty())
}

fn abbreviation(row: &'static str) -> Option<(&'static str, Stop)> {
    let (form, kind) = row.split_once('\t')?;
    let stop = match kind {
        "title" => Stop::Title,
        "month" => Stop::Month,
        "number" => Stop::Number,
        "name" => Stop::Name,
        "list" => Stop::List,
        _ => return None,
    };
    Some((form, stop))
}

fn joined(row: &'static str) -> Option<(String, usize)> {
    let (first, second) = row.split_once('\t')?;
    Some((format!("{first}{second}"), first.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood_and_in_its_place() {
        for (name, table) in [
            ("abbreviations", ABBREVIATIONS),
            ("joined", JOINED),
            ("prefixes", PREFIXES),
            ("units", UNITS),
            ("starters", STARTERS),
            ("said", SAID),
            ("open", OPEN),
            ("openers", OPENERS),
            ("endings", ENDINGS),
            ("whole", WHOLE),
        ] {
            let all: Vec<&str> = rows(table).collect();
            assert!(!all.is_empty(), "{name} is empty");
            let distinct: HashSet<&str> = all.iter().copied().collect();
            assert_eq!(distinct.len(), all.len(), "{name} has a row twice");
        }
        assert!(rows(ABBREVIATIONS).all(|row| abbreviation(row).is_some()));
        assert!(rows(JOINED).all(|row| joined(row).is_some()));
    }
}
