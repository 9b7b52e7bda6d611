//! Mends trees where the parser is known to err: what grammar rules out is hung elsewhere, before any layer reads the tree.
//!
//! * "said that it would send troops, and *accused* Mali": a past tense does not continue a clause with "would", but the verb of
//!   saying over it.
//! * "The envoy, who said that …, *left*": the verb behind a relative clause is that of the sentence.
//! * "the seizure of power, *the dissolution* of the cabinet and the arrest of the king": a list, not an apposition.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Tense, Upos, VerbForm, Xpos};

use crate::phrase::is_passive;
use crate::{Class, Grammar};

/// Bounds the walk up from a clause to the verb that says it.
const MAX_STEPS: usize = 8;

impl Grammar {
    /// The analysis with what the parser is known to hang wrongly hung right.
    #[must_use]
    pub fn mend(&self, mut analysis: Analysis) -> Analysis {
        let mut moves = Vec::new();
        for token in analysis.ids() {
            moves.extend(self.verb_of_sayer(&analysis, token).map(|head| (token, Some(head), Deprel::Conj)));
            moves.extend(listed(&analysis, token).map(|head| (token, Some(head), Deprel::Conj)));
        }
        for sentence in 0..analysis.sentences.len() {
            moves.extend(lost_main_verb(&analysis, u32::try_from(sentence).unwrap_or(u32::MAX)));
        }
        analysis.rehang(&moves);
        for (verb, head, _) in moves {
            let token = &mut analysis.tokens[verb.index()];
            if head.is_none() && token.xpos == Xpos::Vbn && token.deprel == Deprel::Root {
                (token.xpos, token.feats.voice) = (Xpos::Vbd, None);
                (token.feats.tense, token.feats.verb_form) = (Some(Tense::Past), Some(VerbForm::Fin));
            }
        }
        analysis
    }

    /// The verb of saying that a verb continues although it hangs in what is said.
    fn verb_of_sayer(&self, analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
        let first = analysis.head(verb).filter(|_| is_bare_continuation(analysis, verb))?;
        let tense = finite(analysis, verb)?;
        let mut at = first;
        for _ in 0..MAX_STEPS {
            let head = analysis.head(at)?;
            let said = matches!(analysis.deprel(at), Deprel::Ccomp | Deprel::Parataxis);
            let says = matches!(
                self.class_of(analysis, head),
                Some(Class::Speech | Class::Belief | Class::Demand | Class::Promise | Class::Threaten | Class::Deny)
            ) || self.words.utters(analysis.lemma(head));
            if said && says && head < at {
                let fits = finite(analysis, head) == Some(tense) && self.outside(analysis, at, first, verb);
                return fits.then_some(head);
            }
            at = head;
        }
        None
    }

    /// Whether a verb cannot continue the clause that it hangs on, or had better not.
    fn outside(&self, analysis: &Analysis, clause: TokenId, first: TokenId, verb: TokenId) -> bool {
        let utters = self.words.utters(analysis.lemma(verb));
        let comma = behind_comma(analysis, verb);
        let modal = analysis.children_by(first, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Md);
        let infinitive = analysis.token(first).xpos == Xpos::Vb && !modal;
        if finite(analysis, first).is_some() || first != clause && finite(analysis, clause).is_some() {
            // "said the talks failed, and accused Mali".
            return utters && comma;
        }
        // "would send … and accused", "to leave … and accused": no tense in common.
        modal && (utters || comma) || infinitive && utters || !modal && !infinitive && (utters && comma)
    }
}

/// A finite verb without a subject or mark of its own, hung on a word before it.
fn is_bare_continuation(analysis: &Analysis, verb: TokenId) -> bool {
    let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark, Deprel::Aux, Deprel::AuxPass, Deprel::Expl];
    analysis.upos(verb) == Upos::Verb
        && matches!(analysis.deprel(verb), Deprel::Conj | Deprel::Advcl | Deprel::Parataxis)
        && analysis.children_by(verb, &own).next().is_none()
        && analysis.head(verb).is_some_and(|head| head < verb && analysis.upos(head) == Upos::Verb)
}

