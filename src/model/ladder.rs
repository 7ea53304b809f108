//! Moving from plan to plan.

mod review;

pub(super) use review::review;

use super::layout::{RUNGS, SLOTS, lists};
use super::limit::{CAP, LIMITER, WAYS};
use super::meters::{Counters, Levels};
use super::plan::{UNLIMITED, is_limit};
use super::state::{Place, Service};
use super::terms::Terms;
use super::world::{Route, account_of, is, of_account, of_account_at, of_counter, of_service};
use super::{DayClock, Offer, Run, State, Tier, breach, meters, pricing, reach, whole};
use crate::value::{List, Value};

/// An amount so small that it is none.
const FEW: f32 = 1e-9;

/// Before the first day: every place is to take its first plan.
pub(super) fn begin<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (p, half, none) = (&run.params, V::splat(0.5), V::splat(-1.0));
    V::each(run.accounts(), |account| {
        state.accounts.change(account, |it| (it.now.rank, it.now.reached) = (none, none));
    });
    V::each(run.places(), |place| {
        state.places.change(place, |it| {
            it.rung = V::splat(0.0);
            take(run, it, place);
        });
    });
    V::each(run.accounts(), |account| {
        let first = wanted(run, state, account, |_, rank| rank);
        state.accounts.change(account, |it| it.now.wanted = first);
        reach::begin(run, state, account, first);
    });
    V::each(run.places(), |place| {
        // Whoever knows that another plan is needed from the first day on begins with it, if it can be had.
        let at_once = V::pick(&p.move_day, place).lt(half) & !reach::waits(run, state, place);
        let first = V::pick(&p.last_rung, place).min(V::splat(1.0)).when(at_once);
        // Due on the first day, be it to where it is: so all begin there.
        state.places.change(place, |it| (it.days_to_move, it.direction) = (V::splat(0.0), first));
    });
    V::each(run.legs(), |leg| state.legs.change(leg, |it| it.now.seen = none));
}

/// Puts a place on the plan of its rung.
fn take<V: Value>(run: &Run<'_, V>, it: &mut Place<V>, place: V::Index) {
    let Route { service, account, rank } = Route::of_place(run, place, it.rung);
    (it.service, it.account, it.rank) = (service, account, rank);
}

/// At the day's begin: takes moves that are due, and tiers that accounts have reached by themselves.
pub(super) fn climb<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let never = V::splat(Place::<V>::NOT_MOVING);
    let [moves] = V::fold(run.accounts(), [zero], |account, [moves]| [moves.max(reach::rise(run, state, account))]);
    let [moves] = V::fold(run.places(), [moves], |place, [moves]| {
        let waits = reach::waits(run, state, place);
        state.places.change(place, |it| {
            // A move that is due waits for the tier that it leads to.
            let waits = waits & zero.lt(it.direction);
            let due = it.days_to_move.lt(half) & !waits;
            let days = it.days_to_move - one;
            it.days_to_move = V::select(waits, days.max(zero), days);
            [moves.max(one.when(due))]
        })
    });
    state.rarely(run, half.lt(moves), |state| {
        V::each(run.places(), |place| {
            let due = state.places.change(place, |it| {
                let due = it.days_to_move.lt(-half);
                it.days_to_move = V::select(due, never, it.days_to_move);
                it.rung = V::select(due, it.rung + it.direction, it.rung);
                it.cheaper = V::select(due, zero, it.cheaper);
                it.spare = V::select(due, zero, it.spare);
                // Where nothing is due, it is on the plan of its rung already.
                take(run, it, place);
                due
            });
            pass_over(run, clock, state, place, due & run.frozen.lt(half));
        });
        follow(run, state);
    });
}

/// Whoever comes to a plan that has ended by then is on the next that has not.
fn pass_over<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>, place: V::Index, comes: V::Mask) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let last = V::pick(&run.params.last_rung, place);
    V::each(V::span(1..RUNGS), |_| {
        let [rung, service, rank] = state.places.see(place, |it| [it.rung, it.service, it.rank]);
        let [ended] = V::only_where(comes & (rung + half).lt(last), [zero], || {
            of_service(run, place, service, |service| [one.when(!clock.number.lt(Offer::at(run, service, rank).ends))])
        });
        state.places.change(place, |it| {
            it.rung = it.rung + ended;
            take(run, it, place);
        });
    });
}

