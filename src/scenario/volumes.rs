//! How much is asked of the app, as a range that its ways are compared over.

use serde::{Deserialize, Serialize};

use super::{Books, CostLine, Curve, Growth, Launches, Quantity, Scenario};

/// A range of volumes, and what is counted: each alternative is simulated at several of them, on the same futures.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Volumes {
    /// The feature whose uses a month are counted, by its place; absent, monthly users are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feature: Option<usize>,
    /// About the smallest volume, see [`Volumes::points`].
    pub from: f64,
    /// About the largest.
    pub to: f64,
}

impl Volumes {
    /// Volumes that may be asked for, of users or uses a month.
    pub const RANGE: std::ops::RangeInclusive<f64> = 1.0..=1e9;
    /// Most decades from the smallest to the largest.
    pub const MOST_DECADES: f64 = 5.0;
    /// Months that the app is on a volume: whether a plan is worth a move is judged by two of them, and in the third it is on the plan
    /// that this led to. One that would lead two plans further is not followed so far.
    pub const MONTHS: u32 = 3;

    /// The volumes 1, 2 and 5 of every decade, from the last that is not above [`Volumes::from`] to the first that is not below
    /// [`Volumes::to`]: nearly evenly spaced on a logarithmic axis, and round, as people say volumes.
    #[must_use]
    pub fn points(&self) -> Vec<f64> {
        let round = (0..=10).flat_map(|decade| [1.0, 2.0, 5.0].map(|digit| digit * libm::pow(10.0, f64::from(decade))));
        let all: Vec<f64> = round.collect();
        let first = all.iter().rposition(|volume| *volume <= self.from).unwrap_or(0);
        let last = all.iter().position(|volume| *volume >= self.to).unwrap_or(all.len() - 1);
        all.get(first..=last).unwrap_or_default().to_vec()
    }

    /// Three decades around a volume, of what is counted so.
    #[must_use]
    pub fn around(feature: Option<usize>, volume: f64) -> Self {
        let decade = if volume >= 1.0 { libm::floor(libm::log10(volume)) } else { 0.0 }.clamp(1.0, 7.0);
        Self { feature, from: libm::pow(10.0, decade - 1.0), to: libm::pow(10.0, decade + 2.0) }
    }

    /// Whether it says what may be asked for, of a scenario with so many features.
    pub(super) fn is_valid(&self, features: usize) -> bool {
        let Self { feature, from, to } = *self;
        let is_allowed = Self::RANGE.contains(&from) && Self::RANGE.contains(&to) && from < to;
        is_allowed && libm::log10(to / from) <= Self::MOST_DECADES && feature.is_none_or(|feature| feature < features)
    }

    /// The same once a feature, by its place, is gone: of users, where it was that feature's.
    #[must_use]
    pub fn without_feature(self, gone: usize) -> Self {
        let feature = self.feature.filter(|it| *it != gone).map(|it| if it > gone { it - 1 } else { it });
        if feature.is_some() == self.feature.is_some() { Self { feature, ..self } } else { Self::default() }
    }
}

/// Of users, from a beginning to a market.
impl Default for Volumes {
    fn default() -> Self {
        Self { feature: None, from: 100.0, to: 100_000.0 }
    }
}

impl Scenario {
    /// The scenario as it is asked how it does at one volume or another: as many users in every month, whatever they are refused,
    /// and at the prices of its first months. Days, hours and minutes vary as they do.
    #[must_use]
    pub fn at_one_volume(&self) -> Self {
        let none = Quantity::Exact(0.0);
        let mut steady = Self {
            months: Volumes::MONTHS,
            growth: Growth {
                curve: Curve::Compound,
                monthly_growth: none,
                permanent_noise: none,
                lost_when_refused: none,
                lost_when_slow: none,
                series: Vec::new(),
                ..self.growth.clone()
            },
            launches: Launches::default(),
            alternatives: Vec::new(),
            volumes: None,
            ..self.clone()
        };
        steady.money.price_changes = None;
        // A volume is a month at any time of the run: so users pay, if they do within it.
        if (1..=self.months).contains(&self.money.income_from) {
            steady.money.income_from = 1;
        }
        for at in self.ladders() {
            if let Some(ladder) = steady.ladder_mut(at) {
                ladder.lead_days = Quantity::Exact(0.0);
            }
        }
        // Nobody asks for the books of one month, but for what they change of the inputs. A volume is no month of the run but one at any
        // time, and asks how a way does once it is built: so all that cost lines change within the run has begun.
        let lines = steady.books.lines.into_iter().filter(|line| line.acts_within(self.months));
        let lines = lines.filter(|line| !line.effects.is_empty()).map(|line| CostLine { from: 1, ..line });
        steady.books = Books { lines: lines.collect(), ..Books::default() };
        steady
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(from: f64, to: f64) -> Vec<f64> {
        Volumes { feature: None, from, to }.points()
    }

    #[test]
    fn volumes_are_round_and_hold_the_range() {
        assert_eq!(points(1_000.0, 1e5), [1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5]);
        assert_eq!(points(1_500.0, 4_000.0), [1e3, 2e3, 5e3]);
        assert_eq!(points(1.0, 2.0), [1.0, 2.0]);
        assert_eq!(points(4e8, 1e9).last(), Some(&1e9));
    }

    #[test]
    fn three_decades_hold_a_volume() {
        let around = |volume| (Volumes::around(None, volume).from, Volumes::around(None, volume).to);
        assert_eq!(around(102_300.0), (1e4, 1e7));
        assert_eq!([0.0, 7.0, f64::NAN].map(around), [(1.0, 1e3); 3]);
        assert_eq!(around(1e12), (1e6, 1e9));
        assert!(Volumes::around(None, f64::INFINITY).is_valid(1));
    }

    #[test]
    fn a_range_is_refused_where_it_cannot_be_walked() {
        let is_valid = |feature, from, to| Volumes { feature, from, to }.is_valid(2);
        assert!(is_valid(None, 100.0, 1e7) && is_valid(Some(1), 1.0, 10.0));
        for (feature, from, to) in [
            (Some(2), 1.0, 10.0),
            (None, 10.0, 10.0),
            (None, 0.5, 10.0),
            (None, 1.0, 1e6),
            (None, f64::NAN, 10.0),
            (None, 1.0, f64::INFINITY),
        ] {
            assert!(!is_valid(feature, from, to), "{feature:?} {from} {to}");
        }
    }

    #[test]
    fn what_is_counted_goes_with_its_feature() {
        let of = |feature| Volumes { feature, from: 7.0, to: 70.0 };
        assert_eq!(of(Some(2)).without_feature(0), of(Some(1)));
        assert_eq!(of(Some(0)).without_feature(1), of(Some(0)));
        assert_eq!(of(None).without_feature(1), of(None));
        assert_eq!(of(Some(1)).without_feature(1), Volumes::default());
    }
}
