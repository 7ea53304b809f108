//! What a service still admits: limits of a day and of a month, credits, spending caps, and plans that have ended.
//!
//! All are turned once a day into a number of requests of the day's usual mix, so that an hour needs no division. Within a
//! day a limit therefore binds at the right hour; a cap in dollars is looked at once a day, as bills are. What belongs to an
//! account (credits, caps, the app's own limiter) is shared among its services as they are expected to use it today.

use super::layout::{METERS, SLOTS};
use super::limit::{DAY, MONTH, cause};
use super::plan::{UNLIMITED, is_limit};
use super::state::Service;
use super::world::{self, of_account, sum_of_services};
use super::{Run, State, meters, pricing};
use crate::value::Value;

/// Units so small that a request which uses fewer of them uses none.
const NONE: f32 = 1e-12;

/// Requests of a mean hour and user so few that they count as none.
pub(super) const SELDOM: f32 = 1e-6;

/// Requests until `left` units are used up, at `rate` units a request.
pub(super) fn requests<V: Value>(limit: V, left: V, rate: V) -> V {
    let requests = left.max(V::splat(0.0)) / rate.max(V::splat(NONE));
    V::select(is_limit(limit), requests, V::splat(UNLIMITED)).min(V::splat(UNLIMITED))
}

/// At the day's begin, once all services know their rates: what accounts have left, and what services admit.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>, levels: &meters::Units<V>) {
    for account in run.shape.accounts() {
        open_account(run, state, account);
    }
    for service in run.shape.all() {
        open_service(run, state, service, levels);
    }
}

/// What the credits and the own cap of an account have left, and how fast its services use it up.
fn open_account<V: Value>(run: &Run<'_, V>, state: &mut State<V>, account: usize) {
    let (zero, half, few) = (V::splat(0.0), V::splat(0.5), V::splat(1e-6));
    let unlimited = V::splat(UNLIMITED);
    let mut cap = unlimited;
    for place in run.shape.places() {
        let here = world::is(state.places[place].account, account);
        cap = V::select(here, cap.min(run.params.spend_cap[place]), cap);
    }
    let it = &mut state.accounts[account];
    let (tier, spent) = (&it.tier, it.month.spent);
    let free = (tier.pool - spent).max(zero);
    let billed = it.month.bill + it.month.fees_ahead + pricing::dollars(tier, spent);
    let payable = free + (cap - billed).max(zero) / tier.pool_usd.max(few);
    it.now.left = V::select(is_limit(tier.pool_limit), (tier.pool_limit - spent).max(zero), unlimited);
    it.now.own_left = V::select(is_limit(cap), payable, unlimited);
    let is_limited = is_limit(it.now.left.min(it.now.own_left));
    let rate = |it: &Service<V>| it.now.rate.max(V::splat(SELDOM)).when(half.lt(it.now.on));
    let [all] = sum_of_services(run, state, account, |_, it| [rate(it)]);
    // Most accounts have neither, and then nothing has to be priced.
    let [burn] = V::only_where(is_limited, [zero], || {
        let credits = |it: &Service<V>| pricing::credits_a_request(&it.offer, &it.month.used, &it.now.rates);
        sum_of_services(run, state, account, |_, it| [rate(it) * credits(it)])
    });
    let now = &mut state.accounts[account].now;
    (now.burn, now.rate) = (burn, all);
}

/// What a service admits today and this month.
fn open_service<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: usize, levels: &meters::Units<V>) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let part = run.shape.part(service);
    let [left, own_left, burn, ended, ended_by] = of_account(run, state, service, |account| {
        let now = &account.now;
        let idle = !now.idle.lt(account.tier.idle_days);
        let suspended = half.lt(now.suspended);
        let by = V::select(suspended, now.cause, V::splat(cause::IDLE as f32));
        [now.left, now.own_left, now.burn, one.when(suspended | idle), by]
    });
    let it = &mut state.services[service];
    let (offer, used, rates) = (&it.offer, &it.month.used, &it.now.rates);
    // The smallest of all, and which it was; the first of equals.
    let smaller = |(least, by): (V, V), requests: V, index: usize| {
        let is = requests.lt(least);
        (V::select(is, requests, least), V::select(is, V::splat(index as f32), by))
    };
    let mut day = (V::splat(UNLIMITED), zero);
    let mut month = day;
    for meter in 0..METERS {
        let counted = if meters::is_stock(part, meter) { levels[part][meter] } else { used[meter] };
        let (limit, rate) = (offer.limit(DAY, meter), rates[meter]);
        day = smaller(day, requests(limit, limit, rate), meter);
        let limit = offer.limit(MONTH, meter);
        month = smaller(month, requests(limit, limit - counted, rate), meter);
    }
    // The credits that are left last for so many hours of the level, whoever of the account uses them.
    let of_credits = |left: V| {
        let requests = requests(left, left, burn / it.now.rate.max(V::splat(SELDOM)));
        // What costs nothing needs none.
        V::select(half.lt(offer.priced), requests, V::splat(UNLIMITED))
    };
    month = smaller(month, of_credits(left), cause::CREDIT);
    let mut own = of_credits(own_left);
    if part >= SLOTS {
        own = V::select(state.daily.committed.lt(run.params.hard_cap), own, zero);
    }
    it.now.capped = one.when(own.lt(month.0));
    it.now.day_room = day.0;
    it.now.by[DAY] = day.1;
    let is_suspended = half.lt(it.now.suspended);
    let has_ended = half.lt(ended);
    let by = V::select(is_suspended, it.now.cause, month.1);
    it.now.by[MONTH] = V::select(has_ended, ended_by, by);
    it.now.month_room = V::select(is_suspended | has_ended, zero, month.0.min(own));
}

