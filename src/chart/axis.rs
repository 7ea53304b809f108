//! Where a vertical axis ends, where its ticks are, and how high a number stands on it.

use super::Unit;

/// How numbers are spread along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Equal differences are equally high.
    Linear,
    /// From 1 on equal ratios are equally high; below it, differences. So zero has a place, a decade below 1.
    Symlog,
}

/// A vertical axis between round numbers, zero among them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Number at the bottom: zero, or less where differences are shown.
    pub bottom: f64,
    /// Number at the top.
    pub top: f64,
    /// How numbers are spread.
    pub spacing: Spacing,
    /// Between ticks: a difference where the axis is linear, decades where it is not.
    step: f64,
}

impl Axis {
    /// Ticks aimed at: fewer read better, more would crowd a chart of phone height.
    const TICKS: f64 = 4.0;
    /// Nearest tick to zero on a logarithmic axis, as a share of its height.
    const NEAREST: f64 = 0.14;
    /// What is drawn is cut off here, far beyond any real number of users or dollars.
    const HUGE: f64 = 1e15;

    /// The axis that holds `largest`; that of a larger number is never lower.
    ///
    /// A linear one has no finer steps than `finest`. Where everything is zero it is one tick high: zero dollars is a
    /// normal month.
    #[must_use]
    pub fn settled(spacing: Spacing, largest: f64, finest: f64) -> Self {
        match spacing {
            Spacing::Linear => Self::signed(0.0, largest, finest),
            Spacing::Symlog => {
                let top = rounded(1.0, |top| top >= Self::drawn(largest));
                Self { bottom: 0.0, top, spacing, step: (libm::log10(top) / Self::TICKS).ceil().max(1.0) }
            }
        }
    }

    /// The linear axis that holds what is `below` zero, as a number above it, and what is `above`; where both are zero it is
    /// one tick high.
    #[must_use]
    pub fn signed(below: f64, above: f64, finest: f64) -> Self {
        let (below, above) = (Self::drawn(below), Self::drawn(above));
        let step = rounded(finest, |step| step * Self::TICKS >= below + above);
        let [below, above] = [below, above].map(|number| (number / step).ceil());
        let above = if below == 0.0 { above.max(1.0) } else { above };
        Self { bottom: -step * below, top: step * above, spacing: Spacing::Linear, step }
    }

    /// As much of a number as an axis is made for.
    fn drawn(number: f64) -> f64 {
        if number.is_nan() { 0.0 } else { number.clamp(0.0, Self::HUGE) }
    }

    /// How high a number stands, 0 at the bottom and 1 at the top; what is beyond the axis is at its end.
    #[must_use]
    pub fn share(self, number: f64) -> f64 {
        let number = if number.is_nan() { 0.0 } else { number.clamp(self.bottom, self.top) };
        match self.spacing {
            Spacing::Linear => (number - self.bottom) / (self.top - self.bottom),
            Spacing::Symlog => decades(number) / decades(self.top),
        }
    }

    /// Numbers with a tick, from the bottom up.
    #[must_use]
    pub fn ticks(self) -> Vec<f64> {
        match self.spacing {
            Spacing::Linear => {
                let [first, last] = [self.bottom, self.top].map(|end| (end / self.step).round() as i32);
                (first..=last).map(|tick| f64::from(tick) * self.step).collect()
            }
            // The end of the linear part is among them, whatever the step, unless it is too near to zero to be read.
            Spacing::Symlog => {
                let powers = std::iter::successors(Some(1.0), |power| Some(power * libm::exp10(self.step)));
                let powers = powers.take_while(|power| *power <= self.top);
                std::iter::once(0.0).chain(powers.filter(|power| self.share(*power) >= Self::NEAREST)).collect()
            }
        }
    }

    /// What stands beside a tick.
    #[must_use]
    pub fn label(self, tick: f64, unit: Unit) -> String {
        match self.spacing {
            Spacing::Linear => unit.tick(tick, self.top.max(-self.bottom), self.step),
            Spacing::Symlog => unit.tick(tick, tick, tick),
        }
    }
}

