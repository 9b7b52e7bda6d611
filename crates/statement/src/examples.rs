//! The example sentences of the cue lexicon, read by the layer itself: `yes` sentences make the statement they mark,
//! `no` sentences make none by that cue.

use linguist::Analysis;
use ontology::{EntityKind, Form};
use record::{Entity, EntityId, Evidence, Mention, Report, Statement};
use text::Span;

use crate::Statements;
use crate::cues::Entry;

/// Least share of the marked and the found content that they have in common.
const SAME: f64 = 0.9;

/// A sentence with its marks taken out: `{source}` and `[content]`.
struct Example {
    text: String,
    source: Option<Span>,
    content: Vec<Span>,
}

impl Example {
    /// `None` where the marks do not pair.
    fn read(marked: &str) -> Option<Self> {
        let mut example = Self { text: String::new(), source: None, content: Vec::new() };
        let mut open = Vec::new();
        for character in marked.chars() {
            let at = u32::try_from(example.text.len()).ok()?;
            match character {
                '{' | '[' => open.push((character, at)),
                '}' => example.source = Some(Span::new(open.pop().filter(|&(mark, _)| mark == '{')?.1, at)),
                ']' => example.content.push(Span::new(open.pop().filter(|&(mark, _)| mark == '[')?.1, at)),
                other => example.text.push(other),
            }
        }
        open.is_empty().then_some(example)
    }

    fn is_met_by(&self, statement: &Statement) -> bool {
        let source = statement.source.and_then(|source| source.span);
        let sourced = match self.source {
            Some(marked) => source.is_some_and(|span| span.overlaps(marked)),
            None => source.is_none(),
        };
        sourced && shared(&statement.content, &self.content) > SAME
    }
}

impl Statements {
    /// What is wrong with the sentences of an entry, a line each; `analyze` reads one sentence.
    #[must_use]
    pub fn faults(&self, entry: &Entry, analyze: &mut dyn FnMut(&str) -> Analysis) -> Vec<String> {
        let mut faults = Vec::new();
        if entry.yes.is_empty() || entry.no.is_empty() {
            faults.push(format!("{}: a sentence where it acts and one where it must not are needed", entry.label()));
        }
        for marked in &entry.yes {
            let Some(example) = Example::read(marked) else {
                faults.push(format!("{}: the brackets do not pair in {marked:?}", entry.label()));
                continue;
            };
            let found = self.statements_of(&example, analyze);
            if !found.iter().any(|statement| is_by(statement, entry) && example.is_met_by(statement)) {
                faults.push(format!("{}: not as marked in {marked:?}; {}", entry.label(), told(&example, &found)));
            }
        }
        for sentence in &entry.no {
            let example = Example { text: sentence.clone(), source: None, content: Vec::new() };
            let found = self.statements_of(&example, analyze);
            if found.iter().any(|statement| is_by(statement, entry)) {
                faults.push(format!("{}: must not act in {sentence:?}; {}", entry.label(), told(&example, &found)));
            }
        }
        faults
    }

    /// The statements of a sentence, with the marked source as its one entity.
    fn statements_of(&self, example: &Example, analyze: &mut dyn FnMut(&str) -> Analysis) -> Vec<Statement> {
        let analysis = analyze(&example.text);
        let entities: Vec<Entity> = example.source.iter().map(|&span| entity(&analysis, span)).collect();
        let report = Report { text: example.text.clone(), ..Report::default() };
        self.find(&analysis, &report, &entities, &[])
    }
}

fn entity(analysis: &Analysis, span: Span) -> Entity {
    let head = analysis.head_of_span(span).map_or(span, |head| analysis.span(head));
    Entity {
        id: EntityId::new(0),
        name: span.of(&analysis.text).to_owned(),
        kind: EntityKind::Organization,
        country: None,
        sectors: Vec::new(),
        role: None,
        mentions: vec![Mention { span, form: Form::Nominal, head }],
        evidence: Evidence::default(),
    }
}

fn shared(left: &[Span], right: &[Span]) -> f64 {
    let length = |spans: &[Span]| spans.iter().map(|span| f64::from(span.len())).sum::<f64>();
    let both: f64 = left
        .iter()
        .flat_map(|a| right.iter().map(|b| f64::from(a.end.min(b.end).saturating_sub(a.start.max(b.start)))))
        .sum();
    both / (length(left) + length(right) - both)
}

/// Made by a cue of this entry.
fn is_by(statement: &Statement, entry: &Entry) -> bool {
    entry.words.iter().any(|words| {
        let name = entry.name(words);
        statement.evidence.producer == name || statement.evidence.producer.starts_with(&format!("{name}:"))
    })
}

fn told(example: &Example, found: &[Statement]) -> String {
    let one = |statement: &Statement| {
        let content: Vec<&str> = statement.content.iter().map(|span| span.of(&example.text)).collect();
        let source = statement.source.and_then(|source| source.span).map(|span| span.of(&example.text));
        let cue = statement.cue.map(|cue| cue.of(&example.text));
        format!("{source:?} {cue:?} {content:?} by {}", statement.evidence.producer)
    };
    if found.is_empty() {
        return "no statement was found".to_owned();
    }
    format!("found {}", found.iter().map(one).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_do_not_pair_are_refused() {
        for marked in ["{The army} said [it left.", "The army] said it left.", "{The army] said it left."] {
            assert!(Example::read(marked).is_none(), "{marked}");
        }
        assert_eq!(Example::read("{He} said [no].").map(|example| example.text), Some("He said no.".to_owned()));
    }
}
