//! One writer at a time, by a lock file beside the project file.
//!
//! SQLite's own lock is held for one transaction; a batch of reports is many, and two batches in turns would number their
//! reports differently each time. The system frees the lock however the process ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::{Kind, Result};

pub(crate) struct Lock {
    path: PathBuf,
    /// Locked for as long as it is open.
    _file: File,
}

impl Lock {
    pub(crate) fn take(of: &Path) -> Result<Self> {
        let mut name = of.as_os_str().to_owned();
        name.push("-lock");
        let path = PathBuf::from(name);
        loop {
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Kind::InUse.into()),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
            // Whoever held it may have removed the name between our opening and our locking it.
            if is_still(&path, &file) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Where the check above cannot be made, the empty file stays.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

#[cfg(unix)]
fn is_still(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(named), Ok(open)) = (std::fs::metadata(path), file.metadata()) else { return false };
    (named.dev(), named.ino()) == (open.dev(), open.ino())
}

#[cfg(not(unix))]
fn is_still(_path: &Path, _file: &File) -> bool {
    true
}
