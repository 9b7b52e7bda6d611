//! The command `vectors`: word and n-gram vectors from raw text, by skip-gram with negative sampling
//! (Mikolov et al. 2013; with subwords Bojanowski et al. 2017).
//!
//! A word's vector is its own row plus the mean of its features' rows, as in the network later. Threads work on
//! copies of the tables; after every round their changes are averaged in a fixed order, so that a run can be repeated. The negatives
//! are drawn once for each middle word and shared by its neighbours (Ji et al. 2016).

use std::path::Path;
use std::time::Instant;

use linguist::features::Scratch;
use neural::math::{dot, sigmoid};

use crate::Failure;
use crate::arguments::Arguments;
use crate::instances::{Labels, Lexis, Type, Types};
use crate::model::Model;
use crate::random::Random;
use crate::raw;
use crate::train_command::{read_split, sizes, treebank_words};

/// Marks the end of a sentence in the corpus.
const STOP: u32 = u32::MAX;
/// Words of one thread between two meetings.
const ROUND: usize = 150_000;
const WINDOW: usize = 4;
const NEGATIVES: usize = 8;
/// Pairs of one middle word count as if each had this many negatives.
const NEGATIVES_PER_PAIR: f32 = 5.0;
/// Middle words with a relative frequency above this are thinned out (Mikolov et al. 2013), and neighbours above the next.
const THIN_MIDDLE: f64 = 1e-4;
const THIN_NEIGHBOR: f64 = 1e-3;
/// How often a word's own row is left out, so that its features learn to stand alone.
const HIDE: f32 = 0.25;
const RATE: f32 = 0.03;
/// Longest vector that fits the buffers.
const MAX_DIM: usize = 256;

struct Corpus {
    /// Type ids, with `STOP` between sentences.
    tokens: Vec<u32>,
    types: Types,
    counts: Vec<u64>,
}

pub fn vectors(arguments: &Arguments) -> Result<(), Failure> {
    let started = Instant::now();
    let seed = arguments.get("seed", 1_u64)?;
    let train = read_split(&arguments.path("ud")?, &arguments.path("ner")?, "train")?.concat();
    let files = raw::collections(&arguments.path("raw")?)?;
    let sizes = sizes(arguments)?;
    let mut corpus = Corpus { tokens: Vec::new(), types: Types::default(), counts: Vec::new() };
    let no_words = Lexis::new(Vec::new(), sizes.n_buckets);
    for file in &files {
        read_raw(file, &no_words, &mut corpus)?;
        eprintln!(
            "{:.0} s: {} {} tokens, {} forms",
            started.elapsed().as_secs_f64(),
            file.display(),
            corpus.tokens.len(),
            corpus.types.list.len()
        );
    }
    let words = vocabulary(&corpus, treebank_words(&train), arguments.get("words", 24_000)?);
    let mut model = Model::new(sizes, Labels::harvest(&train), words, &mut Random::new(seed));
    corpus.types.place(&model.lexis);
    if sizes.dim > MAX_DIM {
        return Err(Failure::new(format!("--dim is at most {MAX_DIM}")));
    }
    skip_gram(&mut model, &corpus, arguments.get("threads", 2)?, arguments.get("passes", 8)?);
    rescale(&mut model, &corpus, arguments.get("vector-scale", 0.35)?);
    if model.tables.features.iter().chain(&model.tables.words).any(|x| !x.is_finite()) {
        return Err(Failure::new("the vectors have grown beyond all bounds".to_owned()));
    }
    eprintln!("{:.0} s: done", started.elapsed().as_secs_f64());
    model.save(&arguments.path("out")?)
}

/// Adds the texts of a file of JSON lines, cut into sentences and tokens as at run time.
fn read_raw(path: &Path, lexis: &Lexis, corpus: &mut Corpus) -> Result<(), Failure> {
    let mut scratch = Scratch::default();
    raw::documents(path, &mut |_, text| {
        let found = linguist::segment(text);
        for sentence in &found.sentences {
            for token in &found.tokens[sentence.tokens.clone()] {
                let id = corpus.types.add(token.of(text), lexis, &mut scratch);
                if id as usize == corpus.counts.len() {
                    corpus.counts.push(0);
                }
                corpus.counts[id as usize] += 1;
                corpus.tokens.push(id);
            }
            corpus.tokens.push(STOP);
        }
        Ok(())
    })
}

/// The treebank's words, then the most frequent words of the raw text.
fn vocabulary(corpus: &Corpus, mut words: Vec<String>, size: usize) -> Vec<String> {
    let mut counts = std::collections::BTreeMap::<String, u64>::new();
    let mut normal = String::new();
    for (form, id) in corpus.types.forms() {
        linguist::features::normalize(form, &mut normal);
        *counts.entry(normal.clone()).or_default() += corpus.counts[id as usize];
    }
    for word in &words {
        counts.remove(word);
    }
    let mut ranked: Vec<(String, u64)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    words.extend(ranked.into_iter().map(|pair| pair.0).take(size.saturating_sub(words.len())));
    words
}

