//! The forms a number takes: plain, money, share, vague plural, fraction, range; with the words that bound it.

use numeral::{Bounds, Cardinal, Limit, Numbered, Numerals, Pieces};
use ontology::Modifier;

use crate::words::Words;

/// The word lists that quantities are made of.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    pub words: Words,
    pub numerals: Numerals,
    pub bounds: Bounds,
    pub numbered: Numbered,
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
    /// Written as bare digits or a single number word: open to the doubts of `doubt.rs`.
    pub plain: bool,
    pub rule: &'static str,
}

impl Form {
    fn exact(start: usize, end: usize, value: f64, rule: &'static str) -> Self {
        Self {
            start,
            core: start,
            core_end: end,
            end,
            low: Some(value),
            high: Some(value),
            modifier: None,
            unit: None,
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
        let core =
            self.money(at).or_else(|| self.vague(at)).or_else(|| self.fraction(at)).or_else(|| self.number(at))?;
        Some(self.bounded(core, from))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.pieces.lower(at) == word
    }

    fn any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.pieces.lower(at))
    }

    /// "$8bn", "US$40 million", "EUR 3,000", "A$2.5m", "$3-5 million".
    fn money(&self, at: usize) -> Option<Form> {
        let (code, number_at) = self.currency(at)?;
        let number = self.amount(number_at)?;
        let mut form = Form::exact(at, number.end, number.value, "money");
        if let Some((high, end)) = self.range_end(number_at, &number, true) {
            let low = shared_scale(number.value, high);
            form = Form { end, core_end: end, low: Some(low), high: Some(high.value), ..form };
        } else if !self.pieces.breaks(at) && self.is(at - 1, "between") && self.is(number.end, "and") {
            let next = self.currency(number.end + 1).map_or(number.end + 1, |found| found.1);
            if let Some(high) = self.amount(next).filter(|high| high.value > number.value) {
                let low = shared_scale(number.value, high);
                let end = high.end;
                form = Form { start: at - 1, end, core_end: end, low: Some(low), high: Some(high.value), ..form };
            }
        }
        let end = self.over_words(form.end, &["us dollars", "dollars"]);
        Some(Form { unit: Some(code), end, core_end: end, ..form })
    }

    /// The currency before a number, and where the number begins.
    fn currency(&self, at: usize) -> Option<(String, usize)> {
        let single = |at: usize| self.lists.words.money_before(self.pieces.lower(at));
        // "US $40", but "a $40 fine".
        let glued = self.pieces.is_glued(at + 1);
        let letters = self.pieces.form(at);
        let prefix = glued || letters.len() > 1 && letters.chars().all(char::is_uppercase);
        if self.pieces.is_word(at) && self.pieces.is_sign(at + 1, '$') && prefix {
            let joined = format!("{}{}", self.pieces.lower(at), self.pieces.lower(at + 1));
            if let Some(code) = self.lists.words.money_before(&joined) {
                return Some((code.to_owned(), at + 2));
            }
        }
        let code = single(at)?;
        let upper = !self.pieces.is_word(at) || self.pieces.form(at).chars().next().is_some_and(char::is_uppercase);
        // "US $40".
        upper.then(|| {
            (code.to_owned(), if self.pieces.is_sign(at + 1, '.') && self.pieces.is_word(at) { at + 2 } else { at + 1 })
        })
    }

    /// A number after a currency, where "m" and "b" mean million and billion.
    fn amount(&self, at: usize) -> Option<Cardinal> {
        let number = self.lists.numerals.cardinal(self.pieces, at)?;
        let times = match self.pieces.lower(number.end) {
            "m" => 1e6,
            "b" => 1e9,
            _ => return Some(number),
        };
        let glued = self.pieces.is_glued(number.end) && number.digits;
        Some(if glued {
            Cardinal { end: number.end + 1, value: number.value * times, digits: false, formatted: true }
        } else {
            number
        })
    }

    /// "dozens", "hundreds of thousands", "tens of millions", "several hundred", "a few dozen".
    fn vague(&self, at: usize) -> Option<Form> {
        let few = self.any(at, &["several", "few", "many"]);
        if few {
            let next = at + 1;
            let times =
                self.lists.numerals.multiplier(self.pieces.lower(next)).filter(|_| !self.pieces.breaks(next))?;
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
        let end = if second.is_some() { at + 3 } else { at + 1 };
        let money = if self.is(end, "of") { self.money_after(end + 1) } else { None };
        if let Some((code, after)) = money {
            let low = second.map_or(low, |second| low * second / 2.0);
            return Some(Form { high: None, unit: Some(code), ..Form::exact(at, after, low, "money, vague plural") });
        }
        match second {
            Some(second) => Some(Form { high: None, ..Form::exact(at, at + 3, low * second / 2.0, "vague plural") }),
            // "tens" alone and "test scores" are no numbers.
            None if self.is(at, "tens") || (self.is(at, "scores") && !of) => None,
            None => Some(Form { high: None, ..Form::exact(at, at + 1, low, "vague plural") }),
        }
    }

    /// "several hundred thousand".
    fn further_scale(&self, at: usize) -> (f64, usize) {
        match self.lists.numerals.multiplier(self.pieces.lower(at)).filter(|_| !self.pieces.breaks(at)) {
            Some(times) => (times, at + 1),
            None => (1.0, at),
        }
    }

    /// "two-thirds", "a quarter of", "half the members", "one in five".
    fn fraction(&self, at: usize) -> Option<Form> {
        if self.is(at, "half") {
            let counted = self.any(at + 1, &["of", "the", "its", "their", "his", "her", "our", "all"]);
            let number = self.lists.numerals.cardinal(self.pieces, at).is_some();
            let outside = self.pieces.breaks(at)
                || !self.any(at - 1, &["second", "first", "other", "and", "the", "latter"])
                || self.is(at + 1, "of") && self.any(at - 1, &["and"]);
            return (counted && !number && outside).then(|| Form::exact(at, at + 1, 0.5, "fraction"));
        }
        let article = self.any(at, &["a", "an"]);
        let number = if article {
            None
        } else {
            self.lists.numerals.cardinal(self.pieces, at).filter(|number| number.value <= 20.0)
        };
        let (count, next) = if article { (1.0, at + 1) } else { number.map(|number| (number.value, number.end))? };
        if let Some(out_of) = self.one_in(next).filter(|_| !article) {
            return Some(Form::exact(at, out_of.1, count / out_of.0, "one in so many"));
        }
        let part = if self.pieces.is_dash(next) && self.pieces.is_glued(next) { next + 1 } else { next };
        let value = self.lists.words.fraction(self.pieces.lower(part)).filter(|_| !self.pieces.breaks(part))?;
        let end = part + 1;
        let plural = self.pieces.lower(part).ends_with('s') && count > 1.0;
        let bound = self.lists.bounds.before(self.pieces, at).is_some();
        let closed = self.is(end, "of")
            || self.pieces.breaks(end)
            || self.pieces.get(end).is_some() && !self.pieces.is_word(end)
            || bound;
        let hyphen = part > next;
        (plural || closed || (hyphen && self.any(end, &["majority", "vote"])))
            .then(|| Form::exact(at, end, count * value, "fraction"))
    }

    /// "in five", "out of ten".
    fn one_in(&self, at: usize) -> Option<(f64, usize)> {
        let next = match self.pieces.lower(at) {
            "in" if self.is(at + 1, "every") => at + 2,
            "in" => at + 1,
            "out" if self.is(at + 1, "of") && self.is(at + 2, "every") => at + 3,
            "out" if self.is(at + 1, "of") => at + 2,
            _ => return None,
        };
        let number = self
            .lists
            .numerals
            .cardinal(self.pieces, next)
            .filter(|number| (2.0..=10_000.0).contains(&number.value))?;
        let spelled = self.is(next - 1, "every")
            || self.pieces.is_word(next)
            || (self.pieces.form(at - 1) == "1" && !self.pieces.is_word(number.end));
        spelled.then_some((number.value, number.end))
    }

    /// A number with what makes it a share, a sum or a range.
    fn number(&self, at: usize) -> Option<Form> {
        let number = self.lists.numerals.cardinal(self.pieces, at)?;
        let plain = !number.formatted;
        let mut form = Form { plain, ..Form::exact(at, number.end, number.value, "number") };
        let between = !self.pieces.breaks(at) && self.is(at - 1, "between");
        if between && self.any(number.end, &["and"]) {
            let second = self
                .lists
                .numerals
                .cardinal(self.pieces, number.end + 1)
                .filter(|second| second.value > number.value)?;
            form = Form {
                start: at - 1,
                end: second.end,
                core_end: second.end,
                low: Some(shared_scale(number.value, second)),
                high: Some(second.value),
                rule: "range",
                ..form
            };
        } else if let Some((high, end)) = self.range_end(at, &number, false) {
            form = Form {
                end,
                core_end: end,
                low: Some(shared_scale(number.value, high)),
                high: Some(high.value),
                rule: "range",
                plain: plain && high.digits,
                ..form
            };
        }
        let share = self.share(form.end);
        if let Some(end) = share {
            // "10% to 15%".
            let upper = if self.any(end, &["to"]) || self.pieces.is_dash(end) {
                self.lists.numerals.cardinal(self.pieces, end + 1)
            } else {
                None
            };
            if let Some((upper, end)) = upper
                .and_then(|upper| Some((upper, self.share(upper.end)?)))
                .filter(|(upper, _)| upper.value > number.value && !self.after_from(at))
            {
                return Some(Form {
                    end,
                    core_end: end,
                    high: Some(upper.value),
                    unit: Some("percent".to_owned()),
                    plain: false,
                    rule: "range of shares",
                    ..form
                });
            }
            return Some(Form {
                end,
                core_end: end,
                unit: Some("percent".to_owned()),
                plain: false,
                rule: "share",
                ..form
            });
        }
        if let Some((code, end)) = self.money_after(form.end) {
            return Some(Form { end, core_end: end, unit: Some(code), plain: false, rule: "money", ..form });
        }
        Some(form)
    }

    /// "%", "percent", "per cent" after a number.
    fn share(&self, at: usize) -> Option<usize> {
        let start = if self.pieces.is_dash(at) && self.pieces.is_glued(at) { at + 1 } else { at };
        if self.pieces.breaks(start) {
            return None;
        }
        if self.pieces.is_sign(start, '%') || self.any(start, &["percent", "pct"]) {
            return Some(start + 1);
        }
        (self.is(start, "per") && self.is(start + 1, "cent")).then_some(start + 2)
    }

    fn money_after(&self, at: usize) -> Option<(String, usize)> {
        if self.pieces.breaks(at) {
            return None;
        }
        let two = format!("{} {}", self.pieces.lower(at), self.pieces.lower(at + 1));
        if let Some(code) = self.lists.words.money_after(&two) {
            return Some((code.to_owned(), at + 2));
        }
        let code = self.lists.words.money_after(self.pieces.lower(at))?;
        // "won" is a verb far more often than a currency.
        (!self.is(at, "won")).then(|| (code.to_owned(), at + 1))
    }

    /// The upper number of "30 to 40", "30-40", "two or three"; not of "from 9 to 10", which is a change.
    fn range_end(&self, at: usize, first: &Cardinal, money: bool) -> Option<(Cardinal, usize)> {
        let link = first.end;
        let dash = self.pieces.is_dash(link) && self.pieces.is_glued(link) == self.pieces.is_glued(link + 1);
        let word = self.any(link, &["to", "or"]) && !self.pieces.breaks(link);
        if !(dash || word) || self.after_from(at) {
            return None;
        }
        let next = if money { self.currency(link + 1).map_or(link + 1, |found| found.1) } else { link + 1 };
        let second = if money { self.amount(next) } else { self.lists.numerals.cardinal(self.pieces, next) }?;
        if self.pieces.breaks(link + 1) || second.value <= first.value {
            return None;
        }
        // "2 or 3" and "two or three" are ranges; "one or 100" is not.
        let near = !self.is(link, "or") || second.value - first.value <= 5.0 || second.formatted;
        // "555-1234" is a telephone number.
        let third = self.pieces.is_dash(second.end)
            && self.pieces.is_glued(second.end)
            && self.pieces.is_digits(second.end + 1);
        (near && !third).then_some((second, second.end))
    }

    /// "rose from 9 to 10" is two numbers; "range from ten to 32" is one.
    fn after_from(&self, at: usize) -> bool {
        let from = !self.pieces.breaks(at) && self.is(at - 1, "from");
        from && !(at > 1 && self.any(at - 2, &["range", "ranges", "ranging", "ranged", "vary", "varying", "anywhere"]))
    }

    fn over_words(&self, at: usize, phrases: &[&str]) -> usize {
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
        let before = self.lists.bounds.before(self.pieces, start).filter(|bound| bound.edge >= from);
        let after = self.lists.bounds.after(self.pieces, form.end);
        if let Some(bound) = before {
            form.start = bound.edge;
            self.limit(&mut form, bound.limit, self.lists.bounds.modifier(bound));
        }
        if let Some(bound) = after {
            form.end = bound.edge;
            if before.is_none_or(|before| before.limit == Limit::Exact) {
                self.limit(&mut form, bound.limit, self.lists.bounds.modifier(bound));
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
fn shared_scale(low: f64, high: Cardinal) -> f64 {
    if high.digits || low >= 1000.0 {
        return low;
    }
    let scale = [1e12, 1e9, 1e6, 1e3].into_iter().find(|scale| high.value >= *scale && high.formatted);
    match scale {
        Some(scale) if low < high.value / scale && high.value / scale < 1000.0 && !high.digits => low * scale,
        _ => low,
    }
}
