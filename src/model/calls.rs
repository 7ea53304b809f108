//! Calls of a feature at its provider: which of them its limits refuse, and how long those that are served take.

mod speed;
mod ways;

pub(super) use speed::{backoff, part};
pub(super) use ways::{look_back, open, open_minute};

use super::hosting::Passed;
use super::latency::Service;
use super::limit::{CAP, CONCURRENT, DAY, LIMITER, MINUTE, MONTH, REQUEST, VISITOR, WAYS};
use super::quota::SELDOM;
use super::retry::{Retry, throttle};
use super::state::Leg;
use super::throttle::burstiness_of_tokens;
use super::world::is;
use super::{Run, State, concurrent, meters, quota};
use crate::value::Value;
use speed::services;
use ways::portion;

/// Squared coefficient of variation of the tokens of one answer (model notes, section 2).
pub(super) const TOKEN_VARIANCE: f32 = 1.0;

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

/// The hour's calls that reached their providers: first where each feature sends them, then where it turns to when it is
/// refused. `uniform` decides how fractional numbers are rounded.
#[inline(always)]
pub(super) fn serve<V: Value>(run: &Run<'_, V>, state: &mut State<V>, passed: &Passed<V>, uniform: V) {
    let zero = V::splat(0.0);
    let mut served = zero;
    for choice in run.shape.choices() {
        for feature in run.shape.features() {
            let calls = passed.calls[feature];
            let refused = match choice {
                0 => zero,
                choice => state.legs[run.shape.leg(feature, choice - 1)].0.failed,
            };
            let leg = &mut state.legs[run.shape.leg(feature, choice)].0;
            leg.calls = portion(run, calls, feature, choice, uniform) + refused.when(has_service(leg));
            (leg.failed, leg.stopped) = (zero, zero);
            if choice == 0 {
                state.today.reached[feature] = state.today.reached[feature] + calls;
            }
        }
        for service in run.shape.models() {
            served = served + serve_at(run, state, service, choice, uniform);
        }
    }
    state.waits.add_hour(served, &passed.queue, &passed.cold, state.daily.wake);
}

/// Whether a feature has such a choice.
#[inline(always)]
fn has_service<V: Value>(leg: &Leg<V>) -> V::Mask {
    !leg.service.lt(V::splat(-0.5))
}

