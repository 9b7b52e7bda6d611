//! Quotation marks paired by an automaton: straight, curly, single, nested, unbalanced, and running over paragraphs.
//!
//! The rules, in the order they apply:
//! 1. A double mark that stands before a word and after a space or bracket opens; one that stands behind a word
//!    closes. A curly mark says by itself what it does.
//! 2. An opening mark while a quotation of the same kind is open means that the first was never closed: the first
//!    then ends with the last full sentence before the second mark.
//! 3. Single marks count only in pairs inside one paragraph, and never between letters ("don't", "the workers' plan").
//! 4. A double quotation still open at the end of its paragraph ends there. When the next paragraph begins with an
//!    opening mark it is continued by that one (the printers' convention). Otherwise, unless it began the paragraph
//!    or stood behind a colon or comma, it ends with its sentence. No quotation runs past its paragraph unnoticed.
//! 5. A closing mark without an opening one closes from the start of its paragraph, if the paragraph before ended
//!    inside a quotation; else it is ignored.

use text::Span;

/// One quotation, marks included. A quotation over several paragraphs is a chain of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quotation {
    pub(crate) span: Span,
    /// Index of the paragraph.
    pub(crate) paragraph: usize,
    /// Whether the next quotation of the list goes on with the same speech.
    pub(crate) continues: bool,
}

/// The lines of a text that hold something, trimmed.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            found.push(Span::of_range(at + lead, at + lead + trimmed.len()));
        }
        at += line.len();
    }
    found
}

/// The outermost quotations of a text, in reading order; they do not overlap.
pub(crate) fn quotations(text: &str, paragraphs: &[Span]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut left_open = false;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let next_opens = paragraphs.get(index + 1).is_some_and(|next| begins_with_mark(next.of(text)));
        let mut scan = Scan::new(paragraph.of(text));
        scan.run(left_open);
        left_open = scan.finish(next_opens);
        let n_found = scan.found.len();
        for (nth, &(start, end)) in scan.found.iter().enumerate() {
            let span = Span::new(paragraph.start + start, paragraph.start + end);
            found.push(Quotation { span, paragraph: index, continues: left_open && next_opens && nth + 1 == n_found });
        }
    }
    found
}

fn begins_with_mark(paragraph: &str) -> bool {
    paragraph.starts_with(['"', '“', '„', '«']) || paragraph.starts_with("``")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double,
    Single,
}

