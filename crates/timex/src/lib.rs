//! Times: finds expressions of calendar time and normalises them to TIMEX3.
