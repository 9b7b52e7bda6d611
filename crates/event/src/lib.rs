//! Events: who did what to whom, in PLOVER, with status, time and place.
