//! Where our sentences and words differ from a treebank's, by kind, the commonest first.

use std::collections::{BTreeMap, BTreeSet};

use crate::conll18::Document;

/// Examples kept of each kind.
const EXAMPLES: usize = 12;

#[derive(Default)]
pub struct Errors(BTreeMap<String, (usize, Vec<String>)>);

impl Errors {
    fn add(&mut self, kind: String, example: impl FnOnce() -> String) {
        let (count, examples) = self.0.entry(kind).or_default();
        *count += 1;
        if examples.len() < EXAMPLES {
            examples.push(example());
        }
    }

    /// Notes the differences of one document.
    pub fn note(&mut self, gold: &Document, system: &Document) {
        let ends = |document: &Document| document.sentences.iter().map(|s| s.1).collect::<BTreeSet<_>>();
        let (wanted, found) = (ends(gold), ends(system));
        for (what, at) in wanted
            .difference(&found)
            .map(|at| ("sentence end missed", *at))
            .chain(found.difference(&wanted).map(|at| ("sentence end too many", *at)))
        {
            self.add(format!("{what}: {}", border(&gold.text, at)), || around(&gold.text, at));
        }
        self.note_words(gold, system);
    }

    fn note_words(&mut self, gold: &Document, system: &Document) {
        let spans = |document: &Document| document.words.iter().map(|word| word.span).collect::<Vec<_>>();
        let (wanted, found) = (spans(gold), spans(system));
        let (mut g, mut s) = (0, 0);
        while let (Some(a), Some(b)) = (wanted.get(g), found.get(s)) {
            if a == b {
                (g, s) = (g + 1, s + 1);
                continue;
            }
            // The shortest runs of both that end at the same place.
            let (mut to_g, mut to_s) = (g + 1, s + 1);
            while let (Some(x), Some(y)) = (wanted.get(to_g - 1), found.get(to_s - 1)) {
                match x.1.cmp(&y.1) {
                    std::cmp::Ordering::Less => to_g += 1,
                    std::cmp::Ordering::Greater => to_s += 1,
                    std::cmp::Ordering::Equal => break,
                }
            }
            let show = |spans: &[(usize, usize)]| {
                spans.iter().filter_map(|&(from, to)| gold.text.get(from..to)).collect::<Vec<_>>().join(" ")
            };
            let ours = show(found.get(s..to_s.min(found.len())).unwrap_or_default());
            let theirs = show(wanted.get(g..to_g.min(wanted.len())).unwrap_or_default());
            self.add(format!("word: {ours} -> {theirs}"), || around(&gold.text, a.1));
            (g, s) = (to_g, to_s);
        }
    }

    /// All kinds with their counts and examples.
    pub fn print(&self, n_kinds: usize) {
        let mut kinds: Vec<_> = self.0.iter().collect();
        kinds.sort_by_key(|(kind, (count, _))| (std::cmp::Reverse(*count), *kind));
        for (kind, (count, examples)) in kinds.into_iter().take(n_kinds) {
            println!("{count}\t{kind}");
            examples.iter().for_each(|example| println!("\t\t{example}"));
        }
    }
}

/// What stands before and after a border.
fn border(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let class = |letter: Option<char>| match letter {
        None => "nothing".to_owned(),
        Some(c) if c.is_uppercase() => "capital".to_owned(),
        Some(c) if c.is_alphabetic() => "small letter".to_owned(),
        Some(c) if c.is_numeric() => "figure".to_owned(),
        Some(c) => c.to_string(),
    };
    let gap = after.len() - after.trim_start().len();
    let gap = match after.get(..gap) {
        Some("") => "nothing",
        Some(space) if space.contains('\n') => "line",
        _ => "space",
    };
    format!("{} | {gap} | {}", class(before.chars().next_back()), class(after.trim_start().chars().next()))
}

fn around(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let left: String = before.chars().rev().take(50).collect::<Vec<_>>().into_iter().rev().collect();
    let right: String = after.chars().take(40).collect();
    format!("{left} || {right}").replace('\n', "⏎")
}
