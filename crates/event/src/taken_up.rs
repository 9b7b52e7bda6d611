//! Sides that are plain from what was told before: whoever did the deed that is taken up again ("rejected *the offer*"), and the
//! one other party that the sentence names (codebook 7, rule 4).

use std::collections::BTreeSet;

use linguist::TokenId;
use ontology::{Country, Deprel, EventType, Form, Status};
use record::Participant;

use crate::drafts::Draft;
use crate::reading::Reading;
use crate::tables::{Deeds, Tables};

/// So many events back a deed may lie that is taken up.
const LOOK_BACK: usize = 12;

/// Fills the recipients of events that are done to somebody whom their clause does not name.
pub(crate) fn fill_recipients(reading: &Reading<'_>, tables: &Tables, drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { continue };
        let candidate = &draft.candidate;
        if !candidate.recipients.is_empty() || candidate.actors.is_empty() || candidate.names_another {
            continue;
        }
        let found = doer_taken_up(reading, tables, drafts, at)
            .map(|side| (side, "recipient: who did what is taken up"))
            .or_else(|| {
                only_other(reading, draft).map(|side| (side, "recipient: the only other party of the sentence"))
            });
        if let (Some((side, note)), Some(draft)) = (found, drafts.get_mut(at)) {
            draft.candidate.recipients.push(side);
            draft.candidate.notes.push(note.to_owned());
        }
    }
}

/// Whoever did the deed that the object of a judgement or refusal takes up.
fn doer_taken_up(reading: &Reading<'_>, tables: &Tables, drafts: &[Draft], at: usize) -> Option<Participant> {
    let draft = drafts.get(at)?;
    let takes_up = matches!(
        draft.kind(),
        EventType::Accuse | EventType::Support | EventType::Reject | EventType::Concede | EventType::Agree
    );
    let named = draft.candidate.patients.iter().chain(&draft.candidate.asked);
    let mut deeds = named.filter(|&&noun| is_definite(reading, noun));
    let deeds = deeds.find_map(|&noun| tables.deeds(reading.analysis.lemma(noun))).filter(|_| takes_up)?;
    let own = &draft.candidate.actors;
    let earlier = drafts.get(at.saturating_sub(LOOK_BACK)..at)?.iter().rev();
    let mut told = earlier.filter(|told| {
        let of_kind = match &deeds {
            Deeds::Any => told.kind() != draft.kind(),
            Deeds::Of(kinds) => kinds.contains(&told.kind()),
        };
        of_kind && told.status != Status::Negated
    });
    told.find_map(|told| {
        let other = |side: &&Participant| is_other(reading, side, own);
        told.candidate.actors.iter().find(other).map(|side| Participant { entity: side.entity, span: None })
    })
}

/// "the strikes", "this offer", "its demands": a noun for something told of.
fn is_definite(reading: &Reading<'_>, noun: TokenId) -> bool {
    let analysis = reading.analysis;
    let before = analysis.children_by(noun, &[Deprel::Det, Deprel::NmodPoss]).next();
    before.is_some_and(|word| {
        matches!(analysis.lower(word), "the" | "this" | "these" | "that" | "those" | "such" | "its" | "their")
    })
}

fn is_other(reading: &Reading<'_>, side: &Participant, own: &[Participant]) -> bool {
    reading.country(side).is_some() && !reading.of_one_country(side, own)
}

/// The one participant of another country that a sentence names besides those who act and who says so.
fn only_other(reading: &Reading<'_>, draft: &Draft) -> Option<Participant> {
    let done_to_another = matches!(draft.kind(), EventType::Sanction | EventType::Reject);
    if !done_to_another {
        return None;
    }
    let analysis = reading.analysis;
    let own = &draft.candidate.actors;
    let speaker = draft.statement.and_then(|id| reading.input.statements.get(id.index())?.source);
    let speaks = |side: &Participant| speaker.is_some_and(|speaker| speaker.entity == side.entity);
    let mut countries: BTreeSet<Country> = BTreeSet::new();
    let mut first = None;
    for token in analysis.sentence_ids(draft.sentence) {
        for side in reading.participants_at(token) {
            let Some(country) = reading.country(&side).filter(|_| !speaks(&side)) else { continue };
            if is_other(reading, &side, own) {
                countries.insert(country);
                first.get_or_insert(side);
            }
        }
    }
    let named = first.filter(|side| {
        reading.entity(*side).is_some_and(|entity| entity.mentions.iter().any(|mention| mention.form == Form::Name))
    });
    named.filter(|_| countries.len() == 1)
}
