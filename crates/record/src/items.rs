//! The parts of a record. The meaning of every field is told in the codebook, sections 1 to 8.

use jiff::civil::Date;
use ontology::{
    Act, Basis, CommitmentStatus, Context, Country, EntityKind, EventType, Form, Mode, Modifier, QuantityRole, Sector,
    StatementKind, Status, TimeType,
};
use serde::Serialize;
use text::Span;

use crate::{CommitmentId, EntityId, EventId, Evidence, PlaceId, QuantityId, StatementId, TimeId};

/// A report: text that never changes, and what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Report {
    pub id: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    /// ISO 8601 date or date-time, as published; [`Report::published_on`] gives the day.
    pub published: Option<String>,
    /// BCP 47.
    pub language: String,
    /// The title, if there is one, is the first line.
    pub text: String,
}

impl Report {
    /// The day of publication. A month or a year alone gives none: nothing is resolved against a guess.
    #[must_use]
    pub fn published_on(&self) -> Option<Date> {
        let published = self.published.as_deref()?;
        published.get(..10)?.parse().ok()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    pub report: Report,
    pub sentences: Vec<Span>,
    pub entities: Vec<Entity>,
    pub times: Vec<Time>,
    pub quantities: Vec<Quantity>,
    pub places: Vec<Place>,
    pub statements: Vec<Statement>,
    pub events: Vec<Event>,
    pub commitments: Vec<Commitment>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    pub span: Span,
    pub form: Form,
    /// The head word of the mention, for finding the entity of a token. Not published.
    #[serde(skip)]
    pub head: Span,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    pub id: EntityId,
    pub name: String,
    pub kind: EntityKind,
    pub country: Option<Country>,
    pub sectors: Vec<Sector>,
    pub role: Option<String>,
    pub mentions: Vec<Mention>,
    #[serde(skip)]
    pub evidence: Evidence,
}

/// An entity in a clause. `span` is `None` when it is only implied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Participant {
    pub entity: Option<EntityId>,
    pub span: Option<Span>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Time {
    pub id: TimeId,
    pub span: Span,
    #[serde(rename = "type")]
    pub kind: TimeType,
    /// TIMEX3 value.
    pub value: String,
    #[serde(rename = "mod")]
    pub modifier: Option<Modifier>,
    pub anchor: Option<TimeId>,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    #[serde(skip)]
    pub evidence: Evidence,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quantity {
    pub id: QuantityId,
    pub span: Span,
    /// `None`: no lower bound. Never NaN or infinite.
    pub low: Option<f64>,
    pub high: Option<f64>,
    #[serde(rename = "mod")]
    pub modifier: Option<Modifier>,
    pub unit: Option<String>,
    /// The counted noun phrase.
    pub of: Option<String>,
    #[serde(skip)]
    pub evidence: Evidence,
}

// Bounds are never NaN (see the field), so equality is total.
impl Eq for Quantity {}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    pub id: PlaceId,
    pub span: Span,
    pub name: String,
    pub country: Option<Country>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// GeoNames feature code: `PPLC`, `ADM1`, …
    pub feature: Option<String>,
    pub geonames: Option<u32>,
    #[serde(skip)]
    pub evidence: Evidence,
}

// Coordinates come from the gazetteer and are never NaN.
impl Eq for Place {}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    pub id: StatementId,
    pub source: Option<Participant>,
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    pub kind: StatementKind,
    pub act: Act,
    pub negated: bool,
    pub within: Option<StatementId>,
    pub addressees: Vec<Participant>,
    pub medium: Option<Span>,
    pub time: Option<TimeId>,
    #[serde(skip)]
    pub evidence: Evidence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EventQuantity {
    pub quantity: QuantityId,
    pub role: QuantityRole,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    pub id: EventId,
    pub trigger: Span,
    #[serde(rename = "type")]
    pub kind: EventType,
    pub modes: Vec<Mode>,
    pub contexts: Vec<Context>,
    /// CAMEO code, two to four digits.
    pub cameo: Option<String>,
    /// PLOVER's conflict–cooperation score in tenths, so that equality is exact; published as a number.
    #[serde(rename = "intensity", serialize_with = "crate::publish::tenths")]
    pub intensity_tenths: Option<i16>,
    pub actors: Vec<Participant>,
    pub recipients: Vec<Participant>,
    pub status: Status,
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    pub time: Option<TimeId>,
    pub place: Option<PlaceId>,
    pub quantities: Vec<EventQuantity>,
    pub statement: Option<StatementId>,
    pub historical: bool,
    /// In thousandths; published as a number from 0 to 1.
    #[serde(rename = "confidence", serialize_with = "crate::publish::thousandths")]
    pub confidence_thousandths: Option<u16>,
    pub mentions: Vec<Span>,
    #[serde(skip)]
    pub evidence: Evidence,
}

/// A step towards a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    pub event: Option<EventId>,
    pub quantity: Option<QuantityId>,
    pub statement: Option<StatementId>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commitment {
    pub id: CommitmentId,
    pub obligor: Participant,
    pub counterparties: Vec<Participant>,
    pub action: Span,
    #[serde(rename = "type")]
    pub kind: Option<EventType>,
    pub object: Option<Span>,
    pub quantity: Option<QuantityId>,
    pub place: Option<PlaceId>,
    pub start: Option<Date>,
    pub due: Option<Date>,
    /// ISO 8601 duration.
    pub duration: Option<String>,
    pub time: Option<TimeId>,
    pub conditions: Vec<Span>,
    pub negated: bool,
    pub basis: Basis,
    pub status: CommitmentStatus,
    pub progress: Vec<Progress>,
    pub statement: Option<StatementId>,
    pub mentions: Vec<Span>,
    #[serde(skip)]
    pub evidence: Evidence,
}

impl Record {
    #[must_use]
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.index())
    }

    #[must_use]
    pub fn statement(&self, id: StatementId) -> Option<&Statement> {
        self.statements.get(id.index())
    }
}
