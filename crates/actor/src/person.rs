//! Persons by name: titles before them, offices they are known to hold.

use linguist::{NameKind, TokenId};
use ontology::{Deprel, EntityKind, Sector, Upos};

use crate::data::{NameEntry, Role, RoleKind, What};
use crate::describe::{Describer, Description};
use crate::hits::RoleHit;
use crate::names::surname;
use crate::surroundings::Surroundings;

impl Describer<'_> {
    /// A known holder of an office. The family name alone counts only when nothing else claims the word.
    pub(crate) fn holder(&self, head: TokenId, index: u32, entry: &NameEntry, depth: u8) -> Option<Description> {
        let named = self.person_name(head)?;
        let titled = self.title(head, named.0);
        let is_short = entry.short;
        // "Ms" tells no office.
        let by_issuer = self.issuer.filter(|issuer| issuer.person && is_short);
        if by_issuer.is_some_and(|issuer| surname(&issuer.name) == surname(&self.text(named.0, named.1))) {
            return None;
        }
        let in_office =
            titled.and_then(|hit| self.role(hit)).is_some_and(|role| !role.sectors.is_empty() || role.from_body);
        if is_short && (named.0 != named.1 || !in_office) && !self.is_known_alone(named, entry) {
            return None;
        }
        // "Senator Salazar" is no prime minister of that name.
        let other = titled.and_then(|hit| self.role(hit)).is_some_and(|role| {
            !role.from_body && role.sectors.first().zip(entry.sectors.first()).is_some_and(|(one, held)| one != held)
        });
        if is_short && other {
            return None;
        }
        let around = self.surroundings_of_title(head, named.0, titled, depth);
        if is_short && around.country.is_some_and(|country| country != entry.country) {
            return None;
        }
        let past = self.published.is_some_and(|day| entry.until.is_some_and(|until| until < day));
        let mut description = self.person_with_title(head, named, titled, &around);
        description.country = description.country.or(Some(entry.country));
        let later = self.published.is_some_and(|day| entry.since.is_some_and(|since| day < since));
        let elsewhere = description.country.is_some_and(|country| country != entry.country);
        if description.sectors.is_empty() && !elsewhere && !later {
            description.sectors = if past { vec![Sector::Eli] } else { entry.sectors.clone() };
            description.why.push(format!(
                "{} of {} in the table of offices{}",
                entry.role.as_deref().unwrap_or("holder"),
                entry.country,
                if past { ", term over" } else { "" }
            ));
        }
        description.name = Some(if is_short { self.text(named.0, named.1) } else { entry.name.clone() });
        description.entry = Some(index);
        Some(description)
    }

    /// A family name without title: of a holder in office whose country the report names.
    pub(crate) fn is_known_alone(&self, named: (TokenId, TokenId), entry: &NameEntry) -> bool {
        let in_office = self.published.is_none_or(|day| {
            entry.since.is_none_or(|since| since <= day) && entry.until.is_none_or(|until| day <= until)
        });
        named.0 == named.1
            && in_office
            && self.hits.codes.contains(&entry.country)
            && self.text(named.0, named.1).chars().count() > 3
    }

    /// A person's name, by the model or by the title before it.
    pub(crate) fn person(&self, head: TokenId, depth: u8) -> Option<Description> {
        let named = self.person_name(head)?;
        let is_person = self.analysis.name_of(head).is_some_and(|name| name.kind == NameKind::Person);
        let titled = self.title(head, named.0).or_else(|| self.shared_title(head));
        let is_body = titled.is_none()
            && (self.analysis.name_of(head).is_some_and(|name| name.kind == NameKind::Organization)
                || self
                    .role_headed_by(head)
                    .is_some_and(|hit| self.role(hit).is_some_and(|role| role.kind == RoleKind::Organization)));
        if self.is_thing(named.1) {
            return None;
        }
        let has_given_name = self.lexicon.genders.contains_key(self.analysis.form(named.0)) && named.0 != named.1;
        if is_body || !(is_person || titled.is_some() || has_given_name) {
            return None;
        }
        // "near Sarmada": what the model takes for a person can be a place or a thing.
        if titled.is_none() && named.0 == named.1 && !self.acts(head) {
            return None;
        }
        if self.role_headed_by(head).is_some_and(|hit| hit.first <= named.0 && named.1 <= hit.last) {
            return None;
        }
        let around = self.surroundings_of_title(head, named.0, titled, depth);
        Some(self.person_with_title(head, named, titled, &around))
    }

    /// "Niger's ambassador Brah Mohamane": what hangs on the title counts too.
    fn surroundings_of_title(&self, head: TokenId, first: TokenId, title: Option<RoleHit>, depth: u8) -> Surroundings {
        let mut around = self.surroundings(head, first, depth);
        if let Some(title) = title.map(|hit| hit.head).filter(|&title| title != head) {
            self.read_possessor(title, depth, &mut around);
            self.read_right(title, depth, &mut around);
        }
        around
    }

    pub(crate) fn person_with_title(
        &self,
        head: TokenId,
        named: (TokenId, TokenId),
        title: Option<RoleHit>,
        around: &Surroundings,
    ) -> Description {
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
            unplaced: false,
            tentative: false,
            remainder: false,
            plural: false,
            why: Vec::new(),
        };
        let title = title.or_else(|| self.title_behind(named.1));
        if let Some((hit, role)) = title.and_then(|hit| Some((hit, self.role(hit)?))) {
            self.compose(&mut description, role, around);
            description.role = Some(self.text(hit.first, hit.last));
            description.role_entry = Some(hit.role);
            if description.country.is_none() || description.weak {
                self.country_from_office(&mut description, role);
            }
        }
        self.read_party_mark(&mut description, named.1);
        let _ = head;
        description
    }

    /// "X (R-AZ)": a lawmaker of the country whose newspapers mark them so.
    fn read_party_mark(&self, description: &mut Description, last: TokenId) {
        let rest = self.analysis.text.get(self.analysis.span(last).end as usize..).unwrap_or_default();
        let marks = &self.lexicon.words.party_marks;
        let Some(mark) = marks.iter().find(|mark| {
            rest.trim_start().strip_prefix('(').is_some_and(|inside| inside.starts_with(mark.sign.as_str()))
        }) else {
            return;
        };
        description.country = description.country.filter(|_| !description.weak).or(Some(mark.country));
        if description.sectors.is_empty() {
            description.sectors = vec![Sector::Leg];
        }
    }

    /// "Prime Minister Abadi" with no country: who of that name held such an office then.
    pub(crate) fn country_from_office(&self, description: &mut Description, role: &Role) {
        let Some(known) =
            description.name.as_deref().and_then(|name| self.lexicon.holders.get(&crate::names::surname(name)))
        else {
            return;
        };
        let office = role.role.rsplit(' ').next().unwrap_or("");
        let fits = |entry: &&NameEntry| {
            let same_office = entry.role.as_deref().is_some_and(|held| {
                held == role.role || held.split(" of ").next().is_some_and(|held| held.ends_with(office))
            });
            same_office && self.published.is_none_or(|day| entry.since.is_none_or(|since| since <= day))
        };
        let found = known
            .iter()
            .filter_map(|&index| self.entry(index))
            .filter(fits)
            .max_by_key(|entry| (self.hits.countries.get(&entry.country).copied().unwrap_or(0), entry.since));
        if let Some(entry) = found {
            description.country = Some(entry.country);
            description.weak = false;
            description.why.push(format!(
                "{} of {} in the table of offices",
                entry.role.as_deref().unwrap_or("holder"),
                entry.country
            ));
        }
    }

    /// "the Homeland Security Act".
    fn is_thing(&self, last: TokenId) -> bool {
        self.is_plural(last)
            || self.lexicon.words.things.contains(self.analysis.lower(last))
            || self.analysis.form(last).contains(|character: char| character.is_ascii_digit())
    }

    /// Whether a word stands where a person would: subject, possessor, agent, apposition.
    fn acts(&self, head: TokenId) -> bool {
        match self.analysis.deprel(head) {
            Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::NmodPoss
            | Deprel::OblAgent
            | Deprel::Appos
            | Deprel::Conj
            | Deprel::Iobj => true,
            Deprel::Obl | Deprel::Nmod => grammar::preposition(self.analysis, head).is_some_and(|preposition| {
                matches!(preposition.as_str(), "by" | "with" | "between" | "against" | "according to")
            }),
            _ => false,
        }
    }

    /// A title of several words and the name that the model finds right behind it, at a word of either, wherever the
    /// tree hangs the name: "Deputy Secretary of *State Antony Blinken*".
    fn role_at_name(&self, at: TokenId, is_it: impl Fn(&RoleHit) -> bool) -> Option<(RoleHit, (TokenId, TokenId))> {
        let analysis = self.analysis;
        let before = |first: u32| first.checked_sub(1).and_then(|before| self.hits.role_at(TokenId(before))).copied();
        let hit = match analysis.name_of(at) {
            Some(name) if name.kind == NameKind::Person => before(name.tokens.start),
            _ => self.hits.role_at(at).copied(),
        };
        let hit = hit.filter(|hit| hit.first < hit.last && hit.head < hit.last && is_it(hit))?;
        let role = self.role(hit).filter(|role| role.kind == RoleKind::Person && !role.plural);
        let capital = analysis.form(hit.head).starts_with(char::is_uppercase);
        let next = Some(TokenId(hit.last.0 + 1)).filter(|next| next.index() < analysis.tokens.len())?;
        let name =
            analysis.name_of(next).filter(|name| name.kind == NameKind::Person && name.tokens.start == next.0)?;
        let last = TokenId(name.tokens.end - 1);
        (role.is_some() && capital && !self.is_thing(last)).then_some((hit, (next, last)))
    }

    /// Whether a word belongs to a title or a name that is described at the head of the title above it.
    pub(crate) fn is_under_title(&self, word: TokenId) -> bool {
        let under = |hit: &RoleHit| word != hit.head && self.analysis.ancestors(word).any(|above| above == hit.head);
        self.role_at_name(word, under).is_some()
    }

    /// The last word of the name behind the title that a word heads.
    pub(crate) fn end_of_titled_name(&self, head: TokenId) -> Option<TokenId> {
        self.role_at_name(head, |hit| hit.head == head).map(|(_, (_, last))| last)
    }

    /// "Senator Akaka" with the title as the head of the tree.
    pub(crate) fn titled_head(&self, head: TokenId, depth: u8) -> Option<Description> {
        if let Some((hit, named)) = self.role_at_name(head, |hit| hit.head == head) {
            let around = self.surroundings(head, hit.first, depth);
            return Some(self.person_with_title(head, named, Some(hit), &around));
        }
        let hit = self.hits.role_at(head).copied().filter(|hit| hit.head == head || hit.last == head)?;
        let is_title = self.role(hit).is_some_and(|role| role.kind == RoleKind::Person && !role.plural)
            && self.analysis.upos(head) == Upos::Propn;
        let next = Some(TokenId(hit.last.0 + 1)).filter(|id| id.index() < self.analysis.tokens.len())?;
        let follows = self.analysis.upos(next) == Upos::Propn
            && self.analysis.head(next) == Some(head)
            && self.hits.role_at(next).is_none();
        if !is_title
            || !follows
            || !matches!(self.analysis.deprel(next), Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::Compound)
        {
            return None;
        }
        let flats =
            self.analysis.children_by(head, &[Deprel::Flat]).chain(self.analysis.children_by(next, &[Deprel::Flat]));
        let last = flats.max().unwrap_or(next).max(next);
        if self.is_thing(last) {
            return None;
        }
        let around = self.surroundings(head, hit.first, depth);
        Some(self.person_with_title(head, (next, last), Some(hit), &around))
    }

    pub(crate) fn is_placed(&self, head: TokenId) -> bool {
        grammar::preposition(self.analysis, head).is_some_and(|preposition| {
            preposition != "of" && self.lexicon.words.place.prepositions.contains(&preposition)
        })
    }

    /// A capitalized word by itself: a person if the report names one so elsewhere.
    pub(crate) fn lone_name(&self, head: TokenId) -> Option<Description> {
        let capitalized = self.analysis.form(head).starts_with(char::is_uppercase);
        let is_name = matches!(self.analysis.upos(head), Upos::Propn | Upos::Noun)
            && capitalized
            && self
                .hits
                .name_at(head)
                .and_then(|hit| self.entry(hit.entry))
                .is_none_or(|entry| entry.what == What::Holder)
            && self.hits.role_at(head).is_none();
        let (first, last) =
            Some(self.person_name(head).unwrap_or((head, head))).filter(|_| is_name && !self.is_placed(head))?;
        Some(Description { name: Some(self.text(first, last)), tentative: true, ..self.nothing(EntityKind::Person) })
    }

    /// First and last token of the proper name at a head.
    pub(crate) fn person_name(&self, head: TokenId) -> Option<(TokenId, TokenId)> {
        if self.analysis.upos(head) != Upos::Propn {
            return None;
        }
        let mut last = head;
        for flat in self.analysis.children_by(head, &[Deprel::Flat]) {
            let below = self.analysis.children_by(flat, &[Deprel::Flat]).max();
            last = last.max(flat).max(below.unwrap_or(flat));
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
        // "X MP".
        if first < last && self.lexicon.words.titles_behind.contains(self.analysis.form(last)) {
            last = TokenId(last.0.saturating_sub(1));
        }
        // "Clinton Thursday said".
        while first < last && last > head && self.lexicon.words.days.contains(self.analysis.lower(last)) {
            last = TokenId(last.0.saturating_sub(1));
        }
        while first < last
            && self
                .hits
                .role_at(first)
                .is_some_and(|hit| hit.last < last && self.role(*hit).is_some_and(|role| role.kind == RoleKind::Person))
        {
            first = TokenId(self.hits.role_at(first)?.last.0 + 1);
        }
        Some((first, last))
    }

    /// The role just before a name: "Foreign Minister" in "Iraqi Foreign Minister Hoshyar Zebari".
    pub(crate) fn title(&self, head: TokenId, first: TokenId) -> Option<RoleHit> {
        let mut at = first;
        // "Secretary of State (acting) X" and rank before rank ("Lt. Gen."): the last role before the name.
        for _ in 0..3 {
            let before = at.0.checked_sub(1).map(TokenId)?;
            if let Some(hit) = self.hits.role_at(before).copied() {
                let is_person = self.role(hit).is_some_and(|role| role.kind == RoleKind::Person);
                let single = self.role(hit).is_some_and(|role| !role.plural);
                let written_together = single && at == first && self.analysis.upos(hit.head) == Upos::Propn;
                return (is_person && (written_together || self.belongs(hit.head, head))).then_some(hit);
            }
            if !matches!(
                self.analysis.deprel(before),
                Deprel::Flat | Deprel::Compound | Deprel::Amod | Deprel::Punct | Deprel::NmodDesc
            ) {
                return None;
            }
            at = before;
        }
        None
    }

    /// "X MP", "X, MEP".
    fn title_behind(&self, last: TokenId) -> Option<RoleHit> {
        let behind =
            (1..=2).map(|step| TokenId(last.0 + step)).filter(|word| word.index() < self.analysis.tokens.len());
        let mut words = behind.filter(|&word| self.analysis.form(word) != ",");
        let next = words.next().filter(|&next| self.lexicon.words.titles_behind.contains(self.analysis.form(next)))?;
        self.hits.role_at(next).copied()
    }

    /// "Generals Odierno and Casey".
    pub(crate) fn shared_title(&self, head: TokenId) -> Option<RoleHit> {
        let first = self.analysis.head(head).filter(|_| self.analysis.deprel(head) == Deprel::Conj)?;
        let named = self.person_name(first)?;
        self.title(first, named.0).filter(|hit| self.role(*hit).is_some_and(|role| role.plural))
    }

    pub(crate) fn belongs(&self, title: TokenId, head: TokenId) -> bool {
        self.analysis.ancestors(title).take(4).any(|above| above == head)
            || self.analysis.head(head) == Some(title)
                && matches!(
                    self.analysis.deprel(head),
                    Deprel::Flat | Deprel::Appos | Deprel::NmodDesc | Deprel::Compound
                )
    }
}
