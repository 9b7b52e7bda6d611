//! From scores of single arcs to one tree: the best head for each word where that is a tree already, else Chu-Liu/Edmonds.
//!
//! The maximum spanning arborescence (Chu and Liu 1965; Edmonds 1967; for parsing McDonald et al. 2005) with exactly one
//! dependent of the root, which is found by trying the promising root words.

/// The search with its buffers, reused from sentence to sentence.
#[derive(Debug, Default)]
pub(crate) struct Trees {
    heads: Vec<usize>,
    seen: Vec<usize>,
    graph: Graph,
}

impl Trees {
    /// Scores of one sentence: `scores[d * (n + 1) + h]` is the score of head `h` for word `d` (words from 0; head 0 is the root, head
    /// `k` is word `k - 1`). Returns the head of each word in that numbering: a tree with exactly one word under the root.
    pub(crate) fn best(&mut self, scores: &[f32], n: usize) -> &[usize] {
        let width = n + 1;
        self.heads.clear();
        self.heads.extend((0..n).map(|d| best_head(&scores[d * width..(d + 1) * width], d)));
        if n > 0 && !(n_roots(&self.heads) == 1 && is_acyclic(&self.heads, &mut self.seen)) {
            self.graph.set(scores, n);
            self.graph.solve();
            self.heads.clear();
            self.heads.extend(self.graph.entering[1..width].iter().map(|&(_, head)| head as usize));
        }
        &self.heads
    }
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

fn is_acyclic(heads: &[usize], seen: &mut Vec<usize>) -> bool {
    // 0: not seen, 1: on the running path, 2: known to reach the root.
    seen.clear();
    seen.resize(heads.len() + 1, 0);
    seen[0] = 2;
    for start in 1..=heads.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = 1;
            at = heads[at - 1];
        }
        if seen[at] == 1 {
            return false;
        }
        let mut at = start;
        while seen[at] == 1 {
            seen[at] = 2;
            at = heads[at - 1];
        }
    }
    true
}

/// An arc between words: dependent, head.
type Arc = (u32, u32);

/// Chu-Liu/Edmonds by contraction in place. A contraction costs the width times the length of its cycle, so all of them together
/// cost the square of the width. Node 0 is the root; a cycle is merged into its first node.
#[derive(Debug, Default)]
struct Graph {
    width: usize,
    /// `scores[d * width + h]`.
    scores: Vec<f64>,
    /// The arc between words that stands behind each entry of `scores`.
    original: Vec<Arc>,
    /// Nodes that are not merged into another.
    active: Vec<bool>,
    /// The best head of each active node.
    heads: Vec<usize>,
    seen: Vec<usize>,
    cycle: Vec<usize>,
    /// Scores of the cycle's own arcs.
    inner: Vec<f64>,
    /// The group that each active node stands for: words are groups by themselves, each merged cycle is one more.
    group_of: Vec<usize>,
    /// The group that holds a group, itself for the outermost.
    holder: Vec<usize>,
    /// The arc that leads into each group.
    entering: Vec<Arc>,
}

impl Graph {
    /// Takes the scores of a sentence and lowers every root arc by one large constant: the best tree then has as few root arcs as it
    /// can, that is one, since every word can also hang on another word. (Exact, because with one root arc in each competing tree the
    /// constant cancels.)
    fn set(&mut self, scores: &[f32], n: usize) {
        let width = n + 1;
        let largest = scores.iter().filter(|s| s.is_finite()).fold(1.0_f64, |m, &s| m.max(f64::from(s).abs()));
        let penalty = 4.0 * largest * width as f64;
        let score = |d: usize, h: usize| {
            if d == 0 || h == d {
                return f64::NEG_INFINITY;
            }
            let score = f64::from(scores[(d - 1) * width + h]);
            // A score that is no number (a broken model file) must not break the tree.
            let score = if score.is_finite() { score } else { -largest };
            if h == 0 { score - penalty } else { score }
        };
        let nodes = 0..u32::try_from(width).unwrap_or(u32::MAX);
        self.width = width;
        self.scores.clear();
        self.scores.extend((0..width).flat_map(|d| (0..width).map(move |h| (d, h))).map(|(d, h)| score(d, h)));
        self.original.clear();
        self.original.extend(nodes.clone().flat_map(|d| nodes.clone().map(move |h| (d, h))));
        self.active.clear();
        self.active.resize(width, true);
        for groups in [&mut self.group_of, &mut self.holder] {
            groups.clear();
            groups.extend(0..width);
        }
        self.entering.clear();
        self.entering.resize(width, (0, 0));
    }

