//! What is judged by the month: whether the next plan is cheaper, and whether the one below would do.

use super::{FEW, share_of, share_of_credits, start};
use crate::model::layout::lists;
use crate::model::limit::{DAY, MINUTE, MONTH};
use crate::model::meters::Counters;
use crate::model::plan::is_limit;
use crate::model::terms::Terms;
use crate::model::world::{Route, account_of, is, of_account, of_service};
use crate::model::{Offer, Run, State, Tier, meters, pricing, reach, whole};
use crate::value::{List, Value};

/// Months running after which a cheaper plan is taken, or the one below. With the next two an assumption about founders: together they
/// keep noise from moving a plan at its border to and fro.
const MONTHS: f32 = 2.0;

/// A busy minute's calls against the mean of its hour: an assumption, somewhat more than the 2.5 that many calls with a burstiness of
/// 0.25 have (`docs/model.md`, Demand and noise).
const BURST: f32 = 3.0;

/// Share of the lower plan's allowance below which it would do: an assumption.
const ENOUGH: f32 = 0.5;

/// What a place would bill for a whole month with this month's use on a rung of its ladder, whether the plan there would have had
/// room for it in its month, its days and its minutes, and whether it would have done: with room to spare, and for good. An app
/// does not go back to a first plan that it left on a date, with its first income or for its users.
fn judge<V: Value>(run: &Run<'_, V>, state: &State<V>, place: V::Index, rung: V) -> [V; 3] {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    let route = Route::of_place(run, place, rung);
    let [service, account] = state.places.see(place, |it| [it.service, it.account]);
    // What else the account does stays with it, whichever tier it is on.
    let stays = (route.account - account).abs().lt(half);
    of_service(run, place, service, |now| {
        let [share, all, rank, level] =
            of_account(run, state, now, |it| [it.month.share, it.month.spent, it.now.rank, it.now.level]);
        let (terms, counters) = (Terms::new(run, now, rank), Counters::new(run, state, now));
        let mine = pricing::credits(&terms, counters, [share, level]);
        let others = (all - mine).max(zero).when(stays);
        of_service(run, place, route.service, |next| {
            // The tier that the account would be on: one that it has reached stays, and one that must be reached is not had.
            let account = account_of(run, next);
            let [reached, level] = state.accounts.see(account, |it| [it.now.reached, it.now.level]);
            let rank = reach::entered(run, state, account, route.rank).max(reached);
            let credits = others + pricing::credits(&Terms::new(run, next, rank), counters, [share, level]);
            judged(run, state, [place, now, next], rung, [credits, rank, level])
        })
    })
}

/// The same of a service that a place may be on next, on a tier of its account with its price level, where the account's use is worth so
/// many `credits`.
fn judged<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    [place, now, next]: [V::Index; 3],
    rung: V,
    [credits, rank, level]: [V; 3],
) -> [V; 3] {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let (tier, offer) = (Tier::at(run, account_of(run, next), rank), Offer::at(run, next, rank));
    let (terms, counters) = (Terms::new(run, next, rank), Counters::new(run, state, now));
    let bill = pricing::fixed(run, &tier) * level + pricing::dollars(&tier, credits);
    let busiest = state.services.see(now, |it| it.month.busiest);
    // All models of the account it would be on: what the place brings along comes on top of what they do.
    let comes = !is(V::whole(account_of(run, now)), account_of(run, next));
    let whole = |meter: V::Index| {
        let [used, a_day] = whole::used(run, state, account_of(run, next), meter);
        let (used_here, here) = (counters.used(meter), counters.rate(meter) * busiest);
        [used + used_here.when(comes), a_day + here.when(comes)]
    };
    let levels = meters::levels(run, &state.daily);
    // The month, its busiest day, and a minute's burst of the busiest hour's calls that this model is expected to get of all,
    // against the limits that refuse.
    let of_list = |list: usize| share_of(&terms, list, counters, &levels, |meter| whole(meter)[0]);
    let of_day = terms.most(DAY, |term, limit| {
        let a_day = counters.rate(term.meter) * busiest;
        let [a_day] = V::only_where(term.is_of_account(), [a_day], || [whole(term.meter)[1]]);
        a_day / limit.max(V::splat(FEW))
    });
    let [all] = V::sum(run.models(), |model| [state.services.see(model, |it| it.now.rate)]);
    let mine = state.services.see(now, |it| it.now.rate) / all.max(V::splat(1e-12));
    let burst = state.month.peak * mine.min(one) * V::splat(BURST / 60.0);
    let of_minute =
        terms.most(MINUTE, |term, limit| (burst / limit).when(is(V::splat(meters::REQUESTS as f32), term.meter)));
    let [of_pool, of_cap] = share_of_credits(&tier, credits);
    let refused = of_list(MONTH).max(of_day).max(of_minute).max(of_cap);
    let most = refused.max(of_list(lists::ALLOWANCE)).max(of_pool);
    // Nobody goes for a better price to what is announced to end.
    let is_to_end = is_limit(offer.ends);
    let ends = is_limit(tier.trial_days) | half.lt(offer.lasts) | half.lt(tier.lasts) | is_to_end;
    let forbidden = half.lt(tier.personal_only) & zero.lt(state.month.income);
    let left_early = is_limit(V::pick(&p.move_day, place)) | V::pick(&p.move_users, place).lt(state.daily.users);
    let is_first = rung.lt(half);
    let does = most.lt(V::splat(ENOUGH)) & !ends & !forbidden & !(is_first & left_early);
    [bill, one.when(refused.lt(one) & !is_to_end), one.when(does)]
}

/// At the month's end, before the meters start again: decides what is judged by the month.
pub(in crate::model) fn review<V: Value>(run: &Run<'_, V>, state: &mut State<V>, slowest: V) {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    V::each(run.places(), |place| {
        let rung = state.places.see(place, |it| it.rung);
        let more = (rung + half).lt(V::pick(&p.last_rung, place));
        let slow = half.lt(V::pick(&p.move_slow, place)) & p.target.lt(slowest);

        let less = V::pick(&p.move_cheaper, place);
        let judges = less.lt(V::splat(1e3)) & more;
        let lowers = half.lt(V::pick(&p.step_down, place)) & half.lt(rung);
        let [saves, does] = V::only_where(judges | lowers, [zero; 2], || {
            // The plan below, this one and the next.
            let [below, _, would_do, now, _, _, next, has_room, _] =
                V::fold(V::span(0..3), [zero; 9], |turn, [_, _, _, a, b, c, d, e, f]| {
                    let [bill, room, does] = judge(run, state, place, (rung + V::whole(turn) - one).max(zero));
                    [a, b, c, d, e, f, bill, room, does]
                });
            [has_room.when(next.lt(now * less) & judges), would_do.when(below.lt(now) & lowers)]
        });
        state.places.change(place, |it| {
            let months = |holds: V, before: V| (before + one).when(half.lt(holds));
            it.cheaper = months(saves, it.cheaper);
            it.spare = months(does, it.spare);
            let due = V::splat(MONTHS - 0.5);
            let (cheaper, spare) = (due.lt(it.cheaper), due.lt(it.spare));
            it.cheaper = V::select(cheaper, zero, it.cheaper);
            it.spare = V::select(spare, zero, it.spare);
            start(run, it, place, (slow & more) | cheaper, 1.0);
            start(run, it, place, spare, -1.0);
        });
    });
}
