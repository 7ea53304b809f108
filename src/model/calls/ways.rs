//! The ways from features to models: which share of the calls takes which, what a request of a model's usual mix uses, and
//! what its minute takes.

use super::TOKEN_VARIANCE;
use super::speed::services;
use crate::model::layout::{CHOICES, METERS};
use crate::model::limit::{MINUTE, REQUEST, VISITOR};
use crate::model::quota::SELDOM;
use crate::model::world::{is, of_account};
use crate::model::{Run, State, UNLIMITED, meters};
use crate::value::Value;

/// A choice that takes what others refuse is expected to get this share of its feature's calls on the first day, and what it
/// got the day before on the others.
const FIRST_DAY: f32 = 0.5;

/// At the day's begin: what each way from a feature to a model brings there, and what a request of each model uses.
pub(in crate::model) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (p, zero, one) = (&run.params, V::splat(0.0), V::splat(1.0));
    for feature in run.shape.features() {
        // A request is sent when its batch is full or the first call in it has waited long enough (model notes, section 2).
        let rate = state.daily.users * state.daily.call_rate[feature] * V::splat(1.0 / 3_600.0);
        let batch = (one + rate * p.batch_wait).min(p.batch);
        state.daily.batch[feature] = batch;
        for choice in run.shape.choices() {
            let (leg, _) = &state.legs[run.shape.leg(feature, choice)];
            let share = share(run, feature, choice);
            let all = state.daily.call_rate[feature];
            let guess = V::select(leg.seen.lt(zero), all * V::splat(FIRST_DAY), leg.seen);
            let rate = if choice == 0 { all * share } else { guess.max(all * share) };
            let has = !leg.service.lt(V::splat(-0.5));
            let (leg, _) = &mut state.legs[run.shape.leg(feature, choice)];
            leg.rate = rate.when(has);
        }
    }
    measure(run, state);
    for service in run.shape.models() {
        let (mut rate, mut rates) = (zero, [zero; METERS]);
        let (mut seconds, mut batched) = (zero, zero);
        for feature in run.shape.features() {
            let units = meters::of_call(run, feature, state.daily.batch[feature]);
            for choice in run.shape.choices() {
                let (leg, _) = &state.legs[run.shape.leg(feature, choice)];
                // What is too large uses nothing.
                let passes = is(leg.service, service) & leg.too_large.lt(V::splat(0.5));
                let mine = leg.rate.max(V::splat(SELDOM)).when(passes);
                let (_, full) = services(run, state, feature, service);
                rate = rate + mine;
                rates = std::array::from_fn(|meter| rates[meter] + mine * units[meter]);
                seconds = seconds + mine * full.mean;
                batched = batched + mine * state.daily.batch[feature];
            }
        }
        let each = one / rate.max(V::splat(SELDOM * 0.1));
        let now = &mut state.services[service].now;
        (now.rate, now.rates) = (rate, rates.map(|units| units * each));
        now.seconds = seconds * each;
        // Requests at once carry as many calls as their batches hold.
        now.concurrent_room = batched * each;
    }
    close_gates(run, state);
}

/// At the day's end: what took the ways that take what others refuse.
pub(in crate::model) fn look_back<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let level = state.today.level.max(V::splat(1e-6));
    for feature in run.shape.features() {
        for choice in run.shape.choices().skip(1) {
            let (leg, today) = &mut state.legs[run.shape.leg(feature, choice)];
            leg.seen = today.asked / level;
        }
    }
}

/// Share of a feature's calls that a choice gets to begin with; the first gets what the others do not.
fn share<V: Value>(run: &Run<'_, V>, feature: usize, choice: usize) -> V {
    let others = &run.params.others;
    let of = |choice: usize| others[feature * (CHOICES - 1) + choice - 1];
    match choice {
        0 => run.shape.choices().skip(1).fold(V::splat(1.0), |left, choice| left - of(choice)).max(V::splat(0.0)),
        choice => of(choice),
    }
}

