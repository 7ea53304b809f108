//! The stages an engine calls, in the order of the clock. What each does is in the files it calls.

use super::random::{Block, draw, normal};
use super::{
    Daily, DayClock, HourClock, Hourly, Kept, MonthClock, Monthly, Plan, Record, Run, State, Totals, demand, growth,
    ladder, limits, pricing,
};
use crate::value::Value;

/// The state before the first month.
pub fn begin<V: Value>(run: &Run<'_, V>) -> State<V> {
    let zero = V::splat(0.0);
    let mut state = State {
        hourly: Hourly::from_fn(|_| zero),
        daily: Daily::from_fn(|_| zero),
        monthly: Monthly::from_fn(|_| zero),
        kept: Kept::from_fn(|_| zero),
        plan: Plan::at(run, zero),
    };
    // Noise with a memory starts where it is in the long run, so that the first month is as noisy as any.
    let words = draw(run, V::int(0), Block::Start);
    state.monthly.passing = run.params.passing_noise * normal::<V>(words[0]);
    state.hourly.residual = run.params.hourly_noise * normal::<V>(words[1]);
    state.monthly.ln_users_end = run.params.ln_users;
    state.daily.days_to_move = V::splat(Daily::<V>::NOT_MOVING);
    state
}

/// Before a month's first day.
pub fn month_begin<V: Value>(run: &Run<'_, V>, clock: &MonthClock<V>, state: &mut State<V>) {
    growth::grow(run, clock, state);
}

/// Before a day's first hour.
pub fn day_begin<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    ladder::climb(run, state);
    limits::rooms(run, state);
    pricing::base(state, clock.days);
    demand::day_level(run, clock, state);
}

/// One hour.
#[inline(always)]
pub fn hour<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>) {
    let (calls, uniform) = demand::calls(run, clock, state);
    limits::admit(run, clock, state, calls, uniform);
}

/// After a day's last hour: the day is added to the month.
pub fn day_end<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    pricing::meter(run, clock, state);
    ladder::decide(run, state);
    let zero = V::splat(0.0);
    let State { hourly, daily, kept, .. } = state;
    daily.calls = daily.calls + hourly.calls;
    for limit in 0..3 {
        daily.refused[limit] = daily.refused[limit] + hourly.refused[limit];
        let first = kept.first_refused[limit];
        let is_first = first.lt(V::splat(0.5)) & zero.lt(hourly.refused[limit]);
        kept.first_refused[limit] = V::select(is_first, clock.number, first);
    }
    hourly.calls = zero;
    hourly.served = zero;
    hourly.refused = [zero; 3];
}

/// After a month's last day: the month is billed and recorded.
pub fn month_end<V: Value>(run: &Run<'_, V>, state: &mut State<V>) -> Record<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    pricing::settle(state, zero.lt(one));
    let State { daily, monthly, kept, .. } = state;
    let over_budget = one.when(run.params.budget.lt(daily.bill));
    kept.cost = kept.cost + daily.bill;
    kept.over_budget = kept.over_budget.max(over_budget);
    let record = Record {
        users: monthly.ln_users_end.exp(),
        calls: daily.calls,
        refused: daily.refused,
        cost: daily.bill,
        on_last_plan: one.when(!daily.rung.lt(run.params.last_rung)),
        over_budget,
    };
    daily.calls = zero;
    daily.refused = [zero; 3];
    daily.bill = zero;
    record
}

/// After the last month.
pub fn end<V: Value>(state: &State<V>) -> Totals<V> {
    let Kept { first_refused, cost, over_budget } = state.kept;
    Totals { first_refused, cost, over_budget }
}
