//! What an expression says before it is anchored: "last Friday" is a weekday and a step back, not yet a day.

use ontology::{Modifier, TimeType};

use crate::calendar::{Season, Stretch, Unit};
use crate::words::{Code, Falls};

/// What a step counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    Published,
    /// The last date told in the text: "the next day", "two years earlier".
    Told,
    /// "the end of the year": told when the verb looks back, else the year of publication.
    Running,
}

/// The year of something that comes round every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Year {
    Known(i16),
    Relative(i32, From),
    /// Found by direction: the nearest one before or after.
    Unsaid,
}

/// Something that comes round every year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Yearly {
    Month(i8),
    /// Month, day, and a weekday that must agree.
    Day(i8, i8, Option<i8>),
    Quarter(i8),
    Half(i8),
    Season(Season),
    Holiday(Falls),
    /// Week of a month from 1; 0 is the last.
    WeekOf(i8, i8),
}

/// What an expression means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meaning {
    Fixed(Stretch),
    Yearly(Yearly, Year),
    /// "last December", "this Thanksgiving", "next summer".
    YearlyStep(Yearly, i32),
    Weekday(i8),
    /// "last Friday", "the following Monday".
    WeekdayStep(i8, i32, From),
    /// "Friday next week".
    WeekdayIn(i8, i32),
    /// "the week of 7 October", "the weekend of 5 May".
    UnitOf(Unit, Box<Meaning>),
    /// "the 15th of next month".
    DayIn(i8, i32),
    /// "this week", "tomorrow", "the previous year".
    Step(Unit, i32, From),
    /// A length turned into a date: "two years ago". The weekday is that of "a week ago Tuesday".
    Shift {
        amount: f64,
        unit: Unit,
        sign: i32,
        from: From,
        weekday: Option<i8>,
    },
    /// "this fiscal year".
    FiscalStep(i32),
    /// "the same month last year".
    Same(i32),
    /// What the text last told, as it is: "at that time".
    Told,
    /// "soon afterwards", "days later".
    After,
    /// "shortly beforehand", "weeks earlier".
    Before,
    /// A length that ends or begins at publication: "the last two years" (-1), "the coming days" (1);
    /// 0 is a deadline ("within 48 hours"), which begins there only when the verb looks ahead.
    Placed(Option<f64>, Unit, i32),
    /// A value that needs no anchor: lengths, sets, `PRESENT_REF`.
    Plain(TimeType, String),
    /// Hour and minute; with the zone's letter when it is that of UTC.
    Clock {
        hour: i8,
        minute: Option<i8>,
        utc: bool,
        date: Option<Box<Meaning>>,
    },
    Part {
        part: Code,
        date: Option<Box<Meaning>>,
    },
}

/// "earlier this week" ends with the day of publication, "later this year" begins there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Earlier,
    Later,
}

/// An expression found: pieces `start` to `end`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Match {
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
    pub modifier: Option<Modifier>,
    pub side: Option<Side>,
    pub rule: &'static str,
}

impl Match {
    pub(crate) const fn new(start: usize, end: usize, meaning: Meaning, rule: &'static str) -> Self {
        Self { start, end, meaning, modifier: None, side: None, rule }
    }

    /// It names a day by itself, so that a clock time beside it can take its date.
    pub(crate) const fn is_day(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Fixed(Stretch::Day(_))
                | Meaning::Yearly(Yearly::Day(..) | Yearly::Holiday(_), _)
                | Meaning::YearlyStep(Yearly::Holiday(_), _)
                | Meaning::Weekday(_)
                | Meaning::WeekdayStep(..)
                | Meaning::WeekdayIn(..)
                | Meaning::DayIn(..)
                | Meaning::Step(Unit::Day, ..)
                | Meaning::Shift { unit: Unit::Day | Unit::Week, .. }
        )
    }
}
