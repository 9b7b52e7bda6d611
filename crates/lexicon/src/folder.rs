//! Reads data files from a folder: the project's own in debug builds, and those of users.

use std::path::{Path, PathBuf};

use crate::DataError;

/// Folders below a user's folder are followed this deep; a loop of links ends here.
const DEPTH: usize = 8;

/// Name relative to the folder, and text, of every `.tsv` and `.toml` file below it. Files that cannot be read are
/// left out; whoever asks for one of them gets an error that names it.
pub(crate) fn read(root: &Path) -> Vec<(String, String)> {
    let paths = data_files(root, 0).unwrap_or_default();
    paths.into_iter().filter_map(|path| Some((relative(root, &path)?, std::fs::read_to_string(&path).ok()?))).collect()
}

/// The same for a folder where nothing may be left out.
///
/// # Errors
/// A folder or file that cannot be read.
pub(crate) fn read_all(root: &Path) -> Result<Vec<(String, String)>, DataError> {
    let mut files = Vec::new();
    for path in data_files(root, 0)? {
        let text = std::fs::read_to_string(&path).map_err(|error| fault(&path, &error))?;
        files.extend(relative(root, &path).map(|name| (name, text)));
    }
    Ok(files)
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    Some(path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/"))
}

fn data_files(folder: &Path, depth: usize) -> Result<Vec<PathBuf>, DataError> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| fault(folder, &error))? {
        let path = entry.map_err(|error| fault(folder, &error))?.path();
        if path.is_dir() {
            if depth < DEPTH {
                found.extend(data_files(&path, depth + 1)?);
            }
        } else if path.extension().is_some_and(|extension| extension == "tsv" || extension == "toml") {
            found.push(path);
        }
    }
    Ok(found)
}

fn fault(path: &Path, error: &std::io::Error) -> DataError {
    DataError::new(&path.display().to_string(), 0, error.to_string())
}
