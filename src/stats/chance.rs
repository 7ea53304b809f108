//! A probability counted from futures, with its interval.

use serde::{Deserialize, Serialize};

/// How often something happened, with the 95% Wilson interval.
///
/// Source: Brown, Cai & `DasGupta` 2001, Statistical Science 16:101.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// Futures in which it happened.
    pub count: u32,
    /// All futures.
    pub of: u32,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Chance {
    /// The chance of something that happened in `count` of `of` futures.
    #[must_use]
    pub fn new(count: u32, of: u32) -> Self {
        const Z: f64 = 1.959_963_984_540_054;
        let n = f64::from(of.max(1));
        let p = f64::from(count) / n;
        let centre = p + Z * Z / (2.0 * n);
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        // The ends are exact where nothing or everything happened; rounding would leave them a hair inside.
        let low = if count == 0 { 0.0 } else { (centre - half) / scale };
        let high = if count >= of { 1.0 } else { (centre + half) / scale };
        Self { count, of, low, high }
    }

    /// The counted share, 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.count) / f64::from(self.of.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_intervals() {
        // By hand: 0 of 1,000 is up to z² / (n + z²) = 3.84 / 1,003.84, and 5 of 10,000 is
        // (5 + 1.92 ± 1.96 √(5 · 0.9995 + 0.96)) / 10,003.84.
        let none = Chance::new(0, 1_000);
        assert!((none.high - 0.0038).abs() < 5e-5, "{none:?}");
        let few = Chance::new(5, 10_000);
        assert!((few.low - 0.000_21).abs() < 5e-6 && (few.high - 0.001_17).abs() < 5e-6, "{few:?}");
    }

    #[test]
    fn all_and_no_futures() {
        assert_eq!((Chance::new(0, 10).low, Chance::new(10, 10).high), (0.0, 1.0));
        assert_eq!(Chance::new(0, 0).share(), 0.0);
    }
}
