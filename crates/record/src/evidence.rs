//! Why an item is in the record.

use std::borrow::Cow;

use text::Span;

/// The rule or model that made an item, the words that triggered it, and what was decided on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The data entry or rule: "frame withdraw: forces leave", "rule according-to", "model names".
    pub producer: Cow<'static, str>,
    /// The words that triggered it.
    pub words: Vec<Span>,
    /// Decisions in the order they were made: "status negated: not", "actor: subject of left".
    pub notes: Vec<String>,
}

impl Evidence {
    #[must_use]
    pub fn by(producer: impl Into<Cow<'static, str>>) -> Self {
        Self { producer: producer.into(), words: Vec::new(), notes: Vec::new() }
    }

    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.words.push(span);
        self
    }

    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }
}
