//! Sentences and tokens that are given as CoNLL-U: kept as they are, with tags, lemmas and trees of our own.

use std::fmt::Write as _;

use text::Span;

use crate::analysis::{Analysis, TokenId};
use crate::conllu::{self, ConlluError};
use crate::segment::{Segment, Segmentation};

/// A line of a given sentence that is no comment.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    /// A multiword token ("3-4" for "don't"), written again as it is.
    Range(String),
    Word {
        form: String,
        misc: String,
    },
}

/// One given sentence: its comments, words and multiword tokens. What else its lines say (lemmas, tags, heads) is passed over, and so
/// are empty nodes, which belong to the enhanced graph only.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    comments: Vec<String>,
    rows: Vec<Row>,
    n_words: usize,
}

impl Given {
    /// Reads the lines of one sentence, without the empty line at its end. `first_line` is the number of the first, for errors.
    ///
    /// # Errors
    /// A line without ten columns, an empty form, words that are not numbered 1, 2, 3 ..., a range that does not begin at the next word
    /// or goes beyond the last, or a sentence without words.
    pub fn read(lines: &str, first_line: usize) -> Result<Self, ConlluError> {
        let mut given = Self::default();
        let mut range_end = 0;
        let mut line = first_line;
        for (number, row) in (first_line..).zip(lines.lines()) {
            line = number;
            given.line(row, &mut range_end).map_err(|what| ConlluError { line, what })?;
        }
        if given.n_words == 0 {
            return Err(ConlluError { line, what: "a sentence without words".to_owned() });
        }
        if range_end > given.n_words {
            let what = format!("a range up to word {range_end} in a sentence of {} words", given.n_words);
            return Err(ConlluError { line, what });
        }
        Ok(given)
    }

    fn line(&mut self, line: &str, range_end: &mut usize) -> Result<(), String> {
        if line.starts_with('#') {
            self.comments.push(line.to_owned());
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, .., misc] = columns.as_slice() else {
            return Err(format!("{} columns where 10 are needed", columns.len()));
        };
        if columns.len() != 10 {
            return Err(format!("{} columns where 10 are needed", columns.len()));
        }
        let next = self.n_words + 1;
        if let Some((from, to)) = id.split_once('-') {
            let end: usize = to.parse().map_err(|_| format!("range {id:?} is no range"))?;
            if from.parse() != Ok(next) || end < next || *range_end >= next {
                return Err(format!("range {id:?} where the next word is {next}"));
            }
            *range_end = end;
            self.rows.push(Row::Range(line.to_owned()));
            return Ok(());
        }
        if id.split_once('.').is_some_and(|(word, _)| word.parse() == Ok(self.n_words)) {
            return Ok(());
        }
        if id.parse() != Ok(next) {
            return Err(format!("id {id:?} where {next} is next"));
        }
        if form.trim().is_empty() {
            return Err("a word without a form".to_owned());
        }
        self.n_words = next;
        self.rows.push(Row::Word { form: form.to_owned(), misc: misc.to_owned() });
        Ok(())
    }

    #[must_use]
    pub const fn n_words(&self) -> usize {
        self.n_words
    }

    fn forms(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(|row| match row {
            Row::Word { form, .. } => Some(form.as_str()),
            Row::Range(_) => None,
        })
    }
}

/// The words with spaces between them, to be analyzed.
///
/// ```
/// let lines = "1\tTroops\t_\t_\t_\t_\t_\t_\t_\t_\n2\tleft\t_\t_\t_\t_\t_\t_\t_\t_\n";
/// let given = [linguist::given::Given::read(lines, 1)?];
/// let (text, segmentation) = linguist::given::segmentation(&given);
/// assert_eq!(text, "Troops left");
/// assert_eq!(segmentation.sentences.len(), 1);
/// # Ok::<(), linguist::conllu::ConlluError>(())
/// ```
#[must_use]
pub fn segmentation(sentences: &[Given]) -> (String, Segmentation) {
    let mut text = String::new();
    let mut found = Segmentation::default();
    for sentence in sentences {
        let (first, start) = (found.tokens.len(), text.len());
        for form in sentence.forms() {
            if !text.is_empty() {
                text.push(' ');
            }
            let at = text.len();
            text.push_str(form);
            found.tokens.push(Span::of_range(at, text.len()));
        }
        let span = Span::of_range(start, text.len());
        found.sentences.push(Segment { span, tokens: first..found.tokens.len() });
    }
    (text, found)
}

