//! The forms a number takes: plain, vague plural, range; with the words that bound it. Money and shares have files of their own.

use numeral::{Cardinal, Limit, NumberWords, Pieces};
use ontology::Modifier;

use crate::words::{UnitClass, Words};

/// The word lists that quantities are made of.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    pub words: Words,
    pub numbers: NumberWords,
}

/// A number found: pieces `start` to `end`, its core (without bounds) from `core`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    pub start: usize,
    pub core: usize,
    pub core_end: usize,
    pub end: usize,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub modifier: Option<Modifier>,
    pub unit: Option<String>,
    /// A noun linked by a hyphen ("90-mile", "23-member").
    pub linked: Option<Linked>,
    /// Written as bare digits or a single number word: open to the doubts of `doubt.rs`.
    pub plain: bool,
    pub rule: &'static str,
}

/// A noun that a hyphen links to the number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Linked {
    /// Its piece.
    pub noun: usize,
    pub unit: Option<String>,
    /// The number measures what follows; otherwise it counts the noun itself.
    pub measures: bool,
}

impl Form {
    pub(crate) fn exact(start: usize, end: usize, value: f64, rule: &'static str) -> Self {
        Self {
            start,
            core: start,
            core_end: end,
            end,
            low: Some(value),
            high: Some(value),
            modifier: None,
            unit: None,
            linked: None,
            plain: false,
            rule,
        }
    }
}

pub(crate) struct Reader<'a> {
    pub lists: &'a Lists,
    pub pieces: &'a Pieces<'a>,
}

