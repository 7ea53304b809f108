//! Calls of a feature at its provider: which of them its limits refuse, and how long those that are served take.

mod on_cards;
mod speed;
mod ways;

pub(super) use on_cards::{cold, meter as meter_cards};
pub use speed::{ASSUMED_FIRST_WORD, ASSUMED_TOKEN, Asked, times};
pub(super) use speed::{answer_seconds, asked, backoff, part};
pub(super) use ways::{gather, look_back, open, open_minute};

use super::container::WAKE_VARIANCE;
use super::hosting::Passed;
use super::limit::{CAP, CONCURRENT, DAY, HOUR, LIMITER, MINUTE, MONTH, REQUEST, VISITOR, WAYS};
use super::quota::SELDOM;
use super::retry::{Retry, throttle};
use super::state::{Leg, LegNow};
use super::throttle::bursts_of_tokens;
use super::world::{counter, is};
use super::{HourClock, Run, State, concurrent, meters, quota};
use crate::parts::{Call, of_call};
use crate::value::{List, Value};
use speed::answered;
use ways::portion;

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
pub(super) fn serve<V: Value>(
    run: &Run<'_, V>,
    clock: &HourClock<V>,
    state: &mut State<V>,
    passed: &Passed<V>,
    uniform: V,
) {
    let zero = V::splat(0.0);
    let mut served = zero;
    for choice in run.shape.choices() {
        for feature in run.shape.features() {
            let calls = passed.calls[feature];
            let feature = V::index(feature);
            let refused = match choice {
                0 => zero,
                choice => state.legs.see(run.leg(feature, choice - 1), |it| it.now.failed),
            };
            let mine = portion(run, calls, feature, choice, uniform);
            state.legs.change(run.leg(feature, choice), |it| {
                it.now.calls = mine + refused.when(has_service(&it.now));
                (it.now.failed, it.now.stopped) = (zero, zero);
            });
            if choice == 0 {
                state.features.change(feature, |it| it.today.reached = it.today.reached + calls);
            }
        }
        [served] = V::fold(run.models(), [served], |service, [served]| {
            [served + serve_at(run, state, service, choice, uniform)]
        });
    }
    if run.shape.cards {
        served = served - on_cards::serve(run, clock, state, passed.expected, uniform);
    }
    let wake = state.daily.wake;
    state.waits.change(V::index(0), |waits| {
        waits.add_hour(served, &passed.queue, &passed.cold, [wake, V::splat(WAKE_VARIANCE)])
    });
}

/// Whether a feature has such a choice.
#[inline(always)]
fn has_service<V: Value>(leg: &LegNow<V>) -> V::Mask {
    !leg.service.lt(V::splat(-0.5))
}

