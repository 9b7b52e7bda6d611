//! The element-wise part of a network step, compiled for several vector widths with the same bits (nothing is fused or reordered).

use crate::linear::Path;
use crate::math::{dot, sigmoid, tanh};

/// One LSTM step for a run of rows (Hochreiter and Schmidhuber 1997). `gates` holds rows of input, forget, candidate and output
/// gates before activation; `cells` (in and out) and `out` hold rows of a quarter of that width.
pub fn lstm_step(path: Path, gates: &mut [f32], cells: &mut [f32], out: &mut [f32], hidden: usize) {
    match path {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the processor has the path's instructions, as `is_available` has checked.
        Path::Avx512 if path.is_available() => unsafe { lstm_avx512(gates, cells, out, hidden) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Path::Avx2 if path.is_available() => unsafe { lstm_avx2(gates, cells, out, hidden) },
        _ => lstm_body(gates, cells, out, hidden),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw")]
fn lstm_avx512(gates: &mut [f32], cells: &mut [f32], out: &mut [f32], hidden: usize) {
    lstm_body(gates, cells, out, hidden);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn lstm_avx2(gates: &mut [f32], cells: &mut [f32], out: &mut [f32], hidden: usize) {
    lstm_body(gates, cells, out, hidden);
}

#[inline(always)]
fn lstm_body(gates: &mut [f32], cells: &mut [f32], out: &mut [f32], hidden: usize) {
    if hidden == 0 {
        return;
    }
    let rows = gates.chunks_exact_mut(4 * hidden).zip(cells.chunks_exact_mut(hidden)).zip(out.chunks_exact_mut(hidden));
    for ((gates, cells), out) in rows {
        let (input, rest) = gates.split_at_mut(hidden);
        let (forget, rest) = rest.split_at_mut(hidden);
        let (candidate, output) = rest.split_at_mut(hidden);
        for j in 0..hidden {
            let cell = sigmoid(forget[j]) * cells[j] + sigmoid(input[j]) * tanh(candidate[j]);
            cells[j] = cell;
            out[j] = sigmoid(output[j]) * tanh(cell);
        }
    }
}

/// Appends the inner products of `x` with the rows of `rows` (each as long as `x`) to `out`.
pub fn dots(path: Path, x: &[f32], rows: &[f32], out: &mut Vec<f32>) {
    match path {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the processor has the path's instructions, as `is_available` has checked.
        Path::Avx512 if path.is_available() => unsafe { dots_avx512(x, rows, out) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Path::Avx2 if path.is_available() => unsafe { dots_avx2(x, rows, out) },
        _ => dots_body(x, rows, out),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw")]
fn dots_avx512(x: &[f32], rows: &[f32], out: &mut Vec<f32>) {
    dots_body(x, rows, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn dots_avx2(x: &[f32], rows: &[f32], out: &mut Vec<f32>) {
    dots_body(x, rows, out);
}

#[inline(always)]
fn dots_body(x: &[f32], rows: &[f32], out: &mut Vec<f32>) {
    for row in rows.chunks_exact(x.len().max(1)) {
        out.push(dot(x, row));
    }
}

/// Adds a row of bytes times its scale to a sum.
#[inline]
pub fn add_scaled(sum: &mut [f32], row: &[i8], scale: f32) {
    for (s, x) in sum.iter_mut().zip(row) {
        *s += f32::from(*x) * scale;
    }
}

/// The leaky rectifier: x above zero, `slope` x below.
#[inline]
pub fn leaky_rectify(xs: &mut [f32], slope: f32) {
    for x in xs {
        *x = if *x > 0.0 { *x } else { *x * slope };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_paths_agree_bit_for_bit() {
        let hidden = 37;
        let run = |path: Path| {
            let mut gates: Vec<f32> = (0..3 * 4 * hidden).map(|i| ((i * 7919) % 1001) as f32 / 100.0 - 5.0).collect();
            let mut cells: Vec<f32> = (0..3 * hidden).map(|i| ((i * 104_729) % 501) as f32 / 250.0 - 1.0).collect();
            let mut out = vec![0.0; 3 * hidden];
            lstm_step(path, &mut gates, &mut cells, &mut out, hidden);
            let mut products = Vec::new();
            dots(path, &cells, &[cells.as_slice(), &out].concat(), &mut products);
            cells.iter().chain(&out).chain(&products).map(|x| x.to_bits()).collect::<Vec<_>>()
        };
        assert_eq!(run(Path::Avx2), run(Path::Scalar));
        assert_eq!(run(Path::Avx512), run(Path::Scalar));
    }
}
