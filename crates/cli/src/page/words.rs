//! Codes, dates and numbers as a reader says them.

use ontology::{Act, Basis, CommitmentStatus, EventType, Mode, Modifier, Quad, QuantityRole, Status};
use record::{Date, Quantity, Time};

use super::canvas::Style;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("?")
}

pub(crate) fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// An interval of days, as short as it can be said: "20 Aug 2020", "Aug 2020", "2020", "1–10 Jan 2020", "by 5 May 2021".
pub(crate) fn interval(earliest: Option<Date>, latest: Option<Date>) -> Option<String> {
    match (earliest, latest) {
        (Some(from), Some(to)) if from == to => Some(day(from)),
        (Some(from), Some(to)) => Some(between(from, to)),
        (Some(from), None) => Some(format!("from {}", day(from))),
        (None, Some(to)) => Some(format!("by {}", day(to))),
        (None, None) => None,
    }
}

fn between(from: Date, to: Date) -> String {
    let whole_months = from.day() == 1 && to.day() == to.days_in_month();
    let whole_years = whole_months && from.month() == 1 && to.month() == 12;
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    if whole_years && same_year {
        return from.year().to_string();
    }
    if whole_years {
        return format!("{}–{}", from.year(), to.year());
    }
    if whole_months && same_month {
        return format!("{} {}", month(from), from.year());
    }
    if whole_months && same_year {
        return format!("{}–{} {}", month(from), month(to), to.year());
    }
    if same_month {
        return format!("{}–{}", from.day(), day(to));
    }
    if same_year {
        return format!("{} {}–{}", from.day(), month(from), day(to));
    }
    format!("{}–{}", day(from), day(to))
}

/// What a time expression means, where its own words do not say it: "Saturday" is a day only to whoever knows the date.
pub(crate) fn resolved(time: &Time, words: &str) -> Option<String> {
    let says_year = words.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    let (earliest, latest) = (time.earliest?, time.latest?);
    if says_year {
        return None;
    }
    // "December 31" lacks nothing but the year.
    let says_month = words.get(..3).is_some_and(|first| first.eq_ignore_ascii_case(month(earliest)))
        || words.contains(month(earliest));
    let says_day = says_month && words.contains(|letter: char| letter.is_ascii_digit());
    if earliest == latest && says_day {
        return Some(earliest.year().to_string());
    }
    interval(Some(earliest), Some(latest))
}

/// An ISO 8601 duration: "P3Y" is "3 years".
pub(crate) fn duration(iso: &str) -> String {
    let unit = |letter: char, in_time: bool| match (letter, in_time) {
        ('Y', _) => "year",
        ('M', false) => "month",
        ('W', _) => "week",
        ('D', _) => "day",
        ('H', _) => "hour",
        ('M', true) => "minute",
        ('S', _) => "second",
        _ => "",
    };
    let mut parts = Vec::new();
    let (mut number, mut in_time) = (String::new(), false);
    for letter in iso.chars().skip(1) {
        match letter {
            'T' => in_time = true,
            '0'..='9' | '.' => number.push(letter),
            _ => {
                let unit = unit(letter, in_time);
                if unit.is_empty() || number.is_empty() {
                    return iso.to_owned();
                }
                let plural = if number == "1" { "" } else { "s" };
                parts.push(format!("{number} {unit}{plural}"));
                number.clear();
            }
        }
    }
    if parts.is_empty() || !iso.starts_with('P') { iso.to_owned() } else { parts.join(" ") }
}

/// 2500 is "2,500", 4200000.5 is "4,200,000.5".
pub(crate) fn number(value: f64) -> String {
    let written = format!("{value}");
    let (whole, rest) = written.split_once('.').map_or((written.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match rest {
        Some(rest) => format!("{sign}{grouped}.{rest}"),
        None => format!("{sign}{grouped}"),
    }
}

/// "at most 2,500 US troops", "about 25 percent", "4.2 to 5 USD".
pub(crate) fn quantity(quantity: &Quantity) -> String {
    let is_about = quantity.modifier == Some(Modifier::Approx);
    let amount = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low.to_bits() == high.to_bits() && is_about => format!("about {}", number(low)),
        (Some(low), Some(high)) if low.to_bits() == high.to_bits() => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) if quantity.modifier == Some(Modifier::MoreThan) => format!("more than {}", number(low)),
        (Some(low), None) => format!("at least {}", number(low)),
        (None, Some(high)) if quantity.modifier == Some(Modifier::LessThan) => format!("less than {}", number(high)),
        (None, Some(high)) => format!("at most {}", number(high)),
        (None, None) => "an unknown number".to_owned(),
    };
    // A unit of people, tanks or houses says no more than what is counted.
    let is_measure = quantity
        .unit
        .as_deref()
        .is_some_and(|unit| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase()));
    match (quantity.unit.as_deref(), quantity.of.as_deref()) {
        (Some("percent"), Some(of)) => format!("{amount} % of {of}"),
        (Some("percent"), None) => format!("{amount} %"),
        (Some(unit), Some(of)) if is_measure => format!("{amount} {unit} {of}"),
        (_, Some(of)) if is_definite(of) => format!("{amount} of {of}"),
        (_, Some(of)) => format!("{amount} {of}"),
        (Some(unit), None) => format!("{amount} {unit}"),
        (None, None) => amount,
    }
}

/// "40 of its soldiers", but "40 soldiers".
fn is_definite(phrase: &str) -> bool {
    let first = phrase.split(' ').next().unwrap_or("");
    matches!(first, "the" | "its" | "their" | "his" | "her" | "our" | "these" | "those" | "all" | "them")
}

