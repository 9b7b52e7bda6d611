//! What a noun phrase says of the participant it names: kind, country, sectors, role.
//!
//! Codes are composed from the words: nationality and body before the noun, the noun's own role, possessors and
//! prepositional phrases ("Yemeni rebels", "a Fatah official", "the governor of Basra").

use linguist::{Analysis, NameKind, TokenId};
use ontology::{Country, Deprel, EntityKind, Sector, Upos};
use record::Date;

use crate::data::{Lexicon, NameEntry, Role, RoleKind, What};
use crate::hits::{Hits, RoleHit};
use crate::issuer::Issuer;
use crate::surroundings::Surroundings;

/// What is known of a phrase by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Description {
    pub kind: EntityKind,
    pub country: Option<Country>,
    /// The country is only where a place or a people usually belongs.
    pub weak: bool,
    pub sectors: Vec<Sector>,
    /// A proper name, without article and titles.
    pub name: Option<String>,
    /// Entry of the lexicon that the name is.
    pub entry: Option<u32>,
    /// The role as the text gives it.
    pub role: Option<String>,
    /// The role's entry.
    pub role_entry: Option<u32>,
    /// The possessor is a pronoun: its country and body come from what it refers to.
    pub possessor: Option<TokenId>,
    /// "foreign militias": of no one country.
    pub unplaced: bool,
    /// A lone proper name that is a participant only if it is somebody's family name.
    pub tentative: bool,
    /// Others of a kind named before ("three others").
    pub remainder: bool,
    /// Stands for those counted or picked from this phrase ("some of them").
    pub part_of: Option<TokenId>,
    pub plural: bool,
    /// How the codes were found, for `explain`.
    pub why: Vec<String>,
}

/// Descriptions nest ("the spokesman for the head of the army of Mali"); deeper than this is not read.
const MAX_DEPTH: u8 = 4;
/// Reads phrases of one report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Describer<'a> {
    pub analysis: &'a Analysis,
    pub lexicon: &'a Lexicon,
    pub hits: &'a Hits,
    pub published: Option<Date>,
    pub issuer: Option<&'a Issuer>,
}
impl<'a> Describer<'a> {
    /// The participants that the phrase headed by `head` names: none if it names no participant, two or more for
    /// "Afghan and coalition forces".
    pub(crate) fn describe(&self, head: TokenId) -> Vec<Description> {
        let found = self.describe_at(head, 0);
        match found {
            Some(description) => match self.shared_tail(head) {
                Some(other) => vec![other, description],
                None => self.split_coordinated(head, description),
            },
            None => Vec::new(),
        }
    }

    pub(crate) fn describe_at(&self, head: TokenId, depth: u8) -> Option<Description> {
        if depth > MAX_DEPTH || self.is_under_title(head) {
            return None;
        }
        if let Some(found) = self.lexicon_name(head, depth) {
            return Some(found);
        }
        let place = self.hits.name_at(head).and_then(|hit| self.entry(hit.entry));
        if place.is_some_and(|entry| entry.what == What::Region && self.title(head, head).is_none()) {
            return None;
        }
        if let Some(found) = self.person(head, depth).or_else(|| self.titled_head(head, depth)) {
            return Some(found);
        }
        if let Some(found) = self.named_behind(head, depth).or_else(|| self.named_before(head)) {
            return Some(found);
        }
        if let Some(hit) = self.role_headed_by(head) {
            return self.nominal(head, hit, depth).filter(|_| !self.is_abstract(head));
        }
        self.unlisted_name(head, depth).or_else(|| self.counted(head, depth)).or_else(|| self.lone_name(head))
    }

