//! Why a command could not go on. A report that cannot be read is none of these: it is told, and the next one is read.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::visible;

#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read our output has gone.
    ClosedPipe,
    Output(io::Error),
    /// The model or the data inside the program.
    Load(String),
    /// The user's language data.
    Data(String),
    Eval(String),
    /// A project file, by name.
    Project(PathBuf, store::Error),
    /// A question that cannot be answered as it was put.
    Question(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClosedPipe => f.write_str("the output was closed"),
            Self::Output(error) => write!(f, "the output cannot be written: {error}"),
            Self::Load(what) => write!(f, "the program's own data cannot be loaded: {what}"),
            Self::Data(what) | Self::Eval(what) | Self::Question(what) => f.write_str(what),
            Self::Project(path, error) => write!(f, "{}: {error}", visible::shown(&path.to_string_lossy())),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::ClosedPipe } else { Self::Output(error) }
    }
}
