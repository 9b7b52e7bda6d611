//! Places: named places that are locations, resolved to the gazetteer.
