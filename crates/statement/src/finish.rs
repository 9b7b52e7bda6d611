//! From drafts to statements: kind, act, addressee, medium, time, nesting, and no statement twice.

use std::collections::BTreeMap;

use linguist::TokenId;
use ontology::{Act, Deprel, EntityKind, StatementKind, Upos};
use record::{EntityId, Evidence, Participant, Statement, StatementId, TimeId};
use text::Span;

use crate::act::act;
use crate::direct::touching;
use crate::reading::{Draft, Reading, Source, without};

/// Drafts are sorted, so the same statement and the one around it stand close by. Long ones are kept in a list.
const NEAR: usize = 48;
/// In bytes; statements longer than this can hold others that stand far from their beginning.
const LONG: u32 = 1000;
/// So many sentences back a body is looked for that "it" stands for.
const MAX_SENTENCES_BACK: u32 = 2;
/// Contents that share more than this part of their characters, from one source, are one statement.
const SAME: f64 = 0.75;

pub(crate) fn finish(reading: &Reading<'_>, drafts: Vec<Draft>) -> Vec<Statement> {
    let mut kept: Vec<Draft> = Vec::new();
    let mut drafts: Vec<Draft> = drafts.into_iter().filter(|draft| !draft.content.is_empty()).collect();
    drop_outer(reading, &mut drafts);
    drafts.sort_by_key(|draft| (begin(draft), draft.content.first().copied()));
    for draft in drafts {
        // Drafts are sorted, so what is the same statement stands close by.
        let near = kept.len().saturating_sub(NEAR);
        let twin = kept
            .get(near..)
            .and_then(|last| last.iter().rposition(|known| is_same(reading, known, &draft)))
            .map(|at| near + at);
        match twin.and_then(|twin| kept.get_mut(twin)) {
            Some(known) if cue_length(&draft) > cue_length(known) => *known = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    let mut statements: Vec<Statement> =
        kept.iter().enumerate().map(|(index, draft)| statement(reading, draft, index)).collect();
    let long: Vec<usize> = (0..statements.len())
        .filter(|&index| statements.get(index).is_some_and(|found| length(found) > LONG))
        .collect();
    for index in 0..statements.len() {
        let within = statements.get(index).and_then(|inner| holder(&statements, &long, inner));
        if let Some(inner) = statements.get_mut(index) {
            inner.within = within;
        }
    }
    statements
}

/// "want to thank" is the thanking alone; "reaffirmed its commitment to" is the commitment alone.
fn drop_outer(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let analysis = reading.analysis;
    let inner: BTreeMap<TokenId, Source> =
        drafts.iter().filter_map(|draft| Some((draft.head?, draft.source))).collect();
    drafts.retain(|draft| {
        let Some(head) = draft.head.filter(|&head| analysis.upos(head) == Upos::Verb && !draft.verbatim) else {
            return true;
        };
        let polite = reading.cues.lists.polite.contains(reading.lemma(head));
        let supports = reading.cues.lists.support.contains(reading.lemma(head));
        let lends = analysis.children(head).iter().any(|child| {
            // "rejected their offer of a truce": what another offered is no part of the rejecting.
            // "denied a report that it had left": nor is what nobody is named for.
            inner
                .get(child)
                .is_some_and(|source| *source != Source::Nobody && !is_another(reading, *source, draft.source))
                && !draft.cue.is_some_and(|cue| cue.contains(analysis.span(*child)))
                && match analysis.deprel(*child) {
                    Deprel::Xcomp => polite,
                    Deprel::Obj => supports,
                    _ => false,
                }
        });
        !lends
    });
}

/// Two sources that are known to be different participants.
fn is_another(reading: &Reading<'_>, left: Source, right: Source) -> bool {
    let (Source::Word(left), Source::Word(right)) = (left, right) else { return false };
    let (left, right) = (reading.participant(left).entity, reading.participant(right).entity);
    left.is_some() && right.is_some() && left != right
}

fn begin(draft: &Draft) -> u32 {
    let content = draft.content.first().map_or(u32::MAX, |span| span.start);
    draft.cue.map_or(content, |cue| cue.start.min(content))
}

fn cue_length(draft: &Draft) -> u32 {
    draft.cue.map_or(0, Span::len)
}

fn is_same(reading: &Reading<'_>, left: &Draft, right: &Draft) -> bool {
    let near = left.cue.zip(right.cue).is_none_or(|(a, b)| a.start.abs_diff(b.start) < 200);
    let one_source = match (left.source, right.source) {
        (Source::Word(a), Source::Word(b)) => {
            a == b
                || reading.participant(a).entity.is_some()
                    && reading.participant(a).entity == reading.participant(b).entity
        }
        (a, b) => a == b || a == Source::Nobody || b == Source::Nobody,
    };
    // An outer cue over an inner one has a content that holds the inner cue.
    let nested = left.cue.is_some_and(|cue| right.content.iter().any(|span| span.contains(cue)))
        || right.cue.is_some_and(|cue| left.content.iter().any(|span| span.contains(cue)));
    let close = overlap(&left.content, &right.content) > SAME;
    // "troubled by reports that the vote was rigged": what somebody feels, and what is reported, by nobody.
    let nobodys = (left.source == Source::Nobody) != (right.source == Source::Nobody);
    let denied = (left.act == Act::Deny) != (right.act == Act::Deny);
    near && one_source && close && !denied && !(nested && (left.quotable != right.quotable || nobodys))
}

/// Shared characters over all characters.
fn overlap(left: &[Span], right: &[Span]) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|span| f64::from(span.len())).sum::<f64>();
    let (all_left, all_right) = (length(left), length(right));
    let shared = all_left - length(&without(left, right));
    let union = all_left + all_right - shared;
    if union > 0.0 { shared / union } else { 0.0 }
}

