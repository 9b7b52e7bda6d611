//! Records with commitments, one a line, for the reports of a gold file. `cargo run -p commitment --example records -- GOLD.jsonl [-v]`
//!
//! The other layers run too, since commitments read them.

use record::{Record, Report};

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<(), Failure> {
    let data = lexicon::Data::embedded();
    let model = linguist::Model::load_embedded()?;
    let mut workspace = linguist::Workspace::default();
    let times = timex::Timex::load(&data)?;
    let quantities = quantity::Quantities::load(&data)?;
    let actors = actor::Actors::load(&data)?;
    let places = place::Places::load(&data)?;
    let statements = statement::Statements::load(&data)?;
    let events = event::Events::load(&data)?;
    let commitments = commitment::Commitments::load(&data)?;
    let path = std::env::args().nth(1).ok_or("usage: records GOLD.jsonl")?;
    let show = std::env::args().any(|argument| argument == "-v");
    for line in std::fs::read_to_string(path)?.lines() {
        let gold: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| gold["report"][name].as_str().map(str::to_owned);
        let report = Report {
            id: field("id").unwrap_or_default(),
            outlet: field("outlet"),
            title: field("title"),
            dateline: field("dateline"),
            published: field("published"),
            language: "en".to_owned(),
            text: field("text").unwrap_or_default(),
            ..Report::default()
        };
        let analysis = model.analyze(&report.text, &linguist::segment(&report.text), &mut workspace);
        let times = times.find(&analysis, report.published_on());
        let quantities = quantities.find(&analysis, &times);
        let mut entities = actors.resolve(&analysis, &report);
        let places = places.find(&analysis, &report, &entities);
        let mut statements = statements.find(&analysis, &report, &entities, &times);
        actors.resolve_first_person(&analysis, &report, &mut entities, &mut statements);
        let sentences = analysis.sentences.iter().map(|sentence| sentence.span).collect();
        let mut record = Record { report, sentences, entities, times, quantities, places, statements, ..Record::default() };
        record.events = events.find(event::Input {
            analysis: &analysis,
            report: &record.report,
            entities: &record.entities,
            times: &record.times,
            quantities: &record.quantities,
            places: &record.places,
            statements: &record.statements,
        });
        record.commitments = commitments.find(commitment::Input {
            analysis: &analysis,
            report: &record.report,
            entities: &record.entities,
            times: &record.times,
            quantities: &record.quantities,
            places: &record.places,
            statements: &record.statements,
            events: &record.events,
        });
        if show {
            for found in &record.commitments {
                let sentence = analysis.sentences.iter().find(|sentence| sentence.span.contains(found.action)).map_or("", |sentence| sentence.span.of(&record.report.text));
                let obligor = found.obligor.entity.and_then(|id| record.entities.get(id.index())).map(|entity| (&entity.name, entity.country));
                println!("{}\t«{}»\t{obligor:?}\t{}\tstart {:?} due {:?} {:?}\t{:?}\t{}", record.report.id, found.action.of(&record.report.text), found.basis, found.start, found.due, found.duration, found.evidence.producer, sentence.replace('\n', "/"));
            }
        } else {
            println!("{}", record.to_json()?);
        }
    }
    Ok(())
}
