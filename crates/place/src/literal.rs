//! Whether the name of a place is a location in its sentence.

use grammar::Class;
use linguist::{Analysis, NameKind, TokenId};
use ontology::{Deprel, Upos};

use crate::Places;
use crate::names::{Candidate, Kind, is_joined};
use crate::resolve::Resolved;
use crate::words::Use;

impl Places {
    /// For each candidate, why it is a location; `None` if it is not.
    pub(crate) fn literal(
        &self,
        analysis: &Analysis,
        candidates: &[Candidate],
        resolved_all: &[Resolved],
    ) -> Vec<Option<&'static str>> {
        let mut found: Vec<Option<&'static str>> = Vec::new();
        for (index, (candidate, resolved)) in candidates.iter().zip(resolved_all).enumerate() {
            let before = index.checked_sub(1).and_then(|at| candidates.get(at));
            let held = index
                .checked_sub(1)
                .and_then(|at| resolved_all.get(at))
                .is_some_and(|before| before.contained && before.known);
            let chained = before.is_some_and(|before| follows(analysis, before, candidate, held));
            let before_is_place = index.checked_sub(1).and_then(|at| found.get(at)).copied().flatten().is_some();
            let why = if is_joined(analysis, candidate)
                || self.is_in_title(analysis, candidate)
                || self.is_ship(analysis, candidate)
                || resolved.small && takes_article(analysis, candidate)
                || !candidate.sure && is_part_of_more(analysis, candidate)
                || candidate.kind == Kind::State && self.is_imagined(analysis, candidate)
            {
                None
            } else if resolved.contained && candidate.kind != Kind::State && (candidate.sure || resolved.known) {
                Some(Why::Strong("stands before the name of what it lies in"))
            } else if chained && before_is_place && (candidate.sure || resolved.known) {
                Some(Why::Strong("stands behind the name of a place in it"))
            } else {
                self.why_literal(analysis, candidate.head, candidate, 0)
            };
            found.push(why.and_then(|why| why.accept(candidate, resolved)));
        }
        found
    }

    fn why_literal(&self, analysis: &Analysis, token: TokenId, candidate: &Candidate, depth: usize) -> Option<Why> {
        let preposition = grammar::preposition(analysis, token);
        if let Some(preposition) = preposition.as_deref() {
            return self.after_preposition(analysis, token, candidate, preposition);
        }
        let above = analysis.head(token);
        match (analysis.deprel(token), above) {
            (Deprel::Conj, Some(first)) if depth < 8 => self.why_literal(analysis, first, candidate, depth + 1),
            (Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter, Some(verb)) => {
                self.as_subject(analysis, token, verb, candidate)
            }
            (Deprel::Obj, Some(verb)) if candidate.kind == Kind::State => self
                .words
                .governs(analysis, verb, "object")
                .then_some(Why::Strong("object of a verb that takes a place")),
            (Deprel::NmodPoss, Some(noun)) if candidate.kind != Kind::Other => self.beside(analysis, noun, "possessor"),
            (Deprel::Compound | Deprel::NmodDesc | Deprel::Amod | Deprel::Flat, Some(noun)) => match candidate.kind {
                Kind::State => self.beside(analysis, noun, "before"),
                // "the Brussels Conference": part of the name of something else.
                Kind::Capital | Kind::Other if analysis.upos(noun) == Upos::Propn && !is_location(analysis, noun) => {
                    None
                }
                Kind::Capital | Kind::Other if self.is_named_after(analysis, candidate, noun) => None,
                Kind::Capital | Kind::Other => (!in_other_name(analysis, noun)).then_some(Why::Weak("before a noun")),
            },
            (Deprel::Iobj | Deprel::OblAgent | Deprel::Vocative, _) => None,
            (Deprel::Appos, Some(noun)) if candidate.kind == Kind::State && !is_location(analysis, noun) => None,
            (_, None)
                if candidate.kind == Kind::State
                    && analysis.children_by(token, &[Deprel::Cop, Deprel::Nsubj]).next().is_some() =>
            {
                None
            }
            (Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp, _) if candidate.kind == Kind::State => None,
            _ => Some(Why::Weak("names a place, and nothing makes it act")),
        }
    }

    fn after_preposition(
        &self,
        analysis: &Analysis,
        token: TokenId,
        candidate: &Candidate,
        preposition: &str,
    ) -> Option<Why> {
        let state = candidate.kind == Kind::State;
        let governed = || {
            let governor = analysis.head(first_conjunct(analysis, token))?;
            // "the delivery of food *to* Peru": the governor may stand higher, or just before the preposition.
            let above = |word: TokenId| {
                analysis
                    .head(word)
                    .filter(|_| matches!(analysis.deprel(word), Deprel::Obj | Deprel::Nmod | Deprel::Obl))
            };
            let case = analysis.children_by(token, &[Deprel::Case]).next();
            let before = case.and_then(|case| case.0.checked_sub(1)).map(TokenId);
            let found = [Some(governor), above(governor), above(governor).and_then(above), before];
            found.into_iter().flatten().find(|&word| self.words.governs(analysis, word, preposition))
        };
        match self.words.preposition(preposition) {
            Some(Use::Where) => Some(Why::Strong("after a preposition of place")),
            Some(Use::Who) if state || matches!(preposition, "by" | "with") => None,
            Some(Use::Governed) if governed().is_some() => {
                Some(Why::Strong("after a preposition, with a word that governs a place"))
            }
            Some(Use::Unless) if state => governed().is_none().then_some(Why::Strong("after a preposition of place")),
            Some(Use::Governed) if state || preposition == "between" => None,
            Some(Use::Governed) if preposition == "for" && self.words.world(&candidate.folded).is_some() => None,
            Some(Use::Governed | Use::Unless | Use::Who) => Some(Why::Weak(AFTER_PREPOSITION)),
            None => (!state).then_some(Why::Weak(AFTER_PREPOSITION)),
        }
    }

    /// "the Oslo accords", "the Geneva Conventions": what is made at a place keeps its name and lies nowhere.
    fn is_named_after(&self, analysis: &Analysis, candidate: &Candidate, noun: TokenId) -> bool {
        let begins_large = |id: TokenId| analysis.form(id).starts_with(char::is_uppercase);
        // In a headline every word has a capital.
        let sentence = analysis.sentence_of(noun);
        let tokens =
            analysis.sentences.get(sentence as usize).map(|sentence| sentence.tokens.clone()).unwrap_or_default();
        let is_headline = || {
            let mut verbs = tokens.skip(1).map(TokenId).filter(|&id| analysis.upos(id) == Upos::Verb);
            verbs.any(begins_large)
        };
        let beside = noun.0 == candidate.tokens.end;
        self.words.kinds.named_after.has(analysis.lower(noun))
            || beside
                && begins_large(noun)
                && analysis.form(noun).contains(char::is_lowercase)
                && !self.words.kinds.kinds.has(analysis.lower(noun))
                && !is_location(analysis, noun)
                && !is_headline()
    }

    /// "the Duke of *Wellington*".
    fn is_in_title(&self, analysis: &Analysis, candidate: &Candidate) -> bool {
        let of = candidate.tokens.start.checked_sub(1).map(TokenId);
        let title = candidate.tokens.start.checked_sub(2).map(TokenId);
        of.is_some_and(|of| analysis.lower(of) == "of")
            && title.is_some_and(|title| self.words.kinds.titles.has(analysis.lower(title)))
    }

    /// "the USS *Chicago*".
    fn is_ship(&self, analysis: &Analysis, candidate: &Candidate) -> bool {
        let before = candidate.tokens.start.checked_sub(1).map(TokenId);
        before.is_some_and(|before| self.words.kinds.ships.has(analysis.lower(before)))
    }

    /// "a democratic Iraq": what does not exist yet is no place.
    fn is_imagined(&self, analysis: &Analysis, candidate: &Candidate) -> bool {
        let outside = |word: &TokenId| !candidate.tokens.contains(&word.0) && analysis.upos(*word) != Upos::Propn;
        let mut modifiers = analysis.children_by(candidate.head, &[Deprel::Amod, Deprel::Compound]).filter(outside);
        modifiers.any(|word| !self.words.kinds.parts.has(analysis.lower(word)))
    }

    /// "Mosul fell", "The town was taken": a city that is no capital acts only in words.
    fn as_subject(&self, analysis: &Analysis, token: TokenId, verb: TokenId, candidate: &Candidate) -> Option<Why> {
        let speaks = matches!(
            self.grammar.class_of(analysis, verb),
            Some(Class::Speech | Class::Belief | Class::Demand | Class::Promise | Class::Threaten | Class::Plan)
        );
        let passive = analysis.deprel(token) == Deprel::NsubjPass;
        match candidate.kind {
            Kind::State | Kind::Capital => None,
            Kind::Other => (passive || !speaks).then_some(Why::Weak("subject that does not speak")),
        }
    }

    fn beside(&self, analysis: &Analysis, noun: TokenId, slot: &str) -> Option<Why> {
        let governs = self.words.governs(analysis, noun, slot);
        (governs || is_location(analysis, noun)).then_some(Why::Strong("beside a word for a part of a place"))
    }
}

