//! The files that paths of a command line stand for.

use std::fs;
use std::path::Path;

use ingest::{Place, Refusal};

/// Deeper folders are refused: nobody's news lies that deep, and a path has an end.
const DEEPEST: usize = 64;

/// Files in the order of the paths; those of a folder in the order of their names, folders within it in their place.
/// Hidden files, and the project file with what SQLite keeps beside it, are passed over; links to folders are not followed.
pub(crate) fn expand(paths: &[String], database: &Path) -> (Vec<String>, Vec<Refusal>) {
    let (mut files, mut refusals) = (Vec::new(), Vec::new());
    let database = fs::canonicalize(database).ok();
    for path in paths {
        if path != "-" && Path::new(path).is_dir() {
            walk(Path::new(path), database.as_deref(), 0, &mut files, &mut refusals);
        } else {
            files.push(path.clone());
        }
    }
    (files, refusals)
}

fn walk(folder: &Path, database: Option<&Path>, depth: usize, files: &mut Vec<String>, refusals: &mut Vec<Refusal>) {
    let refuse = |what: String| Refusal::new(Place::of(&folder.to_string_lossy()), what);
    if depth > DEEPEST {
        refusals.push(refuse("folders are nested too deep here".to_owned()));
        return;
    }
    let entries = match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
        Ok(entries) => entries,
        Err(error) => {
            refusals.push(refuse(format!("the folder cannot be read: {error}")));
            return;
        }
    };
    let mut entries: Vec<_> = entries.into_iter().map(|entry| (entry.file_name(), entry)).collect();
    entries.sort_by(|one, other| one.0.cmp(&other.0));
    for (name, entry) in entries {
        let name = name.to_string_lossy();
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if name.starts_with('.') || (!is_folder && path.is_dir()) {
            continue;
        }
        if is_folder {
            walk(&path, database, depth + 1, files, refusals);
        } else if !is_database(&path, database) {
            match path.to_str() {
                Some(path) => files.push(path.to_owned()),
                None => refusals.push(refuse(format!("{name}: the file's name is not UTF-8; rename it"))),
            }
        }
    }
}

fn is_database(path: &Path, database: Option<&Path>) -> bool {
    let (Some(database), Ok(path)) = (database, fs::canonicalize(path)) else { return false };
    ["", "-wal", "-shm", "-lock"].iter().any(|ending| {
        let mut name = database.as_os_str().to_owned();
        name.push(ending);
        path.as_os_str() == name
    })
}
