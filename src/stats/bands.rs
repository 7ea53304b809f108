//! The spread of one number over all futures.

use serde::{Deserialize, Serialize};

/// Quantiles and mean of one number over all futures.
///
/// Quantile `p` of `n` futures is the order statistic number `ceil(p n)`: one of the simulated values, never an
/// interpolation, so it has the same bits wherever it is computed.
///
/// ```
/// use headroom::stats::Bands;
///
/// let mut bills: Vec<f32> = (1..=1_000).map(|future| future as f32).collect();
/// let bands = Bands::of(&mut bills);
/// assert_eq!((bands.p10, bands.p50, bands.p90), (100.0, 500.0, 900.0));
/// assert_eq!(bands.mean, 500.5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bands {
    /// 5% of futures lie at or below.
    pub p5: f32,
    /// A tenth of futures lie at or below: the lower end of "8 of 10".
    pub p10: f32,
    /// A quarter of futures lie at or below.
    pub p25: f32,
    /// Half of the futures lie at or below.
    pub p50: f32,
    /// Three quarters of futures lie at or below.
    pub p75: f32,
    /// Nine tenths of futures lie at or below: the upper end of "8 of 10".
    pub p90: f32,
    /// 95% of futures lie at or below.
    pub p95: f32,
    /// Mean over futures, summed in a fixed tree over the future's index.
    pub mean: f64,
    /// Standard error of the mean: how far it may move with other random draws.
    pub error: f64,
}

impl Bands {
    /// Bands of `values`, which are reordered.
    ///
    /// An empty slice gives all zeros.
    #[must_use]
    pub fn of(values: &mut [f32]) -> Self {
        let Some(last) = values.len().checked_sub(1) else { return Self::default() };
        let count = values.len() as f64;
        let mean = tree_sum(values, &|value| f64::from(value)) / count;
        let squares = tree_sum(values, &|value| (f64::from(value) - mean) * (f64::from(value) - mean));
        let error = (squares / (count * (count - 1.0).max(1.0))).sqrt();
        // Each selection puts the smaller values before it, so the next one looks only at the rest.
        let mut from = 0;
        let mut at = |share: f64| {
            let index = ((share * count).ceil() as usize).saturating_sub(1).clamp(from, last);
            let (_, value, _) = values[from..].select_nth_unstable_by(index - from, f32::total_cmp);
            from = index;
            *value
        };
        Self {
            p5: at(0.05),
            p10: at(0.10),
            p25: at(0.25),
            p50: at(0.50),
            p75: at(0.75),
            p90: at(0.90),
            p95: at(0.95),
            mean,
            error,
        }
    }
}

/// Sum of `of(value)` over a binary tree of fixed shape, so that the result depends on the order of futures only.
fn tree_sum(values: &[f32], of: &impl Fn(f32) -> f64) -> f64 {
    const LEAF: usize = 64;
    if values.len() <= LEAF {
        return values.iter().map(|value| of(*value)).sum();
    }
    let (left, right) = values.split_at(values.len() / 2);
    tree_sum(left, of) + tree_sum(right, of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_order_statistics() {
        let mut values: Vec<f32> = (1..=100).rev().map(|value| value as f32).collect();
        let bands = Bands::of(&mut values);
        assert_eq!(
            [bands.p5, bands.p10, bands.p25, bands.p50, bands.p75, bands.p90, bands.p95],
            [5.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0]
        );
        assert_eq!(bands.mean, 50.5);
        // Variance of 1..=100 is (100² - 1)/12 · 100/99; the error is its root over ten.
        assert!((bands.error - (9999.0_f64 / 12.0 * 100.0 / 99.0).sqrt() / 10.0).abs() < 1e-12);
    }

    #[test]
    fn one_value_and_none() {
        let one = Bands::of(&mut [7.0]);
        assert_eq!((one.p5, one.p95, one.mean, one.error), (7.0, 7.0, 7.0, 0.0));
        assert_eq!(Bands::of(&mut []), Bands::default());
    }
}
