//! Which of the many spellings that GeoNames lists for a place are kept, and which are added.

use crate::fold;

/// Words that stand beside a division's name: "Helmand Province".
const DIVISION_WORDS: &[&str] = &[
    "province",
    "governorate",
    "district",
    "region",
    "county",
    "oblast",
    "state",
    "prefecture",
    "department",
    "qada",
    "muhafazat",
    "subdistrict",
    "division",
    "municipality",
    "parish",
    "canton",
];
/// The Arabic article in its assimilated forms, left off in many English spellings.
const ARTICLES: &[&str] = &["al", "ar", "as", "ash", "ad", "adh", "an", "at", "az", "el"];
/// Countries of Arabic names, by alpha-2 code.
const ARABIC: &[&str] = &[
    "AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA",
    "SA", "SD", "SO", "SY", "TD", "TN", "YE",
];

/// Whether another spelling is kept: Latin letters with a capital first and small ones behind, four or more. Those in small
/// letters are transliterations by machine from other scripts, those in capitals are codes.
#[must_use]
pub fn is_useful(name: &str) -> bool {
    let latin = fold(name).bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    latin
        && name.len() >= 4
        && name.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
}

/// The names that a place is also found by, though nobody lists them: without the Arabic article, and for a division without
/// the word for its kind. `alpha2`: the country.
#[must_use]
pub fn implied<'a>(alpha2: &str, is_division: bool, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found = Vec::new();
    for name in names {
        let bare = if is_division { without_kind(name) } else { None };
        if ARABIC.contains(&alpha2) {
            found.extend(without_article(name));
            found.extend(bare.as_deref().and_then(without_article));
        }
        found.extend(bare);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn without_article(name: &str) -> Option<String> {
    let folded = fold(name);
    let (article, rest) = folded.split_once(' ')?;
    (ARTICLES.contains(&article) && rest.len() >= 4).then(|| rest.to_owned())
}

fn without_kind(name: &str) -> Option<String> {
    let folded = fold(name);
    let kept: Vec<&str> = folded.split(' ').filter(|word| !DIVISION_WORDS.contains(word)).collect();
    let shorter = kept.join(" ");
    (shorter != folded && shorter.len() >= 3).then_some(shorter)
}

#[cfg(test)]
mod tests {
    use super::{implied, is_useful};

    #[test]
    fn spellings_are_kept_and_added() {
        assert!(is_useful("Al Fallūjah") && is_useful("Lima"));
        assert!(!is_useful("al fallwjt") && !is_useful("Багдад") && !is_useful("BGW") && !is_useful("Rom"));
        assert_eq!(implied("IQ", false, ["Al Fallūjah"].into_iter()), ["fallujah"]);
        assert_eq!(
            implied("IQ", true, ["Al Anbar Governorate"].into_iter()),
            ["al anbar", "anbar", "anbar governorate"]
        );
        assert_eq!(implied("AF", true, ["Helmand"].into_iter()), Vec::<String>::new());
        assert_eq!(implied("ES", false, ["El Ejido"].into_iter()), Vec::<String>::new());
    }
}
