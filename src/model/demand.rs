//! Demand: how many visits and calls an hour brings.

use super::layout::FEATURES;
use super::random::{Block, draw, normal};
use super::{DayClock, HourClock, Run, State, launch, math, saving};
use crate::value::{List, Value};

/// Sets the level of the day: users at noon, the month's passing noise and the day's own.
///
/// Each lognormal factor has mean 1: its mean logarithm is minus half its variance.
pub(super) fn day_level<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let words = draw(run, clock.step, Block::Day);
    let (p, month) = (&run.params, &state.monthly);
    let ln_users = month.ln_users_start + (month.ln_users_end - month.ln_users_start) * clock.passed;
    let users = ln_users.exp() + state.daily.guests + state.daily.settlers;
    let variance = p.passing_noise * p.passing_noise + p.daily_noise * p.daily_noise + p.hourly_noise * p.hourly_noise;
    let noise = month.passing + p.daily_noise * normal::<V>(words[0]) - V::splat(0.5) * variance;
    state.daily.users = users;
    state.daily.ln_level = users.max(V::splat(1e-30)).ln() + noise;
    saving::thin(run, users, state);
}

/// What comes in an hour.
pub(super) struct Arrivals<V> {
    /// Visits.
    pub(super) visits: V,
    /// Of these, those of users.
    pub(super) by_users: V,
    /// Calls of each feature, whole numbers.
    pub(super) calls: [V; FEATURES],
    /// Share of each feature's calls that users make.
    pub(super) of_users: [V; FEATURES],
    /// The number of calls expected, of all features.
    pub(super) expected: V,
    /// A uniform left over, for rounding.
    pub(super) uniform: V,
    /// Those of a launch who try the app.
    pub(super) newcomers: V,
}

/// Calls of a feature that users are expected to make in an hour, and all that are expected.
#[inline(always)]
pub(super) fn calls<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    feature: usize,
    [level, newcomers]: [V; 2],
) -> [V; 2] {
    let p = &run.params;
    let [passing, of_users] = state.features.see(V::index(feature), |it| [it.now.passing, it.now.of_users]);
    let of_newcomers = newcomers * p.calls[feature] * passing;
    let by_users = level * of_users + of_newcomers;
    [by_users, by_users + p.scheduled[feature]]
}

/// The visits and calls of the hour.
#[inline(always)]
pub(super) fn arrivals<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>) -> Arrivals<V> {
    let (p, zero) = (&run.params, V::splat(0.0));
    let words = draw(run, clock.step, Block::Hour);
    state.hourly.residual = p.noise_memory * state.hourly.residual + p.noise_fresh * normal::<V>(words[0]);
    let level = clock.weight * (state.daily.ln_level + state.hourly.residual).exp();
    let launched = launch::visits(clock, state);
    let newcomers = launched * p.activation;
    state.today.level = state.today.level + level;
    state.today.tried = state.today.tried + newcomers;

    // The second feature and those after it have a block of their own, which an app with one feature does not need.
    let more = if run.shape.features > 1 { draw(run, clock.step, Block::Feature) } else { words };
    let word = [words[1], more[0], more[1], more[2], more[3], words[3]];
    let by_users = level * p.visits + launched;
    let visits = by_users + p.crawlers;
    let uniform = V::uniform(words[2]);
    // Filled in place: an array that moves is copied every hour.
    let mut arrivals = Arrivals {
        visits,
        by_users,
        calls: [zero; FEATURES],
        of_users: [V::splat(1.0); FEATURES],
        expected: zero,
        uniform,
        newcomers,
    };
    for feature in run.shape.features() {
        let [by_users, mean] = calls(run, state, feature, [level, newcomers]);
        // Few apps have calls that no user makes.
        let scheduled = zero.lt(p.scheduled[feature]);
        if V::may_hold(scheduled) {
            arrivals.of_users[feature] = V::select(scheduled, by_users / mean.max(V::splat(1e-20)), V::splat(1.0));
        }
        arrivals.expected = arrivals.expected + mean;
        arrivals.calls[feature] = math::poisson(mean, V::uniform(word[feature]));
    }
    arrivals
}
