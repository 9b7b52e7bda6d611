//! The words of calendar time, from `data/timex/`.

use std::collections::{BTreeMap, HashMap, HashSet};

use lexicon::{Data, DataError, Row, Table};
use ontology::{Modifier, TimeType};

use crate::calendar::{Season, Unit};

/// What a word does in an expression of time; the classes are told in `words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    Month(i8),
    MonthShort(i8),
    Weekday(i8),
    Weekdays(i8),
    WeekdayShort(i8),
    Unit(Unit),
    Units(Unit),
    Season(Season),
    Part(Code),
    /// Hour of the day.
    Instant(i8),
    Stage(Modifier),
    Edge(Modifier),
    Relative(i32),
    Follows(i32),
    VaguePast,
    Shift(i32),
    ShiftTold(i32),
    Day(i32),
    Night(i32),
    Each,
    Often(Code),
    Rate,
    /// 0: an unnamed number.
    Vague(i32),
    Filler,
    Decade(i16),
    /// Equal to UTC or not.
    Zone(bool),
    Lead,
}

/// What a word does beside an expression without being part of its value; the classes are told in `words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Opener,
    Overtaken,
    Moment,
    Reckoned,
    Closing,
    TwoSided,
    ClockLead,
    SeasonLead,
    LengthLead,
    OverLead,
    Span,
    Hours,
}

/// A short TIMEX3 code: "MO", "P1D".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Code([u8; 4]);

impl Code {
    fn of(text: &str) -> Option<Self> {
        let mut bytes = [0; 4];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        text.is_ascii().then_some(Self(bytes))
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("").trim_end_matches('\0')
    }
}

/// How a verb points to the future; told in `plans.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ahead {
    Infinitive,
    Participle,
    Present,
    To,
}

/// A fixed expression with its value.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    /// A word that must stand before it.
    pub before: Box<str>,
    pub words: Vec<Box<str>>,
    /// Words of which one must stand near; none: no matter.
    pub near: Vec<Box<str>>,
    pub kind: TimeType,
    pub value: Box<str>,
    pub modifier: Option<Modifier>,
}

/// When a holiday falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Falls {
    On(i8, i8),
    /// Month, weekday, which one of the month.
    Nth(i8, i8, i8),
    AfterEaster(i32),
}

#[derive(Debug, Clone)]
pub(crate) struct Holiday {
    pub words: Vec<Box<str>>,
    pub falls: Falls,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    senses: HashMap<Box<str>, Vec<Sense>>,
    marks: HashMap<Box<str>, Vec<Mark>>,
    phrases: BTreeMap<Box<str>, Vec<Phrase>>,
    holidays: BTreeMap<Box<str>, Vec<Holiday>>,
    plans: HashMap<Box<str>, Vec<Ahead>>,
    happenings: HashSet<Box<str>>,
}

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut words = Self::default();
        let table = data.table("timex/words.tsv", &["word", "class", "value"])?;
        for row in table.rows() {
            if let Some(mark) = mark(row.get(1)) {
                words.marks.entry(row.get(0).into()).or_default().push(mark);
                continue;
            }
            let sense = sense(row.get(1), row.get(2))
                .ok_or_else(|| table.error(row, format!("no such class and value: {} {}", row.get(1), row.get(2))))?;
            words.senses.entry(row.get(0).into()).or_default().push(sense);
        }
        words.load_phrases(data)?;
        words.load_holidays(data)?;
        words.load_plans(data)?;
        let happenings = data.table("timex/happenings.tsv", &["noun"])?;
        words.happenings = happenings.rows().iter().map(|row| row.get(0).into()).collect();
        Ok(words)
    }

    fn load_plans(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("timex/plans.tsv", &["lemma", "looks_ahead"])?;
        for row in table.rows() {
            let ways = row.list(1).map(|way| match way {
                "infinitive" => Ok(Ahead::Infinitive),
                "participle" => Ok(Ahead::Participle),
                "present" => Ok(Ahead::Present),
                "to" => Ok(Ahead::To),
                other => Err(table.error(row, format!("no such way to look ahead: {other:?}"))),
            });
            self.plans.insert(row.get(0).into(), ways.collect::<Result<_, _>>()?);
        }
        Ok(())
    }

    fn load_phrases(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("timex/phrases.tsv", &["before", "phrase", "near", "type", "value", "mod"])?;
        for row in table.rows() {
            let kind =
                row.get(3).parse().map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))?;
            let modifier = optional_modifier(&table, row, row.get(5))?;
            let parts = pieces_of(row.get(1));
            let first = parts.first().cloned().ok_or_else(|| table.error(row, "the phrase is empty"))?;
            let phrase = Phrase {
                before: row.get(0).into(),
                words: parts,
                near: row.list(2).map(Into::into).collect(),
                kind,
                value: row.get(4).into(),
                modifier,
            };
            self.phrases.entry(first).or_default().push(phrase);
        }
        for list in self.phrases.values_mut() {
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Ok(())
    }

    fn load_holidays(&mut self, data: &Data) -> Result<(), DataError> {
        let table = data.table("timex/holidays.tsv", &["name", "rule"])?;
        for row in table.rows() {
            let falls = falls(row.get(1)).ok_or_else(|| table.error(row, format!("{:?} is no rule", row.get(1))))?;
            let parts = pieces_of(row.get(0));
            let first = parts.first().cloned().ok_or_else(|| table.error(row, "the name is empty"))?;
            self.holidays.entry(first).or_default().push(Holiday { words: parts, falls });
        }
        for list in self.holidays.values_mut() {
            list.sort_by_key(|holiday| std::cmp::Reverse(holiday.words.len()));
        }
        Ok(())
    }

    pub(crate) fn senses(&self, word: &str) -> &[Sense] {
        self.senses.get(word).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn is_marked(&self, word: &str, mark: Mark) -> bool {
        self.marks.get(word).is_some_and(|marks| marks.contains(&mark))
    }

    pub(crate) fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn holidays(&self, first: &str) -> &[Holiday] {
        self.holidays.get(first).map_or(&[], Vec::as_slice)
    }

    /// The noun tells what nobody plans: a date of it lies back.
    pub(crate) fn has_happened(&self, noun: &str) -> bool {
        self.happenings.contains(noun)
    }

    /// The verb points a date to the future in the given way.
    pub(crate) fn looks_ahead(&self, lemma: &str, way: Ahead) -> bool {
        self.plans.get(lemma).is_some_and(|ways| ways.contains(&way))
    }
}

