//! Cuts an input into raw reports, holding one at a time.

use std::io::{BufRead, BufReader, Read};

use crate::gzip::Unzipped;
use crate::warc::{self, Archive};
use crate::{Format, Options, Place, Reading, Refusal, detect, feed, html, jsonl, plain};

/// The bytes of one report, not yet understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    pub place: Place,
    pub format: Format,
    pub bytes: Vec<u8>,
    /// The address of a page from an archive, for one that does not say it itself.
    pub url: Option<String>,
}

impl Raw {
    /// Makes a report of the bytes.
    ///
    /// # Errors
    /// They are empty, no text, too long, or not what the format asks for.
    pub fn read(&self, options: &Options) -> Result<Reading, Refusal> {
        let known;
        let options = match &self.url {
            Some(url) => {
                known = with_url(options, url);
                &known
            }
            None => options,
        };
        match self.format {
            Format::Text => plain::read(&self.bytes, &self.place, options),
            Format::Html => html::read(&self.bytes, &self.place, options),
            Format::JsonLines => jsonl::read(&self.bytes, &self.place, options),
            Format::Warc => warc::read(&self.bytes, &self.place, options),
            Format::Feed => {
                let what = "a feed holds several reports; a source cuts it up";
                Err(Refusal::new(self.place.clone(), what))
            }
        }
    }
}

fn with_url(options: &Options, url: &str) -> Options {
    let mut options = options.clone();
    options.given.url = Some(url.to_owned());
    options
}

/// Bytes looked at to tell the format.
const HEAD: usize = 1024;

/// A reader whose first bytes can be looked at before they are read. A pipe may give one byte at first, which tells nothing.
struct Peeked<R> {
    head: Vec<u8>,
    /// How much of the head has been read.
    at: usize,
    rest: R,
}

impl<R: Read> Peeked<R> {
    fn peek(&mut self) -> std::io::Result<&[u8]> {
        let missing = HEAD.saturating_sub(self.head.len()) as u64;
        self.rest.by_ref().take(missing).read_to_end(&mut self.head)?;
        Ok(&self.head)
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.head.get(self.at..).filter(|head| !head.is_empty()) {
            Some(mut head) => {
                let n_read = head.read(buffer)?;
                self.at += n_read;
                Ok(n_read)
            }
            None => self.rest.read(buffer),
        }
    }
}

/// The raw reports of one input, gzipped or not, in its order. A line that is too long is refused and passed over.
pub struct Source<R: Read> {
    input: BufReader<Peeked<Unzipped<R>>>,
    place: Place,
    /// `None` until the first bytes are seen, if the caller did not say.
    format: Option<Format>,
    limit: usize,
    line: u64,
    n_raw: u64,
    done: bool,
    /// Entries of a feed that are still to come, the next one last.
    entries: Vec<Result<Raw, Refusal>>,
    archive: Option<Archive>,
}

impl<R: Read> Source<R> {
    pub fn new(name: &str, input: R, options: &Options) -> Self {
        Self {
            input: BufReader::with_capacity(1 << 16, Peeked { head: Vec::new(), at: 0, rest: Unzipped::new(input) }),
            place: Place::of(name),
            format: options.format,
            limit: options.limits.input,
            line: 0,
            n_raw: 0,
            done: false,
            entries: Vec::new(),
            archive: None,
        }
    }

    /// The whole input as one report.
    fn whole(&mut self, format: Format) -> Result<Raw, Refusal> {
        self.done = true;
        let mut bytes = Vec::new();
        let more = self.limit as u64 + 1;
        self.input.by_ref().take(more).read_to_end(&mut bytes).map_err(|error| self.failed(&error))?;
        if bytes.len() > self.limit {
            let head = bytes.get(..4096).unwrap_or(&bytes);
            let what = detect::binary(head).unwrap_or_else(|| too_long(self.limit, "file"));
            return Err(Refusal::new(self.place.clone(), what));
        }
        Ok(Raw { place: self.place.clone(), format, bytes, url: None })
    }

