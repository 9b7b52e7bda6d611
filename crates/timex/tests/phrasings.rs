//! Every row of `data/timex/phrasings.tsv`: one value, many phrasings.

use lexicon::Data;
use linguist::Analysis;
use record::Time;

/// Type, value and modifier as the tables write them.
fn shown(time: &Time) -> String {
    let modifier = time.modifier.map_or_else(String::new, |modifier| format!(" {modifier}"));
    format!("{} {}{modifier}", time.kind, time.value)
}

#[test]
fn one_value_has_many_phrasings() {
    let data = Data::embedded();
    let timex = timex::Timex::load(&data).unwrap();
    let table = data.table("timex/phrasings.tsv", &["published", "value", "phrasings"]).unwrap();
    let mut wrong = Vec::new();
    for row in table.rows() {
        for phrasing in row.list(2) {
            let analysis = Analysis::of_text(phrasing.to_owned());
            let found = timex.find(&analysis, Some(row.get(0)));
            let whole =
                matches!(found.as_slice(), [time] if time.span.of(phrasing) == phrasing && shown(time) == row.get(1));
            if !whole {
                let found: Vec<String> =
                    found.iter().map(|time| format!("{:?} {}", time.span.of(phrasing), shown(time))).collect();
                wrong.push(format!("line {}: {phrasing:?} should be {}, not {found:?}", row.line, row.get(1)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
