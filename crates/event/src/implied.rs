//! Participants that are plain from the report though the clause does not name them (codebook 7, rule 4).

use std::collections::BTreeMap;

use linguist::TokenId;
use ontology::{Country, EntityKind, EventType, Sector, Status};
use record::{Entity, EntityId, Participant};

use crate::drafts::Draft;
use crate::reading::Reading;

/// A report about a war against one armed group tells of "strikes", "liberated districts" and "the attack"
/// without naming the group each time.
pub(crate) fn fill_adversary(reading: &Reading<'_>, drafts: &mut [Draft]) -> Option<Participant> {
    let enemy = only_enemy(reading, drafts)?;
    let entity = reading.input.entities.get(enemy.index())?;
    let implied = Participant { entity: Some(enemy), span: None };
    let told_of = sentences_of(reading, entity);
    for draft in drafts.iter_mut().filter(|draft| draft.kind() == EventType::Assault) {
        // "did not fire": nobody is said to have been fired at.
        if draft.status == Status::Negated {
            continue;
        }
        // "was killed on Friday": by what is not told.
        let named = draft.effect.is_none() || !draft.candidate.modes.is_empty();
        // Something is said to have done it, and long after the group was last named it may be another.
        let first = told_of.partition_point(|&at| at + NEAR < draft.sentence);
        let near = told_of.get(first).is_some_and(|&at| at <= draft.sentence + NEAR);
        let weapon = |&agent: &TokenId| {
            ["bombs", "violence"].iter().any(|class| reading.classes.contains(reading, class, agent))
        };
        let told = named && near && draft.candidate.agents.iter().all(weapon);
        let land = draft.territory;
        let candidate = &mut draft.candidate;
        let involved = |sides: &[Participant]| sides.iter().any(|side| side.entity == Some(enemy));
        if involved(&candidate.actors) || involved(&candidate.recipients) {
            continue;
        }
        let of = |side: &Participant| reading.entity(*side);
        let fights = |side: &Participant| {
            of(side).is_some_and(|other| {
                matches!(other.sectors.first(), Some(Sector::Mil | Sector::Gov | Sector::Reb | Sector::Prm))
                    && other.country != entity.country
                    || matches!(other.sectors.first(), Some(Sector::Mil | Sector::Prm | Sector::Cop))
            })
        };
        let is_land = |side: &Participant| of(side).is_some_and(|other| other.kind == EntityKind::Country);
        let fighters = |side: &Participant| of(side).is_some_and(is_armed_group);
        let of_land = land && candidate.recipients.iter().all(is_land);
        // "the liberation of the town": from whoever held it.
        let freed = of_land && candidate.actors.is_empty();
        if (candidate.recipients.is_empty() || of_land) && (candidate.actors.iter().any(fights) || freed) {
            candidate.recipients.clear();
            candidate.recipients.push(implied);
            candidate.notes.push("recipient: the report's armed group".to_owned());
        } else if candidate.actors.is_empty()
            && told
            && !candidate.recipients.is_empty()
            && !candidate.recipients.iter().any(fighters)
        {
            candidate.actors.push(implied);
            candidate.notes.push("actor: the report's armed group".to_owned());
        }
    }
    Some(implied)
}

/// How many sentences away an armed group is still plain as the doer of what nobody is said to have done.
const NEAR: u32 = 2;

/// The sentences in which an entity is mentioned, in order.
fn sentences_of(reading: &Reading<'_>, entity: &Entity) -> Vec<u32> {
    let head = |span| reading.analysis.head_of_span(span);
    let at = entity.mentions.iter().filter_map(|mention| head(mention.span));
    let mut sentences: Vec<u32> = at.map(|head| reading.analysis.sentence_of(head)).collect();
    sentences.sort_unstable();
    sentences
}

/// The armed group that the report is against: attacked by others most often, transnational, most often mentioned.
fn only_enemy(reading: &Reading<'_>, drafts: &[Draft]) -> Option<EntityId> {
    let mut attacked: BTreeMap<EntityId, usize> = BTreeMap::new();
    for draft in drafts.iter().filter(|draft| draft.kind() == EventType::Assault) {
        for side in draft.candidate.recipients.iter().filter_map(|side| side.entity) {
            *attacked.entry(side).or_default() += 1;
        }
    }
    let standing = |entity: &Entity| {
        let attacks = attacked.get(&entity.id).copied().unwrap_or(0);
        let transnational = usize::from(entity.country == Some(Country::MILITARIZED_GROUP)) * 2;
        (attacks + transnational, entity.mentions.len())
    };
    let armed = reading
        .input
        .entities
        .iter()
        .filter(|entity| is_armed_group(entity) && entity.mentions.len() >= LEAST_MENTIONS);
    let armed = armed.filter(|entity| attacked.contains_key(&entity.id) || entity.mentions.len() >= OFTEN);
    armed.map(|entity| (standing(entity), std::cmp::Reverse(entity.id))).max().map(|(_, std::cmp::Reverse(id))| id)
}

const LEAST_MENTIONS: usize = 2;

/// So often mentioned, a group is what the report is about even if no attack on it is told.
const OFTEN: usize = 3;

fn is_armed_group(entity: &Entity) -> bool {
    matches!(entity.sectors.first(), Some(Sector::Reb | Sector::Uaf))
        || entity.country == Some(Country::MILITARIZED_GROUP)
}
