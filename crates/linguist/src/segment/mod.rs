//! Sentences and tokens of a text, by rule.
//!
//! Tokens follow the English Universal Dependencies treebanks (EWT, GUM): clitics and hyphenated compounds are cut
//! ("do|n't", "long|-|term"), "U.S." and "10/12/2004" are whole. Sentences follow news print: a stop may be followed by
//! closing quotation marks and brackets, a new line ends a heading or paragraph, and a text wrapped in the middle of a
//! sentence runs on. What the rules know about words is in `data/segment/`.

mod mail;
mod pattern;
mod sentences;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use std::ops::Range;

use text::Span;

/// No sentence is longer. A longer one is cut after the last semicolon of its second half, else after the last comma there,
/// else at the last space there, else at the limit. Picked by gut feeling: news sentences end below 120 tokens, and what is
/// longer is a list or a table.
pub const MAX_SENTENCE_TOKENS: usize = 300;

/// One sentence: its span, and its tokens as indices in [`Segmentation::tokens`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub span: Span,
    pub tokens: Range<usize>,
}

/// Sentences and tokens in reading order. Every character that is no space is in exactly one token, and every token is in
/// exactly one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segmentation {
    pub tokens: Vec<Span>,
    pub sentences: Vec<Segment>,
}

/// Cuts a text into sentences and tokens. Takes time in proportion to the text, whatever is in it.
///
/// ```
/// let text = "The U.S. won't go. It's over.";
/// let found = linguist::segment(text);
/// let words: Vec<&str> = found.tokens.iter().map(|token| token.of(text)).collect();
/// assert_eq!(words, ["The", "U.S.", "wo", "n't", "go", ".", "It", "'s", "over", "."]);
/// assert_eq!(found.sentences[1].span.of(text), "It's over.");
/// ```
#[must_use]
pub fn segment(text: &str) -> Segmentation {
    sentences::split(text, &tokens::tokenize(text))
}
