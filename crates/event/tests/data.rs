//! Every sentence of the frame lexicon, through the real model: where a frame acts, and where it must not.

use event::{Entry, Events, Input, entries};
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
            // A sentence alone gives fewer grounds than a report.
            events: Events::load(data)?.at_least(300),
            workspace: Workspace::default(),
        })
    }

    fn read(&mut self, text: &str) -> Vec<Event> {
        let report = Report { text: text.to_owned(), published: Some("2015-06-17".to_owned()), ..Report::default() };
        let analysis = self.model.analyze(text, &linguist::segment(text), &mut self.workspace);
        let entities = self.actors.resolve(&analysis, &report);
        let input = Input {
            analysis: &analysis,
            report: &report,
            entities: &entities,
            times: &[],
            quantities: &[],
            places: &[],
            statements: &[],
        };
        self.events.find(input)
    }

    /// What is wrong with the entry's sentences.
    fn check(&mut self, entry: &Entry) -> Vec<String> {
        let made = |event: &Event| event.evidence.producer.ends_with(&format!(": {}", entry.sense));
        let mut wrong = Vec::new();
        for sentence in &entry.yes {
            let found = self.read(sentence);
            if !found.iter().any(made) {
                let kinds: Vec<String> =
                    found.iter().map(|event| format!("{} by {}", event.kind, event.evidence.producer)).collect();
                wrong.push(format!("{} ({}) should act in {sentence:?}; found {kinds:?}", entry.sense, entry.kind));
            }
        }
        for sentence in &entry.no {
            if self.read(sentence).iter().any(made) {
                wrong.push(format!("{} ({}) should not act in {sentence:?}", entry.sense, entry.kind));
            }
        }
        wrong
    }
}

#[test]
fn sentences_of_the_frame_lexicon() -> Result<(), Failure> {
    let data = Data::embedded();
    let mut reader = Reader::load(&data)?;
    let wrong: Vec<String> = entries(&data)?.iter().flat_map(|entry| reader.check(entry)).collect();
    assert!(wrong.is_empty(), "{} sentences:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn every_frame_has_sentences_where_it_acts_and_where_it_must_not() -> Result<(), Failure> {
    for entry in entries(&Data::embedded())? {
        assert!(
            entry.kind == "NONE" || (!entry.yes.is_empty() && !entry.no.is_empty()),
            "{} lacks a sentence",
            entry.sense
        );
    }
    Ok(())
}