pub(crate) fn role(role: QuantityRole, amount: &str) -> String {
    match role {
        QuantityRole::Actors => format!("acting: {amount}"),
        QuantityRole::Recipients => format!("affected: {amount}"),
        QuantityRole::Dead => format!("dead: {amount}"),
        QuantityRole::Injured => format!("injured: {amount}"),
        QuantityRole::Arrested => format!("arrested: {amount}"),
        QuantityRole::Amount => format!("amount: {amount}"),
    }
}

pub(crate) fn kind_style(kind: EventType) -> Style {
    match kind.quad() {
        Quad::VerbalCooperation => Style::VerbalCooperation,
        Quad::MaterialCooperation => Style::MaterialCooperation,
        Quad::VerbalConflict => Style::VerbalConflict,
        Quad::MaterialConflict => Style::MaterialConflict,
    }
}

/// "RETREAT withdraw"
pub(crate) fn kind(kind: EventType, modes: &[Mode]) -> String {
    let modes: Vec<&str> = modes.iter().map(|mode| mode.as_str()).collect();
    if modes.is_empty() { kind.as_str().to_owned() } else { format!("{} {}", kind.as_str(), modes.join(", ")) }
}

/// Said only of what did not simply happen.
pub(crate) fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Actual => None,
        Status::Negated => Some("did not happen"),
        Status::Future => Some("still to come"),
        Status::Hypothetical => Some("only possible"),
    }
}

/// Said only where it is more than asserting.
pub(crate) fn act(act: Act) -> Option<&'static str> {
    match act {
        Act::Assert => None,
        Act::Deny => Some("denial"),
        Act::Promise => Some("promise"),
        Act::Request => Some("request"),
        Act::Threaten => Some("threat"),
        Act::Accuse => Some("accusation"),
        Act::Praise => Some("praise"),
        Act::Ask => Some("question"),
        Act::Express => Some("feeling or opinion"),
    }
}

pub(crate) fn basis(basis: Basis) -> &'static str {
    match basis {
        Basis::Agreement => "agreed",
        Basis::Pledge => "pledged",
        Basis::Law => "bound by law",
        Basis::Order => "ordered",
        Basis::Plan => "planned",
        Basis::Proposal => "proposed only",
    }
}

pub(crate) fn commitment_status(status: CommitmentStatus) -> Option<&'static str> {
    match status {
        CommitmentStatus::Pending => Some("pending"),
        CommitmentStatus::InProgress => Some("under way"),
        CommitmentStatus::Fulfilled => Some("kept"),
        CommitmentStatus::Broken => Some("broken"),
        CommitmentStatus::Rejected => Some("rejected"),
        CommitmentStatus::Superseded => Some("replaced by another"),
        CommitmentStatus::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Span;

    #[test]
    fn intervals_are_short() {
        let cases = [
            ("2020-08-20", "2020-08-20", "20 Aug 2020"),
            ("2020-08-01", "2020-08-31", "Aug 2020"),
            ("2020-01-01", "2020-12-31", "2020"),
            ("2014-01-01", "2017-12-31", "2014–2017"),
            ("2017-09-01", "2017-12-31", "Sep–Dec 2017"),
            ("2020-01-01", "2020-01-10", "1–10 Jan 2020"),
            ("2020-01-05", "2020-03-10", "5 Jan–10 Mar 2020"),
            ("2019-12-30", "2020-01-02", "30 Dec 2019–2 Jan 2020"),
        ];
        for (from, to, words) in cases {
            assert_eq!(interval(from.parse().ok(), to.parse().ok()).as_deref(), Some(words));
        }
        assert_eq!(interval("2020-08-20".parse().ok(), None).as_deref(), Some("from 20 Aug 2020"));
        assert_eq!(interval(None, None), None);
    }

    #[test]
    fn durations_and_numbers() {
        for (iso, words) in [
            ("P3Y", "3 years"),
            ("P1M", "1 month"),
            ("P1Y6M", "1 year 6 months"),
            ("PT48H", "48 hours"),
            ("PXW", "PXW"),
            ("", ""),
        ] {
            assert_eq!(duration(iso), words);
        }
        for (value, words) in
            [(2500.0, "2,500"), (4_200_000.5, "4,200,000.5"), (-1000.0, "-1,000"), (0.0, "0"), (999.0, "999")]
        {
            assert_eq!(number(value), words);
        }
    }

    #[test]
    fn quantities_say_their_bounds() {
        let of = |low: Option<f64>, high: Option<f64>, modifier: Option<Modifier>, unit: &str, of: &str| Quantity {
            id: record::QuantityId::new(0),
            span: Span::new(0, 1),
            low,
            high,
            modifier,
            unit: (!unit.is_empty()).then(|| unit.to_owned()),
            of: (!of.is_empty()).then(|| of.to_owned()),
            evidence: record::Evidence::default(),
        };
        let cases = [
            (of(None, Some(2500.0), Some(Modifier::EqualOrLess), "people", "US troops"), "at most 2,500 US troops"),
            (of(Some(40.0), None, Some(Modifier::MoreThan), "", ""), "more than 40"),
            (of(Some(25.0), Some(25.0), Some(Modifier::Approx), "percent", ""), "about 25 %"),
            (of(Some(4e6), Some(4e6), None, "USD", "in aid"), "4,000,000 USD in aid"),
            (of(Some(200.0), Some(300.0), None, "km", ""), "200 to 300 km"),
        ];
        for (quantity, words) in cases {
            assert_eq!(super::quantity(&quantity), words);
        }
    }
}
