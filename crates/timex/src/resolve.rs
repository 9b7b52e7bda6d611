//! From meaning to date: anchoring at the day of publication or at the last date told, in the direction of the verb.

use jiff::civil::Date;
use ontology::{Modifier, TimeType};
use record::TimeId;

use crate::calendar::{Stretch, Unit, add_days, add_months, easter, monday_of, sane, weekday};
use crate::direction::Direction;
use crate::grammar::length_value;
use crate::meaning::{From, Meaning, Side, Year, Yearly};
use crate::words::Falls;

/// What relative expressions are counted from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference {
    /// A day; a month or a year when no more is known; nothing is invented.
    pub published: Option<Stretch>,
    /// The last date told, and the expression that told it.
    pub told: Option<(Stretch, TimeId)>,
    /// The last day told.
    pub told_day: Option<(Date, TimeId)>,
    pub direction: Direction,
    /// The direction is certain; otherwise a date much nearer on the other side wins.
    pub sure: bool,
}

/// How much farther a date counts that lies ahead though the verb looks back, when it is not sure that the verb governs
/// the date; and the other way round. Reports tell the past far more often. Picked by looking at cases.
const AGAINST_PAST: i32 = 6;
const AGAINST_FUTURE: i32 = 3;

/// A normalised time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resolved {
    pub kind: TimeType,
    pub value: String,
    /// What the expression names, when that is known in full.
    pub stretch: Option<Stretch>,
    pub bounds: (Option<Date>, Option<Date>),
    pub anchor: Option<TimeId>,
}

impl Resolved {
    fn plain(kind: TimeType, value: impl Into<String>) -> Self {
        Self { kind, value: value.into(), stretch: None, bounds: (None, None), anchor: None }
    }

    fn date(stretch: Stretch) -> Self {
        Self { stretch: Some(stretch), ..Self::plain(TimeType::Date, stretch.value()) }
    }

    fn anchored(self, anchor: Option<TimeId>) -> Self {
        Self { anchor, ..self }
    }
}

impl Reference {
    fn published_day(&self) -> Option<Date> {
        self.published.and_then(Stretch::day)
    }

    /// Resolves a meaning and gives it its days.
    pub(crate) fn resolve(&self, meaning: &Meaning, modifier: Option<Modifier>, side: Option<Side>) -> Resolved {
        let mut resolved = self.value(meaning);
        if let Some((first, last)) = resolved.stretch.and_then(|stretch| stretch.part(modifier)) {
            resolved.bounds = (Some(first), Some(last));
        }
        match (side, self.published_day(), resolved.bounds) {
            (Some(Side::Earlier), Some(day), (Some(first), Some(last))) if first <= day && day < last => {
                resolved.bounds.1 = Some(day)
            }
            (Some(Side::Later), Some(day), (Some(first), Some(last))) if first < day && day <= last => {
                resolved.bounds.0 = Some(day)
            }
            _ => {}
        }
        resolved
    }

