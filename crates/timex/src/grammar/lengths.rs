//! Lengths and sets: "three years", "the past 24 hours", "eight-year", "every day", "twice a week".

use ontology::TimeType;

use crate::calendar::Unit;
use crate::grammar::Grammar;
use crate::meaning::{Match, Meaning};
use crate::words::{Mark, Sense};

/// A number of units; `None` is an unnamed number ("several", or none at all: "months").
#[derive(Debug, Clone, Copy)]
pub(super) struct Measure {
    pub amount: Option<f64>,
    pub unit: Unit,
    pub end: usize,
}

/// `P3Y`, `PT48H`, `P2.5Y`, `PXM`.
pub(crate) fn length_value(amount: Option<f64>, unit: Unit) -> String {
    let (letter, times) = unit.letter();
    let clock = if unit.is_clock() { "T" } else { "" };
    match (amount, unit) {
        (Some(0.5), Unit::Hour) => "PT30M".to_owned(),
        (Some(0.5), Unit::Day) => "PT12H".to_owned(),
        (Some(0.5), Unit::Year) => "P6M".to_owned(),
        (Some(amount), _) => format!("P{clock}{}{letter}", amount * times),
        (None, Unit::Decade) => "PXDE".to_owned(),
        (None, Unit::Century) => "PXCE".to_owned(),
        (None, _) => format!("P{clock}X{letter}"),
    }
}

