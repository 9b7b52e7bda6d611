//! Integer inference kernels and the weight container. Knows no language and trains nothing.

pub mod container;
mod error;
pub mod math;
pub mod single;

pub use error::Error;
