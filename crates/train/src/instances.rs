//! Label sets, vocabulary, and sentences as numbers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use linguist::features::{self, Scratch};
use linguist::lemma::Script;
use serde::{Deserialize, Serialize};

use crate::treebank::{Gold, NO_HEAD, Treebank, wanted_feats};

/// No label here: the loss passes over it.
pub const NONE: u32 = u32::MAX;
/// Row of the word table for words outside the vocabulary.
pub const UNKNOWN: u32 = 0;

/// The classes of every head, in the order of their scores.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    pub upos: Vec<String>,
    pub xpos: Vec<String>,
    pub feats: Vec<String>,
    pub lemma: Vec<String>,
    pub names: Vec<String>,
    pub deprel: Vec<String>,
}

impl Labels {
    /// Sizes of the five heads that share one layer.
    pub fn tag_sizes(&self) -> [usize; 5] {
        [self.upos.len(), self.xpos.len(), self.feats.len(), self.lemma.len(), self.names.len()]
    }

    pub fn harvest(sentences: &[Gold]) -> Self {
        let words = || sentences.iter().flat_map(|sentence| &sentence.words);
        let names = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"];
        Self {
            upos: frequent(words().map(|w| w.upos.clone()), 1),
            xpos: frequent(words().map(|w| w.xpos.clone()), 1),
            feats: frequent(words().map(|w| wanted_feats(&w.feats)), 2),
            lemma: frequent(words().map(|w| Script::between(&w.form, &w.lemma).to_string()), 2),
            names: names.map(str::to_owned).to_vec(),
            deprel: frequent(words().map(|w| w.deprel.clone()), 1),
        }
    }
}

/// Items seen at least `least` times, the most frequent first, equals in alphabetical order.
pub fn frequent(items: impl Iterator<Item = String>, least: u64) -> Vec<String> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for item in items {
        *counts.entry(item).or_default() += 1;
    }
    let mut ranked: Vec<(String, u64)> = counts.into_iter().filter(|(_, count)| *count >= least).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ranked.into_iter().map(|pair| pair.0).collect()
}

/// Words with their own row of the table (row 0 is the unknown word) and the hashed features of every form.
pub struct Lexis {
    pub words: Vec<String>,
    index: HashMap<String, u32>,
    pub n_buckets: u32,
}

impl Lexis {
    pub fn new(words: Vec<String>, n_buckets: u32) -> Self {
        let index = words.iter().zip(1..).map(|(word, row)| (word.clone(), row)).collect();
        Self { words, index, n_buckets }
    }

    pub fn n_rows(&self) -> usize {
        self.words.len() + 1
    }

    pub fn row(&self, normal: &str) -> u32 {
        self.index.get(normal).copied().unwrap_or(UNKNOWN)
    }
}

/// One form as the network sees it.
#[derive(Debug, Clone)]
pub struct Type {
    pub row: u32,
    pub features: Vec<u32>,
    /// How often the word is hidden from the network in training, so that it learns to read the letters.
    pub hide: f32,
}

/// The forms of a corpus, each once.
#[derive(Default)]
pub struct Types {
    pub(crate) index: HashMap<Box<str>, u32>,
    pub list: Vec<Type>,
}

impl Types {
    pub fn add(&mut self, form: &str, lexis: &Lexis, scratch: &mut Scratch) -> u32 {
        if let Some(&found) = self.index.get(form) {
            return found;
        }
        let mut normal = String::new();
        features::normalize(form, &mut normal);
        let mut buckets = Vec::new();
        features::hash_features(form, lexis.n_buckets, scratch, &mut buckets);
        let id = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(Type { row: lexis.row(&normal), features: buckets, hide: 0.0 });
        self.index.insert(form.into(), id);
        id
    }
}

/// A sentence as numbers.
#[derive(Debug, Clone)]
pub struct Instance {
    pub treebank: u32,
    pub types: Vec<u32>,
    /// For each word the five tag labels.
    pub tags: Vec<[u32; 5]>,
    pub heads: Vec<u32>,
    pub rels: Vec<u32>,
}

