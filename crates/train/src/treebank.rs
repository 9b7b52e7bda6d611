//! Reads treebanks (CoNLL-U) and name labels (IOB2) into training sentences.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Failure;

/// Which guidelines a sentence follows; the network is told (Stymne et al. 2018, "Parser training with heterogeneous treebanks").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treebank {
    Ewt = 0,
    Gum = 1,
}

/// The head of a word of which it is not known.
pub const NO_HEAD: usize = usize::MAX;

/// A word with its labels; an empty lemma or `feats` is not known.
#[derive(Debug, Clone, Default)]
pub struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    pub feats: String,
    /// 0 is the root, k is word k - 1; [`NO_HEAD`] where it is not known.
    pub head: usize,
    pub deprel: String,
    pub misc: String,
}

#[derive(Debug, Clone)]
pub struct Gold {
    pub id: String,
    pub treebank: Treebank,
    pub words: Vec<Word>,
    /// BIO labels, where the sentence has them.
    pub names: Option<Vec<String>>,
}

pub fn read_conllu(path: &Path, treebank: Treebank) -> Result<Vec<Gold>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
    let mut sentences = Vec::new();
    let mut id = String::new();
    let mut words = Vec::new();
    for (number, line) in text.lines().chain([""]).enumerate() {
        if line.is_empty() {
            if !words.is_empty() {
                let words = std::mem::take(&mut words);
                sentences.push(Gold { id: std::mem::take(&mut id), treebank, words, names: None });
            }
        } else if let Some(comment) = line.strip_prefix('#') {
            if let Some(found) = comment.trim_start().strip_prefix("sent_id = ") {
                found.clone_into(&mut id);
            }
        } else if let Some(word) = read_word(line, path, number)? {
            words.push(word);
        }
    }
    Ok(sentences)
}

fn read_word(line: &str, path: &Path, number: usize) -> Result<Option<Word>, Failure> {
    let columns: Vec<&str> = line.split('\t').collect();
    let bad = || Failure::new(format!("{} line {}: not a CoNLL-U word", path.display(), number + 1));
    let &[index, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns.as_slice() else { return Err(bad()) };
    if index.contains(['-', '.']) {
        return Ok(None);
    }
    Ok(Some(Word {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos: upos.to_owned(),
        xpos: xpos.to_owned(),
        feats: feats.to_owned(),
        head: head.parse().map_err(|_| bad())?,
        deprel: deprel.to_owned(),
        misc: misc.to_owned(),
    }))
}

/// Gives name labels to the sentences whose words agree with the IOB2 file; returns how many did. `OTH` is not a kind of ours.
pub fn add_names(sentences: &mut [Gold], path: &Path) -> Result<usize, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
    let mut labels: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut id = String::new();
    for line in text.lines() {
        if let Some(found) = line.strip_prefix("# sent_id = ") {
            found.clone_into(&mut id);
        } else if !line.is_empty() && !line.starts_with('#') {
            let mut columns = line.split('\t').skip(1);
            if let (Some(form), Some(label)) = (columns.next(), columns.next()) {
                let label = if label.ends_with("-OTH") { "O" } else { label };
                labels.entry(id.clone()).or_default().push((form.to_owned(), label.to_owned()));
            }
        }
    }
    let mut n_found = 0;
    for sentence in sentences {
        if let Some(found) = labels.get(&sentence.id)
            && found.len() == sentence.words.len()
            && found.iter().zip(&sentence.words).all(|(a, b)| a.0 == b.form)
        {
            sentence.names = Some(found.iter().map(|pair| pair.1.clone()).collect());
            n_found += 1;
        }
    }
    Ok(n_found)
}

/// The features that the layers read, as one class.
pub fn wanted_feats(column: &str) -> String {
    const WANTED: [&str; 7] = ["Mood", "Number", "Person", "PronType", "Tense", "VerbForm", "Voice"];
    let kept: Vec<&str> =
        column.split('|').filter(|pair| pair.split('=').next().is_some_and(|name| WANTED.contains(&name))).collect();
    if kept.is_empty() { "_".to_owned() } else { kept.join("|") }
}
