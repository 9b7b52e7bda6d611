//! Words as they are compared: stems with a weight that tells how much it means that two reports share them.

use std::collections::{BTreeMap, BTreeSet};

use lexicon::{Data, DataError};
use ontology::EventType;
use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};

/// Words that are read of one stretch of text.
const MOST_READ: usize = 400;
/// Words that are kept of a sentence.
const MOST_KEPT: usize = 28;
/// Words between "the" and "attack".
const BETWEEN: usize = 1;
/// Weight of a word that is not in `common.tsv`.
const RARE: u8 = 11;

/// A stem and its weight, from 0 (in every sentence) to 11 (rare).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Word(pub String, pub u8);

/// The word lists of `data/story/`.
pub(crate) struct Words {
    stemmer: Stemmer,
    weights: BTreeMap<String, u8>,
    skip: BTreeSet<String>,
    titles: BTreeSet<String>,
    running: BTreeSet<String>,
    revising: BTreeSet<String>,
    anybody: BTreeSet<String>,
    same: BTreeMap<String, String>,
    back: BTreeSet<String>,
    another: BTreeSet<String>,
    /// Nouns for an event of a type.
    nouns: BTreeMap<EventType, BTreeSet<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    skip: String,
    titles: String,
    running: String,
    revising: String,
    anybody: String,
    same: Vec<Same>,
    back: String,
    another: String,
    nouns: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    words: String,
}

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let stemmer = Stemmer::create(Algorithm::English);
        let lists: Lists = data.toml("story/words.toml")?;
        let plain = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        let stems = |list: &str| list.split_whitespace().map(|word| stemmer.stem(word).into_owned()).collect();
        let (skip, titles) = (plain(&lists.skip), plain(&lists.titles));
        let (running, revising, anybody) = (stems(&lists.running), stems(&lists.revising), stems(&lists.anybody));
        let mut same = BTreeMap::new();
        for set in &lists.same {
            let mut words = set.words.split_whitespace().map(|word| stemmer.stem(word).into_owned());
            if let Some(first) = words.next() {
                same.extend(words.map(|word| (word, first.clone())));
            }
        }
        let mut nouns = BTreeMap::new();
        for (kind, list) in &lists.nouns {
            let unknown = |error: ontology::UnknownValue| DataError::new("story/words.toml", 0, error.to_string());
            nouns.insert(kind.parse().map_err(unknown)?, plain(list));
        }
        let (back, another) = (plain(&lists.back), plain(&lists.another));
        let mut weights = BTreeMap::new();
        let table = data.table("story/common.tsv", &["stem", "share"])?;
        for row in table.rows() {
            let share: f64 = row.get(1).parse().map_err(|_| {
                DataError::new("story/common.tsv", row.line, format!("{:?} is not a number of passages", row.get(1)))
            })?;
            weights.insert(row.get(0).to_owned(), weight(share));
        }
        Ok(Self { stemmer, weights, skip, titles, running, revising, anybody, same, back, another, nouns })
    }

    /// The content words of a stretch of text, sorted; of a long one those that weigh most.
    pub(crate) fn of(&self, text: &str) -> Vec<Word> {
        let mut words: Vec<Word> = self.stems(text).map(|stem| self.weighed(stem)).collect();
        words.sort();
        words.dedup();
        words.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        words.truncate(MOST_KEPT);
        words.sort();
        words
    }

    /// The stem of the word that says most.
    pub(crate) fn main(&self, text: &str) -> String {
        let mut best: Option<Word> = None;
        for word in self.stems(text).map(|stem| self.weighed(stem)) {
            if best.as_ref().is_none_or(|best| word.1 > best.1) {
                best = Some(word);
            }
        }
        best.map_or_else(|| text.to_lowercase(), |best| best.0)
    }

    /// What is left of a name without titles and articles, in order.
    pub(crate) fn name(&self, name: &str) -> Vec<String> {
        forms(name)
            .filter(|form| form.chars().nth(1).is_some() && !self.titles.contains(form))
            .map(|form| self.stemmer.stem(&form).into_owned())
            .take(8)
            .collect()
    }

    /// The content words of a description, in order.
    pub(crate) fn description(&self, name: &str) -> Vec<String> {
        self.stems(name).filter(|stem| !self.titles.contains(stem)).take(8).collect()
    }

    /// The stem of a counted noun; one stem for words that count the same, none for people of any kind.
    pub(crate) fn counted(&self, of: &str) -> Option<String> {
        let stem = self.stemmer.stem(&forms(of).last()?).into_owned();
        if self.anybody.contains(&stem) {
            return None;
        }
        Some(self.same.get(&stem).cloned().unwrap_or(stem))
    }

    pub(crate) fn is_running(&self, text: &str) -> bool {
        forms(text).take(MOST_READ).any(|form| self.running.contains(&*self.stemmer.stem(&form)))
    }

    pub(crate) fn is_revising(&self, text: &str) -> bool {
        forms(text).take(MOST_READ).any(|form| self.revising.contains(&*self.stemmer.stem(&form)))
    }

    /// Whether the words speak of an event of the type as told before: "the attack", "those two talks".
    pub(crate) fn refers_back(&self, text: &str, kind: EventType) -> bool {
        let Some(nouns) = self.nouns.get(&kind) else { return false };
        let mut since = usize::MAX;
        for form in forms(text).take(MOST_READ) {
            if since <= BETWEEN && nouns.contains(&form) {
                return true;
            }
            since = if self.back.contains(&form) { 0 } else { since.saturating_add(1) };
        }
        false
    }

    /// Whether the words speak of another event than the one before.
    pub(crate) fn names_another(&self, text: &str) -> bool {
        forms(text).take(MOST_READ).any(|form| self.another.contains(&form))
    }

    /// Stems of the content words in order.
    pub(crate) fn stems<'a>(&'a self, text: &'a str) -> impl Iterator<Item = String> + 'a {
        forms(text)
            .take(MOST_READ)
            .filter(|form| form.chars().nth(1).is_some() && !form.starts_with(|first: char| first.is_ascii_digit()))
            .filter(|form| !self.skip.contains(form))
            .map(|form| self.stemmer.stem(&form).into_owned())
    }

    fn weighed(&self, stem: String) -> Word {
        let weight = self.weights.get(&stem).copied().unwrap_or(RARE);
        Word(stem, weight)
    }
}

/// From 10 for a word that 4 of 1000 passages have down to 0 for one that all have: inverse document frequency
/// (K. Spärck Jones, 1972), scaled.
fn weight(share: f64) -> u8 {
    let share = share.clamp(4.0, 1000.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value lies between 0 and 10")]
    let weight = (10.0 * (1000.0 / share).ln() / 250f64.ln()).round() as u8;
    weight
}

/// The words of a text in lower case; an apostrophe ends a word and what follows it of one letter is left out.
fn forms(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
