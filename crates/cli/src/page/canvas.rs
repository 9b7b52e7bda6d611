//! Styled words laid out in lines of a given width.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal::Layout;
use crate::visible::shown;

/// What a stretch of text is. The colors are the sixteen that every terminal's theme makes readable on its own ground, and
/// no color stands alone for a meaning: marks and words say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    #[default]
    Plain,
    Strong,
    Faint,
    VerbalCooperation,
    MaterialCooperation,
    VerbalConflict,
    MaterialConflict,
    Cue,
    Time,
    Commitment,
}

impl Style {
    /// Parameters of the "select graphic rendition" sequence; empty for none.
    fn codes(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "1",
            Self::Faint => "2",
            Self::VerbalCooperation => "32",
            Self::MaterialCooperation => "1;32",
            Self::VerbalConflict => "31",
            Self::MaterialConflict => "1;31",
            Self::Cue => "35",
            Self::Time => "36",
            Self::Commitment => "4",
        }
    }
}

/// A stretch of text in one style. The text is made visible when it is made a piece, so nothing else needs to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    text: String,
    style: Style,
}

impl Piece {
    pub(crate) fn new(text: &str, style: Style) -> Self {
        Self { text: shown(text).into_owned(), style }
    }

    pub(crate) fn plain(text: &str) -> Self {
        Self::new(text, Style::Plain)
    }

    pub(crate) fn faint(text: &str) -> Self {
        Self::new(text, Style::Faint)
    }

    pub(crate) fn strong(text: &str) -> Self {
        Self::new(text, Style::Strong)
    }
}

pub(crate) fn width(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| piece.text.width()).sum()
}

/// Something that is not broken unless it is wider than a line: a word, or one wide letter.
#[derive(Default)]
struct Atom {
    pieces: Vec<Piece>,
    space_before: bool,
}

impl Atom {
    fn width(&self) -> usize {
        width(&self.pieces)
    }

    fn push(&mut self, letter: char, style: Style) {
        match self.pieces.last_mut() {
            Some(piece) if piece.style == style => piece.text.push(letter),
            Some(_) | None => self.pieces.push(Piece { text: letter.to_string(), style }),
        }
    }
}

/// Letters of scripts without spaces may part; what joins to the letter before it stays with it.
fn atoms(pieces: &[Piece]) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut running = Atom::default();
    let mut before: Option<char> = None;
    for (letter, style) in pieces.iter().flat_map(|piece| piece.text.chars().map(|letter| (letter, piece.style))) {
        if letter == ' ' {
            if !running.pieces.is_empty() {
                atoms.push(std::mem::take(&mut running));
            }
            running.space_before = true;
            before = None;
            continue;
        }
        let is_wide = |letter: char| letter.width() == Some(2);
        let joins =
            letter.width() == Some(0) || before == Some('\u{200D}') || ('\u{1F3FB}'..='\u{1F3FF}').contains(&letter);
        let parts = before.is_some_and(|before| !joins && (is_wide(before) || is_wide(letter)));
        if parts {
            atoms.push(std::mem::take(&mut running));
        }
        running.push(letter, style);
        // A mark on a wide letter leaves it wide.
        before = if joins && letter != '\u{200D}' { before.or(Some(letter)) } else { Some(letter) };
    }
    if !running.pieces.is_empty() {
        atoms.push(running);
    }
    atoms
}

/// Lines of a page.
pub(crate) struct Canvas {
    layout: Layout,
    out: String,
    /// Columns filled, those of `n_spaces` among them.
    column: usize,
    /// Spaces that are written only if something follows on the line.
    n_spaces: usize,
    /// The style that the terminal is in.
    open: Style,
}

impl Canvas {
    pub(crate) fn new(layout: Layout) -> Self {
        Self { layout, out: String::new(), column: 0, n_spaces: 0, open: Style::Plain }
    }

    pub(crate) fn finish(self) -> String {
        self.out
    }

    pub(crate) fn width(&self) -> usize {
        self.layout.width
    }

    pub(crate) fn blank(&mut self) {
        self.out.push('\n');
    }

    pub(crate) fn heading(&mut self, words: &str) {
        self.blank();
        self.block(&[], 0, &[Piece::strong(words)]);
    }

    /// `lead` at the margin, then the pieces beside it, all their lines beginning at column `indent`. A lead that is too
    /// wide for that has a line of its own.
    pub(crate) fn block(&mut self, lead: &[Piece], indent: usize, pieces: &[Piece]) {
        // However narrow the page, text gets half of it.
        let indent = indent.min(self.layout.width / 2);
        if !lead.is_empty() {
            for piece in lead {
                self.put(piece);
            }
            if self.column > indent {
                self.line_end();
            }
        }
        self.pad(indent);
        for atom in atoms(pieces) {
            self.atom(&atom, indent);
        }
        self.line_end();
    }

    /// The pieces from the margin on, further lines beginning at column `indent`.
    pub(crate) fn hanging(&mut self, indent: usize, pieces: &[Piece]) {
        let indent = indent.min(self.layout.width / 2);
        let mut margin = 0;
        for atom in atoms(pieces) {
            let space = usize::from(atom.space_before && self.column > 0);
            if margin == 0 && self.column > 0 && self.column + space + atom.width() > self.layout.width {
                self.line_end();
                self.pad(indent);
                margin = indent;
            }
            self.atom(&atom, margin);
        }
        self.line_end();
    }