    /// Leaves in `entering` the best arc into each word.
    fn solve(&mut self) {
        self.heads.clear();
        for d in 0..self.width {
            self.heads.push(self.best_head(d));
        }
        while self.find_cycle() {
            self.contract();
            // What hung on a node of the cycle hangs on the merged node with the same score; only that node looks anew.
            let keep = self.cycle[0];
            for head in &mut self.heads {
                if self.cycle.contains(head) {
                    *head = keep;
                }
            }
            self.heads[keep] = self.best_head(keep);
        }
        self.expand();
    }

    fn best_head(&self, d: usize) -> usize {
        let row = &self.scores[d * self.width..(d + 1) * self.width];
        let candidates = (0..self.width).filter(|&h| self.active[h] && h != d);
        // The first of equals, so that the tree does not depend on the order of contractions.
        candidates.fold(0, |best, h| if row[h] > row[best] { h } else { best })
    }

    /// Puts the nodes of the first cycle into `cycle`, if there is one.
    fn find_cycle(&mut self) -> bool {
        self.seen.clear();
        self.seen.resize(self.width, 0);
        self.cycle.clear();
        for start in 1..self.width {
            let mut at = if self.active[start] { start } else { 0 };
            while at != 0 && self.seen[at] == 0 {
                self.seen[at] = start;
                at = self.heads[at];
            }
            if at != 0 && self.seen[at] == start {
                let mut next = at;
                loop {
                    self.cycle.push(next);
                    next = self.heads[next];
                    if next == at {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// Merges the cycle into its first node. An arc into the cycle is worth what it gains over the cycle's own arc it replaces.
    fn contract(&mut self) {
        let (width, keep, group) = (self.width, self.cycle[0], self.holder.len());
        self.holder.push(group);
        self.entering.push((0, 0));
        self.inner.clear();
        for &d in &self.cycle {
            let own = d * width + self.heads[d];
            self.inner.push(self.scores[own]);
            self.holder[self.group_of[d]] = group;
            self.entering[self.group_of[d]] = self.original[own];
            self.active[d] = false;
        }
        self.group_of[keep] = group;
        for v in (0..width).filter(|&v| self.active[v]) {
            let mut best_in = (f64::NEG_INFINITY, self.original[keep * width + v]);
            let mut best_out = (f64::NEG_INFINITY, self.original[v * width + keep]);
            for (&node, inner) in self.cycle.iter().zip(&self.inner) {
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
    }

    /// Takes the merged cycles apart, the last one first: the arc that enters a cycle replaces the cycle's own arc into that group.
    fn expand(&mut self) {
        for d in (1..self.width).filter(|&d| self.active[d]) {
            self.entering[self.group_of[d]] = self.original[d * self.width + self.heads[d]];
        }
        for group in (self.width..self.holder.len()).rev() {
            let arc = self.entering[group];
            let mut inside = arc.0 as usize;
            while self.holder[inside] != group {
                inside = self.holder[inside];
            }
            self.entering[inside] = arc;
        }
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

    fn best_tree(scores: &[f32], n: usize) -> Vec<usize> {
        Trees::default().best(scores, n).to_vec()
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
            if !is_loop && n_roots(&heads) == 1 && is_acyclic(&heads, &mut Vec::new()) {
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
            assert!(n_roots(&heads) == 1 && is_acyclic(&heads, &mut Vec::new()), "{heads:?}");
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
            assert!(n_roots(&heads) == 1 && is_acyclic(&heads, &mut Vec::new()), "{n}");
        }
        for constant in [0.0, f32::NAN, f32::NEG_INFINITY] {
            let heads = best_tree(&[constant; 30 * 31], 30);
            assert!(n_roots(&heads) == 1 && is_acyclic(&heads, &mut Vec::new()));
        }
        assert_eq!(best_tree(&[], 0), Vec::<usize>::new());
        assert_eq!(best_tree(&[1.0, 2.0], 1), [0]);
    }
}
