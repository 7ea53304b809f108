//! What a plan charges: one rule over meters, tiers and credits, no code per provider.
//!
//! The units of each meter are priced in tiers, in the plan's own credits; a pool of credits is free, and what is above
//! costs its price in dollars. A plan without credits counts dollars and has no pool.

use super::layout::{DOMAIN, METERS, TIERS};
use super::{Daily, Plan, Run, State, meters};
use crate::value::Value;

/// A graduated price: every unit past a tier's start costs that tier's step more. Three operations a tier.
pub(super) fn graduated<V: Value>(from: &[V], price: &[V], quantity: V) -> V {
    let zero = V::splat(0.0);
    std::iter::zip(from, price).fold(zero, |sum, (from, price)| sum + *price * (quantity - *from).max(zero))
}

/// Credits that what was used this month at a place is worth on a plan.
///
/// A stock is counted by its level times the share of the month on the plan; so its tiers begin at that share, too.
pub(super) fn credits<V: Value>(plan: &Plan<V>, daily: &Daily<V>, place: usize) -> V {
    let units = &daily.used[row(place)];
    (0..METERS).fold(V::splat(0.0), |sum, meter| {
        let tiers = meter * TIERS..(meter + 1) * TIERS;
        let from: [V; TIERS] = std::array::from_fn(|tier| {
            let from = plan.tier_from[meter * TIERS + tier];
            if meters::is_stock(place, meter) { from * daily.share[place] } else { from }
        });
        sum + graduated(&from, &plan.tier_price[tiers], units[meter])
    })
}

/// Credits that one more request costs, which uses `rates` units of each meter.
pub(super) fn credits_a_request<V: Value>(plan: &Plan<V>, units: &[V], rates: &[V; METERS]) -> V {
    (0..METERS).fold(V::splat(0.0), |sum, meter| {
        let tiers = meter * TIERS..(meter + 1) * TIERS;
        let price = tiers.fold(V::splat(0.0), |price, tier| {
            price + plan.tier_price[tier].when(!units[meter].lt(plan.tier_from[tier]))
        });
        sum + price * rates[meter]
    })
}

/// Dollars for credits, beyond the pool. Nothing is billed past the most that a plan allows.
pub(super) fn dollars<V: Value>(plan: &Plan<V>, credits: V) -> V {
    plan.pool_usd * (credits.min(plan.pool_limit) - plan.pool).max(V::splat(0.0))
}

/// Places whose meters can count something, and so need to be priced.
pub(super) fn metered<V: Value>(run: &Run<'_, V>) -> impl Iterator<Item = usize> + use<V> {
    run.places().filter(|place| *place != DOMAIN)
}

/// The units of a place's meters in `used`.
pub(super) const fn row(place: usize) -> std::ops::Range<usize> {
    place * METERS..(place + 1) * METERS
}

/// Bills what was used at a place where `mask` holds, and starts its meters again.
pub(super) fn settle<V: Value>(state: &mut State<V>, place: usize, mask: V::Mask) {
    let zero = V::splat(0.0);
    let daily = &mut state.daily;
    let due = dollars(&state.plans[place], daily.spent[place]);
    daily.bill[place] = daily.bill[place] + due.when(mask);
    daily.spent[place] = V::select(mask, zero, daily.spent[place]);
    daily.share[place] = V::select(mask, zero, daily.share[place]);
    for meter in row(place) {
        daily.used[meter] = V::select(mask, zero, daily.used[meter]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A month in which a place used these units.
    fn used(units: [f64; METERS]) -> Daily<f64> {
        let mut daily = Daily::from_fn(|_| 0.0);
        daily.used[..METERS].copy_from_slice(&units);
        daily
    }

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
        let mut plan = Plan::none();
        (plan.tier_price[0], plan.pool) = (20.0 / 720.0, 5.0);
        let bill = |hours: f64| dollars(&plan, credits(&plan, &used([hours, 0.0, 0.0, 0.0, 0.0, 0.0]), 0));
        for (hours, usd) in [(0.0, 0.0), (180.0, 0.0), (360.0, 5.0), (720.0, 15.0)] {
            assert!((bill(hours) - usd).abs() < 1e-9, "{hours}");
        }
    }

    /// Netlify's: 20 credits a gigabyte, 3,000 included, 20 dollars a thousand more.
    #[test]
    fn credits_have_their_own_price() {
        let mut plan = Plan::none();
        (plan.tier_price[0], plan.pool, plan.pool_usd) = (20.0, 3_000.0, 0.02);
        let units = |gb: f64| [gb, 0.0, 0.0, 0.0, 0.0, 0.0];
        assert_eq!(dollars(&plan, credits(&plan, &used(units(150.0)), 0)), 0.0);
        assert!((dollars(&plan, credits(&plan, &used(units(200.0)), 0)) - 20.0).abs() < 1e-9);
        plan.pool_limit = 3_000.0;
        assert_eq!(dollars(&plan, credits(&plan, &used(units(200.0)), 0)), 0.0, "nothing past what is allowed");
        assert_eq!(credits_a_request(&plan, &units(200.0), &[0.5, 0.0, 0.0, 0.0, 0.0, 0.0]), 10.0);
    }
}
