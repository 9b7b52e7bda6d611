//! From a record to its tellings, and hostile records.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use ontology::{
    Act, Basis, CommitmentStatus, EntityKind, EventType, Form, QuantityRole, Sector, StatementKind, Status,
};
use record::{
    Commitment, CommitmentId, Entity, EntityId, Event, EventId, EventQuantity, Evidence, Mention, Participant, Place,
    PlaceId, Progress, Quantity, QuantityId, Record, Report, Statement, StatementId, TimeId,
};
use story::{Kind, Matter, Teller, Telling};
use text::Span;

const TEXT: &str = "Camp shelled\n\nRebels fired eighteen rockets at Camp Castor near Gao on Monday, the mission said. Two Dutch \
                    soldiers were killed in the attack. The rebels denied that they had fired the rockets. Norway promised to \
                    withdraw its engineers by June 30 instead of May 31.";

fn span(words: &str) -> Span {
    let start = TEXT.find(words).unwrap();
    Span::of_range(start, start + words.len())
}

fn teller() -> Teller {
    Teller::load(&lexicon::Data::embedded()).unwrap()
}

fn entity(index: usize, name: &str, kind: EntityKind, country: Option<&str>, sector: Option<Sector>) -> Entity {
    let span = span(name);
    let form = if name.starts_with(char::is_uppercase) { Form::Name } else { Form::Nominal };
    Entity {
        id: EntityId::new(index),
        name: name.into(),
        kind,
        country: country.map(|code| code.parse().unwrap()),
        sectors: sector.into_iter().collect(),
        role: None,
        mentions: vec![Mention { span, form, head: span }],
        evidence: Evidence::default(),
    }
}

fn who(index: usize, words: &str) -> Participant {
    Participant { entity: Some(EntityId::new(index)), span: Some(span(words)) }
}

fn event(index: usize, trigger: &str) -> Event {
    Event {
        id: EventId::new(index),
        trigger: span(trigger),
        kind: EventType::Assault,
        modes: Vec::new(),
        contexts: Vec::new(),
        cameo: None,
        intensity_tenths: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        status: Status::Actual,
        earliest: None,
        latest: "2015-03-10".parse().ok(),
        time: None,
        place: None,
        quantities: Vec::new(),
        statement: None,
        historical: false,
        confidence_thousandths: None,
        mentions: Vec::new(),
        evidence: Evidence::default(),
    }
}

fn quantity(index: usize, words: &str, value: f64, of: &str) -> Quantity {
    Quantity {
        id: QuantityId::new(index),
        span: span(words),
        low: Some(value),
        high: Some(value),
        modifier: None,
        unit: None,
        of: Some(of.into()),
        evidence: Evidence::default(),
    }
}

fn statement(index: usize, source: Participant, act: Act) -> Statement {
    Statement {
        id: StatementId::new(index),
        source: Some(source),
        cue: None,
        content: Vec::new(),
        kind: StatementKind::Indirect,
        act,
        negated: false,
        within: None,
        addressees: Vec::new(),
        medium: None,
        time: None,
        evidence: Evidence::default(),
    }
}

fn sentences() -> Vec<Span> {
    let starts = ["Camp shelled", "Rebels fired", "Two Dutch", "The rebels", "Norway"].map(|words| span(words).start);
    let ends = starts.iter().skip(1).copied().chain([u32::try_from(TEXT.len()).unwrap()]);
    starts.iter().copied().zip(ends).map(|(start, end)| Span::new(start, end)).collect()
}

/// Rockets on a camp, told in four sentences, and a promise.
fn record() -> Record {
    let (rebels, mission) = (who(0, "Rebels"), who(1, "the mission"));
    let shelled = event(0, "shelled");
    let fired = Event {
        actors: vec![rebels],
        earliest: "2015-03-09".parse().ok(),
        latest: "2015-03-09".parse().ok(),
        time: Some(TimeId::new(0)),
        place: Some(PlaceId::new(0)),
        statement: Some(StatementId::new(0)),
        ..event(1, "fired")
    };
    let killed = Event {
        quantities: vec![EventQuantity { quantity: QuantityId::new(1), role: QuantityRole::Dead }],
        ..event(2, "killed")
    };
    let denied = Event {
        actors: vec![rebels],
        status: Status::Negated,
        statement: Some(StatementId::new(1)),
        ..event(3, "had fired")
    };
    let withdraw = Commitment {
        id: CommitmentId::new(0),
        obligor: who(2, "Norway"),
        counterparties: Vec::new(),
        action: span("withdraw"),
        kind: Some(EventType::Retreat),
        object: Some(span("its engineers")),
        quantity: None,
        place: None,
        start: None,
        due: "2015-06-30".parse().ok(),
        duration: None,
        time: None,
        conditions: Vec::new(),
        negated: false,
        basis: Basis::Pledge,
        status: CommitmentStatus::Pending,
        progress: vec![Progress { event: None, quantity: Some(QuantityId::new(0)), statement: None }],
        statement: None,
        mentions: Vec::new(),
        evidence: Evidence::default(),
    };
    Record {
        report: Report {
            id: "a".into(),
            outlet: Some("Lake Post".into()),
            published: Some("2015-03-10".into()),
            title: Some("Camp shelled".into()),
            text: TEXT.into(),
            ..Report::default()
        },
        sentences: sentences(),
        entities: vec![
            entity(0, "Rebels", EntityKind::Group, Some("MLI"), Some(Sector::Reb)),
            entity(1, "the mission", EntityKind::Organization, Some("UNO"), None),
            entity(2, "Norway", EntityKind::Country, Some("NOR"), Some(Sector::Gov)),
        ],
        times: Vec::new(),
        quantities: vec![quantity(0, "eighteen", 18.0, "rockets"), quantity(1, "Two", 2.0, "soldiers")],
        places: vec![Place {
            id: PlaceId::new(0),
            span: span("Camp Castor"),
            name: "Camp Castor".into(),
            country: "MLI".parse().ok(),
            latitude: None,
            longitude: None,
            feature: Some("PPL".into()),
            geonames: None,
            evidence: Evidence::default(),
        }],
        statements: vec![statement(0, mission, Act::Assert), statement(1, rebels, Act::Deny)],
        events: vec![shelled, fired, killed, denied],
        commitments: vec![withdraw],
    }
}

