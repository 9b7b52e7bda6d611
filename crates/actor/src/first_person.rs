//! First-person pronouns: the source inside a statement, the issuing body outside.

use std::collections::{HashMap, HashSet};

use linguist::{Analysis, TokenId};
use ontology::{Country, EntityKind, Form, Sector};
use record::{Entity, EntityId, Evidence, Mention, Participant, Report, Statement};
use text::Span;

use crate::data::{Lexicon, Use};
use crate::focus::Focus;
use crate::hits::Hits;
use crate::issuer::{self, Issuer};
use crate::office::day_of;

/// A first-person pronoun and where it stands.
struct First {
    span: Span,
    plural: bool,
}

/// Whose voice a release is: its issuer, or forces it names (as [`forces_named`] gives them).
#[derive(Clone, Copy)]
struct Voice<'a> {
    lexicon: &'a Lexicon,
    focus: &'a Focus,
    forces: &'a [(u32, Option<EntityId>)],
}

/// Outside quotations a release speaks in the first person for its issuer.
pub(crate) fn resolve_outside(lexicon: &Lexicon, analysis: &Analysis, focus: &Focus, entities: &mut Vec<Entity>) {
    if focus.issuer.is_none() {
        return;
    }
    let quoted = quotations(&analysis.text);
    address_audience(lexicon, analysis, focus, &quoted, entities);
    let forces = forces_named(entities, focus);
    let voice = Voice { lexicon, focus, forces: &forces };
    for pronoun in first_person(lexicon, analysis) {
        let before = quoted.partition_point(|span| span.end <= pronoun.span.start);
        if quoted.get(before).is_some_and(|span| span.contains(pronoun.span)) {
            continue;
        }
        if let Some(entity) = issuer_entity(voice, entities, &pronoun) {
            add(entities, entity, &pronoun);
        }
    }
}

/// "I congratulate you" in a speech is said to those it is held before.
fn address_audience(
    lexicon: &Lexicon,
    analysis: &Analysis,
    focus: &Focus,
    quoted: &[Span],
    entities: &mut Vec<Entity>,
) {
    let Some(country) = focus.issuer.as_ref().and_then(Issuer::audience) else { return };
    let is_second = |&id: &TokenId| {
        let pronoun = lexicon.pronouns.get(analysis.lower(id));
        pronoun.is_some_and(|pronoun| pronoun.second_person) && analysis.upos(id) == ontology::Upos::Pron
    };
    let outside = |span: &Span| {
        let before = quoted.partition_point(|quotation| quotation.end <= span.start);
        !quoted.get(before).is_some_and(|quotation| quotation.contains(*span))
    };
    let addressed: Vec<Span> = analysis.ids().filter(is_second).map(|id| analysis.span(id)).filter(outside).collect();
    if addressed.is_empty() {
        return;
    }
    let id = EntityId::new(entities.len());
    let mut evidence = Evidence::by("actor");
    evidence.note("those who are spoken to");
    let mentions = addressed.iter().map(|&span| Mention { span, form: Form::Pronoun, head: span }).collect();
    entities.push(Entity {
        id,
        name: "you".to_owned(),
        kind: EntityKind::Group,
        country: Some(country),
        sectors: Vec::new(),
        role: None,
        mentions,
        evidence,
    });
}

