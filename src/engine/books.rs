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
        let FutureBooks { terms, refunds, a_month } = program.books(future as u32);
        let month = |month: usize| {
            let (income, refused) = (number(&income, month), number(&refused, month));
            Simulated {
                bills: number(&bills, month),
                income,
                users: number(&users, month),
                uses: number(&uses, month),
                refused,
                paid: if a_month > 0.0 { income / a_month } else { 0.0 },
                served: 1.0 - refunds * refused,
            }
        };
        let simulated: Vec<Simulated> = (0..run.months()).map(month).collect();
        keeper.take(&keep(&terms, &simulated), &simulated);
    }
    keeper
}
