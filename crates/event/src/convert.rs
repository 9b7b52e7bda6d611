//! PLOVER's conversions: what is promised, threatened, demanded, refused or announced (codebook 7, rule 1).

use ontology::{EventType, Mode, Status};
use record::Participant;

use crate::candidate::Candidate;
use crate::frames::{Content, Frames};
use crate::participants::participants;
use crate::reading::Reading;
use crate::sides::{is_harm, is_verbal, source};
use crate::tables::Tables;

/// Gives every candidate that governs another the type and mode that the pair has together; the governed ones are
/// consumed. Deeper candidates come first, so chains ("promised to demand") resolve from the inside.
pub(crate) fn convert_governed(reading: &Reading<'_>, tables: &Tables, frames: &Frames, candidates: &mut [Candidate]) {
    for at in 0..candidates.len() {
        let Some(content) = candidates
            .get(at)
            .and_then(|candidate| frames.frames.get(candidate.frame))
            .and_then(|frame| frame.entry.content)
        else {
            continue;
        };
        let inner =
            candidates.get(at).and_then(|candidate| candidate.embeds).and_then(|inner| candidates.get(inner)).cloned();
        let governed = candidates.get(at).map(|candidate| candidate.governed.clone()).unwrap_or_default();
        if let Some(candidate) = candidates.get_mut(at) {
            let asked = tables.asked(reading, &candidate.asked);
            convert(candidate, content, inner.as_ref(), asked);
        }
        for inner in governed {
            let told_by_another = is_anothers_word(candidates, at, inner);
            if let Some(inner) = candidates.get_mut(inner).filter(|_| !told_by_another) {
                inner.consumed = true;
            }
        }
    }
}

/// "turned down *Ghana's request*": what somebody else asked, offered or threatened is a deed besides its refusal.
fn is_anothers_word(candidates: &[Candidate], outer: usize, inner: usize) -> bool {
    let (Some(outer), Some(inner)) = (candidates.get(outer), candidates.get(inner)) else { return false };
    let known = |side: &Participant| outer.actors.iter().any(|actor| actor.entity == side.entity);
    inner.nominal && is_verbal(inner.kind) && !inner.actors.is_empty() && !inner.actors.iter().any(known)
}

fn convert(candidate: &mut Candidate, content: Content, inner: Option<&Candidate>, asked: Option<Mode>) {
    match content {
        Content::Promise | Content::Vow => convert_promise(candidate, inner),
        Content::Threat => {
            if candidate.modes.is_empty() {
                candidate.modes.extend(inner.and_then(threatened_mode));
            }
        }
        Content::Demand | Content::Refusal => {
            if candidate.modes.is_empty() {
                candidate.modes.push(demanded_mode(candidate, inner, asked));
            }
        }
    }
    let Some(inner) = inner else { return };
    if candidate.recipients.is_empty() && !candidate.names_another {
        let other =
            |participant: &&Participant| !candidate.actors.iter().any(|actor| actor.entity == participant.entity);
        let from: Vec<Participant> = inner.recipients.iter().chain(&inner.actors).filter(other).copied().collect();
        candidate.recipients = match content {
            // The one of whom it is demanded is the one who should do it.
            Content::Demand => inner.actors.iter().chain(&inner.recipients).filter(other).take(1).copied().collect(),
            _ => from,
        };
        if !candidate.recipients.is_empty() {
            candidate.notes.push("recipient: of what is governed".to_owned());
        }
    }
    if candidate.actors.is_empty() && matches!(content, Content::Promise | Content::Vow | Content::Threat) {
        candidate.actors.clone_from(&inner.actors);
    }
}

fn convert_promise(candidate: &mut Candidate, inner: Option<&Candidate>) {
    // "agreed not to use force": to promise to leave off what is no event is still a promise.
    let Some(inner) = inner else { return };
    let (kind, mode) = match (inner.kind, candidate.negated_content) {
        (kind, false) if is_harm(kind) && kind != EventType::Reject => (EventType::Threaten, threatened_mode(inner)),
        (EventType::Reject, false) => (EventType::Reject, inner.modes.first().copied()),
        (EventType::Retreat | EventType::Concede, false) => (EventType::Concede, None),
        (kind, true) if !is_harm(kind) => (EventType::Reject, Some(Mode::Change)),
        _ => (candidate.kind, None),
    };
    if kind != candidate.kind {
        candidate.notes.push(format!("{} of {}: {kind}", candidate.phrase, inner.kind));
        candidate.kind = kind;
        candidate.modes = mode.into_iter().collect();
    }
}

