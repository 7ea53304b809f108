//! Moving from plan to plan.

use super::layout::{BACKEND, DATA, FRONTEND, METERS, SLOTS};
use super::plan::is_limit;
use super::{Daily, DayClock, Plan, Run, State, hosting, limit, meters, pricing};
use crate::value::Value;

/// Months running after which a cheaper plan is taken, or the one below.
const MONTHS: f32 = 2.0;

/// A busy minute's calls against the mean of its hour.
const BURST: f32 = 3.0;

/// Share of the lower plan's allowance below which it would do.
const ENOUGH: f32 = 0.5;

/// At the day's begin: takes moves that are due. The old plan is billed for what was used on it, the new plan's meters
/// and counts start at zero.
pub(super) fn climb<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let never = V::splat(Daily::<V>::NOT_MOVING);
    for place in run.places() {
        let due = state.daily.days_to_move[place].lt(half);
        state.daily.days_to_move[place] = V::select(due, never, state.daily.days_to_move[place] - one);
        if !V::may_hold(due) {
            continue;
        }
        pricing::settle(state, place, due);
        let daily = &mut state.daily;
        daily.rung[place] = V::select(due, daily.rung[place] + daily.direction[place], daily.rung[place]);
        let months = &mut state.monthly;
        for count in [
            &mut daily.suspended[place],
            &mut daily.days_on[place],
            &mut daily.idle[place],
            &mut months.cheaper[place],
            &mut months.spare[place],
        ] {
            *count = V::select(due, zero, *count);
        }
        state.hourly.since_reset[place] = V::select(due, zero, state.hourly.since_reset[place]);
        let rung = daily.rung[place];
        let plan = Plan::select(due, &Plan::at(run, place, rung), &state.plans[place]);
        daily.reset_hour[place] = plan.reset_hour;
        state.plans[place] = plan;
    }
}

/// Decides to move a place by one plan where `mask` holds, unless a move is under way or nothing is ever changed.
fn start<V: Value>(run: &Run<'_, V>, state: &mut State<V>, place: usize, mask: V::Mask, direction: f32) {
    let half = V::splat(0.5);
    let daily = &mut state.daily;
    let idle = V::splat(Daily::<V>::NOT_MOVING * 0.5).lt(daily.days_to_move[place]);
    let starts = mask & idle & run.frozen.lt(half);
    daily.days_to_move[place] = V::select(starts, run.params.lead_days[place], daily.days_to_move[place]);
    daily.direction[place] = V::select(starts, V::splat(direction), daily.direction[place]);
}

/// Share of a day's requests that a place turned away.
fn refused<V: Value>(state: &State<V>, place: usize) -> V {
    let hourly = &state.hourly;
    let (refused, of) = match place {
        FRONTEND => (hourly.refused[limit::FRONTEND], hourly.requests),
        BACKEND => (hourly.refused[limit::BACKEND] + hourly.refused[limit::WORKERS], hourly.requests),
        DATA => (hourly.refused[limit::DATA], hourly.requests),
        place if place >= SLOTS => {
            let reached = hourly.reached[place - SLOTS];
            ((reached - hourly.today[place]).max(V::splat(0.0)), reached)
        }
        _ => (V::splat(0.0), V::splat(1.0)),
    };
    refused / of.max(V::splat(1e-6))
}

/// Largest share of an allowance of a plan that a month's units of a place use.
fn used<V: Value>(plan: &Plan<V>, state: &State<V>, place: usize, levels: &meters::Units<V>) -> V {
    let few = V::splat(1e-9);
    let units = &state.daily.used[pricing::row(place)];
    let most = (0..METERS).fold(V::splat(0.0), |most, meter| {
        let stock = levels.get(place).filter(|_| meters::is_stock(place, meter));
        let counted = stock.map_or(units[meter], |levels| levels[meter]);
        most.max(counted / plan.included[meter].max(few))
    });
    let credits = pricing::credits(plan, &state.daily, place) / plan.pool.max(few);
    most.max(credits.when(few.lt(plan.pool)))
}

/// Largest share of a day's limits of a plan that the month's busiest day would have used.
fn used_a_day<V: Value>(run: &Run<'_, V>, plan: &Plan<V>, state: &State<V>, place: usize) -> V {
    let rates = match place.checked_sub(SLOTS) {
        Some(feature) => meters::of_call(run, feature, state.daily.batch[feature].max(V::splat(1.0))),
        None => hosting::usual(run, state)[place],
    };
    (0..METERS).fold(V::splat(0.0), |most, meter| {
        most.max(rates[meter] * state.daily.busiest[place] / plan.day_limit[meter].max(V::splat(1e-9)))
    })
}

