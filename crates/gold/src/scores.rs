//! The result of scoring, and how it is shown.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use crate::matching::ratio;

/// The layers whose F1 make the headline.
const HEADLINE: [&str; 5] =
    ["time: value", "statement: content+source", "event: type", "event: type+dyad", "commitment: found"];

/// One line of the table: how many gold and system objects there are, and how many pairs are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    pub name: &'static str,
    pub right: usize,
    pub gold: usize,
    pub system: usize,
}

impl Layer {
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.system)
    }

    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall; 0 when both are 0.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// What became of the events of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct TypeCount {
    pub found: usize,
    pub missed: usize,
    pub spurious: usize,
}

/// All scores over a set of reports.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scores {
    /// In the order of the table.
    pub layers: Vec<Layer>,
    pub events_by_type: BTreeMap<String, TypeCount>,
    /// One line for each object without a partner, in reading order of the gold file.
    pub misses: Vec<String>,
}

#[derive(Serialize)]
struct LayerJson {
    p: f64,
    r: f64,
    f: f64,
    gold: usize,
    system: usize,
}

impl Scores {
    pub(crate) fn add(&mut self, name: &'static str, right: usize, gold: usize, system: usize) {
        if let Some(layer) = self.layers.iter_mut().find(|layer| layer.name == name) {
            layer.right += right;
            layer.gold += gold;
            layer.system += system;
        } else {
            self.layers.push(Layer { name, right, gold, system });
        }
    }

    #[must_use]
    pub fn layer(&self, name: &str) -> Option<&Layer> {
        self.layers.iter().find(|layer| layer.name == name)
    }

    /// The mean F1 of time values, statements with their source, events by type and by dyad, and commitments.
    #[must_use]
    pub fn headline(&self) -> f64 {
        let sum: f64 = HEADLINE.iter().map(|name| self.layer(name).map_or(0.0, Layer::f1)).sum();
        sum / 5.0
    }

    /// The table for reading, with the first `n_misses` misses.
    #[must_use]
    pub fn table(&self, n_misses: usize) -> String {
        let mut out = format!("{:32} {:>6} {:>6} {:>6}   gold system\n", "layer", "P", "R", "F1");
        // Writing to a String cannot fail.
        for layer in &self.layers {
            let (p, r, f) = (layer.precision(), layer.recall(), layer.f1());
            let _ = writeln!(out, "{:32} {p:6.3} {r:6.3} {f:6.3}  {:5} {:6}", layer.name, layer.gold, layer.system);
        }
        let _ = writeln!(out, "\n{:12} found missed spurious", "event type");
        for (name, count) in &self.events_by_type {
            let _ = writeln!(out, "{name:12} {:5} {:6} {:8}", count.found, count.missed, count.spurious);
        }
        for miss in self.misses.iter().take(n_misses) {
            let _ = writeln!(out, "{miss}");
        }
        let _ = writeln!(out, "\nheadline {:.3}", self.headline());
        out
    }

    /// One JSON object with the headline, the layers by name, and the counts by event type.
    ///
    /// # Errors
    /// Only if the serialiser itself fails; scores hold nothing that JSON cannot say.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let mut layers = serde_json::Map::new();
        for layer in &self.layers {
            let cells = LayerJson {
                p: layer.precision(),
                r: layer.recall(),
                f: layer.f1(),
                gold: layer.gold,
                system: layer.system,
            };
            layers.insert(layer.name.to_owned(), serde_json::to_value(cells)?);
        }
        let by_type = serde_json::to_value(&self.events_by_type)?;
        serde_json::to_string(
            &serde_json::json!({ "headline": self.headline(), "layers": layers, "event_types": by_type }),
        )
    }
}
