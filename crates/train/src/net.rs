//! The network over one part of a batch: forward, losses, backward.
//!
//! Word vector, layer norm, two BiLSTM layers, one layer for all tags, and deep biaffine attention for heads and relations
//! (Dozat and Manning 2017). Every dropout mask is drawn once for a sentence (Gal and Ghahramani 2016).

use crate::gemm::{Packed, View, add_product};
use crate::heads;
use crate::instances::{Instance, Types};
use crate::lstm::{Direction, Packing, Trace};
use crate::random::Random;
use crate::shape::{Affine, Both, Layout, Weights};

/// The two embedding tables, by rows of `dim`.
pub struct Tables {
    pub dim: usize,
    pub words: Vec<f32>,
    pub features: Vec<f32>,
}

/// Weights of the losses: arcs, relations, the five tag heads.
#[derive(Debug, Clone, Copy)]
pub struct LossWeights {
    pub arc: f32,
    pub rel: f32,
    pub tags: [f32; 5],
}

/// What one pass needs beside the sentences.
pub struct Pass<'a> {
    pub layout: &'a Layout,
    pub flat: &'a [f32],
    pub weights: &'a Weights,
    pub tables: &'a Tables,
    pub types: &'a Types,
    /// Sizes of the five tag heads.
    pub tag_sizes: [usize; 5],
    pub loss: LossWeights,
    /// Dropout of inputs and layers; zero in evaluation.
    pub dropout: f32,
    pub recurrent_dropout: f32,
    /// One over the number of words in the whole batch.
    pub scale: f32,
}

/// Sums of losses and of right answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub words: f64,
    pub loss: f64,
    pub tags: [f64; 5],
    pub tags_seen: [f64; 5],
    pub heads: f64,
    pub labeled: f64,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.words += other.words;
        self.loss += other.loss;
        self.heads += other.heads;
        self.labeled += other.labeled;
        for k in 0..5 {
            self.tags[k] += other.tags[k];
            self.tags_seen[k] += other.tags_seen[k];
        }
    }
}

/// One part of a batch with everything computed on the way forward.
pub struct Part<'a> {
    pub sentences: Vec<&'a Instance>,
    pub packing: Packing,
    /// Sentence of each row and position in it.
    pub place: Vec<(usize, usize)>,
    /// Word is hidden: its row of the word table is the unknown one.
    pub hidden: Vec<bool>,
}

impl<'a> Part<'a> {
    pub fn new(mut sentences: Vec<&'a Instance>, types: &Types, random: Option<&mut Random>) -> Self {
        sentences.sort_by_key(|s| std::cmp::Reverse(s.types.len()));
        let lengths: Vec<usize> = sentences.iter().map(|s| s.types.len()).collect();
        let packing = Packing::new(&lengths);
        let mut place = Vec::with_capacity(packing.n_rows);
        for (t, &count) in packing.count.iter().enumerate() {
            place.extend((0..count).map(|s| (s, t)));
        }
        let hidden = match random {
            Some(random) => {
                place.iter().map(|&(s, t)| random.unit() < types.list[sentences[s].types[t] as usize].hide).collect()
            }
            None => vec![false; place.len()],
        };
        Self { sentences, packing, place, hidden }
    }

    pub fn type_of(&self, row: usize) -> u32 {
        let (s, t) = self.place[row];
        self.sentences[s].types[t]
    }
}

/// Dropout masks by sentence.
pub struct Masks {
    input: Vec<f32>,
    recurrent: [[Vec<f32>; 2]; 2],
    middle: Vec<f32>,
    pub top: Vec<f32>,
    pub arc: [Vec<f32>; 2],
    pub rel: [Vec<f32>; 2],
}

impl Masks {
    fn draw(pass: &Pass<'_>, n: usize, random: &mut Random) -> Self {
        let d = pass.layout.dims;
        let mut mask = |width: usize, rate: f32| -> Vec<f32> {
            let keep = 1.0 / (1.0 - rate);
            (0..n * width).map(|_| if rate > 0.0 && random.unit() < rate { 0.0 } else { keep }).collect()
        };
        let (p, q) = (pass.dropout, pass.recurrent_dropout);
        Self {
            input: mask(d.dim, p),
            recurrent: [[mask(d.hidden, q), mask(d.hidden, q)], [mask(d.hidden, q), mask(d.hidden, q)]],
            middle: mask(2 * d.hidden, p),
            top: mask(2 * d.hidden, p),
            arc: [mask(d.arc, p), mask(d.arc, p)],
            rel: [mask(d.rel, p), mask(d.rel, p)],
        }
    }
}

