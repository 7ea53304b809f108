//! The inputs of one future.

use crate::value::fields;

fields! {
    /// What a future is given: each number is the same in all futures, or drawn once per future from a range.
    pub struct Params<V> {
        /// Logarithm of the monthly active users at the start.
        ln_users: V,
        /// Growth of that logarithm a month, far from the ceiling.
        ln_growth: V,
        /// Logarithm of the monthly users that growth levels off at.
        ln_ceiling: V,
        /// Standard deviation of lasting noise in monthly log growth.
        permanent_noise: V,
        /// Standard deviation of the passing noise of a month's log demand.
        passing_noise: V,
        /// Standard deviation of an hour's log demand around its level.
        hourly_noise: V,
        /// Standard deviation of a day's log demand around its level.
        daily_noise: V,
        /// Extra variance of the calls of one minute: squared coefficient of variation.
        burstiness: V,
        /// Logarithm of the calls of one monthly user in a mean hour.
        ln_calls_per_user: V,
        /// Mean tokens sent with a call.
        input_tokens: V,
        /// Mean tokens received from a call.
        output_tokens: V,
        /// Share of a day's calls, 0 to 1: more refused than this and the app moves to the next plan.
        refused_share: V,
        /// Days between deciding to move and being on the next plan.
        lead_days: V,
        /// Bill a month that is still within budget, dollars.
        budget: V,
        /// Index of the ladder's last plan.
        last_rung: V,
    }
}
