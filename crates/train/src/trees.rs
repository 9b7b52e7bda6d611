//! Silver trees: sentences of raw text as most of several models read them.
//!
//! Models of one recipe and other seeds err in different places, so what most of them say of a word is right more often than what
//! one of them says; a network that learns from it takes over what the models know together (tri-training: Zhou and Li 2005,
//! Søgaard and Rishøj 2010; one parser for many: Kuncoro et al. 2016). Where no two agree on a word, nothing is said of it.
//! Only tags, heads and relations are taken; names have a stricter agreement of their own (`agreed`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::ops::RangeInclusive;
use std::path::Path;

use linguist::{Analysis, TokenId};

use crate::Failure;
use crate::agreed;
use crate::arguments::Arguments;
use crate::marks;
use crate::random::Random;
use crate::raw;
use crate::treebank::{Gold, NO_HEAD, Treebank, Word};

const LENGTH: RangeInclusive<usize> = 4..=60;
/// Longer documents are read up to here.
const MOST_BYTES: usize = 40_000;
/// Nothing is said of a word.
const NOTHING: &str = "_";

/// The command `trees`: writes the sentences of a share of all documents to a file, a word on a line.
pub fn write(arguments: &Arguments) -> Result<(), Failure> {
    let mut readers = agreed::open(&agreed::teachers(&arguments.path("teachers")?))?;
    let held_out = marks::documents(&arguments.path("marks")?.join("names-test.tsv"))?;
    let share = arguments.get("share", 0.17_f32)?;
    // Another stream than those of the names, which have the same seed.
    let mut random = Random::new(arguments.get("seed", 1_u64)?.wrapping_add(0x7EEE));
    let path = arguments.path("out")?;
    let fail = |e: std::io::Error| Failure::new(format!("{}: {e}", path.display()));
    let partial = path.with_extension("partial");
    let mut out = BufWriter::new(File::create(&partial).map_err(fail)?);
    let (mut n_words, mut n_said) = (0_u64, 0_u64);
    for file in raw::collections(&arguments.path("raw")?)? {
        raw::documents(&file, &mut |id, text| {
            if random.unit() >= share || held_out.contains(id) {
                return Ok(());
            }
            let text = head_of(text);
            let segmentation = linguist::segment(text);
            let readings: Vec<Analysis> = readers.iter_mut().map(|reader| reader.read(text, &segmentation)).collect();
            for sentence in &segmentation.sentences {
                if LENGTH.contains(&sentence.tokens.len()) {
                    for at in sentence.tokens.clone() {
                        let word = vote(&readings, TokenId::new(at), sentence.tokens.start);
                        n_words += 1;
                        n_said += u64::from(word.deprel != NOTHING);
                        write_word(&mut out, &word).map_err(fail)?;
                    }
                    writeln!(out).map_err(fail)?;
                }
            }
            Ok(())
        })?;
        eprintln!("{}: {n_words} words so far, {n_said} of them with a head", file.display());
    }
    out.flush().map_err(fail)?;
    std::fs::rename(&partial, &path).map_err(fail)
}

fn head_of(text: &str) -> &str {
    let end = (0..=text.len().min(MOST_BYTES)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

/// What at least two readings say of a word: each tag for itself, head and relation together.
fn vote(readings: &[Analysis], id: TokenId, first: usize) -> Word {
    let form = readings.first().map(|reading| reading.form(id).to_owned()).unwrap_or_default();
    let most = |said: &dyn Fn(&Analysis) -> String| {
        let mut votes: BTreeMap<String, usize> = BTreeMap::new();
        readings.iter().for_each(|reading| *votes.entry(said(reading)).or_default() += 1);
        votes.into_iter().find(|(_, n)| *n * 2 > readings.len() && *n > 1).map(|(said, _)| said)
    };
    let tag = |said: &dyn Fn(&Analysis) -> String| most(said).unwrap_or_else(|| NOTHING.to_owned());
    let arc = most(&|reading| {
        let token = reading.token(id);
        let head = token.head.map_or(0, |head| head.index() + 1 - first);
        format!("{head} {}", token.deprel.as_str())
    });
    let (head, deprel) = arc.as_deref().and_then(|arc| arc.split_once(' ')).unwrap_or((NOTHING, NOTHING));
    Word {
        form,
        upos: tag(&|reading| reading.upos(id).as_str().to_owned()),
        xpos: tag(&|reading| reading.token(id).xpos.as_str().to_owned()),
        head: head.parse().unwrap_or(NO_HEAD),
        deprel: deprel.to_owned(),
        ..Word::default()
    }
}

fn write_word(out: &mut impl std::io::Write, word: &Word) -> std::io::Result<()> {
    let head = if word.head == NO_HEAD { NOTHING.to_owned() } else { word.head.to_string() };
    writeln!(out, "{}\t{}\t{}\t{head}\t{}", word.form, word.upos, word.xpos, word.deprel)
}

/// Calls `each` with the sentences of a file that [`write`] made, in order.
pub fn read(path: &Path, each: &mut dyn FnMut(&Gold)) -> Result<(), Failure> {
    let fail = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let file = File::open(path).map_err(|e| fail(e.to_string()))?;
    let mut sentence = Gold { id: String::new(), treebank: Treebank::Ewt, words: Vec::new(), names: None };
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let line = line.map_err(|e| fail(e.to_string()))?;
        if line.is_empty() {
            each(&sentence);
            sentence.words.clear();
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[form, upos, xpos, head, deprel] = columns.as_slice() else {
            return Err(fail(format!("line {}: not a word with its tags, head and relation", number + 1)));
        };
        sentence.words.push(Word {
            form: form.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            head: head.parse().unwrap_or(NO_HEAD),
            deprel: deprel.to_owned(),
            ..Word::default()
        });
    }
    Ok(())
}
