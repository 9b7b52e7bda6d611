//! Names as runs of words: labels of single words ("a person begins here") and the best sequence of them.

use neural::math::argmax;

use crate::analysis::{Name, NameKind, TokenId};

/// A state of the name automaton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NameLabel {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
}

impl NameLabel {
    pub(crate) fn parse(label: &str) -> Option<Self> {
        let kind = |code: &str| match code {
            "PER" => Some(NameKind::Person),
            "ORG" => Some(NameKind::Organization),
            "LOC" => Some(NameKind::Location),
            _ => None,
        };
        match label.split_once('-') {
            None if label == "O" => Some(Self::Outside),
            Some(("B", code)) => kind(code).map(Self::Begin),
            Some(("I", code)) => kind(code).map(Self::Inside),
            _ => None,
        }
    }

    /// Only a name of one kind goes on as that kind.
    fn may_follow(self, before: Option<Self>) -> bool {
        match self {
            Self::Outside | Self::Begin(_) => true,
            Self::Inside(kind) => matches!(before, Some(Self::Begin(k) | Self::Inside(k)) if k == kind),
        }
    }
}

/// Buffers of the search for the best sequence of name labels.
#[derive(Default)]
pub(crate) struct Paths {
    /// A row for each word, a column for each label.
    pub(crate) scores: Vec<f32>,
    best: Vec<f32>,
    next: Vec<f32>,
    /// The best label before each label, word by word.
    back: Vec<usize>,
}

impl Paths {
    /// The best sequence in which every inside label continues a name (Viterbi 1967).
    pub(crate) fn best(&mut self, states: &[NameLabel], labels: &mut [NameLabel]) {
        let k = states.len();
        self.best.clear();
        self.back.clear();
        self.back.resize(self.scores.len(), 0);
        for (row, from) in self.scores.chunks_exact(k).zip(self.back.chunks_exact_mut(k)) {
            self.next.clear();
            self.next.resize(k, f32::NEG_INFINITY);
            for (label, state) in states.iter().enumerate() {
                if self.best.is_empty() {
                    self.next[label] = if state.may_follow(None) { row[label] } else { f32::NEG_INFINITY };
                    continue;
                }
                for (before, score) in self.best.iter().enumerate() {
                    if state.may_follow(Some(states[before])) && score + row[label] > self.next[label] {
                        self.next[label] = score + row[label];
                        from[label] = before;
                    }
                }
            }
            std::mem::swap(&mut self.best, &mut self.next);
        }
        let mut label = argmax(&self.best);
        for (slot, from) in labels.iter_mut().zip(self.back.chunks_exact(k)).rev() {
            *slot = states[label];
            label = from[label];
        }
    }
}

pub(crate) fn add_names(labels: &[NameLabel], first: usize, names: &mut Vec<Name>) {
    for (at, label) in labels.iter().enumerate() {
        let here = TokenId::new(first + at).0;
        match label {
            NameLabel::Outside => {}
            NameLabel::Begin(kind) => names.push(Name { tokens: here..here + 1, kind: *kind }),
            NameLabel::Inside(_) => {
                if let Some(name) = names.last_mut() {
                    name.tokens.end = here + 1;
                }
            }
        }
    }
}
