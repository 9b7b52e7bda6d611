//! Adding reports to a shelf: groups, copies, order, and what hostile tellings do.

mod given;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use ontology::{EntityKind, QuantityRole, Sector, Status};
use story::{Book, Kind, ReportEntry, Telling};

use given::{Given, event, figure, party, pledge, state, town};

fn entry(report: &str, published: &str, text: &str) -> ReportEntry {
    ReportEntry { report: report.into(), published: Some(published.into()), text: text.into(), edition: String::new() }
}

fn add(book: &mut Book, telling: &Telling) {
    let published = telling.published.map(|day| day.to_string()).unwrap_or_default();
    book.add(entry(&telling.report, &published, &telling.report), std::slice::from_ref(telling));
}

/// The groups by the reports that they hold.
fn groups(book: &Book) -> BTreeSet<Vec<String>> {
    let names = |group: &&story::Group| {
        let mut names: Vec<String> =
            book.told(group).iter().map(|telling| format!("{} {}", telling.report, telling.item)).collect();
        names.sort();
        names
    };
    book.groups().iter().map(names).collect()
}

fn of_chad(mut telling: Telling) -> Telling {
    telling.by = vec![state("Chad", "TCD")];
    telling
}

/// Four weeks of attacks on two towns, each told by three outlets, and two pledges told again and again.
fn war() -> Vec<Telling> {
    let places = [("Gao", 16.27, -0.04), ("Kidal", 18.44, 1.4)];
    let mut tellings = Vec::new();
    for number in 1..=28 {
        let (name, north, east) = places[number % 2];
        let day = format!("2015-03-{number:02}");
        for outlet in ["Northern Wire", "Lake Post", "Gulf Ledger"] {
            let report = format!("{outlet} {number:02}");
            let dead = u32::try_from(number % 5).unwrap_or_default();
            let attack = event(&report, outlet)
                .published(&day)
                .on(&day)
                .at(town(name, north, east, "MLI"))
                .to(party("the garrison", EntityKind::Group, "MLI", Some(Sector::Mil)))
                .about("mortar market")
                .counts(figure(Some(QuantityRole::Dead), Some(f64::from(dead)), Some(f64::from(dead)), ""));
            tellings.push(attack);
        }
        let told = pledge(&format!("Desk {number:02}"), "Desk").published(&day);
        tellings.push(if number.is_multiple_of(2) { told } else { of_chad(told) });
    }
    tellings
}

#[test]
fn attacks_on_different_days_stay_apart() {
    let mut book = Book::default();
    war().iter().for_each(|telling| add(&mut book, telling));
    let happenings: Vec<usize> =
        book.groups().iter().filter(|group| group.kind == Kind::Happening).map(|group| group.members.len()).collect();
    assert_eq!(happenings, [3; 28]);
}

#[test]
fn the_order_of_adding_does_not_matter() {
    let mut tellings = war();
    let mut book = Book::default();
    tellings.iter().for_each(|telling| add(&mut book, telling));
    let expected = groups(&book);
    let mut seed = 7u64;
    for _ in 0..6 {
        for at in (1..tellings.len()).rev() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let other = usize::try_from(seed >> 33).unwrap_or_default() % (at + 1);
            tellings.swap(at, other);
        }
        let mut book = Book::default();
        tellings.iter().for_each(|telling| add(&mut book, telling));
        assert_eq!(groups(&book), expected);
    }
}

#[test]
fn copies_are_one_edition_and_never_disagree() {
    let text = "Gao shelled\n\nShells fell on the market of Gao on Monday morning and killed people who had come to sell fish, the \
                garrison said in a statement that was read on the radio in the evening.";
    let told = |report: &str, outlet: &str, dead: f64| {
        event(report, outlet).on("2015-03-09").at(town("Gao", 16.27, -0.04, "MLI")).counts(figure(
            Some(QuantityRole::Dead),
            Some(dead),
            Some(dead),
            "",
        ))
    };
    let mut book = Book::default();
    book.add(entry("b", "2015-03-10", text), &[told("b", "Lake Post", 9.0)]);
    book.add(
        entry("c", "2015-03-11", &text.replace("on Monday morning", "early on Monday")),
        &[told("c", "Desk", 3.0)],
    );
    book.add(entry("a", "2015-03-09", text), &[told("a", "Northern Wire", 3.0)]);
    let editions: Vec<&str> = book.reports().iter().map(|entry| entry.edition.as_str()).collect();
    assert_eq!(editions, ["a", "a", "a"]);
    let groups = book.groups();
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].disagreements, []);
    assert_eq!(story::happening(&book.told(groups[0])).map(|found| (found.editions, found.outlets)), Some((1, 3)));
}

#[test]
fn disagreements_come_with_their_tellings() {
    let told = |report: &str, outlet: &str, dead: f64| {
        event(report, outlet).on("2015-03-09").at(town("Gao", 16.27, -0.04, "MLI")).counts(figure(
            Some(QuantityRole::Dead),
            Some(dead),
            Some(dead),
            "",
        ))
    };
    let mut book = Book::default();
    add(&mut book, &told("b", "Lake Post", 9.0));
    add(&mut book, &told("a", "Northern Wire", 3.0));
    let groups = book.groups();
    let (one, other, found) = &groups[0].disagreements[0];
    let report = |id| book.get(id).map(|telling| telling.report.as_str());
    assert_eq!((report(*one), report(*other)), (Some("a"), Some("b")));
    assert_eq!((found.first.as_str(), found.second.as_str()), ("3", "9"));
}

#[test]
fn hostile_tellings_are_added_in_bounded_time() {
    let wild = |report: &str, item: u32| {
        let number = f64::from(item);
        let mut telling = event(report, "")
            .item(item)
            .within("-009999-01-01", "9999-12-31")
            .by(party("", EntityKind::Group, "", None))
            .counts(figure(None, None, None, ""))
            .counts(figure(Some(QuantityRole::Dead), Some(number), Some(f64::MAX), ""))
            .about("a b c d e f g h i j k l m n o p");
        telling.published = None;
        telling.status(if item.is_multiple_of(2) { Status::Negated } else { Status::Actual })
    };
    let started = Instant::now();
    let mut book = Book::default();
    for report in ["a", "b", "c"] {
        let tellings: Vec<Telling> = (0..3000).map(|item| wild(report, item)).collect();
        book.add(entry(report, "", ""), &tellings);
    }
    for group in book.groups() {
        let told = book.told(group);
        assert!(story::happening(&told).is_some());
        assert!(group.disagreements.len() <= 16);
    }
    // Minutes would be quadratic; the test machine may be slow and busy.
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}
