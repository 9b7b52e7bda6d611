//! What one report tells of one happening or undertaking, in a form that is compared without the report at hand.

use ontology::{
    Act, Basis, CommitmentStatus, Country, EntityKind, EventType, Mode, Modifier, QuantityRole, Sector, Status,
};
use record::Date;
use serde::{Deserialize, Serialize};
use text::Span;

use crate::Word;

/// One telling: one event or one commitment of one report.
///
/// Words are kept as stems (lower case, endings cut off), because they are only ever compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Id of the report.
    pub report: String,
    /// Index in `Record::events` or `Record::commitments`, by [`Telling::kind`].
    pub item: u32,
    /// Id of the first report with the same words; the report's own id where no such report is known.
    /// Tellings of one edition are one telling told several times.
    pub edition: String,
    pub outlet: Option<String>,
    pub published: Option<Date>,
    pub action: Option<EventType>,
    pub modes: Vec<Mode>,
    /// Stem of the trigger's main word.
    pub trigger: String,
    /// The trigger, in bytes of the report's text.
    pub span: Span,
    /// The sentence of the trigger, in bytes of the report's text.
    pub sentence: Span,
    /// Actors of an event; obligor of a commitment.
    pub by: Vec<Party>,
    /// Recipients of an event; counterparties of a commitment.
    pub to: Vec<Party>,
    pub when: When,
    pub place: Option<Spot>,
    pub figures: Vec<Figure>,
    /// The content words of the sentence, without those of trigger, participants and place; sorted, no doubles.
    pub words: Vec<Word>,
    /// On whose word, innermost first; empty in the outlet's own voice.
    pub sources: Vec<Party>,
    /// What the innermost source does by saying it.
    pub act: Option<Act>,
    /// What other events of the same account say.
    #[serde(default)]
    pub setting: Setting,
    pub matter: Matter,
}

/// What the events of a report that are one happening say together; empty for an event by itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Setting {
    /// [`Telling::item`] of the first event of the account.
    pub account: Option<u32>,
    pub when: Option<When>,
    pub place: Option<Spot>,
    pub words: Vec<Word>,
    pub triggers: Vec<String>,
    pub by: Vec<Party>,
    pub to: Vec<Party>,
    pub figures: Vec<Figure>,
}

/// A telling is of something that happens or of something undertaken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Happening,
    Undertaking,
}

/// What only an event or only a commitment has.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    Event { status: Status, historical: bool },
    Commitment(Box<Terms>),
}

/// A participant, normalized for comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// As the report has it, for showing.
    pub name: String,
    /// Stems of the words of the name without titles and articles, in order. Empty if nothing tells it apart.
    pub key: Vec<String>,
    /// Whether the report names it: a proper name, not a description.
    pub named: bool,
    /// Whether the sentence of the telling mentions it; otherwise it is only implied by the report.
    pub told: bool,
    pub kind: EntityKind,
    pub country: Option<Country>,
    pub sectors: Vec<Sector>,
}

/// The days in which something happens or is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    pub earliest: Option<Date>,
    pub latest: Option<Date>,
    /// Whether the text gives the time; otherwise it is only bounded by the report's day.
    pub stated: bool,
}

/// How closely a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    Day,
    /// Up to a fortnight.
    Days,
    /// Up to a month.
    Month,
    /// Up to a year.
    Year,
    /// More than a year.
    Years,
    /// Only the last possible day is known.
    Before,
    /// Only the first possible day is known.
    After,
    Unknown,
}

/// A place, as far as it is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    pub name: String,
    pub country: Option<Country>,
    pub geonames: Option<u32>,
    /// Degrees.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// GeoNames feature code.
    pub feature: Option<String>,
}

/// A number that the telling gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// `None`: in the sentence, but not a role of the event.
    pub role: Option<QuantityRole>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub modifier: Option<Modifier>,
    pub unit: Option<String>,
    /// Stem of the head of the counted noun phrase; one stem for words that count the same (soldiers, troops).
    pub of: Option<String>,
    /// Stems of the words that narrow what is counted: "*American* soldiers", "soldiers *in Basra*".
    pub narrowed: Vec<String>,
    /// Whether the words around it make it a sum up to a moment ("so far", "has risen to", "by Friday").
    pub running: bool,
    pub span: Span,
}

/// The terms of an undertaking, as one report has them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The content words of the object; sorted.
    pub object: Vec<Word>,
    pub start: Option<Date>,
    pub due: Option<Date>,
    /// ISO 8601 duration.
    pub duration: Option<String>,
    pub quantity: Option<Figure>,
    pub negated: bool,
    /// Spans of the conditions, in bytes of the report's text.
    pub conditions: Vec<Span>,
    pub basis: Basis,
    pub status: CommitmentStatus,
    pub progress: Vec<Step>,
    /// Whether the words say that earlier terms are changed ("postponed", "extended", "now").
    pub revises: bool,
}

/// A step towards an undertaking, as one report has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Index in `Record::events`.
    pub event: Option<u32>,
    pub figure: Option<Figure>,
    pub source: Option<Party>,
    pub when: When,
    pub span: Span,
}

impl Telling {
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.matter {
            Matter::Event { .. } => Kind::Happening,
            Matter::Commitment(_) => Kind::Undertaking,
        }
    }

    /// Which account of its report the telling belongs to; tellings of one account are of one thing.
    #[must_use]
    pub fn account(&self) -> (Kind, u32) {
        (self.kind(), self.setting.account.unwrap_or(self.item))
    }

    /// The innermost source.
    #[must_use]
    pub fn source(&self) -> Option<&Party> {
        self.sources.first()
    }

    /// Where the telling stands among all, whatever the order in which reports were added:
    /// by publication, then by report, kind and item. Reports without a date come last.
    #[must_use]
    pub fn order(&self) -> (bool, Option<Date>, &str, Kind, u32) {
        (self.published.is_none(), self.published, &self.report, self.kind(), self.item)
    }
}

impl When {
    #[must_use]
    pub fn precision(&self) -> Precision {
        match (self.earliest, self.latest) {
            (Some(earliest), Some(latest)) => match days_between(earliest, latest) {
                ..=0 => Precision::Day,
                1..=14 => Precision::Days,
                15..=31 => Precision::Month,
                32..=366 => Precision::Year,
                _ => Precision::Years,
            },
            (None, Some(_)) => Precision::Before,
            (Some(_), None) => Precision::After,
            (None, None) => Precision::Unknown,
        }
    }

    /// Sorts by time: the first possible day (the last one where only that is known), then the more precise first;
    /// without any date at the end.
    #[must_use]
    pub fn order(&self) -> (bool, Option<Date>, Precision, Option<Date>) {
        let first = self.earliest.or(self.latest);
        (first.is_none(), first, self.precision(), self.latest)
    }
}

/// Days from `from` to `to`; negative when `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    epoch_day(to) - epoch_day(from)
}

/// Days since 0000-03-01 of the proleptic Gregorian calendar.
pub(crate) fn epoch_day(date: Date) -> i32 {
    // H. Hinnant, "chrono-compatible low-level date algorithms" (2013): the year begins in March.
    let (year, month, day) = (i32::from(date.year()), i32::from(date.month()), i32::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let month = (month + 9) % 12;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day - 1
}
