//! Places by name: a compact index with coordinates, country, feature class and population.
//!
//! The index is read where it lies, without unpacking: a sorted table of folded names, and one record of fixed size
//! for each place. It answers which places bear a name; which of them a report means is for the `place` layer.

mod error;
mod fold;
mod layout;
mod read;
mod write;

pub use error::Error;
pub use fold::fold;
pub use read::{Gazetteer, Place};
pub use write::{Row, build};

/// GeoNames feature codes that the index knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Feature {
    /// A state.
    Country,
    /// A province, state, governorate.
    FirstOrder,
    /// A district, county.
    SecondOrder,
    /// The capital of a state.
    Capital,
    /// A city, town or village.
    Populated,
}

impl Feature {
    /// The GeoNames code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Country => "PCLI",
            Self::FirstOrder => "ADM1",
            Self::SecondOrder => "ADM2",
            Self::Capital => "PPLC",
            Self::Populated => "PPL",
        }
    }

    const fn to_byte(self) -> u8 {
        match self {
            Self::Country => 0,
            Self::FirstOrder => 1,
            Self::SecondOrder => 2,
            Self::Capital => 3,
            Self::Populated => 4,
        }
    }

    const fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Country),
            1 => Some(Self::FirstOrder),
            2 => Some(Self::SecondOrder),
            3 => Some(Self::Capital),
            4 => Some(Self::Populated),
            _ => None,
        }
    }
}
