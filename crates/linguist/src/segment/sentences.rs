//! Tokens to sentences.
//!
//! A sentence ends at a stop that is followed by something that can begin one, and at the end of a paragraph or heading.

use text::Span;

use super::mail;
use super::tokens::{Gap, Piece, abbreviation, is_apostrophe};
use super::words::{Stop, WORDS};
use super::{MAX_SENTENCE_TOKENS, Segment, Segmentation};

/// Lines at least this long (in bytes) may be the lines of a hard-wrapped text; picked from wire copy, which wraps at 60 to 80.
const WRAPPED_LINE: u32 = 50;

/// Signs after a stop that still belong to its sentence; room is kept for them below the limit of a sentence.
const MAX_CLOSERS: usize = 14;

pub(super) fn split(text: &str, pieces: &[Piece]) -> Segmentation {
    let mut builder = Builder {
        text,
        pieces,
        out: Segmentation::default(),
        first: 0,
        line_start: 0,
        is_wrapped: is_wrapped(text, pieces),
    };
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        if at > 0 && piece.before >= Gap::Line {
            builder.line_start = piece.span.start;
        }
        if let Some(end) = builder.end_of_sentence(at) {
            builder.close(end);
            at = end;
        } else {
            at += 1;
            builder.cut_if_long(at);
        }
    }
    builder.close(pieces.len());
    builder.out
}

struct Builder<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    out: Segmentation,
    /// First token of the running sentence.
    first: usize,
    /// Where the line of the running token begins.
    line_start: u32,
    is_wrapped: bool,
}

/// Whether the text has its lines broken at a width: a fair part of its lines begin with a small letter.
fn is_wrapped(text: &str, pieces: &[Piece]) -> bool {
    let (mut n_lines, mut n_lower) = (0_usize, 0_usize);
    for piece in pieces.iter().filter(|piece| piece.before == Gap::Line) {
        n_lines += 1;
        n_lower += usize::from(starts_lower(piece.span.of(text)));
    }
    n_lines >= 3 && n_lower * 3 >= n_lines
}

impl<'a> Builder<'a> {
    fn form(&self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    fn gap(&self, at: usize) -> Gap {
        self.pieces.get(at).map_or(Gap::Blank, |piece| piece.before)
    }

    /// Where the next sentence begins, if the running one ends with the token at `at` and the signs that close it.
    fn end_of_sentence(&self, at: usize) -> Option<usize> {
        let form = self.form(at);
        let next = at + 1;
        if is_stop(form) {
            let end = self.after_closers(next);
            return self.ends_at_stop(at, end).then_some(end);
        }
        if self.gap(next) >= Gap::Line {
            return self.line_ends_sentence(at, next).then_some(next);
        }
        if is_dash(form) && self.is_dateline(at) {
            return Some(next);
        }
        if self.gap(next) == Gap::Space
            && (mail::ends(|token| self.form(token), self.first, at) || self.ends_at_face(at))
        {
            return Some(next);
        }
        (form.ends_with('.') && form.len() > 1 && self.ends_at_abbreviation(form, next)).then_some(next)
    }

    /// What still belongs to a sentence after its stop: closing quotation marks and brackets, further stops (". . ."), note
    /// marks ("[12]") and faces.
    fn after_closers(&self, from: usize) -> usize {
        let mut end = from;
        while self.gap(end) < Gap::Line && end - from < MAX_CLOSERS - 2 {
            let form = self.form(end);
            let closes = is_closer(form)
                && (self.gap(end) == Gap::None || matches!(form, "''" | "”" | "’’") || self.gap(end + 1) >= Gap::Line);
            if closes || is_stop(form) || WORDS.faces.contains(form) {
                end += 1;
            } else if form == "[" && self.form(end + 2) == "]" && self.form(end + 1).bytes().all(|b| b.is_ascii_digit())
            {
                end += 3;
            } else {
                break;
            }
        }
        end
    }

    fn ends_at_stop(&self, stop: usize, end: usize) -> bool {
        let gap = self.gap(end);
        if gap >= Gap::Line {
            return gap == Gap::Blank || self.line_ends_sentence(end - 1, end);
        }
        let next = self.opening_word(end);
        if gap == Gap::None {
            // "the end.The next": the space is missing; "example.Com" and "3.a" are not sentences.
            return end == stop + 1
                && self.form(stop) == "."
                && starts_upper(next)
                && next.len() > 1
                && stop > self.first + 1;
        }
        if self.is_list_number(stop) {
            return false;
        }
        if starts_lower(next) {
            return end == stop + 1 && self.ends_before_small(stop, next);
        }
        if end > stop + 1 && self.form(stop) != "." && self.is_said_by(end) {
            return false;
        }
        !matches!(next, "" | "," | ";" | ":" | "-" | "--" | "–" | "—" | ")" | "]" | "/" | "=")
    }

    /// Whether a stop ends a sentence although the next word is written small.
    fn ends_before_small(&self, stop: usize, next: &str) -> bool {
        let last = self.form(stop.saturating_sub(1));
        match self.form(stop) {
            "." => {
                // A longer word is no abbreviation that the list has missed; nor are these.
                let is_word = last.len() > 3 || matches!(last, "it" | "you" | "me" | "him" | "her" | "us" | "too");
                is_prefixed_name(next) || next.starts_with("http") || is_word
            }
            "..." | "…" => false,
            // "who knows? i do", but not "a Jeopardy! host" and "why now? he asked".
            form if form.starts_with(['?', '!']) => {
                starts_lower(last) && WORDS.openers.contains(next) && !self.is_said_by(stop + 1)
            }
            _ => false,
        }
    }

    /// "It works :-) They said so."
    fn ends_at_face(&self, at: usize) -> bool {
        at > self.first && WORDS.faces.contains(self.form(at)) && starts_upper(self.form(at + 1))
    }

    /// The word with which the rest begins, behind opening quotation marks and brackets.
    fn opening_word(&self, from: usize) -> &'a str {
        (from..from + 3).map(|at| self.form(at)).find(|form| !is_opener(form)).unwrap_or("")
    }

