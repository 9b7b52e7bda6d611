//! From the heads of phrases to participants: who is meant by a phrase, and whose a thing is.

use grammar::preposition;
use linguist::TokenId;
use ontology::{Deprel, EntityKind, Upos, Xpos};
use record::Participant;

use crate::reading::Reading;

/// The participants that the heads of phrases mention; where a phrase is none itself, whose it is.
pub(crate) fn participants(reading: &Reading<'_>, heads: &[TokenId]) -> Vec<Participant> {
    let mut found: Vec<Participant> = Vec::new();
    for &head in heads.iter().filter(|&&head| !ends_a_place(reading, head)) {
        let mut all = members(reading, head);
        // "help for the army, the police and *others* in the region": the others are nobody's.
        if all.is_empty() && !matches!(reading.analysis.lower(head), "others" | "those" | "all" | "many" | "some") {
            all =
                reported_self(reading, head).map_or_else(|| owners(reading, head, Ties::Any), |speaker| vec![speaker]);
        }
        for participant in all {
            if !found.iter().any(|known| known.entity == participant.entity) {
                found.push(participant);
            }
        }
    }
    found
}

/// Everyone whom one phrase names: "the ministers of *Chad and Niger*", "the allies, including *Norway*".
pub(crate) fn members(reading: &Reading<'_>, head: TokenId) -> Vec<Participant> {
    let countries = one_of_each(reading, head);
    if countries.len() > 1 {
        return countries;
    }
    let mut all = reading.participants_at(head);
    if !all.is_empty() {
        all.extend(included(reading, head));
    }
    all
}

/// "retook Timbuktu, *Mali*": the country only tells where the town is.
fn ends_a_place(reading: &Reading<'_>, head: TokenId) -> bool {
    let analysis = reading.analysis;
    let country = reading.entity_at(head).is_some_and(|entity| entity.kind == EntityKind::Country);
    let before = |back: u32| head.0.checked_sub(back).map(TokenId);
    country
        && before(1).is_some_and(|comma| analysis.form(comma) == ",")
        && before(2).is_some_and(|town| {
            analysis.sentence_of(town) == analysis.sentence_of(head)
                && reading.place_at(town).is_some()
                && reading.entity_at(town).is_none()
        })
}

/// Bounds "the envoys of the heads of the governments of …".
const OF_DEPTH: usize = 3;

/// "the foreign ministers of *Chad, Niger and Mali*": people of several countries in one word.
fn one_of_each(reading: &Reading<'_>, head: TokenId) -> Vec<Participant> {
    let analysis = reading.analysis;
    let mut at = head;
    if reading.entity_at(head).is_none() || !matches!(analysis.token(head).xpos, Xpos::Nns | Xpos::Nnps) {
        return Vec::new();
    }
    for _ in 0..OF_DEPTH {
        let of = |child: &TokenId| preposition(analysis, *child).as_deref() == Some("of");
        let Some(inner) = analysis.children_by(at, &[Deprel::Nmod]).find(of) else { break };
        let members = grammar::conjuncts(analysis, inner);
        let country =
            |&member: &TokenId| reading.entity_at(member).is_some_and(|entity| entity.kind == EntityKind::Country);
        if members.len() > 1 {
            let all = members.iter().all(country);
            return if all {
                members.into_iter().filter_map(|one| reading.participant_at(one)).collect()
            } else {
                Vec::new()
            };
        }
        at = inner;
    }
    Vec::new()
}

/// "the allies, *including Norway*", "parties *such as* the Greens", "our neighbors, *especially Chad*".
fn included(reading: &Reading<'_>, head: TokenId) -> Vec<Participant> {
    let analysis = reading.analysis;
    let mut found = Vec::new();
    for &child in analysis.children(head) {
        let names: Vec<TokenId> = match analysis.deprel(child) {
            Deprel::Nmod => {
                let listed = matches!(preposition(analysis, child).as_deref(), Some("including" | "such as"));
                if listed { grammar::conjuncts(analysis, child) } else { Vec::new() }
            }
            Deprel::Acl | Deprel::Advcl if analysis.lower(child) == "including" => analysis
                .children_by(child, &[Deprel::Obj])
                .flat_map(|object| grammar::conjuncts(analysis, object))
                .collect(),
            Deprel::Appos => {
                let mut before = analysis.children_by(child, &[Deprel::Advmod]).map(|word| analysis.lower(word));
                let singled = before.any(|word| matches!(word, "especially" | "particularly" | "notably" | "chiefly"));
                if singled { grammar::conjuncts(analysis, child) } else { Vec::new() }
            }
            _ => Vec::new(),
        };
        found.extend(names.into_iter().filter_map(|name| reading.participant_at(name)));
    }
    found
}

/// "Hungary said *it* would help": a pronoun that no mention covers stands for the speaker.
fn reported_self(reading: &Reading<'_>, pronoun: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let stands_for = matches!(analysis.lower(pronoun), "it" | "he" | "she" | "they");
    if !stands_for || !matches!(analysis.deprel(pronoun), Deprel::Nsubj | Deprel::NsubjPass) {
        return None;
    }
    let clause = analysis.head(pronoun)?;
    let speech = analysis.head(clause).filter(|_| analysis.deprel(clause) == Deprel::Ccomp)?;
    let speaker = reading.grammar.surface_subject(analysis, speech).filter(|&speaker| speaker != pronoun)?;
    reading.participant_at(speaker).or_else(|| owners(reading, speaker, Ties::Any).into_iter().next())
}

