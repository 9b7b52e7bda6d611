//! Acts of speech that are done by saying so: "I wish to thank the council", "let me congratulate", "we can only deplore".
//!
//! What stands over such a verb (a wish, a permission, a modal) is courtesy and leaves nothing open (Austin, "How to do things with
//! words", 1962, lecture VI, on explicit performatives).

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};

use crate::Grammar;
use crate::factuality::{Reason, Why};
use crate::words::Courtesy;

/// Bounds the walk up from the act to the word of courtesy.
const MAX_STEPS: usize = 4;

impl Grammar {
    /// Whether a clause says what its subject does by saying it: "thank", "pay tribute", "express gratitude".
    pub(crate) fn is_act_of_speech(&self, analysis: &Analysis, clause: TokenId) -> bool {
        let lemma = analysis.lemma(clause);
        analysis.upos(clause) == Upos::Verb
            && (self.words.utters(lemma) || self.words.courtesy(lemma, Upos::Verb) == Some(Courtesy::Act))
    }

    /// Whether a reason that the act is not done is only the courtesy with which it is done.
    pub(crate) fn performs(&self, analysis: &Analysis, act: TokenId, reason: &Reason) -> bool {
        match reason.why {
            Why::Modal => is_courteous_modal(analysis, act, reason.word),
            Why::ExpectedOrFeared
            | Why::PlannedOrPromised
            | Why::Possible
            | Why::Purpose
            | Why::Would
            | Why::Command => self.stands_under_courtesy(analysis, act),
            _ => false,
        }
    }

    fn stands_under_courtesy(&self, analysis: &Analysis, act: TokenId) -> bool {
        let above = analysis.ancestors(act).take(MAX_STEPS);
        let mut words = above.flat_map(|word| {
            // "take this *opportunity* to": the infinitive hangs on the verb or on the noun.
            std::iter::once(word).chain(analysis.children_by(word, &[Deprel::Obj]))
        });
        words.any(|word| {
            let first = match self.words.courtesy(analysis.lemma(word), analysis.upos(word)) {
                Some(Courtesy::OfFirstPerson) => true,
                Some(Courtesy::OfAnybody) => false,
                Some(Courtesy::Act) | None => return false,
            };
            let verb = if analysis.upos(word) == Upos::Verb { Some(word) } else { analysis.head(word) };
            verb.is_some_and(|verb| is_present(analysis, verb) && (!first || of_first_person(analysis, verb)))
        })
    }
}

/// "may I congratulate", "we can only welcome", "we must deplore".
fn is_courteous_modal(analysis: &Analysis, act: TokenId, modal: TokenId) -> bool {
    let only = || analysis.children_by(act, &[Deprel::Advmod]).any(|word| analysis.lower(word) == "only");
    let inverted = || analysis.child(act, Deprel::Nsubj).is_some_and(|subject| subject > modal);
    let first = of_first_person(analysis, act);
    match analysis.lower(modal) {
        "may" => first && inverted(),
        "can" => only(),
        "must" | "should" | "need" => first,
        _ => false,
    }
}

fn is_present(analysis: &Analysis, verb: TokenId) -> bool {
    let would = || analysis.children_by(verb, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Md);
    match analysis.token(verb).xpos {
        Xpos::Vbp | Xpos::Vbz => true,
        // "allow me", "should like".
        Xpos::Vb => would() || analysis.head(verb).is_none() || analysis.child(verb, Deprel::Nsubj).is_none(),
        _ => false,
    }
}

/// "I wish", "let us", "allow me", "my delegation should like".
fn of_first_person(analysis: &Analysis, verb: TokenId) -> bool {
    let is_first = |word: TokenId| {
        matches!(analysis.lower(word), "i" | "we" | "me" | "us" | "my" | "our")
            || analysis
                .children_by(word, &[Deprel::NmodPoss])
                .any(|owner| matches!(analysis.lower(owner), "my" | "our"))
    };
    let roles = [Deprel::Nsubj, Deprel::Obj, Deprel::Iobj];
    let below = |word: TokenId| analysis.children_by(word, &roles).any(is_first);
    // "let *me* thank": the parser may hang the pronoun on either verb.
    below(verb) || analysis.children_by(verb, &[Deprel::Ccomp, Deprel::Xcomp]).any(below)
}
