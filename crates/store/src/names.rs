//! What an entity is called: its name and the words of its mentions, in one spelling for comparison.

use ontology::Form;
use record::Entity;

/// Longer descriptions name nobody that a person would ask for.
const LONGEST: usize = 80;

/// More ways than this of mentioning one entity are not kept.
const MOST: usize = 24;

/// Lower case, one space between words, no article in front, no possessive behind.
pub(crate) fn normalized(words: &str) -> String {
    let lower = words.to_lowercase();
    let joined = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = joined.trim_matches(|letter: char| letter.is_ascii_punctuation() && !matches!(letter, '.' | '(' | ')'));
    let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
    bare.strip_prefix("the ").unwrap_or(bare).to_owned()
}

/// The names of an entity, each once: the name first, then names and descriptions in the order of the text.
pub(crate) fn of(entity: &Entity, text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mentioned = entity.mentions.iter().filter(|mention| mention.form != Form::Pronoun);
    for words in std::iter::once(entity.name.as_str()).chain(mentioned.map(|mention| mention.span.of(text))) {
        if words.len() > LONGEST || names.len() >= MOST {
            continue;
        }
        let words = normalized(words);
        if !words.is_empty() && !names.contains(&words) {
            names.push(words);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn one_spelling() {
        let cases = [
            ("The United  States", "united states"),
            ("Iraq's", "iraq"),
            ("U.S.", "u.s."),
            ("“the army”", "“the army”"),
            ("(the army", "(the army"),
            ("the\ngovernment’s", "government"),
            ("…", "…"),
        ];
        for (words, expected) in cases {
            assert_eq!(normalized(words), expected);
        }
    }
}
