//! Whom a person means by a name, a code or a description.

use ontology::Sector;
use rusqlite::types::Value;

use crate::error::Result;
use crate::{Reader, names, words};

/// The sectors that act for a state: who asks for a country by name asks for them too.
const STATE: &[Sector] = &[Sector::Gov, Sector::Mil, Sector::Leg, Sector::Jud, Sector::Cop, Sector::Spy];

/// Entities of the file that are meant, as a query for their keys.
#[derive(Debug, Clone)]
pub struct Actor {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Reader {
    /// Whom `typed` means, by the first of these that anybody in the file answers to:
    ///
    /// 1. A code: a country ("USA"), a sector ("REB"), or both ("USA GOV").
    /// 2. The whole of a name or description, case and "the" aside. A country also means those who act for it, whatever
    ///    they are called: its government, military, legislature, courts, police and services.
    ///    A person is also meant by a part of the name ("Abdoulaye Diop" by "Diop").
    /// 3. Words that stand together in a name or description ("peacekeepers" in "the UN peacekeepers").
    ///
    /// `None` if nobody in the file answers to it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn actor(&self, typed: &str) -> Result<Option<Actor>> {
        for actor in [code(typed), self.named(typed)?, within(typed)].into_iter().flatten() {
            let sql = format!("SELECT EXISTS ({})", actor.sql);
            let any: bool = self.db.query_row(&sql, rusqlite::params_from_iter(&actor.values), |row| row.get(0))?;
            if any {
                return Ok(Some(actor));
            }
        }
        Ok(None)
    }

    fn named(&self, typed: &str) -> Result<Option<Actor>> {
        let name = names::normalized(typed);
        let Some(phrase) = words::phrase(&name) else { return Ok(None) };
        let sql = "SELECT country FROM entity WHERE country IS NOT NULL AND kind = 'country' AND key IN \
                   (SELECT entity FROM entity_name WHERE name = (SELECT key FROM name WHERE words = ?1)) \
                   GROUP BY country ORDER BY count(*) DESC, country LIMIT 1";
        let mut found = self.db.prepare_cached(sql)?;
        if let Some(row) = found.query([&name])?.next()? {
            let country: String = row.get(0)?;
            let state: Vec<String> = STATE.iter().map(|sector| has_sector(sector.as_str())).collect();
            let sql =
                format!("SELECT key FROM entity WHERE country = ? AND (kind = 'country' OR {})", state.join(" OR "));
            return Ok(Some(Actor { sql, values: vec![Value::from(country)] }));
        }
        let sql = "SELECT entity FROM entity_name WHERE name = (SELECT key FROM name WHERE words = ?) UNION \
                   SELECT entity.key FROM name_words JOIN entity_name ON entity_name.name = name_words.rowid \
                   JOIN entity ON entity.key = entity_name.entity \
                   WHERE name_words MATCH ? AND entity.kind = 'person' AND instr(lower(entity.name), ?)";
        Ok(Some(Actor { sql: sql.to_owned(), values: vec![name.clone().into(), phrase.into(), name.into()] }))
    }
}

fn has_sector(sector: &str) -> String {
    format!("' ' || sectors || ' ' LIKE '% {sector} %'")
}

/// Only capitals of a known shape are codes, so nothing that is typed gets into the query unquoted.
fn code(typed: &str) -> Option<Actor> {
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    for word in typed.split_whitespace() {
        if let Ok(sector) = word.parse::<Sector>() {
            conditions.push(has_sector(sector.as_str()));
        } else if let Ok(country) = word.parse::<ontology::Country>() {
            conditions.push("country = ?".to_owned());
            values.push(Value::from(country.to_string()));
        } else {
            return None;
        }
    }
    let sql = format!("SELECT key FROM entity WHERE {}", conditions.join(" AND "));
    (!conditions.is_empty()).then_some(Actor { sql, values })
}

fn within(typed: &str) -> Option<Actor> {
    let phrase = words::phrase(&names::normalized(typed))?;
    let sql = "SELECT entity FROM name_words JOIN entity_name ON entity_name.name = name_words.rowid \
               WHERE name_words MATCH ?";
    Some(Actor { sql: sql.to_owned(), values: vec![phrase.into()] })
}
