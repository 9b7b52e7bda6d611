//! What the network sees of a word: its normal form, and hashed features of its shape and letters.
//!
//! Sums of hashed character n-grams give a vector to words never seen (Bojanowski et al. 2017, "Enriching word vectors with
//! subword information"); prefixes, suffixes and the case shape are what taggers have always used.

/// Letters of a word that go into n-grams; a longer word (a web address) is described by its beginning and its suffixes.
const MAX_GRAM_CHARS: usize = 20;
const FNV_OFFSET: u32 = 0x811C_9DC5;
const FNV_PRIME: u32 = 0x0100_0193;

/// Buffers for feature extraction, reused from word to word.
#[derive(Debug, Default)]
pub struct Scratch {
    normal: String,
    bounds: Vec<usize>,
}

/// The key of a word in the vocabulary: lower case, every digit as `0` ("1990s" and "2020s" are one word).
pub fn normalize(form: &str, out: &mut String) {
    out.clear();
    for letter in form.chars().flat_map(char::to_lowercase) {
        out.push(if letter.is_ascii_digit() { '0' } else { letter });
    }
}

/// Appends the buckets of a word's features, each below `n_buckets`.
pub fn hash_features(form: &str, n_buckets: u32, scratch: &mut Scratch, out: &mut Vec<u32>) {
    let buckets = n_buckets.max(1);
    let mut normal = std::mem::take(&mut scratch.normal);
    normalize(form, &mut normal);
    scratch.bounds.clear();
    scratch.bounds.extend(normal.char_indices().map(|(at, _)| at));
    scratch.bounds.push(normal.len());
    let bounds = &scratch.bounds;
    let n_chars = bounds.len() - 1;
    let bytes = normal.as_bytes();
    out.push(fnv(b'w', bytes) % buckets);
    out.push(shape_hash(form) % buckets);
    for n in 1..=3.min(n_chars) {
        out.push(fnv(b'p', &bytes[..bounds[n]]) % buckets);
    }
    for n in 1..=4.min(n_chars) {
        out.push(fnv(b's', &bytes[bounds[n_chars - n]..]) % buckets);
    }
    let gram_chars = n_chars.min(MAX_GRAM_CHARS);
    // Positions 0 and `gram_chars + 1` stand for the brackets of "<form>".
    for n in 3..=4 {
        for start in 0..(gram_chars + 3).saturating_sub(n) {
            let end = start + n;
            let (from, to) = (start.max(1) - 1, (end - 1).min(gram_chars));
            let mut hash = fnv(if start == 0 { b'<' } else { b'_' }, &bytes[bounds[from]..bounds[to]]);
            if end == gram_chars + 2 {
                hash = fnv_step(hash, b'>');
            }
            out.push(hash % buckets);
        }
    }
    scratch.normal = normal;
}

/// FNV-1a of a kind byte and the bytes.
fn fnv(kind: u8, bytes: &[u8]) -> u32 {
    bytes.iter().fold(fnv_step(FNV_OFFSET, kind), |hash, &byte| fnv_step(hash, byte))
}

const fn fnv_step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(FNV_PRIME)
}

/// Hash of the case shape: runs of capitals, small letters, digits and the rest, each run written at most twice ("Xxx", "dd.dd").
fn shape_hash(form: &str) -> u32 {
    let mut hash = fnv_step(FNV_OFFSET, b'c');
    let mut last = 0_u8;
    let mut run = 0_u32;
    for letter in form.chars().take(MAX_GRAM_CHARS) {
        let class = if letter.is_uppercase() {
            b'X'
        } else if letter.is_alphabetic() {
            b'x'
        } else if letter.is_numeric() {
            b'd'
        } else if letter.is_ascii() {
            // Punctuation stands for itself: "U.S." and "A&M" differ.
            u8::try_from(letter).unwrap_or(b'?')
        } else {
            b'?'
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            hash = fnv_step(hash, class);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(form: &str) -> Vec<u32> {
        let mut out = Vec::new();
        hash_features(form, 1 << 30, &mut Scratch::default(), &mut out);
        out
    }

    #[test]
    fn digits_share_a_form_and_case_does_not_share_a_shape() {
        assert_eq!(features("1990s"), features("2021s"));
        let (upper, lower) = (features("US"), features("us"));
        assert_ne!(upper[1], lower[1]);
        assert_eq!(upper[0], lower[0]);
    }

    #[test]
    fn every_word_has_features_and_long_words_have_few() {
        assert!(features("").len() >= 2);
        assert!(features("a").len() > 4);
        assert!(features("é").len() > 4);
        assert!(features(&"x".repeat(100_000)).len() < 60);
    }
}
