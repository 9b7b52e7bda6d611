//! Numerals: pieces of text and the numbers that they spell.
//!
//! Times and quantities both read numbers, and neither may depend on the other. Here is what they share:
//! a text cut into [`Pieces`], the cardinals and ordinals in it ([`Numerals`]), and the phrases that turn a number
//! into a bound ("at least", "as many as", "or more"). What a number counts or dates is for the layers above.
//!
//! ```
//! let numerals = numeral::Numerals::load(&lexicon::Data::embedded())?;
//! let pieces = numeral::Pieces::of("about two and a half million of them");
//! let number = numerals.cardinal(&pieces, 1).ok_or("no number")?;
//! assert_eq!(number.value, 2_500_000.0);
//! assert_eq!(pieces.cover(1, number.end).of(pieces.text()), "two and a half million");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bound;
mod cardinal;
mod numbered;
mod pieces;

pub use bound::{Bound, Bounds, Limit};
pub use cardinal::{Cardinal, Numerals};
pub use numbered::Numbered;
pub use pieces::{Kind, Piece, Pieces};