impl Grammar<'_> {
    fn any_unit(&self, at: usize) -> Option<(Unit, bool)> {
        self.sense(at, |sense| match sense {
            Sense::Unit(unit) => Some((unit, false)),
            Sense::Units(unit) => Some((unit, true)),
            _ => None,
        })
    }

    /// Over "trading", "consecutive" and the like, and one adjective of any kind before a unit: "24 difficult years".
    fn skip_fillers(&self, mut at: usize) -> usize {
        while self.sense(at, |sense| matches!(sense, Sense::Filler).then_some(())).is_some() {
            at += 1;
        }
        let vague = self.sense(at, |sense| matches!(sense, Sense::Vague(_)).then_some(())).is_some();
        let described = !vague && self.is_adjective(at) && self.any_unit(at + 1).is_some_and(|unit| unit.1);
        if described { at + 1 } else { at }
    }

    /// "two years", "a week", "several months", "half an hour", "a year and a half", "months".
    pub(super) fn measure(&self, at: usize) -> Option<Measure> {
        if self.is(at, "half") && self.any(at + 1, &["a", "an"]) {
            let (unit, plural) = self.any_unit(at + 2)?;
            return (!plural).then_some(Measure { amount: Some(0.5), unit, end: at + 3 });
        }
        if self.any(at, &["a", "an", "another"]) {
            return self.measure_with_article(at);
        }
        self.bare_measure(at)
    }

    /// A length without article: "two years", "several months", "months".
    fn bare_measure(&self, at: usize) -> Option<Measure> {
        if let Some((unit, true)) = self.any_unit(at).filter(|found| found.0 != Unit::Quarter) {
            return Some(Measure { amount: None, unit, end: at + 1 });
        }
        let number = self.lists.numbers.numerals.cardinal(self.pieces, at);
        let (amount, next) = match number {
            Some(number) => (Some(number.value), self.after_bound(number.end)),
            None => self.vague(at)?,
        };
        let unfilled = next;
        let next = self.skip_fillers(next);
        let (unit, plural) = self.any_unit(next)?;
        // "three quarters of the seats" is a share.
        if unit == Unit::Quarter && next == unfilled && self.is(next + 1, "of") {
            return None;
        }
        // "a second" and "one quarter" are no lengths; "a third year" does not get here.
        let odd = matches!(unit, Unit::Second | Unit::Quarter) && !plural;
        if odd || (amount.is_none() && !plural) {
            return None;
        }
        let half = self.pieces.phrase(next + 1, &["and", "a", "half"]);
        let amount = if half.is_some() { amount.map(|amount| amount + 0.5) } else { amount };
        let end = half.unwrap_or(next + 1);
        Some(Measure {
            amount,
            unit,
            end: self
                .pieces
                .phrase(end, &["in", "a", "row"])
                .unwrap_or_else(|| self.skip(end, &["straight", "running"])),
        })
    }

    /// "plus" and the like between number and unit: "20-plus months", "40 or more years".
    fn after_bound(&self, at: usize) -> usize {
        self.lists.numbers.bounds.after(self.pieces, at).map_or(at, |bound| bound.edge)
    }

    /// "a few", "several", "a couple of", "many".
    fn vague(&self, at: usize) -> Option<(Option<f64>, usize)> {
        let number = self.sense(at, |sense| if let Sense::Vague(number) = sense { Some(number) } else { None })?;
        // "the fifth attack in as many weeks" says no number.
        if self.before(at) == "as" {
            return None;
        }
        Some(((number > 0).then(|| f64::from(number)), self.skip(at + 1, &["of"])))
    }

    fn measure_with_article(&self, at: usize) -> Option<Measure> {
        let next = self.skip(self.skip_fillers(at + 1), &["mere", "good", "single"]);
        if let Some((unit, false)) = self.any_unit(next) {
            if unit == Unit::Second || unit == Unit::Quarter || self.pieces.is_hyphen(next + 1) {
                return None;
            }
            let half = self.pieces.phrase(next + 1, &["and", "a", "half"]);
            return Some(Measure {
                amount: Some(if half.is_some() { 1.5 } else { 1.0 }),
                unit,
                end: half.unwrap_or(next + 1),
            });
        }
        if self.any(next, &["matter", "period"]) && self.is(next + 1, "of") {
            return self.bare_measure(next + 2);
        }
        if let Some((amount, next)) = self.vague(next) {
            let next = self.skip_fillers(next);
            return self.any_unit(next).filter(|unit| unit.1).map(|(unit, _)| Measure { amount, unit, end: next + 1 });
        }
        let number = self
            .lists
            .numbers
            .numerals
            .cardinal(self.pieces, at)
            .or_else(|| self.lists.numbers.numerals.cardinal(self.pieces, next))?;
        let hyphen = self.skip_hyphen(number.end);
        let (unit, plural) = self.any_unit(hyphen)?;
        plural.then_some(Measure { amount: Some(number.value), unit, end: hyphen + 1 })
    }

    /// A length of time, with the words that place it before or after now ("the last two years", "the coming days").
    pub(super) fn length(&self, at: usize) -> Option<Match> {
        let candidates = [self.hyphenated(at), self.placed_length(at), self.first_of_two(at), self.plain_length(at)];
        candidates.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
    }

    fn plain_length(&self, at: usize) -> Option<Match> {
        if self.before(at) == "many" && self.before(at - 1) == "as" {
            return None;
        }
        let start = self.over_the_years(at);
        let measure = self.measure(start)?;
        let end = self.joined_units(measure.end);
        let unit =
            if end > measure.end { self.any_unit(end - 1).map_or(measure.unit, |found| found.0) } else { measure.unit };
        let amount = if end > measure.end && measure.amount.is_none() { None } else { measure.amount };
        let unit = if amount.is_some() { measure.unit } else { unit };
        let name = self.pieces.is_capitalized(start)
            && measure.amount.is_none()
            && self.pieces.is_capitalized(end)
            && !self.pieces.breaks(end);
        let glued = self.pieces.is_hyphen(end) && !self.is(end + 1, "long");
        let end = if self.pieces.is_dash(end) && self.is(end + 1, "long") { end + 2 } else { end };
        // "14 years old".
        let aged = measure.amount.is_some() && self.is(end, "old") && !self.pieces.breaks(end);
        let end = if aged { end + 1 } else { end };
        let hours_of = measure.amount.is_none()
            && measure.unit == Unit::Hour
            && !self.any(at.wrapping_sub(1), &["for", "after", "within", "in", "of"])
            && !self.any(end, &["before", "after", "later", "earlier", "of", "ago"]);
        let idle = measure.amount.is_none() && self.is(at, "the") && self.is(end, "of");
        // "not a day to be out" is no length.
        let some_day = measure.unit == Unit::Day
            && self.any(at, &["a", "an"])
            && measure.amount == Some(1.0)
            && !self.any_after(end, &["before", "after", "earlier", "later", "prior"])
            && !self.marked_before(at, Mark::LengthLead);
        let long = end > at && self.is(end - 1, "long");
        let owned = measure.amount.is_none()
            && !long
            && matches!(self.before(at), "my" | "his" | "her" | "our" | "their" | "its" | "your" | "the");
        if name || owned || glued || hours_of || idle || some_day {
            return None;
        }
        if self.before(at) == "within" && !self.any_after(end, &["of", "after", "before"]) {
            return Some(Match::new(at, end, Meaning::Placed(amount, unit, 0), "deadline"));
        }
        Some(Match::new(at, end, Meaning::Plain(TimeType::Duration, length_value(amount, unit)), "length"))
    }

    fn any_after(&self, at: usize, words: &[&str]) -> bool {
        !self.pieces.breaks(at) && self.any(at, words)
    }

    /// "the" before bare units only in "over the years" and its like.
    fn over_the_years(&self, at: usize) -> usize {
        let over = matches!(self.before(at), "over" | "through" | "down" | "throughout");
        if over && self.is(at, "the") { at + 1 } else { at }
    }

    /// "days and weeks", "weeks or months": the second unit tells more.
    fn joined_units(&self, end: usize) -> usize {
        let joined = self.any(end, &["and", "or"])
            && self.any_unit(end + 1).is_some_and(|unit| unit.1)
            && self.any_unit(end - 1).is_some_and(|unit| unit.1);
        if joined { end + 2 } else { end }
    }

    /// "the last two years", "the past 24 hours", "the coming days", "recent weeks", "these five months".
    fn placed_length(&self, at: usize) -> Option<Match> {
        let the = self.skip(at, &["the", "these", "his", "her", "its", "their", "our", "this"]);
        let placed = self.sense(the, |sense| match sense {
            Sense::Relative(sign) => Some((sign, true)),
            Sense::VaguePast => Some((-1, true)),
            Sense::Follows(sign @ (-1 | 1)) => Some((sign, false)),
            _ => None,
        });
        let first =
            self.lists.numbers.numerals.ordinal(self.pieces, the).is_some_and(|(_, next)| next == the + 1 && the > at)
                || self.any(the, &["final"]);
        if placed.is_none() && !first || self.is(the, "this") || self.is_verb(the) {
            return None;
        }
        let measure = self
            .measure(self.skip(the + 1, &["the"]))
            .filter(|measure| self.any_unit(measure.end - 1).is_some_and(|unit| unit.1 || measure.amount.is_some()))?;
        if self.any(the + 1, &["a", "an"]) || (first && measure.amount.is_none()) {
            return None;
        }
        let end = self.joined_units(measure.end);
        let unit =
            if end > measure.end { self.any_unit(end - 1).map_or(measure.unit, |found| found.0) } else { measure.unit };
        let meaning = match placed {
            // "the last three months of 2015" lie in 2015.
            Some((sign @ (-1 | 1), true)) if !self.is(end, "of") => Meaning::Placed(measure.amount, unit, sign),
            _ => Meaning::Plain(TimeType::Duration, length_value(measure.amount, unit)),
        };
        let found = Match::new(at, end, meaning, "length placed in time");
        let plus = self
            .lists
            .numbers
            .numerals
            .cardinal(self.pieces, the + 1)
            .and_then(|number| self.lists.numbers.bounds.after(self.pieces, number.end));
        Some(Match {
            modifier: plus.and_then(|bound| {
                if self.lists.numbers.bounds.modifier(bound) == "EQUAL_OR_MORE" {
                    Some(ontology::Modifier::MoreThan)
                } else {
                    None
                }
            }),
            ..found
        })
    }

    /// "eight-year", "three-year period", "24-hour", "42-year-old".
    fn hyphenated(&self, at: usize) -> Option<Match> {
        let start = self.skip(at, &["a", "an"]);
        let number = self.lists.numbers.numerals.cardinal(self.pieces, start);
        let (amount, next) = match number {
            Some(number) => (Some(number.value), number.end),
            None => self.vague(start)?,
        };
        let unit_at = self.skip_hyphen(next);
        let (unit, plural) = self.any_unit(unit_at)?;
        // "the thirty-second session".
        if self.lists.numbers.numerals.ordinal(self.pieces, start).is_some_and(|(_, end)| end == unit_at + 1) {
            return None;
        }
        if plural || (unit_at == next && !self.noun_follows(unit_at + 1, amount)) || matches!(unit, Unit::Quarter) {
            return None;
        }
        let mut end = unit_at + 1;
        let old = self.skip_hyphen(end);
        if self.any(old, &["old", "olds", "long"]) && old > end {
            end = old + 1;
        }
        let period = start > at && self.marked(end, Mark::Span);
        let (from, end) = if period { (at, end + 1) } else { (start, end) };
        if start > at && !period {
            return None;
        }
        Some(Match::new(
            from,
            end,
            Meaning::Plain(TimeType::Duration, length_value(amount, unit)),
            "length as an adjective",
        ))
    }

    /// "two day visit": a number other than one, a singular unit, and a word after it.
    fn noun_follows(&self, at: usize, amount: Option<f64>) -> bool {
        amount.is_some_and(|amount| amount > 1.0) && self.pieces.is_word(at) && !self.pieces.breaks(at)
    }

    /// The "60" of "between 60 and 90 days", the "three" of "three to five years".
    fn first_of_two(&self, at: usize) -> Option<Match> {
        let number = self.lists.numbers.numerals.cardinal(self.pieces, at)?;
        // "16- and 17-year-olds".
        let hanging = self.pieces.is_dash(number.end)
            && self.pieces.is_glued(number.end)
            && self.any(number.end + 1, &["and", "or", "to"]);
        let link = if hanging { number.end + 1 } else { number.end };
        let between = hanging || self.before(at) == "between" && self.is(link, "and");
        let range = between || self.any(link, &["to", "or"]) || self.pieces.is_dash(link);
        let second = self.lists.numbers.numerals.cardinal(self.pieces, link + 1).filter(|_| range)?;
        let (unit, _) = self.any_unit(self.skip_hyphen(self.skip_fillers(second.end)))?;
        (second.value > number.value && unit != Unit::Quarter).then(|| {
            Match::new(
                at,
                number.end,
                Meaning::Plain(TimeType::Duration, length_value(Some(number.value), unit)),
                "first of two lengths",
            )
        })
    }

    /// What recurs: "daily", "every two weeks", "each year", "on Mondays", "twice a week", "a year" after a number.
    pub(super) fn set(&self, at: usize) -> Option<Match> {
        self.often(at).or_else(|| self.every(at)).or_else(|| self.rate(at)).or_else(|| self.weekdays(at))
    }

    fn often(&self, at: usize) -> Option<Match> {
        let word = self.skip(at, &["a", "an"]);
        let code = self.sense(word, |sense| if let Sense::Often(code) = sense { Some(code) } else { None })?;
        let basis = self.is(word + 1, "basis");
        let (start, end) = if word > at && basis { (at, word + 2) } else { (word, word + 1) };
        let name = self.pieces.is_capitalized(word) && self.pieces.is_capitalized(end) && !self.pieces.breaks(end);
        // "LA Weekly": a capital in the middle of a sentence.
        let inner =
            self.pieces.is_capitalized(word) && !self.pieces.breaks(word) && self.pieces.is_capitalized(word - 1);
        if word > at && !basis || name || inner {
            return None;
        }
        Some(Match::new(start, end, Meaning::Plain(TimeType::Set, code.as_str().to_owned()), "recurrence"))
    }

    fn every(&self, at: usize) -> Option<Match> {
        self.sense(at, |sense| matches!(sense, Sense::Each).then_some(()))?;
        let set = |end: usize, value: String| Some(Match::new(at, end, Meaning::Plain(TimeType::Set, value), "each"));
        let other = self.is(at + 1, "other");
        let next = self.skip(self.skip(at + 1, &["other", "single"]), &["working"]);
        if let Some((unit, false)) = self.any_unit(next) {
            return set(next + 1, length_value(Some(if other { 2.0 } else { 1.0 }), unit));
        }
        if let Some((number, end)) = self.weekday(next) {
            return set(end, format!("XXXX-WXX-{number}"));
        }
        if let Some((month, end)) = self.month(next) {
            return set(end, format!("XXXX-{month:02}"));
        }
        if let Some(part) = self.sense(next, |sense| if let Sense::Part(part) = sense { Some(part) } else { None }) {
            return set(next + 1, format!("XXXX-XX-XXT{}", part.as_str()));
        }
        if self.sense(next, |sense| matches!(sense, Sense::Season(_)).then_some(())).is_some() {
            return set(next + 1, "P1Y".to_owned());
        }
        let measure =
            self.measure(next).filter(|measure| measure.amount.is_some() || self.any(next, &["few", "several"]))?;
        set(measure.end, length_value(measure.amount, measure.unit))
    }

    /// "twice a week", "$2 million a year", "per day".
    fn rate(&self, at: usize) -> Option<Match> {
        let times = self.lists.numbers.numerals.cardinal(self.pieces, at).map_or(at, |number| number.end);
        let rate = self.sense(times, |sense| matches!(sense, Sense::Rate).then_some(())).is_some();
        let article = if rate { times + 1 } else { at };
        if !self.any(article, &["a", "an", "per", "each", "every"]) {
            return None;
        }
        let (unit, plural) = self.any_unit(article + 1)?;
        let per = self.is(article, "per");
        if plural || unit == Unit::Quarter || !(rate || per || self.number_before(article)) {
            return None;
        }
        Some(Match::new(at, article + 2, Meaning::Plain(TimeType::Set, length_value(Some(1.0), unit)), "rate"))
    }

    /// A number, a sum or a share stands right before: "15 a year", "$2 million a year", "10 percent a month".
    fn number_before(&self, at: usize) -> bool {
        if self.pieces.breaks(at) {
            return false;
        }
        let last = at - 1;
        let word = self.pieces.lower(last);
        self.pieces.is_digits(last)
            || self.pieces.is_sign(last, '%')
            || self.lists.numbers.numerals.multiplier(word).is_some()
            || self.marked(last, Mark::Reckoned)
            || self.counted_before(last)
    }

    /// A noun that ends at piece `last` and is counted: "25 million people", "55 billion cubic metres of gas".
    fn counted_before(&self, last: usize) -> bool {
        const REACH: usize = 6;
        let noun = self.pieces.lower(last).ends_with('s') || self.is_noun(last);
        let led = |at: usize| {
            self.sense(at, |sense| matches!(sense, Sense::Lead).then_some(())).is_some() && !self.is(at, "of")
        };
        let within =
            |at: &usize| !self.pieces.breaks(at + 1) && !led(*at) && !matches!(self.pieces.form(*at), "," | "." | ";");
        let mut reach = (last.saturating_sub(REACH)..last).rev().take_while(within);
        noun && !led(last) && reach.any(|at| self.lists.numbers.numerals.cardinal(self.pieces, at).is_some())
    }

    /// "on Mondays".
    fn weekdays(&self, at: usize) -> Option<Match> {
        let number = self.sense(at, |sense| if let Sense::Weekdays(number) = sense { Some(number) } else { None })?;
        if matches!(self.before(at), "on" | "most" | "all" | "and" | "or") || self.pieces.breaks(at) {
            return Some(Match::new(
                at,
                at + 1,
                Meaning::Plain(TimeType::Set, format!("XXXX-WXX-{number}")),
                "weekdays",
            ));
        }
        // "Fridays hearing" lost its apostrophe somewhere.
        Some(Match::new(at, at + 1, Meaning::Weekday(number), "weekday"))
    }
}