/// Multiplies each row by the mask of its sentence.
pub fn apply_mask(x: &mut [f32], width: usize, mask: &[f32], place: &[(usize, usize)]) {
    for (row, &(s, _)) in x.chunks_exact_mut(width).zip(place) {
        row.iter_mut().zip(&mask[s * width..]).for_each(|(x, m)| *x *= m);
    }
}

/// y = x W + b for all rows.
pub fn affine(x: &[f32], rows: usize, layer: Affine, flat: &[f32], weights: &Both) -> Vec<f32> {
    let (inputs, outputs) = (layer.weight.rows, layer.weight.cols);
    let mut y = vec![0.0; rows * outputs];
    for row in y.chunks_exact_mut(outputs) {
        row.copy_from_slice(layer.bias.of(flat));
    }
    add_product(&mut y, outputs, View::rows(x, inputs), rows, &weights.forward);
    y
}

/// The way back of [`affine`]: adds to the gradients of weight, bias and input.
pub fn affine_back(x: &[f32], dy: &[f32], layer: Affine, weights: &Both, grads: &mut [f32], dx: &mut [f32]) {
    let (inputs, outputs) = (layer.weight.rows, layer.weight.cols);
    let rows = dy.len() / outputs;
    let packed = Packed::new(View::rows(dy, outputs), rows, outputs);
    add_product(layer.weight.of_mut(grads), outputs, View::transposed(x, inputs), inputs, &packed);
    let bias = layer.bias.of_mut(grads);
    for row in dy.chunks_exact(outputs) {
        bias.iter_mut().zip(row).for_each(|(b, d)| *b += d);
    }
    add_product(dx, inputs, View::rows(dy, outputs), rows, &weights.backward);
}

/// One word's own row, the mean of its features' rows, and the treebank's row.
fn embed(pass: &Pass<'_>, part: &Part<'_>) -> Vec<f32> {
    let dim = pass.tables.dim;
    let mut x = vec![0.0; part.packing.n_rows * dim];
    let treebanks = pass.layout.treebank.of(pass.flat);
    for (row, out) in x.chunks_exact_mut(dim).enumerate() {
        let word = &pass.types.list[part.type_of(row) as usize];
        let word_row = if part.hidden[row] { 0 } else { word.row as usize };
        for &f in &word.features {
            out.iter_mut().zip(&pass.tables.features[f as usize * dim..]).for_each(|(o, x)| *o += x);
        }
        let scale = 1.0 / word.features.len().max(1) as f32;
        let own = &pass.tables.words[word_row * dim..];
        out.iter_mut().zip(own).for_each(|(o, x)| *o = *o * scale + x);
        let treebank = part.sentences[part.place[row].0].treebank as usize;
        out.iter_mut().zip(&treebanks[treebank * dim..]).for_each(|(o, x)| *o += x);
    }
    x
}

struct Normed {
    /// Normalised rows before gain and shift.
    hat: Vec<f32>,
    inverse: Vec<f32>,
    out: Vec<f32>,
}

fn normalize(pass: &Pass<'_>, mut x: Vec<f32>) -> Normed {
    let dim = pass.tables.dim;
    let (gain, shift) = (pass.layout.gain.of(pass.flat), pass.layout.shift.of(pass.flat));
    let mut inverse = Vec::with_capacity(x.len() / dim);
    let mut out = vec![0.0; x.len()];
    for (row, y) in x.chunks_exact_mut(dim).zip(out.chunks_exact_mut(dim)) {
        let mean = neural::math::sum(row) / dim as f32;
        row.iter_mut().for_each(|x| *x -= mean);
        let inv = 1.0 / (neural::math::dot(row, row) / dim as f32 + 1e-5).sqrt();
        row.iter_mut().for_each(|x| *x *= inv);
        inverse.push(inv);
        for j in 0..dim {
            y[j] = row[j] * gain[j] + shift[j];
        }
    }
    Normed { hat: x, inverse, out }
}

