//! What a place still admits: limits of a day and of a month, credits, spending caps, and plans that have ended.
//!
//! All are turned once a day into a number of requests (at slots) or calls (at features), so that an hour needs no
//! division. Within a day a limit therefore binds at the right hour; a cap in dollars is looked at once a day, as bills are.

use super::layout::{BACKEND, DATA, FRONTEND, METERS, SLOTS};
use super::plan::is_limit;
use super::{Plan, Run, State, meters, pricing};
use crate::value::Value;

/// Units so small that a request which uses fewer of them uses none.
const NONE: f32 = 1e-12;

/// Requests until `left` units are used up, at `rate` units a request.
fn requests<V: Value>(limit: V, left: V, rate: V) -> V {
    let requests = left.max(V::splat(0.0)) / rate.max(V::splat(NONE));
    V::select(is_limit(limit), requests, V::splat(Plan::<V>::UNLIMITED)).min(V::splat(Plan::<V>::UNLIMITED))
}

/// Sets what a place admits today and this month. A request there uses `rates` units of each meter; `levels` are those of
/// its stocks.
pub(super) fn open<V: Value>(
    run: &Run<'_, V>,
    state: &mut State<V>,
    place: usize,
    rates: &[V; METERS],
    levels: &[V; METERS],
) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    let unlimited = V::splat(Plan::<V>::UNLIMITED);
    let (plan, daily) = (&state.plans[place], &mut state.daily);
    let used = &daily.used[pricing::row(place)];

    let mut day = unlimited;
    let mut month = unlimited;
    for meter in 0..METERS {
        let is_stock = meters::is_stock(place, meter);
        let counted = if is_stock { levels[meter] } else { used[meter] };
        day = day.min(requests(plan.day_limit[meter], plan.day_limit[meter], rates[meter]));
        month = month.min(requests(plan.month_limit[meter], plan.month_limit[meter] - counted, rates[meter]));
    }
    let credits = pricing::credits_a_request(plan, used, rates);
    month = month.min(requests(plan.pool_limit, plan.pool_limit - daily.spent[place], credits));

    // What the cap leaves in dollars, and what is left of the free pool.
    let cap = run.params.spend_cap[place];
    let billed = daily.bill[place] + daily.fees_ahead[place] + pricing::dollars(plan, daily.spent[place]);
    let free = (plan.pool - daily.spent[place]).max(zero);
    let payable = free + (cap - billed).max(zero) / plan.pool_usd.max(V::splat(1e-6));
    let mut own = requests(cap, payable, credits);
    if place >= SLOTS {
        own = V::select(daily.committed.lt(run.params.hard_cap), own, zero);
    }
    daily.capped[place] = V::splat(1.0).when(own.lt(month));

    let ended = half.lt(daily.suspended[place]) | !daily.idle[place].lt(plan.idle_days);
    daily.day_room[place] = day;
    daily.month_room[place] = V::select(ended, zero, month.min(own));
}

/// How many of the `wanted` a place admits: what the day has left, and then what the month has.
#[inline(always)]
pub(super) fn admit<V: Value>(state: &mut State<V>, place: usize, of_day: V, wanted: V) -> (V, V) {
    let (zero, daily, hourly) = (V::splat(0.0), &state.daily, &mut state.hourly);
    let resets = (of_day - daily.reset_hour[place]).abs().lt(V::splat(0.5));
    hourly.since_reset[place] = V::select(resets, zero, hourly.since_reset[place]);
    let within_day = wanted.min((daily.day_room[place] - hourly.since_reset[place]).max(zero));
    let within_month = within_day.min((daily.month_room[place] - hourly.today[place]).max(zero));
    (within_day, within_month)
}

/// Counts what a place admitted.
#[inline(always)]
pub(super) fn count<V: Value>(state: &mut State<V>, place: usize, admitted: V) {
    let hourly = &mut state.hourly;
    hourly.since_reset[place] = hourly.since_reset[place] + admitted;
    hourly.today[place] = hourly.today[place] + admitted;
}

/// At the day's end: plans that end for good when their month is used up or their trial is over, and days without use.
///
/// `wanted` is how many were expected; whether anybody came at all is drawn with `uniform`.
pub(super) fn close<V: Value>(state: &mut State<V>, place: usize, wanted: V, uniform: V) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let (plan, daily, hourly) = (&state.plans[place], &mut state.daily, &state.hourly);
    let used_up = (daily.month_room[place] - hourly.today[place]).lt(one) & daily.capped[place].lt(half);
    daily.busiest[place] = daily.busiest[place].max(hourly.today[place]);
    daily.days_on[place] = daily.days_on[place] + one;
    let ends = (half.lt(plan.lasts) & used_up) | !daily.days_on[place].lt(plan.trial_days);
    daily.suspended[place] = V::select(ends, one, daily.suspended[place]);
    daily.idle[place] = V::select((-wanted).exp().lt(uniform), zero, daily.idle[place] + one);
}

/// Every place that may turn somebody away: slots with their own limit, and the features.
pub(super) fn limited<V: Value>(run: &Run<'_, V>) -> impl Iterator<Item = usize> + use<V> {
    [FRONTEND, BACKEND, DATA].into_iter().chain(SLOTS..run.places().end)
}
