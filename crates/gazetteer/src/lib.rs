//! Places by name: a compact index with coordinates, country, feature and population.
//!
//! The index is read where it lies, without unpacking: front-coded folded names, and one record of fixed size for each
//! place. It answers which places bear a name; which of them a report means is for the `place` layer.
//!
//! The index that the program carries is built by `cargo xtask gazetteer`; `onrecord gazetteer import` makes one from a
//! full dump of GeoNames.

mod build;
mod dump;
mod error;
mod fold;
mod keys;
mod layout;
mod read;
mod sort;
pub mod spelling;

pub use build::{Builder, Row};
pub use dump::{BadRow, Imported, import};
pub use error::Error;
pub use fold::fold;
pub use read::{Division, Gazetteer, Place};

/// What a place is, as far as a reader of reports must tell it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// A state or territory.
    Country,
    /// A province, state, governorate.
    FirstOrder,
    /// A district, county.
    SecondOrder,
    /// The capital of a state.
    Capital,
    /// A city, town or village.
    Populated,
    /// A river, lake, sea.
    Water,
    /// A mountain, desert, island, cape.
    Land,
    /// A region, park, military area; a division of the third order and below.
    Area,
    /// A building or works: airport, dam, prison.
    Site,
}

impl Feature {
    /// From the class (`A`, `P`, …) and the code of GeoNames.
    fn of(class: u8, code: &str) -> Self {
        match (class, code) {
            (b'A', "ADM1") => Self::FirstOrder,
            (b'A', "ADM2") => Self::SecondOrder,
            (b'A', code) if code.starts_with("PCL") => Self::Country,
            (b'P', "PPLC") => Self::Capital,
            (b'P', _) => Self::Populated,
            (b'H', _) => Self::Water,
            (b'T', _) => Self::Land,
            (b'S', _) => Self::Site,
            _ => Self::Area,
        }
    }
}
