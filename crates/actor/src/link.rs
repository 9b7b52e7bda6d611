//! Joins mentions to entities: names, acronyms, surnames, appositions, descriptions taken up again.

use std::collections::HashMap;

use linguist::TokenId;
use ontology::{Country, EntityKind, Form, Sector};
use record::{Entity, EntityId, Evidence, Mention};

use crate::data::{Gender, RoleKind, What};
use crate::describe::{Describer, Description, is_irregular};
use crate::find::Found;
use crate::focus::{Focus, is_at_home};

/// An entity while the report is read.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub description: Description,
    pub mentions: Vec<(Mention, TokenId)>,
    pub gender: Gender,
    pub sentence: u32,
    pub was_subject: bool,
    pub is_issuer: bool,
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
    by_entry: HashMap<u32, usize>,
    by_country: HashMap<Country, usize>,
    by_name: HashMap<String, usize>,
    /// Latest person with a family name.
    by_surname: HashMap<String, usize>,
    /// Groups without a name, by what they are.
    by_group: HashMap<(Country, Option<Sector>, String), usize>,
    /// The entity of a mention's head.
    pub at_head: HashMap<TokenId, usize>,
    /// The issuer's entity, once mentioned.
    pub issuer: Option<usize>,
    /// Entities in the order in which they were last mentioned.
    pub recent: Vec<usize>,
}

