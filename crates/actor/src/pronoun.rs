//! Third-person pronouns: the entity they refer to, by number, kind, sex, distance and subject.

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
        let noun = relative_antecedent(analysis, found.head)?;
        let human = analysis.lower(found.head).starts_with("who");
        self.at_head.get(&noun).copied().or_else(|| {
            self.latest(|draft| {
                draft.sentence == found.sentence
                    && matches!(draft.description.kind, EntityKind::Person | EntityKind::Group)
            })
            .filter(|_| human)
        })
    }

    fn antecedent(&self, found: &Found, pronoun: Pronoun) -> Option<usize> {
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
        best.map(|(_, index)| index)
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
        let mut at = analysis.head(found.head);
        for _ in 0..MAX_CLIMB {
            let Some(verb) = at else { break };
            if let Some(subject) = analysis.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).next() {
                excluded.extend(self.at_head.get(&subject));
                break;
            }
            let shares = matches!(analysis.deprel(verb), Deprel::Advcl | Deprel::Xcomp | Deprel::Conj);
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
