//! What is kept of a future.

use crate::value::fields;

fields! {
    /// What is kept of every month.
    pub struct Record<V> {
        /// Monthly active users at the month's end.
        users: V,
        /// Calls tried.
        calls: V,
        /// Calls refused by the limits of a minute, a day and a month.
        refused: [V; 3],
        /// Provider bill, dollars.
        cost: V,
        /// 1 if the last plan of the ladder was in use at the month's end.
        on_last_plan: V,
        /// 1 if the bill was above the budget.
        over_budget: V,
    }
}

fields! {
    /// What is kept of the whole future.
    pub struct Totals<V> {
        /// Number of the first day, from 1, on which the limits of a minute, a day and a month refused a call; 0 is never.
        first_refused: [V; 3],
        /// Dollars billed in all.
        cost: V,
        /// 1 if a month's bill was above the budget.
        over_budget: V,
    }
}
