//! What a provider's plan says, as the simulation reads it: the tier of an account, and what it offers for a part of the app.

use super::layout::{METERS, TIERS};
use super::limit::WINDOWS;
use super::{Run, layout, world};
use crate::value::{Value, fields};

/// Stands for "no such limit": more than anything counted, and far from the largest `f32`.
pub const UNLIMITED: f32 = 1e30;

fields! {
    /// What is said once an account, whatever parts of the app and models it carries.
    ///
    /// Prices are in the plan's own currency, credits: dollars, or what the provider calls so.
    pub struct Tier<V> {
        /// Dollars a month whatever is used.
        base_usd: V,
        /// Dollars a month for each person after the first.
        seat_usd: V,
        /// Credits of a month that cost nothing.
        pool: V,
        /// Most credits of a month.
        pool_limit: V,
        /// Dollars a credit past the pool.
        pool_usd: V,
        /// 1 if the most credits last until the next tier, 0 if until the month's end.
        lasts: V,
        /// Days after which the tier ends.
        trial_days: V,
        /// Days without use after which the account is paused.
        idle_days: V,
        /// 1 if the tier forbids apps that earn money.
        personal_only: V,
    }
}

fields! {
    /// What a tier offers for one part of the app, or for one model. The meters are those of the part
    /// (`catalog::Slot::meters`); a limit that the plan does not have is [`UNLIMITED`].
    pub struct Offer<V> {
        /// Where each price tier begins, units of the meter a month, by meter and tier.
        tier_from: [V; METERS * TIERS],
        /// By how much a tier's price lies above that of the tier before, credits a unit, by meter and tier.
        tier_price: [V; METERS * TIERS],
        /// Units of a month from which something is paid or refused: the allowance.
        included: [V; METERS],
        /// Most units in a window, by window and meter.
        limits: [V; WINDOWS * METERS],
        /// Requests at the same time.
        concurrent: V,
        /// Hour in UTC at which the day's count starts again.
        reset_hour: V,
        /// 1 if a passed month limit lasts until the next tier, 0 if until the month's end.
        lasts: V,
        /// 1 if its use is paid for, from the account's credits first.
        priced: V,
        /// Seconds to the first word; 0 where the plan does not say.
        first_word: V,
        /// Seconds a token after that; 0 where the plan does not say.
        token_seconds: V,
        /// Processors that the app can use.
        processors: V,
        /// Seconds without requests after which the app sleeps.
        sleep_after: V,
        /// Seconds it takes to wake.
        wake: V,
    }
}

impl Tier<f64> {
    /// A tier that costs nothing and limits nothing.
    #[must_use]
    pub fn free() -> Self {
        let unlimited = f64::from(UNLIMITED);
        Self {
            pool_limit: unlimited,
            pool_usd: 1.0,
            trial_days: unlimited,
            idle_days: unlimited,
            ..Self::from_fn(|_| 0.0)
        }
    }
}

impl Offer<f64> {
    /// An offer that costs nothing and limits nothing.
    #[must_use]
    pub fn free() -> Self {
        let unlimited = f64::from(UNLIMITED);
        Self {
            included: [unlimited; METERS],
            limits: [unlimited; WINDOWS * METERS],
            concurrent: unlimited,
            processors: unlimited,
            sleep_after: unlimited,
            ..Self::from_fn(|_| 0.0)
        }
    }
}

// One read a number, so it is done when a tier changes, never by the hour or the day.

impl<V: Value> Tier<V> {
    /// A tier of an account.
    #[must_use]
    pub(super) fn at(run: &Run<'_, V>, account: usize, rank: V) -> Self {
        Self::of(run, V::splat(account as f32), rank)
    }

    /// The same of an account that may be another in each future.
    pub(super) fn of(run: &Run<'_, V>, account: V, rank: V) -> Self {
        let first = world::first_tier(run, account);
        let first = (rank.max(V::splat(0.0)) * V::splat(layout::TIER as f32) + first).to_int();
        Self::from_fn(|index| V::read(run.memory, first + V::int(index as u32)))
    }
}

impl<V: Value> Offer<V> {
    /// What a tier of its account offers for a service.
    #[must_use]
    pub(super) fn at(run: &Run<'_, V>, service: usize, rank: V) -> Self {
        Self::of(run, V::splat(service as f32), rank)
    }

    /// The same of a service that may be another in each future.
    pub(super) fn of(run: &Run<'_, V>, service: V, rank: V) -> Self {
        let first = world::first_offer(run, service);
        let first = (rank.max(V::splat(0.0)) * V::splat(layout::OFFER as f32) + first).to_int();
        Self::from_fn(|index| V::read(run.memory, first + V::int(index as u32)))
    }

    /// Most units of a meter in a window.
    pub(super) const fn limit(&self, window: usize, meter: usize) -> V {
        self.limits[window * METERS + meter]
    }
}

/// Whether a limit is one.
pub(super) fn is_limit<V: Value>(limit: V) -> V::Mask {
    limit.lt(V::splat(UNLIMITED * 0.5))
}
