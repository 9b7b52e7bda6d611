//! Statements: what the report ascribes to a source.