/// What becomes of an hour's calls at one model; says how many are served.
#[inline(always)]
fn serve_at<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index, choice: usize, uniform: V) -> V {
    let (p, zero) = (&run.params, V::splat(0.0));
    let is_first = choice == 0;
    let mut all = zero;
    for feature in run.shape.features() {
        let leg = run.leg(V::index(feature), choice);
        all = all + state.legs.see(leg, |it| it.now.calls.when(is(it.now.service, service)));
    }
    let [waiting, taken] = state.services.change(service, |it| {
        let (waiting, taken) = if is_first { (it.now.orbit, zero) } else { (zero, it.now.taken) };
        it.now.taken = taken;
        [waiting, taken]
    });
    // A model that nobody asks has nothing to do.
    if !V::may_hold(zero.lt(all + waiting)) {
        return zero;
    }
    let [by_size, by_visitor] = stop(run, state, service, choice, uniform);
    // Calls that still waited to be tried again when the hour before ended come on top.
    let offered = all - by_size - by_visitor + waiting;
    let bursts = p.bursts();
    let mean = offered * V::splat(1.0 / 60.0);
    let (throttled, [served, gone]) = state.services.change(service, |it| {
        let now = &it.now;
        let room = now.minute_room;
        let room = if is_first { room } else { (room - taken * V::splat(1.0 / 60.0)).max(zero) };
        let bucket = now.minute_bucket.min(room);
        let of_tokens = bursts_of_tokens(mean, bursts, now.token_spread);
        let throttled = throttle(mean, room, bucket, of_tokens, p.retry_wait, &retry(run));
        let within_minute = pass(offered, [throttled.failed, throttled.kept], uniform);
        let unserved = offered - within_minute;
        // Of these some have not given up when the hour ends: as many as came within the time of their waits, half of which
        // is still ahead of them.
        let waits = (p.retry_wait * V::splat(0.5 / 3_600.0)).min(V::splat(0.5));
        let orbit = (unserved * waits).floor();

        let load = (within_minute + taken) * now.seconds * V::splat(1.0 / 3_600.0);
        let lost = concurrent::loss(load, now.concurrent_room, concurrent::burstiness(bursts, now.seconds));
        let at_once = pass(within_minute, lost, uniform);

        let [within_hour, within_day, within_month] = quota::admit(it, at_once, taken);
        let served = within_month.floor();
        quota::count(it, served);

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
            refuse(HOUR, at_once - within_hour);
            refuse(DAY, within_hour - within_day);
            refuse(MONTH, by_month.when(!capped));
            refuse(CAP, by_month.when(capped));
        }
        (throttled, [served, gone])
    });

    let delayed = served * (throttled.first + throttled.held);
    if V::may_hold(zero.lt(delayed)) {
        state.waits.change(V::index(0), |waits| {
            waits.retried =
                V::only_where(zero.lt(delayed), waits.retried, || throttled.count(served, p.retries, waits.retried));
        });
    }
    share_out(run, state, service, choice, [served, gone]);
    served
}

/// Whole calls that pass a limit which refuses and keeps these shares of all. The fewer of both are counted, since what is left of
/// a million calls of which three pass is nothing but rounding.
#[inline(always)]
fn pass<V: Value>(calls: V, [refused, kept]: [V; 2], uniform: V) -> V {
    let (zero, are_few) = (V::splat(0.0), kept.lt(V::splat(0.5)));
    let whole = (calls * V::select(are_few, -kept, refused) + uniform).floor();
    (V::select(are_few, zero, calls) - whole).max(zero).min(calls)
}

/// What is refused at the gate and uses nothing: requests that are too large, and what is beyond the quota of a visitor.
#[inline(always)]
fn stop<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index, choice: usize, uniform: V) -> [V; 2] {
    let mut stopped = [V::splat(0.0); 2];
    for feature in run.shape.features() {
        stopped = state.legs.change(run.leg(V::index(feature), choice), |it| {
            let mine = is(it.now.service, service);
            it.today.asked = it.today.asked + it.now.calls.when(mine);
            let is_closed = V::splat(0.0).lt(it.now.gate) & mine;
            if !V::may_hold(is_closed) {
                return stopped;
            }
            let leg = &mut it.now;
            let refused = (leg.calls * leg.gate + uniform).floor().min(leg.calls).when(is_closed);
            let too_large = V::splat(0.5).lt(leg.is_request);
            leg.calls = leg.calls - refused;
            leg.failed = leg.failed + refused;
            leg.stopped = leg.stopped + refused;
            [stopped[0] + refused.when(too_large), stopped[1] + refused.when(!too_large)]
        });
    }
    stopped
}

