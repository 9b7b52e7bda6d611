//! What a noun phrase says of the participant it names: kind, country, sectors, role.
//!
//! Codes are composed from the words: nationality and body before the noun, the noun's own role, possessors and
//! prepositional phrases ("Yemeni rebels", "a Fatah official", "the governor of Basra").

use linguist::{Analysis, NameKind, TokenId};
use ontology::{Country, Deprel, EntityKind, Sector, Upos};
use record::Date;

use crate::data::{Lexicon, NameEntry, Role, RoleKind, What};
use crate::hits::{Hits, RoleHit};

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
    /// Stands for those counted or picked from this phrase ("some of them").
    pub part_of: Option<TokenId>,
    pub plural: bool,
    /// How the codes were found, for `explain`.
    pub why: Vec<String>,
}

/// What the words around a role say of the body and the country it belongs to.
#[derive(Debug, Clone, Default)]
struct Surroundings {
    country: Option<Country>,
    weak_country: Option<Country>,
    body: Option<Body>,
    modifier: Option<Sector>,
    former: bool,
    possessor: Option<TokenId>,
}

#[derive(Debug, Clone)]
struct Body {
    country: Option<Country>,
    sectors: Vec<Sector>,
}

/// Descriptions nest ("the spokesman for the head of the army of Mali"); deeper than this is not read.
const MAX_DEPTH: u8 = 4;
/// Modifiers before a noun are looked for this far back.
const MAX_LEFT: u32 = 30;

/// Reads phrases of one report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Describer<'a> {
    pub analysis: &'a Analysis,
    pub lexicon: &'a Lexicon,
    pub hits: &'a Hits,
    pub published: Option<Date>,
}

impl<'a> Describer<'a> {
    /// The participants that the phrase headed by `head` names: none if it names no participant, two or more for
    /// "Afghan and coalition forces".
    pub(crate) fn describe(&self, head: TokenId) -> Vec<Description> {
        let found = self.describe_at(head, 0);
        match found {
            Some(description) => self.split_coordinated(head, description),
            None => Vec::new(),
        }
    }

    fn describe_at(&self, head: TokenId, depth: u8) -> Option<Description> {
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some(found) = self.lexicon_name(head, depth) {
            return Some(found);
        }
        if let Some(found) = self.person(head, depth) {
            return Some(found);
        }
        if let Some(hit) = self.role_headed_by(head) {
            return self.nominal(head, hit, depth);
        }
        self.unlisted_name(head, depth).or_else(|| self.counted(head, depth))
    }

