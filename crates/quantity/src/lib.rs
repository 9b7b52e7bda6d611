//! Quantities: numbers with bounds, unit and what they count.
//!
//! Numbers are read from pieces of text (crate `numeral`), bounded by the phrases around them ("as many as 2,500" has no
//! low end, "more than 40" no high one, "dozens" begins at 24), and given what they count from the dependency tree.
//! Numbers in times, ages, names, codes and addresses are no quantities. The words are tables in `data/quantity/`.
//!
//! ```
//! use linguist::Analysis;
//!
//! let quantities = quantity::Quantities::load(&lexicon::Data::embedded())?;
//! let text = "Up to 2,500 troops and dozens of trucks crossed the river.".to_owned();
//! // An analysis without tokens serves where the counted noun is not asked for.
//! let analysis = Analysis::new(text, Vec::new(), Vec::new(), Vec::new());
//! let found = quantities.find(&analysis, &[]);
//! assert_eq!((found[0].low, found[0].high), (None, Some(2500.0)));
//! assert_eq!((found[1].low, found[1].high), (Some(24.0), None));
//! # Ok::<(), lexicon::DataError>(())
//! ```

mod counted;
mod doubt;
mod forms;
mod words;

use lexicon::{Data, DataError};
use linguist::Analysis;
use numeral::{Bounds, Numbered, Numerals, Pieces};
use record::{Evidence, Quantity, QuantityId, Time};
use text::Span;

use counted::counted;
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
        Ok(Self {
            lists: Lists {
                words: Words::load(data)?,
                numerals: Numerals::load(data)?,
                bounds: Bounds::load(data)?,
                numbered: Numbered::load(data)?,
            },
        })
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
        let core = pieces.cover(form.core, form.end);
        let counted = counted(analysis, core, form.unit.is_some(), is_time);
        let unit = form
            .unit
            .clone()
            .or_else(|| counted.and_then(|counted| counted::unit(&self.lists.words, analysis, counted)));
        Quantity {
            id,
            span,
            low: form.low,
            high: form.high,
            modifier: form.modifier,
            unit,
            of: counted.map(|counted| counted.span.of(&analysis.text).to_owned()),
            evidence: Evidence::by(format!("quantity: {}", form.rule)).at(span),
        }
    }
}

/// The number lies in a time. Times are in reading order.
fn in_time(times: &[Time], span: Span) -> bool {
    let first = times.partition_point(|time| time.span.end <= span.start);
    times.get(first).is_some_and(|time| time.span.overlaps(span))
}
