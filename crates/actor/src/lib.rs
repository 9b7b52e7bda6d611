//! Entities: the participants of a report, their mentions, countries and sectors.
