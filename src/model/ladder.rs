//! Moving from plan to plan.

use super::{Daily, Plan, Run, State, pricing};
use crate::value::Value;

/// At the day's end: decides to move on after too many refusals, unless a move is under way or there is no plan left.
pub(super) fn decide<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let hourly = &state.hourly;
    let refused = hourly.refused[0] + hourly.refused[1] + hourly.refused[2];
    let too_many = (run.params.refused_share * hourly.calls).lt(refused);
    let idle = V::splat(Daily::<V>::NOT_MOVING * 0.5).lt(state.daily.days_to_move);
    let has_next = state.daily.rung.lt(run.params.last_rung);
    let starts = too_many & idle & has_next;
    state.daily.days_to_move = V::select(starts, run.params.lead_days, state.daily.days_to_move);
}

/// At the day's begin: takes a move that is due. The old plan is billed for what was used on it, the new plan's meters
/// and counts start at zero.
pub(super) fn climb<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let due = state.daily.days_to_move.lt(V::splat(0.5));
    pricing::settle(state, due);
    let daily = &mut state.daily;
    daily.days_to_move = V::select(due, V::splat(Daily::<V>::NOT_MOVING), daily.days_to_move - V::splat(1.0));
    daily.rung = V::select(due, daily.rung + V::splat(1.0), daily.rung);
    state.hourly.served_since_reset = V::select(due, V::splat(0.0), state.hourly.served_since_reset);
    state.plan = Plan::at(run, daily.rung);
}
