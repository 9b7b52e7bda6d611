//! The command line. It converts and shows, and decides nothing.

mod analyze;
mod args;
mod data;
mod eval;
mod explain;
mod failure;
mod fault;
mod gazetteer;
mod input;
mod page;
mod parallel;
mod pieces;
mod progress;
mod project;
mod read;
mod terminal;
mod visible;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Cli, Command};
use crate::failure::Failure;

/// How a command ended that could run at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    AllRead,
    SomeRefused,
}

fn main() -> ExitCode {
    // Exit status 2 for a wrong command line and the help texts are clap's.
    let cli = Cli::parse();
    fault::install();
    let result = match &cli.command {
        Command::Read(args) => read::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Analyze(args) => analyze::run(args),
        Command::Data(command) => data::run(command),
        Command::Gazetteer(command) => gazetteer::run(command),
        Command::Project(command) => project::run(command),
    };
    match result {
        Ok(Outcome::AllRead) => ExitCode::SUCCESS,
        Ok(Outcome::SomeRefused) => ExitCode::FAILURE,
        // The reader of our output has seen enough: `onrecord read … | head`.
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "onrecord: {failure}");
            ExitCode::FAILURE
        }
    }
}
