//! The simulation: what happens to one app in one future, hour by hour.
//!
//! Every stage is a function generic over the number it runs on ([`Value`]): SIMD lanes, the `f64` oracle or the
//! recorder that prints WGSL. Stages are branch-free and keep no state of their own; an engine calls them in this order:
//!
//! [`begin`] → per month [`month_begin`] → per day [`day_begin`] → 24 × [`hour`] → [`day_end`] → [`month_end`] → [`end`].
//!
//! Counts of requests are whole-valued; hours are summed into days, days into months, months into totals, in that order.

mod demand;
mod growth;
mod ladder;
mod limits;
pub mod math;
mod params;
mod plan;
mod pricing;
pub mod random;
mod record;
mod stages;
mod state;

pub use params::Params;
pub use plan::Plan;
pub use record::{Record, Totals};
pub use stages::{begin, day_begin, day_end, end, hour, month_begin, month_end};
pub use state::{Daily, Hourly, Kept, Monthly, State};

use crate::value::Value;

/// What a future runs on, the same from its first hour to its last.
#[derive(Clone, Copy)]
pub struct Run<'a, V: Value> {
    /// Tables, weights and plans, laid out as [`layout`] says.
    pub memory: V::Memory<'a>,
    /// Inputs of the future.
    pub params: Params<V>,
    /// Seed of the run, two words.
    pub seed: [V::Int; 2],
    /// Index of the future.
    pub future: V::Int,
}

/// The month that a stage is in.
#[derive(Clone, Copy)]
pub struct MonthClock<V: Value> {
    /// Months since the start.
    pub step: V::Int,
}

/// The day that a stage is in.
#[derive(Clone, Copy)]
pub struct DayClock<V: Value> {
    /// Days since the start.
    pub step: V::Int,
    /// The same as a number, counted from 1.
    pub number: V,
    /// Noon, as a share of the month that has passed.
    pub passed: V,
    /// Days of the month.
    pub days: V,
}

/// The hour that a stage is in.
#[derive(Clone, Copy)]
pub struct HourClock<V: Value> {
    /// Hours since the start.
    pub step: V::Int,
    /// Hour of the day in UTC, 0 to 23.
    pub of_day: V,
    /// Demand of this hour of the week against the mean hour.
    pub weight: V,
}

/// Where everything stands in a run's memory: the same places for every scenario, so one shader serves all.
pub mod layout {
    use super::Plan;

    /// Plans on a ladder, at most.
    pub const RUNGS: usize = 2;
    /// Months, at most.
    pub const MONTHS: usize = 60;
    /// Demand of each hour of the week against the mean hour, Monday 00:00 UTC first.
    pub const WEIGHTS: usize = 0;
    /// Points of the normal loss function, see [`super::math::normal_loss`].
    pub const LOSS: usize = WEIGHTS + 168;
    /// Number of those points.
    pub const LOSS_POINTS: usize = 257;
    /// Plans of the ladder, [`Plan::LEN`] numbers each.
    pub const PLANS: usize = LOSS + LOSS_POINTS;
    /// Days of each simulated month.
    pub const DAYS: usize = PLANS + RUNGS * Plan::<f32>::LEN;
    /// Length of the memory.
    pub const LEN: usize = DAYS + MONTHS;
}
