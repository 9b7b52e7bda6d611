//! Sources that no mention covers become entities: "I" in an interview, "the website", "some folks".

use std::collections::BTreeMap;

use linguist::{Analysis, TokenId};
use ontology::{EntityKind, Form, Number, Upos, Xpos};
use record::{Entity, EntityId, Evidence, Mention, Statement};
use text::Span;

/// Gives every source that has a span but no entity an entity of its own, described by its words. To be called when
/// the participants are resolved, first person included; what is left then is a source that nothing else mentions.
pub fn name_sources(analysis: &Analysis, entities: &mut Vec<Entity>, statements: &mut [Statement]) {
    let mut made: BTreeMap<String, EntityId> = BTreeMap::new();
    for source in statements.iter_mut().filter_map(|statement| statement.source.as_mut()) {
        let (None, Some(span)) = (source.entity, source.span) else { continue };
        let words = span.of(&analysis.text).to_lowercase();
        let id = *made.entry(words).or_insert_with(|| {
            let id = EntityId::new(entities.len());
            entities.push(described(analysis, id, span));
            id
        });
        source.entity = Some(id);
        let mention = Mention { span, form: form(analysis, span), head: head_span(analysis, span) };
        if let Some(entity) = entities.get_mut(id.index())
            && !entity.mentions.contains(&mention)
        {
            entity.mentions.push(mention);
        }
    }
}

fn head_span(analysis: &Analysis, span: Span) -> Span {
    analysis.head_of_span(span).map_or(span, |head| analysis.span(head))
}

fn form(analysis: &Analysis, span: Span) -> Form {
    match analysis.head_of_span(span).map(|head| analysis.upos(head)) {
        Some(Upos::Pron) => Form::Pronoun,
        Some(Upos::Propn) => Form::Name,
        _ => Form::Nominal,
    }
}

fn described(analysis: &Analysis, id: EntityId, span: Span) -> Entity {
    let head = analysis.head_of_span(span);
    Entity {
        id,
        name: span.of(&analysis.text).to_owned(),
        kind: head.map_or(EntityKind::Organization, |head| kind(analysis, head)),
        country: None,
        sectors: Vec::new(),
        role: None,
        mentions: Vec::new(),
        evidence: Evidence::by("source of a statement").at(span),
    }
}

/// One person, several people, or something written.
fn kind(analysis: &Analysis, head: TokenId) -> EntityKind {
    let token = analysis.token(head);
    match analysis.lower(head) {
        "i" | "he" | "she" | "you" | "him" | "her" | "me" | "my" | "his" | "who" => EntityKind::Person,
        "we" | "they" | "us" | "them" | "our" | "their" => EntityKind::Group,
        _ if token.feats.number == Some(Number::Plur) || token.xpos == Xpos::Nns => EntityKind::Group,
        _ => EntityKind::Organization,
    }
}
