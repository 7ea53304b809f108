//! What a service still admits: limits of a day and of a month, credits, spending caps, and plans that have ended.
//!
//! All are turned once a day into a number of requests of the day's usual mix, so that an hour needs no division. Within a
//! day a limit therefore binds at the right hour; a cap in dollars is looked at once a day, as bills are. What belongs to an
//! account (credits, caps, the app's own limiter) is shared among its services as they are expected to use it today.

use super::limit::{DAY, HOUR, MONTH, cause};
use super::meters::{Counters, Levels};
use super::plan::{UNLIMITED, is_limit};
use super::state::Service;
use super::terms::Terms;
use super::{DayClock, Offer, Run, State, Tier, meters, pricing, whole, world};
use crate::value::{List, Value};

/// Units so small that a request which uses fewer of them uses none.
pub(super) const NONE: f32 = 1e-12;

/// Requests of a mean hour and user so few that they count as none.
pub(super) const SELDOM: f32 = 1e-6;

/// Share of a limit that is nothing where no more of it is left: more than single precision loses in a month's sums.
const NOTHING: f32 = 1e-5;

/// What is left of a limit once so much of it is used; nothing where that may be no more than what rounding leaves of two large numbers.
pub(super) fn rest<V: Value>(limit: V, used: V) -> V {
    let left = limit - used;
    left.when((limit * V::splat(NOTHING)).lt(left))
}

/// Of the requests that a service admits yet those that are one at least: a part of one is nobody's, and would keep a part of the app running
/// that has nothing left.
fn whole<V: Value>(left: V) -> V {
    left.when(!left.lt(V::splat(1.0)))
}

/// Requests until `left` units are used up, at `rate` units a request.
pub(super) fn requests<V: Value>(limit: V, left: V, rate: V) -> V {
    let requests = left.max(V::splat(0.0)) / rate.max(V::splat(NONE));
    V::select(is_limit(limit), requests, V::splat(UNLIMITED)).min(V::splat(UNLIMITED))
}

/// At the day's begin, once all services know their rates: what accounts have left, and what services admit.
pub(super) fn open<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    V::each(run.accounts(), |account| open_account(run, state, account));
    V::each(run.services(), |service| burn(run, state, service));
    V::each(run.models(), |service| whole::open(run, state, service));
    let levels = meters::levels(run, &state.daily);
    V::each(run.services(), |service| open_service(run, clock, state, service, &levels));
}

/// Whether a service is a model.
pub(super) fn is_model<V: Value>(run: &Run<'_, V>, service: V::Index) -> V::Mask {
    !V::whole(service).lt(V::whole(run.models().start))
}

/// What the credits and the own cap of an account have left.
fn open_account<V: Value>(run: &Run<'_, V>, state: &mut State<V>, account: V::Index) {
    let (zero, few) = (V::splat(0.0), V::splat(1e-6));
    let unlimited = V::splat(UNLIMITED);
    let [cap] = V::fold(run.places(), [unlimited], |place, [cap]| {
        let here = world::is(state.places.see(place, |it| it.account), account);
        [V::select(here, cap.min(V::pick(&run.params.spend_cap, place)), cap)]
    });
    let tier = Tier::now(run, state, account);
    state.accounts.change(account, |it| {
        let spent = it.month.spent;
        let free = rest(tier.pool, spent);
        let billed = it.month.bill + it.month.fees_ahead + pricing::dollars(&tier, spent);
        let payable = free + rest(cap, billed) / tier.pool_usd.max(few);
        it.now.left = V::select(is_limit(tier.pool_limit), rest(tier.pool_limit, spent), unlimited);
        it.now.own_left = V::select(is_limit(cap), payable, unlimited);
        (it.now.burn, it.now.rate) = (zero, zero);
    });
}

