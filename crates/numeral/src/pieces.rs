//! A text cut where letters, digits and signs meet.
//!
//! Finer than tokens on purpose: "Dec.14th", "24K", "eight-year" and "11-13" come apart in the same way
//! whatever a tokenizer thinks of them.

use text::Span;

/// What a piece is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    Digits,
    /// One character that is neither letter, digit nor space.
    Sign(char),
}

/// A run of letters, a run of digits, or one sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    pub span: Span,
    pub kind: Kind,
    /// White space stands before it.
    pub spaced: bool,
    /// A line ends before it.
    pub line: bool,
}

/// The pieces of one text, in reading order.
#[derive(Debug, Clone)]
pub struct Pieces<'t> {
    text: &'t str,
    /// The text in lower case (ASCII only, so that offsets agree).
    lower: String,
    list: Vec<Piece>,
}

impl<'t> Pieces<'t> {
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self { text, lower: text.to_ascii_lowercase(), list: cut(text) }
    }

    #[must_use]
    pub const fn text(&self) -> &'t str {
        self.text
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Piece> {
        self.list.get(at)
    }

    /// The characters of a piece; empty past the end.
    #[must_use]
    pub fn form(&self, at: usize) -> &'t str {
        self.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    /// The same in lower case.
    #[must_use]
    pub fn lower(&self, at: usize) -> &str {
        self.get(at).map_or("", |piece| piece.span.of(&self.lower))
    }

    #[must_use]
    pub fn is_sign(&self, at: usize, sign: char) -> bool {
        self.get(at).is_some_and(|piece| piece.kind == Kind::Sign(sign))
    }

    /// A hyphen or a dash of any length.
    #[must_use]
    pub fn is_dash(&self, at: usize) -> bool {
        self.get(at).is_some_and(|piece| matches!(piece.kind, Kind::Sign('-' | '‐' | '‑' | '–' | '—')))
    }

    /// A hyphen that links two pieces into one word: not a dash, not the two hyphens of a typewriter's dash.
    #[must_use]
    pub fn is_hyphen(&self, at: usize) -> bool {
        let sign = |at: usize| self.get(at).is_some_and(|piece| matches!(piece.kind, Kind::Sign('-' | '‐' | '‑')));
        sign(at) && self.is_glued(at) && self.is_glued(at + 1) && !sign(at + 1) && !at.checked_sub(1).is_some_and(sign)
    }

    #[must_use]
    pub fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|piece| piece.kind == Kind::Word)
    }

    #[must_use]
    pub fn is_digits(&self, at: usize) -> bool {
        self.get(at).is_some_and(|piece| piece.kind == Kind::Digits)
    }

    /// The piece stands right after the one before it, without space.
    #[must_use]
    pub fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.get(at).is_some_and(|piece| !piece.spaced)
    }

    /// A line ends before the piece, or the text begins or ends there.
    #[must_use]
    pub fn breaks(&self, at: usize) -> bool {
        at == 0 || self.get(at).is_none_or(|piece| piece.line)
    }

    #[must_use]
    pub fn is_capitalized(&self, at: usize) -> bool {
        self.form(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// The number that a run of at most nine digits writes.
    #[must_use]
    pub fn digits(&self, at: usize) -> Option<u32> {
        let form = self.form(at);
        if self.is_digits(at) && form.len() <= 9 { form.parse().ok() } else { None }
    }

    /// From the first character of piece `start` to the last before piece `end`.
    #[must_use]
    pub fn cover(&self, start: usize, end: usize) -> Span {
        match (self.get(start), end.checked_sub(1).and_then(|last| self.get(last))) {
            (Some(first), Some(last)) if end > start => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The first piece that ends after a byte.
    #[must_use]
    pub fn at_byte(&self, byte: u32) -> usize {
        self.list.partition_point(|piece| piece.span.end <= byte)
    }

    /// The piece after `words`, if these stand at `at` one after another on one line.
    #[must_use]
    pub fn phrase<S: AsRef<str>>(&self, at: usize, words: &[S]) -> Option<usize> {
        let fits = |(index, word): (usize, &S)| {
            self.lower(at + index) == word.as_ref() && (index == 0 || !self.breaks(at + index))
        };
        words.iter().enumerate().all(fits).then_some(at + words.len())
    }
}

fn cut(text: &str) -> Vec<Piece> {
    let mut list: Vec<Piece> = Vec::with_capacity(text.len() / 5);
    let (mut spaced, mut line) = (false, false);
    for (start, character) in text.char_indices() {
        if character.is_whitespace() {
            spaced = true;
            line |= character == '\n';
            continue;
        }
        let kind = if character.is_ascii_digit() {
            Kind::Digits
        } else if character.is_alphabetic() {
            Kind::Word
        } else {
            Kind::Sign(character)
        };
        let end = start + character.len_utf8();
        match list.last_mut() {
            Some(last) if !spaced && last.kind == kind && !matches!(kind, Kind::Sign(_)) => {
                last.span = Span::of_range(last.span.start as usize, end)
            }
            _ => list.push(Piece { span: Span::of_range(start, end), kind, spaced, line }),
        }
        (spaced, line) = (false, false);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_digits_and_signs_come_apart() {
        let pieces = Pieces::of("Dec.14th:\n£5bn");
        let forms: Vec<&str> = (0..pieces.len()).map(|at| pieces.form(at)).collect();
        assert_eq!(forms, ["Dec", ".", "14", "th", ":", "£", "5", "bn"]);
        assert!(pieces.breaks(5) && !pieces.is_glued(5) && pieces.is_glued(6));
    }

    #[test]
    fn hyphens_link_and_dashes_part() {
        let hyphen = |text: &str| Pieces::of(text).is_hyphen(1);
        assert!(hyphen("two-day") && !hyphen("days--and") && !hyphen("days—and") && !hyphen("days -and"));
    }
}
