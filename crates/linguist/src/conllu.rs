//! CoNLL-U: reading analyses made elsewhere (tests, treebanks) and writing ours.

use std::borrow::Cow;
use std::fmt::Write as _;

use ontology::{Deprel, Feats, Upos, Xpos};
use text::Span;

use crate::analysis::{Analysis, NameKind, Sentence, Token, TokenId};

/// Why a CoNLL-U text was refused: the line (from 1) and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConlluError {
    pub line: usize,
    pub what: String,
}

impl std::fmt::Display for ConlluError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CoNLL-U line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for ConlluError {}

/// Reads sentences into one analysis. The text is the forms joined as `SpaceAfter=No` says;
/// empty nodes and multiword ranges are passed over.
///
/// # Errors
/// A line that is not a token, a comment or empty; a head outside its sentence.
pub fn read_one(source: &str) -> Result<Analysis, ConlluError> {
    let mut reader = Reader::default();
    for (index, line) in source.lines().enumerate() {
        reader.line(line).map_err(|what| ConlluError { line: index + 1, what })?;
    }
    reader.end_sentence().map_err(|what| ConlluError { line: source.lines().count(), what })?;
    Ok(Analysis::new(reader.text, reader.words, reader.sentences, reader.tokens, Vec::new()))
}

#[derive(Default)]
struct Reader {
    text: String,
    words: String,
    sentences: Vec<Sentence>,
    tokens: Vec<Token>,
    /// Heads of the running sentence, counted from 1; 0 is the root.
    heads: Vec<u32>,
    first: usize,
    space_due: bool,
    /// Last token of a multiword range whose inner tokens stand together.
    joined_until: u32,
    range_space: bool,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.trim().is_empty() {
            return self.end_sentence();
        }
        if line.starts_with('#') {
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns.as_slice() else {
            return Err(format!("{} columns where 10 are needed", columns.len()));
        };
        let space_after = !misc.split('|').any(|item| item == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            self.joined_until = last.parse().map_err(|_| format!("range {id:?} is no range"))?;
            self.range_space = space_after;
            return Ok(());
        }
        if id.contains('.') {
            return Ok(());
        }
        let number: u32 = id.parse().map_err(|_| format!("id {id:?} is no number"))?;
        self.push(form, lemma, upos, xpos, feats, deprel)?;
        self.heads.push(head.parse().map_err(|_| format!("head {head:?} is no number"))?);
        self.space_due = match number.cmp(&self.joined_until) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => self.range_space,
            std::cmp::Ordering::Greater => space_after,
        };
        Ok(())
    }

    fn push(
        &mut self,
        form: &str,
        lemma: &str,
        upos: &str,
        xpos: &str,
        feats: &str,
        deprel: &str,
    ) -> Result<(), String> {
        if self.space_due {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(form);
        let relation = deprel
            .parse::<Deprel>()
            .or_else(|_| deprel.split(':').next().unwrap_or(deprel).parse::<Deprel>())
            .map_err(|error| error.to_string())?;
        let (lemma, lower) = (self.word(lemma), self.word(&form.to_lowercase()));
        self.tokens.push(Token {
            span: Span::of_range(start, self.text.len()),
            lemma,
            lower,
            upos: upos.parse::<Upos>().map_err(|error| error.to_string())?,
            xpos: xpos.parse::<Xpos>().unwrap_or(Xpos::Fw),
            feats: Feats::from_conllu(feats),
            head: None,
            deprel: relation,
            sentence: TokenId::new(self.sentences.len()).0,
        });
        Ok(())
    }

    fn word(&mut self, word: &str) -> Span {
        let start = self.words.len();
        self.words.push_str(word);
        Span::of_range(start, self.words.len())
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        if self.first == self.tokens.len() {
            return Ok(());
        }
        let n_tokens = self.tokens.len() - self.first;
        for (index, &head) in self.heads.iter().enumerate() {
            if head as usize > n_tokens {
                return Err(format!("head {head} in a sentence of {n_tokens} tokens"));
            }
            self.tokens[self.first + index].head = head.checked_sub(1).map(|at| TokenId::new(self.first + at as usize));
        }
        let span = self.tokens[self.first].span.cover(self.tokens[self.tokens.len() - 1].span);
        self.sentences.push(Sentence { span, tokens: TokenId::new(self.first).0..TokenId::new(self.tokens.len()).0 });
        self.first = self.tokens.len();
        self.heads.clear();
        self.joined_until = 0;
        self.space_due = true;
        Ok(())
    }
}

/// The analysis as CoNLL-U, one block for each sentence. Names stand in the last column ("NER=B-PER").
#[must_use]
pub fn write(analysis: &Analysis) -> String {
    write_from(analysis, 1)
}

/// The same with another number for the first sentence, for a text that is analyzed piece by piece.
#[must_use]
pub fn write_from(analysis: &Analysis, first: usize) -> String {
    let mut out = String::new();
    for (index, sentence) in analysis.sentences.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# sent_id = {}", first + index);
        let _ = writeln!(out, "# text = {}", sentence.span.of(&analysis.text).replace('\n', " "));
        for id in analysis.sentence_ids(TokenId::new(index).0) {
            let token = analysis.token(id);
            let head = token.head.map_or(0, |head| head.0 - sentence.tokens.start + 1);
            let next = analysis.tokens.get(id.index() + 1);
            let joined = next.is_some_and(|next| next.span.start == token.span.end && next.sentence == token.sentence);
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{}",
                id.0 - sentence.tokens.start + 1,
                analysis.form(id),
                analysis.lemma(id),
                token.upos,
                token.xpos,
                token.feats.to_conllu(),
                token.deprel,
                misc(if joined { "SpaceAfter=No" } else { "_" }, analysis, id),
            );
        }
        out.push('\n');
    }
    out
}

/// The last column with the name label of a word, if it is in a name.
pub(crate) fn misc<'a>(column: &'a str, analysis: &Analysis, id: TokenId) -> Cow<'a, str> {
    let Some(name) = analysis.name_of(id) else { return Cow::Borrowed(column) };
    let kind = match name.kind {
        NameKind::Person => "PER",
        NameKind::Organization => "ORG",
        NameKind::Location => "LOC",
    };
    let label = format!("NER={}-{kind}", if name.tokens.start == id.0 { 'B' } else { 'I' });
    Cow::Owned(if column == "_" { label } else { format!("{label}|{column}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# sent_id = 1\n# text = Troops left.\n1\tTroops\ttroop\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn what_is_read_is_written_again() {
        assert_eq!(write(&read_one(SAMPLE).unwrap()), SAMPLE);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = read_one("1\tTroops\ttroop\n").unwrap_err();
        assert_eq!(error.line, 1);
        assert!(error.to_string().contains("3 columns"));
    }
}
