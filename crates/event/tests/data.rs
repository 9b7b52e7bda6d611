//! Every sentence of the frame lexicon, through the real model: where a frame acts, and where it must not.

use event::{Events, Input, LEAST_OF_EXAMPLES, entries};
use lexicon::Data;
use linguist::{Model, Workspace};
use record::{Event, Report};

#[test]
fn sentences_of_the_frame_lexicon() -> Result<(), Box<dyn std::error::Error>> {
    let data = Data::embedded();
    let (model, actors) = (Model::load_embedded()?, actor::Actors::load(&data)?);
    let events = Events::load(&data)?.at_least(LEAST_OF_EXAMPLES);
    let mut workspace = Workspace::default();
    let mut read = |text: &str| -> Vec<Event> {
        let report = Report { text: text.to_owned(), published: Some("2015-06-17".to_owned()), ..Report::default() };
        let analysis = model.analyze(text, &linguist::segment(text), &mut workspace);
        let entities = actors.resolve(&analysis, &report);
        events.find(Input {
            analysis: &analysis,
            report: &report,
            entities: &entities,
            times: &[],
            quantities: &[],
            places: &[],
            statements: &[],
        })
    };
    let wrong: Vec<String> = entries(&data)?.iter().flat_map(|found| found.entry.faults(&mut read)).collect();
    assert!(wrong.is_empty(), "{} sentences:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}
