//! From scores of single arcs to one tree: the best head for each word where that is a tree already, else Chu-Liu/Edmonds.
//!
//! The maximum spanning arborescence (Chu and Liu 1965; Edmonds 1967; for parsing McDonald et al. 2005) with exactly one
//! dependent of the root, which is found by trying the promising root words.

/// Scores of one sentence: `scores[d * (n + 1) + h]` is the score of head `h` for word `d` (words from 0; head 0 is the root, head
/// `k` is word `k - 1`). Returns the head of each word in that numbering: a tree with exactly one word under the root.
#[must_use]
pub fn best_tree(scores: &[f32], n: usize) -> Vec<usize> {
    if n == 0 {
        return Vec::new();
    }
    let width = n + 1;
    let greedy: Vec<usize> = (0..n).map(|d| best_head(&scores[d * width..(d + 1) * width], d)).collect();
    if n_roots(&greedy) == 1 && is_acyclic(&greedy) {
        return greedy;
    }
    single_rooted(scores, n)
}

fn best_head(row: &[f32], word: usize) -> usize {
    let mut best = 0;
    for (head, score) in row.iter().enumerate() {
        if head != word + 1 && *score > row[best] {
            best = head;
        }
    }
    best
}

fn n_roots(heads: &[usize]) -> usize {
    heads.iter().filter(|&&head| head == 0).count()
}

fn is_acyclic(heads: &[usize]) -> bool {
    // 0: not seen, 1: on the running path, 2: known to reach the root.
    let mut state = vec![0_u8; heads.len() + 1];
    state[0] = 2;
    for start in 1..=heads.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            at = heads[at - 1];
        }
        if state[at] == 1 {
            return false;
        }
        let mut at = start;
        while state[at] == 1 {
            state[at] = 2;
            at = heads[at - 1];
        }
    }
    true
}

/// Lowers every root arc by one large constant: the best tree then has as few root arcs as it can, that is one, since every word can
/// also hang on another word. (Exact, because with one root arc in each competing tree the constant cancels.)
fn single_rooted(scores: &[f32], n: usize) -> Vec<usize> {
    let width = n + 1;
    let mut graph = vec![f64::NEG_INFINITY; width * width];
    let largest = scores.iter().filter(|s| s.is_finite()).fold(1.0_f64, |m, &s| m.max(f64::from(s).abs()));
    let penalty = 4.0 * largest * width as f64;
    for d in 1..width {
        for h in 0..width {
            if h != d {
                let score = f64::from(scores[(d - 1) * width + h]);
                // A score that is no number (a broken model file) must not break the tree.
                let score = if score.is_finite() { score } else { -largest };
                graph[d * width + h] = if h == 0 { score - penalty } else { score };
            }
        }
    }
    let heads = arborescence(graph, width);
    heads[1..].to_vec()
}

/// Chu-Liu/Edmonds by contraction in place. A contraction costs the width times the length of its cycle, so all of them together
/// cost the square of the width. `scores[d * width + h]`; node 0 is the root.
fn arborescence(scores: Vec<f64>, width: usize) -> Vec<usize> {
    let nodes = 0..u32::try_from(width).unwrap_or(u32::MAX);
    let mut graph = Graph {
        width,
        scores,
        original: nodes.clone().flat_map(|d| nodes.clone().map(move |h| (d, h))).collect(),
        active: vec![true; width],
        members: nodes.map(|v| vec![v]).collect(),
    };
    let mut contractions = Vec::new();
    let mut heads: Vec<usize> = (0..width).map(|d| graph.best_head(d)).collect();
    while let Some(cycle) = graph.find_cycle(&heads) {
        contractions.push(graph.contract(&heads, &cycle));
        // What hung on a node of the cycle hangs on the merged node with the same score; only that node looks anew.
        let keep = cycle[0];
        for head in &mut heads {
            if cycle.contains(head) {
                *head = keep;
            }
        }
        heads[keep] = graph.best_head(keep);
    }
    graph.expand(&heads, &contractions)
}

struct Graph {
    width: usize,
    scores: Vec<f64>,
    /// The arc (dependent, head) between words that stands behind each entry of `scores`.
    original: Vec<(u32, u32)>,
    /// Nodes that are not merged into another.
    active: Vec<bool>,
    /// Words merged into each node.
    members: Vec<Vec<u32>>,
}

/// A cycle that was merged: for each of its nodes the words inside and the arc that led into the node from the cycle.
struct Contraction {
    nodes: Vec<(Vec<u32>, (u32, u32))>,
}

impl Graph {
    fn best_head(&self, d: usize) -> usize {
        let row = &self.scores[d * self.width..(d + 1) * self.width];
        let candidates = (0..self.width).filter(|&h| self.active[h] && h != d);
        // The first of equals, so that the tree does not depend on the order of contractions.
        candidates.fold(0, |best, h| if row[h] > row[best] { h } else { best })
    }

