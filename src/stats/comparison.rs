//! What alternatives come to on the same futures, future by future.

use serde::{Deserialize, Serialize};

use super::{Bands, Chance, PairedBooks};

/// What alternatives are compared by over all months of a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Bills of all months together, dollars.
    Cost,
    /// The bill of the twelfth month, or of the last if there are fewer, dollars.
    Month,
    /// Income less bills, and less all else that is spent where books are kept, dollars.
    Left,
    /// Share of all visits and calls that was turned away, 0 to 1.
    Refused,
    /// Slowest answers (1 in 20) of the slowest month, seconds.
    Slowest,
    /// All that is spent in all months, dollars, where books are kept.
    Spent,
    /// Money in the bank at the end, dollars, where it is said what the company lives on; below 0 where there was not enough.
    Cash,
}

impl Measure {
    /// Those of every comparison, in the order of their numbers.
    pub const ALL: [Self; 5] = [Self::Cost, Self::Month, Self::Left, Self::Refused, Self::Slowest];

    /// Whether `a` is better than `b`: of all but what is left and what there is less is.
    #[must_use]
    pub fn is_better(self, a: f64, b: f64) -> bool {
        if matches!(self, Self::Left | Self::Cash) { a > b } else { a < b }
    }
}

/// What an alternative should keep in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Targets {
    /// Most dollars.
    pub budget: f32,
    /// Seconds within which 19 of 20 answers are complete.
    pub answer: f32,
    /// Largest share of visits and calls turned away, 0 to 1.
    pub refused: f32,
}

/// What alternatives come to on the same futures: each number belongs to the same draws in all of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Alternatives, the first being the one that the others are compared with.
    pub contenders: Vec<Contender>,
    /// By month, the share of futures in which each alternative is the cheapest of those that keep the targets; of several
    /// that cost the same each has its part. What is missing to 1 is where none keeps them.
    pub race: Vec<Vec<f64>>,
}

/// An alternative among the others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contender {
    /// Its numbers, in the order of [`Measure::ALL`].
    pub standings: [Standing; Measure::ALL.len()],
    /// What a month differs in from the first alternative.
    pub months: Vec<MonthDifference>,
    /// Futures in which it keeps the targets in every month.
    pub keeps: Chance,
    /// Futures in which it does, and no other that does costs less, all months together.
    pub wins: Chance,
    /// What the company's books say, where those of any alternative are kept.
    pub books: Option<PairedBooks>,
}

/// An alternative by one measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The number itself.
    pub bands: Bands,
    /// Futures in which it turns away no more than may be turned away, and no other that does is better. Of what is turned
    /// away itself: in which no other turns away less.
    pub best: Chance,
    /// Futures in which it is better than the first alternative.
    pub better: Chance,
    /// Futures in which it is worse than the first alternative.
    pub worse: Chance,
    /// How much more it is than of the first alternative, future by future.
    pub more: Bands,
}

/// By how much more a month of an alternative is than the same month of the first, future by future.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MonthDifference {
    /// The bill, dollars.
    pub cost: Bands,
    /// Slowest answers (1 in 20), seconds.
    pub answer: Bands,
    /// Share of visits and calls turned away, -1 to 1.
    pub refused: Bands,
}

/// What one alternative did in a month, by future.
#[derive(Clone, Copy, Debug)]
pub struct MonthOf<'a> {
    /// The bill, dollars.
    pub cost: &'a [f32],
    /// Slowest answers (1 in 20), seconds.
    pub answer: &'a [f32],
    /// Share of visits and calls turned away, 0 to 1.
    pub refused: &'a [f32],
}

impl MonthOf<'_> {
    /// Whether a future keeps the targets.
    #[must_use]
    pub fn keeps(&self, future: usize, targets: &Targets) -> bool {
        self.cost[future] <= targets.budget
            && self.answer[future] <= targets.answer
            && self.refused[future] <= targets.refused
    }

    /// How this month differs from the `first` alternative's.
    #[must_use]
    pub fn less(&self, first: &Self) -> MonthDifference {
        MonthDifference {
            cost: more(self.cost, first.cost),
            answer: more(self.answer, first.answer),
            refused: more(self.refused, first.refused),
        }
    }
}

