//! Whether two times and two places can be one.

use record::Date;

use crate::telling::{Precision, Spot, Telling, When, days_between, epoch_day};

/// How two times stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    /// Both say the same day.
    SameDay,
    /// Stated times that overlap, known to some days or to a month.
    Overlap,
    /// Told as news within so many days of each other, or of the stated day.
    News(i32),
    /// Nothing tells.
    Unknown,
    /// Stated times with so many days between them.
    Apart(i32),
    /// A stated time, and news of so many days later than news are told.
    Stale(i32),
}

/// News are told within so many days.
const FRESH: i32 = 7;

/// How the times of two tellings stand to each other. Symmetrical.
pub(crate) fn times(one: &Telling, other: &Telling) -> Times {
    match (stated(known(one)), stated(known(other))) {
        (Some(first), Some(second)) => both_stated(first, second),
        (Some(stated), None) => stated_and_news(stated, other),
        (None, Some(stated)) => stated_and_news(stated, one),
        (None, None) => match (news_day(one), news_day(other)) {
            (Some(first), Some(second)) => match (first - second).abs() {
                days @ ..=FRESH => Times::News(days),
                days => Times::Stale(days),
            },
            _ => Times::Unknown,
        },
    }
}

/// The time that a telling states, or that its account does.
pub(crate) fn known(telling: &Telling) -> When {
    if telling.when.stated { telling.when } else { telling.setting.when.unwrap_or(telling.when) }
}

/// The place that a telling gives, or a closer one that its account gives.
pub(crate) fn site(telling: &Telling) -> Option<&Spot> {
    match &telling.place {
        Some(place) if !is_state(place) => Some(place),
        own => telling.setting.place.as_ref().or(own.as_ref()),
    }
}

/// The stated days, if both ends are known or one of them is.
fn stated(when: When) -> Option<(i32, i32)> {
    if !when.stated {
        return None;
    }
    match (when.earliest.map(epoch_day), when.latest.map(epoch_day)) {
        (Some(first), Some(last)) => Some((first, last)),
        (Some(first), None) => Some((first, i32::MAX)),
        (None, Some(last)) => Some((i32::MIN, last)),
        (None, None) => None,
    }
}

fn both_stated(one: (i32, i32), other: (i32, i32)) -> Times {
    let gap = one.0.max(other.0).saturating_sub(one.1.min(other.1));
    if gap > 0 {
        return Times::Apart(gap);
    }
    match (width(one), width(other)) {
        (0, 0) => Times::SameDay,
        (first, second) if first.max(second) <= 31 => Times::Overlap,
        _ => Times::Unknown,
    }
}

fn width((first, last): (i32, i32)) -> i32 {
    last.saturating_sub(first)
}

fn stated_and_news(stated: (i32, i32), news: &Telling) -> Times {
    let Some(day) = news_day(news) else { return Times::Unknown };
    if width(stated) > 31 {
        return Times::Unknown;
    }
    // What is told on a day happened by then.
    if stated.0 > day {
        return Times::Apart(stated.0 - day);
    }
    match day.saturating_sub(stated.1).max(0) {
        days @ ..=FRESH => Times::News(days),
        days => Times::Stale(days),
    }
}

/// The day of the report that tells an undated happening as news; none if it is told as background or as something to come.
fn news_day(telling: &Telling) -> Option<i32> {
    let crate::Matter::Event { status, historical } = &telling.matter else { return None };
    let told = matches!(status, ontology::Status::Actual | ontology::Status::Negated);
    if *historical || !told || known(telling).stated {
        return None;
    }
    telling.when.latest.or(telling.published).map(epoch_day)
}

/// How two places stand to each other; later ones bind closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Places {
    /// In different countries, or towns far from each other.
    Apart,
    /// In two provinces or regions of one country.
    Elsewhere,
    Unknown,
    /// In one country, or one inside the other.
    Within,
    /// The same country as a whole.
    SameCountry,
    Same,
}

/// Kilometers within which a town and a camp near it are one place.
const NEAR: f64 = 30.0;

/// How two places stand to each other. Symmetrical.
pub(crate) fn places(one: Option<&Spot>, other: Option<&Spot>) -> Places {
    let (Some(one), Some(other)) = (one, other) else { return Places::Unknown };
    let same = match (one.geonames, other.geonames) {
        (Some(first), Some(second)) => first == second,
        _ => one.name == other.name,
    };
    if same {
        return if is_area(one) && is_state(one) { Places::SameCountry } else { Places::Same };
    }
    if one.country.is_some() && other.country.is_some() && one.country != other.country {
        return Places::Apart;
    }
    if is_area(one) && is_area(other) && !is_state(one) && !is_state(other) {
        return Places::Elsewhere;
    }
    if is_area(one) || is_area(other) {
        return if one.country == other.country { Places::Within } else { Places::Unknown };
    }
    match distance(one, other) {
        Some(distance) if distance <= NEAR => Places::Within,
        Some(_) => Places::Apart,
        None => Places::Unknown,
    }
}

/// A country, province or region, in which other places lie.
fn is_area(spot: &Spot) -> bool {
    let feature = spot.feature.as_deref().unwrap_or("");
    ["PCL", "ADM", "RGN", "CONT", "SEA", "AREA", "TERR", "ISL", "MT", "DSRT", "VAL"]
        .iter()
        .any(|area| feature.starts_with(area))
}

pub(crate) fn is_state(spot: &Spot) -> bool {
    spot.feature.as_deref().is_some_and(|feature| feature.starts_with("PCL") || feature == "CONT")
}

/// Kilometers over the sphere, by the haversine formula (R. W. Sinnott, 1984).
fn distance(one: &Spot, other: &Spot) -> Option<f64> {
    let (north, east) = (one.latitude?.to_radians(), one.longitude?.to_radians());
    let (other_north, other_east) = (other.latitude?.to_radians(), other.longitude?.to_radians());
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = half(other_north - north) + north.cos() * other_north.cos() * half(other_east - east);
    Some(2.0 * 6371.0 * chord.clamp(0.0, 1.0).sqrt().asin())
}

/// Days of a stated time that is known to some days at least, for keys.
pub(crate) fn narrow(when: &When) -> Option<(Date, Date)> {
    match when.precision() {
        Precision::Day | Precision::Days | Precision::Month => Some((when.earliest?, when.latest?)),
        Precision::Year | Precision::Years | Precision::Before | Precision::After | Precision::Unknown => None,
    }
}

/// Days between the ends of two intervals that do not meet; 0 if they do or if an end is open.
pub(crate) fn gap(one: &When, other: &When) -> i32 {
    let after = |later: &When, earlier: &When| match (later.earliest, earlier.latest) {
        (Some(first), Some(last)) => days_between(last, first).max(0),
        _ => 0,
    };
    after(one, other).max(after(other, one))
}