/// The finite form of a verb without auxiliaries; past tense is told from present.
fn finite(analysis: &Analysis, verb: TokenId) -> Option<bool> {
    if analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_some() {
        return None;
    }
    match analysis.token(verb).xpos {
        Xpos::Vbd => Some(true),
        Xpos::Vbz | Xpos::Vbp => Some(false),
        _ => None,
    }
}

/// Whether a comma stands before a word, or before the conjunction before it.
fn behind_comma(analysis: &Analysis, word: TokenId) -> bool {
    let before = (word.0.saturating_sub(3)..word.0).rev().map(TokenId);
    before
        .take_while(|&token| matches!(analysis.upos(token), Upos::Cconj | Upos::Adv | Upos::Punct))
        .any(|token| analysis.form(token) == ",")
}

/// The first member of a list that the parser took for a noun with an apposition.
fn listed(analysis: &Analysis, noun: TokenId) -> Option<TokenId> {
    let first = analysis.head(noun).filter(|_| analysis.deprel(noun) == Deprel::Appos)?;
    let common = |token: TokenId| {
        analysis.upos(token) == Upos::Noun
            && analysis.token(token).xpos == Xpos::Nn
            && analysis.children_by(token, &[Deprel::Det]).any(|det| analysis.lower(det) == "the")
    };
    let last = analysis.child(noun, Deprel::Conj)?;
    let joined = analysis.child(last, Deprel::Cc).is_some();
    (first < noun && joined && common(first) && common(noun) && common(last)).then_some(first)
}

/// "The envoy, who …, *left*": the root of such a sentence is its subject, and its verb hangs in the relative clause.
fn lost_main_verb(analysis: &Analysis, sentence: u32) -> Vec<(TokenId, Option<TokenId>, Deprel)> {
    let Some(root) = analysis.sentence_ids(sentence).find(|&token| analysis.head(token).is_none()) else {
        return Vec::new();
    };
    let nominal = matches!(analysis.upos(root), Upos::Noun | Upos::Propn | Upos::Pron);
    let clausal = [Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl];
    if !nominal || analysis.children_by(root, &clausal).next().is_some() {
        return Vec::new();
    }
    let Some(relative) = analysis.child(root, Deprel::AclRelcl) else { return Vec::new() };
    let in_relative = |token: TokenId| token == relative || analysis.ancestors(token).any(|above| above == relative);
    let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark, Deprel::Expl];
    let is_main = |verb: TokenId| {
        let told = finite(analysis, verb).is_some()
            || is_ambiguous_past(analysis, verb)
            || analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_some();
        analysis.upos(verb) == Upos::Verb
            && verb > relative
            && told
            && matches!(analysis.deprel(verb), Deprel::Conj | Deprel::Advcl | Deprel::Parataxis)
            && analysis.children_by(verb, &own).next().is_none()
            && analysis.child(verb, Deprel::Cc).is_none()
            && closes_relative(analysis, verb)
            && (in_relative(verb) || analysis.head(verb) == Some(root))
    };
    let Some(verb) = analysis.sentence_ids(sentence).filter(|&token| is_main(token)).next_back() else {
        return Vec::new();
    };
    let subject = if is_passive(analysis, verb) && !is_ambiguous_past(analysis, verb) {
        Deprel::NsubjPass
    } else {
        Deprel::Nsubj
    };
    vec![(verb, None, Deprel::Root), (root, Some(verb), subject)]
}

/// "called" by itself, taken for a participle although something follows that only an active verb has.
fn is_ambiguous_past(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.token(verb).xpos == Xpos::Vbn
        && analysis.lower(verb).ends_with("ed")
        && analysis.children_by(verb, &[Deprel::Obj, Deprel::Obl, Deprel::Ccomp, Deprel::Xcomp]).next().is_some()
}

/// Whether only auxiliaries and adverbs stand between a verb and the comma before it.
fn closes_relative(analysis: &Analysis, verb: TokenId) -> bool {
    let before = (verb.0.saturating_sub(4)..verb.0).rev().map(TokenId);
    before
        .take_while(|&token| matches!(analysis.upos(token), Upos::Aux | Upos::Adv | Upos::Part | Upos::Punct))
        .any(|token| analysis.form(token) == ",")
}
