//! What the words around a role say: nationality and body before it, its possessor, its prepositional phrases.

use linguist::TokenId;
use ontology::{Country, Deprel, EntityKind, Sector, Upos};

use crate::data::{Role, RoleKind, What};
use crate::describe::{Describer, Description};
use crate::hits::RoleHit;

/// What the words around a role say of the body and the country it belongs to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings {
    pub country: Option<Country>,
    pub weak_country: Option<Country>,
    /// Of a phrase behind: "rebels from Burundi".
    pub behind: Option<Country>,
    pub body: Option<Body>,
    pub modifier: Option<Sector>,
    pub former: bool,
    pub ethnic: bool,
    pub unplaced: bool,
    pub possessor: Option<TokenId>,
}

#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub country: Option<Country>,
    pub sectors: Vec<Sector>,
    /// A person: only those who speak or act for them share the sector.
    pub person: bool,
}

/// Modifiers before a noun are looked for this far back.
const MAX_LEFT: u32 = 30;

impl Describer<'_> {
    /// Reads what stands before the phrase's own words, its possessor and its prepositional phrases.
    pub(crate) fn surroundings(&self, head: TokenId, own_first: TokenId, depth: u8) -> Surroundings {
        let mut around = Surroundings::default();
        self.read_left(head, own_first, &mut around);
        let relational = self.lexicon.words.relational.contains(self.analysis.lemma(head));
        if !relational {
            self.read_possessor(head, depth, &mut around);
            self.read_right(head, depth, &mut around);
            around.weak_country = around.weak_country.or_else(|| self.shared_nationality(head, own_first, &around));
        }
        around
    }

    pub(crate) fn read_left(&self, head: TokenId, own_first: TokenId, around: &mut Surroundings) {
        let mut at = own_first;
        let stop = head.0.saturating_sub(MAX_LEFT);
        while at.0 > stop {
            let token = TokenId(at.0 - 1);
            if !self.is_left_modifier(token, head) {
                break;
            }
            // "the Minister of Defense and foreign envoys" with "Defense" hung on the envoys.
            if self.ends_office(token) {
                break;
            }
            at = token;
            if self.lexicon.words.former.contains(self.analysis.lower(token)) {
                around.former = true;
            }
            if self.lexicon.words.ethnic.contains(self.analysis.lower(token)) {
                around.ethnic = true;
                around.weak_country = around.country.take().or(around.weak_country);
            }
            around.unplaced |= self.lexicon.words.unplaced_modifiers.contains(self.analysis.lower(token));
            if let Some(name) = self.hits.name_at(token).filter(|name| name.last == token && !name.foreign) {
                self.take_left_name(name.entry, around);
                at = name.first;
                continue;
            }
            if let Some(town) = self.hits.town_at(token) {
                around.weak_country = around.weak_country.or(Some(town.country));
                at = town.first.min(token);
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

    pub(crate) fn is_left_modifier(&self, token: TokenId, head: TokenId) -> bool {
        if self.analysis.sentence_of(token) != self.analysis.sentence_of(head) {
            return false;
        }
        if token == head {
            return true;
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

    pub(crate) fn take_left_name(&self, index: u32, around: &mut Surroundings) {
        let Some(entry) = self.entry(index) else { return };
        match entry.what {
            What::Organization => {
                if around.body.is_none() {
                    around.body =
                        Some(Body { country: Some(entry.country), sectors: entry.sectors.clone(), person: false });
                }
            }
            What::Holder => {}
            What::Seat if around.body.is_none() => {
                around.body = Some(Body { country: Some(entry.country), sectors: entry.sectors.clone(), person: false })
            }
            _ if entry.weak => around.weak_country = around.weak_country.or(Some(entry.country)),
            _ => around.country = around.country.or(Some(entry.country)),
        }
    }

    /// A body or a kind of people before the head: "army spokesman", "rebel leader", "coalition aircraft".
    pub(crate) fn take_left_role(&self, hit: RoleHit, around: &mut Surroundings) {
        let Some(role) = self.role(hit) else { return };
        match role.kind {
            RoleKind::Document => {}
            RoleKind::Person if self.analysis.upos(hit.head) == Upos::Adj => {}
            RoleKind::Person => around.modifier = around.modifier.or(role.sectors.first().copied()),
            RoleKind::Organization | RoleKind::Group => {
                if around.body.is_none() && (!role.sectors.is_empty() || !role.countries.is_empty()) {
                    let own = self.own_body(hit).and_then(|issuer| issuer.country);
                    let country = self.hits.country_with(role).or(own).or_else(|| self.own_member(hit));
                    around.body = Some(Body { country, sectors: role.sectors.clone(), person: false });
                }
            }
        }
    }

    pub(crate) fn read_possessor(&self, head: TokenId, depth: u8, around: &mut Surroundings) {
        let Some(possessor) = self.below_role(head, Deprel::NmodPoss).into_iter().next() else { return };
        if self.analysis.upos(possessor) == Upos::Pron {
            around.possessor = Some(possessor);
            return;
        }
        self.take_owner(possessor, depth, around);
    }

    /// What hangs on any word of the role ("the secretary-general of NATO"), since parsers cut such words apart.
    fn below_role(&self, head: TokenId, relation: Deprel) -> Vec<TokenId> {
        let (first, last) =
            self.role_headed_by(head).map_or((head, head), |hit| (hit.first.min(head), hit.last.max(head)));
        let outside = |child: &TokenId| *child < first || *child > last;
        let words = (first.0..=last.0).map(TokenId);
        words
            .flat_map(|word| self.analysis.children_by(word, &[relation]).collect::<Vec<_>>())
            .filter(outside)
            .collect()
    }

    /// What belongs to `owner` takes its country, and its sector if the owner is a body.
    pub(crate) fn take_owner(&self, owner: TokenId, depth: u8, around: &mut Surroundings) {
        match self.hits.name_at(owner).and_then(|hit| self.entry(hit.entry)) {
            Some(entry) if matches!(entry.what, What::Region | What::Capital) => {
                around.weak_country = around.weak_country.or(Some(entry.country));
                return;
            }
            Some(entry) if matches!(entry.what, What::Country | What::Seat | What::Adjective) => {
                around.country = around.country.or(Some(entry.country));
                return;
            }
            _ => {}
        }
        if let Some(town) = self.hits.town_at(owner) {
            around.weak_country = around.weak_country.or(Some(town.country));
            return;
        }
        let Some(mut owned) = self.describe_at(owner, depth + 1) else {
            // "the governor of the northern province of Kunduz".
            if let Some(place) = self
                .analysis
                .children_by(owner, &[Deprel::Nmod, Deprel::Compound, Deprel::Amod, Deprel::Appos])
                .find_map(|child| self.place_country(child))
            {
                around.weak_country = around.weak_country.or(Some(place));
            }
            return;
        };
        if owned.country.is_none() && owned.possessor.is_none() && !owned.unplaced {
            owned.country = self.country_of_owner(owner, &owned);
        }
        let body = match owned.kind {
            EntityKind::Organization | EntityKind::Group => {
                Body { country: owned.country, sectors: owned.sectors, person: false }
            }
            EntityKind::Person => Body { country: owned.country, sectors: owned.sectors, person: true },
            EntityKind::Country => Body { country: owned.country, sectors: Vec::new(), person: false },
        };
        around.body.get_or_insert(body);
        around.possessor = around.possessor.or(owned.possessor);
    }

    pub(crate) fn place_country(&self, token: TokenId) -> Option<Country> {
        let known = self.hits.name_at(token).and_then(|hit| self.entry(hit.entry)).map(|entry| entry.country);
        known.or_else(|| self.hits.town_at(token).map(|town| town.country))
    }

    pub(crate) fn read_right(&self, head: TokenId, depth: u8, around: &mut Surroundings) {
        // "the special envoy for Syria" is sent by somebody else.
        let is_sent = self.lexicon.words.envoys.contains(&self.analysis.lemma(head).to_lowercase());
        let lends_body =
            self.role_headed_by(head).and_then(|hit| self.role(hit)).is_none_or(|role| role.from_body) && !is_sent;
        // "the embassy in Quito" is another country's.
        let stands_abroad = self.lexicon.words.embassies.contains(self.analysis.lemma(head));
        // "a statement on the war in Chad" is nobody's there.
        let is_text = self
            .role_headed_by(head)
            .and_then(|hit| self.role(hit))
            .is_some_and(|role| role.kind == RoleKind::Document);
        // "a group based in Trinidad", "rebels fighting in the north of Mali".
        for clause in self.analysis.children_by(head, &[Deprel::Acl]) {
            for child in self.analysis.children_by(clause, &[Deprel::Obl]) {
                if grammar::preposition(self.analysis, child).as_deref() == Some("in") {
                    around.behind = around.behind.or(self.place_country(child));
                }
            }
        }
        if let Some(owner) = self.shared_owner(head) {
            self.take_owner(owner, depth, around);
        }
        for child in self.below_role(head, Deprel::Nmod).into_iter().filter(|&child| child > head) {
            match grammar::preposition(self.analysis, child).as_deref() {
                Some("of") => self.take_owner(child, depth, around),
                Some("for" | "with") if lends_body => self.take_owner(child, depth, around),
                Some("in" | "at") if stands_abroad => {}
                Some("in" | "at" | "on") if is_text => {}
                // "the secretary on Twitter".
                Some("on") if self.names_body(child) => {}
                Some("in" | "from" | "at" | "on" | "across" | "inside") => {
                    self.take_place(child, depth, around);
                }
                _ => {}
            }
        }
    }

    fn names_body(&self, word: TokenId) -> bool {
        let entry = self.hits.name_at(word).and_then(|hit| self.entry(hit.entry));
        entry.is_some_and(|entry| entry.what == What::Organization)
    }

    /// "the government and people *of Chad*": what stands behind the last of a list, if nothing else parts its members,
    /// on whichever of them the parser hung it.
    fn shared_owner(&self, head: TokenId) -> Option<TokenId> {
        let of = |noun: TokenId| {
            let mut phrases = self.analysis.children_by(noun, &[Deprel::Nmod]).filter(move |&child| child > noun);
            phrases.find(|&child| grammar::preposition(self.analysis, child).as_deref() == Some("of"))
        };
        let first = self.analysis.head(head).filter(|_| self.analysis.deprel(head) == Deprel::Conj).unwrap_or(head);
        let last = self.analysis.children_by(first, &[Deprel::Conj]).last()?;
        let parts = [Deprel::Det, Deprel::NmodPoss, Deprel::Nummod, Deprel::Amod, Deprel::Compound];
        let bare = self.analysis.upos(last) == Upos::Noun && self.analysis.children_by(last, &parts).next().is_none();
        let between = (first.0..last.0).map(TokenId).any(|token| self.analysis.upos(token) == Upos::Verb);
        let other = if head == first { last } else { first };
        let owner = of(other).filter(|&owner| bare && !between && owner > last && of(head).is_none())?;
        self.place_country(owner).map(|_| owner)
    }

    /// "rebels from Burundi", "a court in the northern town of Gao", "an official at the WHO".
    fn take_place(&self, child: TokenId, depth: u8, around: &mut Surroundings) {
        const PARTS: [Deprel; 5] = [Deprel::Nmod, Deprel::Compound, Deprel::Amod, Deprel::NmodPoss, Deprel::Appos];
        let entry = self.hits.name_at(child).and_then(|hit| self.entry(hit.entry));
        if entry.is_some_and(|entry| entry.what == What::Organization) {
            self.take_owner(child, depth, around);
            return;
        }
        let place = |of: TokenId| {
            let below = || self.analysis.children_by(of, &PARTS).find_map(|below| self.place_country(below));
            self.place_country(of).or_else(below)
        };
        let Some(country) = place(child) else {
            self.take_place_owner(child, depth, around);
            return;
        };
        // "refugees from Eritrea, Syria and Yemen": of no one country.
        if grammar::conjuncts(self.analysis, child).into_iter().filter_map(place).any(|other| other != country) {
            around.unplaced = true;
        } else {
            around.behind = around.behind.or(Some(country));
        }
    }

    /// "a spokesman at the ministry", "members of the group in the region": bodies only.
    pub(crate) fn take_place_owner(&self, child: TokenId, depth: u8, around: &mut Surroundings) {
        if self
            .role_headed_by(child)
            .is_some_and(|hit| self.role(hit).is_some_and(|role| role.kind == RoleKind::Organization))
        {
            self.take_owner(child, depth, around);
        }
    }

    /// "Afghan and coalition forces", "U.S. and Iraqi officials": one description for each side.
    pub(crate) fn split_coordinated(&self, head: TokenId, description: Description) -> Vec<Description> {
        let Some(role) = description.role_entry.and_then(|index| self.lexicon.role(index)).filter(|role| {
            description.plural || description.kind == EntityKind::Group || role.kind == RoleKind::Organization
        }) else {
            return vec![description];
        };
        let first_own = self.role_headed_by(head).map_or(head, |hit| hit.first);
        let mut sides = self.coordinated_sides(head, first_own);
        let second = self.analysis.deprel(head) == Deprel::Conj && description.country.is_none();
        if sides.is_empty() || (sides.len() < 2 && !second) {
            sides = self.owning_sides(head, 0);
            if sides.len() < 2 {
                return vec![description];
            }
            // "troops of Chad or of Sudan": of one of them, and nobody says which.
            if self.is_alternative(head) {
                return vec![Description { country: None, weak: false, unplaced: true, ..description }];
            }
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

    /// "the ministers of Peru, Chile and Ghana", "envoys of the leaders of Chad and Sudan": one side for each owner.
    fn owning_sides(&self, head: TokenId, depth: u8) -> Vec<Surroundings> {
        let Some(owner) = self.owner(head).filter(|_| depth < 2) else { return Vec::new() };
        let owners = grammar::conjuncts(self.analysis, owner);
        if owners.len() < 2 {
            return self.owning_sides(owner, depth + 1);
        }
        let mut sides: Vec<Surroundings> = Vec::new();
        for owner in owners {
            let nested =
                if self.place_country(owner).is_none() { self.owning_sides(owner, depth + 1) } else { Vec::new() };
            if !nested.is_empty() {
                sides.extend(nested);
                continue;
            }
            let mut side = Surroundings::default();
            self.take_owner(owner, depth, &mut side);
            if side.country.is_some() || side.weak_country.is_some() || side.body.is_some() {
                sides.push(side);
            }
        }
        let country = |side: &Surroundings| {
            side.country.or(side.weak_country).or(side.body.as_ref().and_then(|body| body.country))
        };
        // "the governments of Brazil, Chile and other countries": those that are named.
        sides.retain(|side| country(side).is_some());
        let differ = sides.iter().any(|side| sides.first().is_some_and(|first| country(first) != country(side)));
        if differ { sides } else { Vec::new() }
    }

    /// What a phrase belongs to by a possessive or "of".
    fn owner(&self, head: TokenId) -> Option<TokenId> {
        // "soldiers from Chad and Niger" come from each; refugees need not.
        let sent = self.role_headed_by(head).and_then(|hit| self.role(hit)).is_some_and(|role| {
            matches!(role.sectors.first(), Some(Sector::Gov | Sector::Mil | Sector::Cop | Sector::Leg))
        });
        let owns = |preposition: &str| preposition == "of" || sent && preposition == "from";
        let of = || {
            self.analysis.children_by(head, &[Deprel::Nmod]).find(|&child| {
                child > head && grammar::preposition(self.analysis, child).is_some_and(|word| owns(&word))
            })
        };
        self.analysis.child(head, Deprel::NmodPoss).or_else(of)
    }

    /// The last word of an office of several words with "of" in it: nothing before a noun it could modify.
    fn ends_office(&self, token: TokenId) -> bool {
        self.hits.role_at(token).is_some_and(|hit| {
            hit.last == token && (hit.first.0..hit.last.0).map(TokenId).any(|word| self.analysis.lower(word) == "of")
        })
    }

    fn is_person_role(&self, token: TokenId) -> bool {
        let role = self.hits.role_at(token).and_then(|hit| self.role(*hit));
        role.is_some_and(|role| role.kind == RoleKind::Person && !role.plural && !role.sectors.is_empty())
            && self.analysis.upos(token) != Upos::Adj
    }

    fn is_alternative(&self, head: TokenId) -> bool {
        let Some(owner) = self.owner(head) else { return false };
        grammar::conjuncts(self.analysis, owner)
            .into_iter()
            .filter_map(|member| self.analysis.child(member, Deprel::Cc))
            .any(|link| self.analysis.lower(link) == "or")
    }

    /// Who speaks through a document: "*the council* adopted a resolution that condemned", "*the party*, issuing a statement".
    pub(crate) fn issuer_of(&self, head: TokenId, role: &Role) -> Option<TokenId> {
        if role.kind != RoleKind::Document || self.analysis.deprel(head) != Deprel::Obj {
            return None;
        }
        let verb = self.analysis.head(head)?;
        if !self.lexicon.words.issuing.contains(self.analysis.lemma(verb)) {
            return None;
        }
        let mut at = verb;
        for _ in 0..3 {
            if let Some(subject) = self.analysis.child(at, Deprel::Nsubj) {
                return (subject < head).then_some(subject);
            }
            let inside = matches!(self.analysis.deprel(at), Deprel::Xcomp | Deprel::Conj | Deprel::Advcl);
            at = self.analysis.head(at).filter(|_| inside)?;
        }
        None
    }

    pub(crate) fn coordinated_sides(&self, head: TokenId, first_own: TokenId) -> Vec<Surroundings> {
        let mut sides = Vec::new();
        let (mut at, mut joined) = (first_own, true);
        while at.0 > head.0.saturating_sub(MAX_LEFT) {
            let token = TokenId(at.0 - 1);
            if self.analysis.sentence_of(token) != self.analysis.sentence_of(head) {
                break;
            }
            at = token;
            let lower = self.analysis.lower(token);
            // "Chad, Niger and *the* other countries".
            if self.analysis.deprel(token) == Deprel::Det {
                break;
            }
            if matches!(lower, "and" | "," | "or" | "/" | "&") {
                joined = true;
                continue;
            }
            // "American and *other* coalition troops".
            if !sides.is_empty() && !joined && self.lexicon.words.remaining.contains(lower) {
                continue;
            }
            if !joined || !(self.is_left_modifier(token, head) || self.analysis.deprel(head) == Deprel::Conj) {
                break;
            }
            // The first of the adjectives can be the head of the whole and has a mention of its own.
            if self.analysis.head(head) == Some(token) {
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
            // "Afghan and coalition *security force* patrol": a body that no conjunction joins is part of the noun.
            let joined_on =
                at.0.checked_sub(1)
                    .map(TokenId)
                    .is_some_and(|before| matches!(self.analysis.lower(before), "and" | "," | "or" | "/" | "&"));
            let placed = side.country.or(side.weak_country).or(side.body.as_ref().and_then(|body| body.country));
            if sides.is_empty() && placed.is_none() && !joined_on && self.is_left_modifier(token, head) {
                continue;
            }
            if side.country.is_none() && side.body.is_none() && side.weak_country.is_none() {
                // A word between the sides and the noun: "Afghan and coalition security forces"; but not another
                // participant: "the Chadian minister and foreign envoys".
                if sides.is_empty() && self.is_left_modifier(token, head) && !self.is_person_role(token) {
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
}
