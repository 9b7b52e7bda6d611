//! What is the issuer's own in a release: what it calls itself ("the Ministry"), the offices and documents of its country.

use linguist::TokenId;
use ontology::{Country, Deprel, EntityKind, Sector, Upos};

use crate::data::{Role, RoleKind, What};
use crate::describe::{Describer, Description};
use crate::find::{Found, is_definite, is_restricted};
use crate::hits::{NameHit, RoleHit};
use crate::issuer::Issuer;
use crate::names::{last_word, surname};
use crate::office::is_in_office;

/// A noun by which a participant is described.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noun {
    pub head: TokenId,
    pub definite: bool,
    pub restricted: bool,
}

impl From<&Found> for Noun {
    fn from(found: &Found) -> Self {
        Self { head: found.head, definite: found.definite, restricted: found.restricted }
    }
}

impl Describer<'_> {
    /// The country of whom something else belongs to ("the leaders of *the bloc*"), as far as the issuer or a body that the
    /// report names tells it.
    pub(crate) fn country_of_owner(&self, owner: TokenId, description: &Description) -> Option<Country> {
        let role = description.role_entry.and_then(|index| self.lexicon.role(index))?;
        let noun = Noun { head: owner, definite: is_definite(self, owner), restricted: is_restricted(self, owner) };
        body_in_view(self, noun, role).or_else(|| country_at_home(self, noun, description))
    }

    /// "the Ministry", "a Department spokesperson": a body by the noun that the issuer bears in its name.
    pub(crate) fn own_body(&self, hit: RoleHit) -> Option<&Issuer> {
        let role = self.role(hit).filter(|role| role.kind != RoleKind::Person && !role.plural)?;
        let issuer = self.issuer.filter(|issuer| issuer.country.is_some())?;
        let told = issuer.nouns.iter().any(|noun| noun == last_word(&role.role));
        let written_so = self.analysis.form(hit.head).starts_with(char::is_uppercase);
        let definite = self
            .analysis
            .child(hit.head, Deprel::Det)
            .is_some_and(|article| self.lexicon.words.definite.contains(self.analysis.lower(article)));
        let is_body = role.kind == RoleKind::Organization && definite;
        let owned = self.analysis.child(hit.head, Deprel::NmodPoss).is_some();
        (told && !owned && !self.is_plural(hit.head) && (written_so || is_body)).then_some(issuer)
    }

    /// "a Commission spokesman" in a release of a body of states.
    pub(crate) fn own_member(&self, hit: RoleHit) -> Option<Country> {
        let home = self.issuer.and_then(|issuer| issuer.country).filter(|home| !home.is_state())?;
        let role = self.role(hit)?;
        let written_so = self.analysis.form(hit.head).starts_with(char::is_uppercase);
        (written_so && self.lexicon.words.members.contains(&role.role)).then_some(home)
    }

    /// Gives a body that the issuer names itself by to the issuer.
    pub(crate) fn take_for_own(&self, description: &mut Description, hit: RoleHit) {
        if description.country.is_some() || description.possessor.is_some() || description.unplaced {
            return;
        }
        let Some(issuer) = self.own_body(hit) else { return };
        description.country = issuer.country;
        if description.sectors.is_empty() {
            description.sectors.clone_from(&issuer.sectors);
        }
        description.why.push("the issuer by its own noun".to_owned());
    }
}

/// So many names before and behind a noun are looked at.
const FAR: usize = 500;

/// The country or body whose description it is without saying so: "the President" in a senator's release, a general in
/// one of the army, bodies of which every country has one.
pub(crate) fn country_at_home(describer: &Describer<'_>, noun: Noun, description: &Description) -> Option<Country> {
    let issuer = describer.issuer?;
    let home = issuer.country?;
    let role = description.role_entry.and_then(|index| describer.lexicon.role(index))?;
    let own = if home.is_state() {
        is_at_home(describer, home, role, description, noun.definite) || is_of_official(describer, issuer, role, noun)
    } else {
        is_of_members(describer, role, noun)
    };
    (own || is_own_document(describer, issuer, role, noun)).then_some(home)
}

