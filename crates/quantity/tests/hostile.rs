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
    "thousands and thousands and ",
    "(6) ",
    "5 + ",
    "2 1/2 million ",
    "$US ",
    "from $1 to ",
    "hundred and thirty ",
    "20\n",
    "90-mile ",
    "fell by half ",
    "99999999999999999999999999999999999999 million ",
];

#[test]
fn repeated_words_do_no_harm() {
    let quantities = Quantities::load(&Data::embedded()).unwrap();
    for unit in UNITS {
        let text = unit.repeat(8_000 / unit.len());
        let analysis = Analysis::of_text(text.clone());
        let found = quantities.find(&analysis, &[]);
        let finite = |number: Option<f64>| number.is_none_or(f64::is_finite);
        assert!(found.iter().all(|found| finite(found.low) && finite(found.high)), "{unit}");
    }
}

/// Words that begin, carry on or end quantities, in any order.
const WORDS: &str = "the a an one two three hundred thousand million dozen dozens scores of tens half third quarter two-thirds 3 11 \
    1999 1,500 2.5 24K 0 007 $ £ US$ % percent per cent dollars euros to and or between from at least more than up to nearly \
    about or more plus - – / ' ( ) , . : # \n [ ] No. Resolution Article H.R. Group posts aged under men children km \
    troops people times in every out strong member several few AK F point 000";

/// A fixed sequence that looks random (Knuth's linear congruential generator).
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 40).unwrap_or(0)
}

#[test]
fn words_in_any_order_do_no_harm() {
    let quantities = Quantities::load(&Data::embedded()).unwrap();
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
        let found = quantities.find(&analysis, &[]);
        assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{text}");
        assert!(
            found.iter().all(|found| found.low.is_none_or(|low| found.high.is_none_or(|high| low <= high))),
            "{text}"
        );
    }
}
