//! Functions that more than one stage may need.

use super::layout;
use crate::value::Value;

/// A Poisson count with mean `mean`, at most 2²⁴, from one uniform.
///
/// Below a mean of 2 by inversion in ten steps (mean exact to 1e-5), above by the Cornish-Fisher expansion (mean within
/// 0.6% at 2, 0.06% at 4): model notes, section 2.
#[inline(always)]
pub fn poisson<V: Value>(mean: V, uniform: V) -> V {
    let mean = mean.min(V::splat(16_777_216.0));
    let two = V::splat(2.0);
    let one = V::splat(1.0);
    let z = uniform.normal();
    let expanded = mean + mean.sqrt() * z + (z * z - one) * V::splat(1.0 / 6.0);
    let large = (expanded.max(V::splat(0.0)) + V::splat(0.5)).floor();

    let few = mean.min(two);
    let mut term = (-few).exp();
    let mut below = term;
    let mut small = V::splat(0.0);
    for count in 1..=10_u8 {
        small = small + one.when(below.lt(uniform));
        term = term * few * V::splat(1.0 / f32::from(count));
        below = below + term;
    }
    V::select(mean.lt(two), small, large).min(V::splat(16_777_216.0))
}

/// Where the table of [`normal_loss`] ends; beyond, the loss is below 3e-11 and taken as 0.
pub const LOSS_END: f64 = 6.0;

/// The table that [`normal_loss`] reads: `φ(k) - k (1 - Φ(k))` for `k` from 0 to [`LOSS_END`].
#[must_use]
pub fn loss_table() -> Vec<f32> {
    let last = layout::LOSS_POINTS - 1;
    let loss = |point: usize| {
        let k = LOSS_END * point as f64 / last as f64;
        let density = libm::exp(-0.5 * k * k) / libm::sqrt(std::f64::consts::TAU);
        let above = 0.5 * libm::erfc(k / std::f64::consts::SQRT_2);
        if point == last { 0.0 } else { (density - k * above) as f32 }
    };
    (0..=last).map(loss).collect()
}

/// How much a standard normal exceeds `k` on average, `E[(z - k)+]`; absolute error below 3e-5.
#[inline(always)]
pub fn normal_loss<V: Value>(memory: V::Memory<'_>, k: V) -> V {
    let at = k.abs() * V::splat((1.0 / LOSS_END) as f32);
    let upper = V::lookup(memory, layout::LOSS as u32, layout::LOSS_POINTS as u32, at);
    // E[(z - k)+] = E[(z + k)+] - k.
    upper + (-k).max(V::splat(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poisson_has_the_mean_and_variance_of_poisson() {
        for (mean, bound) in [(0.05_f64, 2e-4), (0.5, 2e-4), (1.9, 2e-4), (2.1, 8e-3), (4.0, 2e-3), (50.0, 5e-4)] {
            let n = 200_000;
            let counts = (0..n).map(|step| poisson(mean, (f64::from(step) + 0.5) / f64::from(n)));
            let (sum, squares) = counts.fold((0.0, 0.0), |(sum, squares), n| (sum + n, squares + n * n));
            let (first, second) = (sum / f64::from(n), squares / f64::from(n));
            assert!((first / mean - 1.0).abs() < bound, "mean {mean}: {first}");
            assert!(((second - first * first) / mean - 1.0).abs() < 0.06, "variance at {mean}");
        }
    }

    #[test]
    fn normal_loss_matches_the_closed_form() {
        let mut memory = vec![0.0; layout::LOSS];
        memory.extend(loss_table());
        for step in -700..=700 {
            let k = f64::from(step) / 100.0;
            let density = libm::exp(-0.5 * k * k) / libm::sqrt(std::f64::consts::TAU);
            let truth = density - k * 0.5 * libm::erfc(k / std::f64::consts::SQRT_2);
            let got = normal_loss(memory.as_slice(), k);
            assert!((got - truth).abs() < 3e-5, "{k}: {got} {truth}");
        }
    }
}
