//! Reads the names marked by hand in sentences of raw texts (`marks/`): the repository holds places and labels, the texts stay where
//! they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::Path;

use crate::Failure;
use crate::raw;
use crate::treebank::{Gold, Treebank, Word};

/// One marked sentence: where it is in its document, and its names, all in bytes.
struct Mark {
    sentence: Range<usize>,
    names: Vec<(Range<usize>, String)>,
}

type ByDocument = BTreeMap<String, Vec<Mark>>;

/// The sentences of one file of marks, with tokens as at run time and no labels but names.
pub fn read_marks(marks: &Path, raw: &Path) -> Result<Vec<Gold>, Failure> {
    let text = fs::read_to_string(marks).map_err(|e| Failure::new(format!("cannot read {}: {e}", marks.display())))?;
    let mut sources: BTreeMap<String, ByDocument> = BTreeMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')).skip(1) {
        let bad = || Failure::new(format!("{} line {}: not a mark", marks.display(), number + 1));
        let (source, document, mark) = read_line(line).ok_or_else(bad)?;
        sources.entry(source.to_owned()).or_default().entry(document.to_owned()).or_default().push(mark);
    }
    let mut sentences = Vec::new();
    let mut n_odd = 0;
    for (source, documents) in &sources {
        read_source(&raw.join(format!("{source}.jsonl.zst")), documents, &mut sentences, &mut n_odd)?;
    }
    eprintln!("{}: {} sentences; {n_odd} names do not begin and end with a token", marks.display(), sentences.len());
    Ok(sentences)
}

/// The documents from which the sentences of a file of marks come.
pub fn documents(marks: &Path) -> Result<BTreeSet<String>, Failure> {
    let text = fs::read_to_string(marks).map_err(|e| Failure::new(format!("cannot read {}: {e}", marks.display())))?;
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    Ok(lines.filter_map(|line| line.split('\t').nth(1)).map(str::to_owned).collect())
}

fn read_line(line: &str) -> Option<(&str, &str, Mark)> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[source, document, start, end, names] = columns.as_slice() else { return None };
    let names = names
        .split_whitespace()
        .map(|name| {
            let (place, kind) = name.split_once(':')?;
            let (start, end) = place.split_once('-')?;
            Some((start.parse().ok()?..end.parse().ok()?, kind.to_owned()))
        })
        .collect::<Option<Vec<_>>>()?;
    Some((source, document, Mark { sentence: start.parse().ok()?..end.parse().ok()?, names }))
}

/// Takes the marked sentences out of a packed file of JSON lines.
fn read_source(
    path: &Path,
    documents: &ByDocument,
    sentences: &mut Vec<Gold>,
    n_odd: &mut usize,
) -> Result<(), Failure> {
    raw::documents(path, &mut |id, text| {
        for mark in documents.get(id).into_iter().flatten() {
            let missing = || Failure::new(format!("{}: {id} has no {:?}", path.display(), mark.sentence));
            sentences.push(to_gold(id, text, mark, n_odd).ok_or_else(missing)?);
        }
        Ok(())
    })
}

fn to_gold(id: &str, text: &str, mark: &Mark, n_odd: &mut usize) -> Option<Gold> {
    let sentence = text.get(mark.sentence.clone())?;
    let tokens = linguist::segment(sentence).tokens;
    let mut labels = vec!["O".to_owned(); tokens.len()];
    for (place, kind) in &mark.names {
        let start = u32::try_from(place.start.checked_sub(mark.sentence.start)?).ok()?;
        let end = u32::try_from(place.end.checked_sub(mark.sentence.start)?).ok()?;
        let first = tokens.iter().position(|token| token.start == start);
        let last = tokens.iter().position(|token| token.end == end);
        match (first, last) {
            (Some(first), Some(last)) if first <= last => {
                labels[first..=last].fill(format!("I-{kind}"));
                labels[first] = format!("B-{kind}");
            }
            _ => *n_odd += 1,
        }
    }
    let words = tokens.iter().map(|token| Word { form: token.of(sentence).to_owned(), ..Word::default() }).collect();
    Some(Gold { id: format!("{id}:{}", mark.sentence.start), treebank: Treebank::Ewt, words, names: Some(labels) })
}
