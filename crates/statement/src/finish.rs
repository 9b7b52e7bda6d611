//! From drafts to statements: kind, act, addressee, medium, time, nesting, and no statement twice.

use std::collections::BTreeSet;

use linguist::TokenId;
use ontology::{Act, Deprel, EntityKind, StatementKind, Upos, Xpos};
use record::{Evidence, Participant, Statement, StatementId, TimeId};
use text::Span;

use crate::cues::Kind;
use crate::direct::touching;
use crate::reading::{Draft, Reading, Source, without};

/// Drafts are sorted, so the same statement and the one around it stand close by. Long ones are kept in a list.
const NEAR: usize = 48;
/// In bytes; statements longer than this can hold others that stand far from their beginning.
const LONG: u32 = 1000;
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
    let inner: BTreeSet<TokenId> = drafts.iter().filter_map(|draft| draft.head).collect();
    drafts.retain(|draft| {
        let Some(head) = draft.head.filter(|&head| analysis.upos(head) == Upos::Verb && !draft.verbatim) else {
            return true;
        };
        let polite = reading.cues.lists.polite.contains(reading.lemma(head));
        let supports = reading.cues.lists.support.contains(reading.lemma(head));
        let lends = analysis.children(head).iter().any(|child| {
            inner.contains(child)
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
    near && one_source && close && !(nested && left.quotable != right.quotable)
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
        source: source(reading, draft.source),
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
            let found = reading.participant(word);
            let nameless = reading.cues.lists.nameless.contains(reading.lemma(word));
            (found.entity.is_some() || !nameless).then_some(found)
        }
        Source::Issuer => Some(Participant { entity: None, span: None }),
        Source::Nobody => None,
    }
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

/// The act of the cue; of a neutral cue the act of what is said first.
fn act(reading: &Reading<'_>, draft: &Draft) -> (Act, Option<String>) {
    if draft.act == Act::Assert && draft.rule.ends_with("object-as") {
        return label_act(reading, draft);
    }
    // A long text does many things; as a whole it is told.
    if draft.act != Act::Assert || !draft.quotable || draft.verbatim {
        return (draft.act, None);
    }
    let Some(first) = draft.content.first() else { return (draft.act, None) };
    let Some(root) = reading.analysis.head_of_span(first_sentence(reading, *first)) else { return (draft.act, None) };
    match act_of_clause(reading, root, draft) {
        Some((act, why)) => (act, Some(format!("act {}: {why}", act.as_str()))),
        None => (draft.act, None),
    }
}

/// "called the vote a farce": the last part of the content judges.
fn label_act(reading: &Reading<'_>, draft: &Draft) -> (Act, Option<String>) {
    let lists = &reading.cues.lists;
    let words = draft.content.iter().flat_map(|span| reading.analysis.tokens_in(*span)).map(TokenId);
    let judged = words.filter_map(|word| {
        let lower = reading.analysis.lower(word);
        let is = |list: &std::collections::HashSet<String>| list.contains(lower) || list.contains(reading.lemma(word));
        if is(&lists.bad) { Some(Act::Accuse) } else { is(&lists.good).then_some(Act::Praise) }
    });
    let acts: Vec<Act> = judged.collect();
    match acts.as_slice() {
        [] => (Act::Assert, None),
        all if all.contains(&Act::Accuse) => (Act::Accuse, Some("act accuse: what it is called".to_owned())),
        _ => (Act::Praise, Some("act praise: what it is called".to_owned())),
    }
}

fn first_sentence(reading: &Reading<'_>, span: Span) -> Span {
    let tokens = reading.analysis.tokens_in(span);
    let sentence = |token: u32| reading.analysis.sentence_of(TokenId(token));
    let ids: Vec<TokenId> = tokens
        .clone()
        .take_while(|&token| sentence(token) == sentence(tokens.start))
        .map(TokenId)
        .filter(|&token| !reading.is_punct(token))
        .collect();
    reading.analysis.cover(&ids)
}

fn act_of_clause(reading: &Reading<'_>, root: TokenId, draft: &Draft) -> Option<(Act, &'static str)> {
    let analysis = reading.analysis;
    let lists = &reading.cues.lists;
    let subject = analysis.children_by(root, &[Deprel::Nsubj, Deprel::NsubjPass]).next();
    let first_person = subject.is_some_and(|subject| matches!(analysis.lower(subject), "i" | "we"));
    let auxiliaries: Vec<&str> = analysis.children_by(root, &[Deprel::Aux]).map(|aux| analysis.lower(aux)).collect();
    if first_person {
        let own = reading.cues.of(reading.lemma(root)).iter().chain(reading.cues.of(analysis.lower(root)));
        let own = own
            .filter(|cue| matches!(cue.kind, Kind::Verb | Kind::Adjective))
            .find(|cue| cue.rest.is_empty() && cue.act != Act::Assert);
        if let Some(cue) = own {
            return Some((cue.act, "its first clause does it"));
        }
    }
    if auxiliaries.iter().any(|aux| lists.demands.contains(*aux)) {
        return Some((Act::Request, "must or should"));
    }
    let acts = analysis.child(root, Deprel::Cop).is_none();
    let speaker = acts && subject.is_some_and(|subject| first_person || speaks_of_itself(reading, subject, draft));
    if speaker && auxiliaries.iter().any(|aux| matches!(*aux, "will" | "'ll" | "’ll" | "shall" | "would")) {
        let refuses = crate::verb::is_negated(reading, root) && lists.refusals.contains(reading.lemma(root));
        return Some(if refuses || lists.threats.contains(reading.lemma(root)) {
            (Act::Threaten, "says it will strike or not allow")
        } else {
            (Act::Promise, "says it will")
        });
    }
    if lists.reproach.contains(reading.lemma(root)) {
        return Some((Act::Accuse, "a reproach"));
    }
    let imperative = subject.is_none()
        && analysis.token(root).xpos == Xpos::Vb
        && auxiliaries.is_empty()
        && analysis.upos(root) == Upos::Verb;
    (imperative && !reading.is_to_infinitive(root)).then_some((Act::Request, "an imperative"))
}

/// "North Korea said it would attack": the subject of the content is the source.
fn speaks_of_itself(reading: &Reading<'_>, subject: TokenId, draft: &Draft) -> bool {
    let Source::Word(source) = draft.source else { return false };
    let pronoun = matches!(reading.analysis.lower(subject), "he" | "she" | "it" | "they");
    let entity = |word: TokenId| reading.participant(word).entity.and_then(|id| reading.entities.get(id.index()));
    let (Some(source), Some(subject)) = (entity(source), entity(subject)) else { return pronoun };
    // A minister who says that his country will do it.
    let own_country =
        subject.kind == EntityKind::Country && source.country.is_some() && source.country == subject.country;
    pronoun || source.id == subject.id || own_country
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
