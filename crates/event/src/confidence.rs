//! How sure an event is.
//!
//! Traits of the structure around a trigger make an event surer or less sure: what a report tells in its main clauses,
//! of named sides, is mostly so; help and talks in infinitives, participles and relative clauses are mostly talk of
//! policy. Their weights are those of a logistic regression over the events found in the development gold and in 530
//! events of raw text judged by hand, rounded, and shrunk where a trait was rare. What is published is the share of
//! events with as many points that were right (type and place in the text), read off between a few knots.

use linguist::TokenId;
use ontology::{Deprel, EventType, Status, Upos, Xpos};
use record::Participant;

use crate::drafts::Draft;
use crate::frames::Effect;
use crate::reading::Reading;

/// Events below it are left out unless asked for: the best F1 on the development gold.
pub(crate) const LEAST: u16 = 400;

/// (points, thousandths of events with so many points that are right). A point is a hundredth of the logarithm of
/// the odds.
const KNOTS: [(i32, u16); 9] =
    [(-300, 50), (-200, 120), (-100, 270), (-50, 380), (0, 500), (50, 620), (100, 730), (200, 880), (300, 950)];

/// The confidence to publish, in thousandths.
pub(crate) fn confidence(reading: &Reading<'_>, draft: &Draft) -> u16 {
    let points = points(reading, draft);
    let mut below = KNOTS[0];
    for &(knot, share) in &KNOTS {
        if points <= knot {
            let width = (knot - below.0).max(1);
            let along = (points - below.0).clamp(0, width);
            return below.1 + u16::try_from(i32::from(share - below.1) * along / width).unwrap_or(0);
        }
        below = (knot, share);
    }
    below.1
}

fn points(reading: &Reading<'_>, draft: &Draft) -> i32 {
    let candidate = &draft.candidate;
    let mut points = 85 + points_of_type(candidate.kind) + points_of_status(draft) + points_of_sides(reading, draft);
    points += points_of_clause(reading, draft);
    points += if draft.mentions.is_empty() { 0 } else { 70 };
    points += if candidate.words.len() > 1 { 30 } else { 0 };
    // What is quoted is more often argued with than told.
    points -= if draft.statement.is_some() { 35 } else { 0 };
    // "were killed when the hotel fell": casualties without an actor or any word of violence near them.
    if draft.unexplained {
        points -= 100;
    }
    points
}

fn points_of_type(kind: EventType) -> i32 {
    match kind {
        EventType::Concede => -120,
        EventType::Coerce => -80,
        EventType::Threaten | EventType::Cooperate => -30,
        EventType::Agree | EventType::Reject => -10,
        EventType::Support => 15,
        EventType::Consult
        | EventType::Aid
        | EventType::Retreat
        | EventType::Request
        | EventType::Accuse
        | EventType::Protest
        | EventType::Sanction
        | EventType::Mobilize
        | EventType::Assault => 0,
    }
}

fn points_of_status(draft: &Draft) -> i32 {
    let open = match draft.status {
        Status::Actual => 0,
        Status::Negated | Status::Future => -15,
        Status::Hypothetical if is_kind(draft.kind()) => -200,
        Status::Hypothetical => -115,
    };
    if draft.candidate.unreached { open - 40 } else { open }
}

fn points_of_sides(reading: &Reading<'_>, draft: &Draft) -> i32 {
    let candidate = &draft.candidate;
    let head = |sides: &[Participant]| sides.first().and_then(|side| reading.analysis.head_of_span(side.span?));
    let upos = |head: Option<TokenId>| head.map(|head| reading.analysis.upos(head));
    let (actor, recipient) = (head(&candidate.actors), head(&candidate.recipients));
    let first_person = actor.is_some_and(|head| matches!(reading.analysis.lower(head), "we" | "i"));
    let mut points = match upos(actor) {
        Some(Upos::Propn) => 50,
        Some(Upos::Pron) if first_person => 50,
        Some(Upos::Pron) => -75,
        None if candidate.actors.is_empty() => -70,
        _ => 0,
    };
    points += match upos(recipient) {
        Some(Upos::Propn) => 45,
        None if candidate.recipients.is_empty() => -40,
        _ if recipient.is_some_and(|head| is_indefinite(reading, head)) => -40,
        _ => 0,
    };
    let nobody = candidate.actors.is_empty() && candidate.recipients.is_empty() && draft.quantities.is_empty();
    if nobody && candidate.nominal {
        // A bare "attack" is often only talked about.
        points -= 60;
    } else if nobody {
        // "A bomb went off in Rome" is an event of nobody.
        points += 60;
    }
    let one_sided = candidate.recipients.is_empty();
    match candidate.kind {
        // Help that nobody is said to give is mostly a passing word.
        EventType::Aid if candidate.actors.is_empty() => points - 30,
        // Calls that name nobody are mostly opinions.
        EventType::Request if one_sided => points - 50,
        // "Funding will be delivered": an undertaking that nobody gives.
        EventType::Agree if candidate.actors.is_empty() => points - 120,
        // "the agreement", "a partnership": often only the name of what there is.
        EventType::Agree | EventType::Cooperate if one_sided && candidate.nominal => points - 60,
        _ => points,
    }
}

