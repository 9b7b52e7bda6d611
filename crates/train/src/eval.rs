//! The command `eval`: scores of the committed weights on the development sets with gold tokens, through the real inference.

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::time::Instant;

use linguist::{Analysis, Guidelines, Model, NameKind, Segment, Segmentation, Workspace};
use text::Span;

use crate::Failure;
use crate::arguments::Arguments;
use crate::marks::read_marks;
use crate::relations;
use crate::train_command::read_split;
use crate::treebank::Gold;

#[derive(Default)]
struct Scores {
    words: usize,
    upos: usize,
    xpos: usize,
    lemma: usize,
    heads: usize,
    labeled: usize,
    labeled_exactly: usize,
    names: [usize; 3],
}

pub fn eval(arguments: &Arguments) -> Result<(), Failure> {
    let fail = |e: linguist::ModelError| Failure::new(e.to_string());
    let model = match arguments.maybe_path("model") {
        Some(path) => {
            let bytes = fs::read(&path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
            Model::load(&bytes).map_err(fail)?
        }
        None => Model::load_embedded().map_err(fail)?,
    };
    let [ewt, gum] = read_split(&arguments.path("ud")?, &arguments.path("ner")?, "dev")?;
    let mut workspace = Workspace::default();
    println!("set\tguidelines\tUPOS\tXPOS\tlemma\tUAS\tLAS\tLAS with subtypes\tNER P\tR\tF1\twords/s");
    let by_relation = arguments.get("by-relation", false)?;
    for (name, set, of_set) in [("EWT dev", &ewt, Guidelines::Ewt), ("GUM dev", &gum, Guidelines::Gum)] {
        for guidelines in [Guidelines::Ewt, Guidelines::Gum] {
            let (text, segmentation) = join(set);
            let started = Instant::now();
            let analysis = model.analyze_by(&text, &segmentation, guidelines, &mut workspace);
            let seconds = started.elapsed().as_secs_f64();
            let s = score(set, &analysis);
            if by_relation && guidelines == of_set {
                relations::print(name, set, &analysis);
            }
            let percent = |right: usize| 100.0 * right as f64 / s.words as f64;
            let names = match s.names {
                [_, _, 0] => "-\t-\t-".to_owned(),
                [right, found, wanted] => {
                    let percent = |of: usize| 100.0 * right as f64 / of.max(1) as f64;
                    format!("{:.2}\t{:.2}\t{:.2}", percent(found), percent(wanted), 2.0 * percent(found + wanted))
                }
            };
            let [upos, xpos, lemma] = [s.upos, s.xpos, s.lemma].map(percent);
            let [heads, labeled, exactly] = [s.heads, s.labeled, s.labeled_exactly].map(percent);
            let speed = s.words as f64 / seconds;
            println!(
                "{name}\t{guidelines:?}\t{upos:.2}\t{xpos:.2}\t{lemma:.2}\t{heads:.2}\t{labeled:.2}\t{exactly:.2}\t{names}\t{speed:.0}"
            );
        }
    }
    if let Some(marks) = arguments.maybe_path("marks") {
        let set = read_marks(&marks.join("names-test.tsv"), &arguments.path("raw")?)?;
        print_names("names-test", &model, &set, &mut workspace);
    }
    Ok(())
}

/// Scores of the names alone, together and by kind.
fn print_names(title: &str, model: &Model, set: &[Gold], workspace: &mut Workspace) {
    let (text, segmentation) = join(set);
    let analysis = model.analyze(&text, &segmentation, workspace);
    println!("set\tnames\tP\tR\tF1");
    for kind in ["", "PER", "ORG", "LOC"] {
        let (mut counts, mut first) = ([0; 3], 0);
        for gold in set {
            count_names(gold, &analysis, first, kind, &mut counts);
            first += gold.words.len();
        }
        let [right, found, wanted] = counts.map(|n| n as f64);
        println!(
            "{title}\t{}\t{:.2}\t{:.2}\t{:.2}",
            if kind.is_empty() { "all" } else { kind },
            100.0 * right / found.max(1.0),
            100.0 * right / wanted.max(1.0),
            200.0 * right / (found + wanted).max(1.0)
        );
    }
}

/// Adds the names of a sentence that are right, found and wanted; of one kind, or of all when `only` is empty.
fn count_names(gold: &Gold, analysis: &Analysis, first: usize, only: &str, counts: &mut [usize; 3]) {
    let Some(labels) = &gold.names else { return };
    let is_asked = |kind: &str| only.is_empty() || only == kind;
    let wanted: Vec<_> = gold_names(labels).into_iter().filter(|(_, kind)| is_asked(kind)).collect();
    let here = first as u32..(first + gold.words.len()) as u32;
    let found: BTreeSet<(u32, u32, &str)> = analysis
        .names
        .iter()
        .filter(|name| here.contains(&name.tokens.start) && is_asked(code(name.kind)))
        .map(|name| (name.tokens.start - here.start, name.tokens.end - here.start, code(name.kind)))
        .collect();
    counts[0] += wanted.iter().filter(|(r, kind)| found.contains(&(r.start, r.end, kind))).count();
    counts[1] += found.len();
    counts[2] += wanted.len();
}

/// The gold words with spaces between them.
fn join(set: &[Gold]) -> (String, Segmentation) {
    let mut text = String::new();
    let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
    for gold in set {
        let (first, start) = (tokens.len(), text.len());
        for word in &gold.words {
            let at = text.len();
            text.push_str(&word.form);
            tokens.push(Span::of_range(at, text.len()));
            text.push(' ');
        }
        sentences.push(Segment { span: Span::of_range(start, text.len() - 1), tokens: first..tokens.len() });
    }
    (text, Segmentation { tokens, sentences })
}

fn plain(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

fn score(set: &[Gold], analysis: &Analysis) -> Scores {
    let mut s = Scores::default();
    let mut first = 0;
    for gold in set {
        for (at, word) in gold.words.iter().enumerate() {
            let id = linguist::TokenId::new(first + at);
            let token = analysis.token(id);
            let head = token.head.map_or(0, |h| h.index() + 1 - first);
            s.words += 1;
            s.upos += usize::from(token.upos.as_str() == word.upos);
            s.xpos += usize::from(token.xpos.as_str() == word.xpos);
            s.lemma += usize::from(analysis.lemma(id) == word.lemma);
            let attached = head == word.head;
            s.heads += usize::from(attached);
            s.labeled += usize::from(attached && token.deprel.universal() == plain(&word.deprel));
            s.labeled_exactly += usize::from(attached && token.deprel.as_str() == word.deprel);
        }
        count_names(gold, analysis, first, "", &mut s.names);
        first += gold.words.len();
    }
    s
}

const fn code(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PER",
        NameKind::Organization => "ORG",
        NameKind::Location => "LOC",
    }
}

fn gold_names(labels: &[String]) -> Vec<(Range<u32>, &str)> {
    let mut names: Vec<(Range<u32>, &str)> = Vec::new();
    for (at, label) in (0_u32..).zip(labels) {
        match label.split_once('-') {
            Some(("B", kind)) => names.push((at..at + 1, kind)),
            Some((_, kind)) => match names.last_mut() {
                Some((range, last)) if range.end == at && *last == kind => range.end = at + 1,
                _ => names.push((at..at + 1, kind)),
            },
            None => {}
        }
    }
    names
}