fn statement(reading: &Reading<'_>, draft: &Draft, index: usize) -> Statement {
    let (act, why) = act(reading, draft);
    let mut evidence = Evidence::by(draft.rule.clone());
    if let Some(cue) = draft.cue {
        evidence = evidence.at(cue);
    }
    if let Some(why) = why {
        evidence.note(why);
    }
    Statement {
        id: StatementId::new(index),
        source: source(reading, draft.source).map(|found| before_cue(reading, draft, found)),
        cue: draft.cue,
        content: by_sentence(reading, &draft.content),
        kind: kind(reading, draft),
        act,
        negated: draft.negated,
        within: None,
        addressees: draft.head.map_or_else(Vec::new, |head| addressees(reading, draft, head)),
        medium: draft.head.and_then(|head| medium(reading, head)),
        time: draft.head.and_then(|head| time(reading, head)),
        evidence,
    }
}

fn source(reading: &Reading<'_>, source: Source) -> Option<Participant> {
    match source {
        Source::Word(word) => {
            let mut found = reading.participant(word);
            if found.entity.is_none() && reading.analysis.lower(word) == "it" {
                found.entity = body_before(reading, word);
            }
            let nameless = reading.cues.lists.nameless.contains(reading.lemma(word));
            (found.entity.is_some() || !nameless).then_some(found)
        }
        Source::Issuer => Some(Participant { entity: None, span: None }),
        Source::Nobody => None,
    }
}

/// "Norway welcomes truce": a verb that the tree has put into the name before it is no part of the name.
fn before_cue(reading: &Reading<'_>, draft: &Draft, mut found: Participant) -> Participant {
    let taken =
        |span: Span, cue: Span| draft.rule.ends_with("headline") && span.contains(cue) && span.start < cue.start;
    if let (Some(span), Some(cue)) = (found.span, draft.cue)
        && taken(span, cue)
    {
        let name = Span::new(span.start, cue.start).of(reading.text()).trim_end();
        found.span = u32::try_from(name.len()).ok().map(|length| Span::new(span.start, span.start + length));
    }
    found
}

/// The organization or state that the sentences before were about, for an "it" that nobody resolved.
fn body_before(reading: &Reading<'_>, word: TokenId) -> Option<EntityId> {
    let analysis = reading.analysis;
    let sentence = analysis.sentence_of(word);
    (sentence.saturating_sub(MAX_SENTENCES_BACK)..sentence).rev().find_map(|before| {
        analysis.sentence_ids(before).filter(|&token| analysis.deprel(token) == Deprel::Nsubj).find_map(|subject| {
            let id = reading.participant(subject).entity?;
            let entity = reading.entities.get(id.index())?;
            matches!(entity.kind, EntityKind::Organization | EntityKind::Country).then_some(id)
        })
    })
}

