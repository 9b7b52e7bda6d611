//! One thing by its id.

use super::{CommitmentRow, DisagreementRow, EventRow, HappeningRow, ReportRow, StatementRow, UndertakingRow};
use crate::error::Result;
use crate::{Reader, key};

/// What an id that a person typed stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Event(i64),
    Statement(i64),
    Commitment(i64),
    Happening(i64),
    Undertaking(i64),
    Disagreement(i64),
    Report(String),
}

impl Place {
    /// "12.V3" is an event, "H17" a happening; whatever has none of these forms is the id of a report.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let number = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse::<i64>().ok().filter(|_| plain)
        };
        let group = typed.split_at_checked(1).and_then(|(letter, digits)| Some((letter, number(digits)?)));
        match group {
            Some(("H", number)) => return Self::Happening(number),
            Some(("U", number)) => return Self::Undertaking(number),
            Some(("D", number)) => return Self::Disagreement(number),
            Some(_) | None => {}
        }
        let item = typed.split_once('.').and_then(|(report, item)| {
            let (letter, digits) = item.split_at_checked(1)?;
            let (report, number) =
                (number(report)?, number(digits).filter(|&number| (1..key::ITEMS).contains(&number))?);
            Some((letter, report.checked_mul(key::ITEMS)?.checked_add(number)?))
        });
        match item {
            Some(("V", key)) => Self::Event(key),
            Some(("S", key)) => Self::Statement(key),
            Some(("C", key)) => Self::Commitment(key),
            Some(_) | None => Self::Report(typed.to_owned()),
        }
    }
}

/// One thing with everything that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    Event(Box<EventRow>),
    Statement(Box<StatementRow>),
    Commitment(Box<CommitmentRow>),
    Happening {
        happening: Box<HappeningRow>,
        tellings: Vec<EventRow>,
        disagreements: Vec<DisagreementRow>,
    },
    Undertaking {
        undertaking: Box<UndertakingRow>,
        disagreements: Vec<DisagreementRow>,
    },
    Disagreement(Box<DisagreementRow>),
    /// A report with the JSON of its record.
    Report {
        report: Box<ReportRow>,
        text: String,
        record: String,
    },
}

impl Reader {
    /// What is at a place; `None` if nothing is. An id of a report goes before what else it may be.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn item(&self, typed: &str) -> Result<Option<Item>> {
        if let Some(report) = self.report_item(typed)? {
            return Ok(Some(report));
        }
        let place = Place::of(typed);
        let (table, key) = match &place {
            Place::Event(key) => ("event", *key),
            Place::Statement(key) => ("statement", *key),
            Place::Commitment(key) => ("commitment", *key),
            Place::Happening(key) => ("happening", *key),
            Place::Undertaking(key) => ("undertaking", *key),
            Place::Disagreement(key) => ("disagreement", *key),
            Place::Report(_) => return Ok(None),
        };
        if !self.db.prepare(&format!("SELECT 1 FROM {table} WHERE key = ?1"))?.exists([key])? {
            return Ok(None);
        }
        Ok(Some(match place {
            Place::Event(key) => Item::Event(Box::new(self.event_row(key)?)),
            Place::Statement(key) => Item::Statement(Box::new(self.statement_row(key)?)),
            Place::Commitment(key) => Item::Commitment(Box::new(self.commitment_row(key)?)),
            Place::Happening(key) => Item::Happening {
                happening: Box::new(self.happening_row(key)?),
                tellings: self
                    .items_of("happening", key)?
                    .into_iter()
                    .map(|event| self.event_row(event))
                    .collect::<Result<_>>()?,
                disagreements: self.disagreements_about("happening", key)?,
            },
            Place::Undertaking(key) => Item::Undertaking {
                undertaking: Box::new(self.undertaking_row(key)?),
                disagreements: self.disagreements_about("undertaking", key)?,
            },
            Place::Disagreement(key) => Item::Disagreement(Box::new(self.disagreement_row(key)?)),
            Place::Report(_) => return Ok(None),
        }))
    }

    fn report_item(&self, id: &str) -> Result<Option<Item>> {
        let sql = "SELECT key, text FROM report WHERE id = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let report = self.report_row(row.get(0)?)?;
        let record = self.record_json(id)?.unwrap_or_default();
        Ok(Some(Item::Report { report: Box::new(report), text: row.get(1)?, record }))
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn ids_are_told_apart() {
        let cases = [
            ("12.V3", Place::Event(12_000_003)),
            ("1.S1", Place::Statement(1_000_001)),
            ("H17", Place::Happening(17)),
            ("U1", Place::Undertaking(1)),
            ("D2", Place::Disagreement(2)),
            ("12.V0", Place::Report("12.V0".into())),
            ("12.V1000000", Place::Report("12.V1000000".into())),
            ("99999999999999999999.V1", Place::Report("99999999999999999999.V1".into())),
            ("H-1", Place::Report("H-1".into())),
            ("H", Place::Report("H".into())),
            ("été", Place::Report("été".into())),
            ("", Place::Report(String::new())),
        ];
        for (typed, place) in cases {
            assert_eq!(Place::of(typed), place);
        }
    }
}
