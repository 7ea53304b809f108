//! Where everything stands in a run's memory.

use super::{Offer, Room, Tier, queue};
use crate::parts::Slot;

/// Slots of the stack: where an app's own parts run.
pub const SLOTS: usize = Slot::OF_STACK;
/// Slot of the backend host.
pub const BACKEND: usize = Slot::Backend as usize;
/// Parts of an app: its slots, and the calls of models after them.
pub const PARTS: usize = Slot::ALL.len();
/// Features, at most.
pub const FEATURES: usize = 6;
/// Places that a feature's calls may go to, at most: the first, and those that take a share or what was refused.
pub const CHOICES: usize = 3;
/// Places with a ladder: slots, then the first choices of the features.
pub const PLACES: usize = SLOTS + FEATURES;
/// Plans on a ladder, at most.
pub const RUNGS: usize = 8;
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
/// Visits that planned launches bring on each day, half of the time more.
pub const LAUNCHES: usize = SERIES + MONTHS + 1;
/// Visits that come on each day besides, just as many in every future.
pub const EXACT_VISITS: usize = LAUNCHES + DAYS_AT_MOST;
/// How far after those of the first day the numbers of tiers and offers stand on each day, see [`super::Run::epoch`].
pub const EPOCHS: usize = EXACT_VISITS + DAYS_AT_MOST;
/// [`ROUTE`] numbers by place and rung: what a place is on.
pub const ROUTES: usize = EPOCHS + DAYS_AT_MOST;
/// The same by feature and choice after the first.
pub const OTHERS: usize = ROUTES + PLACES * RUNGS * ROUTE;
/// [`PLACE`] numbers by place.
pub const OF_PLACES: usize = OTHERS + FEATURES * (CHOICES - 1) * ROUTE;
/// Where the [`ranges`] of everything begin and end.
pub const RANGES: usize = OF_PLACES + PLACES * PLACE;
/// [`SERVICE`] numbers by service; what follows depends on the [`Room`].
pub const SERVICES: usize = RANGES + ranges::ALL * 2;

/// Numbers of a route: the service, its account, and the tier of that account that is wanted; -1 where there is none.
pub const ROUTE: usize = 3;
/// Numbers of a place: the services that it may use, from the first to before the last, and 1 where a plan of its ladder is of
/// a tier that must be reached.
pub const PLACE: usize = 3;
/// Numbers of a service: its account, where its first offer stands, how long an offer is, its first counter, and where each of
/// its [`lists`] of terms begins, the last with where it ends.
pub const SERVICE: usize = 4 + lists::ALL + 1;
/// Numbers of a counter: its service, which of [`crate::parts::FLOWS`] or [`crate::parts::CALLS`] it counts, and which level or
/// 0, see [`super::meters::level`].
pub const COUNTER: usize = 3;
/// Numbers of an account: where its first tier stands, the part of the app whose bill its fixed price is in, 1 where a tier of it
/// limits all its models together, its last tier that must be reached, 0 where none must, and how its list prices move: the chance of a
/// change in a month, mean and deviation of its logarithm, and the number of its provider's draws.
pub const ACCOUNT: usize = 8;
/// Numbers of a limit, see [`super::breach::columns`].
pub const ROW: usize = 9;
/// Numbers of a term: its meter, where its numbers stand in an offer, which level it counts or 0, and 1 where it is of the
/// account, over all its models.
pub const TERM: usize = 4;

/// The ranges of everything that there may be more or less of.
pub mod ranges {
    /// Accounts.
    pub const ACCOUNTS: usize = 0;
    /// Services.
    pub const SERVICES: usize = 1;
    /// Services of the slots, which come before those of models.
    pub const OF_SLOTS: usize = 2;
    /// Counters.
    pub const COUNTERS: usize = 3;
    /// Counters of the slots' services.
    pub const COUNTERS_OF_SLOTS: usize = 4;
    /// Limits, and the budget after them.
    pub const ROWS: usize = 5;
    /// Limits.
    pub const LIMITS: usize = 6;
    /// How many ranges there are.
    pub const ALL: usize = 7;
}

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
pub fn accounts(room: &Room) -> usize {
    SERVICES + room.services * SERVICE
}

/// [`COUNTER`] numbers by counter.
#[must_use]
pub fn counters(room: &Room) -> usize {
    accounts(room) + room.accounts * ACCOUNT
}

/// [`ROW`] numbers by limit.
#[must_use]
pub fn rows(room: &Room) -> usize {
    counters(room) + room.counters * COUNTER
}

/// [`TERM`] numbers by term: the lists of each service, one after the other. Tiers and offers follow, each where its account
/// or service says, and once again for each day on which one of their numbers changes.
#[must_use]
pub fn terms(room: &Room) -> usize {
    rows(room) + room.rows * ROW
}

/// Numbers of a tier.
pub const TIER: usize = Tier::<f32>::LEN;
/// Numbers of an offer before its terms.
pub const OFFER: usize = Offer::<f32>::LEN;
