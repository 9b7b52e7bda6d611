//! How far a long run has come, on the standard error and only if that is a terminal.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// Short runs show nothing: a bar that flashes up and goes tells nobody anything.
const FIRST_SHOWN: Duration = Duration::from_millis(700);
const BETWEEN: Duration = Duration::from_millis(150);
/// Before this, an estimate of what is left would jump about.
const FIRST_ESTIMATE: Duration = Duration::from_secs(4);
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
    /// Over so many steps.
    pub(crate) fn of_count(total: usize) -> Self {
        Self { total: Some(total as u64), ..Self::new(&[], false) }
    }

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
        self.step_to(self.done + n_bytes as u64, refused);
    }

    /// One report more; of the whole input so many bytes or steps are done.
    pub(crate) fn step_to(&mut self, done: u64, refused: bool) {
        self.done = done;
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
        let rate = (self.n_read + self.n_refused) / seconds;
        let left = self.left(now).map_or_else(String::new, |left| format!(", {left} left"));
        let line = format!("\r\x1b[K{bar}{} reports{refused}, {rate} a second{left}", self.n_read);
        let mut stderr = std::io::stderr().lock();
        let _ = stderr.write_all(line.as_bytes()).and_then(|()| stderr.flush());
        self.drawn = true;
    }

    /// How long the rest takes if it goes on like this: "about 3 min".
    fn left(&self, now: Instant) -> Option<String> {
        let total = self.total.filter(|&total| self.done > 0 && total > self.done)?;
        let so_far = now.duration_since(self.start);
        if so_far < FIRST_ESTIMATE {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let seconds = so_far.as_secs_f64() / self.done as f64 * (total - self.done) as f64;
        Some(match seconds {
            ..90.0 => format!("about {seconds:.0} s"),
            ..5400.0 => format!("about {:.0} min", seconds / 60.0),
            _ => format!("about {:.1} h", seconds / 3600.0),
        })
    }

    /// Takes the bar away, so that a line can be written in its place.
    pub(crate) fn clear(&mut self) {
        if self.drawn {
            let _ = std::io::stderr().write_all(b"\r\x1b[K");
            self.drawn = false;
        }
    }
}