/// Gives every first-person pronoun to the source of the innermost statement that holds it, else to the issuer.
pub(crate) fn resolve(
    lexicon: &Lexicon,
    analysis: &Analysis,
    report: &Report,
    entities: &mut Vec<Entity>,
    statements: &mut [Statement],
) {
    let issuer = issuer::of(lexicon, report);
    let home = issuer.as_ref().and_then(|issuer| issuer.country);
    let hits = Hits::find(analysis, lexicon, day_of(report), home);
    let focus = Focus::of(analysis, lexicon, &hits, issuer);
    let pronouns = first_person(lexicon, analysis);
    let mut owners = owners(entities);
    // Larger statements first: the source of a nested one can itself be "we" of the one around it.
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|&at| (statements.get(at).map(|statement| std::cmp::Reverse(extent(statement))), at));
    let mut held: HashSet<u32> = HashSet::new();
    for at in order {
        complete_source(statements, at, &owners);
        let Some(statement) = statements.get(at) else { continue };
        let speaker = statement.source.and_then(|source| source.entity);
        let body = speaker.map(|speaker| body_of(entities, speaker, &focus));
        for pronoun in within(&pronouns, &statement.content) {
            held.insert(pronoun.span.start);
            if let Some(owner) = if pronoun.plural { body } else { speaker } {
                owners.insert(pronoun.span, owner);
            }
        }
    }
    let forces = forces_named(entities, &focus);
    let voice = Voice { lexicon, focus: &focus, forces: &forces };
    for pronoun in &pronouns {
        if held.contains(&pronoun.span.start) || owners.contains_key(&pronoun.span) {
            continue;
        }
        if let Some(entity) = issuer_entity(voice, entities, pronoun) {
            owners.insert(pronoun.span, entity);
        }
    }
    name_speakers(focus.issuer.is_none(), &pronouns, entities, &mut owners);
    settle(entities, &pronouns, &owners);
    place_possessions(lexicon, analysis, &pronouns, entities, &owners);
    give_implicit_sources(voice, entities, statements);
    for at in 0..statements.len() {
        complete_source(statements, at, &owners);
    }
}

/// "our troops", "my government" of a speaker whose country is known now.
fn place_possessions(
    lexicon: &Lexicon,
    analysis: &Analysis,
    pronouns: &[First],
    entities: &mut [Entity],
    owners: &HashMap<Span, EntityId>,
) {
    let owned = |pronoun: &First| Some((pronoun.span.start, *owners.get(&pronoun.span)?));
    let by_start: HashMap<u32, EntityId> = pronouns.iter().filter_map(owned).collect();
    let towards = |head: Span| {
        let lemma = analysis.lemma(TokenId(analysis.tokens_in(head).start));
        lexicon.words.relational.contains(lemma) || lexicon.words.adversaries.contains(lemma)
    };
    let mut found: Vec<(usize, Country)> = Vec::new();
    for (index, entity) in entities.iter().enumerate().filter(|(_, entity)| entity.country.is_none()) {
        let owned = entity.mentions.iter().filter(|mention| mention.form == Form::Nominal && !towards(mention.head));
        let mut owner = owned.filter_map(|mention| by_start.get(&mention.span.start));
        let country = owner.find_map(|owner| entities.get(owner.index())?.country);
        found.extend(country.map(|country| (index, country)));
    }
    for (index, country) in found {
        if let Some(entity) = entities.get_mut(index) {
            entity.country = Some(country);
            entity.evidence.note(format!("country {country} of the speaker, as \"our\""));
        }
    }
}

/// A speech whose speaker nobody names: "we" and "I" are somebody all the same.
fn name_speakers(open: bool, pronouns: &[First], entities: &mut Vec<Entity>, owners: &mut HashMap<Span, EntityId>) {
    for plural in [false, true] {
        let of_nobody: Vec<Span> = pronouns
            .iter()
            .filter(|pronoun| open && pronoun.plural == plural && !owners.contains_key(&pronoun.span))
            .map(|pronoun| pronoun.span)
            .collect();
        if of_nobody.is_empty() {
            continue;
        }
        let id = EntityId::new(entities.len());
        let mut evidence = Evidence::by("actor");
        evidence.note("who speaks in the first person");
        entities.push(Entity {
            id,
            name: if plural { "we" } else { "I" }.to_owned(),
            kind: if plural { EntityKind::Group } else { EntityKind::Person },
            country: None,
            sectors: Vec::new(),
            role: None,
            mentions: Vec::new(),
            evidence,
        });
        owners.extend(of_nobody.into_iter().map(|span| (span, id)));
    }
}

/// A sentence of a release in which nobody says "we" ("It is vital that …") has the issuer as implicit source.
fn give_implicit_sources(voice: Voice<'_>, entities: &mut Vec<Entity>, statements: &mut [Statement]) {
    const NOBODY: Participant = Participant { entity: None, span: None };
    for statement in statements.iter_mut().filter(|statement| statement.source == Some(NOBODY)) {
        let end = statement.content.iter().map(|span| span.end).max().unwrap_or(u32::MAX);
        let we = First { span: Span::new(end, end), plural: true };
        statement.source = Some(Participant { entity: issuer_entity(voice, entities, &we), span: None });
    }
}

