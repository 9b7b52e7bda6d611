//! Which two tellings are of one thing.

mod given;

use ontology::{EntityKind, EventType, Sector, Status};
use story::{Party, Spot, Telling, compare, keys};

use given::{Given, event, figure, party, pledge, state, town};

fn gao() -> Spot {
    town("Gao", 16.27, -0.04, "MLI")
}

fn army() -> Party {
    party("the army", EntityKind::Group, "MLI", Some(Sector::Mil))
}

fn check(cases: &[(&str, Telling, Telling, bool)]) {
    for (name, one, other, expected) in cases {
        assert_eq!(compare(one, other).is_some(), *expected, "{name}: {:?}", story::grounds(one, other));
        assert_eq!(compare(one, other), compare(other, one), "{name}: the other way round");
        if *expected {
            let (ones, others) = (keys(one), keys(other));
            assert!(ones.iter().any(|key| others.contains(key)), "{name}: no key in common");
        }
    }
}

#[test]
fn happenings() {
    let a = || event("a", "Northern Wire").about("market mortar");
    let b = || event("b", "Lake Post").about("market mortar");
    let minister = || party("Abdoulaye Diop", EntityKind::Person, "MLI", Some(Sector::Gov));
    let rebels = || party("Tuareg rebels", EntityKind::Group, "MLI", Some(Sector::Reb));
    check(&[
        ("the same day and town", a().on("2015-03-09").at(gao()), b().on("2015-03-09").at(gao()), true),
        ("news of one town", a().at(gao()), b().at(gao()), true),
        ("a day later in the same town", a().on("2015-03-08").at(gao()), b().on("2015-03-09").at(gao()), false),
        (
            "a day later, but with the same number",
            a().on("2015-03-08").at(gao()).counts(figure(None, Some(18.0), Some(18.0), "rocket")),
            b().on("2015-03-09").at(gao()).counts(figure(None, Some(18.0), Some(18.0), "rocket")),
            true,
        ),
        ("two attacks on one town", a().on("2015-03-02").at(gao()), b().on("2015-03-09").at(gao()), false),
        ("news three weeks later", a().at(gao()), b().published("2015-04-02").at(gao()), false),
        ("the month alone", a().on("2015-03-09").at(gao()), b().within("2015-03-01", "2015-03-31").at(gao()), true),
        ("a camp near the town", a().at(gao()), b().at(town("Camp Castor", 16.25, 0.0, "MLI")), true),
        ("two towns", a().at(gao()), b().at(town("Kidal", 18.44, 1.4, "MLI")), false),
        ("another country", a().at(gao()), b().at(town("Agadez", 16.97, 7.99, "NER")), false),
        (
            "a country and its army",
            a().by(state("Mali", "MLI")).to(rebels()).at(gao()),
            b().by(army()).to(rebels()).at(gao()),
            true,
        ),
        ("an unknown doer", a().at(gao()), b().by(army()).at(gao()), true),
        (
            "nothing but type, pair and day",
            event("a", "Northern Wire").by(state("Mali", "MLI")).to(state("Niger", "NER")).on("2015-03-09"),
            event("b", "Lake Post").by(state("Mali", "MLI")).to(state("Niger", "NER")).on("2015-03-09"),
            false,
        ),
        (
            "the same number of the same thing",
            event("a", "Northern Wire").on("2015-03-09").counts(figure(None, Some(18.0), Some(18.0), "rocket")),
            event("b", "Lake Post").on("2015-03-09").counts(figure(None, Some(18.0), Some(18.0), "rocket")),
            true,
        ),
        ("what may happen", a().at(gao()).status(Status::Hypothetical), b().at(gao()), false),
        ("what will happen", a().at(gao()).status(Status::Future), b().at(gao()), false),
        ("what is denied", a().at(gao()).status(Status::Negated), b().at(gao()), true),
        (
            "declared and done",
            a().kind_of(EventType::Concede).at(gao()),
            b().kind_of(EventType::Retreat).at(gao()),
            true,
        ),
        ("another type", a().kind_of(EventType::Accuse).at(gao()), b().at(gao()), false),
        (
            "two speakers",
            a().kind_of(EventType::Accuse).by(minister()),
            b().kind_of(EventType::Accuse).by(party("Moussa Mara", EntityKind::Person, "MLI", Some(Sector::Gov))),
            false,
        ),
        (
            "a base is handed over once",
            a().kind_of(EventType::Retreat).by(army()).at(gao()).on("2015-03-02"),
            b().kind_of(EventType::Retreat).by(army()).at(gao()).on("2015-03-04"),
            true,
        ),
    ]);
}

#[test]
fn an_outlet_tells_news_once() {
    let told = |report: &str, outlet: &str| event(report, outlet).by(army()).about("market mortar");
    let later = |outlet: &str| told("b", outlet).published("2015-03-14");
    let one = told("a", "Northern Wire");
    let strength = |other: &Telling| story::grounds(&one, other).unwrap().iter().map(|found| found.points).sum::<i32>();
    assert!(strength(&later("Lake Post")) > strength(&later("Northern Wire")));
}

#[test]
fn undertakings() {
    let a = || pledge("a", "Northern Wire");
    let b = || pledge("b", "Lake Post").published("2015-05-02");
    let government = || party("the government", EntityKind::Organization, "NOR", Some(Sector::Gov));
    let of = |mut telling: Telling, by: Party| {
        telling.by = vec![by];
        telling
    };
    let due = |telling: Telling, on: &str| telling.terms(|terms| terms.due = Some(given::day(on)));
    check(&[
        ("told again", a(), b(), true),
        ("a country and its government", a(), of(b(), government()), true),
        ("another obligor", a(), of(b(), state("Chad", "TCD")), false),
        ("another act", a(), b().kind_of(EventType::Aid), false),
        ("another due date", due(a(), "2015-06-30"), due(b(), "2015-07-31"), true),
        (
            "another object and place",
            a(),
            b().at(town("Kidal", 18.44, 1.4, "MLI"))
                .about("helicopt")
                .terms(|terms| terms.object = given::words("helicopt")),
            false,
        ),
        ("one to act, one not to", a(), b().terms(|terms| terms.negated = true), true),
        ("an event", a(), event("b", "Lake Post").by(state("Norway", "NOR")).at(gao()), false),
    ]);
}

#[test]
fn keys_are_few_sorted_and_different() {
    let mut telling = event("a", "Northern Wire").on("2015-03-09").at(gao()).about("a b c d e f g h i j k l m n");
    for number in 3..40 {
        telling = telling.counts(figure(None, Some(f64::from(number)), Some(f64::from(number)), "rocket"));
        telling = telling.by(party(&format!("Group {number}"), EntityKind::Organization, "MLI", Some(Sector::Reb)));
    }
    let found = keys(&telling);
    assert!(found.len() <= 24 && found.is_sorted());
    assert!(found.windows(2).all(|pair| pair[0] != pair[1]));
}
