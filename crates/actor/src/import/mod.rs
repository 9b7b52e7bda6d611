//! Reads the actor and agent dictionaries of TABARI and PETRARCH into tables of our own format.
//!
//! The format is that of the TABARI manual (Schrodt 2014, sections on actors and agents) with PETRARCH's additions:
//! one name a line with its codes in brackets or on the lines below, `+` before a synonym, `_` for a space, dates that
//! limit a code, `~` in the codes of agents, `{…}` for an irregular plural, `!SET!` for sets of words.

mod codes;
mod dictionary;
mod names;
mod tables;

use lexicon::{Data, DataError};

use codes::Codes;

/// What became of a dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Name below a data folder ("actor/persons.tsv") and text, for each table that has rows.
    pub tables: Vec<(String, String)>,
    /// Rows written.
    pub rows: usize,
    /// Names that the program already knows as those of the same country.
    pub known: usize,
    /// Lines that could not be used, and why; the rest was read.
    pub notes: Vec<DataError>,
}

/// Reads a dictionary; `file` is how messages call it. Whether it lists actors or agents is seen from its codes.
///
/// # Errors
/// Our own tables, which say what names and codes mean, cannot be read.
pub fn import(file: &str, text: &str, data: &Data) -> Result<Imported, DataError> {
    let dictionary = dictionary::read(file, text);
    let codes = Codes::load(data)?;
    let known = tables::Known::load(data)?;
    let mut writer = tables::Writer::new(file, &codes, &known);
    for entry in &dictionary.entries {
        writer.take(entry);
    }
    let mut imported = writer.finish();
    imported.notes.extend(dictionary.notes);
    imported.notes.sort_by_key(|note| note.line);
    Ok(imported)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTORS: &str = "\
# a comment
RURITANIAN_LIBERATION_ARMY_ [ITAREB]  ; a note
+RLA
IRAQ_ [IRQ]
+ZUBARA_DISTRICT_

MINISTER_MARIO_ROSSI_ # twice in office
\t[ITAGOV 950601-19960815]
\t[ITAELI >19960815]
\t[ITAOPP]
BROKEN [ITAGOV 951301]
LONELY
<!-- several
lines [XXX] -->
NOBODY [---]
";

    const AGENTS: &str = "\
!PERSON! = MAN, MEN, WOMAN
FERRY!PERSON! [~BUS]
ARCHIVE_KEEPER {ARCHIVE_KEEPERS_GENERAL} [~GOVEDU]
NIGHT_POLICE {} [~COP]
";

    fn table<'a>(imported: &'a Imported, name: &str) -> Vec<&'a str> {
        let text = imported.tables.iter().find(|(found, _)| found == name).map_or("", |(_, text)| text);
        text.lines().filter(|line| !line.starts_with('#')).skip(1).collect()
    }

    #[test]
    fn actors_become_persons_organizations_and_regions() {
        let imported = import("d.txt", ACTORS, &Data::embedded()).unwrap();
        assert_eq!(
            table(&imported, "actor/organizations.tsv"),
            ["Ruritanian Liberation Army\tRLA|Rla\torg\tITA\tREB\t\t"]
        );
        assert_eq!(
            table(&imported, "actor/persons.tsv"),
            [
                "Mario Rossi\t\tITA\tGOV\tminister\t1995-06-01\t1996-08-15",
                "Mario Rossi\t\tITA\tELI\tminister\t1996-08-16\t",
                "Mario Rossi\t\tITA\tOPP\tminister\t\t"
            ]
        );
        assert_eq!(table(&imported, "actor/regions.tsv"), ["Zubara District\tregion\tIRQ"]);
        assert_eq!(imported.known, 1);
        let lines: Vec<usize> = imported.notes.iter().map(|note| note.line).collect();
        assert_eq!(lines, [11, 12, 15], "{:?}", imported.notes);
    }

    #[test]
    fn agents_become_roles() {
        let imported = import("d.txt", AGENTS, &Data::embedded()).unwrap();
        assert_eq!(
            table(&imported, "actor/roles.tsv"),
            [
                "archive keeper\tperson\tGOV|EDU\town\t",
                "archive keepers general\tgroup\tGOV|EDU\town\t",
                "ferryman\tperson\tBUS\town\t",
                "ferrymen\tgroup\tBUS\town\t",
                "ferrywoman\tperson\tBUS\town\t",
                "night police\tgroup\tCOP\town\t",
            ]
        );
    }

    #[test]
    fn what_was_imported_loads() {
        let imported = import("d.txt", ACTORS, &Data::embedded()).unwrap();
        for (name, text) in imported.tables {
            let columns: Vec<&str> = text.lines().find(|line| !line.starts_with('#')).unwrap().split('\t').collect();
            assert!(Data::of(vec![(name.clone(), text.clone())]).table(&name, &columns).is_ok(), "{text}");
            assert_eq!(Data::embedded().table(&name, &columns).err(), None);
        }
    }

    #[test]
    fn hostile_dictionaries_are_read_to_the_end() {
        for text in
            ["", "[", "]", "[]", "+", "_", "!A! = !A!\nX!A! [~GOV]", "A [~", "{", "}{[~X]", "\u{0}[AFG]\n+\u{301}"]
        {
            assert!(import("d.txt", text, &Data::embedded()).is_ok(), "{text:?}");
        }
        let bomb = format!("!A! = {}\n{} [~GOV]\n", vec!["A"; 200].join(", "), "X!A!".repeat(40));
        assert!(import("d.txt", &bomb, &Data::embedded()).unwrap().rows < 1000);
    }
}
