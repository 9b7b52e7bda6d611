//! Dates by name and number: "Dec. 6th", "Friday, 21 August 2015", "06/26/2016", "the 1990s", "fiscal 2007".

use jiff::civil::Date;

use crate::calendar::{Stretch, Unit};
use crate::grammar::Grammar;
use crate::meaning::{Match, Meaning, Year, Yearly};
use crate::words::{Mark, Sense};

impl Grammar<'_> {
    /// Any date that begins at a piece: named, numbered, or relative, with its stage ("late 2017").
    pub(super) fn date(&self, at: usize) -> Option<Match> {
        let staged = self.staged(at);
        let plain = self.plain_date(at);
        match (staged, plain) {
            (Some(staged), Some(plain)) if plain.end >= staged.end => Some(plain),
            (staged, plain) => staged.or(plain),
        }
    }

    /// A date without stage.
    pub(super) fn plain_date(&self, at: usize) -> Option<Match> {
        let candidates = [
            self.calendar_date(at),
            self.numeric_date(at),
            self.holiday(at),
            self.decade(at),
            self.century(at),
            self.fiscal(at),
            self.quarter(at),
            self.season_of_year(at),
            self.relative(at),
            self.bare_year(at),
        ];
        candidates.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
    }

    /// Weekday, day, month and year in their usual orders.
    fn calendar_date(&self, at: usize) -> Option<Match> {
        let weekday = self.weekday(at);
        let (weekday_number, start) = weekday.map_or((None, at), |(number, next)| (Some(number), next));
        let inner = if weekday.is_some() { self.skip(self.skip_sign(start, ','), &["the"]) } else { start };
        let inner = if weekday.is_some()
            && self.any(inner, &["morning", "afternoon", "evening", "night"])
            && self.pieces.is_sign(inner + 1, ',')
        {
            inner + 2
        } else {
            inner
        };
        if let Some((month, day, end)) = self.day_and_month(inner) {
            let (year, end) = self.year_after(end, true);
            let year = self.or_shared(year, end);
            return Some(Match::new(
                at,
                end,
                Meaning::Yearly(Yearly::Day(month, day, weekday_number), year),
                "day and month",
            ));
        }
        if let Some((number, next)) = weekday {
            if let Some((steps, end)) = self.published_step(self.skip(next, &["of"]), Unit::Week) {
                return Some(Match::new(at, end, Meaning::WeekdayIn(number, steps), "weekday of a week by step"));
            }
            let full = self.sense(at, |sense| if let Sense::Weekday(_) = sense { Some(()) } else { None }).is_some();
            return full.then(|| Match::new(at, next, Meaning::Weekday(number), "weekday"));
        }
        if let Some(found) = self.day_of_month_step(at) {
            return Some(found);
        }
        let (month, end) = self.month(at)?;
        let (year, after) = self.year_after(end, false);
        let year = self.or_shared(year, after);
        let named = matches!(year, Year::Unsaid);
        if named && !self.month_stands_alone(at, end) {
            return None;
        }
        Some(Match::new(at, after, Meaning::Yearly(Yearly::Month(month), year), "month"))
    }

    /// "December 6th", "6 December", "the 6th of December", and the "11" of "11-13 Dec".
    fn day_and_month(&self, at: usize) -> Option<(i8, i8, usize)> {
        if let Some((month, next)) = self.month(at) {
            let (day, end) = self.day_number(self.skip(next, &["the"]))?;
            return Some((month, day, end));
        }
        let the = self.is(at, "the");
        let at = self.skip(at, &["the"]);
        // "the 5th of May", but "the | 13 November attacks".
        if the && self.lists.numbers.numerals.ordinal(self.pieces, at).is_none() {
            return None;
        }
        let (day, next) = self.day_number(at)?;
        // "the fourth day of March".
        let noun = if the && self.is(next, "day") && self.is(next + 1, "of") { next + 1 } else { next };
        let named = self.skip_hyphen(self.skip(noun, &["of"]));
        if let Some((month, end)) = self.month(named) {
            return Some((month, day, end));
        }
        // The first day of a range whose month comes with the second.
        let link = if self.pieces.is_dash(next) || self.any(next, &["and", "to", "or", "through"]) {
            next + 1
        } else {
            return None;
        };
        let (other, after) = self.day_number(link)?;
        let (month, _) = self.month(self.skip(after, &["of"]))?;
        (other > day).then_some((month, day, next))
    }

    /// "the 15th of next month".
    fn day_of_month_step(&self, at: usize) -> Option<Match> {
        let (day, next) = self.lists.numbers.numerals.ordinal(self.pieces, self.skip(at, &["the"]))?;
        let (steps, end) = self.published_step(next + 1, Unit::Month).filter(|_| self.is(next, "of"))?;
        let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        Some(Match::new(at, end, Meaning::DayIn(day, steps), "day of a month by step"))
    }

    /// The year that comes with the second of two dates: "14-15 July 2016", "from March to May 2005".
    fn or_shared(&self, year: Year, end: usize) -> Year {
        let linked = self.pieces.is_dash(end) || self.any(end, &["and", "to", "or", "through", "until"]);
        if !matches!(year, Year::Unsaid) || !linked || self.pieces.breaks(end) {
            return year;
        }
        let next = end + 1;
        let after = if let Some((_, _, after)) = self.day_and_month(next) {
            after
        } else if let Some((_, after)) = self.month(next) {
            after
        } else if let Some((_, after)) = self.day_number(next) {
            after
        } else {
            return year;
        };
        match self.year_after(after, true).0 {
            known @ Year::Known(_) => known,
            _ => year,
        }
    }

    /// The second day of "November 22-23" and "5 and 7 May": month and year come from the match before.
    pub(super) fn range_tail(&self, at: usize, last: Option<&Match>) -> Option<Match> {
        let last = last.filter(|last| last.end + 1 == at)?;
        let Meaning::Yearly(Yearly::Day(month, first, _), year) = last.meaning else { return None };
        let dash = self.pieces.is_dash(at - 1);
        if !dash && !self.any(at - 1, &["to", "and", "through"]) {
            return None;
        }
        let (day, end) = self.day_number(at)?;
        let (said, after) = self.year_after(end, true);
        let ends = dash || self.pieces.breaks(after) || !self.pieces.is_word(after) || !matches!(said, Year::Unsaid);
        let year = if matches!(said, Year::Unsaid) { year } else { said };
        (day > first && ends).then(|| {
            Match::new(at, after, Meaning::Yearly(Yearly::Day(month, day, None), year), "second day of a range")
        })
    }

    /// A month's name, with the full stop of its short form.
    pub(super) fn month(&self, at: usize) -> Option<(i8, usize)> {
        if !self.pieces.is_capitalized(at) {
            return None;
        }
        self.sense(at, |sense| match sense {
            Sense::Month(number) => Some((number, at + 1)),
            Sense::MonthShort(number) => {
                let dot = self.pieces.is_sign(at + 1, '.') && self.pieces.is_glued(at + 1);
                Some((number, if dot { at + 2 } else { at + 1 }))
            }
            _ => None,
        })
    }

    /// "May", "March" and the like are months only where a date can stand; a short form never stands alone.
    fn month_stands_alone(&self, at: usize, end: usize) -> bool {
        let short = self.sense(at, |sense| if let Sense::MonthShort(_) = sense { Some(()) } else { None }).is_some();
        if short || self.is_verb(at) {
            return short && end == at + 2 && self.senses_of(self.before(at)).contains(&Sense::Lead);
        }
        let ambiguous = self.marked(at, Mark::TwoSided);
        let before = self.before(at);
        let led = self.senses_of(before).contains(&Sense::Lead)
            || self.pieces.is_dash(at.saturating_sub(1))
            || before == "and"
            || before == "the";
        let person = self.pieces.is_capitalized(end)
            && !self.pieces.breaks(end)
            && self.month(end).is_none()
            && self.weekday(end).is_none();
        let all_caps = self.pieces.form(at).len() > 1 && self.pieces.form(at).chars().all(char::is_uppercase);
        let genitive = self.pieces.is_sign(end, '\'') || self.pieces.is_sign(end, '’');
        if ambiguous { led && !all_caps && (!person || genitive) } else { !person || led }
    }

    fn senses_of(&self, word: &str) -> &[Sense] {
        self.lists.words.senses(word)
    }

    pub(super) fn weekday(&self, at: usize) -> Option<(i8, usize)> {
        if !self.pieces.is_capitalized(at) {
            return None;
        }
        self.sense(at, |sense| match sense {
            Sense::Weekday(number) => Some((number, at + 1)),
            Sense::WeekdayShort(number) => {
                let dot = self.pieces.is_sign(at + 1, '.') && self.pieces.is_glued(at + 1);
                Some((number, if dot { at + 2 } else { at + 1 }))
            }
            _ => None,
        })
    }

    /// A day of the month: one or two digits, or an ordinal; never the beginning of a longer number.
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        if let Some((number, end)) = self.lists.numbers.numerals.ordinal(self.pieces, at) {
            return i8::try_from(number).ok().filter(|day| (1..=31).contains(day)).map(|day| (day, end));
        }
        let number = self.pieces.digits(at).filter(|number| (1..=31).contains(number))?;
        let longer = self.pieces.is_glued(at + 1)
            && (self.pieces.is_word(at + 1)
                || ["%", ":", "/"].contains(&self.pieces.form(at + 1))
                || ([",", "."].contains(&self.pieces.form(at + 1))
                    && self.pieces.is_digits(at + 2)
                    && self.pieces.is_glued(at + 2)
                    && self.pieces.form(at + 2).len() == 3));
        let scaled = self.lists.numbers.numerals.multiplier(self.pieces.lower(at + 1)).is_some()
            || self.any(at + 1, &["percent", "per", "people"]);
        if longer || scaled || self.pieces.form(at).len() > 2 {
            None
        } else {
            Some((i8::try_from(number).ok()?, at + 1))
        }
    }

    /// The year that may follow a month or a day. `comma` allows "May 3, 2016".
    pub(super) fn year_after(&self, at: usize, comma: bool) -> (Year, usize) {
        let start = if comma || self.pieces.is_digits(at + 1) { self.skip_sign(at, ',') } else { at };
        let year = self.year(self.skip(start, &["of"])).filter(|_| !self.pieces.breaks(start));
        if let Some((year, end)) = year {
            return (Year::Known(year), end);
        }
        let of = if self.is(at, "of") { at + 1 } else { at };
        if let Some((year, end)) = self.relative_year(of) {
            let bound_to = self.is(at, "of") || !self.is(of, "the");
            if bound_to {
                return (year, end);
            }
        }
        (Year::Unsaid, at)
    }

    /// Four digits that can be a year, or two after an apostrophe.
    pub(super) fn year(&self, at: usize) -> Option<(i16, usize)> {
        let apostrophe = self.pieces.is_sign(at, '\'') || self.pieces.is_sign(at, '’') || self.pieces.is_sign(at, '`');
        let digits = if apostrophe && self.pieces.is_glued(at + 1) { at + 1 } else { at };
        let number = self.pieces.digits(digits)?;
        let length = self.pieces.form(digits).len();
        if self.runs_on(digits) {
            return None;
        }
        let year = i16::try_from(number).ok()?;
        match (length, apostrophe) {
            (4, _) if (1000..=2199).contains(&year) && digits == at => Some((year, at + 1)),
            (2, true) if digits > at => Some((if year < 40 { 2000 + year } else { 1900 + year }, at + 2)),
            _ => None,
        }
    }

    /// Digits that go on: into letters, a decimal, a clock time, a percentage.
    fn runs_on(&self, at: usize) -> bool {
        let next = at + 1;
        self.pieces.is_glued(next)
            && (self.pieces.is_word(next)
                || matches!(self.pieces.form(next), "%" | "/")
                || (matches!(self.pieces.form(next), "," | "." | ":")
                    && self.pieces.is_glued(next + 1)
                    && self.pieces.is_digits(next + 1)))
    }

    /// A year by itself. Counts and names with four digits are kept out by the words around them.
    fn bare_year(&self, at: usize) -> Option<Match> {
        let (year, end) = self.year(at)?;
        let before = self.before(at);
        let led = self.senses_of(before).contains(&Sense::Lead);
        let ranged = self.pieces.is_dash(end)
            && self.year(end + 1).is_some_and(|(last, _)| (year..year.saturating_add(150)).contains(&last))
            || at > 1
                && self.pieces.is_dash(at - 1)
                && self.year(at - 2).is_some()
                && self.lists.numbers.bounds.before(self.pieces, at - 2).is_none();
        let plausible = if led || ranged { (1500..=2100).contains(&year) } else { (1900..=2049).contains(&year) };
        let short = end == at + 2;
        let money = at > 0
            && matches!(self.pieces.form(at - 1), "$" | "£" | "€" | "¥" | "#" | "№" | "." | "/" | "_" | "+")
            && self.pieces.is_glued(at)
            || self.is_after_initial(at);
        let coded = self.pieces.is_glued(at)
            && at >= 2
            && self.pieces.is_dash(at - 1)
            && self.pieces.is_glued(at - 1)
            && !self.range_or_stage(at - 2);
        let coded_after = self.pieces.is_dash(end)
            && self.pieces.is_glued(end)
            && self.pieces.is_glued(end + 1)
            && self.pieces.is_digits(end + 1)
            && self.year(end + 1).is_none()
            && (self.pieces.form(end + 1).len() != 2 || self.pieces.is_dash(end + 2));
        let counted = self.lists.numbers.numerals.multiplier(self.pieces.lower(end)).is_some()
            || self.lists.numbers.numbered.counted(self.pieces.lower(end))
            || self.lists.numbers.numbered.names(self.pieces.lower(end))
            || self.pieces.is_sign(end, '%')
            || self.lists.numbers.numbered.named(before)
            || self.is_bounded_count(at);
        let unit =
            self.sense(self.skip_hyphen(end), |sense| {
                if let Sense::Units(_) | Sense::Unit(_) = sense { Some(()) } else { None }
            })
            .is_some();
        let dated =
            plausible && !money && !coded && !coded_after && !counted && (!unit || self.pieces.lower(end) == "year");
        (dated && (!short || led)).then(|| Match::new(at, end, Meaning::Fixed(Stretch::Year(year)), "year"))
    }

    /// "more than 2000", but "around 2007" and "until at least 2007".
    fn is_bounded_count(&self, at: usize) -> bool {
        let loose = ["around", "about", "circa", "below", "under", "over", "just", "only"];
        let lasting = ["until", "till", "since", "before", "through"];
        let bound = self.lists.numbers.bounds.before(self.pieces, at);
        bound.is_some_and(|bound| !self.any_before(at, &loose) && !self.any_before(bound.edge, &lasting))
    }

    /// "S. 2045", "H.R. 1955": the number of a bill; but "U.S. 2008 election".
    fn is_after_initial(&self, at: usize) -> bool {
        let dotted =
            at > 1 && !self.pieces.breaks(at) && self.pieces.is_sign(at - 1, '.') && self.pieces.is_glued(at - 1);
        let initial = |at: usize| self.pieces.form(at).len() == 1 && self.pieces.is_capitalized(at);
        let country = at > 3 && self.is(at - 2, "s") && self.is(at - 4, "u");
        dotted && initial(at - 2) && !country
    }

    /// What may stand before a hyphen and a year: another year, "mid", "post", "pre".
    fn range_or_stage(&self, at: usize) -> bool {
        self.year(at).is_some()
            || self.pieces.form(at).len() == 4 && self.pieces.is_digits(at)
            || self.any(at, &["mid", "late", "early", "post", "pre"])
            || self.month(at).is_some()
    }

    /// "2016-06-26", "06/26/2016", "26.6.2016", "7/8/07". Month first unless it cannot be.
    fn numeric_date(&self, at: usize) -> Option<Match> {
        let sign = self.pieces.form(at + 1);
        if !matches!(sign, "/" | "-" | ".")
            || self.pieces.form(at + 3) != sign
            || self.runs_on(at + 4) && self.pieces.form(at + 5) == sign
        {
            return None;
        }
        if (at + 1..=at + 4).any(|piece| !self.pieces.is_glued(piece)) {
            return None;
        }
        let (first, second, third) =
            (self.pieces.digits(at)?, self.pieces.digits(at + 2)?, self.pieces.digits(at + 4)?);
        let lengths = (self.pieces.form(at).len(), self.pieces.form(at + 2).len(), self.pieces.form(at + 4).len());
        let date = match lengths {
            (4, 1..=2, 1..=2) => civil(first, second, third),
            (1..=2, 1..=2, 4) if sign == "." => civil(third, second, first),
            (1..=2, 1..=2, 4) => civil(third, first, second).or_else(|| civil(third, second, first)),
            (1..=2, 1..=2, 2) if sign == "/" => {
                let year = if third < 40 { 2000 + third } else { 1900 + third };
                civil(year, first, second).or_else(|| civil(year, second, first))
            }
            _ => None,
        }?;
        (1000..=2199)
            .contains(&date.year())
            .then(|| Match::new(at, at + 5, Meaning::Fixed(Stretch::Day(date)), "date in figures"))
    }

    /// A named day of the year: "Thanksgiving Day", "Good Friday 2008".
    pub(super) fn holiday(&self, at: usize) -> Option<Match> {
        if !self.pieces.is_capitalized(at) {
            return None;
        }
        let (falls, end) = self.lists.words.holidays(self.pieces.lower(at)).iter().find_map(|holiday| {
            let end = self.pieces.phrase(at, &holiday.words)?;
            let last_capital = self.pieces.is_capitalized(end - 1) || self.is(end - 1, "s");
            last_capital.then_some((holiday.falls, end))
        })?;
        // "Polish Independence Day" and "Orthodox Easter" fall on days of their own.
        let last = at.saturating_sub(1);
        let of_others = !self.pieces.breaks(at)
            && self.pieces.is_capitalized(last)
            && (self.is_adjective(last) || self.is_proper(last));
        if of_others {
            return None;
        }
        let (year, end) = self.year_after(end, true);
        Some(Match::new(at, end, Meaning::Yearly(Yearly::Holiday(falls), year), "holiday"))
    }

    /// "the 1990s", "mid-1980s", "the 70s", "the nineties".
    fn decade(&self, at: usize) -> Option<Match> {
        let the = self.is(at, "the");
        let start = self.skip(at, &["the"]);
        let apostrophe = self.pieces.is_sign(start, '\'') || self.pieces.is_sign(start, '’');
        let digits = if apostrophe { start + 1 } else { start };
        if let Some(number) = self.pieces.digits(digits) {
            let mark = if self.pieces.is_sign(digits + 1, '\'') || self.pieces.is_sign(digits + 1, '’') {
                digits + 2
            } else {
                digits + 1
            };
            let plural = self.is(mark, "s") && self.pieces.is_glued(mark) && self.pieces.is_glued(digits + 1);
            let tens = number.is_multiple_of(10);
            let decade = match self.pieces.form(digits).len() {
                4 if tens && (1500..2100).contains(&number) => number / 10,
                2 if tens && (the || apostrophe || self.before(at) == "and" || self.pieces.is_glued(at)) => {
                    number / 10 + if number < 20 { 200 } else { 190 }
                }
                _ => return None,
            };
            return plural.then(|| {
                Match::new(at, mark + 1, Meaning::Fixed(Stretch::Decade(i16::try_from(decade).unwrap_or(0))), "decade")
            });
        }
        let number = self.sense(start, |sense| if let Sense::Decade(number) = sense { Some(number) } else { None })?;
        let staged = || matches!(self.senses_of(self.before(start)).first(), Some(Sense::Stage(_)));
        (the || self.pieces.is_glued(start) || staged())
            .then(|| Match::new(at, start + 1, Meaning::Fixed(Stretch::Decade(number)), "decade"))
    }

    /// "the 20th century".
    fn century(&self, at: usize) -> Option<Match> {
        let (number, next) = self.lists.numbers.numerals.ordinal(self.pieces, self.skip(at, &["the"]))?;
        let unit = self.skip_hyphen(next);
        let century = i16::try_from(number.checked_sub(1)?).ok().filter(|century| (1..=21).contains(century))?;
        self.is(unit, "century").then(|| Match::new(at, unit + 1, Meaning::Fixed(Stretch::Century(century)), "century"))
    }

    /// "fiscal year 2007", "fiscal 2007", "FY2007", "the 2007 financial year".
    fn fiscal(&self, at: usize) -> Option<Match> {
        if self.is(at, "fy") {
            let short =
                self.pieces.digits(at + 1).filter(|_| self.pieces.form(at + 1).len() == 2 && !self.runs_on(at + 1));
            let short = short.and_then(|year| Some((2000 + i16::try_from(year).ok()?, at + 2)));
            let (year, end) = self.year(at + 1).or(short)?;
            return Some(Match::new(at, end, Meaning::Fixed(Stretch::Fiscal(year)), "fiscal year"));
        }
        if self.any(at, &["fiscal", "financial"]) {
            let next = self.skip(at + 1, &["year"]);
            let (year, end) = self.year(next).filter(|_| next > at + 1 || self.is(at, "fiscal"))?;
            return Some(Match::new(at, end, Meaning::Fixed(Stretch::Fiscal(year)), "fiscal year"));
        }
        let start = self.skip(at, &["the"]);
        let (year, next) = self.year(start)?;
        let named = self.any(next, &["fiscal", "financial"]) && self.is(next + 1, "year");
        named.then(|| Match::new(at, next + 2, Meaning::Fixed(Stretch::Fiscal(year)), "fiscal year"))
    }
}

fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