/// Whether the plan below would have done this month: with room to spare in its month, its days and its minutes, cheaper, and
/// for good. An app does not go back to a first plan that it left on a date, with its first income or for its users.
fn would_do<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    place: usize,
    below: &Plan<V>,
    levels: &meters::Units<V>,
) -> V::Mask {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    // A minute's burst of an hour's calls, against the limit of a minute.
    let burst = state.hourly.peak * V::splat(BURST / 60.0) / below.requests_per_minute;
    let minute = if place < SLOTS { zero } else { burst };
    let most = used(below, state, place, levels).max(used_a_day(run, below, state, place)).max(minute);
    let ends = is_limit(below.trial_days) | half.lt(below.lasts);
    let forbidden = half.lt(below.personal_only) & zero.lt(state.daily.income);
    let is_first = state.daily.rung[place].lt(one + half);
    let left_early = is_limit(p.move_day[place]) | p.move_users[place].lt(state.daily.users);
    let cheaper = bill(run, below, state, place).lt(bill(run, &state.plans[place], state, place));
    most.lt(V::splat(ENOUGH)) & !ends & !forbidden & !(is_first & left_early) & cheaper
}

/// What a plan would bill for a whole month with this month's use.
fn bill<V: Value>(run: &Run<'_, V>, plan: &Plan<V>, state: &State<V>, place: usize) -> V {
    let used = pricing::dollars(plan, pricing::credits(plan, &state.daily, place));
    plan.base_usd + plan.seat_usd * run.params.more_seats + used
}

/// At the day's end: decides what is judged by the day.
pub(super) fn decide<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, half) = (&run.params, V::splat(0.5));
    let levels = hosting::levels(state);
    for place in run.places() {
        let today = state.hourly.today[place] / state.daily.day_room[place].max(V::splat(1e-6));
        let used = used(&state.plans[place], state, place, &levels).max(today);
        let always = p.move_refused[place].lt(refused(state, place)) | p.move_used[place].lt(used);
        let early = p.move_users[place].lt(state.daily.users) | !clock.number.lt(p.move_day[place]);
        let first = state.daily.rung[place].lt(half);
        let more = (state.daily.rung[place] + half).lt(p.last_rung[place]);
        start(run, state, place, (always | (early & first)) & more, 1.0);
    }
}

/// At the month's end, before the meters start again: decides what is judged by the month.
pub(super) fn review<V: Value>(run: &Run<'_, V>, state: &mut State<V>, slowest: V) {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let levels = hosting::levels(state);
    for place in run.places() {
        let rung = state.daily.rung[place];
        let more = (rung + half).lt(p.last_rung[place]);
        let slow = half.lt(p.move_slow[place]) & p.target.lt(slowest);

        let judges = p.move_cheaper[place].lt(V::splat(1e3)) & more;
        let lowers = half.lt(p.step_down[place]) & half.lt(rung);
        let [saves] = V::only_where(judges, [zero], || {
            let next = Plan::at(run, place, rung + one);
            let now = bill(run, &state.plans[place], state, place);
            [one.when(bill(run, &next, state, place).lt(now * p.move_cheaper[place]))]
        });
        let [does] = V::only_where(lowers, [zero], || {
            let below = Plan::at(run, place, (rung - one).max(zero));
            [one.when(would_do(run, state, place, &below, &levels))]
        });
        let months = |holds: V, before: V| (before + one).when(half.lt(holds));
        state.monthly.cheaper[place] = months(saves, state.monthly.cheaper[place]);
        state.monthly.spare[place] = months(does, state.monthly.spare[place]);
        let due = V::splat(MONTHS - 0.5);
        let cheaper = due.lt(state.monthly.cheaper[place]);
        let spare = due.lt(state.monthly.spare[place]);
        start(run, state, place, (slow & more) | cheaper, 1.0);
        start(run, state, place, spare, -1.0);
        state.monthly.cheaper[place] = V::select(cheaper, zero, state.monthly.cheaper[place]);
        state.monthly.spare[place] = V::select(spare, zero, state.monthly.spare[place]);
    }
}
