//! Silver names: sentences of raw text in which our own lists explain every capital letter.
//!
//! A sentence is taken when each of its capitalized words belongs to a country, region, capital, organization or person of the lists,
//! to a nationality, a person's title or the calendar, or opens the sentence and is known in lower case. Where one capital stays
//! unexplained the sentence is left out, so what is taken is seldom wrong. Few sentences are taken for one name, so that rare names
//! count as much as frequent ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::Failure;
use crate::arguments::Arguments;
use crate::random::Random;
use crate::raw;
use crate::train_command::read_split;
use crate::treebank::{Gold, Treebank, Word};

/// A sentence is taken while one of its names has been taken fewer times than this.
const TIMES_A_NAME: u32 = 4;
/// Sentences of each collection.
const PER_COLLECTION: usize = 800;
/// Share of the documents that are read, so that sentences come from the whole collection.
const SHARE_READ: f32 = 0.15;
pub const LENGTH: std::ops::RangeInclusive<usize> = 8..=36;
pub const CALENDAR: &str = "January February March April May June July August September October November December Monday Tuesday Wednesday \
                        Thursday Friday Saturday Sunday I Mr. Mrs. Ms. Dr.";

/// Phrases by their first token; the label is the kind of name or `O`.
#[derive(Default)]
struct Lists(BTreeMap<String, Vec<(Vec<String>, &'static str)>>);

impl Lists {
    fn add(&mut self, phrase: &str, label: &'static str) {
        let phrase = phrase.strip_prefix("The ").unwrap_or(phrase);
        let tokens: Vec<String> =
            linguist::segment(phrase).tokens.iter().map(|token| token.of(phrase).to_owned()).collect();
        let starts_large = phrase.chars().next().is_some_and(char::is_uppercase);
        if let (Some(first), true) = (tokens.first(), starts_large) {
            self.0.entry(first.clone()).or_default().push((tokens, label));
        }
    }

    /// Adds the phrases of some columns of a table whose `filter` column, if any, has the given value.
    fn read(
        &mut self,
        path: &Path,
        columns: &[(usize, &'static str)],
        filter: Option<(usize, &str)>,
    ) -> Result<(), Failure> {
        let text =
            fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
        for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            if filter.is_some_and(|(column, value)| cells.get(column) != Some(&value)) {
                continue;
            }
            for &(column, label) in columns {
                for phrase in cells.get(column).unwrap_or(&"").split('|') {
                    // A family name alone may be anything.
                    if label != "PER" || phrase.contains(' ') {
                        self.add(phrase, label);
                    }
                }
            }
        }
        Ok(())
    }

    fn new(data: &Path) -> Result<Self, Failure> {
        let mut lists = Self::default();
        let actor = data.join("actor");
        lists.read(&data.join("countries.tsv"), &[(1, "LOC"), (2, "LOC"), (3, "O"), (4, "O"), (5, "LOC")], None)?;
        lists.read(&actor.join("regions.tsv"), &[(0, "LOC")], Some((1, "region")))?;
        for people in ["adjective", "people"] {
            lists.read(&actor.join("regions.tsv"), &[(0, "O")], Some((1, people)))?;
        }
        lists.read(&actor.join("organizations.tsv"), &[(0, "ORG"), (1, "ORG")], None)?;
        lists.read(&actor.join("persons.tsv"), &[(0, "PER"), (1, "PER")], None)?;
        lists.read(&actor.join("offices.tsv"), &[(3, "PER"), (4, "PER")], None)?;
        CALENDAR.split_whitespace().for_each(|word| lists.add(word, "O"));
        Ok(lists)
    }

    /// Length and label of the longest phrase that begins here; `None` when there is none or two disagree.
    fn longest(&self, tokens: &[&str]) -> Option<(usize, &'static str)> {
        let fitting = self
            .0
            .get(*tokens.first()?)?
            .iter()
            .filter(|(phrase, _)| tokens.len() >= phrase.len() && phrase.iter().zip(tokens).all(|(a, b)| a == b));
        let longest = fitting.clone().map(|(phrase, _)| phrase.len()).max()?;
        let labels: BTreeSet<&str> =
            fitting.clone().filter(|(p, _)| p.len() == longest).map(|(_, label)| *label).collect();
        let &(_, label) = fitting.clone().find(|(phrase, _)| phrase.len() == longest)?;
        (labels.len() == 1).then_some((longest, label))
    }
}

/// The command `silver`: prints the sentences with their names in brackets, to be read over.
pub fn print(arguments: &Arguments) -> Result<(), Failure> {
    let train = read_split(&arguments.path("ud")?, &arguments.path("ner")?, "train")?.concat();
    let seed = arguments.get("seed", 1_u64)?;
    let found = sentences(&arguments.path("lists")?, &arguments.path("raw")?, &train, &BTreeSet::new(), seed)?;
    found.iter().for_each(show);
    Ok(())
}

/// Prints a sentence with its names in brackets.
pub fn show(sentence: &Gold) {
    let labels = sentence.names.iter().flatten();
    let shown = sentence.words.iter().zip(labels).map(|(word, label)| match label.as_str() {
        "O" => word.form.clone(),
        name => format!("[{}]{}", word.form, name),
    });
    println!("{}", shown.collect::<Vec<_>>().join(" "));
}

/// The sentences. Documents in `marked` are left out: they may be those of the test.
pub fn sentences(
    data: &Path,
    raw_folder: &Path,
    train: &[Gold],
    marked: &BTreeSet<String>,
    seed: u64,
) -> Result<Vec<Gold>, Failure> {
    let lists = Lists::new(data)?;
    let titles = titles(&data.join("actor/roles.tsv"))?;
    let small: BTreeSet<&str> = train.iter().flat_map(|s| &s.words).map(|w| w.form.as_str()).collect();
    let mut random = Random::new(seed);
    let mut found = Vec::new();
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for file in raw::collections(raw_folder)? {
        let first = found.len();
        raw::documents(&file, &mut |id, text| {
            if found.len() - first >= PER_COLLECTION || random.unit() >= SHARE_READ || marked.contains(id) {
                return Ok(());
            }
            let segmentation = linguist::segment(text);
            let mut n_here = 0;
            for sentence in &segmentation.sentences {
                let tokens: Vec<&str> =
                    segmentation.tokens[sentence.tokens.clone()].iter().map(|token| token.of(text)).collect();
                if n_here == 2 || !LENGTH.contains(&tokens.len()) || tokens.last().is_none_or(|end| *end != ".") {
                    continue;
                }
                let Some(labels) = explain(&tokens, &lists, &titles, &small) else { continue };
                if is_wanted(&tokens, &labels, &mut times) {
                    n_here += 1;
                    found.push(to_gold(id, &tokens, labels));
                }
            }
            Ok(())
        })?;
        eprintln!("{}: {} silver sentences", file.display(), found.len() - first);
    }
    Ok(found)
}

/// Titles of persons, in lower case.
pub fn titles(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let text = fs::read_to_string(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    Ok(rows.filter(|cells| cells.get(1) == Some(&"person")).map(|cells| cells[0].to_owned()).collect())
}

/// The labels of a sentence whose capitals are all explained and that has a name.
fn explain(tokens: &[&str], lists: &Lists, titles: &BTreeSet<String>, small: &BTreeSet<&str>) -> Option<Vec<String>> {
    let is_large = |token: &str| token.chars().next().is_some_and(char::is_uppercase);
    let mut labels = vec!["O".to_owned(); tokens.len()];
    let mut at = 0;
    // The word before is a capitalized one that is no name: "General" before "Assembly" would be explained as a rank.
    let mut after_title = false;
    while at < tokens.len() {
        let token = tokens[at];
        if let Some((length, label)) = lists.longest(&tokens[at..]) {
            if label != "O" {
                if after_title && label != "PER" {
                    return None;
                }
                labels[at..at + length].fill(format!("I-{label}"));
                labels[at] = format!("B-{label}");
            }
            at += length;
            // "Iraq War", "New Mexico-based", "the Peru-Chile border": a part of something else.
            if tokens.get(at).is_some_and(|next| *next == "-" || is_large(next)) && label != "O" {
                return None;
            }
            after_title = label == "O";
            continue;
        }
        if is_large(token) {
            let opens = at == 0 || (at == 1 && !tokens[0].chars().any(char::is_alphanumeric));
            let is_title = titles.contains(&token.to_lowercase()) && !after_title;
            let opens_plainly = opens && small.contains(token.to_lowercase().as_str());
            if !is_title && !opens_plainly {
                return None;
            }
            after_title = is_title && !opens;
        } else {
            after_title = false;
        }
        at += 1;
    }
    labels.iter().any(|label| label != "O").then_some(labels)
}

/// Counts the names; false when all of them are frequent already.
pub fn is_wanted(tokens: &[&str], labels: &[String], times: &mut BTreeMap<String, u32>) -> bool {
    let mut names: Vec<String> = Vec::new();
    for (token, label) in tokens.iter().zip(labels) {
        match (label.as_bytes().first(), names.last_mut()) {
            (Some(b'B'), _) => names.push((*token).to_owned()),
            (Some(b'I'), Some(name)) => {
                name.push(' ');
                name.push_str(token);
            }
            _ => {}
        }
    }
    let is_wanted = names.iter().any(|name| times.get(name).copied().unwrap_or(0) < TIMES_A_NAME);
    if is_wanted {
        names.into_iter().for_each(|name| *times.entry(name).or_default() += 1);
    }
    is_wanted
}

pub fn to_gold(id: &str, tokens: &[&str], labels: Vec<String>) -> Gold {
    let words = tokens.iter().map(|token| Word { form: (*token).to_owned(), ..Word::default() }).collect();
    Gold { id: id.to_owned(), treebank: Treebank::Ewt, words, names: Some(labels) }
}
