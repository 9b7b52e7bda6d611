//! From a word to the entity it mentions.

use text::Span;

use crate::{Entity, EntityId, Mention, Participant};

/// Finds the entities of a token by the head word of their mentions. One word may head two mentions:
/// "Afghan and coalition *forces*".
#[derive(Debug, Clone, Default)]
pub struct MentionIndex {
    /// (start of the head word, entity, index of the mention), sorted.
    by_head: Vec<(u32, EntityId, u32)>,
}

impl MentionIndex {
    #[must_use]
    pub fn new(entities: &[Entity]) -> Self {
        let mut by_head = Vec::new();
        for entity in entities {
            for (index, mention) in (0..).zip(&entity.mentions) {
                by_head.push((mention.head.start, entity.id, index));
            }
        }
        by_head.sort_unstable();
        by_head.dedup_by_key(|&mut (start, entity, _)| (start, entity));
        Self { by_head }
    }

    fn all_at(&self, head: Span) -> &[(u32, EntityId, u32)] {
        let from = self.by_head.partition_point(|&(start, ..)| start < head.start);
        let found = self.by_head.get(from..).unwrap_or_default();
        let count = found.iter().take_while(|&&(start, ..)| start == head.start).count();
        found.get(..count).unwrap_or_default()
    }

    /// The entity mentioned by the phrase whose head word is at `head`, and that mention; the first if there are two.
    #[must_use]
    pub fn at<'a>(&self, entities: &'a [Entity], head: Span) -> Option<(&'a Entity, &'a Mention)> {
        let &(_, id, index) = self.all_at(head).first()?;
        let entity = entities.get(id.index())?;
        Some((entity, entity.mentions.get(index as usize)?))
    }

    /// The same as a participant of a clause.
    #[must_use]
    pub fn participant(&self, entities: &[Entity], head: Span) -> Option<Participant> {
        self.participants(entities, head).first().copied()
    }

    /// Every entity that the phrase mentions, as participants of a clause.
    #[must_use]
    pub fn participants(&self, entities: &[Entity], head: Span) -> Vec<Participant> {
        let mention = |&(_, id, index): &(u32, EntityId, u32)| {
            let mention = entities.get(id.index())?.mentions.get(index as usize)?;
            Some(Participant { entity: Some(id), span: Some(mention.span) })
        };
        self.all_at(head).iter().filter_map(mention).collect()
    }
}

#[cfg(test)]
mod tests {
    use ontology::{EntityKind, Form};

    use super::*;
    use crate::Evidence;

    fn entity(index: usize, head: Span) -> Entity {
        Entity {
            id: EntityId::new(index),
            name: String::new(),
            kind: EntityKind::Group,
            country: None,
            sectors: Vec::new(),
            role: None,
            mentions: vec![Mention { span: head, form: Form::Nominal, head }],
            evidence: Evidence::default(),
        }
    }

    #[test]
    fn one_word_may_mention_two() {
        let (forces, town) = (Span::new(21, 27), Span::new(40, 44));
        let entities = [entity(0, forces), entity(1, town), entity(2, forces)];
        let index = MentionIndex::new(&entities);
        let found: Vec<_> = index.participants(&entities, forces).iter().map(|found| found.entity).collect();
        assert_eq!(found, [Some(EntityId::new(0)), Some(EntityId::new(2))]);
        assert_eq!(index.participant(&entities, town).and_then(|found| found.entity), Some(EntityId::new(1)));
        assert!(index.at(&entities, Span::new(0, 3)).is_none());
    }
}
