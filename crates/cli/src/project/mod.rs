//! Commands over a project file: adding reports to it, and asking it.

mod add;
mod answer;
mod args;
mod ask;
mod cells;
mod demo;
mod listing;
mod paths;
mod recode;
mod show;
mod stats;
mod tables;

use std::path::Path;

pub(crate) use args::ProjectCommand;

use crate::failure::Failure;
use crate::{Outcome, data, read};

/// What is kept with each record as its maker.
const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn run(command: &ProjectCommand) -> Result<Outcome, Failure> {
    match command {
        ProjectCommand::Demo(args) => demo::run(args),
        ProjectCommand::Add(args) => add::run(args),
        ProjectCommand::Recode(args) => recode::run(args),
        ProjectCommand::Search(args) => ask::search(args),
        ProjectCommand::Timeline(args) => ask::timeline(args),
        ProjectCommand::Statements(args) => ask::statements(args),
        ProjectCommand::Events(args) => ask::events(args),
        ProjectCommand::Commitments(args) => ask::commitments(args),
        ProjectCommand::Disagreements(args) => ask::disagreements(args),
        ProjectCommand::Show(args) => show::run(args),
        ProjectCommand::Stats(args) => stats::run(args),
        ProjectCommand::Export(args) => tables::run(args),
    }
}

/// Everything that turns a report into what is kept of it.
pub(crate) struct Kit {
    coder: coder::Coder,
    teller: story::Teller,
}

impl Kit {
    pub(crate) fn load(language: &crate::args::Language) -> Result<Self, Failure> {
        let data = data::laid_over(language.data.as_deref())?;
        let teller = story::Teller::load(&data).map_err(|error| match language.data {
            Some(_) => Failure::Data(error.to_string()),
            None => Failure::Load(error.to_string()),
        })?;
        Ok(Self { coder: read::load(language)?, teller })
    }
}

/// A fault of the project file, with its name.
fn of_file(path: &Path) -> impl Fn(store::Error) -> Failure + '_ {
    |error| Failure::Project(path.to_owned(), error)
}
