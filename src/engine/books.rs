//! The company's books of every future, from what the simulation leaves of its months.

use super::Reducer;
use crate::model::Record;
use crate::program::{FutureBooks, Program};
use crate::stats::{Keeper, Simulated, keep};

/// Keeps the books of a run whose futures have all come, where the scenario says something of them.
#[must_use]
pub fn books(program: &Program, run: &Reducer) -> Option<Keeper> {
    program.keeps_books().then(|| bare_books(program, run))
}

/// The same whatever the scenario says: where that is nothing, bills are all that is spent, and nothing is in the bank.
pub(super) fn bare_books(program: &Program, run: &Reducer) -> Keeper {
    let whole = Record::places(run.shape()).whole;
    let rows = |row: usize| (0..run.months()).map(move |month| run.numbers(row, month)).collect::<Vec<_>>();
    let [bills, income, users, uses, refused] =
        [whole.cost, whole.income, whole.users, whole.uses, whole.refused_share].map(rows);
    let mut keeper = Keeper::new(run.months(), program.says_cash());
    for future in 0..run.futures() {
        let number = |rows: &[&[f32]], month: usize| rows[month].get(future).copied().map_or(0.0, f64::from);
        let FutureBooks { terms, users: at_first, a_month } = program.books(future as u32);
        let month = |month: usize| {
            let end = number(&users, month);
            let begin = if month == 0 { at_first } else { number(&users, month - 1) };
            let income = number(&income, month);
            let paid = if a_month > 0.0 { income / a_month } else { 0.0 };
            let mean = log_mean(begin, end);
            Simulated {
                bills: number(&bills, month),
                income,
                users: end,
                uses: number(&uses, month),
                refused: number(&refused, month),
                paid,
                served: if mean > 0.0 { (paid / mean).min(1.0) } else { 0.0 },
            }
        };
        let simulated: Vec<Simulated> = (0..run.months()).map(month).collect();
        keeper.take(&keep(&terms, &simulated), &simulated);
    }
    keeper
}

/// The mean of what grows by the same ratio each day, from begin to end.
fn log_mean(begin: f64, end: f64) -> f64 {
    let ratio = end / begin;
    if begin > 0.0 && end > 0.0 && (ratio - 1.0).abs() > 1e-6 {
        (end - begin) / libm::log(ratio)
    } else {
        f64::midpoint(begin, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: of 100 that double the mean is 100 / ln 2; of none and of as many it is what there is.
    #[test]
    fn the_mean_of_what_doubles() {
        assert!((log_mean(100.0, 200.0) - 144.269_504).abs() < 1e-6);
        assert_eq!([log_mean(100.0, 100.0), log_mean(0.0, 0.0), log_mean(0.0, 10.0)], [100.0, 0.0, 5.0]);
    }
}
