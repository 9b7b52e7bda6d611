//! One report as the rules see it: the tree, the quotations, the entities; and the drafts that rules make.

use std::borrow::Cow;

use linguist::{Analysis, TokenId};
use ontology::{Act, Deprel, EntityKind, Upos, Xpos};
use record::{Entity, EntityId, MentionIndex, Participant, Report, Time};
use text::Span;

use crate::body::{Item, items};
use crate::chain::{Link, links};
use crate::cues::Cues;
use crate::quotes::{Quotation, paragraphs, quotations};
use crate::subject;

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
    /// The times of the report in reading order.
    time_spans: Vec<Span>,
    /// For every token the verb whose subject it goes on with.
    links: Vec<Option<Link>>,
    /// Items of lists without subjects, in reading order.
    pub(crate) items: Vec<Item>,
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
        let mut time_spans: Vec<Span> = times.iter().map(|time| time.span).collect();
        time_spans.sort_unstable();
        let mut reading = Self {
            time_spans,
            links: Vec::new(),
            items: Vec::new(),
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
        };
        reading.items = items(&reading);
        reading.links = links(&reading);
        reading
    }

    /// The verb that this one goes on with: "thanked A and [praised] B".
    pub(crate) fn link(&self, verb: TokenId) -> Option<Link> {
        self.links.get(verb.index()).copied().flatten()
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
        // "thanked A, [offered] B": what goes on with an active verb is active.
        let goes_on = self.link(verb).is_some()
            && self.analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_none();
        if goes_on {
            return false;
        }
        self.shares_auxiliary(verb)
            || self.opens_sentence(verb)
            || !active_form && grammar::is_passive(self.analysis, verb) && !self.is_misread_past(verb)
    }

    /// "[Asked] who had fired, the general said …": a past form without a subject that opens a sentence is a passive.
    fn opens_sentence(&self, verb: TokenId) -> bool {
        let analysis = self.analysis;
        verb.0 == self.stretch(verb).start
            && matches!(analysis.token(verb).xpos, Xpos::Vbd | Xpos::Vbn)
            && matches!(analysis.deprel(verb), Deprel::Advcl | Deprel::Acl | Deprel::Parataxis)
            && analysis.children_by(verb, &[Deprel::Nsubj, Deprel::Aux]).next().is_none()
    }

    /// "was arrested and [charged] with murder": the second of two participles, which governs nothing of its own.
    fn shares_auxiliary(&self, verb: TokenId) -> bool {
        let analysis = self.analysis;
        let governed = [Deprel::Obj, Deprel::Iobj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Nsubj, Deprel::Aux];
        analysis.token(verb).xpos == Xpos::Vbd
            && analysis.deprel(verb) == Deprel::Conj
            && analysis.children_by(verb, &governed).next().is_none()
            && analysis.head(verb).is_some_and(|head| {
                analysis.child(head, Deprel::AuxPass).is_some() && analysis.token(head).xpos == Xpos::Vbn
            })
    }

    /// "The council, whose leaders met on Sunday, [called] on …" with the tag of a participle: where no other verb of the
    /// sentence bears its tense, this one does.
    pub(crate) fn is_misread_past(&self, verb: TokenId) -> bool {
        let analysis = self.analysis;
        let bare = analysis.token(verb).xpos == Xpos::Vbn
            && analysis.deprel(verb) != Deprel::Amod
            && analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_none();
        let next = TokenId(verb.0 + 1);
        let by = next.index() < analysis.tokens.len() && analysis.lower(next) == "by";
        bare && !by
            && !self.is_before_main_verb(verb)
            && self.root_of(verb).is_some_and(|root| !self.is_tensed(root))
            && subject::before(self, verb).is_some()
    }

    /// "a statement [read] on television charged that …": the participle of the noun before the verb with the clause.
    fn is_before_main_verb(&self, verb: TokenId) -> bool {
        let analysis = self.analysis;
        let noun = verb.0 > 0 && matches!(analysis.upos(TokenId(verb.0 - 1)), Upos::Noun | Upos::Propn);
        let mut behind =
            (verb.0 + 1..self.stretch(verb).end).map(TokenId).take_while(|&word| analysis.form(word) != ",");
        noun && behind.any(|word| {
            let next = TokenId(word.0 + 1);
            matches!(analysis.token(word).xpos, Xpos::Vbn | Xpos::Vbd)
                && next.index() < analysis.tokens.len()
                && analysis.lower(next) == "that"
        })
    }

    fn root_of(&self, token: TokenId) -> Option<TokenId> {
        self.sentence(token).map(TokenId).find(|&word| self.analysis.head(word).is_none())
    }

    /// A predicate that bears a tense itself or in an auxiliary.
    fn is_tensed(&self, predicate: TokenId) -> bool {
        let finite =
            |word: TokenId| matches!(self.analysis.token(word).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        finite(predicate)
            || self.analysis.children_by(predicate, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]).any(finite)
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

    /// The part of a sentence between semicolons in which a token stands.
    pub(crate) fn stretch(&self, token: TokenId) -> std::ops::Range<u32> {
        let sentence = self.sentence(token);
        let voice = self.quote_of(token);
        let divides = |at: &u32| {
            let same_voice = self.quote_of(TokenId(*at)) == voice;
            self.analysis.form(TokenId(*at)) == ";" && same_voice && !self.goes_on_with_list(*at, sentence.end)
        };
        let start = (sentence.start..token.0).rev().find(divides).map_or(sentence.start, |at| at + 1);
        let end = (token.0 + 1..sentence.end).find(divides).unwrap_or(sentence.end);
        let (start, end) = self.beside_title(token, start, end);
        match self.item_of(token) {
            Some(item) => start.max(item.tokens.start)..end.min(item.tokens.end),
            None => start..end,
        }
    }

    /// A headline without a stop runs into the sentence below it for the splitter, but says nothing of it.
    fn beside_title(&self, token: TokenId, start: u32, end: u32) -> (u32, u32) {
        let (Some(title), Some(body)) = (self.paragraphs.first(), self.paragraphs.get(1)) else { return (start, end) };
        let edge = self.analysis.tokens_in(*title).end;
        let open = title.of(self.text()).ends_with(|last: char| last.is_alphanumeric())
            && body.of(self.text()).starts_with(|first: char| first.is_uppercase() || !first.is_alphabetic());
        if !open || edge <= start || edge >= end {
            (start, end)
        } else if token.0 < edge {
            (start, edge)
        } else {
            (edge, end)
        }
    }

    /// The item of a list in which a token stands.
    pub(crate) fn item_of(&self, token: TokenId) -> Option<&Item> {
        let next = self.items.partition_point(|item| item.tokens.end <= token.0);
        self.items.get(next).filter(|item| item.tokens.contains(&token.0))
    }

    /// The item that begins with this verb.
    pub(crate) fn item_at(&self, verb: TokenId) -> Option<&Item> {
        self.item_of(verb).filter(|item| item.verb == verb)
    }

    /// Who speaks in an item that begins with this verb.
    pub(crate) fn implied(&self, verb: TokenId) -> Option<Source> {
        self.item_at(verb).map(|item| item.source)
    }

    /// "urged them to stop; and to free the prisoners": what stands behind the semicolon is of one kind with what
    /// stands before it.
    fn goes_on_with_list(&self, semicolon: u32, end: u32) -> bool {
        let mut next = (semicolon + 1..end).map(TokenId).filter(|&token| self.analysis.lower(token) != "and");
        next.next().is_some_and(|token| matches!(self.analysis.lower(token), "to" | "that" | "whether"))
    }

    /// "said that", "told them that".
    pub(crate) fn has_that_behind(&self, verb: TokenId) -> bool {
        let end = self.stretch(verb).end.min(verb.0 + 4);
        (verb.0 + 1..end).any(|token| self.analysis.lower(TokenId(token)) == "that")
    }

    /// The time expression around a span.
    pub(crate) fn time_around(&self, at: Span) -> Option<Span> {
        let next = self.time_spans.partition_point(|time| time.end <= at.start);
        self.time_spans.get(next).copied().filter(|time| time.contains(at))
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

    /// The longest mention that ends at a place.
    pub(crate) fn mention_to(&self, end: u32) -> Option<Span> {
        let from = self.mention_spans.partition_point(|(span, ..)| span.start + MAX_MENTION < end);
        let near = self.mention_spans.iter().skip(from).take_while(|(span, ..)| span.start < end);
        near.map(|&(span, ..)| span).filter(|span| span.end == end).max_by_key(|span| span.len())
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
