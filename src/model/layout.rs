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
/// The services that each place may use, from the first to before the last.
pub const OF_PLACES: usize = OTHERS + FEATURES * (CHOICES - 1) * ROUTE;
/// [`SERVICE`] numbers by service; what follows depends on the [`Shape`].
pub const SERVICES: usize = OF_PLACES + PLACES * 2;

/// Numbers of a route: the service, its account, and the tier of that account that is wanted; -1 where there is none.
pub const ROUTE: usize = 3;
/// Numbers of a service: its account, where its first offer stands, how long an offer is, and where each of its [`lists`] of
/// terms begins, the last with where it ends.
pub const SERVICE: usize = 3 + lists::ALL + 1;
/// Numbers of an account: where its first tier stands, and the part of the app whose bill its fixed price is in.
pub const ACCOUNT: usize = 2;
/// Numbers of a limit, see [`super::breach::columns`].
pub const ROW: usize = 9;
/// Numbers of a term: its meter, where its numbers stand in an offer, and which stock it counts or 0.
pub const TERM: usize = 3;

/// What a service's terms are about: a list each. The windows of [`super::limit`] come first.
pub mod lists {
    use crate::model::limit::WINDOWS;

    /// From which amount on something is paid or refused.
    pub const ALLOWANCE: usize = WINDOWS;
    /// Prices: where each begins, and by how much it lies above the one before.
    pub const PRICE: usize = WINDOWS + 1;
    /// How many lists there are.
    pub const ALL: usize = WINDOWS + 2;
}

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

/// [`TERM`] numbers by term: the lists of each service, one after the other. Tiers and offers follow, each where its account
/// or service says.
#[must_use]
pub fn terms(shape: &Shape) -> usize {
    rows(shape) + shape.rows * ROW
}

/// Numbers of a tier.
pub const TIER: usize = Tier::<f32>::LEN;
/// Numbers of an offer before its terms.
pub const OFFER: usize = Offer::<f32>::LEN;