/// How many of the `wanted` a service admits: what the day has left, and then what the month has.
#[inline(always)]
pub(super) fn admit<V: Value>(state: &State<V>, service: usize, wanted: V) -> (V, V) {
    let (zero, it) = (V::splat(0.0), &state.services[service]);
    let within_day = wanted.min((it.now.day_room - it.now.since_reset).max(zero));
    let within_month = within_day.min((it.now.month_room - it.today.admitted).max(zero));
    (within_day, within_month)
}

/// Counts what a service admitted.
#[inline(always)]
pub(super) fn count<V: Value>(state: &mut State<V>, service: usize, admitted: V) {
    let it = &mut state.services[service];
    it.now.since_reset = it.now.since_reset + admitted;
    it.today.admitted = it.today.admitted + admitted;
}

/// Daily counts that start again in this hour of the day.
#[inline(always)]
pub(super) fn reset<V: Value>(state: &mut State<V>, of_day: V) {
    for it in &mut state.services {
        let resets = (of_day - it.now.reset_hour).abs().lt(V::splat(0.5));
        if V::may_hold(resets) {
            it.now.since_reset = V::select(resets, V::splat(0.0), it.now.since_reset);
        }
    }
}

/// At the day's end: what ends for good when its month is used up or its trial is over, and days without use.
///
/// Whether anybody came at all, where few were expected, is drawn with `uniform`.
pub(super) fn close<V: Value>(run: &Run<'_, V>, state: &mut State<V>, uniform: V) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    for it in &mut state.services {
        let used_up = (it.now.month_room - it.today.admitted).lt(one) & it.now.capped.lt(half);
        it.month.busiest = it.month.busiest.max(it.today.admitted);
        let by_meter = it.now.by[MONTH].lt(V::splat(METERS as f32 - 0.5));
        let ends = half.lt(it.offer.lasts) & used_up & by_meter & half.lt(it.now.on);
        it.now.cause = V::select(ends & it.now.suspended.lt(half), it.now.by[MONTH], it.now.cause);
        it.now.suspended = V::select(ends, one, it.now.suspended);
    }
    let app_calls = run.shape.features().fold(zero, |sum, feature| sum + state.today.wanted[feature]);
    for account in run.shape.accounts() {
        let [wanted, calls, used_up] = sum_of_services(run, state, account, |index, it| {
            let calls =
                if run.shape.part(index) == SLOTS { it.today.asked } else { app_calls.when(half.lt(it.now.on)) };
            let is_out = (it.now.month_room - it.today.admitted).lt(one) & it.now.capped.lt(half);
            let by_credit = world::is(it.now.by[MONTH], cause::CREDIT) & half.lt(it.now.on);
            [it.today.asked, calls, one.when(is_out & by_credit)]
        });
        let it = &mut state.accounts[account];
        let is_used = !it.now.rank.lt(zero);
        it.now.days_on = it.now.days_on + one.when(is_used);
        let over = !it.now.days_on.lt(it.tier.trial_days);
        let spent = half.lt(it.tier.lasts) & half.lt(used_up);
        let by = V::select(over, V::splat(cause::TRIAL as f32), V::splat(cause::CREDIT as f32));
        it.now.cause = V::select((over | spent) & it.now.suspended.lt(half), by, it.now.cause);
        it.now.suspended = V::select(over | spent, one, it.now.suspended);
        // A call is whole, and certain; visits are expected.
        let comes = (-wanted).exp().lt(uniform) | half.lt(calls);
        it.now.idle = V::select(comes, zero, it.now.idle + one.when(is_used));
    }
}
