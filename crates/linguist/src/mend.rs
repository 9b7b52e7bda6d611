//! Lemmas of words that the treebanks have not: the network's guess, checked against the words that are known.
//!
//! The network chooses an ending to take off and one to put on ("drop 2, add e") and errs where the letters allow two ways: "condemne",
//! "blam". Known are the model's own vocabulary: the words of the treebanks and the most frequent ones of the raw text. A guess that is
//! none of them gives way to a base of the form that is one.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use ontology::{Upos, Xpos};

use crate::inflection::bases;

const IRREGULAR: &str = include_str!("../../../data/lemma/irregular.tsv");

/// Past form or participle to verb.
static VERBS: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    IRREGULAR.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t')).collect()
});

/// The verb of an irregular past form or participle.
pub(crate) fn irregular(form: &str) -> Option<&'static str> {
    VERBS.get(form).copied()
}

/// A better lemma of the lower-case form than the guess, if there is one.
pub(crate) fn better(
    guess: &str,
    lower: &str,
    xpos: Xpos,
    is_known: impl Fn(&str) -> bool,
) -> Option<Cow<'static, str>> {
    let upos = match xpos {
        Xpos::Vbd | Xpos::Vbn | Xpos::Vbg | Xpos::Vbz => Upos::Verb,
        Xpos::Nns => Upos::Noun,
        _ => return None,
    };
    if matches!(xpos, Xpos::Vbd | Xpos::Vbn)
        && let Some(verb) = irregular(lower)
    {
        return Some(Cow::Borrowed(verb));
    }
    // "hit" and "sheep" are their own bases, "rioted" and "gunmen" are not.
    let is_inflected = match upos {
        Upos::Verb => lower.ends_with("ed") || lower.ends_with("ing") || (xpos == Xpos::Vbz && lower.ends_with('s')),
        _ => lower.ends_with("men"),
    };
    let is_base = |word: &str| is_known(word) && !(is_inflected && word == lower);
    let is_small = guess.bytes().all(|letter| letter.is_ascii_lowercase());
    if (is_small && is_base(guess)) || (!is_small && is_base(&guess.to_lowercase())) {
        return None;
    }
    if !lower.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return None;
    }
    bases(lower, upos).into_iter().find(|base| base != lower && base.len() > 1 && is_base(base)).map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use ontology::Xpos;

    use super::{IRREGULAR, VERBS, better};

    #[test]
    fn a_guess_that_is_no_word_gives_way() {
        let words = ["condemn", "riot", "blame", "expel", "gunman", "deny", "free", "shell", "rioted", "gunmen", "hit"];
        let known = |word: &str| words.contains(&word);
        for (form, xpos, guess, wanted) in [
            ("condemned", Xpos::Vbd, "condemne", "condemn"),
            ("rioted", Xpos::Vbd, "riote", "riot"),
            ("rioted", Xpos::Vbd, "rioted", "riot"),
            ("blamed", Xpos::Vbn, "blam", "blame"),
            ("expelling", Xpos::Vbg, "expell", "expel"),
            ("gunmen", Xpos::Nns, "gunmen", "gunman"),
            ("fled", Xpos::Vbd, "fle", "flee"),
            ("hit", Xpos::Vbd, "hit", "hit"),
            ("denies", Xpos::Vbz, "deni", "deny"),
            // Nothing known fits, or the tag has no inflection: the guess stays.
            ("blorped", Xpos::Vbd, "blorp", "blorp"),
            ("rioted", Xpos::Jj, "rioted", "rioted"),
        ] {
            assert_eq!(better(guess, form, xpos, known).as_deref().unwrap_or(guess), wanted, "{form}");
        }
    }

    #[test]
    fn every_irregular_form_stands_once() {
        let rows = IRREGULAR.lines().filter(|line| !line.starts_with('#')).skip(1).count();
        assert_eq!(rows, VERBS.len());
        assert!(rows > 150);
    }
}
