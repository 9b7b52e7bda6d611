//! A record laid out in rows.

use ontology::QuantityRole;
use record::{Commitment, Entity, Event, Participant, Place, Quantity, Record, Statement, Time};
use rusqlite::types::ToSql;
use rusqlite::{Connection, params};
use text::{CodePoints, Span};

use crate::error::Result;
use crate::{key, names};

/// Everything a row needs besides the item.
struct Layout<'a> {
    db: &'a Connection,
    record: &'a Record,
    points: CodePoints,
    report: i64,
}

/// Writes the rows of a record whose report has its row already.
pub(crate) fn record(db: &Connection, report: i64, record: &Record) -> Result<()> {
    let layout = Layout { db, record, points: CodePoints::new(&record.report.text), report };
    layout.sentences()?;
    for (index, entity) in record.entities.iter().enumerate() {
        layout.entity(key::item(report, index), entity)?;
    }
    for (index, time) in record.times.iter().enumerate() {
        layout.time(key::item(report, index), time)?;
    }
    for (index, quantity) in record.quantities.iter().enumerate() {
        layout.quantity(key::item(report, index), quantity)?;
    }
    for (index, place) in record.places.iter().enumerate() {
        layout.place(key::item(report, index), place)?;
    }
    for (index, statement) in record.statements.iter().enumerate() {
        layout.statement(key::item(report, index), statement)?;
    }
    for (index, event) in record.events.iter().enumerate() {
        layout.event(key::item(report, index), event)?;
    }
    for (index, commitment) in record.commitments.iter().enumerate() {
        layout.commitment(key::item(report, index), commitment)?;
    }
    Ok(())
}