    fn value(&self, meaning: &Meaning) -> Resolved {
        match meaning {
            Meaning::Fixed(stretch) => Resolved::date(*stretch),
            Meaning::Yearly(yearly, year) => self.yearly(*yearly, *year),
            Meaning::YearlyStep(yearly, step) => self.yearly_step(*yearly, *step),
            Meaning::Weekday(number) => self.weekday(*number),
            Meaning::WeekdayStep(number, step, from) => self.weekday_step(*number, *step, *from),
            Meaning::WeekdayIn(number, steps) => {
                let week = self.step(Unit::Week, *steps, From::Published).stretch.and_then(Stretch::days);
                let day = week.and_then(|(monday, _)| add_days(monday, i64::from(*number) - 1));
                let unknown = || Resolved::plain(TimeType::Date, format!("XXXX-WXX-{number}"));
                day.map_or_else(unknown, |day| Resolved::date(Stretch::Day(day)))
            }
            Meaning::UnitOf(unit, day) => {
                let found = self.value(day);
                let around = found.stretch.and_then(Stretch::day).and_then(|day| Stretch::around(*unit, day));
                around.map_or_else(
                    || Resolved::plain(TimeType::Date, unknown_step(*unit, 0)),
                    |around| Resolved::date(around).anchored(found.anchor),
                )
            }
            Meaning::DayIn(number, steps) => {
                let steps = *steps + self.month_of_day(*number, *steps);
                let month = self.step(Unit::Month, steps, From::Published).stretch.and_then(Stretch::days);
                let day = month.and_then(|(first, _)| Date::new(first.year(), first.month(), *number).ok());
                let unknown = || Resolved::plain(TimeType::Date, format!("XXXX-XX-{number:02}"));
                day.map_or_else(unknown, |day| Resolved::date(Stretch::Day(day)))
            }
            Meaning::Step(unit, step, from) => self.step(*unit, *step, *from),
            Meaning::Shift { amount, unit, sign, from, weekday } => self.shift(*amount, *unit, *sign, *from, *weekday),
            Meaning::FiscalStep(steps) => match self.year_number(Year::Relative(*steps, From::Published)) {
                Some((year, _)) => Resolved::date(Stretch::Fiscal(year)),
                None => Resolved::plain(TimeType::Date, "FYXXXX"),
            },
            Meaning::Same(years) => self.same(*years),
            Meaning::Told => self.told.map_or_else(
                || Resolved::plain(TimeType::Date, "XXXX-XX-XX"),
                |(told, id)| Resolved::date(told).anchored(Some(id)),
            ),
            Meaning::After => {
                let earliest = self.told.and_then(|(told, _)| told.days()).map(|days| days.0);
                Resolved {
                    bounds: (earliest, None),
                    anchor: self.told.map(|told| told.1),
                    ..Resolved::plain(TimeType::Date, "FUTURE_REF")
                }
            }
            Meaning::Before => {
                let latest = self.told.and_then(|(told, _)| told.days()).map(|days| days.1);
                Resolved {
                    bounds: (None, latest),
                    anchor: self.told.map(|told| told.1),
                    ..Resolved::plain(TimeType::Date, "PAST_REF")
                }
            }
            Meaning::Placed(amount, unit, sign) => self.placed(*amount, *unit, *sign),
            Meaning::Plain(kind, value) => Resolved::plain(*kind, value.clone()),
            Meaning::Clock { hour, minute, utc, date } => {
                let zone = if *utc { "Z" } else { "" };
                let clock =
                    minute.map_or_else(|| format!("T{hour:02}"), |minute| format!("T{hour:02}:{minute:02}{zone}"));
                self.on_day(date.as_deref(), &clock)
            }
            Meaning::Part { part, date } => self.on_day(date.as_deref(), &format!("T{}", part.as_str())),
        }
    }

    /// "on the 15th", told on the 3rd with a verb that looks back, was last month.
    fn month_of_day(&self, number: i8, steps: i32) -> i32 {
        match (self.published_day().filter(|_| steps == 0), self.direction) {
            (Some(day), Direction::Future) if number < day.day() => 1,
            (Some(day), Direction::Past | Direction::Open) if number > day.day() => -1,
            _ => 0,
        }
    }

    /// A length with its days, where these follow from the day of publication.
    fn placed(&self, amount: Option<f64>, unit: Unit, sign: i32) -> Resolved {
        let length = Resolved::plain(TimeType::Duration, length_value(amount, unit));
        let ahead = sign > 0 || (sign == 0 && self.direction == Direction::Future);
        let Some(day) = self.published_day().filter(|_| ahead || sign < 0) else { return length };
        let far = amount.and_then(|amount| moved(day, amount, unit, if ahead { 1 } else { -1 }));
        let bounds = if ahead { (Some(day), far) } else { (far, Some(day)) };
        Resolved { bounds, ..length }
    }

    /// A time of day on a date; without one, on the last day told, else on the day of publication.
    fn on_day(&self, date: Option<&Meaning>, clock: &str) -> Resolved {
        let day = match date {
            Some(date) => self.value(date),
            None => match (self.told_day, self.published_day()) {
                (Some((day, id)), _) => Resolved::date(Stretch::Day(day)).anchored(Some(id)),
                (None, Some(day)) => Resolved::date(Stretch::Day(day)),
                (None, None) => Resolved::plain(TimeType::Date, "XXXX-XX-XX"),
            },
        };
        let date = if day.value == "PRESENT_REF" { "XXXX-XX-XX" } else { &day.value };
        Resolved { kind: TimeType::Time, value: format!("{date}{clock}"), ..day }
    }

