//! Dates by their distance: "last year", "the following day", "two years ago", "the end of last year", "late on Friday".

use ontology::TimeType;

use crate::calendar::{Stretch, Unit};
use crate::grammar::Grammar;
use crate::meaning::{From, Match, Meaning, Side, Year, Yearly};
use crate::words::{Mark, Sense};

/// A step word: how far, counted from what.
#[derive(Debug, Clone, Copy)]
struct Step {
    steps: i32,
    from: From,
    /// "past", "last" and "recent" before a number of units measure a length.
    end: usize,
}

impl Grammar<'_> {
    /// A fixed phrase from `phrases.tsv`.
    pub(super) fn phrase(&self, at: usize) -> Option<Match> {
        self.lists.words.phrases(self.pieces.lower(at)).iter().find_map(|phrase| {
            let end = self.pieces.phrase(at, &phrase.words)?;
            if !phrase.before.is_empty() && self.before(at) != &*phrase.before {
                return None;
            }
            // "the future of the island", "at the moment that it passed", "up to date".
            let complement = !phrase.before.is_empty() && self.any(end, &["of", "that", "when"])
                || self.is(at, "to") && self.any_before(at, &["up"]);
            if complement || !phrase.near.is_empty() && !self.stands_near(at, &phrase.near) {
                return None;
            }
            if let Ok(day) = phrase.value.parse() {
                return Some(Match::new(at, end, Meaning::Fixed(Stretch::Day(day)), "day known by name"));
            }
            let hyphenated = self.pieces.is_hyphen(end);
            // "now that", and the "Now," that opens a speaker's next point.
            let opens = self.pieces.form(at) == "Now" && self.pieces.is_sign(end, ',');
            if self.is(at, "now") && (self.is(end, "that") || opens) {
                return None;
            }
            if hyphenated || self.pieces.is_glued(at) && self.pieces.is_dash(at - 1) {
                return None;
            }
            let meaning = match &*phrase.value {
                "today" => Meaning::Step(Unit::Day, 0, From::Published),
                "this-year" => Meaning::Step(Unit::Year, 0, From::Published),
                "after" => Meaning::After,
                "before" => Meaning::Before,
                value => Meaning::Plain(phrase.kind, value.to_owned()),
            };
            Some(Match { modifier: phrase.modifier, ..Match::new(at, end, meaning, "fixed phrase") })
        })
    }

    /// One of the words stands within reach on the same line. Twelve pieces: a clause or so.
    fn stands_near(&self, at: usize, words: &[Box<str>]) -> bool {
        let here = |piece: &usize| words.iter().any(|word| self.is(*piece, word));
        let after =
            (at..at + 12).take_while(|&piece| piece == at || !self.pieces.breaks(piece)).any(|piece| here(&piece));
        let before = (at.saturating_sub(12)..at)
            .rev()
            .take_while(|&piece| !self.pieces.breaks(piece + 1))
            .any(|piece| here(&piece));
        after || before
    }

    /// A date with a stage or an edge before it.
    pub(super) fn staged(&self, at: usize) -> Option<Match> {
        self.edged(at).or_else(|| self.early_or_late(at)).or_else(|| self.earlier_or_later(at))
    }

    /// "the end of last year", "the beginning of the month", "the middle of March".
    fn edged(&self, at: usize) -> Option<Match> {
        let start = self.skip(self.skip(at, &["the"]), &["very"]);
        let modifier =
            self.sense(start, |sense| if let Sense::Edge(modifier) = sense { Some(modifier) } else { None })?;
        if !self.is(start + 1, "of") {
            return None;
        }
        let dated = |found: &Match| !matches!(found.meaning, Meaning::Plain(..) | Meaning::Placed(..));
        let inner = self.plain_date(start + 2).filter(dated).or_else(|| self.the_unit(start + 2))?;
        Some(Match { start: at, modifier: Some(modifier), rule: "edge of a date", ..inner })
    }

    /// "the day", "the year": the current one.
    fn the_unit(&self, at: usize) -> Option<Match> {
        let noun = self.skip(self.skip(at, &["the"]), &["calendar", "financial", "fiscal"]);
        if !self.is(at, "the") && noun == at {
            return self.bare_unit(at);
        }
        let unit = self.unit(noun)?;
        let from = if unit == Unit::Day { From::Told } else { From::Running };
        (!unit.is_clock()).then(|| Match::new(at, noun + 1, Meaning::Step(unit, 0, from), "the running unit"))
    }

    /// "by end of year".
    fn bare_unit(&self, at: usize) -> Option<Match> {
        let unit = self.unit(at).filter(|unit| matches!(unit, Unit::Year | Unit::Month | Unit::Week))?;
        Some(Match::new(at, at + 1, Meaning::Step(unit, 0, From::Published), "the running unit"))
    }

    /// "early January", "late 2017", "mid-2007", "late on Friday", "early this month", "late in the day".
    fn early_or_late(&self, at: usize) -> Option<Match> {
        let the = self.skip(at, &["the"]);
        let modifier =
            self.sense(the, |sense| if let Sense::Stage(modifier) = sense { Some(modifier) } else { None })?;
        let next = self.skip(self.skip_hyphen(the + 1), &["on", "in"]);
        let next = if self.is(next, "to")
            && self.sense(next + 2, |sense| matches!(sense, Sense::Stage(_)).then_some(())).is_some()
        {
            return None;
        } else {
            next
        };
        let inner = self.plain_date(next).or_else(|| self.the_unit(next).filter(|_| self.is(next, "the")))?;
        if matches!(inner.meaning, Meaning::Plain(..) | Meaning::Placed(..)) {
            return None;
        }
        Some(Match { start: at, modifier: inner.modifier.or(Some(modifier)), rule: "stage of a date", ..inner })
    }

    /// "earlier this week", "later this year", "later in the spring", "earlier on Monday".
    fn earlier_or_later(&self, at: usize) -> Option<Match> {
        let side = self.sense(at, |sense| match sense {
            Sense::ShiftTold(-1) => Some(Side::Earlier),
            Sense::ShiftTold(1) => Some(Side::Later),
            _ => None,
        })?;
        let next = self.skip(at + 1, &["on", "in"]);
        let inner = self.plain_date(next).or_else(|| self.the_unit(next).filter(|_| self.is(next, "the")))?;
        let dated = matches!(
            inner.meaning,
            Meaning::Step(..)
                | Meaning::Yearly(..)
                | Meaning::YearlyStep(..)
                | Meaning::Weekday(_)
                | Meaning::Fixed(_)
                | Meaning::WeekdayStep(..)
        );
        dated.then_some(Match { start: at, side: Some(side), rule: "side of a date", ..inner })
    }

    /// "this", "last", "next", "the following", with an optional "the" or "these".
    fn step(&self, at: usize) -> Option<Step> {
        let word = self.skip(at, &["the", "these", "those", "his", "her", "its", "their", "our", "this"]);
        let the_next = self.is(at, "the");
        let picked = self.sense(word, |sense| match sense {
            Sense::Relative(steps) => Some(Step { steps, from: From::Published, end: word + 1 }),
            Sense::Follows(steps) => Some(Step { steps, from: From::Told, end: word + 1 }),
            Sense::VaguePast => Some(Step { steps: -1, from: From::Published, end: word + 1 }),
            _ => None,
        });
        match picked {
            Some(step) => Some(step),
            None if word == at + 1 && self.is(at, "this") && !the_next => {
                Some(Step { steps: 0, from: From::Published, end: word })
            }
            None if word == at + 1 && self.any(at, &["these", "those"]) => {
                Some(Step { steps: 0, from: From::Published, end: word })
            }
            None => None,
        }
    }

    fn unit(&self, at: usize) -> Option<Unit> {
        self.sense(at, |sense| if let Sense::Unit(unit) = sense { Some(unit) } else { None })
    }

    /// Dates by steps and shifts.
    pub(super) fn relative(&self, at: usize) -> Option<Match> {
        let candidates = [
            self.deictic(at),
            self.stepped(at),
            self.unit_before(at),
            self.shifted(at),
            self.same_period(at),
            self.day_anaphor(at),
            self.week_of_month(at),
            self.weekday_of_month(at),
            self.bare_day(at),
            self.unit_of_day(at),
        ];
        candidates.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
    }

    /// "today", "the day before yesterday".
    fn deictic(&self, at: usize) -> Option<Match> {
        let day = |at: usize| self.sense(at, |sense| if let Sense::Day(steps) = sense { Some(steps) } else { None });
        if let Some(steps) = day(at) {
            return Some(Match::new(
                at,
                at + 1,
                Meaning::Step(Unit::Day, steps, From::Published),
                "day from publication",
            ));
        }
        let noun = self.skip(at, &["the"]);
        let sign = if self.is(noun + 1, "before") {
            -1
        } else if self.is(noun + 1, "after") {
            1
        } else {
            return None;
        };
        let steps = day(noun + 2).filter(|_| self.is(noun, "day"))?;
        Some(Match::new(at, noun + 3, Meaning::Step(Unit::Day, steps + sign, From::Published), "day from publication"))
    }

    /// "last year", "this weekend", "the following day", "last Friday", "next summer", "this Thanksgiving".
    fn stepped(&self, at: usize) -> Option<Match> {
        let step = self.step(at)?;
        if self.any(step.end, &["fiscal", "financial"])
            && self.unit(step.end + 1) == Some(Unit::Year)
            && step.from == From::Published
        {
            return Some(Match::new(at, step.end + 2, Meaning::FiscalStep(step.steps), "fiscal year by step"));
        }
        let noun = step.end;
        let the = self.is(at, "the");
        if let Some(unit) = self.unit(noun) {
            return self.stepped_unit(at, step, unit, the);
        }
        let (steps, from) = (step.steps, step.from);
        if let Some((number, end)) = self.weekday(noun) {
            return Some(Match::new(at, end, Meaning::WeekdayStep(number, steps, from), "weekday by step"));
        }
        let yearly = if let Some((number, end)) = self.month(noun) {
            // "this May 5" is a day with its month.
            if self.pieces.is_digits(end) && !self.pieces.breaks(end) {
                return None;
            }
            Some((Yearly::Month(number), end))
        } else if let Some(season) =
            self.sense(noun, |sense| if let Sense::Season(season) = sense { Some(season) } else { None })
        {
            Some((Yearly::Season(season), noun + 1))
        } else {
            self.holiday(noun).and_then(|found| {
                if let Meaning::Yearly(yearly, Year::Unsaid) = found.meaning { Some((yearly, found.end)) } else { None }
            })
        };
        let (yearly, end) = yearly?;
        let meaning = if from == From::Told && steps == 0 {
            Meaning::Yearly(yearly, Year::Relative(0, From::Told))
        } else {
            Meaning::YearlyStep(yearly, steps)
        };
        Some(Match::new(at, end, meaning, "month or season by step"))
    }

    fn stepped_unit(&self, at: usize, step: Step, unit: Unit, the: bool) -> Option<Match> {
        let Step { steps, from, end: noun } = step;
        let end = noun + 1;
        let word = self.pieces.lower(noun - 1);
        if unit.is_clock() || self.pieces.is_hyphen(end) {
            let measured = the && matches!(word, "last" | "past" | "next") && unit != Unit::Second;
            return measured.then(|| self.one(at, end, unit, steps));
        }
        let spanning =
            matches!(self.before(at), "over" | "in" | "within" | "during" | "for" | "throughout" | "through");
        let recent = self.sense(noun - 1, |sense| matches!(sense, Sense::VaguePast).then_some(())).is_some();
        if recent
            || self.is(at, "these")
            || self.is(at, "those")
            || (unit == Unit::Day && word == "this" && at + 1 == noun)
        {
            return None;
        }
        if the
            && (word == "past"
                || (matches!(word, "last" | "next")
                    && spanning
                    && !matches!(unit, Unit::Day | Unit::Weekend | Unit::Quarter)))
        {
            return Some(self.one(at, end, unit, steps));
        }
        // "the last day", "the current year" and the like: the former is no calendar day.
        if unit == Unit::Day && word == "last" {
            return None;
        }
        let from = if unit == Unit::Day && matches!(word, "next") { From::Told } else { from };
        Some(Match::new(at, end, Meaning::Step(unit, steps, from), "unit by step"))
    }

    /// "last year", "this year", "next year", "the previous year", "the year before".
    pub(super) fn relative_year(&self, at: usize) -> Option<(Year, usize)> {
        let stepped = self.step(at).filter(|step| self.unit(step.end) == Some(Unit::Year));
        let found = match stepped {
            Some(step) => self.stepped_unit(at, step, Unit::Year, self.is(at, "the"))?,
            None => self.unit_before(at)?,
        };
        match found.meaning {
            Meaning::Step(Unit::Year, step, from) => Some((Year::Relative(step, from), found.end)),
            _ => None,
        }
    }

    /// "this week", "next month": how many units from publication, and the next piece.
    pub(super) fn published_step(&self, at: usize, unit: Unit) -> Option<(i32, usize)> {
        let step = self.step(at).filter(|step| step.from == From::Published && self.unit(step.end) == Some(unit))?;
        (!self.pieces.breaks(at)).then_some((step.steps, step.end + 1))
    }

    /// A length of one unit, before or after publication.
    fn one(&self, at: usize, end: usize, unit: Unit, sign: i32) -> Match {
        Match::new(at, end, Meaning::Placed(Some(1.0), unit, sign.signum()), "length of one unit")
    }

    /// "the day before", "the year previous", "the week earlier", when nothing follows that it would be before.
    fn unit_before(&self, at: usize) -> Option<Match> {
        if !self.is(at, "the") {
            return None;
        }
        let unit = self.unit(at + 1).filter(|unit| !unit.is_clock())?;
        let sign = match self.pieces.lower(at + 2) {
            "before" | "earlier" | "previous" | "prior" => -1,
            "after" | "later" => 1,
            _ => return None,
        };
        let next = at + 3;
        let alone = self.pieces.breaks(next)
            || !self.pieces.is_word(next) && !self.pieces.is_digits(next)
            || self.any(next, &["in", "at", "on", "by", "when", "and", "but", "as", "with"]);
        alone.then(|| Match::new(at, next, Meaning::Step(unit, sign, From::Told), "unit before or after"))
    }

    /// "two years ago", "three weeks later", "a week ago Tuesday", "two days from now", "a week from Friday".
    fn shifted(&self, at: usize) -> Option<Match> {
        let length = self.measure(at)?;
        let next = length.end;
        let shift = self.sense(next, |sense| match sense {
            Sense::Shift(sign) => Some((sign, From::Published, next + 1)),
            Sense::ShiftTold(sign) if !self.is(next + 1, "than") => Some((sign, From::Told, next + 1)),
            _ => None,
        });
        let shift = shift.or_else(|| {
            (self.is(next, "from") && self.any(next + 1, &["now", "today"])).then_some((1, From::Published, next + 2))
        });
        let shift = shift.or_else(|| self.is(next, "hence").then_some((1, From::Published, next + 1)));
        let Some((sign, from, end)) = shift else {
            let (number, end) = self.is(next, "from").then(|| self.weekday(next + 1))??;
            let meaning = Meaning::Shift {
                amount: length.amount?,
                unit: length.unit,
                sign: 1,
                from: From::Published,
                weekday: Some(number),
            };
            return Some(Match::new(at, end, meaning, "length from a weekday"));
        };
        let Some(amount) = length.amount else {
            let meaning = match (from, sign < 0) {
                (From::Told, true) => Meaning::Before,
                (From::Told, false) => Meaning::After,
                (_, true) => Meaning::Plain(TimeType::Date, "PAST_REF".to_owned()),
                (_, false) => Meaning::Plain(TimeType::Date, "FUTURE_REF".to_owned()),
            };
            return Some(Match::new(at, end, meaning, "unnamed length ago"));
        };
        // Hours and minutes earlier than something leave the day open: the length is all that is said.
        if length.unit.is_clock() && from == From::Told {
            return None;
        }
        let weekday = self
            .weekday(end)
            .filter(|_| from == From::Published && matches!(length.unit, Unit::Week | Unit::Fortnight));
        let (weekday, end) = weekday.map_or((None, end), |(number, end)| (Some(number), end));
        let meaning = Meaning::Shift { amount, unit: length.unit, sign, from, weekday };
        Some(Match::new(at, end, meaning, "length before or after"))
    }

    /// "the same month last year", "the same period a year earlier".
    fn same_period(&self, at: usize) -> Option<Match> {
        let word = self.skip(at, &["the"]);
        if !self.is(word, "same") || !self.any(word + 1, &["period", "time", "day", "week", "month", "quarter"]) {
            return None;
        }
        let rest = self.skip(word + 2, &["of", "in"]);
        let years = if let Some((Year::Relative(steps, _), end)) = self.relative_year(rest) {
            (steps, end)
        } else {
            let found = self.shifted(rest)?;
            match found.meaning {
                Meaning::Shift { amount: 1.0, unit: Unit::Year, sign, .. } => (sign, found.end),
                _ => return None,
            }
        };
        Some(Match::new(at, years.1, Meaning::Same(years.0), "same period of another year"))
    }

    /// "the day", "that time": the date last told, where the word cannot mean another.
    fn day_anaphor(&self, at: usize) -> Option<Match> {
        if self.is(at, "that") && self.is(at + 1, "time") && self.any_before(at, &["at", "by", "since", "until"]) {
            return Some(Match::new(at, at + 2, Meaning::Told, "date last told"));
        }
        if self.is(at, "the")
            && self.is(at + 1, "day")
            && (self.marked_before(at, Mark::Closing)
                || self.any_before(at, &["in"]) && self.any_before(at - 1, &["later", "earlier", "late", "early"]))
        {
            return Some(Match::new(at, at + 2, Meaning::Step(Unit::Day, 0, From::Told), "the running unit"));
        }
        if self.is(at, "the") && self.any(at + 1, &["entire", "whole"]) && self.is(at + 2, "year") {
            return Some(Match::new(at, at + 3, Meaning::Step(Unit::Year, 0, From::Told), "the running unit"));
        }
        if self.is(at, "the")
            && self.is(at + 1, "weekend")
            && self.any_before(at, &["over", "during", "on", "at", "through"])
        {
            return Some(Match::new(at, at + 2, Meaning::Step(Unit::Weekend, 0, From::Published), "the running unit"));
        }
        None
    }

    pub(super) fn any_before(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.before(at))
    }
}
