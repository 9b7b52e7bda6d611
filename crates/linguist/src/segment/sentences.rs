//! Tokens to sentences.
//!
//! A sentence ends at a stop that is followed by something that can begin one, and at the end of a paragraph or heading.

use text::Span;

use super::tokens::{Gap, Piece, is_apostrophe};
use super::words::{Stop, WORDS};
use super::{MAX_SENTENCE_TOKENS, Segment, Segmentation};

/// Lines at least this long (in bytes) may be the lines of a hard-wrapped text; picked from wire copy, which wraps at 60 to 80.
const WRAPPED_LINE: u32 = 50;

pub(super) fn split(text: &str, pieces: &[Piece]) -> Segmentation {
    let mut builder = Builder { text, pieces, out: Segmentation::default(), first: 0, line_start: 0 };
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
        (form.ends_with('.') && form.len() > 1 && self.ends_at_abbreviation(form, next)).then_some(next)
    }

    /// Quotation marks and brackets that close what the sentence opened.
    fn after_closers(&self, from: usize) -> usize {
        let mut end = from;
        while self.gap(end) == Gap::None && is_closer(self.form(end)) {
            end += 1;
        }
        // A quotation mark with spaces on both sides after a stop closes too ("Go . " he said); one that touches the next word opens.
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
            return end == stop + 1 && self.form(stop) == "." && starts_upper(next) && next.len() > 1 && stop > self.first + 1;
        }
        if self.is_list_number(stop) {
            return false;
        }
        if starts_lower(next) {
            return self.form(stop) == "." && end == stop + 1 && is_prefixed_name(next);
        }
        if end > stop + 1 && self.form(stop) != "." && self.is_said_by(end) {
            return false;
        }
        !matches!(next, "" | "," | ";" | ":" | "-" | "--" | "–" | "—" | ")" | "]" | "/" | "=")
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
        n_before <= 2 && n_before > 0 && is_label && self.form(stop) == "." && (n_before == 1 || !self.form(self.first).starts_with(char::is_alphanumeric))
    }

    /// `"Why?" Smith asked`: after a quotation a name and a verb of saying.
    fn is_said_by(&self, from: usize) -> bool {
        (from + 1..from + 5).take_while(|&at| self.gap(at) < Gap::Line && !is_stop(self.form(at))).any(|at| WORDS.said.contains(self.form(at)))
            && !matches!(self.form(from), "“" | "\"" | "‘")
    }

    /// Whether a new line ends the sentence. It does, unless the text is wrapped in the middle of one.
    fn line_ends_sentence(&self, at: usize, next: usize) -> bool {
        if self.gap(next) == Gap::Blank {
            return true;
        }
        let form = self.form(next);
        let last = self.form(at);
        let stopped = is_stop(last) || is_closer(last) || last == ":";
        if starts_lower(form) && form.len() > 0 && !(stopped && form.len() == 1) {
            return stopped && self.form(at) != ":" && !self.is_long_line(at) && false;
        }
        let open = matches!(last, "," | ";" | "-" | "(" | "&") || WORDS.open.contains(last.to_lowercase().as_str());
        !(open && !stopped && self.is_long_line(at) && starts_upper(form))
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
        match WORDS.abbreviations.get(word) {
            Some(Stop::Title | Stop::Month | Stop::Number) => false,
            Some(Stop::List) => true,
            Some(Stop::Name) => WORDS.starters.contains(following),
            None => word.contains('.') && WORDS.starters.contains(following),
        }
    }

    /// A sentence of too many tokens is cut after the last semicolon, else the last comma, else before the last space of its
    /// second half, else where it stands.
    fn cut_if_long(&mut self, at: usize) {
        if at - self.first < MAX_SENTENCE_TOKENS {
            return;
        }
        let middle = self.first + MAX_SENTENCE_TOKENS / 2;
        let after = |sign: &str| (middle..at).rev().find(|&token| self.form(token) == sign).map(|token| token + 1);
        let end = after(";").or_else(|| after(",")).or_else(|| (middle..at).rev().find(|&token| self.gap(token) != Gap::None)).unwrap_or(at);
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
        self.out.sentences.push(Segment { span: Span::new(first.span.start, last.span.end), tokens: from..self.out.tokens.len() });
        self.first = end;
    }
}

/// The stop of "etc." and "p.m." is the stop of the sentence that they end; "U.S." keeps its own.
fn final_stop(form: &str) -> Option<u32> {
    let word = form.strip_suffix('.')?;
    let is_name = word.contains('.') && word.starts_with(char::is_uppercase);
    let is_listed = matches!(WORDS.abbreviations.get(word), Some(_));
    ((is_listed && !word.is_empty()) || (word.contains('.') && word.starts_with(char::is_lowercase))).then_some(1).filter(|_| !is_name)
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

fn starts_upper(form: &str) -> bool {
    form.starts_with(char::is_uppercase)
}

fn starts_lower(form: &str) -> bool {
    form.starts_with(char::is_lowercase)
}

/// "al-Shabaab said": Arabic articles are written small at the beginning of a sentence.
fn is_prefixed_name(form: &str) -> bool {
    matches!(form, "al" | "el" | "ash" | "an")
}
