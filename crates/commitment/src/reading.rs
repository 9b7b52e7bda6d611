//! What a report's other layers say, looked up by token.

use std::collections::HashMap;

use grammar::Grammar;
use linguist::{Analysis, TokenId};
use ontology::{Deprel, EventType, Status, Upos, Xpos};
use record::{Entity, Event, Holders, MentionIndex, Participant, Place, Quantity, Report, Statement, Time};
use text::Span;

use crate::words::{Group, Words};

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
    /// Actual fights told as news, the first of them.
    fights: Vec<usize>,
    /// Verbs that tell of a refusal, the first of them.
    refusals: Vec<TokenId>,
    /// Start of a cue → who says it, sorted; and those of them whom no words of the text name.
    sources: Vec<(u32, Participant)>,
    issuers: Vec<(u32, Participant)>,
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
        let is_fight =
            |event: &Event| event.status == Status::Actual && !event.historical && event.kind == EventType::Assault;
        let fights =
            (0..input.events.len()).filter(|&at| input.events.get(at).is_some_and(is_fight)).take(MOST_STEPS).collect();
        let mut triggers = HashMap::new();
        for (index, event) in input.events.iter().enumerate() {
            for span in std::iter::once(&event.trigger).chain(&event.mentions) {
                for token in analysis.tokens_in(*span) {
                    triggers.entry(analysis.span(TokenId(token)).start).or_insert(index);
                }
            }
        }
        let mut sources: Vec<(u32, Participant)> = input
            .statements
            .iter()
            .filter_map(|statement| {
                Some((statement.cue?.start, statement.source.filter(|source| source.entity.is_some())?))
            })
            .collect();
        sources.sort_by_key(|&(start, _)| start);
        let mut reading = Self {
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
            fights,
            refusals: Vec::new(),
            issuers: sources.iter().copied().filter(|(_, source)| source.span.is_none()).collect(),
            sources,
        };
        let refuses = |&verb: &TokenId| {
            analysis.upos(verb) == Upos::Verb
                && reading.is_among(Group::Rejected, verb)
                && grammar.factuality(analysis, verb).status == Status::Actual
        };
        let refusals = analysis.ids().filter(refuses).take(MOST_STEPS).collect();
        reading.refusals = refusals;
        reading
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

    /// Actual uses of force, told as news.
    pub(crate) fn fights(&self) -> impl Iterator<Item = &'a Event> + '_ {
        self.fights.iter().filter_map(|&at| self.input.events.get(at))
    }

    /// Verbs by which somebody is told to have refused something.
    pub(crate) fn refusals(&self) -> &[TokenId] {
        &self.refusals
    }

    pub(crate) fn event_at(&self, token: TokenId) -> Option<&'a Event> {
        self.triggers.get(&self.analysis.span(token).start).and_then(|&at| self.input.events.get(at))
    }

    /// The source of the statement that the word is the cue of; in a text that goes on without a subject, "2. Requests …;
    /// 3. Resolves …", the last source before that no words of the text name.
    pub(crate) fn speaker_with(&self, cue: TokenId) -> Option<Participant> {
        let start = self.analysis.span(cue).start;
        let told = self.sources.binary_search_by_key(&start, |&(start, _)| start).ok();
        let named = told.and_then(|at| self.sources.get(at)).map(|&(_, source)| source);
        let before = self.issuers.partition_point(|&(at, _)| at < start);
        let issuer = || self.issuers.get(before.checked_sub(1)?).map(|&(_, source)| source);
        named.or_else(issuer)
    }

    /// The innermost statement whose content holds the token.
    pub(crate) fn statement_at(&self, token: TokenId) -> Option<&'a Statement> {
        self.holders.at(self.analysis.span(token)).and_then(|id| self.input.statements.get(id.index()))
    }

    /// "step *down*", "take *in* 90 orphans": the particle that makes another verb.
    pub(crate) fn particle(&self, verb: TokenId) -> Option<TokenId> {
        // "will take *in* no more orphans": read as a preposition.
        let next = TokenId(verb.0 + 1);
        let same =
            self.analysis.sentence_ids(self.analysis.sentence_of(verb)).next_back().is_some_and(|last| next <= last);
        let beside = || matches!(self.analysis.upos(next), Upos::Adp | Upos::Adv);
        self.analysis.child(verb, Deprel::CompoundPrt).or_else(|| (same && beside()).then_some(next))
    }

    /// Whether a list has the verb, with its particle if it has one: "go back", "collapse".
    pub(crate) fn is_among(&self, group: Group, word: TokenId) -> bool {
        let lemma = self.analysis.lemma(word);
        let phrasal = || self.phrasal(word).is_some_and(|phrasal| self.words.is(group, &phrasal));
        self.words.is(group, lemma) || phrasal()
    }

    fn phrasal(&self, verb: TokenId) -> Option<String> {
        let particle = self.particle(verb)?;
        Some(format!("{} {}", self.analysis.lemma(verb), self.analysis.lower(particle)))
    }

    /// Whether the verb and its particle are an act of their own, whatever the verb is without it.
    pub(crate) fn is_phrasal_act(&self, verb: TokenId) -> bool {
        self.phrasal(verb).is_some_and(|phrasal| self.words.act(&phrasal, Upos::Verb).is_some())
    }

    /// Whether the word is an act that can be checked, and its type.
    pub(crate) fn listed(&self, word: TokenId) -> Option<Option<EventType>> {
        let phrasal = || self.phrasal(word).and_then(|phrasal| self.words.act(&phrasal, Upos::Verb));
        let upos = self.analysis.upos(word);
        let used_as = if self.is_verb(word) { Upos::Verb } else { upos };
        phrasal().or_else(|| self.words.act(self.analysis.lemma(word), used_as))
    }

    /// Whether the word is a verb: by its tag, or by its auxiliary or mark although it is tagged as an adjective or noun,
    /// "will free 400 prisoners", "to hand over".
    pub(crate) fn is_verb(&self, word: TokenId) -> bool {
        let analysis = self.analysis;
        let modal = || {
            analysis
                .children_by(word, &[Deprel::Aux])
                .any(|aux| matches!(analysis.lower(aux), "will" | "would" | "shall"))
                && analysis.children_by(word, &[Deprel::Obj]).next().is_some()
        };
        let infinitive = || {
            analysis.children_by(word, &[Deprel::Mark, Deprel::Case]).any(|mark| {
                let of_verb = analysis.deprel(mark) == Deprel::Mark
                    || analysis.token(mark).xpos == Xpos::To
                    || analysis.token(word).xpos == Xpos::Vb;
                analysis.lower(mark) == "to" && of_verb && mark.0 + 1 == word.0
            })
        };
        match analysis.upos(word) {
            Upos::Verb => true,
            Upos::Adj | Upos::Noun => analysis.child(word, Deprel::Cop).is_none() && (modal() || infinitive()),
            _ => false,
        }
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
