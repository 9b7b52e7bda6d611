//! Runs the layers in order: one report in, one record out.
