//! From candidates to events: status, details, and further mentions of the same event.

use linguist::TokenId;
use ontology::{Deprel, EventType, Mode, Status};
use record::{Date, Event, EventId, EventQuantity, Evidence, Participant, PlaceId, StatementId, TimeId};
use text::Span;

use crate::Events;
use crate::candidate::Candidate;
use crate::confidence::confidence;
use crate::details::{place_of, quantities_of, time_of, time_of_telling};
use crate::frames::{Effect, Frames};
use crate::reading::Reading;
use crate::status::settle;
use crate::tables::Tables;
use crate::traits::traits;

/// An event with its words, before its mentions are brought together.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) candidate: Candidate,
    pub(crate) sentence: u32,
    pub(crate) trigger: Span,
    pub(crate) status: Status,
    pub(crate) time: Option<TimeId>,
    pub(crate) earliest: Option<Date>,
    pub(crate) latest: Option<Date>,
    pub(crate) place: Option<PlaceId>,
    pub(crate) quantities: Vec<EventQuantity>,
    pub(crate) statement: Option<StatementId>,
    pub(crate) mentions: Vec<Span>,
    pub(crate) effect: Option<Effect>,
    pub(crate) in_title: bool,
    /// A definite event noun, which may tell an event of an earlier sentence again.
    pub(crate) refers_back: bool,
    /// It answers an attack told before.
    pub(crate) answers: bool,
    /// Land is taken.
    pub(crate) territory: bool,
    /// Casualties that nobody is said to have caused, in a sentence without a word of violence.
    pub(crate) unexplained: bool,
    /// Index of the candidate, for those that point at it.
    pub(crate) origin: usize,
    /// Further candidates merged into this one.
    pub(crate) merged: Vec<usize>,
}

impl Draft {
    pub(crate) fn kind(&self) -> EventType {
        self.candidate.kind
    }
}

/// Drafts of all candidates that no other tells, in reading order.
pub(crate) fn draft(reading: &Reading<'_>, frames: &Frames, tables: &Tables, candidates: Vec<Candidate>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = candidates
        .into_iter()
        .enumerate()
        .filter(|(_, candidate)| !candidate.consumed)
        .map(|(origin, candidate)| draft_one(reading, frames, tables, origin, candidate))
        .collect();
    drafts.sort_by_key(|draft| (draft.trigger, draft.origin));
    drafts
}

fn draft_one(
    reading: &Reading<'_>,
    frames: &Frames,
    tables: &Tables,
    origin: usize,
    mut candidate: Candidate,
) -> Draft {
    let analysis = reading.analysis;
    let was = candidate.kind;
    let status = settle(reading, frames, &mut candidate);
    let told = tables.modes_in(reading, candidate.kind, &words_around(reading, &candidate));
    for mode in told {
        if !candidate.modes.contains(&mode) && mode_fits(&candidate, mode) {
            candidate.modes.push(mode);
        }
    }
    let frame = frames.frames.get(candidate.frame);
    let effect = frame.and_then(|frame| frame.entry.effect);
    // A time in the clause of what is announced is the time of what will be done, not of the announcement.
    let announced = was != candidate.kind || frame.is_some_and(|frame| frame.entry.content.is_some());
    let time = if announced && was != candidate.kind {
        time_of_telling(reading, &candidate)
    } else {
        time_of(reading, &candidate)
    };
    let days = dates(reading, status, time);
    let (earliest, latest) =
        time.and_then(|time| crate::apart::moved(reading, candidate.token, time, days)).unwrap_or(days);
    let trigger = trigger_span(reading, &candidate);
    let sentence = analysis.sentence_of(candidate.token);
    let statement = reading.statement_at(candidate.token).map(|found| found.id);
    let quantities = quantities_of(reading, &candidate, effect);
    let place = place_of(reading, &candidate);
    let in_title = reading.input.report.title.is_some() && sentence == 0;
    let refers_back = refers_back(reading, &candidate);
    let violent = |token: TokenId| {
        ["violence", "weapons", "bombs", "armed"].iter().any(|class| reading.classes.contains(reading, class, token))
    };
    let unexplained = matches!(effect, Some(Effect::Dead | Effect::Injured))
        && candidate.actors.is_empty()
        && candidate.modes.is_empty()
        && !analysis.sentence_ids(sentence).any(|token| !candidate.words.contains(&token) && violent(token));
    Draft {
        candidate,
        sentence,
        trigger,
        status,
        time,
        earliest,
        latest,
        place,
        quantities,
        statement,
        mentions: Vec::new(),
        effect,
        in_title,
        refers_back,
        answers: frame.is_some_and(|frame| frame.entry.answers),
        territory: frame.is_some_and(|frame| frame.entry.territory),
        unexplained,
        origin,
        merged: Vec::new(),
    }
}

/// "the attack", "this operation", "their talks": a definite event noun.
fn refers_back(reading: &Reading<'_>, candidate: &Candidate) -> bool {
    let analysis = reading.analysis;
    candidate.nominal
        && analysis.children_by(candidate.token, &[Deprel::Det, Deprel::DetPredet, Deprel::NmodPoss]).any(|child| {
            matches!(
                analysis.lower(child),
                "the" | "this" | "these" | "that" | "those" | "its" | "their" | "his" | "such" | "both"
            )
        })
}

