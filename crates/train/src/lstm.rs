//! One direction of an LSTM layer (Hochreiter and Schmidhuber 1997) over packed sentences, forward and backward.
//!
//! Rows are ordered by position, then by sentence (longest first), so that each step works on neighbouring rows. Recurrent dropout
//! hides the same units of a sentence at every step (Gal and Ghahramani 2016).

use neural::math::{sigmoid, tanh};

use crate::gemm::{Packed, View, add_product};
use crate::shape::{Both, Lstm};

/// Where the rows of each position lie: `first[t]..first[t] + count[t]`.
pub struct Packing {
    pub first: Vec<usize>,
    pub count: Vec<usize>,
    pub n_rows: usize,
    pub n_sentences: usize,
}

impl Packing {
    /// `lengths` must fall.
    pub fn new(lengths: &[usize]) -> Self {
        let longest = lengths.first().copied().unwrap_or(0);
        let count: Vec<usize> = (0..longest).map(|t| lengths.iter().take_while(|&&n| n > t).count()).collect();
        let mut first = Vec::with_capacity(longest);
        let mut n_rows = 0;
        for n in &count {
            first.push(n_rows);
            n_rows += n;
        }
        Self { first, count, n_rows, n_sentences: lengths.len() }
    }

    pub fn row(&self, sentence: usize, position: usize) -> usize {
        self.first[position] + sentence
    }

    /// Positions in reading order of a direction, each with the position whose state it continues.
    fn steps(&self, direction: usize) -> Vec<(usize, Option<usize>)> {
        let n = self.count.len();
        match direction {
            0 => (0..n).map(|t| (t, t.checked_sub(1))).collect(),
            _ => (0..n).rev().map(|t| (t, (t + 1 < n).then_some(t + 1))).collect(),
        }
    }
}

/// What the way back needs.
pub struct Trace {
    /// Activated gates: input, forget, candidate, output.
    gates: Vec<f32>,
    cells: Vec<f32>,
    tanh_cells: Vec<f32>,
    /// Masked state that entered each row.
    entered: Vec<f32>,
    pub out: Vec<f32>,
}

pub struct Direction<'a> {
    pub packing: &'a Packing,
    pub lstm: Lstm,
    pub weights: &'a (Both, Both),
    pub direction: usize,
    /// Recurrent dropout by sentence and unit.
    pub mask: &'a [f32],
}

