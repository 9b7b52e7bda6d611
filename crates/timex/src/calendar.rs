//! Stretches of the calendar: a day, a week, "late 2017", the 1990s. Each knows its TIMEX3 value and its days.

use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use ontology::Modifier;

/// A unit of calendar or clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub(crate) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            _ => return None,
        })
    }

    pub(crate) const fn is_clock(self) -> bool {
        matches!(self, Self::Second | Self::Minute | Self::Hour)
    }

    /// The letter in an ISO 8601 duration, and how many of it the unit is.
    pub(crate) const fn letter(self) -> (&'static str, f64) {
        match self {
            Self::Second => ("S", 1.0),
            Self::Minute => ("M", 1.0),
            Self::Hour => ("H", 1.0),
            Self::Day => ("D", 1.0),
            Self::Weekend => ("WE", 1.0),
            Self::Week => ("W", 1.0),
            Self::Fortnight => ("W", 2.0),
            Self::Month => ("M", 1.0),
            Self::Quarter => ("Q", 1.0),
            Self::Year => ("Y", 1.0),
            Self::Decade => ("Y", 10.0),
            Self::Century => ("Y", 100.0),
        }
    }
}

/// A stretch of the calendar that is fully known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    Day(Date),
    /// ISO week, by its Monday.
    Week(Date),
    /// Saturday and Sunday, by the Monday of their ISO week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// The first three digits of its years.
    Decade(i16),
    /// The first two digits of its years.
    Century(i16),
    Fiscal(i16),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        Some(match code {
            "SP" => Self::Spring,
            "SU" => Self::Summer,
            "FA" => Self::Autumn,
            "WI" => Self::Winter,
            _ => return None,
        })
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Autumn => "FA",
            Self::Winter => "WI",
        }
    }

    /// Its first month (northern hemisphere; winter runs into the next year).
    pub(crate) const fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Autumn => 9,
            Self::Winter => 12,
        }
    }
}

/// The first of a month, and the month after it.
fn month_days(year: i16, month: i8, months: i32) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    let last = add_months(first, i64::from(months))?.yesterday().ok()?;
    Some((first, last))
}

pub(crate) fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    add_days(day, -back).unwrap_or(day)
}

pub(crate) fn add_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The same day of a later month, or the last day of that month.
pub(crate) fn add_months(day: Date, months: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

/// A weekday by its ISO number, Monday 1.
pub(crate) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}

