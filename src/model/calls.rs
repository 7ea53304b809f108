//! Calls of a feature at its provider: which of them its limits refuse, and how long those that are served take.

use super::hosting::Passed;
use super::latency::{Backoff, Part, RETRIES, Service};
use super::layout::SLOTS;
use super::retry::{Retry, throttle};
use super::throttle::burstiness_of_tokens;
use super::{HourClock, Run, State, concurrent, limit, meters, pricing, quota};
use crate::value::Value;

/// Spread of the time to the first word: squared coefficient of variation of a lognormal with sigma 0.4 (model notes,
/// section 6).
const FIRST_WORD_VARIANCE: f32 = 0.173_5;

/// Mean of that lognormal against its median.
const MEAN_BY_MEDIAN: f32 = 1.083_3;

/// Seconds to the first word and for a token where neither the scenario nor the plan says: assumptions.
const FIRST_WORD: f32 = 1.0;
/// See above.
const TOKEN: f32 = 0.01;

/// Squared coefficient of variation of the tokens of one answer (model notes, section 2).
pub(super) const TOKEN_VARIANCE: f32 = 1.0;

/// At the day's begin: the limits of each feature's plan, turned into calls.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (p, one) = (&run.params, V::splat(1.0));
    for feature in run.features() {
        let place = SLOTS + feature;
        // A request is sent when its batch is full or the first call in it has waited long enough (model notes, section 2).
        let rate = state.daily.users * state.daily.call_rate[feature] * V::splat(1.0 / 3_600.0);
        let batch = (one + rate * p.batch_wait).min(p.batch);
        let rates = meters::of_call(run, feature, batch);
        quota::open(run, state, place, &rates, &[V::splat(0.0); super::layout::METERS]);

        let (plan, few) = (&state.plans[place], V::splat(1e-9));
        let by_tokens =
            (plan.input_per_minute / (rates[1] + rates[2]).max(few)).min(plan.tokens_per_minute / rates[4].max(few));
        let minute = (plan.requests_per_minute * batch).min(by_tokens);
        let (_, full) = services(run, state, feature);
        let daily = &mut state.daily;
        daily.batch[feature] = batch;
        daily.minute_room[feature] = minute.min(p.limiter);
        daily.limited[feature] = one.when(p.limiter.lt(minute));
        let by_requests = daily.minute_room[feature].lt(by_tokens);
        daily.token_spread[feature] = V::select(by_requests, V::splat(0.0), V::splat(TOKEN_VARIANCE));
        daily.concurrent_room[feature] = state.plans[place].concurrent * batch;
        daily.call_seconds[feature] = full.mean;
    }
}

/// How the app asks again.
fn retry<V: Value>(run: &Run<'_, V>) -> Retry<V> {
    let p = &run.params;
    Retry {
        most: p.retries,
        backoff: p.backoff,
        factor: p.backoff_factor,
        cap: p.backoff_cap,
        jitter: p.jitter,
        cooldown: p.cooldown,
    }
}

/// The hour's calls of a feature that reached its provider; `uniform` decides how fractional numbers are rounded.
#[inline(always)]
pub(super) fn serve<V: Value>(
    run: &Run<'_, V>,
    clock: &HourClock<V>,
    state: &mut State<V>,
    passed: &Passed<V>,
    feature: usize,
    uniform: V,
) {
    let (p, zero, place) = (&run.params, V::splat(0.0), SLOTS + feature);
    let reached = passed.calls[feature];
    // Calls that still waited to be tried again when the hour before ended come on top.
    let offered = reached + state.hourly.orbit[feature];
    let (room, busy_room) = (state.daily.minute_room[feature], state.daily.concurrent_room[feature]);
    let mean = offered * V::splat(1.0 / 60.0);
    let burstiness = burstiness_of_tokens(mean, p.burstiness, state.daily.token_spread[feature]);
    let throttled = throttle(mean, room, room, burstiness, p.retry_wait, &retry(run));
    let unserved = (offered * throttled.failed + uniform).floor().min(offered);
    let within_minute = offered - unserved;
    // Of these some have not given up when the hour ends: as many as came within the time of their waits, half of which
    // is still ahead of them.
    let waits = (p.retry_wait * V::splat(0.5 / 3_600.0)).min(V::splat(0.5));
    let orbit = (unserved * waits).floor();

    let load = within_minute * state.daily.call_seconds[feature] * V::splat(1.0 / 3_600.0);
    let lost = concurrent::loss(load, busy_room, p.burstiness);
    let at_once = within_minute - (within_minute * lost + uniform).floor().min(within_minute);

    let (within_day, within_month) = quota::admit(state, place, clock.of_day, at_once);
    let served = within_month.floor();
    quota::count(state, place, served);

    let daily = &state.daily;
    let own = V::splat(0.5).lt(daily.limited[feature]);
    let capped = V::splat(0.5).lt(daily.capped[place]);
    let (by_minute, by_month) = (unserved - orbit, within_day - served);
    let hourly = &mut state.hourly;
    hourly.orbit[feature] = orbit;
    hourly.reached[feature] = hourly.reached[feature] + reached;
    let mut refuse = |limit: usize, calls: V| hourly.refused[limit] = hourly.refused[limit] + calls;
    refuse(limit::MINUTE, V::select(own, zero, by_minute));
    refuse(limit::LIMITER, by_minute.when(own));
    refuse(limit::CONCURRENT, within_minute - at_once);
    refuse(limit::DAY, at_once - within_day);
    refuse(limit::MONTH, V::select(capped, zero, by_month));
    refuse(limit::CAP, by_month.when(capped));

    state.waits.add_hour(served, &passed.queue, &passed.cold, daily.wake);
    // Of the calls served: `first againᵏ` are refused so often, of which `failed` are not served in the end.
    let delayed = served * (throttled.first + throttled.held);
    state.waits.retried = V::only_where(zero.lt(delayed), state.waits.retried, || {
        let one = V::splat(1.0);
        let weight = served / (one - throttled.failed).max(V::splat(1e-6));
        let mut refused = throttled.first;
        let mut tries = V::splat(0.5);
        let mut held = served * throttled.held;
        state.waits.retried.map(|count| {
            let retried = (weight * (refused - throttled.failed).max(zero)).when(tries.lt(p.retries));
            let sum = count + retried + held;
            refused = refused * throttled.again;
            tries = tries + one;
            held = zero;
            sum
        })
    });
}

