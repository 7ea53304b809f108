//! Calls: how many the users try to make in an hour.

use super::random::{Block, draw, normal};
use super::{DayClock, HourClock, Run, State, math};
use crate::value::Value;

/// How much of an hour's deviation is left in the next: the median of measured services (model notes, section 2).
const RESIDUAL_MEMORY: f32 = 0.7;

/// Sets the level of the day: users at noon, the month's passing noise and the day's own.
///
/// Each lognormal factor has mean 1: its mean logarithm is minus half its variance.
pub(super) fn day_level<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let words = draw(run, clock.step, Block::Day);
    let month = &state.monthly;
    let p = &run.params;
    let ln_users = month.ln_users_start + (month.ln_users_end - month.ln_users_start) * clock.passed;
    let variance = p.passing_noise * p.passing_noise + p.daily_noise * p.daily_noise + p.hourly_noise * p.hourly_noise;
    state.daily.ln_level = ln_users + month.passing + p.daily_noise * normal::<V>(words[0]) + p.ln_calls_per_user
        - V::splat(0.5) * variance;
}

/// The calls of the hour, a whole number, and a uniform left over for rounding.
#[inline(always)]
pub(super) fn calls<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>) -> (V, V) {
    let words = draw(run, clock.step, Block::Hour);
    let fresh = V::splat((1.0 - RESIDUAL_MEMORY * RESIDUAL_MEMORY).sqrt()) * run.params.hourly_noise;
    state.hourly.residual = V::splat(RESIDUAL_MEMORY) * state.hourly.residual + fresh * normal::<V>(words[0]);
    let mean = clock.weight * (state.daily.ln_level + state.hourly.residual).exp();
    (math::poisson(mean, V::uniform(words[1])), V::uniform(words[2]))
}