/// What becomes of an hour's calls at one model; says how many are served.
#[inline(always)]
fn serve_at<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: usize, choice: usize, uniform: V) -> V {
    let (p, zero, one) = (&run.params, V::splat(0.0), V::splat(1.0));
    let is_first = choice == 0;
    let mut all = zero;
    for feature in run.shape.features() {
        let leg = &state.legs[run.shape.leg(feature, choice)].0;
        all = all + leg.calls.when(is(leg.service, service));
    }
    let it = &mut state.services[service];
    let (waiting, taken) = if is_first { (it.now.orbit, zero) } else { (zero, it.now.taken) };
    it.now.taken = taken;
    // A model that nobody asks has nothing to do.
    if !V::may_hold(zero.lt(all + waiting)) {
        return zero;
    }
    let [by_size, by_visitor] = stop(run, state, service, choice, uniform);
    // Calls that still waited to be tried again when the hour before ended come on top.
    let offered = all - by_size - by_visitor + waiting;
    let it = &state.services[service].now;
    let room = if is_first { it.minute_room } else { (it.minute_room - taken * V::splat(1.0 / 60.0)).max(zero) };
    let mean = offered * V::splat(1.0 / 60.0);
    let burstiness = burstiness_of_tokens(mean, p.burstiness, it.token_spread);
    let throttled = throttle(mean, room, room, burstiness, p.retry_wait, &retry(run));
    let unserved = (offered * throttled.failed + uniform).floor().min(offered);
    let within_minute = offered - unserved;
    // Of these some have not given up when the hour ends: as many as came within the time of their waits, half of which
    // is still ahead of them.
    let waits = (p.retry_wait * V::splat(0.5 / 3_600.0)).min(V::splat(0.5));
    let orbit = (unserved * waits).floor();

    let load = (within_minute + taken) * it.seconds * V::splat(1.0 / 3_600.0);
    let lost = concurrent::loss(load, it.concurrent_room, p.burstiness);
    let at_once = within_minute - (within_minute * lost + uniform).floor().min(within_minute);

    let (within_day, within_month) = quota::admit(state, service, at_once);
    let served = within_month.floor();
    quota::count(state, service, served);

    let it = &mut state.services[service];
    let own = V::splat(0.5).lt(it.now.limited);
    let capped = V::splat(0.5).lt(it.now.capped);
    let (by_minute, by_month) = (unserved - orbit, within_day - served);
    it.now.orbit = if is_first { orbit } else { it.now.orbit + orbit };
    it.now.taken = taken + within_minute;
    it.today.asked = it.today.asked + all;
    let gone = offered - orbit - served;
    // In most hours nobody is turned away by anything.
    if V::may_hold(zero.lt(gone + by_size + by_visitor)) {
        let today: &mut [V; WAYS] = &mut it.today.failed;
        let mut refuse = |way: usize, calls: V| today[way] = today[way] + calls;
        refuse(REQUEST, by_size);
        refuse(VISITOR, by_visitor);
        refuse(MINUTE, by_minute.when(!own));
        refuse(LIMITER, by_minute.when(own));
        refuse(CONCURRENT, within_minute - at_once);
        refuse(DAY, at_once - within_day);
        refuse(MONTH, by_month.when(!capped));
        refuse(CAP, by_month.when(capped));
    }

    // Of the calls served: `first againᵏ` are refused so often, of which `failed` are not served in the end.
    let delayed = served * (throttled.first + throttled.held);
    state.waits.retried = V::only_where(zero.lt(delayed), state.waits.retried, || {
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
    share_out(run, state, service, choice, [served, gone]);
    served
}

/// What is refused at the gate and uses nothing: requests that are too large, and what is beyond the quota of a visitor.
#[inline(always)]
fn stop<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: usize, choice: usize, uniform: V) -> [V; 2] {
    let zero = V::splat(0.0);
    let mut stopped = [zero; 2];
    for feature in run.shape.features() {
        let (leg, today) = &mut state.legs[run.shape.leg(feature, choice)];
        let mine = is(leg.service, service);
        today.asked = today.asked + leg.calls.when(mine);
        let is_closed = zero.lt(leg.gate) & mine;
        if V::may_hold(is_closed) {
            let refused = (leg.calls * leg.gate + uniform).floor().min(leg.calls).when(is_closed);
            let too_large = V::splat(0.5).lt(leg.is_request);
            stopped = [stopped[0] + refused.when(too_large), stopped[1] + refused.when(!too_large)];
            leg.calls = leg.calls - refused;
            leg.failed = leg.failed + refused;
            leg.stopped = leg.stopped + refused;
        }
    }
    stopped
}

/// Shares out what a model served and what it refused among the features that asked, in proportion and in whole calls.
#[inline(always)]
fn share_out<V: Value>(
    run: &Run<'_, V>,
    state: &mut State<V>,
    service: usize,
    choice: usize,
    [served, refused]: [V; 2],
) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    let is_last = choice + 1 == run.shape.choices().end;
    if run.shape.features().len() == 1 {
        let (leg, today) = &mut state.legs[run.shape.leg(0, choice)];
        let mine = is(leg.service, service);
        today.served = today.served + served.when(mine);
        leg.failed = leg.failed + refused.when(mine);
    } else {
        // Calls that waited from the hour before are of whoever is expected to ask.
        let weight = |leg: &Leg<V>| {
            let expected = V::splat(1e-3) * leg.rate.max(V::splat(SELDOM));
            (leg.calls + expected).when(is(leg.service, service))
        };
        let legs = run.shape.features().map(|feature| run.shape.leg(feature, choice));
        let all = legs.clone().fold(zero, |sum, leg| sum + weight(&state.legs[leg].0));
        let each = V::splat(1.0) / all.max(V::splat(1e-12));
        let (mut upto, mut before) = (zero, [zero; 2]);
        for leg in legs {
            let (leg, today) = &mut state.legs[leg];
            upto = upto + weight(leg);
            // Up to this feature, less up to the one before: so the parts are whole and add up.
            let now = [served, refused].map(|calls| (calls * (upto * each) + half).floor());
            today.served = today.served + (now[0] - before[0]);
            leg.failed = leg.failed + (now[1] - before[1]);
            before = now;
        }
    }
    if is_last {
        return;
    }
    for feature in run.shape.features() {
        let (next, _) = &state.legs[run.shape.leg(feature, choice + 1)];
        let goes_on = has_service(next);
        let (leg, _) = &state.legs[run.shape.leg(feature, choice)];
        let passed_on = [leg.stopped, leg.failed - leg.stopped].map(|it| it.when(is(leg.service, service) & goes_on));
        let today = &mut state.services[service].today;
        today.passed_on = [today.passed_on[0] + passed_on[0], today.passed_on[1] + passed_on[1]];
    }
}

/// At the day's end: tokens of the calls served, added to the meters of the models that served them.
///
/// The sum of `n` calls' tokens is lognormal with the right mean and a squared coefficient of variation of one call's
/// over `n`, instead of a draw for every call; `normals` are those of sent and of received tokens.
pub(super) fn meter<V: Value>(run: &Run<'_, V>, state: &mut State<V>, feature: usize, normals: [V; 2]) {
    let one = V::splat(1.0);
    let legs = |state: &State<V>, choice: usize| state.legs[run.shape.leg(feature, choice)];
    let all = run.shape.choices().fold(V::splat(0.0), |sum, choice| sum + legs(state, choice).1.served);
    let variance = (one + V::splat(TOKEN_VARIANCE) / all.max(one)).ln();
    let deviation = variance.sqrt();
    let [sent, received] = normals.map(|normal| (deviation * normal - V::splat(0.5) * variance).exp());
    let rates = meters::of_call(run, feature, state.daily.batch[feature]);
    let tokens = (rates[1] + rates[2]) * sent + rates[3] * received;
    let units = [rates[0], rates[1] * sent, rates[2] * sent, rates[3] * received, tokens, rates[5]];
    state.month.tokens = state.month.tokens + tokens * all;
    state.month.served[feature] = state.month.served[feature] + all;
    for choice in run.shape.choices() {
        let (leg, today) = legs(state, choice);
        for service in run.shape.models() {
            let served = today.served.when(is(leg.service, service));
            let used = &mut state.services[service].month.used;
            for (used, unit) in used.iter_mut().zip(units) {
                *used = *used + unit * served;
            }
            let (first_word, full_answer) = services(run, state, feature, service);
            let month = &mut state.month;
            let add = |sum: &mut V, square: &mut V, time: &Service<V>| {
                *sum = *sum + served * time.mean;
                *square = *square + served * time.mean * time.mean * (one + time.variance);
            };
            add(&mut month.first_word[feature], &mut month.first_word_square[feature], &first_word);
            add(&mut month.full_answer[feature], &mut month.full_answer_square[feature], &full_answer);
        }
    }
}
