//! Who stands on which side: participants from slots, from what is governed, from who says so.

use linguist::TokenId;
use ontology::{Deprel, EventType, Upos};
use record::Participant;

use crate::candidate::{Candidate, Finder};
use crate::others::{is_document, nearest_other};
use crate::participants::{Ties, members, owners, participants, performers};
use crate::reading::Reading;
use crate::remote::doers_together;
use crate::slots::Slots;

impl Finder<'_> {
    /// The participants that heads mention; of an event ("condemned the *attack*") those who did it.
    fn who(&self, kind: EventType, heads: &[TokenId]) -> Vec<Participant> {
        let mut found = Vec::new();
        for &head in heads {
            if let Some(body) = self.enacted_by(head) {
                found.push(body);
                continue;
            }
            match self.event_at(head) {
                Some(event) if is_harm(event.kind) || !event.actors.is_empty() => {
                    found.extend(event.actors.iter().copied())
                }
                _ if judges(kind) && members(self.reading, head).is_empty() => {
                    let makers = owners(self.reading, head, Ties::Makers);
                    found.extend(if makers.is_empty() { self.keepers(head) } else { makers });
                }
                _ => found.extend(participants(self.reading, &[head])),
            }
        }
        found
    }

    /// "*The council* adopted a resolution, which urges …": a text speaks for the body that passed it.
    fn enacted_by(&self, text: TokenId) -> Option<Participant> {
        let (reading, analysis) = (self.reading, self.reading.analysis);
        if !self.classes.contains(reading, "document", text) || analysis.deprel(text) != Deprel::Obj {
            return None;
        }
        let verb = analysis.head(text).filter(|&verb| self.classes.contains(reading, "enacting", verb))?;
        let subject = reading.grammar.surface_subject(analysis, verb).filter(|&subject| subject != text)?;
        reading.participant_at(subject)
    }

    /// "*Chad* has kept up a policy which the UN criticized": whose subject a judged thing is the object of.
    fn keepers(&self, thing: TokenId) -> Vec<Participant> {
        let (reading, analysis) = (self.reading, self.reading.analysis);
        let verb = analysis.head(thing).filter(|&verb| {
            analysis.deprel(thing) == Deprel::Obj
                && analysis.children_by(thing, &[Deprel::AclRelcl]).next().is_some()
                && self.classes.contains(reading, "keeping", verb)
        });
        let subject = verb.and_then(|verb| reading.grammar.surface_subject(analysis, verb));
        subject.map_or_else(Vec::new, |subject| participants(reading, &grammar::conjuncts(analysis, subject)))
    }

    /// The event that a word tells, if it does not mention a participant.
    fn event_at(&self, head: TokenId) -> Option<&Candidate> {
        let event = self.at.get(head.index()).copied().flatten().and_then(|at| self.found.get(at));
        event.filter(|_| self.reading.participant_at(head).is_none())
    }

    /// "condemned *the attack in Mali*": whoever did it is blamed, and nobody else in the phrase.
    fn is_deed_of_nobody(&self, head: TokenId) -> bool {
        self.event_at(head).is_some_and(|event| is_harm(event.kind) && event.actors.is_empty())
    }

    /// "rejected the *Security Council* resolution": a text stands for the body that made it.
    fn for_their_makers(&self, sides: Vec<Participant>) -> Vec<Participant> {
        let mut found = Vec::new();
        for side in sides {
            let head = side.span.and_then(|span| self.reading.analysis.head_of_span(span));
            match head.filter(|_| is_document(self.reading, &side)) {
                Some(text) => {
                    let makers = owners(self.reading, text, Ties::Makers);
                    found.extend(if makers.is_empty() { vec![side] } else { makers });
                }
                None => found.push(side),
            }
        }
        found
    }

    /// "congratulate *you* on your election", "called on *my countrymen* to give": someone is named, whom no entity
    /// stands for.
    pub(crate) fn names_another(&self, kind: EventType, slots: &Slots) -> bool {
        let analysis = self.reading.analysis;
        let named = slots.arguments.patients.iter().chain(&slots.arguments.recipients).copied();
        let mut named = named.chain(slots.arguments.with(&["to", "on", "upon"]));
        let infinitive = |&clause: &TokenId| analysis.deprel(clause) == Deprel::Xcomp;
        let told_to = kind == EventType::Request && slots.clauses.iter().any(infinitive);
        named.any(|head| analysis.lower(head) == "you" || told_to && analysis.upos(head) == Upos::Noun)
    }

    /// "pledged *its* support": whoever pledges it.
    fn is_possessive(&self, side: &Participant) -> bool {
        let analysis = self.reading.analysis;
        let head = side.span.and_then(|span| analysis.head_of_span(span));
        head.is_some_and(|head| analysis.upos(head) == Upos::Pron && analysis.deprel(head) == Deprel::NmodPoss)
    }

    fn is_in_object(&self, head: TokenId, slots: &Slots) -> bool {
        self.reading.analysis.head(head).is_some_and(|above| slots.arguments.patients.contains(&above))
    }

    /// "its duties under the agreement *with the UN*": one party is named beside the noun; the other is the nearest
    /// subject above it, or who says so.
    pub(crate) fn own_side(&self, noun: TokenId, known: &[Participant]) -> Option<Participant> {
        let (reading, analysis) = (self.reading, self.reading.analysis);
        if analysis.upos(noun) != Upos::Noun {
            return None;
        }
        let subjects = analysis.ancestors(noun).filter(|&above| analysis.upos(above) == Upos::Verb);
        let subjects = subjects.take(UNDER).filter_map(|verb| reading.grammar.surface_subject(analysis, verb));
        let sides = subjects.filter_map(|subject| reading.participant_at(subject)).chain(source(reading, noun));
        let other = |side: &Participant| {
            !known.iter().any(|one| one.entity == side.entity) && !reading.of_one_country(side, known)
        };
        let mut sides = sides;
        sides.find(other)
    }

    /// Who does what is praised or blamed: "it is shameful that the convoy was stopped *by the army*".
    fn doers(&self, slots: &Slots) -> Vec<TokenId> {
        let of = |&clause: &TokenId| self.reading.grammar.arguments(self.reading.analysis, clause).agents;
        let own = |agent: &TokenId| slots.arguments.agents.contains(agent) || slots.words.contains(agent);
        // "welcomed the news *that the army left*", "grateful for the help *that Norway gives*".
        let analysis = self.reading.analysis;
        let tells = |clause: &TokenId| match analysis.deprel(*clause) {
            Deprel::AclRelcl => analysis.child(*clause, Deprel::Nsubj).is_some(),
            _ => analysis.children_by(*clause, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "that"),
        };
        let clauses = [Deprel::Acl, Deprel::AclRelcl, Deprel::Ccomp];
        let mut told: Vec<TokenId> = Vec::new();
        for object in slots.arguments.patients.iter().copied().chain(slots.arguments.with(&["for", "of"])) {
            let subject = |clause: &TokenId| {
                self.reading.grammar.surface_subject(analysis, *clause).is_some_and(|subject| subject != object)
            };
            told.extend(analysis.children_by(object, &clauses).filter(tells).filter(subject));
        }
        slots.clauses.iter().chain(&told).flat_map(of).filter(|agent| !own(agent)).collect()
    }

    /// Whether a word stands in the phrase or clause of a harmful event that the trigger governs, but did not do it.
    pub(crate) fn is_under_harm(&self, token: TokenId, trigger: TokenId) -> bool {
        let above = self.reading.analysis.ancestors(token).take_while(|&above| above != trigger);
        let side = self.reading.participant_at(token).and_then(|side| side.entity);
        let did = |event: &Candidate| event.actors.iter().any(|actor| actor.entity == side);
        above.take(UNDER).any(|above| self.event_at(above).is_some_and(|event| is_harm(event.kind) && !did(event)))
    }

    /// What a protest demands, and of whom, is told in a purpose clause and is no event of its own: "marched to
    /// demand …".
    pub(crate) fn read_protests(&mut self) {
        for at in 0..self.found.len() {
            let Some(protest) = self.found.get(at).filter(|candidate| candidate.kind == EventType::Protest) else {
                continue;
            };
            let (actors, recipients) = (protest.actors.clone(), protest.recipients.clone());
            let purposes = self.purposes(protest.token);
            let demands: Vec<usize> =
                purposes.iter().filter_map(|purpose| self.at.get(purpose.index()).copied().flatten()).collect();
            let mut of = recipients;
            for demand in demands {
                let Some(inner) = self.found.get_mut(demand).filter(|inner| inner.kind == EventType::Request) else {
                    continue;
                };
                inner.consumed = true;
                if of.is_empty() {
                    of.extend(
                        inner.recipients.iter().filter(|side| !actors.iter().any(|actor| actor.entity == side.entity)),
                    );
                }
            }
            if of.is_empty() {
                of.extend(nearest_other(self.reading, purposes, &actors));
            }
            if let Some(protest) = self.found.get_mut(at) {
                protest.recipients = of;
            }
        }
    }

    /// Purpose and participial clauses on a verb or on the object of its phrase.
    fn purposes(&self, token: TokenId) -> Vec<TokenId> {
        let analysis = self.reading.analysis;
        let on = [Deprel::Advcl, Deprel::Acl, Deprel::Xcomp];
        let mut found: Vec<TokenId> = analysis.children_by(token, &on).collect();
        // "continued their hunger strike to demand …": on the verb over the noun.
        let above = analysis
            .head(token)
            .filter(|_| analysis.upos(token) == Upos::Noun && analysis.deprel(token) == Deprel::Obj);
        found.extend(above.into_iter().flat_map(|verb| analysis.children_by(verb, &on)));
        for object in analysis.children_by(token, &[Deprel::Obj, Deprel::Obl]) {
            found.extend(analysis.children_by(object, &on));
        }
        found
    }

    /// The participants of the first slot that has any but those on the other side, or of all slots together.
    pub(crate) fn fill(
        &self,
        names: &[String],
        slots: &Slots,
        together: bool,
        (token, kind): (TokenId, EventType),
        not: &[Participant],
    ) -> (Vec<Participant>, Option<String>) {
        let mut all: Vec<Participant> = Vec::new();
        let mut from = None;
        for name in names {
            let found = match name.as_str() {
                // "pledged that *the state* will pay": who will do it is not the one to whom it is promised.
                "clause" if kind == EventType::Agree => Vec::new(),
                "owner" => slots
                    .fillers(self.reading, "patient")
                    .iter()
                    .chain(slots.fillers(self.reading, "for").iter())
                    .flat_map(|&head| owners(self.reading, head, ties_of(kind)))
                    .collect(),
                "clause" if judges(kind) => participants(self.reading, &self.doers(slots)),
                "source" => source(self.reading, token).into_iter().collect(),
                slot => {
                    let heads = self.heads_in(slot, kind, slots);
                    if all.is_empty() && judges(kind) && heads.iter().any(|&head| self.is_deed_of_nobody(head)) {
                        return (Vec::new(), Some(OF_NOBODY.to_owned()));
                    }
                    let mut found = self.who(kind, &heads);
                    if kind == EventType::Agree && !matches!(slot, "agent" | "poss") {
                        found.retain(|side| !self.is_possessive(side));
                    }
                    found
                }
            };
            for participant in self.for_their_makers(found) {
                if !all.iter().chain(not).any(|known| known.entity == participant.entity) {
                    all.push(participant);
                }
            }
            if !all.is_empty() {
                from.get_or_insert_with(|| name.clone());
                if !together {
                    break;
                }
            }
        }
        (all, from)
    }

    /// The phrases in a slot that may name a side of such an event.
    fn heads_in(&self, slot: &str, kind: EventType, slots: &Slots) -> Vec<TokenId> {
        let mut heads = slots.fillers(self.reading, slot);
        if kind != EventType::Request {
            return heads;
        }
        match slot {
            // "demanded an end to the ban *on films*", "requested aid *to refugees*": not those who are asked.
            "to" | "on" => heads.retain(|&head| !self.is_in_object(head, slots)),
            // "demanded a withdrawal *from Chad*", but "an apology *from Chad*".
            "from" => {
                let of = |head: TokenId| self.reading.analysis.head(head).and_then(|above| self.event_at(above));
                heads.retain(|&head| of(head).is_none_or(|event| event.kind != EventType::Retreat));
            }
            _ => {}
        }
        heads
    }

    /// "An Afghan force, supported by *coalition troops*, killed …": those who support an operation act in it, and those
    /// whom they help.
    pub(crate) fn supporters(&self, token: TokenId, slots: &Slots) -> Vec<Participant> {
        let analysis = self.reading.analysis;
        let support = |clause: &TokenId| {
            matches!(analysis.lemma(*clause), "support" | "back" | "assist" | "accompany" | "aid" | "join")
        };
        let armed = slots.arguments.agents.iter().filter(|&&agent| self.classes.contains(self.reading, "armed", agent));
        let supporters = armed
            .flat_map(|&agent| analysis.children_by(agent, &[Deprel::Acl]))
            .filter(support)
            .flat_map(|clause| performers(self.reading, clause));
        let together = doers_together(self.reading, token);
        supporters.chain(together.into_iter().flat_map(|side| members(self.reading, side))).collect()
    }
}

