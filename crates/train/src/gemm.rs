//! Single-precision matrix products for training.
//!
//! The right factor is packed into panels of 32 columns, the left one into blocks of 8 rows, so that one block of results stays in
//! registers (Goto and van de Geijn 2008).

use neural::single::{COLS, ROWS, block_product};

/// Depth of one pass: a panel of 256 x 32 floats stays in the first-level cache.
const DEPTH: usize = 256;

/// A matrix seen through a slice: element (i, j) lies at `i * row + j * col`.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub data: &'a [f32],
    pub row: usize,
    pub col: usize,
}

impl<'a> View<'a> {
    /// A row-major matrix with rows of `stride`.
    pub fn rows(data: &'a [f32], stride: usize) -> Self {
        Self { data, row: stride, col: 1 }
    }

    /// The transpose of a row-major matrix with rows of `stride`.
    pub fn transposed(data: &'a [f32], stride: usize) -> Self {
        Self { data, row: 1, col: stride }
    }
}

/// A right factor of `depth` x `width`, packed in panels.
pub struct Packed {
    pub depth: usize,
    pub width: usize,
    data: Vec<f32>,
}

impl Packed {
    pub fn new(view: View<'_>, depth: usize, width: usize) -> Self {
        let panels = width.div_ceil(COLS);
        let mut data = vec![0.0; panels * depth * COLS];
        for panel in 0..panels {
            let first = panel * COLS;
            let used = COLS.min(width - first);
            for p in 0..depth {
                let target = &mut data[(panel * depth + p) * COLS..][..used];
                let at = p * view.row + first * view.col;
                if view.col == 1 {
                    target.copy_from_slice(&view.data[at..at + used]);
                } else {
                    for (j, t) in target.iter_mut().enumerate() {
                        *t = view.data[at + j * view.col];
                    }
                }
            }
        }
        Self { depth, width, data }
    }
}

/// C (m x width, rows of `ldc`) += A (m x depth) B.
pub fn add_product(c: &mut [f32], ldc: usize, a: View<'_>, m: usize, b: &Packed) {
    let blocks = m.div_ceil(ROWS);
    let mut left = vec![0.0_f32; blocks * ROWS * DEPTH.min(b.depth)];
    for p0 in (0..b.depth).step_by(DEPTH) {
        let depth = DEPTH.min(b.depth - p0);
        pack_left(&mut left, a, m, p0, depth);
        for panel in 0..b.width.div_ceil(COLS) {
            let right = &b.data[(panel * b.depth + p0) * COLS..][..depth * COLS];
            let first = panel * COLS;
            let used = COLS.min(b.width - first);
            for block in 0..blocks {
                let acc = block_product(&left[block * ROWS * depth..][..ROWS * depth], right);
                for (r, sums) in acc.iter().enumerate().take(ROWS.min(m - block * ROWS)) {
                    let out = &mut c[(block * ROWS + r) * ldc + first..][..used];
                    for (o, s) in out.iter_mut().zip(sums) {
                        *o += s;
                    }
                }
            }
        }
    }
}

fn pack_left(left: &mut [f32], a: View<'_>, m: usize, p0: usize, depth: usize) {
    for block in 0..m.div_ceil(ROWS) {
        let target = &mut left[block * ROWS * depth..][..ROWS * depth];
        let used = ROWS.min(m - block * ROWS);
        let at = block * ROWS * a.row + p0 * a.col;
        if a.row == 1 {
            for (p, t) in target.as_chunks_mut::<ROWS>().0.iter_mut().enumerate() {
                *t = [0.0; ROWS];
                t[..used].copy_from_slice(&a.data[at + p * a.col..][..used]);
            }
        } else {
            target.fill(0.0);
            for r in 0..used {
                let row = &a.data[at + r * a.row..];
                for p in 0..depth {
                    target[p * ROWS + r] = row[p * a.col];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_definition() {
        let mut random = crate::random::Random::new(3);
        for (m, k, n) in [(1, 1, 1), (9, 300, 33), (17, 5, 70), (8, 64, 32)] {
            let a: Vec<f32> = (0..m * k).map(|_| random.within(1.0)).collect();
            let b: Vec<f32> = (0..k * n).map(|_| random.within(1.0)).collect();
            let mut c = vec![1.0; m * n];
            add_product(&mut c, n, View::rows(&a, k), m, &Packed::new(View::rows(&b, n), k, n));
            let mut at = vec![0.0; m * k];
            (0..m * k).for_each(|i| at[(i % k) * m + i / k] = a[i]);
            let mut bt = vec![0.0; k * n];
            (0..k * n).for_each(|i| bt[(i % n) * k + i / n] = b[i]);
            let mut c2 = vec![1.0; m * n];
            add_product(&mut c2, n, View::transposed(&at, m), m, &Packed::new(View::transposed(&bt, k), k, n));
            for i in 0..m {
                for j in 0..n {
                    let want = 1.0 + (0..k).map(|p| f64::from(a[i * k + p]) * f64::from(b[p * n + j])).sum::<f64>();
                    assert!((f64::from(c[i * n + j]) - want).abs() < 1e-3);
                    assert!((f64::from(c2[i * n + j]) - want).abs() < 1e-3);
                }
            }
        }
    }
}