    /// "1. The bridge" is one sentence: a number or letter and a stop at its beginning.
    fn is_list_number(&self, stop: usize) -> bool {
        let n_before = stop - self.first;
        let label = self.form(stop.saturating_sub(1));
        let is_label = label.len() <= 3 && (label.bytes().all(|b| b.is_ascii_digit()) || label.len() == 1);
        n_before <= 2
            && n_before > 0
            && is_label
            && self.form(stop) == "."
            && (n_before == 1 || !self.form(self.first).starts_with(char::is_alphanumeric))
    }

    /// `"Why?" Smith asked`: after a quotation a name and a verb of saying.
    fn is_said_by(&self, from: usize) -> bool {
        (from + 1..from + 5)
            .take_while(|&at| self.gap(at) < Gap::Line && !is_stop(self.form(at)))
            .any(|at| WORDS.said.contains(self.form(at)))
            && !matches!(self.form(from), "“" | "\"" | "‘")
    }

    /// "KABUL, Afghanistan (Feb. 27, 2011) — The": a place in capitals at the beginning of a line, up to its dash, stands alone
    /// (as in EWT). The tree of the sentence proper is better without it.
    fn is_dateline(&self, dash: usize) -> bool {
        let n_before = dash - self.first;
        let first = self.form(self.first);
        let is_place = first.len() >= 4 && first.chars().all(char::is_uppercase);
        let stands_free =
            self.gap(self.first) >= Gap::Line && self.gap(dash) == Gap::Space && self.gap(dash + 1) == Gap::Space;
        let is_header = || (self.first..dash).all(|at| !starts_lower(self.form(at)));
        let is_marked = || {
            (self.first..dash).any(|at| matches!(self.form(at), "," | "("))
                || (self.first..dash).all(|at| !self.form(at).contains(char::is_lowercase))
        };
        let goes_on = || (dash + 1..dash + 4).all(|at| at == dash + 1 || self.gap(at) < Gap::Line);
        is_place
            && stands_free
            && n_before <= 16
            && is_header()
            && is_marked()
            && goes_on()
            && starts_upper(self.opening_word(dash + 1))
    }

