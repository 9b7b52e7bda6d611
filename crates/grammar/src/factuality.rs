//! Whether an event is told as actual, negated, future or only possible, by the structure around it.
//!
//! The shape (event, polarity, certainty, by rules over embedding predicates, negation and modality) follows
//! Saurí and Pustejovsky, "Are you sure that this happened?", Computational Linguistics 38(2), 2012.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Mood, Status, Tense as TenseFeature, Upos, VerbForm, Xpos};

use crate::Grammar;
use crate::embedding::{Embedding, Way, marked_by};
use crate::phrase::{continued, is_predicate};
use crate::words::Class;

/// The tense of the clause an event stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    Past,
    Present,
    /// "has left", "have been attacked": past by the publication, near it.
    Perfect,
    Future,
    /// No finite verb: a headline or a fragment.
    None,
}

/// What in the structure decided a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    Negation,
    Without,
    NoSuchParticipant,
    Condition,
    DependsOnCondition,
    Will,
    ReportedWould,
    Would,
    Modal,
    PlannedOrPromised,
    Threatened,
    Demanded,
    Attempted,
    ExpectedOrFeared,
    Possible,
    DidNotComeToIt,
    Denied,
    NegatedAbove,
    Command,
    Purpose,
    Infinitive,
    Question,
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Negation => "negation",
            Self::Without => "without",
            Self::NoSuchParticipant => "no such participant",
            Self::Condition => "condition",
            Self::DependsOnCondition => "depends on a condition",
            Self::Will => "will",
            Self::ReportedWould => "would in reported speech",
            Self::Would => "would",
            Self::Modal => "modal",
            Self::PlannedOrPromised => "planned or promised",
            Self::Threatened => "threatened",
            Self::Demanded => "demanded",
            Self::Attempted => "attempted",
            Self::ExpectedOrFeared => "expected or feared",
            Self::Possible => "possible",
            Self::DidNotComeToIt => "did not come to it",
            Self::Denied => "denied",
            Self::NegatedAbove => "negated above",
            Self::Command => "command",
            Self::Purpose => "purpose",
            Self::Infinitive => "infinitive",
            Self::Question => "question",
        })
    }
}

/// A word that decided the status, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    pub status: Status,
    pub word: TokenId,
    pub why: Why,
}

/// How an event is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factuality {
    pub status: Status,
    pub tense: Tense,
    pub reasons: Vec<Reason>,
    /// The predicates that embed it, innermost first.
    pub embeddings: Vec<Embedding>,
}

impl Grammar {
    /// How the event named by a verb, noun or adjective is told.
    #[must_use]
    pub fn factuality(&self, analysis: &Analysis, event: TokenId) -> Factuality {
        let embeddings = self.embeddings(analysis, event);
        let mut reasons = Vec::new();
        let clause = self.clause_of(analysis, event);
        self.weigh_words(analysis, event, &mut reasons);
        if clause != event && !embeddings.iter().any(|step| step.embedder == clause && step.class != Class::Cause) {
            self.weigh_words(analysis, clause, &mut reasons);
        }
        for step in &embeddings {
            if matches!(step.class, Class::Speech | Class::Belief) && step.way == Way::Complement {
                break;
            }
            weigh_embedding(analysis, step, &mut reasons);
        }
        self.weigh_sentence(analysis, clause, &mut reasons);
        if self.is_act_of_speech(analysis, clause) {
            reasons.retain(|reason| !self.performs(analysis, clause, reason));
        }
        Factuality { status: decide(&reasons), tense: tense(analysis, clause), reasons, embeddings }
    }

    /// The predicate whose words (auxiliaries, negation, marks) tell the status of the event: the event itself if
    /// it is a verb, else the support verb or clause over the event noun.
    #[must_use]
    pub fn clause_of(&self, analysis: &Analysis, event: TokenId) -> TokenId {
        if is_predicate(analysis, event) {
            return event;
        }
        let mut above = event;
        for token in analysis.ancestors(event) {
            above = token;
            if is_predicate(analysis, token) {
                break;
            }
        }
        above
    }

    /// Negation, modals, tense and marks that hang on a word or, for a verb without its own, on its first conjunct.
    fn weigh_words(&self, analysis: &Analysis, word: TokenId, reasons: &mut Vec<Reason>) {
        let mut at = word;
        loop {
            let modal = weigh_own_words(analysis, at, reasons);
            let bare = matches!(analysis.token(at).xpos, Xpos::Vb | Xpos::Vbn | Xpos::Vbg);
            match continued(analysis, at) {
                // "will meet and discuss": the bare second verb shares the auxiliary.
                Some(first) if bare && !modal => at = first,
                _ => return,
            }
        }
    }
}

