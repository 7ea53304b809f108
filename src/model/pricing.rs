//! What a plan charges: one rule over meters and tiers, no code per provider.

use super::random::{Block, draw, normal};
use super::{DayClock, Plan, Run, State};
use crate::value::Value;

/// Squared coefficient of variation of the tokens of one call, in and out (model notes, section 2: 0.8 to 1.5 squared).
const TOKEN_VARIANCE: f32 = 1.0;

/// A graduated price: every unit past a tier's start costs that tier's step more. Three operations a tier.
pub(super) fn graduated<V: Value, const TIERS: usize>(from: &[V; TIERS], usd: &[V; TIERS], quantity: V) -> V {
    let zero = V::splat(0.0);
    std::iter::zip(from, usd).fold(zero, |sum, (from, usd)| sum + *usd * (quantity - *from).max(zero))
}

/// The price of what was used this month on the plan in use, without its base price.
fn usage<V: Value>(plan: &Plan<V>, state: &State<V>) -> V {
    graduated(&plan.input_from, &plan.input_usd, state.daily.input)
        + graduated(&plan.output_from, &plan.output_usd, state.daily.output)
}

/// Bills what was used on the plan where `mask` holds, and starts its meters again.
pub(super) fn settle<V: Value>(state: &mut State<V>, mask: V::Mask) {
    let due = usage(&state.plan, state).when(mask);
    let daily = &mut state.daily;
    let zero = V::splat(0.0);
    daily.bill = daily.bill + due;
    for meter in [&mut daily.served, &mut daily.input, &mut daily.output] {
        *meter = V::select(mask, zero, *meter);
    }
}

/// Bills a day's share of the base price.
pub(super) fn base<V: Value>(state: &mut State<V>, days: V) {
    state.daily.bill = state.daily.bill + state.plan.base_usd / days;
}

/// Adds the day's tokens to the meters.
///
/// The sum of `n` calls' tokens is lognormal with the right mean and a squared coefficient of variation of one call's
/// over `n`, instead of a draw for every call.
pub(super) fn meter<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let words = draw(run, clock.step, Block::Day);
    let served = state.hourly.served;
    let one = V::splat(1.0);
    let variance = (one + V::splat(TOKEN_VARIANCE) / served.max(one)).ln();
    let deviation = variance.sqrt();
    let millions = |mean: V, word: V::Int| {
        let factor = (deviation * normal::<V>(word) - V::splat(0.5) * variance).exp();
        served * mean * V::splat(1e-6) * factor
    };
    let daily = &mut state.daily;
    daily.input = daily.input + millions(run.params.input_tokens, words[1]);
    daily.output = daily.output + millions(run.params.output_tokens, words[2]);
    daily.served = daily.served + served;
}

#[cfg(test)]
mod tests {
    use super::graduated;

    #[test]
    fn tiers_add_up_as_on_a_price_list() {
        // 10 free, then 2 dollars each up to 100, then 1 dollar each.
        let cost = |quantity| graduated(&[0.0, 10.0, 100.0], &[0.0, 2.0, -1.0], quantity);
        for (quantity, dollars) in [(0.0, 0.0), (10.0, 0.0), (11.0, 2.0), (100.0, 180.0), (150.0, 230.0)] {
            assert_eq!(cost(quantity), dollars, "{quantity}");
        }
    }
}
