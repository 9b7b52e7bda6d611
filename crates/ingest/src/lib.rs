//! Bytes to reports: plain text, HTML and JSON Lines, with their metadata.
