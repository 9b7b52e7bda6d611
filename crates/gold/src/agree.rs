//! When two values say the same.

/// Numbers that differ by less than a thousandth are the same; no bound is the same as no bound.
pub(crate) fn same_number(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a == b || (a - b).abs() <= 1e-3 * a.abs().max(b.abs()),
        _ => false,
    }
}

/// TIMEX3 values, up to the unit in which a length is written: PT24H is P1D, P7D is P1W, P12M is P1Y.
pub(crate) fn same_value(a: &str, b: &str) -> bool {
    match (length(a), length(b)) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a == b,
        _ => false,
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Length {
    Hours(u64),
    Months(u64),
}

/// A length with one whole number, in hours or in months.
fn length(value: &str) -> Option<Length> {
    let rest = value.strip_prefix('P')?;
    let (is_clock, rest) = rest.strip_prefix('T').map_or((false, rest), |rest| (true, rest));
    let (number, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    if !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number: u64 = number.parse().ok()?;
    match (is_clock, unit) {
        (true, "H") => Some(Length::Hours(number)),
        (false, "D") => number.checked_mul(24).map(Length::Hours),
        (false, "W") => number.checked_mul(168).map(Length::Hours),
        (false, "M") => Some(Length::Months(number)),
        (false, "Y") => number.checked_mul(12).map(Length::Months),
        _ => None,
    }
}

/// Two intervals of ISO dates with open ends. Without any date is only the same as without any date.
pub(crate) fn intervals_meet(a: Interval<'_>, b: Interval<'_>) -> bool {
    if a == (None, None) || b == (None, None) {
        return a == b;
    }
    let low = |bound: Option<&'_ str>| bound.filter(|date| !date.is_empty()).unwrap_or("0000-00-00").to_owned();
    let high = |bound: Option<&'_ str>| bound.filter(|date| !date.is_empty()).unwrap_or("9999-99-99").to_owned();
    low(a.0) <= high(b.1) && low(b.0) <= high(a.1)
}

pub(crate) type Interval<'a> = (Option<&'a str>, Option<&'a str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_the_same_in_any_unit() {
        for (a, b, expected) in [
            ("PT24H", "P1D", true),
            ("P7D", "P1W", true),
            ("P12M", "P1Y", true),
            ("P1M", "PT1M", false),
            ("PT60M", "PT1H", false),
            ("P30D", "P1M", false),
            ("2024-03", "2024-03", true),
            ("2024-03", "2024-03-01", false),
            ("PXD", "PXD", true),
            ("P", "P", true),
        ] {
            assert_eq!(same_value(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn numbers_may_be_rounded() {
        assert!(same_number(Some(1000.0), Some(1001.0)));
        assert!(!same_number(Some(1000.0), Some(1002.0)));
        assert!(!same_number(None, Some(0.0)));
        assert!(same_number(None, None));
    }

    #[test]
    fn intervals_with_open_ends_meet() {
        assert!(intervals_meet((Some("2024-01-01"), None), (None, Some("2024-01-01"))));
        assert!(!intervals_meet((Some("2024-01-02"), None), (None, Some("2024-01-01"))));
        assert!(!intervals_meet((None, None), (None, Some("2024-01-01"))));
        assert!(intervals_meet((None, None), (None, None)));
    }
}
