//! Scores records against gold, with the definitions of the project's scorer.
//!
//! Records are matched by report id. Every gold object is matched with at most one system object, the best pairs first; what counts
//! as a match and what must agree besides is told in its module. Records are read from their published JSON form
//! and leniently (a missing list is an empty one), so that gold made by hand and the output of other programs can be scored too.
//!
//! ```
//! let line = r#"{"report": {"id": "r1", "text": "They met on Monday."}, "times": [{"id": "T1", "span": [12, 18], "type": "DATE", "value": "2024-03-11"}]}"#;
//! let gold = gold::read_from(line.as_bytes(), "example").unwrap();
//! let scores = gold::score(&gold, &gold).unwrap();
//! assert_eq!(scores.layer("time: value").unwrap().f1(), 1.0);
//! ```

mod agree;
mod matching;
mod read;
mod record;
mod report;
mod score;
mod scores;
pub mod story;

pub use read::{GoldError, read, read_from};
pub use record::{
    Commitment, Entity, Event, GoldRecord, Mention, Participant, Quantity, Report, Span, Statement, Time,
};
pub use score::score;
pub use scores::{Layer, Scores, TypeCount};
