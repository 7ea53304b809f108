//! What is kept of a future.

use super::LIMITS;
use super::layout::{PLACES, SLOTS};
use crate::value::fields;

fields! {
    /// What is kept of every month.
    pub struct Record<V> {
        /// Monthly active users at the month's end.
        users: V,
        /// Uses of all features, those that templates and caches answered included.
        uses: V,
        /// Uses that templates and caches answered.
        saved: V,
        /// Visits and calls.
        requests: V,
        /// Visits and calls turned away, by limit.
        refused: [V; LIMITS],
        /// All of these as a share of what came, 0 to 1.
        refused_share: V,
        /// Tokens, millions.
        tokens: V,
        /// Provider bills, dollars: by slot, and of all model providers together.
        bill: [V; SLOTS + 1],
        /// All provider bills, dollars.
        cost: V,
        /// Income, dollars.
        income: V,
        /// Days on which somebody was turned away.
        bad_days: V,
        /// Hours in which the app was down.
        down: V,
        /// Share of calls that had to wait for a sleeping backend.
        cold: V,
        /// Seconds to the first word: half of the calls are slower, 1 in 20, 1 in 100.
        first_word: [V; 3],
        /// Seconds to the full answer: half of the calls are slower, 1 in 20, 1 in 100.
        full_answer: [V; 3],
        /// Calls of the busiest minute.
        peak: V,
        /// Index of the plan in use at the month's end, by place.
        rung: [V; PLACES],
        /// Days on which a plan's terms were broken.
        terms: V,
        /// 1 if bills reached half, four fifths and all of the budget.
        alerts: [V; 3],
        /// 1 if the bill was above the budget.
        over_budget: V,
    }
}

fields! {
    /// What is kept of the whole future.
    pub struct Totals<V> {
        /// Number of the first day, from 1, on which each limit turned somebody away, the last for the budget; 0 is never.
        first_day: [V; LIMITS + 1],
        /// The same if nothing is ever changed; what comes after the first of them is not followed.
        wall_day: [V; LIMITS + 1],
        /// Dollars billed in all.
        cost: V,
        /// Dollars earned in all.
        income: V,
        /// Highest bill of a month, dollars.
        worst_month: V,
        /// Most dollars that a day added to the bills.
        worst_day: V,
        /// Slowest answers (1 in 20) of the slowest month, seconds.
        slowest: V,
        /// 1 if a month's bill was above the budget.
        over_budget: V,
    }
}
