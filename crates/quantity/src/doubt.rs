//! What looks like a quantity and is none: names, codes, ages, addresses, scores, list numbers, pronouns.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos};

use crate::forms::{Form, Reader};
use crate::words::UnitClass;

impl Reader<'_> {
    /// Why the number is no quantity, if it is none.
    pub(crate) fn doubt(&self, analysis: &Analysis, form: &Form) -> Option<&'static str> {
        let reasons = [
            (self.is_part_of_code(form), "code"),
            (self.is_named(analysis, form) || self.is_after_initials(form), "named by its number"),
            (self.is_postcode(form), "postcode"),
            (self.is_adjective(form), "adjective"),
            (self.is_age_or_address(form), "age or address"),
            (self.is_age_of_deed(analysis, form), "age"),
            (self.is_in_digit_groups(form), "telephone number"),
            (self.is_list_number(form), "list number"),
            (self.is_in_code_list(form), "list of codes"),
            (self.is_ordinal(form), "ordinal"),
            (self.is_in_name(analysis, form), "name"),
            (self.is_pronoun_one(analysis, form), "pronoun"),
        ];
        reasons.into_iter().find(|reason| reason.0).map(|reason| reason.1)
    }

    /// Glued to letters or to other numbers: "AK-47", "S400", "2011-02-S-199", "9/11", "703-545-6700", "3080897".
    fn is_part_of_code(&self, form: &Form) -> bool {
        let pieces = self.pieces;
        let (first, end) = (form.core, form.core_end);
        let joins = |at: usize| matches!(pieces.form(at), "/" | "_" | "@" | "#" | "&" | ":" | "." | "+" | "=");
        let glued_before = pieces.is_glued(first)
            && (pieces.is_word(first - 1)
                || pieces.is_digits(first - 1)
                || joins(first - 1)
                    && first > 1
                    && pieces.is_glued(first - 1)
                    && (pieces.is_word(first - 2) || pieces.is_digits(first - 2)));
        let dashed_before = pieces.is_glued(first)
            && pieces.is_dash(first - 1)
            && pieces.is_glued(first - 1)
            && first > 1
            && (pieces.is_word(first - 2) || pieces.is_digits(first - 2));
        let measure = self.lists.words.unit(pieces.lower(end)).is_some();
        let glued_after = pieces.is_glued(end)
            && (pieces.is_word(end) && !measure
                || pieces.is_digits(end)
                || joins(end) && pieces.is_glued(end + 1) && (pieces.is_word(end + 1) || pieces.is_digits(end + 1)));
        let dashed_after = form.plain
            && pieces.is_dash(end)
            && pieces.is_glued(end)
            && pieces.is_glued(end + 1)
            && (pieces.is_digits(end + 1) || pieces.form(end + 1).len() == 1);
        let long = form.plain && pieces.is_digits(first) && end == first + 1 && pieces.form(first).len() >= 7;
        // "[2]" refers to a note, "1892 – 94" is a span of years.
        let note = form.plain && pieces.is_sign(end, ']') && first > 0 && pieces.is_sign(first - 1, '[');
        let years = form.plain
            && first > 1
            && pieces.is_dash(first - 1)
            && pieces.is_digits(first - 2)
            && pieces.form(first - 2).len() == 4;
        let zero = form.plain
            && pieces.form(first).len() > 1
            && pieces.form(first).starts_with('0')
            && !pieces.is_sign(first + 1, '.');
        let sum = form.plain
            && (pieces.is_sign(end, '+') && pieces.is_digits(end + 1)
                || first > 1 && pieces.is_sign(first - 1, '+') && pieces.is_digits(first - 2));
        let hash = pieces.is_glued(first) && pieces.is_sign(first - 1, '#');
        let parenthesis = pieces.is_glued(first)
            && pieces.is_sign(first - 1, '(')
            && pieces.is_sign(end, ')')
            && pieces.form(first).len() == 3
            && pieces.is_digits(end + 1);
        // "-30-" closes a press release.
        let closing = form.plain && pieces.is_glued(first) && pieces.is_dash(first - 1) && pieces.is_dash(end);
        // "218-2317" and "46-53." look like ranges and are a telephone number and a vote.
        let range = form.rule == "range" && form.plain && pieces.is_digits(first) && pieces.is_dash(first + 1);
        let telephone = range && pieces.form(first).len() == 3 && pieces.form(first + 2).len() == 4;
        let score = range && !pieces.is_word(end);
        note || years
            || closing
            || telephone
            || score
            || glued_before
            || dashed_before
            || glued_after
            || dashed_after
            || long
            || zero
            || sum
            || hash
            || parenthesis
    }

    /// After a word whose number is a name, also along a list: "posts 542 and 543", "No. 5", "Article 4".
    fn is_named(&self, analysis: &Analysis, form: &Form) -> bool {
        if form.plain && !self.pieces.breaks(form.end) && self.lists.numbers.numbered.names(self.pieces.lower(form.end))
        {
            return true;
        }
        if form.unit.is_some() || form.rule != "number" {
            return false;
        }
        let mut at = form.core;
        for _ in 0..8 {
            if self.pieces.breaks(at) {
                return false;
            }
            let before = if self.pieces.is_sign(at - 1, '.') && at > 1 { at - 2 } else { at - 1 };
            if self.lists.numbers.numbered.named(self.pieces.lower(before)) && !self.pieces.breaks(before + 1) {
                let word = self.pieces.lower(before);
                let plural = word.ends_with('s') || self.lists.numbers.numbered.labels(word);
                return plural || self.pieces.is_capitalized(before) || !self.counts_on(analysis, form);
            }
            let linked = matches!(self.pieces.lower(at - 1), "and" | "," | "to" | "or" | "-" | "–");
            if !linked || at < 2 {
                return false;
            }
            // "resolutions 242 (1967) and 338 (1973)".
            let year = at > 5 && self.pieces.is_sign(at - 2, ')') && self.pieces.is_sign(at - 4, '(');
            at -= if year { 5 } else { 2 };
            if !self.pieces.is_digits(at) {
                return false;
            }
        }
        false
    }

    /// "H.R. 3963", "S. 494": an abbreviation of letters, but for "U.S.".
    fn is_after_initials(&self, form: &Form) -> bool {
        let at = form.core;
        if !form.plain
            || at < 2
            || self.pieces.breaks(at)
            || !self.pieces.is_sign(at - 1, '.')
            || !self.pieces.is_digits(at)
        {
            return false;
        }
        let letter = self.pieces.form(at - 2);
        let country = self.pieces.lower(at - 2) == "s"
            && at >= 4
            && self.pieces.is_sign(at - 3, '.')
            && self.pieces.lower(at - 4) == "u";
        letter.len() == 1 && self.pieces.is_capitalized(at - 2) && !country
    }

    /// "Sacramento, CA 95814": five digits after a state.
    fn is_postcode(&self, form: &Form) -> bool {
        let at = form.core;
        if !form.plain
            || at == 0
            || self.pieces.breaks(at)
            || self.pieces.form(at).len() != 5
            || form.core_end != at + 1
        {
            return false;
        }
        let before = if self.pieces.is_sign(at - 1, ',') || self.pieces.is_sign(at - 1, '.') {
            at.saturating_sub(2)
        } else {
            at - 1
        };
        self.pieces.form(before).len() == 2 && self.pieces.form(before).chars().all(char::is_uppercase)
            || before >= 2 && self.pieces.lower(before) == "c" && self.pieces.lower(before - 2) == "d"
    }

    /// "360-degree", "five-point": a hyphened noun makes the number an adjective, unless it counts people, members or a measure.
    fn is_adjective(&self, form: &Form) -> bool {
        let noun = form.end + 1;
        let hyphened = self.pieces.is_hyphen(form.end) && self.pieces.is_word(noun);
        hyphened && form.unit.is_none() && self.lists.words.unit(self.pieces.lower(noun)).is_none()
    }

    /// A noun follows that the number counts: "in the area 20 armed men".
    fn counts_on(&self, analysis: &Analysis, form: &Form) -> bool {
        let token = analysis.tokens_in(self.pieces.cover(form.core, form.core_end)).map(TokenId).next();
        let modifies = token.is_some_and(|token| {
            analysis.deprel(token) == Deprel::Nummod && analysis.head(token).is_some_and(|head| head > token)
        });
        modifies || self.lists.words.unit(self.pieces.lower(form.core_end)).is_some()
    }

    /// "aged 55", "at the age of 42", "Dayton, 42, of Woodbridge", "1600 Pennsylvania Avenue", "four times".
    fn is_age_or_address(&self, form: &Form) -> bool {
        let pieces = self.pieces;
        let (at, end) = (form.core, form.core_end);
        let before = if pieces.breaks(form.start) { "" } else { pieces.lower(form.start - 1) };
        let age = self.lists.words.no_count_before(before)
            || (before == "of" && form.start > 1 && self.lists.words.no_count_before(pieces.lower(form.start - 2)))
            || (form.start > 1
                && self.lists.words.no_count_before(&format!("{} {before}", pieces.lower(form.start - 2))))
            || self.is_age_limit(form);
        let commas = form.plain
            && pieces.is_digits(at)
            && at > 1
            && pieces.is_sign(at - 1, ',')
            && !pieces.breaks(at)
            && pieces.is_word(at - 2)
            && pieces.form(at).len() <= 2
            && (pieces.is_capitalized(at - 2) || pieces.is_sign(end, ','))
            && (pieces.is_sign(end, ',') || pieces.breaks(end) || pieces.is_sign(end, '.'));
        let brackets = form.plain
            && at > 1
            && pieces.is_sign(at - 1, '(')
            && pieces.is_sign(end, ')')
            && pieces.is_capitalized(at - 2);
        let next = if pieces.is_hyphen(end) { end + 1 } else { end };
        let after = !pieces.breaks(next) && self.lists.words.no_count_after(pieces.lower(next));
        let street = form.plain
            && (pieces.is_capitalized(end) || self.lists.numbers.numerals.ordinal(pieces, end).is_some())
            && !pieces.breaks(end)
            && (1..=4).any(|step| {
                pieces.is_capitalized(end + step) && self.lists.words.ends_address(pieces.lower(end + step))
            });
        age || commas || brackets || after || street
    }

    /// "died at 83", "became queen at 25".
    fn is_age_of_deed(&self, analysis: &Analysis, form: &Form) -> bool {
        const OLDEST: f64 = 120.0;
        let at = !self.pieces.breaks(form.core) && self.pieces.lower(form.core - 1) == "at";
        if !at || !form.plain || form.low > Some(OLDEST) || self.counts_on(analysis, form) {
            return false;
        }
        let token = analysis.head_of_span(self.pieces.cover(form.core, form.core_end));
        let deed = token.and_then(|token| analysis.ancestors(token).find(|&above| analysis.upos(above) == Upos::Verb));
        deed.is_some_and(|verb| self.lists.words.tells_age(analysis.lemma(verb)))
    }

    /// "+44 20 7946 0018": three bare groups of digits and more, one after another.
    fn is_in_digit_groups(&self, form: &Form) -> bool {
        const LEAST: usize = 3;
        let bare = |&at: &usize| self.pieces.is_digits(at);
        if !form.plain || !bare(&form.core) {
            return false;
        }
        let after = (form.core..form.core + LEAST)
            .take_while(bare)
            .take_while(|&at| at == form.core || !self.pieces.breaks(at));
        let before = (form.core.saturating_sub(LEAST)..form.core)
            .rev()
            .take_while(bare)
            .take_while(|&at| !self.pieces.breaks(at + 1));
        after.count() + before.count() >= LEAST
    }

    /// "children under 12", "men over 45": a bound behind people with nothing counted after it.
    fn is_age_limit(&self, form: &Form) -> bool {
        if form.start == form.core || self.pieces.breaks(form.start) || form.end != form.core_end || form.unit.is_some()
        {
            return false;
        }
        let bound = matches!(self.pieces.lower(form.core - 1), "under" | "over" | "above" | "below");
        let people =
            self.lists.words.unit(self.pieces.lower(form.start - 1)).is_some_and(|unit| unit.1 == UnitClass::Person);
        let counts = self.pieces.is_word(form.end) && self.lists.words.unit(self.pieces.lower(form.end)).is_some();
        bound && people && !counts && form.start + 1 == form.core
    }

    /// "1." or "2)" at the beginning of a line, and a page number alone on its line.
    fn is_list_number(&self, form: &Form) -> bool {
        let begins = self.pieces.breaks(form.start)
            || self.pieces.is_sign(form.start - 1, '(') && self.pieces.breaks(form.start - 1);
        let sign = matches!(self.pieces.form(form.core_end), "." | ")") && self.pieces.is_glued(form.core_end);
        // "(6) blue economy" is a point of a list, "(3)" a reference.
        let enclosed = form.core > 0
            && self.pieces.is_sign(form.core - 1, '(')
            && self.pieces.is_sign(form.core_end, ')')
            && form.low < Some(100.0);
        let alone = self.pieces.breaks(form.start) && self.pieces.breaks(form.core_end);
        // "behind. 2) Sharing the burden": the bracket closes what none opened.
        const REACH: usize = 30;
        let open = || (form.core.saturating_sub(REACH)..form.core).any(|at| self.pieces.is_sign(at, '('));
        let bracket = self.pieces.is_sign(form.core_end, ')')
            && self.pieces.is_glued(form.core_end)
            && form.low < Some(100.0)
            && !open();
        self.pieces.is_digits(form.core)
            && (form.plain && (begins && sign || alone || bracket || enclosed)
                || form.unit.is_none() && self.is_on_line_of_figures(form))
    }

    /// "39 08-53135": a page number and the like have no word on their line.
    fn is_on_line_of_figures(&self, form: &Form) -> bool {
        const REACH: usize = 12;
        let figure = |at: &usize| !self.pieces.is_word(*at);
        let starts =
            (form.start.saturating_sub(REACH)..=form.start).rev().take_while(figure).any(|at| self.pieces.breaks(at));
        let ends = (form.core_end..form.core_end + REACH)
            .take_while(|&at| figure(&at) || self.pieces.breaks(at))
            .any(|at| self.pieces.breaks(at));
        starts && ends
    }

    /// "3152, 3107, 3177": bare numbers side by side with nothing counted.
    fn is_in_code_list(&self, form: &Form) -> bool {
        let pieces = self.pieces;
        let bare = |at: usize| pieces.is_digits(at) && pieces.form(at).len() >= 3;
        let after = pieces.is_sign(form.core_end, ',') && bare(form.core_end + 1) && !pieces.is_word(form.core_end + 2);
        let before = form.core > 1
            && pieces.is_sign(form.core - 1, ',')
            && bare(form.core - 2)
            && (pieces.breaks(form.core_end) || !pieces.is_word(form.core_end));
        form.plain && bare(form.core) && form.core_end == form.core + 1 && (after || before)
    }

    fn is_ordinal(&self, form: &Form) -> bool {
        self.lists.numbers.numerals.ordinal(self.pieces, form.core).is_some_and(|(_, end)| end > form.core_end)
    }

    /// The number belongs to a name: "Boeing 737", "Nikkei 225", "Group of Seven".
    fn is_in_name(&self, analysis: &Analysis, form: &Form) -> bool {
        if !form.plain {
            return false;
        }
        let pieces = self.pieces;
        let first = form.core;
        let spelled = pieces.is_word(first) && pieces.is_capitalized(first);
        let of_name = first > 1
            && pieces.lower(first - 1) == "of"
            && pieces.is_capitalized(first - 2)
            && !pieces.breaks(first - 1);
        // "the Group of Seven", "the Group of 20 (G-20)", "the Group of 77 met", but "Members of 20 states".
        if of_name && self.lists.numbers.numbered.names_of(pieces.lower(first - 2)) {
            return true;
        }
        let determined = || first > 2 && pieces.lower(first - 3) == "the" && !self.counts_on(analysis, form);
        if of_name && (spelled || pieces.is_digits(first) && (!pieces.is_word(form.core_end) || determined())) {
            return true;
        }
        let span = pieces.cover(first, form.core_end);
        let Some(token) = analysis.tokens_in(span).map(TokenId).next() else { return false };
        if analysis.upos(token) == Upos::Propn && spelled && !pieces.breaks(first) {
            return true;
        }
        let named = analysis.name_of(token).is_some_and(|name| name.tokens.start < token.0);
        let after_name = analysis.head(token).is_some_and(|head| {
            head < token
                && (analysis.upos(head) == Upos::Propn || head.0 + 1 == token.0)
                && matches!(
                    analysis.deprel(token),
                    Deprel::Nummod
                        | Deprel::Flat
                        | Deprel::Compound
                        | Deprel::Nmod
                        | Deprel::NmodDesc
                        | Deprel::NmodUnmarked
                        | Deprel::Dep
                )
        });
        let capital_before = !pieces.breaks(first) && pieces.is_capitalized(first - 1) && pieces.is_word(first - 1);
        let before = token.0.checked_sub(1).map(TokenId).filter(|&before| analysis.upos(before) == Upos::Propn);
        let same_name = before.is_some_and(|before| {
            analysis.head(before) == Some(token)
                && matches!(analysis.deprel(before), Deprel::Compound | Deprel::Flat | Deprel::Nmod)
        });
        (named || after_name || same_name) && capital_before && (pieces.is_digits(first) || spelled)
    }

    /// "one of them", "no one", "this one": only "one" before its noun counts.
    fn is_pronoun_one(&self, analysis: &Analysis, form: &Form) -> bool {
        let single = form.core_end == form.core + 1 && self.pieces.lower(form.core) == "one";
        if !single
            || form.low != Some(1.0)
            || form.start < form.core && form.high.is_none() && self.pieces.lower(form.core_end) != "of"
        {
            return false;
        }
        let span = self.pieces.cover(form.core, form.core_end);
        let Some(token) = analysis.tokens_in(span).map(TokenId).next() else { return true };
        let before_noun = analysis
            .head(token)
            .is_some_and(|head| head > token && matches!(analysis.upos(head), Upos::Noun | Upos::Propn));
        let next = self.pieces.get(form.core_end).and_then(|piece| analysis.tokens_in(piece.span).map(TokenId).next());
        let beside_noun = next.is_some_and(|next| {
            analysis.upos(next) == Upos::Propn
                || (matches!(analysis.upos(next), Upos::Noun | Upos::Adj) && analysis.head(next) != Some(token))
        });
        let hyphen = self.pieces.is_hyphen(form.core_end);
        let before = if self.pieces.breaks(form.core) { "" } else { self.pieces.lower(form.core - 1) };
        // "any one agency", "on the one hand".
        if before == "any" || before == "the" && self.pieces.lower(form.core_end) == "hand" {
            return true;
        }
        let the_one = before == "the";
        !(before_noun && analysis.deprel(token) == Deprel::Nummod || beside_noun && !the_one) || hyphen
    }
}