/// How many entities back a description or pronoun is looked for.
pub(crate) const WINDOW: usize = 24;

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
            by_group: HashMap::new(),
            at_head: HashMap::new(),
            issuer: None,
            recent: Vec::new(),
        }
    }

    /// Takes one mention that is no pronoun.
    pub(crate) fn take(&mut self, mut found: Found) {
        self.inherit_from_possessor(&mut found.description);
        if let Some(part) = found.description.part_of {
            if let Some(&whole) = self.at_head.get(&part) {
                self.add_mention(whole, &found);
            }
            return;
        }
        let index = match self.known(&found) {
            Some(index) => {
                self.absorb(index, &found);
                index
            }
            None => self.create(&found),
        };
        self.add_mention(index, &found);
        self.register(index, &found);
    }

    /// "its embassy", "their leader": country and body of what the pronoun refers to.
    fn inherit_from_possessor(&self, description: &mut Description) {
        let Some(owner) = description.possessor.and_then(|pronoun| self.at_head.get(&pronoun)).and_then(|&index| self.drafts.get(index)) else { return };
        if description.country.is_none() || description.weak {
            description.country = owner.description.country.or(description.country);
            description.weak = false;
            description.why.push("country of its possessor".to_owned());
        }
        let role = description.role_entry.and_then(|index| self.describer.lexicon.role(index));
        let owner_sector = owner.description.sectors.first().copied();
        let is_body = owner.description.kind != EntityKind::Person && owner.description.kind != EntityKind::Country;
        let armed = owner_sector.is_some_and(is_irregular);
        if is_body && role.is_some_and(|role| role.from_body || (armed && role.sectors.first() == Some(&Sector::Mil))) && !owner.description.sectors.is_empty() {
            description.sectors.clone_from(&owner.description.sectors);
        }
    }

    fn known(&self, found: &Found) -> Option<usize> {
        let description = &found.description;
        if let Some(index) = self.equated(found) {
            return Some(index);
        }
        if let Some(entry) = description.entry.and_then(|index| self.describer.lexicon.entry(index)) {
            match entry.what {
                What::Holder => {}
                What::Country | What::Adjective | What::Capital | What::Seat | What::People => return self.by_country.get(&entry.country).copied(),
                What::Organization | What::Region => {
                    return description.entry.and_then(|index| self.by_entry.get(&index)).copied();
                }
            }
        }
        match (description.kind, &description.name) {
            (EntityKind::Person, Some(name)) => self.known_person(name, description),
            (_, Some(name)) => self.by_name.get(&normalized(name)).copied().or_else(|| self.known_description(found)),
            (_, None) => self.known_description(found),
        }
    }

    /// Apposition and predication: the same participant if the kinds and codes allow it.
    fn equated(&self, found: &Found) -> Option<usize> {
        let &index = found.same_as.and_then(|token| self.at_head.get(&token))?;
        let draft = self.drafts.get(index)?;
        let (one, other) = (&draft.description, &found.description);
        let countries = one.country.is_none() || other.country.is_none() || one.country == other.country || one.weak || other.weak;
        let names = one.name.is_none() || other.name.is_none() || one.entry == other.entry && one.entry.is_some();
        let kinds = one.kind == other.kind
            || matches!((one.kind, other.kind), (EntityKind::Organization, EntityKind::Group) | (EntityKind::Group, EntityKind::Organization))
            || (one.kind == EntityKind::Country && other.sectors.first() == Some(&Sector::Gov) && other.kind == EntityKind::Organization);
        (countries && kinds && names).then_some(index)
    }

    fn known_person(&self, name: &str, description: &Description) -> Option<usize> {
        let index = *self.by_surname.get(&surname(name))?;
        let draft = self.drafts.get(index)?;
        let known = draft.description.name.as_deref().unwrap_or("");
        let compatible_names = given_names_agree(known, name);
        let countries = draft.description.country.is_none() || description.country.is_none() || draft.description.country == description.country;
        (compatible_names && countries).then_some(index)
    }

    /// "the premier", "the group", "the ministry": the latest entity that fits.
    fn known_description(&self, found: &Found) -> Option<usize> {
        let description = &found.description;
        let word = self.describer.analysis.lemma(found.head).to_lowercase();
        if let Some(country) = description.country.filter(|_| description.plural && description.kind == EntityKind::Group) {
            if let Some(&index) = self.by_group.get(&(country, description.sectors.first().copied(), word.clone())) {
                return Some(index);
            }
        }
        if !found.definite {
            return None;
        }
        let anaphors = &self.describer.lexicon.words.anaphors;
        if anaphors.country.contains(&word) && description.country.is_none() {
            return self.latest(|draft| draft.description.kind == EntityKind::Country).or_else(|| self.focus.report.and_then(|country| self.by_country.get(&country).copied()));
        }
        self.latest(|draft| self.takes_up(found, &word, draft))
    }

    fn takes_up(&self, found: &Found, word: &str, draft: &Draft) -> bool {
        let (new, old) = (&found.description, &draft.description);
        let countries = new.country.is_none() || new.country == old.country || new.weak;
        if !countries || new.possessor.is_some() || (new.plural && old.kind == EntityKind::Person) {
            return false;
        }
        let role = |description: &Description| description.role_entry.and_then(|index| self.describer.lexicon.role(index));
        let same_role = role(new).zip(role(old)).is_some_and(|(one, other)| one.role == other.role || last_word(&one.role) == last_word(&other.role));
        let same_sector = new.sectors.first() == old.sectors.first();
        match new.kind {
            EntityKind::Person => old.kind == EntityKind::Person && (same_role || (same_sector && is_synonym(role(new).map(|role| role.role.as_str()), role(old).map(|role| role.role.as_str())))),
            EntityKind::Country => false,
            EntityKind::Organization | EntityKind::Group => {
                let is_body = matches!(old.kind, EntityKind::Organization | EntityKind::Group);
                if !is_body {
                    return false;
                }
                let generic = self.describer.lexicon.words.anaphors.group.contains(word);
                let irregular = new.sectors.first().copied().is_some_and(is_irregular) && old.sectors.first().copied().is_some_and(is_irregular) && old.name.is_some();
                same_role || irregular || (generic && new.sectors.is_empty() && old.name.is_some() && !old.sectors.contains(&Sector::Jrn)) || (generic && same_sector)
            }
        }
    }

    pub(crate) fn latest(&self, fits: impl Fn(&Draft) -> bool) -> Option<usize> {
        let mut seen = Vec::new();
        for &index in self.recent.iter().rev() {
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
        self.fill_country(&mut description, found.sentence);
        let gender = self.gender(found);
        self.drafts.push(Draft {
            description,
            mentions: Vec::new(),
            gender,
            sentence: found.sentence,
            was_subject: false,
            is_issuer: false,
            longest_name: String::new(),
            longest_phrase: String::new(),
        });
        self.drafts.len() - 1
    }

    /// People and authorities whose country the text leaves open belong to the place where it happens.
    fn fill_country(&self, description: &mut Description, sentence: u32) {
        if description.country.is_some() && !description.weak {
            return;
        }
        let lexicon = self.describer.lexicon;
        let first = description.sectors.first().copied();
        let Some(first) = first else { return };
        if let Some(home) = self.focus.issuer.as_ref().and_then(|issuer| issuer.country).filter(|country| country.is_state()) {
            if description.country.is_none() && is_at_home(lexicon, None, description.role_entry) && description.name.is_none() | (description.kind == EntityKind::Person) && !description.plural {
                description.country = Some(home);
                description.why.push("country of the issuer".to_owned());
                return;
            }
        }
        let local = !matches!(first, Sector::Ref | Sector::Crm | Sector::Jrn | Sector::Soc | Sector::Bus | Sector::Unk);
        let is_document = description.role_entry.and_then(|index| lexicon.role(index)).is_some_and(|role| role.kind == RoleKind::Document);
        if description.country.is_none() && local && !is_document {
            description.country = self.focus.place(sentence);
            if let Some(country) = description.country {
                description.why.push(format!("country {country} from the place it happens"));
            }
        }
    }

    fn gender(&self, found: &Found) -> Gender {
        if found.description.kind != EntityKind::Person {
            return Gender::Thing;
        }
        let words = found.span.of(&self.describer.analysis.text);
        let told = words.split_whitespace().find_map(|word| self.describer.lexicon.genders.get(word.trim_matches(|character: char| !character.is_alphanumeric() && character != '.')));
        told.copied().unwrap_or(Gender::Any)
    }

    /// A later mention can complete what is known.
    fn absorb(&mut self, index: usize, found: &Found) {
        let gender = self.gender(found);
        let mut new = found.description.clone();
        if self.drafts.get(index).is_some_and(|draft| draft.description.country.is_none()) && new.role_entry.is_some() {
            self.fill_country(&mut new, found.sentence);
        }
        let Some(draft) = self.drafts.get_mut(index) else { return };
        let known = &mut draft.description;
        if new.country.is_some() && (known.country.is_none() || (known.weak && !new.weak)) {
            known.country = new.country;
            known.weak = new.weak;
        }
        if known.sectors.is_empty() && known.country.is_none_or(|country| country.is_state()) {
            known.sectors = new.sectors;
        }
        if known.name.as_ref().is_none_or(|name| new.name.as_ref().is_some_and(|other| other.len() > name.len())) && new.name.is_some() {
            known.name = new.name;
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
        self.at_head.entry(found.head).or_insert(index);
        self.recent.push(index);
    }

    fn register(&mut self, index: usize, found: &Found) {
        let Some(draft) = self.drafts.get(index) else { return };
        let description = draft.description.clone();
        if let Some((number, entry)) = found.description.entry.and_then(|number| Some((number, self.describer.lexicon.entry(number)?))) {
            match entry.what {
                What::Country | What::Adjective | What::Capital | What::Seat | What::People => {
                    self.by_country.entry(entry.country).or_insert(index);
                }
                _ => {
                    self.by_entry.entry(number).or_insert(index);
                }
            }
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
    fn bracketed(&self, found: &Found) -> Option<String> {
        let rest = self.describer.analysis.text.get(found.span.end as usize..)?;
        let inside = rest.strip_prefix(" (")?.split(')').next()?;
        let is_acronym = inside.len() >= 2 && inside.len() <= 12 && inside.chars().filter(|character| character.is_uppercase()).count() * 2 > inside.len();
        is_acronym.then(|| inside.to_owned())
    }

    /// The finished entities in the order of their first mentions.
    pub(crate) fn finish(self) -> Vec<Entity> {
        let mut drafts: Vec<Draft> = self.drafts.into_iter().filter(|draft| !draft.mentions.is_empty()).collect();
        drafts.sort_by_key(|draft| draft.mentions.iter().map(|(mention, _)| mention.span).min());
        let lexicon = self.describer.lexicon;
        let build = |(index, draft): (usize, Draft)| {
            let description = draft.description;
            let country_name = description.country.filter(|_| description.kind == EntityKind::Country).and_then(|country| lexicon.country_names.get(&country).cloned());
            let name = [country_name.unwrap_or_default(), draft.longest_name, draft.longest_phrase].into_iter().find(|name| !name.is_empty());
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

fn normalized(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.strip_suffix("'s").unwrap_or(bare).to_owned()
}

/// The family name for look-ups: the last word, without "al-", "Jr." and possessive.
fn surname(name: &str) -> String {
    let lower = name.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split_whitespace().filter(|word| !matches!(word.trim_matches([',', '.']), "jr" | "sr" | "ii" | "iii" | "-" | "")).collect();
    let last = words.last().copied().unwrap_or("");
    let last = last.strip_suffix("'s").unwrap_or(last);
    last.rsplit(['-', ' ']).next().unwrap_or(last).trim_matches(|character: char| !character.is_alphanumeric()).to_owned()
}

/// "Bush" and "George W. Bush" agree; "Laura Bush" and "George Bush" do not.
fn given_names_agree(one: &str, other: &str) -> bool {
    let (first, second) = (first_name(one), first_name(other));
    match (first, second) {
        (Some(first), Some(second)) => first == second || first.chars().next() == second.chars().next() && (first.len() <= 2 || second.len() <= 2 || first.starts_with(&second) || second.starts_with(&first)),
        _ => true,
    }
}

fn first_name(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (words.len() > 1 && !words.first()?.ends_with('-')).then(|| words.first().map(|word| word.trim_end_matches('.').to_lowercase())).flatten()
}

fn last_word(text: &str) -> &str {
    let head = text.split(" of ").next().unwrap_or(text);
    head.rsplit(' ').next().unwrap_or(head)
}

/// "premier" takes up "prime minister".
fn is_synonym(one: Option<&str>, other: Option<&str>) -> bool {
    const SAME: [&[&str]; 3] = [&["premier", "prime minister", "minister", "head of government"], &["president", "head of state"], &["dictator", "strongman", "president", "ruler"]];
    one.zip(other).is_some_and(|(one, other)| SAME.iter().any(|set| set.contains(&one) && set.contains(&other)))
}

/// "Syrian Observatory for Human Rights" is "SOHR".
fn initials(name: &str) -> Option<String> {
    let letters: String = name.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|character| character.is_uppercase()).collect();
    (letters.chars().count() >= 3).then_some(letters)
}
