//! Bytes to reports: plain text, HTML, JSON Lines, feeds and web archives, gzipped or not, with their metadata.
//!
//! A [`Source`] cuts an input into [`Raw`] reports, one for a file, JSON line, entry of a feed or page of an
//! archive, without ever holding more than one of them (a feed is held whole); [`Raw::read`] makes a [`record::Report`] of one. The first is input and output, the second is work:
//! a caller may hand the raw reports to as many threads as it likes.
//!
//! What cannot be read is a [`Refusal`] that names the input, the line and what to do; the next report is read.
//! What could be read only with help (another encoding, an unreadable date on a web page) is told in [`Reading::notes`].
//!
//! ```
//! let lines = "{\"id\": \"a\", \"text\": \"Troops left.\"}\n{\"id\": \"b\"}\n";
//! let options = ingest::Options::default();
//! let read: Vec<_> = ingest::Source::new("news.jsonl", lines.as_bytes(), &options)
//!     .map(|raw| raw.and_then(|raw| raw.read(&options)))
//!     .collect();
//! assert_eq!(read[0].as_ref().map(|reading| reading.report.id.as_str()), Ok("a"));
//! assert_eq!(read[1].as_ref().unwrap_err().to_string(), "news.jsonl:2: no `text` in the object");
//! ```

mod assemble;
mod date;
mod dateline;
mod detect;
mod encoding;
mod feed;
mod gzip;
mod html;
mod http;
mod jsonl;
mod plain;
mod refusal;
mod source;
mod warc;

pub use date::normalize as normalize_date;
pub use detect::Format;
pub use refusal::{Note, Place, Refusal};
pub use source::{Raw, Source};

use record::Report;

/// What the caller decides about an input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// `None`: by content.
    pub format: Option<Format>,
    pub given: Given,
    pub limits: Limits,
}

/// What is known about every report of the input and is used where the report itself does not say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// ISO 8601, as [`normalize_date`] returns it.
    pub published: Option<String>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
}

/// Sizes beyond which an input is refused. They keep time and memory bounded whatever is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file, or of one line of JSON Lines.
    pub input: usize,
    /// Bytes of one report's text.
    pub text: usize,
}

impl Default for Limits {
    /// 1 MiB of text is about 170,000 words, the length of a long novel: no report, and yet coded within a minute.
    fn default() -> Self {
        Self { input: 32 << 20, text: 1 << 20 }
    }
}

/// A report, and what had to be done to read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub report: Report,
    pub notes: Vec<Note>,
}
