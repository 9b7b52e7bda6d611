//! What a report's other layers say, looked up by token.

use grammar::Grammar;
use linguist::{Analysis, TokenId};
use ontology::{Country, Deprel, Form};
use record::{Entity, Holders, MentionIndex, Participant, Place, Quantity, Report, Statement, Time};
use text::Span;

use crate::classes::Classes;

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
    pub(crate) classes: &'a Classes,
    pub(crate) analysis: &'a Analysis,
    pub(crate) input: Input<'a>,
    index: MentionIndex,
    holders: Holders,
    /// (start of the cue, index in `statements`), sorted.
    cues: Vec<(u32, usize)>,
    /// Spans of mentions by a name of several words, sorted.
    names: Vec<Span>,
    /// (start of the head word, index in `places`), sorted.
    places: Vec<(u32, usize)>,
    sentences: Vec<InSentence>,
}

/// What other layers found in one sentence, by index in their lists; numbers and times with their head word.
#[derive(Debug, Clone, Default)]
pub(crate) struct InSentence {
    pub(crate) times: Vec<(usize, TokenId)>,
    pub(crate) quantities: Vec<(usize, TokenId)>,
    pub(crate) places: Vec<(usize, TokenId)>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(grammar: &'a Grammar, classes: &'a Classes, input: Input<'a>) -> Self {
        let analysis = input.analysis;
        let mut places: Vec<(u32, usize)> = input
            .places
            .iter()
            .enumerate()
            .filter_map(|(at, place)| Some((analysis.span(analysis.head_of_span(place.span)?).start, at)))
            .collect();
        places.sort_unstable();
        let named =
            input.entities.iter().flat_map(|entity| &entity.mentions).filter(|mention| mention.form == Form::Name);
        let mut names: Vec<Span> =
            named.map(|mention| mention.span).filter(|&span| analysis.tokens_in(span).len() > 1).collect();
        names.sort_unstable();
        let cue = |(at, statement): (usize, &Statement)| statement.cue.map(|cue| (cue.start, at));
        let mut cues: Vec<(u32, usize)> = input.statements.iter().enumerate().filter_map(cue).collect();
        cues.sort_unstable();
        let sentences = by_sentence(&input);
        let (index, holders) = (MentionIndex::new(input.entities), Holders::new(input.statements));
        Self { cues, names, grammar, classes, analysis, input, index, holders, places, sentences }
    }

    /// What stands in the sentence of a token.
    pub(crate) fn around(&self, token: TokenId) -> Option<&InSentence> {
        self.sentences.get(self.analysis.sentence_of(token) as usize)
    }

    /// Whether a word heads an expression of time.
    pub(crate) fn is_time(&self, token: TokenId) -> bool {
        self.around(token).is_some_and(|sentence| sentence.times.iter().any(|&(_, head)| head == token))
    }

    /// The innermost statement whose content holds a word.
    pub(crate) fn statement_at(&self, token: TokenId) -> Option<&'a Statement> {
        self.holders.at(self.analysis.span(token)).and_then(|id| self.input.statements.get(id.index()))
    }

    /// The source of the statement whose cue a word begins: "*Urges* the parties", where the text gives no subject.
    pub(crate) fn source_of_cue(&self, token: TokenId) -> Option<Participant> {
        let start = self.analysis.span(token).start;
        let at = self.cues.partition_point(|&(cue, _)| cue < start);
        let &(_, statement) = self.cues.get(at).filter(|(cue, _)| *cue == start)?;
        self.input.statements.get(statement)?.source.filter(|source| source.entity.is_some())
    }

    pub(crate) fn entity_at(&self, token: TokenId) -> Option<&'a Entity> {
        self.index.at(self.input.entities, self.analysis.span(token)).map(|(entity, _)| entity)
    }

    pub(crate) fn participant_at(&self, token: TokenId) -> Option<Participant> {
        self.index.participant(self.input.entities, self.analysis.span(token))
    }

    /// Every participant that a word mentions: "Afghan and coalition *forces*" are two.
    pub(crate) fn participants_at(&self, token: TokenId) -> Vec<Participant> {
        self.index.participants(self.input.entities, self.analysis.span(token))
    }

    /// Whether a name of several words covers the span.
    pub(crate) fn named_at(&self, span: Span) -> bool {
        let until = self.names.partition_point(|name| name.start <= span.start);
        // Names rarely nest deeper than this.
        self.names.get(until.saturating_sub(3)..until).unwrap_or_default().iter().any(|name| name.contains(span))
    }

    pub(crate) fn place_at(&self, token: TokenId) -> Option<&'a Place> {
        let start = self.analysis.span(token).start;
        let at = self.places.binary_search_by_key(&start, |&(start, _)| start).ok()?;
        self.places.get(at).and_then(|&(_, place)| self.input.places.get(place))
    }

    /// Whether a participant is of the country of one of the others.
    pub(crate) fn of_one_country(&self, side: &Participant, others: &[Participant]) -> bool {
        self.country(side).is_some() && others.iter().any(|other| self.country(other) == self.country(side))
    }

    pub(crate) fn country(&self, side: &Participant) -> Option<Country> {
        self.entity(*side).and_then(|entity| entity.country)
    }

    pub(crate) fn entity(&self, participant: Participant) -> Option<&'a Entity> {
        participant.entity.and_then(|id| self.input.entities.get(id.index()))
    }
}

fn by_sentence(input: &Input<'_>) -> Vec<InSentence> {
    let analysis = input.analysis;
    let mut sentences = vec![InSentence::default(); analysis.sentences.len()];
    let mut put = |span: Span, add: &dyn Fn(&mut InSentence, TokenId)| {
        let Some(head) = analysis.head_of_span(span) else { return };
        if let Some(sentence) = sentences.get_mut(analysis.sentence_of(head) as usize) {
            add(sentence, head);
        }
    };
    for (at, time) in input.times.iter().enumerate() {
        put(time.span, &|sentence, head| sentence.times.push((at, head)));
    }
    for (at, quantity) in input.quantities.iter().enumerate() {
        let number = counting(analysis, quantity.span).map_or(quantity.span, |number| analysis.span(number));
        put(number, &|sentence, head| sentence.quantities.push((at, head)));
    }
    for (at, place) in input.places.iter().enumerate() {
        put(place.span, &|sentence, head| sentence.places.push((at, head)));
    }
    sentences
}

/// "*more than 20* people": the number that counts a noun, where the words around it hang elsewhere.
fn counting(analysis: &Analysis, span: Span) -> Option<TokenId> {
    let counts = |&id: &TokenId| {
        analysis.deprel(id) == Deprel::Nummod
            && analysis.head(id).is_some_and(|noun| !span.contains(analysis.span(noun)))
    };
    analysis.tokens_in(span).map(TokenId).find(counts)
}
