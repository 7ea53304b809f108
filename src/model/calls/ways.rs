//! The ways from features to models: which share of the calls takes which, what a request of a model's usual mix uses, and
//! what its minute takes.

use super::on_cards;
use super::speed::services;
use crate::model::breach::all_failed;
use crate::model::layout::{CHOICES, SLOTS};
use crate::model::limit::{FIXED, HOUR, MINUTE, MONTH, REQUEST, VISITOR, cause};
use crate::model::meters::Counters;
use crate::model::plan::is_limit;
use crate::model::quota::SELDOM;
use crate::model::terms::{Term, Terms};
use crate::model::world::{Route, account_of, counter, is, of_account};
use crate::model::{Offer, Run, State, UNLIMITED, meters, throttle, whole};
use crate::parts::{CALLS, Call, of_call};
use crate::value::{List, Value};

/// A choice that takes what another account refuses is expected to get this share of its feature's calls on the first day, an
/// assumption, and what it got the day before on the others.
const FIRST_DAY: f32 = 0.5;

/// Whether a limit of a minute, which says so in place of what may be used at a moment, is of a minute of the clock.
fn is_fixed<V: Value>(at_once: V) -> V::Mask {
    at_once.lt(V::splat(FIXED + 1e-12))
}

/// At the day's begin: what each way from a feature to a model brings there, and what a request of each model uses.
pub(in crate::model) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    V::each(run.features(), |feature| open_feature(run, state, feature));
    measure(run, state);
    V::each(run.models(), |service| open_model(run, state, service));
    V::each(run.models(), |service| close_gates(run, state, service));
}

/// How many calls of a feature share a request, and how long each waits for it; gives the calls of a user's mean hour.
///
/// A request is sent when its batch is full or the first call in it has waited long enough (`docs/model.md`, Templates, caches and
/// batches).
pub(in crate::model) fn gather<V: Value>(run: &Run<'_, V>, state: &mut State<V>, feature: V::Index) -> V {
    let (p, one) = (&run.params, V::splat(1.0));
    let users = state.daily.users;
    state.features.change(feature, |it| {
        let rate = users * it.now.call_rate * V::splat(1.0 / 3_600.0);
        it.now.batch = (one + rate * p.batch_wait).min(p.batch);
        // Until it is full a call waits half as long as that takes; until the first has waited long enough, that one waits all
        // of it and those which come meanwhile half.
        let until_full = (p.batch - one) / rate.max(V::splat(1e-9));
        let until_due = p.batch_wait * (it.now.batch + one) / it.now.batch;
        it.now.batch_wait = V::splat(0.5) * until_due.min(until_full);
        it.now.call_rate
    })
}

/// What the ways of a feature bring.
fn open_feature<V: Value>(run: &Run<'_, V>, state: &mut State<V>, feature: V::Index) {
    let all = gather(run, state, feature);
    for choice in run.shape.choices() {
        let share = share(run, feature, choice);
        let [before, account] = [choice.saturating_sub(1), choice].map(|choice| account(run, state, feature, choice));
        let first_day = V::splat(FIRST_DAY).when(V::splat(0.5).lt((account - before).abs()));
        state.legs.change(run.leg(feature, choice), |it| {
            let leg = &mut it.now;
            let guess = V::select(leg.seen.lt(V::splat(0.0)), all * first_day, leg.seen);
            let rate = if choice == 0 { all * share } else { guess.max(all * share) };
            leg.rate = rate.when(!leg.service.lt(V::splat(-0.5)));
        });
    }
}

/// What a request of a model's usual mix uses, and how long it takes.
fn open_model<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index) {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let by_card = Offer::at(run, service, of_account(run, state, service, |it| it.now.rank)).by_card;
    let before = [zero; CALLS.len() + 4];
    let [rates @ .., rate, seconds, batched, varies] = V::fold(run.features(), before, |feature, mut sums| {
        let [batch, batch_wait] = state.features.see(feature, |it| [it.now.batch, it.now.batch_wait]);
        let [long, long_sent] = meters::long(run, feature, long_above(run, state, service), batch);
        let call = meters::call(run, feature, batch);
        let (_, full) = services(run, state, feature, service);
        // What waits for its batch is not at the provider yet.
        let seconds = full.mean - batch_wait;
        let gpu_seconds = V::select(V::splat(0.5).lt(by_card), seconds, call.gpu_seconds);
        let units = of_call(&Call { long, long_sent, gpu_seconds, ..call });
        for choice in run.shape.choices() {
            let mine = state.legs.see(run.leg(feature, choice), |it| {
                // What is too large uses nothing.
                let passes = is(it.now.service, service) & it.now.too_large.lt(V::splat(0.5));
                it.now.rate.max(V::splat(SELDOM)).when(passes)
            });
            let sent = V::pick(&run.params.sent_variance, feature);
            for (sum, unit) in sums.iter_mut().zip(units.into_iter().chain([one, seconds, batch, sent])) {
                *sum = *sum + mine * unit;
            }
        }
        sums
    });
    let rates: [V; CALLS.len()] = rates;
    let each = one / rate.max(V::splat(SELDOM * 0.1));
    state.services.change(service, |it| {
        let now = &mut it.now;
        now.rate = rate;
        now.seconds = seconds * each;
        now.token_spread = varies * each;
        // Requests at once carry as many calls as their batches hold; where there are none it does not matter how many.
        now.concurrent_room = V::select(zero.lt(batched), batched * each, one);
    });
    let first = counter(run, service);
    for (meter, units) in rates.into_iter().enumerate() {
        state.counters.change(first + V::index(meter), |it| it.rate = units * each);
    }
    on_cards::open(run, state, service);
}

