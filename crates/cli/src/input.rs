//! The files of a command line as one row of raw reports.

use std::fs::File;
use std::io::{IsTerminal as _, Read, Write as _};

use ingest::{Options, Place, Raw, Refusal, Source};

/// The raw reports of all files, in their order. A file is opened when its turn comes, so that ten thousand names are not
/// ten thousand open files.
pub(crate) fn raw_reports<'a>(
    files: &'a [String],
    options: &'a Options,
) -> impl Iterator<Item = Result<Raw, Refusal>> + 'a {
    files.iter().flat_map(move |name| {
        let (source, refusal) = match open(name) {
            Ok((shown, reader)) => (Some(Source::new(&shown, reader, options)), None),
            Err(refusal) => (None, Some(Err(refusal))),
        };
        source.into_iter().flatten().chain(refusal)
    })
}

fn open(name: &str) -> Result<(String, Box<dyn Read + Send>), Refusal> {
    if name == "-" {
        let stdin = std::io::stdin();
        if stdin.is_terminal() {
            let _ = writeln!(std::io::stderr(), "onrecord: reading from the keyboard; end with Ctrl-D");
        }
        return Ok(("<stdin>".to_owned(), Box::new(stdin)));
    }
    let refuse = |what: &str| Refusal::new(Place::of(name), what);
    let file = File::open(name).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => refuse("no such file"),
        std::io::ErrorKind::PermissionDenied => refuse("may not be read: permission denied"),
        _ => refuse(&format!("cannot be opened: {error}")),
    })?;
    if file.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(refuse("is a folder; name the files in it"));
    }
    Ok((name.to_owned(), Box::new(file)))
}
