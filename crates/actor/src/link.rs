//! Joins mentions to entities: names, acronyms, surnames, appositions, descriptions taken up again.

use std::collections::{HashMap, HashSet};

use linguist::TokenId;
use ontology::{Country, EntityKind, Form, Sector};
use record::{Entity, EntityId, Evidence, Mention};

use crate::data::{Gender, What};
use crate::describe::{Describer, Description};
use crate::find::Found;
use crate::focus::Focus;
use crate::home::own_office;
use crate::names::{initials, normalized, surname};
use crate::pairs::Set;

/// An entity while the report is read.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub description: Description,
    pub mentions: Vec<(Mention, TokenId)>,
    pub gender: Gender,
    pub sentence: u32,
    pub was_subject: bool,
    /// Last mentioned as a place ("in Syria").
    pub was_placed: bool,
    /// The longest proper name and the longest description in the text.
    pub longest_name: String,
    pub longest_phrase: String,
}

/// The entities found so far, and ways to find them again.
#[derive(Debug)]
pub(crate) struct Linker<'a> {
    pub describer: Describer<'a>,
    pub focus: &'a Focus,
    pub drafts: Vec<Draft>,
    pub by_entry: HashMap<u32, usize>,
    pub by_country: HashMap<Country, usize>,
    pub by_name: HashMap<String, usize>,
    /// Latest person with a family name.
    pub by_surname: HashMap<String, usize>,
    /// Descriptions by the family name of who held the office then, with the whole name.
    pub by_holder: HashMap<String, (usize, String)>,
    /// Groups without a name, by what they are.
    pub by_group: HashMap<(Country, Option<Sector>, String), usize>,
    /// The entity of a mention's head.
    pub at_head: HashMap<TokenId, usize>,
    /// Entities that were mentioned by one phrase ("Afghan and coalition forces").
    pub twins: HashMap<usize, usize>,
    /// Family names of the persons of the report.
    pub surnames: HashSet<String>,
    /// Bodies by the acronym in brackets behind their name, wherever in the report.
    pub acronyms: HashMap<String, Description>,
    /// Entities in the order in which they were last mentioned.
    pub recent: Vec<usize>,
    pub sets: Vec<Set>,
}

/// How many entities back a description or pronoun is looked for.
pub(crate) const WINDOW: usize = 24;
/// How many mentions back at most, so that a text that repeats itself costs no more.
pub(crate) const MAX_STEPS: usize = 160;

impl<'a> Linker<'a> {
    pub(crate) fn new(describer: Describer<'a>, focus: &'a Focus) -> Self {
        Self {
            describer,
            focus,
            drafts: Vec::new(),
            by_entry: HashMap::new(),
            by_country: HashMap::new(),
            by_name: HashMap::new(),
            by_surname: HashMap::new(),
            by_holder: HashMap::new(),
            by_group: HashMap::new(),
            at_head: HashMap::new(),
            twins: HashMap::new(),
            surnames: HashSet::new(),
            acronyms: HashMap::new(),
            recent: Vec::new(),
            sets: Vec::new(),
        }
    }

    /// Notes the family names of persons before mentions are joined, for names that come first in a headline.
    pub(crate) fn note_surnames(&mut self, mentions: &[Found]) {
        let persons = mentions
            .iter()
            .filter(|found| found.description.kind == EntityKind::Person && !found.description.tentative);
        self.surnames = persons.filter_map(|found| found.description.name.as_deref()).map(surname).collect();
        let bodies = mentions.iter().filter(|found| {
            let is_body = !matches!(found.description.kind, EntityKind::Person | EntityKind::Country);
            is_body && found.pronoun.is_none()
        });
        let told = bodies.filter_map(|found| Some((self.bracketed(found)?, found.description.clone())));
        self.acronyms = told.collect();
    }

    /// Takes one mention that is no pronoun.
    pub(crate) fn take(&mut self, mut found: Found) {
        self.read_acronym(&mut found);
        if found.description.tentative
            && !found.description.name.as_deref().is_some_and(|name| self.surnames.contains(&surname(name)))
        {
            return;
        }
        if self.take_two(&found) || self.take_several(&found) {
            return;
        }
        if found.description.remainder {
            // "The navy saved 200 more": not more of those who saved them.
            if let Some(index) = self.latest(|draft| {
                draft.description.kind == EntityKind::Group
                    && !draft.description.sectors.is_empty()
                    && !self.is_object_of_same_verb(&found, draft)
            }) {
                self.add_mention(index, &found);
                return;
            }
            let counts = self.describer.analysis.upos(found.head) == ontology::Upos::Num;
            if !counts && self.describer.analysis.children(found.head).is_empty() {
                return;
            }
            found.description = Description { sectors: vec![Sector::Cvl], remainder: false, ..found.description };
        }
        if self.take_of_two(&found) || self.take_of_several(&found) {
            return;
        }
        self.inherit_from_possessor(&mut found.description, found.head);
        if let Some(part) = found.description.part_of {
            if let Some(&whole) = self.at_head.get(&part) {
                self.add_mention(whole, &found);
            }
            return;
        }
        if let Some(country) = self.country_meant(&found) {
            found.description = country;
        }
        if let Some(home) = own_office(&self.describer, &found) {
            found.description.country = Some(home);
            found.description.why.push("an office of the issuer's country".to_owned());
        }
        self.settle(found);
    }

