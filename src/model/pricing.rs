//! What a plan charges: one rule over meters, tiers and credits, no code per provider.
//!
//! The units of each meter are priced in tiers, in the plan's own credits; a pool of credits is free, and what is above
//! costs its price in dollars. A plan without credits counts dollars and has no pool.
//!
//! Where list prices move, the account's price level is a factor of its fixed prices and of the price of each unit, in credits where the
//! plan has its own. The pool, the most that is billed and the dollars for a credit stay: these would count it twice.

use super::layout::lists;
use super::meters::Counters;
use super::terms::{Term, Terms};
use super::world::{account_of, of_account, of_counter};
use super::{Run, State, Tier, meters};
use crate::value::{List, Value};

/// Credits that what was used this month for a part of the app is worth: every unit past a price's start costs that price's
/// step more.
///
/// A level is taken by its mean: it is counted by its level times the `share` of the month on the tier, so its prices begin at that
/// share, too. What is billed is counted day by day, see [`count`]; where a level stays on one side of where its prices begin, that is the
/// same. `level` is the account's price level.
pub(super) fn credits<V: Value>(terms: &Terms<'_, '_, V>, counters: Counters<'_, V>, [share, level]: [V; 2]) -> V {
    let [credits] = terms.fold(lists::PRICE, [V::splat(0.0)], |term, from, [sum]| {
        let from = V::select(term.is_level(), from * share, from);
        [sum + graduated(from, rise(terms, &term), counters.used(term.meter))]
    });
    credits * level
}

/// What the units past the start of a price cost, which lies so far above the one before.
pub fn graduated<V: Value>(from: V, rise: V, used: V) -> V {
    rise * (used - from).max(V::splat(0.0))
}

/// By how much a price lies above the one before.
fn rise<V: Value>(terms: &Terms<'_, '_, V>, term: &Term<V>) -> V {
    terms.number(term, 1)
}

/// Dollars of a month whatever is used, at the list prices of the catalogue.
pub(super) fn fixed<V: Value>(run: &Run<'_, V>, tier: &Tier<V>) -> V {
    tier.base_usd + tier.seat_usd * run.params.more_seats
}

/// Credits that one more request of the usual mix costs.
pub(super) fn credits_a_request<V: Value>(terms: &Terms<'_, '_, V>, counters: Counters<'_, V>, level: V) -> V {
    let [credits] = terms.fold(lists::PRICE, [V::splat(0.0)], |term, from, [sum]| {
        let price = rise(terms, &term).when(!counters.used(term.meter).lt(from));
        [sum + price * counters.rate(term.meter)]
    });
    credits * level
}

/// Dollars for credits, beyond the pool. Nothing is billed past the most that a tier allows.
pub fn dollars<V: Value>(tier: &Tier<V>, credits: V) -> V {
    tier.pool_usd * (credits.min(tier.pool_limit) - tier.pool).max(V::splat(0.0))
}

/// Credits of an account that count toward what its tier gives: those of the month or, where they are given once, all.
pub(super) fn counted<V: Value>(state: &State<V>, account: V::Index) -> V {
    state.accounts.see(account, |it| it.month.spent + it.now.before)
}

/// Adds up what the use of all accounts is worth. A day on which something is held costs its part of a month of `days`, so that no bill
/// shrinks when there is less the day after.
pub(super) fn count<V: Value>(run: &Run<'_, V>, days: V, state: &mut State<V>) {
    let (zero, half, levels) = (V::splat(0.0), V::splat(0.5), meters::levels(run, &state.daily));
    V::each(run.accounts(), |account| state.accounts.change(account, |it| it.month.spent = zero));
    V::each(run.services(), |service| {
        let account = account_of(run, service);
        let [rank, level] = state.accounts.see(account, |it| [it.now.rank, it.now.level]);
        let terms = Terms::new(run, service, rank);
        let counters = Counters::new(run, state, service);
        let [used, held] = terms.fold(lists::PRICE, [zero; 2], |term, from, [used, held]| {
            let is_level = term.is_level();
            let units = V::select(is_level, V::pick(&levels, term.level()), counters.used(term.meter));
            let worth = graduated(from, rise(&terms, &term), units) * level;
            [used + worth.when(!is_level), held + worth.when(is_level)]
        });
        let spent = state.services.change(service, |it| {
            it.month.held = it.month.held + (held / days).when(half.lt(it.now.on));
            it.month.spent = used + it.month.held + it.month.already;
            it.month.spent
        });
        state.accounts.change(account, |it| it.month.spent = it.month.spent + spent);
    });
}

/// At the day's begin: where prices are others than yesterday, what this month used up to now stays worth what it was. What is included
/// in a price is counted on.
pub(super) fn change<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let half = V::splat(0.5);
    let epoch = state.daily.epoch;
    state.rarely(run, half.lt((run.epoch - epoch).abs()), |state| {
        let before = Run { epoch, ..*run };
        V::each(run.services(), |service| {
            let [rank, level] = of_account(run, state, service, |it| [it.now.rank, it.now.level]);
            let counters = Counters::new(run, state, service);
            let [then, now] = [&before, run].map(|run| worth(&Terms::new(run, service, rank), counters) * level);
            state.services.change(service, |it| it.month.already = it.month.already + (then - now));
        });
    });
    state.daily.epoch = run.epoch;
}

