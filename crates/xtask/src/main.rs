//! Repository chores. `cargo xtask tidy` checks what neither the compiler nor clippy does; `cargo xtask gazetteer DIR` builds
//! the index of places.

mod gazetteer;
mod tidy;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let mut err = std::io::stderr();
    // Nothing can be done when standard error is closed, so the results of writing to it are not looked at.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    match (words.next().as_deref(), words.next()) {
        (Some("tidy"), None) => match tidy::check(&root) {
            Ok(faults) => {
                for fault in &faults {
                    let _ = writeln!(err, "{fault}");
                }
                if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
            }
            Err(error) => {
                let _ = writeln!(err, "xtask: {error}");
                ExitCode::FAILURE
            }
        },
        (Some("gazetteer"), Some(packages)) => match gazetteer::build(&root, Path::new(&packages)) {
            Ok(what) => {
                let _ = writeln!(err, "{what}");
                ExitCode::SUCCESS
            }
            Err(error) => {
                let _ = writeln!(err, "xtask: {error}");
                ExitCode::FAILURE
            }
        },
        _ => {
            let _ = writeln!(err, "usage: cargo xtask tidy | gazetteer DIR");
            ExitCode::FAILURE
        }
    }
}
