//! The output layers: tags, heads and relations, with their losses and the way back.

use crate::gemm::{Packed, View, add_product};
use crate::instances::NONE;
use crate::net::{Masks, Part, Pass, Tally, affine, affine_back, apply_mask};
use crate::shape::Affine;

/// Slope of the rectifier below zero (as in Dozat and Manning 2017).
const LEAK: f32 = 0.1;

/// Turns scores into the gradient of `weight` x cross-entropy; returns the loss and whether the best score was the right one.
fn cross_entropy(scores: &mut [f32], gold: usize, weight: f32) -> (f64, bool) {
    let best = neural::math::argmax(scores);
    let max = scores[best];
    let mut total = 0.0;
    for x in scores.iter_mut() {
        *x = neural::math::exp(*x - max);
        total += *x;
    }
    let inverse = 1.0 / total;
    let loss = -f64::from((scores[gold] * inverse).max(1e-30)).ln() * f64::from(weight);
    for x in scores.iter_mut() {
        *x *= inverse * weight;
    }
    scores[gold] -= weight;
    (loss, best == gold)
}

type TagGrads<'a> = (&'a mut [f32], &'a mut [f32], &'a mut [f32]);

/// The five tag heads over the top states joined with the word vectors.
pub fn tags(pass: &Pass<'_>, part: &Part<'_>, top: &[f32], x: &[f32], back: Option<TagGrads<'_>>, tally: &mut Tally) {
    let (rows, wide, dim) = (part.packing.n_rows, 2 * pass.layout.dims.hidden, pass.layout.dims.dim);
    let mut input = Vec::with_capacity(rows * (wide + dim));
    for (a, b) in top.chunks_exact(wide).zip(x.chunks_exact(dim)) {
        input.extend_from_slice(a);
        input.extend_from_slice(b);
    }
    let n_tags = pass.layout.dims.n_tags;
    let mut scores = affine(&input, rows, pass.layout.tags, pass.flat, &pass.weights.tags);
    for (row, &(s, t)) in scores.chunks_exact_mut(n_tags).zip(&part.place) {
        let gold = &part.sentences[s].tags[t];
        let mut at = 0;
        for (k, &size) in pass.tag_sizes.iter().enumerate() {
            let head = &mut row[at..at + size];
            at += size;
            if gold[k] == NONE {
                head.fill(0.0);
                continue;
            }
            let (loss, right) = cross_entropy(head, gold[k] as usize, pass.loss.tags[k] * pass.scale);
            tally.loss += loss;
            tally.tags_seen[k] += 1.0;
            tally.tags[k] += f64::from(u8::from(right));
        }
    }
    if let Some((grads, dtop, dx)) = back {
        let mut dinput = vec![0.0; input.len()];
        affine_back(&input, &scores, pass.layout.tags, &pass.weights.tags, grads, &mut dinput);
        for (r, row) in dinput.chunks_exact(wide + dim).enumerate() {
            dtop[r * wide..].iter_mut().zip(&row[..wide]).for_each(|(d, x)| *d += x);
            dx[r * dim..].iter_mut().zip(&row[wide..]).take(dim).for_each(|(d, x)| *d += x);
        }
    }
}

/// A rectified layer with dropout.
struct Rectified {
    layer: Affine,
    /// Slope of each unit times its dropout mask.
    slope: Vec<f32>,
    out: Vec<f32>,
}

impl Rectified {
    fn forward(
        x: &[f32],
        layer: Affine,
        weights: &crate::shape::Both,
        pass: &Pass<'_>,
        part: &Part<'_>,
        mask: &[f32],
    ) -> Self {
        let mut out = affine(x, part.packing.n_rows, layer, pass.flat, weights);
        let mut slope: Vec<f32> = out.iter().map(|&x| if x > 0.0 { 1.0 } else { LEAK }).collect();
        apply_mask(&mut slope, layer.weight.cols, mask, &part.place);
        out.iter_mut().zip(&slope).for_each(|(x, s)| *x *= s);
        Self { layer, slope, out }
    }

