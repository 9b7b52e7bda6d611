//! Cardinals and ordinals, in digits, in words and mixed: "1,426", "2.5 million", "twenty-five", "half a million".

use std::collections::HashMap;

use lexicon::{Data, DataError};

use crate::Pieces;

/// A number that the text writes, up to piece `end`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cardinal {
    pub end: usize,
    pub value: f64,
    /// Written in digits only: a candidate for a year, a date or a code.
    pub digits: bool,
    /// With thousands separators, decimals or a scale word: surely a number.
    pub formatted: bool,
}

/// Groups of three digits in one number. Longer runs are lists without spaces.
const MOST_GROUPS: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Unit,
    Ten,
    Hundred,
    Scale,
    Group,
    Suffix,
    Ordinal,
}

/// The words that spell numbers.
#[derive(Debug, Clone)]
pub struct Numerals {
    words: HashMap<Box<str>, (Class, f64)>,
}

impl Numerals {
    /// Reads `numeral/words.tsv`.
    ///
    /// # Errors
    /// The table is missing, or a row has an unknown class or no number.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        let table = data.table("numeral/words.tsv", &["word", "class", "value"])?;
        let mut words = HashMap::new();
        for row in table.rows() {
            let class = match row.get(1) {
                "unit" => Class::Unit,
                "ten" => Class::Ten,
                "hundred" => Class::Hundred,
                "scale" => Class::Scale,
                "group" => Class::Group,
                "suffix" => Class::Suffix,
                "ordinal" => Class::Ordinal,
                other => return Err(table.error(row, format!("no class {other:?}"))),
            };
            let value: f64 =
                row.get(2).parse().map_err(|_| table.error(row, format!("{:?} is no number", row.get(2))))?;
            words.insert(row.get(0).into(), (class, value));
        }
        Ok(Self { words })
    }

    fn class(&self, pieces: &Pieces<'_>, at: usize) -> Option<(Class, f64)> {
        if pieces.is_word(at) { self.words.get(pieces.lower(at)).copied() } else { None }
    }

    /// The cardinal number that begins at a piece. "a" begins one only before a scale: "a million", "a dozen".
    #[must_use]
    pub fn cardinal(&self, pieces: &Pieces<'_>, at: usize) -> Option<Cardinal> {
        if pieces.is_digits(at) { self.in_digits(pieces, at) } else { self.in_words(pieces, at) }
    }

    /// The ordinal that begins at a piece: "third", "21st", "twenty-first". Answers the number and the next piece.
    #[must_use]
    pub fn ordinal(&self, pieces: &Pieces<'_>, at: usize) -> Option<(u32, usize)> {
        if let Some(number) = pieces.digits(at) {
            let glued = pieces.is_glued(at + 1) && matches!(pieces.lower(at + 1), "st" | "nd" | "rd" | "th");
            return glued.then_some((number, at + 2));
        }
        match self.class(pieces, at)? {
            (Class::Ordinal, value) => Some((small(value), at + 1)),
            (Class::Ten, tens) => {
                let next = if pieces.is_dash(at + 1) { at + 2 } else { at + 1 };
                match self.class(pieces, next)? {
                    (Class::Ordinal, ones) if ones < 10.0 && !pieces.breaks(next) => {
                        Some((small(tens + ones), next + 1))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The value of a word that multiplies: "hundreds" is asked as "hundred".
    #[must_use]
    pub fn multiplier(&self, word: &str) -> Option<f64> {
        match self.words.get(word) {
            Some(&(Class::Hundred | Class::Scale | Class::Group, value)) => Some(value),
            _ => None,
        }
    }

    /// Digits with separators ("84,121", "7.5"), then a suffix or scale words.
    fn in_digits(&self, pieces: &Pieces<'_>, at: usize) -> Option<Cardinal> {
        let mut end = at + 1;
        let mut written = pieces.form(at).to_owned();
        let grouped = written.len() <= 3;
        while grouped
            && pieces.is_sign(end, ',')
            && pieces.is_glued(end)
            && pieces.is_glued(end + 1)
            && pieces.is_digits(end + 1)
            && pieces.form(end + 1).len() == 3
            && end < at + MOST_GROUPS * 2
        {
            written.push_str(pieces.form(end + 1));
            end += 2;
        }
        // "2 000 tonnes", as the United Nations and the French write it.
        while grouped
            && !pieces.breaks(end)
            && pieces.form(end) == "000"
            && pieces.get(end).is_some_and(|piece| piece.spaced)
            && end < at + MOST_GROUPS
        {
            written.push_str("000");
            end += 1;
        }
        if pieces.is_sign(end, '.') && pieces.is_glued(end) && pieces.is_glued(end + 1) && pieces.is_digits(end + 1) {
            written.push('.');
            written.push_str(pieces.form(end + 1));
            end += 2;
        }
        let fraction = if end == at + 1 || grouped { vulgar(pieces, end) } else { None };
        if let Some((part, next)) = fraction {
            let (end, times) = self.scales(pieces, next);
            let value = (written.parse::<f64>().ok()? + part) * times;
            return Some(Cardinal { end, value, digits: false, formatted: true });
        }
        let plain = end == at + 1;
        let value: f64 = written.parse().ok()?;
        if let Some((Class::Suffix, times)) = self.class(pieces, end).filter(|_| pieces.is_glued(end)) {
            let value = format!("{written}e{}", times.log10()).parse().unwrap_or(value * times);
            return Some(Cardinal { end: end + 1, value, digits: false, formatted: true });
        }
        let (scaled_end, times) = self.scales(pieces, end);
        let scaled = scaled_end > end;
        // 4.1 billion must not come out as 4099999999.9999995: let the parser scale it.
        let zeros = times.log10();
        let value =
            if scaled && zeros.fract() == 0.0 { format!("{written}e{zeros}").parse().ok()? } else { value * times };
        Some(Cardinal { end: scaled_end, value, digits: !scaled, formatted: scaled || !plain })
    }

    /// Scale words after digits, also across a hyphen: "2.5 million", "2-million", "3 dozen", "2 hundred thousand".
    fn scales(&self, pieces: &Pieces<'_>, mut end: usize) -> (usize, f64) {
        let mut times = 1.0;
        loop {
            let next = if pieces.is_hyphen(end) { end + 1 } else { end };
            match self.class(pieces, next) {
                Some((Class::Hundred | Class::Scale | Class::Group, value)) if !pieces.breaks(next) && times < 1e15 => {
                    times *= value;
                    end = next + 1;
                }
                Some((Class::Suffix, value))
                    if pieces.lower(next).len() > 1 && !pieces.breaks(next) && times == 1.0 =>
                {
                    return (next + 1, value);
                }
                _ => return (end, times),
            }
        }
    }

    /// Number words.
    fn in_words(&self, pieces: &Pieces<'_>, at: usize) -> Option<Cardinal> {
        if let Some((start, value)) = self.opening(pieces, at) {
            let (end, times) = self.scales(pieces, start);
            let multiplied = end > start;
            return multiplied.then_some(Cardinal { end, value: value * times, digits: false, formatted: true });
        }
        let mut spelled = Spelled::default();
        let mut end = at;
        // "its hundred and thirty million people".
        let after = |at: usize| matches!(self.class(pieces, at), Some((Class::Unit | Class::Ten, _)));
        if self.class(pieces, at).is_some_and(|found| found.0 == Class::Hundred)
            && pieces.lower(at + 1) == "and"
            && !pieces.breaks(at + 2)
            && after(at + 2)
        {
            spelled.add(Class::Unit, 1.0);
            spelled.add(Class::Hundred, 100.0);
            end = at + 1;
        }
        loop {
            let next = self.skip_link(pieces, end, &spelled);
            let Some((class, value)) = self.class(pieces, next) else { break };
            if (next > at && pieces.breaks(next)) || !spelled.add(class, value) {
                break;
            }
            end = next + 1;
            if let Some(half) = and_a_half(pieces, end) {
                spelled.add_half();
                end = half;
            }
        }
        (end > at).then(|| Cardinal { end, value: spelled.value(), digits: false, formatted: spelled.total > 0.0 })
    }

    /// "a" and "half a" before a scale.
    fn opening(&self, pieces: &Pieces<'_>, at: usize) -> Option<(usize, f64)> {
        let multiplied =
            |next: usize| matches!(self.class(pieces, next), Some((Class::Hundred | Class::Scale | Class::Group, _)));
        match pieces.lower(at) {
            "a" if multiplied(at + 1) => Some((at + 1, 1.0)),
            "half" if matches!(pieces.lower(at + 1), "a") && multiplied(at + 2) => Some((at + 2, 0.5)),
            _ => None,
        }
    }

    /// Over the hyphen in "twenty-five" and the "and" in "two hundred and five".
    fn skip_link(&self, pieces: &Pieces<'_>, end: usize, spelled: &Spelled) -> usize {
        if !spelled.begun {
            return end;
        }
        let hyphen = pieces.is_hyphen(end);
        let and = spelled.after_hundred
            && pieces.lower(end) == "and"
            && matches!(self.class(pieces, end + 1), Some((Class::Unit | Class::Ten, _)));
        if hyphen || and { end + 1 } else { end }
    }
}

/// The piece after "and a half", which hyphens may link: "two-and-a-half".
fn and_a_half(pieces: &Pieces<'_>, at: usize) -> Option<usize> {
    let mut next = at;
    for word in ["and", "a", "half"] {
        let start = if pieces.is_hyphen(next) { next + 1 } else { next };
        if pieces.breaks(start) || pieces.lower(start) != word {
            return None;
        }
        next = start + 1;
    }
    Some(next)
}

/// The fraction that follows a whole number: "10 1/2", "10-1/2", "2½".
fn vulgar(pieces: &Pieces<'_>, at: usize) -> Option<(f64, usize)> {
    const SIGNS: [(char, f64); 5] = [('½', 0.5), ('¼', 0.25), ('¾', 0.75), ('⅓', 1.0 / 3.0), ('⅔', 2.0 / 3.0)];
    if pieces.breaks(at) {
        return None;
    }
    if let Some((_, value)) = SIGNS.iter().find(|(sign, _)| pieces.is_sign(at, *sign)) {
        return Some((*value, at + 1));
    }
    let first = if pieces.is_hyphen(at) { at + 1 } else { at };
    let spaced = first > at || pieces.get(first).is_some_and(|piece| piece.spaced);
    let slash = pieces.is_sign(first + 1, '/') && pieces.is_glued(first + 1) && pieces.is_glued(first + 2);
    let (over, under) = (pieces.digits(first)?, pieces.digits(first + 2)?);
    // "9 9/11 families": only fractions that people write.
    let usual = matches!((over, under), (1, 2..=4 | 8) | (2, 3) | (3, 4 | 8) | (5 | 7, 8));
    let ends = !pieces.is_sign(first + 3, '/') || !pieces.is_glued(first + 3);
    (spaced && slash && usual && ends).then(|| (f64::from(over) / f64::from(under), first + 3))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ordinals in the table are small and positive"
)]
const fn small(value: f64) -> u32 {
    value as u32
}

/// A number being put together from words.
#[derive(Debug, Default)]
struct Spelled {
    total: f64,
    current: f64,
    begun: bool,
    after_hundred: bool,
    last_scale: f64,
    /// A unit or teen was the last word, so another may not follow ("two three").
    closed: bool,
    grouped: bool,
}

impl Spelled {
    /// Takes the word into the number; false when it cannot continue it.
    fn add(&mut self, class: Class, value: f64) -> bool {
        let fits = !self.grouped
            && match class {
                Class::Unit => {
                    !self.closed
                        && (self.current % 100.0 == 0.0 || (self.current % 10.0 == 0.0 && value < 10.0 && value > 0.0))
                }
                Class::Ten => !self.closed && self.current % 100.0 == 0.0,
                Class::Hundred => self.current >= 1.0 && self.current < 100.0,
                Class::Scale => self.current >= 0.5 && (self.last_scale == 0.0 || value < self.last_scale),
                Class::Group => self.current >= 1.0 && self.total == 0.0,
                Class::Suffix | Class::Ordinal => false,
            };
        if !fits {
            return false;
        }
        self.begun = true;
        match class {
            Class::Unit => {
                self.current += value;
                (self.closed, self.after_hundred) = (true, false);
            }
            Class::Ten => {
                self.current += value;
                self.after_hundred = false;
            }
            Class::Hundred | Class::Group => {
                self.current *= value;
                (self.closed, self.after_hundred, self.grouped) =
                    (false, class == Class::Hundred, class == Class::Group);
            }
            Class::Scale => {
                self.total += self.current * value;
                (self.current, self.last_scale) = (0.0, value);
                (self.closed, self.after_hundred) = (false, true);
            }
            Class::Suffix | Class::Ordinal => {}
        }
        true
    }

    fn add_half(&mut self) {
        if self.current > 0.0 {
            self.current += 0.5;
            self.closed = true;
        } else {
            self.total += self.last_scale / 2.0;
        }
    }

    fn value(&self) -> f64 {
        self.total + self.current
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One value, many spellings.
    const CARDINALS: &[(f64, &[&str])] = &[
        (0.0, &["zero"]),
        (7.5, &["7.5"]),
        (25.0, &["25", "twenty-five", "twenty five"]),
        (24.0, &["two dozen", "2 dozen"]),
        (500.0, &["500", "five hundred"]),
        (130.0, &["hundred and thirty", "one hundred and thirty"]),
        (705.0, &["seven hundred and five", "seven hundred five"]),
        (1426.0, &["1,426", "1426", "one thousand four hundred and twenty-six"]),
        (24_000.0, &["24K", "24k", "24,000", "24 thousand", "twenty-four thousand"]),
        (150_000.0, &["one hundred and fifty thousand", "150 thousand", "150,000"]),
        (500_000.0, &["half a million", "500,000"]),
        (2.5, &["two and a half", "two-and-a-half", "2 1/2", "2-1/2", "2½", "2.5"]),
        (
            2_500_000.0,
            &[
                "2.5 million",
                "2 1/2 million",
                "2½ million",
                "two and a half million",
                "two million five hundred thousand",
            ],
        ),
        (8_000_000_000.0, &["8bn", "8 bn", "8-billion", "eight billion"]),
    ];

    fn numerals() -> Numerals {
        Numerals::load(&Data::embedded()).unwrap()
    }

    #[test]
    fn cardinals() {
        let numerals = numerals();
        for &(value, spellings) in CARDINALS {
            for spelling in spellings {
                let pieces = Pieces::of(spelling);
                let found = numerals.cardinal(&pieces, 0);
                assert_eq!(found.map(|found| (found.value, found.end)), Some((value, pieces.len())), "{spelling}");
            }
        }
    }

    #[test]
    fn a_number_ends_where_another_begins() {
        let pieces = Pieces::of("ten 32 two three\nmillion a house");
        let numerals = numerals();
        let found = |at| numerals.cardinal(&pieces, at).map(|found| (found.value, found.end));
        assert_eq!(found(0), Some((10.0, 1)));
        assert_eq!(found(2), Some((2.0, 3)));
        assert_eq!(found(3), Some((3.0, 4)));
        assert_eq!(found(5), None);
    }

    #[test]
    fn ordinals() {
        let numerals = numerals();
        for (text, value) in [("third", 3), ("21st", 21), ("twenty-first", 21), ("6th", 6)] {
            let pieces = Pieces::of(text);
            assert_eq!(numerals.ordinal(&pieces, 0), Some((value, pieces.len())), "{text}");
        }
    }
}
