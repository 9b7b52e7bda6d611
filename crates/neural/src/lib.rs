//! Integer inference kernels and the weight container. Knows no language and trains nothing.
//!
//! The same input gives the same bits on every processor: integer sums are exact, and floating-point code is neither fused nor
//! reordered (see [`linear`], [`cell`] and [`math`]).

pub mod cell;
pub mod container;
mod error;
pub mod linear;
pub mod math;
pub mod single;

pub use error::Error;