    fn backward(&self, x: &[f32], mut dy: Vec<f32>, weights: &crate::shape::Both, grads: &mut [f32], dx: &mut [f32]) {
        dy.iter_mut().zip(&self.slope).for_each(|(d, s)| *d *= s);
        affine_back(x, &dy, self.layer, weights, grads, dx);
    }
}

/// Heads and relations.
pub fn trees(
    pass: &Pass<'_>,
    part: &Part<'_>,
    masks: &Masks,
    top: &[f32],
    back: Option<(&mut [f32], &mut [f32])>,
    tally: &mut Tally,
) {
    let (l, w) = (pass.layout, pass.weights);
    let arc_d = Rectified::forward(top, l.arc_dependent, &w.arc_dependent, pass, part, &masks.arc[0]);
    let arc_h = Rectified::forward(top, l.arc_head, &w.arc_head, pass, part, &masks.arc[1]);
    let rel_d = Rectified::forward(top, l.rel_dependent, &w.rel_dependent, pass, part, &masks.rel[0]);
    let rel_h = Rectified::forward(top, l.rel_head, &w.rel_head, pass, part, &masks.rel[1]);
    let mut correct = vec![false; part.packing.n_rows];
    let with_back = back.is_some();
    let mut none = (Vec::new(), Vec::new());
    let (grads, dtop) = back.unwrap_or((&mut none.0, &mut none.1));
    let (darc_d, darc_h) =
        arcs(pass, part, (&arc_d.out, &arc_h.out), &mut correct, with_back.then_some(&mut *grads), tally);
    let (drel_d, drel_h) =
        relations(pass, part, (&rel_d.out, &rel_h.out), &correct, with_back.then_some(&mut *grads), tally);
    if with_back {
        arc_d.backward(top, darc_d, &w.arc_dependent, grads, dtop);
        arc_h.backward(top, darc_h, &w.arc_head, grads, dtop);
        rel_d.backward(top, drel_d, &w.rel_dependent, grads, dtop);
        rel_h.backward(top, drel_h, &w.rel_head, grads, dtop);
    }
}

/// Scores of all pairs: (D U + u) H^T with the root as head 0. Returns the gradients of D and H.
fn arcs(
    pass: &Pass<'_>,
    part: &Part<'_>,
    (dependents, heads): (&[f32], &[f32]),
    correct: &mut [bool],
    grads: Option<&mut [f32]>,
    tally: &mut Tally,
) -> (Vec<f32>, Vec<f32>) {
    let width = pass.layout.dims.arc;
    let rows = part.packing.n_rows;
    let pairs = affine(dependents, rows, pass.layout.arc_pair, pass.flat, &pass.weights.arc_pair);
    let mut none = Vec::new();
    let with_back = grads.is_some();
    let grads = grads.unwrap_or(&mut none);
    let mut dpairs = vec![0.0; if with_back { rows * width } else { 0 }];
    let mut dheads = vec![0.0; if with_back { rows * width } else { 0 }];
    for (s, sentence) in part.sentences.iter().enumerate() {
        let n = sentence.types.len();
        let mut z = Vec::with_capacity(n * width);
        let mut h = pass.layout.arc_root.of(pass.flat).to_vec();
        for t in 0..n {
            let r = part.packing.row(s, t);
            z.extend_from_slice(&pairs[r * width..][..width]);
            h.extend_from_slice(&heads[r * width..][..width]);
        }
        let mut scores = vec![0.0; n * (n + 1)];
        add_product(
            &mut scores,
            n + 1,
            View::rows(&z, width),
            n,
            &Packed::new(View::transposed(&h, width), width, n + 1),
        );
        for t in 0..n {
            let row = &mut scores[t * (n + 1)..][..n + 1];
            if sentence.heads[t] == NONE {
                row.fill(0.0);
                continue;
            }
            row[t + 1] = -1e9;
            let (loss, right) = cross_entropy(row, sentence.heads[t] as usize, pass.loss.arc * pass.scale);
            row[t + 1] = 0.0;
            tally.loss += loss;
            tally.heads += f64::from(u8::from(right));
            correct[part.packing.row(s, t)] = right;
        }
        if !with_back {
            continue;
        }
        let mut dz = vec![0.0; n * width];
        let mut dh = vec![0.0; (n + 1) * width];
        add_product(&mut dz, width, View::rows(&scores, n + 1), n, &Packed::new(View::rows(&h, width), n + 1, width));
        add_product(
            &mut dh,
            width,
            View::transposed(&scores, n + 1),
            n + 1,
            &Packed::new(View::rows(&z, width), n, width),
        );
        pass.layout.arc_root.of_mut(grads).iter_mut().zip(&dh).for_each(|(g, d)| *g += d);
        for t in 0..n {
            let r = part.packing.row(s, t);
            dpairs[r * width..][..width].copy_from_slice(&dz[t * width..][..width]);
            dheads[r * width..][..width].copy_from_slice(&dh[(t + 1) * width..][..width]);
        }
    }
    let mut ddependents = vec![0.0; dpairs.len()];
    if with_back {
        affine_back(dependents, &dpairs, pass.layout.arc_pair, &pass.weights.arc_pair, grads, &mut ddependents);
    }
    (ddependents, dheads)
}

