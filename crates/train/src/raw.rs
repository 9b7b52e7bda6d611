//! The collections of raw text: packed JSON lines with an `id` and a `text` in each.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Failure;

/// The collections of a folder in alphabetical order.
pub fn collections(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| Failure::new(format!("cannot read {}: {e}", folder.display())))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".jsonl.zst"))
        .collect();
    files.sort();
    Ok(files)
}

/// Calls `each` with id and text of every document of a collection, in order. Needs the program zstd.
pub fn documents(path: &Path, each: &mut dyn FnMut(&str, &str) -> Result<(), Failure>) -> Result<(), Failure> {
    let fail = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let mut unpack = Command::new("zstd")
        .args(["-dcq", "--long=27"])
        .arg(path)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| fail(format!("cannot run zstd: {e}")))?;
    let Some(output) = unpack.stdout.take() else { return Err(fail("zstd has no output".to_owned())) };
    for line in BufReader::with_capacity(1 << 20, output).lines() {
        let line = line.map_err(|e| fail(e.to_string()))?;
        let document: serde_json::Value = serde_json::from_str(&line).map_err(|e| fail(e.to_string()))?;
        if let Some(text) = document["text"].as_str() {
            each(document["id"].as_str().unwrap_or_default(), text)?;
        }
    }
    let status = unpack.wait().map_err(|e| fail(e.to_string()))?;
    if status.success() { Ok(()) } else { Err(fail(format!("zstd ended with {status}"))) }
}