/// "the Summit": towns take no article, save before a noun that they stand beside.
fn takes_article(analysis: &Analysis, candidate: &Candidate) -> bool {
    let before = candidate.tokens.start.checked_sub(1).map(TokenId).filter(|_| candidate.division.is_none());
    before.is_some_and(|the| analysis.lower(the) == "the" && analysis.head(the) == Some(candidate.head))
}

/// "*Mobile* Unit Two", "African *Union*": capitals beside a name that the model did not take for a place.
fn is_part_of_more(analysis: &Analysis, candidate: &Candidate) -> bool {
    let is_name = |at: u32| {
        analysis.tokens.get(at as usize).is_some_and(|token| token.upos == Upos::Propn)
            && analysis.form(TokenId(at)).starts_with(char::is_uppercase)
    };
    let same = |at: u32| analysis.sentence_of(TokenId(at)) == analysis.sentence_of(candidate.head);
    let before = candidate.tokens.start.checked_sub(1);
    before.is_some_and(|at| is_name(at) && same(at)) || is_name(candidate.tokens.end) && same(candidate.tokens.end)
}

const AFTER_PREPOSITION: &str = "after a preposition, not a government";

/// Why a name is a location: a reason that makes any name one, or one that makes only a known place one.
#[derive(Debug, Clone, Copy)]
enum Why {
    Strong(&'static str),
    Weak(&'static str),
}

impl Why {
    fn accept(self, candidate: &Candidate, resolved: &Resolved) -> Option<&'static str> {
        match self {
            Self::Strong(why) => (candidate.sure || resolved.known).then_some(why),
            Self::Weak(why) => {
                let trusted =
                    !candidate.other_name || resolved.spoken && (!candidate.person || why == AFTER_PREPOSITION);
                (resolved.known && trusted).then_some(why)
            }
        }
    }
}

/// "Berlin, Germany", "Zabul province, Afghanistan": only a comma between, and the word for the kind, in one sentence. In a
/// coordination only if the gazetteer holds the first in the second.
fn follows(analysis: &Analysis, before: &Candidate, candidate: &Candidate, held: bool) -> bool {
    let kind =
        u32::from(before.division.as_deref().is_some_and(|kind| analysis.lower(TokenId(before.tokens.end)) == kind));
    let gap = candidate.tokens.start.checked_sub(before.tokens.end + kind);
    gap == Some(1)
        && analysis.lower(TokenId(before.tokens.end + kind)) == ","
        && analysis.sentence_of(before.head) == analysis.sentence_of(candidate.head)
        && (held || analysis.deprel(candidate.head) != Deprel::Conj)
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
