//! Repository chores. `cargo xtask tidy` checks what neither the compiler nor clippy does.

mod tidy;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let mut err = std::io::stderr();
    // Nothing can be done when standard error is closed, so the results of writing to it are not looked at.
    match (words.next().as_deref(), words.next()) {
        (Some("tidy"), None) => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
            match tidy::check(&root) {
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
            }
        }
        _ => {
            let _ = writeln!(err, "usage: cargo xtask tidy");
            ExitCode::FAILURE
        }
    }
}