    fn year_number(&self, year: Year) -> Option<(i16, Option<TimeId>)> {
        match year {
            Year::Known(number) => Some((number, None)),
            Year::Relative(step, from) => {
                let (base, anchor) = match (from, self.told) {
                    (From::Told, Some((told, id))) => (told.year()?, Some(id)),
                    _ => (self.published?.year()?, None),
                };
                Some((sane(base.checked_add(i16::try_from(step).ok()?)?)?, anchor))
            }
            Year::Unsaid => None,
        }
    }

    /// Something yearly: in its year, or the nearest in the direction of the verb.
    fn yearly(&self, yearly: Yearly, year: Year) -> Resolved {
        if let Some((number, anchor)) = self.year_number(year) {
            return match yearly_in(yearly, number) {
                Some(stretch) => Resolved::date(stretch).anchored(anchor),
                None => Resolved::plain(TimeType::Date, format!("{number:04}-XX-XX")),
            };
        }
        match self.nearest(yearly) {
            Some(stretch) => Resolved::date(stretch),
            None => Resolved::plain(TimeType::Date, unknown_year(yearly)),
        }
    }

    /// The nearest occurrence before or after publication. A named day may lie a few days on the wrong side:
    /// reports are dated loosely, and "the Jan. 12 hearing" stands under any tense.
    fn nearest(&self, yearly: Yearly) -> Option<Stretch> {
        let (from, to) = self.published?.days()?;
        let base = self.published?.year()?;
        let daily = matches!(yearly, Yearly::Day(..) | Yearly::Holiday(_));
        let slack = if daily { 7 } else { 0 };
        let mut candidates: Vec<(Stretch, Date, Date)> = Vec::new();
        for year in
            base.checked_sub(if matches!(yearly, Yearly::Day(_, _, Some(_))) { 6 } else { 1 })?..=base.checked_add(1)?
        {
            let agrees = |stretch: &Stretch| match (yearly, stretch) {
                (Yearly::Day(_, _, Some(number)), Stretch::Day(day)) => weekday(number) == Some(day.weekday()),
                _ => true,
            };
            if let Some(stretch) = yearly_in(yearly, year).filter(agrees) {
                let (first, last) = stretch.days()?;
                candidates.push((stretch, first, last));
            }
        }
        let distance = |first: Date, last: Date| {
            if last < from {
                (from - last).get_days()
            } else if first > to {
                (first - to).get_days()
            } else {
                0
            }
        };
        let fits = |first: Date, last: Date| match self.direction {
            // Publication is dated a day early somewhere in the world.
            Direction::Past => add_days(to, slack.min(1)).is_some_and(|limit| first <= limit),
            Direction::Future => add_days(from, -slack).is_some_and(|limit| last >= limit),
            Direction::Open => true,
        };
        let weight = |first: Date, last: Date| match (fits(first, last), self.sure) {
            (true, _) => 1,
            (false, false) if daily && self.direction == Direction::Past => AGAINST_PAST,
            (false, false) => AGAINST_FUTURE,
            (false, true) => 1000,
        };
        candidates
            .into_iter()
            .min_by_key(|(_, first, last)| distance(*first, *last) * weight(*first, *last))
            .map(|found| found.0)
    }

    /// "last December": the most recent one that is over or begun before this month; "next": the first to come; "this": of this year.
    fn yearly_step(&self, yearly: Yearly, step: i32) -> Resolved {
        let found = self.published.and_then(|published| {
            let (from, to) = published.days()?;
            let base = published.year()?;
            let years = base.checked_sub(2)?..=base.checked_add(2)?;
            let mut all =
                years.filter_map(|year| yearly_in(yearly, year)).filter_map(|stretch| Some((stretch, stretch.days()?)));
            match step.signum() {
                // Of publication in a year that is all that is known, "last winter" is the one that the year began in.
                -1 if from < to => all.rfind(|(_, days)| days.0 < from).map(|found| found.0),
                -1 => all.rfind(|(_, days)| days.1 < from).map(|found| found.0),
                1 => all.find(|(_, days)| days.0 > to).map(|found| found.0),
                _ => yearly_in(yearly, base),
            }
        });
        found.map_or_else(|| Resolved::plain(TimeType::Date, unknown_year(yearly)), Resolved::date)
    }