impl Reader<'_> {
    /// The quantity whose number begins at a piece. `from` is where the last one ended.
    pub(crate) fn form(&self, at: usize, from: usize) -> Option<Form> {
        let mut core =
            self.money(at).or_else(|| self.vague(at)).or_else(|| self.fraction(at)).or_else(|| self.number(at))?;
        if core.unit.is_none() {
            core.linked = self.linked(core.core_end);
        }
        Some(self.bounded(core, from))
    }

    /// "-mile" in "90-mile pipeline", "-member" in "23-member panel".
    fn linked(&self, at: usize) -> Option<Linked> {
        let noun = at + 1;
        let (unit, class) = self.lists.words.unit(self.pieces.lower(noun)).filter(|_| self.pieces.is_hyphen(at))?;
        let unit = (class != UnitClass::Counted).then(|| unit.to_owned());
        Some(Linked { noun, unit, measures: class == UnitClass::Measure })
    }

    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.pieces.lower(at) == word
    }

    pub(crate) fn any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.pieces.lower(at))
    }

    /// "dozens", "hundreds of thousands", "tens of millions", "several hundred", "a few dozen".
    fn vague(&self, at: usize) -> Option<Form> {
        let few = self.any(at, &["several", "few", "many"]) && !self.pieces.breaks(at + 1);
        if few {
            let next = at + 1;
            if let Some(low) = self.lists.words.vague(self.pieces.lower(next)).filter(|_| self.is(at, "many")) {
                return Some(Form { high: None, ..Form::exact(at, next + 1, low, "vague plural") });
            }
            let times = self.lists.numbers.numerals.multiplier(self.pieces.lower(next))?;
            let (scaled, end) = self.further_scale(next + 1);
            let start = if at > 0 && self.is(at - 1, "a") && !self.pieces.breaks(at) { at - 1 } else { at };
            return Some(Form {
                high: None,
                core: start,
                ..Form::exact(start, end, 2.0 * times * scaled, "several of a scale")
            });
        }
        let low = self.lists.words.vague(self.pieces.lower(at)).filter(|_| self.pieces.is_word(at))?;
        let of = self.is(at + 1, "of");
        let second = self.lists.words.vague(self.pieces.lower(at + 2)).filter(|_| of);
        let end = if second.is_some() { at + 3 } else { self.repeated(at) };
        let money = if self.is(end, "of") { self.currency_name(end + 1) } else { None };
        if let Some((code, after)) = money {
            let low = second.map_or(low, |second| low * second / 2.0);
            return Some(Form { high: None, unit: Some(code), ..Form::exact(at, after, low, "money, vague plural") });
        }
        match second {
            Some(second) => Some(Form { high: None, ..Form::exact(at, at + 3, low * second / 2.0, "vague plural") }),
            // "tens" alone and "test scores" are no numbers.
            None if self.is(at, "tens") || (self.is(at, "scores") && (!of || self.after_determiner(at))) => None,
            None => Some(Form { high: None, ..Form::exact(at, end, low, "vague plural") }),
        }
    }

    /// Over "thousands and thousands": the piece after the last of them.
    fn repeated(&self, at: usize) -> usize {
        let mut end = at + 1;
        while self.any(end, &["and", "upon"])
            && self.pieces.lower(end + 1) == self.pieces.lower(at)
            && !self.pieces.breaks(end + 1)
        {
            end += 2;
        }
        end
    }

    /// "the scores of both teams".
    fn after_determiner(&self, at: usize) -> bool {
        !self.pieces.breaks(at) && self.any(at - 1, &["the", "their", "its", "test", "these", "those"])
    }

    /// "several hundred thousand".
    fn further_scale(&self, at: usize) -> (f64, usize) {
        match self.lists.numbers.numerals.multiplier(self.pieces.lower(at)).filter(|_| !self.pieces.breaks(at)) {
            Some(times) => (times, at + 1),
            None => (1.0, at),
        }
    }

    /// Plain numbers and ranges, with the share or money that they turn out to be.
    fn number(&self, at: usize) -> Option<Form> {
        let number = self.millions(self.lists.numbers.numerals.cardinal(self.pieces, at)?);
        let form = self.ranged(at, &number)?;
        if let Some(end) = self.share(form.end) {
            return Some(self.shares(form, end));
        }
        if let Some((code, end)) = self.money_after(&form) {
            return Some(Form { end, core_end: end, unit: Some(code), plain: false, rule: "money", ..form });
        }
        Some(self.changed_from(at, &number).unwrap_or(form))
    }

    /// "12m ballots", "3.4m barrels": a glued "m" is a million before a plural.
    fn millions(&self, number: Cardinal) -> Cardinal {
        let (letter, next) = (number.end, number.end + 1);
        let glued = number.digits && self.is(letter, "m") && self.pieces.is_glued(letter);
        let word = self.pieces.lower(next);
        let counted = !self.pieces.breaks(next)
            && !self.pieces.is_glued(next)
            && (word.ends_with('s') && word.len() > 3
                || self.lists.words.unit(word).is_some()
                || self.lists.words.money_after(word).is_some());
        if glued && counted {
            Cardinal { end: next, value: number.value * 1e6, digits: false, formatted: true }
        } else {
            number
        }
    }

    /// The number, or the range that it begins.
    fn ranged(&self, at: usize, number: &Cardinal) -> Option<Form> {
        let plain = !number.formatted;
        let form = Form { plain, ..Form::exact(at, number.end, number.value, "number") };
        let between = !self.pieces.breaks(at) && self.is(at - 1, "between");
        if between && self.any(number.end, &["and"]) {
            let second =
                self.lists.numbers.numerals.cardinal(self.pieces, number.end + 1).map(|second| self.millions(second));
            let second = second.filter(|second| second.value > number.value)?;
            return Some(Form {
                start: at - 1,
                end: second.end,
                core_end: second.end,
                low: Some(shared_scale(number.value, second)),
                high: Some(second.value),
                rule: "range",
                ..form
            });
        }
        let Some((high, end)) = self.range_end(at, number, false) else { return Some(form) };
        Some(Form {
            end,
            core_end: end,
            low: Some(shared_scale(number.value, high)),
            high: Some(high.value),
            rule: "range",
            plain: plain && high.digits,
            ..form
        })
    }

    /// The upper number of "30 to 40", "30-40", "two or three"; not of "from 9 to 10", which is a change.
    pub(crate) fn range_end(&self, at: usize, first: &Cardinal, money: bool) -> Option<(Cardinal, usize)> {
        let link = first.end;
        let dash = self.pieces.is_dash(link) && self.pieces.is_glued(link) == self.pieces.is_glued(link + 1);
        let word = self.any(link, &["to", "or"]) && !self.pieces.breaks(link);
        if !(dash || word) || self.after_from(at) {
            return None;
        }
        let next = if money { self.currency(link + 1).map_or(link + 1, |found| found.1) } else { link + 1 };
        let second = if money { self.amount(next) } else { self.lists.numbers.numerals.cardinal(self.pieces, next) }?;
        let second = if money { second } else { self.millions(second) };
        if self.pieces.breaks(link + 1) || second.value <= first.value {
            return None;
        }
        // "2 or 3" and "two or three" are ranges; "one or 100" is not.
        let near = !self.is(link, "or") || second.value - first.value <= 5.0 || second.formatted;
        // "555-1234" is a telephone number.
        let third = self.pieces.is_hyphen(second.end) && self.pieces.is_digits(second.end + 1);
        (near && !third).then_some((second, second.end))
    }

    /// "rose from 9 to 10" is two numbers; "range from ten to 32" and "From 500 to 600 farmers came" are one.
    pub(crate) fn after_from(&self, at: usize) -> bool {
        let from = !self.pieces.breaks(at) && self.is(at - 1, "from") && !self.pieces.is_capitalized(at - 1);
        from && !(at > 1 && self.any(at - 2, &["range", "ranges", "ranging", "ranged", "vary", "varying", "anywhere"]))
    }

    pub(crate) fn over_words(&self, at: usize, phrases: &[&str]) -> usize {
        phrases
            .iter()
            .find_map(|phrase| {
                self.pieces.phrase(at, &phrase.split(' ').collect::<Vec<_>>()).filter(|_| !self.pieces.breaks(at))
            })
            .unwrap_or(at)
    }

    /// Adds the bounding words before and after.
    fn bounded(&self, mut form: Form, from: usize) -> Form {
        let article = |at: usize| {
            if at > from && !self.pieces.breaks(at) && self.any(at - 1, &["a", "an"]) { at - 1 } else { at }
        };
        let start = if self.pieces.form(form.start).len() > 1 || !self.pieces.is_word(form.start) {
            form.start
        } else {
            article(form.start)
        };
        let before = self.lists.numbers.bounds.before(self.pieces, start).filter(|bound| bound.edge >= from);
        let after = self.lists.numbers.bounds.after(self.pieces, form.end);
        if let Some(bound) = before {
            form.start = bound.edge;
            self.limit(&mut form, bound.limit, self.lists.numbers.bounds.modifier(bound));
        }
        if let Some(bound) = after {
            form.end = bound.edge;
            if before.is_none_or(|before| before.limit == Limit::Exact) {
                self.limit(&mut form, bound.limit, self.lists.numbers.bounds.modifier(bound));
            }
        }
        form
    }

    fn limit(&self, form: &mut Form, limit: Limit, modifier: &str) {
        form.modifier = modifier.parse().ok();
        match limit {
            Limit::Low => form.high = if form.high == form.low { None } else { form.high },
            // "up to several hundred" has no size at all; its low bound goes and nothing comes.
            Limit::High => form.low = if form.high.is_some() { None } else { form.low },
            Limit::Approx | Limit::Exact => {}
        }
    }
}

/// "3 to 5 million" is three million to five million.
pub(crate) fn shared_scale(low: f64, high: Cardinal) -> f64 {
    if high.digits || low >= 1000.0 {
        return low;
    }
    let scale = [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| high.value >= *scale && high.formatted);
    match scale {
        Some(scale) if low < high.value / scale && high.value / scale < 1000.0 && !high.digits => low * scale,
        _ => low,
    }
}
