//! What can be said on the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use ingest::{Format, Given, Options};

const EXAMPLES: &str = "\
Examples:
  onrecord read report.txt --published 2023-12-12     the report with its record, to read
  onrecord read *.html news.jsonl > records.jsonl     many reports, one record on a line
  curl -s https://example.org/news | onrecord read -  from a pipe
  onrecord explain report.txt                         the words and rules behind every item
  onrecord add news/ crawl.warc.gz --db mali.db       many reports into one project file
  onrecord timeline --db mali.db --pair MLI UNO       what happened between two, in its order
  onrecord disagreements --db mali.db                 where reports cannot all be right";

/// Reads news reports and writes their record: who did what to whom, who says so, when, where, how many, what was promised.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord",
    version,
    arg_required_else_help = true,
    disable_help_subcommand = true,
    after_help = EXAMPLES
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read reports and write their records
    Read(Read),
    /// Show how a record came about: words, tags, trees, and the rule behind every item
    Explain(Explain),
    /// Score the coder, or a file of records, against gold records
    Eval(Eval),
    /// Write sentences, tags and trees as CoNLL-U
    Analyze(Analyze),
    /// Check language data of your own, or import an actor dictionary
    #[command(subcommand)]
    Data(DataCommand),
    /// Make an index of places from a dump of GeoNames
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
    #[command(flatten)]
    Project(crate::project::ProjectCommand),
}

/// What the reports are read with.
#[derive(Debug, Default, Args)]
pub(crate) struct Language {
    /// A folder of your own actors, roles, offices, cues and frames, arranged as the project's `data/` is and laid over
    /// it; `onrecord data check` tells what is wrong in it
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// An index of places to use in place of the one inside the program; `onrecord gazetteer import` makes one
    #[arg(long, value_name = "FILE")]
    pub(crate) gazetteer: Option<PathBuf>,
    /// Tell only events of at least this confidence, from 0 (all that were found) to 1; by default the one with the best
    /// balance of precision and recall on news
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) confidence: Option<u16>,
}

/// A share from 0 to 1 in thousandths.
fn share(text: &str) -> Result<u16, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if !(0.0..=1.0).contains(&share) {
        return Err("a confidence is from 0 to 1".to_owned());
    }
    // At most 1000, so nothing is cut off.
    Ok((share * 1000.0).round() as u16)
}

#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Turn a dump of GeoNames (allCountries.zip, or the file of one country) into an index for `--gazetteer`
    ///
    /// Dumps are at download.geonames.org/export/dump, under Creative Commons Attribution 4.0. Only places of the dump are in
    /// the index, with states and first-order divisions of our own where the dump lacks them.
    Import {
        /// The archive, or its text unpacked
        #[arg(value_name = "DUMP")]
        dump: PathBuf,
        /// The index to write; by default it stands beside the dump, with the ending .gazetteer
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum DataCommand {
    /// Read every file of a folder and run its example sentences
    Check {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
    /// Turn actor and agent dictionaries of TABARI or PETRARCH into a folder for `--data`
    Import {
        /// Dictionaries ("Phoenix.Countries.actors.txt"); actors and agents are told apart by their codes
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// The folder to write; its tables must not be there yet
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Input {
    /// What the files are; by content if not said
    #[arg(long, value_name = "FORMAT")]
    input: Option<InputFormat>,
    /// Date of publication, for reports that do not say it (2024-03-12, "12 March 2024")
    #[arg(long, value_name = "DATE", value_parser = date)]
    published: Option<String>,
    /// Outlet, for reports that do not say it
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Title, for reports that do not say it
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Address, for reports that do not say it
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

impl Input {
    pub(crate) fn options(&self) -> Options {
        let given = Given {
            published: self.published.clone(),
            outlet: self.outlet.clone(),
            title: self.title.clone(),
            url: self.url.clone(),
        };
        Options { format: self.input.map(InputFormat::format), given, ..Options::default() }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Look {
    /// Whether to use color; `auto`: on a terminal, unless NO_COLOR is set
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// Columns to fill; those of the terminal if not said
    #[arg(long, value_name = "COLUMNS")]
    pub(crate) width: Option<usize>,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    /// Plain text, web pages or JSON Lines; `-` is the standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<String>,
    #[command(flatten)]
    pub(crate) language: Language,
    #[command(flatten)]
    pub(crate) input: Input,
    /// text: for people; json: indented; jsonl: one record on a line [default: text on a terminal, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<OutputFormat>,
    /// Threads to use; all cores if not said. The output is the same with any number
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A report; `-` is the standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: String,
    #[command(flatten)]
    pub(crate) language: Language,
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) look: Look,
}

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// Gold records, one on a line
    #[arg(value_name = "GOLD.jsonl")]
    pub(crate) gold: String,
    #[command(flatten)]
    pub(crate) language: Language,
    /// Records to score; without it the reports of the gold file are read and coded
    #[arg(long, value_name = "FILE")]
    pub(crate) system: Option<String>,
    /// Write the figures as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Also list up to N missed and N spurious items of each layer
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) misses: usize,
}

#[derive(Debug, Args)]
pub(crate) struct Analyze {
    /// Plain text or CoNLL-U of any length; `-` is the standard input
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) files: Vec<String>,
    /// The form of the input; the sentences, tokens, comments and multiword tokens of CoNLL-U are kept
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) input: AnalysisInput,
    /// The form of the output
    #[arg(long, value_name = "FORMAT", default_value = "conllu")]
    pub(crate) format: AnalysisFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnalysisInput {
    Text,
    Conllu,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    Text,
    Json,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnalysisFormat {
    Conllu,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InputFormat {
    Text,
    Html,
    Jsonl,
    Feed,
    Warc,
}

impl InputFormat {
    fn format(self) -> Format {
        match self {
            Self::Text => Format::Text,
            Self::Html => Format::Html,
            Self::Jsonl => Format::JsonLines,
            Self::Feed => Format::Feed,
            Self::Warc => Format::Warc,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

pub(crate) fn date(written: &str) -> Result<String, String> {
    ingest::normalize_date(written).ok_or_else(|| "no date; write it as 2024-03-12 or \"12 March 2024\"".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_sound() {
        super::Cli::command().debug_assert();
    }
}