/// Accounts follow the places that use them: each is on the highest tier that any of them wants. The old tier is billed for
/// what was used on it, the new one's meters and counts start at zero.
fn follow<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    V::each(run.accounts(), |account| want(run, state, account));
    V::each(run.places(), |place| raise(run, state, place));
    let [any] =
        V::fold(run.accounts(), [zero], |account, [any]| [any.max(state.accounts.see(account, |it| it.now.moves))]);
    breach::uses(run, state, half.lt(any));
    pricing::settle(run, state);
    V::each(run.services(), |service| {
        let [moves, rank] = of_account(run, state, service, |it| [it.now.moves, it.now.wanted]);
        let reset_hour = Offer::at(run, service, rank).reset_hour;
        let moves = half.lt(moves);
        state.services.change(service, |it| {
            it.now.reset_hour = reset_hour;
            for count in [&mut it.now.suspended, &mut it.now.since_reset, &mut it.month.busiest] {
                *count = V::select(moves, zero, *count);
            }
        });
    });
    V::each(run.counters(), |counter| {
        let [service, ..] = of_counter(run, counter);
        let moves = of_account(run, state, service, |it| half.lt(it.now.moves));
        state.counters.change(counter, |it| it.before = V::select(moves, zero, it.before));
    });
    V::each(run.accounts(), |account| {
        state.accounts.change(account, |it| {
            let moves = half.lt(it.now.moves);
            it.now.rank = it.now.wanted;
            for count in [&mut it.now.suspended, &mut it.now.days_on, &mut it.now.idle, &mut it.now.before] {
                *count = V::select(moves, zero, *count);
            }
        });
    });
    use_services(run, state);
}

/// The highest tier that those who use an account want, as `rank` says of the tier of each; -1 where nobody does.
fn wanted<V: Value>(run: &Run<'_, V>, state: &State<V>, account: V::Index, rank: impl Fn(&State<V>, V) -> V) -> V {
    let highest = |at: V, of: V, wanted: V| V::select(is(at, account), wanted.max(rank(state, of)), wanted);
    let [mut wanted] = V::fold(run.places(), [V::splat(-1.0)], |place, [wanted]| {
        [state.places.see(place, |it| highest(it.account, it.rank, wanted))]
    });
    for choice in run.shape.choices().skip(1) {
        [wanted] = V::fold(run.features(), [wanted], |feature, [wanted]| {
            let it = Route::of_choice(run, feature, choice);
            [highest(it.account, it.rank, wanted)]
        });
    }
    wanted
}

/// The tier that an account is to be on: the highest that those who use it want and it has reached.
fn want<V: Value>(run: &Run<'_, V>, state: &mut State<V>, account: V::Index) {
    let (half, one) = (V::splat(0.5), V::splat(1.0));
    let wanted = wanted(run, state, account, |state, rank| reach::entered(run, state, account, rank));
    let reached = state.accounts.see(account, |it| it.now.reached);
    let wanted = V::select(wanted.lt(-half), wanted, wanted.max(reached));
    // Who has left a trial does not come back to it.
    let lower = Tier::at(run, account, wanted);
    let is_given_once = is_limit(lower.trial_days) | half.lt(lower.lasts);
    state.accounts.change(account, |it| {
        let now = &mut it.now;
        let comes_back = wanted.lt(now.rank - half) & !wanted.lt(-half) & is_given_once;
        now.wanted = V::select(comes_back, now.rank, wanted);
        now.moves = one.when(half.lt((now.rank - now.wanted).abs()));
    });
}

/// A place whose next plans its account reaches now, because of another place or by itself, is on the last of them. One that
/// has stepped down by itself waits below for the others.
fn raise<V: Value>(run: &Run<'_, V>, state: &mut State<V>, place: V::Index) {
    let (half, one) = (V::splat(0.5), V::splat(1.0));
    let last = V::pick(&run.params.last_rung, place);
    let at = state.places.see(place, |it| it.account);
    let [before, now] = of_account_at(run, state, at, |account| [account.now.rank, account.now.wanted]);
    V::each(V::span(1..RUNGS), |_| {
        state.places.change(place, |it| {
            let shared = before.lt(now - half) & it.rank.lt(now - half) & (it.rung + half).lt(last);
            if !V::may_hold(shared) {
                return;
            }
            let next = Route::of_place(run, place, it.rung + one);
            let same = (next.service - it.service).abs().lt(half);
            let rises = shared & same & !(now + half).lt(next.rank);
            it.rung = V::select(rises, it.rung + one, it.rung);
            it.rank = V::select(rises, next.rank, it.rank);
            // Where it was about to go there by itself, it has arrived.
            it.days_to_move = V::select(rises, V::splat(Place::<V>::NOT_MOVING), it.days_to_move);
        });
    });
}

/// Which services are in use, and which ways lead to them.
pub(super) fn use_services<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    V::each(run.features(), |feature| {
        for choice in run.shape.choices() {
            let service = match choice {
                0 => state.places.see(feature + V::index(SLOTS), |it| it.service),
                choice => Route::of_choice(run, feature, choice).service,
            };
            state.legs.change(run.leg(feature, choice), |it| it.now.service = service);
        }
    });
    V::each(run.services(), |service| {
        let used = |by: V, on: V| on.max(one.when(is(by, service)));
        let [on] = V::fold(run.places(), [zero], |place, [on]| [used(state.places.see(place, |it| it.service), on)]);
        let [on] = V::fold(run.legs(), [on], |leg, [on]| [used(state.legs.see(leg, |it| it.now.service), on)]);
        state.services.change(service, |it| it.now.on = on);
    });
}

