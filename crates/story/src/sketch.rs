//! Reports of the same words: wire copies, small edits, another outlet's headline.
//!
//! Two steps. [`bands`] finds candidates: MinHash over runs of three words (A. Broder, "On the resemblance and containment
//! of documents", 1997), banded for lookup (J. Leskovec et al., *Mining of Massive Datasets*, ch. 3). [`repeats`] then
//! compares the two texts themselves, because an update that changes one number is as alike as a copy with one word changed.

use crate::hash::{Hash, mix};

/// Words in a run.
const RUN: usize = 3;
/// 24 bands of 3: texts with half of their runs in common share a band with probability 0.96, with a tenth 0.02.
const BANDS: usize = 24;
const ROWS: usize = 3;
/// Words that are read of one text. Longer texts are compared by their beginnings.
const MOST_WORDS: usize = 6000;
/// A copy has at least this share of its runs from the other text, in hundredths. Picked on our own examples.
const LEAST_SHARED: usize = 70;
/// A run of words that the other text does not have, from which on they are news and no edit.
const NEWS: usize = 14;
/// Texts with fewer words tell nothing by being alike.
const FEWEST_WORDS: usize = 20;

/// Band keys of a report's text, sorted: two texts that share half of their words in order share at least one, with
/// near certainty. None for a text that is too short to tell.
#[must_use]
pub fn bands(text: &str) -> Vec<u64> {
    let words = body_words(text);
    if words.len() < FEWEST_WORDS {
        return Vec::new();
    }
    let mut least = [u64::MAX; BANDS * ROWS];
    for run in runs(&words) {
        for (seed, least) in (1..).zip(&mut least) {
            *least = (*least).min(mix(run ^ mix(seed)));
        }
    }
    let band = |(number, rows): (u64, &[u64])| rows.iter().fold(Hash::new(number), |hash, row| hash.number(*row)).get();
    let mut bands: Vec<u64> = (1..).zip(least.chunks(ROWS)).map(band).collect();
    bands.sort_unstable();
    bands.dedup();
    bands
}

/// Whether `later` only repeats the words of `earlier`: apart from its title, nearly all of its words in order, no longer
/// stretch of new words, and no number that the other does not have. A report with new facts, an update, does not.
#[must_use]
pub fn repeats(earlier: &str, later: &str) -> bool {
    let (old, new) = (body_words(earlier), body_words(later));
    if new.len() < FEWEST_WORDS || old.len() < FEWEST_WORDS {
        return false;
    }
    let mut known: Vec<u64> = runs(&old).collect();
    known.sort_unstable();
    let shared: Vec<bool> = runs(&new).map(|run| known.binary_search(&run).is_ok()).collect();
    let count = shared.iter().filter(|&&shared| shared).count();
    let enough = count * 100 >= shared.len() * LEAST_SHARED;
    enough && longest_new(&shared) < NEWS && !has_new_number(&old, &new)
}

/// The longest stretch of new words: a new word spoils the runs that it is in.
fn longest_new(shared: &[bool]) -> usize {
    let longest = shared.split(|&shared| shared).map(<[bool]>::len).max().unwrap_or(0);
    longest.saturating_sub(RUN - 1)
}

fn has_new_number(old: &[Word], new: &[Word]) -> bool {
    let numbers = |words: &[Word]| -> Vec<u64> {
        let mut numbers: Vec<u64> = words.iter().filter(|word| word.number).map(|word| word.hash).collect();
        numbers.sort_unstable();
        numbers
    };
    let known = numbers(old);
    numbers(new).iter().any(|number| known.binary_search(number).is_err())
}

struct Word {
    hash: u64,
    number: bool,
}

/// The words of a text without its title: the first line, where more lines follow.
fn body_words(text: &str) -> Vec<Word> {
    let body = match text.trim_start().split_once('\n') {
        Some((_, rest)) if rest.split_whitespace().nth(FEWEST_WORDS).is_some() => rest,
        _ => text,
    };
    body.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(|text| Word {
            hash: text.chars().flat_map(char::to_lowercase).fold(Hash::new(0), Hash::character).get(),
            number: text.starts_with(|character: char| character.is_ascii_digit()),
        })
        .collect()
}

fn runs(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    words.windows(RUN).map(|run| run.iter().fold(Hash::new(0), |hash, word| hash.number(word.hash)).get())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "Bridge over the Oder closed\n\nSLUBICE (Border Wire) — The bridge between Slubice and Frankfurt was closed \
        on Monday after engineers found cracks in two of its pillars, the regional road office said. About 12,000 cars \
        cross it every day. Drivers must use the motorway bridge south of the town until the pillars have been \
        examined, a spokeswoman for the office said. She did not say how long that would take. The mayor of Slubice asked \
        the ministry in Warsaw for money to repair the bridge.";

    fn without(text: &str) -> String {
        REPORT.replace(text, "")
    }

    #[test]
    fn copies_and_updates() {
        let edited =
            REPORT.replace("was closed on Monday", "has been closed since Monday").replace("She did", "She would");
        let headline =
            REPORT.replace("Bridge over the Oder closed", "Cracks in the pillars: commuters face long ways round");
        let other_number = REPORT.replace("12,000", "19,000");
        let news = format!(
            "{REPORT} The ministry answered in the evening that it would pay for the work and send its own experts."
        );
        let other = REPORT.split(' ').rev().collect::<Vec<_>>().join(" ");
        let cases = [
            ("the same", REPORT.to_owned(), true),
            ("small edits", edited, true),
            ("another headline", headline, true),
            (
                "cut at the end",
                without("The mayor of Slubice asked the ministry in Warsaw for money to repair the bridge."),
                true,
            ),
            ("another number", other_number, false),
            ("new facts", news, false),
            ("other words", other, false),
            ("too short to tell", "Bridge closed".to_owned(), false),
            ("nothing", String::new(), false),
        ];
        for (name, text, expected) in cases {
            assert_eq!(repeats(REPORT, &text), expected, "{name}");
            let shared = bands(REPORT).iter().any(|band| bands(&text).contains(band));
            assert!(shared || !expected, "{name}: no band in common");
        }
    }

    #[test]
    fn bands_never_change() {
        // Stored bands of reports are compared with those of a later version.
        let fold = |sum: u64, band: &u64| sum.wrapping_add(*band);
        assert_eq!(bands(REPORT).len(), BANDS);
        assert_eq!(bands(REPORT).iter().fold(0, fold), BANDS_SUM);
    }

    const BANDS_SUM: u64 = 16_852_925_641_352_181_665;

    #[test]
    fn hostile_texts_are_read() {
        for text in
            ["\u{301}\u{301}\u{301}".repeat(50_000), "a ".repeat(200_000), "\n".repeat(1000), "9,".repeat(30_000)]
        {
            assert!(bands(&text).len() <= BANDS);
            let _ = repeats(&text, REPORT) || repeats(REPORT, &text);
        }
    }
}
