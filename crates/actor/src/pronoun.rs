//! Third-person pronouns: the entity they refer to, by number, kind, sex, distance and subject.

use std::collections::HashSet;

use linguist::TokenId;
use ontology::{Deprel, EntityKind};

use crate::data::{Gender, Pronoun, Use};
use crate::find::{Found, relative_antecedent};
use crate::link::{Draft, Linker, MAX_STEPS, WINDOW};

/// Sentences further back than this are not looked at.
const MAX_SENTENCES: u32 = 3;
/// Clauses between an object pronoun and the subject it cannot be.
const MAX_CLIMB: usize = 4;

impl Linker<'_> {
    /// Finds what a third-person pronoun refers to and adds the mention.
    pub(crate) fn take_pronoun(&mut self, found: &Found, pronoun: Pronoun) {
        if let Some(members) = self.named_together(found, pronoun) {
            for member in members {
                self.add_mention(member, found);
            }
            return;
        }
        let antecedent = match pronoun.usage {
            Use::Relative => self.relative(found),
            Use::Subject | Use::Possessive => self.antecedent(found, pronoun),
        };
        if let Some(index) = antecedent {
            let twins = self.twins(index);
            self.add_mention(index, found);
            for twin in twins {
                self.add_mention(twin, found);
            }
        }
    }

    /// "*Chadian and UN troops* left before *they* …": others that one phrase mentions together with an entity.
    fn twins(&self, index: usize) -> Vec<usize> {
        let last = |draft: &Draft| draft.mentions.last().map(|(mention, _)| mention.span);
        let span = self.drafts.get(index).and_then(last);
        let mut twins: Vec<usize> = Vec::new();
        for &other in self.recent.iter().rev().take(MAX_STEPS) {
            let same = span.is_some() && self.drafts.get(other).and_then(last) == span;
            if same && other != index && !twins.contains(&other) {
                twins.push(other);
            }
        }
        twins
    }

    /// What a relative pronoun takes up: the mention of its noun, or for "who" the people named just before
    /// ("told EU leaders last year, who …").
    fn relative(&self, found: &Found) -> Option<usize> {
        let analysis = self.describer.analysis;
        let noun = relative_antecedent(analysis, found.head);
        let known = noun.and_then(|noun| self.at_head.get(&noun)).copied();
        let here = |draft: &Draft| draft.sentence == found.sentence;
        let human =
            |draft: &Draft| here(draft) && matches!(draft.description.kind, EntityKind::Person | EntityKind::Group);
        // "who" are people; "whose" can be what stands just before.
        match analysis.lower(found.head) {
            "who" | "whom" => known.or_else(|| self.latest(human)),
            "whose" => known.or_else(|| self.ends_before(found)).or_else(|| self.latest(here)),
            _ => known,
        }
    }

    /// The person or else the body of whom a mention ends just before the comma in front of a pronoun.
    fn ends_before(&self, found: &Found) -> Option<usize> {
        const BACK: usize = 6;
        let text = &self.describer.analysis.text;
        let near = |draft: &Draft| {
            let end = draft.mentions.last().map(|(mention, _)| mention.span.end);
            let gap = end.and_then(|end| text.get(end as usize..found.span.start as usize));
            draft.sentence == found.sentence && gap.is_some_and(|gap| gap.split_whitespace().count() <= 3)
        };
        let recent = || self.recent.iter().rev().take(BACK).copied();
        let fits = |index: &usize| self.drafts.get(*index).is_some_and(near);
        let person = |index: &usize| {
            self.drafts.get(*index).is_some_and(|draft| draft.description.kind == EntityKind::Person && near(draft))
        };
        recent().find(person).or_else(|| recent().find(fits))
    }

    /// "Chad and Niger signed. *They* …": those whom one phrase names, if they weigh more than any one that is many.
    fn named_together(&self, found: &Found, pronoun: Pronoun) -> Option<Vec<usize>> {
        let of_many = pronoun.plural && matches!(pronoun.usage, Use::Subject | Use::Possessive);
        let set = self.sets.last().filter(|set| of_many && set.sentence + 1 >= found.sentence)?;
        let analysis = self.describer.analysis;
        let verb = analysis.head(found.head);
        let same_clause = verb.is_some() && analysis.head(set.first) == verb;
        let excluded = self.clause_subjects(found);
        if same_clause || set.members.iter().any(|member| excluded.contains(member)) {
            return None;
        }
        let since: HashSet<usize> = self.recent.get(set.at..).unwrap_or_default().iter().copied().collect();
        let others = since.iter().filter(|index| !set.members.contains(index)).count();
        let rank = i32::try_from(others + 1).unwrap_or(99);
        let distance = i32::try_from(found.sentence.saturating_sub(set.sentence)).unwrap_or(9);
        let subject = if set.was_subject { 8 + if found.is_subject { 3 } else { 0 } } else { 0 };
        let score = distance * -12 - rank * 2 + subject + 3;
        let rival = self.best_antecedent(found, pronoun).map(|(score, index)| (score, set.members.contains(&index)));
        let wins = rival.is_none_or(|(known, is_member)| is_member || score > known);
        wins.then(|| set.members.clone())
    }

    fn antecedent(&self, found: &Found, pronoun: Pronoun) -> Option<usize> {
        self.best_antecedent(found, pronoun).map(|(_, index)| index)
    }

    fn best_antecedent(&self, found: &Found, pronoun: Pronoun) -> Option<(i32, usize)> {
        let mut best: Option<(i32, usize)> = None;
        let mut seen: Vec<usize> = Vec::new();
        let clause_subjects = self.clause_subjects(found);
        for &index in self.recent.iter().rev().take(MAX_STEPS) {
            if seen.contains(&index) {
                continue;
            }
            seen.push(index);
            if seen.len() > WINDOW {
                break;
            }
            let Some(draft) = self.drafts.get(index) else { continue };
            let distance = found.sentence.saturating_sub(draft.sentence);
            if distance > MAX_SENTENCES
                || !agrees(draft, pronoun)
                || clause_subjects.contains(&index)
                || self.is_object_of_same_verb(found, draft)
            {
                continue;
            }
            let score = self.salience(found, draft, distance, seen.len(), pronoun);
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, index));
            }
        }
        best
    }

    fn salience(&self, found: &Found, draft: &Draft, distance: u32, rank: usize, pronoun: Pronoun) -> i32 {
        let near = i32::try_from(distance).unwrap_or(9) * -12;
        let order = i32::try_from(rank).unwrap_or(99) * -2;
        let subject = if draft.was_subject { 8 } else { 0 };
        let often = i32::try_from(draft.mentions.len().min(4)).unwrap_or(0);
        // "Iraq and its army": a possessive takes what stands just before it.
        let close = if pronoun.usage == Use::Possessive && distance == 0 && rank == 1 { 5 } else { 0 };
        let parallel = if found.is_subject && draft.was_subject { 3 } else { 0 };
        let described =
            if draft.description.sectors.is_empty() && draft.description.country.is_none() { -6 } else { 0 };
        let placed = if draft.was_placed { -7 } else { 0 };
        near + order + placed + subject + often + close + parallel + described
    }

    /// "The force treated them before detaining them": the subject of the verb, or of the one above it, is someone else.
    fn clause_subjects(&self, found: &Found) -> Vec<usize> {
        let analysis = self.describer.analysis;
        let mut excluded = Vec::new();
        if !matches!(analysis.deprel(found.head), Deprel::Obj | Deprel::Iobj) {
            return excluded;
        }
        let first = analysis.head(found.head);
        let mut at = first;
        for _ in 0..MAX_CLIMB {
            let Some(verb) = at else { break };
            if let Some(subject) = analysis.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).next() {
                excluded.extend(self.at_head.get(&subject));
                break;
            }
            // "the union's decision to list *it*": it is not the union.
            let whose = analysis.children_by(verb, &[Deprel::NmodPoss]).next().filter(|_| Some(verb) != first);
            if let Some(owner) = whose {
                excluded.extend(self.at_head.get(&owner));
                break;
            }
            let shares = matches!(analysis.deprel(verb), Deprel::Advcl | Deprel::Xcomp | Deprel::Conj | Deprel::Acl);
            at = analysis.head(verb).filter(|_| shares);
        }
        excluded
    }

    /// "The army attacked them": they are not the army.
    pub(crate) fn is_object_of_same_verb(&self, found: &Found, draft: &Draft) -> bool {
        let analysis = self.describer.analysis;
        let is_argument = |token: TokenId| {
            matches!(
                analysis.deprel(token),
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl
            )
        };
        let Some(verb) = analysis.head(found.head).filter(|_| is_argument(found.head)) else { return false };
        draft.mentions.last().is_some_and(|&(_, head)| is_argument(head) && analysis.head(head) == Some(verb))
    }
}

/// Number, kind and sex.
fn agrees(draft: &Draft, pronoun: Pronoun) -> bool {
    let description = &draft.description;
    let person = description.kind == EntityKind::Person;
    match (pronoun.plural, pronoun.gender) {
        (true, _) => description.plural || matches!(description.kind, EntityKind::Organization | EntityKind::Group),
        (false, Gender::Thing) => !person && (!description.plural || description.name.is_some()),
        (false, wanted) => person && (draft.gender == Gender::Any || draft.gender == wanted),
    }
}
