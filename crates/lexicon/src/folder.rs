//! Reads data files from a folder: the project's own in debug builds.

use std::path::Path;

/// Name relative to the folder, and text, of every `.tsv` and `.toml` file below it. Files that cannot be read are
/// left out; whoever asks for one of them gets an error that names it.
pub(crate) fn read(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let is_data = path.extension().is_some_and(|extension| extension == "tsv" || extension == "toml");
            if path.is_dir() {
                folders.push(path);
            } else if let (true, Ok(name), Ok(text)) =
                (is_data, path.strip_prefix(root), std::fs::read_to_string(&path))
            {
                files.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    files
}
