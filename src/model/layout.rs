//! Where everything stands in a run's memory: the same places for every scenario, so one shader serves all.

use super::{Plan, queue};

/// Slots of the stack: where an app's own parts run.
pub const SLOTS: usize = 5;
/// Slot of the frontend host.
pub const FRONTEND: usize = 0;
/// Slot of the backend host.
pub const BACKEND: usize = 1;
/// Slot of the database, files and sign-in.
pub const DATA: usize = 2;
/// Slot of payments.
pub const PAYMENTS: usize = 3;
/// Slot of the address; it has no meters.
pub const DOMAIN: usize = 4;
/// Features, at most; each has a provider of its own.
pub const FEATURES: usize = 6;
/// Places with a ladder of plans: slots, then the providers of the features.
pub const PLACES: usize = SLOTS + FEATURES;
/// Plans on a ladder, at most.
pub const RUNGS: usize = 4;
/// Meters of a plan.
pub const METERS: usize = 6;
/// Price tiers of a meter, at most.
pub const TIERS: usize = 3;
/// Months, at most.
pub const MONTHS: usize = 60;
/// Days, at most.
pub const DAYS_AT_MOST: usize = 1_830;

/// Numbers of a plan.
pub const PLAN: usize = Plan::<f32>::LEN;

/// Demand of each hour of the week against the mean hour, Monday 00:00 UTC first.
pub const WEIGHTS: usize = 0;
/// Table of the backend's queue, see [`queue::table`].
pub const ERLANG: usize = WEIGHTS + 168;
/// Days of each simulated month.
pub const DAYS: usize = ERLANG + queue::POINTS as usize;
/// Logarithm of the users at the begin of each month and after the last, where they are given.
pub const SERIES: usize = DAYS + MONTHS;
/// Visits that a planned launch brings on each day.
pub const LAUNCHES: usize = SERIES + MONTHS + 1;
/// Plans by place and rung, [`PLAN`] numbers each.
pub const PLANS: usize = LAUNCHES + DAYS_AT_MOST;
/// Length of the memory.
pub const LEN: usize = PLANS + PLACES * RUNGS * PLAN;
