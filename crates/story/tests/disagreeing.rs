//! Which tellings of one thing cannot both be true.

mod given;

use ontology::{Act, EntityKind, EventType, Modifier, QuantityRole, Sector, Status};
use story::{Attribute, Figure, Party, Telling, disagreements};

use given::{Given, day, event, figure, party, pledge};

fn check(cases: Vec<(&str, Telling, Telling, Option<Attribute>)>) {
    for (name, one, other, expected) in cases {
        let found = disagreements(&[one, other]);
        assert_eq!(found.first().map(|(_, _, found)| found.attribute), expected, "{name}: {found:?}");
        assert!(found.len() <= 1, "{name}: {found:?}");
    }
}

fn military() -> Party {
    party("the Iraqi military", EntityKind::Group, "IRQ", Some(Sector::Mil))
}

fn coalition() -> Party {
    party("the coalition", EntityKind::Organization, "IGO", Some(Sector::Mil))
}

fn dead(low: f64, high: f64) -> Figure {
    figure(Some(QuantityRole::Dead), Some(low), Some(high), "")
}

#[test]
fn numbers() {
    let a = |figure: Figure| event("a", "Northern Wire").says(coalition()).counts(figure);
    let b = |figure: Figure| event("b", "Lake Post").says(military()).counts(figure);
    let injured = figure(Some(QuantityRole::Injured), Some(20.0), Some(20.0), "");
    let of = |count: f64, noun: &str| figure(Some(QuantityRole::Dead), Some(count), Some(count), noun);
    let about = |count: f64| Figure { modifier: Some(Modifier::Approx), ..dead(count, count) };
    let at_least = |count: f64| Figure { high: None, modifier: Some(Modifier::MoreThan), ..dead(count, count) };
    let american = |count: f64| Figure { narrowed: vec!["american".into()], ..of(count, "troop") };
    let so_far = |count: f64| Figure { running: true, ..figure(None, Some(count), Some(count), "base") };
    let two = a(of(5200.0, "troop")).counts(of(3000.0, "troop"));
    check(vec![
        ("two counts", a(dead(12.0, 12.0)), b(dead(20.0, 20.0)), Some(Attribute::Quantity)),
        ("one count", a(dead(12.0, 12.0)), b(dead(12.0, 12.0)), None),
        ("bounds that meet", a(dead(9.0, 9.0)), b(at_least(8.0)), None),
        ("bounds that do not", a(dead(12.0, 12.0)), b(at_least(20.0)), Some(Attribute::Quantity)),
        ("rounded numbers", a(about(40.0)), b(dead(43.0, 43.0)), None),
        ("a later, higher count", a(dead(12.0, 12.0)), b(dead(14.0, 14.0)).published("2015-03-12"), None),
        (
            "a later, lower count",
            a(dead(14.0, 14.0)),
            b(dead(12.0, 12.0)).published("2015-03-12"),
            Some(Attribute::Quantity),
        ),
        ("a sum up to a day", a(so_far(3.0)), b(so_far(5.0)).published("2015-03-20"), None),
        ("dead and injured", a(dead(12.0, 12.0)), b(injured), None),
        ("soldiers and civilians", a(of(3.0, "troop")), b(of(7.0, "civilian")), None),
        ("part and whole", a(american(2.0)), b(of(3.0, "troop")), None),
        ("from one number to another", two, b(of(3000.0, "troop")), None),
        (
            "the same source",
            a(dead(12.0, 12.0)),
            event("b", "Lake Post").says(coalition()).counts(dead(20.0, 20.0)),
            None,
        ),
        ("a copy", a(dead(12.0, 12.0)), Telling { edition: "a".into(), ..b(dead(20.0, 20.0)) }, None),
        (
            "one outlet in its own voice",
            event("a", "Northern Wire").counts(dead(12.0, 12.0)),
            event("b", "Northern Wire").counts(dead(20.0, 20.0)),
            None,
        ),
        (
            "two outlets in their own voice",
            event("a", "Northern Wire").counts(dead(12.0, 12.0)),
            event("b", "Lake Post").counts(dead(20.0, 20.0)),
            Some(Attribute::Quantity),
        ),
        (
            "two sources of one report",
            a(dead(12.0, 12.0)),
            event("a", "Northern Wire").item(1).says(military()).counts(dead(20.0, 20.0)),
            Some(Attribute::Quantity),
        ),
        (
            "two sentences of one report",
            event("a", "Northern Wire").counts(dead(12.0, 12.0)),
            event("a", "Northern Wire").item(1).counts(dead(20.0, 20.0)),
            None,
        ),
    ]);
}

