//! Provider limits: which calls of an hour are refused, and by what.

use super::{HourClock, Run, State, math};
use crate::value::Value;

/// Turns the limits of the plan in use into calls, so that the hours need no division by tokens.
pub(super) fn rooms<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (plan, one) = (&state.plan, V::splat(1.0));
    let input = run.params.input_tokens.max(one);
    let tokens = (run.params.input_tokens + run.params.output_tokens).max(one);
    let by_tokens = (plan.input_per_minute / input).min(plan.tokens_per_minute / tokens);
    state.daily.minute_room = plan.requests_per_minute.min(by_tokens);
    state.daily.month_room = plan.requests_per_month.min(plan.tokens_per_month / tokens);
}

/// Serves or refuses the hour's `calls`; `uniform` decides how a fractional number of refusals is rounded.
///
/// A limit of a minute is a fixed window: with `μ` calls a minute of variance `σ² = μ (1 + v μ)` and room for `N`, the share
/// `σ L((N - μ)/σ) / μ` is refused, `L` the normal loss function (model notes, section 4.1). Of what passes, a daily or
/// monthly limit admits what is left of it.
#[inline(always)]
pub(super) fn admit<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>, calls: V, uniform: V) {
    let (plan, zero, one) = (&state.plan, V::splat(0.0), V::splat(1.0));
    let hourly = &mut state.hourly;

    let mean = (calls * V::splat(1.0 / 60.0)).max(V::splat(1e-6));
    let deviation = (mean * (one + run.params.burstiness * mean)).sqrt();
    let loss = math::normal_loss(run.memory, (state.daily.minute_room - mean) / deviation);
    let share = (deviation * loss / mean).min(one);
    let within_minute = calls - (calls * share + uniform).floor().min(calls);

    let new_day = (clock.of_day - plan.reset_hour).abs().lt(V::splat(0.5));
    let served_since_reset = V::select(new_day, zero, hourly.served_since_reset);
    let within_day = within_minute.min((plan.requests_per_day - served_since_reset).max(zero));

    let month_left = state.daily.month_room - state.daily.served - hourly.served;
    let served = within_day.min(month_left.max(zero)).floor();

    hourly.served_since_reset = served_since_reset + served;
    hourly.calls = hourly.calls + calls;
    hourly.served = hourly.served + served;
    let by = [calls - within_minute, within_minute - within_day, within_day - served];
    hourly.refused = std::array::from_fn(|limit| hourly.refused[limit] + by[limit]);
}