/// Shares out what a model served and what it refused among the features that asked, in proportion and in whole calls.
#[inline(always)]
fn share_out<V: Value>(
    run: &Run<'_, V>,
    state: &mut State<V>,
    service: V::Index,
    choice: usize,
    [served, refused]: [V; 2],
) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    let is_last = choice + 1 == run.shape.choices().end;
    let legs = || run.shape.features().map(|feature| run.leg(V::index(feature), choice));
    if run.shape.features().len() == 1 {
        state.legs.change(run.leg(V::index(0), choice), |it| {
            let mine = is(it.now.service, service);
            let served = served.when(mine);
            it.today.served = it.today.served + served;
            on_cards::keep(run, it, mine, served);
            it.now.failed = it.now.failed + refused.when(mine);
        });
    } else {
        // Calls that waited from the hour before are of whoever is expected to ask.
        let weight = |it: &Leg<V>| {
            // So few that those of this hour decide where there are any.
            let expected = V::splat(1e-3) * it.now.rate.max(V::splat(SELDOM));
            (it.now.calls + expected).when(is(it.now.service, service))
        };
        let all = legs().fold(zero, |sum, leg| sum + state.legs.see(leg, weight));
        let each = V::splat(1.0) / all.max(V::splat(1e-12));
        let (mut upto, mut before) = (zero, [zero; 2]);
        for leg in legs() {
            upto = upto + state.legs.see(leg, weight);
            // Up to this feature, less up to the one before: so the parts are whole and add up.
            let now = [served, refused].map(|calls| (calls * (upto * each) + half).floor());
            state.legs.change(leg, |it| {
                it.today.served = it.today.served + (now[0] - before[0]);
                on_cards::keep(run, it, is(it.now.service, service), now[0] - before[0]);
                it.now.failed = it.now.failed + (now[1] - before[1]);
            });
            before = now;
        }
    }
    if is_last {
        return;
    }
    for feature in run.shape.features() {
        let feature = V::index(feature);
        let goes_on = state.legs.see(run.leg(feature, choice + 1), |next| has_service(&next.now));
        let passed_on = state.legs.see(run.leg(feature, choice), |it| {
            let leg = &it.now;
            [leg.stopped, leg.failed - leg.stopped].map(|calls| calls.when(is(leg.service, service) & goes_on))
        });
        state.services.change(service, |it| {
            let today = &mut it.today;
            today.passed_on = [today.passed_on[0] + passed_on[0], today.passed_on[1] + passed_on[1]];
        });
    }
}

/// At the day's end: tokens of the calls served, added to the meters of the models that served them.
///
/// The sum of `n` calls' tokens is lognormal with the right mean and a squared coefficient of variation of one call's
/// over `n`, instead of a draw for every call; `normals` are those of sent and of received tokens.
pub(super) fn meter<V: Value>(run: &Run<'_, V>, state: &mut State<V>, feature: V::Index, normals: [V; 2]) -> V {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let mut all = zero;
    for choice in run.shape.choices() {
        all = all + state.legs.see(run.leg(feature, choice), |it| it.today.served);
    }
    let spreads = [&run.params.sent_variance, &run.params.output_variance].map(|each| V::pick(each, feature));
    let [sent, received] = [0, 1].map(|of| {
        let variance = (one + spreads[of] / all.max(one)).ln();
        (variance.sqrt() * normals[of] - V::splat(0.5) * variance).exp()
    });
    let batch = state.features.see(feature, |it| it.now.batch);
    let call = meters::call(run, feature, batch);
    let call = Call {
        input: call.input * sent,
        cached: call.cached * sent,
        written: call.written * sent,
        written_hour: call.written_hour * sent,
        output: call.output * received,
        ..call
    };
    state.features.change(feature, |it| it.month.served = it.month.served + all);
    for choice in run.shape.choices() {
        let [by, served] = state.legs.see(run.leg(feature, choice), |it| [it.now.service, it.today.served]);
        V::each(run.models(), |service| {
            let served = served.when(is(by, service));
            let [long, long_sent] = meters::long(run, feature, ways::long_above(run, state, service), batch);
            let gpu_seconds = on_cards::of_call(run, state, feature, service);
            let units = of_call(&Call { long, long_sent, gpu_seconds, ..call });
            let first = counter(run, service);
            for (meter, units) in units.into_iter().enumerate() {
                state.counters.change(first + V::index(meter), |it| it.used = it.used + units * served);
            }
            let (first_word, full_answer) = answered(run, state, feature, service);
            state.features.change(feature, |it| {
                let month = &mut it.month;
                for (service, sum, square) in [
                    (first_word, &mut month.first_word, &mut month.first_word_square),
                    (full_answer, &mut month.full_answer, &mut month.full_answer_square),
                ] {
                    let seconds = served * service.mean;
                    *sum = *sum + seconds;
                    *square = *square + seconds * service.mean * (one + service.variance);
                }
            });
        });
    }
    (call.sent() + call.output) * all
}
