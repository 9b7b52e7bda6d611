//! What a report's other layers say, looked up by token.

use std::collections::HashMap;

use grammar::Grammar;
use linguist::{Analysis, TokenId};
use ontology::{EventType, Status, Upos};
use record::{Entity, Event, Holders, MentionIndex, Participant, Place, Quantity, Report, Statement, Time};
use text::Span;

use crate::words::Words;

/// Bounds the events that are looked through for each commitment.
const MOST_STEPS: usize = 64;

/// What the commitment layer reads.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub analysis: &'a Analysis,
    pub report: &'a Report,
    pub entities: &'a [Entity],
    pub times: &'a [Time],
    pub quantities: &'a [Quantity],
    pub places: &'a [Place],
    pub statements: &'a [Statement],
    pub events: &'a [Event],
}

/// The input with its indexes. Only looked up, never iterated.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) grammar: &'a Grammar,
    pub(crate) words: &'a Words,
    pub(crate) analysis: &'a Analysis,
    pub(crate) input: Input<'a>,
    mentions: MentionIndex,
    /// Sentence → times, quantities, places and statements that begin in it.
    times: HashMap<u32, Vec<usize>>,
    quantities: HashMap<u32, Vec<usize>>,
    places: HashMap<u32, Vec<usize>>,
    /// Events that can be steps of a commitment, the first of them.
    steps: Vec<usize>,
    /// Start of a trigger → event.
    triggers: HashMap<u32, usize>,
    holders: Holders,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(grammar: &'a Grammar, words: &'a Words, input: Input<'a>) -> Self {
        let analysis = input.analysis;
        let by_sentence = |spans: &mut dyn Iterator<Item = Span>| {
            let mut found: HashMap<u32, Vec<usize>> = HashMap::new();
            for (index, span) in spans.enumerate() {
                if let Some(first) = analysis.tokens_in(span).next() {
                    found.entry(analysis.sentence_of(TokenId(first))).or_default().push(index);
                }
            }
            found
        };
        let is_step = |event: &Event| {
            event.status == Status::Actual
                && !event.historical
                && (event.kind == EventType::Retreat || event.kind == EventType::Aid && !event.quantities.is_empty())
        };
        let steps =
            (0..input.events.len()).filter(|&at| input.events.get(at).is_some_and(is_step)).take(MOST_STEPS).collect();
        let mut triggers = HashMap::new();
        for (index, event) in input.events.iter().enumerate() {
            for span in std::iter::once(&event.trigger).chain(&event.mentions) {
                for token in analysis.tokens_in(*span) {
                    triggers.entry(analysis.span(TokenId(token)).start).or_insert(index);
                }
            }
        }
        Self {
            grammar,
            words,
            analysis,
            input,
            mentions: MentionIndex::new(input.entities),
            times: by_sentence(&mut input.times.iter().map(|time| time.span)),
            quantities: by_sentence(&mut input.quantities.iter().map(|quantity| quantity.span)),
            places: by_sentence(&mut input.places.iter().map(|place| place.span)),
            steps,
            triggers,
            holders: Holders::new(input.statements),
        }
    }

    pub(crate) fn participant(&self, token: TokenId) -> Option<Participant> {
        self.mentions.participant(self.input.entities, self.analysis.span(token))
    }

    pub(crate) fn entity(&self, token: TokenId) -> Option<&'a Entity> {
        self.mentions.at(self.input.entities, self.analysis.span(token)).map(|(entity, _)| entity)
    }

    pub(crate) fn entity_of(&self, participant: Participant) -> Option<&'a Entity> {
        participant.entity.and_then(|id| self.input.entities.get(id.index()))
    }

    pub(crate) fn times_in(&self, sentence: u32) -> impl Iterator<Item = &'a Time> + '_ {
        self.times.get(&sentence).into_iter().flatten().filter_map(|&at| self.input.times.get(at))
    }

    pub(crate) fn quantities_in(&self, sentence: u32) -> impl Iterator<Item = &'a Quantity> + '_ {
        self.quantities.get(&sentence).into_iter().flatten().filter_map(|&at| self.input.quantities.get(at))
    }

    pub(crate) fn places_in(&self, sentence: u32) -> impl Iterator<Item = &'a Place> + '_ {
        self.places.get(&sentence).into_iter().flatten().filter_map(|&at| self.input.places.get(at))
    }

    /// Actual withdrawals, releases and counted aid: what can be a step towards a commitment.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &'a Event> + '_ {
        self.steps.iter().filter_map(|&at| self.input.events.get(at))
    }

    pub(crate) fn event_at(&self, token: TokenId) -> Option<&'a Event> {
        self.triggers.get(&self.analysis.span(token).start).and_then(|&at| self.input.events.get(at))
    }

    /// The innermost statement whose content holds the token.
    pub(crate) fn statement_at(&self, token: TokenId) -> Option<&'a Statement> {
        self.holders.at(self.analysis.span(token)).and_then(|id| self.input.statements.get(id.index()))
    }

    /// The predicate whose clause a word stands in: the nearest verb above it, through phrases only.
    pub(crate) fn clause_of(&self, token: TokenId) -> TokenId {
        let mut at = token;
        while let Some(head) = self.analysis.head(at) {
            at = head;
            if matches!(self.analysis.upos(at), Upos::Verb) || grammar::is_predicate(self.analysis, at) {
                break;
            }
        }
        at
    }
}
