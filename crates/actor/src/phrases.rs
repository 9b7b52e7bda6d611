//! Looks up names and descriptions of several words at a place of the text.
//!
//! Entries are kept by their first word, longest first, and compared with the characters of the text, so that nothing
//! depends on how a name is cut into tokens ("al-Qaida", "U.S.").

use std::collections::HashMap;

use crate::plain::plain;

/// How letters are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Letters {
    /// As written; a text in capitals may stand for any case.
    AsWritten,
    /// Without regard to case.
    Folded,
}

#[derive(Debug, Clone)]
struct Entry {
    text: String,
    values: Vec<u32>,
}

/// A set of phrases, each with one or more values.
#[derive(Debug, Clone)]
pub(crate) struct Phrases {
    letters: Letters,
    by_first: HashMap<String, Vec<Entry>>,
}

/// A phrase in capitals shorter than this could be an acronym of something else.
const MIN_CAPITALS: usize = 4;

impl Phrases {
    pub(crate) fn new(letters: Letters) -> Self {
        Self { letters, by_first: HashMap::new() }
    }

    /// Adds a phrase, and its twins with a curly apostrophe, in plain letters, and as it begins a sentence.
    pub(crate) fn add(&mut self, phrase: &str, value: u32) {
        if let Some(rest) = phrase.strip_prefix("al-").filter(|_| self.letters == Letters::AsWritten) {
            self.add_spelled(&format!("Al-{rest}"), value);
            self.add_spelled(&format!("Al {rest}"), value);
        }
        self.add_spelled(phrase, value);
    }

    fn add_spelled(&mut self, phrase: &str, value: u32) {
        if phrase.contains('\'') {
            self.add_one(&phrase.replace('\'', "’"), value);
        }
        self.add_one(phrase, value);
        if !phrase.is_ascii() {
            self.add_one(&plain(phrase), value);
        }
    }

    fn add_one(&mut self, phrase: &str, value: u32) {
        let text = if self.letters == Letters::Folded { phrase.to_lowercase() } else { phrase.to_owned() };
        let list = self.by_first.entry(first_word(&text)).or_default();
        match list.iter_mut().find(|entry| entry.text == text) {
            Some(entry) if entry.values.contains(&value) => {}
            Some(entry) => entry.values.push(value),
            None => list.push(Entry { text, values: vec![value] }),
        }
    }

    /// Puts longer phrases first; to be called once, after the last `add`.
    pub(crate) fn finish(&mut self) {
        let mut sorted: Vec<(String, Vec<Entry>)> = self.by_first.drain().collect();
        for (_, list) in &mut sorted {
            list.sort_by(|a, b| b.text.len().cmp(&a.text.len()).then_with(|| a.text.cmp(&b.text)));
        }
        self.by_first = sorted.into_iter().collect();
    }

    /// The longest phrase that begins at byte `start` and ends where `ends` allows: its end and values.
    pub(crate) fn longest_at(&self, text: &str, start: usize, ends: impl Fn(usize) -> bool) -> Option<(usize, &[u32])> {
        let rest = text.get(start..)?;
        let first = first_word(rest);
        // The phrase as it is, or the whole stretch in capitals against an entry in ordinary letters.
        let keys = [first.clone(), first.to_lowercase()];
        let list = self.by_first.get(if self.letters == Letters::Folded { &keys[1] } else { &keys[0] });
        list.into_iter().flatten().find_map(|entry| {
            let length = self.length_of_match(rest, &entry.text)?;
            ends(start + length).then_some((start + length, entry.values.as_slice()))
        })
    }

    fn length_of_match(&self, rest: &str, entry: &str) -> Option<usize> {
        match self.letters {
            Letters::AsWritten => rest.starts_with(entry).then_some(entry.len()),
            Letters::Folded => folded_length(rest, entry),
        }
    }

    /// The folded form of phrases longer than an acronym, for texts in capitals.
    pub(crate) fn capitals(&self) -> Self {
        let mut folded = Self::new(Letters::Folded);
        let mut all: Vec<&Entry> = self.by_first.values().flatten().collect();
        all.sort_by(|a, b| a.text.cmp(&b.text));
        for entry in all
            .into_iter()
            .filter(|entry| entry.text.len() >= MIN_CAPITALS && entry.text.chars().any(char::is_lowercase))
        {
            for &value in &entry.values {
                folded.add_one(&entry.text, value);
            }
        }
        folded.finish();
        folded
    }
}

/// The length of the start of `rest` that equals the lower-case `entry` when folded.
fn folded_length(rest: &str, entry: &str) -> Option<usize> {
    let mut wanted = entry.chars();
    let mut next = wanted.next();
    for (at, character) in rest.char_indices() {
        if next.is_none() {
            return Some(at);
        }
        for lower in character.to_lowercase() {
            // A line break in running text is a space.
            let lower = if lower == '\n' { ' ' } else { lower };
            if next != Some(lower) {
                return None;
            }
            next = wanted.next();
        }
    }
    next.is_none().then_some(rest.len())
}

fn first_word(text: &str) -> String {
    let word: String = text.chars().take_while(|character| character.is_alphanumeric()).collect();
    if word.is_empty() { text.chars().take(1).collect() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(phrases: &Phrases, text: &str) -> Option<usize> {
        phrases.longest_at(text, 0, |_| true).map(|(end, _)| end)
    }

    #[test]
    fn the_longest_phrase_wins() {
        let mut phrases = Phrases::new(Letters::AsWritten);
        phrases.add("United Nations", 1);
        phrases.add("United Nations Security Council", 2);
        phrases.finish();
        assert_eq!(end(&phrases, "United Nations Security Council met"), Some(31));
        assert_eq!(end(&phrases, "United Nations staff"), Some(14));
        assert_eq!(end(&phrases, "UNITED NATIONS STAFF"), None);
        assert_eq!(end(&phrases.capitals(), "UNITED NATIONS STAFF"), Some(14));
    }

    #[test]
    fn apostrophes_of_both_kinds_are_found() {
        let mut phrases = Phrases::new(Letters::Folded);
        phrases.add("president's office", 1);
        phrases.finish();
        assert_eq!(end(&phrases, "President’s Office said"), Some(20));
        assert_eq!(end(&phrases, "president's office"), Some(18));
    }
}
