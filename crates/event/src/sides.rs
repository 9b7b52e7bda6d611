//! Who stands on which side: participants from slots, from what is governed, from who says so.

use linguist::TokenId;
use ontology::{Deprel, EntityKind, EventType, Upos};
use record::Participant;

use crate::candidate::Finder;
use crate::reading::Reading;
use crate::slots::{Slots, owners, participants, performers};

impl Finder<'_> {
    /// The participants that heads mention; of an event ("condemned the *attack*") those who did it.
    pub(crate) fn who(&self, heads: &[TokenId]) -> Vec<Participant> {
        let mut found = Vec::new();
        for &head in heads {
            let event = self.at.get(head.index()).copied().flatten().and_then(|at| self.found.get(at));
            match event.filter(|_| self.reading.participant_at(head).is_none()) {
                Some(event) if is_harm(event.kind) || !event.actors.is_empty() => {
                    found.extend(event.actors.iter().copied())
                }
                _ => found.extend(participants(self.reading, &[head])),
            }
        }
        found
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

    /// The participants of the first slot that has any, or of all slots together.
    pub(crate) fn fill(
        &self,
        names: &[String],
        slots: &Slots,
        together: bool,
        token: TokenId,
    ) -> (Vec<Participant>, Option<String>) {
        let mut all: Vec<Participant> = Vec::new();
        let mut from = None;
        for name in names {
            let found = match name.as_str() {
                "owner" => slots
                    .fillers(self.reading, "patient")
                    .iter()
                    .chain(slots.fillers(self.reading, "for").iter())
                    .flat_map(|&head| owners(self.reading, head, 0))
                    .collect(),
                "source" => source(self.reading, token).into_iter().collect(),
                slot => self.who(&slots.fillers(self.reading, slot)),
            };
            for participant in found {
                if !all.iter().any(|known| known.entity == participant.entity) {
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

    /// "An Afghan force, supported by *coalition troops*, killed …": those who support an operation act in it.
    pub(crate) fn supporters(&self, slots: &Slots) -> Vec<Participant> {
        let analysis = self.reading.analysis;
        let support = |clause: &TokenId| {
            matches!(analysis.lemma(*clause), "support" | "back" | "assist" | "accompany" | "aid" | "join")
        };
        slots
            .arguments
            .agents
            .iter()
            .filter(|&&agent| self.classes.contains(self.reading, "armed", agent))
            .flat_map(|&agent| analysis.children_by(agent, &[Deprel::Acl]))
            .filter(support)
            .flat_map(|clause| performers(self.reading, clause))
            .collect()
    }
}

/// Bounds the search below the trigger.
const OTHER_SIDE_DEPTH: usize = 5;

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

/// Types that are done to someone, who is often named only deep in what is promised, refused or eased.
pub(crate) fn seeks_other_side(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Agree
            | EventType::Request
            | EventType::Reject
            | EventType::Threaten
            | EventType::Accuse
            | EventType::Support
            | EventType::Concede
            | EventType::Aid
            | EventType::Retreat
            | EventType::Sanction
            | EventType::Coerce
            | EventType::Protest
    )
}

/// The nearest participant in what the trigger governs, with those coordinated with it.
pub(crate) fn other_side(
    reading: &Reading<'_>,
    kind: EventType,
    slots: &Slots,
    actors: &[Participant],
) -> Vec<Participant> {
    let analysis = reading.analysis;
    // "welcomed the *steps* that were taken by the king": what hangs on a noun of the phrase.
    let nouns = || slots.words.iter().copied().filter(|&word| analysis.upos(word) == Upos::Noun);
    let by_whom: Vec<Participant> = nouns()
        .flat_map(|noun| analysis.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl]))
        .flat_map(|clause| performers(reading, clause))
        .filter(|side| !actors.iter().any(|actor| actor.entity == side.entity))
        .collect();
    if !by_whom.is_empty() {
        return by_whom;
    }
    let asked = |token: TokenId| {
        // "asked for *observers*": they are not those who are asked.
        kind == EventType::Request
            && analysis.upos(token) == Upos::Noun
            && (slots.arguments.patients.contains(&token) || slots.arguments.with(&["for"]).any(|head| head == token))
    };
    let mut level: Vec<TokenId> = slots.clauses.clone();
    level.extend(nouns().flat_map(|noun| analysis.children_by(noun, &[Deprel::Acl, Deprel::Ccomp])));
    level.extend(slots.objects());
    level.extend(slots.arguments.with(&["over", "in", "into", "between", "toward", "towards", "at", "about"]));
    let promises = matches!(kind, EventType::Agree | EventType::Support | EventType::Retreat);
    let skip = |token: TokenId| promises && is_setting(reading, token) || asked(token);
    let Some((at, found)) = nearest_at(reading, level, actors, &skip) else {
        return if kind == EventType::Threaten { conditioned(reading, slots, actors) } else { Vec::new() };
    };
    let mut all = vec![found];
    for member in grammar::conjuncts(reading.analysis, at) {
        for other in reading.participants_at(member) {
            let known = |side: &Participant| side.entity == other.entity;
            if !all.iter().chain(actors).any(known) && !is_document(reading, &other) {
                all.push(other);
            }
        }
    }
    all
}

/// "threatened to stop the talks if *Mali* goes ahead": a threat is for the one on whom it depends.
fn conditioned(reading: &Reading<'_>, slots: &Slots, actors: &[Participant]) -> Vec<Participant> {
    let analysis = reading.analysis;
    let over = slots.clauses.iter().chain(&slots.words).copied();
    let clause = |&token: &TokenId| analysis.deprel(token) == Deprel::Advcl;
    let conditions = over.flat_map(|word| analysis.subtree_without(word, |_| false)).filter(clause);
    let is_condition = |&clause: &TokenId| {
        let marks = analysis.children_by(clause, &[Deprel::Mark]).map(|mark| analysis.lower(mark));
        marks.into_iter().any(|mark| matches!(mark, "if" | "unless" | "until"))
    };
    let subject = |clause: TokenId| reading.grammar.surface_subject(analysis, clause);
    let sides = conditions.filter(is_condition).filter_map(subject).flat_map(|head| participants(reading, &[head]));
    sides.filter(|side| !actors.iter().any(|actor| actor.entity == side.entity)).take(1).collect()
}

/// "an amendment to *the budget resolution*", "welcomed *the treaty*": named, but nobody to whom a thing is done.
pub(crate) fn is_document(reading: &Reading<'_>, participant: &Participant) -> bool {
    let head = participant.span.and_then(|span| reading.analysis.head_of_span(span));
    head.is_some_and(|head| reading.classes.contains(reading, "document", head))
}

/// "a political transition *in Syria*": where it is, not to whom it is done.
fn is_setting(reading: &Reading<'_>, token: TokenId) -> bool {
    reading.entity_at(token).is_some_and(|entity| entity.kind == EntityKind::Country)
        && grammar::preposition(reading.analysis, token)
            .is_some_and(|word| matches!(word.as_str(), "in" | "within" | "inside" | "across" | "throughout"))
}

/// The nearest participant under some words that is of another country than the actors, else the nearest.
pub(crate) fn nearest_other(reading: &Reading<'_>, level: Vec<TokenId>, actors: &[Participant]) -> Option<Participant> {
    nearest_at(reading, level, actors, &|_| false).map(|(_, found)| found)
}

fn nearest_at(
    reading: &Reading<'_>,
    mut level: Vec<TokenId>,
    actors: &[Participant],
    skip: &dyn Fn(TokenId) -> bool,
) -> Option<(TokenId, Participant)> {
    let analysis = reading.analysis;
    let country = |participant: &Participant| reading.entity(*participant).and_then(|entity| entity.country);
    let mut nearest = None;
    for _ in 0..OTHER_SIDE_DEPTH {
        let mut below = Vec::new();
        for &token in &level {
            if let Some(found) = reading.participant_at(token)
                && !actors.iter().any(|actor| actor.entity == found.entity)
                && !is_document(reading, &found)
                && !skip(token)
            {
                let abroad = country(&found).is_some() && actors.iter().all(|actor| country(actor) != country(&found));
                if abroad || actors.is_empty() {
                    return Some((token, found));
                }
                nearest.get_or_insert((token, found));
            }
            let inside = |child: TokenId| {
                !matches!(analysis.deprel(child), Deprel::Advcl | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Punct)
            };
            below.extend(analysis.children(token).iter().copied().filter(|&child| inside(child)));
        }
        level = below;
    }
    nearest
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
