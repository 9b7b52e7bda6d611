//! The command `eval-raw`: scores from raw text, by the definitions of the CoNLL 2018 shared task (Zeman et al. 2018).
//!
//! System and gold words are aligned by the characters they cover. A score is the F1 of the words that are aligned and right, so a
//! wrong token or sentence costs in every column. Gold multiword tokens ("don't") are scored as their words; the words of ours
//! cover their own characters, so the alignment inside a multiword token is by characters too.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use linguist::{Analysis, Guidelines, Model, Workspace};

use crate::Failure;
use crate::arguments::Arguments;
use crate::segment_errors::Errors;

/// Relations of words with content; the others (function words, punctuation) do not count in CLAS.
const CONTENT: &[&str] = &[
    "nsubj",
    "obj",
    "iobj",
    "csubj",
    "ccomp",
    "xcomp",
    "obl",
    "vocative",
    "expl",
    "dislocated",
    "advcl",
    "advmod",
    "discourse",
    "nmod",
    "appos",
    "nummod",
    "acl",
    "amod",
    "conj",
    "fixed",
    "flat",
    "compound",
    "list",
    "parataxis",
    "orphan",
    "goeswith",
    "reparandum",
    "root",
    "dep",
];

/// One word of either side.
pub struct Word {
    /// Bytes in the document's text.
    pub span: (usize, usize),
    upos: String,
    xpos: String,
    lemma: String,
    /// Index in the document, `None` for a root.
    head: Option<usize>,
    /// Without its subtype.
    deprel: String,
}

#[derive(Default)]
pub struct Document {
    pub text: String,
    /// First and last byte of each sentence.
    pub sentences: Vec<(usize, usize)>,
    /// Surface tokens: a multiword token is one.
    tokens: Vec<(usize, usize)>,
    pub words: Vec<Word>,
    /// No space follows the last sentence.
    is_glued: bool,
}

/// Right, gold and system counts of one score.
#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    gold: usize,
    system: usize,
}

impl Count {
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.system).max(1) as f64
    }
}

const COLUMNS: [&str; 9] = ["Tokens", "Sentences", "Words", "UPOS", "XPOS", "Lemmas", "UAS", "LAS", "CLAS"];

/// Prints one row for each development set and each way of asking the model.
pub fn eval_raw(arguments: &Arguments) -> Result<(), Failure> {
    let fail = |e: linguist::ModelError| Failure::new(e.to_string());
    let model = match arguments.maybe_path("model") {
        Some(path) => Model::load(&read(&path)?).map_err(fail)?,
        None => Model::load_embedded().map_err(fail)?,
    };
    let directory = arguments.path("ud")?;
    let n_errors = arguments.get("errors", 0)?;
    println!("set\tguidelines\t{}", COLUMNS.join("\t"));
    let mut workspace = Workspace::default();
    for (name, file) in [("EWT dev", "en_ewt-ud-dev.conllu"), ("GUM-open dev", "en_gum-open-ud-dev.conllu")] {
        let path = directory.join(file);
        let source = String::from_utf8(read(&path)?).map_err(|e| Failure::new(format!("{}: {e}", path.display())))?;
        let documents = documents(&source).map_err(|what| Failure::new(format!("{}: {what}", path.display())))?;
        for guidelines in [Guidelines::Ewt, Guidelines::Gum] {
            let mut counts = [Count::default(); COLUMNS.len()];
            let mut errors = Errors::default();
            for gold in &documents {
                let segmentation = linguist::segment(&gold.text);
                let system = of_analysis(&model.analyze_by(&gold.text, &segmentation, guidelines, &mut workspace));
                add(&mut counts, gold, &system);
                errors.note(gold, &system);
            }
            let cells: Vec<String> = counts.iter().map(|count| format!("{:.2}", count.f1())).collect();
            println!("{name}\t{guidelines:?}\t{}", cells.join("\t"));
            if guidelines == Guidelines::Ewt {
                errors.print(n_errors);
            }
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))
}