/// Scores of the relations for the gold head: for each relation a bilinear form of dependent and head, with linear terms.
fn relations(
    pass: &Pass<'_>,
    part: &Part<'_>,
    (dependents, heads): (&[f32], &[f32]),
    correct: &[bool],
    grads: Option<&mut [f32]>,
    tally: &mut Tally,
) -> (Vec<f32>, Vec<f32>) {
    let (k, n_rels, rows) = (pass.layout.dims.rel, pass.layout.dims.n_rels, part.packing.n_rows);
    let forms = affine(dependents, rows, pass.layout.rel_pair, pass.flat, &pass.weights.rel_pair);
    let wide = n_rels * (k + 1);
    let with_back = grads.is_some();
    let mut none = Vec::new();
    let grads = grads.unwrap_or(&mut none);
    let mut dforms = vec![0.0; if with_back { rows * wide } else { 0 }];
    let mut dheads = vec![0.0; if with_back { rows * k } else { 0 }];
    let mut scores = vec![0.0; n_rels];
    for (r, &(s, t)) in part.place.iter().enumerate() {
        let sentence = part.sentences[s];
        let gold = sentence.rels[t];
        if gold == NONE {
            continue;
        }
        let head_row = (sentence.heads[t] as usize).checked_sub(1).map(|at| part.packing.row(s, at));
        let head = head_row.map_or(pass.layout.rel_root.of(pass.flat), |row| &heads[row * k..][..k]);
        let form = &forms[r * wide..][..wide];
        for (q, score) in scores.iter_mut().enumerate() {
            *score = neural::math::dot(&form[q * k..][..k], head) + form[n_rels * k + q];
        }
        let (loss, right) = cross_entropy(&mut scores, gold as usize, pass.loss.rel * pass.scale);
        tally.loss += loss;
        tally.labeled += f64::from(u8::from(right && correct[r]));
        if with_back {
            let dform = &mut dforms[r * wide..][..wide];
            let root = pass.layout.rel_root.of_mut(grads);
            let dhead = head_row.map_or(root, |row| &mut dheads[row * k..][..k]);
            for (q, &d) in scores.iter().enumerate() {
                dform[n_rels * k + q] = d;
                for j in 0..k {
                    dform[q * k + j] = d * head[j];
                    dhead[j] += d * form[q * k + j];
                }
            }
        }
    }
    let mut ddependents = vec![0.0; if with_back { rows * k } else { 0 }];
    if with_back {
        affine_back(dependents, &dforms, pass.layout.rel_pair, &pass.weights.rel_pair, grads, &mut ddependents);
    }
    (ddependents, dheads)
}
