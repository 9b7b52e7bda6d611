//! `onrecord export`: a project file as flat tables.

use std::io::{self, Write as _};

use export::Form;

use super::args::{Export, ExportFormat};
use super::{answer, of_file};
use crate::failure::Failure;
use crate::{Outcome, visible};

pub(super) fn run(args: &Export) -> Result<Outcome, Failure> {
    let path = &args.database.path;
    let reader = answer::open(path)?;
    let form = match args.to {
        ExportFormat::Parquet => Form::Parquet,
        ExportFormat::Csv => Form::Csv,
        ExportFormat::Jsonl => Form::JsonLines,
    };
    let written = export::write(&reader, form, &args.folder).map_err(|error| match error {
        export::Error::Store(error) => of_file(path)(error),
        error @ export::Error::File(..) => Failure::Question(visible::shown(&error.to_string()).into_owned()),
    })?;
    let mut out = io::stdout().lock();
    for (name, n_rows) in written {
        writeln!(out, "{n_rows:>10}  {name}")?;
    }
    let folder = args.folder.to_string_lossy();
    writeln!(out, "in {}; COLUMNS.md there tells what the columns mean", visible::shown(&folder))?;
    Ok(Outcome::AllRead)
}
