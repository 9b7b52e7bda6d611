//! From a record to its tellings.

use lexicon::{Data, DataError};
use ontology::{EntityKind, Form, Status};
use record::{Commitment, Date, Event, EventQuantity, Participant, PlaceId, Progress, QuantityId, Record, StatementId};
use text::Span;

use crate::account::{self, Reference};
use crate::telling::{Figure, Matter, Party, Setting, Spot, Step, Telling, Terms, When};
use crate::words::{Word, Words};

/// Participants that are kept of one side.
const MOST_PARTIES: usize = 8;
/// Figures that are kept of one telling.
const MOST_FIGURES: usize = 8;
/// Statements that are followed outwards.
const DEEPEST: usize = 4;
/// Bytes before and after a number in which words make it a running total.
const AROUND: usize = 60;
/// Bytes of a name that are kept.
const LONGEST_NAME: usize = 120;

/// Makes tellings. Load once, use for every record.
pub struct Teller {
    words: Words,
}

impl Teller {
    /// Reads `data/story/`.
    ///
    /// # Errors
    /// A file that is missing or wrong; the error names it and the line.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self { words: Words::load(data)? })
    }

    /// The tellings of a record: its events in order, then its commitments.
    #[must_use]
    pub fn tell(&self, record: &Record) -> Vec<Telling> {
        let reading = Reading { words: &self.words, record, published: record.report.published_on() };
        let events = (0..).zip(&record.events).map(|(item, event)| reading.event(item, event));
        let mut tellings: Vec<Telling> = events.collect();
        let references: Vec<Reference> = tellings.iter().map(|telling| reading.reference(telling)).collect();
        account::find(&mut tellings, &references);
        let commitments = (0..).zip(&record.commitments);
        tellings.extend(commitments.map(|(item, commitment)| reading.commitment(item, commitment)));
        tellings
    }
}

struct Reading<'a> {
    words: &'a Words,
    record: &'a Record,
    published: Option<Date>,
}

