//! Where each parameter lies, how it starts, and its packed copies for one step.

use crate::gemm::{Packed, View};
use crate::random::Random;

/// Sizes of the network.
#[derive(Debug, Clone, Copy)]
pub struct Dims {
    pub dim: usize,
    pub hidden: usize,
    pub arc: usize,
    pub rel: usize,
    pub n_tags: usize,
    pub n_rels: usize,
    pub n_treebanks: usize,
}

/// A parameter matrix (inputs x outputs) inside the flat parameter vector.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    pub at: usize,
    pub rows: usize,
    pub cols: usize,
}

impl Block {
    pub fn of<'a>(&self, flat: &'a [f32]) -> &'a [f32] {
        &flat[self.at..self.at + self.rows * self.cols]
    }

    pub fn of_mut<'a>(&self, flat: &'a mut [f32]) -> &'a mut [f32] {
        &mut flat[self.at..self.at + self.rows * self.cols]
    }
}

/// A weight matrix and its bias.
#[derive(Debug, Clone, Copy)]
pub struct Affine {
    pub weight: Block,
    pub bias: Block,
}

#[derive(Debug, Clone, Copy)]
pub struct Lstm {
    pub input: Affine,
    pub recurrent: Block,
}

/// All dense parameters.
pub struct Layout {
    pub dims: Dims,
    pub size: usize,
    pub gain: Block,
    pub shift: Block,
    pub treebank: Block,
    /// By layer, then direction.
    pub lstm: [[Lstm; 2]; 2],
    pub tags: Affine,
    pub arc_dependent: Affine,
    pub arc_head: Affine,
    pub arc_root: Block,
    pub arc_pair: Affine,
    pub rel_dependent: Affine,
    pub rel_head: Affine,
    pub rel_root: Block,
    pub rel_pair: Affine,
}

struct Cursor(usize);

impl Cursor {
    fn block(&mut self, rows: usize, cols: usize) -> Block {
        let at = self.0;
        self.0 += rows * cols;
        Block { at, rows, cols }
    }

    fn affine(&mut self, rows: usize, cols: usize) -> Affine {
        Affine { weight: self.block(rows, cols), bias: self.block(1, cols) }
    }

    fn lstm(&mut self, inputs: usize, hidden: usize) -> Lstm {
        Lstm { input: self.affine(inputs, 4 * hidden), recurrent: self.block(hidden, 4 * hidden) }
    }
}

impl Layout {
    pub fn new(dims: Dims) -> Self {
        let mut c = Cursor(0);
        let wide = 2 * dims.hidden;
        let gain = c.block(1, dims.dim);
        let shift = c.block(1, dims.dim);
        let treebank = c.block(dims.n_treebanks, dims.dim);
        let lstm = [
            [c.lstm(dims.dim, dims.hidden), c.lstm(dims.dim, dims.hidden)],
            [c.lstm(wide, dims.hidden), c.lstm(wide, dims.hidden)],
        ];
        let tags = c.affine(wide + dims.dim, dims.n_tags);
        let arc_dependent = c.affine(wide, dims.arc);
        let arc_head = c.affine(wide, dims.arc);
        let arc_root = c.block(1, dims.arc);
        let arc_pair = c.affine(dims.arc, dims.arc);
        let rel_dependent = c.affine(wide, dims.rel);
        let rel_head = c.affine(wide, dims.rel);
        let rel_root = c.block(1, dims.rel);
        let rel_pair = c.affine(dims.rel, dims.n_rels * (dims.rel + 1));
        Self {
            dims,
            size: c.0,
            gain,
            shift,
            treebank,
            lstm,
            tags,
            arc_dependent,
            arc_head,
            arc_root,
            arc_pair,
            rel_dependent,
            rel_head,
            rel_root,
            rel_pair,
        }
    }

    /// Uniform start in the manner of Glorot and Bengio (2010); forget gates start open.
    pub fn initial(&self, random: &mut Random) -> Vec<f32> {
        let mut flat = vec![0.0; self.size];
        self.gain.of_mut(&mut flat).fill(1.0);
        let mut fill =
            |block: Block, limit: f32| block.of_mut(&mut flat).iter_mut().for_each(|x| *x = random.within(limit));
        let glorot = |inputs: usize, outputs: usize| (6.0 / (inputs + outputs) as f32).sqrt();
        let hidden = self.dims.hidden;
        for lstm in self.lstm.iter().flatten() {
            fill(lstm.input.weight, glorot(lstm.input.weight.rows, hidden));
            fill(lstm.recurrent, glorot(hidden, hidden));
        }
        for affine in [self.arc_dependent, self.arc_head, self.rel_dependent, self.rel_head] {
            fill(affine.weight, glorot(affine.weight.rows, affine.weight.cols));
        }
        fill(self.tags.weight, 0.03);
        fill(self.arc_pair.weight, 0.02);
        fill(self.rel_pair.weight, 0.02);
        fill(self.arc_root, 0.1);
        fill(self.rel_root, 0.1);
        for lstm in self.lstm.iter().flatten() {
            lstm.input.bias.of_mut(&mut flat)[hidden..2 * hidden].fill(1.0);
        }
        flat
    }
}

/// A weight packed for the way forward and for the way back.
pub struct Both {
    pub forward: Packed,
    pub backward: Packed,
}

impl Both {
    fn new(block: Block, flat: &[f32]) -> Self {
        let data = block.of(flat);
        Self {
            forward: Packed::new(View::rows(data, block.cols), block.rows, block.cols),
            backward: Packed::new(View::transposed(data, block.cols), block.cols, block.rows),
        }
    }
}

/// The packed weights of one step, shared by its threads.
pub struct Weights {
    /// By layer and direction: input and recurrent weights.
    pub lstm: [[(Both, Both); 2]; 2],
    pub tags: Both,
    pub arc_dependent: Both,
    pub arc_head: Both,
    pub arc_pair: Both,
    pub rel_dependent: Both,
    pub rel_head: Both,
    pub rel_pair: Both,
}

impl Weights {
    pub fn new(layout: &Layout, flat: &[f32]) -> Self {
        let both = |affine: Affine| Both::new(affine.weight, flat);
        let lstm = |lstm: &Lstm| (both(lstm.input), Both::new(lstm.recurrent, flat));
        Self {
            lstm: layout.lstm.each_ref().map(|layer| layer.each_ref().map(lstm)),
            tags: both(layout.tags),
            arc_dependent: both(layout.arc_dependent),
            arc_head: both(layout.arc_head),
            arc_pair: both(layout.arc_pair),
            rel_dependent: both(layout.rel_dependent),
            rel_head: both(layout.rel_head),
            rel_pair: both(layout.rel_pair),
        }
    }
}