    fn entry(&self, index: u32) -> Option<&'a NameEntry> {
        self.lexicon.entry(index)
    }

    fn role(&self, hit: RoleHit) -> Option<&'a Role> {
        self.lexicon.role(hit.role)
    }

    fn role_headed_by(&self, head: TokenId) -> Option<RoleHit> {
        self.hits.role_at(head).copied().filter(|hit| hit.head == head || (hit.first <= head && head <= hit.last && self.is_flat_under(hit.head, head)))
    }

    fn is_flat_under(&self, token: TokenId, head: TokenId) -> bool {
        self.analysis.head(token) == Some(head) && matches!(self.analysis.deprel(token), Deprel::Flat | Deprel::Compound | Deprel::Fixed)
    }

    /// A name of the lexicon that covers the head.
    fn lexicon_name(&self, head: TokenId, depth: u8) -> Option<Description> {
        let hit = self.hits.name_at(head)?;
        let entry = self.entry(hit.entry)?;
        if entry.what == What::Holder {
            return self.holder(head, hit.entry, entry, depth);
        }
        if matches!(entry.what, What::Region) || (entry.what == What::Adjective && !self.stands_alone(head)) {
            return None;
        }
        let plural = entry.what == What::People || entry.kind == EntityKind::Group;
        let kind = if entry.what == What::People { EntityKind::Group } else { entry.kind };
        let name = match entry.what {
            What::People => None,
            _ => Some(entry.name.clone()),
        };
        let mut sectors = entry.sectors.clone();
        let around = self.surroundings(head, hit.first, depth);
        if entry.what == What::People && !self.is_plural(head) {
            return Some(self.national(head, entry, &around));
        }
        if let (What::People, Some(sector)) = (entry.what, around.modifier) {
            sectors = vec![sector];
        }
        Some(Description {
            kind,
            country: Some(entry.country),
            weak: entry.weak,
            sectors,
            name,
            entry: (entry.what != What::People).then_some(hit.entry),
            role: None,
            role_entry: None,
            possessor: None,
            part_of: None,
            plural,
            why: vec![format!("name {:?}", entry.name)],
        })
    }

    /// "a Palestinian", "One Rohingya".
    fn national(&self, head: TokenId, entry: &NameEntry, around: &Surroundings) -> Description {
        let _ = head;
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
            plural: false,
            why: vec![format!("people of {}", entry.country)],
        }
    }

    /// "the British said": an adjective used as a noun.
    fn stands_alone(&self, head: TokenId) -> bool {
        matches!(
            self.analysis.deprel(head),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl | Deprel::OblAgent | Deprel::Nmod | Deprel::NmodPoss | Deprel::Conj | Deprel::Root
        )
    }

    /// A known holder of an office. The family name alone counts only when nothing else claims the word.
    fn holder(&self, head: TokenId, index: u32, entry: &NameEntry, depth: u8) -> Option<Description> {
        let named = self.person_name(head)?;
        let titled = self.title(head, named.0);
        let is_short = entry.short;
        if is_short && (named.0 != named.1 || titled.is_none()) && !self.is_known_alone(named, entry) {
            return None;
        }
        let around = self.surroundings(head, named.0, depth);
        if is_short && around.country.is_some_and(|country| country != entry.country) {
            return None;
        }
        let past = self.published.is_some_and(|day| entry.until.is_some_and(|until| until < day));
        let mut description = self.person_with_title(head, named, titled, &around);
        description.country = description.country.or(Some(entry.country));
        if description.sectors.is_empty() {
            description.sectors = if past { vec![Sector::Eli] } else { entry.sectors.clone() };
            description.why.push(format!("{} of {} in the table of offices{}", entry.role.as_deref().unwrap_or("holder"), entry.country, if past { ", term over" } else { "" }));
        }
        description.name = Some(if is_short { self.text(named.0, named.1) } else { entry.name.clone() });
        description.entry = Some(index);
        Some(description)
    }

    /// A family name without title: of a holder in office whose country the report names.
    fn is_known_alone(&self, named: (TokenId, TokenId), entry: &NameEntry) -> bool {
        let in_office = self.published.is_none_or(|day| entry.since.is_none_or(|since| since <= day) && entry.until.is_none_or(|until| day <= until));
        named.0 == named.1 && in_office && self.hits.countries.contains_key(&entry.country) && self.text(named.0, named.1).chars().count() > 3
    }

    /// A person's name, by the model or by the title before it.
    fn person(&self, head: TokenId, depth: u8) -> Option<Description> {
        let named = self.person_name(head)?;
        let is_person = self.analysis.name_of(head).is_some_and(|name| name.kind == NameKind::Person);
        let titled = self.title(head, named.0);
        let is_body = self.analysis.name_of(head).is_some_and(|name| name.kind == NameKind::Organization) || self.role_headed_by(head).is_some_and(|hit| self.role(hit).is_some_and(|role| role.kind == RoleKind::Organization));
        let has_given_name = self.lexicon.genders.contains_key(self.analysis.form(named.0)) && named.0 != named.1;
        if is_body || !(is_person || titled.is_some() || has_given_name) {
            return None;
        }
        if self.role_headed_by(head).is_some_and(|hit| hit.first <= named.0 && named.1 <= hit.last) {
            return None;
        }
        let around = self.surroundings(head, named.0, depth);
        Some(self.person_with_title(head, named, titled, &around))
    }

    fn person_with_title(&self, head: TokenId, named: (TokenId, TokenId), title: Option<RoleHit>, around: &Surroundings) -> Description {
        let mut description = Description {
            kind: EntityKind::Person,
            country: around.country.or(around.body.as_ref().and_then(|body| body.country)),
            weak: false,
            sectors: Vec::new(),
            name: Some(self.text(named.0, named.1)),
            entry: None,
            role: None,
            role_entry: None,
            possessor: around.possessor,
            part_of: None,
            plural: false,
            why: Vec::new(),
        };
        if let Some((hit, role)) = title.and_then(|hit| Some((hit, self.role(hit)?))) {
            self.compose(&mut description, role, around);
            description.role = Some(self.text(hit.first, hit.last));
            description.role_entry = Some(hit.role);
        }
        let _ = head;
        description
    }

    /// First and last token of the proper name at a head.
    fn person_name(&self, head: TokenId) -> Option<(TokenId, TokenId)> {
        if self.analysis.upos(head) != Upos::Propn {
            return None;
        }
        let mut last = head;
        for flat in self.analysis.children_by(head, &[Deprel::Flat]) {
            last = last.max(flat);
        }
        let mut first = head;
        if let Some(name) = self.analysis.name_of(head).filter(|name| name.kind == NameKind::Person) {
            first = TokenId(name.tokens.start);
            last = last.max(TokenId(name.tokens.end.saturating_sub(1)));
        } else {
            // A parser may hang the given name as a compound.
            while let Some(before) = first.0.checked_sub(1).map(TokenId) {
                let joins = self.analysis.upos(before) == Upos::Propn
                    && matches!(self.analysis.deprel(before), Deprel::Compound | Deprel::Flat)
                    && self.analysis.head(before) == Some(head)
                    && self.hits.role_at(before).is_none()
                    && self.hits.name_at(before).is_none();
                if !joins {
                    break;
                }
                first = before;
            }
        }
        while first < last && self.hits.role_at(first).is_some_and(|hit| hit.last < last && self.role(*hit).is_some_and(|role| role.kind == RoleKind::Person)) {
            first = TokenId(self.hits.role_at(first)?.last.0 + 1);
        }
        Some((first, last))
    }

    /// The role just before a name: "Foreign Minister" in "Iraqi Foreign Minister Hoshyar Zebari".
    fn title(&self, head: TokenId, first: TokenId) -> Option<RoleHit> {
        let mut at = first;
        // "Secretary of State (acting) X" and rank before rank ("Lt. Gen."): the last role before the name.
        for _ in 0..3 {
            let before = at.0.checked_sub(1).map(TokenId)?;
            if let Some(hit) = self.hits.role_at(before).copied() {
                let is_person = self.role(hit).is_some_and(|role| role.kind == RoleKind::Person);
                return (is_person && self.belongs(hit.head, head)).then_some(hit);
            }
            if !matches!(self.analysis.deprel(before), Deprel::Flat | Deprel::Compound | Deprel::Amod | Deprel::Punct | Deprel::NmodDesc) {
                return None;
            }
            at = before;
        }
        None
    }

    fn belongs(&self, title: TokenId, head: TokenId) -> bool {
        self.analysis.ancestors(title).take(4).any(|above| above == head)
            || self.analysis.head(head) == Some(title) && matches!(self.analysis.deprel(head), Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::Compound)
    }

    /// A noun phrase whose head is a role, a body or a group.
    fn nominal(&self, head: TokenId, hit: RoleHit, depth: u8) -> Option<Description> {
        let role = self.role(hit)?;
        let around = self.surroundings(head, hit.first, depth);
        let plural = role.plural || self.is_plural(head);
        let kind = match role.kind {
            RoleKind::Person if plural => EntityKind::Group,
            RoleKind::Person => EntityKind::Person,
            RoleKind::Group => EntityKind::Group,
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
            possessor: around.possessor,
            part_of: None,
            plural,
            why: Vec::new(),
        };
        self.compose(&mut description, role, &around);
        Some(description)
    }

    /// Country and sectors of a role in its surroundings.
    fn compose(&self, description: &mut Description, role: &Role, around: &Surroundings) {
        let body = around.body.as_ref();
        let armed_body = body.is_some_and(|body| body.sectors.first().is_some_and(|&first| is_irregular(first)));
        let follows = role.from_body || (armed_body && role.sectors.first().is_none_or(|&first| yields_to_armed(first)));
        description.sectors = match body {
            Some(body) if follows && !body.sectors.is_empty() => body.sectors.clone(),
            Some(body) if is_civil_service(body.country) => without_government(&role.sectors, body.country),
            _ => role.sectors.clone(),
        };
        let body_sets_sector = body.is_some_and(|body| follows && !body.sectors.is_empty());
        match around.modifier {
            Some(Sector::Reb) if role.sectors.first().is_none_or(|&first| yields_to_armed(first)) => description.sectors = vec![Sector::Reb],
            Some(Sector::Opp) if !description.sectors.contains(&Sector::Pty) => insert_first(&mut description.sectors, Sector::Opp),
            Some(sector) if role.from_body && !body_sets_sector => description.sectors = vec![sector],
            _ => {}
        }
        if around.former && description.sectors.first().is_none_or(|&first| first != Sector::Mil && !is_irregular(first)) {
            description.sectors = vec![Sector::Eli];
        }
        let from_body = body.and_then(|body| body.country);
        let owned = if follows || around.country.is_none() { from_body } else { None };
        let strong = if armed_body { owned.or(around.country) } else { around.country.or(owned) };
        description.country = strong.or(role.usual).or(around.weak_country);
        description.weak = strong.is_none() && role.usual.is_none() && around.weak_country.is_some();
        description.why.push(format!("role {:?}", role.role));
        if let Some(country) = description.country {
            description.why.push(format!("country {country} from the words around it"));
        }
    }

    /// Reads what stands before the phrase's own words, its possessor and its prepositional phrases.
    fn surroundings(&self, head: TokenId, own_first: TokenId, depth: u8) -> Surroundings {
        let mut around = Surroundings::default();
        self.read_left(head, own_first, &mut around);
        self.read_possessor(head, depth, &mut around);
        self.read_right(head, depth, &mut around);
        around
    }

    fn read_left(&self, head: TokenId, own_first: TokenId, around: &mut Surroundings) {
        let mut at = own_first;
        let stop = head.0.saturating_sub(MAX_LEFT);
        while at.0 > stop {
            let token = TokenId(at.0 - 1);
            if !self.is_left_modifier(token, head) {
                break;
            }
            at = token;
            if self.lexicon.words.former.contains(self.analysis.lower(token)) {
                around.former = true;
            }
            if let Some(name) = self.hits.name_at(token).filter(|name| name.last == token && !name.foreign) {
                self.take_left_name(name.entry, around);
                at = name.first;
                continue;
            }
            if let Some(hit) = self.hits.role_at(token).copied().filter(|hit| hit.last == token) {
                self.take_left_role(hit, around);
            }
            if around.modifier.is_none() {
                around.modifier = self.lexicon.modifiers.get(self.analysis.lower(token)).copied();
            }
        }
    }

    fn is_left_modifier(&self, token: TokenId, head: TokenId) -> bool {
        if self.analysis.sentence_of(token) != self.analysis.sentence_of(head) {
            return false;
        }
        let mut at = token;
        for _ in 0..6 {
            let relation = self.analysis.deprel(at);
            if matches!(relation, Deprel::NmodPoss | Deprel::AclRelcl | Deprel::Nsubj | Deprel::Obl) {
                return false;
            }
            match self.analysis.head(at) {
                Some(above) if above == head => return true,
                Some(above) => at = above,
                None => return false,
            }
        }
        false
    }

    fn take_left_name(&self, index: u32, around: &mut Surroundings) {
        let Some(entry) = self.entry(index) else { return };
        match entry.what {
            What::Organization => {
                if around.body.is_none() {
                    around.body = Some(Body { country: Some(entry.country), sectors: entry.sectors.clone() });
                }
            }
            What::Holder => {}
            What::Seat if around.body.is_none() => around.body = Some(Body { country: Some(entry.country), sectors: entry.sectors.clone() }),
            _ if entry.weak => around.weak_country = around.weak_country.or(Some(entry.country)),
            _ => around.country = around.country.or(Some(entry.country)),
        }
    }

    /// A body or a kind of people before the head: "army spokesman", "rebel leader", "coalition aircraft".
    fn take_left_role(&self, hit: RoleHit, around: &mut Surroundings) {
        let Some(role) = self.role(hit) else { return };
        match role.kind {
            RoleKind::Document => {}
            RoleKind::Person if self.analysis.upos(hit.head) == Upos::Adj => {}
            RoleKind::Person => around.modifier = around.modifier.or(role.sectors.first().copied()),
            RoleKind::Organization | RoleKind::Group => {
                if around.body.is_none() && (!role.sectors.is_empty() || role.usual.is_some()) {
                    around.body = Some(Body { country: role.usual, sectors: role.sectors.clone() });
                }
            }
        }
    }

    fn read_possessor(&self, head: TokenId, depth: u8, around: &mut Surroundings) {
        let Some(possessor) = self.analysis.child(head, Deprel::NmodPoss) else { return };
        if self.analysis.upos(possessor) == Upos::Pron {
            around.possessor = Some(possessor);
            return;
        }
        self.take_owner(possessor, depth, around);
    }

    /// What belongs to `owner` takes its country, and its sector if the owner is a body.
    fn take_owner(&self, owner: TokenId, depth: u8, around: &mut Surroundings) {
        if let Some(hit) = self.hits.name_at(owner) {
            if let Some(entry) = self.entry(hit.entry) {
                if entry.what == What::Region || entry.what == What::Capital {
                    around.weak_country = around.weak_country.or(Some(entry.country));
                    return;
                }
                if matches!(entry.what, What::Country | What::Seat | What::Adjective) {
                    around.country = around.country.or(Some(entry.country));
                    return;
                }
            }
        }
        let Some(owned) = self.describe_at(owner, depth + 1) else {
            // "the governor of the northern province of Kunduz".
            if let Some(place) = self.analysis.children_by(owner, &[Deprel::Nmod, Deprel::Compound, Deprel::Amod, Deprel::Appos]).find_map(|child| self.place_country(child)) {
                around.weak_country = around.weak_country.or(Some(place));
            }
            return;
        };
        let body = match owned.kind {
            EntityKind::Organization | EntityKind::Group => Body { country: owned.country, sectors: owned.sectors },
            EntityKind::Person | EntityKind::Country => Body { country: owned.country, sectors: Vec::new() },
        };
        around.body.get_or_insert(body);
        around.possessor = around.possessor.or(owned.possessor);
    }

    fn place_country(&self, token: TokenId) -> Option<Country> {
        self.hits.name_at(token).and_then(|hit| self.entry(hit.entry)).map(|entry| entry.country)
    }

    fn read_right(&self, head: TokenId, depth: u8, around: &mut Surroundings) {
        for child in self.analysis.children_by(head, &[Deprel::Nmod]).filter(|&child| child > head) {
            match grammar::preposition(self.analysis, child).as_deref() {
                Some("of" | "for" | "with") => self.take_owner(child, depth, around),
                Some("in" | "from" | "at" | "on" | "across" | "inside") => {
                    let is_body = self.hits.name_at(child).and_then(|hit| self.entry(hit.entry)).is_some_and(|entry| entry.what == What::Organization);
                    if is_body {
                        self.take_owner(child, depth, around);
                    } else if let Some(country) = self.place_country(child).or_else(|| {
                        self.analysis.children_by(child, &[Deprel::Nmod, Deprel::Compound, Deprel::Amod, Deprel::NmodPoss, Deprel::Appos]).find_map(|below| self.place_country(below))
                    }) {
                        around.weak_country = around.weak_country.or(Some(country));
                    } else {
                        self.take_place_owner(child, depth, around);
                    }
                }
                _ => {}
            }
        }
    }

    /// "a spokesman at the ministry", "members of the group in the region": bodies only.
    fn take_place_owner(&self, child: TokenId, depth: u8, around: &mut Surroundings) {
        if self.role_headed_by(child).is_some_and(|hit| self.role(hit).is_some_and(|role| role.kind == RoleKind::Organization)) {
            self.take_owner(child, depth, around);
        }
    }

    /// A proper name that the lexicon lacks: a body with a telling word in it, or one the model takes for a body.
    fn unlisted_name(&self, head: TokenId, depth: u8) -> Option<Description> {
        let name = self.analysis.name_of(head)?;
        if name.kind != NameKind::Organization {
            return None;
        }
        let tokens = (name.tokens.start..name.tokens.end).map(TokenId);
        let told = tokens.rev().find_map(|token| self.hits.role_at(token).copied().filter(|hit| self.role(*hit).is_some_and(|role| role.kind != RoleKind::Person)));
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
            plural: false,
            why: vec!["name found by the model".to_owned()],
        };
        if let Some(role) = told.and_then(|hit| self.role(hit)) {
            self.compose(&mut description, role, &around);
        }
        if description.country.is_none() {
            description.country = (name.tokens.start..name.tokens.end).map(TokenId).find_map(|token| self.place_country(token));
        }
        Some(description)
    }

    /// "some of them", "three others", "40 more of the fighters".
    fn counted(&self, head: TokenId, depth: u8) -> Option<Description> {
        let picks = matches!(self.analysis.upos(head), Upos::Num | Upos::Det | Upos::Adj | Upos::Pron | Upos::Noun);
        let whole = self.analysis.children_by(head, &[Deprel::Nmod]).find(|&child| grammar::preposition(self.analysis, child).as_deref() == Some("of"))?;
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

    /// "hundreds of", "dozens of", "a number of", "one of".
    fn is_measure(&self, head: TokenId) -> bool {
        self.lexicon.words.measures.contains(self.analysis.lemma(head))
    }

    fn blank(&self, kind: EntityKind) -> Description {
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
            plural: true,
            why: Vec::new(),
        }
    }

    /// "Afghan and coalition forces", "U.S. and Iraqi officials": one description for each side.
    fn split_coordinated(&self, head: TokenId, description: Description) -> Vec<Description> {
        let Some(role) = description.role_entry.and_then(|index| self.lexicon.role(index)).filter(|_| description.plural || description.kind == EntityKind::Group) else {
            return vec![description];
        };
        let first_own = self.role_headed_by(head).map_or(head, |hit| hit.first);
        let sides = self.coordinated_sides(head, first_own);
        if sides.len() < 2 {
            return vec![description];
        }
        let mut found = Vec::new();
        for side in sides {
            let mut one = description.clone();
            one.why.clear();
            self.compose(&mut one, role, &side);
            if !found.iter().any(|known: &Description| known.country == one.country && known.sectors == one.sectors) {
                found.push(one);
            }
        }
        found
    }

    fn coordinated_sides(&self, head: TokenId, first_own: TokenId) -> Vec<Surroundings> {
        let mut sides = Vec::new();
        let (mut at, mut joined) = (first_own, true);
        while at.0 > head.0.saturating_sub(MAX_LEFT) {
            let token = TokenId(at.0 - 1);
            if self.analysis.sentence_of(token) != self.analysis.sentence_of(head) {
                break;
            }
            at = token;
            let lower = self.analysis.lower(token);
            if matches!(lower, "and" | "," | "or" | "/" | "&") {
                joined = true;
                continue;
            }
            if !joined || !(self.is_left_modifier(token, head) || self.analysis.deprel(head) == Deprel::Conj) {
                break;
            }
            let mut side = Surroundings::default();
            if let Some(name) = self.hits.name_at(token).filter(|name| name.last == token && !name.foreign) {
                self.take_left_name(name.entry, &mut side);
                at = name.first;
            } else if let Some(hit) = self.hits.role_at(token).copied().filter(|hit| hit.last == token) {
                self.take_left_role(hit, &mut side);
                at = hit.first;
            }
            if side.country.is_none() && side.body.is_none() && side.weak_country.is_none() {
                // A word between the sides and the noun: "Afghan and coalition security forces".
                if sides.is_empty() {
                    continue;
                }
                break;
            }
            sides.push(side);
            joined = false;
        }
        sides.reverse();
        sides
    }

    fn is_plural(&self, token: TokenId) -> bool {
        self.analysis.token(token).feats.number == Some(ontology::Number::Plur) || matches!(self.analysis.token(token).xpos, ontology::Xpos::Nns | ontology::Xpos::Nnps)
    }

    pub(crate) fn text(&self, first: TokenId, last: TokenId) -> String {
        self.analysis.cover(&[first, last]).of(&self.analysis.text).to_owned()
    }

    /// The phrase of a proper name without its article.
    fn proper_text(&self, head: TokenId) -> String {
        let span = grammar::phrase(self.analysis, head);
        let text = span.of(&self.analysis.text);
        let bare = ["the ", "The ", "a ", "A "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text);
        bare.to_owned()
    }
}