/// Weighs the words that hang on one token; true if one of them is an auxiliary with a meaning.
fn weigh_own_words(analysis: &Analysis, word: TokenId, reasons: &mut Vec<Reason>) -> bool {
    let mut modal = false;
    for &child in analysis.children(word) {
        let found = match analysis.deprel(child) {
            Deprel::Advmod | Deprel::Det | Deprel::CcPreconj | Deprel::Cc => negation(analysis, child),
            Deprel::Aux => auxiliary(analysis, word, child).inspect(|_| modal = true),
            Deprel::Mark if matches!(analysis.lower(child), "if" | "unless" | "whether" | "lest") => {
                Some((Status::Hypothetical, Why::Condition))
            }
            Deprel::Mark | Deprel::Case if analysis.lower(child) == "without" => Some((Status::Negated, Why::Without)),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => no_such_thing(analysis, child),
            Deprel::Advcl
                if marked_by(analysis, child, &["if", "unless"])
                    && analysis.upos(word) == Upos::Verb
                    && is_open(analysis, word) =>
            {
                Some((Status::Hypothetical, Why::DependsOnCondition))
            }
            _ => None,
        };
        if let Some((status, why)) = found {
            reasons.push(Reason { status, word: child, why });
        }
    }
    modal
}

/// A main clause whose condition leaves it open: "If they attack, we respond", not "asked if they left".
fn is_open(analysis: &Analysis, word: TokenId) -> bool {
    analysis.token(word).feats.tense != Some(TenseFeature::Past)
}

fn negation(analysis: &Analysis, word: TokenId) -> Option<(Status, Why)> {
    matches!(
        analysis.lower(word),
        "not" | "n't" | "n’t" | "never" | "no" | "neither" | "nor" | "nowhere" | "hardly" | "scarcely"
    )
    .then_some((Status::Negated, Why::Negation))
}

/// "No troops left", "None of them was killed", "nobody".
fn no_such_thing(analysis: &Analysis, argument: TokenId) -> Option<(Status, Why)> {
    let word = analysis.lower(argument);
    let none = matches!(word, "none" | "nobody" | "nothing" | "neither") || word == "no one";
    let denied =
        analysis.children_by(argument, &[Deprel::Det]).any(|child| matches!(analysis.lower(child), "no" | "neither"));
    (none || denied).then_some((Status::Negated, Why::NoSuchParticipant))
}

fn auxiliary(analysis: &Analysis, word: TokenId, auxiliary: TokenId) -> Option<(Status, Why)> {
    match analysis.lemma(auxiliary) {
        "will" | "shall" | "'ll" | "wo" | "gonna" if analysis.lower(auxiliary) == "would" => {
            Some(would(analysis, word))
        }
        "would" | "'d" => Some(would(analysis, word)),
        "will" | "shall" | "'ll" | "wo" => Some((Status::Future, Why::Will)),
        "may" | "might" | "can" | "could" | "should" | "must" | "ought" | "need" | "dare" => {
            Some((Status::Hypothetical, Why::Modal))
        }
        _ => None,
    }
}

/// "said they would leave" is future in the past; "would leave if" only possible.
fn would(analysis: &Analysis, word: TokenId) -> (Status, Why) {
    let reported = analysis.deprel(word) == Deprel::Ccomp
        && analysis.head(word).is_some_and(|head| {
            analysis.token(head).feats.tense == Some(TenseFeature::Past) || analysis.token(head).xpos == Xpos::Vbn
        });
    let conditional =
        analysis.children_by(word, &[Deprel::Advcl]).any(|child| marked_by(analysis, child, &["if", "unless"]));
    if reported && !conditional { (Status::Future, Why::ReportedWould) } else { (Status::Hypothetical, Why::Would) }
}

