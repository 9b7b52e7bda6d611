//! `onrecord explain`: how a record came about.
//!
//! First the language, sentence by sentence: every token in its tree with tag and lemma, the names, and the predicates that
//! deliberately tell no event. Then every item of the record with the rule or model that made it, the words that triggered it
//! and what was decided on the way.

use std::collections::BTreeSet;
use std::io::{BufWriter, Write as _};

use coder::Coder;
use linguist::{Analysis, NameKind, TokenId};
use ontology::Upos;
use record::{Evidence, Participant, Record};
use text::Span;
use unicode_width::UnicodeWidthStr as _;

use crate::args;
use crate::failure::Failure;
use crate::page::canvas::{Canvas, Piece, Style, shortened};
use crate::{Outcome, fault, input, read, terminal};

pub(crate) fn run(args: &args::Explain) -> Result<Outcome, Failure> {
    let options = args.input.options();
    let layout = terminal::layout(&args.look);
    let coder = read::load(&args.language)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::AllRead;
    for raw in input::raw_reports(std::slice::from_ref(&args.file), &options) {
        let explained = raw.and_then(|raw| {
            let reading = raw.read(&options)?;
            read::tell(&reading.notes);
            fault::guard(|| {
                let analysis = coder.analyze(&reading.report);
                let record = coder.code_analysis(&reading.report, &analysis);
                let mut canvas = Canvas::new(layout);
                sentences(&mut canvas, &coder, &analysis, &record);
                items(&mut canvas, &record);
                canvas.finish()
            })
            .map_err(|what| ingest::Refusal::new(raw.place.clone(), what))
        });
        match explained {
            Ok(page) => out.write_all(page.as_bytes())?,
            Err(refusal) => {
                read::tell(&[refusal]);
                outcome = Outcome::SomeRefused;
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn sentences(canvas: &mut Canvas, coder: &Coder, analysis: &Analysis, record: &Record) {
    let triggers = triggers(record);
    for (index, sentence) in (0..).zip(&analysis.sentences) {
        if index > 0 {
            canvas.blank();
        }
        let words = sentence.span.of(&analysis.text);
        canvas.block(&[Piece::strong(&format!("{:>3}. ", index + 1))], 5, &[Piece::plain(&shortened(words, 2000))]);
        tree(canvas, analysis, index);
        for name in analysis.names.iter().filter(|name| sentence.tokens.contains(&name.tokens.start)) {
            let tokens: Vec<TokenId> = name.tokens.clone().map(TokenId).collect();
            let kind = match name.kind {
                NameKind::Person => "person",
                NameKind::Organization => "organization",
                NameKind::Location => "location",
            };
            let words = analysis.cover(&tokens).of(&analysis.text);
            canvas.row(&[Piece::faint("     name, "), Piece::faint(kind), Piece::plain(&format!(": {words}"))]);
        }
        not_events(canvas, coder, analysis, index, &triggers);
    }
}

/// Where the trigger of an event or of its further mentions begins or goes on, sorted.
fn triggers(record: &Record) -> Vec<Span> {
    let mut spans: Vec<Span> = record.events.iter().flat_map(|event| event.mentions.iter().copied()).collect();
    spans.extend(record.events.iter().map(|event| event.trigger));
    spans.sort_unstable();
    spans
}

/// The predicates of a sentence that stand in the list of those that tell no event, with the reason, each once.
fn not_events(canvas: &mut Canvas, coder: &Coder, analysis: &Analysis, sentence: u32, triggers: &[Span]) {
    let mut told = BTreeSet::new();
    for id in analysis.sentence_ids(sentence) {
        let (lemma, upos) = (analysis.lemma(id), analysis.upos(id));
        // Nouns would be most of the lines, and hardly anybody expects an event of them.
        let Some(why) = coder.why_no_event(lemma, upos).filter(|_| upos == Upos::Verb) else { continue };
        let span = analysis.span(id);
        let before = triggers.partition_point(|trigger| trigger.start <= span.start);
        let triggers_one = before.checked_sub(1).and_then(|at| triggers.get(at)).is_some_and(|one| one.contains(span));
        if !triggers_one && told.insert((lemma, upos)) {
            let words = format!(": {} ({why})", shortened(lemma, 60));
            canvas.row(&[Piece::faint("     no event"), Piece::plain(&words)]);
        }
    }
}

/// Branches drawn at most; deeper ones say how deep they are.
const DEEPEST: usize = 24;

/// A line of the tree that is still to be drawn.
struct Branch {
    token: TokenId,
    /// For each level above: whether more branches follow there.
    follows: Vec<bool>,
    depth: usize,
}

/// The tokens of a sentence under their heads, in reading order among those of one head.
fn tree(canvas: &mut Canvas, analysis: &Analysis, sentence: u32) {
    let roots: Vec<TokenId> = analysis.sentence_ids(sentence).filter(|&id| analysis.head(id).is_none()).collect();
    let mut rows: Vec<(String, TokenId)> = Vec::new();
    let mut stack: Vec<Branch> =
        roots.into_iter().rev().map(|token| Branch { token, follows: Vec::new(), depth: 0 }).collect();
    while let Some(branch) = stack.pop() {
        rows.push((format!("{}{}", lines(&branch), analysis.form(branch.token)), branch.token));
        let children = analysis.children(branch.token);
        for (index, &token) in children.iter().enumerate().rev() {
            let mut follows = branch.follows.clone();
            if branch.depth < DEEPEST {
                follows.push(index + 1 < children.len());
            }
            stack.push(Branch { token, follows, depth: branch.depth + 1 });
        }
    }
    let widest = rows.iter().map(|(drawn, _)| drawn.width()).max().unwrap_or(0).min(56);
    let first = rows.iter().map(|(_, token)| token.0).min().unwrap_or(0);
    for (drawn, id) in rows {
        let token = analysis.token(id);
        let gap = " ".repeat((widest + 2).saturating_sub(drawn.width()).max(1));
        let tags = format!(
            "{:<12} {:<5} {:<5} {}",
            token.deprel.as_str(),
            token.upos.as_str(),
            token.xpos.as_str(),
            analysis.lemma(id)
        );
        let number = format!("{:>6} ", id.0 - first + 1);
        canvas.row(&[Piece::faint(&number), Piece::plain(&drawn), Piece::plain(&gap), Piece::faint(&tags)]);
    }
}

fn lines(branch: &Branch) -> String {
    let Some((&last, above)) = branch.follows.split_last() else { return String::new() };
    let mut drawn: String = above.iter().map(|&follows| if follows { "│ " } else { "  " }).collect();
    drawn.push_str(if last { "├ " } else { "└ " });
    if branch.depth > DEEPEST {
        drawn.push_str(&format!("(level {}) ", branch.depth));
    }
    drawn
}

/// Every item of the record with its evidence.
fn items(canvas: &mut Canvas, record: &Record) {
    let text = &record.report.text;
    let mut section = |heading: &str, items: Vec<(String, String, &Evidence)>| {
        if items.is_empty() {
            return;
        }
        canvas.heading(heading);
        for (id, words, evidence) in items {
            item(canvas, text, &id, &words, evidence);
        }
    };
    section(
        "ENTITIES",
        record.entities.iter().map(|entity| (entity.id.to_string(), entity_words(entity), &entity.evidence)).collect(),
    );
    section(
        "TIMES",
        record.times.iter().map(|time| (time.id.to_string(), time_words(text, time), &time.evidence)).collect(),
    );
    let quantity = |quantity: &record::Quantity| {
        format!(
            "“{}” {:?} to {:?} {}",
            quantity.span.of(text),
            quantity.low,
            quantity.high,
            quantity.unit.as_deref().unwrap_or("")
        )
    };
    section(
        "QUANTITIES",
        record.quantities.iter().map(|found| (found.id.to_string(), quantity(found), &found.evidence)).collect(),
    );
    let place =
        |place: &record::Place| format!("“{}” is {} {}", place.span.of(text), place.name, or_dash(place.country));
    section(
        "PLACES",
        record.places.iter().map(|found| (found.id.to_string(), place(found), &found.evidence)).collect(),
    );
    section(
        "STATEMENTS",
        record
            .statements
            .iter()
            .map(|found| (found.id.to_string(), statement_words(record, found), &found.evidence))
            .collect(),
    );
    section(
        "EVENTS",
        record.events.iter().map(|found| (found.id.to_string(), event_words(record, found), &found.evidence)).collect(),
    );
    section(
        "COMMITMENTS",
        record
            .commitments
            .iter()
            .map(|found| (found.id.to_string(), commitment_words(record, found), &found.evidence))
            .collect(),
    );
}

fn item(canvas: &mut Canvas, text: &str, id: &str, words: &str, evidence: &Evidence) {
    const INDENT: usize = 7;
    canvas.block(&[Piece::plain("  "), Piece::strong(id)], INDENT, &[Piece::plain(&shortened(words, 400))]);
    let triggers: Vec<String> =
        evidence.words.iter().map(|span| format!("“{}”", shortened(span.of(text), 60))).collect();
    let producer = if evidence.producer.is_empty() { "not said" } else { &evidence.producer };
    let mut by = vec![Piece::faint("by "), Piece::new(producer, Style::Cue)];
    if !triggers.is_empty() {
        by.push(Piece::faint(" at "));
        by.push(Piece::plain(&triggers.join(", ")));
    }
    let margin = [Piece::plain(&" ".repeat(INDENT - 1))];
    canvas.block(&margin, INDENT, &by);
    for note in &evidence.notes {
        canvas.block(&margin, INDENT + 2, &[Piece::faint(note)]);
    }
}

fn or_dash(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}

fn spans(text: &str, spans: &[Span]) -> String {
    spans.iter().map(|span| format!("“{}”", shortened(span.of(text), 100))).collect::<Vec<_>>().join(", ")
}

fn entity_words(entity: &record::Entity) -> String {
    let sectors: Vec<&str> = entity.sectors.iter().map(|sector| sector.as_str()).collect();
    let role = entity.role.as_ref().map_or_else(String::new, |role| format!(", {role}"));
    format!(
        "{} ({}{role}) {} {}, mentions: {}",
        entity.name,
        entity.kind,
        or_dash(entity.country),
        sectors.join(" "),
        entity.mentions.len()
    )
}

fn time_words(text: &str, time: &record::Time) -> String {
    let modifier = time.modifier.map_or_else(String::new, |modifier| format!(" {modifier}"));
    let days = format!("{} to {}", or_dash(time.earliest), or_dash(time.latest));
    let anchor = time.anchor.map_or_else(String::new, |anchor| format!(", from {anchor}"));
    format!("“{}” {} {}{modifier}, {days}{anchor}", time.span.of(text), time.kind, time.value)
}

/// "E1 “He”, E2"
fn participants(text: &str, participants: &[Participant]) -> String {
    let one = |participant: &Participant| {
        let words = participant
            .span
            .map_or_else(|| " (implied)".to_owned(), |span| format!(" “{}”", shortened(span.of(text), 40)));
        format!("{}{words}", or_dash(participant.entity))
    };
    if participants.is_empty() { "–".to_owned() } else { participants.iter().map(one).collect::<Vec<_>>().join(", ") }
}

fn statement_words(record: &Record, statement: &record::Statement) -> String {
    let text = &record.report.text;
    let within = statement.within.map_or_else(String::new, |within| format!(", within {within}"));
    let cue = statement.cue.map_or("–", |cue| cue.of(text));
    let source = participants(text, statement.source.as_slice());
    let negated = if statement.negated { ", negated" } else { "" };
    format!(
        "{} {}{negated}{within}; source {source}; cue “{cue}”; content {}",
        statement.kind,
        statement.act,
        spans(text, &statement.content)
    )
}

fn event_words(record: &Record, event: &record::Event) -> String {
    let text = &record.report.text;
    let modes: Vec<&str> = event.modes.iter().map(|mode| mode.as_str()).collect();
    let contexts: Vec<&str> = event.contexts.iter().map(|context| context.as_str()).collect();
    let historical = if event.historical { ", historical" } else { "" };
    format!(
        "{} {} “{}”, {}{historical}; actors {}; recipients {}; {} to {} ({}); in {}; said in {}; about {}; mentions: {}",
        event.kind,
        modes.join(" "),
        event.trigger.of(text),
        event.status,
        participants(text, &event.actors),
        participants(text, &event.recipients),
        or_dash(event.earliest),
        or_dash(event.latest),
        or_dash(event.time),
        or_dash(event.place),
        or_dash(event.statement),
        if contexts.is_empty() { "–".to_owned() } else { contexts.join(" ") },
        event.mentions.len(),
    )
}

fn commitment_words(record: &Record, commitment: &record::Commitment) -> String {
    let text = &record.report.text;
    let negated = if commitment.negated { "not to " } else { "" };
    format!(
        "{} {negated}“{}” {}; to {}; {} to {} {}; {}, {}; said in {}",
        participants(text, std::slice::from_ref(&commitment.obligor)),
        commitment.action.of(text),
        or_dash(commitment.kind),
        participants(text, &commitment.counterparties),
        or_dash(commitment.start),
        or_dash(commitment.due),
        commitment.duration.as_deref().unwrap_or(""),
        commitment.basis,
        commitment.status,
        or_dash(commitment.statement),
    )
}
