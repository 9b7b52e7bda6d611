//! Elementary functions with the same bits on every machine.
//!
//! Only IEEE additions, multiplications, divisions and bit moves are used, each rounded on its own, so the result does not depend
//! on the C library, on the vector width or on fused operations. Reductions run in sixteen lanes in a fixed order.

/// Adding this number and looking at the low mantissa bits rounds to the nearest integer, ties to even, for |x| < 2^22.
const ROUND_MAGIC: f32 = 12_582_912.0;
const ROUND_MAGIC_BITS: i32 = 0x4B40_0000;

/// Number of lanes of every reduction.
pub const LANES: usize = 16;

/// The nearest integer, ties to even; exact for |x| < 2^22.
#[inline(always)]
#[must_use]
pub fn round_to_i32(x: f32) -> i32 {
    (x + ROUND_MAGIC).to_bits().cast_signed().wrapping_sub(ROUND_MAGIC_BITS)
}

/// e^x for |x| up to 87 (clamped beyond), relative error below 2e-7.
///
/// The argument is split into n ln 2 + r with |r| <= ln 2 / 2; e^r is a polynomial of degree six (the constants are the usual
/// minimax ones of the Cephes library's `expf`), and 2^n is built from bits.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND_MAGIC;
    let n = shifted - ROUND_MAGIC;
    let r = (x - n * 0.693_359_4) - n * -2.121_944_4e-4;
    let mut p = 1.987_569_1e-4_f32;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_5e-1;
    p = p * r + 0.5;
    let e = (p * (r * r) + r) + 1.0;
    let exponent = shifted.to_bits().cast_signed().wrapping_sub(ROUND_MAGIC_BITS).wrapping_add(127);
    e * f32::from_bits(exponent.cast_unsigned() << 23)
}

/// The logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The hyperbolic tangent, through the logistic function.
#[inline(always)]
#[must_use]
pub fn tanh(x: f32) -> f32 {
    2.0 / (1.0 + exp(-2.0 * x)) - 1.0
}

/// Adds up sixteen lanes in a fixed tree.
#[inline(always)]
fn fold_lanes(mut lanes: [f32; LANES]) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for j in 0..width {
            lanes[j] += lanes[j + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// The sum of `xs` in sixteen lanes.
#[inline(always)]
#[must_use]
pub fn sum(xs: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks, rest) = xs.as_chunks::<LANES>();
    for chunk in chunks {
        for j in 0..LANES {
            lanes[j] += chunk[j];
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        *lane += x;
    }
    fold_lanes(lanes)
}

/// The inner product of two slices of one length (the shorter counts) in sixteen lanes.
#[inline(always)]
#[must_use]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (ac, ar) = a.as_chunks::<LANES>();
    let (bc, br) = b.as_chunks::<LANES>();
    for (x, y) in ac.iter().zip(bc) {
        for j in 0..LANES {
            lanes[j] += x[j] * y[j];
        }
    }
    for (lane, (x, y)) in lanes.iter_mut().zip(ar.iter().zip(br)) {
        *lane += x * y;
    }
    fold_lanes(lanes)
}

/// The largest absolute value; zero for an empty slice.
#[inline(always)]
#[must_use]
pub fn max_abs(xs: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks, rest) = xs.as_chunks::<LANES>();
    for chunk in chunks {
        for j in 0..LANES {
            let x = chunk[j].abs();
            lanes[j] = if x > lanes[j] { x } else { lanes[j] };
        }
    }
    for (lane, x) in lanes.iter_mut().zip(rest) {
        let x = x.abs();
        *lane = if x > *lane { x } else { *lane };
    }
    lanes.iter().fold(0.0, |m, &x| if x > m { x } else { m })
}

/// Layer normalisation in place (Ba, Kiros and Hinton 2016), with gain and bias.
#[inline(always)]
pub fn layer_norm(xs: &mut [f32], gain: &[f32], bias: &[f32]) {
    if xs.is_empty() {
        return;
    }
    let n = xs.len() as f32;
    let mean = sum(xs) / n;
    for x in xs.iter_mut() {
        *x -= mean;
    }
    let variance = dot(xs, xs) / n;
    let inverse = 1.0 / (variance + 1e-5).sqrt();
    for (x, (g, b)) in xs.iter_mut().zip(gain.iter().zip(bias)) {
        *x = *x * inverse * g + b;
    }
}

/// The index of the largest value; the first of equals; zero for an empty slice.
#[inline(always)]
#[must_use]
pub fn argmax(xs: &[f32]) -> usize {
    let mut best = 0;
    for (i, x) in xs.iter().enumerate() {
        if *x > xs[best] {
            best = i;
        }
    }
    best
}

/// Turns scores into log probabilities in place.
pub fn log_softmax(xs: &mut [f32]) {
    let max = xs.iter().fold(f32::NEG_INFINITY, |m, &x| if x > m { x } else { m });
    let mut lanes = [0.0_f32; LANES];
    for (i, x) in xs.iter().enumerate() {
        lanes[i % LANES] += exp(x - max);
    }
    let shift = max + ln(fold_lanes(lanes));
    for x in xs.iter_mut() {
        *x -= shift;
    }
}

/// The natural logarithm of a positive, normal number; absolute error below 1e-6 for the sums of a softmax.
///
/// x = 2^e m with m in [sqrt(1/2), sqrt 2); ln m = 2 artanh((m - 1) / (m + 1)) as an odd series.
#[must_use]
pub fn ln(x: f32) -> f32 {
    let bits = x.to_bits().cast_signed();
    let mut exponent = (bits >> 23) - 127;
    let mut m = f32::from_bits(((bits & 0x007F_FFFF) | 0x3F80_0000).cast_unsigned());
    if m > std::f32::consts::SQRT_2 {
        m *= 0.5;
        exponent += 1;
    }
    let s = (m - 1.0) / (m + 1.0);
    let s2 = s * s;
    let series = 1.0 + s2 * (1.0 / 3.0 + s2 * (0.2 + s2 * (1.0 / 7.0 + s2 * (1.0 / 9.0))));
    exponent as f32 * std::f32::consts::LN_2 + 2.0 * s * series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_true_value() {
        for i in -800..800 {
            let x = i as f32 / 10.0;
            let want = f64::from(x).exp();
            assert!((f64::from(exp(x)) / want - 1.0).abs() < 4e-7, "exp({x}) = {} instead of {want}", exp(x));
        }
    }

    #[test]
    fn tanh_sigmoid_and_ln_are_close_to_the_true_values() {
        for i in -100..100 {
            let x = i as f32 / 10.0;
            assert!((f64::from(tanh(x)) - f64::from(x).tanh()).abs() < 3e-7, "tanh({x})");
            assert!((f64::from(sigmoid(x)) - 1.0 / (1.0 + (-f64::from(x)).exp())).abs() < 3e-7, "sigmoid({x})");
            let y = (i + 101) as f32 * 3.7;
            assert!((f64::from(ln(y)) - f64::from(y).ln()).abs() < 1e-6, "ln({y})");
        }
    }

    #[test]
    fn rounding_is_to_nearest_even() {
        let cases = [(0.5, 0), (1.5, 2), (2.5, 2), (-0.5, 0), (-1.5, -2), (126.6, 127), (-126.6, -127)];
        for (x, want) in cases {
            assert_eq!(round_to_i32(x), want, "{x}");
        }
    }
}
