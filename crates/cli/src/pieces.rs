//! A text of any length in pieces of bounded size.
//!
//! A text of up to [`PIECE`] bytes is one piece. A longer one is cut, in each stretch of that many bytes, after the last empty line; if
//! it has none, after the last line end; if it has none, after the last space; else where the stretch ends, between two characters.
//! Only a sentence that has no end within a stretch can be cut in two by this.

use std::io::Read;

/// Picked so that a piece has a few thousand sentences: batches stay full, and its analysis takes some tens of megabytes.
pub(crate) const PIECE: usize = 512 << 10;

pub(crate) struct Pieces<R> {
    input: R,
    buffer: Vec<u8>,
    /// Number of the line with which the buffer begins.
    line: u64,
    /// Bytes of a text that cannot be cut.
    limit: usize,
}

impl<R: Read> Pieces<R> {
    pub(crate) const fn new(input: R, limit: usize) -> Self {
        Self { input, buffer: Vec::new(), line: 1, limit }
    }

    /// The number of its first line and the bytes of the next piece that has more than white space.
    pub(crate) fn next_piece(&mut self) -> std::io::Result<Option<(u64, Vec<u8>)>> {
        loop {
            self.fill(PIECE)?;
            let is_utf16 =
                self.line == 1 && (self.buffer.starts_with(b"\xFF\xFE") || self.buffer.starts_with(b"\xFE\xFF"));
            if is_utf16 {
                // Every other byte may look like a line end; such a text stays whole, up to the usual limit.
                self.fill(self.limit)?;
            }
            if self.buffer.is_empty() {
                return Ok(None);
            }
            let is_last = self.buffer.len() < PIECE;
            let end = if is_last || is_utf16 { self.buffer.len() } else { cut(&self.buffer) };
            let rest = self.buffer.split_off(end);
            let piece = std::mem::replace(&mut self.buffer, rest);
            let line = self.line;
            self.line += piece.iter().filter(|&&byte| byte == b'\n').count() as u64;
            if !piece.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some((line, piece)));
            }
        }
    }

    fn fill(&mut self, size: usize) -> std::io::Result<()> {
        let missing = size.saturating_sub(self.buffer.len()) as u64;
        self.input.by_ref().take(missing).read_to_end(&mut self.buffer).map(|_| ())
    }
}

/// Where a full stretch is cut; never at its beginning.
fn cut(bytes: &[u8]) -> usize {
    let is_blank_line = |at: usize| {
        let before = bytes.get(..at).unwrap_or_default();
        bytes.get(at) == Some(&b'\n') && (before.ends_with(b"\n") || before.ends_with(b"\n\r"))
    };
    let last = |is_end: &dyn Fn(usize) -> bool| (0..bytes.len()).rev().find(|&at| is_end(at)).map(|at| at + 1);
    last(&is_blank_line)
        .or_else(|| last(&|at| bytes.get(at) == Some(&b'\n')))
        .or_else(|| last(&|at| bytes.get(at).is_some_and(u8::is_ascii_whitespace)))
        .unwrap_or_else(|| {
            // Bytes 10xxxxxx continue a character of UTF-8; one has at most three of them.
            let back = bytes.iter().rev().take(4).take_while(|&&byte| byte & 0xC0 == 0x80).count();
            let is_inside =
                bytes.len().checked_sub(back + 1).and_then(|at| bytes.get(at)).is_some_and(|byte| *byte >= 0xC0);
            if is_inside { bytes.len() - back - 1 } else { bytes.len() }
        })
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Pieces, cut};

    fn pieces(text: &[u8]) -> Vec<(u64, Vec<u8>)> {
        let mut pieces = Pieces::new(text, 4 * PIECE);
        std::iter::from_fn(|| pieces.next_piece().unwrap()).collect()
    }

    #[test]
    fn a_text_is_cut_at_the_largest_gap() {
        assert_eq!(cut(b"One.\n\nTwo\nthree"), 6);
        assert_eq!(cut(b"One.\r\n\r\nTwo\nthree"), 8);
        assert_eq!(cut(b"One\ntwo three"), 4);
        assert_eq!(cut(b"One two"), 4);
        assert_eq!(cut(b"One"), 3);
        assert_eq!(cut("aé".as_bytes()), 1);
    }

    #[test]
    fn nothing_is_lost_and_lines_are_counted() {
        let paragraph = "The army left the town.\nThe mayor stayed – he slept.\n\n";
        let text = paragraph.repeat(3 * PIECE / paragraph.len());
        let found = pieces(text.as_bytes());
        assert!(found.len() >= 3);
        assert_eq!(found.concat_bytes(), text.as_bytes());
        let n_lines = String::from_utf8(found[0].1.clone()).unwrap().lines().count() as u64;
        assert_eq!(found[1].0, n_lines + 1);
        assert!(found.iter().all(|(_, piece)| piece.len() <= PIECE && piece.ends_with(b"\n\n")));
    }

    #[test]
    fn texts_without_gaps_end_too() {
        for unit in ["a", "é", "日", "\u{80}"] {
            let text = unit.repeat(2 * PIECE / unit.len() + 1);
            let found = pieces(text.as_bytes());
            assert_eq!(found.concat_bytes(), text.as_bytes());
            assert!(found.iter().all(|(_, piece)| std::str::from_utf8(piece).is_ok()), "{unit:?}");
        }
        assert!(pieces(" \n".repeat(PIECE).as_bytes()).is_empty());
        assert!(pieces(b"").is_empty());
    }

    trait Concat {
        fn concat_bytes(&self) -> Vec<u8>;
    }

    impl Concat for Vec<(u64, Vec<u8>)> {
        fn concat_bytes(&self) -> Vec<u8> {
            self.iter().flat_map(|(_, piece)| piece.iter().copied()).collect()
        }
    }
}