fn normalize_back(pass: &Pass<'_>, normed: &Normed, dy: &[f32], grads: &mut [f32]) -> Vec<f32> {
    let dim = pass.tables.dim;
    let gain = pass.layout.gain.of(pass.flat);
    let mut dx = vec![0.0; dy.len()];
    for (r, d) in dx.chunks_exact_mut(dim).enumerate() {
        let (dy, hat) = (&dy[r * dim..][..dim], &normed.hat[r * dim..][..dim]);
        let dgain = pass.layout.gain.of_mut(grads);
        for j in 0..dim {
            dgain[j] += dy[j] * hat[j];
            d[j] = dy[j] * gain[j];
        }
        let dshift = pass.layout.shift.of_mut(grads);
        dshift.iter_mut().zip(dy).for_each(|(s, d)| *s += d);
        let mean = neural::math::sum(d) / dim as f32;
        let along = neural::math::dot(d, hat) / dim as f32;
        for j in 0..dim {
            d[j] = (d[j] - mean - hat[j] * along) * normed.inverse[r];
        }
    }
    dx
}

fn layer<'b>(pass: &'b Pass<'_>, packing: &'b Packing, masks: &'b Masks, index: usize) -> [Direction<'b>; 2] {
    [0, 1].map(|direction| Direction {
        packing,
        lstm: pass.layout.lstm[index][direction],
        weights: &pass.weights.lstm[index][direction],
        direction,
        mask: &masks.recurrent[index][direction],
    })
}

fn join(traces: &[Trace; 2], h: usize, rows: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows * 2 * h);
    for r in 0..rows {
        out.extend_from_slice(&traces[0].out[r * h..][..h]);
        out.extend_from_slice(&traces[1].out[r * h..][..h]);
    }
    out
}

fn split(x: &[f32], h: usize) -> [Vec<f32>; 2] {
    let half = |at: usize| x.chunks_exact(2 * h).flat_map(|row| row[at * h..(at + 1) * h].iter().copied()).collect();
    [half(0), half(1)]
}

/// What a pass over a part gives back.
pub struct Outcome {
    pub tally: Tally,
    /// Gradient of the summed word vector of each row; empty without `grads`.
    pub dwords: Vec<f32>,
}