impl Stretch {
    /// The stretch of a unit that a day lies in; `None` for units of the clock.
    pub(crate) fn around(unit: Unit, day: Date) -> Option<Self> {
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Self::Day(day),
            Unit::Weekend => Self::Weekend(monday_of(day)),
            Unit::Week | Unit::Fortnight => Self::Week(monday_of(day)),
            Unit::Month => Self::Month(day.year(), day.month()),
            Unit::Quarter => Self::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Year => Self::Year(day.year()),
            Unit::Decade => Self::Decade(day.year().div_euclid(10)),
            Unit::Century => Self::Century(day.year().div_euclid(100)),
        })
    }

    /// The same kind of stretch, `steps` further.
    pub(crate) fn step(self, steps: i32) -> Option<Self> {
        let narrow = i16::try_from(steps).ok()?;
        let days = i64::from(steps);
        Some(match self {
            Self::Day(day) => Self::Day(add_days(day, days)?),
            Self::Week(monday) => Self::Week(add_days(monday, 7 * days)?),
            Self::Weekend(monday) => Self::Weekend(add_days(monday, 7 * days)?),
            Self::Month(year, month) => {
                let first = add_months(date(year, month, 1), days)?;
                Self::Month(first.year(), first.month())
            }
            Self::Quarter(year, quarter) => {
                let first = add_months(date(year, quarter * 3 - 2, 1), 3 * days)?;
                Self::Quarter(first.year(), (first.month() - 1) / 3 + 1)
            }
            Self::Half(year, half) => {
                let first = add_months(date(year, half * 6 - 5, 1), 6 * days)?;
                Self::Half(first.year(), (first.month() - 1) / 6 + 1)
            }
            Self::Season(year, season) => Self::Season(year.checked_add(narrow)?, season),
            Self::Year(year) => Self::Year(sane(year.checked_add(narrow)?)?),
            Self::Decade(decade) => Self::Decade(sane(decade.checked_add(narrow)?)?),
            Self::Century(century) => Self::Century(sane(century.checked_add(narrow)?)?),
            Self::Fiscal(year) => Self::Fiscal(sane(year.checked_add(narrow)?)?),
        })
    }

    /// The stretch moved by whole years, at its own grain.
    pub(crate) fn years_on(self, years: i16) -> Option<Self> {
        let moved = |year: i16| year.checked_add(years).and_then(sane);
        Some(match self {
            Self::Day(day) => Self::Day(add_months(day, 12 * i64::from(years))?),
            Self::Week(monday) => Self::Week(monday_of(add_days(monday, i64::from(years) * 364)?)),
            Self::Weekend(monday) => Self::Weekend(monday_of(add_days(monday, i64::from(years) * 364)?)),
            Self::Month(year, month) => Self::Month(moved(year)?, month),
            Self::Quarter(year, quarter) => Self::Quarter(moved(year)?, quarter),
            Self::Half(year, half) => Self::Half(moved(year)?, half),
            Self::Season(year, season) => Self::Season(moved(year)?, season),
            Self::Year(year) => Self::Year(moved(year)?),
            Self::Fiscal(year) => Self::Fiscal(moved(year)?),
            Self::Decade(_) | Self::Century(_) => return None,
        })
    }

    pub(crate) fn value(self) -> String {
        let week = |monday: Date| {
            let iso: ISOWeekDate = monday.iso_week_date();
            format!("{:04}-W{:02}", iso.year(), iso.week())
        };
        match self {
            Self::Day(day) => format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Week(monday) => week(monday),
            Self::Weekend(monday) => format!("{}-WE", week(monday)),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Self::Half(year, half) => format!("{year:04}-H{half}"),
            Self::Season(year, season) => format!("{year:04}-{}", season.code()),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) => format!("{century:02}"),
            Self::Fiscal(year) => format!("FY{year:04}"),
        }
    }

    /// Its first and last day.
    pub(crate) fn days(self) -> Option<(Date, Date)> {
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Week(monday) => Some((monday, add_days(monday, 6)?)),
            Self::Weekend(monday) => Some((add_days(monday, 5)?, add_days(monday, 6)?)),
            Self::Month(year, month) => month_days(year, month, 1),
            Self::Quarter(year, quarter) => month_days(year, quarter * 3 - 2, 3),
            Self::Half(year, half) => month_days(year, half * 6 - 5, 6),
            Self::Season(year, season) => month_days(year, season.first_month(), 3),
            Self::Year(year) | Self::Fiscal(year) => month_days(year, 1, 12),
            Self::Decade(decade) => Some((
                Date::new(decade.checked_mul(10)?, 1, 1).ok()?,
                Date::new(decade.checked_mul(10)?.checked_add(9)?, 12, 31).ok()?,
            )),
            Self::Century(century) => Some((
                Date::new(century.checked_mul(100)?, 1, 1).ok()?,
                Date::new(century.checked_mul(100)?.checked_add(99)?, 12, 31).ok()?,
            )),
        }
    }

    /// The days meant by its start, middle or end: days 1–10, 11–20 and 21 on of a month, otherwise thirds
    /// ("late 2017" is September to December).
    pub(crate) fn part(self, modifier: Option<Modifier>) -> Option<(Date, Date)> {
        let (first, last) = self.days()?;
        let total = (last - first).get_days();
        let cut = |thirds: i32| -> Option<Date> {
            match self {
                Self::Year(year) | Self::Fiscal(year) => Date::new(year, if thirds == 1 { 5 } else { 9 }, 1).ok(),
                Self::Month(year, month) => Date::new(year, month, if thirds == 1 { 11 } else { 21 }).ok(),
                Self::Decade(decade) => Date::new(decade.checked_mul(10)? + if thirds == 1 { 4 } else { 7 }, 1, 1).ok(),
                _ => add_days(first, i64::from((total + 1) * thirds / 3)),
            }
        };
        if total < 2 {
            return Some((first, last));
        }
        match modifier {
            Some(Modifier::Start) => Some((first, cut(1)?.yesterday().ok()?)),
            Some(Modifier::Mid) => Some((cut(1)?, cut(2)?.yesterday().ok()?)),
            Some(Modifier::End) => Some((cut(2)?, last)),
            _ => Some((first, last)),
        }
    }

    pub(crate) fn year(self) -> Option<i16> {
        self.days().map(|(first, _)| first.year())
    }

    /// The single day it is, if it is one.
    pub(crate) const fn day(self) -> Option<Date> {
        if let Self::Day(day) = self { Some(day) } else { None }
    }
}

/// Years that a news report can mean; a step outside gives nothing.
pub(crate) const fn sane(year: i16) -> Option<i16> {
    if year >= 1 && year <= 9998 { Some(year) } else { None }
}

/// The Gregorian Easter Sunday (the algorithm of Meeus, Jones and Butcher).
pub(crate) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_sundays() {
        for (year, month, day) in [(2000, 4, 23), (2008, 3, 23), (2016, 3, 27), (2024, 3, 31)] {
            assert_eq!(easter(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn parts() {
        assert_eq!(Stretch::Year(2017).part(Some(Modifier::End)), Some((date(2017, 9, 1), date(2017, 12, 31))));
        assert_eq!(Stretch::Month(2020, 1).part(Some(Modifier::Start)), Some((date(2020, 1, 1), date(2020, 1, 10))));
        assert_eq!(Stretch::Decade(199).days(), Some((date(1990, 1, 1), date(1999, 12, 31))));
    }

    #[test]
    fn weeks_belong_to_their_iso_year() {
        let weekend = Stretch::around(Unit::Weekend, date(2017, 1, 1)).unwrap();
        assert_eq!(weekend.value(), "2016-W52-WE");
    }
}
