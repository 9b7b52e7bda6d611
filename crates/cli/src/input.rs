//! The files of a command line as one row of raw reports.

use std::fs::File;
use std::io::{IsTerminal as _, Read, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};

use ingest::{Options, Place, Raw, Refusal, Source};

/// The raw reports of all files, in their order. A file is opened when its turn comes, so that ten thousand names are not
/// ten thousand open files.
pub(crate) fn raw_reports<'a>(
    files: &'a [String],
    options: &'a Options,
) -> impl Iterator<Item = Result<Raw, Refusal>> + 'a {
    static NOBODY_ASKS: AtomicU64 = AtomicU64::new(0);
    counted_raw_reports(files, options, &NOBODY_ASKS)
}

/// The same; `n_bytes` grows by what is read of the files.
pub(crate) fn counted_raw_reports<'a>(
    files: &'a [String],
    options: &'a Options,
    n_bytes: &'a AtomicU64,
) -> impl Iterator<Item = Result<Raw, Refusal>> + 'a {
    files.iter().flat_map(move |name| {
        let (source, refusal) = match open(name) {
            Ok((shown, reader)) => (Some(Source::new(&shown, Counted { reader, n_bytes }, options)), None),
            Err(refusal) => (None, Some(Err(refusal))),
        };
        source.into_iter().flatten().chain(refusal)
    })
}

struct Counted<'a, R> {
    reader: R,
    n_bytes: &'a AtomicU64,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_read = self.reader.read(buffer)?;
        self.n_bytes.fetch_add(n_read as u64, Ordering::Relaxed);
        Ok(n_read)
    }
}

/// The name that messages show, and the bytes of a file or of the standard input.
pub(crate) fn open(name: &str) -> Result<(String, Box<dyn Read + Send>), Refusal> {
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
