//! What a report's other layers say, looked up by token.

use grammar::Grammar;
use linguist::{Analysis, TokenId};
use record::{Entity, MentionIndex, Participant, Place, Quantity, Report, Statement, Time};

/// What the event layer reads.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    pub analysis: &'a Analysis,
    pub report: &'a Report,
    pub entities: &'a [Entity],
    pub times: &'a [Time],
    pub quantities: &'a [Quantity],
    pub places: &'a [Place],
    pub statements: &'a [Statement],
}

/// The input with its indexes.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) grammar: &'a Grammar,
    pub(crate) analysis: &'a Analysis,
    pub(crate) input: Input<'a>,
    index: MentionIndex,
    /// (start of the head word, index in `places`), sorted.
    places: Vec<(u32, usize)>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(grammar: &'a Grammar, input: Input<'a>) -> Self {
        let analysis = input.analysis;
        let mut places: Vec<(u32, usize)> = input
            .places
            .iter()
            .enumerate()
            .filter_map(|(at, place)| Some((analysis.span(analysis.head_of_span(place.span)?).start, at)))
            .collect();
        places.sort_unstable();
        Self { grammar, analysis, input, index: MentionIndex::new(input.entities), places }
    }

    pub(crate) fn entity_at(&self, token: TokenId) -> Option<&'a Entity> {
        self.index.at(self.input.entities, self.analysis.span(token)).map(|(entity, _)| entity)
    }

    pub(crate) fn participant_at(&self, token: TokenId) -> Option<Participant> {
        self.index.participant(self.input.entities, self.analysis.span(token))
    }

    pub(crate) fn place_at(&self, token: TokenId) -> Option<&'a Place> {
        let start = self.analysis.span(token).start;
        let at = self.places.binary_search_by_key(&start, |&(start, _)| start).ok()?;
        self.places.get(at).and_then(|&(_, place)| self.input.places.get(place))
    }

    pub(crate) fn entity(&self, participant: Participant) -> Option<&'a Entity> {
        participant.entity.and_then(|id| self.input.entities.get(id.index()))
    }
}