/// "the President should act" of a lawmaker is his own, whoever else is a president in the report.
pub(crate) fn own_office(describer: &Describer<'_>, found: &Found) -> Option<Country> {
    let description = &found.description;
    let by_lawmaker = describer.issuer.is_some_and(|issuer| issuer.sectors.first() == Some(&Sector::Leg));
    let open = description.country.is_none() && description.possessor.is_none() && found.same_as.is_none();
    let is_office = description.kind == EntityKind::Person && description.name.is_none() && !description.plural;
    let written_so = describer.analysis.form(found.head).starts_with(char::is_uppercase);
    let plain = open && found.definite && written_so && !found.restricted;
    let role = description.role_entry.and_then(|index| describer.lexicon.role(index));
    // "the Organization" of a delegate is the United Nations, whatever other one he spoke of.
    if let Some(body) = role.filter(|_| plain).and_then(|role| body_spoken_before(describer, role)) {
        return Some(body);
    }
    let told = by_lawmaker && plain && is_office;
    country_at_home(describer, found.into(), description).filter(|home| told && home.is_state())
}

fn is_at_home(
    describer: &Describer<'_>,
    home: Country,
    role: &Role,
    description: &Description,
    definite: bool,
) -> bool {
    let lexicon = describer.lexicon;
    // An embassy or a delegate speaks of offices of others, but for its own staff.
    if describer.issuer.is_some_and(|issuer| is_abroad(describer, issuer)) {
        return lexicon.words.envoys.contains(&role.role) && !description.plural;
    }
    if lexicon.words.home.contains(&role.role) {
        return true;
    }
    // The United States have no prime minister.
    let rare = lexicon.words.not_everywhere.contains(&role.role);
    let has_office = !rare || lexicon.offices.contains(&(home, role.role.clone()));
    let official = match description.sectors.first() {
        Some(Sector::Gov | Sector::Leg | Sector::Jud) => !description.plural,
        // "The military commanders" of a lawmaker.
        Some(Sector::Mil) => description.name.is_some() || !description.plural || definite,
        _ => false,
    };
    let other = description.name.as_deref().is_some_and(|name| is_not_the_holder(describer, home, role, name));
    role.kind == RoleKind::Person && official && has_office && !other
}

/// Whether the table of offices knows who held this office of a country then, and it was somebody of another name.
fn is_not_the_holder(describer: &Describer<'_>, country: Country, role: &Role, name: &str) -> bool {
    let Some(day) = describer.published else { return false };
    let held = describer.lexicon.holders_of.get(&(country, role.role.clone()));
    let entries = held.into_iter().flatten().filter_map(|&index| describer.lexicon.entry(index));
    let mut then = entries.filter(|entry| is_in_office(entry, day)).peekable();
    // "President Bushs plan": a text that lost its apostrophes.
    let same = |known: String, told: String| known == told || Some(known.as_str()) == told.strip_suffix('s');
    then.peek().is_some() && !then.any(|entry| same(surname(&entry.name), surname(name)))
}

