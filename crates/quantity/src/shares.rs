//! Parts of a whole: "two-thirds", "one in five", "10 to 15 percent".

use numeral::Cardinal;

use crate::forms::{Form, Reader, shared_scale};

impl Reader<'_> {
    /// "two-thirds", "a quarter of", "half the members", "one in five".
    pub(crate) fn fraction(&self, at: usize) -> Option<Form> {
        if self.is(at, "half") {
            let halved = !self.pieces.breaks(at) && self.is(at - 1, "by") && !self.pieces.is_dash(at + 1);
            let counted = halved || self.any(at + 1, &["of", "the", "its", "their", "his", "her", "our", "all"]);
            let number = self.lists.numbers.numerals.cardinal(self.pieces, at).is_some();
            let outside = self.pieces.breaks(at)
                || !self.any(at - 1, &["second", "first", "other", "and", "the", "latter"])
                || self.is(at + 1, "of") && self.any(at - 1, &["and"]);
            return (counted && !number && outside).then(|| Form::exact(at, at + 1, 0.5, "fraction"));
        }
        let article = self.any(at, &["a", "an"]);
        // "the year and a half of war".
        if article && self.is(at + 1, "half") && !self.pieces.breaks(at) && self.is(at - 1, "and") {
            return None;
        }
        let number = if article {
            None
        } else {
            self.lists.numbers.numerals.cardinal(self.pieces, at).filter(|number| number.value <= 20.0)
        };
        let (count, next) = if article { (1.0, at + 1) } else { number.map(|number| (number.value, number.end))? };
        if let Some(out_of) = self.one_in(next).filter(|_| !article) {
            return Some(Form::exact(at, out_of.1, count / out_of.0, "one in so many"));
        }
        let part = if self.pieces.is_hyphen(next) { next + 1 } else { next };
        let value = self.lists.words.fraction(self.pieces.lower(part)).filter(|_| !self.pieces.breaks(part))?;
        let end = part + 1;
        let plural = self.pieces.lower(part).ends_with('s') && count > 1.0;
        let bound = self.lists.numbers.bounds.before(self.pieces, at).is_some();
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
            .numbers
            .numerals
            .cardinal(self.pieces, next)
            .filter(|number| (2.0..=10_000.0).contains(&number.value))?;
        let spelled = self.is(next - 1, "every")
            || self.pieces.is_word(next)
            || matches!(number.value, 10.0 | 100.0)
            // "1 in 3 families", but "1 in 2005 cases".
            || (self.any(at - 1, &["1", "one"]) && (!self.pieces.is_word(number.end) || number.value <= 100.0));
        spelled.then_some((number.value, number.end))
    }

    /// "%", "percent", "per cent" after a number.
    pub(crate) fn share(&self, at: usize) -> Option<usize> {
        let start = if self.pieces.is_hyphen(at) { at + 1 } else { at };
        if self.pieces.breaks(start) {
            return None;
        }
        let words = &self.lists.words;
        let two = || words.is_share(&format!("{} {}", self.pieces.lower(start), self.pieces.lower(start + 1)));
        if words.is_share(self.pieces.lower(start)) {
            Some(start + 1)
        } else {
            (self.pieces.is_word(start) && two()).then_some(start + 2)
        }
    }

    /// A share that ends at a piece, or the range of shares that it begins: "10% to 15%".
    pub(crate) fn shares(&self, form: Form, end: usize) -> Form {
        let linked = self.any(end, &["to"]) || self.pieces.is_dash(end);
        let upper = linked
            .then(|| self.lists.numbers.numerals.cardinal(self.pieces, end + 1))
            .flatten()
            .and_then(|upper| Some((upper, self.share(upper.end)?)))
            .filter(|(upper, _)| Some(upper.value) > form.low && !self.after_from(form.core));
        let unit = Some("percent".to_owned());
        match upper {
            Some((upper, end)) => Form {
                end,
                core_end: end,
                high: Some(upper.value),
                unit,
                plain: false,
                rule: "range of shares",
                ..form
            },
            None => Form { end, core_end: end, unit, plain: false, rule: "share", ..form },
        }
    }

    /// The first number of "from 20 to 15 percent" and "from 3 to 5 billion euros": unit and scale are told with the second.
    pub(crate) fn changed_from(&self, at: usize, number: &Cardinal) -> Option<Form> {
        let to = number.digits && self.after_from(at) && self.is(number.end, "to");
        let second = self.lists.numbers.numerals.cardinal(self.pieces, number.end + 1).filter(|_| to)?;
        let form = Form::exact(at, number.end, shared_scale(number.value, second), "first of a change");
        let second_form = Form::exact(number.end + 1, second.end, second.value, "number");
        let unit = match self.share(second.end) {
            Some(_) => "percent".to_owned(),
            None => self.money_after(&second_form)?.0,
        };
        Some(Form { unit: Some(unit), ..form })
    }
}