struct Scan<'a> {
    text: &'a str,
    /// Byte offset and character.
    chars: Vec<(u32, char)>,
    open: Vec<(Mark, u32)>,
    found: Vec<(u32, u32)>,
    /// Where closing single marks may stand, last first; made once so that the scan stays linear.
    closers: Vec<u32>,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        let chars: Vec<(u32, char)> =
            text.char_indices().map(|(at, character)| (u32::try_from(at).unwrap_or(u32::MAX), character)).collect();
        let mut scan = Self { text, chars, open: Vec::new(), found: Vec::new(), closers: Vec::new() };
        scan.closers =
            (0..scan.chars.len()).rev().filter(|&at| scan.may_close_single(at)).filter_map(|at| scan.at(at)).collect();
        scan
    }

    fn run(&mut self, left_open: bool) {
        let mut index = 0;
        while let Some(&(at, character)) = self.chars.get(index) {
            let mut width = 1;
            match character {
                '“' | '„' | '«' => self.open_double(at),
                '”' | '»' => self.close_double(at, character, left_open),
                '"' => self.straight_double(index, at, left_open),
                '`' if self.char_at(index + 1) == Some('`') => {
                    width = 2;
                    self.open_double(at);
                }
                '\'' if self.char_at(index + 1) == Some('\'') => {
                    width = 2;
                    if let Some(&(second, _)) = self.chars.get(index + 1) {
                        self.close_double(second, '\'', left_open);
                    }
                }
                '‘' | '\'' | '’' | '`' => self.single(index, at, character),
                _ => {}
            }
            index += width;
        }
    }

    fn char_at(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|&(_, character)| character)
    }

    fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|before| self.char_at(before))
    }

    fn at(&self, index: usize) -> Option<u32> {
        self.chars.get(index).map(|&(at, _)| at)
    }

    fn straight_double(&mut self, index: usize, at: u32, left_open: bool) {
        let before = self.before(index);
        let after = self.char_at(index + 1);
        let free_before = before.is_none_or(|character| character.is_whitespace() || "([{—–-/‘'“:".contains(character));
        let free_after =
            after.is_none_or(|character| character.is_whitespace() || ",.;:!?)]}—–-/’'”".contains(character));
        let is_open = self.open.iter().any(|&(mark, _)| mark == Mark::Double);
        let opens = match (free_before, free_after) {
            (true, false) => true,
            (false, _) => false,
            (true, true) => !is_open,
        };
        if opens {
            self.open_double(at);
        } else {
            self.close_double(at, '"', left_open);
        }
    }

    fn open_double(&mut self, at: u32) {
        // Inside single marks a double one is nested: 'He said "no" to me'.
        let nested = self.open.first().is_some_and(|&(mark, _)| mark == Mark::Single);
        if let Some(place) = self.open.iter().position(|&(mark, _)| mark == Mark::Double) {
            let (_, start) = self.open.get(place).copied().unwrap_or((Mark::Double, at));
            self.open.truncate(place);
            if !nested {
                let end = last_sentence_end(self.text, start, at);
                self.found.push((start, end));
            }
        }
        self.open.push((Mark::Double, at));
    }

    fn close_double(&mut self, at: u32, mark: char, left_open: bool) {
        let end = at + u32::try_from(mark.len_utf8()).unwrap_or(1);
        match self.open.iter().rposition(|&(mark, _)| mark == Mark::Double) {
            Some(place) => {
                let (_, start) = self.open.get(place).copied().unwrap_or((Mark::Double, at));
                self.open.truncate(place);
                if self.open.is_empty() {
                    self.found.push((start, end));
                }
            }
            None if self.open.is_empty() && self.found.is_empty() && left_open => self.found.push((0, end)),
            None => {}
        }
    }

    /// Whether a single mark at `index` could close: behind a word or stop, before no letter.
    fn may_close_single(&self, index: usize) -> bool {
        let is_mark = matches!(self.char_at(index), Some('\'' | '’'));
        is_mark
            && self.before(index).is_some_and(|character| !character.is_whitespace())
            && self.char_at(index + 1).is_none_or(|character| !character.is_alphanumeric())
    }

    fn single(&mut self, index: usize, at: u32, mark: char) {
        while self.closers.last().is_some_and(|&closer| closer < at) {
            self.closers.pop();
        }
        let is_open = matches!(self.open.last(), Some((Mark::Single, _)));
        let before = self.before(index);
        let after = self.char_at(index + 1);
        if is_open && self.may_close_single(index) {
            // "the workers' plan": a plural possessive, if another mark can still close.
            let possessive = before == Some('s') && after == Some(' ');
            if possessive && self.closers.iter().rev().nth(1).is_some() {
                return;
            }
            let end = at + u32::try_from(mark.len_utf8()).unwrap_or(1);
            if let Some((_, start)) = self.open.pop()
                && self.open.is_empty()
            {
                self.found.push((start, end));
            }
            return;
        }
        let opens = before.is_none_or(|character| character.is_whitespace() || "([{—–\"“:".contains(character))
            && after.is_some_and(char::is_alphabetic)
            && self.closers.last().is_some_and(|&closer| closer > at || self.closers.len() > 1);
        if opens && !is_open && !is_elision(self.text, at, mark) {
            self.open.push((Mark::Single, at));
        }
    }

    /// Ends what is still open. Returns whether a double quotation was.
    fn finish(&mut self, next_opens: bool) -> bool {
        let open = self.open.iter().position(|&(mark, _)| mark == Mark::Double).filter(|&place| place == 0);
        let Some(place) = open else {
            return false;
        };
        let (_, start) = self.open.get(place).copied().unwrap_or((Mark::Double, 0));
        let all = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let lead = Span::new(0, start).of(self.text).trim_end();
        let introduced = lead.is_empty() || lead.ends_with([':', ',']);
        let end = if next_opens || introduced { all } else { first_sentence_end(self.text, start).min(all) };
        self.found.push((start, end));
        true
    }
}

