//! First-person pronouns: the source inside a statement, the issuing body outside.

use linguist::{Analysis, TokenId};
use ontology::{EntityKind, Form};
use record::{Entity, EntityId, Evidence, Mention, Participant, Report, Statement};
use text::Span;

use crate::data::{Lexicon, Use};
use crate::focus::{Focus, Issuer};
use crate::hits::Hits;

/// A first-person pronoun and where it stands.
struct First {
    head: TokenId,
    span: Span,
    plural: bool,
}

/// Gives every first-person pronoun to the source of the innermost statement that holds it, else to the issuer.
pub(crate) fn resolve(lexicon: &Lexicon, analysis: &Analysis, report: &Report, entities: &mut Vec<Entity>, statements: &mut [Statement]) {
    let hits = Hits::find(analysis, lexicon, report.published_on());
    let focus = Focus::of(analysis, lexicon, &hits, report);
    let pronouns = first_person(lexicon, analysis);
    // Outer statements first, so that a source that is itself "we" is known when its content is read.
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|&at| statements.get(at).map(|statement| std::cmp::Reverse(extent(statement))));
    for pronoun in &pronouns {
        if mentioned(entities, pronoun.head, analysis) {
            continue;
        }
        let holder = innermost(statements, pronoun.span);
        let speaker = holder.and_then(|at| statements.get(at)).and_then(|statement| statement.source).and_then(|source| source.entity);
        let entity = match (holder, speaker) {
            (_, Some(speaker)) if pronoun.plural => Some(body_of(entities, speaker)),
            (_, Some(speaker)) => Some(speaker),
            (Some(_), None) => None,
            (None, _) => issuer_entity(lexicon, &focus, analysis, entities, pronoun),
        };
        if let Some(entity) = entity {
            add(entities, entity, pronoun);
        }
    }
    complete_sources(analysis, entities, statements, &pronouns);
}

fn first_person(lexicon: &Lexicon, analysis: &Analysis) -> Vec<First> {
    let is_first = |&id: &TokenId| {
        lexicon.pronouns.get(analysis.lower(id)).is_some_and(|pronoun| pronoun.first_person && pronoun.usage != Use::Relative)
            && analysis.upos(id) == ontology::Upos::Pron
            && analysis.form(id) != "US"
    };
    let make = |id: TokenId| First {
        head: id,
        span: analysis.span(id),
        plural: lexicon.pronouns.get(analysis.lower(id)).is_some_and(|pronoun| pronoun.plural),
    };
    analysis.ids().filter(is_first).map(make).collect()
}

fn mentioned(entities: &[Entity], head: TokenId, analysis: &Analysis) -> bool {
    let start = analysis.span(head);
    entities.iter().any(|entity| entity.mentions.iter().any(|mention| mention.head == start))
}

fn extent(statement: &Statement) -> u32 {
    statement.content.iter().map(|span| span.len()).sum()
}

/// The smallest statement whose content holds the span.
fn innermost(statements: &[Statement], span: Span) -> Option<usize> {
    (0..statements.len())
        .filter(|&at| statements.get(at).is_some_and(|statement| statement.content.iter().any(|content| content.contains(span))))
        .min_by_key(|&at| statements.get(at).map(extent))
}

/// "We" of a minister is the government, of a spokesman the body: the entity of the same country or body if there is one.
fn body_of(entities: &[Entity], speaker: EntityId) -> EntityId {
    let Some(person) = entities.get(speaker.index()).filter(|entity| entity.kind == EntityKind::Person) else { return speaker };
    let same = |entity: &&Entity| {
        entity.country == person.country
            && person.country.is_some()
            && match entity.kind {
                EntityKind::Country => person.sectors.first() == Some(&ontology::Sector::Gov) || person.sectors.first() == Some(&ontology::Sector::Leg),
                EntityKind::Organization => entity.sectors.first() == person.sectors.first() && entity.sectors.first() != Some(&ontology::Sector::Gov),
                EntityKind::Person | EntityKind::Group => false,
            }
    };
    entities.iter().filter(same).max_by_key(|entity| (entity.mentions.len(), std::cmp::Reverse(entity.id))).map_or(speaker, |entity| entity.id)
}

/// Who speaks outside all statements: the body that issued the report, or the person it names first for "I".
fn issuer_entity(lexicon: &Lexicon, focus: &Focus, analysis: &Analysis, entities: &mut Vec<Entity>, pronoun: &First) -> Option<EntityId> {
    let issuer = focus.issuer.as_ref()?;
    let before = |entity: &Entity| entity.mentions.first().is_some_and(|mention| mention.span.start < pronoun.span.start);
    if issuer.person || !pronoun.plural {
        let surname = issuer.name.rsplit(' ').next().unwrap_or("");
        let speaker = entities
            .iter()
            .find(|entity| entity.kind == EntityKind::Person && issuer.person && ends_with_name(&entity.name, surname))
            .or_else(|| entities.iter().find(|entity| entity.kind == EntityKind::Person && before(entity) && !issuer.person && entity.country == issuer.country && entity.role.is_some()));
        if let Some(speaker) = speaker {
            return Some(if pronoun.plural { body_of(entities, speaker.id) } else { speaker.id });
        }
    }
    // "The United States condemns …. We …": the country if the release speaks in its name.
    let own = entities.iter().find(|entity| entity.name == issuer.name || (entity.kind == EntityKind::Country && entity.country == issuer.country && issuer.sectors.first() == Some(&ontology::Sector::Gov)));
    if let Some(own) = own {
        return Some(own.id);
    }
    let by_entry = issuer.entry.and_then(|index| lexicon.entry(index)).and_then(|entry| entities.iter().find(|known| known.country == Some(entry.country) && known.sectors == entry.sectors && known.kind == EntityKind::Organization));
    if let Some(known) = by_entry {
        return Some(known.id);
    }
    let _ = analysis;
    Some(create(entities, issuer))
}

fn ends_with_name(name: &str, surname: &str) -> bool {
    !surname.is_empty() && name.to_lowercase().split([' ', ',']).any(|word| word == surname.to_lowercase())
}

fn create(entities: &mut Vec<Entity>, issuer: &Issuer) -> EntityId {
    let id = EntityId::new(entities.len());
    let mut evidence = Evidence::by("actor");
    evidence.note("the body that issued the report");
    entities.push(Entity {
        id,
        name: issuer.name.clone(),
        kind: if issuer.person { EntityKind::Person } else { EntityKind::Organization },
        country: issuer.country,
        sectors: issuer.sectors.clone(),
        role: None,
        mentions: Vec::new(),
        evidence,
    });
    id
}

fn add(entities: &mut [Entity], id: EntityId, pronoun: &First) {
    if let Some(entity) = entities.get_mut(id.index()) {
        entity.mentions.push(Mention { span: pronoun.span, form: Form::Pronoun, head: pronoun.span });
    }
}

/// Statements whose source is a first-person pronoun get its entity.
fn complete_sources(analysis: &Analysis, entities: &[Entity], statements: &mut [Statement], pronouns: &[First]) {
    let _ = analysis;
    for statement in statements {
        let Some(Participant { entity: None, span: Some(span) }) = statement.source else { continue };
        if !pronouns.iter().any(|pronoun| pronoun.span == span) {
            continue;
        }
        let entity = entities.iter().find(|entity| entity.mentions.iter().any(|mention| mention.head == span));
        statement.source = Some(Participant { entity: entity.map(|entity| entity.id), span: Some(span) });
    }
}