    pub(crate) fn entry(&self, index: u32) -> Option<&'a NameEntry> {
        self.lexicon.entry(index)
    }

    pub(crate) fn role(&self, hit: RoleHit) -> Option<&'a Role> {
        self.lexicon.role(hit.role)
    }

    pub(crate) fn role_headed_by(&self, head: TokenId) -> Option<RoleHit> {
        self.hits.role_at(head).copied().filter(|hit| {
            hit.head == head || (hit.first <= head && head <= hit.last && self.is_flat_under(hit.head, head))
        })
    }

    pub(crate) fn is_flat_under(&self, token: TokenId, head: TokenId) -> bool {
        self.analysis.head(token) == Some(head)
            && matches!(self.analysis.deprel(token), Deprel::Flat | Deprel::Compound | Deprel::Fixed)
    }

    /// A name of the lexicon that covers the head.
    pub(crate) fn lexicon_name(&self, head: TokenId, depth: u8) -> Option<Description> {
        let hit = self.hits.name_at(head)?;
        let entry = self.entry(hit.entry)?;
        if entry.what == What::Holder {
            return self.holder(head, hit.entry, entry, depth);
        }
        if matches!(entry.what, What::Region) || (entry.what == What::Adjective && !self.stands_alone(head)) {
            return None;
        }
        if let Some(shared) =
            self.shares_noun(head, entry).filter(|_| matches!(entry.what, What::People | What::Adjective))
        {
            return Some(shared);
        }
        let plural = entry.what == What::People || entry.kind == EntityKind::Group;
        let kind = if entry.what == What::People { EntityKind::Group } else { entry.kind };
        let name = match entry.what {
            What::People => None,
            _ => Some(entry.name.clone()),
        };
        let mut sectors = entry.sectors.clone();
        let around = self.surroundings(head, hit.first, depth);
        let other_nation = around.country.is_some_and(|country| country != entry.country);
        if entry.what == What::Organization && other_nation && yields_to_nationality(entry) {
            return self.foreign_namesake(head, entry, &around);
        }
        let country = if entry.weak {
            around.country.or(around.behind).or(around.weak_country).unwrap_or(entry.country)
        } else {
            entry.country
        };
        if entry.what == What::People && self.is_whole_nation(head, &around) && !entry.weak {
            return Some(self.nation(entry, hit.entry));
        }
        if entry.what == What::People && !self.is_plural(head) {
            return Some(self.national(entry, &around));
        }
        if let (What::People, Some(sector)) = (entry.what, around.modifier) {
            sectors = vec![sector];
        }
        Some(Description {
            kind,
            country: Some(country).filter(|_| !around.ethnic),
            weak: entry.weak && country == entry.country,
            sectors,
            name,
            entry: (entry.what != What::People).then_some(hit.entry),
            role: None,
            role_entry: None,
            possessor: None,
            part_of: None,
            unplaced: false,
            tentative: false,
            remainder: false,
            plural,
            why: vec![format!("name {:?}", entry.name)],
        })
    }

    /// "a Palestinian", "One Rohingya".
    pub(crate) fn national(&self, entry: &NameEntry, around: &Surroundings) -> Description {
        Description {
            kind: EntityKind::Person,
            country: Some(entry.country),
            weak: entry.weak,
            sectors: around.modifier.map_or_else(|| vec![Sector::Cvl], |sector| vec![sector]),
            name: None,
            entry: None,
            role: None,
            role_entry: None,
            possessor: None,
            part_of: None,
            unplaced: false,
            tentative: false,
            remainder: false,
            plural: false,
            why: vec![format!("people of {}", entry.country)],
        }
    }

    /// A bare singular such as "justice" names nobody.
    fn is_abstract(&self, head: TokenId) -> bool {
        self.analysis.upos(head) == Upos::Noun
            && !self.is_plural(head)
            && self.lexicon.words.abstract_nouns.contains(self.analysis.lower(head))
            && !self.analysis.children(head).iter().any(|&child| {
                matches!(
                    self.analysis.deprel(child),
                    Deprel::Det | Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Nummod
                )
            })
    }

    /// "the Peruvian Congress": not the one that the bare name means.
    fn foreign_namesake(&self, head: TokenId, entry: &NameEntry, around: &Surroundings) -> Option<Description> {
        Some(Description {
            country: around.country,
            sectors: entry.sectors.clone(),
            name: Some(self.proper_text(head)),
            why: vec![format!("namesake of {:?} with another nationality", entry.name)],
            ..self.nothing(EntityKind::Organization)
        })
    }

    /// "The Turks": the state, unless they are counted or told apart.
    pub(crate) fn is_whole_nation(&self, head: TokenId, around: &Surroundings) -> bool {
        let article =
            self.analysis.child(head, Deprel::Det).is_some_and(|article| self.analysis.lower(article) == "the");
        let alone = self.analysis.children(head).iter().all(|&child| {
            matches!(
                self.analysis.deprel(child),
                Deprel::Det | Deprel::Case | Deprel::Punct | Deprel::Conj | Deprel::Cc | Deprel::Advmod
            )
        });
        article && alone && around.modifier.is_none() && self.is_plural(head)
    }

    pub(crate) fn nation(&self, entry: &NameEntry, index: u32) -> Description {
        Description {
            country: Some(entry.country),
            sectors: vec![Sector::Gov],
            name: Some(entry.name.clone()),
            entry: Some(index),
            why: vec![format!("people of {} for the state", entry.country)],
            ..self.nothing(EntityKind::Country)
        }
    }

    /// "the British said": an adjective used as a noun.
    pub(crate) fn stands_alone(&self, head: TokenId) -> bool {
        matches!(
            self.analysis.deprel(head),
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Obl
                | Deprel::OblAgent
                | Deprel::Nmod
                | Deprel::NmodPoss
                | Deprel::Conj
                | Deprel::Root
        )
    }

    /// A noun phrase whose head is a role, a body or a group.
    pub(crate) fn nominal(&self, head: TokenId, hit: RoleHit, depth: u8) -> Option<Description> {
        let role = self.role(hit)?;
        let around = self.surroundings(head, hit.first, depth);
        let plural = role.plural || self.is_plural(head);
        let kind = match role.kind {
            RoleKind::Person if plural => EntityKind::Group,
            RoleKind::Person => EntityKind::Person,
            RoleKind::Group => EntityKind::Group,
            RoleKind::Organization if role.plural || self.is_plural(head) => EntityKind::Group,
            RoleKind::Organization | RoleKind::Document => EntityKind::Organization,
        };
        let is_proper = self.analysis.upos(head) == Upos::Propn && role.kind == RoleKind::Organization;
        let mut description = Description {
            kind,
            country: None,
            weak: false,
            sectors: Vec::new(),
            name: is_proper.then(|| self.proper_text(head)),
            entry: None,
            role: (role.kind == RoleKind::Person && !plural).then(|| self.text(hit.first, hit.last)),
            role_entry: Some(hit.role),
            possessor: around.possessor.or_else(|| self.issuer_of(head, role)),
            part_of: None,
            unplaced: around.unplaced,
            tentative: false,
            remainder: false,
            plural,
            why: Vec::new(),
        };
        self.compose(&mut description, role, &around);
        self.take_for_own(&mut description, hit);
        Some(description)
    }

    /// Country and sectors of a role in its surroundings.
    pub(crate) fn compose(&self, description: &mut Description, role: &Role, around: &Surroundings) {
        let body = around.body.as_ref();
        let armed_body =
            body.is_some_and(|body| !body.person && body.sectors.first().is_some_and(|&first| is_irregular(first)));
        let stands_in = self.lexicon.words.deputies.contains(&role.role) && body.is_some();
        let follows = role.from_body
            || stands_in
            || (armed_body && role.sectors.first().is_none_or(|&first| yields_to_armed(first)));
        description.sectors = match body {
            Some(body) if stands_in || follows && !body.sectors.is_empty() => body.sectors.clone(),
            Some(body) if is_civil_service(body.country) => without_government(&role.sectors),
            // Bodies of the EU have no sector, those who act for it are its executive.
            Some(body)
                if body.country == Some(Country::EUROPEAN_UNION)
                    && role.sectors.is_empty()
                    && role.kind == RoleKind::Person =>
            {
                vec![Sector::Gov]
            }
            _ => role.sectors.clone(),
        };
        let body_sets_sector = body.is_some_and(|body| follows && !body.sectors.is_empty());
        let of_elite =
            body.is_some_and(|body| body.person && body.sectors.first().is_some_and(|&first| is_elite(first)));
        if of_elite && self.lexicon.words.relatives.contains(&role.role) {
            description.sectors = vec![Sector::Eli];
        }
        match around.modifier {
            Some(Sector::Prm) if matches!(role.sectors.first(), Some(Sector::Mil | Sector::Uaf | Sector::Reb)) => {
                description.sectors = vec![Sector::Prm];
            }
            Some(Sector::Reb) if role.sectors.first().is_none_or(|&first| yields_to_armed(first)) => {
                description.sectors = vec![Sector::Reb]
            }
            Some(Sector::Opp) if description.sectors.contains(&Sector::Pty) => description.sectors.push(Sector::Opp),
            Some(Sector::Opp) => insert_first(&mut description.sectors, Sector::Opp),
            // "Moslem forces" are no clergy.
            Some(sector) if role.from_body && !body_sets_sector && (!is_armed(role) || is_state_power(sector)) => {
                description.sectors = vec![sector];
            }
            _ => {}
        }
        if around.former && description.sectors.first().is_none_or(|&first| is_elite(first)) {
            description.sectors = vec![Sector::Eli];
        }
        let from_body = body.and_then(|body| body.country);
        let owned = if follows || around.country.is_none() { from_body } else { None };
        let strong = if armed_body { owned.or(around.country) } else { around.country.or(owned) };
        let stated = strong.or_else(|| self.hits.country_with(role));
        let people = around.weak_country.filter(|_| !around.ethnic);
        // "five nations in the north": they need not be of the country they are in.
        let anywhere =
            around.unplaced || description.plural && self.lexicon.words.anaphors.country.contains(&role.role);
        let behind = around.behind.filter(|_| !anywhere);
        description.country = stated.or(behind).or(people);
        description.weak = stated.is_none() && description.country.is_some();
        description.why.push(format!("role {:?}", role.role));
        if let Some(country) = description.country {
            description.why.push(format!("country {country} from the words around it"));
        }
    }

    /// A proper name that the lexicon lacks: a body with a telling word in it, or one the model takes for a body.
    pub(crate) fn unlisted_name(&self, head: TokenId, depth: u8) -> Option<Description> {
        let name = self.analysis.name_of(head)?;
        // "the Harbor Initiative", "Operation Enduring Freedom".
        let is_thing = [head, TokenId(name.tokens.start)]
            .into_iter()
            .any(|token| self.lexicon.words.undertakings.contains(self.analysis.lower(token)));
        // "Task Force East shelled three barracks" is more than a name.
        let says_more = (name.tokens.start..name.tokens.end).map(TokenId).any(|token| {
            self.analysis.upos(token) == Upos::Verb && self.analysis.form(token).starts_with(char::is_lowercase)
        });
        if name.kind != NameKind::Organization || is_thing || says_more {
            return None;
        }
        let tokens = (name.tokens.start..name.tokens.end).map(TokenId);
        let told = tokens.rev().find_map(|token| {
            self.hits
                .role_at(token)
                .copied()
                .filter(|hit| self.role(*hit).is_some_and(|role| role.kind != RoleKind::Person))
        });
        let around = self.surroundings(head, TokenId(name.tokens.start), depth);
        let mut description = Description {
            kind: EntityKind::Organization,
            country: around.country,
            weak: false,
            sectors: Vec::new(),
            name: Some(self.text(TokenId(name.tokens.start), TokenId(name.tokens.end.saturating_sub(1)))),
            entry: None,
            role: None,
            role_entry: told.map(|hit| hit.role),
            possessor: around.possessor,
            part_of: None,
            unplaced: false,
            tentative: false,
            remainder: false,
            plural: false,
            why: vec!["name found by the model".to_owned()],
        };
        if let Some(role) = told.and_then(|hit| self.role(hit)) {
            self.compose(&mut description, role, &around);
        }
        if description.country.is_none() {
            description.country =
                (name.tokens.start..name.tokens.end).map(TokenId).find_map(|token| self.place_country(token));
        }
        Some(description)
    }

    pub(crate) fn is_plural(&self, token: TokenId) -> bool {
        self.analysis.token(token).feats.number == Some(ontology::Number::Plur)
            || matches!(self.analysis.token(token).xpos, ontology::Xpos::Nns | ontology::Xpos::Nnps)
    }

    pub(crate) fn text(&self, first: TokenId, last: TokenId) -> String {
        self.analysis.cover(&[first, last]).of(&self.analysis.text).to_owned()
    }

    /// The phrase of a proper name without its article.
    pub(crate) fn proper_text(&self, head: TokenId) -> String {
        let span = grammar::phrase(self.analysis, head);
        let text = span.of(&self.analysis.text);
        let bare = ["the ", "The ", "a ", "A "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text);
        bare.to_owned()
    }
}

