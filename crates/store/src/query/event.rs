//! Events: which ones, and one with all that is told of it.

use ontology::EventType;
use rusqlite::types::Value;

use super::{Actor, Conditions, Origin, Page, Who, known, origin, who};
use crate::error::Result;
use crate::{Reader, key};

/// Which events; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Words of the sentence, or names of participants.
    pub words: Option<String>,
    pub actor: Option<Actor>,
    pub recipient: Option<Actor>,
    pub kind: Option<EventType>,
    pub mode: Option<ontology::Mode>,
    pub status: Option<ontology::Status>,
    pub place: Option<String>,
    /// Days, ISO 8601: events that may lie between them. An undated one lies at the day of its report.
    pub since: Option<String>,
    pub until: Option<String>,
}

/// One event of one report.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// "12.V3".
    pub id: String,
    pub origin: Origin,
    pub kind: EventType,
    pub modes: String,
    pub contexts: String,
    pub cameo: Option<String>,
    pub intensity: Option<f64>,
    pub status: ontology::Status,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    /// Whether the text says when; otherwise only the day of the report bounds it.
    pub dated: bool,
    pub historical: bool,
    pub actors: Vec<Who>,
    pub recipients: Vec<Who>,
    pub place: Option<String>,
    pub country: Option<String>,
    /// "dead: 40", as the text has the number.
    pub quantities: Vec<String>,
    /// Whose word it is on; `None` for the outlet's own.
    pub source: Option<Who>,
    pub trigger: String,
    pub sentence: String,
    /// "H17".
    pub happening: Option<String>,
}

/// The condition that an event, or a happening in a table of that name, may lie at a place.
pub(super) fn at_place(conditions: &mut Conditions, column: &str, place: &str) {
    let sql = format!(
        "{column} IN (SELECT key FROM place WHERE name = ? COLLATE NOCASE UNION \
         SELECT key FROM place WHERE country = ? AND length(?) = 3)"
    );
    conditions.add(sql, [place, place, place].map(|place| Value::from(place.to_owned())));
}

impl Reader {
    /// Events in the order of their time, undated ones last.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn events(&self, filter: &EventFilter, page: Page) -> Result<Vec<EventRow>> {
        let mut conditions = Conditions::default();
        conditions.words(filter.words.as_deref(), "event.key", "event_words");
        for (actor, part) in [(&filter.actor, "actor"), (&filter.recipient, "recipient")] {
            let before = format!("event.key IN (SELECT event FROM event_participant WHERE part = '{part}' AND entity");
            conditions.actor(actor.as_ref(), &before, ")");
        }
        if let Some(kind) = filter.kind {
            conditions.add("type = ?", [kind.as_str().to_owned().into()]);
        }
        if let Some(mode) = filter.mode {
            conditions.add("' ' || modes || ' ' LIKE ?", [format!("% {mode} %").into()]);
        }
        if let Some(status) = filter.status {
            conditions.add("status = ?", [status.as_str().to_owned().into()]);
        }
        if let Some(place) = &filter.place {
            at_place(&mut conditions, "event.place", place);
        }
        let day =
            "coalesce(earliest, latest, (SELECT published_on FROM report WHERE report.key = event.key / 1000000))";
        if let Some(since) = &filter.since {
            conditions.add(format!("coalesce(latest, {day}) >= ?"), [since.clone().into()]);
        }
        if let Some(until) = &filter.until {
            conditions.add(format!("{day} <= ?"), [until.clone().into()]);
        }
        let sql = format!(
            "SELECT event.key FROM event WHERE {} \
             ORDER BY coalesce(earliest, latest) IS NULL, coalesce(earliest, latest), event.key",
            conditions.clause()
        );
        self.keys(&sql, &conditions, page)?.into_iter().map(|key| self.event_row(key)).collect()
    }

    pub(super) fn event_row(&self, event: i64) -> Result<EventRow> {
        let sql = "SELECT report.id, report.outlet, report.published_on, report.title, \
            event.type, event.modes, event.contexts, event.cameo, event.intensity, event.status, \
            event.earliest, event.latest, event.time IS NOT NULL, event.historical, place.name, place.country, \
            source.name, source.country, source.sectors, \
            substr(report.text, trigger_start + 1, trigger_end - trigger_start), \
            substr(report.text, sentence.\"start\" + 1, sentence.\"end\" - sentence.\"start\"), telling.happening \
            FROM event JOIN report ON report.key = event.key / 1000000 \
            LEFT JOIN sentence ON sentence.report = report.key AND sentence.n = event.sentence \
            LEFT JOIN place ON place.key = event.place \
            LEFT JOIN statement ON statement.key = event.statement \
            LEFT JOIN entity AS source ON source.key = statement.source \
            LEFT JOIN telling ON telling.event = event.key WHERE event.key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([event])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let (earliest, latest): (Option<String>, Option<String>) = (row.get(10)?, row.get(11)?);
        let quantities = "SELECT event_quantity.role || ': ' || \
            substr(report.text, quantity.\"start\" + 1, quantity.\"end\" - quantity.\"start\") FROM event_quantity \
            JOIN quantity ON quantity.key = quantity JOIN report ON report.key = event / 1000000 \
            WHERE event = ?1 ORDER BY n";
        Ok(EventRow {
            id: key::shown(event, 'V'),
            origin: origin(row, 0)?,
            kind: known(&row.get::<_, String>(4)?)?,
            modes: row.get(5)?,
            contexts: row.get(6)?,
            cameo: row.get(7)?,
            intensity: row.get(8)?,
            status: known(&row.get::<_, String>(9)?)?,
            dated: earliest.is_some() || (latest.is_some() && row.get(12)?),
            earliest,
            latest,
            historical: row.get(13)?,
            actors: self.participants(event, "actor")?,
            recipients: self.participants(event, "recipient")?,
            place: row.get(14)?,
            country: row.get(15)?,
            quantities: self.texts(quantities, event)?,
            source: who(row, 16)?,
            trigger: row.get(19)?,
            sentence: row.get::<_, Option<String>>(20)?.unwrap_or_default(),
            happening: row.get::<_, Option<i64>>(21)?.map(|key| format!("H{key}")),
        })
    }

    fn participants(&self, event: i64, part: &str) -> Result<Vec<Who>> {
        let sql = format!(
            "SELECT name, country, sectors FROM event_participant JOIN entity ON entity.key = entity \
             WHERE event = ?1 AND part = '{part}' ORDER BY n"
        );
        self.entities(&sql, event)
    }
}
