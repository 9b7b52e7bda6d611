//! Every sentence of the frame lexicon, through the real model: where a frame acts, and where it must not.

use std::collections::BTreeSet;

use event::{Entry, Events, Input, LEAST_OF_EXAMPLES, NotEvents, entries, ties};
use lexicon::{Data, Located};
use linguist::{Model, Workspace};
use ontology::Upos;
use record::{Event, Participant, Report};

/// Trees are read as the coder reads them.
#[expect(clippy::expect_used, reason = "a test without data cannot run")]
static GRAMMAR: std::sync::LazyLock<grammar::Grammar> = std::sync::LazyLock::new(|| {
    grammar::Grammar::load(&lexicon::Data::embedded()).expect("the lists of the grammar are right")
});

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
        let analysis = GRAMMAR.mend(self.model.analyze(text, &linguist::segment(text), &mut self.workspace));
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

/// The events of a text as "TYPE actors > recipients", participants by their countries.
fn told(reader: &mut Reader, text: &str) -> Vec<String> {
    let report = Report { text: text.to_owned(), ..Report::default() };
    let analysis = GRAMMAR.mend(reader.model.analyze(text, &linguist::segment(text), &mut reader.workspace));
    let entities = reader.actors.resolve(&analysis, &report);
    let countries = |sides: &[Participant]| {
        let of = |side: &Participant| entities.get(side.entity?.index())?.country.map(|country| country.to_string());
        let known: BTreeSet<String> = sides.iter().filter_map(of).collect();
        if known.is_empty() { "-".to_owned() } else { known.into_iter().collect::<Vec<_>>().join(" ") }
    };
    let events = reader.read(text);
    events
        .iter()
        .map(|event| format!("{} {} > {}", event.kind, countries(&event.actors), countries(&event.recipients)))
        .collect()
}

