//! Names and descriptions as strings: family names, initials, plurals.

use crate::plain::plain;

/// The family name for look-ups: the last word in lower case, without "al-", "Jr." and possessive.
pub(crate) fn surname(name: &str) -> String {
    let lower = plain(name).to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower
        .split_whitespace()
        .filter(|word| !matches!(word.trim_matches([',', '.']), "jr" | "sr" | "ii" | "iii" | "-" | ""))
        .collect();
    let last = words.last().copied().unwrap_or("");
    let last = last.strip_suffix("'s").unwrap_or(last);
    last.rsplit(['-', ' '])
        .next()
        .unwrap_or(last)
        .trim_matches(|character: char| !character.is_alphanumeric())
        .to_owned()
}

pub(crate) fn normalized(name: &str) -> String {
    let lower = plain(name).to_lowercase().replace('’', "'");
    let bare = lower.strip_prefix("the ").unwrap_or(&lower);
    bare.strip_suffix("'s").unwrap_or(bare).to_owned()
}

/// "Bush" and "George W. Bush" agree; "Laura Bush" and "George Bush" do not.
pub(crate) fn given_names_agree(one: &str, other: &str) -> bool {
    // "Suu Kyi" is the end of "Aung San Suu Kyi".
    let (one, other) = (&plain(one), &plain(other));
    let (long, short) = if one.len() > other.len() { (one, other) } else { (other, one) };
    if long.strip_suffix(short.as_str()).is_some_and(|rest| rest.ends_with(' ')) {
        return true;
    }
    let (first, second) = (first_name(one), first_name(other));
    match (first, second) {
        (Some(first), Some(second)) => {
            first == second
                || first.chars().next() == second.chars().next()
                    && (first.len() <= 2
                        || second.len() <= 2
                        || first.starts_with(&second)
                        || second.starts_with(&first))
        }
        _ => true,
    }
}

fn first_name(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (words.len() > 1 && !words.first()?.ends_with('-'))
        .then(|| words.first().map(|word| plain(word).trim_end_matches('.').to_lowercase()))
        .flatten()
}

pub(crate) fn last_word(text: &str) -> &str {
    let head = text.split(" of ").next().unwrap_or(text);
    head.rsplit(' ').next().unwrap_or(head)
}

pub(crate) fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

/// "Syrian Observatory for Human Rights" is "SOHR".
pub(crate) fn initials(name: &str) -> Option<String> {
    let letters: String = name
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|character| character.is_uppercase())
        .collect();
    (letters.chars().count() >= 3).then_some(letters)
}

/// The plural of a description: of its last word, and of the word before " of " ("ministers of defense").
pub(crate) fn plurals(role: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some((before, after)) = role.split_once(" of ") {
        found.push(format!("{} of {after}", plural(before)));
    }
    found.push(plural(role));
    found
}

/// English plural spelling of the last word.
fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man").filter(|stem| !stem.ends_with("hu") && !stem.ends_with("sha")) {
        return format!("{stem}men");
    }
    if word.ends_with("people") || word.ends_with("men") || word.ends_with("children") {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("child") {
        return format!("{stem}children");
    }
    let vowel_before_y = |stem: &str| stem.ends_with(['a', 'e', 'o', 'u']);
    match word.strip_suffix('y') {
        Some(stem) if !vowel_before_y(stem) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_of_descriptions() {
        for (one, many) in [
            ("soldier", "soldiers"),
            ("spokesman", "spokesmen"),
            ("army", "armies"),
            ("church", "churches"),
            ("attorney", "attorneys"),
            ("child", "children"),
        ] {
            assert_eq!(plural(one), many);
        }
        assert_eq!(plurals("minister of defense")[0], "ministers of defense");
    }
}
