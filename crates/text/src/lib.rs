//! Canonical text, byte spans, and conversion of offsets to code points.
//!
//! Inside onrecord a place in a text is a [`Span`] of bytes. Code points exist only at the doors,
//! where [`CodePoints`] converts both ways.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes `[start, end)` of one text.
///
/// ```
/// let span = text::Span::new(4, 8);
/// assert_eq!(span.of("The army left."), "army");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl Span {
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// From `usize` offsets. Texts are limited to 4 GiB at ingest, so the cast loses nothing.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "texts over 4 GiB are refused at ingest")]
    pub const fn of_range(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    #[must_use]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The characters the span points at; empty if it does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Line ends become `\n`; nothing else changes, so offsets keep their meaning for the reader.
#[must_use]
pub fn normalize_line_ends(raw: &str) -> String {
    if raw.contains('\r') { raw.replace("\r\n", "\n").replace('\r', "\n") } else { raw.to_owned() }
}

/// Byte offsets to code points and back, for one text.
///
/// Only characters longer than one byte are remembered, so plain ASCII costs nothing.
///
/// ```
/// let points = text::CodePoints::new("é is one");
/// assert_eq!(points.from_byte(3), 2);
/// assert_eq!(points.to_byte(2), 3);
/// ```
#[derive(Debug, Clone, Default)]
pub struct CodePoints {
    /// (byte offset just after a multi-byte character, code points up to there).
    marks: Vec<(u32, u32)>,
}

impl CodePoints {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::new();
        let (mut byte, mut point) = (0u32, 0u32);
        for character in text.chars() {
            let width = u32::try_from(character.len_utf8()).unwrap_or(1);
            byte += width;
            point += 1;
            if width > 1 {
                marks.push((byte, point));
            }
        }
        Self { marks }
    }

    #[must_use]
    pub fn from_byte(&self, byte: u32) -> u32 {
        match self.marks.partition_point(|mark| mark.0 <= byte).checked_sub(1).and_then(|at| self.marks.get(at)) {
            Some(&(mark_byte, point)) => point + (byte - mark_byte),
            None => byte,
        }
    }

    #[must_use]
    pub fn to_byte(&self, point: u32) -> u32 {
        match self.marks.partition_point(|mark| mark.1 <= point).checked_sub(1).and_then(|at| self.marks.get(at)) {
            Some(&(byte, mark_point)) => byte + (point - mark_point),
            None => point,
        }
    }

    #[must_use]
    pub fn span_from_bytes(&self, span: Span) -> Span {
        Span::new(self.from_byte(span.start), self.from_byte(span.end))
    }

    #[must_use]
    pub fn span_to_bytes(&self, span: Span) -> Span {
        Span::new(self.to_byte(span.start), self.to_byte(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting_characters() {
        let text = "Zürich’s “mayor” said 日本 — yes";
        let points = CodePoints::new(text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            let (byte, count) = (u32::try_from(byte).unwrap(), u32::try_from(count).unwrap());
            assert_eq!(points.from_byte(byte), count);
            assert_eq!(points.to_byte(count), byte);
        }
    }

    #[test]
    fn a_span_outside_the_text_is_empty() {
        assert_eq!(Span::new(3, 90).of("short"), "");
    }

    #[test]
    fn line_ends_of_every_system_become_one() {
        assert_eq!(normalize_line_ends("a\r\nb\rc\n"), "a\nb\nc\n");
    }
}