/// The words of a phrase, cut as texts are cut ("year's" is three pieces).
fn pieces_of(phrase: &str) -> Vec<Box<str>> {
    let pieces = numeral::Pieces::of(phrase);
    (0..pieces.len()).map(|at| pieces.lower(at).into()).collect()
}

fn optional_modifier(table: &Table<'_>, row: &Row<'_>, text: &str) -> Result<Option<Modifier>, DataError> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error: ontology::UnknownValue| table.error(row, error.to_string()))
}

fn mark(class: &str) -> Option<Mark> {
    Some(match class {
        "opener" => Mark::Opener,
        "overtaken" => Mark::Overtaken,
        "moment" => Mark::Moment,
        "reckoned" => Mark::Reckoned,
        "closing" => Mark::Closing,
        "two-sided" => Mark::TwoSided,
        "clock-lead" => Mark::ClockLead,
        "season-lead" => Mark::SeasonLead,
        "length-lead" => Mark::LengthLead,
        "over-lead" => Mark::OverLead,
        "span" => Mark::Span,
        "hours" => Mark::Hours,
        _ => return None,
    })
}

fn sense(class: &str, value: &str) -> Option<Sense> {
    Some(match class {
        "month" => Sense::Month(value.parse().ok()?),
        "month-short" => Sense::MonthShort(value.parse().ok()?),
        "weekday" => Sense::Weekday(value.parse().ok()?),
        "weekdays" => Sense::Weekdays(value.parse().ok()?),
        "weekday-short" => Sense::WeekdayShort(value.parse().ok()?),
        "unit" => Sense::Unit(Unit::named(value)?),
        "units" => Sense::Units(Unit::named(value)?),
        "season" => Sense::Season(Season::of_code(value)?),
        "part" => Sense::Part(Code::of(value)?),
        "instant" => Sense::Instant(value.get(..2)?.parse().ok()?),
        "stage" => Sense::Stage(value.parse().ok()?),
        "edge" => Sense::Edge(value.parse().ok()?),
        "relative" => Sense::Relative(value.parse().ok()?),
        "follows" => Sense::Follows(value.parse().ok()?),
        "vague-past" => Sense::VaguePast,
        "shift" => Sense::Shift(value.parse().ok()?),
        "shift-told" => Sense::ShiftTold(value.parse().ok()?),
        "day" => Sense::Day(value.parse().ok()?),
        "night" => Sense::Night(value.parse().ok()?),
        "each" => Sense::Each,
        "often" => Sense::Often(Code::of(value)?),
        "rate" => Sense::Rate,
        "vague" => Sense::Vague(value.parse().unwrap_or(0)),
        "filler" => Sense::Filler,
        "decade" => Sense::Decade(value.parse().ok()?),
        "zone" => Sense::Zone(value == "Z"),
        "lead" => Sense::Lead,
        _ => return None,
    })
}

fn falls(rule: &str) -> Option<Falls> {
    if let Some(days) = rule.strip_prefix("easter ") {
        return Some(Falls::AfterEaster(days.parse().ok()?));
    }
    if let Some((month, day)) = rule.split_once('-').filter(|_| !rule.contains(' ')) {
        return Some(Falls::On(month.parse().ok()?, day.parse().ok()?));
    }
    let mut parts = rule.split(' ').map(str::parse::<i8>);
    let (month, weekday, nth) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    Some(Falls::Nth(month, weekday, nth))
}
