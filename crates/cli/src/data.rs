//! `onrecord data`: language data of the user's own.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use lexicon::Data;

use crate::args::DataCommand;
use crate::failure::Failure;
use crate::{Outcome, read};

pub(crate) fn run(command: &DataCommand) -> Result<Outcome, Failure> {
    match command {
        DataCommand::Check { folder } => check(folder),
        DataCommand::Import { files, out } => import(files, out),
    }
}

/// Our data, with the user's folder laid over it if there is one.
pub(crate) fn laid_over(folder: Option<&Path>) -> Result<Data, Failure> {
    let data = Data::embedded();
    match folder {
        Some(folder) => data.overlaid(folder).map_err(|error| Failure::Data(error.to_string())),
        None => Ok(data),
    }
}

fn check(folder: &Path) -> Result<Outcome, Failure> {
    let data = laid_over(Some(folder))?;
    let faults = coder::check(&data).map_err(|error| Failure::Load(error.to_string()))?;
    let mut out = std::io::stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    if faults.is_empty() {
        writeln!(out, "{}: in order", folder.display())?;
        return Ok(Outcome::AllRead);
    }
    Ok(Outcome::SomeRefused)
}

/// Each dictionary adds its rows to the tables of the folder; nothing that was there before is touched.
fn import(files: &[PathBuf], out: &Path) -> Result<Outcome, Failure> {
    let fault = |path: &Path, error: &dyn std::fmt::Display| Failure::Data(format!("{}: {error}", path.display()));
    let data = Data::embedded();
    let mut tables: Vec<(String, String)> = Vec::new();
    let mut outcome = Outcome::AllRead;
    for file in files {
        // Old dictionaries are not always UTF-8.
        let bytes = std::fs::read(file).map_err(|error| fault(file, &error))?;
        let text = String::from_utf8_lossy(&bytes);
        let imported = actor::import(&file.display().to_string(), &text, &data)
            .map_err(|error| Failure::Load(error.to_string()))?;
        read::tell(&imported.notes);
        if imported.rows == 0 {
            outcome = Outcome::SomeRefused;
        }
        let summary = format!(
            "{}: {} rows; {} names known already; {} lines not used",
            file.display(),
            imported.rows,
            imported.known,
            imported.notes.len()
        );
        read::tell(&[summary]);
        for (name, text) in imported.tables {
            match tables.iter_mut().find(|(known, _)| *known == name) {
                // The comment and the header stand there already.
                Some((_, rows)) => rows.extend(text.split_inclusive('\n').skip(2)),
                None => tables.push((name, text)),
            }
        }
    }
    let paths: Vec<PathBuf> = tables.iter().map(|(name, _)| out.join(name)).collect();
    if let Some(there) = paths.iter().find(|path| path.exists()) {
        return Err(fault(there, &"is there already; name another folder with --out, or move it away"));
    }
    for ((_, text), path) in tables.iter().zip(&paths) {
        let folder = path.parent().unwrap_or(out);
        std::fs::create_dir_all(folder).map_err(|error| fault(folder, &error))?;
        std::fs::write(path, text).map_err(|error| fault(path, &error))?;
    }
    Ok(outcome)
}
