//! Countries that the text leaves open: of the body in view, of the issuer, of the place where it happens.

use std::collections::HashSet;

use linguist::TokenId;
use ontology::{Country, Deprel, EntityKind, Sector, Upos};

use crate::data::{Role, RoleKind};
use crate::describe::{Description, is_irregular};
use crate::find::Found;
use crate::home::{body_in_view, country_at_home};
use crate::link::{Draft, Linker};
use crate::names::{last_word, surname};

impl Linker<'_> {
    /// Gives a new participant the country that only its surroundings tell.
    pub(crate) fn fill_country(&self, description: &mut Description, found: &Found) {
        if description.country.is_some() && !description.weak {
            return;
        }
        let role = description.role_entry.and_then(|index| self.describer.lexicon.role(index));
        if description.weak && self.is_own_officer(description) {
            description.country = None;
            description.weak = false;
        }
        if self.is_issuer(description)
            || self.is_of_acronym(description, found, role)
            || self.speaks_for_body(description, found, role)
            || self.shares_title(description, found)
        {
            return;
        }
        let words = &self.describer.lexicon.words;
        let open = description.country.is_none() && !description.unplaced;
        if let Some(body) = role.filter(|_| open).and_then(|role| body_in_view(&self.describer, found.into(), role)) {
            description.country = Some(body);
            description.weak = true;
            if matches!(description.sectors.first(), Some(Sector::Gov | Sector::Leg)) {
                description.sectors.remove(0);
            }
            description.why.push(format!("of {body}, which the report names"));
            return;
        }
        if open && found.definite && self.is_adversary(description) {
            description.country = self.focus.rival();
            description.sectors = vec![Sector::Mil];
            description.why.push("the other state in view".to_owned());
            return;
        }
        let towards = role.is_some_and(|role| words.relational.contains(&role.role));
        // "our troops" of a speaker who is not known are of no country that the place could tell.
        let of_unknown = self.focus.issuer.is_none() && self.is_of_speaker(description);
        if !open || towards || of_unknown {
            return;
        }
        if let Some(home) = country_at_home(&self.describer, found.into(), description) {
            description.country = Some(home);
            description.weak = true;
            description.why.push("country of the issuer".to_owned());
            return;
        }
        let many = description.plural && role.is_some_and(|role| words.unplaced.contains(&role.role));
        if let Some(country) = self.country_of_place(description, found, role).filter(|_| !many) {
            description.country = Some(country);
            description.weak = true;
            description.why.push(format!("country {country} from the place it happens"));
        }
    }

    /// People and authorities whose country the text leaves open belong to the place where it happens.
    fn country_of_place(&self, description: &Description, found: &Found, role: Option<&Role>) -> Option<Country> {
        let words = &self.describer.lexicon.words;
        // Those whom a delegate thanks need not be of the place that he speaks of.
        let delegate = self.describer.issuer.is_some_and(|issuer| issuer.before.is_some());
        let is_person = description.kind == EntityKind::Person && description.name.is_some() && !delegate;
        let placed = role
            .is_some_and(|role| words.placed.contains(&role.role) || role.kind == RoleKind::Person && role.from_body);
        let first = description.sectors.first().copied().or((placed || is_person).then_some(Sector::Cvl))?;
        // Associations and firms by name may be of any country.
        let named = description.name.is_some() && description.kind != EntityKind::Person;
        let private = matches!(first, Sector::Jrn | Sector::Soc | Sector::Bus);
        let rootless = role.is_some_and(|role| words.rootless.contains(&role.role))
            || found.modifies && matches!(first, Sector::Crm | Sector::Ref);
        let is_document = role.is_some_and(|role| role.kind == RoleKind::Document);
        // "a country might help".
        let any = !found.definite && role.is_some_and(|role| words.anaphors.country.contains(&role.role));
        let officials = description.plural && matches!(first, Sector::Gov | Sector::Leg);
        let any = any || officials && self.is_modified_by(found, &words.area_modifiers);
        if rootless || private && named || first == Sector::Unk || is_document || any {
            return None;
        }
        if let Some(sender) = self.sender(found).filter(|_| first == Sector::Mil) {
            return Some(sender);
        }
        if let Some(same) = self.same_state(found).filter(|_| matches!(first, Sector::Gov | Sector::Leg | Sector::Jud))
        {
            return Some(same);
        }
        let is_kin = role.is_some_and(|role| words.relatives.contains(&role.role));
        let again = self.is_told_again(found);
        if let Some(kin) = self.people_before(found, again).filter(|_| is_kin || again) {
            return Some(kin);
        }
        let known = found.definite && description.name.is_none() && !self.is_local(found);
        // "Foreign ministers met in Rome": they need not be Italian.
        let guests = description.plural && role.is_some_and(|role| words.guests.contains(last_word(&role.role)));
        let place = self.focus.place(found.sentence, Some(found.head).filter(|_| known));
        let hosted = self.focus.has_venue(found.sentence);
        let place = place.filter(|&place| !guests || (self.focus.report == Some(place) && !hosted));
        let attacker = self.attacker(found).filter(|_| first == Sector::Mil);
        match place {
            Some(own) if attacker == Some(own) => self.focus.other_than(own),
            place => place,
        }
    }

    /// "France sent *soldiers*": of those who send them.
    fn sender(&self, found: &Found) -> Option<Country> {
        let analysis = self.describer.analysis;
        let verb = analysis.head(found.head).filter(|_| analysis.deprel(found.head) == Deprel::Obj)?;
        self.doer(verb).filter(|_| self.describer.lexicon.words.commands.contains(analysis.lemma(verb)))
    }

    /// "Russian jets killed eight *soldiers*": who did it.
    fn attacker(&self, found: &Found) -> Option<Country> {
        let analysis = self.describer.analysis;
        let verb = analysis.head(found.head).filter(|_| analysis.deprel(found.head) == Deprel::Obj)?;
        let doer = self.doer(verb).filter(|country| country.is_state());
        doer.filter(|_| self.describer.lexicon.words.harms.contains(analysis.lemma(verb)))
    }

    /// "Chad's parliament voted to oblige *the government*", "a Hezbollah lawmaker said that *the cabinet* …": organs and
    /// parties of a state deal with its other organs.
    fn same_state(&self, found: &Found) -> Option<Country> {
        let analysis = self.describer.analysis;
        let verb = analysis.head(found.head).filter(|&above| analysis.upos(above) == Upos::Verb)?;
        let does = matches!(analysis.deprel(found.head), Deprel::Nsubj | Deprel::NsubjPass);
        let draft = self.doing(if does { analysis.head(verb)? } else { verb })?;
        let domestic = |sector: &Sector| matches!(sector, Sector::Leg | Sector::Pty | Sector::Opp | Sector::Jud);
        let told = &draft.description;
        told.country.filter(|country| country.is_state() && told.sectors.first().is_some_and(domestic))
    }

    /// The state whose people are the subject of a verb, or of the one that it hangs on.
    fn doer(&self, verb: TokenId) -> Option<Country> {
        self.doing(verb)?.description.country
    }

    /// Who does what a verb tells, or the one that it hangs on.
    fn doing(&self, verb: TokenId) -> Option<&Draft> {
        const MAX_CLIMB: usize = 3;
        let analysis = self.describer.analysis;
        let mut at = verb;
        for _ in 0..MAX_CLIMB {
            if let Some(subject) = analysis.children_by(at, &[Deprel::Nsubj, Deprel::NsubjPass]).next() {
                let index = *self.at_head.get(&subject)?;
                return self.drafts.get(index);
            }
            let shares = matches!(analysis.deprel(at), Deprel::Xcomp | Deprel::Advcl | Deprel::Conj | Deprel::Ccomp);
            at = analysis.head(at).filter(|_| shares)?;
        }
        None
    }

    /// "the victims", "two of the men".
    fn is_told_again(&self, found: &Found) -> bool {
        let analysis = self.describer.analysis;
        let words = &self.describer.lexicon.words;
        let of = |&child: &TokenId| grammar::preposition(analysis, child).as_deref() == Some("of");
        let counts = analysis.upos(found.head) == Upos::Num;
        let counted = analysis.children_by(found.head, &[Deprel::Nmod]).find(|child| counts && of(child));
        let noun = counted.unwrap_or(found.head);
        let definite =
            || analysis.children_by(noun, &[Deprel::Det]).any(|word| words.definite.contains(analysis.lower(word)));
        words.told_again.contains(analysis.lemma(noun)) && (!found.restricted || counts) && definite()
    }

    /// "Two Kenyan soldiers died. *The families* …", "Two Kenyan nurses were seized. *The women* …": of the people who
    /// were told of last.
    fn people_before(&self, found: &Found, again: bool) -> Option<Country> {
        const BACK: u32 = 2;
        let people = |draft: &Draft| {
            let told = &draft.description;
            let first = told.sectors.first();
            let is_people = matches!(told.kind, EntityKind::Person | EntityKind::Group);
            let official = matches!(first, Some(Sector::Gov | Sector::Leg | Sector::Jrn | Sector::Cop));
            let armed = first.is_some_and(|&first| first == Sector::Mil || is_irregular(first));
            let fits = !official && !(again && (armed || !told.plural || told.weak));
            is_people && fits && told.country.is_some() && draft.sentence + BACK >= found.sentence
        };
        self.latest(people).and_then(|index| self.drafts.get(index)?.description.country)
    }

    /// "Senator X" in the release of X's office.
    fn is_issuer(&self, description: &mut Description) -> bool {
        let Some(issuer) = self.describer.issuer.filter(|issuer| issuer.person) else { return false };
        let told = description.name.as_deref().filter(|_| description.kind == EntityKind::Person);
        if told.is_none_or(|name| surname(name) != surname(&issuer.name)) || description.country.is_some() {
            return false;
        }
        description.country = issuer.country;
        if description.sectors.is_empty() {
            description.sectors.clone_from(&issuer.sectors);
        }
        description.why.push("who issued the report".to_owned());
        true
    }

    /// "a DFA spokesperson": of the body whose acronym the report explains.
    fn is_of_acronym(&self, description: &mut Description, found: &Found, role: Option<&Role>) -> bool {
        if description.country.is_some() || self.acronyms.is_empty() {
            return false;
        }
        let analysis = self.describer.analysis;
        let tokens = analysis.tokens_in(found.span);
        let inside = (tokens.start..tokens.end.min(tokens.start + 12)).map(TokenId);
        let Some(body) = inside.rev().find_map(|token| self.acronyms.get(analysis.form(token))) else { return false };
        description.country = body.country;
        if role.is_some_and(|role| role.from_body) {
            description.sectors.clone_from(&body.sectors);
        }
        description.why.push("of the body by its acronym".to_owned());
        body.country.is_some()
    }

    /// "Senators X (R-AZ), Y and Z": they are of one country.
    fn shares_title(&self, description: &mut Description, found: &Found) -> bool {
        let analysis = self.describer.analysis;
        let is_person = description.kind == EntityKind::Person && description.name.is_some();
        let joined = is_person && description.country.is_none() && analysis.deprel(found.head) == Deprel::Conj;
        let first = analysis.head(found.head).filter(|_| joined).and_then(|head| self.at_head.get(&head));
        let Some(first) = first.and_then(|&index| self.drafts.get(index)).map(|draft| &draft.description) else {
            return false;
        };
        let alike = first.kind == EntityKind::Person && first.country.is_some();
        let titled = first.role_entry.is_some() || first.entry.is_some();
        let same = description.role_entry.is_none() || description.role_entry == first.role_entry;
        if !alike || !titled || !same {
            return false;
        }
        description.country = first.country;
        description.weak = true;
        if description.sectors.is_empty() {
            description.sectors.clone_from(&first.sectors);
        }
        description.why.push("named together with one of its country".to_owned());
        true
    }

    /// "The command admitted a mistake. *A spokesman* promised a report": of the body that was told of last.
    fn speaks_for_body(&self, description: &mut Description, found: &Found, role: Option<&Role>) -> bool {
        const BACK: u32 = 1;
        let speaks = role.is_some_and(|role| self.describer.lexicon.words.speakers.contains(last_word(&role.role)));
        let alone = description.country.is_none() && description.sectors.is_empty() && !description.unplaced;
        if !speaks || !alone || description.possessor.is_some() {
            return false;
        }
        let is_body = |draft: &Draft| {
            let told = &draft.description;
            let is_one = told.kind == EntityKind::Organization || told.kind == EntityKind::Group && !told.plural;
            let named = is_one && !told.sectors.is_empty() && told.sectors.first() != Some(&Sector::Jrn);
            named && told.country.is_some() && draft.sentence + BACK >= found.sentence
        };
        let body = self.latest(|draft| is_body(draft) && draft.was_subject).or_else(|| self.latest(is_body));
        let issuer = self.describer.issuer.map(|issuer| (issuer.country, issuer.sectors.clone()));
        let told = body.and_then(|index| self.drafts.get(index));
        let told = told.map(|draft| (draft.description.country, draft.description.sectors.clone()));
        let official = self.describer.issuer.is_some_and(|issuer| !issuer.person && issuer.country.is_some());
        let own = issuer.clone().filter(|_| official && found.definite);
        let Some((country, sectors)) = own.or(told).or(issuer) else { return false };
        description.country = country;
        description.sectors = sectors;
        description.weak = true;
        description.why.push("speaks for the body told of last".to_owned());
        true
    }

    /// "General X of Task Force Kandahar" in a release of forces that are sent there: the place is not his.
    fn is_own_officer(&self, description: &Description) -> bool {
        let by_forces = self.describer.issuer.is_some_and(|issuer| {
            let writes_of_forces =
                issuer.nouns.iter().any(|noun| self.describer.lexicon.words.outlets.forces.contains(noun));
            issuer.country.is_some_and(Country::is_state) && (issuer.is_of(Sector::Mil) || writes_of_forces)
        });
        by_forces
            && description.kind == EntityKind::Person
            && description.name.is_some()
            && description.sectors.first() == Some(&Sector::Mil)
    }

    /// "the local police": of the place that the sentence names.
    fn is_local(&self, found: &Found) -> bool {
        self.is_modified_by(found, &self.describer.lexicon.words.local_modifiers)
    }

    /// Whether one of some words stands before a noun and its own modifiers.
    fn is_modified_by(&self, found: &Found, words: &HashSet<String>) -> bool {
        const BACK: u32 = 4;
        let analysis = self.describer.analysis;
        let start = analysis.tokens_in(found.span).start;
        let before = (start.max(found.head.0.saturating_sub(BACK))..found.head.0).map(TokenId);
        before.into_iter().any(|word| words.contains(analysis.lower(word)))
    }
}
