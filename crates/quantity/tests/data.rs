//! Every sentence of `data/quantity/examples.tsv`, read through the times and the language model.

use lexicon::Data;
use linguist::{Model, Workspace};
use record::Quantity;

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| ((value * 10_000.0).round() / 10_000.0).to_string())
}

/// A quantity as the table writes it; unit and counted noun as far as asked for.
fn shown(quantity: &Quantity, text: &str, wanted: &str) -> String {
    let mut out = format!("{} => {}..{}", quantity.span.of(text), number(quantity.low), number(quantity.high));
    let asked = wanted.split(" => ").nth(1).unwrap_or("");
    if asked.contains('[') {
        out.push_str(&format!(" [{}]", quantity.unit.as_deref().unwrap_or("")));
    }
    if asked.contains(" of ") {
        out.push_str(&format!(" of {}", quantity.of.as_deref().unwrap_or("")));
    }
    out
}

#[test]
fn every_example_is_read_as_told() {
    let data = Data::embedded();
    let model = Model::load_embedded().unwrap();
    let timex = timex::Timex::load(&data).unwrap();
    let quantities = quantity::Quantities::load(&data).unwrap();
    let table = data.table("quantity/examples.tsv", &["sentence", "quantities"]).unwrap();
    let mut workspace = Workspace::default();
    let mut wrong = Vec::new();
    for row in table.rows() {
        let text = row.get(0);
        let analysis = model.analyze(text, &linguist::segment(text), &mut workspace);
        let times = timex.find(&analysis, None);
        let wanted: Vec<&str> = row.list(1).filter(|&quantity| quantity != "none").collect();
        let found = quantities.find(&analysis, &times);
        let found: Vec<String> = found
            .iter()
            .enumerate()
            .map(|(at, found)| shown(found, text, wanted.get(at).copied().unwrap_or("")))
            .collect();
        if found != wanted {
            wrong.push(format!("line {}: {text}\n  wanted {wanted:?}\n  found  {found:?}", row.line));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), table.rows().len(), wrong.join("\n"));
}

#[test]
fn a_line_of_figures_counts_nothing() {
    let quantities = quantity::Quantities::load(&Data::embedded()).unwrap();
    let text = "They thanked the\n39 08-53135\nrepresentatives of 12 states.".to_owned();
    let analysis = linguist::Analysis::of_text(text);
    let found = quantities.find(&analysis, &[]);
    assert_eq!(found.iter().map(|quantity| quantity.low).collect::<Vec<_>>(), [Some(12.0)]);
}
