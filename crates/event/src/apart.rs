//! Clauses and phrases with a time of their own: "voted on Sunday, two days *after* a strike *killed* nine".

use jiff::Span;
use linguist::TokenId;
use ontology::{Deprel, Upos};
use record::{Date, Time, TimeId};

use crate::reading::Reading;

/// What stands before or after what the sentence dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// "before it was killed": later than what is dated.
    Later,
    /// "after it was killed": earlier.
    Earlier,
}

/// The first and last day of a trigger that stands in a clause or phrase with "after" or "before", of which the time
/// that was found for it only dates what stands above: moved by the duration if one is told ("two days after"), open on
/// the far side otherwise. `None` if the time is its own.
pub(crate) fn moved(
    reading: &Reading<'_>,
    trigger: TokenId,
    time: TimeId,
    days: (Option<Date>, Option<Date>),
) -> Option<(Option<Date>, Option<Date>)> {
    let analysis = reading.analysis;
    let told = reading.input.times.get(time.index()).and_then(|time| analysis.head_of_span(time.span))?;
    let mut above = std::iter::once(trigger).chain(analysis.ancestors(trigger));
    let (top, word, order) =
        above.find_map(|token| opener(reading, token).map(|(word, order)| (token, word, order)))?;
    let is_own = told == top || analysis.ancestors(told).any(|above| above == top);
    if is_own || analysis.head(top).is_none() {
        return None;
    }
    let length = duration_before(reading, word).and_then(|time| length(&time.value));
    Some(match (order, length) {
        (Order::Earlier, Some(length)) => (back(days.0, length), back(days.1, length)),
        (Order::Later, Some(length)) => (back(days.0, -length), back(days.1, -length)),
        (Order::Earlier, None) => (None, days.1),
        (Order::Later, None) => (days.0, days.1),
    })
}

/// "after" or "before" at the beginning of a clause or a phrase, but for a duration.
fn opener(reading: &Reading<'_>, top: TokenId) -> Option<(TokenId, Order)> {
    let analysis = reading.analysis;
    if !matches!(analysis.deprel(top), Deprel::Advcl | Deprel::Obl) {
        return None;
    }
    let mut inside = analysis.subtree(top);
    inside.sort_unstable();
    let (word, order) = inside.iter().find_map(|&token| match analysis.lower(token) {
        "after" => Some((token, Order::Earlier)),
        "before" => Some((token, Order::Later)),
        _ => None,
    })?;
    let length = duration_before(reading, word).map(|time| time.span);
    let is_first = |&&token: &&TokenId| {
        token >= word
            || analysis.upos(token) == Upos::Punct
            || length.is_some_and(|span| span.contains(analysis.span(token)))
    };
    (word < top && inside.iter().take_while(is_first).count() == inside.len()).then_some((word, order))
}

/// "*two days* after": the time expression that ends right before a word.
fn duration_before<'a>(reading: &Reading<'a>, word: TokenId) -> Option<&'a Time> {
    let before = reading.analysis.span(TokenId(word.0.checked_sub(1)?));
    let times = &reading.around(word)?.times;
    times.iter().filter_map(|&(at, _)| reading.input.times.get(at)).find(|time| time.span.end == before.end)
}

/// A duration of whole days, weeks, months or years ("P2D").
fn length(value: &str) -> Option<Span> {
    let (count, unit) = value.strip_prefix('P')?.split_at_checked(value.len().checked_sub(2)?)?;
    let count: i64 = count.parse().ok()?;
    match unit {
        "D" => Span::new().try_days(count).ok(),
        "W" => Span::new().try_weeks(count).ok(),
        "M" => Span::new().try_months(count).ok(),
        "Y" => Span::new().try_years(count).ok(),
        _ => None,
    }
}

fn back(day: Option<Date>, length: Span) -> Option<Date> {
    day.and_then(|day| day.checked_sub(length).ok())
}