impl Layout<'_> {
    fn run(&self, sql: &str, values: &[&dyn ToSql]) -> Result<()> {
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    fn points(&self, span: Span) -> (u32, u32) {
        self.points.span_from_bytes(span).into()
    }

    fn maybe_points(&self, span: Option<Span>) -> (Option<u32>, Option<u32>) {
        span.map(|span| self.points(span)).unzip()
    }

    /// Number of the sentence, from 1, that holds the beginning of the span; 0 if none does.
    fn sentence_of(&self, span: Span) -> usize {
        self.record.sentences.partition_point(|sentence| sentence.start <= span.start)
    }

    fn sentences(&self) -> Result<()> {
        for (n, sentence) in (1_i64..).zip(&self.record.sentences) {
            let (start, end) = self.points(*sentence);
            self.run("INSERT INTO sentence VALUES (?1, ?2, ?3, ?4)", params![self.report, n, start, end])?;
        }
        Ok(())
    }

    fn entity(&self, key: i64, entity: &Entity) -> Result<()> {
        let sectors: Vec<&str> = entity.sectors.iter().map(|sector| sector.as_str()).collect();
        let (start, end) = entity.mentions.first().map_or((0, 0), |mention| self.points(mention.span));
        let country = entity.country.map(|country| country.to_string());
        self.run(
            "INSERT INTO entity VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![key, entity.name, entity.kind.as_str(), country, sectors.join(" "), entity.role, start, end],
        )?;
        for words in names::of(entity, &self.record.report.text) {
            let name = self.name(&words)?;
            self.run("INSERT OR IGNORE INTO entity_name VALUES (?1, ?2)", params![name, key])?;
        }
        Ok(())
    }

    /// The key of a name, which is made if it is new.
    fn name(&self, words: &str) -> Result<i64> {
        let mut found = self.db.prepare_cached("SELECT key FROM name WHERE words = ?1")?;
        if let Some(row) = found.query([words])?.next()? {
            return Ok(row.get(0)?);
        }
        self.run("INSERT INTO name (words) VALUES (?1)", params![words])?;
        let key = self.db.last_insert_rowid();
        self.run("INSERT INTO name_words (rowid, words) VALUES (?1, ?2)", params![key, words])?;
        Ok(key)
    }

    fn time(&self, key: i64, time: &Time) -> Result<()> {
        let (start, end) = self.points(time.span);
        let anchor = time.anchor.map(|id| key::item(self.report, id.index()));
        self.run(
            "INSERT INTO time VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                key,
                start,
                end,
                time.kind.as_str(),
                time.value,
                time.modifier.map(|modifier| modifier.as_str()),
                anchor,
                time.earliest.map(|date| date.to_string()),
                time.latest.map(|date| date.to_string()),
            ],
        )
    }

    fn quantity(&self, key: i64, quantity: &Quantity) -> Result<()> {
        let (start, end) = self.points(quantity.span);
        let modifier = quantity.modifier.map(|modifier| modifier.as_str());
        self.run(
            "INSERT INTO quantity VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![key, start, end, quantity.low, quantity.high, modifier, quantity.unit, quantity.of],
        )
    }

    fn place(&self, key: i64, place: &Place) -> Result<()> {
        let (start, end) = self.points(place.span);
        self.run(
            "INSERT INTO place VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                key,
                start,
                end,
                place.name,
                place.country.map(|country| country.to_string()),
                place.latitude,
                place.longitude,
                place.feature,
                place.geonames,
            ],
        )
    }

    fn statement(&self, key: i64, statement: &Statement) -> Result<()> {
        let source = statement.source.and_then(|source| source.entity);
        let (source_start, source_end) = self.maybe_points(statement.source.and_then(|source| source.span));
        let (cue_start, cue_end) = self.maybe_points(statement.cue);
        let (medium_start, medium_end) = self.maybe_points(statement.medium);
        let first = statement.content.first().copied().unwrap_or_default();
        self.run(
            "INSERT INTO statement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                key,
                self.sentence_of(first),
                source.map(|id| key::item(self.report, id.index())),
                source_start,
                source_end,
                cue_start,
                cue_end,
                statement.kind.as_str(),
                statement.act.as_str(),
                statement.negated,
                statement.within.map(|id| key::item(self.report, id.index())),
                medium_start,
                medium_end,
                statement.time.map(|id| key::item(self.report, id.index())),
            ],
        )?;
        self.spans("INSERT INTO statement_content VALUES (?1, ?2, ?3, ?4)", key, &statement.content)?;
        let addressees = "INSERT INTO statement_addressee VALUES (?1, ?2, ?3, ?4, ?5)";
        self.participants(addressees, key, &statement.addressees)?;
        let words = self.statement_words(statement);
        self.run("INSERT INTO statement_words (rowid, words) VALUES (?1, ?2)", params![key, words])
    }

    /// What a statement is found by: source, cue and content.
    fn statement_words(&self, statement: &Statement) -> String {
        let text = &self.record.report.text;
        let source = statement.source.and_then(|source| source.entity).and_then(|id| self.record.entity(id));
        let mut words: Vec<&str> = source.map(|source| source.name.as_str()).into_iter().collect();
        words.extend(statement.cue.map(|cue| cue.of(text)));
        words.extend(statement.content.iter().map(|span| span.of(text)));
        words.join("\n")
    }

    fn event(&self, key: i64, event: &Event) -> Result<()> {
        let (start, end) = self.points(event.trigger);
        let modes: Vec<&str> = event.modes.iter().map(|mode| mode.as_str()).collect();
        let contexts: Vec<&str> = event.contexts.iter().map(|context| context.as_str()).collect();
        let sentence = self.sentence_of(event.trigger);
        self.run(
            "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            params![
                key,
                sentence,
                start,
                end,
                event.kind.as_str(),
                modes.join(" "),
                contexts.join(" "),
                event.cameo,
                event.intensity_tenths.map(|tenths| f64::from(tenths) / 10.0),
                event.status.as_str(),
                event.earliest.map(|date| date.to_string()),
                event.latest.map(|date| date.to_string()),
                event.time.map(|id| key::item(self.report, id.index())),
                event.place.map(|id| key::item(self.report, id.index())),
                event.statement.map(|id| key::item(self.report, id.index())),
                event.historical,
                event.confidence_thousandths.map(|thousandths| f64::from(thousandths) / 1000.0),
            ],
        )?;
        self.participants("INSERT INTO event_participant VALUES (?1, 'actor', ?2, ?3, ?4, ?5)", key, &event.actors)?;
        let recipients = "INSERT INTO event_participant VALUES (?1, 'recipient', ?2, ?3, ?4, ?5)";
        self.participants(recipients, key, &event.recipients)?;
        for (n, part) in (1_i64..).zip(&event.quantities) {
            let quantity = key::item(self.report, part.quantity.index());
            let role: QuantityRole = part.role;
            self.run("INSERT INTO event_quantity VALUES (?1, ?2, ?3, ?4)", params![key, n, quantity, role.as_str()])?;
        }
        self.spans("INSERT INTO event_mention VALUES (?1, ?2, ?3, ?4)", key, &event.mentions)?;
        let words = self.event_words(event, sentence);
        self.run("INSERT INTO event_words (rowid, words) VALUES (?1, ?2)", params![key, words])
    }

    /// What an event is found by: its sentence and its participants, whom the sentence may only call "they".
    fn event_words(&self, event: &Event, sentence: usize) -> String {
        let sentence = sentence.checked_sub(1).and_then(|index| self.record.sentences.get(index));
        let mut words: Vec<&str> = sentence.map(|span| span.of(&self.record.report.text)).into_iter().collect();
        let participants = event.actors.iter().chain(&event.recipients);
        let entities = participants.filter_map(|who| who.entity).filter_map(|id| self.record.entity(id));
        words.extend(entities.map(|entity| entity.name.as_str()));
        words.join("\n")
    }

    fn commitment(&self, key: i64, commitment: &Commitment) -> Result<()> {
        let (obligor_start, obligor_end) = self.maybe_points(commitment.obligor.span);
        let (action_start, action_end) = self.points(commitment.action);
        let (object_start, object_end) = self.maybe_points(commitment.object);
        self.run(
            "INSERT INTO commitment VALUES \
             (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
            params![
                key,
                self.sentence_of(commitment.action),
                commitment.obligor.entity.map(|id| key::item(self.report, id.index())),
                obligor_start,
                obligor_end,
                action_start,
                action_end,
                commitment.kind.map(|kind| kind.as_str()),
                object_start,
                object_end,
                commitment.quantity.map(|id| key::item(self.report, id.index())),
                commitment.place.map(|id| key::item(self.report, id.index())),
                commitment.start.map(|date| date.to_string()),
                commitment.due.map(|date| date.to_string()),
                commitment.duration,
                commitment.time.map(|id| key::item(self.report, id.index())),
                commitment.negated,
                commitment.basis.as_str(),
                commitment.status.as_str(),
                commitment.statement.map(|id| key::item(self.report, id.index())),
            ],
        )?;
        let counterparties = "INSERT INTO commitment_counterparty VALUES (?1, ?2, ?3, ?4, ?5)";
        self.participants(counterparties, key, &commitment.counterparties)?;
        self.spans("INSERT INTO commitment_condition VALUES (?1, ?2, ?3, ?4)", key, &commitment.conditions)?;
        for (n, step) in (1_i64..).zip(&commitment.progress) {
            let event = step.event.map(|id| key::item(self.report, id.index()));
            let quantity = step.quantity.map(|id| key::item(self.report, id.index()));
            let statement = step.statement.map(|id| key::item(self.report, id.index()));
            let values = params![key, n, event, quantity, statement];
            self.run("INSERT INTO commitment_progress VALUES (?1, ?2, ?3, ?4, ?5)", values)?;
        }
        Ok(())
    }

    fn spans(&self, sql: &str, of: i64, spans: &[Span]) -> Result<()> {
        for (n, span) in (1_i64..).zip(spans) {
            let (start, end) = self.points(*span);
            self.run(sql, params![of, n, start, end])?;
        }
        Ok(())
    }

    fn participants(&self, sql: &str, of: i64, participants: &[Participant]) -> Result<()> {
        for (n, participant) in (1_i64..).zip(participants) {
            let entity = participant.entity.map(|id| key::item(self.report, id.index()));
            let (start, end) = self.maybe_points(participant.span);
            self.run(sql, params![of, n, entity, start, end])?;
        }
        Ok(())
    }
}
