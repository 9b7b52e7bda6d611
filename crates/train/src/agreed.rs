//! Silver names by agreement: sentences of raw text in which models trained from other seeds find the same names.
//!
//! What differs between models of one recipe is mostly what is wrong, so names on which all agree are seldom wrong (agreement of
//! several taggers: Clark, Curran and Osborne 2003, "Bootstrapping POS taggers using unlabelled data"). A proper noun that stands
//! outside all names of a model speaks against its sentence, unless it is a title or of the calendar: a miss that the models share
//! would teach itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use linguist::{Analysis, Model, NameKind, Workspace};

use crate::Failure;
use crate::arguments::Arguments;
use crate::random::Random;
use crate::raw;
use crate::silver::{self, CALENDAR, LENGTH, is_wanted, to_gold};
use crate::treebank::Gold;

/// Sentences of each collection.
const PER_COLLECTION: usize = 800;
/// Sentences of one document, so that no document counts for many.
const PER_DOCUMENT: usize = 2;
/// Share of the documents that are read.
const SHARE_READ: f32 = 0.1;
/// Longer documents are read up to here.
const MOST_BYTES: usize = 20_000;

/// The command `agreed`: prints the sentences with their names in brackets, to be read over.
pub fn print(arguments: &Arguments) -> Result<(), Failure> {
    let seed = arguments.get("seed", 1_u64)?;
    let lists = arguments.path("lists")?;
    let found =
        sentences(&teachers(&arguments.path("teachers")?), &lists, &arguments.path("raw")?, &BTreeSet::new(), seed)?;
    found.iter().for_each(silver::show);
    Ok(())
}

/// Paths with a comma between them.
pub fn teachers(list: &Path) -> Vec<PathBuf> {
    list.to_string_lossy().split(',').map(PathBuf::from).collect()
}

/// The models at these paths.
pub fn open(teachers: &[PathBuf]) -> Result<Vec<Reader>, Failure> {
    teachers.iter().map(|path| Reader::open(path)).collect()
}

/// The sentences. Documents in `marked` are left out: they may be those of the test.
pub fn sentences(
    teachers: &[PathBuf],
    data: &Path,
    raw_folder: &Path,
    marked: &BTreeSet<String>,
    seed: u64,
) -> Result<Vec<Gold>, Failure> {
    let mut readers = open(teachers)?;
    let titles = silver::titles(&data.join("actor/roles.tsv"))?;
    let is_plain = |word: &str| titles.contains(&word.to_lowercase()) || CALENDAR.split_whitespace().any(|w| w == word);
    // Another stream than that of the lists, which has the same seed.
    let mut random = Random::new(seed.wrapping_add(0x5EED));
    let mut found = Vec::new();
    let mut times: BTreeMap<String, u32> = BTreeMap::new();
    for file in raw::collections(raw_folder)? {
        let first = found.len();
        raw::documents(&file, &mut |id, text| {
            if found.len() - first >= PER_COLLECTION || random.unit() >= SHARE_READ || marked.contains(id) {
                return Ok(());
            }
            let end = (0..=text.len().min(MOST_BYTES)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
            let text = &text[..end];
            let segmentation = linguist::segment(text);
            let readings: Vec<Analysis> = readers.iter_mut().map(|reader| reader.read(text, &segmentation)).collect();
            let Some(one) = readings.first() else { return Ok(()) };
            let mut n_here = 0;
            for at in 0..one.sentences.len() {
                let Some(labels) = agreed(&readings, at, &is_plain) else { continue };
                let tokens: Vec<&str> = sentence(one, at).map(|id| one.form(id)).collect();
                if n_here < PER_DOCUMENT && is_wanted(&tokens, &labels, &mut times) {
                    n_here += 1;
                    found.push(to_gold(id, &tokens, labels));
                }
            }
            Ok(())
        })?;
        eprintln!("{}: {} sentences by agreement", file.display(), found.len() - first);
    }
    Ok(found)
}

/// A model that reads as the program does.
pub struct Reader {
    model: Model,
    workspace: Workspace,
}

impl Reader {
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let fail = |what: String| Failure::new(format!("{}: {what}", path.display()));
        let bytes = fs::read(path).map_err(|e| fail(e.to_string()))?;
        let model = Model::load(&bytes).map_err(|e| fail(e.to_string()))?;
        Ok(Self { model, workspace: Workspace::default() })
    }

    pub fn read(&mut self, text: &str, segmentation: &linguist::Segmentation) -> Analysis {
        self.model.analyze(text, segmentation, &mut self.workspace)
    }
}

fn sentence(analysis: &Analysis, at: usize) -> impl Iterator<Item = linguist::TokenId> + use<> {
    let tokens = analysis.sentences.get(at).map_or(0..0, |found| found.tokens.clone());
    tokens.map(linguist::TokenId)
}

/// The labels of a whole sentence that has names, if all readings give the same and explain their proper nouns.
fn agreed(readings: &[Analysis], at: usize, is_plain: &dyn Fn(&str) -> bool) -> Option<Vec<String>> {
    let one = readings.first()?;
    let ids: Vec<_> = sentence(one, at).collect();
    if !LENGTH.contains(&ids.len()) || one.form(*ids.last()?) != "." {
        return None;
    }
    let explained = |reading: &Analysis| {
        ids.iter().all(|&id| {
            reading.upos(id).as_str() != "PROPN" || reading.name_of(id).is_some() || is_plain(reading.form(id))
        })
    };
    let labels = |reading: &Analysis| ids.iter().map(|&id| label(reading, id)).collect::<Vec<_>>();
    let first = labels(one);
    let all_agree = readings.iter().all(|reading| explained(reading) && labels(reading) == first);
    (all_agree && first.iter().any(|label| label != "O")).then_some(first)
}

fn label(reading: &Analysis, id: linguist::TokenId) -> String {
    reading.name_of(id).map_or_else(
        || "O".to_owned(),
        |name| {
            let kind = match name.kind {
                NameKind::Person => "PER",
                NameKind::Organization => "ORG",
                NameKind::Location => "LOC",
            };
            format!("{}-{kind}", if name.tokens.start == id.0 { 'B' } else { 'I' })
        },
    )
}
