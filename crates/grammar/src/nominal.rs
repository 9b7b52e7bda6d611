//! The arguments of nouns that name events: "Russia's attack on Ukraine", "launched talks with", "came under fire".

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos};

use crate::Grammar;
use crate::arguments::{Arguments, extend};
use crate::phrase::{is_passive, preposition};
use crate::words::SupportRole;

impl Grammar {
    pub(crate) fn noun_arguments(&self, analysis: &Analysis, noun: TokenId) -> Arguments {
        let mut found = Arguments::default();
        for &child in analysis.children(noun) {
            found.take_nominal(analysis, child);
        }
        // The second of two coordinated nouns shares what stands before and behind: "the attack and siege of the town".
        if let (Deprel::Conj, Some(first)) = (analysis.deprel(noun), analysis.head(noun)) {
            share_with_conjunct(analysis, first, noun, &mut found);
        }
        self.lend_from_participle(analysis, noun, &mut found);
        let anchor = first_conjunct(analysis, noun);
        self.lend_from_support_verb(analysis, anchor, &mut found);
        // "He is the killer of …", "The pact is a threat to …": the subject of a nominal predicate.
        for subject in analysis.children_by(noun, &[Deprel::Nsubj, Deprel::NsubjOuter]) {
            if found.agents.is_empty() {
                extend(&mut found.agents, analysis, subject);
            }
        }
        found
    }

    /// "help *provided by Norway*", "the attack *that they launched*": a support verb behind the noun.
    fn lend_from_participle(&self, analysis: &Analysis, noun: TokenId, found: &mut Arguments) {
        for clause in analysis.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl]) {
            let lends = analysis.upos(clause) == Upos::Verb
                && self.words.support(analysis.lemma(clause)) == Some(SupportRole::Agent);
            if !lends {
                continue;
            }
            let lent = self.arguments(analysis, clause);
            if !lent.patients.contains(&noun) {
                continue;
            }
            if found.agents.is_empty() {
                found.agents = lent.agents;
            }
            for oblique in lent.obliques {
                if !found.obliques.iter().any(|known| known.head == oblique.head) {
                    found.obliques.push(oblique);
                }
            }
        }
    }

    /// The verb over an event noun that lends its arguments, and what its subject is to the noun.
    fn lend_from_support_verb(&self, analysis: &Analysis, noun: TokenId, found: &mut Arguments) {
        let Some(verb) = analysis.head(noun).filter(|&head| analysis.upos(head) == Upos::Verb) else { return };
        let under = preposition(analysis, noun).filter(|_| analysis.deprel(noun) == Deprel::Obl);
        let role = match (analysis.deprel(noun), under.as_deref()) {
            (Deprel::Obj | Deprel::NsubjPass, _) => self.words.support(analysis.lemma(verb)),
            // "came under attack", "are under siege".
            (Deprel::Obl, Some("under")) => Some(SupportRole::Patient),
            // "took part in talks", "engaged in fighting", "entered into an agreement".
            (Deprel::Obl, Some("in" | "into")) => self.words.support(analysis.lemma(verb)),
            // "Talks between A and B took place": the noun is the subject; only the verb's phrases are lent.
            (Deprel::Nsubj, _) => {
                found.support = Some(verb);
                lend_obliques(analysis, verb, noun, found);
                return;
            }
            _ => None,
        };
        let Some(role) = role else { return };
        found.support = Some(verb);
        let passive = is_passive(analysis, verb);
        let doer = if passive {
            analysis.child(verb, Deprel::OblAgent)
        } else {
            self.surface_subject(analysis, verb).filter(|&subject| subject != noun)
        };
        if let Some(doer) = doer {
            match role {
                SupportRole::Agent if found.agents.is_empty() => extend(&mut found.agents, analysis, doer),
                SupportRole::Patient if found.patients.is_empty() => extend(&mut found.patients, analysis, doer),
                SupportRole::Agent | SupportRole::Patient => {}
            }
        }
        for recipient in analysis.children_by(verb, &[Deprel::Iobj]) {
            extend(&mut found.recipients, analysis, recipient);
        }
        lend_obliques(analysis, verb, noun, found);
    }
}

impl Arguments {
    fn take_nominal(&mut self, analysis: &Analysis, child: TokenId) {
        match analysis.deprel(child) {
            Deprel::NmodPoss => {
                extend(&mut self.possessors, analysis, child);
                extend(&mut self.agents, analysis, child);
            }
            Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::Nmod
                if preposition(analysis, child).is_none() && child < head_of(analysis, child) =>
            {
                extend(&mut self.modifiers, analysis, child);
            }
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent | Deprel::NmodUnmarked => {
                // "is troubled *by the arrests*".
                let adjective = analysis.head(child).is_some_and(|head| analysis.upos(head) == Upos::Adj);
                if preposition(analysis, child).as_deref() == Some("by") && !adjective {
                    extend(&mut self.agents, analysis, child);
                } else {
                    self.push_obliques(analysis, child);
                }
            }
            _ => {}
        }
    }
}

fn head_of(analysis: &Analysis, token: TokenId) -> TokenId {
    analysis.head(token).unwrap_or(token)
}

fn first_conjunct(analysis: &Analysis, noun: TokenId) -> TokenId {
    let mut at = noun;
    while let (Deprel::Conj, Some(head)) = (analysis.deprel(at), analysis.head(at)) {
        at = head;
    }
    at
}

fn share_with_conjunct(analysis: &Analysis, first: TokenId, noun: TokenId, found: &mut Arguments) {
    for &child in analysis.children(first) {
        let before =
            child < first && matches!(analysis.deprel(child), Deprel::NmodPoss | Deprel::Amod | Deprel::Compound);
        let behind = child > noun && matches!(analysis.deprel(child), Deprel::Nmod);
        if (before && found.agents.is_empty() && found.modifiers.is_empty()) || behind {
            found.take_nominal(analysis, child);
        }
    }
}

fn lend_obliques(analysis: &Analysis, verb: TokenId, noun: TokenId, found: &mut Arguments) {
    for child in analysis.children_by(verb, &[Deprel::Obl, Deprel::OblUnmarked]).filter(|&child| child != noun) {
        found.push_obliques(analysis, child);
    }
}
