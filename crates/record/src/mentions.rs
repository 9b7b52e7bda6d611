//! From a word to the entity it mentions.

use std::collections::HashMap;

use text::Span;

use crate::{Entity, EntityId, Mention, Participant};

/// Finds the entity of a token by the head word of its mentions.
#[derive(Debug, Clone, Default)]
pub struct MentionIndex {
    /// Start of the head word → (entity, index of the mention). Only looked up, never iterated.
    by_head: HashMap<u32, (EntityId, u32)>,
}

impl MentionIndex {
    #[must_use]
    pub fn new(entities: &[Entity]) -> Self {
        let mut by_head = HashMap::new();
        for entity in entities {
            for (index, mention) in (0..).zip(&entity.mentions) {
                by_head.entry(mention.head.start).or_insert((entity.id, index));
            }
        }
        Self { by_head }
    }

    /// The entity mentioned by the phrase whose head word is at `head`, and that mention.
    #[must_use]
    pub fn at<'a>(&self, entities: &'a [Entity], head: Span) -> Option<(&'a Entity, &'a Mention)> {
        let &(id, index) = self.by_head.get(&head.start)?;
        let entity = entities.get(id.index())?;
        Some((entity, entity.mentions.get(index as usize)?))
    }

    /// The same as a participant of a clause.
    #[must_use]
    pub fn participant(&self, entities: &[Entity], head: Span) -> Option<Participant> {
        let (entity, mention) = self.at(entities, head)?;
        Some(Participant { entity: Some(entity.id), span: Some(mention.span) })
    }
}