    fn find_cycle(&self, heads: &[usize]) -> Option<Vec<usize>> {
        let mut seen = vec![0_usize; heads.len()];
        for start in (1..heads.len()).filter(|&d| self.active[d]) {
            let mut at = start;
            while at != 0 && seen[at] == 0 {
                seen[at] = start;
                at = heads[at];
            }
            if at != 0 && seen[at] == start {
                let mut cycle = vec![at];
                let mut next = heads[at];
                while next != at {
                    cycle.push(next);
                    next = heads[next];
                }
                return Some(cycle);
            }
        }
        None
    }

    /// Merges a cycle into its first node. An arc into the cycle is worth what it gains over the cycle's own arc it replaces.
    fn contract(&mut self, heads: &[usize], cycle: &[usize]) -> Contraction {
        let width = self.width;
        let keep = cycle[0];
        let inner: Vec<f64> = cycle.iter().map(|&d| self.scores[d * width + heads[d]]).collect();
        let nodes = cycle.iter().map(|&d| (self.members[d].clone(), self.original[d * width + heads[d]])).collect();
        for &d in cycle {
            self.active[d] = false;
        }
        for v in (0..width).filter(|&v| self.active[v]).collect::<Vec<_>>() {
            let mut best_in = (f64::NEG_INFINITY, self.original[keep * width + v]);
            let mut best_out = (f64::NEG_INFINITY, self.original[v * width + keep]);
            for (&node, inner) in cycle.iter().zip(&inner) {
                let gain = self.scores[node * width + v] - inner;
                if gain > best_in.0 {
                    best_in = (gain, self.original[node * width + v]);
                }
                if self.scores[v * width + node] > best_out.0 {
                    best_out = (self.scores[v * width + node], self.original[v * width + node]);
                }
            }
            (self.scores[keep * width + v], self.original[keep * width + v]) = best_in;
            (self.scores[v * width + keep], self.original[v * width + keep]) = best_out;
        }
        self.active[keep] = true;
        let merged: Vec<u32> = cycle.iter().flat_map(|&d| self.members[d].iter().copied()).collect();
        self.members[keep] = merged;
        Contraction { nodes }
    }

    /// Takes the merged cycles apart, the last one first: the arc that enters a cycle replaces the cycle's own arc into that node.
    fn expand(&self, heads: &[usize], contractions: &[Contraction]) -> Vec<usize> {
        let mut result: Vec<Option<u32>> = vec![None; self.width];
        for d in (1..self.width).filter(|&d| self.active[d]) {
            let (dependent, head) = self.original[d * self.width + heads[d]];
            result[dependent as usize] = Some(head);
        }
        for (members, (dependent, head)) in contractions.iter().rev().flat_map(|contraction| &contraction.nodes) {
            if members.iter().all(|&word| result[word as usize].is_none()) {
                result[*dependent as usize] = Some(*head);
            }
        }
        result.into_iter().map(|head| head.map_or(0, |head| head as usize)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator (xorshift), so that the cases are the same everywhere.
    struct Random(u64);

    impl Random {
        fn score(&mut self) -> f32 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 40) as f32 / 1_000_000.0 - 8.0
        }
    }

    fn total(scores: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(d, &h)| f64::from(scores[d * (heads.len() + 1) + h])).sum()
    }

    fn best_by_trying_all(scores: &[f32], n: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        let mut heads = vec![0; n];
        for code in 0..(n + 1).pow(n as u32) {
            let mut rest = code;
            for (d, head) in heads.iter_mut().enumerate() {
                *head = rest % (n + 1);
                rest /= n + 1;
                if *head == d + 1 {
                    rest = 0;
                    *head = d + 1;
                }
            }
            let is_loop = heads.iter().enumerate().any(|(d, &h)| h == d + 1);
            if !is_loop && n_roots(&heads) == 1 && is_acyclic(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    #[test]
    fn finds_the_best_single_rooted_tree() {
        let mut random = Random(7);
        for round in 0..400 {
            let n = 1 + round % 5;
            let scores: Vec<f32> = (0..n * (n + 1)).map(|_| random.score()).collect();
            let heads = best_tree(&scores, n);
            assert!(n_roots(&heads) == 1 && is_acyclic(&heads), "{heads:?}");
            assert!((total(&scores, &heads) - best_by_trying_all(&scores, n)).abs() < 1e-3, "{scores:?} {heads:?}");
        }
    }

    #[test]
    fn any_scores_give_a_single_rooted_tree() {
        let mut random = Random(11);
        for n in [2, 17, 60, 200] {
            let mut scores: Vec<f32> = (0..n * (n + 1)).map(|_| random.score()).collect();
            scores[n] = f32::NAN;
            scores[1] = f32::INFINITY;
            let heads = best_tree(&scores, n);
            assert!(n_roots(&heads) == 1 && is_acyclic(&heads), "{n}");
        }
        for constant in [0.0, f32::NAN, f32::NEG_INFINITY] {
            let heads = best_tree(&[constant; 30 * 31], 30);
            assert!(n_roots(&heads) == 1 && is_acyclic(&heads));
        }
        assert_eq!(best_tree(&[], 0), Vec::<usize>::new());
        assert_eq!(best_tree(&[1.0, 2.0], 1), [0]);
    }
}
