//! Parts of the year and of the month: "the third quarter of 2009", "the summer of 2016", "the last week of March".

use ontology::TimeType;

use crate::calendar::Unit;
use crate::grammar::Grammar;
use crate::meaning::{From, Match, Meaning, Year, Yearly};
use crate::words::{Falls, Mark, Sense};

impl Grammar<'_> {
    /// "the last week of March", "the first week of the month" only with a month's name.
    pub(super) fn week_of_month(&self, at: usize) -> Option<Match> {
        let word = self.skip(at, &["the"]);
        let (nth, next) = self.nth(word)?;
        if !self.is(next, "week") || !self.any(next + 1, &["of", "in"]) {
            return None;
        }
        let (month, after) = self.month(next + 2)?;
        let (year, end) = self.year_after(after, false);
        Some(Match::new(at, end, Meaning::Yearly(Yearly::WeekOf(month, nth), year), "week of a month"))
    }

    /// "the first Monday of October", "the last Friday in every month".
    pub(super) fn weekday_of_month(&self, at: usize) -> Option<Match> {
        let (nth, next) = self.nth(self.skip(at, &["the"]))?;
        let (weekday, after) = self.weekday(next).filter(|_| !self.pieces.breaks(next))?;
        let of = self.any(after, &["of", "in"]) && !self.pieces.breaks(after + 1);
        let month = after + 1;
        if of
            && self.sense(month, |sense| matches!(sense, Sense::Each).then_some(())).is_some()
            && self.is(month + 1, "month")
        {
            let meaning = Meaning::Plain(TimeType::Set, "P1M".to_owned());
            return Some(Match::new(at, month + 2, meaning, "weekday of every month"));
        }
        let (month, end) = self.month(month).filter(|_| of)?;
        let (year, end) = self.year_after(end, false);
        let falls = Falls::Nth(month, weekday, if nth == 0 { -1 } else { nth });
        Some(Match::new(at, end, Meaning::Yearly(Yearly::Holiday(falls), year), "weekday of a month"))
    }

    /// "the week of October 7", "the weekend of 5 May".
    pub(super) fn unit_of_day(&self, at: usize) -> Option<Match> {
        let noun = self.skip(at, &["the"]);
        let unit = self.sense(noun, |sense| match sense {
            Sense::Unit(unit @ (Unit::Week | Unit::Weekend)) => Some(unit),
            _ => None,
        })?;
        // No week of a week: dates must not nest without end.
        let nested =
            self.sense(self.skip(noun + 2, &["the"]), |sense| matches!(sense, Sense::Unit(_)).then_some(())).is_some();
        let of = noun > at && self.is(noun + 1, "of") && !self.pieces.breaks(noun + 2) && !nested;
        if !of {
            return None;
        }
        let day = self.plain_date(noun + 2).filter(Match::is_day)?;
        Some(Match::new(at, day.end, Meaning::UnitOf(unit, Box::new(day.meaning)), "week of a day"))
    }

    /// "on the 15th": of the month that fits the verb.
    pub(super) fn bare_day(&self, at: usize) -> Option<Match> {
        let led = self.is(at, "the") && self.any_before(at, &["on", "by", "until", "since", "before"]);
        let figures = led && self.pieces.is_digits(at + 1);
        let (day, end) = self.lists.numbers.numerals.ordinal(self.pieces, at + 1).filter(|_| figures)?;
        let alone = self.pieces.breaks(end)
            || !self.pieces.is_word(end) && !self.pieces.is_dash(end) && !self.pieces.is_digits(end);
        let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && alone)?;
        Some(Match::new(at, end, Meaning::DayIn(day, 0), "day of the month"))
    }

    /// "first", "third", "last", "final": 0 is the last.
    fn nth(&self, at: usize) -> Option<(i8, usize)> {
        if self.any(at, &["last", "final"]) {
            return Some((0, at + 1));
        }
        let (number, next) = self.lists.numbers.numerals.ordinal(self.pieces, at)?;
        Some((i8::try_from(number).ok().filter(|nth| (1..=5).contains(nth))?, next))
    }

    /// "the third quarter of 2009", "third-quarter", "Q3 2017", "the first half of last year".
    pub(super) fn quarter(&self, at: usize) -> Option<Match> {
        if self.is(at, "q") && self.pieces.is_glued(at + 1) {
            let number = self
                .pieces
                .digits(at + 1)
                .and_then(|number| i8::try_from(number).ok())
                .filter(|number| (1..=4).contains(number))?;
            let (year, end) = self.of_year(at + 2);
            return Some(Match::new(at, end, Meaning::Yearly(Yearly::Quarter(number), year), "quarter"));
        }
        let (nth, next) = self.nth(self.skip(at, &["the"]))?;
        let unit = self.skip_hyphen(next);
        let (year, end) = self.of_year(unit + 1);
        let yearly = match self.pieces.lower(unit) {
            "quarter" if nth == 0 && self.is(next - 1, "last") && matches!(year, Year::Unsaid) => return None,
            "quarter" => Yearly::Quarter(if nth == 0 { 4 } else { nth }),
            "half" if !matches!(year, Year::Unsaid) && nth <= 2 => Yearly::Half(if nth == 0 { 2 } else { nth }),
            _ => return None,
        };
        let valid = !matches!(yearly, Yearly::Quarter(5));
        valid.then(|| Match::new(at, end, Meaning::Yearly(yearly, year), "quarter"))
    }

    /// The year of a quarter or a season: "2009", "of 2009", "of last year", "last year".
    fn of_year(&self, at: usize) -> (Year, usize) {
        let next = self.skip(at, &["of", "in"]);
        if self.pieces.breaks(next) {
            return (Year::Unsaid, at);
        }
        if let Some((year, end)) = self.year(next) {
            return (Year::Known(year), end);
        }
        if let Some((year, end)) = self.relative_year(next) {
            return (year, end);
        }
        if self.is(next, "the") && self.is(next + 1, "year") && next > at {
            return (Year::Relative(0, From::Running), next + 2);
        }
        (Year::Unsaid, at)
    }

    /// "summer 2016", "the spring of 2012", "in the autumn", "since spring".
    pub(super) fn season_of_year(&self, at: usize) -> Option<Match> {
        let noun = self.skip(at, &["the"]);
        let season = self.sense(noun, |sense| if let Sense::Season(season) = sense { Some(season) } else { None })?;
        let (year, end) = self.of_year(noun + 1);
        if !matches!(year, Year::Unsaid) {
            return Some(Match::new(at, end, Meaning::Yearly(Yearly::Season(season), year), "season"));
        }
        let led = self.marked_before(at, Mark::SeasonLead);
        let named =
            self.pieces.is_capitalized(noun) && self.pieces.is_capitalized(noun + 1) && !self.pieces.breaks(noun + 1);
        let alone = self.pieces.breaks(noun + 1)
            || !self.pieces.is_word(noun + 1)
            || self.pieces.is_word(noun + 1) && !self.is(noun + 1, "of");
        let bare_fall = self.is(noun, "fall") && noun == at;
        (led && !named && alone && !bare_fall)
            .then(|| Match::new(at, noun + 1, Meaning::Yearly(Yearly::Season(season), Year::Unsaid), "season"))
    }
}
