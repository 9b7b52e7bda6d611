//! Embeds every file under `data/` in a release build, so that a new file needs no registration.
//!
//! A debug build reads the files when it runs: editing a word list then rebuilds nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../data").canonicalize()?;
    let mut out = String::new();
    if std::env::var("PROFILE")? == "release" {
        let mut files = Vec::new();
        collect(&root, &mut files)?;
        files.sort();
        out.push_str("const FOLDER: Option<&str> = None;\nstatic EMBEDDED: &[(&str, &str)] = &[\n");
        for file in &files {
            let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
            writeln!(out, "    ({name:?}, include_str!({:?})),", file.to_string_lossy())?;
        }
        out.push_str("];\n");
        println!("cargo::rerun-if-changed={}", root.display());
    } else {
        writeln!(out, "const FOLDER: Option<&str> = Some({:?});", root.to_string_lossy())?;
        out.push_str("static EMBEDDED: &[(&str, &str)] = &[];\n");
        println!("cargo::rerun-if-changed=build.rs");
    }
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("embedded.rs"), out)?;
    Ok(())
}

/// Data files below a folder: tables (`.tsv`) and entries with parts (`.toml`).
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "tsv" || extension == "toml") {
            files.push(path);
        }
    }
    Ok(())
}