    /// Whether a new line ends the sentence. It does, unless the text is wrapped in the middle of one.
    fn line_ends_sentence(&self, at: usize, next: usize) -> bool {
        if self.gap(next) == Gap::Blank {
            return true;
        }
        let last = self.form(at);
        if is_stop(last) {
            return true;
        }
        if is_closer(last) && is_stop(self.form(at.saturating_sub(1))) {
            // `... collapse."` / `said Ortiz`: the line is broken after the quotation.
            return !starts_lower(self.form(next));
        }
        let form = self.form(next);
        if starts_lower(form) {
            return false;
        }
        let is_open = matches!(last, "," | ";" | "-" | "(" | "&")
            || WORDS.open.contains(last.to_lowercase().as_str())
            || last.strip_suffix('.').is_some_and(|word| abbreviation(word) == Some(Stop::Title));
        let runs_on = self.is_long_line(at) && (is_open || self.is_wrapped);
        !runs_on || !form.starts_with(char::is_alphanumeric)
    }

    fn is_long_line(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.span.end.saturating_sub(self.line_start) >= WRAPPED_LINE)
    }

    /// "the U.S. The law", "flags, etc. The crowd".
    fn ends_at_abbreviation(&self, form: &str, next: usize) -> bool {
        let word = form.strip_suffix('.').unwrap_or(form);
        let following = self.opening_word(next);
        if self.gap(next) == Gap::None || !starts_upper(following) {
            return false;
        }
        match abbreviation(word) {
            Some(Stop::Title | Stop::Month | Stop::Number) => false,
            Some(Stop::List) => true,
            Some(Stop::Name) => WORDS.starters.contains(following),
            None => word.contains('.') && WORDS.starters.contains(following),
        }
    }

    /// A sentence of too many tokens is cut after the last semicolon, else the last comma, else before the last space of its
    /// second half, else where it stands.
    fn cut_if_long(&mut self, at: usize) {
        if at - self.first < MAX_SENTENCE_TOKENS - MAX_CLOSERS - 2 {
            return;
        }
        let middle = self.first + MAX_SENTENCE_TOKENS / 2;
        let after = |sign: &str| (middle..at).rev().find(|&token| self.form(token) == sign).map(|token| token + 1);
        let end = after(";")
            .or_else(|| after(","))
            .or_else(|| (middle..at).rev().find(|&token| self.gap(token) != Gap::None))
            .unwrap_or(at);
        self.close(end);
    }

    /// Ends the running sentence before the token `end`.
    fn close(&mut self, end: usize) {
        let pieces = self.pieces.get(self.first..end).unwrap_or(&[]);
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let from = self.out.tokens.len();
        self.out.tokens.extend(pieces.iter().map(|piece| piece.span));
        if let Some(length) = final_stop(last.span.of(self.text)) {
            let cut = last.span.end - length;
            self.out.tokens.pop();
            self.out.tokens.extend([Span::new(last.span.start, cut), Span::new(cut, last.span.end)]);
        }
        self.out
            .sentences
            .push(Segment { span: Span::new(first.span.start, last.span.end), tokens: from..self.out.tokens.len() });
        self.first = end;
    }
}

/// The stop of "etc." and "p.m." is the stop of the sentence that they end; "U.S." keeps its own.
fn final_stop(form: &str) -> Option<u32> {
    let word = form.strip_suffix('.')?;
    let is_name = word.contains('.') && word.starts_with(char::is_uppercase);
    let is_listed = abbreviation(word).is_some();
    let is_small = word.contains('.') && word.starts_with(char::is_lowercase);
    ((is_listed || is_small) && !is_name).then_some(1)
}

fn is_stop(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|letter| matches!(letter, '.' | '?' | '!' | '…' | '。' | '！' | '？'))
}

fn is_closer(form: &str) -> bool {
    matches!(form, "\"" | "”" | "’" | "''" | "’’" | "'" | ")" | "]" | "}" | "»" | "›")
}

fn is_opener(form: &str) -> bool {
    matches!(form, "\"" | "“" | "‘" | "``" | "`" | "(" | "[" | "{" | "«" | "„") || form.chars().all(is_apostrophe)
}

fn is_dash(form: &str) -> bool {
    matches!(form, "-" | "--" | "–" | "—" | "―")
}

fn starts_upper(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

/// A small first letter; "eBay" and "iPhone" are names.
fn starts_lower(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_some_and(char::is_lowercase) && !letters.next().is_some_and(char::is_uppercase)
}

/// "al-Shabaab said": Arabic articles are written small at the beginning of a sentence.
fn is_prefixed_name(form: &str) -> bool {
    matches!(form, "al" | "el" | "ash" | "an")
}