impl Reading<'_> {
    fn event(&self, item: u32, event: &Event) -> Telling {
        let when = When { earliest: event.earliest, latest: event.latest, stated: event.time.is_some() };
        let matter = Matter::Event { status: event.status, historical: event.historical };
        let mut telling = self.plain(item, event.trigger, matter);
        telling.action = Some(event.kind);
        telling.modes.clone_from(&event.modes);
        telling.by = self.parties(&event.actors, telling.sentence);
        telling.to = self.parties(&event.recipients, telling.sentence);
        telling.when = self.possible(ordered(when), event.status);
        telling.place = self.spot(event.place);
        telling.figures = self.figures(&event.quantities, telling.sentence);
        self.finish(telling, event.statement)
    }

    fn commitment(&self, item: u32, commitment: &Commitment) -> Telling {
        let sentence = self.sentence(commitment.action);
        let stated = commitment.start.is_some() || commitment.due.is_some();
        let when = When { earliest: commitment.start, latest: commitment.due, stated };
        let object = commitment.object.map(|object| self.words.of(self.text(object))).unwrap_or_default();
        let terms = Terms {
            object,
            start: commitment.start,
            due: commitment.due,
            duration: commitment.duration.clone(),
            quantity: commitment.quantity.and_then(|id| self.figure(id, None)),
            negated: commitment.negated,
            conditions: commitment.conditions.clone(),
            basis: commitment.basis,
            status: commitment.status,
            progress: commitment.progress.iter().map(|progress| self.step(commitment, progress)).collect(),
            revises: self.words.is_revising(self.text(sentence)),
        };
        let mut telling = self.plain(item, commitment.action, Matter::Commitment(Box::new(terms)));
        telling.action = commitment.kind;
        telling.by = self.parties(std::slice::from_ref(&commitment.obligor), sentence);
        telling.to = self.parties(&commitment.counterparties, sentence);
        telling.when = ordered(when);
        telling.place = self.spot(commitment.place);
        self.finish(telling, commitment.statement)
    }

    /// What was done was done by the day of the report: "agreed to leave by May" is no event of May.
    fn possible(&self, when: When, status: Status) -> When {
        let Some(day) = self.published.filter(|_| matches!(status, Status::Actual | Status::Negated)) else {
            return when;
        };
        if when.earliest.is_some_and(|earliest| earliest > day) {
            return When { earliest: None, latest: Some(day), stated: false };
        }
        When { latest: when.latest.map(|latest| latest.min(day)), ..when }
    }

    fn reference(&self, telling: &Telling) -> Reference {
        let sentence = self.record.sentences.partition_point(|sentence| sentence.start <= telling.span.start);
        let text = self.text(telling.sentence);
        let back = telling.action.is_some_and(|kind| self.words.refers_back(text, kind));
        let title = sentence <= 1 && self.record.report.title.is_some();
        Reference { sentence, title, back, other: self.words.names_another(text) }
    }

    /// A telling with what needs only its trigger.
    fn plain(&self, item: u32, trigger: Span, matter: Matter) -> Telling {
        let report = &self.record.report;
        Telling {
            report: report.id.clone(),
            item,
            edition: report.id.clone(),
            outlet: report.outlet.clone(),
            published: self.published,
            action: None,
            modes: Vec::new(),
            trigger: self.words.main(self.text(trigger)),
            span: trigger,
            sentence: self.sentence(trigger),
            by: Vec::new(),
            to: Vec::new(),
            when: When { earliest: None, latest: None, stated: false },
            place: None,
            figures: Vec::new(),
            words: Vec::new(),
            sources: Vec::new(),
            act: None,
            setting: Setting::default(),
            matter,
        }
    }

    /// Fills in who says it, and the words that are not told elsewhere in the telling.
    fn finish(&self, mut telling: Telling, statement: Option<StatementId>) -> Telling {
        let mut next = statement;
        for depth in 0..DEEPEST {
            let Some(statement) = next.and_then(|id| self.record.statement(id)) else { break };
            if depth == 0 {
                telling.act = Some(statement.act);
            }
            telling.sources.extend(statement.source.as_ref().map(|source| self.party(source)));
            next = statement.within;
        }
        // A description ("the American embassy") is content; a name is told by the participant.
        let parties = telling.by.iter().chain(&telling.to).chain(&telling.sources).filter(|party| party.named);
        let mut told: Vec<String> = parties.flat_map(|party| party.key.iter().cloned()).collect();
        if let Some(place) = &telling.place {
            told.extend(self.words.stems(&place.name));
        }
        told.push(telling.trigger.clone());
        let new = |word: &Word| !told.contains(&word.0);
        telling.words = self.words.of(self.text(telling.sentence)).into_iter().filter(new).collect();
        telling
    }

    fn parties(&self, participants: &[Participant], sentence: Span) -> Vec<Party> {
        let told = |participant: &Participant| participant.span.is_some_and(|span| sentence.contains(span));
        participants
            .iter()
            .take(MOST_PARTIES)
            .map(|participant| Party { told: told(participant), ..self.party(participant) })
            .collect()
    }

    fn party(&self, participant: &Participant) -> Party {
        if let Some(entity) = participant.entity.and_then(|id| self.record.entity(id)) {
            let is_name = |mention: &record::Mention| mention.form == Form::Name;
            let named = entity.kind == EntityKind::Country || entity.mentions.iter().any(is_name);
            return Party {
                name: shortened(&entity.name),
                key: if named { self.words.name(&entity.name) } else { self.words.description(&entity.name) },
                named,
                told: true,
                kind: entity.kind,
                country: entity.country,
                sectors: entity.sectors.clone(),
            };
        }
        let name = participant.span.map_or("", |span| self.text(span));
        let key = self.words.description(name);
        Party {
            name: shortened(name),
            key,
            named: false,
            told: true,
            kind: EntityKind::Group,
            country: None,
            sectors: Vec::new(),
        }
    }

    fn spot(&self, place: Option<PlaceId>) -> Option<Spot> {
        let place = self.record.places.get(place?.index())?;
        Some(Spot {
            name: shortened(&place.name),
            country: place.country,
            geonames: place.geonames,
            latitude: place.latitude,
            longitude: place.longitude,
            feature: place.feature.clone(),
        })
    }

    /// The numbers with a role in the event, then the others of its sentence.
    fn figures(&self, roles: &[EventQuantity], sentence: Span) -> Vec<Figure> {
        let own = roles.iter().filter_map(|found| self.figure(found.quantity, Some(found.role)));
        let has_role = |id: usize| roles.iter().any(|found| found.quantity.index() == id);
        // Quantities stand in the order of the text.
        let from = self.record.quantities.partition_point(|quantity| quantity.span.start < sentence.start);
        let others = (from..self.record.quantities.len())
            .take_while(|&at| self.record.quantities.get(at).is_some_and(|found| found.span.start < sentence.end))
            .filter(|&at| !has_role(at))
            .filter_map(|at| self.figure(QuantityId::new(at), None));
        own.chain(others).take(MOST_FIGURES).collect()
    }

    fn figure(&self, id: QuantityId, role: Option<ontology::QuantityRole>) -> Option<Figure> {
        let quantity = self.record.quantities.get(id.index())?;
        let counted = quantity.of.as_deref();
        Some(Figure {
            role,
            low: quantity.low,
            high: quantity.high,
            modifier: quantity.modifier,
            unit: quantity.unit.clone(),
            of: counted.and_then(|of| self.words.counted(of)),
            narrowed: self.narrowed(quantity.span, counted),
            running: self.words.is_running(self.around(quantity.span)),
            span: quantity.span,
        })
    }

    /// The words between a number and what it counts: "40 *Shiite* pilgrims".
    fn narrowed(&self, number: Span, counted: Option<&str>) -> Vec<String> {
        let Some(head) = counted.and_then(|of| of.split_whitespace().last()) else { return Vec::new() };
        let text = &self.record.report.text;
        let after = text.get(number.end as usize..).unwrap_or("");
        let after = after.get(..floor(after, AROUND)).unwrap_or("");
        let between = after.find(head).and_then(|at| after.get(..at)).unwrap_or("");
        if between.contains(['.', ',', ';']) {
            return Vec::new();
        }
        let mut narrowed: Vec<String> = self.words.stems(between).collect();
        narrowed.sort();
        narrowed.dedup();
        narrowed
    }

    fn step(&self, commitment: &Commitment, progress: &Progress) -> Step {
        let event = progress.event.and_then(|id| self.record.events.get(id.index()));
        let figure = progress.quantity.and_then(|id| self.figure(id, None));
        let source = progress.statement.and_then(|id| self.record.statement(id)).and_then(|found| found.source);
        let when = event.map_or(When { earliest: None, latest: self.published, stated: false }, |event| {
            ordered(When { earliest: event.earliest, latest: event.latest, stated: event.time.is_some() })
        });
        let figure_span = figure.as_ref().map(|figure| figure.span);
        let span = event.map(|event| event.trigger).or(figure_span).unwrap_or(commitment.action);
        Step {
            event: progress.event.map(|id| id.0),
            figure,
            source: source.map(|source| self.party(&source)),
            when,
            span,
        }
    }

    /// The sentence that holds the beginning of a span; the span itself where there is none.
    fn sentence(&self, of: Span) -> Span {
        let sentences = &self.record.sentences;
        let after = sentences.partition_point(|sentence| sentence.start <= of.start);
        let found = after.checked_sub(1).and_then(|at| sentences.get(at));
        found.copied().filter(|sentence| sentence.end > of.start).unwrap_or(of)
    }

    fn text(&self, span: Span) -> &str {
        span.of(&self.record.report.text)
    }

    /// The part of the sentence around a number.
    fn around(&self, number: Span) -> &str {
        let text = &self.record.report.text;
        let sentence = self.sentence(number);
        let start = floor(text, (number.start as usize).saturating_sub(AROUND)).max(sentence.start as usize);
        let end = floor(text, number.end as usize + AROUND).min(sentence.end as usize);
        text.get(start..end).unwrap_or("")
    }
}

/// The last boundary of a character at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

fn shortened(name: &str) -> String {
    name.get(..floor(name, LONGEST_NAME)).unwrap_or("").to_owned()
}

/// An interval whose end is before its beginning says nothing about its beginning.
fn ordered(when: When) -> When {
    match (when.earliest, when.latest) {
        (Some(earliest), Some(latest)) if latest < earliest => When { earliest: None, ..when },
        _ => when,
    }
}