impl Direction<'_> {
    fn hidden(&self) -> usize {
        self.lstm.recurrent.rows
    }

    pub fn forward(&self, flat: &[f32], x: &[f32]) -> Trace {
        let (h, rows) = (self.hidden(), self.packing.n_rows);
        let (wide, inputs) = (4 * h, self.lstm.input.weight.rows);
        let mut gates = vec![0.0; rows * wide];
        for row in gates.chunks_exact_mut(wide) {
            row.copy_from_slice(self.lstm.input.bias.of(flat));
        }
        add_product(&mut gates, wide, View::rows(x, inputs), rows, &self.weights.0.forward);
        let mut trace = Trace {
            gates,
            cells: vec![0.0; rows * h],
            tanh_cells: vec![0.0; rows * h],
            entered: vec![0.0; rows * h],
            out: vec![0.0; rows * h],
        };
        for (t, before) in self.packing.steps(self.direction) {
            self.step(&mut trace, t, before);
        }
        trace
    }

    fn step(&self, trace: &mut Trace, t: usize, before: Option<usize>) {
        let h = self.hidden();
        let (first, count) = (self.packing.first[t], self.packing.count[t]);
        let continued = before.map_or(0, |b| self.packing.count[b].min(count));
        let from = before.map_or(0, |b| self.packing.first[b]);
        for s in 0..continued {
            let state = &trace.out[(from + s) * h..][..h];
            let entered = &mut trace.entered[(first + s) * h..][..h];
            for ((e, o), m) in entered.iter_mut().zip(state).zip(&self.mask[s * h..]) {
                *e = o * m;
            }
        }
        if continued > 0 {
            let entered = View::rows(&trace.entered[first * h..], h);
            add_product(&mut trace.gates[first * 4 * h..], 4 * h, entered, continued, &self.weights.1.forward);
        }
        for s in 0..count {
            let row = first + s;
            let gates = &mut trace.gates[row * 4 * h..][..4 * h];
            gates[..2 * h].iter_mut().for_each(|x| *x = sigmoid(*x));
            gates[2 * h..3 * h].iter_mut().for_each(|x| *x = tanh(*x));
            gates[3 * h..].iter_mut().for_each(|x| *x = sigmoid(*x));
            for j in 0..h {
                let old = if s < continued { trace.cells[(from + s) * h + j] } else { 0.0 };
                trace.cells[row * h + j] = gates[h + j] * old + gates[j] * gates[2 * h + j];
            }
            for j in 0..h {
                let tc = tanh(trace.cells[row * h + j]);
                trace.tanh_cells[row * h + j] = tc;
                trace.out[row * h + j] = gates[3 * h + j] * tc;
            }
        }
    }

    /// Adds the gradients of the weights to `grads` and of the input to `dx`.
    pub fn backward(&self, trace: &Trace, x: &[f32], dout: &[f32], grads: &mut [f32], dx: &mut [f32]) {
        let (h, rows) = (self.hidden(), self.packing.n_rows);
        let (wide, inputs) = (4 * h, self.lstm.input.weight.rows);
        let mut dgates = vec![0.0; rows * wide];
        let mut dstate = vec![0.0; self.packing.n_sentences * h];
        let mut dcell = vec![0.0; self.packing.n_sentences * h];
        for (t, before) in self.packing.steps(self.direction).into_iter().rev() {
            let (first, count) = (self.packing.first[t], self.packing.count[t]);
            let continued = before.map_or(0, |b| self.packing.count[b].min(count));
            let from = before.map_or(0, |b| self.packing.first[b]);
            for s in 0..count {
                let row = first + s;
                let g = &trace.gates[row * wide..][..wide];
                let d = &mut dgates[row * wide..][..wide];
                for j in 0..h {
                    let dh = dout[row * h + j] + dstate[s * h + j];
                    let (i, f, c, o) = (g[j], g[h + j], g[2 * h + j], g[3 * h + j]);
                    let tc = trace.tanh_cells[row * h + j];
                    let dc = dcell[s * h + j] + dh * o * (1.0 - tc * tc);
                    let old = if s < continued { trace.cells[(from + s) * h + j] } else { 0.0 };
                    d[j] = dc * c * i * (1.0 - i);
                    d[h + j] = dc * old * f * (1.0 - f);
                    d[2 * h + j] = dc * i * (1.0 - c * c);
                    d[3 * h + j] = dh * tc * o * (1.0 - o);
                    dcell[s * h + j] = dc * f;
                    dstate[s * h + j] = 0.0;
                }
            }
            if continued > 0 {
                let d = View::rows(&dgates[first * wide..], wide);
                add_product(&mut dstate, h, d, continued, &self.weights.1.backward);
                dstate[..continued * h].iter_mut().zip(self.mask).for_each(|(d, m)| *d *= m);
            }
        }
        let packed = Packed::new(View::rows(&dgates, wide), rows, wide);
        let weight = self.lstm.input.weight;
        add_product(weight.of_mut(grads), wide, View::transposed(x, inputs), inputs, &packed);
        let recurrent = self.lstm.recurrent;
        add_product(recurrent.of_mut(grads), wide, View::transposed(&trace.entered, h), h, &packed);
        let bias = self.lstm.input.bias.of_mut(grads);
        for row in dgates.chunks_exact(wide) {
            bias.iter_mut().zip(row).for_each(|(b, d)| *b += d);
        }
        add_product(dx, inputs, View::rows(&dgates, wide), rows, &self.weights.0.backward);
    }
}
