//! Functions that more than one stage may need.

use crate::value::Value;

/// Steps of the inversion: of a mean of 2, more than ten come in 8 of a million hours.
const STEPS: u8 = 10;

/// More of anything than the inputs allow in an hour: ten billion users with a thousand calls a day each.
const MOST: f32 = 1e12;

/// A Poisson count with mean `mean`, from one uniform. Counts are whole; above 2²⁴, where not every whole number is a single-precision
/// one, they are the next that is, within 6e-8 of it.
///
/// Below a mean of 2 by inversion in ten steps (mean exact to 1e-5), above by the Cornish-Fisher expansion (mean within
/// 0.6% at 2, 0.06% at 4): `docs/model.md`, Demand and noise.
#[inline(always)]
pub fn poisson<V: Value>(mean: V, uniform: V) -> V {
    let mean = mean.min(V::splat(MOST));
    let (zero, one, two) = (V::splat(0.0), V::splat(1.0), V::splat(2.0));
    let is_small = mean.lt(two);
    let [large] = V::only_where(!is_small, [zero], || {
        let z = uniform.normal();
        let expanded = mean + mean.sqrt() * z + (z * z - one) * V::splat(1.0 / 6.0);
        [(expanded.max(zero) + V::splat(0.5)).floor()]
    });
    let [count] = V::only_where(is_small, [large], || {
        let few = mean.min(two);
        let mut term = (-few).exp();
        let mut below = term;
        let mut small = zero;
        for count in 1..=STEPS {
            small = small + one.when(below.lt(uniform));
            term = term * few * V::splat(1.0 / f32::from(count));
            below = below + term;
        }
        [small]
    });
    count
}

/// Share of standard normals that are below `z`: Abramowitz & Stegun 1964, 26.2.17, within 1e-7.
pub fn normal_share<V: Value>(z: V) -> V {
    let one = V::splat(1.0);
    let size = z.abs();
    let t = one / (one + V::splat(0.231_641_9) * size);
    let terms = [1.330_274_4, -1.821_255_9, 1.781_477_9, -0.356_563_78, 0.319_381_54];
    let sum = terms.into_iter().fold(V::splat(0.0), |sum, term| (sum + V::splat(term)) * t);
    let beyond = V::splat(0.398_942_3) * (V::splat(-0.5) * size * size).exp() * sum;
    V::select(z.lt(V::splat(0.0)), beyond, one - beyond)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against the complementary error function.
    #[test]
    fn the_normal_share_is_that_of_the_error_function() {
        for step in -600..=600 {
            let z = f64::from(step) / 100.0;
            let exact = 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
            assert!((normal_share(z) - exact).abs() < 1e-7, "{z}: {} {exact}", normal_share(z));
        }
        assert!(normal_share(-1e4) < 1e-30 && normal_share(1e4) == 1.0);
    }

    #[test]
    fn poisson_has_the_mean_and_variance_of_poisson() {
        for (mean, bound) in
            [(0.05_f64, 2e-4), (0.5, 2e-4), (1.9, 2e-4), (2.1, 8e-3), (4.0, 2e-3), (50.0, 5e-4), (1e9, 1e-6)]
        {
            let n = 200_000;
            let counts = (0..n).map(|step| poisson(mean, (f64::from(step) + 0.5) / f64::from(n)));
            let (sum, squares) = counts.fold((0.0, 0.0), |(sum, squares), n| (sum + n, squares + n * n));
            let (first, second) = (sum / f64::from(n), squares / f64::from(n));
            assert!((first / mean - 1.0).abs() < bound, "mean {mean}: {first}");
            assert!(((second - first * first) / mean - 1.0).abs() < 0.06, "variance at {mean}");
        }
    }
}
