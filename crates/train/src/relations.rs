//! Accuracy by dependency relation, and the commonest errors.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use linguist::Analysis;

use crate::treebank::Gold;

#[derive(Default)]
struct Counts {
    words: usize,
    heads: usize,
    labels: usize,
    both: usize,
}

/// Prints a row for each relation (without subtypes) and the commonest errors of relation, head and part of speech.
pub fn print(name: &str, set: &[Gold], analysis: &Analysis) {
    let mut by_relation: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut errors: BTreeMap<String, usize> = BTreeMap::new();
    let mut first = 0;
    for gold in set {
        for (at, word) in gold.words.iter().enumerate() {
            let token = &analysis.tokens[first + at];
            let wanted = word.deprel.split(':').next().unwrap_or(&word.deprel);
            let found = token.deprel.universal();
            let is_attached = token.head.map_or(0, |head| head.index() + 1 - first) == word.head;
            let counts = by_relation.entry(wanted).or_default();
            counts.words += 1;
            counts.heads += usize::from(is_attached);
            counts.labels += usize::from(wanted == found);
            counts.both += usize::from(is_attached && wanted == found);
            let head = if is_attached { "right" } else { "wrong" };
            if wanted != found || !is_attached {
                *errors.entry(format!("relation {wanted} -> {found}, head {head}")).or_default() += 1;
            }
            if word.upos != token.upos.as_str() {
                *errors.entry(format!("part of speech {} -> {}", word.upos, token.upos)).or_default() += 1;
            }
        }
        first += gold.words.len();
    }
    println!("{name}: relation\twords\thead\tlabel\tboth");
    let mut rows: Vec<_> = by_relation.into_iter().collect();
    rows.sort_by_key(|(relation, counts)| (Reverse(counts.words), *relation));
    for (relation, counts) in rows {
        let percent = |right: usize| 100.0 * right as f64 / counts.words as f64;
        let [heads, labels, both] = [counts.heads, counts.labels, counts.both].map(percent);
        println!("{relation}\t{}\t{heads:.1}\t{labels:.1}\t{both:.1}", counts.words);
    }
    let mut ranked: Vec<_> = errors.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    for kind in ["relation", "part of speech"] {
        println!("{name}: commonest errors of {kind}");
        for (error, count) in ranked.iter().filter(|(error, _)| error.starts_with(kind)).take(10) {
            println!("{count}\t{error}");
        }
    }
}
