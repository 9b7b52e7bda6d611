//! Phrases that count or pick from others: "some of them", "three others", "hundreds of protesters".

use linguist::TokenId;
use ontology::{Deprel, EntityKind, Sector, Upos};

use crate::describe::{Describer, Description};

impl Describer<'_> {
    /// "some of them", "three others", "40 more of the fighters".
    pub(crate) fn counted(&self, head: TokenId, depth: u8) -> Option<Description> {
        let remains = |token: TokenId| {
            self.lexicon.words.remainders.contains(self.analysis.lower(token))
                || self.lexicon.words.remainders.contains(self.analysis.lemma(token))
        };
        let bare_remainder = remains(head)
            || (self.analysis.upos(head) == Upos::Num
                && self.analysis.children_by(head, &[Deprel::Amod, Deprel::Advmod]).any(remains));
        let has_complement = self.analysis.child(head, Deprel::Nmod).is_some();
        let bare_remainder = bare_remainder || self.takes_up_number(head);
        if bare_remainder && !has_complement && grammar::is_nominal(self.analysis, head) {
            return Some(Description { remainder: true, ..self.blank(EntityKind::Group) });
        }
        if self.is_number_of_people(head) {
            return Some(Description { sectors: vec![Sector::Cvl], ..self.blank(EntityKind::Group) });
        }
        let those = self.analysis.lower(head) == "those"
            && self.analysis.children_by(head, &[Deprel::Acl, Deprel::AclRelcl, Deprel::Amod]).next().is_some();
        if those {
            let suffered = self
                .analysis
                .children_by(head, &[Deprel::Acl, Deprel::AclRelcl])
                .any(|clause| grammar::is_passive(self.analysis, clause));
            let sectors = if suffered { vec![Sector::Cvl] } else { Vec::new() };
            let unplaced = self.is_anyone(head);
            return Some(Description { sectors, unplaced, ..self.blank(EntityKind::Group) });
        }
        let picks = matches!(self.analysis.upos(head), Upos::Num | Upos::Det | Upos::Adj | Upos::Pron | Upos::Noun);
        let whole = self
            .analysis
            .children_by(head, &[Deprel::Nmod])
            .find(|&child| grammar::preposition(self.analysis, child).as_deref() == Some("of"))?;
        if !picks || !(self.analysis.upos(head) != Upos::Noun || self.is_measure(head)) {
            return None;
        }
        if self.lexicon.pronouns.contains_key(self.analysis.lower(whole)) {
            return Some(Description { part_of: Some(whole), ..self.blank(EntityKind::Group) });
        }
        let mut found = self.describe_at(whole, depth + 1)?;
        found.name = None;
        found.entry = None;
        found.plural = true;
        if found.kind == EntityKind::Person {
            found.kind = EntityKind::Group;
        }
        Some(found)
    }

    /// "killed hundreds", "some 250 were taken", "tens of thousands marched": people, by what is done to them or by them.
    fn is_number_of_people(&self, head: TokenId) -> bool {
        let analysis = self.analysis;
        let counts = analysis.upos(head) == Upos::Num || self.is_plural(head) && self.is_measure(head);
        let alone = analysis.children(head).iter().all(|&child| match analysis.deprel(child) {
            Deprel::Nmod => self.is_measure(child) && analysis.child(child, Deprel::Nmod).is_none(),
            Deprel::Compound | Deprel::Flat | Deprel::Appos | Deprel::Case => false,
            _ => true,
        });
        let stands = matches!(analysis.deprel(head), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl);
        let verb = analysis.head(head).filter(|_| counts && alone && stands);
        verb.is_some_and(|verb| {
            analysis.upos(verb) == Upos::Verb && self.lexicon.words.befalls.contains(analysis.lemma(verb))
        })
    }

    /// "both", "the two", "the remaining seven", "another 41".
    fn takes_up_number(&self, head: TokenId) -> bool {
        let words = &self.lexicon.words;
        let told = |child: TokenId| {
            let word = self.analysis.lower(child);
            words.definite.contains(word) && word != "all" || words.remaining.contains(word)
        };
        let counts = self.analysis.upos(head) == Upos::Num
            && self.analysis.children_by(head, &[Deprel::Det, Deprel::Amod, Deprel::NmodPoss]).any(told);
        let alone = self.analysis.children_by(head, &[Deprel::Nmod, Deprel::Compound, Deprel::Flat]).next().is_none();
        (counts || words.pair.contains(self.analysis.lower(head))) && alone
    }

    /// "all those expelled", "those who fund it": whoever they are, not people of some happening.
    fn is_anyone(&self, head: TokenId) -> bool {
        let all = self
            .analysis
            .children_by(head, &[Deprel::Det, Deprel::DetPredet])
            .any(|word| self.analysis.lower(word) == "all");
        let general = |clause: TokenId| {
            matches!(self.analysis.token(clause).xpos, ontology::Xpos::Vbz | ontology::Xpos::Vbp)
                && self.analysis.child(clause, Deprel::Aux).is_none()
        };
        let mut told = self.analysis.children_by(head, &[Deprel::AclRelcl]).peekable();
        (all && told.peek().is_none()) || told.any(general)
    }

    /// "hundreds of", "dozens of", "a number of", "one of".
    pub(crate) fn is_measure(&self, head: TokenId) -> bool {
        self.lexicon.words.measures.contains(self.analysis.lemma(head))
    }

    pub(crate) fn blank(&self, kind: EntityKind) -> Description {
        Description {
            kind,
            country: None,
            weak: false,
            sectors: Vec::new(),
            name: None,
            entry: None,
            role: None,
            role_entry: None,
            possessor: None,
            part_of: None,
            unplaced: false,
            tentative: false,
            remainder: false,
            plural: true,
            why: Vec::new(),
        }
    }

    /// A description that says nothing yet.
    pub(crate) fn nothing(&self, kind: EntityKind) -> Description {
        Description { plural: false, ..self.blank(kind) }
    }
}
