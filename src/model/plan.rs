//! A provider's plan as the simulation reads it.

use super::layout::{METERS, TIERS};
use super::{Run, layout};
use crate::value::{Value, fields};

fields! {
    /// Prices, limits and terms of a plan, whatever it is for. The meters are those of its slot
    /// (`catalog::Slot::meters`); a limit that the plan does not have is [`Plan::UNLIMITED`].
    ///
    /// Prices are in the plan's own currency, credits: dollars, or what the provider calls so.
    pub struct Plan<V> {
        /// Dollars a month whatever is used.
        base_usd: V,
        /// Dollars a month for each person after the first.
        seat_usd: V,
        /// Where each price tier begins, units of the meter a month, by meter and tier.
        tier_from: [V; METERS * TIERS],
        /// By how much a tier's price lies above that of the tier before, credits a unit, by meter and tier.
        tier_price: [V; METERS * TIERS],
        /// Credits of a month that cost nothing.
        pool: V,
        /// Most credits of a month.
        pool_limit: V,
        /// Dollars a credit past the pool.
        pool_usd: V,
        /// Units a month from which something is paid or refused: the allowance.
        included: [V; METERS],
        /// Most units a day.
        day_limit: [V; METERS],
        /// Most units a month, or at once where the meter counts a stock.
        month_limit: [V; METERS],
        /// Requests a minute.
        requests_per_minute: V,
        /// Input tokens a minute.
        input_per_minute: V,
        /// Input and output tokens a minute.
        tokens_per_minute: V,
        /// Requests at the same time.
        concurrent: V,
        /// Hour in UTC at which the day's count starts again.
        reset_hour: V,
        /// 1 if a passed month limit lasts until the next plan, 0 if until the month's end.
        lasts: V,
        /// Days after which the plan ends.
        trial_days: V,
        /// Days without use after which the plan is paused.
        idle_days: V,
        /// 1 if the plan forbids apps that earn money.
        personal_only: V,
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

impl<V> Plan<V> {
    /// Stands for "no such limit": more than anything counted, and far from the largest `f32`.
    pub const UNLIMITED: f32 = 1e30;
}

impl Plan<f64> {
    /// The plan of a slot that is not used: it costs nothing and limits nothing.
    #[must_use]
    pub fn none() -> Self {
        let unlimited = f64::from(Self::UNLIMITED);
        let mut plan = Self::from_fn(|_| 0.0);
        (plan.pool_limit, plan.pool_usd) = (unlimited, 1.0);
        (plan.included, plan.day_limit, plan.month_limit) =
            ([unlimited; METERS], [unlimited; METERS], [unlimited; METERS]);
        for limit in [
            &mut plan.requests_per_minute,
            &mut plan.input_per_minute,
            &mut plan.tokens_per_minute,
            &mut plan.concurrent,
            &mut plan.trial_days,
            &mut plan.idle_days,
            &mut plan.processors,
            &mut plan.sleep_after,
        ] {
            *limit = unlimited;
        }
        plan
    }
}

impl<V: Value> Plan<V> {
    /// The plan at `rung` of the ladder of a place. One read a number, so it is done when a rung changes, never by the
    /// hour or the day.
    #[must_use]
    pub fn at(run: &Run<'_, V>, place: usize, rung: V) -> Self {
        let first = layout::PLANS + place * layout::RUNGS * Self::LEN;
        let first = (rung * V::splat(Self::LEN as f32)).to_int() + V::int(first as u32);
        Self::from_fn(|index| V::read(run.memory, first + V::int(index as u32)))
    }

    /// One plan where `mask` holds, else the other.
    pub(super) fn select(mask: V::Mask, yes: &Self, no: &Self) -> Self {
        let mut chosen = [V::splat(0.0); layout::PLAN];
        yes.each(|index, number| chosen[index] = number);
        no.each(|index, number| chosen[index] = V::select(mask, chosen[index], number));
        Self::from_fn(|index| chosen[index])
    }
}

/// Whether a limit is one.
pub(super) fn is_limit<V: Value>(limit: V) -> V::Mask {
    limit.lt(V::splat(Plan::<V>::UNLIMITED * 0.5))
}
