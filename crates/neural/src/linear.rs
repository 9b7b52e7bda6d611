//! Linear layers over bytes: weights with one scale for each output, inputs with one scale for each row, exact integer sums.
//!
//! Inputs are stored with 128 added, so that the unsigned-by-signed products of AVX-512 VNNI apply; 128 times the sum of the weights
//! is taken off again. The AVX2 path widens to 16 bits instead of using its saturating byte product. All paths therefore have the
//! same sums, and the one rounding into floats is the same code, so results agree bit for bit on every machine.

use crate::error::Error;
use crate::math::{max_abs, round_to_i32};

/// Outputs computed together: the 32-bit lanes of a 512-bit register.
const BLOCK: usize = 16;
/// Inputs multiplied in one instruction.
const GROUP: usize = 4;
/// Rows computed together.
const ROWS: usize = 8;
/// Zero of the stored inputs.
const OFFSET: u8 = 128;

/// Which instructions to use; the results do not depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Path {
    Scalar,
    Avx2,
    Avx512,
}

impl Path {
    /// The fastest path that this processor has.
    #[must_use]
    pub fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::is_x86_feature_detected as has;
            if has!("avx512f") && has!("avx512bw") && has!("avx512vnni") {
                return Self::Avx512;
            }
            if has!("avx2") {
                return Self::Avx2;
            }
        }
        Self::Scalar
    }

    /// Whether this processor can run the path.
    #[must_use]
    pub fn is_available(self) -> bool {
        match self {
            Self::Scalar => true,
            Self::Avx2 => Self::detect() != Self::Scalar,
            Self::Avx512 => Self::detect() == Self::Avx512,
        }
    }
}

/// Rows of bytes with a scale for each row.
#[derive(Debug, Default)]
pub struct Bytes {
    /// Bytes in a row: the width, filled up to whole groups.
    stride: usize,
    data: Vec<u8>,
    scales: Vec<f32>,
}

impl Bytes {
    /// Replaces the content by `xs`, rows of `width` numbers, each row scaled so that its largest number becomes 127.
    pub fn quantize(&mut self, xs: &[f32], width: usize) {
        self.clear(width);
        for row in xs.chunks_exact(width.max(1)) {
            self.push(row);
        }
    }

    /// Empties the rows and sets their width.
    pub fn clear(&mut self, width: usize) {
        self.stride = width.next_multiple_of(GROUP);
        self.data.clear();
        self.scales.clear();
    }

    /// Appends one row of the width given to [`Bytes::clear`].
    #[inline]
    pub fn push(&mut self, row: &[f32]) {
        let largest = max_abs(row);
        let (scale, inverse) = if largest > 0.0 { (largest / 127.0, 127.0 / largest) } else { (0.0, 0.0) };
        let at = self.data.len();
        self.data.resize(at + self.stride, OFFSET);
        for (byte, x) in self.data[at..].iter_mut().zip(row) {
            *byte = (round_to_i32(*x * inverse) + i32::from(OFFSET)) as u8;
        }
        self.scales.push(scale);
    }

    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.scales.len()
    }
}

/// Where the sums are added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The layer's bias; what was in the output is lost.
    Bias,
    /// What is in the output; the layer's bias is not added.
    Output,
}

/// A layer's weights, packed by blocks of outputs and groups of inputs.
pub struct Linear {
    inputs: usize,
    outputs: usize,
    packed: Vec<i8>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    /// 128 times the sum of each output's weights.
    corrections: Vec<i32>,
}