/// How fast a service uses up what its account has left.
fn burn<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index) {
    let account = world::account_of(run, service);
    let [left, rank, level] =
        state.accounts.see(account, |it| [it.now.left.min(it.now.own_left), it.now.rank, it.now.level]);
    // Most accounts have neither credits nor a cap, and then nothing has to be priced.
    let [price] = V::only_where(is_limit(left), [V::splat(0.0)], || {
        let terms = Terms::new(run, service, rank);
        [pricing::credits_a_request(&terms, Counters::new(run, state, service), level)]
    });
    let [rate, burn] = state.services.change(service, |it| {
        it.now.price = price;
        let rate = it.now.rate.max(V::splat(SELDOM)).when(V::splat(0.5).lt(it.now.on));
        [rate, rate * price]
    });
    state.accounts.change(account, |it| {
        (it.now.burn, it.now.rate) = (it.now.burn + burn, it.now.rate + rate);
    });
}

/// What a service admits today and this month.
fn open_service<V: Value>(
    run: &Run<'_, V>,
    clock: &DayClock<V>,
    state: &mut State<V>,
    service: V::Index,
    levels: &Levels<V>,
) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let account = world::account_of(run, service);
    let rank = state.accounts.see(account, |it| it.now.rank);
    let idle_days = Tier::at(run, account, rank).idle_days;
    let [left, own_left, burn, ended, ended_by] = state.accounts.see(account, |account| {
        let now = &account.now;
        let idle = !now.idle.lt(idle_days);
        let suspended = half.lt(now.suspended);
        let by = V::select(suspended, now.cause, V::splat(cause::IDLE as f32));
        [now.left, now.own_left, now.burn, one.when(suspended | idle), by]
    });
    let (terms, offer) = (Terms::new(run, service, rank), Offer::at(run, service, rank));
    // Past the app's own cap on everything no model is called.
    let stopped = is_model(run, service) & !state.daily.committed.lt(run.params.hard_cap);
    // The smallest of all, and which it was; the first of equals.
    let smaller = |[least, by]: [V; 2], requests: V, index: V| {
        let is = requests.lt(least);
        [V::select(is, requests, least), V::select(is, index, by)]
    };
    let none = [V::splat(UNLIMITED), zero];
    let window = |list: usize| {
        terms.fold(list, none, |term, limit, least| {
            smaller(least, whole::room(run, state, service, (&term, limit), list, levels), term.cause())
        })
    };
    let (hour, day, month) = (window(HOUR), window(DAY), window(MONTH));
    let [rate, price] = state.services.see(service, |it| [it.now.rate.max(V::splat(SELDOM)), it.now.price]);
    let [kept] =
        V::only_where(is_limit(left.min(own_left)), [zero], || [whole::needed(run, state, burn - rate * price, MONTH)]);
    state.services.change(service, |it| {
        // The credits that are left last for so many hours of the level, whoever of the account uses them; but what the others
        // will not need today may be used at once.
        let of_credits = |left: V| {
            let part = requests(left, left, burn / rate);
            let requests = part.max(requests(left, left - kept, price));
            // What costs nothing needs none.
            V::select(half.lt(offer.priced), requests, V::splat(UNLIMITED))
        };
        let month = smaller(month, of_credits(left), V::splat(cause::CREDIT as f32));
        let own = V::select(stopped, zero, of_credits(own_left));
        (it.now.hour_room, it.now.by[HOUR]) = (hour[0], hour[1]);
        (it.now.day_room, it.now.by[DAY]) = (day[0], day[1]);
        it.now.day_left = whole(rest(day[0], it.now.since_reset));
        let is_suspended = half.lt(it.now.suspended);
        let is_no_more = !clock.number.lt(offer.ends);
        let ended_by = V::select(is_no_more, V::splat(cause::ENDED as f32), ended_by);
        let has_ended = half.lt(ended) | is_no_more;
        it.now.capped = one.when(own.lt(month[0]) & !(is_suspended | has_ended));
        it.now.reset_hour = offer.reset_hour;
        let by = V::select(is_suspended, it.now.cause, month[1]);
        it.now.by[MONTH] = V::select(has_ended, ended_by, by);
        it.now.month_left = V::select(is_suspended | has_ended, zero, whole(month[0].min(own)));
    });
}

