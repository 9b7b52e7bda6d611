//! Every sentence of the frame lexicon, through the real model: where a frame acts, and where it must not.

use event::{Events, Input, LEAST_OF_EXAMPLES, entries};
use lexicon::Data;
use linguist::{Model, Workspace};
use record::{Event, Report};

type Failure = Box<dyn std::error::Error>;

struct Reader {
    model: Model,
    actors: actor::Actors,
    events: Events,
    workspace: Workspace,
}

impl Reader {
    fn load(data: &Data) -> Result<Self, Failure> {
        Ok(Self {
            model: Model::load_embedded()?,
            actors: actor::Actors::load(data)?,
            events: Events::load(data)?.at_least(LEAST_OF_EXAMPLES),
            workspace: Workspace::default(),
        })
    }

    fn read(&mut self, text: &str) -> Vec<Event> {
        let report = Report { text: text.to_owned(), published: Some("2015-06-17".to_owned()), ..Report::default() };
        let analysis = self.model.analyze(text, &linguist::segment(text), &mut self.workspace);
        let entities = self.actors.resolve(&analysis, &report);
        self.events.find(Input {
            analysis: &analysis,
            report: &report,
            entities: &entities,
            times: &[],
            quantities: &[],
            places: &[],
            statements: &[],
        })
    }
}

#[test]
fn sentences_of_the_frame_lexicon() -> Result<(), Failure> {
    let data = Data::embedded();
    let mut reader = Reader::load(&data)?;
    let wrong: Vec<String> =
        entries(&data)?.iter().flat_map(|found| found.entry.faults(&mut |text| reader.read(text))).collect();
    assert!(wrong.is_empty(), "{} sentences:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn a_pronoun_stands_for_the_object_of_the_same_verb() -> Result<(), Failure> {
    let mut reader = Reader::load(&Data::embedded())?;
    let mut fired = |text: &str| {
        let fires = |event: &&Event| event.evidence.producer.ends_with(": fires missiles and shells");
        reader.read(text).iter().filter(fires).count()
    };
    assert_eq!(
        fired("The army denied that it had fired the rockets. Police said that rebel fighters had fired them."),
        2
    );
    assert_eq!(fired("The army counted the rockets. The company said that the managers had fired them."), 0);
    Ok(())
}
