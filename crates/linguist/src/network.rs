//! The network: word vectors, two BiLSTM layers, tag scores, and biaffine scores of heads and relations.
//!
//! Sentences of similar length go through together: rows are ordered by position, then by sentence (longest first), so that each
//! recurrent step is one small product over neighbouring rows. Architecture: Dozat and Manning (2017), "Deep biaffine attention for
//! neural dependency parsing"; hashed subword features: Bojanowski et al. (2017).

use std::collections::HashMap;

use neural::Error;
use neural::cell::{add_scaled, dots, leaky_rectify, lstm_step};
use neural::container::Container;
use neural::linear::{Base, Bytes, Linear, Path};
use neural::math::{argmax, layer_norm};
use text::Span;

use crate::features::{self, Scratch as FeatureScratch};

/// Slope of the rectifier below zero, as in training.
const LEAK: f32 = 0.1;
/// Forms whose vectors are kept; when there are more, the store starts again. Picked by gut feeling: 26 MB at most.
const MAX_CACHED: usize = 50_000;

/// Rows of bytes, each with its scale.
struct ByteTable {
    dim: usize,
    rows: Vec<i8>,
    scales: Vec<f32>,
}

impl ByteTable {
    fn load(container: &Container<'_>, name: &str) -> Result<Self, Error> {
        let (rows, dim) = container.i8(name)?;
        let (scales, _) = container.f32(&format!("{name}.scales"))?;
        if dim == 0 || rows.len() != dim * scales.len() {
            return Err(Error::new(format!(
                "table {name:?} has {} bytes for {} rows of {dim}",
                rows.len(),
                scales.len()
            )));
        }
        Ok(Self { dim, rows, scales })
    }

    fn add(&self, row: usize, sum: &mut [f32]) {
        if let (Some(bytes), Some(scale)) = (self.rows.get(row * self.dim..(row + 1) * self.dim), self.scales.get(row))
        {
            add_scaled(sum, bytes, *scale);
        }
    }
}

struct Lstm {
    input: Linear,
    recurrent: Linear,
}

/// The weights.
pub(crate) struct Network {
    path: Path,
    words: ByteTable,
    features: ByteTable,
    vocabulary: HashMap<Box<str>, u32>,
    treebank: Vec<f32>,
    gain: Vec<f32>,
    shift: Vec<f32>,
    lstm: [[Lstm; 2]; 2],
    tags_state: Linear,
    tags_word: Linear,
    arc_dependent: Linear,
    arc_head: Linear,
    arc_pair: Linear,
    arc_root: Vec<f32>,
    rel_dependent: Linear,
    rel_head: Linear,
    rel_pair: Linear,
    rel_root: Vec<f32>,
}

fn linear(container: &Container<'_>, name: &str) -> Result<Linear, Error> {
    let (weights, inputs) = container.i8(name)?;
    let (scales, _) = container.f32(&format!("{name}.scales"))?;
    let (bias, _) = container.f32(&format!("{name}.bias"))?;
    Linear::new(&weights, inputs, &scales, &bias).map_err(|e| Error::new(format!("layer {name:?}: {e}")))
}

fn lstm(container: &Container<'_>, layer: usize, direction: usize) -> Result<Lstm, Error> {
    let name = format!("lstm.{layer}.{direction}");
    Ok(Lstm {
        input: linear(container, &format!("{name}.input"))?,
        recurrent: linear(container, &format!("{name}.recurrent"))?,
    })
}

impl Network {
    pub(crate) fn load(container: &Container<'_>) -> Result<Self, Error> {
        let list = container.text("vocabulary")?;
        let network = Self {
            path: Path::detect(),
            words: ByteTable::load(container, "words")?,
            features: ByteTable::load(container, "features")?,
            vocabulary: list.lines().zip(1..).map(|(word, row)| (word.into(), row)).collect(),
            treebank: container.f32("treebank")?.0,
            gain: container.f32("gain")?.0,
            shift: container.f32("shift")?.0,
            lstm: [[lstm(container, 0, 0)?, lstm(container, 0, 1)?], [lstm(container, 1, 0)?, lstm(container, 1, 1)?]],
            tags_state: linear(container, "tags.state")?,
            tags_word: linear(container, "tags.word")?,
            arc_dependent: linear(container, "arc.dependent")?,
            arc_head: linear(container, "arc.head")?,
            arc_pair: linear(container, "arc.pair")?,
            arc_root: container.f32("arc.root")?.0,
            rel_dependent: linear(container, "rel.dependent")?,
            rel_head: linear(container, "rel.head")?,
            rel_pair: linear(container, "rel.pair")?,
            rel_root: container.f32("rel.root")?.0,
        };
        network.check()?;
        Ok(network)
    }

