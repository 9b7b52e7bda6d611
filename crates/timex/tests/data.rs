//! Sentences read through the language model: the examples of `data/timex/`, the kinds of the codebook (`kinds.tsv`), and
//! thirty phrases of the newsroom (`newsroom.tsv`).

use lexicon::{Data, Table};
use linguist::{Model, Workspace};
use record::Time;

/// A time as the table writes it: words, type, value, modifier, days and anchor, these last three as far as asked for.
fn shown(time: &Time, text: &str, wanted: &str) -> String {
    let mut out = format!("{} => {} {}", time.span.of(text), time.kind, time.value);
    if let Some(modifier) = time.modifier {
        out.push_str(&format!(" {modifier}"));
    }
    if wanted.contains("..") {
        let day = |day: Option<record::Date>| day.map_or_else(String::new, |day| day.to_string());
        out.push_str(&format!(" {}..{}", day(time.earliest), day(time.latest)));
    }
    if let Some(anchor) = time.anchor {
        out.push_str(&format!(" after {}", anchor.index() + 1));
    }
    out
}

/// How many rows a table has, and what is wrong in them. `first` is the column of the day of publication; the sentence
/// and its times follow it.
fn read(table: &Table<'_>, first: usize) -> Result<(usize, Vec<String>), Box<dyn std::error::Error>> {
    let model = Model::load_embedded()?;
    let timex = timex::Timex::load(&Data::embedded())?;
    let mut workspace = Workspace::default();
    let mut wrong = Vec::new();
    for row in table.rows() {
        let text = row.get(first + 1);
        let published = Some(row.get(first)).filter(|day| !day.is_empty());
        let analysis = model.analyze(text, &linguist::segment(text), &mut workspace);
        let wanted: Vec<&str> = row.list(first + 2).filter(|&time| time != "none").collect();
        let times = timex.find(&analysis, published);
        let found: Vec<String> = times
            .iter()
            .enumerate()
            .map(|(at, time)| shown(time, text, wanted.get(at).copied().unwrap_or("")))
            .collect();
        if found != wanted {
            wrong.push(format!("line {}: {text}\n  wanted {wanted:?}\n  found  {found:?}", row.line));
        }
    }
    Ok((table.rows().len(), wrong))
}

fn all_right((rows, wrong): &(usize, Vec<String>)) {
    assert!(wrong.is_empty(), "{} of {rows} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_example_is_read_as_told() {
    let data = Data::embedded();
    let table = data.table("timex/examples.tsv", &["published", "sentence", "times"]).unwrap();
    all_right(&read(&table, 0).unwrap());
}

#[test]
fn every_kind_is_read_as_told() {
    let data = Data::of(vec![("kinds.tsv".to_owned(), include_str!("kinds.tsv").to_owned())]);
    let table = data.table("kinds.tsv", &["kind", "published", "sentence", "times"]).unwrap();
    all_right(&read(&table, 1).unwrap());
}

#[test]
fn the_phrases_of_the_newsroom_are_read_as_told() {
    let data = Data::of(vec![("newsroom.tsv".to_owned(), include_str!("newsroom.tsv").to_owned())]);
    let table = data.table("newsroom.tsv", &["published", "sentence", "times"]).unwrap();
    let result = read(&table, 0).unwrap();
    assert_eq!(result.0, 30);
    all_right(&result);
}
