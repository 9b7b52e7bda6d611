//! Which runs of words name a place.

use std::ops::Range;

use linguist::{Analysis, NameKind, TokenId};
use ontology::Upos;
use text::Span;

use crate::Places;

/// Words that stand beside the name of a division or feature and are no part of its name in the gazetteer.
const KINDS: &[&str] = &[
    "province", "provinces", "district", "districts", "governorate", "region", "county", "oblast", "state", "valley", "city", "village",
    "town", "area", "prefecture",
];

/// The longest run of names that is looked up as one.
const LONGEST: u32 = 5;

/// How the government and the place of a name are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Stands for its government unless the sentence makes it a location.
    State,
    /// Stands for its government as a subject.
    Capital,
    Other,
}

/// A run of words that may name a place.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    pub(crate) head: TokenId,
    pub(crate) tokens: Range<u32>,
    pub(crate) folded: String,
    pub(crate) kind: Kind,
    /// The model took it for a place; otherwise only a preposition makes it one.
    pub(crate) sure: bool,
    /// The kind of division that the report names with it: "province".
    pub(crate) division: Option<String>,
}

impl Places {
    /// The runs of words that may name places, in reading order, not overlapping.
    pub(crate) fn candidates(&self, analysis: &Analysis) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut at = 0u32;
        let end = TokenId::new(analysis.tokens.len()).0;
        while at < end {
            let token = TokenId(at);
            if let Some(name) = analysis.name_of(token) {
                match name.kind {
                    NameKind::Location => self.split(analysis, name.tokens.clone(), &mut found),
                    NameKind::Organization | NameKind::Person => {
                        found.extend(self.candidate(analysis, name.tokens.clone(), false).filter(|candidate| self.is_known(&candidate.folded)));
                    }
                }
                at = name.tokens.end.max(at + 1);
            } else if let Some(candidate) = self.longest_known(analysis, token) {
                at = candidate.tokens.end.max(at + 1);
                found.push(candidate);
            } else {
                at += 1;
            }
        }
        found
    }

    /// A name of the model, cut where a comma or "and" joins two.
    fn split(&self, analysis: &Analysis, tokens: Range<u32>, found: &mut Vec<Candidate>) {
        let whole = self.candidate(analysis, tokens.clone(), true);
        if whole.as_ref().is_some_and(|whole| self.is_known(&whole.folded)) {
            found.extend(whole);
            return;
        }
        let mut first = tokens.start;
        for at in tokens.clone() {
            if matches!(analysis.lower(TokenId(at)), "," | "and" | "/") {
                found.extend(self.candidate(analysis, first..at, true));
                first = at + 1;
            }
        }
        found.extend(self.candidate(analysis, first..tokens.end, true));
    }

    /// The longest run of proper nouns from here that the gazetteer knows, where the model saw no name.
    fn longest_known(&self, analysis: &Analysis, first: TokenId) -> Option<Candidate> {
        if analysis.upos(first) != Upos::Propn {
            return None;
        }
        let sentence = analysis.sentence_of(first);
        let end = TokenId::new(analysis.tokens.len()).0.min(first.0 + LONGEST);
        let free = |at: &u32| {
            let token = TokenId(*at);
            analysis.sentence_of(token) == sentence && analysis.name_of(token).is_none() && matches!(analysis.upos(token), Upos::Propn | Upos::Adp | Upos::Part)
        };
        let reach = (first.0..end).take_while(free).last()? + 1;
        (first.0 + 1..=reach).rev().find_map(|stop| {
            let candidate = self.candidate(analysis, first.0..stop, false)?;
            // A short word in capitals is more often an abbreviation than a town.
            let long = candidate.folded.len() > 3 || candidate.kind == Kind::State;
            (long && self.is_known(&candidate.folded)).then_some(candidate)
        })
    }

    fn candidate(&self, analysis: &Analysis, tokens: Range<u32>, sure: bool) -> Option<Candidate> {
        let ids: Vec<TokenId> = tokens.map(TokenId).collect();
        let is_edge = |id: &TokenId| analysis.upos(*id) == Upos::Punct || matches!(analysis.lower(*id), "the" | "'s" | "’s" | "’");
        let from = ids.iter().position(|id| !is_edge(id))?;
        let to = ids.iter().rposition(|id| !is_edge(id))? + 1;
        let ids = ids.get(from..to)?;
        let (&first, &last) = (ids.first()?, ids.last()?);
        let span = analysis.cover(ids);
        let all = gazetteer::fold(span.of(&analysis.text));
        let (folded, inside) = without_kind(&all);
        let known_whole = folded != all && self.is_known(&all);
        let folded = if known_whole { all.clone() } else { folded.to_owned() };
        if folded.is_empty() || analysis.upos(last) == Upos::Adj && ids.len() == 1 && self.words.nationality(&folded).is_some() {
            return None;
        }
        let beside = analysis.tokens.get(last.index() + 1).map(|token| token.lower.to_string()).filter(|word| KINDS.contains(&word.as_str()));
        let kind = if self.words.state(&folded).is_some() {
            Kind::State
        } else if self.words.capital(&folded).is_some() {
            Kind::Capital
        } else {
            Kind::Other
        };
        Some(Candidate {
            span,
            head: analysis.head_of_span(span)?,
            tokens: first.0..last.0 + 1,
            folded,
            kind,
            sure,
            division: inside.map(str::to_owned).or(beside),
        })
    }

    pub(crate) fn is_known(&self, folded: &str) -> bool {
        self.words.state(folded).is_some() || self.words.world(folded).is_some() || !self.gazetteer.folded(folded).is_empty()
    }
}

/// The name and the word for its kind: "helmand province" is "helmand", a province.
fn without_kind(folded: &str) -> (&str, Option<&str>) {
    if let Some((name, kind)) = folded.rsplit_once(' ').filter(|(_, kind)| KINDS.contains(kind)) {
        return (name, Some(kind));
    }
    match folded.split_once(" of ") {
        Some((kind, name)) if KINDS.contains(&kind) => (name, Some(kind)),
        _ => (folded, None),
    }
}
