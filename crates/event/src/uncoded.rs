//! Predicates that are deliberately no events, with the reason (`data/event/not_events.tsv`).
//!
//! A word of the language is coded by a frame, or it stands here, or nobody has looked at it yet. Fixed phrases may be
//! coded all the same: "stage" is none, "stage a protest" is one.

use std::collections::BTreeMap;

use lexicon::{Data, DataError};
use ontology::Upos;

use crate::frames::{Entry, Kind, phrases};

/// Verbs and nouns by lemma, with the reason why they tell no event by themselves.
#[derive(Debug, Clone, Default)]
pub struct NotEvents {
    reasons: BTreeMap<(Kind, String), String>,
}

impl NotEvents {
    /// Reads `data/event/not_events.tsv`.
    ///
    /// # Errors
    /// The table is missing, or a row is neither of a verb nor of a noun.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        let table = data.table("event/not_events.tsv", &["lemma", "kind", "why"])?;
        let mut reasons = BTreeMap::new();
        for row in table.rows() {
            let kind = match row.get(1) {
                "verb" => Kind::Verb,
                "noun" => Kind::Noun,
                other => return Err(table.error(row, format!("{other:?} should be verb or noun"))),
            };
            if row.get(2).is_empty() {
                return Err(table.error(row, "a reason is needed"));
            }
            reasons.insert((kind, row.get(0).to_owned()), row.get(2).to_owned());
        }
        Ok(Self { reasons })
    }

    /// Why a word tells no event by itself; `None` if a frame may code it, or if nobody has looked at it.
    #[must_use]
    pub fn why(&self, lemma: &str, upos: Upos) -> Option<&str> {
        let kind = match upos {
            Upos::Verb => Kind::Verb,
            Upos::Noun => Kind::Noun,
            _ => return None,
        };
        self.reasons.get(&(kind, lemma.to_owned())).map(String::as_str)
    }

    /// Every word, with its part of speech.
    pub fn words(&self) -> impl Iterator<Item = (&str, Upos)> {
        self.reasons.keys().map(|(kind, lemma)| {
            let upos = if *kind == Kind::Noun { Upos::Noun } else { Upos::Verb };
            (lemma.as_str(), upos)
        })
    }

    /// Words that a frame codes although they stand here.
    #[must_use]
    pub fn contradicted_by(&self, entry: &Entry) -> Vec<String> {
        let lists = [(Kind::Verb, &entry.verb), (Kind::Noun, &entry.noun)];
        let coded = lists.into_iter().filter(|_| entry.kind != "NONE");
        coded
            .flat_map(|(kind, list)| phrases(list).map(move |phrase| (kind, phrase.to_owned())))
            .filter(|word| self.reasons.contains_key(word))
            .map(|(_, phrase)| format!("{phrase:?} is coded by {:?}, and stands in event/not_events.tsv", entry.sense))
            .collect()
    }
}