/// How many of the `wanted` a service admits: what the hour has left of which so many are `taken`, then what the day has, and
/// then what the month has.
#[inline(always)]
pub(super) fn admit<V: Value>(it: &Service<V>, wanted: V, taken: V) -> [V; 3] {
    let zero = V::splat(0.0);
    let within_hour = wanted.min((it.now.hour_room - taken).max(zero));
    let within_day = within_hour.min(it.now.day_left);
    let within_month = within_day.min(it.now.month_left);
    [within_hour, within_day, within_month]
}

/// Counts what a service admitted. What is left is counted down, so that just nothing is left once it is used up: whether the sum of what
/// was admitted is all that may be is a question of rounding, and what that leaves of a billion visits keeps a backend busy for another
/// hour.
#[inline(always)]
pub(super) fn count<V: Value>(it: &mut Service<V>, admitted: V) {
    it.now.since_reset = it.now.since_reset + admitted;
    it.today.admitted = it.today.admitted + admitted;
    it.now.day_left = it.now.day_left - admitted;
    it.now.month_left = it.now.month_left - admitted;
}

/// Daily counts that start again in this hour of the day.
#[inline(always)]
pub(super) fn reset<V: Value>(run: &Run<'_, V>, state: &mut State<V>, of_day: V) {
    V::each(run.services(), |service| {
        state.services.change(service, |it| {
            let resets = (of_day - it.now.reset_hour).abs().lt(V::splat(0.5));
            if V::may_hold(resets) {
                it.now.since_reset = V::select(resets, V::splat(0.0), it.now.since_reset);
                it.now.day_left = V::select(resets, it.now.day_room, it.now.day_left);
            }
        });
    });
}

/// At the day's end: what ends for good when its month is used up or its trial is over, and days without use.
///
/// Whether anybody came at all, where few were expected, is drawn with `uniform`.
pub(super) fn close<V: Value>(run: &Run<'_, V>, state: &mut State<V>, uniform: V) {
    let [app_calls] = V::sum(run.features(), |feature| [state.features.see(feature, |it| it.today.wanted)]);
    V::each(run.services(), |service| close_service(run, state, service, app_calls));
    V::each(run.accounts(), |account| close_account(run, state, account, uniform));
}

/// Whether the month of a service has nothing left, and not by the app's own cap.
fn is_used_up<V: Value>(it: &Service<V>) -> V::Mask {
    it.now.month_left.lt(V::splat(1.0)) & it.now.capped.lt(V::splat(0.5))
}

fn close_service<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index, app_calls: V) {
    let (half, one) = (V::splat(0.5), V::splat(1.0));
    let account = world::account_of(run, service);
    let lasts = Offer::at(run, service, state.accounts.see(account, |it| it.now.rank)).lasts;
    let [asked, calls, used_up] = state.services.change(service, |it| {
        let is_on = half.lt(it.now.on);
        let (is_out, by) = (is_used_up(it), it.now.by[MONTH]);
        let by_meter = by.lt(V::splat(cause::CREDIT as f32 - 0.5)) | V::splat(cause::OF_ACCOUNT as f32 - 0.5).lt(by);
        let ends = half.lt(lasts) & is_out & by_meter & is_on;
        // A day that begins elsewhere in the world may have more than its limit.
        it.month.busiest = it.month.busiest.max(it.today.admitted.min(it.now.day_room));
        it.now.cause = V::select(ends & it.now.suspended.lt(half), by, it.now.cause);
        it.now.suspended = V::select(ends, one, it.now.suspended);
        let by_credit = (by - V::splat(cause::CREDIT as f32)).abs().lt(half) & is_on;
        let calls = V::select(is_model(run, service), it.today.asked, app_calls.when(is_on));
        let background = run.params.background.when(is_on & !is_model(run, service));
        [it.today.asked + background * V::splat(24.0), calls, one.when(is_out & by_credit)]
    });
    state.accounts.change(account, |it| {
        it.today.asked = it.today.asked + asked;
        it.today.calls = it.today.calls + calls;
        it.today.used_up = it.today.used_up + used_up;
    });
}

