//! Alternatives on the same futures: what each does of a future is set beside what the others do of it.

use super::Reducer;
use crate::model::{Record, Totals};
use crate::stats::{Chance, Comparison, Contender, Measure, MonthOf, Targets, best, race, standings};

/// The month whose bill is compared, counted from 1.
const MONTH: usize = 12;

/// Compares runs of as many futures and months, whose futures have all come; the others are compared with the first.
#[must_use]
pub fn compare(runs: &[Reducer], targets: &Targets) -> Comparison {
    let months = runs.iter().map(Reducer::months).min().unwrap_or(0);
    let by_month: Vec<Vec<MonthOf<'_>>> =
        (0..months).map(|month| runs.iter().map(|run| month_of(run, month)).collect()).collect();
    let rows = |measure| -> Vec<Vec<f32>> { runs.iter().map(|run| numbers(run, measure)).collect() };
    let refused = rows(Measure::Refused);
    let serves = |place: usize, future: usize| refused[place][future] <= targets.refused;
    let measured = Measure::ALL.map(|measure| match measure {
        Measure::Refused => standings(measure, &refused, &|_, _| true),
        other => standings(other, &rows(other), &serves),
    });
    let keeps = |place: usize, future: usize| by_month.iter().all(|month| month[place].keeps(future, targets));
    let kept: Vec<Vec<bool>> = runs
        .iter()
        .enumerate()
        .map(|(place, run)| (0..run.futures()).map(|future| keeps(place, future)).collect())
        .collect();
    let wins = best(Measure::Cost, &rows(Measure::Cost), &|place, future| kept[place][future]);
    let contender = |place: usize| Contender {
        standings: std::array::from_fn(|measure| measured[measure].get(place).copied().unwrap_or_default()),
        months: by_month.iter().map(|month| month[place].less(&month[0])).collect(),
        keeps: Chance::new(kept[place].iter().filter(|kept| **kept).count() as u32, kept[place].len() as u32),
        wins: wins[place],
    };
    Comparison {
        contenders: (0..runs.len()).map(contender).collect(),
        race: by_month.iter().map(|month| race(month, targets)).collect(),
    }
}

fn month_of(run: &Reducer, month: usize) -> MonthOf<'_> {
    let whole = Record::places(run.shape()).whole;
    let row = |row| run.numbers(row, month);
    MonthOf { cost: row(whole.cost), answer: row(whole.full_answer[1]), refused: row(whole.refused_share) }
}

/// What a measure says of each future.
fn numbers(run: &Reducer, measure: Measure) -> Vec<f32> {
    let sums = Totals::places(run.shape()).sums;
    let total = |number: usize| run.totals().total(number);
    match measure {
        Measure::Cost => total(sums.cost).to_vec(),
        Measure::Month => month_of(run, run.months().clamp(1, MONTH) - 1).cost.to_vec(),
        Measure::Left => total(sums.income).iter().zip(total(sums.cost)).map(|(income, cost)| income - cost).collect(),
        Measure::Refused => run.refused_shares(),
        Measure::Slowest => total(sums.slowest).to_vec(),
    }
}
