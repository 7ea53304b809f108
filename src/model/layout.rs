//! Where everything stands in a run's memory.

use super::{Offer, Shape, Tier, queue};

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
/// Parts of an app: its slots, and the calls of models after them.
pub const PARTS: usize = SLOTS + 1;
/// Features, at most.
pub const FEATURES: usize = 6;
/// Places that a feature's calls may go to, at most: the first, and those that take a share or what was refused.
pub const CHOICES: usize = 3;
/// Places with a ladder: slots, then the first choices of the features.
pub const PLACES: usize = SLOTS + FEATURES;
/// Plans on a ladder, at most.
pub const RUNGS: usize = 8;
/// Meters of a service.
pub const METERS: usize = 6;
/// Price tiers of a meter, at most.
pub const TIERS: usize = 3;
/// Months, at most.
pub const MONTHS: usize = 60;
/// Days, at most.
pub const DAYS_AT_MOST: usize = 1_830;

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
/// [`ROUTE`] numbers by place and rung: what a place is on.
pub const ROUTES: usize = LAUNCHES + DAYS_AT_MOST;
/// The same by feature and choice after the first.
pub const OTHERS: usize = ROUTES + PLACES * RUNGS * ROUTE;
/// [`SERVICE`] numbers by service; what follows depends on the [`Shape`].
pub const SERVICES: usize = OTHERS + FEATURES * (CHOICES - 1) * ROUTE;

/// Numbers of a route: the service, its account, and the tier of that account that is wanted; -1 where there is none.
pub const ROUTE: usize = 3;
/// Numbers of a service: its account, and where its first offer stands.
pub const SERVICE: usize = 2;
/// Numbers of an account: where its first tier stands, and the part of the app whose bill its fixed price is in.
pub const ACCOUNT: usize = 2;
/// Numbers of a limit, see [`super::breach`]: where it is counted, by which window and what cause, where its use is.
pub const ROW: usize = 4;

/// [`ACCOUNT`] numbers by account.
#[must_use]
pub fn accounts(shape: &Shape) -> usize {
    SERVICES + shape.all().len() * SERVICE
}

/// [`ROW`] numbers by limit.
#[must_use]
pub fn rows(shape: &Shape) -> usize {
    accounts(shape) + shape.accounts * ACCOUNT
}

/// Tiers and offers, each where its account or service says.
#[must_use]
pub fn plans(shape: &Shape) -> usize {
    rows(shape) + shape.rows * ROW
}

/// Numbers of a tier.
pub const TIER: usize = Tier::<f32>::LEN;
/// Numbers of an offer.
pub const OFFER: usize = Offer::<f32>::LEN;
