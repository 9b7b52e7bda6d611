//! Every row of `data/quantity/phrasings.tsv`: one value, many phrasings.

use lexicon::Data;
use linguist::Analysis;
use record::Quantity;

fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| ((value * 10_000.0).round() / 10_000.0).to_string())
}

fn shown(quantity: &Quantity) -> String {
    let unit = quantity.unit.as_ref().map_or_else(String::new, |unit| format!(" {unit}"));
    format!("{}..{}{unit}", number(quantity.low), number(quantity.high))
}

#[test]
fn one_value_has_many_phrasings() {
    let data = Data::embedded();
    let quantities = quantity::Quantities::load(&data).unwrap();
    let table = data.table("quantity/phrasings.tsv", &["value", "phrasings"]).unwrap();
    let mut wrong = Vec::new();
    for row in table.rows() {
        for phrasing in row.list(1) {
            // Spoken of in a sentence, so that it is no number alone on its line.
            let text = format!("They told of {phrasing}.");
            let analysis = Analysis::of_text(text.clone());
            let found = quantities.find(&analysis, &[]);
            let whole = matches!(found.as_slice(), [quantity] if quantity.span.of(&text) == phrasing && shown(quantity) == row.get(0));
            if !whole {
                let found: Vec<String> =
                    found.iter().map(|quantity| format!("{:?} {}", quantity.span.of(&text), shown(quantity))).collect();
                wrong.push(format!("line {}: {phrasing:?} should be {}, not {found:?}", row.line, row.get(0)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