/// The mode of a threat from what is threatened.
fn threatened_mode(inner: &Candidate) -> Option<Mode> {
    let has = |mode: Mode| inner.modes.contains(&mode);
    match inner.kind {
        EventType::Assault | EventType::Mobilize => Some(Mode::Violence),
        EventType::Coerce if has(Mode::Arrest) => Some(Mode::Arrest),
        EventType::Coerce if has(Mode::Deport) => Some(Mode::Expel),
        EventType::Coerce => Some(Mode::Restrict),
        EventType::Sanction if has(Mode::Expel) => Some(Mode::Expel),
        EventType::Sanction | EventType::Reject | EventType::Protest | EventType::Retreat => Some(Mode::Relations),
        EventType::Threaten => inner.modes.first().copied(),
        _ => None,
    }
}

/// The mode of a demand or refusal from what is asked for.
fn demanded_mode(candidate: &Candidate, inner: Option<&Candidate>, asked: Option<Mode>) -> Mode {
    match inner.map(|inner| inner.kind) {
        Some(EventType::Aid | EventType::Cooperate | EventType::Support) => Mode::Assist,
        Some(EventType::Consult | EventType::Agree) => Mode::Meet,
        Some(EventType::Retreat | EventType::Concede) => Mode::Yield,
        _ if candidate.negated_content => Mode::Yield,
        _ => asked.unwrap_or(Mode::Change),
    }
}

/// What is announced for the future is itself an act: agreement, concession or threat.
pub(crate) fn announce(reading: &Reading<'_>, candidate: &mut Candidate) -> Status {
    let (kind, modes) = match candidate.kind {
        EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid => {
            (EventType::Agree, Vec::new())
        }
        EventType::Retreat => (EventType::Concede, Vec::new()),
        EventType::Agree | EventType::Concede | EventType::Reject | EventType::Threaten | EventType::Request => {
            return Status::Actual;
        }
        kind if is_harm(kind) && said_by_actor(reading, candidate) => {
            (EventType::Threaten, threatened_mode(candidate).into_iter().collect())
        }
        _ => return Status::Future,
    };
    // "will receive aid": its subject is not the one who gives it.
    if kind == EventType::Agree && !candidate.nominal && !candidate.subject_receives {
        take_sides(reading, candidate);
    }
    candidate.notes.push(format!("future {}: {kind}", candidate.kind));
    candidate.kind = kind;
    candidate.modes = modes;
    Status::Actual
}

/// What its own actor announces on a condition.
pub(crate) fn threaten(reading: &Reading<'_>, candidate: &mut Candidate) -> Status {
    if !said_by_actor(reading, candidate) {
        return Status::Hypothetical;
    }
    candidate.notes.push(format!("conditional {}: THREATEN", candidate.kind));
    candidate.modes = threatened_mode(candidate).into_iter().collect();
    candidate.kind = EventType::Threaten;
    Status::Actual
}

/// "will meet their allies": the one who announces acts, the others are those to whom it is announced.
fn take_sides(reading: &Reading<'_>, candidate: &mut Candidate) {
    let doers = participants(reading, &candidate.agents);
    let acts = |side: &Participant| doers.iter().any(|doer| doer.entity == side.entity);
    let all: Vec<Participant> = candidate.actors.iter().chain(&candidate.recipients).copied().collect();
    if all.iter().any(acts) {
        candidate.actors = all.iter().copied().filter(acts).collect();
        candidate.recipients = all.into_iter().filter(|side| !acts(side)).collect();
    }
}

/// Whether the one who announces it is the one who will do it: the source of the statement, or the issuer ("We will").
fn said_by_actor(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    let source = source(reading, candidate.token);
    let country = |participant: &Participant| reading.entity(*participant).and_then(|entity| entity.country);
    let same = |actor: &Participant, source: &Participant| {
        actor.entity == source.entity || (country(actor).is_some() && country(actor) == country(source))
    };
    let first_person = candidate.agents.iter().any(|&agent| matches!(reading.analysis.lower(agent), "we" | "i"));
    first_person || source.is_some_and(|source| candidate.actors.iter().any(|actor| same(actor, &source)))
}
