//! From pieces of text to expressions: at each piece the longest expression that begins there.
//!
//! The forms are few and compose ("the end of" + "last year", "late" + "Friday" + "night"); their words are data.

mod clock;
mod dates;
mod lengths;
mod parts;
mod relative;

pub(crate) use lengths::length_value;

use linguist::{Analysis, TokenId};
use numeral::{NumberWords, Pieces};
use ontology::{Upos, Xpos};

use crate::meaning::Match;
use crate::words::{Mark, Sense, Words};

/// The word lists that expressions are made of.
#[derive(Debug, Clone)]
pub(crate) struct Lists {
    pub words: Words,
    pub numbers: NumberWords,
}

/// One text being read.
pub(crate) struct Grammar<'a> {
    pub lists: &'a Lists,
    pub pieces: &'a Pieces<'a>,
    analysis: &'a Analysis,
    /// Senses of each piece.
    senses: Vec<&'a [Sense]>,
}

impl<'a> Grammar<'a> {
    pub(crate) fn new(lists: &'a Lists, pieces: &'a Pieces<'a>, analysis: &'a Analysis) -> Self {
        let senses = (0..pieces.len())
            .map(|at| if pieces.is_word(at) { lists.words.senses(pieces.lower(at)) } else { &[] })
            .collect();
        Self { lists, pieces, analysis, senses }
    }

    /// Every expression, in reading order; they do not overlap.
    pub(crate) fn all(&self) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let mut at = 0;
        while at < self.pieces.len() {
            match self.longest(at, found.last()) {
                Some(best) => {
                    at = best.end;
                    found.push(self.bounded(best, found.last().map_or(0, |last| last.end)));
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, at: usize, last: Option<&Match>) -> Option<Match> {
        let dull = self.senses_at(at).is_empty() && !self.pieces.is_digits(at) && !self.opens(at);
        if dull || !self.starts_word(at) {
            return None;
        }
        let candidates = [
            self.phrase(at),
            self.range_tail(at, last),
            self.clock(at),
            self.part_of_day(at),
            self.date(at),
            self.set(at),
            self.length(at),
        ];
        // `max_by_key` keeps the last of equals, so the order above is from weak to strong only among equals.
        candidates.into_iter().flatten().filter(|found| self.on_one_line(found)).rev_max()
    }

    /// Words that begin an expression without having a sense of their own.
    fn opens(&self, at: usize) -> bool {
        let lower = self.pieces.lower(at);
        self.lists.words.is_marked(lower, Mark::Opener)
            || self.pieces.is_sign(at, '\'')
            || self.pieces.is_sign(at, '’')
            || !self.lists.words.phrases(lower).is_empty()
            || !self.lists.words.holidays(lower).is_empty()
            || self.lists.numbers.numerals.cardinal(self.pieces, at).is_some()
            || self.lists.numbers.numerals.ordinal(self.pieces, at).is_some()
    }

    /// Not inside a longer word or number: "mid-2007" may begin after the hyphen, "F16" may not.
    fn starts_word(&self, at: usize) -> bool {
        !self.pieces.is_glued(at) || !(self.pieces.is_word(at - 1) || self.pieces.is_digits(at - 1))
    }

    /// Bounding words belong to a length of time: "more than two years", "the past 20-plus months".
    fn bounded(&self, mut found: Match, from: usize) -> Match {
        use crate::meaning::Meaning;
        use ontology::TimeType;
        if !matches!(found.meaning, Meaning::Plain(TimeType::Duration, _) | Meaning::Placed(..) | Meaning::Shift { .. })
            || found.modifier.is_some()
            || matches!(&found.meaning, Meaning::Plain(_, value) if value.contains('X'))
        {
            return found;
        }
        let shifted = matches!(found.meaning, Meaning::Shift { .. });
        let measured = !self.any(found.start, &["the", "this", "these", "last", "past", "next", "recent", "coming"])
            && found.rule != "length as an adjective";
        let before = self
            .lists
            .numbers
            .bounds
            .before(self.pieces, found.start)
            .filter(|bound| bound.edge >= from && bound.limit != numeral::Limit::Exact)
            .filter(|bound| shifted || !self.is_during(bound.edge, found.start));
        if let Some(bound) = before.filter(|_| measured) {
            found.start = bound.edge;
            found.modifier = self.lists.numbers.bounds.modifier(bound).parse().ok();
        } else if let Some(bound) = self.lists.numbers.bounds.after(self.pieces, found.end).filter(|_| !shifted) {
            found.end = bound.edge;
            found.modifier = self.lists.numbers.bounds.modifier(bound).parse().ok();
        }
        found
    }

    /// The "over" of "$2 billion over five years" is no bound; that of "for over five years" is.
    fn is_during(&self, edge: usize, start: usize) -> bool {
        let over = start == edge + 1 && self.is(edge, "over");
        over && !self.marked_before(edge, Mark::OverLead)
    }

    fn on_one_line(&self, found: &Match) -> bool {
        !(found.start + 1..found.end).any(|at| self.pieces.breaks(at))
    }

    pub(crate) fn senses_at(&self, at: usize) -> &'a [Sense] {
        self.senses.get(at).copied().unwrap_or(&[])
    }

    /// What `pick` makes of the first sense that it knows.
    pub(crate) fn sense<T>(&self, at: usize, pick: impl Fn(Sense) -> Option<T>) -> Option<T> {
        self.senses_at(at).iter().copied().find_map(pick)
    }

    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.pieces.lower(at) == word
    }