    /// Sizes of neighbouring layers fit, so that nothing below needs to ask again.
    fn check(&self) -> Result<(), Error> {
        let (dim, hidden) = (self.words.dim, self.hidden());
        let (arc, rel) = (self.arc_root.len(), self.rel_root.len());
        let layers =
            self.lstm.iter().zip([dim, 2 * hidden]).flat_map(|(layer, inputs)| layer.iter().map(move |l| (l, inputs)));
        let lstms_fit = layers.into_iter().all(|(lstm, inputs)| {
            let sizes = [lstm.input.inputs(), lstm.input.outputs(), lstm.recurrent.inputs(), lstm.recurrent.outputs()];
            sizes == [inputs, 4 * hidden, hidden, 4 * hidden]
        });
        let has =
            |layer: &Linear, inputs: usize, outputs: usize| layer.inputs() == inputs && layer.outputs() == outputs;
        let fits = self.features.dim == dim
            && self.treebank.len() >= 2 * dim
            && self.gain.len() == dim
            && self.shift.len() == dim
            && lstms_fit
            && has(&self.tags_state, 2 * hidden, self.tags_word.outputs())
            && self.tags_word.inputs() == dim
            && has(&self.arc_dependent, 2 * hidden, arc)
            && has(&self.arc_head, 2 * hidden, arc)
            && has(&self.arc_pair, arc, arc)
            && has(&self.rel_dependent, 2 * hidden, rel)
            && has(&self.rel_head, 2 * hidden, rel)
            && has(&self.rel_pair, rel, self.n_rels() * (rel + 1));
        if fits { Ok(()) } else { Err(Error::new("the layers of the model do not fit together".to_owned())) }
    }

    fn hidden(&self) -> usize {
        self.lstm[0][0].recurrent.inputs()
    }

    pub(crate) fn n_tags(&self) -> usize {
        self.tags_state.outputs()
    }

    pub(crate) fn n_rels(&self) -> usize {
        self.rel_pair.outputs() / (self.rel_root.len() + 1)
    }

    /// Whether a normal form (see [`features::normalize`]) has a row of its own: the treebanks or the raw text have it often.
    pub(crate) fn knows(&self, normal: &str) -> bool {
        self.vocabulary.contains_key(normal)
    }

    /// The vector of a form: its row, the mean of its features, the treebank, normalised.
    fn embed(&self, form: &str, treebank: usize, features: &mut Features, out: &mut [f32]) {
        features::normalize(form, &mut features.normal);
        features.buckets.clear();
        let n_buckets = u32::try_from(self.features.scales.len()).unwrap_or(u32::MAX);
        features::hash_features(form, n_buckets, &mut features.scratch, &mut features.buckets);
        let row = self.vocabulary.get(features.normal.as_str()).copied().unwrap_or(0);
        out.fill(0.0);
        for &bucket in &features.buckets {
            self.features.add(bucket as usize, out);
        }
        let scale = 1.0 / features.buckets.len().max(1) as f32;
        out.iter_mut().for_each(|x| *x *= scale);
        self.words.add(row as usize, out);
        out.iter_mut().zip(&self.treebank[treebank * self.words.dim..]).for_each(|(x, t)| *x += t);
        layer_norm(out, &self.gain, &self.shift);
    }
}

#[derive(Default)]
struct Features {
    normal: String,
    buckets: Vec<u32>,
    scratch: FeatureScratch,
}

/// Vectors of forms met before. They depend on the model and the treebank.
#[derive(Default)]
struct Cache {
    treebank: usize,
    index: HashMap<Box<str>, u32>,
    vectors: Vec<f32>,
}

/// Where the rows of a batch lie.
#[derive(Default)]
struct Packing {
    first: Vec<usize>,
    count: Vec<usize>,
    n_rows: usize,
}

