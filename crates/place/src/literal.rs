//! Whether the name of a place is a location in its sentence.

use grammar::Class;
use linguist::{Analysis, NameKind, TokenId};
use ontology::{Deprel, Upos};

use crate::Places;
use crate::names::{Candidate, Kind};
use crate::words::Use;

impl Places {
    /// For each candidate, why it is a location; `None` if it is not.
    pub(crate) fn literal(&self, analysis: &Analysis, candidates: &[Candidate]) -> Vec<Option<&'static str>> {
        let mut found: Vec<Option<&'static str>> = Vec::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|at| candidates.get(at));
            let chained = before.is_some_and(|before| follows(analysis, before, candidate));
            let before_is_place = index.checked_sub(1).and_then(|at| found.get(at)).copied().flatten().is_some();
            let why = if chained && before_is_place {
                Some("stands behind the name of a place in it")
            } else {
                self.why_literal(analysis, candidate.head, candidate, 0)
            };
            found.push(why);
        }
        found
    }

    fn why_literal(&self, analysis: &Analysis, token: TokenId, candidate: &Candidate, depth: usize) -> Option<&'static str> {
        let preposition = grammar::preposition(analysis, token);
        if let Some(preposition) = preposition.as_deref() {
            return self.after_preposition(analysis, token, candidate, preposition);
        }
        let above = analysis.head(token);
        match (analysis.deprel(token), above) {
            (Deprel::Conj, Some(first)) if depth < 8 => {
                self.why_literal(analysis, first, candidate, depth + 1).map(|_| "coordinated with a place")
            }
            _ if !candidate.sure && candidate.kind != Kind::State => None,
            (Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter, Some(verb)) => self.as_subject(analysis, token, verb, candidate),
            (Deprel::Obj, Some(verb)) if candidate.kind == Kind::State => {
                self.words.governs(analysis.lemma(verb), analysis.upos(verb), "object").then_some("object of a verb that takes a place")
            }
            (Deprel::NmodPoss, Some(noun)) if candidate.kind != Kind::Other => self.beside(analysis, noun, "possessor"),
            (Deprel::Compound | Deprel::NmodDesc | Deprel::Amod | Deprel::Flat, Some(noun)) => match candidate.kind {
                Kind::State => self.beside(analysis, noun, "before"),
                Kind::Capital | Kind::Other => (!in_other_name(analysis, noun)).then_some("before a noun"),
            },
            (Deprel::Iobj | Deprel::OblAgent | Deprel::Vocative, _) => None,
            (Deprel::Appos, Some(noun)) if candidate.kind == Kind::State && !is_location(analysis, noun) => None,
            (_, None) if candidate.kind == Kind::State && analysis.children_by(token, &[Deprel::Cop, Deprel::Nsubj]).next().is_some() => None,
            (Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp, _) if candidate.kind == Kind::State => None,
            _ => Some("names a place, and nothing makes it act"),
        }
    }

    fn after_preposition(&self, analysis: &Analysis, token: TokenId, candidate: &Candidate, preposition: &str) -> Option<&'static str> {
        let state = candidate.kind == Kind::State;
        match self.words.preposition(preposition) {
            Some(Use::Where) => Some("after a preposition of place"),
            Some(Use::Who) if state || matches!(preposition, "by" | "with") => None,
            Some(Use::Governed) if state || preposition == "between" => {
                let first = first_conjunct(analysis, token);
                let governor = analysis.head(first)?;
                let governs = self.words.governs(analysis.lemma(governor), analysis.upos(governor), preposition);
                (governs || is_location(analysis, governor) && !state).then_some("after a preposition, with a word that governs a place")
            }
            _ if !candidate.sure => None,
            Some(Use::Governed | Use::Who) => Some("after a preposition, not a government"),
            None => (!state).then_some("after a preposition, not a government"),
        }
    }

    /// "Mosul fell", "The town was taken": a city that is no capital acts only in words.
    fn as_subject(&self, analysis: &Analysis, token: TokenId, verb: TokenId, candidate: &Candidate) -> Option<&'static str> {
        let speaks = matches!(self.grammar.class_of(analysis, verb), Some(Class::Speech | Class::Belief | Class::Demand | Class::Promise | Class::Threaten | Class::Plan));
        let passive = analysis.deprel(token) == Deprel::NsubjPass;
        match candidate.kind {
            Kind::State | Kind::Capital => None,
            Kind::Other => (passive || !speaks).then_some("subject that does not speak"),
        }
    }

    fn beside(&self, analysis: &Analysis, noun: TokenId, slot: &str) -> Option<&'static str> {
        let governs = self.words.governs(analysis.lemma(noun), analysis.upos(noun), slot);
        (governs || is_location(analysis, noun)).then_some("beside a word for a part of a place")
    }
}

/// "Berlin, Germany": only a comma between, in one sentence.
pub(crate) fn follows(analysis: &Analysis, before: &Candidate, candidate: &Candidate) -> bool {
    let gap = candidate.tokens.start.checked_sub(before.tokens.end);
    gap == Some(1)
        && analysis.lower(TokenId(before.tokens.end)) == ","
        && analysis.sentence_of(before.head) == analysis.sentence_of(candidate.head)
        && grammar::preposition(analysis, candidate.head).is_none_or(|_| analysis.deprel(candidate.head) != Deprel::Conj)
        && analysis.deprel(candidate.head) != Deprel::Conj
}

fn first_conjunct(analysis: &Analysis, token: TokenId) -> TokenId {
    let mut at = token;
    for _ in 0..64 {
        match (analysis.deprel(at), analysis.head(at)) {
            (Deprel::Conj, Some(head)) => at = head,
            _ => break,
        }
    }
    at
}

fn is_location(analysis: &Analysis, token: TokenId) -> bool {
    analysis.name_of(token).is_some_and(|name| name.kind == NameKind::Location) && analysis.upos(token) != Upos::Adj
}

/// Whether a word belongs to the name of a person or organisation.
fn in_other_name(analysis: &Analysis, token: TokenId) -> bool {
    analysis.name_of(token).is_some_and(|name| name.kind != NameKind::Location)
}
