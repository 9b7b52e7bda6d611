//! Datelines and by-lines at the head of a report: "KABUL, Afghanistan (Reuters) — …", "By Jane Doe".

/// Longest dateline that is looked for; "UNITED NATIONS, New York, September 12 (Agence France-Presse)" has 62 letters.
const LONGEST: usize = 90;

/// The dateline before the dash in the first lines of a report, without the dash.
pub(crate) fn find(body: &str) -> Option<String> {
    // A by-line or a line with the date may stand before it.
    body.lines().map(str::trim).filter(|line| !line.is_empty()).take(3).find_map(in_line)
}

fn in_line(line: &str) -> Option<String> {
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    let head = line.get(..end)?;
    let at = [" — ", " – ", " - ", " -- ", ") —", ") –", "—"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| at + usize::from(dash.starts_with(')'))))
        .min()?;
    let head = head.get(..at)?.trim();
    let has_agency = head.ends_with(')') && head.contains('(');
    let place = head.split(['(', ',']).next()?.trim();
    is_capitals(place).then_some(())?;
    let plain = head.split([' ', ',']).filter(|word| !word.is_empty()).all(is_head_word);
    let short = head.split_whitespace().count() <= if has_agency { 12 } else { 8 };
    (plain && short).then(|| head.to_owned())
}

/// "KABUL", "NEW YORK", "N'DJAMENA", "UNITED NATIONS": at least three letters and all of them capitals.
fn is_capitals(place: &str) -> bool {
    let n_letters = place.chars().filter(|letter| letter.is_alphabetic()).count();
    n_letters >= 3 && place.chars().all(|letter| letter.is_uppercase() || " '’.-/".contains(letter))
}

/// A word of a dateline: a capital, a number, or a small word between names ("the", "of", "de").
fn is_head_word(word: &str) -> bool {
    let Some(first) = word.chars().find(|letter| letter.is_alphanumeric()) else { return true };
    first.is_uppercase() || first.is_ascii_digit() || matches!(word, "of" | "the" | "de" | "and" | "near" | "el" | "al")
}

/// The name behind "By" in the first lines.
pub(crate) fn byline(body: &str) -> Option<String> {
    body.lines().map(str::trim).filter(|line| !line.is_empty()).take(2).find_map(|line| {
        let names = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?.trim();
        let n_words = names.split_whitespace().count();
        let plain = names.split([' ', ',']).filter(|word| !word.is_empty()).all(is_head_word);
        let is_line = (2..=10).contains(&n_words) && plain && !names.ends_with(['.', ':', '?', '!']);
        is_line.then(|| names.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines() {
        let cases = [
            ("KABUL, Afghanistan (Reuters) — Troops left.", Some("KABUL, Afghanistan (Reuters)")),
            ("BAMAKO, Mali -- Troops left.", Some("BAMAKO, Mali")),
            ("By Jane Doe\nN'DJAMENA (AFP) - Troops left.", Some("N'DJAMENA (AFP)")),
            ("UNITED NATIONS, June 30 (Xinhua) -- The council voted.", Some("UNITED NATIONS, June 30 (Xinhua)")),
            ("KABUL (AP)— Troops left.", Some("KABUL (AP)")),
            ("NATO said on Monday that talks – the third round – failed.", None),
            ("The US - and its allies - left.", None),
            ("Troops left Kabul — at last.", None),
            ("", None),
        ];
        for (body, dateline) in cases {
            assert_eq!(find(body).as_deref(), dateline, "{body:?}");
        }
    }

    #[test]
    fn bylines() {
        assert_eq!(byline("By Jane Doe and John Roe\nText.").as_deref(), Some("Jane Doe and John Roe"));
        assert_eq!(byline("By the end of the day, troops had left."), None);
        assert_eq!(byline("By Monday, Troops Left."), None);
    }
}
