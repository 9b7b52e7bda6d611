//! Trains the language model from open treebanks and raw text, and measures it.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line program talks to its user")]
#![expect(unreachable_pub, reason = "in a program every item is private to it")]

mod agreed;
mod arguments;
mod conll18;
mod eval;
mod export;
mod fit;
mod gemm;
mod gum_names;
mod heads;
mod instances;
mod lstm;
mod marks;
mod model;
mod net;
mod optimizer;
mod random;
mod raw;
mod recipe;
mod relations;
mod resume;
mod segment_errors;
mod shape;
mod silver;
mod speed;
mod train_command;
mod treebank;
mod trees;
mod vectors;

use std::fmt;
use std::process::ExitCode;

use arguments::Arguments;

/// Why a command stopped.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub const fn new(message: String) -> Self {
        Self(message)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const USAGE: &str = "usage: train all|vectors|silver|agreed|trees|fit|export|eval|eval-raw|speed [--name value]...; see models/MODEL_CARD.md";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let result = Arguments::read(words).and_then(|arguments| match command.as_str() {
        "all" => recipe::all(&arguments),
        "fit" => train_command::fit(&arguments),
        "silver" => silver::print(&arguments),
        "agreed" => agreed::print(&arguments),
        "trees" => trees::write(&arguments),
        "vectors" => vectors::vectors(&arguments),
        "speed" => speed::speed(&arguments),
        "export" => export::export(&arguments),
        "eval" => eval::eval(&arguments),
        "eval-raw" => conll18::eval_raw(&arguments),
        other => Err(Failure::new(format!("unknown command {other:?}; {USAGE}"))),
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("train: {failure}");
            ExitCode::FAILURE
        }
    }
}