    /// One line just as it is, however wide: tables and trees.
    pub(crate) fn row(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.put(piece);
        }
        self.line_end();
    }

    fn atom(&mut self, atom: &Atom, indent: usize) {
        let wide = atom.width();
        let at_start = self.column <= indent;
        let space = usize::from(atom.space_before && !at_start);
        if self.column + space + wide <= self.layout.width {
            self.pad(self.column + space);
        } else if indent + wide <= self.layout.width {
            self.line_end();
            self.pad(indent);
        } else {
            // Too long for any line: begun on this one if there is room for some of it, and cut at the edge.
            self.pad(self.column + space);
            return self.cut(atom, indent);
        }
        for piece in &atom.pieces {
            self.put(piece);
        }
    }

    fn cut(&mut self, atom: &Atom, indent: usize) {
        for piece in &atom.pieces {
            let mut fits = Piece { text: String::new(), style: piece.style };
            let mut fits_width = 0;
            for letter in piece.text.chars() {
                let letter_width = letter.width().unwrap_or(0);
                if self.column + fits_width + letter_width > self.layout.width && self.column + fits_width > indent {
                    self.put(&fits);
                    self.line_end();
                    self.pad(indent);
                    fits.text.clear();
                    fits_width = 0;
                }
                fits.text.push(letter);
                fits_width += letter_width;
            }
            self.put(&fits);
        }
    }

    fn put(&mut self, piece: &Piece) {
        if piece.text.is_empty() {
            return;
        }
        let codes = if self.layout.color { piece.style.codes() } else { "" };
        if piece.style != self.open {
            self.close();
        }
        self.out.extend(std::iter::repeat_n(' ', self.n_spaces));
        self.n_spaces = 0;
        if piece.style != self.open && !codes.is_empty() {
            self.out.push_str("\x1b[");
            self.out.push_str(codes);
            self.out.push('m');
            self.open = piece.style;
        }
        // A space that does not break has done its work by now.
        self.out.push_str(&piece.text.replace('\u{A0}', " "));
        self.column += piece.text.width();
    }

    fn close(&mut self) {
        if self.open != Style::Plain {
            self.out.push_str("\x1b[0m");
            self.open = Style::Plain;
        }
    }

    fn pad(&mut self, column: usize) {
        self.n_spaces += column.saturating_sub(self.column);
        self.column = self.column.max(column);
    }

    fn line_end(&mut self) {
        self.close();
        self.out.push('\n');
        (self.column, self.n_spaces) = (0, 0);
    }
}

/// The words up to a width, with an ellipsis where they were cut; line ends become spaces.
pub(crate) fn shortened(words: &str, most: usize) -> String {
    let words = shown(words);
    let mut out = String::new();
    let mut wide = 0;
    for word in words.split_whitespace() {
        let next = word.width() + usize::from(!out.is_empty());
        if wide + next > most {
            let room = most.saturating_sub(wide + 2);
            if out.is_empty() {
                let mut used = 0;
                out.extend(word.chars().take_while(|letter| {
                    used += letter.width().unwrap_or(0);
                    used <= room
                }));
            }
            out.push('…');
            return out;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
        wide += next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(width: usize, indent: usize, text: &str) -> String {
        let mut canvas = Canvas::new(Layout { width, color: false });
        canvas.block(&[], indent, &[Piece::plain(text)]);
        canvas.finish()
    }

    #[test]
    fn lines_are_filled_and_never_overfull() {
        assert_eq!(laid_out(12, 2, "Troops left the northern town"), "  Troops\n  left the\n  northern\n  town\n");
        assert_eq!(laid_out(12, 0, "部隊は北部の町を離れた"), "部隊は北部の\n町を離れた\n");
        assert_eq!(laid_out(12, 0, "a 部隊は北部の町"), "a 部隊は北部\nの町\n");
        assert_eq!(laid_out(12, 0, "abcdefghijklmnopqrst"), "abcdefghijkl\nmnopqrst\n");
        assert_eq!(laid_out(12, 2, "to https://example.org/x"), "  to https:/\n  /example.o\n  rg/x\n");
        // Ten letters with marks on them are ten columns wide.
        let combined = "e\u{301}".repeat(10);
        assert_eq!(laid_out(12, 0, &format!("{combined} x")), format!("{combined} x\n"));
        let family = "👩\u{200D}👩\u{200D}👧";
        assert_eq!(laid_out(12, 0, &format!("{family} and")), format!("{family} and\n"));
    }

    #[test]
    fn a_first_line_hangs_out() {
        let mut canvas = Canvas::new(Layout { width: 12, color: false });
        canvas.hanging(4, &[Piece::plain("[D1] the towns of the north")]);
        assert_eq!(canvas.finish(), "[D1] the\n    towns of\n    the\n    north\n");
    }

    #[test]
    fn colors_never_cross_a_line_end() {
        let mut canvas = Canvas::new(Layout { width: 20, color: true });
        canvas.block(&[], 0, &[Piece::plain("a "), Piece::new("long red stretch of words", Style::VerbalConflict)]);
        for line in canvas.finish().lines() {
            assert_eq!(line.matches("\x1b[31m").count(), line.matches("\x1b[0m").count());
        }
    }

    #[test]
    fn long_words_are_shortened() {
        assert_eq!(shortened("Troops left the town", 12), "Troops left…");
        assert_eq!(shortened("Donaudampfschiff", 8), "Donaud…");
        assert_eq!(shortened("a\nb", 8), "a b");
    }
}
