//! `onrecord gazetteer`: indexes of places of the user's own.

use std::path::{Path, PathBuf};

use ::gazetteer::{Gazetteer, Imported};

use crate::args::GazetteerCommand;
use crate::failure::Failure;
use crate::{Outcome, read};

pub(crate) fn run(command: &GazetteerCommand) -> Result<Outcome, Failure> {
    match command {
        GazetteerCommand::Import { dump, out } => import(dump, out.as_deref()),
    }
}

/// The index in a file.
pub(crate) fn open(path: &Path) -> Result<Gazetteer, Failure> {
    Gazetteer::open(path).map_err(|error| match error {
        ::gazetteer::Error::File(..) => Failure::Data(error.to_string()),
        error => Failure::Data(format!("{}: {error}", path.display())),
    })
}

/// Rows that cannot be read are told and passed over; the index is written all the same.
fn import(dump: &Path, out: Option<&Path>) -> Result<Outcome, Failure> {
    let out = out.map_or_else(|| dump.with_extension("gazetteer"), PathBuf::from);
    let own = Gazetteer::embedded().map_err(|error| Failure::Load(error.to_string()))?;
    let imported = ::gazetteer::import(dump, &own, &out).map_err(|error| Failure::Data(error.to_string()))?;
    let bad = imported.bad.iter().map(|bad| format!("{}:{}: {}", dump.display(), bad.line, bad.what));
    read::tell(&bad.collect::<Vec<_>>());
    read::tell(&[summary(dump, &imported), format!("{}: {} bytes", out.display(), imported.size)]);
    Ok(if imported.n_bad == 0 { Outcome::AllRead } else { Outcome::SomeRefused })
}

fn summary(dump: &Path, imported: &Imported) -> String {
    let kinds = [
        ('P', "inhabited places"),
        ('A', "divisions"),
        ('H', "waters"),
        ('T', "mountains and islands"),
        ('L', "areas"),
        ('S', "works"),
    ];
    let kept: Vec<String> = kinds
        .into_iter()
        .filter_map(|(class, kind)| imported.n_kept.get(&class).map(|count| format!("{count} {kind}")))
        .collect();
    format!(
        "{}: {} rows; kept {}, and {} states and divisions of our own; {} rows cannot be read",
        dump.display(),
        imported.n_rows,
        kept.join(", "),
        imported.n_ours,
        imported.n_bad
    )
}