/// Whose the first-person pronouns are so far.
fn owners(entities: &[Entity]) -> HashMap<Span, EntityId> {
    let pronouns = |entity: &Entity| {
        entity
            .mentions
            .iter()
            .filter(|mention| mention.form == Form::Pronoun)
            .map(|mention| mention.head)
            .collect::<Vec<_>>()
    };
    entities.iter().flat_map(|entity| pronouns(entity).into_iter().map(|head| (head, entity.id))).collect()
}

/// The pronouns inside some spans; pronouns are in reading order.
fn within<'a>(pronouns: &'a [First], content: &[Span]) -> Vec<&'a First> {
    let inside = |span: &Span| {
        let first = pronouns.partition_point(|pronoun| pronoun.span.start < span.start);
        let last = pronouns.partition_point(|pronoun| pronoun.span.end <= span.end);
        pronouns.get(first..last.max(first)).unwrap_or_default().iter()
    };
    content.iter().flat_map(inside).collect()
}

/// Moves every first-person pronoun to its owner.
fn settle(entities: &mut [Entity], pronouns: &[First], owners: &HashMap<Span, EntityId>) {
    let all: HashSet<Span> = pronouns.iter().map(|pronoun| pronoun.span).collect();
    for entity in entities.iter_mut() {
        entity.mentions.retain(|mention| mention.form != Form::Pronoun || !all.contains(&mention.head));
    }
    for pronoun in pronouns {
        if let Some(&owner) = owners.get(&pronoun.span) {
            add(entities, owner, pronoun);
        }
    }
    for entity in entities {
        entity.mentions.sort_by_key(|mention| (mention.span, mention.head));
    }
}

/// The stretches between double quotation marks; one that is not closed ends with its paragraph.
fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, character) in text.char_indices() {
        match (character, open) {
            ('“', _) | ('"', None) => open = Some(at),
            ('”' | '"' | '\n', Some(start)) => {
                found.push(Span::of_range(start, at + character.len_utf8()));
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|start| Span::of_range(start, text.len())));
    found
}

fn first_person(lexicon: &Lexicon, analysis: &Analysis) -> Vec<First> {
    let is_first = |&id: &TokenId| {
        lexicon
            .pronouns
            .get(analysis.lower(id))
            .is_some_and(|pronoun| pronoun.first_person && pronoun.usage != Use::Relative)
            && analysis.upos(id) == ontology::Upos::Pron
            && analysis.form(id) != "US"
    };
    let make = |id: TokenId| First {
        span: analysis.span(id),
        plural: lexicon.pronouns.get(analysis.lower(id)).is_some_and(|pronoun| pronoun.plural),
    };
    analysis.ids().filter(is_first).map(make).collect()
}

fn extent(statement: &Statement) -> u32 {
    statement.content.iter().map(|span| span.len()).sum()
}

/// "We" of a minister is the country, of a spokesman the body he speaks for.
fn body_of(entities: &mut Vec<Entity>, speaker: EntityId, focus: &Focus) -> EntityId {
    let Some(person) = entities.get(speaker.index()).filter(|entity| entity.kind == EntityKind::Person) else {
        return speaker;
    };
    let (country, first) = (person.country, person.sectors.first().copied());
    let issuer = focus.issuer.as_ref().filter(|issuer| !issuer.person && issuer.sectors.first().copied() == first);
    if let Some(issuer) =
        issuer.filter(|issuer| issuer.country == country || issuer.country.is_some_and(|country| !country.is_state()))
    {
        let known = entities.iter().find(|entity| {
            entity.name == issuer.name
                || (entity.country == issuer.country
                    && entity.kind != EntityKind::Person
                    && entity.sectors == issuer.sectors)
        });
        return known.map(|known| known.id).unwrap_or_else(|| create(entities, issuer));
    }
    let state = country.filter(|country| country.is_state() && matches!(first, Some(Sector::Gov | Sector::Leg)));
    if let Some(state) = state {
        let known = entities.iter().find(|entity| entity.kind == EntityKind::Country && entity.country == Some(state));
        return known.map_or(speaker, |known| known.id);
    }
    let body = entities.iter().filter(|entity| {
        entity.kind == EntityKind::Organization
            && entity.country == country
            && country.is_some()
            && entity.sectors.first().copied() == first
    });
    body.max_by_key(|entity| (entity.mentions.len(), std::cmp::Reverse(entity.id))).map_or(speaker, |entity| entity.id)
}