    /// Gives a mention to the participant it names, a new one if need be.
    pub(crate) fn settle(&mut self, found: Found) {
        let (index, is_new) = match self.known(&found) {
            Some(index) => {
                self.absorb(index, &found);
                (index, false)
            }
            None => (self.create(&found), true),
        };
        if let Some(&other) = self.at_head.get(&found.head).filter(|&&other| other != index) {
            self.twins.insert(index, other);
            self.twins.insert(other, index);
        }
        self.add_mention(index, &found);
        self.register(index, &found);
        self.note_holder(index, &found);
        let open = found.description.country.is_none() && found.description.name.is_none();
        if let Some(&twin) = self.twins.get(&index).filter(|_| !is_new && open) {
            self.add_mention(twin, &found);
        }
    }

    /// "the DFA" in a report that has "Department of Foreign Affairs (DFA)".
    fn read_acronym(&self, found: &mut Found) {
        let name = found.description.name.as_deref().filter(|_| found.description.country.is_none());
        let Some(whole) = name.and_then(|name| self.acronyms.get(name)) else { return };
        let name = found.description.name.take();
        found.description = Description { name, tentative: false, ..whole.clone() };
    }

    pub(crate) fn latest(&self, fits: impl Fn(&Draft) -> bool) -> Option<usize> {
        let mut seen = Vec::new();
        for &index in self.recent.iter().rev().take(MAX_STEPS) {
            if seen.contains(&index) {
                continue;
            }
            if self.drafts.get(index).is_some_and(&fits) {
                return Some(index);
            }
            seen.push(index);
            if seen.len() > WINDOW {
                return None;
            }
        }
        None
    }

    fn create(&mut self, found: &Found) -> usize {
        let mut description = found.description.clone();
        self.fill_country(&mut description, found);
        let gender = self.gender(found);
        self.drafts.push(Draft {
            description,
            mentions: Vec::new(),
            gender,
            sentence: found.sentence,
            was_subject: false,
            was_placed: false,
            longest_name: String::new(),
            longest_phrase: String::new(),
        });
        self.drafts.len() - 1
    }

    fn gender(&self, found: &Found) -> Gender {
        if found.description.kind != EntityKind::Person {
            return Gender::Thing;
        }
        let words = found.span.of(&self.describer.analysis.text);
        let told = words.split_whitespace().find_map(|word| {
            self.describer
                .lexicon
                .genders
                .get(word.trim_matches(|character: char| !character.is_alphanumeric() && character != '.'))
        });
        told.copied().unwrap_or(Gender::Any)
    }

    /// A later mention can complete what is known.
    fn absorb(&mut self, index: usize, found: &Found) {
        let gender = self.gender(found);
        let mut new = found.description.clone();
        // A name of which only the place was known, until it is told what he is.
        let bare = self.drafts.get(index).is_some_and(|draft| {
            let known = &draft.description;
            known.country.is_none() || known.weak && known.role_entry.is_none() && known.sectors.is_empty()
        });
        if bare && new.role_entry.is_some() {
            self.fill_country(&mut new, found);
        }
        let Some(draft) = self.drafts.get_mut(index) else { return };
        let known = &mut draft.description;
        if new.country.is_some() && (known.country.is_none() || bare || (known.weak && !new.weak)) {
            known.country = new.country;
            known.weak = new.weak;
        }
        if known.sectors.is_empty()
            && (known.kind == EntityKind::Person || known.country.is_none_or(|country| country.is_state()))
        {
            known.sectors = new.sectors;
        }
        if known.name.as_ref().is_none_or(|name| new.name.as_ref().is_some_and(|other| other.len() > name.len()))
            && new.name.is_some()
        {
            known.name = new.name;
        }
        if new.kind == EntityKind::Country {
            known.kind = EntityKind::Country;
        }
        known.entry = known.entry.or(new.entry);
        known.role_entry = known.role_entry.or(new.role_entry);
        if known.role.is_none() {
            known.role = new.role;
        }
        if draft.gender == Gender::Any {
            draft.gender = gender;
        }
    }

