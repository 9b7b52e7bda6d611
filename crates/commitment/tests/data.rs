//! Every example in `data/commitment/` gives the acts that its brackets mark, and no others.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use commitment::{Commitments, Input};
use lexicon::Data;
use linguist::{Analysis, Model, Workspace};
use record::{Commitment, Entity, Report};

/// Trees are read as the coder reads them.
#[expect(clippy::expect_used, reason = "a test without data cannot run")]
static GRAMMAR: std::sync::LazyLock<grammar::Grammar> = std::sync::LazyLock::new(|| {
    grammar::Grammar::load(&lexicon::Data::embedded()).expect("the lists of the grammar are right")
});

/// All layers that commitments read, loaded once.
struct Layers {
    model: Model,
    times: timex::Timex,
    quantities: quantity::Quantities,
    actors: actor::Actors,
    places: place::Places,
    statements: statement::Statements,
    commitments: Commitments,
}

impl Layers {
    fn load() -> Self {
        let data = Data::embedded();
        Self {
            model: Model::load_embedded().unwrap(),
            times: timex::Timex::load(&data).unwrap(),
            quantities: quantity::Quantities::load(&data).unwrap(),
            actors: actor::Actors::load(&data).unwrap(),
            places: place::Places::load(&data).unwrap(),
            statements: statement::Statements::load(&data).unwrap(),
            commitments: Commitments::load(&data).unwrap(),
        }
    }

    /// The commitments and entities of a text published on 2015-03-10.
    fn read(&self, text: &str) -> (Vec<Commitment>, Vec<Entity>, Analysis) {
        let report = Report {
            text: text.to_owned(),
            published: Some("2015-03-10".to_owned()),
            language: "en".to_owned(),
            ..Report::default()
        };
        let analysis = GRAMMAR.mend(self.model.analyze(text, &linguist::segment(text), &mut Workspace::default()));
        let times = self.times.find(&analysis, report.published.as_deref());
        let quantities = self.quantities.find(&analysis, &times);
        let mut entities = self.actors.resolve(&analysis, &report);
        let places = self.places.find(&analysis, &report, &entities);
        let mut statements = self.statements.find(&analysis, &report, &entities, &times);
        self.actors.resolve_first_person(&analysis, &report, &mut entities, &mut statements);
        let found = self.commitments.find(Input {
            analysis: &analysis,
            report: &report,
            entities: &entities,
            times: &times,
            quantities: &quantities,
            places: &places,
            statements: &statements,
            events: &[],
        });
        (found, entities, analysis)
    }
}