#[test]
fn who_stands_on_which_side() -> Result<(), Failure> {
    let data = Data::embedded();
    let mut reader = Reader::load(&data)?;
    let table = data.table("event/sides.tsv", &["sentence", "type", "actors", "recipients"])?;
    let sorted = |list: &str| list.split(' ').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ");
    let mut wrong = Vec::new();
    for row in table.rows() {
        let expected = format!("{} {} > {}", row.get(1), sorted(row.get(2)), sorted(row.get(3)));
        let found = told(&mut reader, row.get(0));
        if !found.contains(&expected) {
            wrong.push(format!("{:?}: not {expected}, but {found:?}", row.get(0)));
        }
    }
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

#[test]
fn no_two_frames_fit_alike() -> Result<(), Failure> {
    let wrong = ties(&entries(&Data::embedded())?);
    assert!(wrong.is_empty(), "{} ties:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

fn frame(sense: &str, kind: &str, condition: Option<(&str, &str)>, over: &str) -> Result<Located<Entry>, Failure> {
    let when = condition.map_or(String::new(), |(slot, class)| format!("when = [{{ {slot} = \"{class}\" }}]\n"));
    let over = if over.is_empty() { String::new() } else { format!("over = [\"{over}\"]\n") };
    let entry = toml::from_str(&format!("sense = \"{sense}\"\ntype = \"{kind}\"\nverb = \"shelve\"\n{when}{over}"))?;
    Ok(Located { file: "frames/mine.toml".to_owned(), theirs: true, entry })
}

#[test]
fn a_tie_is_a_fault_until_it_is_told_apart() -> Result<(), Failure> {
    let faults = |second: Option<(&str, &str)>, over: &str| -> Result<usize, Failure> {
        let first = frame("puts off", "REJECT", Some(("agent", "party")), "")?;
        Ok(ties(&[first, frame("locks away", "COERCE", second, over)?]).len())
    };
    // Equally specific, and both can hold of one clause.
    assert_eq!(faults(Some(("agent", "armed")), "")?, 1);
    assert_eq!(faults(Some(("patient", "weapons")), "")?, 1);
    // Less specific, or never both, or decided.
    assert_eq!(faults(None, "")?, 0);
    assert_eq!(faults(Some(("agent", "none")), "")?, 0);
    assert_eq!(faults(Some(("agent", "armed")), "puts off")?, 0);
    // Decided against a frame that does not exist.
    assert_eq!(faults(Some(("agent", "none")), "puts of")?, 1);
    Ok(())
}

#[test]
fn what_is_deliberately_no_event() -> Result<(), Failure> {
    let data = Data::embedded();
    let uncoded = NotEvents::load(&data)?;
    let mut wrong: Vec<String> =
        entries(&data)?.iter().flat_map(|found| uncoded.contradicted_by(&found.entry)).collect();
    let mut reader = Reader::load(&data)?;
    for (lemma, upos) in uncoded.words() {
        let text = match upos {
            Upos::Noun => format!("The {lemma} of the rebels by France surprised the people of Mali."),
            _ => format!("The government of France will {lemma} the rebels in Mali."),
        };
        let triggers = |event: &Event| event.trigger.of(&text).split(' ').any(|word| word == lemma);
        wrong.extend(
            reader
                .read(&text)
                .iter()
                .filter(|event| triggers(event))
                .map(|event| format!("{lemma}: {} by {} in {text:?}", event.kind, event.evidence.producer)),
        );
    }
    assert!(wrong.is_empty(), "{} words:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// The 2,000 commonest verbs and event nouns of political news, by lemma, commonest first: counted over 795 reports and
/// speeches (600,000 words) in the public domain, without slips of the tagger. An event noun is one that mostly governs
/// "of" or "by", stands under a support verb, or shares its form with a verb.
const COMMONEST: &str = include_str!("commonest.tsv");

#[test]
fn the_commonest_predicates_are_coded_or_deliberately_not() -> Result<(), Failure> {
    let data = Data::embedded();
    let uncoded = NotEvents::load(&data)?;
    let mut coded: BTreeSet<(&str, String)> = BTreeSet::new();
    let entries = entries(&data)?;
    for entry in entries.iter().map(|found| &found.entry) {
        for (kind, list) in [("verb", &entry.verb), ("noun", &entry.noun)] {
            coded.extend(list.split(',').map(|phrase| (kind, phrase.trim().to_owned())));
        }
    }
    let rows: Vec<(&str, &str)> = COMMONEST.lines().skip(1).filter_map(|line| line.split_once('\t')).collect();
    assert_eq!(rows.len(), 2000);
    let open: Vec<&str> = rows
        .into_iter()
        .filter(|&(lemma, kind)| {
            let upos = if kind == "noun" { Upos::Noun } else { Upos::Verb };
            !coded.contains(&(kind, lemma.to_owned())) && uncoded.why(lemma, upos).is_none()
        })
        .map(|(lemma, _)| lemma)
        .collect();
    assert!(open.is_empty(), "{} predicates that nobody has looked at: {}", open.len(), open.join(", "));
    Ok(())
}

/// Sentences with the type that they tell, or none.
const RELIABILITY: &str = include_str!("reliability.tsv");

#[test]
fn the_surer_an_event_is_the_more_often_it_is_right() -> Result<(), Failure> {
    let mut reader = Reader::load(&Data::embedded())?;
    reader.events = reader.events.at_least(0);
    // (right, all) of events that are unsure, likely, and sure.
    let mut bands = [(0_usize, 0_usize); 3];
    for (kind, sentence) in RELIABILITY.lines().skip(1).filter_map(|line| line.split_once('\t')) {
        for event in reader.read(sentence) {
            let band = match event.confidence_thousandths.unwrap_or(0) {
                0..400 => 0,
                400..700 => 1,
                _ => 2,
            };
            if let Some((right, all)) = bands.get_mut(band) {
                *right += usize::from(event.kind.to_string() == kind);
                *all += 1;
            }
        }
    }
    let shares: Vec<usize> = bands.iter().map(|&(right, all)| right * 100 / all.max(1)).collect();
    assert!(bands.iter().all(|&(_, all)| all >= 5), "too few events in a band: {bands:?}");
    assert!(shares.is_sorted(), "shares right, in hundredths: {shares:?} of {bands:?}");
    assert!(shares.last().is_some_and(|&share| share >= 80), "shares right, in hundredths: {shares:?} of {bands:?}");
    Ok(())
}