/// The documents of a treebank with their raw text: sentences with a space between them unless the treebank says that there is none,
/// paragraphs with an empty line.
fn documents(source: &str) -> Result<Vec<Document>, String> {
    let mut documents: Vec<Document> = Vec::new();
    let mut is_paragraph = false;
    let mut text = "";
    let mut rows: Vec<Vec<&str>> = Vec::new();
    for (index, line) in source.lines().chain([""]).enumerate() {
        if line.starts_with("# newdoc") || documents.is_empty() {
            documents.push(Document::default());
        }
        if line.starts_with("# newpar") {
            is_paragraph = true;
        } else if let Some(found) = line.strip_prefix("# text = ") {
            text = found;
        } else if line.is_empty() {
            if let (false, Some(document)) = (rows.is_empty(), documents.last_mut()) {
                document.push(text, &rows, is_paragraph).map_err(|what| format!("line {}: {what}", index + 1))?;
                is_paragraph = false;
                rows.clear();
            }
        } else if !line.starts_with('#') {
            rows.push(line.split('\t').collect());
        }
    }
    Ok(documents)
}

impl Document {
    fn push(&mut self, text: &str, rows: &[Vec<&str>], is_paragraph: bool) -> Result<(), String> {
        if !self.text.is_empty() {
            self.text.push_str(match (is_paragraph, self.is_glued) {
                (true, _) => "\n\n",
                (false, true) => "",
                (false, false) => " ",
            });
        }
        let base = self.text.len();
        self.text.push_str(text);
        let first = self.words.len();
        let mut at = base;
        let mut joined_until = 0;
        for row in rows {
            let &[id, form, lemma, upos, xpos, _, head, deprel, _, misc] = row.as_slice() else {
                return Err("not ten columns".to_owned());
            };
            if id.contains('.') {
                continue;
            }
            self.is_glued = misc.split('|').any(|item| item == "SpaceAfter=No");
            let start = find(&self.text, at, form).ok_or_else(|| format!("{form:?} is not in the text"))?;
            let span = (start, start + form.len());
            if let Some((_, last)) = id.split_once('-') {
                joined_until = last.parse().map_err(|_| format!("bad range {id}"))?;
                self.tokens.push(span);
                continue;
            }
            let number: usize = id.parse().map_err(|_| format!("bad id {id}"))?;
            if number > joined_until {
                self.tokens.push(span);
            }
            at = span.1;
            let head: usize = head.parse().map_err(|_| format!("bad head {head}"))?;
            self.words.push(Word {
                span,
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                lemma: lemma.to_owned(),
                head: head.checked_sub(1).map(|above| first + above),
                deprel: plain(deprel).to_owned(),
            });
        }
        let words = self.words.get(first..).unwrap_or_default();
        if let (Some(from), Some(to)) = (words.first(), words.last()) {
            self.sentences.push((from.span.0, to.span.1));
        }
        Ok(())
    }
}

/// Where `form` stands, with nothing but spaces between `from` and it.
fn find(text: &str, from: usize, form: &str) -> Option<usize> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start().len());
    text.get(start..)?.starts_with(form).then_some(start)
}

