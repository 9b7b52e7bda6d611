//! Numbers of two tellings: which count the same thing, and whether they agree.

use ontology::QuantityRole;

use crate::telling::Figure;

/// Whether two figures are of the same thing, and whether their intervals meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    Meet,
    Differ,
}

/// Points for numbers that two tellings share.
pub(crate) fn shared_figures(ones: &[Figure], others: &[Figure]) -> i32 {
    let mut points = 0;
    for one in ones {
        let same = |other: &&Figure| matched(one, other) == Some(Match::Meet) || same_value(one, other);
        points += others.iter().filter(same).map(|other| worth(one, other)).max().unwrap_or(0);
    }
    points.min(250)
}

/// A number that is rarely met by chance, where one of the two does not say of what: "cut to 2,500".
fn same_value(one: &Figure, other: &Figure) -> bool {
    let large = one.low == one.high && one.low.is_some_and(|value| value >= 13.0);
    large
        && one.low == other.low
        && one.high == other.high
        && one.unit == other.unit
        && (one.of.is_none() || other.of.is_none())
}

/// Points against two tellings that give different sums of money.
pub(crate) const MONEY: i32 = 200;

/// Points against two tellings that give different numbers of the same thing, and no number in common. Two sums of
/// money are mostly two grants; two counts of victims are mostly two counts.
pub(crate) fn differing_figures(ones: &[Figure], others: &[Figure]) -> i32 {
    let pairs = ones.iter().flat_map(|one| others.iter().map(move |other| (one, other)));
    let against = pairs.filter(|(one, other)| matched(one, other) == Some(Match::Differ));
    against.map(|(one, _)| if is_money(one) { MONEY } else { 80 }).max().unwrap_or(0)
}

fn is_money(figure: &Figure) -> bool {
    figure.role == Some(QuantityRole::Amount)
        || figure
            .unit
            .as_deref()
            .is_some_and(|unit| unit.len() == 3 && unit.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// How much it means to share a number: a large exact one is rarely shared by chance.
fn worth(one: &Figure, other: &Figure) -> i32 {
    let exact = |figure: &Figure| figure.low.is_some() && figure.low == figure.high;
    if !exact(one) || !exact(other) {
        return 20;
    }
    let value = one.low.unwrap_or(0.0).abs();
    let round = value >= 100.0 && value % 100.0 == 0.0;
    match value {
        value if value >= 100.0 && !round => 150,
        value if value >= 13.0 => 120,
        value if value >= 3.0 => 60,
        _ => 20,
    }
}

/// Whether two figures count the same thing, by role, noun, unit and what narrows the noun; `None` if they do not or if it
/// cannot be told.
pub(crate) fn matched(one: &Figure, other: &Figure) -> Option<Match> {
    if one.unit.as_deref().unwrap_or("people") != other.unit.as_deref().unwrap_or("people") {
        return None;
    }
    let same_role = match (one.role, other.role) {
        (Some(first), Some(second)) if first == second => true,
        (Some(_), Some(_)) => return None,
        _ => false,
    };
    let same_noun = match (&one.of, &other.of) {
        (Some(first), Some(second)) if first == second => true,
        (Some(_), Some(_)) => return None,
        _ => false,
    };
    let money = is_money(one) && is_money(other);
    let counted = same_noun || same_role && (one.of.is_none() && other.of.is_none() || is_toll(one)) || money;
    if !counted || (!one.narrowed.is_empty() && !other.narrowed.is_empty() && one.narrowed != other.narrowed) {
        return None;
    }
    Some(if meet(one, other) { Match::Meet } else { Match::Differ })
}

/// Numbers of victims, which rise as more are found.
pub(crate) fn is_toll(figure: &Figure) -> bool {
    matches!(figure.role, Some(QuantityRole::Dead | QuantityRole::Injured | QuantityRole::Arrested))
}

/// Whether two intervals have a number in common; a rounded number stands for those near it.
pub(crate) fn meet(one: &Figure, other: &Figure) -> bool {
    let (low, high) = bounds(one);
    let (other_low, other_high) = bounds(other);
    low <= other_high && other_low <= high
}

/// The interval, wider by a tenth where it is approximate.
fn bounds(figure: &Figure) -> (f64, f64) {
    use ontology::Modifier;
    let slack = if figure.modifier == Some(Modifier::Approx) { 0.1 } else { 0.0 };
    let low = figure.low.map_or(f64::NEG_INFINITY, |low| low - low.abs() * slack);
    let high = figure.high.map_or(f64::INFINITY, |high| high + high.abs() * slack);
    (low, high)
}