    pub(crate) fn add_mention(&mut self, index: usize, found: &Found) {
        let analysis = self.describer.analysis;
        let Some(draft) = self.drafts.get_mut(index) else { return };
        let mention = Mention { span: found.span, form: found.form, head: analysis.span(found.head) };
        let text = found.span.of(&analysis.text);
        match found.form {
            Form::Name if found.description.name.as_ref().is_some_and(|name| name.len() > draft.longest_name.len()) => {
                draft.longest_name = found.description.name.clone().unwrap_or_default();
            }
            Form::Nominal if text.len() > draft.longest_phrase.len() => text.clone_into(&mut draft.longest_phrase),
            _ => {}
        }
        draft.mentions.push((mention, found.head));
        draft.sentence = found.sentence;
        draft.was_subject = found.is_subject;
        draft.was_placed = found.is_placed;
        self.at_head.entry(found.head).or_insert(index);
        if !found.modifies {
            self.recent.push(index);
            self.note_set(index, found);
        }
    }

    fn register(&mut self, index: usize, found: &Found) {
        let Some(draft) = self.drafts.get(index) else { return };
        let description = draft.description.clone();
        if let Some((number, entry)) =
            found.description.entry.and_then(|number| Some((number, self.describer.lexicon.entry(number)?)))
        {
            match entry.what {
                What::Country | What::Adjective | What::Capital | What::Seat | What::People => {
                    self.by_country.entry(entry.country).or_insert(index);
                }
                _ => {
                    self.by_entry.entry(number).or_insert(index);
                }
            }
        }
        if let Some(country) = description.country.filter(|_| description.kind == EntityKind::Country) {
            self.by_country.entry(country).or_insert(index);
        }
        if let Some(name) = &found.description.name {
            if description.kind == EntityKind::Person {
                self.by_surname.insert(surname(name), index);
            } else {
                self.by_name.entry(normalized(name)).or_insert(index);
                if let Some(short) = self.bracketed(found).or_else(|| initials(name)) {
                    self.by_name.entry(short.to_lowercase()).or_insert(index);
                }
            }
        }
        if let (true, EntityKind::Group, Some(country)) = (description.plural, description.kind, description.country) {
            let word = self.describer.analysis.lemma(found.head).to_lowercase();
            self.by_group.insert((country, description.sectors.first().copied(), word), index);
        }
    }

    /// "the Joint Incidents Assessment Team (JIAT)".
    pub(crate) fn bracketed(&self, found: &Found) -> Option<String> {
        let rest = self.describer.analysis.text.get(found.span.end as usize..)?;
        let inside = rest.strip_prefix(" (")?.split(')').next()?;
        let is_acronym = inside.len() >= 2
            && inside.len() <= 12
            && inside.chars().filter(|character| character.is_uppercase()).count() * 2 > inside.len();
        is_acronym.then(|| inside.to_owned())
    }

    /// The finished entities in the order of their first mentions.
    pub(crate) fn finish(self) -> Vec<Entity> {
        let mut drafts: Vec<Draft> = self.drafts.into_iter().filter(|draft| !draft.mentions.is_empty()).collect();
        drafts.sort_by_key(|draft| draft.mentions.iter().map(|(mention, _)| mention.span).min());
        let lexicon = self.describer.lexicon;
        let build = |(index, draft): (usize, Draft)| {
            let description = draft.description;
            let country_name = description
                .country
                .filter(|_| description.kind == EntityKind::Country)
                .and_then(|country| lexicon.country_names.get(&country).cloned());
            let name = [country_name.unwrap_or_default(), draft.longest_name, draft.longest_phrase]
                .into_iter()
                .find(|name| !name.is_empty());
            let mut mentions: Vec<Mention> = draft.mentions.into_iter().map(|(mention, _)| mention).collect();
            mentions.sort_by_key(|mention| (mention.span, mention.head));
            mentions.dedup();
            let mut evidence = Evidence::by("actor");
            if let Some(first) = mentions.first() {
                evidence = evidence.at(first.span);
            }
            evidence.notes = description.why;
            Entity {
                id: EntityId::new(index),
                name: name.unwrap_or_default(),
                kind: description.kind,
                country: description.country,
                sectors: description.sectors,
                role: description.role,
                mentions,
                evidence,
            }
        };
        drafts.into_iter().enumerate().map(build).collect()
    }
}
