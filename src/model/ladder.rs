//! Moving from plan to plan.

use super::layout::{METERS, SLOTS};
use super::limit::{CAP, DAY, LIMITER, MINUTE, WAYS};
use super::plan::is_limit;
use super::state::{Place, Service};
use super::world::{Route, is, of_account, of_account_at, of_service};
use super::{DayClock, Offer, Run, State, Tier, breach, hosting, meters, pricing};
use crate::value::Value;

/// Months running after which a cheaper plan is taken, or the one below.
const MONTHS: f32 = 2.0;

/// A busy minute's calls against the mean of its hour.
const BURST: f32 = 3.0;

/// Share of the lower plan's allowance below which it would do.
const ENOUGH: f32 = 0.5;

/// Before the first day: every place is on its first plan.
pub(super) fn begin<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let half = V::splat(0.5);
    for account in &mut state.accounts {
        account.now.rank = V::splat(-1.0);
    }
    for place in run.shape.places() {
        // Whoever knows that another plan is needed from the first day on begins with it.
        let first = run.params.last_rung[place].min(V::splat(1.0)).when(run.params.move_day[place].lt(half));
        let it = &mut state.places[place];
        it.rung = first;
        it.days_to_move = V::splat(Place::<V>::NOT_MOVING);
        take(run, it, place);
    }
    for (leg, _) in &mut state.legs {
        leg.seen = V::splat(-1.0);
    }
    follow(run, state);
}

/// Puts a place on the plan of its rung.
fn take<V: Value>(run: &Run<'_, V>, it: &mut Place<V>, place: usize) {
    let Route { service, account, rank } = Route::of_place(run, place, it.rung);
    (it.service, it.account, it.rank) = (service, account, rank);
}

/// At the day's begin: takes moves that are due.
pub(super) fn climb<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let never = V::splat(Place::<V>::NOT_MOVING);
    let mut moves = zero.lt(zero);
    for place in run.shape.places() {
        let it = &mut state.places[place];
        moves = moves | it.days_to_move.lt(half);
        it.days_to_move = it.days_to_move - one;
    }
    state.rarely(run, moves, |state| {
        for place in run.shape.places() {
            let it = &mut state.places[place];
            let due = it.days_to_move.lt(-half);
            it.days_to_move = V::select(due, never, it.days_to_move);
            it.rung = V::select(due, it.rung + it.direction, it.rung);
            it.cheaper = V::select(due, zero, it.cheaper);
            it.spare = V::select(due, zero, it.spare);
            // Where nothing is due, it is on the plan of its rung already.
            take(run, it, place);
        }
        follow(run, state);
    });
}

/// Accounts follow the places that use them: each is on the highest tier that any of them wants. The old tier is billed for
/// what was used on it, the new one's meters and counts start at zero.
fn follow<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    for account in run.shape.accounts() {
        let mut wanted = -one;
        for place in run.shape.places() {
            let it = &state.places[place];
            wanted = V::select(is(it.account, account), wanted.max(it.rank), wanted);
        }
        for feature in run.shape.features() {
            for choice in run.shape.choices().skip(1) {
                let it = Route::of_choice(run, feature, choice);
                wanted = V::select(is(it.account, account), wanted.max(it.rank), wanted);
            }
        }
        let now = &mut state.accounts[account].now;
        // Who has left a trial does not come back to it.
        let lower = Tier::at(run, account, wanted);
        let is_given_once = is_limit(lower.trial_days) | half.lt(lower.lasts);
        let comes_back = wanted.lt(now.rank - half) & !wanted.lt(-half) & is_given_once;
        wanted = V::select(comes_back, now.rank, wanted);
        now.wanted = wanted;
        now.moves = one.when(half.lt((now.rank - wanted).abs()));
    }
    for place in run.shape.places() {
        raise(run, state, place);
    }
    let any = state.accounts.iter().fold(zero, |any, it| any.max(it.now.moves));
    breach::uses(run, state, half.lt(any));
    pricing::settle(run, state);
    for (index, it) in state.accounts.iter_mut().enumerate() {
        let moves = half.lt(it.now.moves);
        it.now.rank = it.now.wanted;
        it.tier = Tier::at(run, index, it.now.rank);
        for count in [&mut it.now.suspended, &mut it.now.days_on, &mut it.now.idle] {
            *count = V::select(moves, zero, *count);
        }
    }
    for service in run.shape.all() {
        let [rank, moves] = of_account(run, state, service, |account| [account.now.rank, account.now.moves]);
        let it = &mut state.services[service];
        let moves = half.lt(moves);
        it.now.rank = rank;
        it.offer = Offer::at(run, service, rank);
        it.now.reset_hour = it.offer.reset_hour;
        for count in [&mut it.now.suspended, &mut it.now.since_reset, &mut it.month.busiest] {
            *count = V::select(moves, zero, *count);
        }
    }
    use_services(run, state);
}

