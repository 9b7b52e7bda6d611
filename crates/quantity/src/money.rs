//! Money: "$8bn", "EUR 3,000", "40,000 Swiss francs"; and pounds that are a weight.

use linguist::Analysis;
use numeral::Cardinal;
use ontology::Upos;

use crate::forms::{Form, Reader, shared_scale};
use crate::words::Predicate;

impl Reader<'_> {
    /// "$8bn", "US$40 million", "EUR 3,000", "A$2.5m", "$3-5 million".
    pub(crate) fn money(&self, at: usize) -> Option<Form> {
        let (code, number_at) = self.currency(at)?;
        let number = self.amount(number_at)?;
        let mut form = Form::exact(at, number.end, number.value, "money");
        if let Some((high, end)) = self.range_end(number_at, &number, true).filter(|_| !self.after_from(at)) {
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
    pub(crate) fn currency(&self, at: usize) -> Option<(String, usize)> {
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
        // "$US 235 billion".
        if self.pieces.is_sign(at, '$') && self.pieces.is_word(at + 1) && self.pieces.is_glued(at + 1) {
            let joined = format!("${}", self.pieces.lower(at + 1));
            return self.lists.words.money_before(&joined).map(|code| (code.to_owned(), at + 2));
        }
        let code = single(at)?;
        let upper = !self.pieces.is_word(at) || self.pieces.form(at).chars().next().is_some_and(char::is_uppercase);
        // "US $40".
        upper.then(|| {
            (code.to_owned(), if self.pieces.is_sign(at + 1, '.') && self.pieces.is_word(at) { at + 2 } else { at + 1 })
        })
    }

    /// A number after a currency, where "m" and "b" mean million and billion.
    pub(crate) fn amount(&self, at: usize) -> Option<Cardinal> {
        let number = self.lists.numbers.numerals.cardinal(self.pieces, at)?;
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

    /// The currency named after a number, and the piece after it; a hyphen may link them ("20-million-dollar").
    pub(crate) fn money_after(&self, form: &Form) -> Option<(String, usize)> {
        let hyphened = self.pieces.is_hyphen(form.end);
        let at = if hyphened { form.end + 1 } else { form.end };
        let (code, end) = self.currency_name(at)?;
        let scaled = form.high >= Some(1e5);
        let word = self.pieces.lower(end - 1);
        // "won" is a verb far more often than a currency; "50 pounds of explosives" and "a 500-pound bomb" are weights.
        let verb = word == "won" && !scaled;
        let weight = self.lists.words.is_weight(word) && !scaled && (hyphened || self.is(end, "of"));
        (!verb && !weight).then_some((code, end))
    }

    /// "dollars", "Swiss francs", "South African rand".
    pub(crate) fn currency_name(&self, at: usize) -> Option<(String, usize)> {
        if self.pieces.breaks(at) {
            return None;
        }
        (1..=3).rev().find_map(|count| {
            let words: Vec<&str> = (at..at + count).map(|at| self.pieces.lower(at)).collect();
            let code = self.lists.words.money_after(&words.join(" "))?;
            Some((code.to_owned(), at + count))
        })
    }

    /// "the bomb weighed 250 pounds": the pounds are no money.
    pub(crate) fn weighed(&self, analysis: &Analysis, form: Form) -> Form {
        let last = form.core_end - 1;
        if form.unit.is_none() || form.rule != "money" || !self.lists.words.is_weight(self.pieces.lower(last)) {
            return form;
        }
        let head = analysis.head_of_span(self.pieces.cover(form.core, form.core_end));
        let verb = head.and_then(|head| analysis.ancestors(head).find(|&above| analysis.upos(above) == Upos::Verb));
        match verb.filter(|&verb| self.lists.words.is_predicate(analysis.lemma(verb), Predicate::Weight)) {
            Some(_) => Form { unit: None, end: last, core_end: last, rule: "number", ..form },
            None => form,
        }
    }
}
