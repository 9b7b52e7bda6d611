//! Adam (Kingma and Ba 2015), dense for the network and by touched rows for the embedding tables.

const BETA1: f32 = 0.9;
const BETA2: f32 = 0.97;
const EPSILON: f32 = 1e-8;

/// First and second moments of some parameters.
pub struct Moments {
    pub first: Vec<f32>,
    pub second: Vec<f32>,
}

impl Moments {
    pub fn new(size: usize) -> Self {
        Self { first: vec![0.0; size], second: vec![0.0; size] }
    }
}

/// Rate of one step with the correction for the moments' start at zero.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    rate: f32,
    correction2: f32,
}

impl Rate {
    pub fn new(rate: f32, step: u64) -> Self {
        let t = i32::try_from(step.min(1_000_000)).unwrap_or(i32::MAX);
        Self { rate: rate / (1.0 - BETA1.powi(t)), correction2: 1.0 / (1.0 - BETA2.powi(t)) }
    }

    pub fn times(self, factor: f32) -> Self {
        Self { rate: self.rate * factor, ..self }
    }

    /// Updates `x[at..at + grads.len()]`.
    pub fn update(&self, x: &mut [f32], moments: &mut Moments, at: usize, grads: &[f32], clip: f32) {
        let n = grads.len();
        let (x, m) = (&mut x[at..at + n], &mut moments.first[at..at + n]);
        let v = &mut moments.second[at..at + n];
        for j in 0..n {
            let g = grads[j] * clip;
            m[j] = BETA1 * m[j] + (1.0 - BETA1) * g;
            v[j] = BETA2 * v[j] + (1.0 - BETA2) * g * g;
            x[j] -= self.rate * m[j] / ((v[j] * self.correction2).sqrt() + EPSILON);
        }
    }
}

/// Gradients of a few rows of a table, gathered in the order in which the rows are first met.
pub struct RowGrads {
    dim: usize,
    slot: Vec<u32>,
    pub rows: Vec<u32>,
    pub grads: Vec<f32>,
}

impl RowGrads {
    pub fn new(n_rows: usize, dim: usize) -> Self {
        Self { dim, slot: vec![u32::MAX; n_rows], rows: Vec::new(), grads: Vec::new() }
    }

    pub fn add(&mut self, row: u32, grad: &[f32]) {
        let slot = &mut self.slot[row as usize];
        if *slot == u32::MAX {
            *slot = u32::try_from(self.rows.len()).unwrap_or(0);
            self.rows.push(row);
            self.grads.extend_from_slice(grad);
        } else {
            let at = *slot as usize * self.dim;
            self.grads[at..at + self.dim].iter_mut().zip(grad).for_each(|(x, g)| *x += g);
        }
    }

    pub fn apply(&mut self, table: &mut [f32], moments: &mut Moments, rate: Rate, clip: f32) {
        for (row, grad) in self.rows.iter().zip(self.grads.chunks_exact(self.dim)) {
            rate.update(table, moments, *row as usize * self.dim, grad, clip);
        }
        for row in self.rows.drain(..) {
            self.slot[row as usize] = u32::MAX;
        }
        self.grads.clear();
    }
}

impl RowGrads {
    /// Clears the slots of rows whose lists were taken out.
    pub fn forget(&mut self, rows: &[u32]) {
        for &row in rows {
            self.slot[row as usize] = u32::MAX;
        }
        self.rows.clear();
        self.grads.clear();
    }
}
