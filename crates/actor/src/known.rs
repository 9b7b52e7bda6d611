//! Which entity a mention belongs to, and the codes it takes from those around it.

use linguist::TokenId;
use ontology::{Deprel, EntityKind, Sector};

use crate::data::{Role, RoleKind, What};
use crate::describe::{Description, is_irregular};
use crate::find::Found;
use crate::home::body_spoken_before;
use crate::issuer::Issuer;
use crate::link::{Draft, Linker};
use crate::names::{first_word, given_names_agree, last_word, normalized, surname};

impl Linker<'_> {
    pub(crate) fn known(&self, found: &Found) -> Option<usize> {
        let description = &found.description;
        if let Some(index) = self.equated(found) {
            return Some(index);
        }
        if let Some(entry) = description.entry.and_then(|index| self.describer.lexicon.entry(index)) {
            match entry.what {
                What::Holder | What::Nothing => {}
                What::Country | What::Adjective | What::Capital | What::Seat | What::People => {
                    return self.by_country.get(&entry.country).copied();
                }
                What::Organization | What::Region => {
                    return description.entry.and_then(|index| self.by_entry.get(&index)).copied();
                }
            }
        }
        match (description.kind, &description.name) {
            (EntityKind::Person, Some(name)) => {
                self.known_person(name, description).or_else(|| self.described_before(name))
            }
            (_, Some(name)) => {
                let short = self.bracketed(found).map(|short| short.to_lowercase());
                let by_short = || short.and_then(|short| self.by_name.get(&short)).copied();
                let known = self.by_name.get(&normalized(name)).copied().or_else(by_short);
                // "the Patriotic Front" is no other front, "the Council" may be one that was named.
                let again = |index: &usize| {
                    let old = self.drafts.get(*index).and_then(|draft| draft.description.name.as_deref());
                    !name.contains(' ') || old.is_none_or(|old| normalized(old).contains(&normalized(name)))
                };
                known.or_else(|| self.known_description(found).filter(again))
            }
            (_, None) => self.known_holder(found).or_else(|| self.known_description(found)),
        }
    }

    /// Apposition and predication: the same participant if the kinds and codes allow it.
    pub(crate) fn equated(&self, found: &Found) -> Option<usize> {
        let token = found.same_as?;
        self.equated_with(found, token).or_else(|| {
            // "the head of the council, X": parsers hang the name on the nearer noun.
            let analysis = self.describer.analysis;
            let above = analysis.head(token).filter(|_| analysis.deprel(token) == Deprel::Nmod)?;
            let named = found.description.kind == EntityKind::Person && found.description.name.is_some();
            self.equated_with(found, above).filter(|_| named)
        })
    }

    fn equated_with(&self, found: &Found, token: TokenId) -> Option<usize> {
        let &index = self.at_head.get(&token)?;
        let draft = self.drafts.get(index)?;
        let (one, other) = (&draft.description, &found.description);
        let countries =
            one.country.is_none() || other.country.is_none() || one.country == other.country || one.weak || other.weak;
        let names = one.name.is_none() || other.name.is_none() || one.entry == other.entry && one.entry.is_some();
        let kinds = one.kind == other.kind
            || matches!(
                (one.kind, other.kind),
                (EntityKind::Organization, EntityKind::Group) | (EntityKind::Group, EntityKind::Organization)
            )
            || (one.kind == EntityKind::Country
                && other.sectors.first() == Some(&Sector::Gov)
                && other.kind == EntityKind::Organization);
        // "its closest ally, Iran".
        let is_relational = one
            .role_entry
            .and_then(|index| self.describer.lexicon.role(index))
            .is_some_and(|role| self.describer.lexicon.words.relational.contains(&role.role));
        let kinds = kinds || (is_relational && one.name.is_none() && other.kind == EntityKind::Country);
        let joined = self.describer.analysis.deprel(found.head) != Deprel::Conj
            || (one.kind == EntityKind::Person && one.name.is_none() && other.name.is_some());
        (countries && kinds && names && joined).then_some(index)
    }

    pub(crate) fn known_person(&self, name: &str, description: &Description) -> Option<usize> {
        let index = *self.by_surname.get(&surname(name))?;
        let draft = self.drafts.get(index)?;
        let known = draft.description.name.as_deref().unwrap_or("");
        let compatible_names = given_names_agree(known, name);
        let countries = draft.description.country.is_none()
            || description.country.is_none()
            || draft.description.weak
            || description.weak
            || draft.description.country == description.country;
        (compatible_names && countries).then_some(index)
    }

    /// "the premier", "the group", "the ministry": the latest entity that fits.
    pub(crate) fn known_description(&self, found: &Found) -> Option<usize> {
        let description = &found.description;
        let word = self.describer.analysis.lemma(found.head).to_lowercase();
        let counted = description.country.filter(|_| description.plural && description.kind == EntityKind::Group);
        let group = counted.map(|country| (country, description.sectors.first().copied(), word.clone()));
        if let Some(&index) = group.and_then(|group| self.by_group.get(&group)) {
            return Some(index);
        }
        if let Some(index) = self.adversary(description) {
            return Some(index);
        }
        let anaphors = &self.describer.lexicon.words.anaphors;
        let owned = description.possessor.is_some() && anaphors.country.contains(&word);
        if !found.definite && !owned {
            return None;
        }
        if anaphors.country.contains(&word) && !description.plural && !found.restricted {
            return self.known_country(description, found.sentence);
        }
        // "the rebels" after "Tuareg rebels" and a militia: the same word weighs more than nearness, and those who were
        // described so more than a body whose name ends so.
        let repeats =
            |draft: &Draft| self.same_role(description, &draft.description) && self.takes_up(found, &word, draft);
        let again = |draft: &Draft| self.is_described_so(description, draft) && self.takes_up_codes(found, draft);
        self.latest(again)
            .or_else(|| self.latest(repeats))
            .or_else(|| self.latest(|draft| self.takes_up(found, &word, draft)))
    }

    /// "the security force" after "a combined security force patrol": a group that was described with these words.
    fn is_described_so(&self, new: &Description, draft: &Draft) -> bool {
        let lexicon = self.describer.lexicon;
        let Some(role) =
            new.role_entry.and_then(|index| lexicon.role(index)).filter(|_| new.kind != EntityKind::Person)
        else {
            return false;
        };
        let phrase = draft.longest_phrase.to_lowercase();
        let generic = lexicon.words.anaphors.group.contains(last_word(&role.role));
        generic
            && draft.description.name.is_none()
            && draft.description.kind == EntityKind::Group
            && new.sectors.first() == draft.description.sectors.first()
            && phrase.split(' ').any(|word| word == last_word(&role.role) || word == first_word(&role.role))
    }

    /// "the enemy": those in arms who were told of last, a named body of them before others.
    fn adversary(&self, description: &Description) -> Option<usize> {
        let lexicon = self.describer.lexicon;
        let role = description.role_entry.and_then(|index| lexicon.role(index))?;
        if !lexicon.words.adversaries.contains(&role.role)
            || description.possessor.is_some()
            || description.country.is_some()
        {
            return None;
        }
        let in_arms = |draft: &Draft| draft.description.sectors.first().copied().is_some_and(is_irregular);
        self.latest(|draft| in_arms(draft) && draft.description.entry.is_some())
            .or_else(|| self.latest(in_arms))
            .or_else(|| self.latest(|draft| self.is_adversary(&draft.description)))
    }

    /// "the enemy", "the occupiers".
    pub(crate) fn is_adversary(&self, description: &Description) -> bool {
        let lexicon = self.describer.lexicon;
        let role = description.role_entry.and_then(|index| lexicon.role(index));
        role.is_some_and(|role| lexicon.words.adversaries.contains(&role.role))
    }

    /// Whether two descriptions use the same role word, or the older one's name ends in it.
    fn same_role(&self, new: &Description, old: &Description) -> bool {
        let role =
            |description: &Description| description.role_entry.and_then(|index| self.describer.lexicon.role(index));
        let named_so = role(new).is_some_and(|role| {
            old.name.as_deref().is_some_and(|name| name.to_lowercase().ends_with(last_word(&role.role)))
        });
        // "the vice president" is not the president told of before.
        let narrowed = |role: &Role| self.describer.lexicon.words.other_office.contains(first_word(&role.role));
        // "the foreign secretary" is not the home secretary.
        let both_offices = |one: &Role, other: &Role| {
            [one, other].into_iter().all(|role| role.kind == RoleKind::Person && !role.from_body)
        };
        let same_word = |one: &Role, other: &Role| {
            one.role == other.role
                || last_word(&one.role) == last_word(&other.role)
                    && narrowed(one) == narrowed(other)
                    && (!both_offices(one, other) || !one.role.contains(' ') || !other.role.contains(' '))
        };
        named_so || role(new).zip(role(old)).is_some_and(|(one, other)| same_word(one, other))
    }

    /// "the country": the one the sentence is about, else the one the report is about; "our country" the possessor's.
    fn known_country(&self, description: &Description, sentence: u32) -> Option<usize> {
        if let Some(country) = description.country {
            return self.by_country.get(&country).copied();
        }
        let here = self.latest(|draft| draft.description.kind == EntityKind::Country && draft.sentence == sentence);
        let focused = self.focus.report.and_then(|country| self.by_country.get(&country).copied());
        here.or(focused).or_else(|| self.latest(|draft| draft.description.kind == EntityKind::Country))
    }

    /// Whether nothing said of a definite description speaks against its being one told before.
    fn takes_up_codes(&self, found: &Found, draft: &Draft) -> bool {
        let (new, old) = (&found.description, &draft.description);
        let countries = new.country.is_none() || new.country == old.country || new.weak;
        let told_apart = found.restricted || new.unplaced || new.possessor.is_some();
        countries && !told_apart && !(new.plural && old.kind == EntityKind::Person)
    }

    pub(crate) fn takes_up(&self, found: &Found, word: &str, draft: &Draft) -> bool {
        let (new, old) = (&found.description, &draft.description);
        if !self.takes_up_codes(found, draft) || self.is_told_apart_by_name(found, draft) {
            return false;
        }
        let role =
            |description: &Description| description.role_entry.and_then(|index| self.describer.lexicon.role(index));
        let same_role = self.same_role(new, old);
        let same_sector = new.sectors.first() == old.sectors.first();
        match new.kind {
            EntityKind::Person => {
                old.kind == EntityKind::Person
                    && (same_role
                        || (same_sector
                            && self.is_synonym(
                                role(new).map(|role| role.role.as_str()),
                                role(old).map(|role| role.role.as_str()),
                            )))
            }
            EntityKind::Country => false,
            EntityKind::Organization | EntityKind::Group => {
                let is_body = matches!(old.kind, EntityKind::Organization | EntityKind::Group);
                if !is_body {
                    return false;
                }
                let generic = self.describer.lexicon.words.anaphors.group.contains(word);
                let irregular = new.sectors.first().copied().is_some_and(is_irregular)
                    && old.sectors.first().copied().is_some_and(is_irregular)
                    && old.name.is_some();
                same_role
                    || self
                        .is_synonym(role(new).map(|role| role.role.as_str()), role(old).map(|role| role.role.as_str()))
                    || irregular
                    || (generic && new.sectors.is_empty() && old.name.is_some() && !old.sectors.contains(&Sector::Jrn))
                    || (generic && same_sector)
            }
        }
    }

    /// "the Patriotic Front" after another front: a word written with a capital that the older one does not have.
    fn is_told_apart_by_name(&self, found: &Found, draft: &Draft) -> bool {
        let analysis = self.describer.analysis;
        let before =
            analysis.children_by(found.head, &[Deprel::Amod, Deprel::Compound]).filter(|&word| word < found.head);
        let mut capital = before.filter(|&word| analysis.form(word).starts_with(char::is_uppercase));
        let known = |word: TokenId| {
            let form = analysis.form(word);
            [&draft.longest_name, &draft.longest_phrase].into_iter().any(|told| told.contains(form))
        };
        let is_body = found.description.kind != EntityKind::Person;
        is_body && capital.any(|word| !known(word) && self.describer.hits.name_at(word).is_none())
    }

    /// "premier" takes up "prime minister".
    pub(crate) fn is_synonym(&self, one: Option<&str>, other: Option<&str>) -> bool {
        let sets = &self.describer.lexicon.words.synonyms;
        one.zip(other)
            .is_some_and(|(one, other)| sets.iter().any(|set| set.titles.contains(one) && set.titles.contains(other)))
    }

    /// "our troops", "my government".
    pub(crate) fn is_of_speaker(&self, description: &Description) -> bool {
        let pronoun = description
            .possessor
            .and_then(|token| self.describer.lexicon.pronouns.get(self.describer.analysis.lower(token)));
        pronoun.is_some_and(|pronoun| pronoun.first_person)
    }

    /// "your predecessor" in a speech.
    fn is_of_audience(&self, description: &Description) -> bool {
        let pronoun = description
            .possessor
            .and_then(|token| self.describer.lexicon.pronouns.get(self.describer.analysis.lower(token)));
        pronoun.is_some_and(|pronoun| pronoun.second_person)
    }

    /// "its embassy", "their leader": country and body of what the pronoun refers to.
    pub(crate) fn inherit_from_possessor(&self, description: &mut Description, head: TokenId) {
        if self.is_of_speaker(description) {
            let home =
                self.focus.issuer.as_ref().and_then(|issuer| issuer.country).filter(|country| country.is_state());
            // "our Organization" of a delegate is the United Nations.
            let role = description.role_entry.and_then(|index| self.describer.lexicon.role(index));
            let shared = role.and_then(|role| body_spoken_before(&self.describer, role));
            let home = shared.or(home);
            if let Some(home) = home.filter(|_| description.country.is_none() && !description.unplaced) {
                description.country = Some(home);
                description.weak = true;
                description.why.push("country of the issuer, as \"our\"".to_owned());
            }
            return;
        }
        if self.is_of_audience(description) {
            description.country = description.country.or(self.describer.issuer.and_then(Issuer::audience));
            description.weak = true;
            return;
        }
        let Some(owner) = description
            .possessor
            .or_else(|| self.companion_of(description, head))
            .and_then(|pronoun| self.at_head.get(&pronoun))
            .and_then(|&index| self.drafts.get(index))
        else {
            return;
        };
        if description.country.is_none() || description.weak {
            description.country = owner.description.country.or(description.country);
            description.weak = false;
            description.why.push("country of its possessor".to_owned());
        }
        let role = description.role_entry.and_then(|index| self.describer.lexicon.role(index));
        if role.is_some_and(|role| !role.countries.is_empty()) {
            return;
        }
        let owner_sector = owner.description.sectors.first().copied();
        let is_body = owner.description.kind != EntityKind::Person && owner.description.kind != EntityKind::Country;
        let armed = owner_sector.is_some_and(is_irregular);
        if (is_body || armed)
            && role.is_some_and(|role| role.from_body || (armed && role.sectors.first() == Some(&Sector::Mil)))
            && !owner.description.sectors.is_empty()
        {
            description.sectors.clone_from(&owner.description.sectors);
        }
    }

    /// "a militia commander and two *associates*": theirs who stands before, when nothing else says whose.
    fn companion_of(&self, description: &Description, head: TokenId) -> Option<TokenId> {
        let analysis = self.describer.analysis;
        let role = description.role_entry.and_then(|index| self.describer.lexicon.role(index))?;
        let open = role.from_body && description.sectors.is_empty() && description.country.is_none();
        let joined = open && analysis.deprel(head) == Deprel::Conj;
        analysis.head(head).filter(|&first| joined && first < head)
    }
}