/// Million tokens above which a request to a model is long.
pub(super) fn long_above<V: Value>(run: &Run<'_, V>, state: &State<V>, service: V::Index) -> V {
    Offer::at(run, service, of_account(run, state, service, |it| it.now.rank)).long_above
}

/// At the day's end: what took the ways that take what others refuse.
pub(in crate::model) fn look_back<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let level = state.today.level.max(V::splat(1e-6));
    for choice in run.shape.choices().skip(1) {
        V::each(run.features(), |feature| {
            let by_account = by_account(run, state, feature, choice);
            state.legs.change(run.leg(feature, choice), |it| {
                it.now.seen = it.today.asked * (V::splat(1.0) - by_account) / level;
            });
        });
    }
}

/// The account that a feature's choice is with.
fn account<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: V::Index, choice: usize) -> V {
    match choice {
        0 => state.places.see(feature + V::index(SLOTS), |it| it.account),
        choice => Route::of_choice(run, feature, choice).account,
    }
}

/// Share of what the choice before refused that is refused by limits of the account that both are with: what comes because of
/// them finds nothing left there either, and takes nothing from the others.
fn by_account<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: V::Index, choice: usize) -> V {
    let zero = V::splat(0.0);
    let account = account(run, state, feature, choice);
    let before = state.legs.see(run.leg(feature, choice - 1), |it| it.now.service);
    let [share] = V::fold(run.models(), [zero], |service, [share]| {
        let is_it = is(before, service) & is(account, account_of(run, service));
        V::only_where(is_it, [share], || {
            state.services.see(service, |it| {
                let of_account = |by: V| {
                    let from = |cause: usize| V::splat(cause as f32 - 0.5);
                    from(cause::CREDIT).lt(by) & by.lt(from(cause::ONCE))
                };
                let shared = (MINUTE..=MONTH)
                    .fold(zero, |sum, window| sum + it.today.failed[window].when(of_account(it.now.by[window])));
                [shared / all_failed(it).max(V::splat(1.0))]
            })
        })
    });
    share
}

/// Share of a feature's calls that a choice gets to begin with; the first gets what the others do not.
fn share<V: Value>(run: &Run<'_, V>, feature: V::Index, choice: usize) -> V {
    let of = |choice: usize| V::pick(&run.params.others, feature * V::index(CHOICES - 1) + V::index(choice - 1));
    match choice {
        0 => run.shape.choices().skip(1).fold(V::splat(1.0), |left, choice| left - of(choice)).max(V::splat(0.0)),
        choice => of(choice),
    }
}

/// Which ways are closed because a request is too large: larger than what a request, a moment or any window may use, or a visitor
/// on a day. It never passes, however often it is tried; its size is its mean.
fn measure<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let one = V::splat(1.0);
    // Not by the last bit of a product. One request is not too many of them: what has none left refuses it as such.
    let is_larger = |term: &Term<V>, most: V, size: V| {
        let counts = !is(V::splat(meters::REQUESTS as f32), term.meter);
        one.when((most * V::splat(1.0 + 1e-5)).lt(size) & counts)
    };
    V::each(run.features(), |feature| {
        let batch = state.features.see(feature, |it| it.now.batch);
        let units = of_call(&meters::call(run, feature, batch));
        V::each(run.models(), |service| {
            let terms = Terms::new(run, service, of_account(run, state, service, |it| it.now.rank));
            let size = |term: &Term<V>| V::pick(&units, term.meter) * batch;
            let of_request = terms.most(REQUEST, |term, most| is_larger(&term, most, size(&term)));
            let of_minute = terms.most(MINUTE, |term, most| {
                let at_once = terms.number(&term, 1);
                is_larger(&term, V::select(is_fixed(at_once), most, most.min(at_once)), size(&term))
            });
            let of_others = terms.most(HOUR..=MONTH, |term, most| is_larger(&term, most, size(&term)));
            let large = of_request.max(of_minute).max(of_others);
            let long = terms.most(VISITOR, |term, most| is_larger(&term, most, V::pick(&units, term.meter)));
            for choice in run.shape.choices() {
                state.legs.change(run.leg(feature, choice), |it| {
                    let leg = &mut it.now;
                    let mine = is(leg.service, service);
                    leg.too_large = V::select(mine, large.max(long), leg.too_large);
                    leg.is_request = V::select(mine, large, leg.is_request);
                });
            }
        });
    });
}

