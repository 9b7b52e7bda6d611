//! How sure an event is: the traits of its words, weighed (`data/event/confidence.tsv`).
//!
//! The weights are those of a logistic regression (`cargo run --release -p gold --example weigh`) over events of raw text and of
//! coded reports, each judged by hand: right is an event of that type in that place. What is published is the share of events
//! with as many points that were right.

use std::collections::BTreeMap;

use lexicon::{Data, DataError};

/// Events below it are left out unless asked for: near the best F1 on the development gold.
pub(crate) const LEAST: u16 = 550;

/// (points, thousandths): the logistic function, read off between a few knots, so that every machine finds the same.
const KNOTS: [(i32, u16); 17] = [
    (-400, 18),
    (-350, 29),
    (-300, 47),
    (-250, 76),
    (-200, 119),
    (-150, 182),
    (-100, 269),
    (-50, 378),
    (0, 500),
    (50, 622),
    (100, 731),
    (150, 818),
    (200, 881),
    (250, 924),
    (300, 953),
    (350, 971),
    (400, 982),
];

/// The weight of every trait that has one, in hundredths of the logarithm of the odds.
#[derive(Debug, Clone, Default)]
pub(crate) struct Weights(BTreeMap<String, i32>);

impl Weights {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let name = "event/confidence.tsv";
        let table = data.table(name, &["trait", "points"])?;
        let mut weights = BTreeMap::new();
        for row in table.rows() {
            let points =
                row.get(1).parse().map_err(|_| table.error(row, format!("{:?} is no whole number", row.get(1))))?;
            weights.insert(row.get(0).to_owned(), points);
        }
        Ok(Self(weights))
    }

    /// The traits that weigh something, with their points.
    pub(crate) fn of<'a>(&self, traits: &'a [String]) -> Vec<(&'a str, i32)> {
        let weight = |name: &'a String| self.0.get(name).map(|&points| (name.as_str(), points));
        traits.iter().filter_map(weight).collect()
    }

    /// What weighed most, in words: "confidence 0.71: told by a verb +20, recipient nobody -35".
    pub(crate) fn grounds(&self, confidence: u16, traits: &[String]) -> String {
        let mut points = self.of(traits);
        points.sort_by_key(|&(_, points)| std::cmp::Reverse(points.abs()));
        let shown: Vec<String> = points.iter().take(SHOWN).map(|(name, points)| format!("{name} {points:+}")).collect();
        format!("confidence {}.{:02}: {}", confidence / 1000, confidence % 1000 / 10, shown.join(", "))
    }
}

/// So many grounds are shown.
const SHOWN: usize = 5;

/// The confidence of so many points, in thousandths.
pub(crate) fn confidence(points: i32) -> u16 {
    let mut below = KNOTS[0];
    for &(knot, share) in &KNOTS {
        if points <= knot {
            let width = (knot - below.0).max(1);
            let along = (points - below.0).clamp(0, width);
            return below.1 + u16::try_from(i32::from(share - below.1) * along / width).unwrap_or(0);
        }
        below = (knot, share);
    }
    below.1
}