fn close_account<V: Value>(run: &Run<'_, V>, state: &mut State<V>, account: V::Index, uniform: V) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let tier = Tier::at(run, account, state.accounts.see(account, |it| it.now.rank));
    state.accounts.change(account, |it| {
        let is_used = !it.now.rank.lt(zero);
        it.now.days_on = it.now.days_on + one.when(is_used);
        it.now.days = it.now.days + one.when(is_used | zero.lt(it.now.days));
        let over = !it.now.days_on.lt(tier.trial_days);
        let spent = half.lt(tier.lasts) & half.lt(it.today.used_up);
        let by = V::select(over, V::splat(cause::TRIAL as f32), V::splat(cause::CREDIT as f32));
        it.now.cause = V::select((over | spent) & it.now.suspended.lt(half), by, it.now.cause);
        it.now.suspended = V::select(over | spent, one, it.now.suspended);
        // A call is whole, and certain; visits are expected.
        let called = half.lt(it.today.calls);
        let [nobody] = V::only_where(!called, [zero], || [(-it.today.asked).exp()]);
        let comes = nobody.lt(uniform) | called;
        it.now.idle = V::select(comes, zero, it.now.idle + one.when(is_used));
    });
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::*;
    use crate::value::Numbers;

    /// By hand: of 3,000 a hundred-thousandth is 0.03.
    #[test]
    fn what_rounding_leaves_of_a_limit_is_nothing() {
        for (used, left) in
            [(0.0, 3_000.0), (2_999.0, 1.0), (2_999.96, 0.04), (2_999.98, 0.0), (3_000.0, 0.0), (9e9, 0.0)]
        {
            assert!((rest(3_000.0_f64, used) - left).abs() < 1e-9, "{used}");
        }
        assert_eq!([rest(0.0_f64, 0.0), rest(f64::from(UNLIMITED), 1e12)], [0.0, f64::from(UNLIMITED)]);
        // A month of equal days uses all there is; in single precision the sum is not all.
        let mut rounded = 0;
        for limit in [1.0_f32, 3_000.0, 1e6, 1.234_567e9, 3.3e12] {
            let used = (0..31).fold(f32x8::splat(0.0), |sum, _| sum + f32x8::splat(limit / 31.0));
            rounded += usize::from(used.to_array()[0] < limit);
            assert_eq!(rest(f32x8::splat(limit), used).to_array(), [0.0; 8], "{limit}");
        }
        assert!(rounded > 0, "no sum is rounded: nothing was tried");
    }

    /// Less than one is none; what a mean request makes of more need not be whole.
    #[test]
    fn a_part_of_a_request_is_nobody() {
        for (left, admitted) in [(0.0, 0.0), (0.01, 0.0), (0.999, 0.0), (1.0, 1.0), (4.5, 4.5)] {
            assert_eq!(whole(left), admitted);
        }
    }

    /// Of what a day or a month admits just nothing is left once an hour wants more than there is, whatever was admitted before. The sum of
    /// both hours is now and then not all there was: what is left after a small number is rounded.
    #[test]
    fn what_is_used_up_is_used_up() {
        let none = f32x8::splat(0.0);
        let mut rounded = 0;
        for room in [1.0_f32, 1e3, 16_777_217.0, 1.234_567e9, 3.3e12] {
            for (step, share) in [0.013_f32, 0.057, 0.11, 0.237, 0.311].into_iter().enumerate() {
                let mut it = Service::make(&mut |_| none);
                let [least, most] = [room, room * 2.0].map(f32x8::splat);
                let is_day = step % 2 == 0;
                it.now.hour_room = f32x8::splat(UNLIMITED);
                (it.now.day_left, it.now.month_left) = if is_day { (least, most) } else { (most, least) };
                let first = f32x8::from(std::array::from_fn(|lane| room * share * (1.0 + 0.137 * lane as f32)));
                for wanted in [first, most, most] {
                    let [.., admitted] = admit(&it, wanted, none);
                    count(&mut it, admitted);
                }
                let left = if is_day { it.now.day_left } else { it.now.month_left };
                assert_eq!(left.to_array(), [0.0; 8], "{room} {share}");
                rounded += it.today.admitted.to_array().into_iter().filter(|sum| *sum != room).count();
            }
        }
        assert!(rounded > 0, "no sum is rounded: nothing was tried");
    }
}
