//! The arguments of a predicate, the same for actives, passives, relatives, participles and infinitives.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos};

use crate::Grammar;
use crate::phrase::{conjuncts, is_passive, preposition};
use crate::subject::antecedent;

/// A prepositional phrase: its preposition in lower case ("" for a bare one such as "Saturday") and its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oblique {
    pub preposition: String,
    pub head: TokenId,
}

/// A clause that the predicate governs: "said *that …*", "urged him *to leave*".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complement {
    pub head: TokenId,
    /// `Ccomp` (finite) or `Xcomp` (its subject is controlled).
    pub relation: Deprel,
}

/// The participants of a predicate as the syntax gives them. Every list holds heads of phrases, conjuncts
/// included, relative pronouns replaced by their antecedents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arguments {
    /// Subject of an active, "by"-phrase of a passive, possessor or "by"-phrase of an event noun.
    pub agents: Vec<TokenId>,
    /// Object of an active, subject of a passive.
    pub patients: Vec<TokenId>,
    /// Indirect object: "gave *Mali* aid".
    pub recipients: Vec<TokenId>,
    pub obliques: Vec<Oblique>,
    pub complements: Vec<Complement>,
    pub passive: bool,
    /// Possessors of an event noun ("Russia's invasion"); also listed as agents.
    pub possessors: Vec<TokenId>,
    /// Adjectives and nouns before an event noun: "*Turkish* shelling", "*troop* withdrawal".
    pub modifiers: Vec<TokenId>,
    /// The verb that lends its arguments to an event noun: "*launched* an attack".
    pub support: Option<TokenId>,
}

impl Arguments {
    /// The heads of the phrases with one of these prepositions.
    pub fn with<'a>(&'a self, prepositions: &'a [&str]) -> impl Iterator<Item = TokenId> + 'a {
        self.obliques
            .iter()
            .filter(move |oblique| prepositions.contains(&oblique.preposition.as_str()))
            .map(|oblique| oblique.head)
    }

    pub(crate) fn push_obliques(&mut self, analysis: &Analysis, head: TokenId) {
        let head = antecedent(analysis, head);
        for member in conjuncts(analysis, head) {
            let preposition = preposition(analysis, member).unwrap_or_default();
            if !self.obliques.iter().any(|known| known.head == member) {
                self.obliques.push(Oblique { preposition, head: member });
            }
        }
    }
}

/// Appends the heads and their conjuncts, each once.
pub(crate) fn extend(list: &mut Vec<TokenId>, analysis: &Analysis, head: TokenId) {
    for member in conjuncts(analysis, antecedent(analysis, head)) {
        if !list.contains(&member) {
            list.push(member);
        }
    }
}

impl Grammar {
    /// The arguments of a verb, or of a noun, adjective or adverb that is used as a predicate or names an event.
    #[must_use]
    pub fn arguments(&self, analysis: &Analysis, predicate: TokenId) -> Arguments {
        match analysis.upos(predicate) {
            Upos::Verb | Upos::Aux => self.verb_arguments(analysis, predicate),
            _ => self.noun_arguments(analysis, predicate),
        }
    }

    fn verb_arguments(&self, analysis: &Analysis, verb: TokenId) -> Arguments {
        let mut found = Arguments { passive: is_passive(analysis, verb), ..Arguments::default() };
        if let Some(subject) = self.surface_subject(analysis, verb) {
            let list = if found.passive { &mut found.patients } else { &mut found.agents };
            extend(list, analysis, subject);
            // "The navy and other forces sent …": a conjunct that the parser took for a second subject.
            let joined = |&second: &TokenId| second > subject && analysis.child(second, Deprel::Cc).is_some();
            for second in analysis.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).filter(joined) {
                extend(list, analysis, second);
            }
        }
        for &child in analysis.children(verb) {
            found.take(analysis, child);
        }
        self.share_objects(analysis, verb, &mut found);
        if found.passive && found.agents.is_empty() {
            share_agent(analysis, verb, &mut found);
        }
        fill_relative_gap(analysis, verb, &mut found);
        found
    }

    /// "attacked and killed the soldiers": an object behind the second verb is the object of both.
    fn share_objects(&self, analysis: &Analysis, verb: TokenId, found: &mut Arguments) {
        // "we hail and *commend* the efforts": the object behind the second, hung on it alone.
        let second = analysis.children_by(verb, &[Deprel::Conj]).find(|&second| {
            second.0 == verb.0 + 2
                && analysis.upos(TokenId(verb.0 + 1)) == Upos::Cconj
                && analysis.children_by(second, &[Deprel::Nsubj, Deprel::Aux]).next().is_none()
        });
        let shared = second.and_then(|second| analysis.child(second, Deprel::Obj));
        if let Some(object) = shared.filter(|_| found.patients.is_empty() && !found.passive) {
            extend(&mut found.patients, analysis, object);
        }
        let Some(first) = analysis.head(verb).filter(|_| analysis.deprel(verb) == Deprel::Conj) else { return };
        if analysis.upos(first) != Upos::Verb || is_passive(analysis, first) != found.passive {
            return;
        }
        for &child in analysis.children(first).iter().filter(|&&child| child > verb) {
            match analysis.deprel(child) {
                Deprel::Obj if found.patients.is_empty() => extend(&mut found.patients, analysis, child),
                Deprel::OblAgent if found.agents.is_empty() => extend(&mut found.agents, analysis, child),
                Deprel::Obl => found.push_obliques(analysis, child),
                _ => {}
            }
        }
    }
}

