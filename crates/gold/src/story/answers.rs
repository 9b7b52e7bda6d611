//! Answers made by hand, as they stand in their file.

use std::path::Path;

use serde::Deserialize;

use crate::GoldError;

/// What a reader finds across reports.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// Groups of report ids; the first of a group is the original.
    pub duplicates: Vec<Vec<String>>,
    pub happenings: Vec<Happening>,
    pub undertakings: Vec<Undertaking>,
    pub disagreements: Vec<Disagreement>,
    /// Differences that are no disagreements.
    pub look_alikes: Vec<LookAlike>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Happening {
    pub name: String,
    /// PLOVER types that may be coded.
    pub types: Vec<String>,
    pub tellings: Vec<Telling>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undertaking {
    pub name: String,
    pub tellings: Vec<Telling>,
    /// Where a report tells how far it has got.
    #[serde(default)]
    pub progress: Vec<Telling>,
}

/// Every place of one report that tells one thing.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telling {
    pub report: String,
    /// Each occurs once in the report's text.
    pub quotes: Vec<String>,
    /// ISO 8601 day by which it is to be done, as this report has it.
    #[serde(default)]
    pub due: Option<String>,
    /// ISO 8601 duration, as this report has it.
    #[serde(default)]
    pub duration: Option<String>,
}

/// One place of one report.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quotation {
    pub report: String,
    /// Occurs once in the report's text.
    pub quote: String,
}

/// What a disagreement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disputed {
    /// Numbers.
    Quantity,
    /// Affirmed against denied.
    Polarity,
    /// Who did it.
    Agent,
    /// When it happened.
    Date,
    /// The terms of an undertaking.
    Terms,
    /// How far an undertaking has got.
    Status,
}

/// Any telling of one side contradicts any telling of the other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disagreement {
    pub about: String,
    /// Under which a reader may list it.
    pub kinds: Vec<Disputed>,
    pub one: Vec<Quotation>,
    pub other: Vec<Quotation>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookAlike {
    pub why: String,
    pub one: Quotation,
    pub other: Quotation,
}

impl Answers {
    /// Reads an answer file.
    ///
    /// # Errors
    /// The file cannot be read or is no answer file; the message names it.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, GoldError> {
        let path = path.as_ref();
        let at = |what: String| GoldError::new(format!("{}: {what}", path.display()));
        let text = std::fs::read_to_string(path).map_err(|error| at(error.to_string()))?;
        Self::parse(&text).map_err(|error| at(error.to_string()))
    }

    /// Reads answers from their JSON.
    ///
    /// # Errors
    /// The text is no answer file; the message names line and column.
    pub fn parse(text: &str) -> Result<Self, GoldError> {
        serde_json::from_str(text).map_err(|error| GoldError::new(error.to_string()))
    }

    /// Whether a report only repeats the words of another.
    #[must_use]
    pub fn is_copy(&self, report: &str) -> bool {
        self.duplicates.iter().any(|group| group.iter().skip(1).any(|copy| copy == report))
    }
}