/// "a country", "any group", "all people": nobody in particular.
fn is_indefinite(reading: &Reading<'_>, head: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis
        .children_by(head, &[Deprel::Det])
        .any(|word| matches!(analysis.lower(word), "a" | "an" | "any" | "each" | "every" | "no" | "all"))
}

/// Where the trigger stands: main clauses tell, other clauses mention.
fn points_of_clause(reading: &Reading<'_>, draft: &Draft) -> i32 {
    let analysis = reading.analysis;
    let verb = draft.candidate.token;
    if draft.candidate.nominal {
        // "*disarmament* forums", "*peace talks* process": only says what kind of thing another noun is.
        let kind_of = draft.candidate.words.len() == 1
            && matches!(analysis.deprel(verb), Deprel::Compound | Deprel::Amod)
            && analysis.head(verb).is_some_and(|head| head > verb);
        return if kind_of || is_topic(reading, verb) { -80 } else { 0 };
    }
    // "a ceasefire *announced* by": the noun of the phrase stands for it.
    if analysis.head(verb).is_some_and(|head| draft.candidate.words.contains(&head)) {
        return 0;
    }
    // "*we must* support", "we should try": what one tells oneself to do is not yet done; "we must press Mali" presses it.
    let has = |relation: Deprel, class: &str| {
        analysis.children_by(verb, &[relation]).any(|child| reading.classes.contains(reading, class, child))
    };
    let own_duty =
        draft.kind() != EventType::Request && has(Deprel::Nsubj, "first_person") && has(Deprel::Aux, "obligation");
    let place = match analysis.deprel(verb) {
        Deprel::Root | Deprel::Parataxis => 75,
        Deprel::Ccomp => 90,
        Deprel::Conj => 25,
        // "voted on Sunday to leave", "announced last month that it would leave" are complements, whatever the tree says.
        _ if reading.grammar.is_content_infinitive(analysis, verb) => 0,
        _ if reading.grammar.announcer(analysis, verb).is_some() => 90,
        Deprel::Acl => -75,
        Deprel::Advcl | Deprel::AclRelcl => -65,
        _ => 0,
    };
    let auxiliary = analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_some();
    let form = analysis.token(verb).xpos;
    let kind = is_kind(draft.kind()) && draft.kind() != EventType::Support;
    let told = match form {
        _ if auxiliary => 0,
        Xpos::Vbd => 0,
        // "Kenya helps its neighbors": a habit.
        Xpos::Vbz | Xpos::Vbp => {
            if kind {
                -140
            } else {
                0
            }
        }
        // Victims are often told in participles: "killing two".
        _ if matches!(draft.effect, Some(Effect::Dead | Effect::Injured)) => 0,
        _ => {
            if kind {
                -130
            } else if form == Xpos::Vb
                && matches!(draft.kind(), EventType::Request | EventType::Sanction | EventType::Reject)
            {
                // "legislation to *require* the states to report": a purpose.
                -60
            } else {
                -35
            }
        }
    };
    place + told - if own_duty { 150 } else { 0 }
}

/// "a hearing on *cooperation*", "talks about a *withdrawal*": what is talked about is context (codebook 7, rule 10).
fn is_topic(reading: &Reading<'_>, noun: TokenId) -> bool {
    let analysis = reading.analysis;
    let about = grammar::preposition(analysis, noun)
        .is_some_and(|word| matches!(word.as_str(), "on" | "about" | "regarding" | "concerning" | "over"));
    let above = analysis.head(noun).filter(|_| matches!(analysis.deprel(noun), Deprel::Nmod | Deprel::Obl));
    about
        && above.is_some_and(|head| {
            ["meeting", "speechact"].iter().any(|class| reading.classes.contains(reading, class, head))
        })
}

/// Cooperation in word and deed.
fn is_kind(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Aid
            | EventType::Cooperate
            | EventType::Consult
            | EventType::Support
            | EventType::Agree
            | EventType::Concede
    )
}
