//! Prints records with entities only, one for each report of a JSON Lines file of records: for measuring this layer alone.

use std::io::{BufRead, Write};

use record::{Record, Report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: entities FILE.jsonl")?;
    let model = linguist::Model::load_embedded()?;
    let actors = actor::Actors::load(&lexicon::Data::embedded())?;
    let mut workspace = linguist::Workspace::default();
    let mut out = std::io::stdout().lock();
    for line in std::io::BufReader::new(std::fs::File::open(path)?).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        let report = read_report(value.get("report").unwrap_or(&value));
        let analysis = model.analyze(&report.text, &linguist::segment(&report.text), &mut workspace);
        let entities = actors.resolve(&analysis, &report);
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
