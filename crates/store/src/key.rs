//! Numbers of reports and of the items in them.

/// Items of one report are numbered from 1 below this; a text of the greatest length that is read has fewer words.
pub(crate) const ITEMS: i64 = 1_000_000;

/// The key of the item at `index` of its list in a report.
pub(crate) fn item(report: i64, index: usize) -> i64 {
    report * ITEMS + i64::try_from(index).map_or(ITEMS - 1, |index| (index + 1).min(ITEMS - 1))
}

pub(crate) fn report_of(item: i64) -> i64 {
    item / ITEMS
}

/// The number of an item in its report, from 1.
pub(crate) fn number_of(item: i64) -> i64 {
    item % ITEMS
}

/// "12.V3" is event V3 of the report with the number 12.
pub(crate) fn shown(item: i64, letter: char) -> String {
    format!("{}.{letter}{}", report_of(item), number_of(item))
}
