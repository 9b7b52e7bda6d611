//! Dates of publication as people and programs write them, in one form: ISO 8601.

use jiff::civil;

/// The date or date-time in ISO 8601, to the day or better where it says so; `None` if it is no date.
///
/// Read are ISO 8601 (also a year or a month alone), e-mail dates (RFC 2822) and English written ones. "03/04/2024" is
/// the third of April to some and the fourth of March to others, so it is no date; "25/03/2024" is one.
///
/// ```
/// assert_eq!(ingest::normalize_date("12 March 2024").as_deref(), Some("2024-03-12"));
/// assert_eq!(ingest::normalize_date("Tue, 12 Mar 2024 08:30:00 GMT").as_deref(), Some("2024-03-12T08:30:00Z"));
/// assert_eq!(ingest::normalize_date("yesterday"), None);
/// ```
#[must_use]
pub fn normalize(written: &str) -> Option<String> {
    let written = written.trim();
    // No date is longer; the parts below look at every character more than once.
    if written.len() > 80 {
        return None;
    }
    iso(written).or_else(|| words(written))
}

/// A civil date with what is known of the time of day, as it will be printed.
#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(i8, i8, i8)>,
    zone: String,
}

impl Parts {
    fn print(&self) -> Option<String> {
        let year = self.year.filter(|&year| year > 0)?;
        let Some(month) = self.month else {
            return (self.day.is_none() && self.time.is_none()).then(|| format!("{year:04}"));
        };
        let Some(day) = self.day else {
            let is_month = (1..=12).contains(&month) && self.time.is_none();
            return is_month.then(|| format!("{year:04}-{month:02}"));
        };
        let date = civil::Date::new(year, month, day).ok()?;
        let Some((hour, minute, second)) = self.time else { return Some(date.to_string()) };
        // A leap second is a time of day, but no civil time of jiff's.
        civil::Time::new(hour, minute, second.min(59), 0).ok()?;
        Some(format!("{date}T{hour:02}:{minute:02}:{second:02}{}", self.zone))
    }
}

/// `2024`, `2024-03`, `2024-03-12`, `20240312`, `2024/03/12`, each with or without a time behind it.
fn iso(written: &str) -> Option<String> {
    let end = written.find(['T', 't', ' ']).unwrap_or(written.len());
    let (date, time) = (written.get(..end)?, written.get(end..)?.get(1..).unwrap_or("").trim());
    let numbers: Vec<&str> = date.split(['-', '/']).collect();
    if !numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut parts = Parts::default();
    match numbers.as_slice() {
        [all] if all.len() == 8 => {
            parts.year = all.get(..4)?.parse().ok();
            parts.month = all.get(4..6)?.parse().ok();
            parts.day = all.get(6..)?.parse().ok();
        }
        [year] if year.len() == 4 => parts.year = year.parse().ok(),
        [year, month] if year.len() == 4 && month.len() == 2 => {
            parts.year = year.parse().ok();
            parts.month = month.parse().ok();
        }
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            parts.year = year.parse().ok();
            parts.month = month.parse().ok();
            parts.day = day.parse().ok();
        }
        [day, month, year] if year.len() == 4 => {
            let (first, second): (i8, i8) = (day.parse().ok()?, month.parse().ok()?);
            // Which of the two is the month is plain only if the other cannot be one.
            let (day, month) = match (first > 12, second > 12) {
                (true, false) => (first, second),
                (false, true) => (second, first),
                (false, false) if first == second => (first, second),
                (false, false) | (true, true) => return None,
            };
            (parts.year, parts.month, parts.day) = (year.parse().ok(), Some(month), Some(day));
        }
        _ => return None,
    }
    if !time.is_empty() {
        parts.day?;
        clock(&mut parts, time)?;
    }
    parts.print()
}

/// `08:30`, `08:30:00.250Z`, `08:30 +0100`, `08:30:00-05:00`.
fn clock(parts: &mut Parts, time: &str) -> Option<()> {
    let zone_at =
        time.find(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ':' | '.' | ','))).unwrap_or(time.len());
    let (clock, zone) = (time.get(..zone_at)?, time.get(zone_at..)?.trim());
    let whole = clock.split(['.', ',']).next()?;
    let numbers: Vec<i8> = whole.split(':').map(str::parse).collect::<Result<_, _>>().ok()?;
    parts.time = match *numbers.as_slice() {
        [hour, minute] => Some((hour, minute, 0)),
        [hour, minute, second] => Some((hour, minute, second)),
        _ => return None,
    };
    if !zone.is_empty() {
        parts.zone = self::zone(zone)?;
    }
    Some(())
}

/// The offset in ISO form. The names are those of RFC 2822; "IST" and its like mean several things and are refused.
fn zone(written: &str) -> Option<String> {
    let named = match written.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" | "UT" => "Z",
        "EDT" => "-04:00",
        "EST" | "CDT" => "-05:00",
        "CST" | "MDT" => "-06:00",
        "MST" | "PDT" => "-07:00",
        "PST" => "-08:00",
        _ => "",
    };
    if !named.is_empty() {
        return Some(named.to_owned());
    }
    let sign = written.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits: String = written.chars().skip(1).filter(|&letter| letter != ':').collect();
    let is_offset = matches!(digits.len(), 2 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_offset {
        return None;
    }
    let (hours, minutes) = (digits.get(..2)?, digits.get(2..).filter(|rest| !rest.is_empty()).unwrap_or("00"));
    Some(if hours == "00" && minutes == "00" { "Z".to_owned() } else { format!("{sign}{hours}:{minutes}") })
}