/// The given sentences with what the analysis of [`segmentation`] says of them. A sentence so long that it was read in parts is one
/// tree again: the roots of the later parts hang on the first as parataxis.
#[must_use]
pub fn write(sentences: &[Given], analysis: &Analysis) -> String {
    let mut out = String::new();
    let mut first = 0;
    for sentence in sentences {
        for comment in &sentence.comments {
            out.push_str(comment);
            out.push('\n');
        }
        let own = first..first + sentence.n_words;
        let root = own.clone().map(TokenId::new).find(|&id| analysis.head(id).is_none());
        let mut ids = own.map(TokenId::new);
        for row in &sentence.rows {
            match row {
                Row::Range(line) => out.push_str(line),
                Row::Word { form, misc } => {
                    if let Some(id) = ids.next() {
                        let head = analysis.head(id).or(root.filter(|&root| root != id));
                        let deprel = match analysis.head(id) {
                            None if head.is_some() => "parataxis",
                            _ => analysis.deprel(id).as_str(),
                        };
                        let place = Place { first, id, head, deprel };
                        let _ = write!(out, "{}", place.columns(form, misc, analysis));
                    }
                }
            }
            out.push('\n');
        }
        out.push('\n');
        first += sentence.n_words;
    }
    out
}

/// A word of a given sentence and where it hangs.
struct Place<'a> {
    first: usize,
    id: TokenId,
    head: Option<TokenId>,
    deprel: &'a str,
}

impl Place<'_> {
    fn columns(&self, form: &str, misc: &str, analysis: &Analysis) -> String {
        let token = analysis.token(self.id);
        let number = |id: TokenId| id.index() + 1 - self.first;
        format!(
            "{}\t{form}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
            number(self.id),
            analysis.lemma(self.id),
            token.upos,
            token.xpos,
            token.feats.to_conllu(),
            self.head.map_or(0, number),
            self.deprel,
            conllu::misc(misc, analysis, self.id),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: &str = "# sent_id = a-1\n# note\n1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n1\tDo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\t_\t_\t_\t_\t_\t_\t_\tA=b\n2.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n";

    #[test]
    fn comments_ranges_and_words_are_kept() {
        let given = [Given::read(GIVEN, 1).unwrap()];
        let (text, found) = segmentation(&given);
        assert_eq!((text.as_str(), found.tokens.len()), ("Do n't .", 3));
        let analysis = conllu::read_one(
            "1\tDo\tdo\tVERB\tVB\t_\t0\troot\t_\t_\n2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_\n3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_\n",
        )
        .unwrap();
        let written = write(&given, &analysis);
        let lines: Vec<&str> = written.lines().collect();
        assert_eq!(lines[..3], GIVEN.lines().collect::<Vec<_>>()[..3]);
        assert_eq!(lines[4], "2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\tA=b");
        assert_eq!(lines.len(), 7);
    }

    #[test]
    fn bad_lines_are_named() {
        let word = |id: &str, form: &str| format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\n");
        for (lines, line, what) in [
            ("1\tDo\n".to_owned(), 7, "2 columns"),
            (word("2", "a"), 7, "id \"2\" where 1 is next"),
            (word("1", "a") + &word("3", "b"), 8, "id \"3\" where 2 is next"),
            (word("2-3", "a"), 7, "where the next word is 1"),
            (word("1-3", "a") + &word("1", "a"), 8, "up to word 3"),
            (word("1", " "), 7, "without a form"),
            ("# only\n".to_owned(), 7, "without words"),
            (word("x", "a"), 7, "id \"x\""),
        ] {
            let error = Given::read(&lines, 7).unwrap_err();
            assert_eq!(error.line, line, "{lines:?}");
            assert!(error.what.contains(what), "{error}");
        }
    }
}