/// Decides to move a place by one plan where `mask` holds, unless a move is under way or nothing is ever changed.
fn start<V: Value>(run: &Run<'_, V>, it: &mut Place<V>, place: V::Index, mask: V::Mask, direction: f32) {
    let rests = V::splat(Place::<V>::NOT_MOVING * 0.5).lt(it.days_to_move);
    let starts = mask & rests & run.frozen.lt(V::splat(0.5));
    it.days_to_move = V::select(starts, V::pick(&run.params.lead_days, place), it.days_to_move);
    it.direction = V::select(starts, V::splat(direction), it.direction);
}

/// Share of a day's requests that a service refused. What the app itself refuses is no reason to leave, nor what another
/// service took over.
fn refused<V: Value>(it: &Service<V>) -> V {
    let ways = (0..WAYS).filter(|way| ![LIMITER, CAP].contains(way));
    let refused = ways.fold(V::splat(0.0), |sum, way| sum + it.today.failed[way]);
    let [at_gate, after] = it.today.passed_on;
    (refused - at_gate - after).max(V::splat(0.0)) / it.today.asked.max(V::splat(1e-6))
}

/// The largest share of a tier's list of amounts that is used; `whole` is what all models of the account used of a meter.
fn share_of<V: Value>(
    terms: &Terms<'_, '_, V>,
    list: usize,
    counters: Counters<'_, V>,
    levels: &Levels<V>,
    whole: impl Fn(V::Index) -> V,
) -> V {
    terms.most(list, |term, amount| {
        let used = term.counted(counters, levels);
        let [used] = V::only_where(term.is_of_account(), [used], || [whole(term.meter)]);
        used / amount.max(V::splat(FEW))
    })
}

/// Shares of a tier's pool of credits and of the most it lets one spend that so many credits are.
fn share_of_credits<V: Value>(tier: &Tier<V>, spent: V) -> [V; 2] {
    let few = V::splat(FEW);
    let of_pool = (spent / tier.pool.max(few)).when(few.lt(tier.pool));
    [of_pool, (spent / tier.pool_limit.max(few)).when(is_limit(tier.pool_limit))]
}

/// Share of a day's requests that a service refused, and the largest share of what its plan gives that is used.
fn look<V: Value>(run: &Run<'_, V>, state: &State<V>, service: V::Index, levels: &Levels<V>) -> [V; 2] {
    let account = account_of(run, service);
    let rank = state.accounts.see(account, |it| it.now.rank);
    let (terms, counters) = (Terms::new(run, service, rank), Counters::new(run, state, service));
    let used = share_of(&terms, lists::ALLOWANCE, counters, levels, |meter| whole::used(run, state, account, meter)[0]);
    let [of_pool, of_cap] = share_of_credits(&Tier::at(run, account, rank), pricing::counted(state, account));
    let used = used.max(of_pool).max(of_cap);
    state.services.see(service, |it| {
        // A day that begins elsewhere in the world may have more than its limit.
        let today = it.today.admitted / it.now.day_room.max(V::splat(1e-6));
        [refused(it), used.max(today.min(V::splat(1.0)))]
    })
}

/// At the day's end: decides what is judged by the day.
pub(super) fn decide<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, half) = (&run.params, V::splat(0.5));
    let (levels, users) = (meters::levels(run, &state.daily), state.daily.users);
    V::each(run.places(), |place| {
        let [service, rung] = state.places.see(place, |it| [it.service, it.rung]);
        let more = (rung + half).lt(V::pick(&p.last_rung, place));
        // The last plan of a ladder is not left, whatever is refused there.
        let [refused, used] = V::only_where(more, [V::splat(0.0); 2], || {
            of_service(run, place, service, |service| look(run, state, service, &levels))
        });
        let always = V::pick(&p.move_refused, place).lt(refused) | V::pick(&p.move_used, place).lt(used);
        // What is known to end is left in time.
        let [ends] = V::only_where(more, [V::splat(UNLIMITED)], || {
            of_service(run, place, service, |service| {
                [Offer::at(run, service, of_account(run, state, service, |it| it.now.rank)).ends]
            })
        });
        let always = always | !(clock.number + V::pick(&p.lead_days, place) + V::splat(1.5)).lt(ends);
        let early = V::pick(&p.move_users, place).lt(users) | !clock.number.lt(V::pick(&p.move_day, place));
        state.places.change(place, |it| {
            start(run, it, place, (always | (early & it.rung.lt(half))) & more, 1.0);
        });
    });
}
