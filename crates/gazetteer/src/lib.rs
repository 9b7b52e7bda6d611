//! Places by name: a compact index with coordinates, country, feature class and population.