    /// A bare weekday: back (the day of publication itself counts) unless the verb looks ahead.
    fn weekday(&self, number: i8) -> Resolved {
        let (Some(day), Some(wanted)) = (self.published_day(), weekday(number)) else {
            return Resolved::plain(TimeType::Date, format!("XXXX-WXX-{number}"));
        };
        let ahead = i64::from(day.weekday().until(wanted));
        let steps = match self.direction {
            Direction::Future => ahead,
            Direction::Past | Direction::Open => ahead - if ahead == 0 { 0 } else { 7 },
        };
        add_days(day, steps)
            .map_or_else(|| Resolved::plain(TimeType::Date, "XXXX-XX-XX"), |day| Resolved::date(Stretch::Day(day)))
    }

    /// "last Friday" is before and "next Friday" after the day counted from; "this Friday" follows the verb.
    fn weekday_step(&self, number: i8, step: i32, from: From) -> Resolved {
        let (base, anchor) = match (from, self.told_day) {
            (From::Told, Some((day, id))) => (Some(day), Some(id)),
            _ => (self.published_day(), None),
        };
        let (Some(day), Some(wanted)) = (base, weekday(number)) else {
            return Resolved::plain(TimeType::Date, format!("XXXX-WXX-{number}"));
        };
        let ahead = i64::from(day.weekday().until(wanted));
        let steps = match (step.signum(), self.direction) {
            (-1, _) => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            (1, _) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            (_, Direction::Past) => {
                if ahead == 0 {
                    0
                } else {
                    ahead - 7
                }
            }
            _ => ahead,
        };
        add_days(day, steps).map_or_else(
            || Resolved::plain(TimeType::Date, "XXXX-XX-XX"),
            |day| Resolved::date(Stretch::Day(day)).anchored(anchor),
        )
    }

    /// "this week", "the previous day".
    fn step(&self, unit: Unit, steps: i32, from: From) -> Resolved {
        let told = match (unit, from) {
            (_, From::Published) => None,
            (Unit::Day, From::Told) => self.told_day.map(|(day, id)| (Stretch::Day(day), id)),
            (_, From::Told) => self.told,
            (_, From::Running) if self.direction == Direction::Past => self.told,
            (_, From::Running) => None,
        };
        let (base, anchor) = told.map_or((self.published, None), |(told, id)| (Some(told), Some(id)));
        let found = base.and_then(|base| known_unit(base, unit)).and_then(|here| here.step(steps));
        match (found, base) {
            (Some(found), _) => Resolved::date(found).anchored(anchor),
            (None, Some(base)) if unit == Unit::Week => Resolved::plain(
                TimeType::Date,
                base.year().map_or_else(|| "XXXX-WXX".to_owned(), |year| format!("{year:04}-WXX")),
            ),
            _ => Resolved::plain(TimeType::Date, unknown_step(unit, steps)),
        }
    }

    /// "two years ago", "three days later".
    fn shift(&self, amount: f64, unit: Unit, sign: i32, from: From, named: Option<i8>) -> Resolved {
        let (base, anchor) = match (from, self.told) {
            (From::Told, Some((told, id))) => (Some(told), Some(id)),
            // "four years later" without a date told cannot be after publication.
            (From::Told, None) if sign > 0 => (None, None),
            _ => (self.published, None),
        };
        let base = match (base, named) {
            (Some(base), Some(number)) => {
                let direction = if sign > 0 { Direction::Future } else { Direction::Past };
                Self { direction, ..*self }.weekday(number).stretch.or(Some(base))
            }
            (base, _) => base,
        };
        let unknown = || Resolved::plain(TimeType::Date, unknown_step(unit, sign));
        let Some(base) = base else { return unknown() };
        let (grain, steps) = grain(unit, amount);
        let Some(steps) = steps.and_then(|steps| steps.checked_mul(sign)) else { return unknown() };
        let Some(here) = known_unit(base, grain) else { return unknown() };
        here.step(steps).map_or_else(unknown, |found| Resolved::date(found).anchored(anchor))
    }

    /// The date last told, in another year.
    fn same(&self, years: i32) -> Resolved {
        let base =
            self.told.map(|(told, id)| (told, Some(id))).or_else(|| self.published.map(|published| (published, None)));
        let found = base.and_then(|(base, id)| Some((base.years_on(i16::try_from(years).ok()?)?, id)));
        found.map_or_else(
            || Resolved::plain(TimeType::Date, "XXXX-XX-XX"),
            |(found, id)| Resolved::date(found).anchored(id),
        )
    }
}