/// What an embedding predicate says of the event under it.
fn weigh_embedding(analysis: &Analysis, step: &Embedding, reasons: &mut Vec<Reason>) {
    let denied = weigh_denial(analysis, step.embedder);
    let (status, why) = match step.class {
        Class::Plan | Class::Promise => (Status::Future, Why::PlannedOrPromised),
        Class::Threaten => (Status::Hypothetical, Why::Threatened),
        Class::Demand => (Status::Hypothetical, Why::Demanded),
        Class::Attempt => (Status::Hypothetical, Why::Attempted),
        Class::Expect => (Status::Hypothetical, Why::ExpectedOrFeared),
        Class::Allow | Class::Possible => (Status::Hypothetical, Why::Possible),
        Class::Fail if denied => return,
        Class::Fail => (Status::Negated, Why::DidNotComeToIt),
        Class::Deny if denied => return,
        Class::Deny => (Status::Negated, Why::Denied),
        Class::Cause if denied => (Status::Negated, Why::NegatedAbove),
        Class::Cause => {
            // "will begin to leave", "may begin": the status of the aspectual verb is the event's.
            weigh_own_words(analysis, step.embedder, reasons);
            return;
        }
        Class::Speech | Class::Belief | Class::Factive => return,
    };
    reasons.push(Reason { status, word: step.embedder, why });
}

fn weigh_denial(analysis: &Analysis, embedder: TokenId) -> bool {
    analysis.children(embedder).iter().any(|&child| {
        matches!(analysis.deprel(child), Deprel::Advmod | Deprel::Det) && negation(analysis, child).is_some()
    })
}

impl Grammar {
    /// Moods and forms of the clause itself: questions, commands, purposes, "is to leave".
    fn weigh_sentence(&self, analysis: &Analysis, clause: TokenId, reasons: &mut Vec<Reason>) {
        let token = analysis.token(clause);
        if token.feats.mood == Some(Mood::Imp) && token.feats.verb_form != Some(VerbForm::Part) {
            reasons.push(Reason { status: Status::Hypothetical, word: clause, why: Why::Command });
        }
        let to = analysis.children_by(clause, &[Deprel::Mark]).find(|&child| analysis.lower(child) == "to");
        if let Some(to) = to {
            let status = match token.deprel {
                // "fighting to free the town", "in order to": a purpose is not yet reached.
                Deprel::Advcl if !self.is_content_infinitive(analysis, clause) => {
                    Some((Status::Hypothetical, Why::Purpose))
                }
                // Headlines: "President to visit Kenya".
                Deprel::Root | Deprel::Parataxis => Some((Status::Future, Why::Infinitive)),
                _ => None,
            };
            if let Some((status, why)) = status {
                reasons.push(Reason { status, word: to, why });
            }
        }
        if asks(analysis, clause) {
            reasons.push(Reason { status: Status::Hypothetical, word: clause, why: Why::Question });
        }
    }
}

fn asks(analysis: &Analysis, clause: TokenId) -> bool {
    let root = analysis.head(clause).is_none() || analysis.deprel(clause) == Deprel::Conj;
    root && analysis.children_by(clause, &[Deprel::Punct]).any(|mark| analysis.lower(mark) == "?")
}

/// Negation outweighs possibility, possibility outweighs the future.
fn decide(reasons: &[Reason]) -> Status {
    let has = |status: Status| reasons.iter().any(|reason| reason.status == status);
    if has(Status::Negated) {
        Status::Negated
    } else if has(Status::Hypothetical) {
        Status::Hypothetical
    } else if has(Status::Future) {
        Status::Future
    } else {
        Status::Actual
    }
}

fn tense(analysis: &Analysis, clause: TokenId) -> Tense {
    let mut at = clause;
    // A participle or infinitive takes the tense of the clause above it.
    for _ in 0..6 {
        if let Some(found) = own_tense(analysis, at) {
            return found;
        }
        match analysis.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    Tense::None
}

fn own_tense(analysis: &Analysis, verb: TokenId) -> Option<Tense> {
    let token = analysis.token(verb);
    let auxiliaries: Vec<TokenId> = analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).collect();
    let is = |lemma: &str| auxiliaries.iter().any(|&word| analysis.lemma(word) == lemma);
    if auxiliaries.iter().any(|&word| matches!(analysis.lower(word), "will" | "shall" | "'ll" | "wo" | "would" | "'d"))
    {
        return Some(Tense::Future);
    }
    if is("have") {
        let past = auxiliaries.iter().any(|&word| analysis.lower(word) == "had");
        return Some(if past { Tense::Past } else { Tense::Perfect });
    }
    let finite = auxiliaries.iter().chain([&verb]).find_map(|&word| {
        let feats = analysis.token(word).feats;
        if feats.verb_form == Some(VerbForm::Fin) { feats.tense } else { None }
    });
    match finite {
        Some(TenseFeature::Past) => Some(Tense::Past),
        Some(TenseFeature::Pres) => Some(Tense::Present),
        None if token.upos == Upos::Verb && token.xpos == Xpos::Vbd => Some(Tense::Past),
        None => None,
    }
}
