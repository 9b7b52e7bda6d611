//! Input that may be gzipped, as plain bytes.
//!
//! A gzip file is a row of members; web archives have one for each record. Behind a damaged member the next one is looked
//! for, so that one bad record does not take the rest of an archive with it: the reader gets one error and may go on.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// Bytes of a member that are held until it turns out sound. Damage is often noticed only far into the members behind it;
/// beyond this it costs those.
const MOST_HELD: usize = 8 << 20;

const MAGIC: [u8; 3] = [0x1F, 0x8B, 0x08];

/// Bytes of one file that are read a second time. Beyond this, a file made to hurt is read forward only.
const MOST_READ_AGAIN: usize = 64 << 20;

/// Bytes of the file, some of which may have been put back.
struct Compressed<R> {
    put_back: Vec<u8>,
    /// How much of what was put back has been read again.
    at: usize,
    read_again: usize,
    reader: BufReader<R>,
    /// How much of the file lies before what comes next.
    offset: u64,
    /// What was read of the running member, if that is not too much.
    held: Option<Vec<u8>>,
}

impl<R: Read> Read for Compressed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.fill_buf()?.read(buffer)?;
        self.consume(n_read);
        Ok(n_read)
    }
}

impl<R: Read> BufRead for Compressed<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.put_back.get(self.at..).filter(|rest| !rest.is_empty()) {
            Some(rest) => Ok(rest),
            None => self.reader.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        self.offset += amount as u64;
        if let Some(held) = &mut self.held {
            let again = self.put_back.get(self.at..).filter(|rest| !rest.is_empty());
            let from = again.unwrap_or_else(|| self.reader.buffer());
            held.extend_from_slice(from.get(..amount).unwrap_or_default());
            if held.len() > MOST_HELD.min(MOST_READ_AGAIN.saturating_sub(self.read_again)) {
                self.held = None;
            }
        }
        if self.at < self.put_back.len() {
            self.at += amount;
        } else {
            self.reader.consume(amount);
        }
    }
}

impl<R: Read> Compressed<R> {
    fn begin_member(mut self) -> State<R> {
        self.held = Some(Vec::new());
        State::Member(Box::new(GzDecoder::new(self)))
    }

    /// Goes back to just behind the magic of the member that was begun, as far as it is held.
    fn leave_member(&mut self) {
        if let Some(held) = self.held.take() {
            let rest = held.get(MAGIC.len()..).unwrap_or_default();
            self.read_again += rest.len();
            self.put_back(rest);
        }
    }

    fn put_back(&mut self, bytes: &[u8]) {
        self.offset -= bytes.len() as u64;
        // Mostly they stand there still, and nothing needs to be moved.
        if let Some(start) = self.at.checked_sub(bytes.len())
            && self.put_back.get(start..self.at) == Some(bytes)
        {
            self.at = start;
            return;
        }
        self.put_back.splice(..self.at, bytes.iter().copied());
        self.at = 0;
    }

    /// Goes to the next bytes that begin a member; `false` at the end of the file.
    fn find_member(&mut self) -> io::Result<bool> {
        let mut last = [0; 3];
        loop {
            let buffer = self.fill_buf()?;
            let Some(&byte) = buffer.first() else { return Ok(false) };
            last = [last[1], last[2], byte];
            self.consume(1);
            if last == MAGIC {
                self.put_back(&MAGIC);
                return Ok(true);
            }
        }
    }

    /// Whether a member begins here.
    fn at_member(&mut self) -> io::Result<bool> {
        let mut head = Vec::new();
        self.by_ref().take(MAGIC.len() as u64).read_to_end(&mut head)?;
        let found = head == MAGIC;
        self.put_back(&head);
        Ok(found)
    }
}

enum State<R: Read> {
    /// Nothing was read yet.
    Start(Compressed<R>),
    Plain(Compressed<R>),
    Member(Box<GzDecoder<Compressed<R>>>),
    /// Behind a damaged member.
    Lost(Compressed<R>),
    End,
}

/// A reader of the plain bytes.
pub(crate) struct Unzipped<R: Read>(State<R>);

