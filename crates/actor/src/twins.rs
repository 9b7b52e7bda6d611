//! Phrases that name with the help of the phrase beside them: a description before its name, names and nationalities that
//! share their last words.

use linguist::TokenId;
use ontology::{Country, Deprel, EntityKind, Sector};

use crate::data::{NameEntry, RoleKind, What};
use crate::describe::{Describer, Description, is_irregular};
use crate::names::last_word;
use crate::surroundings::Surroundings;

/// Words between a name and the word for what it is.
const MAX_BETWEEN: u32 = 4;

impl Describer<'_> {
    /// "its ally Iran", "the newspaper Le Monde": the name right behind the description says who it is.
    pub(crate) fn named_behind(&self, head: TokenId, depth: u8) -> Option<Description> {
        let hit = self.role_headed_by(head).filter(|hit| hit.last.index() + 1 < self.analysis.tokens.len())?;
        let next = self
            .hits
            .name_at(TokenId(hit.last.0 + 1))
            .filter(|name| name.first.0 == hit.last.0 + 1 && !name.foreign)?;
        let entry = self.entry(next.entry).filter(|entry| matches!(entry.what, What::Country | What::Organization))?;
        // "its ally Iran playing a part": the name taken for the subject of the participle.
        let before_participle = |id: TokenId| {
            self.analysis.deprel(id) == Deprel::Nsubj
                && self.analysis.head(id).is_some_and(|verb| {
                    self.analysis.head(verb) == Some(head) && self.analysis.deprel(verb) == Deprel::Acl
                })
        };
        let bears = |id: TokenId| {
            before_participle(id)
                || self.analysis.head(id) == Some(head)
                    && matches!(
                        self.analysis.deprel(id),
                        Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::Compound | Deprel::Nmod
                    )
                    && grammar::preposition(self.analysis, id).is_none()
        };
        let top = (next.first.0..=next.last.0).map(TokenId).find(|&id| bears(id))?;
        let named = self.lexicon_name(top, depth + 1)?;
        let same_kind =
            named.kind != EntityKind::Person && self.role(hit).is_some_and(|role| role.kind != RoleKind::Person);
        same_kind.then(|| Description { why: vec![format!("name {:?} behind its description", entry.name)], ..named })
    }

    /// "the Islamic Jihad movement", "the Taliban militia": the body itself, not one of its own; "a Taliban faction" is.
    pub(crate) fn named_before(&self, head: TokenId) -> Option<Description> {
        let hit = self.role_headed_by(head).filter(|_| !self.is_plural(head))?;
        let role = self.role(hit)?;
        let is_whole = self.lexicon.words.wholes.contains(last_word(&role.role));
        let article =
            self.analysis.child(head, Deprel::Det).is_none_or(|article| self.analysis.lower(article) == "the");
        if !is_whole || !article {
            return None;
        }
        let before = (hit.first.0.saturating_sub(MAX_BETWEEN)..hit.first.0).rev().map(TokenId);
        let name = before
            .take_while(|&token| self.is_left_modifier(token, head))
            .find_map(|token| self.hits.name_at(token).filter(|name| !name.foreign))?;
        let entry = self.entry(name.entry).filter(|entry| {
            let first = entry.sectors.first().copied();
            let is_movement = first.is_some_and(is_irregular) || matches!(first, Some(Sector::Pty | Sector::Opp));
            entry.what == What::Organization && is_movement
        })?;
        Some(Description {
            country: Some(entry.country),
            sectors: entry.sectors.clone(),
            name: Some(entry.name.clone()),
            entry: Some(name.entry),
            why: vec![format!("name {:?} before what it is", entry.name)],
            ..self.nothing(EntityKind::Organization)
        })
    }

    /// "Hungarian and Romanian officials" with the first adjective as the head: what the noun says of both.
    pub(crate) fn shares_noun(&self, head: TokenId, entry: &NameEntry) -> Option<Description> {
        if self.is_plural(head) || self.analysis.child(head, Deprel::Det).is_some() {
            return None;
        }
        let noun = self.analysis.children_by(head, &[Deprel::Conj]).rfind(|&noun| self.is_plural(noun))?;
        let role = self.role_headed_by(noun).and_then(|hit| self.role(hit))?;
        let mut description = Description { plural: true, ..self.nothing(EntityKind::Group) };
        let around = Surroundings { country: Some(entry.country), ..Surroundings::default() };
        self.compose(&mut description, role, &around);
        Some(description)
    }

    /// "Chilean soldiers and *police*", "Chilean vessels or *troops*": the nationality before the first counts for all.
    pub(crate) fn shared_nationality(
        &self,
        head: TokenId,
        own_first: TokenId,
        around: &Surroundings,
    ) -> Option<Country> {
        let first = self.analysis.head(head).filter(|_| self.analysis.deprel(head) == Deprel::Conj)?;
        let parts = [Deprel::Det, Deprel::NmodPoss, Deprel::Nummod];
        let open = around.country.is_none() && around.behind.is_none() && around.body.is_none() && !around.unplaced;
        if !open || around.possessor.is_some() || self.analysis.children_by(head, &parts).next().is_some() {
            return None;
        }
        // "Chilean troops and rebels": those in arms and those whom they meet need not be.
        let sector = self.role_headed_by(head).and_then(|hit| self.role(hit)?.sectors.first().copied());
        let apart = sector.is_none_or(|sector| is_irregular(sector) || matches!(sector, Sector::Cvl | Sector::Crm));
        let opens = TokenId(own_first.0.checked_sub(1)?);
        let joined = matches!(self.analysis.deprel(opens), Deprel::Cc | Deprel::Punct);
        if apart || !joined {
            return None;
        }
        let left =
            |word: TokenId| word < first && matches!(self.analysis.deprel(word), Deprel::Amod | Deprel::Compound);
        let mut before = self.analysis.children(first).iter().copied().filter(|&word| left(word));
        let entry = before.find_map(|word| self.entry(self.hits.name_at(word).filter(|name| !name.foreign)?.entry))?;
        matches!(entry.what, What::Adjective | What::Country).then_some(entry.country)
    }

    /// "North and South Korea", "Army and Air National Guard": the name that
    /// shares its last words with the one behind the conjunction.
    pub(crate) fn shared_tail(&self, head: TokenId) -> Option<Description> {
        const MAX_WORDS: u32 = 4;
        let hit = self.hits.name_at(head).filter(|hit| hit.first < hit.last)?;
        self.entry(hit.entry).filter(|entry| matches!(entry.what, What::Country | What::Organization))?;
        let link = TokenId(hit.first.0.checked_sub(1)?);
        let word = TokenId(hit.first.0.checked_sub(2)?);
        if !matches!(self.analysis.lower(link), "and" | "or") {
            return None;
        }
        let known = |first: TokenId, tail: u32| {
            let name = format!("{} {}", self.text(first, word), self.text(TokenId(tail), hit.last));
            let (_, values) = self.lexicon.names.longest_at(&name, 0, |end| end == name.len())?;
            let fits = |entry: &NameEntry| matches!(entry.what, What::Country | What::Organization);
            values.iter().find_map(|&value| Some((value, self.entry(value).filter(|entry| fits(entry))?)))
        };
        let firsts = || (0..MAX_WORDS).filter_map(|back| word.0.checked_sub(back)).map(TokenId);
        // A word that is a name by itself lends its tail to nobody ("Iran and North Korea").
        let mut alone = firsts().take_while(|&first| self.hits.name_at(first).is_none() || first != word);
        let (index, entry) =
            alone.find_map(|first| (hit.first.0 + 1..=hit.last.0).find_map(|tail| known(first, tail)))?;
        if entry.what == What::Country {
            return Some(self.nation(entry, index));
        }
        Some(Description {
            country: Some(entry.country),
            sectors: entry.sectors.clone(),
            name: Some(entry.name.clone()),
            entry: Some(index),
            why: vec![format!("name {:?} that shares its last words", entry.name)],
            ..self.nothing(entry.kind)
        })
    }
}
