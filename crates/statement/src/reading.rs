//! One report as the rules see it: the tree, the quotations, the entities; and the drafts that rules make.

use std::borrow::Cow;

use linguist::{Analysis, TokenId};
use ontology::{Act, Deprel, EntityKind, Upos, Xpos};
use record::{Entity, EntityId, MentionIndex, Participant, Report, Time};
use text::Span;

use crate::cues::Cues;
use crate::quotes::{Quotation, paragraphs, quotations};

/// In bytes: a longer mention is not looked for from a word inside it.
const MAX_MENTION: u32 = 300;

pub(crate) struct Reading<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) report: &'a Report,
    pub(crate) grammar: &'a grammar::Grammar,
    pub(crate) cues: &'a Cues,
    pub(crate) entities: &'a [Entity],
    pub(crate) mentions: MentionIndex,
    pub(crate) times: &'a [Time],
    pub(crate) paragraphs: Vec<Span>,
    pub(crate) quotes: Vec<Quotation>,
    /// Index in `quotes` of the quotation around a token.
    quote_at: Vec<Option<usize>>,
    /// Index in `paragraphs` of a token's paragraph.
    paragraph_at: Vec<usize>,
    lemmas: Vec<Cow<'a, str>>,
    /// Span, head and entity of every mention, by where it begins.
    mention_spans: Vec<(Span, Span, EntityId)>,
}

/// Who is the source of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    Word(TokenId),
    /// The body that issued the report, without a word that says so.
    Issuer,
    Nobody,
}