/// Credits that what was used this month is worth, levels apart.
fn worth<V: Value>(terms: &Terms<'_, '_, V>, counters: Counters<'_, V>) -> V {
    let [used] = terms.fold(lists::PRICE, [V::splat(0.0)], |term, from, [used]| {
        [used + graduated(from, rise(terms, &term), counters.used(term.meter)).when(!term.is_level())]
    });
    used
}

/// Bills what the services of moving accounts used, and starts their meters again.
pub(super) fn settle<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    V::each(run.services(), |service| {
        let account = account_of(run, service);
        let [spent, moves] = state.accounts.see(account, |it| [it.month.spent, it.now.moves]);
        // Of what the account owes, as much as its use is of all.
        let each = dollars(&Tier::now(run, state, account), spent) / spent.max(V::splat(1e-12));
        let moves = half.lt(moves);
        state.services.change(service, |it| {
            let month = &mut it.month;
            month.billed = month.billed + (month.spent * each).when(moves);
            month.spent = V::select(moves, zero, month.spent);
            month.held = V::select(moves, zero, month.held);
            month.already = V::select(moves, zero, month.already);
        });
    });
    V::each(run.counters(), |counter| {
        let [service, ..] = of_counter(run, counter);
        let moves = of_account(run, state, service, |it| half.lt(it.now.moves));
        state.counters.change(counter, |it| {
            let used = it.used.when(moves);
            (it.used, it.before) = (it.used - used, it.before + used);
        });
    });
    let [listed] = V::fold(run.accounts(), [state.month.listed], |account, [listed]| {
        let tier = Tier::now(run, state, account);
        state.accounts.change(account, |it| {
            let moves = half.lt(it.now.moves);
            let listed = listed + dollars(&tier, it.month.spent / it.now.level).when(moves);
            it.month.bill = it.month.bill + dollars(&tier, it.month.spent).when(moves);
            it.now.before = it.now.before + it.month.spent.when(moves & tier.is_given_once());
            it.month.spent = V::select(moves, zero, it.month.spent);
            it.month.share = V::select(moves, zero, it.month.share);
            [listed]
        })
    });
    state.month.listed = listed;
}

#[cfg(test)]
mod tests {
    use super::super::state::Counter;
    use super::super::terms::tests::{memory, run};
    use super::*;

    /// Credits for so much of the first meter, by a price list of where each price begins and its rise, and for one more
    /// request that uses half a unit.
    fn price(list: &[[f32; 2]], units: f64) -> [f64; 2] {
        let memory = memory(lists::PRICE, &list.iter().map(|price| (0, *price)).collect::<Vec<_>>());
        let run = run(&memory);
        let terms = Terms::new(&run, 0, 0.0);
        let all = vec![Counter { rate: 0.5, used: units, before: 0.0 }];
        let counters = Counters { all: &all, first: 0 };
        [credits(&terms, counters, [1.0, 1.0]), credits_a_request(&terms, counters, 1.0)]
    }

    #[test]
    fn tiers_add_up_as_on_a_price_list() {
        // 10 free, then 2 dollars each up to 100, then 1 dollar each up to 1,000, then half a dollar.
        let list = [[10.0, 2.0], [100.0, -1.0], [1_000.0, -0.5]];
        for (quantity, dollars, one_more) in
            [(0.0, 0.0, 0.0), (10.0, 0.0, 1.0), (11.0, 2.0, 1.0), (100.0, 180.0, 0.5), (150.0, 230.0, 0.5)]
        {
            assert_eq!(price(&list, quantity), [dollars, one_more], "{quantity}");
        }
        assert_eq!(price(&list, 1_100.0)[0], 180.0 + 900.0 + 50.0);
    }

    /// Railway's Hobby plan: 5 dollars that count toward usage at 20 dollars a processor and month.
    #[test]
    fn a_pool_is_used_up_before_anything_is_billed() {
        let tier = Tier { pool: 5.0, ..Tier::free() };
        for (hours, usd) in [(0.0, 0.0), (180.0, 0.0), (360.0, 5.0), (720.0, 15.0)] {
            let [credits, _] = price(&[[0.0, 20.0 / 720.0]], hours);
            assert!((dollars(&tier, credits) - usd).abs() < 1e-6, "{hours}");
        }
    }

    /// Netlify's: 20 credits a gigabyte, 3,000 included, 20 dollars a thousand more.
    #[test]
    fn credits_have_their_own_price() {
        let mut tier = Tier { pool: 3_000.0, pool_usd: 0.02, ..Tier::free() };
        let bill = |tier: &Tier<f64>, gb: f64| dollars(tier, price(&[[0.0, 20.0]], gb)[0]);
        assert_eq!(bill(&tier, 150.0), 0.0);
        assert!((bill(&tier, 200.0) - 20.0).abs() < 1e-9);
        tier.pool_limit = 3_000.0;
        assert_eq!(bill(&tier, 200.0), 0.0, "nothing past what is allowed");
        assert_eq!(price(&[[0.0, 20.0]], 200.0)[1], 10.0);
    }
}
