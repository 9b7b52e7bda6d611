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
    "the evening of ",
    "the week of ",
    "the weekend of the last Friday of ",
    "11 o'clock last evening ",
    "the first Monday of ",
    "on the 31st. ",
    "two-and-a-half ",
    "16- and ",
    "thousands of years later ",
    "over five ",
    "dawn on Monday ",
];

#[test]
fn repeated_words_do_no_harm() {
    let timex = Timex::load(&Data::embedded()).unwrap();
    for unit in UNITS {
        let text = unit.repeat(8_000 / unit.len());
        for published in [None, Some("9998-12-31"), Some("0001-01-01"), Some("2024-02-29")] {
            let analysis = Analysis::of_text(text.clone());
            let times = timex.find(&analysis, published);
            assert!(times.iter().all(|time| !time.span.of(&text).is_empty()), "{unit}");
        }
    }
}

/// Words that begin, carry on or end expressions, in any order.
const WORDS: &str = "the a an this last next of in on at to and or by until 3 11 22 1999 2010 1,500 May March Sept. Monday Fri \
    day days week year years decade early mid- late end beginning ago later earlier same previous following every each \
    twice Christmas Day summer fall quarter half third first two-thirds p.m. a.m. 10:30 0800 UTC noon morning night tonight \
    yesterday today few several more than at least - – / ' ’ ( ) , . : % $ \n now past recent fiscal FY Q3 '90s 70s o'clock \
    many as within between hours of local time one point";

/// A fixed sequence that looks random (Knuth's linear congruential generator).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 40).unwrap_or(0)
}

#[test]
fn words_in_any_order_do_no_harm() {
    let timex = Timex::load(&Data::embedded()).unwrap();
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut state = 7;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..12 {
            text.push_str(words[next(&mut state) % words.len()]);
            if !next(&mut state).is_multiple_of(4) {
                text.push(' ');
            }
        }
        let analysis = Analysis::of_text(text.clone());
        let times = timex.find(&analysis, Some("2024-02-29"));
        assert!(times.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{text}");
        assert!(
            times.iter().all(|time| time.earliest.is_none_or(|first| time.latest.is_none_or(|last| first <= last))),
            "{text}"
        );
    }
}