/// A place whose next plan its account reaches now, because of another place, is on that plan. One that has stepped down by
/// itself waits below for the others.
fn raise<V: Value>(run: &Run<'_, V>, state: &mut State<V>, place: usize) {
    let (half, one) = (V::splat(0.5), V::splat(1.0));
    let it = &state.places[place];
    let [before, now] = of_account_at(state, it.account, |account| [account.now.rank, account.now.wanted]);
    let shared = before.lt(now - half) & it.rank.lt(now - half) & (it.rung + half).lt(run.params.last_rung[place]);
    if !V::may_hold(shared) {
        return;
    }
    let next = Route::of_place(run, place, it.rung + one);
    let same = (next.service - it.service).abs().lt(half);
    let rises = shared & same & !(now + half).lt(next.rank);
    let it = &mut state.places[place];
    it.rung = V::select(rises, it.rung + one, it.rung);
    it.rank = V::select(rises, next.rank, it.rank);
    // Where it was about to go there by itself, it has arrived.
    it.days_to_move = V::select(rises, V::splat(Place::<V>::NOT_MOVING), it.days_to_move);
}

/// Which services are in use, and which ways lead to them.
fn use_services<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    for feature in run.shape.features() {
        for choice in run.shape.choices() {
            let service = match choice {
                0 => state.places[SLOTS + feature].service,
                choice => Route::of_choice(run, feature, choice).service,
            };
            state.legs[run.shape.leg(feature, choice)].0.service = service;
        }
    }
    for service in run.shape.all() {
        let mut on = zero;
        for place in run.shape.places().filter(|place| run.shape.of_place(*place).contains(&service)) {
            on = on.max(one.when(is(state.places[place].service, service)));
        }
        for (leg, _) in &state.legs {
            on = on.max(one.when(is(leg.service, service)));
        }
        state.services[service].now.on = on;
    }
}

/// Decides to move a place by one plan where `mask` holds, unless a move is under way or nothing is ever changed.
fn start<V: Value>(run: &Run<'_, V>, state: &mut State<V>, place: usize, mask: V::Mask, direction: f32) {
    let it = &mut state.places[place];
    let rests = V::splat(Place::<V>::NOT_MOVING * 0.5).lt(it.days_to_move);
    let starts = mask & rests & run.frozen.lt(V::splat(0.5));
    it.days_to_move = V::select(starts, run.params.lead_days[place], it.days_to_move);
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

/// What is used of a service, and of a `pool` of which `credits` are spent, as shares of what `offer` allows.
fn used<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    service: usize,
    offer: &Offer<V>,
    [credits, pool]: [V; 2],
    levels: &meters::Units<V>,
) -> V {
    let few = V::splat(1e-9);
    let part = run.shape.part(service);
    let units = &state.services[service].month.used;
    let most = (0..METERS).fold(V::splat(0.0), |most, meter| {
        let counted = if meters::is_stock(part, meter) { levels[part][meter] } else { units[meter] };
        most.max(counted / offer.included[meter].max(few))
    });
    most.max((credits / pool.max(few)).when(few.lt(pool)))
}

/// Largest share of a day's limits of an offer that the month's busiest day would have used.
fn used_a_day<V: Value>(it: &Service<V>, offer: &Offer<V>) -> V {
    (0..METERS).fold(V::splat(0.0), |most, meter| {
        most.max(it.now.rates[meter] * it.month.busiest / offer.limit(DAY, meter).max(V::splat(1e-9)))
    })
}

