//! The parts of a published record that scoring reads. Identifiers are kept as written; spans count code points.

use serde::Deserialize;

/// `[start, end)` in code points of the report's text.
pub type Span = (usize, usize);

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct GoldRecord {
    pub report: Report,
    #[serde(default)]
    pub sentences: Vec<Span>,
    #[serde(default)]
    pub entities: Vec<Entity>,
    #[serde(default)]
    pub times: Vec<Time>,
    #[serde(default)]
    pub quantities: Vec<Quantity>,
    #[serde(default)]
    pub statements: Vec<Statement>,
    #[serde(default)]
    pub events: Vec<Event>,
    #[serde(default)]
    pub commitments: Vec<Commitment>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Report {
    pub id: String,
    pub text: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Entity {
    pub id: String,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub sectors: Vec<String>,
    #[serde(default)]
    pub mentions: Vec<Mention>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Mention {
    pub span: Span,
    /// "name", "nominal" or "pronoun".
    #[serde(default)]
    pub form: String,
}

/// An entity in a clause: `entity` is `None` for somebody unnamed, `span` is `None` when implied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Participant {
    #[serde(default)]
    pub entity: Option<String>,
    #[serde(default)]
    pub span: Option<Span>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Time {
    pub span: Span,
    #[serde(rename = "type")]
    pub kind: String,
    pub value: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Quantity {
    pub span: Span,
    #[serde(default)]
    pub low: Option<f64>,
    #[serde(default)]
    pub high: Option<f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Statement {
    pub id: String,
    #[serde(default)]
    pub source: Option<Participant>,
    #[serde(default)]
    pub content: Vec<Span>,
    #[serde(default)]
    pub act: String,
    #[serde(default)]
    pub negated: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Event {
    pub trigger: Span,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub modes: Vec<String>,
    #[serde(default)]
    pub actors: Vec<Participant>,
    #[serde(default)]
    pub recipients: Vec<Participant>,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub earliest: Option<String>,
    #[serde(default)]
    pub latest: Option<String>,
    /// The statement that tells the event; `None` is the outlet's own voice.
    #[serde(default)]
    pub statement: Option<String>,
    #[serde(default)]
    pub mentions: Vec<Span>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Commitment {
    #[serde(default)]
    pub obligor: Participant,
    pub action: Span,
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    #[serde(default)]
    pub start: Option<String>,
    #[serde(default)]
    pub due: Option<String>,
    #[serde(default)]
    pub duration: Option<String>,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub mentions: Vec<Span>,
}
