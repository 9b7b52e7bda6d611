//! Telling of a wrong that another has done: "said government soldiers had executed the staff". Who is on whose side is
//! read off the entities; what is a wrong stands in `data/statement/lists.toml`.

use linguist::TokenId;
use ontology::{Deprel, Sector, Upos, Xpos};
use record::Entity;

use crate::reading::{Draft, Reading, Source};

/// Whether a clause tells of a wrong by somebody who is not on the speaker's side.
pub(crate) fn accuses(reading: &Reading<'_>, root: TokenId, subject: Option<TokenId>, draft: &Draft) -> bool {
    let analysis = reading.analysis;
    let Some(source) = source_entity(reading, draft).filter(|source| is_party(source)) else { return false };
    // What may still come is a warning, not a reproach.
    let open = analysis.children_by(root, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Md);
    let negated = crate::verb::is_negated(reading, root);
    if open || negated || !(is_wrong(reading, root) || goes_on_wronging(reading, root)) {
        return false;
    }
    let passive = analysis.child(root, Deprel::NsubjPass).is_some() || analysis.child(root, Deprel::AuxPass).is_some();
    if passive {
        let agent = analysis.child(root, Deprel::OblAgent);
        return match agent {
            Some(agent) => is_other(reading, source, agent),
            // "told the court that they were beaten": the victims speak.
            None => subject.is_some_and(|subject| {
                matches!(analysis.lower(subject), "they" | "he" | "she" | "i" | "we")
                    && source
                        .sectors
                        .first()
                        .is_some_and(|sector| matches!(sector, Sector::Cvl | Sector::Ref | Sector::Opp))
            }),
        };
    }
    subject.is_some_and(|subject| is_other(reading, source, subject))
}

/// A verb of harm, or a verb with an object of harm: "opened fire", "pointed guns".
fn is_wrong(reading: &Reading<'_>, root: TokenId) -> bool {
    let lists = &reading.cues.lists;
    let object = reading.analysis.child(root, Deprel::Obj);
    lists.harms.contains(reading.lemma(root))
        || object.is_some_and(|object| lists.harmful.contains(reading.lemma(object)))
        || reading.analysis.child(root, Deprel::Cop).is_some() && lists.culprits.contains(reading.lemma(root))
}

/// "went on killing people".
fn goes_on_wronging(reading: &Reading<'_>, root: TokenId) -> bool {
    let analysis = reading.analysis;
    let below = [Deprel::Xcomp, Deprel::Advcl, Deprel::Ccomp];
    analysis.children_by(root, &below).any(|clause| {
        analysis.token(clause).xpos == Xpos::Vbg
            && clause.0 - root.0.min(clause.0) <= 3
            && reading.cues.lists.harms.contains(reading.lemma(clause))
    })
}

/// The entity that speaks.
pub(crate) fn source_entity<'a>(reading: &Reading<'a>, draft: &Draft) -> Option<&'a Entity> {
    let Source::Word(word) = draft.source else { return None };
    reading.participant(word).entity.and_then(|id| reading.entities.get(id.index()))
}

/// One who takes a side; not the press, doctors, scholars, aid and rights groups.
fn is_party(source: &Entity) -> bool {
    !source
        .sectors
        .first()
        .is_some_and(|sector| matches!(sector, Sector::Jrn | Sector::Med | Sector::Edu | Sector::Soc))
}

/// States, their forces, unions of states, armed groups.
pub(crate) fn has_power(source: &Entity) -> bool {
    match source.sectors.first() {
        None => source.country.is_some(),
        Some(sector) => {
            matches!(
                sector,
                Sector::Gov | Sector::Mil | Sector::Cop | Sector::Reb | Sector::Prm | Sector::Spy | Sector::Crm
            )
        }
    }
}

/// Whether somebody is known to be on another side than the speaker: of another country, or of those who fight the state
/// where the speaker is of it; or is called an enemy.
fn is_other(reading: &Reading<'_>, source: &Entity, word: TokenId) -> bool {
    let analysis = reading.analysis;
    if reading.cues.lists.enemies.contains(reading.lemma(word)) {
        return true;
    }
    let named = matches!(analysis.upos(word), Upos::Noun | Upos::Propn);
    let other = reading.participant(word).entity.and_then(|id| reading.entities.get(id.index()));
    let Some(other) = other.filter(|other| other.id != source.id && named) else { return false };
    match (source.country, other.country) {
        (Some(own), Some(theirs)) if own != theirs => true,
        (Some(_), Some(_)) => is_of_state(source) != is_of_state(other),
        _ => false,
    }
}

fn is_of_state(entity: &Entity) -> bool {
    !entity.sectors.iter().any(|sector| {
        matches!(
            sector,
            Sector::Reb | Sector::Opp | Sector::Cvl | Sector::Soc | Sector::Ref | Sector::Crm | Sector::Uaf
        )
    })
}
