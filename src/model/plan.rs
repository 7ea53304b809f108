//! What a provider's plan says, as the simulation reads it: the tier of an account, and what it offers for a part of the app.

use super::cards::Cards;
use super::{Run, State, layout, world};
use crate::value::{List, Value, fields};

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
        /// Credits of a month that cost nothing, or of all the time on the tier where they last.
        pool: V,
        /// Most credits of the same.
        pool_limit: V,
        /// Dollars a credit past the pool.
        pool_usd: V,
        /// 1 if credits are given once, and what is past them ends with the next tier; 0 if with the month.
        lasts: V,
        /// Days after which the tier ends.
        trial_days: V,
        /// Days without use after which the account is paused.
        idle_days: V,
        /// Days after which credits that are given once are lost.
        credit_days: V,
        /// Dollars billed in all after which the account is on it.
        after_usd: V,
        /// Days since the account was first used after which it is on it.
        after_days: V,
        /// The tier on which one begins who wants this one: this one itself or, where it must be reached, the next lower one that
        /// can be chosen.
        enters: V,
        /// 1 if the tier forbids apps that earn money.
        personal_only: V,
    }
}

fields! {
    /// What a tier offers for one part of the app, or for one model; its limits and prices are lists of their own.
    pub struct Offer<V> {
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
        /// Million tokens sent above which a request has the prices of long ones.
        long_above: V,
        /// Number of the day, from 1, from which on it is no more.
        ends: V,
        /// Seconds before the first word for each million tokens sent.
        prompt_seconds: V,
        /// 1 where what is counted are seconds of a card.
        by_card: V,
        /// The most cards, 0 where the provider serves the model, ...
        cards: V,
        /// ... those that are always on, ...
        cards_least: V,
        /// ... and the rest of [`super::cards::Cards`]: calls at once, slowing, start, its variance, whether it is billed, the time that
        /// one is kept, the steps of its bill, and losses.
        card: [V; 8],
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
            credit_days: unlimited,
            ..Self::from_fn(|_| 0.0)
        }
    }
}

impl<V: Value> Tier<V> {
    /// The tier of an account, which may be another in each future; only what is used of it is read.
    #[inline(always)]
    pub(super) fn of(run: &Run<'_, V>, account: V, rank: V) -> Self {
        Self::at_place(run, world::first_tier(run, account), rank)
    }

    #[inline(always)]
    fn at_place(run: &Run<'_, V>, first: V, rank: V) -> Self {
        let first = (rank.max(V::splat(0.0)) * V::splat(layout::TIER as f32) + first).to_int();
        let row = V::row(first);
        Self::from_fn(|index| V::number(run.memory, row, V::index(index)))
    }

    /// The same of an account that is the same in all futures.
    #[inline(always)]
    pub(super) fn at(run: &Run<'_, V>, account: V::Index, rank: V) -> Self {
        Self::at_place(run, world::first_tier_of(run, account), rank)
    }

    /// The tier that an account is on, with what the months before left of credits that are given once.
    #[inline(always)]
    pub(super) fn now(run: &Run<'_, V>, state: &State<V>, account: V::Index) -> Self {
        let [rank, before, days_on, covered] =
            state.accounts.see(account, |it| [it.now.rank, it.now.before, it.now.days_on, it.month.covered]);
        let tier = Self::at(run, account, rank);
        let zero = V::splat(0.0);
        let is_lost = !days_on.lt(tier.credit_days);
        if !V::may_hold(zero.lt(before) | is_lost) {
            return tier;
        }
        // Of what is lost, what this month had used before stays paid.
        let left = |credits: V, is_lost: V::Mask| {
            let left = V::select(is_lost, covered, (credits - before).max(zero));
            V::select(is_limit(credits), left, credits)
        };
        // A most that is above what is given stays.
        let is_all = !tier.pool.lt(tier.pool_limit);
        Self { pool: left(tier.pool, is_lost), pool_limit: left(tier.pool_limit, is_lost & is_all), ..tier }
    }

    /// Whether its credits are given once.
    #[inline(always)]
    pub(super) fn is_given_once(&self) -> V::Mask {
        V::splat(0.5).lt(self.lasts)
    }
}

impl<V: Value> Offer<V> {
    /// The cards that run it.
    pub(super) fn cards(&self) -> Cards<V> {
        let [calls, slowing, start, start_variance, start_billed, keep, step, losses] = self.card;
        let (most, least) = (self.cards, self.cards_least);
        Cards { most, least, calls, slowing, start, start_variance, start_billed, keep, step, losses }
    }

    /// What a tier of its account offers for a service; only what is used of it is read.
    #[inline(always)]
    pub(super) fn at(run: &Run<'_, V>, service: V::Index, rank: V) -> Self {
        let row = V::row(world::offer(run, service, rank));
        Self::from_fn(|index| V::number(run.memory, row, V::index(index)))
    }
}

/// Whether a limit is one.
pub(super) fn is_limit<V: Value>(limit: V) -> V::Mask {
    limit.lt(V::splat(UNLIMITED * 0.5))
}
