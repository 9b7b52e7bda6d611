//! The object, number, place, conditions and statement of a commitment.

use grammar::{Arguments, preposition};
use linguist::TokenId;
use ontology::{CommitmentStatus, Deprel, EventType, Sector};
use record::{Commitment, CommitmentId, Event, PlaceId, Progress, Quantity, QuantityId};
use text::Span;

use crate::draft::{Draft, goes_on};
use crate::reading::Reading;
use crate::status::status;
use crate::term::term;
use crate::words::Group;

/// Bounds the steps told for one commitment.
const MOST_STEPS: usize = 8;

/// The draft with what its clause says of it. Ids are given when all are found.
pub(crate) fn complete(reading: &Reading<'_>, draft: Draft) -> Commitment {
    let act = draft.act;
    let term = term(reading, act, draft.bond);
    let object = object(reading, &draft.arguments);
    let progress = progress(reading, &draft);
    let status = match status(reading, &draft) {
        CommitmentStatus::Pending if !progress.is_empty() => CommitmentStatus::InProgress,
        status => status,
    };
    Commitment {
        id: CommitmentId::new(0),
        obligor: draft.obligor,
        counterparties: draft.counterparties,
        action: action(reading, act),
        kind: draft.kind,
        quantity: quantity(reading, act, object),
        place: place(reading, act),
        object,
        start: term.start,
        due: term.due,
        duration: term.duration,
        time: term.time,
        conditions: conditions(reading, act, draft.bond.word()),
        negated: draft.negated,
        basis: draft.basis,
        status,
        progress,
        statement: reading.statement_at(act).map(|statement| statement.id),
        mentions: Vec::new(),
        evidence: draft.evidence,
    }
}

/// The act with its particle: "pull *out*".
fn action(reading: &Reading<'_>, act: TokenId) -> Span {
    let analysis = reading.analysis;
    let own =
        |particle: TokenId| analysis.deprel(particle) == Deprel::CompoundPrt && analysis.head(particle) == Some(act);
    let phrasal = || reading.is_phrasal_act(act) || goes_on(reading, act);
    let particle = reading.particle(act).filter(|&particle| particle.0 == act.0 + 1 && (own(particle) || phrasal()));
    particle.map_or(analysis.span(act), |particle| analysis.span(act).cover(analysis.span(particle)))
}

fn object(reading: &Reading<'_>, arguments: &Arguments) -> Option<Span> {
    let patient = arguments.patients.first().copied().or_else(|| arguments.with(&["of"]).next())?;
    Some(grammar::phrase(reading.analysis, patient))
}

fn quantity(reading: &Reading<'_>, act: TokenId, object: Option<Span>) -> Option<QuantityId> {
    let analysis = reading.analysis;
    let sentence = analysis.sentence_of(act);
    let in_object =
        reading.quantities_in(sentence).find(|quantity| object.is_some_and(|object| object.overlaps(quantity.span)));
    let in_clause = || {
        let mut counts = reading
            .quantities_in(sentence)
            .filter(|quantity| analysis.head_of_span(quantity.span).is_some_and(|head| reading.clause_of(head) == act));
        let first = counts.next()?;
        // "from 5,200 to 3,000": what is to be reached.
        let follows = |quantity: &Quantity, word: &str| {
            let first = analysis.tokens_in(quantity.span).next().and_then(|first| first.checked_sub(1));
            first.is_some_and(|before| analysis.lower(TokenId(before)) == word)
        };
        if follows(first, "from") {
            counts.find(|quantity| follows(quantity, "to")).or(Some(first))
        } else {
            Some(first)
        }
    };
    in_object.or_else(in_clause).map(|quantity| quantity.id)
}

fn place(reading: &Reading<'_>, act: TokenId) -> Option<PlaceId> {
    let analysis = reading.analysis;
    let found = reading.places_in(analysis.sentence_of(act)).find(|place| {
        analysis.head_of_span(place.span).is_some_and(|head| {
            reading.clause_of(head) == act && !matches!(preposition(analysis, head).as_deref(), Some("of" | "for"))
        })
    });
    found.map(|place| place.id)
}

/// Clauses with "if" and phrases with "in exchange for", on the act or on what binds it.
fn conditions(reading: &Reading<'_>, act: TokenId, bond: TokenId) -> Vec<Span> {
    let analysis = reading.analysis;
    let mut found = Vec::new();
    for word in [act, bond] {
        for &child in analysis.children(word) {
            let marked = analysis
                .children_by(child, &[Deprel::Mark])
                .any(|mark| reading.words.is(Group::Conditions, analysis.lower(mark)));
            let opening = analysis.subtree_span(child).of(&analysis.text).to_lowercase();
            let phrase = reading.words.opens_condition(&opening);
            let clausal = matches!(analysis.deprel(child), Deprel::Advcl | Deprel::Obl | Deprel::Ccomp);
            if clausal && (marked || phrase) {
                let span = analysis.subtree_span(child);
                if !found.contains(&span) {
                    found.push(span);
                }
            }
        }
    }
    found
}

/// Steps that the report tells: actual events of the act's type by the obligor, or by the forces of its state.
fn progress(reading: &Reading<'_>, draft: &Draft) -> Vec<Progress> {
    let Some(kind) = draft.kind.filter(|kind| matches!(kind, EventType::Retreat | EventType::Aid)) else {
        return Vec::new();
    };
    let obligor = reading.entity_of(draft.obligor);
    let own = reading.analysis.span(draft.act);
    let is_step = |event: &&Event| {
        !event.trigger.overlaps(own)
            && event.kind == kind
            && event.actors.iter().any(|&actor| {
                let found = reading.entity_of(actor);
                let same_forces = match (found, obligor) {
                    (Some(a), Some(b)) => {
                        let (acts, owes) = (a.sectors.first(), b.sectors.first());
                        let own_army = acts == Some(&Sector::Mil) && matches!(owes, None | Some(Sector::Gov));
                        a.country.is_some() && a.country == b.country && (acts == owes || own_army)
                    }
                    _ => false,
                };
                actor.entity == draft.obligor.entity || same_forces
            })
    };
    let step = |event: &Event| Progress {
        event: Some(event.id),
        quantity: event.quantities.first().map(|part| part.quantity),
        statement: event.statement,
    };
    reading.steps().filter(is_step).take(MOST_STEPS).map(step).collect()
}