/// "the steps that were taken by *the king*".
pub(crate) fn performers(reading: &Reading<'_>, clause: TokenId) -> Vec<Participant> {
    let analysis = reading.analysis;
    if !matches!(analysis.deprel(clause), Deprel::Acl | Deprel::AclRelcl) || !grammar::is_passive(analysis, clause) {
        return Vec::new();
    }
    let agents = reading.grammar.arguments(analysis, clause).agents;
    agents.into_iter().flat_map(|agent| members(reading, agent)).collect()
}

/// "*Turkish* shelling", not "*terrorist* attacks".
pub(crate) fn names_a_side(reading: &Reading<'_>, modifier: TokenId) -> bool {
    reading.entity_at(modifier).is_some() && !reading.classes.contains(reading, "kind_of_deed", modifier)
}

/// Which phrases on a noun tell whose the thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ties {
    Any,
    /// Only those that may have made it: "the ban on *films*" is not theirs.
    Makers,
}

/// Whose a thing is: "*US* offer", "*Haiti's* efforts", "the decision of *the king*", "an appeal from *Mali*".
pub(crate) fn owners(reading: &Reading<'_>, head: TokenId, ties: Ties) -> Vec<Participant> {
    owners_below(reading, head, ties, 0)
}

fn owners_below(reading: &Reading<'_>, head: TokenId, ties: Ties, depth: usize) -> Vec<Participant> {
    let analysis = reading.analysis;
    let mut found: Vec<Participant> = Vec::new();
    let known = |found: &[Participant], side: &Participant| found.iter().any(|one| one.entity == side.entity);
    // "moved troops to its border with *Chad*": who is beyond, not whose it is.
    if reading.classes.contains(reading, "frontier", head) && ties == Ties::Any {
        let with = |&child: &TokenId| preposition(analysis, child).as_deref() == Some("with");
        let beyond = analysis.children_by(head, &[Deprel::Nmod]).filter(with);
        found.extend(beyond.flat_map(|child| members(reading, child)));
        if !found.is_empty() {
            return found;
        }
    }
    for &child in analysis.children(head) {
        if !is_tie(reading, child, ties) {
            // "a plan backed by *Chad* for refugees from Niger": whoever made it, not whom it is for.
            found.extend(performers(reading, child));
            if !found.is_empty() {
                break;
            }
            continue;
        }
        for member in grammar::conjuncts(analysis, child) {
            match reading.participant_at(member) {
                Some(_) if ends_a_place(reading, member) => {}
                Some(participant) if !known(&found, &participant) => found.push(participant),
                Some(_) => {}
                None if reading.classes.contains(reading, "enemy", member) && analysis.upos(member) != Upos::Verb => {
                    found.extend(named_before(reading, member).filter(|side| !known(&found, side)));
                }
                None if depth < 2 => {
                    for participant in owners_below(reading, member, ties, depth + 1) {
                        if !known(&found, &participant) {
                            found.push(participant);
                        }
                    }
                }
                None => {}
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// "an *insurgent* position": the insurgents of whom the report told before.
fn named_before(reading: &Reading<'_>, modifier: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let told = reading.input.entities.iter().take(MOST_ENTITIES).filter(|entity| entity.kind == EntityKind::Group);
    let mentions = told.flat_map(|entity| entity.mentions.iter().take(MOST_MENTIONS).map(move |one| (entity, one)));
    let same = mentions.filter_map(|(entity, mention)| {
        let head = analysis.head_of_span(mention.span).filter(|&head| head < modifier)?;
        (analysis.lemma(head) == analysis.lemma(modifier)).then_some((head, entity.id))
    });
    let (_, entity) = same.max_by_key(|&(head, _)| head)?;
    Some(Participant { entity: Some(entity), span: Some(analysis.span(modifier)) })
}

/// Bound the search for an entity that only an adjective takes up.
const MOST_ENTITIES: usize = 64;
const MOST_MENTIONS: usize = 8;

/// Whether a phrase on a noun tells whose the thing is.
fn is_tie(reading: &Reading<'_>, child: TokenId, ties: Ties) -> bool {
    let analysis = reading.analysis;
    match analysis.deprel(child) {
        Deprel::NmodPoss | Deprel::NmodDesc | Deprel::Flat | Deprel::Appos => true,
        Deprel::Amod | Deprel::Compound => !reading.classes.contains(reading, "kind_of_deed", child),
        Deprel::Nmod => {
            let of = preposition(analysis, child).unwrap_or_default();
            match of.as_str() {
                "of" | "by" | "from" | "between" | "among" => true,
                "against" | "on" | "to" | "with" | "in" | "over" | "into" | "for" => ties == Ties::Any,
                _ => false,
            }
        }
        _ => false,
    }
}
