//! Text to tokens, in the manner of the English Universal Dependencies treebanks.
//!
//! Spaces always separate. Inside a stretch without spaces, tokens are taken from left to right; every character goes into
//! exactly one of them.

use text::Span;

use super::pattern;
use super::words::{Stop, WORDS};

/// What lies between a token and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    /// At least one empty line, or the beginning of the text.
    Blank,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub span: Span,
    pub before: Gap,
}

pub(super) fn tokenize(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut before = Gap::Blank;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let spaces = rest.len() - rest.trim_start().len();
        if spaces > 0 {
            before = before.max(gap(rest.get(..spaces).unwrap_or("")));
            at += spaces;
            continue;
        }
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let stretch = rest.get(..length).unwrap_or("");
        Stretch { text: stretch, after: rest.get(length..).unwrap_or(""), base: at, before, pieces: &mut pieces }.cut();
        before = Gap::None;
        at += length;
    }
    pieces
}

fn gap(spaces: &str) -> Gap {
    let mut lines =
        spaces.chars().filter(|&letter| matches!(letter, '\n' | '\u{2028}' | '\u{2029}' | '\u{c}' | '\u{b}'));
    match (lines.next(), lines.next()) {
        (None, _) if spaces.contains('\r') => Gap::Line,
        (None, _) => Gap::Space,
        (Some('\u{2029}' | '\u{c}'), _) | (Some(_), Some(_)) => Gap::Blank,
        (Some(_), None) => Gap::Line,
    }
}

pub(super) const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '`' | 'ʼ' | '´')
}

/// Letters, figures and what clings to them (combining marks, joiners, soft hyphens).
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || is_clinging(letter)
}

const fn is_clinging(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}'
        | '\u{93a}'..='\u{94f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// A part of the text without spaces.
struct Stretch<'a> {
    text: &'a str,
    /// The text that follows, beginning with a space.
    after: &'a str,
    base: usize,
    before: Gap,
    pieces: &'a mut Vec<Piece>,
}