/// A statement in the making.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) rule: String,
    pub(crate) cue: Option<Span>,
    /// The first word of the cue.
    pub(crate) head: Option<TokenId>,
    pub(crate) source: Source,
    /// In reading order, not overlapping.
    pub(crate) content: Vec<Span>,
    pub(crate) act: Act,
    pub(crate) negated: bool,
    /// Somebody's words, given without marks.
    pub(crate) verbatim: bool,
    /// Whether quotations beside the cue belong to it.
    pub(crate) quotable: bool,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(
        analysis: &'a Analysis,
        report: &'a Report,
        rules: (&'a grammar::Grammar, &'a Cues),
        entities: &'a [Entity],
        times: &'a [Time],
    ) -> Self {
        let paragraphs = paragraphs(&analysis.text);
        let quotes = quotations(&analysis.text, &paragraphs);
        let quote_spans: Vec<Span> = quotes.iter().map(|quote| quote.span).collect();
        let quote_at = locate(analysis, &quote_spans);
        let paragraph_at = locate(analysis, &paragraphs).into_iter().map(Option::unwrap_or_default).collect();
        let (grammar, cues) = rules;
        let mentions = MentionIndex::new(entities);
        let lemmas = analysis.ids().map(|id| cues.lemma(analysis.lemma(id), analysis.lower(id))).collect();
        let mut mention_spans: Vec<(Span, Span, EntityId)> = entities
            .iter()
            .flat_map(|entity| entity.mentions.iter().map(move |mention| (mention.span, mention.head, entity.id)))
            .collect();
        mention_spans.sort_unstable();
        Self {
            mention_spans,
            analysis,
            report,
            grammar,
            cues,
            entities,
            mentions,
            times,
            paragraphs,
            quotes,
            quote_at,
            paragraph_at,
            lemmas,
        }
    }

    pub(crate) fn quote_of(&self, token: TokenId) -> Option<usize> {
        self.quote_at.get(token.index()).copied().flatten()
    }

    pub(crate) fn paragraph_of(&self, token: TokenId) -> usize {
        self.paragraph_at.get(token.index()).copied().unwrap_or_default()
    }

    pub(crate) fn text(&self) -> &'a str {
        &self.analysis.text
    }

    pub(crate) fn has_child(&self, token: TokenId, relation: Deprel, words: &[&str]) -> bool {
        self.analysis.children_by(token, &[relation]).any(|child| words.contains(&self.analysis.lower(child)))
    }

    /// A passive by the tree, unless the form is a plain past tense: "called for" with a subject taken for a passive's.
    pub(crate) fn is_passive(&self, verb: TokenId) -> bool {
        let active_form = matches!(self.analysis.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vb)
            && self.analysis.child(verb, Deprel::AuxPass).is_none();
        !active_form && grammar::is_passive(self.analysis, verb)
    }

    pub(crate) fn is_punct(&self, token: TokenId) -> bool {
        self.analysis.upos(token) == Upos::Punct
    }

    /// The lemma; where the model's guess is no word of ours, the one that the form is an inflection of.
    pub(crate) fn lemma(&self, token: TokenId) -> &str {
        self.lemmas.get(token.index()).map_or("", |lemma| lemma)
    }

    /// A verb by either tag.
    pub(crate) fn is_verb(&self, token: TokenId) -> bool {
        let xpos = self.analysis.token(token).xpos;
        matches!(self.analysis.upos(token), Upos::Verb | Upos::Aux)
            || matches!(xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn | Xpos::Vbg)
    }

    pub(crate) fn is_to_infinitive(&self, token: TokenId) -> bool {
        self.has_child(token, Deprel::Mark, &["to"])
    }

    /// The tokens of the sentence in which a token stands.
    pub(crate) fn sentence(&self, token: TokenId) -> std::ops::Range<u32> {
        let sentence = self.analysis.sentence_of(token) as usize;
        self.analysis.sentences.get(sentence).map_or(token.0..token.0 + 1, |found| found.tokens.clone())
    }

    /// The entity of a phrase, by its head; `entity` is `None` for a phrase that is no known participant.
    pub(crate) fn participant(&self, head: TokenId) -> Participant {
        if let Some(found) = self.mentions.participant(self.entities, self.analysis.span(head)) {
            return found;
        }
        let at = self.analysis.span(head);
        let phrase = grammar::phrase(self.analysis, head);
        // A mention whose head the actor layer sees elsewhere in the same phrase.
        let from = self.mention_spans.partition_point(|(span, ..)| span.start + MAX_MENTION < at.start);
        let inside = self
            .mention_spans
            .iter()
            .skip(from)
            .take_while(|(span, ..)| span.start <= at.start)
            .filter(|(span, head, _)| span.contains(at) && phrase.contains(*head))
            .min_by_key(|(span, _, id)| (span.len(), *id))
            .map(|&(span, _, id)| (id, span));
        match inside {
            Some((id, span)) => Participant { entity: Some(id), span: Some(span) },
            None => Participant { entity: None, span: Some(phrase) },
        }
    }

    /// The longest mention that begins at a place.
    pub(crate) fn mention_from(&self, start: u32) -> Option<Span> {
        let from = self.mention_spans.partition_point(|(span, ..)| span.start < start);
        let here = self.mention_spans.iter().skip(from).take_while(|(span, ..)| span.start == start);
        here.map(|&(span, ..)| span).max_by_key(|span| span.len())
    }

    /// Whether a word is a part of a country's name: "United States".
    pub(crate) fn is_of_country(&self, word: TokenId) -> bool {
        let at = self.analysis.span(word);
        let from = self.mention_spans.partition_point(|(span, ..)| span.start + MAX_MENTION < at.start);
        self.mention_spans.iter().skip(from).take_while(|(span, ..)| span.start <= at.start).any(|(span, _, id)| {
            let country = self.entities.get(id.index()).is_some_and(|entity| entity.kind == EntityKind::Country);
            country && span.contains(at)
        })
    }

    /// Runs of tokens as spans, without the punctuation at their ends. Punctuation between two tokens joins them.
    pub(crate) fn spans(&self, tokens: &[TokenId]) -> Vec<Span> {
        let mut sorted = tokens.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut runs: Vec<Vec<TokenId>> = Vec::new();
        for token in sorted {
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|&last| self.joined(last, token)) => run.push(token),
                _ => runs.push(vec![token]),
            }
        }
        runs.iter().filter_map(|run| self.trimmed(run)).collect()
    }

    /// Whether only punctuation lies between two tokens.
    fn joined(&self, left: TokenId, right: TokenId) -> bool {
        right.0 - left.0 <= 4 && (left.0 + 1..right.0).map(TokenId).all(|between| self.is_punct(between))
    }

    fn trimmed(&self, run: &[TokenId]) -> Option<Span> {
        let mut run = run;
        while let [first, rest @ ..] = run {
            let opens = self.is_opening(*first) && rest.iter().any(|&token| self.is_closing(token));
            if !self.is_punct(*first) || opens {
                break;
            }
            run = rest;
        }
        while let [rest @ .., last] = run {
            let closes = self.is_closing(*last) && rest.iter().any(|&token| self.is_opening(token));
            if !self.is_punct(*last) || closes {
                break;
            }
            run = rest;
        }
        let (first, last) = (run.first()?, run.last()?);
        Some(self.analysis.span(*first).cover(self.analysis.span(*last)))
    }

    fn is_opening(&self, token: TokenId) -> bool {
        matches!(self.analysis.form(token), "\"" | "“" | "‘" | "'" | "``" | "«" | "(" | "[" | "„" | "`")
            || self.analysis.token(token).xpos == Xpos::OpenQuote
    }

    fn is_closing(&self, token: TokenId) -> bool {
        matches!(self.analysis.form(token), "\"" | "”" | "’" | "'" | "''" | "»" | ")" | "]")
            || self.analysis.token(token).xpos == Xpos::CloseQuote
    }
}

/// For every token the index of the span around it; spans are sorted and do not overlap.
fn locate(analysis: &Analysis, spans: &[Span]) -> Vec<Option<usize>> {
    let mut next = 0;
    let mut found = Vec::with_capacity(analysis.tokens.len());
    for token in &analysis.tokens {
        while spans.get(next).is_some_and(|span| span.end <= token.span.start) {
            next += 1;
        }
        found.push(spans.get(next).is_some_and(|span| span.start <= token.span.start).then_some(next));
    }
    found
}

/// Joins two lists of spans; overlapping ones become one.
pub(crate) fn union(left: &[Span], right: &[Span]) -> Vec<Span> {
    let mut all: Vec<Span> = left.iter().chain(right).copied().collect();
    all.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in all {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => joined.push(span),
        }
    }
    joined
}

/// Spans without the parts that lie in `holes`.
pub(crate) fn without(spans: &[Span], holes: &[Span]) -> Vec<Span> {
    let mut left = spans.to_vec();
    for hole in holes {
        left = left
            .into_iter()
            .flat_map(|span| {
                if !span.overlaps(*hole) {
                    return [Some(span), None];
                }
                let before = Span::new(span.start, hole.start.max(span.start));
                let behind = Span::new(hole.end.min(span.end), span.end);
                [Some(before).filter(|part| !part.is_empty()), Some(behind).filter(|part| !part.is_empty())]
            })
            .flatten()
            .collect();
    }
    left
}