/// At the day's end: tokens of the calls served, added to the meters.
///
/// The sum of `n` calls' tokens is lognormal with the right mean and a squared coefficient of variation of one call's
/// over `n`, instead of a draw for every call; `normals` are those of sent and of received tokens.
pub(super) fn meter<V: Value>(run: &Run<'_, V>, state: &mut State<V>, feature: usize, normals: [V; 2]) {
    let (place, one) = (SLOTS + feature, V::splat(1.0));
    let served = state.hourly.today[place];
    let variance = (one + V::splat(TOKEN_VARIANCE) / served.max(one)).ln();
    let deviation = variance.sqrt();
    let [sent, received] = normals.map(|normal| (deviation * normal - V::splat(0.5) * variance).exp());
    let rates = meters::of_call(run, feature, state.daily.batch[feature]);
    let tokens = (rates[1] + rates[2]) * sent + rates[3] * received;
    let units = [rates[0], rates[1] * sent, rates[2] * sent, rates[3] * received, tokens, rates[5]];
    let used = &mut state.daily.used[pricing::row(place)];
    for (used, unit) in used.iter_mut().zip(units) {
        *used = *used + unit * served;
    }
    state.daily.tokens = state.daily.tokens + tokens * served;
    let (first_word, full_answer) = services(run, state, feature);
    let daily = &mut state.daily;
    daily.served[feature] = daily.served[feature] + served;
    let add = |sum: &mut V, square: &mut V, service: &Service<V>| {
        *sum = *sum + served * service.mean;
        *square = *square + served * service.mean * service.mean * (one + service.variance);
    };
    add(&mut daily.first_word[feature], &mut daily.first_word_square[feature], &first_word);
    add(&mut daily.full_answer[feature], &mut daily.full_answer_square[feature], &full_answer);
}

/// Times to the first word and to the full answer of a feature, on the plan in use.
pub(super) fn services<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: usize) -> (Service<V>, Service<V>) {
    let (p, plan, zero) = (&run.params, &state.plans[SLOTS + feature], V::splat(0.0));
    let or = |first: V, second: V| V::select(zero.lt(first), first, second);
    // Of a batch a call waits half of the time on average.
    let wait = V::splat(0.5) * p.batch_wait.when(V::splat(1.0).lt(p.batch));
    let first = or(p.first_word[feature], or(plan.first_word, V::splat(FIRST_WORD))) * V::splat(MEAN_BY_MEDIAN) + wait;
    let rest =
        p.output[feature] * V::splat(1e6) * or(p.token_seconds[feature], or(plan.token_seconds, V::splat(TOKEN)));
    let full = (first + rest).max(V::splat(1e-6));
    let variance = V::splat(FIRST_WORD_VARIANCE) * first * first + V::splat(TOKEN_VARIANCE) * rest * rest;
    let first = Service { mean: first, variance: V::splat(FIRST_WORD_VARIANCE) };
    (first, Service { mean: full, variance: variance / (full * full) })
}

/// A feature's part in the month's latency, whatever plans it was on.
pub(super) fn part<V: Value>(state: &State<V>, feature: usize) -> Part<V> {
    let daily = &state.daily;
    let served = daily.served[feature];
    let service = |sum: V, square: V| {
        let mean = (sum / served.max(V::splat(0.5))).max(V::splat(1e-6));
        let variance = square / served.max(V::splat(0.5)) / (mean * mean) - V::splat(1.0);
        Service { mean, variance: variance.max(V::splat(0.0)) }
    };
    Part {
        served,
        first_word: service(daily.first_word[feature], daily.first_word_square[feature]),
        full_answer: service(daily.full_answer[feature], daily.full_answer_square[feature]),
    }
}

/// How long a call waits for its retries together, by their number.
pub(super) fn backoff<V: Value>(run: &Run<'_, V>) -> Backoff<V> {
    let (p, two, one) = (&run.params, V::splat(2.0), V::splat(1.0));
    // Each wait lasts as long as the cooldown at least; calls that it holds back wait as if for a first retry.
    let mut wait = p.backoff.min(p.backoff_cap);
    let (mut from, mut to) = ([V::splat(0.0); RETRIES], [V::splat(0.0); RETRIES]);
    let (mut shortest, mut longest) = (V::splat(0.0), V::splat(0.0));
    for retry in 0..RETRIES {
        // With a mean share of `jitter` waited, anything from the rest to the whole.
        shortest = shortest + (wait * (two * p.jitter - one).max(V::splat(0.0))).max(p.cooldown);
        longest = longest + wait.max(p.cooldown);
        (from[retry], to[retry]) = (shortest, longest);
        wait = (wait * p.backoff_factor).min(p.backoff_cap);
    }
    Backoff { from, to }
}
