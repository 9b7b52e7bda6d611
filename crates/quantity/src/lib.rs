//! Quantities: numbers with bounds, unit and what they count.