pub(crate) fn is_irregular(sector: Sector) -> bool {
    matches!(sector, Sector::Reb | Sector::Prm | Sector::Uaf | Sector::Crm)
}

/// Whether a role takes the sector of an armed body it belongs to: "Taliban commander", "Hamas police", "ISIL leader".
fn yields_to_armed(sector: Sector) -> bool {
    matches!(sector, Sector::Mil | Sector::Gov | Sector::Reb | Sector::Cop | Sector::Crm | Sector::Prm | Sector::Uaf | Sector::Cvl | Sector::Spy)
}

/// The UN has no sectors, and its envoys and officials none either.
fn is_civil_service(country: Option<Country>) -> bool {
    matches!(country, Some(Country::UNITED_NATIONS | Country::INTERGOVERNMENTAL))
}

fn without_government(sectors: &[Sector], country: Option<Country>) -> Vec<Sector> {
    let _ = country;
    sectors.iter().copied().filter(|&sector| sector != Sector::Gov).collect()
}

fn insert_first(sectors: &mut Vec<Sector>, sector: Sector) {
    sectors.retain(|&known| known != sector && known != Sector::Gov && known != Sector::Cvl);
    sectors.insert(0, sector);
}

impl Describer<'_> {
    /// A description that says nothing yet.
    pub(crate) fn nothing(&self, kind: EntityKind) -> Description {
        Description { plural: false, ..self.blank(kind) }
    }
}
