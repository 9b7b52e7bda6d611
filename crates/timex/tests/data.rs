//! Every sentence of `data/timex/examples.tsv`, read through the language model.

use lexicon::Data;
use linguist::{Model, Workspace};
use record::{Report, Time};

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

#[test]
fn every_example_is_read_as_told() {
    let data = Data::embedded();
    let model = Model::load_embedded().unwrap();
    let timex = timex::Timex::load(&data).unwrap();
    let table = data.table("timex/examples.tsv", &["published", "sentence", "times"]).unwrap();
    let mut workspace = Workspace::default();
    let mut wrong = Vec::new();
    for row in table.rows() {
        let text = row.get(1);
        let published = Some(row.get(0).to_owned()).filter(|day| !day.is_empty());
        let report = Report { text: text.to_owned(), published, ..Report::default() };
        let analysis = model.analyze(text, &linguist::segment(text), &mut workspace);
        let wanted: Vec<&str> = row.list(2).filter(|&time| time != "none").collect();
        let times = timex.find_in(&analysis, &report);
        let found: Vec<String> = times
            .iter()
            .enumerate()
            .map(|(at, time)| shown(time, text, wanted.get(at).copied().unwrap_or("")))
            .collect();
        if found != wanted {
            wrong.push(format!("line {}: {text}\n  wanted {wanted:?}\n  found  {found:?}", row.line));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), table.rows().len(), wrong.join("\n"));
}
