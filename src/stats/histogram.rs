//! How many futures lie where: a number over all futures, counted in bins.

use serde::{Deserialize, Serialize};

/// Futures counted by an amount in dollars, in bins of equal width with round edges.
///
/// The bins reach from the lowest amount to the one that 99% of futures stay within. The few above are counted in the
/// last bin: one future far away would else press all others into one bar.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Where the first bin begins, dollars.
    pub from: f64,
    /// Width of a bin, dollars: 1, 2 or 5 times a power of ten.
    pub step: f64,
    /// Futures in each bin; an amount on an edge lies above it.
    pub counts: Vec<u32>,
    /// The highest amount, dollars.
    pub highest: f64,
}

impl Histogram {
    /// Most bins.
    pub const BINS: usize = 32;
    /// Amounts are cut off here, far beyond any real bill.
    const HUGE: f64 = 1e15;

    /// Counts `dollars`, one number a future; nothing gives no bins.
    #[must_use]
    pub fn of(dollars: &[f32]) -> Self {
        // Whole cents are exact, so that what lies on an edge is always counted on the same side of it.
        let mut cents: Vec<f64> = dollars.iter().map(|&dollars| cents(dollars)).collect();
        cents.sort_unstable_by(f64::total_cmp);
        let (Some(&lowest), Some(&highest)) = (cents.first(), cents.last()) else { return Self::default() };
        let within = cents[(cents.len() * 99).div_ceil(100) - 1];
        let bin = |cents: f64, step: f64| (cents / step).floor();
        let last = |step: f64| bin(within, step) - bin(lowest, step);
        let mut step = 1.0;
        let mut factors = [2.0, 2.5, 2.0].into_iter().cycle();
        while last(step) >= Self::BINS as f64 {
            step *= factors.next().unwrap_or(2.0);
        }
        let mut counts = vec![0; last(step) as usize + 1];
        let end = counts.len() - 1;
        for &cents in &cents {
            counts[((bin(cents, step) - bin(lowest, step)) as usize).min(end)] += 1;
        }
        Self { from: bin(lowest, step) * step / 100.0, step: step / 100.0, counts, highest: highest / 100.0 }
    }

    /// Where bin number `bin` begins, dollars; the edge after the last bin is that of the bin after it.
    #[must_use]
    pub fn edge(&self, bin: usize) -> f64 {
        self.from + self.step * bin as f64
    }

    /// The bin that holds an amount in dollars; what lies outside is in the nearest bin.
    #[must_use]
    pub fn bin(&self, dollars: f64) -> usize {
        let bin = ((dollars - self.from) / self.step).floor();
        (bin.max(0.0) as usize).min(self.counts.len().saturating_sub(1))
    }

    /// All futures.
    #[must_use]
    pub fn futures(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// An amount in whole cents.
fn cents(dollars: f32) -> f64 {
    let dollars = f64::from(dollars);
    if dollars.is_nan() { 0.0 } else { (dollars.clamp(0.0, Histogram::HUGE) * 100.0).round() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_round_and_every_future_is_counted() {
        let dollars: Vec<f32> = (0..1_000).map(|future| 100.0 + future as f32).collect();
        let histogram = Histogram::of(&dollars);
        assert_eq!((histogram.from, histogram.step, histogram.counts.len()), (100.0, 50.0, 20));
        assert_eq!((histogram.counts[0], histogram.futures(), histogram.highest), (50, 1_000, 1_099.0));
        assert_eq!([99.0, 100.0, 149.99, 150.0, 9e9].map(|dollars| histogram.bin(dollars)), [0, 0, 0, 1, 19]);
        assert_eq!(histogram.edge(20), 1_100.0);
    }

    #[test]
    fn one_future_far_away_does_not_press_the_others_flat() {
        let mut dollars = vec![0.0; 200];
        for (future, dollars) in dollars.iter_mut().enumerate() {
            *dollars = future as f32 / 10.0;
        }
        dollars[0] = 1e6;
        let histogram = Histogram::of(&dollars);
        assert!(histogram.counts.len() > 12 && histogram.edge(histogram.counts.len()) < 25.0, "{histogram:?}");
        assert_eq!((histogram.futures(), histogram.highest), (200, 1e6));
    }

    #[test]
    fn equal_amounts_are_one_bin() {
        for (dollars, from) in [(0.0, 0.0), (95.0, 95.0), (0.004, 0.0)] {
            let histogram = Histogram::of(&[dollars; 64]);
            assert_eq!((histogram.from, histogram.step, &histogram.counts[..]), (from, 0.01, &[64][..]));
        }
        assert_eq!(Histogram::of(&[7.0]).counts, [1]);
        assert_eq!((Histogram::of(&[]).counts.len(), Histogram::of(&[]).bin(5.0)), (0, 0));
    }

    #[test]
    fn odd_and_huge_amounts_are_counted() {
        let odd = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -5.0, f32::MAX, f32::MIN_POSITIVE, 1e12];
        for some in 1..=odd.len() {
            let histogram = Histogram::of(&odd[..some]);
            assert_eq!(histogram.futures(), some as u32);
            assert!(histogram.counts.len() <= Histogram::BINS && histogram.step > 0.0, "{histogram:?}");
            assert!(histogram.edge(Histogram::BINS).is_finite());
        }
    }
}
