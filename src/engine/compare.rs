//! Alternatives on the same futures: what each does of a future is set beside what the others do of it.

use super::{Reducer, books::bare_books};
use crate::model::{Record, Totals};
use crate::program::Program;
use crate::stats::{
    Chance, Comparison, Contender, Keeper, Kept, Measure, MonthOf, PairedBooks, best, paired, race, standings,
};

/// The month whose bill is compared, counted from 1.
const MONTH: usize = 12;

/// Compares runs of some programs, of as many futures and months, whose futures have all come: the others with the first, and by its
/// targets.
#[must_use]
pub fn compare(runs: &[Reducer], programs: &[Program]) -> Comparison {
    let Some(targets) = programs.first().map(|first| &first.targets) else { return Comparison::default() };
    let books = all_books(runs, programs);
    let months = runs.iter().map(Reducer::months).min().unwrap_or(0);
    let by_month: Vec<Vec<MonthOf<'_>>> =
        (0..months).map(|month| runs.iter().map(|run| month_of(run, month)).collect()).collect();
    let rows = |measure| -> Vec<Vec<f64>> {
        let of = |(place, run): (usize, &Reducer)| numbers(run, books.get(place).map(Vec::as_slice), measure);
        runs.iter().enumerate().map(of).collect()
    };
    let refused = rows(Measure::Refused);
    let serves = |place: usize, future: usize| refused[place][future] <= f64::from(targets.refused);
    let says_cash = programs.iter().all(Program::says_cash);
    let paired_books: Vec<PairedBooks> = paired(&books, says_cash, &serves);
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
        books: paired_books.get(place).copied(),
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

/// What is kept of the books of each future, by alternative: of all, where those of any are kept, and else of none.
fn all_books(runs: &[Reducer], programs: &[Program]) -> Vec<Vec<Kept>> {
    if !programs.iter().any(Program::keeps_books) {
        return Vec::new();
    }
    let futures = |(run, program): (&Reducer, &Program)| {
        let of = |keeper: &Keeper| keeper.futures().to_vec();
        run.keeper(program).map_or_else(|| of(&bare_books(program, run)), of)
    };
    runs.iter().zip(programs).map(futures).collect()
}

/// What a measure says of each future.
fn numbers(run: &Reducer, books: Option<&[Kept]>, measure: Measure) -> Vec<f64> {
    let sums = Totals::places(run.shape()).sums;
    let total = |number: usize| run.totals().total(number);
    let all = |numbers: &[f32]| numbers.iter().copied().map(f64::from).collect();
    if let Some(kept) = books.and_then(|kept| kept.iter().map(|it| it.by(measure)).collect()) {
        return kept;
    }
    match measure {
        // Where no books are kept, bills are all that is known to be spent, and nothing was in the bank.
        Measure::Cost | Measure::Spent => all(total(sums.cost)),
        Measure::Month => all(month_of(run, run.months().clamp(1, MONTH) - 1).cost),
        Measure::Left | Measure::Cash => {
            let left = total(sums.income).iter().zip(total(sums.cost)).map(|(income, cost)| income - cost);
            left.map(f64::from).collect()
        }
        Measure::Refused => all(&run.refused_shares()),
        Measure::Slowest => all(total(sums.slowest)),
    }
}