impl Packing {
    /// The sentences get shorter.
    fn set(&mut self, sentences: &[&[Span]]) {
        self.first.clear();
        self.count.clear();
        self.n_rows = 0;
        let mut active = sentences.len();
        for position in 0..sentences.first().map_or(0, |longest| longest.len()) {
            while active > 0 && sentences[active - 1].len() <= position {
                active -= 1;
            }
            self.first.push(self.n_rows);
            self.count.push(active);
            self.n_rows += active;
        }
    }

    fn row(&self, sentence: usize, position: usize) -> usize {
        self.first[position] + sentence
    }
}

/// Buffers of the network, reused from batch to batch. The vectors of words are kept too, so one of these belongs to one model.
#[derive(Default)]
pub(crate) struct Scratch {
    features: Features,
    cache: Cache,
    packing: Packing,
    bytes: Bytes,
    word_bytes: Bytes,
    /// States that enter a recurrent step.
    entering: Bytes,
    x: Vec<f32>,
    gates: Vec<f32>,
    cells: Vec<f32>,
    direction: Vec<f32>,
    state: Vec<f32>,
    tags: Vec<f32>,
    arc_pairs: Vec<f32>,
    arc_heads: Vec<f32>,
    rel_dependents: Vec<f32>,
    rel_heads: Vec<f32>,
    rel_forms: Vec<f32>,
    /// Head vectors of one sentence, the root's first.
    heads: Vec<f32>,
    pub(crate) arc_scores: Vec<f32>,
    rel_scores: Vec<f32>,
}

/// Brings a buffer that will be overwritten to its length.
fn resize(xs: &mut Vec<f32>, length: usize) {
    xs.resize(length, 0.0);
}

impl Scratch {
    /// Tag scores of a word of the batch.
    pub(crate) fn tag_scores(&self, sentence: usize, position: usize, n_tags: usize) -> &[f32] {
        &self.tags[self.packing.row(sentence, position) * n_tags..][..n_tags]
    }
}

impl Network {
    /// Runs sentences (the longest first, none empty; each the spans of its words in the text) up to the representations from which trees are scored.
    pub(crate) fn run(&self, text: &str, sentences: &[&[Span]], treebank: usize, s: &mut Scratch) {
        s.packing.set(sentences);
        self.look_up(text, sentences, treebank, s);
        s.word_bytes.quantize(&s.x, self.words.dim);
        // The bytes of the words are needed again below, those of the states in between.
        std::mem::swap(&mut s.bytes, &mut s.word_bytes);
        self.encode(0, s);
        std::mem::swap(&mut s.bytes, &mut s.word_bytes);
        s.bytes.quantize(&s.state, 2 * self.hidden());
        self.encode(1, s);
        s.bytes.quantize(&s.state, 2 * self.hidden());
        let rows = s.packing.n_rows;
        let full = |layer: &Linear, x: &Bytes, out: &mut Vec<f32>| {
            resize(out, rows * layer.outputs());
            layer.apply(self.path, x, Base::Bias, out);
        };
        full(&self.tags_state, &s.bytes, &mut s.tags);
        self.tags_word.apply(self.path, &s.word_bytes, Base::Output, &mut s.tags);
        full(&self.arc_head, &s.bytes, &mut s.arc_heads);
        full(&self.rel_dependent, &s.bytes, &mut s.rel_dependents);
        full(&self.rel_head, &s.bytes, &mut s.rel_heads);
        full(&self.arc_dependent, &s.bytes, &mut s.direction);
        for xs in [&mut s.arc_heads, &mut s.rel_dependents, &mut s.rel_heads, &mut s.direction] {
            leaky_rectify(xs, LEAK);
        }
        s.bytes.quantize(&s.direction, self.arc_root.len());
        full(&self.arc_pair, &s.bytes, &mut s.arc_pairs);
        s.bytes.quantize(&s.rel_dependents, self.rel_root.len());
        full(&self.rel_pair, &s.bytes, &mut s.rel_forms);
    }

    fn look_up(&self, text: &str, sentences: &[&[Span]], treebank: usize, s: &mut Scratch) {
        let dim = self.words.dim;
        let Scratch { cache, features, packing, x, .. } = s;
        if cache.treebank != treebank || cache.index.len() > MAX_CACHED {
            cache.index.clear();
            cache.vectors.clear();
            cache.treebank = treebank;
        }
        resize(x, packing.n_rows * dim);
        for (sentence, words) in sentences.iter().enumerate() {
            for (position, word) in words.iter().enumerate() {
                let form = word.of(text);
                let out = &mut x[packing.row(sentence, position) * dim..][..dim];
                if let Some(&at) = cache.index.get(form) {
                    out.copy_from_slice(&cache.vectors[at as usize * dim..][..dim]);
                    continue;
                }
                self.embed(form, treebank, features, out);
                let at = u32::try_from(cache.index.len()).unwrap_or(u32::MAX);
                cache.index.insert(form.into(), at);
                cache.vectors.extend_from_slice(out);
            }
        }
    }

