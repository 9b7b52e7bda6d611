//! What can be said on the command line about a project file.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use ontology::{Act, EventType, Mode, Status};

use crate::args::{Input, Language, Look, date};

#[derive(Debug, Subcommand)]
pub(crate) enum ProjectCommand {
    /// Read 24 reports that the program carries into a new project file, and show what was found across them
    Demo(Demo),
    /// Read reports into a project file, and link what they tell
    Add(Add),
    /// Read all reports of a project file anew with this version
    Recode(Recode),
    /// Find reports, statements or events by their words
    Search(Search),
    /// Show what happened, in the order in which it did
    Timeline(Timeline),
    /// List statements: who said what
    Statements(Statements),
    /// List events: who did what to whom
    Events(Events),
    /// List commitments: who promised what by when, and how far it has got
    Commitments(Commitments),
    /// List where reports cannot all be right
    Disagreements(Disagreements),
    /// Show one thing by its id, with its sentences
    Show(Show),
    /// Count what is in a project file
    Stats(Stats),
    /// Write a project file as flat tables
    Export(Export),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Database {
    /// The project file
    #[arg(long = "db", value_name = "FILE", default_value = "onrecord.db")]
    pub(crate) path: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The project file to make; one that is there is left as it is
    #[arg(long = "db", value_name = "FILE", default_value = "demo.db")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) look: Look,
}

/// How answers are written.
#[derive(Debug, Args)]
pub(crate) struct Answer {
    /// text: for people; json: an array; jsonl: one object on a line; csv: for spreadsheets
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: AnswerFormat,
    /// At most so many; 0 for all [default: 50 as text, else all]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    Text,
    Json,
    Jsonl,
    Csv,
}

/// Between which days; either may be left open.
#[derive(Debug, Args)]
pub(crate) struct Between {
    /// First day (2024-03-12, "12 March 2024")
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) since: Option<String>,
    /// Last day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) until: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    /// Files, or folders with files in them: plain text, web pages, JSON Lines, RSS and Atom feeds, WARC; gzipped or not.
    /// `-` is the standard input
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<String>,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) language: Language,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Threads to use; all cores if not said. The file is the same with any number
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// Write the id of each report once it is in the file for good
    #[arg(long)]
    pub(crate) ids: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Recode {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) language: Language,
    /// Threads to use; all cores if not said
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// All of them are found, in any of their forms; words between double quotes stand together
    #[arg(value_name = "WORDS", required = true)]
    pub(crate) words: Vec<String>,
    /// What to search
    #[arg(long = "in", value_name = "WHAT", default_value = "reports")]
    pub(crate) within: Within,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Within {
    Reports,
    Statements,
    Events,
}

#[derive(Debug, Args)]
pub(crate) struct Timeline {
    /// Words of a sentence that tells it
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Who takes part: a name ("Mali", "Diop"), a code ("USA", "USA GOV") or a description ("peacekeepers")
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Vec<String>,
    /// Two who both take part
    #[arg(long, num_args = 2, value_names = ["ACTOR", "ACTOR"])]
    pub(crate) pair: Vec<String>,
    /// Where: the name of a place, or a country code
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Option<String>,
    /// Steps towards an undertaking: "U17"
    #[arg(long, value_name = "ID")]
    pub(crate) undertaking: Option<String>,
    #[command(flatten)]
    pub(crate) between: Between,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Statements {
    /// Words of the statement
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Who says it: a name, a code ("USA GOV") or a description
    #[arg(long, value_name = "ACTOR")]
    pub(crate) by: Option<String>,
    /// To whom
    #[arg(long, value_name = "ACTOR")]
    pub(crate) to: Option<String>,
    /// What is done by saying it: assert, deny, promise, request, threaten, accuse, praise, ask, express
    #[arg(long, value_name = "ACT", value_parser = lower::<Act>)]
    pub(crate) act: Option<Act>,
    #[command(flatten)]
    pub(crate) between: Between,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Events {
    /// Words of the event's sentence
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Who does it: a name, a code ("USA GOV") or a description
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    /// To whom it is done
    #[arg(long, value_name = "ACTOR")]
    pub(crate) recipient: Option<String>,
    /// PLOVER type: RETREAT, ASSAULT, …
    #[arg(long = "type", value_name = "TYPE", value_parser = upper::<EventType>)]
    pub(crate) kind: Option<EventType>,
    /// PLOVER mode: withdraw, airstrike, …
    #[arg(long, value_name = "MODE", value_parser = lower::<Mode>)]
    pub(crate) mode: Option<Mode>,
    /// actual, negated, future or hypothetical
    #[arg(long, value_name = "STATUS", value_parser = lower::<Status>)]
    pub(crate) status: Option<Status>,
    /// Where: the name of a place, or a country code
    #[arg(long, value_name = "PLACE")]
    pub(crate) place: Option<String>,
    #[command(flatten)]
    pub(crate) between: Between,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Commitments {
    /// Words of the report
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Who is bound: a name, a code ("USA GOV") or a description
    #[arg(long, value_name = "ACTOR")]
    pub(crate) by: Option<String>,
    /// To whom it is owed
    #[arg(long, value_name = "ACTOR")]
    pub(crate) to: Option<String>,
    /// Due before this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) due_before: Option<String>,
    /// Only those neither kept nor broken, rejected or replaced, as the last report has it
    #[arg(long)]
    pub(crate) open: bool,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Disagreements {
    /// Words of a report that disagrees
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// Who takes part in what is disagreed about
    #[arg(long, value_name = "ACTOR")]
    pub(crate) actor: Option<String>,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// A report's id, or "12.V3" (event), "12.S1" (statement), "12.C1" (commitment), "H17" (happening),
    /// "U17" (undertaking), "D3" (disagreement)
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Stats {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The form of the tables
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: ExportFormat,
    /// The folder for them, one file for each table; files of the same names are replaced
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    Parquet,
    Csv,
    Jsonl,
}

/// A date to the day.
fn day(written: &str) -> Result<String, String> {
    let date = date(written)?;
    date.get(..10).map(str::to_owned).ok_or_else(|| "a day is needed: 2024-03-12".to_owned())
}

fn lower<T: std::str::FromStr<Err = ontology::UnknownValue>>(written: &str) -> Result<T, String> {
    written.to_lowercase().parse().map_err(|error: ontology::UnknownValue| error.to_string())
}

fn upper<T: std::str::FromStr<Err = ontology::UnknownValue>>(written: &str) -> Result<T, String> {
    written.to_uppercase().parse().map_err(|error: ontology::UnknownValue| error.to_string())
}
