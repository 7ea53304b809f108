//! The company's books of every future, from what the simulation leaves of its months.

use super::Reducer;
use crate::model::Record;
use crate::program::Program;
use crate::stats::{Books, BooksMonth, Simulated, keep};

/// Keeps the books of a run whose futures have all come, where the scenario says something of them.
#[must_use]
pub fn books(program: &Program, run: &Reducer) -> Option<(Books, Vec<BooksMonth>)> {
    if !program.keeps_books() {
        return None;
    }
    let whole = Record::places(run.shape()).whole;
    let rows = |row: usize| (0..run.months()).map(move |month| run.numbers(row, month)).collect::<Vec<_>>();
    let [bills, income, users] = [whole.cost, whole.income, whole.users].map(rows);
    let of = |future: usize| {
        let number = |rows: &[&[f32]], month: usize| rows[month].get(future).copied().map_or(0.0, f64::from);
        let month = |month| Simulated {
            bills: number(&bills, month),
            income: number(&income, month),
            users: number(&users, month),
        };
        let (cash, payments) = program.payments(future as u32);
        keep(cash, &payments, &(0..run.months()).map(month).collect::<Vec<_>>())
    };
    Some(Books::of(&(0..run.futures()).map(of).collect::<Vec<_>>(), program.says_cash()))
}
