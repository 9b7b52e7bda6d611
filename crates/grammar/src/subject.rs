//! The surface subject of a predicate, found through coordination, control, participles and relatives.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, PronType, Upos, Xpos};

use crate::phrase::{continued, is_nominal, is_passive, preposition};
use crate::{Class, Grammar};

/// Bounds the walk up the tree; deeper embeddings than this are not read by people either.
const MAX_STEPS: usize = 12;

const SUBJECTS: [Deprel; 2] = [Deprel::Nsubj, Deprel::NsubjPass];

impl Grammar {
    /// The head of the surface subject: for a passive the one to whom it is done.
    #[must_use]
    pub fn surface_subject(&self, analysis: &Analysis, predicate: TokenId) -> Option<TokenId> {
        let mut at = predicate;
        for _ in 0..MAX_STEPS {
            if let Some(subject) = own_subject(analysis, at) {
                return Some(antecedent(analysis, subject));
            }
            match self.controller(analysis, at)? {
                Controller::Word(word) => return Some(antecedent(analysis, word)),
                Controller::SubjectOf(above) => at = above,
            }
        }
        None
    }

    /// Where a predicate without a subject of its own takes it from.
    fn controller(&self, analysis: &Analysis, predicate: TokenId) -> Option<Controller> {
        let head = analysis.head(predicate)?;
        match analysis.deprel(predicate) {
            Deprel::Conj => continued(analysis, predicate).map(Controller::SubjectOf),
            Deprel::Xcomp => Some(self.controller_of_infinitive(analysis, head)),
            Deprel::Advcl if self.is_content_infinitive(analysis, predicate) => {
                Some(self.controller_of_infinitive(analysis, head))
            }
            Deprel::Acl => Some(self.controller_of_modifier(analysis, predicate, head)),
            Deprel::AclRelcl => Some(Controller::Word(head)),
            Deprel::Advcl => Some(controller_of_adverbial(analysis, predicate, head)),
            Deprel::Amod if is_nominal(analysis, head) => Some(Controller::Word(head)),
            // "… , citing the risk": a participle hung on by parataxis or as a bare dependent.
            Deprel::Parataxis | Deprel::Dep | Deprel::Ccomp if is_participle_or_infinitive(analysis, predicate) => {
                Some(Controller::SubjectOf(head))
            }
            _ => None,
        }
    }

    /// "urged him to leave": the object; "promised him to leave", "began to leave": the subject.
    fn controller_of_infinitive(&self, analysis: &Analysis, governor: TokenId) -> Controller {
        let object = analysis.child(governor, Deprel::Obj).or_else(|| analysis.child(governor, Deprel::Iobj));
        match object {
            Some(object) if !self.words.subject_controls(analysis.lemma(governor)) => Controller::Word(object),
            _ => Controller::SubjectOf(governor),
        }
    }

    /// "troops fighting in Mali": the noun; "a plan to leave": whoever has the plan.
    fn controller_of_modifier(&self, analysis: &Analysis, predicate: TokenId, noun: TokenId) -> Controller {
        let infinitive = analysis
            .children(predicate)
            .iter()
            .any(|&child| analysis.deprel(child) == Deprel::Mark && analysis.lower(child) == "to");
        let embeds = self.class_of(analysis, noun).is_some();
        // "wrote the minister *asking* for help": the one who writes asks.
        let says = analysis.token(predicate).xpos == Xpos::Vbg && self.class_of(analysis, predicate).is_some();
        if let (true, Deprel::Obj | Deprel::Iobj, Some(verb)) = (says, analysis.deprel(noun), analysis.head(noun))
            && self.words.subject_controls(analysis.lemma(verb))
        {
            return Controller::SubjectOf(verb);
        }
        if !(infinitive || embeds && !is_passive(analysis, predicate)) {
            return Controller::Word(noun);
        }
        if let Some(possessor) = analysis.child(noun, Deprel::NmodPoss) {
            return Controller::Word(possessor);
        }
        // "They have a plan to leave", "Their plan is to leave": the subject of the verb over the noun.
        match (analysis.deprel(noun), analysis.head(noun)) {
            (Deprel::Obj | Deprel::Obl | Deprel::Xcomp, Some(verb))
                if self.class_of(analysis, noun) == Some(Class::Demand) =>
            {
                analysis.child(verb, Deprel::Iobj).map_or(Controller::SubjectOf(verb), Controller::Word)
            }
            (Deprel::Obj | Deprel::Obl | Deprel::Xcomp, Some(verb)) => Controller::SubjectOf(verb),
            _ => Controller::Word(noun),
        }
    }
}

enum Controller {
    Word(TokenId),
    SubjectOf(TokenId),
}

/// "accused him of attacking": the object; "left after meeting", "to end the war": the subject.
fn controller_of_adverbial(analysis: &Analysis, predicate: TokenId, governor: TokenId) -> Controller {
    let mark = analysis
        .children_by(predicate, &[Deprel::Mark, Deprel::Case])
        .map(|child| analysis.lower(child))
        .next()
        .unwrap_or("");
    let object = analysis.child(governor, Deprel::Obj).or_else(|| analysis.child(governor, Deprel::NsubjPass));
    match object {
        Some(object) if matches!(mark, "of" | "from" | "for" | "into") => Controller::Word(object),
        _ => Controller::SubjectOf(governor),
    }
}

fn own_subject(analysis: &Analysis, predicate: TokenId) -> Option<TokenId> {
    analysis.children_by(predicate, &SUBJECTS).next()
}

fn is_participle_or_infinitive(analysis: &Analysis, token: TokenId) -> bool {
    let token = analysis.token(token);
    token.upos == Upos::Verb && matches!(token.xpos, Xpos::Vbg | Xpos::Vbn | Xpos::Vb)
}

/// The noun that a relative pronoun stands for; any other token stands for itself.
pub(crate) fn antecedent(analysis: &Analysis, token: TokenId) -> TokenId {
    let is_relative = analysis.token(token).feats.pron_type == Some(PronType::Rel)
        || matches!(analysis.lower(token), "who" | "which" | "that" | "whom" | "whose")
            && analysis.upos(token) != Upos::Det;
    if !is_relative {
        return token;
    }
    let clause = analysis.ancestors(token).find(|&above| analysis.deprel(above) == Deprel::AclRelcl);
    let noun = clause.and_then(|clause| analysis.head(clause)).or_else(|| noun_before(analysis, token));
    noun.unwrap_or(token)
}

/// "met the president of Chad, *whose* request …": the noun before the comma, where the parser saw no relative clause.
fn noun_before(analysis: &Analysis, pronoun: TokenId) -> Option<TokenId> {
    if !matches!(analysis.lower(pronoun), "who" | "whose" | "whom" | "which") {
        return None;
    }
    let before = |back: u32| pronoun.0.checked_sub(back).map(TokenId);
    let comma = before(1).filter(|&comma| analysis.form(comma) == ",");
    let mut noun = comma.and_then(|_| before(2))?;
    if analysis.sentence_of(noun) != analysis.sentence_of(pronoun) || !is_nominal(analysis, noun) {
        return None;
    }
    for _ in 0..MAX_STEPS {
        let inside = match analysis.deprel(noun) {
            Deprel::Flat | Deprel::Compound | Deprel::Appos | Deprel::NmodDesc => true,
            Deprel::Nmod => preposition(analysis, noun).as_deref() == Some("of"),
            _ => false,
        };
        match analysis.head(noun).filter(|&head| inside && head < noun && is_nominal(analysis, head)) {
            Some(head) => noun = head,
            None => break,
        }
    }
    Some(noun)
}
