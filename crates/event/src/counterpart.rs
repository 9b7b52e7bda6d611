//! Sides of a fight or a quarrel that the report leaves out once it has told them: who strikes at whom goes on from one deed to the
//! next (codebook 7, rule 4).

use ontology::{Country, EventType, Sector, Status};
use record::{EntityId, Participant};

use crate::drafts::Draft;
use crate::reading::Reading;

/// So many sentences away a deed may lie from which a side is taken over.
const NEAR: u32 = 4;
/// So many events before and behind are looked at.
const EVENTS: usize = 12;

/// A party to a quarrel: an armed group by itself, all others by their country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Party {
    Group(EntityId),
    Country(Country),
}

fn party(reading: &Reading<'_>, side: &Participant) -> Option<Party> {
    let entity = reading.entity(*side)?;
    let armed = matches!(entity.sectors.first(), Some(Sector::Reb | Sector::Uaf));
    if armed || entity.country == Some(Country::MILITARIZED_GROUP) {
        return Some(Party::Group(entity.id));
    }
    entity.country.map(Party::Country)
}

/// Gives a deed without a doer, or one done to nobody named, the side that stood there in the nearest deed of the same kind
/// between the same parties.
pub(crate) fn fill_counterparts(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { continue };
        if draft.status == Status::Negated || draft.candidate.names_another {
            continue;
        }
        let (actors, recipients) = (&draft.candidate.actors, &draft.candidate.recipients);
        let by_nobody = actors.is_empty()
            && !recipients.is_empty()
            && matches!(draft.kind(), EventType::Assault | EventType::Coerce)
            && draft.candidate.agents.is_empty();
        let to_nobody = recipients.is_empty()
            && !actors.is_empty()
            && matches!(draft.kind(), EventType::Assault | EventType::Accuse | EventType::Threaten | EventType::Reject);
        let found = if by_nobody {
            nearest(reading, drafts, at, |told| (&told.candidate.recipients, &told.candidate.actors), recipients)
        } else if to_nobody {
            nearest(reading, drafts, at, |told| (&told.candidate.actors, &told.candidate.recipients), actors)
        } else {
            Vec::new()
        };
        let Some(draft) = drafts.get_mut(at).filter(|_| !found.is_empty()) else { continue };
        let (list, note) = if by_nobody {
            (&mut draft.candidate.actors, "actor: as in the deed before")
        } else {
            (&mut draft.candidate.recipients, "recipient: as in the deed before")
        };
        list.extend(found);
        draft.candidate.notes.push(note.to_owned());
    }
}

/// The side opposite to `known` in the nearest deed of the same kind, those before first.
fn nearest<'d>(
    reading: &Reading<'_>,
    drafts: &'d [Draft],
    at: usize,
    sides: impl Fn(&'d Draft) -> (&'d Vec<Participant>, &'d Vec<Participant>),
    known: &[Participant],
) -> Vec<Participant> {
    let Some(draft) = drafts.get(at) else { return Vec::new() };
    let parties: Vec<Party> = known.iter().filter_map(|side| party(reading, side)).collect();
    let before = drafts.get(at.saturating_sub(EVENTS)..at).unwrap_or_default().iter().rev();
    let behind = drafts.get(at + 1..drafts.len().min(at + 1 + EVENTS)).unwrap_or_default().iter();
    let mut told = before.chain(behind).filter(|told| {
        told.kind() == draft.kind() && told.sentence.abs_diff(draft.sentence) <= NEAR && told.status != Status::Negated
    });
    told.find_map(|told| {
        let (same, opposite) = sides(told);
        let shared = same.iter().filter_map(|side| party(reading, side)).any(|side| parties.contains(&side));
        let other = |side: &&Participant| party(reading, side).is_some_and(|side| !parties.contains(&side));
        let found: Vec<Participant> = opposite
            .iter()
            .filter(other)
            .filter(|side| side.entity.is_some())
            .map(|side| Participant { entity: side.entity, span: None })
            .collect();
        (shared && !found.is_empty()).then_some(found)
    })
    .unwrap_or_default()
}