/// The first of 1, 2, 5, 10, 20, 50 ... times `finest` that is enough.
fn rounded(finest: f64, enough: impl Fn(f64) -> bool) -> f64 {
    let mut number = finest;
    let mut factors = [2.0, 2.5, 2.0].into_iter().cycle();
    while !enough(number) {
        number *= factors.next().unwrap_or(2.0);
    }
    number
}

/// Height of a number in decades: the linear part is as high as one.
fn decades(number: f64) -> f64 {
    if number < 1.0 { number } else { 1.0 + libm::log10(number) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linear(largest: f64, finest: f64) -> (f64, f64) {
        let axis = Axis::settled(Spacing::Linear, largest, finest);
        ((axis.top * 1e6).round() / 1e6, (axis.step * 1e6).round() / 1e6)
    }

    #[test]
    fn tops_are_round_and_hold_the_largest() {
        for (largest, top, step) in [(0.0, 0.01, 0.01), (0.03, 0.03, 0.01), (92.0, 100.0, 50.0), (101.0, 150.0, 50.0)] {
            assert_eq!(linear(largest, 0.01), (top, step), "{largest}");
        }
        assert_eq!(linear(3_400.0, 1.0), (4_000.0, 1_000.0));
    }

    #[test]
    fn odd_numbers_give_an_axis() {
        for spacing in [Spacing::Linear, Spacing::Symlog] {
            for largest in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -5.0, 1e300, 1e-300] {
                let axis = Axis::settled(spacing, largest, 0.01);
                assert!(axis.top >= axis.step && axis.top.is_finite(), "{largest}: {axis:?}");
                assert!((2..=6).contains(&axis.ticks().len()), "{largest}: {axis:?}");
                assert_eq!([0.0, f64::NAN, -1.0, f64::INFINITY].map(|number| axis.share(number)), [0.0, 0.0, 0.0, 1.0]);
            }
        }
    }

    #[test]
    fn an_axis_only_grows_with_its_numbers() {
        for spacing in [Spacing::Linear, Spacing::Symlog] {
            let tops = (0..4_000).map(|number| Axis::settled(spacing, f64::from(number) * 0.37, 0.01).top);
            assert!(tops.is_sorted());
        }
    }

    #[test]
    fn an_axis_of_differences_has_zero_among_its_ticks() {
        let axis = Axis::signed(320.0, 45.0, 0.01);
        assert_eq!(
            (axis.bottom, axis.top, axis.ticks()),
            (-400.0, 100.0, vec![-400.0, -300.0, -200.0, -100.0, 0.0, 100.0])
        );
        assert_eq!((axis.share(-400.0), axis.share(0.0), axis.share(9e9)), (0.0, 0.8, 1.0));
        assert_eq!(axis.label(-300.0, Unit::Dollars), "\u{2212}$300");
        let below = Axis::signed(3.0, 0.0, 0.01);
        assert_eq!((below.top, below.share(0.0)), (0.0, 1.0), "nothing is above zero");
        for (below, above) in [(0.0, 0.0), (f64::NAN, f64::INFINITY), (f64::INFINITY, 1e-300), (1e300, 1e300)] {
            let axis = Axis::signed(below, above, 0.01);
            assert!((2..=7).contains(&axis.ticks().len()) && axis.ticks().contains(&0.0), "{axis:?}");
        }
    }

    #[test]
    fn zero_and_the_linear_part_are_ticks_of_a_symlog_axis() {
        let axis = Axis::settled(Spacing::Symlog, 3_400.0, 0.01);
        let labels: Vec<_> = axis.ticks().into_iter().map(|tick| axis.label(tick, Unit::Dollars)).collect();
        assert_eq!((axis.top, labels), (5_000.0, ["$0", "$1", "$10", "$100", "$1,000"].map(str::to_owned).to_vec()));
        assert_eq!(axis.share(0.5) * 2.0, axis.share(1.0), "straight below 1");
        assert!((axis.share(100.0) - axis.share(10.0) - axis.share(1.0)).abs() < 1e-12, "every decade is as high");
        let ticks = |largest| Axis::settled(Spacing::Symlog, largest, 0.01).ticks();
        assert_eq!(ticks(1e6), [0.0, 1.0, 100.0, 1e4, 1e6]);
        assert_eq!(ticks(5e6), [0.0, 100.0, 1e4, 1e6], "1 would touch 0");
    }
}