fn is_armed(role: &Role) -> bool {
    matches!(role.sectors.first(), Some(Sector::Mil | Sector::Reb | Sector::Uaf | Sector::Prm))
}

fn is_state_power(sector: Sector) -> bool {
    matches!(sector, Sector::Gov | Sector::Mil | Sector::Cop | Sector::Spy) || is_irregular(sector)
}

/// Those who are `ELI` when they leave office, and whose relatives are.
fn is_elite(sector: Sector) -> bool {
    matches!(
        sector,
        Sector::Gov | Sector::Leg | Sector::Jud | Sector::Cop | Sector::Spy | Sector::Pty | Sector::Opp | Sector::Eli
    )
}

pub(crate) fn is_irregular(sector: Sector) -> bool {
    matches!(sector, Sector::Reb | Sector::Prm | Sector::Uaf | Sector::Crm)
}

/// Whether a role takes the sector of an armed body it belongs to: "Taliban commander", "Hamas police", "ISIL leader".
fn yields_to_armed(sector: Sector) -> bool {
    matches!(
        sector,
        Sector::Mil
            | Sector::Gov
            | Sector::Reb
            | Sector::Cop
            | Sector::Crm
            | Sector::Prm
            | Sector::Uaf
            | Sector::Cvl
            | Sector::Spy
    )
}

/// Bodies of a state have namesakes in others ("the Haitian Senate"); armed groups keep their country.
fn yields_to_nationality(entry: &NameEntry) -> bool {
    entry.country.is_state() && entry.sectors.first().is_some_and(|&first| !is_irregular(first))
}

/// The UN has no sectors, and its envoys and officials none either.
fn is_civil_service(country: Option<Country>) -> bool {
    matches!(country, Some(Country::UNITED_NATIONS | Country::INTERGOVERNMENTAL))
}

fn without_government(sectors: &[Sector]) -> Vec<Sector> {
    sectors.iter().copied().filter(|&sector| sector != Sector::Gov).collect()
}

fn insert_first(sectors: &mut Vec<Sector>, sector: Sector) {
    sectors.retain(|&known| known != sector && known != Sector::Gov && known != Sector::Cvl);
    sectors.insert(0, sector);
}