/// Modes belong to types; a type without a given mode keeps what its frame says.
fn mode_fits(candidate: &Candidate, mode: Mode) -> bool {
    candidate.kind.modes().contains(&mode)
        && (candidate.kind != EventType::Assault || !matches!(candidate.modes.first(), Some(Mode::Abduct)))
}

/// The words that may tell how it was done: the trigger's phrase, its subject and its adverbials, but no clause.
fn words_around(reading: &Reading<'_>, candidate: &Candidate) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let mut found = Vec::new();
    for &word in &candidate.words {
        found.extend(analysis.subtree_without(word, |token| {
            matches!(
                analysis.deprel(token),
                Deprel::Acl
                    | Deprel::AclRelcl
                    | Deprel::Advcl
                    | Deprel::Ccomp
                    | Deprel::Xcomp
                    | Deprel::Conj
                    | Deprel::Parataxis
                    | Deprel::Appos
            ) || candidate
                .recipients
                .iter()
                .any(|participant| participant.span.is_some_and(|span| span.contains(analysis.span(token))))
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn dates(reading: &Reading<'_>, status: Status, time: Option<TimeId>) -> (Option<Date>, Option<Date>) {
    let told = time.and_then(|id| reading.input.times.get(id.index()));
    if let Some(time) = told {
        // What has happened "since March" has happened between March and the report.
        let begins = reading.analysis.head_of_span(time.span).is_some_and(|head| is_since(reading, head));
        let until_now = begins && matches!(status, Status::Actual | Status::Negated);
        return if until_now { (time.earliest, report_day(reading)) } else { (time.earliest, time.latest) };
    }
    match status {
        Status::Actual | Status::Negated => (None, report_day(reading)),
        Status::Future | Status::Hypothetical => (None, None),
    }
}

fn is_since(reading: &Reading<'_>, time: TokenId) -> bool {
    grammar::preposition(reading.analysis, time).as_deref() == Some("since")
}

/// The day of publication; of a month alone its last day.
fn report_day(reading: &Reading<'_>) -> Option<Date> {
    let report = reading.input.report;
    if let Some(day) = report.published_on() {
        return Some(day);
    }
    let published = report.published.as_deref()?;
    let first: Date = format!("{}-01", published.get(..7)?).parse().ok()?;
    Some(first.last_of_month())
}

/// The trigger: the words of the phrase where they stand close together, else its main word.
fn trigger_span(reading: &Reading<'_>, candidate: &Candidate) -> Span {
    let analysis = reading.analysis;
    let close = candidate.words.windows(2).all(|pair| match pair {
        [left, right] => right.0 - left.0 <= 3,
        _ => true,
    });
    if close { analysis.cover(&candidate.words) } else { analysis.span(candidate.token) }
}

/// The finished events that are sure enough to be told.
pub(crate) fn finish(reading: &Reading<'_>, layer: &Events, drafts: Vec<Draft>) -> Vec<Event> {
    let day = report_day(reading);
    let (frames, tables, telling) = (&layer.frames, &layer.tables, layer.telling);
    let weighed = drafts.into_iter().map(|draft| {
        let traits = traits(reading, frames, &draft);
        let points = layer.weights.of(&traits);
        (confidence(points.iter().map(|(_, points)| points).sum()), traits, draft)
    });
    weighed
        .filter(|(confidence, ..)| *confidence >= telling.least)
        .enumerate()
        .map(|(index, (confidence, traits, draft))| {
            let sense = frames.frames.get(draft.candidate.frame).map_or("", |frame| frame.entry.sense.as_str());
            let mut evidence = Evidence::by(format!("frame {}: {sense}", draft.candidate.phrase)).at(draft.trigger);
            for note in &draft.candidate.notes {
                evidence.note(note.clone());
            }
            evidence.note(layer.weights.grounds(confidence, &traits));
            if telling.with_traits {
                traits.iter().for_each(|found| evidence.note(format!("trait: {found}")));
            }
            let background = match (draft.latest, day) {
                (Some(latest), Some(day)) => latest < days_before(day, 30),
                _ => false,
            };
            let sentence: Vec<TokenId> = reading.analysis.sentence_ids(draft.sentence).collect();
            Event {
                id: EventId::new(index),
                trigger: draft.trigger,
                kind: draft.candidate.kind,
                contexts: tables.contexts_in(reading, &sentence),
                cameo: tables.cameo(draft.candidate.kind, &draft.candidate.modes),
                intensity_tenths: tables.intensity(draft.candidate.kind, &draft.candidate.modes),
                modes: draft.candidate.modes,
                actors: draft.candidate.actors,
                recipients: draft.candidate.recipients,
                status: draft.status,
                earliest: draft.earliest,
                latest: draft.latest,
                time: draft.time,
                place: draft.place,
                quantities: draft.quantities,
                statement: draft.statement,
                historical: background && matches!(draft.status, Status::Actual | Status::Negated),
                confidence_thousandths: Some(confidence),
                mentions: draft.mentions,
                evidence,
            }
        })
        .collect()
}

fn days_before(day: Date, days: u32) -> Date {
    let mut at = day;
    for _ in 0..days {
        at = at.yesterday().unwrap_or(at);
    }
    at
}

/// The participants of both, each once.
pub(crate) fn unite(into: &mut Vec<Participant>, from: &[Participant]) {
    for participant in from {
        if !into.iter().any(|known| known.entity == participant.entity) {
            into.push(*participant);
        }
    }
}
