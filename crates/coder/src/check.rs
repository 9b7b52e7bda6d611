//! Whether language data can be used: every file is read by the layer it is for, and a user's example sentences are run.

use lexicon::{Data, DataError};
use linguist::{Analysis, Model, Workspace};
use record::{Event, Report};

use crate::Error;

/// What is wrong with a user's data laid over ours, a line each that names the file and, where it has one, the line.
/// Each layer tells the first fault that keeps it from loading; the examples are run once everything loads.
///
/// # Errors
/// The model cannot be loaded.
pub fn check(data: &Data) -> Result<Vec<String>, Error> {
    let model = Model::load_embedded().map_err(Error::model)?;
    let actors = actor::Actors::load(data);
    let statements = statement::Statements::load(data);
    let events = event::Events::load(data);
    let loaded: [Option<DataError>; 7] = [
        timex::Timex::load(data).err(),
        quantity::Quantities::load(data).err(),
        place::Places::load(data).err(),
        actors.as_ref().err().cloned(),
        statements.as_ref().err().cloned(),
        events.as_ref().err().cloned(),
        commitment::Commitments::load(data).err(),
    ];
    let mut faults: Vec<String> = loaded.iter().flatten().map(ToString::to_string).collect();
    // Several layers read `countries.tsv` and the grammar's lists.
    faults.sort();
    faults.dedup();
    if let (true, Ok(actors), Ok(statements), Ok(events)) = (faults.is_empty(), actors, statements, events) {
        let events = events.at_least(event::LEAST_OF_EXAMPLES);
        let mut workspace = Workspace::default();
        let mut analyze = |text: &str| model.analyze(text, &linguist::segment(text), &mut workspace);
        faults.extend(actors.example_faults(data, true, &mut analyze)?);
        for found in statement::entries(data)?.iter().filter(|found| found.theirs) {
            let wrong = statements.faults(&found.entry, &mut analyze);
            faults.extend(wrong.into_iter().map(|fault| format!("{}: {fault}", found.file)));
        }
        let frames = event::entries(data)?;
        faults.extend(event::ties(&frames));
        let uncoded = event::NotEvents::load(data)?;
        faults.extend(frames.iter().flat_map(|found| {
            uncoded.contradicted_by(&found.entry).into_iter().map(|fault| format!("{}: {fault}", found.file))
        }));
        for found in frames.iter().filter(|found| found.theirs) {
            let wrong = found.entry.faults(&mut |text| events_of(text, &actors, &events, &mut analyze));
            faults.extend(wrong.into_iter().map(|fault| format!("{}: {fault}", found.file)));
        }
    }
    Ok(faults)
}

fn events_of(
    text: &str,
    actors: &actor::Actors,
    events: &event::Events,
    analyze: &mut dyn FnMut(&str) -> Analysis,
) -> Vec<Event> {
    let report = Report { text: text.to_owned(), published: Some("2015-06-17".to_owned()), ..Report::default() };
    let analysis = analyze(text);
    let entities = actors.resolve(&analysis, &report);
    events.find(event::Input {
        analysis: &analysis,
        report: &report,
        entities: &entities,
        times: &[],
        quantities: &[],
        places: &[],
        statements: &[],
    })
}