    /// One BiLSTM layer from `s.bytes` to `s.state`.
    fn encode(&self, layer: usize, s: &mut Scratch) {
        let h = self.hidden();
        let rows = s.packing.n_rows;
        resize(&mut s.state, rows * 2 * h);
        for (d, lstm) in self.lstm[layer].iter().enumerate() {
            resize(&mut s.gates, rows * 4 * h);
            lstm.input.apply(self.path, &s.bytes, Base::Bias, &mut s.gates);
            self.walk(lstm, d == 1, s);
            for (state, out) in s.state.chunks_exact_mut(2 * h).zip(s.direction.chunks_exact(h)) {
                state[d * h..(d + 1) * h].copy_from_slice(out);
            }
        }
    }

    /// The recurrent steps of one direction, from `s.gates` to `s.direction`.
    fn walk(&self, lstm: &Lstm, backward: bool, s: &mut Scratch) {
        let h = self.hidden();
        let steps = s.packing.count.len();
        resize(&mut s.direction, s.packing.n_rows * h);
        s.cells.clear();
        s.cells.resize(s.packing.count.first().copied().unwrap_or(0) * h, 0.0);
        for step in 0..steps {
            let t = if backward { steps - 1 - step } else { step };
            let (first, count) = (s.packing.first[t], s.packing.count[t]);
            let before = if backward { Some(t + 1).filter(|&b| b < steps) } else { t.checked_sub(1) };
            if let Some(b) = before {
                let continued = s.packing.count[b].min(count);
                let from = s.packing.first[b] * h;
                s.entering.quantize(&s.direction[from..from + continued * h], h);
                let gates = &mut s.gates[first * 4 * h..(first + continued) * 4 * h];
                lstm.recurrent.apply(self.path, &s.entering, Base::Output, gates);
            }
            let gates = &mut s.gates[first * 4 * h..(first + count) * 4 * h];
            let out = &mut s.direction[first * h..(first + count) * h];
            lstm_step(self.path, gates, &mut s.cells[..count * h], out, h);
        }
    }

    /// Fills `s.arc_scores` with the scores of all heads (0 is the root) of all words of a sentence of the batch.
    pub(crate) fn score_arcs(&self, sentence: usize, n: usize, s: &mut Scratch) {
        let width = self.arc_root.len();
        s.heads.clear();
        s.heads.extend_from_slice(&self.arc_root);
        for h in 0..n {
            s.heads.extend_from_slice(&s.arc_heads[s.packing.row(sentence, h) * width..][..width]);
        }
        s.arc_scores.clear();
        for t in 0..n {
            let pair = &s.arc_pairs[s.packing.row(sentence, t) * width..][..width];
            dots(self.path, pair, &s.heads, &mut s.arc_scores);
        }
    }

    /// The best relation of a word to its head (0 is the root) among those that `allowed` lets through.
    pub(crate) fn best_relation(
        &self,
        sentence: usize,
        (word, head): (usize, usize),
        allowed: impl Fn(usize) -> bool,
        s: &mut Scratch,
    ) -> usize {
        let (k, n_rels) = (self.rel_root.len(), self.n_rels());
        let form = &s.rel_forms[s.packing.row(sentence, word) * n_rels * (k + 1)..][..n_rels * (k + 1)];
        let head = match head.checked_sub(1) {
            None => self.rel_root.as_slice(),
            Some(at) => &s.rel_heads[s.packing.row(sentence, at) * k..][..k],
        };
        s.rel_scores.clear();
        dots(self.path, head, &form[..n_rels * k], &mut s.rel_scores);
        for (q, (score, bias)) in s.rel_scores.iter_mut().zip(&form[n_rels * k..]).enumerate() {
            *score = if allowed(q) { *score + bias } else { f32::NEG_INFINITY };
        }
        argmax(&s.rel_scores)
    }
}