#[test]
fn what_a_telling_holds() {
    let tellings = teller().tell(&record());
    let [_, fired, killed, denied, withdraw] = &tellings[..] else { panic!("{}", tellings.len()) };
    assert_eq!(
        (fired.trigger.as_str(), fired.published.map(|day| day.to_string())),
        ("fire", Some("2015-03-10".into()))
    );
    assert_eq!(fired.sources[0].name, "the mission");
    let rockets = &fired.figures[0];
    assert_eq!((rockets.low, rockets.of.as_deref(), rockets.role), (Some(18.0), Some("rocket"), None));
    let soldiers = &killed.figures[0];
    assert_eq!(soldiers.role, Some(QuantityRole::Dead));
    assert_eq!((soldiers.of.as_deref(), soldiers.narrowed.join(" ")), (Some("troop"), "dutch".into()));
    assert_eq!(denied.act, Some(Act::Deny));
    assert!(fired.words.iter().any(|word| word.0 == "rocket" && word.1 > 5));
    let Matter::Commitment(terms) = &withdraw.matter else { panic!() };
    assert!(terms.revises && withdraw.when.stated && withdraw.kind() == Kind::Undertaking);
    assert_eq!(terms.object[0].0, "engin");
    assert_eq!(terms.progress.len(), 1);
}

#[test]
fn the_events_of_one_attack_are_one_account() {
    let tellings = teller().tell(&record());
    let accounts: Vec<_> = tellings.iter().map(Telling::account).collect();
    assert_eq!(accounts[..4], [(Kind::Happening, 0); 4]);
    assert_eq!(accounts[4], (Kind::Undertaking, 0));
    let killed = &tellings[2];
    assert_eq!(killed.setting.place.as_ref().map(|place| place.name.as_str()), Some("Camp Castor"));
    assert_eq!(
        killed.setting.when.and_then(|when| when.earliest).map(|day| day.to_string()),
        Some("2015-03-09".into())
    );
}

#[test]
fn two_attacks_are_two_accounts() {
    let mut record = record();
    record.events[2].time = Some(TimeId::new(1));
    record.events[2].earliest = "2015-03-02".parse().ok();
    record.events[2].latest = "2015-03-02".parse().ok();
    let tellings = teller().tell(&record);
    assert_ne!(tellings[1].account(), tellings[2].account());
}

#[test]
fn what_was_done_is_not_dated_after_its_report() {
    let mut record = record();
    record.events[1].earliest = "2015-06-01".parse().ok();
    record.events[1].latest = "2015-06-30".parse().ok();
    let told = &teller().tell(&record)[1];
    assert!(!told.when.stated);
    assert_eq!(told.when.latest, told.published);
}

#[test]
fn a_telling_is_kept_as_json() {
    for telling in teller().tell(&record()) {
        let json = serde_json::to_string(&telling).unwrap();
        let back: Telling = serde_json::from_str(&json).unwrap();
        assert_eq!(back, telling);
    }
}

#[test]
fn hostile_records_are_told() {
    let mut record = record();
    let nobody = Participant { entity: Some(EntityId(9_000)), span: Some(Span::new(4_000_000, 3)) };
    record.report.published = Some("not a day".into());
    record.sentences = vec![Span::new(90, 20), Span::new(0, u32::MAX)];
    record.entities[0].name = "\u{301}".repeat(10_000);
    record.statements[0].within = Some(StatementId::new(0));
    for number in 0..4000u32 {
        record.events.push(Event {
            trigger: Span::new(number, number.wrapping_add(5)),
            actors: vec![nobody; 300],
            earliest: "9999-12-31".parse().ok(),
            latest: "0001-01-01".parse().ok(),
            time: Some(TimeId(77)),
            place: Some(PlaceId(77)),
            quantities: vec![EventQuantity { quantity: QuantityId(7_777), role: QuantityRole::Dead }],
            statement: Some(StatementId(if number % 2 == 0 { 0 } else { 7_777 })),
            ..event(0, "fired")
        });
    }
    record.commitments.push(Commitment {
        obligor: nobody,
        object: Some(Span::new(7, 2)),
        duration: Some("P99999999999999Y".into()),
        progress: vec![Progress { event: Some(EventId(99_999)), quantity: None, statement: Some(StatementId(99_999)) }],
        ..record.commitments[0].clone()
    });
    let tellings = teller().tell(&record);
    assert_eq!(tellings.len(), record.events.len() + record.commitments.len());
    assert!(tellings.iter().all(|telling| telling.by.len() <= 8 && story::keys(telling).len() <= 24));
}