/// Share of futures in which each alternative has the lowest bill of those that keep the targets.
#[must_use]
pub fn race(month: &[MonthOf<'_>], targets: &Targets) -> Vec<f64> {
    let futures = month.first().map_or(0, |it| it.cost.len());
    let mut won = vec![0.0; month.len()];
    for future in 0..futures {
        let cost = |it: &MonthOf<'_>| if it.keeps(future, targets) { it.cost[future] } else { f32::INFINITY };
        let lowest = month.iter().map(cost).fold(f32::INFINITY, f32::min);
        let is_lowest = |it: &MonthOf<'_>| lowest < f32::INFINITY && cost(it) == lowest;
        let winners = month.iter().filter(|it| is_lowest(it)).count();
        for (won, it) in won.iter_mut().zip(month).filter(|(_, it)| is_lowest(it)) {
            debug_assert!(it.cost[future] == lowest, "a winner has the lowest bill");
            *won += 1.0 / winners as f64;
        }
    }
    won.iter().map(|won| won / futures.max(1) as f64).collect()
}

/// Futures in which each alternative is the best of those that may be: a row of numbers by future for each, and whether an
/// alternative may be the best of a future, by both places.
#[must_use]
pub fn best(measure: Measure, rows: &[Vec<f64>], may_be: &dyn Fn(usize, usize) -> bool) -> Vec<Chance> {
    let is_best = |place: usize, future: usize| {
        let beats = |other: usize| may_be(other, future) && measure.is_better(rows[other][future], rows[place][future]);
        may_be(place, future) && !(0..rows.len()).any(beats)
    };
    let chance = |(place, row): (usize, &Vec<f64>)| {
        let count = (0..row.len()).filter(|future| is_best(place, *future)).count();
        Chance::new(count as u32, row.len() as u32)
    };
    rows.iter().enumerate().map(chance).collect()
}

/// How alternatives stand by one measure: a row of numbers by future for each, and whether an alternative may be the best of a
/// future, by both places.
#[must_use]
pub fn standings(measure: Measure, rows: &[Vec<f64>], may_be: &dyn Fn(usize, usize) -> bool) -> Vec<Standing> {
    let Some(first) = rows.first() else { return Vec::new() };
    let chance = |row: &Vec<f64>, is: &dyn Fn(usize, f64) -> bool| {
        let count = row.iter().enumerate().filter(|(future, number)| is(*future, **number)).count();
        Chance::new(count as u32, row.len() as u32)
    };
    let standing = |(row, best): (&Vec<f64>, Chance)| Standing {
        bands: Bands::of(&mut row.iter().map(|number| *number as f32).collect::<Vec<_>>()),
        best,
        better: chance(row, &|future, number| measure.is_better(number, first[future])),
        worse: chance(row, &|future, number| measure.is_better(first[future], number)),
        more: more(row, first),
    };
    rows.iter().zip(best(measure, rows, may_be)).map(standing).collect()
}

/// How much more one number is than another, future by future.
fn more<T: Copy + Into<f64>>(numbers: &[T], than: &[T]) -> Bands {
    let more = |(number, than): (&T, &T)| ((*number).into() - (*than).into()) as f32;
    let mut differences: Vec<f32> = numbers.iter().zip(than).map(more).collect();
    Bands::of(&mut differences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn futures_are_compared_one_by_one() {
        // Both cost $20 in the mean and in the median: future by future the second costs $1 more in three and $3 less in one.
        let (first, second) = (vec![10.0, 20.0, 20.0, 30.0], vec![11.0, 21.0, 21.0, 27.0]);
        let standings = standings(Measure::Cost, &[first, second], &|_, _| true);
        assert_eq!((standings[1].better.count, standings[1].worse.count), (1, 3));
        assert_eq!((standings[0].best.count, standings[1].best.count), (3, 1));
        assert_eq!((standings[1].more.p10, standings[1].more.p50, standings[1].more.mean), (-3.0, 1.0, 0.0));
        assert_eq!((standings[0].better.count, standings[0].more.p90), (0, 0.0));
    }

    #[test]
    fn equal_numbers_are_neither_better_nor_worse() {
        let standings = standings(Measure::Refused, &[vec![0.0, 0.5], vec![0.0, 0.4]], &|_, _| true);
        assert_eq!((standings[1].better.count, standings[1].worse.count), (1, 0));
        assert_eq!((standings[0].best.count, standings[1].best.count), (1, 2));
    }

    #[test]
    fn of_what_is_left_more_is_better() {
        let standings = standings(Measure::Left, &[vec![-5.0, 5.0], vec![5.0, -5.0]], &|_, _| true);
        assert_eq!((standings[1].better.count, standings[1].worse.count), (1, 1));
    }

    #[test]
    fn one_that_may_not_be_the_best_neither_is_nor_hinders_another() {
        // Future by future: the second is cheaper; it turns away too much; both do; both cost the same.
        let costs = [vec![9.0, 9.0, 9.0, 9.0], vec![8.0, 8.0, 8.0, 9.0]];
        let refused = [[0.0, 0.01, 0.5, 0.0], [0.01, 0.02, 0.5, 0.0]];
        let may_be = |place: usize, future: usize| refused[place][future] <= 0.01;
        assert_eq!(best(Measure::Cost, &costs, &may_be), [Chance::new(2, 4); 2]);
    }

    #[test]
    fn the_cheapest_that_keeps_the_targets_wins() {
        let targets = Targets { budget: 100.0, answer: 5.0, refused: 0.01 };
        // Future by future: the second is cheaper; it refuses too much; both are too dear; both cost the same.
        let first = MonthOf { cost: &[9.0, 9.0, 101.0, 7.0], answer: &[1.0; 4], refused: &[0.0; 4] };
        let second = MonthOf { cost: &[8.0, 8.0, 102.0, 7.0], answer: &[5.0; 4], refused: &[0.01, 0.02, 0.0, 0.0] };
        assert_eq!(race(&[first, second], &targets), [0.375, 0.375]);
        let slow = MonthOf { answer: &[5.1; 4], ..first };
        assert_eq!(race(&[slow, second], &targets), [0.0, 0.5]);
        assert_eq!(second.less(&first).cost.p50, -1.0);
    }
}
