//! "Both countries", "the two sides", "their foreign ministers": phrases for two participants, and names that were
//! mentioned together.

use std::collections::BTreeMap;

use linguist::TokenId;
use ontology::{Country, Deprel, EntityKind, Form, Sector, Upos};

use crate::data::RoleKind;
use crate::describe::{Description, is_irregular};
use crate::find::Found;
use crate::link::{Draft, Linker, MAX_STEPS, WINDOW};

/// Participants that one coordination names: "Chad and Niger".
#[derive(Debug, Clone)]
pub(crate) struct Set {
    pub first: TokenId,
    pub members: Vec<usize>,
    pub sentence: u32,
    pub was_subject: bool,
    /// How many mentions there were when the last member was mentioned.
    pub at: usize,
}

/// A side of a conflict or talks: a state, those in arms against it, its parties.
type Side = (Country, Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    State,
    Armed,
    Party,
}

/// Sentences back that a pair is looked for.
const BACK: u32 = 6;
/// A participant counts no more than with so many mentions.
const MOST_MENTIONS: usize = 8;

impl Linker<'_> {
    /// Notes that a mention is coordinated with one before it.
    pub(crate) fn note_set(&mut self, index: usize, found: &Found) {
        let analysis = self.describer.analysis;
        let Some(first) = analysis.head(found.head).filter(|_| analysis.deprel(found.head) == Deprel::Conj) else {
            return;
        };
        let Some(&head) = self.at_head.get(&first).filter(|&&head| head != index) else { return };
        let at = self.recent.len();
        match self.sets.last_mut().filter(|set| set.first == first) {
            Some(set) if set.members.contains(&index) => {}
            Some(set) => {
                set.members.push(index);
                set.at = at;
            }
            None => {
                let was_subject = self.drafts.get(head).is_some_and(|draft| draft.was_subject);
                let members = vec![head, index];
                self.sets.push(Set { first, members, sentence: found.sentence, was_subject, at });
            }
        }
    }

    /// "both countries", "the two sides", "the two armies": whether the phrase was one for two, and was given to them.
    pub(crate) fn take_two(&mut self, found: &Found) -> bool {
        if !self.is_for_two(found) {
            return false;
        }
        let role = found.description.role_entry.and_then(|index| self.describer.lexicon.role(index));
        let words = &self.describer.lexicon.words.anaphors;
        let lemma = self.describer.analysis.lemma(found.head);
        let themselves = role.is_none() || words.themselves.contains(lemma);
        let pair = match role {
            Some(role) if role.kind == RoleKind::Person && !themselves => self.two_persons(found, role.role.as_str()),
            _ => None,
        };
        if let Some((first, second)) = pair {
            self.add_mention(first.min(second), found);
            self.add_mention(first.max(second), found);
            return true;
        }
        let Some((one, other)) = self.two_sides(found) else { return false };
        if themselves {
            for side in [one.min(other), one.max(other)] {
                self.take_side(found, side);
            }
            return true;
        }
        for side in [one, other] {
            let country = self.drafts.get(side).and_then(|draft| draft.description.country);
            let description = Description { country, weak: false, ..found.description.clone() };
            self.settle(Found { description, same_as: None, ..found.clone() });
        }
        true
    }

    /// "the three met him": three who were named together before.
    pub(crate) fn take_several(&mut self, found: &Found) -> bool {
        let analysis = self.describer.analysis;
        let told = found.description.remainder && analysis.upos(found.head) == Upos::Num;
        let number = ["three", "four", "five", "six"].iter().position(|&word| word == analysis.lower(found.head));
        let Some(wanted) = number.map(|at| at + 3).filter(|_| told) else { return false };
        let near = |set: &&Set| set.members.len() == wanted && set.sentence + BACK >= found.sentence;
        let Some(members) = self.sets.iter().rev().find(near).map(|set| set.members.clone()) else { return false };
        for member in members {
            self.add_mention(member, found);
        }
        true
    }

    /// Gives a mention of a side to it, to the state where the word is one for states.
    fn take_side(&mut self, found: &Found, side: usize) {
        let state = self.is_for_states(found).then(|| self.drafts.get(side)).flatten();
        let country = state.filter(|draft| draft.description.kind != EntityKind::Country);
        match country.and_then(|draft| draft.description.country) {
            Some(country) => {
                let description = Description {
                    country: Some(country),
                    sectors: vec![Sector::Gov],
                    why: vec!["one of two states".to_owned()],
                    ..self.describer.nothing(EntityKind::Country)
                };
                match self.by_country.get(&country).copied() {
                    Some(known) => self.add_mention(known, found),
                    None => self.settle(Found { description, same_as: None, ..found.clone() }),
                }
            }
            None => self.add_mention(side, found),
        }
    }

    fn is_for_states(&self, found: &Found) -> bool {
        let words = &self.describer.lexicon.words.anaphors;
        words.country.contains(self.describer.analysis.lemma(found.head))
    }

    /// "troops of the two countries": one phrase for each of the two.
    pub(crate) fn take_of_two(&mut self, found: &Found) -> bool {
        let analysis = self.describer.analysis;
        let words = &self.describer.lexicon.words.anaphors;
        let description = &found.description;
        if description.country.is_some() && !description.weak || !description.plural {
            return false;
        }
        let of_two = analysis.children_by(found.head, &[Deprel::Nmod, Deprel::NmodPoss]).any(|owner| {
            let named = [Deprel::Conj, Deprel::Compound, Deprel::NmodPoss, Deprel::Amod];
            words.themselves.contains(analysis.lemma(owner))
                && self.counts_two(owner)
                && analysis.children_by(owner, &named).next().is_none()
        });
        let Some((one, other)) = self.two_sides(found).filter(|_| of_two) else { return false };
        for side in [one, other] {
            let country = self.drafts.get(side).and_then(|draft| draft.description.country);
            let description = Description { country, weak: false, unplaced: false, ..found.description.clone() };
            self.settle(Found { description, ..found.clone() });
        }
        true
    }

    /// "their foreign ministers" of two that were named together: one phrase for each.
    pub(crate) fn take_of_several(&mut self, found: &Found) -> bool {
        let description = &found.description;
        let Some(possessor) = description.possessor.filter(|_| description.plural && description.country.is_none())
        else {
            return false;
        };
        let holds = |draft: &Draft| {
            draft
                .mentions
                .iter()
                .rev()
                .take(3)
                .any(|(mention, head)| *head == possessor && mention.form == Form::Pronoun)
        };
        let mut owners: Vec<usize> = Vec::new();
        for &index in self.recent.iter().rev().take(WINDOW) {
            if !owners.contains(&index) && self.drafts.get(index).is_some_and(holds) {
                owners.push(index);
            }
        }
        let countries: Vec<Option<Country>> = owners
            .iter()
            .rev()
            .map(|&owner| self.drafts.get(owner).and_then(|draft| draft.description.country))
            .collect();
        let differ = countries.iter().any(|country| country != countries.first().unwrap_or(&None));
        if !differ || countries.iter().any(Option::is_none) {
            return false;
        }
        for country in countries {
            let description = Description { country, weak: false, possessor: None, ..found.description.clone() };
            self.settle(Found { description, ..found.clone() });
        }
        true
    }

    fn is_for_two(&self, found: &Found) -> bool {
        let analysis = self.describer.analysis;
        let words = &self.describer.lexicon.words.anaphors;
        let description = &found.description;
        let bare = description.role_entry.is_none() && description.name.is_none();
        let known = bare && description.remainder || words.two.contains(analysis.lemma(found.head));
        let open = description.country.is_none() && description.possessor.is_none() && !found.restricted;
        known && open && self.counts_two(found.head)
    }

    /// "both sides", "either side", "the two governments", "the two".
    fn counts_two(&self, head: TokenId) -> bool {
        let analysis = self.describer.analysis;
        let words = &self.describer.lexicon.words;
        let says = |words: &[&str]| analysis.children(head).iter().any(|&child| words.contains(&analysis.lower(child)));
        let definite = analysis
            .children_by(head, &[Deprel::Det, Deprel::NmodPoss])
            .any(|word| words.definite.contains(analysis.lower(word)) || analysis.deprel(word) == Deprel::NmodPoss);
        let two = matches!(analysis.lower(head), "two" | "2") && analysis.upos(head) == Upos::Num;
        says(&["both", "either", "neither", "each"])
            || definite && (says(&["two", "2"]) || two)
            || matches!(analysis.lower(head), "both" | "neither")
    }

    /// The last two persons of an office ("the two presidents").
    fn two_persons(&self, found: &Found, role: &str) -> Option<(usize, usize)> {
        let office = crate::names::last_word(role);
        let person =
            |draft: &Draft| draft.description.kind == EntityKind::Person && draft.sentence + BACK > found.sentence;
        let holds = |draft: &Draft| {
            let held = draft.description.role.as_deref().map(str::to_lowercase);
            person(draft) && held.is_some_and(|held| held.contains(office))
        };
        let both = |fits: &dyn Fn(&Draft) -> bool| {
            let first = self.latest(fits)?;
            let country = self.drafts.get(first)?.description.country;
            let name = self.drafts.get(first)?.description.name.clone();
            let second = self.latest(|draft| {
                fits(draft) && (draft.description.country != country || draft.description.name != name)
            })?;
            Some((first, second))
        };
        let joined = self.sets.iter().rev().take(8).find_map(|set| {
            let [one, other] = set.members[..] else { return None };
            let near = set.sentence + BACK > found.sentence;
            let fit = [one, other].into_iter().all(|index| self.drafts.get(index).is_some_and(holds));
            (near && fit).then_some((one, other))
        });
        joined.or_else(|| both(&holds)).or_else(|| {
            both(&person).filter(|_| matches!(office, "leader" | "leaders" | "man" | "men" | "woman" | "women"))
        })
    }

    /// The two that act together: those named together last, else those told of most just before.
    fn two_sides(&self, found: &Found) -> Option<(usize, usize)> {
        let side = |index: usize| self.side(index);
        let of_states = self.is_for_states(found);
        let joined = self.sets.iter().rev().take(4).find_map(|set| {
            let [one, other] = set.members[..] else { return None };
            let near = set.sentence + 1 >= found.sentence;
            (near && side(one)? != side(other)?).then_some((one, other))
        });
        if joined.is_some() {
            return joined;
        }
        let mut weights: BTreeMap<Side, (usize, usize, usize)> = BTreeMap::new();
        let mut seen: Vec<usize> = Vec::new();
        for &index in self.recent.iter().rev().take(MAX_STEPS) {
            if seen.contains(&index) || seen.len() > WINDOW {
                continue;
            }
            seen.push(index);
            let Some(draft) = self.drafts.get(index).filter(|draft| draft.sentence + BACK >= found.sentence) else {
                continue;
            };
            let Some(key) = side(index).filter(|key| !of_states || key.1 == Kind::State) else { continue };
            let far = found.sentence.saturating_sub(draft.sentence) as usize;
            let whole = draft.description.kind == EntityKind::Country || key.1 != Kind::State;
            let weight = draft.mentions.len().min(MOST_MENTIONS) * if whole { 12 } else { 6 } / (far + 2);
            let known = weights.entry(key).or_insert((0, index, 0));
            known.0 += weight;
            // The state itself stands for its side before its people do.
            let rank = weight + if whole { 100 } else { 0 };
            if rank > known.2 {
                (known.1, known.2) = (index, rank);
            }
        }
        let mut sides: Vec<(usize, usize)> = weights.values().map(|&(weight, index, _)| (weight, index)).collect();
        sides.sort_by_key(|&(weight, index)| (std::cmp::Reverse(weight), index));
        match sides[..] {
            [one, other, ..] => Some((one.1, other.1)),
            _ => None,
        }
    }

    /// The side that a participant is or belongs to; none for media, civilians and bodies of many states.
    fn side(&self, index: usize) -> Option<Side> {
        let description = &self.drafts.get(index)?.description;
        let country =
            description.country.filter(|country| country.is_state() || *country == Country::EUROPEAN_UNION)?;
        match description.sectors.first() {
            Some(&first) if is_irregular(first) => Some((country, Kind::Armed)),
            None | Some(Sector::Gov | Sector::Mil | Sector::Leg | Sector::Pre) => Some((country, Kind::State)),
            Some(Sector::Opp | Sector::Pty) => Some((country, Kind::Party)),
            Some(_) => None,
        }
    }
}
