//! How far a long run has come, on the standard error and only if that is a terminal.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Short runs show nothing: a bar that flashes up and goes tells nobody anything.
const FIRST_SHOWN: Duration = Duration::from_millis(700);
const BETWEEN: Duration = Duration::from_millis(150);
const CELLS: u64 = 24;

pub(crate) struct Progress {
    on: bool,
    /// Bytes of all files together, where all of them say how long they are.
    total: Option<u64>,
    done: u64,
    n_read: u64,
    n_refused: u64,
    start: Instant,
    next: Instant,
    drawn: bool,
}

impl Progress {
    /// `also_output`: the records themselves go to the same terminal, and a bar between them would only be in the way.
    pub(crate) fn new(files: &[String], output_is_terminal: bool) -> Self {
        let length = |name: &String| {
            std::fs::metadata(name).ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len())
        };
        let start = Instant::now();
        Self {
            on: std::io::stderr().is_terminal() && !output_is_terminal,
            total: files.iter().map(length).sum(),
            done: 0,
            n_read: 0,
            n_refused: 0,
            start,
            next: start + FIRST_SHOWN,
            drawn: false,
        }
    }

    pub(crate) fn step(&mut self, n_bytes: usize, refused: bool) {
        self.done += n_bytes as u64;
        if refused {
            self.n_refused += 1
        } else {
            self.n_read += 1
        }
        let now = Instant::now();
        if self.on && now >= self.next {
            self.next = now + BETWEEN;
            self.draw(now);
        }
    }

    fn draw(&mut self, now: Instant) {
        let seconds = now.duration_since(self.start).as_secs().max(1);
        let bar = self.total.filter(|&total| total > 0).map_or_else(String::new, |total| {
            let filled = (self.done.min(total) * CELLS / total).min(CELLS);
            let cells: String = (0..CELLS).map(|cell| if cell < filled { '█' } else { '░' }).collect();
            format!("{cells} {:>3} %  ", self.done.min(total) * 100 / total)
        });
        let refused = if self.n_refused > 0 { format!(", {} refused", self.n_refused) } else { String::new() };
        let line = format!(
            "\r\x1b[K{bar}{} reports{refused}, {} a second",
            self.n_read,
            (self.n_read + self.n_refused) / seconds
        );
        let mut stderr = std::io::stderr().lock();
        let _ = stderr.write_all(line.as_bytes()).and_then(|()| stderr.flush());
        self.drawn = true;
    }

    /// Takes the bar away, so that a line can be written in its place.
    pub(crate) fn clear(&mut self) {
        if self.drawn {
            let _ = std::io::stderr().write_all(b"\r\x1b[K");
            self.drawn = false;
        }
    }
}
