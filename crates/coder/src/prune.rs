//! Keeps the entities that the record speaks of.
//!
//! The actor layer proposes every noun phrase that could take part in something. A description that no statement,
//! event or commitment refers to ("several tents") is dropped; a name is kept, because readers look for names.

use ontology::Form;
use record::{EntityId, Participant, Record};

/// Drops unused descriptions and renumbers what is left, in the order of first mention.
pub(crate) fn entities(record: &mut Record) {
    let mut used = vec![false; record.entities.len()];
    each_participant(record, |participant| {
        if let Some(slot) = participant.entity.and_then(|id| used.get_mut(id.index())) {
            *slot = true;
        }
    });
    for (entity, used) in record.entities.iter().zip(&mut used) {
        *used |= entity.mentions.iter().any(|mention| mention.form == Form::Name);
    }
    let mut order: Vec<usize> = (0..used.len()).filter(|&index| used[index]).collect();
    order.sort_by_key(|&index| (record.entities[index].mentions.iter().map(|mention| mention.span.start).min(), index));
    let mut renumbered: Vec<Option<EntityId>> = vec![None; used.len()];
    for (new, &old) in order.iter().enumerate() {
        renumbered[old] = Some(EntityId::new(new));
    }
    let mut kept: Vec<Option<record::Entity>> = std::mem::take(&mut record.entities).into_iter().map(Some).collect();
    record.entities = order.iter().filter_map(|&old| kept.get_mut(old).and_then(Option::take)).collect();
    for (index, entity) in record.entities.iter_mut().enumerate() {
        entity.id = EntityId::new(index);
    }
    each_participant(record, |participant| {
        participant.entity = participant.entity.and_then(|id| renumbered.get(id.index()).copied().flatten());
    });
}

fn each_participant(record: &mut Record, mut visit: impl FnMut(&mut Participant)) {
    for statement in &mut record.statements {
        statement.source.iter_mut().for_each(&mut visit);
        statement.addressees.iter_mut().for_each(&mut visit);
    }
    for event in &mut record.events {
        event.actors.iter_mut().for_each(&mut visit);
        event.recipients.iter_mut().for_each(&mut visit);
    }
    for commitment in &mut record.commitments {
        visit(&mut commitment.obligor);
        commitment.counterparties.iter_mut().for_each(&mut visit);
    }
}

#[cfg(test)]
mod tests {
    use ontology::EntityKind;
    use record::{Entity, Evidence, Mention};
    use text::Span;

    use super::*;

    fn entity(index: usize, start: u32, form: Form) -> Entity {
        let span = Span::new(start, start + 1);
        Entity {
            id: EntityId::new(index),
            name: String::new(),
            kind: EntityKind::Group,
            country: None,
            sectors: Vec::new(),
            role: None,
            mentions: vec![Mention { span, form, head: span }],
            evidence: Evidence::default(),
        }
    }

    #[test]
    fn unused_descriptions_go_and_names_stay() {
        let entities = vec![entity(0, 9, Form::Name), entity(1, 5, Form::Nominal), entity(2, 1, Form::Name)];
        let mut record = Record { entities, ..Record::default() };
        super::entities(&mut record);
        let starts: Vec<u32> = record.entities.iter().map(|entity| entity.mentions[0].span.start).collect();
        assert_eq!(starts, [1, 9]);
        assert_eq!(record.entities[1].id, EntityId::new(1));
    }
}
