//! The project file as flat tables: Parquet, CSV and JSON Lines.
//!
//! [`TABLES`] tells which tables there are and what their columns mean; [`write()`] writes them. [`csv`] and [`json`] write
//! single rows, for whoever has an answer to a question.

mod cell;
pub mod csv;
mod error;
pub mod json;
mod parquet_file;
mod tables;
mod write;

pub use cell::Cell;
pub use error::Error;
pub use tables::{Column, Kind, TABLES, Table};
pub use write::{Form, documentation, write};
