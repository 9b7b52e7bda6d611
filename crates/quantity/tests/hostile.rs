//! Texts made to break a reader: they end, quickly, and nothing panics.

use lexicon::Data;
use linguist::Analysis;
use quantity::Quantities;

const UNITS: &[&str] = &[
    "111,",
    "1-",
    "$",
    "US$ ",
    "two and a half ",
    "hundred thousand ",
    "tens of ",
    "between 1 and 2 and ",
    "posts 1, 2, ",
    "more than ",
    "9/",
    "é1é ",
    "one in ",
    "1e308 ",
    "99999999999999999999999999999999999999 million ",
];

#[test]
fn repeated_words_do_no_harm() {
    let quantities = Quantities::load(&Data::embedded()).unwrap();
    for unit in UNITS {
        let text = unit.repeat(8_000 / unit.len());
        let analysis = Analysis::new(text.clone(), Vec::new(), Vec::new(), Vec::new());
        let found = quantities.find(&analysis, &[]);
        let finite = |number: Option<f64>| number.is_none_or(f64::is_finite);
        assert!(found.iter().all(|found| finite(found.low) && finite(found.high)), "{unit}");
    }
}