impl Linear {
    /// Packs `weights` (for each output one row of `inputs`).
    ///
    /// # Errors
    /// When the numbers of weights, scales and biases do not fit together.
    pub fn new(weights: &[i8], inputs: usize, scales: &[f32], bias: &[f32]) -> Result<Self, Error> {
        let outputs = scales.len();
        if inputs == 0 || outputs == 0 || weights.len() != inputs * outputs || bias.len() != outputs {
            let (w, b) = (weights.len(), bias.len());
            return Err(Error::new(format!(
                "{w} weights and {b} biases do not fit {inputs} inputs and {outputs} outputs"
            )));
        }
        let groups = inputs.div_ceil(GROUP);
        let padded = outputs.next_multiple_of(BLOCK);
        let mut packed = vec![0_i8; padded * groups * GROUP];
        let mut corrections = vec![0_i32; padded];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let (block, lane) = (output / BLOCK, output % BLOCK);
            for (input, &weight) in row.iter().enumerate() {
                let (group, byte) = (input / GROUP, input % GROUP);
                packed[((block * groups + group) * BLOCK + lane) * GROUP + byte] = weight;
                corrections[output] += i32::from(weight) * i32::from(OFFSET);
            }
        }
        let pad = |xs: &[f32]| xs.iter().copied().chain(std::iter::repeat(0.0)).take(padded).collect();
        Ok(Self { inputs, outputs, packed, scales: pad(scales), bias: pad(bias), corrections })
    }

    #[must_use]
    pub const fn inputs(&self) -> usize {
        self.inputs
    }

    #[must_use]
    pub const fn outputs(&self) -> usize {
        self.outputs
    }

    /// Applies the layer to all rows; `out` has rows of [`Linear::outputs`]. Rows that do not fit into `out` are left out.
    pub fn apply(&self, path: Path, x: &Bytes, base: Base, out: &mut [f32]) {
        debug_assert_eq!(x.stride, self.inputs.next_multiple_of(GROUP), "the rows are as wide as the layer");
        if x.stride != self.inputs.next_multiple_of(GROUP) {
            return;
        }
        let rows = x.n_rows().min(out.len() / self.outputs);
        let tile = match path {
            #[cfg(target_arch = "x86_64")]
            Path::Avx512 if path.is_available() => Self::tile_avx512,
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 if path.is_available() => Self::tile_avx2,
            _ => Self::tile_scalar,
        };
        let mut first = 0;
        while first < rows {
            let count = ROWS.min(rows - first);
            tile(self, x, first, count, base, out);
            first += count;
        }
    }

    /// The packed weights of a block: groups of 16 outputs x 4 inputs.
    fn block(&self, block: usize) -> &[[i8; BLOCK * GROUP]] {
        let groups = self.inputs.div_ceil(GROUP);
        &self.packed.as_chunks::<{ BLOCK * GROUP }>().0[block * groups..(block + 1) * groups]
    }

    /// Groups of inputs of one row.
    fn row<'a>(&self, x: &'a Bytes, row: usize) -> &'a [[u8; GROUP]] {
        x.data[row * x.stride..(row + 1) * x.stride].as_chunks::<GROUP>().0
    }

    fn tile_scalar(&self, x: &Bytes, first: usize, count: usize, base: Base, out: &mut [f32]) {
        for row in first..first + count {
            for block in 0..self.scales.len() / BLOCK {
                let mut sums = [0_i32; BLOCK];
                for (weights, group) in self.block(block).iter().zip(self.row(x, row)) {
                    for (sum, weights) in sums.iter_mut().zip(weights.as_chunks::<GROUP>().0) {
                        *sum += weights.iter().zip(group).map(|(w, x)| i32::from(*w) * i32::from(*x)).sum::<i32>();
                    }
                }
                self.store(&sums, x.scales[row], row, block, base, out);
            }
        }
    }

    /// From integer sums to floats: the only rounding, shared by all paths.
    #[inline(always)]
    fn store(&self, sums: &[i32; BLOCK], scale: f32, row: usize, block: usize, base: Base, out: &mut [f32]) {
        let first = block * BLOCK;
        let used = BLOCK.min(self.outputs - first);
        let mut values = [0.0_f32; BLOCK];
        let corrections = &self.corrections[first..first + BLOCK];
        let scales = &self.scales[first..first + BLOCK];
        for j in 0..BLOCK {
            values[j] = (sums[j] - corrections[j]) as f32 * (scale * scales[j]);
        }
        let out = &mut out[row * self.outputs + first..][..used];
        match base {
            Base::Bias => {
                let bias = &self.bias[first..first + BLOCK];
                for j in 0..used {
                    out[j] = values[j] + bias[j];
                }
            }
            Base::Output => {
                for j in 0..used {
                    out[j] += values[j];
                }
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn tile_avx512(&self, x: &Bytes, first: usize, count: usize, base: Base, out: &mut [f32]) {
        let (mut row, last) = (first, first + count);
        while row < last {
            // SAFETY: `apply` takes this path only where the processor has AVX-512 F, BW and VNNI.
            row += unsafe {
                match last - row {
                    8.. => self.strip_avx512::<8, 2>(x, row, base, out),
                    4.. => self.strip_avx512::<4, 4>(x, row, base, out),
                    2.. => self.strip_avx512::<2, 8>(x, row, base, out),
                    _ => self.strip_avx512::<1, 8>(x, row, base, out),
                }
            };
        }
    }

    /// All outputs of N rows, M blocks at a time: N x M sums are under way at once, enough to hide the latency of the products, and
    /// few enough for the registers. Returns N.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn strip_avx512<const N: usize, const M: usize>(
        &self,
        x: &Bytes,
        row: usize,
        base: Base,
        out: &mut [f32],
    ) -> usize {
        let blocks = self.scales.len() / BLOCK;
        (0..blocks / M).for_each(|group| self.rows_avx512::<N, M>(x, row, M * group, base, out));
        (blocks / M * M..blocks).for_each(|block| self.rows_avx512::<N, 1>(x, row, block, base, out));
        N
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn rows_avx512<const N: usize, const M: usize>(
        &self,
        x: &Bytes,
        first: usize,
        block: usize,
        base: Base,
        out: &mut [f32],
    ) {
        use std::arch::x86_64::{
            _mm512_dpbusd_epi32, _mm512_loadu_si512, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
        };
        let mut sums = [[_mm512_setzero_si512(); N]; M];
        let groups = self.inputs.div_ceil(GROUP);
        let mut rows: [&[[u8; GROUP]]; N] = [&[]; N];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = &self.row(x, first + r)[..groups];
        }
        let mut blocks: [&[[i8; BLOCK * GROUP]]; M] = [&[]; M];
        for (b, weights) in blocks.iter_mut().enumerate() {
            *weights = &self.block(block + b)[..groups];
        }
        for g in 0..groups {
            let mut weights = [_mm512_setzero_si512(); M];
            for (w, block) in weights.iter_mut().zip(&blocks) {
                // SAFETY: each element of a block is 64 bytes long, and the load needs no alignment.
                *w = unsafe { _mm512_loadu_si512(block[g].as_ptr().cast()) };
            }
            for r in 0..N {
                let group = _mm512_set1_epi32(i32::from_le_bytes(rows[r][g]));
                for b in 0..M {
                    sums[b][r] = _mm512_dpbusd_epi32(sums[b][r], group, weights[b]);
                }
            }
        }
        for (b, sums) in sums.iter().enumerate() {
            for (r, sum) in sums.iter().enumerate() {
                let mut lanes = [0_i32; BLOCK];
                // SAFETY: `lanes` is 64 bytes long, and the store needs no alignment.
                unsafe { _mm512_storeu_si512(lanes.as_mut_ptr().cast(), *sum) };
                self.store(&lanes, x.scales[first + r], first + r, block + b, base, out);
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    fn tile_avx2(&self, x: &Bytes, first: usize, count: usize, base: Base, out: &mut [f32]) {
        let (mut row, last) = (first, first + count);
        while row < last {
            // SAFETY: `apply` takes this path only where the processor has AVX2.
            row += unsafe {
                match last - row {
                    4.. => self.rows_avx2::<4>(x, row, base, out),
                    _ => self.rows_avx2::<1>(x, row, base, out),
                }
            };
        }
    }

    /// All outputs of N rows, half a block at a time, so that the sums stay in the sixteen registers. Returns N.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn rows_avx2<const N: usize>(&self, x: &Bytes, first: usize, base: Base, out: &mut [f32]) -> usize {
        for block in 0..self.scales.len() / BLOCK {
            let mut lanes = [[0_i32; BLOCK]; N];
            self.half_block_avx2::<N>(x, first, block, 0, &mut lanes);
            self.half_block_avx2::<N>(x, first, block, 1, &mut lanes);
            for (r, lanes) in lanes.iter().enumerate() {
                self.store(lanes, x.scales[first + r], first + r, block, base, out);
            }
        }
        N
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn half_block_avx2<const N: usize>(
        &self,
        x: &Bytes,
        first: usize,
        block: usize,
        half: usize,
        lanes: &mut [[i32; BLOCK]; N],
    ) {
        use std::arch::x86_64::{
            _mm_loadu_si128, _mm_set1_epi32, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_cvtepu8_epi16,
            _mm256_madd_epi16, _mm256_setzero_si256, _mm256_storeu_si256,
        };
        // Each register has two neighbouring lanes for each of four outputs; they are added at the end.
        let mut sums = [[_mm256_setzero_si256(); 2]; N];
        let weights = self.block(block);
        let mut rows: [&[[u8; GROUP]]; N] = [&[]; N];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = &self.row(x, first + r)[..weights.len()];
        }
        for (g, weights) in weights.iter().enumerate() {
            let mut wide = [_mm256_setzero_si256(); 2];
            for (wide, quarter) in wide.iter_mut().zip(&weights.as_chunks::<16>().0[2 * half..]) {
                // SAFETY: `quarter` is 16 bytes long, and the load needs no alignment.
                *wide = _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(quarter.as_ptr().cast()) });
            }
            for (row, sums) in rows.iter().zip(&mut sums) {
                let group = _mm256_cvtepu8_epi16(_mm_set1_epi32(i32::from_le_bytes(row[g])));
                for (sum, wide) in sums.iter_mut().zip(wide) {
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(group, wide));
                }
            }
        }
        for (lanes, sums) in lanes.iter_mut().zip(sums) {
            for (four, sum) in lanes.as_chunks_mut::<4>().0[2 * half..].iter_mut().zip(sums) {
                let mut pairs = [0_i32; 8];
                // SAFETY: `pairs` is 32 bytes long, and the store needs no alignment.
                unsafe { _mm256_storeu_si256(pairs.as_mut_ptr().cast(), sum) };
                for (lane, pair) in four.iter_mut().zip(pairs.as_chunks::<2>().0) {
                    *lane = pair[0] + pair[1];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Random(u64);

    impl Random {
        fn next(&mut self) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            self.0 >> 33
        }

        fn unit(&mut self) -> f32 {
            self.next() as f32 / (1_u64 << 31) as f32 * 2.0 - 1.0
        }
    }

    #[test]
    fn all_paths_agree_bit_for_bit() {
        let mut random = Random(5);
        for (rows, inputs, outputs) in [(1, 1, 1), (3, 7, 5), (8, 200, 800), (21, 130, 51), (9, 64, 33)] {
            let extreme = inputs == 7;
            let weights: Vec<i8> =
                (0..inputs * outputs).map(|_| if extreme { 127 } else { (random.next() % 255) as u8 as i8 }).collect();
            let scales: Vec<f32> = (0..outputs).map(|_| random.unit().abs() / 100.0).collect();
            let bias: Vec<f32> = (0..outputs).map(|_| random.unit()).collect();
            let x: Vec<f32> = (0..rows * inputs).map(|_| if extreme { 1.0 } else { random.unit() * 9.0 }).collect();
            let layer = Linear::new(&weights, inputs, &scales, &bias).unwrap();
            let mut bytes = Bytes::default();
            bytes.quantize(&x, inputs);
            for base in [Base::Bias, Base::Output] {
                let run = |path: Path| {
                    let mut out = vec![0.5_f32; rows * outputs];
                    layer.apply(path, &bytes, base, &mut out);
                    out.iter().map(|x| x.to_bits()).collect::<Vec<_>>()
                };
                let want = run(Path::Scalar);
                for path in [Path::Avx2, Path::Avx512] {
                    assert_eq!(run(path), want, "{path:?} {rows} x {inputs} x {outputs}");
                }
            }
        }
    }

    #[test]
    fn the_product_is_close_to_the_one_in_floats() {
        let mut random = Random(9);
        let (inputs, outputs) = (100, 40);
        let weights: Vec<i8> = (0..inputs * outputs).map(|_| (random.next() % 255) as u8 as i8).collect();
        let x: Vec<f32> = (0..inputs).map(|_| random.unit()).collect();
        let layer = Linear::new(&weights, inputs, &vec![0.01; outputs], &vec![0.25; outputs]).unwrap();
        let mut bytes = Bytes::default();
        bytes.quantize(&x, inputs);
        let mut out = vec![0.0; outputs];
        layer.apply(Path::detect(), &bytes, Base::Bias, &mut out);
        for (o, got) in out.iter().enumerate() {
            let want: f32 = (0..inputs).map(|i| x[i] * f32::from(weights[o * inputs + i]) * 0.01).sum::<f32>() + 0.25;
            assert!((got - want).abs() < 0.1, "{got} {want}");
        }
    }

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        assert!(Linear::new(&[1, 2, 3], 2, &[1.0, 1.0], &[0.0, 0.0]).is_err());
        assert!(Linear::new(&[], 0, &[], &[]).is_err());
    }
}
