//! Numerals: pieces of English text and the numbers that they spell.
//!
//! Times and quantities both read numbers, and neither may depend on the other. Here is what they share:
//! a text cut into [`Pieces`], the cardinals and ordinals in it ([`Numerals`]), the phrases that turn a number
//! into a bound ([`Bounds`]: "at least", "as many as", "or more"), and the words whose number is a name ([`Numbered`]:
//! "Resolution 2249"). What a number counts or dates is for the layers above. The words are tables in `data/numeral/`.
//!
//! ```
//! let words = numeral::NumberWords::load(&lexicon::Data::embedded())?;
//! let pieces = numeral::Pieces::of("about two and a half million of them");
//! let number = words.numerals.cardinal(&pieces, 1).ok_or("no number")?;
//! assert_eq!(number.value, 2_500_000.0);
//! assert_eq!(pieces.cover(1, number.end).of(pieces.text()), "two and a half million");
//! let bound = words.bounds.before(&pieces, 1).ok_or("no bound")?;
//! assert_eq!(bound.limit, numeral::Limit::Approx);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Numbers are `f64`: exact for whole numbers up to 2^53, which no report exceeds.

mod bound;
mod cardinal;
mod numbered;
mod pieces;

use lexicon::{Data, DataError};

pub use bound::{Bound, Bounds, Limit};
pub use cardinal::{Cardinal, Numerals};
pub use numbered::Numbered;
pub use pieces::{Kind, Piece, Pieces};

/// All the words about numbers, as the readers of times and quantities need them together.
#[derive(Debug, Clone)]
pub struct NumberWords {
    pub numerals: Numerals,
    pub bounds: Bounds,
    pub numbered: Numbered,
}

impl NumberWords {
    /// Reads the tables of `data/numeral/`.
    ///
    /// # Errors
    /// A table is missing or a row is wrong; the error names the line.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self { numerals: Numerals::load(data)?, bounds: Bounds::load(data)?, numbered: Numbered::load(data)? })
    }
}
