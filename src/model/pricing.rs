//! What a plan charges: one rule over meters, tiers and credits, no code per provider.
//!
//! The units of each meter are priced in tiers, in the plan's own credits; a pool of credits is free, and what is above
//! costs its price in dollars. A plan without credits counts dollars and has no pool.

use super::layout::{METERS, TIERS};
use super::world::{of_account, sum_of_services};
use super::{Offer, Run, State, Tier, meters};
use crate::value::Value;

/// A graduated price: every unit past a tier's start costs that tier's step more. Three operations a tier.
pub(super) fn graduated<V: Value>(from: &[V], price: &[V], quantity: V) -> V {
    let zero = V::splat(0.0);
    std::iter::zip(from, price).fold(zero, |sum, (from, price)| sum + *price * (quantity - *from).max(zero))
}

/// Credits that what was used this month for a part of the app is worth.
///
/// A stock is counted by its level times the `share` of the month on the tier; so its price tiers begin at that share, too.
pub(super) fn credits<V: Value>(offer: &Offer<V>, used: &[V; METERS], share: V, part: usize) -> V {
    (0..METERS).fold(V::splat(0.0), |sum, meter| {
        let tiers = meter * TIERS..(meter + 1) * TIERS;
        let from: [V; TIERS] = std::array::from_fn(|tier| {
            let from = offer.tier_from[meter * TIERS + tier];
            if meters::is_stock(part, meter) { from * share } else { from }
        });
        sum + graduated(&from, &offer.tier_price[tiers], used[meter])
    })
}

/// Credits that one more request costs, which uses `rates` units of each meter.
pub(super) fn credits_a_request<V: Value>(offer: &Offer<V>, used: &[V; METERS], rates: &[V; METERS]) -> V {
    (0..METERS).fold(V::splat(0.0), |sum, meter| {
        let tiers = meter * TIERS..(meter + 1) * TIERS;
        let price = tiers.fold(V::splat(0.0), |price, tier| {
            price + offer.tier_price[tier].when(!used[meter].lt(offer.tier_from[tier]))
        });
        sum + price * rates[meter]
    })
}

/// Dollars for credits, beyond the pool. Nothing is billed past the most that a tier allows.
pub(super) fn dollars<V: Value>(tier: &Tier<V>, credits: V) -> V {
    tier.pool_usd * (credits.min(tier.pool_limit) - tier.pool).max(V::splat(0.0))
}

/// Adds up what the use of all accounts is worth.
pub(super) fn count<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    for service in run.shape.all() {
        let [share] = of_account(run, state, service, |account| [account.month.share]);
        let it = &mut state.services[service];
        it.month.spent = credits(&it.offer, &it.month.used, share, run.shape.part(service));
    }
    for account in run.shape.accounts() {
        let [spent] = sum_of_services(run, state, account, |_, it| [it.month.spent]);
        state.accounts[account].month.spent = spent;
    }
}

/// Bills what the services of moving accounts used, and starts their meters again.
pub(super) fn settle<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    for service in run.shape.all() {
        // Of what the account owes, as much as its use is of all.
        let [each, moves] = of_account(run, state, service, |account| {
            let due = dollars(&account.tier, account.month.spent);
            [due / account.month.spent.max(V::splat(1e-12)), account.now.moves]
        });
        let month = &mut state.services[service].month;
        let moves = half.lt(moves);
        month.billed = month.billed + (month.spent * each).when(moves);
        month.spent = V::select(moves, zero, month.spent);
        month.used = month.used.map(|used| V::select(moves, zero, used));
    }
    for it in &mut state.accounts {
        let moves = half.lt(it.now.moves);
        it.month.bill = it.month.bill + dollars(&it.tier, it.month.spent).when(moves);
        it.month.spent = V::select(moves, zero, it.month.spent);
        it.month.share = V::select(moves, zero, it.month.share);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_add_up_as_on_a_price_list() {
        // 10 free, then 2 dollars each up to 100, then 1 dollar each.
        let cost = |quantity| graduated(&[0.0, 10.0, 100.0], &[0.0, 2.0, -1.0], quantity);
        for (quantity, dollars) in [(0.0, 0.0), (10.0, 0.0), (11.0, 2.0), (100.0, 180.0), (150.0, 230.0)] {
            assert_eq!(cost(quantity), dollars, "{quantity}");
        }
    }

    /// Railway's Hobby plan: 5 dollars that count toward usage at 20 dollars a processor and month.
    #[test]
    fn a_pool_is_used_up_before_anything_is_billed() {
        let (mut tier, mut offer) = (Tier::free(), Offer::free());
        (offer.tier_price[0], tier.pool) = (20.0 / 720.0, 5.0);
        let bill = |hours: f64| dollars(&tier, credits(&offer, &[hours, 0.0, 0.0, 0.0, 0.0, 0.0], 1.0, 0));
        for (hours, usd) in [(0.0, 0.0), (180.0, 0.0), (360.0, 5.0), (720.0, 15.0)] {
            assert!((bill(hours) - usd).abs() < 1e-9, "{hours}");
        }
    }

    /// Netlify's: 20 credits a gigabyte, 3,000 included, 20 dollars a thousand more.
    #[test]
    fn credits_have_their_own_price() {
        let (mut tier, mut offer) = (Tier::free(), Offer::free());
        (offer.tier_price[0], tier.pool, tier.pool_usd) = (20.0, 3_000.0, 0.02);
        let units = |gb: f64| [gb, 0.0, 0.0, 0.0, 0.0, 0.0];
        let bill = |tier: &Tier<f64>, gb: f64| dollars(tier, credits(&offer, &units(gb), 1.0, 0));
        assert_eq!(bill(&tier, 150.0), 0.0);
        assert!((bill(&tier, 200.0) - 20.0).abs() < 1e-9);
        tier.pool_limit = 3_000.0;
        assert_eq!(bill(&tier, 200.0), 0.0, "nothing past what is allowed");
        assert_eq!(credits_a_request(&offer, &units(200.0), &[0.5, 0.0, 0.0, 0.0, 0.0, 0.0]), 10.0);
    }
}
