//! Whole pages against stored ones. `ONRECORD_BLESS=1 cargo test -p cli` writes them anew; the difference is to be read.

use ontology::{
    Act, Basis, CommitmentStatus, EntityKind, EventType, Form, Mode, Modifier, QuantityRole, Sector, StatementKind,
    Status, TimeType,
};
use record::{
    Commitment, CommitmentId, Entity, EntityId, Event, EventId, EventQuantity, Evidence, Mention, Participant, Place,
    PlaceId, Progress, Quantity, QuantityId, Record, Report, Statement, StatementId, Time, TimeId,
};
use text::Span;

use super::render;
use crate::terminal::Layout;

/// The `nth` occurrence of some words, from 0.
fn at(text: &str, words: &str, nth: usize) -> Span {
    let (start, _) = text.match_indices(words).nth(nth).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    Span::of_range(start, start + words.len())
}

fn entity(text: &str, index: usize, name: &str, country: &str, sectors: &[Sector]) -> Entity {
    let span = at(text, name, 0);
    Entity {
        id: EntityId::new(index),
        name: name.to_owned(),
        kind: EntityKind::Organization,
        country: country.parse().ok(),
        sectors: sectors.to_vec(),
        role: None,
        mentions: vec![Mention { span, form: Form::Name, head: span }],
        evidence: Evidence::default(),
    }
}

fn by(index: usize) -> Participant {
    Participant { entity: Some(EntityId::new(index)), span: None }
}

fn time(index: usize, span: Span, value: &str, earliest: &str, latest: &str) -> Time {
    Time {
        id: TimeId::new(index),
        span,
        kind: TimeType::Date,
        value: value.to_owned(),
        modifier: None,
        anchor: None,
        earliest: earliest.parse().ok(),
        latest: latest.parse().ok(),
        evidence: Evidence::default(),
    }
}