pub fn number(gold: &Gold, labels: &Labels, maps: &LabelMaps, lexis: &Lexis, types: &mut Types) -> Instance {
    let mut scratch = Scratch::default();
    let _ = labels;
    let mut instance = Instance {
        treebank: match gold.treebank {
            Treebank::Ewt => 0,
            Treebank::Gum => 1,
        },
        types: Vec::new(),
        tags: Vec::new(),
        heads: Vec::new(),
        rels: Vec::new(),
    };
    for (at, word) in gold.words.iter().enumerate() {
        instance.types.push(types.add(&word.form, lexis, &mut scratch));
        let name = gold.names.as_ref().map_or(NONE, |names| maps.names.get(&names[at]).copied().unwrap_or(NONE));
        if word.upos.is_empty() {
            // Only names are marked in this sentence.
            instance.tags.push([NONE, NONE, NONE, NONE, name]);
            instance.heads.push(NONE);
            instance.rels.push(NONE);
            continue;
        }
        instance.tags.push([
            maps.get(&maps.upos, &word.upos),
            maps.get(&maps.xpos, &word.xpos),
            if word.feats.is_empty() { NONE } else { maps.get(&maps.feats, &wanted_feats(&word.feats)) },
            if word.lemma.is_empty() {
                NONE
            } else {
                maps.get(&maps.lemma, &Script::between(&word.form, &word.lemma).to_string())
            },
            name,
        ]);
        instance.heads.push(if word.head == NO_HEAD { NONE } else { u32::try_from(word.head).unwrap_or(0) });
        instance.rels.push(maps.get(&maps.deprel, &word.deprel));
    }
    instance
}

type Map = BTreeMap<String, u32>;

pub struct LabelMaps {
    upos: Map,
    xpos: Map,
    feats: Map,
    lemma: Map,
    names: Map,
    deprel: Map,
}

impl LabelMaps {
    pub fn new(labels: &Labels) -> Self {
        let map = |list: &[String]| list.iter().cloned().zip(0..).collect();
        Self {
            upos: map(&labels.upos),
            xpos: map(&labels.xpos),
            feats: map(&labels.feats),
            lemma: map(&labels.lemma),
            names: map(&labels.names),
            deprel: map(&labels.deprel),
        }
    }

    fn get(&self, map: &Map, label: &str) -> u32 {
        map.get(label).copied().unwrap_or(NONE)
    }
}

/// Forms seen once in training are hidden half the time, frequent ones hardly (Kiperwasser and Goldberg 2016: c / (c + 0.25)).
pub fn set_hiding<'a>(instances: impl Iterator<Item = &'a Instance> + Clone, types: &mut Types, n_rows: usize) {
    let mut counts = vec![0.0_f32; n_rows];
    for &id in instances.clone().flat_map(|instance| &instance.types) {
        counts[types.list[id as usize].row as usize] += 1.0;
    }
    let used: BTreeSet<u32> = instances.flat_map(|instance| instance.types.iter().copied()).collect();
    for id in used {
        let word = &mut types.list[id as usize];
        word.hide = 0.05 + 0.45 / (0.5 + counts[word.row as usize]).sqrt();
    }
}

impl Types {
    /// All forms with their numbers, in alphabetical order.
    pub fn forms(&self) -> Vec<(&str, u32)> {
        let mut forms: Vec<(&str, u32)> = self.index.iter().map(|(form, id)| (&**form, *id)).collect();
        forms.sort_unstable();
        forms
    }

    /// Looks up the row of every form again, after the vocabulary has been chosen.
    pub fn place(&mut self, lexis: &Lexis) {
        let mut normal = String::new();
        let rows: Vec<(u32, u32)> = self
            .forms()
            .into_iter()
            .map(|(form, id)| {
                features::normalize(form, &mut normal);
                (id, lexis.row(&normal))
            })
            .collect();
        for (id, row) in rows {
            self.list[id as usize].row = row;
        }
    }
}
