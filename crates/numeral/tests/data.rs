//! Every row of `data/numeral/examples.tsv`.

use lexicon::Data;
use numeral::{Bounds, Limit, Numerals, Pieces};

/// The number that is the whole text, or the modifier of the bound that makes up the rest of it.
fn read(numerals: &Numerals, bounds: &Bounds, kind: &str, text: &str) -> Option<String> {
    let pieces = Pieces::of(text);
    match kind {
        "cardinal" => {
            numerals.cardinal(&pieces, 0).filter(|found| found.end == pieces.len()).map(|found| found.value.to_string())
        }
        "ordinal" => {
            numerals.ordinal(&pieces, 0).filter(|found| found.1 == pieces.len()).map(|found| found.0.to_string())
        }
        _ => {
            let at = (0..pieces.len()).find(|&at| pieces.is_digits(at))?;
            let before = bounds.before(&pieces, at).filter(|found| found.edge == 0);
            let found = before.or_else(|| bounds.after(&pieces, at + 1).filter(|found| found.edge == pieces.len()))?;
            let limit = match found.limit {
                Limit::Low => "low",
                Limit::High => "high",
                Limit::Approx => "approx",
                Limit::Exact => "exact",
            };
            (limit == kind).then(|| bounds.modifier(found).to_owned())
        }
    }
}

#[test]
fn every_example_is_read_as_told() {
    let data = Data::embedded();
    let (numerals, bounds) = (Numerals::load(&data).unwrap(), Bounds::load(&data).unwrap());
    let table = data.table("numeral/examples.tsv", &["kind", "value", "examples"]).unwrap();
    let mut wrong = Vec::new();
    for row in table.rows() {
        for text in row.list(2) {
            let found = read(&numerals, &bounds, row.get(0), text);
            if found.as_deref() != Some(row.get(1)) {
                wrong.push(format!(
                    "line {}: {text:?} should be {} {:?}, not {found:?}",
                    row.line,
                    row.get(0),
                    row.get(1)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
