//! Texts made to break a reader: they end, quickly, and nothing panics.

use lexicon::Data;
use linguist::Analysis;
use timex::Timex;

const UNITS: &[&str] = &[
    "last week of ",
    "the end of ",
    "the same day ",
    "the same period last year ",
    "this Christmas ",
    "a period of ",
    "a long period of ",
    "early ",
    "111,",
    "1-",
    "9/",
    "12:",
    "2 more ",
    "a couple of ",
    "the early hours of ",
    "two and a half ",
    "18:00 ",
    "the day before ",
    "late in the ",
    "'",
    "Ünïcödé ’90s ",
    "99999999999999999999 years ago ",
    "next century ",
    "9999 ",
    "December 31, 9999 ",
    "million years later ",
    "million months later ",
    "within 900000 weeks ",
    "in the next 999999 months ",
    "the past 900000 fortnights ",
    "999,999 quarters ago ",
    "99999 days ago ",
];

#[test]
fn repeated_words_do_no_harm() {
    let timex = Timex::load(&Data::embedded()).unwrap();
    for unit in UNITS {
        let text = unit.repeat(8_000 / unit.len());
        for published in [None, Some("9998-12-31"), Some("0001-01-01"), Some("2024-02-29")] {
            let analysis = Analysis::new(text.clone(), Vec::new(), Vec::new(), Vec::new());
            let times = timex.find(&analysis, published.and_then(|day| day.parse().ok()));
            assert!(times.iter().all(|time| !time.span.of(&text).is_empty()), "{unit}");
        }
    }
}