    /// The next line that is not blank; `None` at the end.
    fn next_line(&mut self) -> Option<Result<Raw, Refusal>> {
        loop {
            let (bytes, length) = match self.line_bytes() {
                Ok(None) => {
                    self.done = true;
                    let empty = self.n_raw == 0;
                    return empty.then(|| Err(Refusal::new(self.place.clone(), EMPTY)));
                }
                Ok(Some(found)) => found,
                Err(error) => {
                    self.done = true;
                    return Some(Err(self.failed(&error)));
                }
            };
            self.line += 1;
            let place = self.place.at_line(self.line);
            if length > self.limit {
                self.n_raw += 1;
                return Some(Err(Refusal::new(place, too_long(self.limit, "line"))));
            }
            let blank = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).trim_ascii().is_empty();
            if !blank {
                self.n_raw += 1;
                return Some(Ok(Raw { place, format: Format::JsonLines, bytes, url: None }));
            }
        }
    }

    /// One line up to the limit, and its whole length. What is over the limit is read and thrown away.
    fn line_bytes(&mut self) -> std::io::Result<Option<(Vec<u8>, usize)>> {
        let (mut bytes, mut length) = (Vec::new(), 0);
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                return Ok((length > 0).then_some((bytes, length)));
            }
            let newline = buffer.iter().position(|&byte| byte == b'\n');
            let piece = newline.map_or(buffer, |at| &buffer[..at]);
            let used = newline.map_or(buffer.len(), |at| at + 1);
            if length + piece.len() <= self.limit {
                bytes.extend_from_slice(piece);
            } else {
                bytes = Vec::new();
            }
            // The newline counts too, so that a blank line is told from the end of the input.
            length +=
                if newline.is_some() && length + piece.len() <= self.limit { piece.len().max(1) } else { piece.len() };
            self.input.consume(used);
            if newline.is_some() {
                return Ok(Some((bytes, length)));
            }
        }
    }

    fn failed(&self, error: &std::io::Error) -> Refusal {
        let what = match error.kind() {
            std::io::ErrorKind::IsADirectory => "is a folder; name the files in it".to_owned(),
            _ => format!("cannot be read: {error}"),
        };
        Refusal::new(self.place.clone(), what)
    }
}

pub(crate) const EMPTY: &str = "empty: there is no text in it";

fn too_long(limit: usize, what: &str) -> String {
    format!("the {what} is longer than {} MiB, the most that is read as one report; split it", limit >> 20)
}

impl<R: Read> Iterator for Source<R> {
    type Item = Result<Raw, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(entry) = self.entries.pop() {
            return Some(entry);
        }
        if self.done {
            return None;
        }
        let format = match self.format {
            Some(format) => format,
            // Nothing has been read through the buffer yet, so the head is still to come there.
            None => match self.input.get_mut().peek() {
                Ok(head) => Format::detect(head, &self.place.name),
                Err(error) => {
                    self.done = true;
                    return Some(Err(self.failed(&error)));
                }
            },
        };
        self.format = Some(format);
        match format {
            Format::Text | Format::Html => Some(self.whole(format)),
            Format::JsonLines => self.next_line(),
            Format::Feed => {
                self.entries = match self.whole(format) {
                    Ok(raw) => feed::entries(&raw.bytes, &self.place),
                    Err(refusal) => vec![Err(refusal)],
                };
                self.entries.reverse();
                self.entries.pop()
            }
            Format::Warc => {
                let archive = self.archive.get_or_insert_with(|| Archive::new(self.place.clone(), self.limit));
                archive.next_page(&mut self.input)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn lines(input: &str, limit: usize) -> Vec<Result<String, String>> {
        let options = Options {
            format: Some(Format::JsonLines),
            limits: Limits { input: limit, ..Limits::default() },
            ..Options::default()
        };
        Source::new("f", input.as_bytes(), &options)
            .map(|raw| {
                raw.map(|raw| String::from_utf8(raw.bytes).unwrap()).map_err(|refusal| refusal.place.to_string())
            })
            .collect()
    }

    /// Gives one byte at a time.
    struct Dripping<'a>(&'a [u8]);

    impl Read for Dripping<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let (Some(&first), Some(slot)) = (self.0.first(), buffer.first_mut()) else { return Ok(0) };
            *slot = first;
            self.0 = &self.0[1..];
            Ok(1)
        }
    }

    #[test]
    fn a_slow_pipe_is_read_like_a_file() {
        let input = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"b\"}}", "a".repeat(3000));
        let raws: Vec<Raw> =
            Source::new("f", Dripping(input.as_bytes()), &Options::default()).map(Result::unwrap).collect();
        assert_eq!(
            raws.iter().map(|raw| (raw.format, raw.bytes.len())).collect::<Vec<_>>(),
            [(Format::JsonLines, 3012), (Format::JsonLines, 13)]
        );
    }

    #[test]
    fn a_line_too_long_is_refused_and_the_next_is_read() {
        let ok = |line: &str| Ok(line.to_owned());
        assert_eq!(lines("one\n\n1234567\n3", 6), [ok("one"), Err("f:3".to_owned()), ok("3")]);
        assert_eq!(lines("123456\n", 6), [ok("123456")]);
        assert_eq!(lines("\r\n\u{feff}\n", 6), [Err("f".to_owned())]);
        assert_eq!(lines("", 6), [Err("f".to_owned())]);
    }

    #[test]
    fn a_long_line_over_many_buffers_keeps_its_place() {
        let long = "x".repeat(300_000);
        assert_eq!(lines(&format!("{long}\nb\n"), 200_000), [Err("f:1".to_owned()), Ok("b".to_owned())]);
        assert_eq!(lines(&format!("{long}\nb\n"), 300_000), [Ok(long), Ok("b".to_owned())]);
    }
}