/// A day moved by a length.
fn moved(day: Date, amount: f64, unit: Unit, sign: i64) -> Option<Date> {
    let steps = i64::from(whole(amount)?) * sign;
    match unit {
        Unit::Second | Unit::Minute => add_days(day, sign),
        // Part of a day counts as one.
        Unit::Hour => add_days(day, (steps.abs() + 23) / 24 * sign),
        Unit::Day | Unit::Weekend => add_days(day, steps),
        Unit::Week => add_days(day, 7 * steps),
        Unit::Fortnight => add_days(day, 14 * steps),
        Unit::Month => add_months(day, steps),
        Unit::Quarter => add_months(day, 3 * steps),
        Unit::Year => add_months(day, 12 * steps),
        Unit::Decade => add_months(day, 120 * steps),
        Unit::Century => add_months(day, 1200 * steps),
    }
}

/// The unit around a base that is known at least as finely.
fn known_unit(base: Stretch, unit: Unit) -> Option<Stretch> {
    let (first, last) = base.days()?;
    let (start, end) = (Stretch::around(unit, first)?, Stretch::around(unit, last)?);
    (start == end).then_some(start)
}

/// The grain at which a shifted date is known ("two years ago" is a year, "two weeks ago" a day), and how many of it.
fn grain(unit: Unit, amount: f64) -> (Unit, Option<i32>) {
    let (grain, times) = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => (Unit::Day, 0.0),
        Unit::Day | Unit::Weekend => (Unit::Day, 1.0),
        Unit::Week => (Unit::Day, 7.0),
        Unit::Fortnight => (Unit::Day, 14.0),
        Unit::Month => (Unit::Month, 1.0),
        Unit::Quarter => (Unit::Quarter, 1.0),
        Unit::Year => (Unit::Year, 1.0),
        Unit::Decade => (Unit::Year, 10.0),
        Unit::Century => (Unit::Year, 100.0),
    };
    (grain, whole(amount * times))
}

#[expect(clippy::cast_possible_truncation, reason = "checked to lie well inside the range")]
fn whole(number: f64) -> Option<i32> {
    (number.is_finite() && (0.0..1e6).contains(&number)).then_some(number as i32)
}

fn yearly_in(yearly: Yearly, year: i16) -> Option<Stretch> {
    sane(year)?;
    Some(match yearly {
        Yearly::Month(month) => Stretch::Month(year, month),
        Yearly::Day(month, day, _) => Stretch::Day(Date::new(year, month, day).ok()?),
        Yearly::Quarter(quarter) => Stretch::Quarter(year, quarter),
        Yearly::Half(half) => Stretch::Half(year, half),
        Yearly::Season(season) => Stretch::Season(year, season),
        Yearly::Holiday(Falls::On(month, day)) => Stretch::Day(Date::new(year, month, day).ok()?),
        Yearly::Holiday(Falls::Nth(month, number, nth)) => {
            Stretch::Day(Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday(number)?).ok()?)
        }
        Yearly::Holiday(Falls::AfterEaster(days)) => Stretch::Day(add_days(easter(year)?, i64::from(days))?),
        Yearly::WeekOf(month, nth) => {
            // A week belongs to the month of its Thursday, as ISO 8601 has it for years.
            let thursday = Date::new(year, month, 1)
                .ok()?
                .nth_weekday_of_month(if nth == 0 { -1 } else { nth }, weekday(4)?)
                .ok()?;
            Stretch::Week(monday_of(thursday))
        }
    })
}

fn unknown_year(yearly: Yearly) -> String {
    match yearly {
        Yearly::Month(month) | Yearly::WeekOf(month, _) => format!("XXXX-{month:02}"),
        Yearly::Day(month, day, _) | Yearly::Holiday(Falls::On(month, day)) => format!("XXXX-{month:02}-{day:02}"),
        Yearly::Quarter(quarter) => format!("XXXX-Q{quarter}"),
        Yearly::Half(half) => format!("XXXX-H{half}"),
        Yearly::Season(season) => {
            let value = Stretch::Season(2000, season).value();
            format!("XXXX{}", value.get(4..).unwrap_or(""))
        }
        Yearly::Holiday(Falls::Nth(..) | Falls::AfterEaster(_)) => "XXXX-XX-XX".to_owned(),
    }
}

/// The value of a step whose base is unknown.
fn unknown_step(unit: Unit, steps: i32) -> String {
    match unit {
        Unit::Day if steps == 0 => "PRESENT_REF",
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
    }
    .to_owned()
}
