//! Happenings, and the timeline: what happened, in the order in which it did.

use ontology::{EventType, Status};
use rusqlite::types::Value;
use story::Party;

use super::event::at_place;
use super::{Actor, Conditions, EventRow, Page, Who, known};
use crate::error::Result;
use crate::{Reader, shelf};

/// Which happenings; what is `None` or empty does not matter. What nobody says is or will be so is left out.
#[derive(Debug, Clone, Default)]
pub struct TimelineFilter {
    /// Words of a telling's sentence, or names of its participants.
    pub words: Option<String>,
    /// Each of them takes part, on whatever side.
    pub actors: Vec<Actor>,
    pub place: Option<String>,
    /// Steps towards this undertaking.
    pub undertaking: Option<i64>,
    /// Days, ISO 8601: what may lie between them.
    pub since: Option<String>,
    pub until: Option<String>,
}

/// A happening as its tellings together have it.
#[derive(Debug, Clone, PartialEq)]
pub struct HappeningRow {
    /// "H17".
    pub id: String,
    pub kind: Option<EventType>,
    pub status: Status,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    /// Whether a text says when; otherwise only days of publication bound it.
    pub dated: bool,
    /// "day", "month", "before" and so on.
    pub precision: String,
    pub place: Option<String>,
    pub country: Option<String>,
    pub actors: Vec<Who>,
    pub recipients: Vec<Who>,
    pub n_tellings: usize,
    /// Tellings in different words: copies count once.
    pub n_editions: usize,
    pub n_outlets: usize,
    pub n_disagreements: usize,
    /// The telling that stands for it: the first.
    pub lead: EventRow,
}

pub(super) fn party(party: &Party) -> Who {
    Who { name: party.name.clone(), country: party.country, sectors: party.sectors.clone() }
}

/// In the order of `story::When::order`.
const BY_TIME: &str = "coalesce(earliest, latest) IS NULL, coalesce(earliest, latest), \
    CASE precision WHEN 'day' THEN 0 WHEN 'days' THEN 1 WHEN 'month' THEN 2 WHEN 'year' THEN 3 WHEN 'years' THEN 4 \
    WHEN 'before' THEN 5 WHEN 'after' THEN 6 ELSE 7 END, latest, key";

impl Reader {
    /// Happenings in the order of their time.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn timeline(&self, filter: &TimelineFilter, page: Page) -> Result<Vec<HappeningRow>> {
        let mut conditions = Conditions::default();
        conditions.add("status <> 'hypothetical'", []);
        let mut told = Conditions::default();
        told.words(filter.words.as_deref(), "event", "event_words");
        if let Some(place) = &filter.place {
            told.add("event IN (SELECT event.key FROM event WHERE ", []);
            let mut at = Conditions::default();
            at_place(&mut at, "event.place", place);
            let last = told.sql.pop().unwrap_or_default();
            told.add(format!("{last}{})", at.clause()), at.values);
        }
        if !told.sql.is_empty() {
            conditions.add(format!("key IN (SELECT happening FROM telling WHERE {})", told.clause()), told.values);
        }
        for actor in &filter.actors {
            let sql = format!(
                "key IN (SELECT happening FROM event_participant JOIN telling ON telling.event = event_participant.event \
                 WHERE entity IN ({}))",
                actor.sql
            );
            conditions.add(sql, actor.values.iter().cloned());
        }
        if let Some(undertaking) = filter.undertaking {
            let sql = "key IN (SELECT step.happening FROM telling JOIN commitment_progress ON \
                commitment_progress.commitment = telling.commitment \
                JOIN telling AS step ON step.event = commitment_progress.event WHERE telling.undertaking = ?)";
            conditions.add(sql, [Value::from(undertaking)]);
        }
        if let Some(since) = &filter.since {
            conditions.add("latest >= ?", [since.clone().into()]);
        }
        if let Some(until) = &filter.until {
            conditions.add("coalesce(earliest, latest) <= ?", [until.clone().into()]);
        }
        let sql = format!("SELECT key FROM happening WHERE {} ORDER BY {BY_TIME}", conditions.clause());
        self.keys(&sql, &conditions, page)?.into_iter().map(|key| self.happening_row(key)).collect()
    }

    pub(super) fn happening_row(&self, happening: i64) -> Result<HappeningRow> {
        let tellings = self.tellings_of("happening", happening)?;
        let drawn = story::happening(&tellings);
        let sql = "SELECT type, status, earliest, latest, stated, precision, place, country, tellings, editions, outlets, \
            (SELECT count(*) FROM disagreement WHERE disagreement.happening = happening.key) \
            FROM happening WHERE key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([happening])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let events = self.items_of("happening", happening)?;
        let lead = events.first().copied().ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        Ok(HappeningRow {
            id: format!("H{happening}"),
            kind: row.get::<_, Option<String>>(0)?.as_deref().map(known).transpose()?,
            status: known(&row.get::<_, String>(1)?)?,
            earliest: row.get(2)?,
            latest: row.get(3)?,
            dated: row.get(4)?,
            precision: row.get(5)?,
            place: row.get(6)?,
            country: row.get(7)?,
            actors: drawn.iter().flat_map(|drawn| &drawn.by).map(party).collect(),
            recipients: drawn.iter().flat_map(|drawn| &drawn.to).map(party).collect(),
            n_tellings: row.get(8)?,
            n_editions: row.get(9)?,
            n_outlets: row.get(10)?,
            n_disagreements: row.get(11)?,
            lead: self.event_row(lead)?,
        })
    }

    /// The tellings of a group in the order of `story::Telling::order`. `group` is a column of `telling`.
    pub(super) fn tellings_of(&self, group: &str, key: i64) -> Result<Vec<story::Telling>> {
        let mut tellings = self.keyed_tellings_of(group, key)?;
        Ok(tellings.drain(..).map(|(_, telling)| telling).collect())
    }

    /// The events or commitments that a group's tellings are, in the same order.
    pub(super) fn items_of(&self, group: &str, key: i64) -> Result<Vec<i64>> {
        Ok(self.keyed_tellings_of(group, key)?.into_iter().map(|(item, _)| item).collect())
    }

    fn keyed_tellings_of(&self, group: &str, key: i64) -> Result<Vec<(i64, story::Telling)>> {
        let sql = format!(
            "SELECT coalesce(telling.event, telling.commitment), telling.data, first.id FROM telling \
             JOIN edition ON edition.report = telling.report JOIN report AS first ON first.key = edition.first \
             WHERE telling.{group} = ?1"
        );
        let mut found = self.db.prepare_cached(&sql)?;
        let mut rows = found.query([key])?;
        let mut tellings = Vec::new();
        while let Some(row) = rows.next()? {
            let data: Vec<u8> = row.get(1)?;
            tellings.push((row.get(0)?, shelf::unpacked(&data, row.get(2)?)?));
        }
        tellings.sort_by(|one: &(i64, story::Telling), other| one.1.order().cmp(&other.1.order()));
        Ok(tellings)
    }
}
