//! What is shown of a happening and of an undertaking.

mod given;

use ontology::{CommitmentStatus, EventType};
use story::{Precision, When, happening, undertaking};

use given::{Given, day, event, figure, pledge, state, town};

#[test]
fn a_happening_has_the_closest_time_and_place() {
    let mali = story::Spot { feature: Some("PCLI".into()), ..town("Mali", 14.0, -5.4, "MLI") };
    let tellings = [
        event("a", "Northern Wire").within("2015-03-01", "2015-03-31").at(mali.clone()),
        event("b", "Lake Post").on("2015-03-09").at(town("Gao", 16.27, -0.04, "MLI")).by(state("Mali", "MLI")),
        event("c", "Desk").kind_of(EventType::Coerce).at(mali),
    ];
    let found = happening(&tellings).unwrap();
    assert_eq!(found.when.precision(), Precision::Day);
    assert_eq!(found.place.unwrap().name, "Gao");
    assert_eq!(found.action, Some(EventType::Assault));
    assert_eq!((found.editions, found.outlets, found.by.len()), (3, 3, 1));
    assert!(happening(&[]).is_none());
}

#[test]
fn an_undertaking_is_a_series_of_terms() {
    let due = |report: &str, published: &str, on: &str| {
        pledge(report, report).published(published).terms(|terms| terms.due = Some(day(on)))
    };
    let done = pledge("d", "d").published("2015-07-01").terms(|terms| terms.status = CommitmentStatus::Fulfilled);
    let recalled = pledge("e", "e").published("2015-08-01");
    let tellings = [
        due("a", "2015-03-10", "2015-06-30"),
        due("b", "2015-03-11", "2015-06-30"),
        due("c", "2015-05-10", "2015-07-31").terms(|terms| {
            terms.quantity = Some(figure(None, Some(200.0), Some(200.0), "troop"));
        }),
        done,
        recalled,
    ];
    let found = undertaking(&tellings).unwrap();
    let dates: Vec<_> = found.series.iter().map(|term| (term.telling, term.terms.due)).collect();
    assert_eq!(dates, [(0, Some(day("2015-06-30"))), (2, Some(day("2015-07-31")))]);
    assert_eq!((found.status, found.disputed), (CommitmentStatus::Fulfilled, false));
    assert!(undertaking(&[event("a", "a")]).is_none());
}

#[test]
fn times_are_sorted_and_called_by_their_precision() {
    let when = |earliest: Option<&str>, latest: Option<&str>| When {
        earliest: earliest.map(day),
        latest: latest.map(day),
        stated: true,
    };
    let sorted = [
        (when(Some("2009-01-01"), Some("2014-12-31")), Precision::Years),
        (when(Some("2015-01-01"), Some("2015-01-01")), Precision::Day),
        (when(Some("2015-01-01"), Some("2015-01-10")), Precision::Days),
        (when(Some("2015-01-01"), Some("2015-01-31")), Precision::Month),
        (when(Some("2015-01-01"), Some("2015-12-31")), Precision::Year),
        (when(None, Some("2015-02-01")), Precision::Before),
        (when(Some("2015-03-01"), None), Precision::After),
        (when(None, None), Precision::Unknown),
    ];
    for (when, precision) in &sorted {
        assert_eq!(when.precision(), *precision);
    }
    assert!(sorted.is_sorted_by_key(|(when, _)| when.order()));
}
