//! Tiers that an account reaches by what it was billed and by the days since its first: the provider takes it there by itself.

use super::layout::RUNGS;
use super::pricing::dollars;
use super::world::{Route, last_reached, of_account_at, reaches};
use super::{Run, State, Tier, money};
use crate::value::{List, Value};

/// At a day's begin: takes an account to the highest tier that it has reached; 1 where it rises.
pub(super) fn rise<V: Value>(run: &Run<'_, V>, state: &mut State<V>, account: V::Index) -> V {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let last = last_reached(run, account);
    // On the first day it is what is wanted first; from then on the tier it is on.
    let rank = state.accounts.see(account, |it| it.now.wanted);
    // Few accounts have such a tier.
    let [reached] = V::only_where(half.lt(last) & !rank.lt(zero), [rank], || {
        let [billed, spent, days] =
            state.accounts.see(account, |it| [it.now.billed + it.month.bill, it.month.spent, it.now.days]);
        let billed = billed + dollars(&Tier::now(run, state, account), spent);
        // Up to the next one that is chosen.
        let [reached, _] = V::fold(V::span(1..RUNGS), [rank, one], |turn, [reached, open]| {
            let next = rank + V::whole(turn);
            let is_open = half.lt(open) & !last.lt(next);
            if !V::may_hold(is_open) {
                return [reached, open];
            }
            let tier = Tier::at(run, account, next.min(last));
            let is_open = is_open & must_be_reached(&tier, next);
            let is_paid = !money::falls_short(tier.after_usd, billed);
            let has_passed = !days.lt(tier.after_days - half);
            [V::select(is_open & is_paid & has_passed, next, reached), one.when(is_open)]
        });
        [reached]
    });
    let rises = (rank + half).lt(reached);
    state.accounts.change(account, |it| it.now.reached = V::select(rises, reached, it.now.reached));
    one.when(rises)
}

/// Whether nobody can choose a tier.
fn must_be_reached<V: Value>(tier: &Tier<V>, rank: V) -> V::Mask {
    tier.enters.lt(rank - V::splat(0.5))
}

/// The tier of an account on which one is who wants another: that one, if it can be chosen or is reached, or else the next lower
/// one that can be chosen.
pub(super) fn entered<V: Value>(run: &Run<'_, V>, state: &State<V>, account: V::Index, wanted: V) -> V {
    let has_it = !state.accounts.see(account, |it| it.now.reached).lt(wanted - V::splat(0.5));
    let [rank] = V::only_where(V::splat(0.5).lt(last_reached(run, account)) & !has_it, [wanted], || {
        [Tier::at(run, account, wanted).enters.min(wanted)]
    });
    rank
}

/// Whether a place's next plan is of a tier of its own account that is not reached yet, so that no move leads there.
pub(super) fn waits<V: Value>(run: &Run<'_, V>, state: &State<V>, place: V::Index) -> V::Mask {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    // Few ladders have such a plan.
    let [waits] = V::only_where(reaches(run, place), [zero], || {
        let [rung, account] = state.places.see(place, |it| [it.rung, it.account]);
        let last = V::pick(&run.params.last_rung, place);
        let next = Route::of_place(run, place, (rung + one).min(last));
        let [reached] = of_account_at(run, state, next.account, |it| [it.now.rank.max(it.now.reached)]);
        let is_same = (next.account - account).abs().lt(half);
        let tier = Tier::of(run, next.account, next.rank);
        let is_barred = must_be_reached(&tier, next.rank) & reached.lt(next.rank - half);
        [one.when(is_same & is_barred & rung.lt(last - half))]
    });
    half.lt(waits)
}

/// At the run's begin: whoever begins with a tier that must be reached has it.
pub(super) fn begin<V: Value>(run: &Run<'_, V>, state: &mut State<V>, account: V::Index, rank: V) {
    let [has] = V::only_where(V::splat(0.5).lt(last_reached(run, account)), [-V::splat(1.0)], || {
        [V::select(must_be_reached(&Tier::at(run, account, rank), rank), rank, -V::splat(1.0))]
    });
    state.accounts.change(account, |it| it.now.reached = it.now.reached.max(has));
}
