//! The company's books of alternatives on the same futures.

use serde::{Deserialize, Serialize};

use super::{Chance, Kept, Measure, Standing, standings};

impl Kept {
    /// What a measure says of a future; `None` where that is nothing of the books.
    #[must_use]
    pub fn by(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Spent => Some(self.spent),
            Measure::Left => Some(self.income - self.spent),
            Measure::Cash => Some(self.cash),
            _ => None,
        }
    }
}

/// What the books of an alternative come to, beside those of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairedBooks {
    /// All that is spent in all months, dollars.
    pub spent: Standing,
    /// What is in the bank; `None` where it is not said of all alternatives what the company lives on.
    pub cash: Option<PairedCash>,
}

/// What there is in the bank with an alternative, beside the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairedCash {
    /// In the bank at the end, dollars; below 0 where there was not enough.
    pub end: Standing,
    /// Futures in which the money runs out.
    pub broke: Chance,
    /// Of these, those in which it does not with the first.
    pub only_here: Chance,
    /// Futures in which it runs out with the first, and not here.
    pub only_first: Chance,
}

/// Sets books of the same futures side by side: what is kept of each future, for each alternative. `says_cash`: whether it is said of
/// all what the company lives on; `may_be` as of [`standings`].
#[must_use]
pub fn paired(all: &[Vec<Kept>], says_cash: bool, may_be: &dyn Fn(usize, usize) -> bool) -> Vec<PairedBooks> {
    let Some(first) = all.first() else { return Vec::new() };
    let by = |measure| {
        let rows: Vec<Vec<f64>> =
            all.iter().map(|kept| kept.iter().filter_map(|it| it.by(measure)).collect()).collect();
        standings(measure, &rows, may_be)
    };
    let (spent, end) = (by(Measure::Spent), by(Measure::Cash));
    let cash = |(kept, end): (&Vec<Kept>, &Standing)| {
        let chance = |is: fn(bool, bool) -> bool| {
            let both = kept.iter().zip(first);
            let count = both.filter(|(it, first)| is(it.broke.is_some(), first.broke.is_some())).count();
            Chance::new(count as u32, kept.len() as u32)
        };
        PairedCash {
            end: *end,
            broke: chance(|here, _| here),
            only_here: chance(|here, first| here && !first),
            only_first: chance(|here, first| first && !here),
        }
    };
    let cash = all.iter().zip(&end).map(|both| says_cash.then(|| cash(both)));
    spent.into_iter().zip(cash).map(|(spent, cash)| PairedBooks { spent, cash }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Spent, in the bank at the end, and whether the money has run out.
    fn kept(futures: &[(f64, f64, bool)]) -> Vec<Kept> {
        let kept = |&(spent, cash, broke): &(f64, f64, bool)| Kept {
            broke: broke.then_some(3),
            even: None,
            spent,
            besides: 0.0,
            income: 0.0,
            cash,
        };
        futures.iter().map(kept).collect()
    }

    /// The money runs out in two futures of four with the first, in two with the second, and in one with both.
    #[test]
    fn futures_are_paired_one_by_one() {
        let first = kept(&[(90.0, -5.0, true), (80.0, -1.0, true), (20.0, 9.0, false), (30.0, 8.0, false)]);
        let second = kept(&[(60.0, 25.0, false), (50.0, -1.0, true), (50.0, -9.0, true), (30.0, 8.0, false)]);
        let all = [first, second];
        let paired_all = paired(&all, true, &|_, _| true);
        let cash = paired_all[1].cash.unwrap();
        assert_eq!((cash.broke.count, cash.only_here.count, cash.only_first.count), (2, 1, 1));
        assert_eq!((cash.end.better.count, cash.end.worse.count, cash.end.best.count), (1, 1, 3));
        let spent = paired_all[1].spent;
        assert_eq!((spent.better.count, spent.worse.count, spent.more.p50), (2, 1, -30.0));
        let itself = paired_all[0].cash.unwrap();
        assert_eq!((itself.broke.count, itself.only_here.count, itself.only_first.count), (2, 0, 0));
        assert!(paired(&all, false, &|_, _| true).iter().all(|it| it.cash.is_none()));
        assert_eq!(paired(&[], true, &|_, _| true), []);
    }

    /// Sums in the hundred thousands, of which single precision knows no cents.
    #[test]
    fn a_difference_is_as_exact_as_the_sums() {
        let spent = |more: f64| kept(&[(412_345.67 + more, 0.0, false), (398_765.43 + more, 0.0, false)]);
        let more = paired(&[spent(30_000.0), spent(0.0)], false, &|_, _| true)[1].spent.more;
        assert_eq!((more.p10, more.p90), (-30_000.0, -30_000.0));
    }
}
