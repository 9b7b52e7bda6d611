//! On whose word a piece of text stands: from a place in the text to the innermost statement around it.

use std::collections::BTreeSet;

use text::Span;

use crate::{Statement, StatementId};

/// For every place of a text the innermost statement whose content holds it: the one with the shortest content; of two
/// of one length the later. A statement's cue stands outside it, even where its content lies on both sides.
#[derive(Debug, Clone, Default)]
pub struct Holders {
    /// Stretches of text in reading order; they do not overlap.
    pieces: Vec<(Span, StatementId)>,
}

impl Holders {
    /// Reads the statements once, in time n log n.
    #[must_use]
    pub fn new(statements: &[Statement]) -> Self {
        let mut edges: Vec<(u32, bool, Rank)> = Vec::new();
        for statement in statements {
            let rank = Rank { length: length(statement), later: std::cmp::Reverse(statement.id) };
            for part in statement.content.iter().flat_map(|&part| beside(part, statement.cue)) {
                edges.push((part.start, true, rank));
                edges.push((part.end, false, rank));
            }
        }
        edges.sort_unstable_by_key(|&(at, begins, rank)| (at, begins, rank));
        let mut pieces: Vec<(Span, StatementId)> = Vec::new();
        let mut open: BTreeSet<Rank> = BTreeSet::new();
        let mut from = 0;
        for (at, begins, rank) in edges {
            if let Some(innermost) = open.first().filter(|_| at > from) {
                let id = innermost.later.0;
                match pieces.last_mut().filter(|(span, known)| span.end == from && *known == id) {
                    Some((span, _)) => span.end = at,
                    None => pieces.push((Span::new(from, at), id)),
                }
            }
            from = at;
            if begins {
                open.insert(rank);
            } else {
                open.remove(&rank);
            }
        }
        Self { pieces }
    }

    /// The innermost statement around a word or phrase, by where the phrase begins; `None` in the outlet's own voice.
    #[must_use]
    pub fn at(&self, phrase: Span) -> Option<StatementId> {
        let next = self.pieces.partition_point(|(piece, _)| piece.end <= phrase.start);
        self.pieces.get(next).filter(|(piece, _)| piece.start <= phrase.start).map(|&(_, id)| id)
    }
}

/// Shorter contents come first, of the same length the later statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    length: u32,
    later: std::cmp::Reverse<StatementId>,
}

fn length(statement: &Statement) -> u32 {
    statement.content.iter().map(|part| part.len()).sum()
}

/// A part of a content without the cue inside it.
fn beside(part: Span, cue: Option<Span>) -> impl Iterator<Item = Span> {
    let hole = cue.filter(|cue| cue.overlaps(part)).unwrap_or(Span::new(part.end, part.end));
    let before = Span::new(part.start, hole.start.clamp(part.start, part.end));
    let behind = Span::new(hole.end.clamp(part.start, part.end), part.end);
    [before, behind].into_iter().filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use ontology::{Act, StatementKind};

    use super::*;
    use crate::Evidence;

    fn statement(index: usize, cue: Option<Span>, content: &[Span]) -> Statement {
        Statement {
            id: StatementId::new(index),
            source: None,
            cue,
            content: content.to_vec(),
            kind: StatementKind::Indirect,
            act: Act::Assert,
            negated: false,
            within: None,
            addressees: Vec::new(),
            medium: None,
            time: None,
            evidence: Evidence::default(),
        }
    }

    #[test]
    fn the_shortest_content_around_a_word_holds_it() {
        let word = |at: u32| Span::new(at, at + 1);
        let statements = [
            statement(0, Some(Span::new(0, 4)), &[Span::new(5, 40)]),
            statement(1, Some(Span::new(18, 22)), &[Span::new(10, 30)]),
            statement(2, None, &[Span::new(24, 26), Span::new(50, 60)]),
        ];
        let holders = Holders::new(&statements);
        let at: Vec<Option<usize>> =
            [2, 6, 12, 20, 24, 29, 35, 45, 55].iter().map(|&at| holders.at(word(at)).map(|id| id.index())).collect();
        let expected = [None, Some(0), Some(1), Some(0), Some(2), Some(1), Some(0), None, Some(2)];
        assert_eq!(at, expected);
    }

    #[test]
    fn of_two_statements_of_one_content_the_later_holds_it() {
        let content = [Span::new(0, 10)];
        let holders = Holders::new(&[statement(0, None, &content), statement(1, None, &content)]);
        assert_eq!(holders.at(Span::new(3, 4)), Some(StatementId::new(1)));
        assert_eq!(Holders::new(&[]).at(Span::new(3, 4)), None);
    }
}