/// The strings of every `yes` and `no` in a file, with the line of their entry.
fn examples(text: &str) -> Vec<String> {
    fn collect(value: &toml::Value, found: &mut Vec<String>) {
        match value {
            toml::Value::Table(table) => {
                for (key, value) in table {
                    if let (true, toml::Value::Array(list)) = (key == "yes" || key == "no", value) {
                        let marked = list.iter().filter_map(|item| item.as_str());
                        // An entry whose "no" has brackets would contradict itself.
                        found.extend(marked.map(str::to_owned));
                    } else {
                        collect(value, found);
                    }
                }
            }
            toml::Value::Array(list) => list.iter().for_each(|value| collect(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(&toml::from_str::<toml::Value>(text).unwrap(), &mut found);
    found
}

#[test]
fn examples_give_the_acts_they_mark() {
    let layers = Layers::load();
    let data = Data::embedded();
    let (mut faults, mut count) = (Vec::new(), 0);
    for (name, text) in data.files("commitment/") {
        for example in examples(text) {
            count += 1;
            let text = example.replace(['[', ']'], "");
            let marked: Vec<&str> =
                example.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(act, _)| act).collect();
            let (found, ..) = layers.read(&text);
            let found: Vec<&str> = found.iter().map(|commitment| commitment.action.of(&text)).collect();
            if found != marked {
                faults.push(format!("{name}: {example:?} gives {found:?}"));
            }
        }
    }
    assert!(count > 60);
    assert!(faults.is_empty(), "{} of {count}\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn terms_and_parties_are_read() {
    let layers = Layers::load();
    // Sentence; act, obligor, basis, start, due, duration, negated.
    for (text, act, obligor, basis, start, due, duration, negated) in [
        (
            "Canada pledged to send 200 troops to Mali by June.",
            "send",
            "CAN",
            "pledge",
            None,
            Some("2015-06-30"),
            None,
            false,
        ),
        (
            "The two governments agreed that French troops would leave Chad over a two-year period.",
            "leave",
            "FRA",
            "agreement",
            None,
            None,
            Some("P2Y"),
            false,
        ),
        ("Iran promised not to attack the ships.", "attack", "IRN", "pledge", None, None, None, true),
        (
            "The Turkish prime minister will visit Kenya on March 20.",
            "visit",
            "TUR",
            "plan",
            None,
            Some("2015-03-20"),
            None,
            false,
        ),
        (
            "Germany will deploy 300 soldiers to Niger if the parliament agrees.",
            "deploy",
            "DEU",
            "plan",
            None,
            None,
            None,
            false,
        ),
        (
            "The law requires the Polish army to destroy the mines within 90 days.",
            "destroy",
            "POL",
            "law",
            None,
            None,
            Some("P90D"),
            false,
        ),
    ] {
        let (found, entities, _) = layers.read(text);
        let commitment = found
            .iter()
            .find(|commitment| commitment.action.of(text) == act)
            .unwrap_or_else(|| panic!("{act} in {text}"));
        let country =
            commitment.obligor.entity.and_then(|id| entities.get(id.index())).and_then(|entity| entity.country);
        let date = |date: Option<record::Date>| date.map(|date| date.to_string());
        let got = (
            country.map(|country| country.to_string()),
            commitment.basis.as_str(),
            date(commitment.start),
            date(commitment.due),
            commitment.duration.clone(),
            commitment.negated,
        );
        let owned = |text: Option<&str>| text.map(str::to_owned);
        assert_eq!(got, (owned(Some(obligor)), basis, owned(start), owned(due), owned(duration), negated), "{text}");
    }
}

#[test]
fn times_given_and_sums_have_terms() {
    let layers = Layers::load();
    // Sentence; act, start, due, duration.
    for (text, act, start, due, duration) in [
        ("The rebels gave the Chadian army until Friday to leave the port.", "leave", None, Some("2015-03-13"), None),
        ("The Chadian rebels have 30 days to leave the port.", "leave", None, None, Some("P30D")),
        (
            "The Congress allocated $350 million to Ukraine for 2016.",
            "allocated",
            Some("2016-01-01"),
            Some("2016-12-31"),
            None,
        ),
        ("Canada pledged $20 million to Chad on Monday.", "pledged", None, None, None),
        (
            "The Peruvian president must call an election within 90 days under the accord.",
            "call",
            None,
            None,
            Some("P90D"),
        ),
    ] {
        let (found, ..) = layers.read(text);
        let commitment = found
            .iter()
            .find(|commitment| commitment.action.of(text) == act)
            .unwrap_or_else(|| panic!("{act} in {text}"));
        let date = |date: Option<record::Date>| date.map(|date| date.to_string());
        let got = (date(commitment.start), date(commitment.due), commitment.duration.clone());
        let owned = |text: Option<&str>| text.map(str::to_owned);
        assert_eq!(got, (owned(start), owned(due), owned(duration)), "{text}");
    }
}

#[test]
fn what_became_of_it_is_read() {
    let layers = Layers::load();
    for (text, act, status, negated) in [
        ("The president of Peru kept his promise to close the base.", "close", "fulfilled", false),
        ("Chile accused Peru of breaking its promise to withdraw the troops.", "withdraw", "broken", false),
        ("The rebels rejected Egypt's offer to host the talks.", "host", "rejected", false),
        ("The army of Chad will continue to bomb the camps.", "bomb", "in-progress", false),
        ("The siege will go on, the Chadian army said.", "go on", "in-progress", false),
        ("A truce between Sudan and Chad collapsed in January.", "truce", "broken", false),
        (
            "The foreign ministry told Togo to close its office by May 9. Togo refused the demand.",
            "close",
            "rejected",
            false,
        ),
        ("Peru vowed never to recognize the rebels.", "recognize", "pending", true),
        ("No soldier will be sent to Niger, the president of Ghana promised.", "sent", "pending", true),
        ("The court barred the Kenyan government from closing the camp.", "closing", "pending", true),
    ] {
        let (found, ..) = layers.read(text);
        let commitment = found
            .iter()
            .find(|commitment| commitment.action.of(text) == act)
            .unwrap_or_else(|| panic!("{act} in {text}"));
        assert_eq!((commitment.status.as_str(), commitment.negated), (status, negated), "{text}");
    }
}

#[test]
fn who_is_bound_is_read() {
    let layers = Layers::load();
    // What the obligor's country is, where the act's own clause does not name him.
    for (text, act, country) in [
        ("The Kenyan rebels gave the Congolese government a week to free them.", "free", "COD"),
        ("The envoys asked the Kenyan government to publish the lists, as agreed.", "publish", "KEN"),
        ("The embassy would be closed in May, the Danish foreign minister said.", "closed", "DNK"),
        ("Peru warned Chile that it would close the border on Monday.", "close", "PER"),
        ("The accord provides for the withdrawal of Ethiopian troops from Somalia.", "withdrawal", "ETH"),
        ("Talks between Peru and Chile will resume on Monday.", "resume", "PER"),
        ("Poland has bound itself to buy 48 planes.", "buy", "POL"),
        ("The plan, unveiled by Peru last year, to build 40 bridges pleased Chile.", "build", "PER"),
    ] {
        let (found, entities, _) = layers.read(text);
        let commitment = found
            .iter()
            .find(|commitment| commitment.action.of(text) == act)
            .unwrap_or_else(|| panic!("{act} in {text}"));
        let entity = commitment.obligor.entity.and_then(|id| entities.get(id.index()));
        let found = entity.and_then(|entity| entity.country).map(|country| country.to_string());
        assert_eq!(found.as_deref(), Some(country), "{text}");
    }
}

#[test]
fn one_undertaking_told_twice_is_one() {
    let layers = Layers::load();
    let text =
        "Canada will send 200 troops to Mali. The minister said on Monday that Canada will send the troops by June.";
    let (found, ..) = layers.read(text);
    let told: Vec<(&str, usize)> =
        found.iter().map(|commitment| (commitment.action.of(text), commitment.mentions.len())).collect();
    assert_eq!(told, [("send", 1)]);
    assert_eq!(found[0].due.map(|date| date.to_string()).as_deref(), Some("2015-06-30"));
}

#[test]
fn strange_texts_do_no_harm() {
    let layers = Layers::load();
    let long = "He will send and ".repeat(400);
    let promises = "the promise of a truce between Peru and the promise, which, to ".repeat(400);
    let orders = "Requests the deadline of Friday to tell them to forbid. ".repeat(400);
    let refusals = "They rejected the offer to go on, as promised, and ".repeat(400);
    let strange = ["", "will", "to to to", "plan to plan to plan to", "Canada will.", ", to", "no longer", "take in"];
    for text in strange.into_iter().chain([long.as_str(), promises.as_str(), orders.as_str(), refusals.as_str()]) {
        let (found, ..) = layers.read(text);
        assert!(found.iter().all(|commitment| !commitment.action.is_empty()));
    }
}
