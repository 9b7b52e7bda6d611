//! Times of day: "10:30 a.m.", "18:00 UTC Monday", "Thursday afternoon", "the early hours of Sunday".

use ontology::Modifier;

use crate::calendar::Unit;
use crate::grammar::Grammar;
use crate::meaning::{From, Match, Meaning};
use crate::words::{Code, Mark, Sense};

/// Hour, minute, next piece, and whether the form itself shows a clock ("10:30 a.m.").
struct Hour {
    hour: i8,
    minute: Option<i8>,
    end: usize,
    certain: bool,
    /// On a clock of twelve hours, without "a.m." or "p.m.".
    spoken: bool,
}

impl Grammar<'_> {
    /// A clock time, with the date beside it if there is one.
    pub(super) fn clock(&self, at: usize) -> Option<Match> {
        let time = self.hour(at)?;
        let (utc, zoned) = self.zone(time.end);
        let four = self.pieces.form(at).len() == 4 && self.pieces.is_digits(at) && !self.pieces.is_sign(at + 1, ':');
        if four && zoned == time.end || !time.certain && zoned == time.end && !self.clock_led(at) {
            return None;
        }
        if let Some(found) = self.clock_of_part(at, &time, zoned) {
            return Some(found);
        }
        let dated = self.date_after_clock(zoned);
        let (date, end) = dated.map_or((None, zoned), |found| (Some(Box::new(found.meaning)), found.end));
        Some(Match::new(at, end, Meaning::Clock { hour: time.hour, minute: time.minute, utc, date }, "clock"))
    }

    /// "11 o'clock last evening", "9:30 Tuesday night", "3 a.m. this morning": the part of the day tells which half.
    fn clock_of_part(&self, at: usize, time: &Hour, next: usize) -> Option<Match> {
        if self.pieces.breaks(next) {
            return None;
        }
        let start = self.pieces.phrase(next, &["in", "the"]).unwrap_or_else(|| self.skip(next, &["on"]));
        let found = if start == next + 2 { None } else { self.dated_part(start).or_else(|| self.tonight(start)) };
        let (part, date, end) = match found {
            Some(Match { meaning: Meaning::Part { part, date }, end, .. }) => (part, date, end),
            Some(_) => return None,
            None => (self.part(start).filter(|_| start == next + 2)?, None, start + 1),
        };
        let late = matches!(part.as_str(), "AF" | "EV" | "NI") && (1..12).contains(&time.hour) && time.spoken;
        let small = part.as_str() == "NI" && time.hour < 5;
        let hour = if late && !small { time.hour + 12 } else { time.hour };
        Some(Match::new(
            at,
            end,
            Meaning::Clock { hour, minute: time.minute, utc: false, date },
            "clock in a part of the day",
        ))
    }

    /// "10:30" and "22:30" need a word that tells time from scores and ratios.
    fn clock_led(&self, at: usize) -> bool {
        self.marked_before(at, Mark::ClockLead)
            || self.date_after_clock(self.hour(at).map_or(at, |time| time.end)).is_some()
    }

    fn hour(&self, at: usize) -> Option<Hour> {
        if let Some(hour) = self.sense(at, |sense| if let Sense::Instant(hour) = sense { Some(hour) } else { None }) {
            return Some(Hour { hour, minute: Some(0), end: at + 1, certain: true, spoken: false });
        }
        let noon = self.pieces.digits(at) == Some(12) && !self.pieces.breaks(at + 1);
        if let Some(hour) = self
            .sense(at + 1, |sense| if let Sense::Instant(hour) = sense { Some(hour) } else { None })
            .filter(|_| noon)
        {
            return Some(Hour { hour, minute: Some(0), end: at + 2, certain: true, spoken: false });
        }
        let Some(number) = self.pieces.digits(at) else { return self.spelled_hour(at) };
        let form = self.pieces.form(at);
        if form.len() == 4 && number % 100 < 60 && number < 2400 && !self.pieces.is_sign(at + 1, ':') {
            return Some(Hour {
                hour: i8::try_from(number / 100).ok()?,
                minute: i8::try_from(number % 100).ok(),
                end: at + 1,
                certain: true,
                spoken: false,
            });
        }
        let hour = i8::try_from(number).ok().filter(|hour| (0..=24).contains(hour) && form.len() <= 2)?;
        let colon = matches!(self.pieces.form(at + 1), ":" | ".")
            && self.pieces.is_glued(at + 1)
            && self.pieces.is_glued(at + 2);
        let minute =
            self.pieces.digits(at + 2).filter(|minute| colon && *minute < 60 && self.pieces.form(at + 2).len() == 2);
        let mut end = if minute.is_some() { at + 3 } else { at + 1 };
        if minute.is_some() && self.pieces.is_sign(end, ':') && self.pieces.is_digits(end + 1) {
            end += 2;
        }
        let minute = minute.and_then(|minute| i8::try_from(minute).ok());
        if let Some((afternoon, after)) = self.half_of_day(end).filter(|_| (1..=12).contains(&hour)) {
            let hour = hour % 12 + if afternoon { 12 } else { 0 };
            return Some(Hour { hour, minute: minute.or(Some(0)), end: after, certain: true, spoken: false });
        }
        if self.is(end, "o") && self.is(end + 2, "clock") {
            return Some(Hour { hour, minute: Some(0), end: end + 3, certain: true, spoken: true });
        }
        let with_colon = minute.is_some() && self.pieces.is_sign(at + 1, ':');
        with_colon.then_some(Hour { hour, minute, end, certain: false, spoken: self.pieces.form(at).len() == 1 })
    }

    /// "three o'clock".
    fn spelled_hour(&self, at: usize) -> Option<Hour> {
        let number = self
            .lists
            .numbers
            .numerals
            .cardinal(self.pieces, at)
            .filter(|number| self.is(number.end, "o") && self.is(number.end + 2, "clock"))?;
        let hour = (1..=12).find(|&hour| (f64::from(hour) - number.value).abs() < f64::EPSILON)?;
        Some(Hour { hour, minute: Some(0), end: number.end + 3, certain: true, spoken: true })
    }

    /// "a.m.", "pm": true in the afternoon.
    fn half_of_day(&self, at: usize) -> Option<(bool, usize)> {
        match self.pieces.lower(at) {
            "am" => Some((false, at + 1)),
            "pm" => Some((true, at + 1)),
            letter @ ("a" | "p")
                if self.pieces.is_sign(at + 1, '.') && self.is(at + 2, "m") && self.pieces.is_glued(at + 2) =>
            {
                let end =
                    if self.pieces.is_sign(at + 3, '.') && self.pieces.is_glued(at + 3) { at + 4 } else { at + 3 };
                Some((letter == "p", end))
            }
            _ => None,
        }
    }

    /// "UTC", "GMT", "local time", "(GMT +8)", "hrs": whether it equals UTC, and the next piece.
    fn zone(&self, at: usize) -> (bool, usize) {
        let start = self.skip_sign(at, '(');
        let start = self.skip(start, &["hours", "hrs"]);
        if self.is(start, "local") && self.is(start + 1, "time") {
            return (false, start + 2);
        }
        let named = self.sense(start, |sense| if let Sense::Zone(utc) = sense { Some(utc) } else { None });
        let cased = self.pieces.form(start).chars().all(char::is_uppercase);
        match named.filter(|_| cased && !self.pieces.breaks(start)) {
            Some(utc) => {
                let mut end = start + 1;
                let shifted = matches!(self.pieces.form(end), "+" | "-" | "−") && self.pieces.is_digits(end + 1);
                if shifted {
                    end += 2;
                }
                if self.pieces.is_sign(at, '(') {
                    end = self.skip_sign(end, ')');
                }
                (utc && !shifted, end)
            }
            None if start > at && !self.pieces.is_sign(at, '(') => (false, start),
            None => (false, at),
        }
    }

    /// The date right behind a clock time: "Nov. 29, 2016", "on Friday", "the next day", "Monday".
    fn date_after_clock(&self, at: usize) -> Option<Match> {
        if self.pieces.breaks(at) {
            return None;
        }
        let start = self.skip(at, &["on"]);
        let found = self.plain_date(start)?;
        found.is_day().then_some(found)
    }

    fn part(&self, at: usize) -> Option<Code> {
        self.sense(at, |sense| if let Sense::Part(part) = sense { Some(part) } else { None })
    }

    /// Parts of the day, with their date: "Thursday afternoon", "this morning", "last night", "late morning", "tonight".
    pub(super) fn part_of_day(&self, at: usize) -> Option<Match> {
        let candidates = [
            self.tonight(at),
            self.hours_of(at),
            self.part_of_date(at),
            self.dated_part(at),
            self.part_before(at),
            self.bare_part(at),
            self.clock_of_date(at),
        ];
        candidates.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
    }

    fn tonight(&self, at: usize) -> Option<Match> {
        let steps = self.sense(at, |sense| if let Sense::Night(steps) = sense { Some(steps) } else { None })?;
        let part = self
            .lists
            .words
            .senses("night")
            .iter()
            .find_map(|sense| if let Sense::Part(part) = *sense { Some(part) } else { None })?;
        Some(Match::new(
            at,
            at + 1,
            part_on(part, Meaning::Step(Unit::Day, steps, From::Published)),
            "night from publication",
        ))
    }

    /// "Thursday afternoon", "yesterday morning", "this evening", "last night", "the previous night", "early Sunday morning".
    fn dated_part(&self, at: usize) -> Option<Match> {
        let (start, modifier) =
            match self.sense(at, |sense| if let Sense::Stage(modifier) = sense { Some(modifier) } else { None }) {
                Some(modifier) => (self.skip(self.skip_hyphen(at + 1), &["on"]), Some(modifier)),
                None => (at, None),
            };
        if let Some((date, next)) = self.stepped_day(start) {
            let part = self.part(next)?;
            return Some(Match { modifier, ..Match::new(at, next + 1, part_on(part, date), "part of a day") });
        }
        let date = self.plain_date(start).filter(Match::is_day)?;
        let late = self.sense(date.end, |sense| if let Sense::Stage(modifier) = sense { Some(modifier) } else { None });
        let noun = if late.is_some() { date.end + 1 } else { date.end };
        let part = self.part(noun).filter(|_| !self.pieces.breaks(noun))?;
        Some(Match {
            modifier: modifier.or(late),
            ..Match::new(at, noun + 1, part_on(part, date.meaning), "part of a day")
        })
    }

    /// "the evening before", "the morning after", when nothing follows that it would be before.
    fn part_before(&self, at: usize) -> Option<Match> {
        if !self.is(at, "the") {
            return None;
        }
        let part = self.part(at + 1)?;
        let steps = match self.pieces.lower(at + 2) {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        let next = at + 3;
        let alone = self.pieces.breaks(next) || !self.pieces.is_word(next) && !self.pieces.is_digits(next);
        let day = Meaning::Step(Unit::Day, steps, From::Told);
        alone.then(|| Match::new(at, next, part_on(part, day), "part of a day"))
    }

    /// "the evening of December 1, 1955", "the morning after" not.
    fn part_of_date(&self, at: usize) -> Option<Match> {
        let noun = self.skip(at, &["the"]);
        let part = self.part(noun).filter(|_| self.is(noun + 1, "of") && noun > at)?;
        let date = self.plain_date(noun + 2).filter(Match::is_day)?;
        // "the night of 14-15 July" has two days.
        let two = self.pieces.is_dash(date.end) || self.any(date.end, &["to", "and"]);
        (!two).then(|| Match::new(at, date.end, part_on(part, date.meaning), "part of a day"))
    }

    /// The day that "this", "last", "the same" and "the previous" give to a part of the day.
    fn stepped_day(&self, at: usize) -> Option<(Meaning, usize)> {
        let word = self.skip(at, &["the"]);
        let published = |steps| Meaning::Step(Unit::Day, steps, From::Published);
        let told = |steps| Meaning::Step(Unit::Day, steps, From::Told);
        let meaning = match self.pieces.lower(word) {
            "this" => published(0),
            "last" if self.any(word + 1, &["night", "evening"]) => published(-1),
            "that" | "same" => told(0),
            "previous" | "preceding" => told(-1),
            "next" | "following" => told(1),
            _ => return None,
        };
        self.part(word + 1)?;
        Some((meaning, word + 1))
    }

    /// "the early hours of Sunday morning", "the small hours of Friday".
    fn hours_of(&self, at: usize) -> Option<Match> {
        let word = self.skip(at, &["the"]);
        let late = self.is(word, "late");
        let early = self.marked(word, Mark::Hours) && !late;
        if !(early || late) || !self.is(word + 1, "hours") {
            return None;
        }
        let modifier = if early { Modifier::Start } else { Modifier::End };
        let morning = self
            .lists
            .words
            .senses(if early { "morning" } else { "evening" })
            .iter()
            .find_map(|sense| if let Sense::Part(part) = *sense { Some(part) } else { None })?;
        let alone = Match {
            modifier: Some(modifier),
            ..Match::new(at, word + 2, Meaning::Part { part: morning, date: None }, "hours of a day")
        };
        if !self.is(word + 2, "of") {
            return Some(alone);
        }
        let inner = word + 3;
        let found = self
            .dated_part(inner)
            .or_else(|| self.bare_part(inner))
            .or_else(|| self.plain_date(inner).filter(Match::is_day));
        let Some(found) = found else { return Some(alone) };
        let meaning = match found.meaning {
            part @ Meaning::Part { .. } => part,
            date => part_on(morning, date),
        };
        Some(Match { modifier: Some(modifier), ..Match::new(at, found.end, meaning, "hours of a day") })
    }

    /// "late morning", "the afternoon", "overnight", "dawn": the day is that of the sentence.
    fn bare_part(&self, at: usize) -> Option<Match> {
        let the = self.skip(at, &["the"]);
        let stage = self.sense(the, |sense| if let Sense::Stage(modifier) = sense { Some(modifier) } else { None });
        let noun = if stage.is_some() { self.skip_hyphen(the + 1) } else { the };
        if let Some(part) = self.daylight(noun) {
            return Some(Match::new(at, noun + 2, Meaning::Part { part, date: None }, "part of the day"));
        }
        let part = self.part(noun)?;
        let word = self.pieces.lower(noun);
        let before = self.before(at);
        let led = stage.is_some()
            || self.marked(noun, Mark::Moment)
            || (the > at && matches!(before, "in" | "during" | "on" | "throughout" | "through"))
            || matches!(before, "until" | "since" | "by" | "all");
        let named = self.pieces.is_capitalized(noun) && !self.pieces.breaks(noun);
        let end = noun + 1;
        let compound = self.is(end, "of") || self.is(end, "before") || self.is(end, "after");
        if !led || named || compound || matches!(word, "night" | "dawn") && the > at && self.is(end, "and") {
            return None;
        }
        // "dawn on Monday", "nightfall yesterday": the date says which day.
        let date = self.date_after_clock(end).filter(|_| self.marked(noun, Mark::Moment));
        let (end, date) = date.map_or((end, None), |date| (date.end, Some(Box::new(date.meaning))));
        Some(Match { modifier: stage, ..Match::new(at, end, Meaning::Part { part, date }, "part of the day") })
    }

    /// "daylight hours".
    fn daylight(&self, at: usize) -> Option<Code> {
        let hours = self.is(at, "daylight") && self.is(at + 1, "hours");
        let daytime = self
            .lists
            .words
            .senses("daytime")
            .iter()
            .find_map(|sense| if let Sense::Part(part) = *sense { Some(part) } else { None });
        daytime.filter(|_| hours)
    }

    /// "Friday at 3 p.m.", "Nov. 29 at 10:30 a.m. local time".
    fn clock_of_date(&self, at: usize) -> Option<Match> {
        let date = self.plain_date(at).filter(Match::is_day)?;
        let start = self.skip(self.skip_sign(date.end, ','), &["at"]);
        let clock = self.clock_without_date(start)?;
        let Meaning::Clock { hour, minute, utc, .. } = clock.meaning else { return None };
        Some(Match::new(
            at,
            clock.end,
            Meaning::Clock { hour, minute, utc, date: Some(Box::new(date.meaning)) },
            "clock on a date",
        ))
    }

    fn clock_without_date(&self, at: usize) -> Option<Match> {
        if self.pieces.breaks(at) {
            return None;
        }
        let time = self.hour(at)?;
        let (utc, end) = self.zone(time.end);
        let four = self.pieces.form(at).len() == 4 && self.pieces.is_digits(at);
        (!four || end > time.end).then(|| {
            Match::new(at, end, Meaning::Clock { hour: time.hour, minute: time.minute, utc, date: None }, "clock")
        })
    }
}

fn part_on(part: Code, date: Meaning) -> Meaning {
    Meaning::Part { part, date: Some(Box::new(date)) }
}
