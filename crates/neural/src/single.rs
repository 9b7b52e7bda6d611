//! The single-precision block product that training is made of. Inference does not use it.

/// Rows of a block.
pub const ROWS: usize = 8;
/// Columns of a block.
pub const COLS: usize = 32;

/// The product of a packed 8 x depth block and a packed depth x 32 panel.
#[must_use]
pub fn block_product(a: &[f32], b: &[f32]) -> [[f32; COLS]; ROWS] {
    let mut sums = [[0.0; COLS]; ROWS];
    let (a, b) = (a.as_chunks::<ROWS>().0, b.as_chunks::<COLS>().0);
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx512f") {
        // SAFETY: the processor has AVX-512F, as checked in the line above.
        unsafe { avx512(a, b, &mut sums) };
        return sums;
    }
    for (x, y) in a.iter().zip(b) {
        for (row, x) in sums.iter_mut().zip(x) {
            for (sum, y) in row.iter_mut().zip(y) {
                *sum += x * y;
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn avx512(a: &[[f32; ROWS]], b: &[[f32; COLS]], sums: &mut [[f32; COLS]; ROWS]) {
    use std::arch::x86_64::{_mm512_fmadd_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_setzero_ps, _mm512_storeu_ps};
    let mut left = [_mm512_setzero_ps(); ROWS];
    let mut right = [_mm512_setzero_ps(); ROWS];
    for (x, y) in a.iter().zip(b) {
        // SAFETY: `y` holds 32 floats, so both loads of 16 stay inside it.
        let (y0, y1) = unsafe { (_mm512_loadu_ps(y.as_ptr()), _mm512_loadu_ps(y.as_ptr().add(16))) };
        for r in 0..ROWS {
            let x = _mm512_set1_ps(x[r]);
            left[r] = _mm512_fmadd_ps(x, y0, left[r]);
            right[r] = _mm512_fmadd_ps(x, y1, right[r]);
        }
    }
    for (r, row) in sums.iter_mut().enumerate() {
        // SAFETY: `row` holds 32 floats, so both stores of 16 stay inside it.
        unsafe {
            _mm512_storeu_ps(row.as_mut_ptr(), left[r]);
            _mm512_storeu_ps(row.as_mut_ptr().add(16), right[r]);
        }
    }
}