impl<'a> Stretch<'a> {
    fn cut(mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let end = self.step(at);
            // A step never stands still; the guard keeps a fault in a rule from becoming an endless loop.
            let end = if end > at { end } else { at + self.letter(at).map_or(1, char::len_utf8) };
            self.push(at, end);
            at = end;
        }
    }

    fn push(&mut self, from: usize, to: usize) {
        self.pieces.push(Piece { span: Span::of_range(self.base + from, self.base + to), before: self.before });
        self.before = Gap::None;
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|text| text.chars().next_back())
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.letter(at).is_some_and(is_word)
    }

    /// The end of the token that begins at `at`.
    fn step(&self, at: usize) -> usize {
        let Some(first) = self.letter(at) else { return self.text.len() };
        if let Some(end) = self.whole(at, first) {
            return end;
        }
        if first.is_alphanumeric() {
            return self.step_word(at, first);
        }
        self.step_sign(at, first)
    }

    /// A listed word with signs in it. It stands between spaces, or before closing punctuation.
    fn whole(&self, at: usize, first: char) -> Option<usize> {
        let forms = WORDS.whole.get(&first)?;
        let follows_word = self.before(at).is_some_and(char::is_alphanumeric);
        let found = forms.iter().find(|form| {
            let end = at + form.len();
            let money = form.ends_with('$');
            self.rest(at).starts_with(**form)
                && !follows_word
                && (money || !self.is_word_at(end))
                && (first.is_alphanumeric() || at == 0)
        })?;
        Some(at + found.len())
    }

    fn step_word(&self, at: usize, first: char) -> usize {
        let rest = self.rest(at);
        if let Some(length) = pattern::web_address(rest).or_else(|| pattern::mail_or_domain(rest)) {
            return at + length;
        }
        if first.is_ascii_digit() {
            return self.figure(at);
        }
        self.word(at)
    }

    /// A figure and the letters that belong to it: 1990s, 11th, 83N; but 5pm and 30km are two words.
    fn figure(&self, at: usize) -> usize {
        let Some(length) = pattern::figure(self.rest(at)) else { return at };
        let end = at + length;
        let run = self.run(end);
        let suffix = self.text.get(end..run).unwrap_or("");
        if suffix.is_empty() {
            return self.decade(at, end).unwrap_or(end);
        }
        let halfday = matches!(suffix, "a" | "p") && self.rest(run).starts_with(".m");
        // "200,000This" is a figure and a word that lost their space.
        let is_title_case = suffix.len() >= 4
            && suffix.starts_with(char::is_uppercase)
            && suffix.chars().skip(1).all(char::is_lowercase);
        if halfday || is_title_case || WORDS.units.contains(suffix) { end } else { run }
    }

    /// "1960's" is one word, "969's" is a possessive.
    fn decade(&self, at: usize, end: usize) -> Option<usize> {
        let round = self.text.get(at..end)?.ends_with('0') && matches!(end - at, 2 | 4);
        let mark = self.letter(end).filter(|&letter| is_apostrophe(letter))?;
        let after = end + mark.len_utf8();
        let ends = self.rest(after).starts_with('s') && !self.is_word_at(after + 1);
        (round && ends).then_some(after + 1)
    }

    /// The end of the letters and figures that begin at `at`.
    fn run(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.find(|letter| !is_word(letter)).unwrap_or(rest.len())
    }

    /// A word in letters with what is joined to it. Clitics (n't, 's) begin a token of their own.
    fn word(&self, at: usize) -> usize {
        let mut end = self.run(at);
        if let Some(first) = self.joined(at, end) {
            return first;
        }
        // Where a part begins counts for prefixes and initials; a word has few parts, so the loop is short.
        let mut part = at;
        while let Some(sign) = self.letter(end) {
            let after = end + sign.len_utf8();
            if is_apostrophe(sign) {
                if let Some(cut) = self.clitic_cut(part, end, after) {
                    return cut;
                }
                if !self.letter(after).is_some_and(char::is_alphabetic) {
                    break;
                }
            } else if sign == '.' {
                if let Some(stop) = self.stop(part, end) {
                    return stop;
                }
                break;
            } else if !self.joins(part, end, sign, after) {
                break;
            }
            part = after;
            // "post-9/11", "mid-1990s": the second part may be a figure.
            let is_figure = self.letter(after).is_some_and(|letter| letter.is_ascii_digit());
            end = if is_figure { self.figure(after) } else { self.run(after) };
        }
        end
    }

    /// "cannot" is "can" + "not": the end of the first part. What remains is a word for the next step.
    fn joined(&self, at: usize, end: usize) -> Option<usize> {
        let form = self.text.get(at..end).filter(|form| form.len() <= 10 && form.is_ascii())?;
        if self.letter(end).is_some_and(is_apostrophe) {
            return None;
        }
        WORDS.joined.get(form.to_ascii_lowercase().as_str()).map(|first| at + first)
    }

    /// Where the clitic after an apostrophe at `end` begins, if there is one.
    fn clitic_cut(&self, part: usize, end: usize, after: usize) -> Option<usize> {
        let run = self.run(after);
        let suffix = self.text.get(after..run)?;
        if suffix.len() > 2 {
            return None;
        }
        let suffix = suffix.to_ascii_lowercase();
        let negates =
            suffix == "t" && self.text.get(part..end).is_some_and(|word| word.len() > 1 && word.ends_with(['n', 'N']));
        if negates {
            return Some(end - 1);
        }
        matches!(suffix.as_str(), "s" | "m" | "d" | "ll" | "re" | "ve").then_some(end)
    }

    /// Whether a sign inside a word joins what stands on its two sides.
    fn joins(&self, part: usize, end: usize, sign: char, after: usize) -> bool {
        if !self.is_word_at(after) {
            return false;
        }
        let left = self.text.get(part..end).unwrap_or("");
        match sign {
            '-' | '‑' => {
                left.len() <= 8
                    && WORDS.prefixes.contains(left.to_lowercase().as_str())
                    && self.letter(after).is_some_and(char::is_alphanumeric)
            }
            '&' => {
                let right = self.text.get(after..self.run(after)).unwrap_or("");
                let short = |word: &str| word.len() <= 3 && word.chars().all(char::is_uppercase);
                short(left) && short(right)
            }
            '@' => true,
            _ => false,
        }
    }

    /// The end of an abbreviation whose first stop stands at `end`, if the stop belongs to the word.
    fn stop(&self, at: usize, end: usize) -> Option<usize> {
        let word = self.text.get(at..end)?;
        if let Some(acronym) = self.acronym(at, end) {
            return Some(acronym);
        }
        let after = end + 1;
        if word.chars().count() == 1 && word.chars().all(char::is_alphabetic) {
            let is_bill = || WORDS.abbreviations.contains_key(word) && self.figure_follows(after);
            return (self.is_initial(at, after) || is_bill()).then_some(after);
        }
        if word == "Ph" && self.rest(after).starts_with("D.") {
            return Some(after + 2);
        }
        let next = self.letter(after);
        let doubled = self.rest(after).starts_with('.') && !self.rest(after).starts_with("..");
        let kind = abbreviation(word)?;
        let title_before_name = next.is_some_and(char::is_uppercase) && kind == Stop::Title;
        let number_before_figure = next.is_some_and(|letter| letter.is_ascii_digit()) && kind == Stop::Number;
        if number_before_figure {
            return Some(after);
        }
        if next.is_some_and(|letter| letter == '.' || is_word(letter)) && !title_before_name && !doubled {
            return None;
        }
        (kind != Stop::Number || self.figure_follows(after)).then_some(after)
    }

    /// Whether the stretch ends at `at` and a figure comes next.
    fn figure_follows(&self, at: usize) -> bool {
        self.rest(at).is_empty() && self.after.trim_start().starts_with(|letter: char| letter.is_ascii_digit())
    }

    /// U.S., p.m., a.k.a.: single letters with stops, at least two of them.
    fn acronym(&self, at: usize, end: usize) -> Option<usize> {
        let is_single = |from: usize, to: usize| {
            self.text
                .get(from..to)
                .is_some_and(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic))
        };
        if !is_single(at, end) {
            return None;
        }
        let (mut stop, mut n_letters) = (end + 1, 1);
        loop {
            let run = self.run(stop);
            if !is_single(stop, run) {
                break;
            }
            n_letters += 1;
            if !self.rest(run).starts_with('.') {
                // "U.S.A" ends without a stop.
                return (n_letters > 1).then_some(run);
            }
            stop = run + 1;
        }
        // The third stop of "U.S..." is an ellipsis, but one of them still belongs to the acronym.
        (n_letters > 1).then_some(stop)
    }

    /// A capital and a stop are an initial ("George W. Bush") between a name or the beginning of a sentence and a capital.
    fn is_initial(&self, at: usize, after: usize) -> bool {
        let is_capital = self.letter(at).is_some_and(char::is_uppercase);
        if self.is_word_at(after) {
            return is_capital;
        }
        if !self.rest(after).is_empty() {
            return is_capital && self.rest(after).starts_with([',', '-']);
        }
        let line_ends =
            self.after.trim_start_matches([' ', '\t']).starts_with('\n') || self.after.trim_start().is_empty();
        let next_is_name = self.after.trim_start().starts_with(char::is_uppercase);
        if self.letter(at).is_some_and(char::is_lowercase) {
            // "b. 1950", "c. 1600"; not "a." and "i.", which label lists.
            let is_note = matches!(self.letter(at), Some('b' | 'c' | 'd' | 'm' | 'p'));
            return is_note
                && !line_ends
                && (self.before(at) == Some('(') || self.after.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        }
        !line_ends && next_is_name && self.text.get(at..at + 1) != Some("I")
    }

    fn step_sign(&self, at: usize, first: char) -> usize {
        let after = at + first.len_utf8();
        let next = self.letter(after);
        let is_start = at == 0;
        if is_apostrophe(first) {
            return self.apostrophe(at, first, after);
        }
        match first {
            '.' if is_start_of_figure(self.before(at)) && next.is_some_and(|letter| letter.is_ascii_digit()) => {
                after + pattern::digits(self.rest(after))
            }
            '+' if is_start && next.is_some_and(|letter| letter.is_ascii_digit()) => {
                after + pattern::digits(self.rest(after))
            }
            '#' | '@' if is_start && next.is_some_and(char::is_alphabetic) => self.run(after),
            '.' | '?' | '!' | '…' => self.same(at, |letter| matches!(letter, '.' | '?' | '!' | '…')),
            '-' | '*' | '=' | '+' | '~' | '<' | '>' | '#' | '_' | ',' | '`' | '^' | '$' => {
                self.same(at, |letter| letter == first)
            }
            _ => self.cling(after),
        }
    }

    fn apostrophe(&self, at: usize, first: char, after: usize) -> usize {
        let run = self.run(after);
        let suffix = self.text.get(after..run).unwrap_or("");
        let year = pattern::digits(suffix) == 2
            && matches!(suffix.len(), 2 | 3)
            && suffix.get(2..).is_some_and(|tail| matches!(tail, "" | "s"));
        let follows = self.before(at).is_some_and(|letter| {
            letter.is_alphanumeric() || matches!(letter, '.' | '"' | '”' | ')' | '’' | '\'' | '!' | '#')
        });
        let is_clitic = |suffix: &str| matches!(suffix, "s" | "m" | "d" | "ll" | "re" | "ve");
        let clitic = follows && suffix.len() <= 2 && is_clitic(&suffix.to_ascii_lowercase());
        // "it 's", but not "'re-elected" and "'D-Day".
        let apart = at == 0 && is_clitic(suffix) && self.rest(run).is_empty();
        if (year && !follows) || clitic || apart {
            return run;
        }
        if self.letter(after) == Some(first) { after + first.len_utf8() } else { after }
    }

    fn same(&self, at: usize, is_same: impl Fn(char) -> bool) -> usize {
        let rest = self.rest(at);
        self.cling(at + rest.find(|letter| !is_same(letter)).unwrap_or(rest.len()))
    }

    /// Combining marks after a sign belong to it (emoji variants, accents on nothing).
    fn cling(&self, at: usize) -> usize {
        let rest = self.rest(at);
        at + rest.find(|letter| !is_clinging(letter)).unwrap_or(rest.len())
    }
}

/// The kind of a listed abbreviation. Titles are known in capitals too ("SEN. ORTIZ").
pub(super) fn abbreviation(word: &str) -> Option<Stop> {
    if let Some(&kind) = WORDS.abbreviations.get(word) {
        return Some(kind);
    }
    if word.len() > 5 || !word.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return None;
    }
    let (first, rest) = word.split_at_checked(1)?;
    let title = format!("{first}{}", rest.to_ascii_lowercase());
    WORDS.abbreviations.get(title.as_str()).copied().filter(|&kind| kind == Stop::Title)
}

/// ".04" and "$.04", but not the stop of "end.04".
fn is_start_of_figure(before: Option<char>) -> bool {
    before.is_none_or(|letter| !letter.is_alphanumeric() && !matches!(letter, '.' | ')' | '"' | '”' | '’'))
}
