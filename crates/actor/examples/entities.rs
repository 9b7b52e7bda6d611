//! Prints records with entities only, one for each report of a JSON Lines file of records: for measuring this layer alone.
//! A second argument names a file for how each entity got its codes.

use std::io::{BufRead, Write};

use record::{Record, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: entities FILE.jsonl")?;
    let model = linguist::Model::load_embedded()?;
    let actors = actor::Actors::load(&lexicon::Data::embedded())?;
    let mut workspace = linguist::Workspace::default();
    let mut out = std::io::stdout().lock();
    let mut notes = std::env::args().nth(2).map(std::fs::File::create).transpose()?;
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let report = read_report(value.get("report").unwrap_or(&value));
        let analysis = model.analyze(&report.text, &linguist::segment(&report.text), &mut workspace);
        let mut entities = actors.resolve(&analysis, &report);
        let mut statements = gold_statements(&value, &report.text, &entities);
        actors.resolve_first_person(&analysis, &report, &mut entities, &mut statements);
        if let Some(file) = &mut notes {
            for entity in &entities {
                writeln!(file, "{}\t{}\t{}", report.id, entity.id, entity.evidence.notes.join("; "))?;
            }
        }
        let sentences = analysis.sentences.iter().map(|sentence| sentence.span).collect();
        let record = Record { report, sentences, entities, ..Record::default() };
        writeln!(out, "{}", record.to_json()?)?;
    }
    Ok(())
}

fn read_report(value: &serde_json::Value) -> Report {
    let field = |name: &str| value.get(name).and_then(|field| field.as_str()).map(ToOwned::to_owned);
    Report {
        id: field("id").unwrap_or_default(),
        outlet: field("outlet"),
        title: field("title"),
        published: field("published"),
        language: "en".to_owned(),
        text: field("text").unwrap_or_default(),
        ..Report::default()
    }
}

/// The statements of a gold record with our entities as sources, so that first-person pronouns can be measured without
/// the statement layer.
fn gold_statements(value: &serde_json::Value, text: &str, entities: &[record::Entity]) -> Vec<record::Statement> {
    let points = text::CodePoints::new(text);
    let span = |value: &serde_json::Value| -> Option<text::Span> {
        Some(points.span_to_bytes(serde_json::from_value(value.clone()).ok()?))
    };
    let items = value.get("statements").and_then(|items| items.as_array()).cloned().unwrap_or_default();
    let make = |(index, item): (usize, &serde_json::Value)| {
        let at = item.get("source").and_then(|source| source.get("span")).and_then(span);
        let source = at.map(|at| {
            let known = entities.iter().find(|entity| entity.mentions.iter().any(|mention| at.contains(mention.head)));
            record::Participant { entity: known.map(|entity| entity.id), span: Some(at) }
        });
        let content =
            item.get("content").and_then(|content| content.as_array()).into_iter().flatten().filter_map(span).collect();
        record::Statement {
            id: record::StatementId::new(index),
            source,
            cue: None,
            content,
            kind: ontology::StatementKind::Indirect,
            act: ontology::Act::Assert,
            negated: false,
            within: None,
            addressees: Vec::new(),
            medium: None,
            time: None,
            evidence: record::Evidence::default(),
        }
    };
    items.iter().enumerate().map(make).collect()
}