    pub(crate) fn marked(&self, at: usize, mark: Mark) -> bool {
        self.lists.words.is_marked(self.pieces.lower(at), mark)
    }

    /// The word before, on the same line, is so marked.
    pub(crate) fn marked_before(&self, at: usize, mark: Mark) -> bool {
        self.lists.words.is_marked(self.before(at), mark)
    }

    /// One of several words.
    pub(crate) fn any(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.pieces.lower(at))
    }

    /// Over a word, if it is there.
    pub(crate) fn skip(&self, at: usize, words: &[&str]) -> usize {
        if self.any(at, words) { at + 1 } else { at }
    }

    /// The tagger takes the piece for a verb: "to last 45 minutes", "they may".
    pub(crate) fn is_verb(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return false };
        let token = self.analysis.tokens_in(piece.span).map(TokenId).next();
        token.is_some_and(|token| {
            matches!(self.analysis.token(token).xpos, Xpos::Vb | Xpos::Vbp | Xpos::Vbz | Xpos::Vbd | Xpos::Md)
        })
    }

    pub(crate) fn is_adjective(&self, at: usize) -> bool {
        self.tagged(at) == Some(Upos::Adj)
    }

    pub(crate) fn is_proper(&self, at: usize) -> bool {
        self.tagged(at) == Some(Upos::Propn)
    }

    pub(crate) fn is_noun(&self, at: usize) -> bool {
        self.tagged(at) == Some(Upos::Noun)
    }

    fn tagged(&self, at: usize) -> Option<Upos> {
        let piece = self.pieces.get(at)?;
        self.analysis.tokens_in(piece.span).map(TokenId).next().map(|token| self.analysis.upos(token))
    }

    pub(crate) fn skip_sign(&self, at: usize, sign: char) -> usize {
        if self.pieces.is_sign(at, sign) { at + 1 } else { at }
    }

    /// Over a hyphen without spaces.
    pub(crate) fn skip_hyphen(&self, at: usize) -> usize {
        if self.pieces.is_hyphen(at) { at + 1 } else { at }
    }

    /// The word before, if it stands on the same line.
    pub(crate) fn before(&self, at: usize) -> &str {
        if self.pieces.breaks(at) { "" } else { self.pieces.lower(at - 1) }
    }
}

/// The longest match; the first of equals.
trait RevMax {
    fn rev_max(self) -> Option<Match>;
}

impl<I: Iterator<Item = Match>> RevMax for I {
    fn rev_max(self) -> Option<Match> {
        self.fold(None, |best: Option<Match>, next| match best {
            Some(best) if best.end >= next.end => Some(best),
            _ => Some(next),
        })
    }
}
