//! Words that a person typed, as a query for full-text search. Nothing that is typed is a syntax error.

/// Every word, or words between double quotes together, as a quoted phrase; all of them must be found.
/// `None` if there is no word in it.
pub(crate) fn query(typed: &str) -> Option<String> {
    let mut phrases = Vec::new();
    // Between the quotes stands every second piece.
    for (index, piece) in typed.split('"').enumerate() {
        let is_phrase = index % 2 == 1;
        if is_phrase {
            phrases.extend(phrase(piece));
        } else {
            phrases.extend(piece.split_whitespace().filter_map(phrase));
        }
    }
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// The words as one phrase.
pub(crate) fn phrase(words: &str) -> Option<String> {
    let has_word = words.chars().any(char::is_alphanumeric);
    let plain: String =
        words.chars().map(|letter| if letter == '\0' || letter == '"' { ' ' } else { letter }).collect();
    has_word.then(|| format!("\"{}\"", plain.trim()))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn whatever_is_typed_is_words() {
        let cases = [
            ("troops leave", Some("\"troops\" AND \"leave\"")),
            ("\"last troops\" leave", Some("\"last troops\" AND \"leave\"")),
            ("NOT (a OR b*", Some("\"NOT\" AND \"(a\" AND \"OR\" AND \"b*\"")),
            ("a\"b", Some("\"a\" AND \"b\"")),
            ("", None),
            ("\"\" - ^ *", None),
            ("x\0y", Some("\"x y\"")),
        ];
        for (typed, expected) in cases {
            assert_eq!(query(typed).as_deref(), expected, "{typed:?}");
        }
    }
}
