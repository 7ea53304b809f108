//! What a future carries from one stage to the next, by how often it changes.

use super::latency::Waits;
use super::layout::{FEATURES, METERS, PLACES};
use super::{LIMITS, Plan};
use crate::value::{Value, fields};

fields! {
    /// Changes every hour. What is counted "today" starts again with the day.
    pub struct Hourly<V> {
        /// Log deviation of the hour's demand from its level: an AR(1) process.
        residual: V,
        /// Visits of launches yet to come, those that come within hours.
        spike_fast: V,
        /// Visits of launches yet to come, those that come within days.
        spike_slow: V,
        /// Visits of a launch that has not begun yet.
        spike_due: V,
        /// Those of launches who tried the app today.
        joined: V,
        /// Sum of the day's levels: users by how busy the hour was.
        level: V,
        /// Those of launches who tried the app today, whether or not they got through.
        tried: V,
        /// Requests that wait for a worker.
        backlog: V,
        /// Calls that wait to be tried again.
        orbit: [V; FEATURES],
        /// Admitted since the place's daily count started again: requests at slots, calls at features.
        since_reset: [V; PLACES],
        /// Admitted today: requests at slots, calls at features.
        today: [V; PLACES],
        /// Visits and calls that came today.
        requests: V,
        /// Visits today that were served.
        visits: V,
        /// Calls that users wanted of a model today.
        wanted: [V; FEATURES],
        /// Those that reached the provider.
        reached: [V; FEATURES],
        /// Visits and calls turned away today, by limit.
        refused: [V; LIMITS],
        /// Hours today in which the app was down.
        down: V,
        /// Hours today in which the backend ran.
        awake: V,
        /// Most calls of an hour this month.
        peak: V,
    }
}

fields! {
    /// Changes every day.
    pub struct Daily<V> {
        /// Monthly users today.
        users: V,
        /// Logarithm of the monthly users today, with the noise of the month and of the day.
        ln_level: V,
        /// Users that launches brought and that may leave again.
        guests: V,
        /// Users that launches brought for good.
        settlers: V,
        /// Calls a mean hour brings to the provider for each user of the level.
        call_rate: [V; FEATURES],
        /// Share of uses that neither templates nor caches answer.
        passing: [V; FEATURES],
        /// Calls in a request.
        batch: [V; FEATURES],
        /// Index of the plan in use.
        rung: [V; PLACES],
        /// Days until another plan is in place; [`Daily::NOT_MOVING`] and more when no move is under way.
        days_to_move: [V; PLACES],
        /// 1 when the move is up, -1 when it is down.
        direction: [V; PLACES],
        /// Days on the plan.
        days_on: [V; PLACES],
        /// Days without use.
        idle: [V; PLACES],
        /// 1 once the plan is suspended until the next one.
        suspended: [V; PLACES],
        /// Hour at which the day's count starts again.
        reset_hour: [V; PLACES],
        /// What a day still admits: requests at slots, calls at features.
        day_room: [V; PLACES],
        /// What the month admitted when the day began.
        month_room: [V; PLACES],
        /// 1 where the app's own cap is what limits the month.
        capped: [V; PLACES],
        /// Calls a minute.
        minute_room: [V; FEATURES],
        /// Spread of a call's tokens (squared coefficient of variation) where it is they that limit the minute, else 0.
        token_spread: [V; FEATURES],
        /// 1 where the app's own limiter is what limits the minute.
        limited: [V; FEATURES],
        /// Calls at once.
        concurrent_room: [V; FEATURES],
        /// Seconds that a call takes at the provider.
        call_seconds: [V; FEATURES],
        /// Seconds after which the backend sleeps.
        sleep_after: V,
        /// Seconds it takes to wake.
        wake: V,
        /// Seconds for which a request or a call of each feature holds a worker, at the speed of the plan.
        service: [V; FEATURES + 1],
        /// Calls of each feature served this month.
        served: [V; FEATURES],
        /// Seconds to the first word of these calls, summed, ...
        first_word: [V; FEATURES],
        /// ... and their squares.
        first_word_square: [V; FEATURES],
        /// Seconds to the full answer of these calls, summed, ...
        full_answer: [V; FEATURES],
        /// ... and their squares.
        full_answer_square: [V; FEATURES],
        /// Requests or calls of this month's busiest day.
        busiest: [V; PLACES],
        /// Share of the month that has passed on the plan.
        share: [V; PLACES],
        /// Units used this month on the plan, by place and meter.
        used: [V; PLACES * METERS],
        /// Credits these are worth.
        spent: [V; PLACES],
        /// Dollars billed so far this month.
        bill: [V; PLACES],
        /// Dollars of fixed prices that the rest of the month will bring, from tomorrow on.
        fees_ahead: [V; PLACES],
        /// All bills when the day began, with all fixed prices of the month.
        committed: V,
        /// All bills up to yesterday, with what is used and not billed yet.
        bill_to_date: V,
        /// Gigabytes in the database.
        stored_gb: V,
        /// Gigabytes of files.
        file_gb: V,
        /// Uses this month.
        uses: V,
        /// Uses this month that no model had to answer.
        saved: V,
        /// Visits and calls this month.
        requests: V,
        /// Turned away this month, by limit.
        refused: [V; LIMITS],
        /// Million tokens this month.
        tokens: V,
        /// Days this month on which somebody was turned away.
        bad_days: V,
        /// Hours down this month.
        down: V,
        /// Dollars earned this month.
        income: V,
        /// Days this month on which a plan's terms were broken.
        terms: V,
        /// 1 once bills have reached half, four fifths and all of the budget this month.
        alerts: [V; 3],
    }
}

impl<V> Daily<V> {
    /// More days than any run has.
    pub const NOT_MOVING: f32 = 1e6;
}

fields! {
    /// Changes every month.
    pub struct Monthly<V> {
        /// Logarithm of the monthly users at the month's start, those of launches apart.
        ln_users_start: V,
        /// The same at the month's end.
        ln_users_end: V,
        /// Passing log deviation of the month's demand.
        passing: V,
        /// Share of last month's requests that were refused.
        refused_share: V,
        /// Last month's slowest answers (1 in 20) took longer than this, seconds.
        slowest: V,
        /// Months running in which the next plan would have been cheaper.
        cheaper: [V; PLACES],
        /// Months running in which the plan below would have done.
        spare: [V; PLACES],
    }
}

fields! {
    /// Kept for the whole run.
    pub struct Kept<V> {
        /// Number of the first day, from 1, on which each limit turned somebody away; the last is the first day with
        /// bills above the budget. 0 is never.
        first_day: [V; LIMITS + 1],
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
        /// 1 once a month's bill was above the budget.
        over_budget: V,
    }
}

/// All that a future carries along.
#[derive(Clone, Copy, Debug)]
pub struct State<V: Value> {
    /// Changes every hour.
    pub hourly: Hourly<V>,
    /// How long the month's calls waited.
    pub waits: Waits<V>,
    /// Changes every day.
    pub daily: Daily<V>,
    /// Changes every month.
    pub monthly: Monthly<V>,
    /// Kept for the whole run.
    pub kept: Kept<V>,
    /// The plan in use at each place: always [`Plan::at`] of the rung, kept at hand because reading it is slow.
    pub plans: [Plan<V>; PLACES],
}
