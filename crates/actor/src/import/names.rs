//! Names in capitals, as a text writes them.

/// Words inside a name that stay in lower case.
const SMALL: [&str; 24] = [
    "a", "al", "and", "at", "bin", "da", "de", "del", "der", "des", "di", "do", "dos", "du", "e", "el", "for", "ibn",
    "in", "la", "of", "on", "the", "van",
];

/// Longest single word that may be an acronym.
const ACRONYM: usize = 6;

/// A name in title case: "AFGHAN NATIONAL ARMY" is "Afghan National Army".
pub(super) fn titled(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let words = name.split(' ').enumerate().map(|(at, word)| {
        let lower = word.to_lowercase();
        if at > 0 && SMALL.contains(&lower.as_str()) { lower } else { capitalized(&lower) }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A capital after every hyphen, full stop and apostrophe.
fn capitalized(lower: &str) -> String {
    let mut raise = true;
    let mut word = String::with_capacity(lower.len());
    for character in lower.chars() {
        if raise {
            word.extend(character.to_uppercase());
        } else {
            word.push(character);
        }
        raise = matches!(character, '-' | '.' | '\'' | '’');
    }
    // "Citizens' s" and "o'Brien" are told apart by what follows.
    word.replace("'S ", "'s ").strip_suffix("'S").map(|stem| format!("{stem}'s")).unwrap_or(word)
}

/// Every way in which a text may write a name of the dictionary.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let titled = titled(name);
    let mut spellings = Vec::new();
    if !name.contains(' ') && name.len() <= ACRONYM && name.chars().all(|letter| letter.is_uppercase() || letter == '.')
    {
        spellings.push(name.to_owned());
    }
    if let Some(rest) = titled.strip_prefix("Al-") {
        spellings.push(format!("al-{rest}"));
    }
    if !spellings.contains(&titled) {
        spellings.push(titled);
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_capitals_are_written_as_in_a_text() {
        for (given, expected) in [
            ("AFGHAN NATIONAL ARMY", "Afghan National Army"),
            ("COUNCIL OF MINISTERS", "Council of Ministers"),
            ("J.K. O'BRIEN", "J.K. O'Brien"),
            ("PEOPLE'S FRONT", "People's Front"),
            ("MAZAR-I-SHARIF", "Mazar-I-Sharif"),
            ("Al Gore", "Al Gore"),
        ] {
            assert_eq!(titled(given), expected);
        }
        assert_eq!(spellings("PKK"), ["PKK", "Pkk"]);
        assert_eq!(spellings("AL-NUSRA FRONT"), ["al-Nusra Front", "Al-Nusra Front"]);
    }
}
