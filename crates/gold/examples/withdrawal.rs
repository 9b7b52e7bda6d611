//! Reads the corpus of `examples/withdrawal/`, links it in memory and scores what was found across the reports:
//!
//! ```sh
//! cargo run --release -p gold --example withdrawal            # the figures
//! cargo run --release -p gold --example withdrawal -- misses  # and every miss and wrong finding
//! ```
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};

use coder::Coder;
use gold::GoldRecord;
use gold::story::{Answers, Contradiction, Disputed, Findings, Item, Matter, score_story};
use lexicon::Data;
use story::{Attribute, Book, Group, Kind, ReportEntry, Teller, Telling};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples/withdrawal");
    let answers = Answers::read(folder.join("answers.json"))?;
    let (records, book) = read(&folder.join("reports.jsonl"))?;
    let scores = score_story(&answers, &records, &findings(&book))?;
    print!("{scores}");
    if std::env::args().nth(1).as_deref() == Some("misses") {
        for miss in &scores.misses {
            println!("{miss}");
        }
    }
    Ok(())
}

/// The published records of a file of reports, and the reports linked.
fn read(path: &Path) -> Result<(Vec<GoldRecord>, Book), Box<dyn Error>> {
    let coder = Coder::load()?;
    let teller = Teller::load(&Data::embedded())?;
    let options = ingest::Options::default();
    let mut records = Vec::new();
    let mut book = Book::default();
    for raw in ingest::Source::new("reports.jsonl", File::open(path)?, &options) {
        let report = raw?.read(&options)?.report;
        let record = coder.code(&report);
        records.push(serde_json::from_str(&record.to_json()?)?);
        let entry = ReportEntry {
            report: report.id.clone(),
            published: report.published.clone(),
            text: report.text.clone(),
            edition: String::new(),
        };
        book.add(entry, &teller.tell(&record));
    }
    Ok((records, book))
}

fn findings(book: &Book) -> Findings {
    let mut found = Findings::default();
    for report in book.reports() {
        match found.duplicates.iter_mut().find(|group| group.first() == Some(&report.edition)) {
            Some(group) if report.report != report.edition => group.push(report.report.clone()),
            _ => found.duplicates.push(vec![report.edition.clone()]),
        }
    }
    for group in book.groups() {
        let told = book.told(group);
        let items: Vec<Item> = told.iter().map(item).collect();
        let matter = match told.first().map(Telling::kind) {
            Some(Kind::Undertaking) => {
                found.undertakings.push(items);
                Matter::Commitment
            }
            _ => {
                found.happenings.push(items);
                Matter::Event
            }
        };
        found.disagreements.extend(contradictions(book, group, matter));
    }
    found
}

fn contradictions(book: &Book, group: &Group, matter: Matter) -> Vec<Contradiction> {
    group
        .disagreements
        .iter()
        .filter_map(|(one, other, what)| {
            let kind = match what.attribute {
                Attribute::Quantity => Disputed::Quantity,
                Attribute::Polarity => Disputed::Polarity,
                Attribute::Agent => Disputed::Agent,
                Attribute::Date => Disputed::Date,
                Attribute::Terms => Disputed::Terms,
                Attribute::Status => Disputed::Status,
            };
            Some(Contradiction { kind, matter, one: item(book.get(*one)?), other: item(book.get(*other)?) })
        })
        .collect()
}

fn item(telling: &Telling) -> Item {
    Item { report: telling.report.clone(), index: telling.item as usize }
}