/// How far above a word a governed event may stand.
const UNDER: usize = 6;

/// The note on a judgement of a deed that nobody named did.
pub(crate) const OF_NOBODY: &str = "a deed of nobody named";

/// Praise and blame: for what someone did.
pub(crate) fn judges(kind: EventType) -> bool {
    matches!(kind, EventType::Accuse | EventType::Support)
}

/// Whose the object is: of what is praised, blamed or demanded only those who made it or can do it.
fn ties_of(kind: EventType) -> Ties {
    if judges(kind) || kind == EventType::Request { Ties::Makers } else { Ties::Any }
}

/// Acts of speech against or for someone.
pub(crate) fn is_verbal(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Request
            | EventType::Reject
            | EventType::Threaten
            | EventType::Support
            | EventType::Agree
            | EventType::Concede
    )
}

pub(crate) fn is_harm(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Assault
            | EventType::Coerce
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Protest
            | EventType::Threaten
            | EventType::Reject
    )
}

/// Who says what stands at a token: the source of the innermost statement, else the subject of the verb of speech
/// over it.
pub(crate) fn source(reading: &Reading<'_>, token: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let stated = reading.statement_at(token);
    if let Some(source) = stated.and_then(|statement| statement.source).filter(|source| source.entity.is_some()) {
        return Some(source);
    }
    let fact = reading.grammar.embeddings(analysis, token);
    let speech =
        fact.iter().find(|step| step.class == grammar::Class::Speech && step.way == grammar::Way::Complement)?;
    let speakers = reading.grammar.arguments(analysis, speech.embedder).agents;
    participants(reading, &speakers).into_iter().next()
}