/// The three tables and what is needed to draw words; `words` and `features` are the network's.
#[derive(Clone)]
struct Vectors {
    words: Vec<f32>,
    features: Vec<f32>,
    outputs: Vec<f32>,
}

impl Vectors {
    fn parts(&self) -> [&Vec<f32>; 3] {
        [&self.words, &self.features, &self.outputs]
    }

    fn parts_mut(&mut self) -> [&mut Vec<f32>; 3] {
        [&mut self.words, &mut self.features, &mut self.outputs]
    }
}

/// What all threads read.
struct Shared<'a> {
    corpus: &'a Corpus,
    dim: usize,
    keep_middle: Vec<f32>,
    keep_neighbor: Vec<f32>,
    /// Rows of the word table, each as often as it should be drawn as a negative.
    urn: Vec<u32>,
}

fn skip_gram(model: &mut Model, corpus: &Corpus, threads: usize, passes: usize) {
    let dim = model.sizes.dim;
    let total: u64 = corpus.counts.iter().sum();
    let mut row_counts = vec![0_u64; model.lexis.n_rows()];
    for (word, count) in corpus.types.list.iter().zip(&corpus.counts) {
        row_counts[word.row as usize] += count;
    }
    let keep = |limit: f64| -> Vec<f32> {
        let of =
            |word: &Type| (limit * total as f64 / row_counts[word.row as usize].max(1) as f64).sqrt().min(1.0) as f32;
        corpus.types.list.iter().map(|word| if word.row == 0 { 1.0 } else { of(word) }).collect()
    };
    let weights: Vec<f64> = row_counts.iter().map(|&count| (count as f64).powf(0.75)).collect();
    let sum: f64 = weights[1..].iter().sum();
    let mut urn = Vec::with_capacity(1 << 20);
    for (row, weight) in weights.iter().enumerate().skip(1) {
        let copies = (weight / sum * f64::from(1 << 20)).round() as usize;
        urn.extend(std::iter::repeat_n(row as u32, copies));
    }
    let shared = Shared { corpus, dim, keep_middle: keep(THIN_MIDDLE), keep_neighbor: keep(THIN_NEIGHBOR), urn };
    let mut main = Vectors {
        words: std::mem::take(&mut model.tables.words),
        features: std::mem::take(&mut model.tables.features),
        outputs: vec![0.0; row_counts.len() * dim],
    };
    main.words.iter_mut().chain(&mut main.features).for_each(|x| *x *= 0.1);
    main.words[..dim].fill(0.0);
    let mut copies = vec![main.clone(); threads];
    let n = corpus.tokens.len();
    let rounds_in_pass = n.div_ceil(ROUND * threads);
    let started = Instant::now();
    for round in 0..rounds_in_pass * passes {
        let progress = (round as f64 / (rounds_in_pass * passes) as f64) as f32;
        let first = (round % rounds_in_pass) * ROUND * threads;
        std::thread::scope(|scope| {
            for (k, copy) in copies.iter_mut().enumerate() {
                let (from, to) = ((first + k * ROUND).min(n), (first + (k + 1) * ROUND).min(n));
                let shared = &shared;
                scope.spawn(move || {
                    let mut random = Random::new((round * 64 + k) as u64);
                    walk(shared, &corpus.tokens[from..to], RATE * (1.0 - progress).max(0.01), copy, &mut random);
                });
            }
        });
        meet(&mut main, &mut copies, dim);
        if round % 20 == 0 {
            let size = dot(&main.features, &main.features) / main.features.len() as f32;
            eprintln!(
                "  {:.0} s: pass {:.2}, mean square {size:.4}",
                started.elapsed().as_secs_f64(),
                round as f64 / rounds_in_pass as f64
            );
        }
    }
    model.tables.words = main.words;
    model.tables.features = main.features;
}

/// Moves each row of the main tables by the mean of the changes that the copies made to it (a sum would overshoot in rows that all
/// copies change, and swing ever wider), and starts the copies afresh.
fn meet(main: &mut Vectors, copies: &mut [Vectors], dim: usize) {
    for part in 0..3 {
        for (row, base) in main.parts_mut()[part].chunks_exact_mut(dim).enumerate() {
            let at = row * dim..(row + 1) * dim;
            let mut sum = [0.0_f32; MAX_DIM];
            let mut n_changed = 0.0;
            for copy in copies.iter() {
                let other = &copy.parts()[part][at.clone()];
                if *other != *base {
                    n_changed += 1.0;
                    sum.iter_mut().zip(other.iter().zip(base.iter())).for_each(|(s, (x, old))| *s += x - old);
                }
            }
            if n_changed > 0.0 {
                base.iter_mut().zip(&sum).for_each(|(x, s)| *x += s / n_changed);
                for copy in copies.iter_mut() {
                    copy.parts_mut()[part][at.clone()].copy_from_slice(base);
                }
            }
        }
    }
}

