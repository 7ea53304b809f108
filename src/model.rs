//! The simulation: what happens to one app in one future, hour by hour.
//!
//! Every stage is a function generic over the number it runs on ([`Value`]): SIMD lanes, the `f64` oracle or the
//! recorder that prints WGSL. Stages are branch-free and keep no state of their own; an engine calls them in this order:
//!
//! [`begin`] → per month [`month_begin`] → per day [`day_begin`] → 24 × [`hour`] → [`day_end`] → [`month_end`] → [`end`].
//!
//! Counts of requests are whole-valued; hours are summed into days, days into months, months into totals, in that order.

mod already;
pub mod breach;
pub mod bursts;
mod calls;
pub mod cards;
pub mod concurrent;
pub mod container;
mod demand;
mod expected;
mod growth;
mod hosting;
mod ladder;
pub mod latency;
mod launch;
pub mod layout;
pub mod limit;
pub mod math;
pub mod meters;
mod money;
mod params;
mod plan;
pub mod price_risk;
pub mod pricing;
pub mod queue;
mod quota;
pub mod random;
mod reach;
mod record;
pub mod retry;
pub mod saving;
mod shape;
mod stages;
mod state;
mod terms;
pub mod throttle;
mod whole;
mod world;

pub use calls::{ASSUMED_FIRST_WORD, ASSUMED_TOKEN, Asked, times};
pub use expected::{Expected, ExpectedCall, ExpectedDay, expect_begin, expect_day, expect_day_begin, expect_hour};
pub use money::ALERTS;
pub use params::Params;
pub use plan::{Offer, Tier, UNLIMITED};
pub use record::{Record, Sums, Totals, Whole};
pub use shape::{Room, Shape};
pub use stages::{begin, day_begin, day_end, end, first_wall, has_met_wall, hour, month_begin, month_end};
pub use state::{Daily, Kept, State};

use crate::value::Value;

/// Rises whenever the same scenario and the same prices may give other numbers than before; links tell it.
pub const VERSION: u32 = 12;

/// What a future runs on, the same from its first hour to its last.
#[derive(Clone, Copy)]
pub struct Run<'a, V: Value> {
    /// Tables, weights and plans, laid out as [`layout`] says.
    pub memory: V::Memory<'a>,
    /// Inputs of the future.
    pub params: Params<V>,
    /// How many of everything the app has, the same in every future.
    pub shape: Shape,
    /// How much room the memory has for them.
    pub room: Room,
    /// How far after the numbers of tiers and offers on the first day those of today stand.
    pub epoch: V,
    /// 1 if the app never changes its plans, to see where its first wall is; else 0.
    pub frozen: V,
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
    /// The same as a number, counted from 1.
    pub number: V,
}

/// The day that a stage is in.
#[derive(Clone, Copy)]
pub struct DayClock<V: Value> {
    /// Days since the start.
    pub step: V::Int,
    /// The same as a number, counted from 1.
    pub number: V,
    /// Number of the month, counted from 1.
    pub month: V,
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