/// What of its calls each way to a model loses whatever else they use: all where a request is too large, else what is beyond the
/// quota of a visitor. What a visitor may use of a model on a day is compared with what a visitor of the mean asks of it, of
/// whatever features.
fn close_gates<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index) {
    let one = V::splat(1.0);
    // From calls of a mean hour and user to those of a day on which the user is there.
    let a_visit = V::splat(24.0) / run.params.active_share.max(V::splat(1e-6));
    let terms = Terms::new(run, service, of_account(run, state, service, |it| it.now.rank));
    let counters = Counters::new(run, state, service);
    let beyond = terms.most(VISITOR, |term, most| {
        let wanted = counters.rate(term.meter) * of_users(run, state, service) * a_visit;
        one - most / wanted.max(V::splat(1e-12))
    });
    // Just the quota is not beyond it.
    let beyond = beyond.when(V::splat(1e-5).lt(beyond));
    V::each(run.legs(), |leg| {
        state.legs.change(leg, |it| {
            let leg = &mut it.now;
            leg.gate = V::select(is(leg.service, service), leg.too_large.max(beyond), leg.gate);
        });
    });
}

/// Calls that a mean hour brings a model for each user of the level, those alone that users make.
fn of_users<V: Value>(run: &Run<'_, V>, state: &State<V>, service: V::Index) -> V {
    let [rate] = V::fold(run.features(), [V::splat(0.0)], |feature, [rate]| {
        let share = state.features.see(feature, |it| it.now.of_users / it.now.call_rate.max(V::splat(1e-20)));
        let mine = |choice: usize| {
            state.legs.see(run.leg(feature, choice), |it| {
                let passes = is(it.now.service, service) & it.now.too_large.lt(V::splat(0.5));
                it.now.rate.max(V::splat(SELDOM)).when(passes)
            })
        };
        [run.shape.choices().fold(rate, |rate, choice| rate + mine(choice) * share)]
    });
    rate
}

/// Once all services of an account know their rates: what a minute of each model takes.
pub(in crate::model) fn open_minute<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let levels = meters::levels(run, &state.daily);
    V::each(run.models(), |service| {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let [all, rank] = of_account(run, state, service, |it| [it.now.rate, it.now.rank]);
        let varies = state.services.see(service, |it| it.now.token_spread);
        let (terms, concurrent) = (Terms::new(run, service, rank), Offer::at(run, service, rank).concurrent);
        let none = [V::splat(UNLIMITED), V::splat(UNLIMITED), zero, zero];
        let [room, bucket, by, spread] = terms.fold(MINUTE, none, |term, limit, [room, bucket, by, spread]| {
            let allowed = whole::room(run, state, service, (&term, limit), MINUTE, &levels);
            let at_once = terms.number(&term, 1);
            let is_least = allowed.lt(room) & is_limit(limit);
            let of_tokens = varies.when(!is(V::splat(meters::REQUESTS as f32), term.meter));
            let of_bucket = allowed * (at_once / limit.max(V::splat(1e-12)));
            let of_window = throttle::bucket_of_window(allowed, run.params.bursts());
            [
                V::select(is_least, allowed, room),
                V::select(is_least, V::select(is_fixed(at_once), of_window, of_bucket), bucket),
                V::select(is_least, term.cause(), by),
                V::select(is_least, of_tokens, spread),
            ]
        });
        let rate = state.services.see(service, |it| it.now.rate);
        let [kept] =
            V::only_where(is_limit(run.params.limiter), [zero], || [whole::needed(run, state, all - rate, MINUTE)]);
        state.services.change(service, |it| {
            let now = &mut it.now;
            // The app's own limiter is of a provider: its services share it as they are expected to use it, and may have what
            // the others will not need.
            let part = run.params.limiter * (now.rate / all.max(V::splat(SELDOM * 0.1))).min(one);
            let limiter = part.max(run.params.limiter - kept);
            let own = limiter.lt(room);
            now.minute_room = limiter.min(room);
            now.minute_bucket = V::select(own, limiter, bucket);
            now.limited = one.when(own);
            now.by[MINUTE] = by;
            now.token_spread = spread.when(!own);
            now.concurrent_room = now.concurrent_room * concurrent;
        });
    });
}

/// The whole calls of an hour that a choice gets to begin with.
#[inline(always)]
pub(super) fn portion<V: Value>(run: &Run<'_, V>, calls: V, feature: V::Index, choice: usize, uniform: V) -> V {
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