/// Which ways are closed because a request is too large: larger than a request or a minute may be, or than what a visitor may
/// use on a day. It never passes, however often it is tried; its size is its mean.
fn measure<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    // Not by the last bit of a product.
    let is_larger = |most: V, size: V| (most * V::splat(1.0 + 1e-5)).lt(size);
    for feature in run.shape.features() {
        let batch = state.daily.batch[feature];
        let units = meters::of_call(run, feature, batch);
        for service in run.shape.models() {
            let offer = &state.services[service].offer;
            let (mut large, mut long) = (zero, zero);
            for (meter, units) in units.into_iter().enumerate() {
                let most = offer.limit(REQUEST, meter).min(offer.limit(MINUTE, meter));
                large = large.max(one.when(is_larger(most, units * batch)));
                long = long.max(one.when(is_larger(offer.limit(VISITOR, meter), units)));
            }
            for choice in run.shape.choices() {
                let (leg, _) = &mut state.legs[run.shape.leg(feature, choice)];
                let mine = is(leg.service, service);
                leg.too_large = V::select(mine, large.max(long), leg.too_large);
                leg.is_request = V::select(mine, large, leg.is_request);
            }
        }
    }
}

/// What of its calls each way loses whatever else they use: all where a request is too large, else what is beyond the quota of
/// a visitor. What a visitor may use of a model on a day is compared with what a visitor of the mean asks of it, of whatever
/// features.
fn close_gates<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    // From calls of a mean hour and user to those of a day on which the user is there.
    let a_visit = V::splat(24.0) / run.params.active_share.max(V::splat(1e-6));
    for service in run.shape.models() {
        let it = &state.services[service];
        let beyond = (0..METERS).fold(zero, |most, meter| {
            let wanted = it.now.rates[meter] * it.now.rate * a_visit;
            most.max(one - it.offer.limit(VISITOR, meter) / wanted.max(V::splat(1e-12)))
        });
        // Just the quota is not beyond it.
        let beyond = beyond.when(V::splat(1e-5).lt(beyond));
        for (leg, _) in &mut state.legs {
            leg.gate = V::select(is(leg.service, service), leg.too_large.max(beyond), leg.gate);
        }
    }
}

/// Once all services of an account know their rates: what a minute of each model takes.
pub(in crate::model) fn open_minute<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (p, zero, one) = (&run.params, V::splat(0.0), V::splat(1.0));
    for service in run.shape.models() {
        // The app's own limiter is of a provider: its services share it as they are expected to use it.
        let [all] = of_account(run, state, service, |account| [account.now.rate]);
        let it = &mut state.services[service];
        let limiter = p.limiter * (it.now.rate / all.max(V::splat(SELDOM * 0.1))).min(one);
        let few = V::splat(1e-12);
        let (mut room, mut by, mut spread) = (V::splat(UNLIMITED), zero, zero);
        for meter in 0..METERS {
            let allowed = it.offer.limit(MINUTE, meter) / it.now.rates[meter].max(few);
            let is_least = allowed.lt(room);
            room = V::select(is_least, allowed, room);
            by = V::select(is_least, V::splat(meter as f32), by);
            let of_tokens = V::splat(if meter == meters::REQUESTS { 0.0 } else { TOKEN_VARIANCE });
            spread = V::select(is_least, of_tokens, spread);
        }
        let own = limiter.lt(room);
        it.now.minute_room = limiter.min(room);
        it.now.limited = one.when(own);
        it.now.by[MINUTE] = by;
        it.now.token_spread = spread.when(!own);
        it.now.concurrent_room = it.now.concurrent_room * it.offer.concurrent;
    }
}

/// The whole calls of an hour that a choice gets to begin with.
#[inline(always)]
pub(super) fn portion<V: Value>(run: &Run<'_, V>, calls: V, feature: usize, choice: usize, uniform: V) -> V {
    if run.shape.choices().len() == 1 {
        return calls;
    }
    // Up to this choice, less up to the one before: so the parts are whole and add up.
    let upto = |choices: usize| {
        let share = (0..choices).fold(V::splat(0.0), |sum, choice| sum + share(run, feature, choice));
        let whole = (calls * share + uniform).floor().min(calls);
        if choices == run.shape.choices().len() { calls } else { whole }
    };
    if choice == 0 { upto(1) } else { upto(choice + 1) - upto(choice) }
}
