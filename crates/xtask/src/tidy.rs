//! The checks of `cargo xtask tidy`: module headers, sizes, file names, and words that do not belong in the repository.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Lines with code in one file; comments and empty lines do not count, and neither do tests at its end.
const MAX_CODE_LINES: usize = 500;
/// File names that do not name a thing.
const EMPTY_NAMES: [&str; 5] = ["utils", "helpers", "common", "misc", "util"];
/// Directories at the root whose files are looked at.
const PLACES: [&str; 5] = ["crates", "data", "docs", "models", ".github"];
const TEXT_ENDINGS: [&str; 7] = ["rs", "toml", "tsv", "md", "rule", "yml", "json"];
/// Paths of one machine. They are written in two parts, so that this file does not find itself.
const MACHINE_PATHS: [(&str, &str); 4] = [("/wo", "rk/"), ("/tm", "p/"), ("/ho", "me/"), ("../sha", "red")];

/// Walks the repository and says what is out of order, sorted by file.
///
/// # Errors
/// A file or directory cannot be read.
pub(crate) fn check(root: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for place in PLACES {
        let directory = root.join(place);
        if directory.is_dir() {
            list(&directory, &mut files)?;
        }
    }
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        if path.is_file() {
            files.push(path);
        }
    }
    files.retain(|path| {
        path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| TEXT_ENDINGS.contains(&ending))
    });
    files.sort();
    let mut faults = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap_or(&path).display().to_string();
        let text = fs::read_to_string(&path)?;
        faults.extend(check_file(&name, &text).into_iter().map(|fault| format!("{name}: {fault}")));
    }
    Ok(faults)
}

fn list(directory: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_none_or(|name| name != "target") {
                list(&path, files)?;
            }
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn check_file(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if let Some((a, b)) = MACHINE_PATHS.iter().find(|(a, b)| line.contains(&format!("{a}{b}"))) {
            faults.push(format!("line {} has the machine path {a}{b}", index + 1));
        }
    }
    let Some(stem) = name.strip_suffix(".rs") else { return faults };
    let last = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    if EMPTY_NAMES.contains(&last) {
        faults.push("the file's name does not name a thing".to_owned());
    }
    if !text.starts_with("//!") {
        faults.push("the module does not open with a `//!` header that tells its job".to_owned());
    }
    let n_code = code_lines(text);
    if n_code > MAX_CODE_LINES {
        faults.push(format!("{n_code} lines of code where {MAX_CODE_LINES} are the limit; split it by subject"));
    }
    faults
}

fn code_lines(text: &str) -> usize {
    let before_tests = text.lines().take_while(|line| *line != "#[cfg(test)]" || is_declaration_after(text, line));
    before_tests.filter(|line| !matches!(line.trim_start(), "") && !line.trim_start().starts_with("//")).count()
}

/// Whether the first `#[cfg(test)]` stands before a mere `mod tests;`, so that code follows it.
fn is_declaration_after(text: &str, line: &str) -> bool {
    text.split_once(line)
        .is_some_and(|(_, after)| after.trim_start().lines().next().is_some_and(|next| next.ends_with(';')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong() {
        let path = format!("//! Reads {}x.\n", ["/tm", "p/"].concat());
        let cases = [
            ("crates/a/src/lib.rs", "//! Reads.\nfn f() {}\n".to_owned(), 0),
            ("crates/a/src/lib.rs", "fn f() {}\n".to_owned(), 1),
            ("crates/a/src/utils.rs", "//! Reads.\n".to_owned(), 1),
            ("crates/a/src/lib.rs", path.clone(), 1),
            ("data/x.tsv", path, 1),
            ("crates/a/src/lib.rs", format!("//! Reads.\n{}", "let x = 1;\n".repeat(501)), 1),
            ("crates/a/src/lib.rs", format!("//! Reads.\n{}", "// x\n\n".repeat(501)), 0),
            ("crates/a/src/lib.rs", format!("//! Reads.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "f();\n".repeat(501)), 0),
        ];
        for (name, text, expected) in cases {
            assert_eq!(check_file(name, &text).len(), expected, "{name}: {:?}", check_file(name, &text));
        }
    }
}