/// Who speaks outside all statements: the body that issued the report, or the person it names first for "I".
fn issuer_entity(voice: Voice<'_>, entities: &mut Vec<Entity>, pronoun: &First) -> Option<EntityId> {
    let Voice { lexicon, focus, forces } = voice;
    let issuer = focus.issuer.as_ref()?;
    let before =
        |entity: &Entity| entity.mentions.first().is_some_and(|mention| mention.span.start < pronoun.span.start);
    if issuer.person || !pronoun.plural {
        let surname = issuer.name.rsplit(' ').next().unwrap_or("");
        let speaker = entities
            .iter()
            .find(|entity| entity.kind == EntityKind::Person && issuer.person && ends_with_name(&entity.name, surname))
            .or_else(|| {
                entities.iter().find(|entity| {
                    entity.kind == EntityKind::Person
                        && before(entity)
                        && !issuer.person
                        // Who holds a speech rarely names himself in it.
                        && issuer.before.is_none()
                        && entity.country == issuer.country
                        && entity.role.is_some()
                })
            });
        if let Some(speaker) = speaker.map(|speaker| speaker.id) {
            return Some(if pronoun.plural { body_of(entities, speaker, focus) } else { speaker });
        }
    }
    if let Some(coalition) = coalition_named_last(forces, pronoun).filter(|_| pronoun.plural) {
        return Some(coalition);
    }
    // "The United States condemns …. We …": the country if the release speaks in its name.
    let own = entities.iter().find(|entity| {
        entity.name == issuer.name
            || (entity.kind == EntityKind::Country
                && entity.country == issuer.country
                && issuer.sectors.first() == Some(&Sector::Gov))
    });
    if let Some(own) = own {
        return Some(own.id);
    }
    let by_entry = issuer.entry.and_then(|index| lexicon.entry(index)).and_then(|entry| {
        entities.iter().find(|known| {
            known.country == Some(entry.country)
                && known.sectors == entry.sectors
                && known.kind == EntityKind::Organization
        })
    });
    if let Some(known) = by_entry {
        return Some(known.id);
    }
    Some(create(entities, issuer))
}

/// "The Coalition keeps to the rules. We go on": in a release of a country's forces those they fight among, if
/// these were named last.
fn coalition_named_last(forces: &[(u32, Option<EntityId>)], pronoun: &First) -> Option<EntityId> {
    let before = forces.partition_point(|&(start, _)| start < pronoun.span.start);
    forces.get(before.checked_sub(1)?)?.1
}

/// Where a release of a country's forces mentions a coalition, which is named, or its own bodies in arms; in order.
fn forces_named(entities: &[Entity], focus: &Focus) -> Vec<(u32, Option<EntityId>)> {
    let of_forces = |issuer: &&Issuer| {
        issuer.sectors.first() == Some(&Sector::Mil) && issuer.country.is_some_and(|country| country.is_state())
    };
    let Some(issuer) = focus.issuer.as_ref().filter(of_forces) else { return Vec::new() };
    let allied = |entity: &Entity| entity.country == Some(Country::INTERGOVERNMENTAL);
    let in_arms = entities.iter().filter(|entity| {
        entity.sectors.first() == Some(&Sector::Mil)
            && (allied(entity) || entity.country == issuer.country && entity.kind == EntityKind::Organization)
    });
    let named = |entity: &Entity| {
        let coalition = allied(entity).then_some(entity.id);
        entity.mentions.iter().map(move |mention| (mention.span.start, coalition)).collect::<Vec<_>>()
    };
    let mut forces: Vec<(u32, Option<EntityId>)> = in_arms.flat_map(named).collect();
    forces.sort_unstable();
    forces
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

/// A statement whose source is a first-person pronoun gets its entity.
fn complete_source(statements: &mut [Statement], at: usize, owners: &HashMap<Span, EntityId>) {
    let Some(statement) = statements.get_mut(at) else { return };
    let Some(Participant { span: Some(span), .. }) = statement.source else { return };
    if let Some(&owner) = owners.get(&span) {
        statement.source = Some(Participant { entity: Some(owner), span: Some(span) });
    }
}