fn plain(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn of_analysis(analysis: &Analysis) -> Document {
    let span = |span: text::Span| (span.start as usize, span.end as usize);
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    for id in analysis.ids() {
        let (start, end) = span(analysis.span(id));
        match tokens.last_mut() {
            Some(last)
                if last.1 == start
                    && is_second_part(analysis.lower(id))
                    && analysis.text.get(..start).is_some_and(ends_in_letter) =>
            {
                last.1 = end
            }
            _ => tokens.push((start, end)),
        }
    }
    let word = |id: linguist::TokenId| {
        let token = analysis.token(id);
        Word {
            span: span(token.span),
            upos: token.upos.as_str().to_owned(),
            xpos: token.xpos.as_str().to_owned(),
            lemma: analysis.lemma(id).to_owned(),
            head: token.head.map(linguist::TokenId::index),
            deprel: token.deprel.universal().to_owned(),
        }
    };
    Document {
        text: String::new(),
        sentences: analysis.sentences.iter().map(|sentence| span(sentence.span)).collect(),
        tokens,
        words: analysis.ids().map(word).collect(),
        is_glued: false,
    }
}

/// Whether a word that touches the one before it is the second part of a multiword token.
fn is_second_part(lower: &str) -> bool {
    let tail = lower.strip_prefix(['\'', '’', '`']);
    matches!(lower, "n't" | "n’t" | "not" | "na" | "ta" | "nt")
        || tail.is_some_and(|tail| matches!(tail, "" | "s" | "m" | "d" | "ll" | "re" | "ve"))
}

fn ends_in_letter(text: &str) -> bool {
    text.ends_with(|letter: char| letter.is_alphanumeric() || letter == '.')
}

fn add(counts: &mut [Count; COLUMNS.len()], gold: &Document, system: &Document) {
    let shared = |a: &[(usize, usize)], b: &[(usize, usize)]| {
        let all: std::collections::HashSet<_> = a.iter().collect();
        Count { right: b.iter().filter(|span| all.contains(span)).count(), gold: a.len(), system: b.len() }
    };
    let mut rows = vec![shared(&gold.tokens, &system.tokens), shared(&gold.sentences, &system.sentences)];
    let at: HashMap<(usize, usize), usize> =
        gold.words.iter().enumerate().map(|(index, word)| (word.span, index)).collect();
    let aligned: Vec<Option<usize>> = system.words.iter().map(|word| at.get(&word.span).copied()).collect();
    let pairs: Vec<(&Word, &Word)> = system
        .words
        .iter()
        .zip(&aligned)
        .filter_map(|(word, found)| Some((word, gold.words.get((*found)?)?)))
        .collect();
    let attached = |s: &Word, g: &Word| match (s.head, g.head) {
        (None, None) => true,
        (Some(head), Some(wanted)) => aligned.get(head).copied().flatten() == Some(wanted),
        _ => false,
    };
    type Test<'a> = &'a dyn Fn(&Word, &Word) -> bool;
    let tests: [Test<'_>; 6] = [
        &|_, _| true,
        &|s, g| s.upos == g.upos,
        &|s, g| s.xpos == g.xpos,
        &|s, g| s.lemma == g.lemma || g.lemma == "_",
        &|s, g| attached(s, g),
        &|s, g| attached(s, g) && s.deprel == g.deprel,
    ];
    for test in tests {
        let right = pairs.iter().filter(|(s, g)| test(s, g)).count();
        rows.push(Count { right, gold: gold.words.len(), system: system.words.len() });
    }
    let is_content = |word: &&Word| CONTENT.contains(&word.deprel.as_str());
    let right = pairs.iter().filter(|(s, g)| is_content(g) && attached(s, g) && s.deprel == g.deprel).count();
    rows.push(Count {
        right,
        gold: gold.words.iter().filter(is_content).count(),
        system: system.words.iter().filter(is_content).count(),
    });
    for (count, row) in counts.iter_mut().zip(rows) {
        count.right += row.right;
        count.gold += row.gold;
        count.system += row.system;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# newdoc id = x\n# newpar\n# text = They don't.\n1\tThey\tthey\tPRON\tPRP\t_\t2\tnsubj\t_\t_\n2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tdo\tdo\tVERB\tVBP\t_\t0\troot\t_\t_\n3\tn't\tnot\tPART\tRB\t_\t2\tadvmod\t_\t_\n4\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n";

    #[test]
    fn a_document_agrees_with_itself() {
        let documents = documents(SOURCE).unwrap();
        let [document] = documents.as_slice() else { panic!("one document") };
        assert_eq!(document.text, "They don't.");
        assert_eq!(document.tokens, [(0, 4), (5, 10), (10, 11)]);
        assert_eq!(document.words.len(), 4);
        let mut counts = [Count::default(); COLUMNS.len()];
        add(&mut counts, document, document);
        assert!(counts.iter().all(|count| (count.f1() - 100.0).abs() < 1e-9));
    }

    #[test]
    fn a_wrong_token_costs_everywhere() {
        let gold = documents(SOURCE).unwrap().remove(0);
        let mut system = documents(SOURCE).unwrap().remove(0);
        system.words[3].span = (9, 11);
        system.words[0].deprel = "obj".to_owned();
        let mut counts = [Count::default(); COLUMNS.len()];
        add(&mut counts, &gold, &system);
        let right: Vec<usize> = counts.iter().map(|count| count.right).collect();
        assert_eq!(right, [3, 1, 3, 3, 3, 3, 3, 2, 2]);
    }
}
