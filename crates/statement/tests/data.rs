//! Every example of `data/statement/` is read by the real model: `yes` sentences make the statement they mark, `no`
//! sentences make none by that cue.

#![expect(clippy::unwrap_used, reason = "a test stops where its own data is wrong")]

use linguist::{Analysis, Model, Workspace};
use ontology::{EntityKind, Form};
use record::{Entity, EntityId, Evidence, Mention, Report, Statement};
use statement::{Entry, Statements, entries};
use text::Span;

/// A sentence with its marks taken out: `{source}` and `[content]`.
struct Example {
    text: String,
    source: Option<Span>,
    content: Vec<Span>,
}

fn read(marked: &str) -> Example {
    let mut example = Example { text: String::new(), source: None, content: Vec::new() };
    let mut open = Vec::new();
    for character in marked.chars() {
        let at = u32::try_from(example.text.len()).unwrap();
        match character {
            '{' | '[' => open.push(at),
            '}' => example.source = Some(Span::new(open.pop().unwrap(), at)),
            ']' => example.content.push(Span::new(open.pop().unwrap(), at)),
            other => example.text.push(other),
        }
    }
    example
}

struct Layer {
    model: Model,
    workspace: Workspace,
    statements: Statements,
}

impl Layer {
    fn load() -> Self {
        let statements = Statements::load(&lexicon::Data::embedded()).unwrap();
        Self { model: Model::load_embedded().unwrap(), workspace: Workspace::default(), statements }
    }

    /// The statements of a sentence, with the marked source as its one entity.
    fn find(&mut self, example: &Example) -> (Analysis, Vec<Statement>) {
        let analysis = self.model.analyze(&example.text, &linguist::segment(&example.text), &mut self.workspace);
        let entities: Vec<Entity> = example.source.iter().map(|&span| entity(&analysis, span)).collect();
        let report = Report { text: example.text.clone(), ..Report::default() };
        let found = self.statements.find(&analysis, &report, &entities, &[]);
        (analysis, found)
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

fn told(text: &str, found: &[Statement]) -> String {
    let one = |statement: &Statement| {
        let content: Vec<&str> = statement.content.iter().map(|span| span.of(text)).collect();
        let source = statement.source.and_then(|source| source.span).map(|span| span.of(text));
        format!("{source:?} {:?} {content:?} by {}", statement.cue.map(|cue| cue.of(text)), statement.evidence.producer)
    };
    found.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn examples_of_the_lexicon_hold() {
    let mut layer = Layer::load();
    let mut wrong = Vec::new();
    for (file, entry) in entries(&lexicon::Data::embedded()).unwrap() {
        assert!(!entry.yes.is_empty() && !entry.no.is_empty(), "{file} {}: an example is missing", entry.label());
        for marked in &entry.yes {
            let example = read(marked);
            let (_, found) = layer.find(&example);
            let holds = found.iter().any(|statement| {
                let source = statement.source.and_then(|source| source.span);
                let sourced = match example.source {
                    Some(marked) => source.is_some_and(|span| span.overlaps(marked)),
                    None => source.is_none(),
                };
                is_by(statement, &entry) && sourced && shared(&statement.content, &example.content) > 0.9
            });
            if !holds {
                wrong.push(format!(
                    "{file} {}: yes {marked}\n    found {}",
                    entry.label(),
                    told(&example.text, &found)
                ));
            }
        }
        for sentence in &entry.no {
            let example = read(sentence);
            let (_, found) = layer.find(&example);
            if found.iter().any(|statement| is_by(statement, &entry)) {
                wrong.push(format!(
                    "{file} {}: no {sentence}\n    found {}",
                    entry.label(),
                    told(&example.text, &found)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail\n{}", wrong.len(), wrong.join("\n"));
}