/// A content that runs over sentences is one span for each.
fn by_sentence(reading: &Reading<'_>, content: &[Span]) -> Vec<Span> {
    let mut parts = Vec::new();
    for span in content {
        let tokens = reading.analysis.tokens_in(*span);
        let mut start = span.start;
        let mut sentence = None;
        let mut end = span.start;
        for token in tokens.map(TokenId) {
            let at = reading.analysis.sentence_of(token);
            let here = reading.analysis.span(token);
            if sentence.is_some_and(|known| known != at) && here.start > start {
                parts.push(Span::new(start, end.min(span.end)));
                start = here.start;
            }
            sentence = Some(at);
            end = here.end;
        }
        parts.push(Span::new(start, span.end));
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn kind(reading: &Reading<'_>, draft: &Draft) -> StatementKind {
    if draft.verbatim {
        return StatementKind::Direct;
    }
    let around = draft.head.and_then(|head| reading.quote_of(head));
    let touched = draft.content.iter().flat_map(|span| touching(reading, *span)).filter(|index| Some(*index) != around);
    let quotes: Vec<Span> = touched.filter_map(|index| reading.quotes.get(index)).map(|quote| quote.span).collect();
    let letters = |spans: &[Span]| {
        spans
            .iter()
            .map(|span| span.of(reading.text()).chars().filter(|character| character.is_alphanumeric()).count())
            .sum::<usize>()
    };
    let all = letters(&draft.content);
    let outside = if around.is_some() { all } else { letters(&without(&draft.content, &quotes)) };
    match outside {
        0 => StatementKind::Direct,
        outside if outside == all => StatementKind::Indirect,
        _ => StatementKind::Mixed,
    }
}

/// "told reporters", "urged the rebels to".
fn addressees(reading: &Reading<'_>, draft: &Draft, head: TokenId) -> Vec<Participant> {
    let analysis = reading.analysis;
    let mut found: Vec<Participant> = Vec::new();
    for child in analysis.children_by(head, &[Deprel::Iobj, Deprel::Obj, Deprel::Obl]) {
        let outside = !draft.content.iter().any(|span| span.contains(analysis.span(child)));
        let fits = analysis.deprel(child) != Deprel::Obl
            || matches!(grammar::preposition(analysis, child).as_deref(), Some("to" | "on" | "upon"));
        let participant = reading.participant(child);
        if outside && fits && participant.entity.is_some() && Source::Word(child) != draft.source {
            found.push(participant);
        }
    }
    found
}

/// "in an interview with the state television", "on Twitter".
fn medium(reading: &Reading<'_>, head: TokenId) -> Option<Span> {
    let analysis = reading.analysis;
    let phrase = analysis.children_by(head, &[Deprel::Obl]).find(|&child| {
        let preposition = grammar::preposition(analysis, child);
        matches!(preposition.as_deref(), Some("in" | "at" | "on" | "during" | "via" | "through"))
            && (reading.cues.lists.media.contains(reading.lemma(child))
                || matches!(analysis.lower(child), "twitter" | "facebook" | "television" | "radio"))
    })?;
    let tokens = analysis.subtree(phrase);
    reading.spans(&tokens).first().copied()
}

fn time(reading: &Reading<'_>, head: TokenId) -> Option<TimeId> {
    let analysis = reading.analysis;
    let relations = [Deprel::Obl, Deprel::OblUnmarked, Deprel::Advmod, Deprel::NmodUnmarked];
    analysis.children_by(head, &relations).find_map(|child| {
        let phrase = grammar::phrase(analysis, child);
        reading
            .times
            .iter()
            .find(|time| phrase.contains(time.span) || time.span.contains(analysis.span(child)))
            .map(|time| time.id)
    })
}

/// The smallest other statement whose content holds the cue and the content of this one.
fn holder(statements: &[Statement], long: &[usize], inner: &Statement) -> Option<StatementId> {
    let held = |outer: &Statement| {
        let cue = inner.cue.is_none_or(|cue| outer.content.iter().any(|span| span.contains(cue)));
        let content = inner.content.iter().all(|part| outer.content.iter().any(|span| span.overlaps(*part)));
        let same_cue_inside = inner.cue.is_none() && length(outer) <= length(inner);
        cue && content && !same_cue_inside
    };
    let at = inner.id.index();
    let close = statements.get(at.saturating_sub(NEAR)..(at + NEAR).min(statements.len())).unwrap_or_default();
    let far = long.iter().filter_map(|&index| statements.get(index));
    close
        .iter()
        .chain(far)
        .filter(|outer| outer.id != inner.id && held(outer))
        .min_by_key(|outer| (length(outer), outer.id))
        .map(|outer| outer.id)
}

fn length(statement: &Statement) -> u32 {
    statement.content.iter().map(|span| span.len()).sum()
}