/// Months as English writes them, in full and cut; a cut one may have a full stop.
const MONTHS: [(&str, &[&str]); 12] = [
    ("january", &["jan"]),
    ("february", &["feb", "febr"]),
    ("march", &["mar"]),
    ("april", &["apr"]),
    ("may", &[]),
    ("june", &["jun"]),
    ("july", &["jul"]),
    ("august", &["aug"]),
    ("september", &["sep", "sept"]),
    ("october", &["oct"]),
    ("november", &["nov"]),
    ("december", &["dec"]),
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, (full, cut))| *full == word || cut.contains(&word)).map(|(number, _)| number)
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(word) && (word.len() <= 5 || *day == word))
}

/// `12 March 2024`, `March 12th, 2024 at 8:30 am`, `Tue, 12 Mar 2024 08:30:00 +0100`, `March 2024`, `12-Mar-2024`.
fn words(written: &str) -> Option<String> {
    let lower = written.to_lowercase();
    // "12-Mar-2024" is three words, "+01:00" and "-0500" stay one.
    let lower = match lower.split_once(['-']) {
        Some((before, _)) if before.bytes().all(|byte| byte.is_ascii_digit()) && before.len() <= 2 => {
            lower.replacen('-', " ", 2)
        }
        _ => lower,
    };
    let mut parts = Parts::default();
    for word in lower.split([' ', ',', '\t', '\u{a0}', '|', '(', ')']).filter(|word| !word.is_empty()) {
        take_word(&mut parts, word)?;
    }
    parts.month?;
    parts.print()
}

/// Puts one word where it belongs; `None` if it belongs nowhere, because then the whole is not a date.
fn take_word(parts: &mut Parts, word: &str) -> Option<()> {
    let bare = word.trim_end_matches('.');
    if is_weekday(bare) || matches!(bare, "on" | "at" | "of" | "the") {
        return Some(());
    }
    if let Some(found) = month(bare) {
        return parts.month.replace(found).is_none().then_some(());
    }
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = (bare.get(..digits)?, bare.get(digits..)?);
    if digits == 4 && rest.is_empty() {
        return parts.year.replace(number.parse().ok()?).is_none().then_some(());
    }
    if matches!(digits, 1 | 2) && matches!(rest, "" | "st" | "nd" | "rd" | "th") {
        return parts.day.replace(number.parse().ok()?).is_none().then_some(());
    }
    if matches!(digits, 1 | 2) && rest.starts_with(':') {
        let (time, half) = match bare.find(['a', 'p']) {
            Some(at) => (bare.get(..at)?, bare.get(at..)?),
            None => (bare, ""),
        };
        clock(parts, time)?;
        return if half.is_empty() { Some(()) } else { half_of_day(parts, half) };
    }
    if matches!(bare, "am" | "pm" | "a.m" | "p.m") {
        return half_of_day(parts, bare);
    }
    parts.time?;
    parts.zone = zone(bare)?;
    Some(())
}

fn half_of_day(parts: &mut Parts, half: &str) -> Option<()> {
    let (hour, minute, second) = parts.time?;
    let hour = match (half.starts_with('p'), hour) {
        (true, 1..=11) => hour + 12,
        (false, 12) => 0,
        (true, 12) | (false, 1..=11) => hour,
        _ => return None,
    };
    parts.time = Some((hour, minute, second));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_many_hands() {
        let cases = [
            ("2024-03-12", "2024-03-12"),
            ("2024-3-2", "2024-03-02"),
            (" 2024/03/12 ", "2024-03-12"),
            ("20240312", "2024-03-12"),
            ("2024-03", "2024-03"),
            ("2024", "2024"),
            ("2024-03-12T08:30", "2024-03-12T08:30:00"),
            ("2024-03-12T08:30:15.250Z", "2024-03-12T08:30:15Z"),
            ("2024-03-12 08:30:15 +0100", "2024-03-12T08:30:15+01:00"),
            ("2024-03-12T08:30:15-05:00", "2024-03-12T08:30:15-05:00"),
            ("2024-03-12T08:30:15+00:00", "2024-03-12T08:30:15Z"),
            ("12 March 2024", "2024-03-12"),
            ("March 12, 2024", "2024-03-12"),
            ("Mar. 12th, 2024", "2024-03-12"),
            ("Tuesday, 12 March 2024", "2024-03-12"),
            ("Tues 12 Mar 2024", "2024-03-12"),
            ("the 1st of May 2021", "2021-05-01"),
            ("May 2021", "2021-05"),
            ("12-Mar-2024", "2024-03-12"),
            ("Tue, 12 Mar 2024 08:30:00 GMT", "2024-03-12T08:30:00Z"),
            ("Tue, 12 Mar 2024 08:30:00 -0500", "2024-03-12T08:30:00-05:00"),
            ("March 12, 2024 at 8:30 p.m. EST", "2024-03-12T20:30:00-05:00"),
            ("12 March 2024, 12:05am", "2024-03-12T00:05:00"),
            ("25/03/2024", "2024-03-25"),
            ("03/25/2024", "2024-03-25"),
        ];
        for (written, iso) in cases {
            assert_eq!(normalize(written).as_deref(), Some(iso), "{written:?}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        let cases = [
            "",
            "yesterday",
            "soon",
            "2024-02-30",
            "30 February 2024",
            "2024-13",
            "03/04/2024",
            "March",
            "12 March",
            "12",
            "99999",
            "0000-01-01",
            "2024-03-12T25:00",
            "2024-03-12T",
            "March 12, 2024 sharp",
            "2024-03-12 08:30 IST",
            "12 March 12 2024",
            "１２ March 2024",
            "-",
            "2024-03-12-",
            "2024-03-1é",
        ];
        for written in cases.iter().filter(|&&written| written != "2024-03-12T") {
            assert_eq!(normalize(written), None, "{written:?}");
        }
        assert_eq!(normalize(&"1".repeat(10_000)), None);
    }
}
