//! Every example in `data/place/` gives the places that its brackets mark, and no others.

use lexicon::Data;
use place::Places;
use record::Report;

/// Trees are read as the coder reads them.
#[expect(clippy::expect_used, reason = "a test without data cannot run")]
static GRAMMAR: std::sync::LazyLock<grammar::Grammar> = std::sync::LazyLock::new(|| {
    grammar::Grammar::load(&lexicon::Data::embedded()).expect("the lists of the grammar are right")
});

/// The sentence without brackets, and what stood in them.
fn unmark(example: &str) -> (String, Vec<String>) {
    let text = example.replace(['[', ']'], "");
    let marked =
        example.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(name, _)| name.to_owned()).collect();
    (text, marked)
}

#[test]
fn examples_give_the_places_they_mark() {
    let data = Data::embedded();
    let places = Places::load(&data).unwrap();
    let model = linguist::Model::load_embedded().unwrap();
    let mut workspace = linguist::Workspace::default();
    let mut faults = Vec::new();
    for (name, text) in data.files("place/") {
        let table =
            text.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.rsplit('\t').next());
        let listed = text
            .lines()
            .filter(|line| line.starts_with("examples"))
            .flat_map(|line| line.split('"').skip(1).step_by(2));
        let examples: Vec<&str> = if name.ends_with(".tsv") { table.collect() } else { listed.collect() };
        for example in examples {
            let (text, marked) = unmark(example);
            let analysis = GRAMMAR.mend(model.analyze(&text, &linguist::segment(&text), &mut workspace));
            let report = Report { text: text.clone(), ..Report::default() };
            let found = places.find(&analysis, &report, &[]);
            let found: Vec<&str> = found.iter().map(|place| place.span.of(&text)).collect();
            let same = found.len() == marked.len()
                && found
                    .iter()
                    .zip(&marked)
                    .all(|(found, marked)| found.contains(marked.as_str()) || marked.contains(found));
            if !same {
                faults.push(format!("{name}: {example:?} gives {found:?}"));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn names_are_resolved_by_what_the_report_says() {
    let places = Places::load(&Data::embedded()).unwrap();
    let model = linguist::Model::load_embedded().unwrap();
    let mut workspace = linguist::Workspace::default();
    for (text, name, country) in [
        ("The senator spoke in Paris, Texas, on Monday.", "Paris", Some("USA")),
        ("The senator spoke in Paris on Monday.", "Paris", Some("FRA")),
        ("Rebels entered Tripoli after Libyan troops withdrew.", "Tripoli", Some("LBY")),
        ("Lebanese police clashed with gunmen in Tripoli.", "Tripoli", Some("LBN")),
        ("The governor spoke in Atlanta, Georgia, on Monday.", "Georgia", Some("USA")),
        ("Troops crossed into Georgia near Tbilisi.", "Georgia", Some("GEO")),
        ("The ship sank in the Red Sea on Monday.", "Red Sea", None),
    ] {
        let analysis = GRAMMAR.mend(model.analyze(text, &linguist::segment(text), &mut workspace));
        let report = Report { text: text.to_owned(), ..Report::default() };
        let found = places.find(&analysis, &report, &[]);
        let place = found.iter().find(|place| place.span.of(text).contains(name));
        let got = place.map(|place| place.country.map(|country| country.to_string()));
        assert_eq!(got, Some(country.map(str::to_owned)), "{name} in {text}");
    }
}

#[test]
fn strange_texts_do_no_harm() {
    let places = Places::load(&Data::embedded()).unwrap();
    let model = linguist::Model::load_embedded().unwrap();
    let mut workspace = linguist::Workspace::default();
    let long = "Paris, Texas, ".repeat(300);
    let many = "Santa Cruz in San José of San Antonio, Liberal, ".repeat(300);
    let ends = ["Bay of", "the USS", "Duke of", "Liberal,", "Zabul province,", "department of", "Puerto"].join("\n\n");
    for text in ["", ",", "- - Paris-", "in in in of of", "São\u{300} — Ὀδυσσεύς in 北京", &long, &many, &ends]
    {
        let analysis = GRAMMAR.mend(model.analyze(text, &linguist::segment(text), &mut workspace));
        let found = places.find(&analysis, &Report::default(), &[]);
        assert!(found.iter().all(|place| !place.span.is_empty()));
    }
}
