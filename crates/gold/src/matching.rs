//! Spans, and the pairing of gold with system objects.

use crate::Span;

/// Characters that two spans share.
pub(crate) fn overlap(a: Span, b: Span) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Intersection over union of the characters of two sets of spans; 0 for two empty sets.
pub(crate) fn iou(a: &[Span], b: &[Span]) -> f64 {
    let (a, b) = (merge(a), merge(b));
    let size = |spans: &[Span]| spans.iter().map(|span| span.1 - span.0).sum::<usize>();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(&left), Some(&right)) = (a.get(i), b.get(j)) {
        shared += overlap(left, right);
        if left.1 <= right.1 {
            i += 1;
        } else {
            j += 1;
        }
    }
    ratio(shared, size(&a) + size(&b) - shared)
}

/// A share, 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of characters and items are far below 2^52")]
pub(crate) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The same characters as spans in order that do not touch.
fn merge(spans: &[Span]) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.iter().copied().filter(|span| span.0 < span.1).collect();
    sorted.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(sorted.len());
    for span in sorted {
        match merged.last_mut() {
            Some(last) if span.0 <= last.1 => last.1 = last.1.max(span.1),
            _ => merged.push(span),
        }
    }
    merged
}

/// The sentence in which a span begins; `None` when none does. Two spans outside all sentences count as being in one place.
pub(crate) fn sentence_of(sentences: &[Span], span: Span) -> Option<usize> {
    sentences.iter().position(|sentence| (sentence.0..sentence.1).contains(&span.0))
}

/// Pairs each gold object with at most one system object, by descending weight; of equal weights the earlier gold object comes
/// first, then the earlier system object. A weight of 0 is no match.
pub(crate) fn pair<G, S>(gold: &[G], system: &[S], weight: impl Fn(&G, &S) -> f64) -> Pairs {
    let mut scored = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, s) in system.iter().enumerate() {
            let w = weight(g, s);
            if w > 0.0 {
                scored.push((w, i, j));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut pairs = Pairs { of_gold: vec![None; gold.len()], of_system: vec![None; system.len()] };
    for (_, i, j) in scored {
        if pairs.of_gold[i].is_none() && pairs.of_system[j].is_none() {
            pairs.of_gold[i] = Some(j);
            pairs.of_system[j] = Some(i);
        }
    }
    pairs
}

/// Who goes with whom, from either side.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Pairs {
    pub of_gold: Vec<Option<usize>>,
    pub of_system: Vec<Option<usize>>,
}

impl Pairs {
    /// How many pairs satisfy a condition.
    pub(crate) fn count<G, S>(&self, gold: &[G], system: &[S], right: impl Fn(&G, &S) -> bool) -> usize {
        self.of_gold
            .iter()
            .zip(gold)
            .filter(|(found, g)| found.and_then(|j| system.get(j)).is_some_and(|s| right(g, s)))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_characters() {
        let cases: [(&[Span], &[Span], f64); 6] = [
            (&[(0, 10)], &[(0, 10)], 1.0),
            (&[(0, 10)], &[(5, 15)], 5.0 / 15.0),
            (&[(0, 4), (6, 10)], &[(0, 10)], 0.8),
            (&[(0, 6), (4, 10)], &[(0, 10)], 1.0),
            (&[(0, 2), (4, 6), (8, 10)], &[(1, 5), (9, 12)], 3.0 / 10.0),
            (&[], &[], 0.0),
        ];
        for (a, b, expected) in cases {
            assert!((iou(a, b) - expected).abs() < 1e-12, "{a:?} {b:?}");
            assert!((iou(b, a) - expected).abs() < 1e-12, "{b:?} {a:?}");
        }
    }

    #[test]
    fn the_best_pairs_come_first_and_ties_go_to_the_earlier() {
        let weights = [[1.0, 3.0], [2.0, 3.0]];
        let pairs = pair(&[0, 1], &[0, 1], |&i: &usize, &j: &usize| weights[i][j]);
        assert_eq!(pairs.of_gold, [Some(1), Some(0)]);
        let pairs = pair(&[0, 1], &[0, 1], |_, &j: &usize| if j == 0 { 1.0 } else { 0.0 });
        assert_eq!(pairs.of_gold, [Some(0), None]);
    }
}