/// Forward, and with `grads` also backward.
pub fn run(pass: &Pass<'_>, part: &Part<'_>, random: &mut Random, grads: Option<&mut [f32]>) -> Outcome {
    let dims = pass.layout.dims;
    let (rows, h) = (part.packing.n_rows, dims.hidden);
    let masks = Masks::draw(pass, part.packing.n_sentences, random);
    let normed = normalize(pass, embed(pass, part));
    let mut x = normed.out.clone();
    apply_mask(&mut x, dims.dim, &masks.input, &part.place);
    let first = layer(pass, &part.packing, &masks, 0);
    let second = layer(pass, &part.packing, &masks, 1);
    let traces1 = first.each_ref().map(|d| d.forward(pass.flat, &x));
    let mut middle = join(&traces1, h, rows);
    apply_mask(&mut middle, 2 * h, &masks.middle, &part.place);
    let traces2 = second.each_ref().map(|d| d.forward(pass.flat, &middle));
    let mut top = join(&traces2, h, rows);
    apply_mask(&mut top, 2 * h, &masks.top, &part.place);

    let mut tally = Tally { words: rows as f64, ..Tally::default() };
    let Some(grads) = grads else {
        heads::tags(pass, part, &top, &x, None, &mut tally);
        heads::trees(pass, part, &masks, &top, None, &mut tally);
        return Outcome { tally, dwords: Vec::new() };
    };
    let mut dtop = vec![0.0; rows * 2 * h];
    let mut dx = vec![0.0; rows * dims.dim];
    heads::tags(pass, part, &top, &x, Some((&mut *grads, &mut dtop, &mut dx)), &mut tally);
    heads::trees(pass, part, &masks, &top, Some((&mut *grads, &mut dtop)), &mut tally);

    apply_mask(&mut dtop, 2 * h, &masks.top, &part.place);
    let mut dmiddle = vec![0.0; rows * 2 * h];
    for ((d, trace), dout) in second.iter().zip(&traces2).zip(split(&dtop, h)) {
        d.backward(trace, &middle, &dout, grads, &mut dmiddle);
    }
    apply_mask(&mut dmiddle, 2 * h, &masks.middle, &part.place);
    for ((d, trace), dout) in first.iter().zip(&traces1).zip(split(&dmiddle, h)) {
        d.backward(trace, &x, &dout, grads, &mut dx);
    }
    apply_mask(&mut dx, dims.dim, &masks.input, &part.place);
    let dwords = normalize_back(pass, &normed, &dx, grads);
    let dtreebank = pass.layout.treebank.of_mut(grads);
    for (row, &(s, _)) in dwords.chunks_exact(dims.dim).zip(&part.place) {
        let at = part.sentences[s].treebank as usize * dims.dim;
        dtreebank[at..].iter_mut().zip(row).for_each(|(t, d)| *t += d);
    }
    Outcome { tally, dwords }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instances::Type;
    use crate::shape::Dims;

    fn types() -> Types {
        let list = (0..5).map(|k| Type { row: k % 3, features: vec![k % 4, (k * 3 + 1) % 4], hide: 0.0 }).collect();
        Types { list, index: std::collections::HashMap::new() }
    }

    fn sentence(types: &[u32], heads: &[u32], treebank: u32) -> Instance {
        let n = types.len() as u32;
        Instance {
            treebank,
            types: types.to_vec(),
            tags: (0..n)
                .map(|k| [k % 2, k % 3, (k + 1) % 2, k % 2, if k == 1 { crate::instances::NONE } else { 0 }])
                .collect(),
            heads: heads.to_vec(),
            rels: (0..n).map(|k| k % 3).collect(),
        }
    }

    /// The gradient of every kind of parameter agrees with the slope of the loss.
    #[test]
    fn the_way_back_is_the_slope_of_the_loss() {
        let dims = Dims { dim: 6, hidden: 5, arc: 4, rel: 3, n_tags: 11, n_rels: 3, n_treebanks: 2 };
        let layout = Layout::new(dims);
        let mut random = Random::new(5);
        let flat: Vec<f32> = layout.initial(&mut random).iter().map(|x| x + random.within(0.4)).collect();
        let tables = Tables {
            dim: 6,
            words: (0..18).map(|_| random.within(1.0)).collect(),
            features: (0..24).map(|_| random.within(1.0)).collect(),
        };
        let types = types();
        let sentences =
            [sentence(&[0, 1, 2, 3], &[2, 0, 2, 3], 0), sentence(&[4, 1], &[0, 1], 1), sentence(&[3], &[0], 1)];
        let loss_of = |flat: &[f32], tables: &Tables, grads: Option<&mut [f32]>| {
            let weights = Weights::new(&layout, flat);
            let pass = Pass {
                layout: &layout,
                flat,
                weights: &weights,
                tables,
                types: &types,
                tag_sizes: [2, 3, 2, 2, 2],
                loss: LossWeights { arc: 1.0, rel: 0.7, tags: [0.4, 0.5, 0.6, 0.4, 0.6] },
                dropout: 0.3,
                recurrent_dropout: 0.2,
                scale: 1.0,
            };
            let part = Part::new(sentences.iter().collect(), &types, None);
            let outcome = run(&pass, &part, &mut Random::new(3), grads);
            let by_type: Vec<u32> = (0..part.packing.n_rows).map(|r| part.type_of(r)).collect();
            (outcome.tally.loss, outcome.dwords, by_type)
        };
        let mut grads = vec![0.0; layout.size];
        let (_, dwords, by_type) = loss_of(&flat, &tables, Some(&mut grads));
        let step = 5e-3_f32;
        let mut far = 0;
        for at in 0..layout.size {
            let slope = |sign: f32| {
                let mut moved = flat.clone();
                moved[at] += sign * step;
                loss_of(&moved, &tables, Some(&mut vec![0.0; layout.size])).0
            };
            let want = (slope(1.0) - slope(-1.0)) / f64::from(2.0 * step);
            // A kink of the rectifier may lie between the two points; that may happen to a few parameters only.
            far += usize::from((want - f64::from(grads[at])).abs() > 0.01 + 0.02 * want.abs());
        }
        assert!(far * 100 < layout.size, "{far} of {} gradients are off", layout.size);
        for at in 0..tables.words.len() {
            let slope = |sign: f32| {
                let mut moved = Tables { dim: 6, words: tables.words.clone(), features: tables.features.clone() };
                moved.words[at] += sign * step;
                loss_of(&flat, &moved, Some(&mut vec![0.0; layout.size])).0
            };
            let want = (slope(1.0) - slope(-1.0)) / f64::from(2.0 * step);
            let (row, col) = (at as u32 / 6, at % 6);
            let got: f32 =
                by_type.iter().enumerate().filter(|(_, t)| **t % 3 == row).map(|(r, _)| dwords[r * 6 + col]).sum();
            assert!((want - f64::from(got)).abs() < 0.02 + 0.03 * want.abs(), "word {at}: {got} instead of {want}");
        }
    }
}