fn event(index: usize, trigger: Span, kind: EventType, modes: &[Mode]) -> Event {
    Event {
        id: EventId::new(index),
        trigger,
        kind,
        modes: modes.to_vec(),
        contexts: Vec::new(),
        cameo: None,
        intensity_tenths: None,
        actors: Vec::new(),
        recipients: Vec::new(),
        status: Status::Actual,
        earliest: None,
        latest: "2023-12-12".parse().ok(),
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

fn statement(index: usize, source: Option<usize>, cue: Span, content: Span, act: Act) -> Statement {
    Statement {
        id: StatementId::new(index),
        source: source.map(by),
        cue: Some(cue),
        content: vec![content],
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

const TEXT: &str = "Mission leaves the north\nThe mission said on Monday that more than 40 of its soldiers had left Kidal in 2023 and that \
the army had told it that rebels attacked a convoy, killing two drivers.\nUnder the agreement, the mission will withdraw \
all of its troops by December 31 if the roads are safe. The army has not seized the camp.";

fn events(text: &str) -> Vec<Event> {
    let mut left = event(0, at(text, "left", 0), EventType::Retreat, &[Mode::Withdraw]);
    left.actors = vec![by(0)];
    left.mentions = vec![at(text, "leaves", 0)];
    (left.earliest, left.latest) = ("2023-01-01".parse().ok(), "2023-12-31".parse().ok());
    left.place = Some(PlaceId::new(0));
    left.statement = Some(StatementId::new(0));
    left.quantities = vec![EventQuantity { quantity: QuantityId::new(0), role: QuantityRole::Actors }];
    let mut attacked = event(1, at(text, "attacked", 0), EventType::Assault, &[]);
    (attacked.actors, attacked.recipients) = (vec![by(2)], vec![by(0), by(1)]);
    attacked.statement = Some(StatementId::new(1));
    attacked.quantities = vec![EventQuantity { quantity: QuantityId::new(1), role: QuantityRole::Dead }];
    let mut seized = event(2, at(text, "seized", 0), EventType::Coerce, &[Mode::Seize]);
    (seized.actors, seized.status) = (vec![by(1)], Status::Negated);
    let mut withdraw = event(3, at(text, "withdraw", 0), EventType::Concede, &[]);
    (withdraw.actors, withdraw.status, withdraw.latest) = (vec![by(0)], Status::Future, "2023-12-31".parse().ok());
    withdraw.time = Some(TimeId::new(2));
    vec![left, attacked, seized, withdraw]
}

fn commitment(text: &str) -> Commitment {
    let step = Progress {
        event: Some(EventId::new(0)),
        quantity: Some(QuantityId::new(0)),
        statement: Some(StatementId::new(0)),
    };
    Commitment {
        id: CommitmentId::new(0),
        obligor: by(0),
        counterparties: vec![by(1)],
        action: at(text, "withdraw", 0),
        kind: Some(EventType::Retreat),
        object: Some(at(text, "all of its troops", 0)),
        quantity: None,
        place: None,
        start: None,
        due: "2023-12-31".parse().ok(),
        duration: Some("P6M".to_owned()),
        time: Some(TimeId::new(2)),
        conditions: vec![at(text, "if the roads are safe", 0)],
        negated: false,
        basis: Basis::Agreement,
        status: CommitmentStatus::InProgress,
        progress: vec![step],
        statement: None,
        mentions: Vec::new(),
        evidence: Evidence::default(),
    }
}

fn quantity(index: usize, span: Span, (low, high): (f64, Option<f64>), of: &str) -> Quantity {
    Quantity {
        id: QuantityId::new(index),
        span,
        low: Some(low),
        high,
        modifier: high.is_none().then_some(Modifier::MoreThan),
        unit: Some("people".to_owned()),
        of: Some(of.to_owned()),
        evidence: Evidence::default(),
    }
}

/// A record with something in every section.
fn record() -> Record {
    let text = TEXT.to_owned();
    let said = at(&text, &TEXT[TEXT.find("that more").unwrap()..TEXT.find(".\nUnder").unwrap()], 0);
    let mut told = statement(
        1,
        Some(1),
        at(&text, "told", 0),
        at(&text, "that rebels attacked a convoy, killing two drivers", 0),
        Act::Accuse,
    );
    told.within = Some(StatementId::new(0));
    told.addressees = vec![by(0)];
    let place = Place {
        id: PlaceId::new(0),
        span: at(&text, "Kidal", 0),
        name: "Kidal".to_owned(),
        country: "MLI".parse().ok(),
        latitude: Some(18.44),
        longitude: Some(-1.41),
        feature: None,
        geonames: None,
        evidence: Evidence::default(),
    };
    Record {
        sentences: Vec::new(),
        entities: vec![
            entity(&text, 0, "The mission", "UNO", &[]),
            entity(&text, 1, "the army", "MLI", &[Sector::Mil]),
            entity(&text, 2, "rebels", "MLI", &[Sector::Reb]),
        ],
        times: vec![
            time(0, at(&text, "Monday", 0), "2023-12-11", "2023-12-11", "2023-12-11"),
            time(1, at(&text, "2023", 0), "2023", "2023-01-01", "2023-12-31"),
            time(2, at(&text, "December 31", 0), "2023-12-31", "2023-12-31", "2023-12-31"),
        ],
        quantities: vec![
            quantity(0, at(&text, "more than 40", 0), (40.0, None), "its soldiers"),
            quantity(1, at(&text, "two", 0), (2.0, Some(2.0)), "drivers"),
        ],
        places: vec![place],
        statements: vec![statement(0, Some(0), at(&text, "said", 0), said, Act::Assert), told],
        events: events(&text),
        commitments: vec![commitment(&text)],
        report: Report {
            id: "r".to_owned(),
            outlet: Some("Sahel Desk".to_owned()),
            title: Some("Mission leaves the north".to_owned()),
            published: Some("2023-12-12".to_owned()),
            language: "en".to_owned(),
            text,
            ..Report::default()
        },
    }
}

fn check(name: &str, page: &str) {
    let path = format!("{}/tests/pages/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ONRECORD_BLESS").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(page, stored, "{path} holds another page");
}

#[test]
fn pages_of_every_width() {
    for width in [80, 40, 20] {
        let page = render(&record(), Layout { width, color: false });
        for line in page.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= width, "{line:?}");
        }
        check(&format!("plain-{width}"), &page);
    }
}

#[test]
fn a_page_in_color_says_the_same() {
    let page = render(&record(), Layout { width: 80, color: true });
    check("color-80", &page.replace('\x1b', "^"));
    let mut plain = String::new();
    let mut rest = page.as_str();
    while let Some((before, after)) = rest.split_once('\x1b') {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_eq!(plain, render(&record(), Layout { width: 80, color: false }));
}

#[test]
fn hostile_and_foreign_letters_keep_their_place() {
    let text = "\u{1b}]0;owned\u{7}部隊は北部の町を離れたと軍が述べた。\u{202e}Cafe\u{301} \u{1b}[2J 👩\u{200d}👩\u{200d}👧 left\n".repeat(2);
    let left = [at(&text, "left", 0), at(&text, "離れた", 1)];
    let record = Record {
        events: vec![
            event(0, left[0], EventType::Retreat, &[]),
            event(1, left[1], EventType::Retreat, &[]),
            // A span that fits no text is shown as nothing.
            event(2, Span::new(9000, 9010), EventType::Retreat, &[]),
            event(3, Span::new(left[1].start + 1, left[1].end), EventType::Retreat, &[]),
        ],
        report: Report { text, title: Some("\u{9b}31mTitle".to_owned()), ..Report::default() },
        ..Record::default()
    };
    let page = render(&record, Layout { width: 30, color: false });
    assert!(page.chars().all(|letter| letter == '\n' || !letter.is_control()));
    check("foreign-30", &page);
}

#[test]
fn an_empty_record_says_so() {
    check("empty-40", &render(&Record::default(), Layout { width: 40, color: false }));
}

#[test]
fn statements_in_a_ring_do_not_hang() {
    let mut record = record();
    record.statements[0].within = Some(StatementId::new(1));
    assert!(!render(&record, Layout { width: 80, color: false }).is_empty());
}
