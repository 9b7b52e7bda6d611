//! Quantities: the numbers of an English text with their bounds, their unit and what they count.
//!
//! Numbers are read from pieces of text (crate `numeral`), bounded by the phrases around them, and given what they count
//! from the dependency tree. The words are tables in `data/quantity/`.
//!
//! ```
//! use linguist::Analysis;
//!
//! let quantities = quantity::Quantities::load(&lexicon::Data::embedded())?;
//! let text = "Up to 2,500 troops and dozens of trucks crossed the river.".to_owned();
//! // An analysis without tokens serves where the counted noun is not asked for.
//! let analysis = Analysis::of_text(text);
//! let found = quantities.find(&analysis, &[]);
//! assert_eq!((found[0].low, found[0].high), (None, Some(2500.0)));
//! assert_eq!((found[1].low, found[1].high), (Some(24.0), None));
//! # Ok::<(), lexicon::DataError>(())
//! ```
//!
//! # What a quantity holds
//!
//! | text | low | high | mod | unit | of |
//! |---|---|---|---|---|---|
//! | "as many as 1,800 US sailors" | | 1800 | `EQUAL_OR_LESS` | people | US sailors |
//! | "more than 40 villages" | 40 | | `MORE_THAN` | | villages |
//! | "about 80 tanks" | 80 | 80 | `APPROX` | | tanks |
//! | "between 30 and 40 prisoners" | 30 | 40 | | people | prisoners |
//! | "dozens of shops" | 24 | | | | shops |
//! | "$8bn in aid" | 8e9 | 8e9 | | USD | aid |
//! | "turnout rose to 71 percent" | 71 | 71 | | percent | turnout |
//! | "two-thirds of the deputies" | 0.6667 | 0.6667 | | people | deputies |
//!
//! Units are `people` for whatever counts persons, ISO 4217 codes for money, `percent`, and the symbols of `units.tsv`.
//! A vague plural is at least twice its word ("hundreds" is 200 or more). A number said of something (a level or a change,
//! `predicates.tsv`) has that for its noun.
//!
//! # What is left out
//!
//! Numbers in times (the caller hands these in), ages, names, codes, addresses, resolutions, weapons, scores and
//! telephone numbers are no quantities, nor are ordinals and "several" or "many" alone. [`record::Evidence`] names the form
//! that was read.

mod counted;
mod doubt;
mod forms;
mod money;
mod shares;
mod words;

use lexicon::{Data, DataError};
use linguist::Analysis;
use numeral::{NumberWords, Pieces};
use record::{Evidence, Quantity, QuantityId, Time};
use text::Span;

use counted::{Number, counted};
use forms::{Form, Lists, Reader};
use words::Words;

/// Finds quantities.
#[derive(Debug, Clone)]
pub struct Quantities {
    lists: Lists,
}

impl Quantities {
    /// Reads the tables of `data/quantity/` and `data/numeral/`.
    ///
    /// # Errors
    /// A table is missing or a row is wrong; the error names the line.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self { lists: Lists { words: Words::load(data)?, numbers: NumberWords::load(data)? } })
    }

    /// The quantities of a text, in reading order. Numbers inside `times` are left to them.
    #[must_use]
    pub fn find(&self, analysis: &Analysis, times: &[Time]) -> Vec<Quantity> {
        let pieces = Pieces::of(&analysis.text);
        let reader = Reader { lists: &self.lists, pieces: &pieces };
        let mut found = Vec::new();
        let (mut at, mut from) = (0, 0);
        while at < pieces.len() {
            let Some(form) = reader.form(at, from) else {
                at += 1;
                continue;
            };
            let form = reader.weighed(analysis, form);
            at = form.end;
            if in_time(times, pieces.cover(form.core, form.core_end)) || reader.doubt(analysis, &form).is_some() {
                continue;
            }
            from = form.end;
            let is_time = |span: Span| in_time(times, span);
            found.push(self.quantity(analysis, &pieces, &form, is_time, QuantityId::new(found.len())));
        }
        found
    }

    fn quantity(
        &self,
        analysis: &Analysis,
        pieces: &Pieces<'_>,
        form: &Form,
        is_time: impl Fn(Span) -> bool,
        id: QuantityId,
    ) -> Quantity {
        let span = pieces.cover(form.start, form.end);
        let number = Number {
            whole: span,
            core: pieces.cover(form.core, form.linked.as_ref().map_or(form.end, |linked| linked.noun + 1)),
            share_or_sum: form.unit.is_some() || form.rule == "vague plural" && form.low >= Some(1e6),
            vague: form.low != form.high && form.rule.ends_with("plural"),
            share: form.unit.as_deref() == Some("percent") || form.rule == "fraction",
        };
        // "a 23-member panel" counts members.
        let own = form.linked.as_ref().filter(|linked| !linked.measures).map(|linked| pieces.form(linked.noun));
        let counted = counted(&self.lists.words, analysis, number, is_time).filter(|_| own.is_none());
        let unit = form
            .unit
            .clone()
            .or_else(|| form.linked.as_ref().and_then(|linked| linked.unit.clone()))
            .or_else(|| counted.and_then(|counted| counted::unit(&self.lists.words, analysis, counted)));
        Quantity {
            id,
            span,
            low: form.low,
            high: form.high,
            modifier: form.modifier,
            unit,
            of: own.or_else(|| counted.map(|counted| counted.span.of(&analysis.text))).map(str::to_owned),
            evidence: Evidence::by(format!("quantity: {}", form.rule)).at(span),
        }
    }
}

/// The number lies in a time. Times are in reading order.
fn in_time(times: &[Time], span: Span) -> bool {
    let first = times.partition_point(|time| time.span.end <= span.start);
    times.get(first).is_some_and(|time| time.span.overlaps(span))
}