#[test]
fn denials() {
    let militia = |name: &str| party(name, EntityKind::Organization, "IRQ", Some(Sector::Prm));
    let denial = |telling: Telling| Telling { act: Some(Act::Deny), ..telling.status(Status::Negated) };
    let done = || event("a", "Northern Wire").says(coalition()).by(militia("Kataib Hezbollah"));
    let denied = |name: &str| denial(event("b", "Lake Post")).says(militia(name)).by(militia(name));
    let left = |report: &str| event(report, "Lake Post").kind_of(EventType::Retreat).by(coalition()).says(military());
    check(vec![
        ("denied", done(), denied("Kataib Hezbollah"), Some(Attribute::Polarity)),
        ("another one denies its part", done(), denied("Saraya Awliya"), None),
        (
            "nobody is said to have done it",
            event("a", "Northern Wire").says(coalition()),
            denied("Kataib Hezbollah"),
            None,
        ),
        (
            "done after the denial",
            denial(left("a").says(military())),
            Telling { sources: vec![coalition()], ..left("b").published("2015-04-01").on("2015-03-28") },
            None,
        ),
        (
            "a promise that is still open",
            event("a", "Northern Wire").kind_of(EventType::Agree).by(coalition()).says(coalition()),
            event("b", "Lake Post").kind_of(EventType::Agree).by(coalition()).says(military()).status(Status::Negated),
            None,
        ),
    ]);
}

#[test]
fn doers_and_days() {
    let by = |report: &str, source: Party, doer: &str| {
        event(report, report).says(source).by(party(doer, EntityKind::Organization, "IRQ", Some(Sector::Prm)))
    };
    let nobody = |telling: Telling| Telling { sources: Vec::new(), ..telling };
    let implied = |mut telling: Telling| {
        telling.by.iter_mut().for_each(|party| party.told = false);
        telling
    };
    let islamists = || {
        let mut telling = by("b", military(), "Islamic State");
        telling.by = vec![party("Islamic State", EntityKind::Organization, "IMG", Some(Sector::Reb))];
        telling
    };
    check(vec![
        ("two doers", by("a", coalition(), "Kataib Hezbollah"), islamists(), Some(Attribute::Agent)),
        ("one doer", by("a", coalition(), "Kataib Hezbollah"), by("b", military(), "Hezbollah"), None),
        ("no source", nobody(by("a", coalition(), "Kataib Hezbollah")), nobody(islamists()), None),
        ("only implied", by("a", coalition(), "Kataib Hezbollah"), implied(islamists()), None),
        (
            "two days",
            event("a", "a").says(coalition()).on("2015-03-02"),
            event("b", "b").says(military()).on("2015-03-04"),
            Some(Attribute::Date),
        ),
        (
            "a night",
            event("a", "a").says(coalition()).on("2015-03-02"),
            event("b", "b").says(military()).on("2015-03-03"),
            None,
        ),
        (
            "a day and its month",
            event("a", "a").says(coalition()).on("2015-03-02"),
            event("b", "b").says(military()).within("2015-03-01", "2015-03-31"),
            None,
        ),
    ]);
}

#[test]
fn terms() {
    let due = |report: &str, source: Party, on: &str| {
        pledge(report, report).says(source).terms(|terms| terms.due = Some(day(on)))
    };
    check(vec![
        ("two dates", due("a", coalition(), "2015-06-30"), due("b", military(), "2015-09-30"), Some(Attribute::Terms)),
        ("one date", due("a", coalition(), "2015-06-30"), due("b", military(), "2015-06-30"), None),
        (
            "revised",
            due("a", coalition(), "2015-06-30"),
            due("b", military(), "2015-09-30").published("2015-03-20").terms(|terms| terms.revises = true),
            None,
        ),
        (
            "new terms months later",
            due("a", coalition(), "2015-06-30"),
            due("b", military(), "2015-09-30").published("2015-06-20"),
            None,
        ),
        ("no date, and later a date", pledge("a", "a").says(coalition()), due("b", military(), "2015-09-30"), None),
        (
            "to be done, and not to be done",
            due("a", coalition(), "2015-06-30"),
            due("b", military(), "2015-06-30").terms(|terms| terms.negated = true),
            Some(Attribute::Polarity),
        ),
    ]);
}

#[test]
fn the_same_two_values_are_given_once() {
    let told = |report: &str, source: Party, count: f64| event(report, report).says(source).counts(dead(count, count));
    let tellings = [
        told("a", coalition(), 12.0),
        told("b", military(), 20.0),
        told("c", coalition(), 12.0),
        told("d", military(), 20.0),
    ];
    assert_eq!(disagreements(&tellings).len(), 1);
}
