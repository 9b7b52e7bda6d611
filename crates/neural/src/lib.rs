//! Integer inference kernels and the weight container. Knows no language and trains nothing.

pub mod math;