/// "were shot and killed *by gunmen*": an agent behind the second of two passives with one subject is that of both.
fn share_agent(analysis: &Analysis, verb: TokenId, found: &mut Arguments) {
    // "were hurt in the battle and taken to a hospital by soldiers": the first is closed by a phrase of its own.
    if analysis.children_by(verb, &[Deprel::Obl]).next().is_some() {
        return;
    }
    let second = analysis.children_by(verb, &[Deprel::Conj]).filter(|&second| {
        // "were killed and *others* were arrested by the police".
        let same = |subject: TokenId| matches!(analysis.lower(subject), "others" | "more" | "another");
        is_passive(analysis, second) && analysis.children_by(second, &[Deprel::NsubjPass]).all(same)
    });
    for second in second {
        for &child in analysis.children(second) {
            let by = analysis.deprel(child) == Deprel::OblAgent
                || analysis.deprel(child) == Deprel::Obl
                    && preposition(analysis, child).as_deref() == Some("by")
                    && !names_a_time(analysis, child);
            if by {
                extend(&mut found.agents, analysis, child);
            }
        }
    }
}

impl Arguments {
    fn take(&mut self, analysis: &Analysis, child: TokenId) {
        match analysis.deprel(child) {
            Deprel::Obj => extend(&mut self.patients, analysis, child),
            Deprel::Iobj => extend(&mut self.recipients, analysis, child),
            Deprel::OblAgent => extend(&mut self.agents, analysis, child),
            Deprel::Obl
                if self.passive
                    && preposition(analysis, child).as_deref() == Some("by")
                    && !names_a_time(analysis, child) =>
            {
                extend(&mut self.agents, analysis, child);
            }
            Deprel::Obl | Deprel::OblUnmarked | Deprel::Nmod => self.push_obliques(analysis, child),
            relation @ (Deprel::Ccomp | Deprel::Xcomp) => {
                for head in conjuncts(analysis, child) {
                    self.complements.push(Complement { head, relation });
                }
            }
            _ => {}
        }
    }
}

/// "killed by Friday": a number or weekday after "by" is no agent. Names of days carry no article and no plural.
fn names_a_time(analysis: &Analysis, token: TokenId) -> bool {
    analysis.upos(token) == Upos::Num
        || analysis.children_by(token, &[Deprel::Nummod, Deprel::NmodUnmarked]).next().is_some()
            && analysis.upos(token) == Upos::Propn
}

/// "the people they met", "the town where they met": a relative clause without a pronoun lacks its object.
fn fill_relative_gap(analysis: &Analysis, verb: TokenId, found: &mut Arguments) {
    let Some(noun) = analysis.head(verb).filter(|_| analysis.deprel(verb) == Deprel::AclRelcl) else { return };
    let used = found.agents.contains(&noun)
        || found.patients.contains(&noun)
        || found.obliques.iter().any(|oblique| oblique.head == noun);
    let has_own_subject = analysis.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
    let adverbial = analysis
        .children_by(verb, &[Deprel::Advmod])
        .any(|child| matches!(analysis.lower(child), "where" | "when" | "why"));
    if !used
        && has_own_subject
        && !adverbial
        && !found.passive
        && found.patients.is_empty()
        && found.complements.is_empty()
    {
        extend(&mut found.patients, analysis, noun);
    }
}
