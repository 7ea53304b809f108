//! Tiers that an account reaches by what it was billed and by the days since its first: the provider takes it there by itself.

use super::layout::RUNGS;
use super::pricing::dollars;
use super::world::{Route, of_account_at, reaches};
use super::{Run, State, Tier, money};
use crate::value::{List, Value};

/// At a day's begin: by how many plans of its ladder a place's provider takes it up, and 1 where its next plan is of a tier
/// that is not reached yet, so that no move leads there. It is taken to another tier of what it is on, and to no other model.
pub(super) fn look<V: Value>(run: &Run<'_, V>, state: &State<V>, place: V::Index) -> [V; 2] {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    // Few ladders have such a plan.
    V::only_where(reaches(run, place), [zero; 2], || {
        let [rung, service] = state.places.see(place, |it| [it.rung, it.service]);
        let last = V::pick(&run.params.last_rung, place);
        V::fold(V::span(1..RUNGS), [zero; 2], |turn, [steps, waits]| {
            let next = rung + V::whole(turn);
            // It is the next one after those that are reached.
            let is_next = next.lt(last + half) & (steps - V::whole(turn) + one).abs().lt(half);
            if !V::may_hold(is_next) {
                return [steps, waits];
            }
            let route = Route::of_place(run, place, next.min(last));
            let [by_itself, reached] = reached(run, state, route);
            let is_of_same = (route.service - service).abs().lt(half);
            let rises = is_next & is_of_same & half.lt(by_itself) & half.lt(reached);
            let is_first = V::whole(turn).lt(one + half);
            let is_barred = is_next & is_first & half.lt(by_itself) & reached.lt(half);
            [steps + one.when(rises), waits.max(one.when(is_barred))]
        })
    })
}

/// 1 where the tier of a route is reached by itself, and 1 where it is reached: what was billed up to yesterday and the days
/// that have passed are enough, or the account is as high already.
fn reached<V: Value>(run: &Run<'_, V>, state: &State<V>, route: Route<V>) -> [V; 2] {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let [rank, billed, spent, days] = of_account_at(run, state, route.account, |it| {
        [it.now.rank, it.now.billed + it.month.bill, it.month.spent, it.now.days]
    });
    let billed = billed + dollars(&Tier::of(run, route.account, rank), spent);
    let Tier { after_usd, after_days, .. } = Tier::of(run, route.account, route.rank);
    let is_paid = !money::falls_short(after_usd, billed);
    let has_passed = !days.lt(after_days - half);
    let has_it = !rank.lt(route.rank - half);
    let by_itself = zero.lt(after_usd) | zero.lt(after_days);
    [one.when(by_itself), one.when((is_paid & has_passed) | has_it)]
}