/// At the day's end: decides what is judged by the day.
pub(super) fn decide<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, half) = (&run.params, V::splat(0.5));
    let levels = hosting::levels(state);
    for place in run.shape.places() {
        let [refused, used] = of_service(run.shape.of_place(place), state.places[place].service, |service| {
            let it = &state.services[service];
            let today = it.today.admitted / it.now.day_room.max(V::splat(1e-6));
            let credits = of_account(run, state, service, |account| [account.month.spent, account.tier.pool]);
            [refused(it), used(run, state, service, &it.offer, credits, &levels).max(today)]
        });
        let always = p.move_refused[place].lt(refused) | p.move_used[place].lt(used);
        let early = p.move_users[place].lt(state.daily.users) | !clock.number.lt(p.move_day[place]);
        let rung = state.places[place].rung;
        let more = (rung + half).lt(p.last_rung[place]);
        start(run, state, place, (always | (early & rung.lt(half))) & more, 1.0);
    }
}

/// What a place would bill for a whole month with this month's use on a rung of its ladder, and whether the plan there would
/// have done: with room to spare in its month, its days and its minutes, and for good. An app does not go back to a first plan
/// that it left on a date, with its first income or for its users.
fn judge<V: Value>(run: &Run<'_, V>, state: &State<V>, place: usize, rung: V) -> [V; 2] {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let levels = hosting::levels(state);
    let route = Route::of_place(run, place, rung);
    let offer = Offer::of(run, route.service, route.rank);
    let tier = Tier::of(run, route.account, route.rank);
    of_service(run.shape.of_place(place), state.places[place].service, |service| {
        let it = &state.services[service];
        let (units, part) = (&it.month.used, run.shape.part(service));
        let [share, all] = of_account(run, state, service, |account| [account.month.share, account.month.spent]);
        // What else the account does stays with it, whichever tier it is on.
        let stays = (route.account - state.places[place].account).abs().lt(half);
        let others = (all - pricing::credits(&it.offer, units, share, part)).max(zero).when(stays);
        let credits = others + pricing::credits(&offer, units, share, part);
        let bill = tier.base_usd + tier.seat_usd * p.more_seats + pricing::dollars(&tier, credits);
        // A minute's burst of an hour's calls, against the limit of a minute.
        let burst = state.month.peak * V::splat(BURST / 60.0) / offer.limit(MINUTE, meters::REQUESTS);
        let minute = if place < SLOTS { zero } else { burst };
        let used = used(run, state, service, &offer, [credits, tier.pool], &levels);
        let most = used.max(used_a_day(it, &offer)).max(minute);
        let ends = is_limit(tier.trial_days) | half.lt(offer.lasts) | half.lt(tier.lasts);
        let forbidden = half.lt(tier.personal_only) & zero.lt(state.month.income);
        let left_early = is_limit(p.move_day[place]) | p.move_users[place].lt(state.daily.users);
        let is_first = rung.lt(half);
        let does = most.lt(V::splat(ENOUGH)) & !ends & !forbidden & !(is_first & left_early);
        [bill, one.when(does)]
    })
}

/// At the month's end, before the meters start again: decides what is judged by the month.
pub(super) fn review<V: Value>(run: &Run<'_, V>, state: &mut State<V>, slowest: V) {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    for place in run.shape.places() {
        let rung = state.places[place].rung;
        let more = (rung + half).lt(p.last_rung[place]);
        let slow = half.lt(p.move_slow[place]) & p.target.lt(slowest);

        let judges = p.move_cheaper[place].lt(V::splat(1e3)) & more;
        let lowers = half.lt(p.step_down[place]) & half.lt(rung);
        let [saves] = V::only_where(judges, [zero], || {
            let [next, _] = judge(run, state, place, rung + one);
            let [now, _] = judge(run, state, place, rung);
            [one.when(next.lt(now * p.move_cheaper[place]))]
        });
        let [does] = V::only_where(lowers, [zero], || {
            let [below, would_do] = judge(run, state, place, (rung - one).max(zero));
            let [now, _] = judge(run, state, place, rung);
            [would_do.when(below.lt(now))]
        });
        let it = &mut state.places[place];
        let months = |holds: V, before: V| (before + one).when(half.lt(holds));
        it.cheaper = months(saves, it.cheaper);
        it.spare = months(does, it.spare);
        let due = V::splat(MONTHS - 0.5);
        let (cheaper, spare) = (due.lt(it.cheaper), due.lt(it.spare));
        it.cheaper = V::select(cheaper, zero, it.cheaper);
        it.spare = V::select(spare, zero, it.spare);
        start(run, state, place, (slow & more) | cheaper, 1.0);
        start(run, state, place, spare, -1.0);
    }
}
