//! Bursts: how unevenly calls come within an hour.

use crate::value::Value;

/// Seconds of a minute.
const MINUTE: f32 = 60.0;
/// By how much of their variance the highest of longer blocks is lower, by the logarithm of their length in minutes: of `n` normals the
/// highest is `k` deviations up on average, and `k²` falls from 2.32² of 60 by 0.31 of it for each `e` times fewer, within 2% down to 6.
const FEWER: f32 = 0.305;
/// The same for what their skewness adds, `(k² - 1) / 6`.
const LESS_SKEWED: f32 = 1.228 * FEWER;

/// An hour in blocks that are equally long. In each, calls come independently of each other at one rate, which is drawn anew for each block
/// from a gamma distribution around the hour's.
#[derive(Clone, Copy, Debug)]
pub struct Bursts<V> {
    /// Squared coefficient of variation of the blocks' rates.
    pub variance: V,
    /// Seconds of a block.
    pub seconds: V,
}

impl<V: Value> Bursts<V> {
    /// How many minutes a block lasts: just 1 where it lasts one, so that what is known of minutes keeps its bits when it is multiplied or divided
    /// by it.
    #[inline(always)]
    pub fn minutes(&self) -> V {
        self.seconds / V::splat(MINUTE)
    }

    /// Bursts of a minute.
    #[cfg(test)]
    pub(super) fn of_minutes(variance: V) -> Self {
        Self { variance, seconds: V::splat(MINUTE) }
    }

    /// Calls of the busiest of the 60 minutes of an hour with so many (`docs/model.md`, Demand and noise): 2.32 deviations are the mean of the
    /// largest of 60 normals, and `(2.32² - 1) / 6 = 0.73` of the skewness is its correction for that. Blocks within a minute even out in it,
    /// and of longer ones there are fewer.
    pub fn busiest_minute(&self, hour: V) -> V {
        let one = V::splat(1.0);
        let mean = hour * V::splat(1.0 / 60.0);
        let per_call = one / mean.max(V::splat(1e-3));
        let minutes = self.minutes();
        let longer = minutes.max(one).ln().when(one.lt(minutes));
        let v = self.variance * minutes.min(one);
        let [spread, skew] = [FEWER, LESS_SKEWED].map(|fewer| v * (one - V::splat(fewer) * longer));
        let factor = one + V::splat(2.32) * (per_call + spread).sqrt() + V::splat(0.73) * (skew + skew + per_call);
        (mean * factor).min(hour)
    }
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::*;

    /// The busiest minute of so many calls that chance is nothing, against the mean one.
    fn busiest(variance: f64, seconds: f64) -> f64 {
        Bursts { variance, seconds }.busiest_minute(6e9) / 1e8
    }

    /// The highest of 60, 30, 12 and 6 normals is 2.319, 2.043, 1.629 and 1.267 deviations above their mean, and a minute of `n` blocks varies by an
    /// `n`th.
    #[test]
    fn small_bursts_are_normals() {
        for (seconds, deviations) in
            [(60.0, 2.319), (120.0, 2.043), (300.0, 1.629), (600.0, 1.267), (15.0, 0.5 * 2.319), (5.0, 0.288_7 * 2.319)]
        {
            let got = (busiest(1e-4, seconds) - 1.0) / 1e-2;
            assert!((got / deviations - 1.0).abs() < 0.03, "{seconds}: {got}, not {deviations}");
        }
    }

    /// At a variance of 1 rates are exponential, and the highest of `n` is `1 + 1/2 + .. + 1/n` times the mean.
    #[test]
    fn strong_bursts_are_exponentials() {
        for (seconds, blocks) in [(60.0, 60), (120.0, 30), (300.0, 12), (600.0, 6)] {
            let harmonic: f64 = (1..=blocks).map(|n| 1.0 / f64::from(n)).sum();
            let got = busiest(1.0, seconds);
            assert!((got / harmonic - 1.0).abs() < 0.05, "{seconds}: {got}, not {harmonic}");
        }
    }

    /// The bits of a minute are those of a formula that knows no other blocks.
    #[test]
    fn blocks_of_a_minute_are_minutes() {
        let bursts = Bursts { variance: f32x8::splat(0.37), seconds: f32x8::splat(60.0) };
        assert_eq!(bursts.minutes().to_array(), [1.0; 8]);
        let mean = 1_234.5_f32 * (1.0 / 60.0);
        let factor = 1.0 + 2.32 * (1.0 / mean + 0.37).sqrt() + 0.73 * (0.37 + 0.37 + 1.0 / mean);
        assert_eq!(bursts.busiest_minute(f32x8::splat(1_234.5)).to_array(), [mean * factor; 8]);
    }
}
