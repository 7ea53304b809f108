//! Where a vertical axis ends and where its ticks are.

/// A vertical axis from zero to a round number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Number at the top, a multiple of the step.
    pub top: f64,
    /// Distance between ticks.
    pub step: f64,
}

impl Axis {
    /// Ticks aimed at: fewer read better, more would crowd a chart of phone height.
    const TICKS: f64 = 4.0;
    /// What is drawn is cut off here, far beyond any real number of users or dollars.
    const HUGE: f64 = 1e15;

    /// The axis that holds `largest` and whose steps are not finer than `finest`.
    ///
    /// Where everything is zero it is one tick high: zero dollars is a normal month.
    #[must_use]
    pub fn settled(largest: f64, finest: f64) -> Self {
        let largest = if largest.is_nan() { 0.0 } else { largest.clamp(0.0, Self::HUGE) };
        let mut step = finest;
        // 1, 2, 5, 10, 20, 50 ...
        let mut factors = [2.0, 2.5, 2.0].into_iter().cycle();
        while step * Self::TICKS < largest {
            step *= factors.next().unwrap_or(2.0);
        }
        Self { top: step * (largest / step).ceil().max(1.0), step }
    }

    /// The axis to use while a slider moves: this one, or a higher one where `largest` would not fit.
    #[must_use]
    pub fn grown(self, largest: f64, finest: f64) -> Self {
        if largest > self.top { Self::settled(largest, finest) } else { self }
    }

    /// Numbers with a tick, from zero up.
    pub fn ticks(self) -> impl Iterator<Item = f64> {
        let count = (self.top / self.step).round() as u32;
        (0..=count).map(move |tick| f64::from(tick) * self.step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tops_are_round_and_hold_the_largest() {
        for (largest, top, step) in [(0.0, 0.01, 0.01), (0.03, 0.03, 0.01), (92.0, 100.0, 50.0), (101.0, 150.0, 50.0)] {
            assert_eq!(rounded(Axis::settled(largest, 0.01)), (top, step), "{largest}");
        }
        assert_eq!(rounded(Axis::settled(3_400.0, 1.0)), (4_000.0, 1_000.0));
    }

    #[test]
    fn odd_numbers_give_an_axis() {
        for largest in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -5.0, 1e300, 1e-300] {
            let axis = Axis::settled(largest, 0.01);
            assert!(axis.top >= axis.step && axis.top.is_finite(), "{largest}: {axis:?}");
            assert!((2..=6).contains(&axis.ticks().count()), "{largest}: {axis:?}");
        }
    }

    #[test]
    fn a_moving_axis_only_grows() {
        let axis = Axis::settled(90.0, 1.0);
        assert_eq!(axis.grown(10.0, 1.0), axis);
        assert_eq!(axis.grown(500.0, 1.0), Axis::settled(500.0, 1.0));
    }

    fn rounded(axis: Axis) -> (f64, f64) {
        ((axis.top * 1e6).round() / 1e6, (axis.step * 1e6).round() / 1e6)
    }
}
