//! Phrases that turn a number into a bound: "at least 40", "as many as 2,500", "40 or more".

use std::collections::HashMap;

use lexicon::{Data, DataError};

use crate::Pieces;

/// What the number is to the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The truth is this or more.
    Low,
    /// The truth is this or less.
    High,
    Approx,
    Exact,
}

/// A bounding phrase found beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// The first piece of the phrase when it stands before the number, the piece after it when it stands behind.
    pub edge: usize,
    pub limit: Limit,
    /// Index of the row, for [`Bounds::modifier`].
    row: usize,
}

#[derive(Debug, Clone)]
struct Phrase {
    words: Vec<Box<str>>,
    limit: Limit,
    modifier: Box<str>,
}

/// The bounding phrases.
#[derive(Debug, Clone)]
pub struct Bounds {
    phrases: Vec<Phrase>,
    /// Phrases that stand before a number, by their last word; longest first.
    before: HashMap<Box<str>, Vec<usize>>,
    /// Phrases that stand behind a number, by their first word; longest first.
    after: HashMap<Box<str>, Vec<usize>>,
}

impl Bounds {
    /// Reads `numeral/bounds.tsv`.
    ///
    /// # Errors
    /// The table is missing, or a row has an unknown limit or position.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        let table = data.table("numeral/bounds.tsv", &["phrase", "position", "limit", "mod"])?;
        let mut bounds = Self { phrases: Vec::new(), before: HashMap::new(), after: HashMap::new() };
        for row in table.rows() {
            let limit = match row.get(2) {
                "low" => Limit::Low,
                "high" => Limit::High,
                "approx" => Limit::Approx,
                "exact" => Limit::Exact,
                other => return Err(table.error(row, format!("no limit {other:?}"))),
            };
            let words: Vec<Box<str>> = row.get(0).split(' ').map(Into::into).collect();
            let (first, last) = match (words.first(), words.last()) {
                (Some(first), Some(last)) => (first.clone(), last.clone()),
                _ => return Err(table.error(row, "the phrase is empty")),
            };
            let index = bounds.phrases.len();
            match row.get(1) {
                "before" => bounds.before.entry(last).or_default().push(index),
                "after" => bounds.after.entry(first).or_default().push(index),
                other => return Err(table.error(row, format!("no position {other:?}"))),
            }
            bounds.phrases.push(Phrase { words, limit, modifier: row.get(3).into() });
        }
        let Self { phrases, before, after } = &mut bounds;
        let length = |index: &usize| std::cmp::Reverse(phrases.get(*index).map_or(0, |phrase| phrase.words.len()));
        before.iter_mut().chain(after.iter_mut()).for_each(|(_, list)| list.sort_by_key(length));
        Ok(bounds)
    }

    /// The longest phrase that ends right before piece `at`.
    #[must_use]
    pub fn before(&self, pieces: &Pieces<'_>, at: usize) -> Option<Bound> {
        if pieces.breaks(at) {
            return None;
        }
        let candidates = self.before.get(pieces.lower(at.checked_sub(1)?))?;
        candidates.iter().find_map(|&row| {
            let phrase = self.phrases.get(row)?;
            let edge = at.checked_sub(phrase.words.len())?;
            pieces.phrase(edge, &phrase.words).map(|_| Bound { edge, limit: phrase.limit, row })
        })
    }

    /// The longest phrase that begins at piece `at`, right behind a number. A hyphen may link it: "60-plus".
    #[must_use]
    pub fn after(&self, pieces: &Pieces<'_>, at: usize) -> Option<Bound> {
        let start = if pieces.is_hyphen(at) { at + 1 } else { at };
        if pieces.breaks(start) {
            return None;
        }
        if pieces.is_sign(at, '+') && pieces.is_glued(at) {
            let row = self.phrases.iter().position(|phrase| phrase.limit == Limit::Low)?;
            return Some(Bound { edge: at + 1, limit: Limit::Low, row });
        }
        let candidates = self.after.get(pieces.lower(start))?;
        candidates.iter().find_map(|&row| {
            let phrase = self.phrases.get(row)?;
            pieces.phrase(start, &phrase.words).map(|edge| Bound { edge, limit: phrase.limit, row })
        })
    }

    /// TIMEX3's modifier for the phrase; empty when it adds none.
    #[must_use]
    pub fn modifier(&self, bound: Bound) -> &str {
        self.phrases.get(bound.row).map_or("", |phrase| &phrase.modifier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let bounds = Bounds::load(&Data::embedded()).unwrap();
        let pieces = Pieces::of("no more than 40 or more");
        let before = bounds.before(&pieces, 3).unwrap();
        assert_eq!((before.edge, before.limit, bounds.modifier(before)), (0, Limit::High, "EQUAL_OR_LESS"));
        let after = bounds.after(&pieces, 4).unwrap();
        assert_eq!((after.edge, after.limit), (6, Limit::Low));
    }
}
