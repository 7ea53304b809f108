//! What a future carries from one stage to the next, by how often it changes.

use super::Plan;
use crate::value::{Value, fields};

fields! {
    /// Changes every hour.
    pub struct Hourly<V> {
        /// Log deviation of the hour's demand from its level: an AR(1) process.
        residual: V,
        /// Calls served since the plan's daily count started again.
        served_since_reset: V,
        /// Calls tried today.
        calls: V,
        /// Calls served today.
        served: V,
        /// Calls refused today by the limits of a minute, a day and a month.
        refused: [V; 3],
    }
}

fields! {
    /// Changes every day.
    pub struct Daily<V> {
        /// Logarithm of the calls of a mean hour of today.
        ln_level: V,
        /// Index of the plan in use.
        rung: V,
        /// Days until the next plan is in place; [`Daily::NOT_MOVING`] and more when no move is under way.
        days_to_move: V,
        /// Calls that the plan in use admits in a minute.
        minute_room: V,
        /// Calls that the plan in use admits in a month.
        month_room: V,
        /// Calls tried this month.
        calls: V,
        /// Calls refused this month by the limits of a minute, a day and a month.
        refused: [V; 3],
        /// Calls served this month on the plan in use.
        served: V,
        /// Million input tokens this month on the plan in use.
        input: V,
        /// Million output tokens this month on the plan in use.
        output: V,
        /// Dollars billed so far this month.
        bill: V,
    }
}

impl<V> Daily<V> {
    /// More days than any run has.
    pub const NOT_MOVING: f32 = 1e6;
}

fields! {
    /// Changes every month.
    pub struct Monthly<V> {
        /// Logarithm of the monthly users at the month's start.
        ln_users_start: V,
        /// Logarithm of the monthly users at the month's end.
        ln_users_end: V,
        /// Passing log deviation of the month's demand.
        passing: V,
    }
}

fields! {
    /// Kept for the whole run.
    pub struct Kept<V> {
        /// Number of the first day, from 1, on which the limits of a minute, a day and a month refused a call; 0 is never.
        first_refused: [V; 3],
        /// Dollars billed in all.
        cost: V,
        /// 1 once a month's bill was above the budget.
        over_budget: V,
    }
}

/// All that a future carries along.
#[derive(Clone, Copy, Debug)]
pub struct State<V: Value> {
    /// Changes every hour.
    pub hourly: Hourly<V>,
    /// Changes every day.
    pub daily: Daily<V>,
    /// Changes every month.
    pub monthly: Monthly<V>,
    /// Kept for the whole run.
    pub kept: Kept<V>,
    /// The plan in use, read again when the rung changes.
    pub plan: Plan<V>,
}