fn walk(shared: &Shared<'_>, tokens: &[u32], rate: f32, vectors: &mut Vectors, random: &mut Random) {
    let mut neighbors = Vec::new();
    for sentence in tokens.split(|&id| id == STOP) {
        for (at, &id) in sentence.iter().enumerate() {
            if random.unit() >= shared.keep_middle[id as usize] {
                continue;
            }
            let reach = 1 + random.below(WINDOW);
            neighbors.clear();
            let from = at.saturating_sub(reach);
            for (other, &neighbor) in (from..).zip(&sentence[from..(at + reach + 1).min(sentence.len())]) {
                let row = shared.corpus.types.list[neighbor as usize].row;
                if other != at && row != 0 && random.unit() < shared.keep_neighbor[neighbor as usize] {
                    neighbors.push(row);
                }
            }
            if !neighbors.is_empty() {
                learn(shared, &shared.corpus.types.list[id as usize], &neighbors, rate, vectors, random);
            }
        }
    }
}

/// One middle word with its neighbours.
fn learn(shared: &Shared<'_>, word: &Type, neighbors: &[u32], rate: f32, vectors: &mut Vectors, random: &mut Random) {
    let dim = shared.dim;
    let own = (word.row != 0 && random.unit() >= HIDE).then_some(word.row as usize);
    let mut v = [0.0_f32; MAX_DIM];
    let mut dv = [0.0_f32; MAX_DIM];
    let (v, dv) = (&mut v[..dim], &mut dv[..dim]);
    let rows = word.features.iter().map(|&f| &vectors.features[f as usize * dim..][..dim]);
    for row in rows {
        v.iter_mut().zip(row).for_each(|(v, x)| *v += x);
    }
    let scale = 1.0 / word.features.len().max(1) as f32;
    v.iter_mut().for_each(|x| *x *= scale);
    if let Some(row) = own {
        v.iter_mut().zip(&vectors.words[row * dim..]).for_each(|(v, x)| *v += x);
    }
    let negative_weight = neighbors.len() as f32 * NEGATIVES_PER_PAIR / NEGATIVES as f32;
    let mut pair = |row: u32, label: f32, weight: f32, outputs: &mut [f32]| {
        let output = &mut outputs[row as usize * dim..][..dim];
        let g = (label - sigmoid(dot(v, output))) * weight * rate;
        for j in 0..dim {
            dv[j] += g * output[j];
            output[j] += g * v[j];
        }
    };
    for &row in neighbors {
        pair(row, 1.0, 1.0, &mut vectors.outputs);
    }
    for _ in 0..NEGATIVES {
        let row = shared.urn[random.below(shared.urn.len())];
        if !neighbors.contains(&row) {
            pair(row, 0.0, negative_weight, &mut vectors.outputs);
        }
    }
    for &f in &word.features {
        vectors.features[f as usize * dim..][..dim].iter_mut().zip(dv.iter()).for_each(|(x, d)| *x += d);
    }
    if let Some(row) = own {
        vectors.words[row * dim..][..dim].iter_mut().zip(dv.iter()).for_each(|(x, d)| *x += d);
    }
}

/// Brings the sums of the frequent words to a usual size, so that training's steps are neither too small nor too large for them.
fn rescale(model: &mut Model, corpus: &Corpus, size: f64) {
    let dim = model.sizes.dim;
    let (mut square, mut n) = (0.0_f64, 0.0_f64);
    for (word, &count) in corpus.types.list.iter().zip(&corpus.counts) {
        if count < 20 {
            continue;
        }
        let mut sum = model.tables.words[word.row as usize * dim..][..dim].to_vec();
        let scale = 1.0 / word.features.len().max(1) as f32;
        for &f in &word.features {
            sum.iter_mut().zip(&model.tables.features[f as usize * dim..]).for_each(|(s, x)| *s += x * scale);
        }
        square += f64::from(dot(&sum, &sum));
        n += dim as f64;
    }
    let factor = (size / (square / n.max(1.0)).sqrt().max(1e-9)) as f32;
    eprintln!("root mean square {:.4}, scaled by {factor:.4}", (square / n.max(1.0)).sqrt());
    model.tables.words.iter_mut().chain(&mut model.tables.features).for_each(|x| *x *= factor);
}