impl<R: Read> Unzipped<R> {
    pub(crate) fn new(reader: R) -> Self {
        let reader = BufReader::with_capacity(1 << 16, reader);
        Self(State::Start(Compressed { put_back: Vec::new(), at: 0, read_again: 0, reader, offset: 0, held: None }))
    }

    fn next_member(&mut self, mut input: Compressed<R>) -> io::Result<()> {
        input.held = None;
        // Some writers fill the last block with zeros.
        while input.fill_buf()?.first() == Some(&0) {
            input.consume(1);
        }
        self.0 = if input.fill_buf()?.is_empty() {
            State::End
        } else if input.at_member()? {
            input.begin_member()
        } else {
            let offset = input.offset;
            self.0 = State::Lost(input);
            return Err(damaged(offset));
        };
        Ok(())
    }
}

fn damaged(offset: u64) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("damaged gzip data at byte {offset}"))
}

impl<R: Read> Read for Unzipped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.0, State::End) {
                State::Start(mut input) => {
                    self.0 = if input.at_member()? { input.begin_member() } else { State::Plain(input) };
                }
                State::Plain(mut input) => {
                    let n_read = input.read(buffer);
                    self.0 = State::Plain(input);
                    return n_read;
                }
                State::Member(mut member) => match member.read(buffer) {
                    Ok(0) => self.next_member(member.into_inner())?,
                    Ok(n_read) => {
                        self.0 = State::Member(member);
                        return Ok(n_read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => self.0 = State::Member(member),
                    Err(_) => {
                        let mut input = member.into_inner();
                        input.leave_member();
                        let offset = input.offset;
                        self.0 = State::Lost(input);
                        return Err(damaged(offset));
                    }
                },
                State::Lost(mut input) => {
                    if input.find_member()? {
                        self.0 = input.begin_member();
                    }
                }
                State::End => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write as _;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    /// What is read, with "!" for each error.
    fn read(bytes: &[u8]) -> String {
        let mut reader = Unzipped::new(bytes);
        let (mut out, mut buffer) = (String::new(), [0; 7]);
        for _ in 0..10_000 {
            match reader.read(&mut buffer) {
                Ok(0) => return out,
                Ok(n_read) => out.push_str(&String::from_utf8_lossy(&buffer[..n_read])),
                Err(_) => out.push('!'),
            }
        }
        panic!("no end");
    }

    #[test]
    fn many_beginnings_of_members_take_no_time() {
        // Each begins a member whose one stored block reaches over all that follow.
        let begin = b"\x1F\x8B\x08\0\0\0\0\0\0\xFF\0\xFF\xFF\0\0";
        let bytes = begin.repeat(200_000);
        let mut reader = Unzipped::new(bytes.as_slice());
        let mut buffer = vec![0; 1 << 16];
        let n_reads = (0..10_000_000).take_while(|_| !matches!(reader.read(&mut buffer), Ok(0))).count();
        assert!(n_reads < 10_000_000);
    }

    #[test]
    fn plain_bytes_and_members_are_read() {
        assert_eq!(read(b"plain text"), "plain text");
        assert_eq!(read(b"\x1F\x8B"), "\u{1F}\u{FFFD}");
        assert_eq!(read(b""), "");
        assert_eq!(read(&[member("one "), member("two")].concat()), "one two");
        assert_eq!(read(&[member("one"), vec![0; 500]].concat()), "one");
    }

    #[test]
    fn a_damaged_member_does_not_take_the_next_with_it() {
        let (one, mut two, three) = (member("one "), member(&"two ".repeat(50)), member("three"));
        two[12] ^= 0xFF;
        let shown = read(&[one.clone(), two.clone(), three.clone()].concat());
        assert!(shown.starts_with("one ") && shown.contains('!') && shown.ends_with("three"), "{shown}");
        let shown = read(&[one.clone(), three[..9].to_vec()].concat());
        assert_eq!(shown, "one !");
        let shown = read(&[one.clone(), two[..20].to_vec(), three.clone()].concat());
        assert!(shown.starts_with("one ") && shown.ends_with("three"), "{shown}");
        let shown = read(&[one, b"garbage".to_vec(), three].concat());
        assert_eq!(shown, "one !three");
    }
}