/// "the Government" of a minister's or lawmaker's release, "lawmakers" in one of a parliament: their own, written so.
fn is_of_official(describer: &Describer<'_>, issuer: &Issuer, role: &Role, noun: Noun) -> bool {
    let analysis = describer.analysis;
    let says_so = matches!(issuer.sectors.first(), Some(Sector::Gov | Sector::Leg)) && !is_abroad(describer, issuer);
    let own = &describer.lexicon.words.own_government;
    let capital = analysis.form(noun.head).starts_with(char::is_uppercase)
        && noun.definite
        && analysis.upos(noun.head) != Upos::Pron;
    let lawmaker = issuer.sectors.first() == Some(&Sector::Leg) && role.sectors.first() == Some(&Sector::Leg);
    // "Ministers have not listened" of a member of parliament, "the embassy remains open" of a ministry.
    let own = |role: &str| own.contains(role) && !describer.is_plural(noun.head);
    let ministers =
        issuer.sectors.first() == Some(&Sector::Leg) && describer.lexicon.words.ministers.contains(&role.role);
    let embassy = says_so && describer.lexicon.words.embassies.contains(&role.role) && role.kind != RoleKind::Person;
    // "the Ministry of Health", "the National Security Council".
    let body = role.kind == RoleKind::Organization
        && matches!(role.sectors.first(), Some(Sector::Gov | Sector::Leg | Sector::Mil | Sector::Jud))
        && !describer.is_plural(noun.head)
        && !noun.restricted;
    (says_so && capital && (own(&role.role) || body)) || lawmaker || (ministers || embassy) && !noun.restricted
}

fn is_abroad(describer: &Describer<'_>, issuer: &Issuer) -> bool {
    issuer.nouns.iter().any(|noun| describer.lexicon.words.outlets.abroad.contains(noun))
}

/// "the Secretary-General", "the peacekeepers", "the bloc": of the body with such an office or such people that the report
/// names, the last one before the mention; the United Nations in a speech before them.
pub(crate) fn body_in_view(describer: &Describer<'_>, noun: Noun, role: &Role) -> Option<Country> {
    let lexicon = describer.lexicon;
    let institutions = lexicon.words.institutions.iter().find(|kind| kind.roles.contains(&role.role))?;
    let legislature = describer.issuer.is_some_and(|issuer| issuer.is_of(Sector::Leg));
    if role.kind == RoleKind::Document && legislature {
        return None;
    }
    let body = |hit: &NameHit| {
        let entry = lexicon.entry(hit.entry).filter(|_| !hit.foreign)?;
        let named = institutions.bodies.contains(&entry.name) || institutions.bodies.contains(entry.country.as_str());
        (entry.what == What::Organization && named).then_some(entry.country)
    };
    let names = &describer.hits.names;
    let (before, behind) = names.split_at(names.partition_point(|hit| hit.last < noun.head));
    let own = body_spoken_before(describer, role);
    let written_so = describer.analysis.form(noun.head).starts_with(char::is_uppercase);
    if institutions.capital && !(written_so && noun.definite) {
        return None;
    }
    if institutions.before {
        return own.filter(|_| noun.definite || describer.analysis.form(noun.head).starts_with(char::is_uppercase));
    }
    before.iter().rev().take(FAR).find_map(body).or(own).or_else(|| behind.iter().take(FAR).find_map(body))
}

/// "our Organization" in a speech before the United Nations.
pub(crate) fn body_spoken_before(describer: &Describer<'_>, role: &Role) -> Option<Country> {
    let institutions = describer.lexicon.words.institutions.iter().find(|kind| kind.roles.contains(&role.role))?;
    let before = describer.issuer.and_then(|issuer| issuer.before);
    before.filter(|body| institutions.bodies.contains(body.as_str()))
}

/// "the leaders", "member states" in a release of a body of states.
fn is_of_members(describer: &Describer<'_>, role: &Role, noun: Noun) -> bool {
    let members = &describer.lexicon.words.members;
    let owned = describer.analysis.child(noun.head, Deprel::NmodPoss).is_some();
    let told = members.contains(last_word(&role.role)) && (noun.definite || members.contains(&role.role));
    // "a special envoy, who will travel".
    told && !(noun.restricted && noun.definite) && !owned
}

/// "the statement", "the resolution": of who issues it.
fn is_own_document(describer: &Describer<'_>, issuer: &Issuer, role: &Role, noun: Noun) -> bool {
    let issued = describer.lexicon.words.releases.contains(&role.role);
    role.kind == RoleKind::Document && issued && issuer.is_official() && noun.definite && !is_abroad(describer, issuer)
}
