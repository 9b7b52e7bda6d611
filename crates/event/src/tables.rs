//! Small tables: words that tell modes and contexts, CAMEO codes, PLOVER scores.

use std::collections::HashMap;

use lexicon::{Data, DataError};
use linguist::TokenId;
use ontology::{Context, EventType, Mode};

use crate::phrases::compound;
use crate::reading::Reading;

/// Types of deeds that a noun may take up: "the offer", "this move".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Deeds {
    Any,
    Of(Vec<EventType>),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Tables {
    /// Lemma → modes that it tells, with the type for which it does.
    modes: HashMap<String, Vec<(EventType, Mode)>>,
    /// Lemma of what is asked → mode of the request.
    asks: HashMap<String, Mode>,
    contexts: HashMap<String, Vec<Context>>,
    /// Noun → the types of the deeds that it takes up.
    deeds: HashMap<String, Deeds>,
    cameo: HashMap<(EventType, Option<Mode>), String>,
    intensity: HashMap<(EventType, Option<Mode>), i16>,
}

impl Tables {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut tables = Self::default();
        let table = data.table("event/modes.tsv", &["type", "mode", "words"])?;
        for row in table.rows() {
            let kind: EventType =
                row.get(0).parse().map_err(|unknown: ontology::UnknownValue| table.error(row, unknown.to_string()))?;
            let mode: Mode =
                row.get(1).parse().map_err(|unknown: ontology::UnknownValue| table.error(row, unknown.to_string()))?;
            for word in row.list(2) {
                tables.modes.entry(word.to_owned()).or_default().push((kind, mode));
            }
        }
        let table = data.table("event/asks.tsv", &["mode", "words"])?;
        for row in table.rows() {
            let mode: Mode =
                row.get(0).parse().map_err(|unknown: ontology::UnknownValue| table.error(row, unknown.to_string()))?;
            for word in row.list(1) {
                tables.asks.entry(word.to_owned()).or_insert(mode);
            }
        }
        let table = data.table("event/contexts.tsv", &["context", "words"])?;
        for row in table.rows() {
            let context: Context =
                row.get(0).parse().map_err(|unknown: ontology::UnknownValue| table.error(row, unknown.to_string()))?;
            for word in row.list(1) {
                tables.contexts.entry(word.to_owned()).or_default().push(context);
            }
        }
        let table = data.table("event/acts.tsv", &["noun", "types"])?;
        for row in table.rows() {
            let deeds = match row.get(1) {
                "any" => Deeds::Any,
                _ => Deeds::Of(
                    row.list(1)
                        .map(str::parse)
                        .collect::<Result<_, _>>()
                        .map_err(|unknown: ontology::UnknownValue| table.error(row, unknown.to_string()))?,
                ),
            };
            tables.deeds.insert(row.get(0).to_owned(), deeds);
        }
        let table = data.table("event/codes.tsv", &["type", "mode", "cameo", "intensity"])?;
        for row in table.rows() {
            let kind: EventType =
                row.get(0).parse().map_err(|unknown: ontology::UnknownValue| table.error(row, unknown.to_string()))?;
            let mode: Option<Mode> = match row.get(1) {
                "-" => None,
                mode => Some(
                    mode.parse().map_err(|unknown: ontology::UnknownValue| table.error(row, unknown.to_string()))?,
                ),
            };
            tables.cameo.insert((kind, mode), row.get(2).to_owned());
            let score = tenths(row.get(3))
                .ok_or_else(|| table.error(row, "the score should be a number with at most one decimal"))?;
            tables.intensity.insert((kind, mode), score);
        }
        Ok(tables)
    }

    /// What deeds a noun may take up.
    pub(crate) fn deeds(&self, noun: &str) -> Option<&Deeds> {
        self.deeds.get(noun)
    }

    /// Modes told by words, for a type that has them.
    pub(crate) fn modes_in(&self, reading: &Reading<'_>, kind: EventType, tokens: &[TokenId]) -> Vec<Mode> {
        let analysis = reading.analysis;
        let mut found = Vec::new();
        for &token in tokens {
            // "tear-*gas*" is written in the table as one word.
            let whole = compound(analysis, token).unwrap_or_default();
            for key in [analysis.lemma(token), analysis.lower(token), &whole] {
                for &(of, mode) in self.modes.get(key).map_or(&[][..], Vec::as_slice) {
                    if of == kind && !found.contains(&mode) {
                        found.push(mode);
                    }
                }
            }
        }
        found
    }

    /// The mode of a request for what the words name.
    pub(crate) fn asked(&self, reading: &Reading<'_>, tokens: &[TokenId]) -> Option<Mode> {
        tokens.iter().find_map(|&token| self.asks.get(reading.analysis.lemma(token)).copied())
    }

    /// Contexts told by words, in the order of the ontology.
    pub(crate) fn contexts_in(&self, reading: &Reading<'_>, tokens: &[TokenId]) -> Vec<Context> {
        let mut found: Vec<Context> = tokens
            .iter()
            .filter_map(|&token| self.contexts.get(reading.analysis.lemma(token)))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(crate) fn cameo(&self, kind: EventType, modes: &[Mode]) -> Option<String> {
        let by_mode = modes.first().and_then(|&mode| self.cameo.get(&(kind, Some(mode))));
        by_mode.or_else(|| self.cameo.get(&(kind, None))).cloned()
    }

    /// The score of the strongest mode, else of the type.
    pub(crate) fn intensity(&self, kind: EventType, modes: &[Mode]) -> Option<i16> {
        let of_modes =
            modes.iter().filter_map(|&mode| self.intensity.get(&(kind, Some(mode)))).max_by_key(|score| score.abs());
        of_modes.or_else(|| self.intensity.get(&(kind, None))).copied()
    }
}

fn tenths(text: &str) -> Option<i16> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let negative = whole.starts_with('-');
    let whole: i16 = whole.trim_start_matches('-').parse().ok()?;
    let fraction: i16 = fraction.parse().ok().filter(|&digit| digit < 10)?;
    let value = whole.checked_mul(10)?.checked_add(fraction)?;
    Some(if negative { -value } else { value })
}