/// "'em", "'til", "'tis": an apostrophe, no mark.
fn is_elision(text: &str, at: u32, mark: char) -> bool {
    let word = text.get(at as usize + mark.len_utf8()..).unwrap_or("");
    let word = word.split(|character: char| !character.is_alphabetic()).next().unwrap_or("");
    mark != '‘'
        && matches!(word.to_lowercase().as_str(), "em" | "til" | "tis" | "twas" | "n" | "cause" | "round" | "s" | "t")
}

/// The end of the last full sentence of `text[start..limit]`, or `limit` without the space before it.
fn last_sentence_end(text: &str, start: u32, limit: u32) -> u32 {
    let inside = Span::new(start, limit).of(text).trim_end();
    let cut = inside.rfind(['.', '!', '?']).map_or(inside.len(), |at| at + 1);
    start + u32::try_from(cut).unwrap_or(0)
}

/// The end of the first sentence from `start` on: a stop before a space and a capital.
fn first_sentence_end(text: &str, start: u32) -> u32 {
    let rest = text.get(start as usize..).unwrap_or("");
    let mut stop = None;
    for (at, character) in rest.char_indices() {
        match (stop, character) {
            (None, '.' | '!' | '?') => stop = Some(at + 1),
            (Some(_), ' ') => {}
            (Some(end), letter) if letter.is_uppercase() && end < at => return start + u32::try_from(end).unwrap_or(0),
            (Some(_), _) => stop = matches!(character, '.' | '!' | '?').then_some(at + 1),
            (None, _) => {}
        }
    }
    start + u32::try_from(rest.trim_end().len()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotations(text, &paragraphs(text)).iter().map(|quote| quote.span.of(text)).collect();
        assert_eq!(found, expected, "in {text:?}");
    }

    #[test]
    fn marks_are_paired() {
        for (text, expected) in [
            ("\"We won,\" he said.", vec!["\"We won,\""]),
            ("“We won,” he said. “At last.”", vec!["“We won,”", "“At last.”"]),
            ("He said \"yes\" and \"no\".", vec!["\"yes\"", "\"no\""]),
            ("“He told me ‘go’ and left,” she said.", vec!["“He told me ‘go’ and left,”"]),
            ("\"He told me 'go' and left,\" she said.", vec!["\"He told me 'go' and left,\""]),
            ("'We will not go,' the union said.", vec!["'We will not go,'"]),
            ("‘We don’t know,’ the mayor said.", vec!["‘We don’t know,’"]),
            ("‘The workers’ plan is dead,’ he said.", vec!["‘The workers’ plan is dead,’"]),
            ("The workers' plan isn't dead.", vec![]),
            ("The '90s weren't kind to the rebels' cause.", vec![]),
            ("«Nous verrons», he said.", vec!["«Nous verrons»"]),
            ("``We won,'' he said.", vec!["``We won,''"]),
            ("“We advance north of the dam,\" he said.", vec!["“We advance north of the dam,\""]),
            ("He called it \"a 'hard' day\" for all.", vec!["\"a 'hard' day\""]),
        ] {
            check(text, &expected);
        }
    }

    #[test]
    fn an_open_quotation_stops_at_its_paragraph() {
        check("\"We won. The war is over.\nThe army left.", &["\"We won. The war is over."]);
        check("He said: \"We won. It is over.\nThe army left.", &["\"We won. It is over."]);
        check("The \"final phase began. The army left.\nMore.", &["\"final phase began."]);
        check("\"We won. \"It is over,\" he said.", &["\"We won.", "\"It is over,\""]);
        check("It is over.\" he said.", &[]);
    }

    #[test]
    fn a_quotation_runs_over_paragraphs() {
        let text = "She said: \"We won.\n\"It is over.\n\"Go home.\"\nThey went.";
        let found = quotations(text, &paragraphs(text));
        let parts: Vec<(&str, bool)> = found.iter().map(|quote| (quote.span.of(text), quote.continues)).collect();
        assert_eq!(parts, [("\"We won.", true), ("\"It is over.", true), ("\"Go home.\"", false)]);
    }

    #[test]
    fn a_closing_mark_ends_what_the_paragraph_before_began() {
        check("\"We won.\nIt is over,\" he said.", &["\"We won.", "It is over,\""]);
    }

    #[test]
    fn hostile_texts_are_read_in_linear_time() {
        let many = "\"'“ ’".repeat(20_000);
        assert!(quotations(&many, &paragraphs(&many)).len() < 100_000);
    }
}
