//! The way to the model: visits and calls pass the frontend, the backend and the data store, each of which may be out.
//!
//! A part that is out stops all that comes after it, and what that would have cost.

use super::container::{Cold, Sleep, cold};
use super::demand::Arrivals;
use super::layout::{self, BACKEND, FEATURES, SLOTS};
use super::limit::{CAP, DAY, HOUR, MONTH, QUEUE, WAYS};
use super::queue::{self, Backend, Hour};
use super::world::{of_account, of_counter};
use super::{Offer, Run, State, calls, meters, quota};
use crate::parts::{Demand, FLOWS, Slot, flows};
use crate::value::{List, Value};

/// Slots that may be out, in the order in which visits and calls pass them.
const ON_THE_WAY: [usize; on_the_way().1] = {
    let (all, _) = on_the_way();
    let (mut slots, mut at) = ([0; on_the_way().1], 0);
    while at < slots.len() {
        slots[at] = all[at];
        at += 1;
    }
    slots
};

/// These slots, and how many they are.
const fn on_the_way() -> ([usize; SLOTS], usize) {
    let (mut slots, mut count, mut slot) = ([0; SLOTS], 0, 0);
    while slot < SLOTS {
        if Slot::ALL[slot].about().is_passed {
            slots[count] = slot;
            count += 1;
        }
        slot += 1;
    }
    (slots, count)
}

/// At the day's begin: what a request of the day uses at each slot, and how fast the backend works on its plan.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (p, half) = (&run.params, V::splat(0.5));
    // A request of a user's mean hour; those that no user makes fall to all users alike.
    let [rate] = V::fold(run.features(), [visits(run, state)], |feature, [rate]| {
        [rate + state.features.see(feature, |it| it.now.call_rate)]
    });
    let [processors, sleep_after, wake] = backend(run, state);
    let daily = &mut state.daily;
    // With fewer processors than workers, the processors are what a busy backend waits for.
    let share = V::splat(3_600.0) * p.workers / processors.max(V::splat(1e-3));
    let servers = V::splat(1.0) - p.functions;
    daily.busy = p.request_seconds.max(p.request_cpu_hours * share) * servers;
    daily.sleep_after = sleep_after;
    daily.wake = wake;
    V::each(run.features(), |feature| {
        let busy = V::pick(&p.worker_seconds, feature).max(V::pick(&p.cpu_hours, feature) * share) * servers;
        // A call takes one processor, or less where the plan has less.
        let seconds = V::pick(&p.cpu_hours, feature) * V::splat(3_600.0);
        let work = seconds / processors.min(V::splat(1.0)).max(V::splat(1e-3));
        // A function is open until the model has answered.
        let [open] = V::only_where(half.lt(p.functions), [V::splat(0.0)], || {
            let seconds = V::pick(&p.worker_seconds, feature).max(calls::answer_seconds(run, state, feature));
            [seconds * V::splat(1.0 / 3_600.0)]
        });
        state.features.change(feature, |it| (it.now.busy, it.now.work, it.now.open) = (busy, work, open));
    });
    let mix = usual(run, state, rate);
    V::each(run.of_slots(), |service| {
        state.services.change(service, |it| it.now.rate = rate.when(half.lt(it.now.on)));
    });
    V::each(run.counters_of_slots(), |counter| {
        let [_, flow, _] = of_counter(run, counter);
        state.counters.change(counter, |it| it.rate = V::pick(&mix, flow));
    });
}

/// Hours that instances of functions are open in an hour of so many visits and calls. One serves all requests that are open at a time,
/// so it is open while any is: of requests that come at random and keep it open for `load` hours in all, `1 - e^-load` of the hour. A
/// processor's work needs an instance of its own each: `cpu` hours of it at least.
#[inline(always)]
pub(super) fn open_hours<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    [visits, background]: [V; 2],
    calls: impl Fn(V::Index) -> V,
) -> V {
    let (p, one) = (&run.params, V::splat(1.0));
    let requests = visits * p.backend_per_visit + background;
    let before = [requests * p.request_seconds * V::splat(1.0 / 3_600.0), requests * p.request_cpu_hours];
    let [load, cpu] = run.shape.features().fold(before, |[load, cpu], feature| {
        let feature = V::index(feature);
        let (calls, open) = (calls(feature), state.features.see(feature, |it| it.now.open));
        [load + calls * open, cpu + calls * V::pick(&p.cpu_hours, feature)]
    });
    // Without a difference of two numbers near 1: three terms of the series, 1e-6 off at most.
    let few = load * (one - load * (V::splat(0.5) - load * V::splat(1.0 / 6.0)));
    let any = V::select(load.lt(V::splat(0.03)), few, one - (-load).exp());
    any.max(cpu)
}

/// Processors of the backend in use, the seconds after which it sleeps, and those it takes to wake.
fn backend<V: Value>(run: &Run<'_, V>, state: &State<V>) -> [V; 3] {
    let unlimited = V::splat(super::UNLIMITED);
    let none = [unlimited, unlimited, V::splat(0.0)];
    V::fold(run.of(BACKEND), none, |service, found| {
        let rank = of_account(run, state, service, |it| it.now.rank);
        let is_on = V::splat(0.5).lt(state.services.see(service, |it| it.now.on));
        let offer = Offer::at(run, service, rank);
        let mine = [offer.processors, offer.sleep_after, offer.wake];
        std::array::from_fn(|number| V::select(is_on, mine[number], found[number]))
    })
}

/// Visits of a mean hour for each user, those of programs among them.
fn visits<V: Value>(run: &Run<'_, V>, state: &State<V>) -> V {
    run.params.visits + run.params.crawlers / state.daily.users.max(V::splat(1e-6))
}

/// Units of one request of today's usual mix of visits and calls, by meter; `rate` is that of all.
fn usual<V: Value>(run: &Run<'_, V>, state: &State<V>, rate: V) -> [V; FLOWS.len()] {
    let per_request = V::splat(1.0) / rate.max(V::splat(1e-12));
    let (users, visits) = (state.daily.users, visits(run, state));
    let background = run.params.background / users.max(V::splat(1e-6));
    let calls = |feature| state.features.see(feature, |it| [it.now.call_rate, it.now.of_users]);
    let demand = meters::demand(run, [visits, background].map(|each| each * per_request), |feature| {
        calls(feature).map(|each| each * per_request)
    });
    // As many hours for one as in a mean hour for all.
    let [open] = V::only_where(V::splat(0.5).lt(run.params.functions), [V::splat(0.0)], || {
        [open_hours(run, state, [users * visits, run.params.background], |feature| users * calls(feature)[0])]
    });
    flows(&Demand { open: open * per_request / users.max(V::splat(1e-6)), ..demand })
}

/// What of an hour gets through to the providers.
pub(super) struct Passed<V> {
    /// Calls of each feature, whole numbers.
    pub(super) calls: [V; FEATURES],
    /// Calls that are expected to, of all features.
    pub(super) expected: V,
    /// The queue before the backend.
    pub(super) queue: Hour<V>,
    /// Cold starts of the backend.
    pub(super) cold: Cold<V>,
}

/// What the services of a slot do with what is `wanted`.
struct Done<V> {
    admitted: V,
    /// Turned away by limits of an hour, of a day and of a month.
    away: [V; 3],
    /// 1 while it runs.
    runs: V,
}

#[inline(always)]
fn slot<V: Value>(run: &Run<'_, V>, state: &mut State<V>, slot: usize, wanted: V) -> Done<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    // A slot that is not used lets all through.
    let before = [wanted, zero, zero, zero, one];
    let [admitted, by_hour, by_day, by_month, runs] = V::fold(run.of(slot), before, |service, done| {
        state.services.change(service, |it| {
            let is_on = V::splat(0.5).lt(it.now.on);
            let mine = wanted.when(is_on);
            let [within_hour, within_day, admitted] = quota::admit(it, mine, zero);
            quota::count(it, admitted);
            it.today.asked = it.today.asked + mine;
            let runs = zero.lt(it.now.month_left);
            let [before, mut by_hour, mut by_day, mut by_month, ran] = done;
            // In most hours nobody is turned away.
            if V::may_hold(admitted.lt(mine)) {
                by_hour = by_hour + (mine - within_hour);
                by_day = by_day + (within_hour - within_day);
                by_month = by_month + (within_day - admitted);
            }
            let runs = V::select(is_on, one.when(runs), ran);
            [V::select(is_on, admitted, before), by_hour, by_day, by_month, runs]
        })
    });
    Done { admitted, away: [by_hour, by_day, by_month], runs }
}

/// Counts what the services of a slot turned away, `share` of what fell upon them.
#[cold]
#[inline(never)]
fn refuse<V: Value>(run: &Run<'_, V>, state: &mut State<V>, slot: usize, away: [V; 3], share: V) {
    V::each(run.of(slot), |service| {
        state.services.change(service, |it| {
            let is_on = V::splat(0.5).lt(it.now.on);
            let by_cap = V::splat(0.5).lt(it.now.capped);
            let [hour, day, month] = away.map(|away| (away * share).when(is_on));
            let failed: &mut [V; WAYS] = &mut it.today.failed;
            failed[HOUR] = failed[HOUR] + hour;
            failed[DAY] = failed[DAY] + day;
            failed[MONTH] = failed[MONTH] + month.when(!by_cap);
            failed[CAP] = failed[CAP] + month.when(by_cap);
        });
    });
}

/// The share of `all` that is turned away where `left` are not, and that of these: each of its own number, since of a limit that is
/// passed a million times over a difference from 1 would leave nothing but rounding.
#[inline(always)]
fn shares<V: Value>(all: V, left: V) -> [V; 2] {
    V::only_where(left.lt(all), [V::splat(0.0), V::splat(1.0)], || {
        let all = all.max(V::splat(1e-20));
        [(all - left) / all, left / all]
    })
}

/// How many of `all` go and how many stay, by such shares: whole ones of the fewer, rounded with `uniform`.
#[inline(always)]
fn whole_parts<V: Value>(all: V, [gone, stays]: [V; 2], uniform: V) -> [V; 2] {
    V::only_where(V::splat(0.0).lt(gone), [V::splat(0.0), all], || {
        let go = (all * gone + uniform).floor().min(all);
        let stay = (all * stays + (V::splat(1.0) - uniform)).floor().min(all);
        let most_go = V::splat(0.5).lt(gone);
        [V::select(most_go, all - stay, go), V::select(most_go, stay, all - go)]
    })
}

/// Lets an hour's visits and calls through, as far as the slots admit them and the backend keeps up.
#[inline(always)]
pub(super) fn pass<V: Value>(run: &Run<'_, V>, state: &mut State<V>, arrivals: &Arrivals<V>) -> Passed<V> {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let features = run.shape.features().len();
    let calls = arrivals.calls[..features].iter().fold(zero, |sum, calls| sum + *calls);
    let wanted = arrivals.visits + calls;
    let mut left = wanted;
    let mut turned_away = [[zero; 3]; ON_THE_WAY.len()];
    let [mut runs, mut all_run] = [one; 2];
    for (at, away) in ON_THE_WAY.into_iter().zip(&mut turned_away) {
        let done = slot(run, state, at, left);
        (*away, left, all_run) = (done.away, done.admitted, all_run.min(done.runs));
        if at == BACKEND {
            runs = done.runs;
        }
    }
    let [away, open] = shares(wanted, left);
    let seconds = V::splat(1.0 / 3_600.0);
    // What is stopped for the month answers no program either.
    let background = p.background * all_run;
    let requests = (arrivals.visits * p.backend_per_visit + background) * seconds;
    let work = (0..features).fold(requests * state.daily.busy, |work, feature| {
        let busy = state.features.see(V::index(feature), |it| it.now.busy);
        work + arrivals.calls[feature] * seconds * busy
    });
    let rate = requests + calls * seconds;
    let service = work / rate.max(V::splat(1e-9));
    let backend = Backend { servers: p.workers, service, variance: p.request_variance, patience: p.patience };
    let table = V::int(layout::ERLANG as u32);
    let rate = rate * open;
    let sleep = Sleep { after: state.daily.sleep_after, wake: state.daily.wake };
    // How many come is in the formula already: it takes how many are expected.
    let expected = (requests + arrivals.expected * seconds) * open;
    let cold = cold(expected, &sleep, p.bursts());
    let mut passed = Passed {
        calls: [zero; FEATURES],
        expected: zero,
        queue: queue::hour(run.memory, table, &backend, rate, p.bursts(), state.hourly.backlog),
        cold,
    };

    // Whole users give up, so that a backend which is slow now and then does not turn away crumbs of them.
    let [given_up, through] = whole_parts(left, [passed.queue.lost, passed.queue.kept], arrivals.uniform);
    let [gone, stays] = shares(wanted, through);
    passed.expected = arrivals.expected * stays;
    state.hourly.backlog = passed.queue.backlog;
    let today = &mut state.today;
    // Out of what its plan or a cap allows, the backend is stopped, and stopped it costs nothing by the hour.
    today.awake = today.awake + passed.cold.awake.when(half.lt(runs));
    today.down = today.down + away;
    today.requests = today.requests + wanted;
    today.background = today.background + background;
    today.asked = today.asked + arrivals.by_users;
    today.got = today.got + arrivals.by_users * stays;
    today.visits = today.visits + arrivals.visits * stays;
    today.joined = today.joined + arrivals.newcomers * stays;
    state.month.peak = state.month.peak.max(calls);

    let (mut calls_away, mut of_users_away) = (zero, zero);
    for (feature, passed) in passed.calls.iter_mut().enumerate().take(features) {
        let (calls, share) = (arrivals.calls[feature], arrivals.of_users[feature]);
        state.features.change(V::index(feature), |it| {
            it.today.wanted = it.today.wanted + calls;
            it.today.of_users = it.today.of_users + calls * share;
        });
        let [away, through] = whole_parts(calls, [gone, stays], arrivals.uniform);
        *passed = through;
        state.today.asked = state.today.asked + calls * share;
        calls_away = calls_away + away;
        of_users_away = of_users_away + away * share;
    }
    let all = arrivals.visits * gone + calls_away;
    state.today.away = state.today.away + arrivals.by_users * gone + of_users_away;
    let [open] = V::only_where(half.lt(p.functions), [zero], || {
        let visits = arrivals.visits * stays;
        [open_hours(run, state, [visits, background], |feature| V::pick(&passed.calls, feature))]
    });
    state.today.open = state.today.open + open;
    // In most hours nobody is turned away by anything.
    if V::may_hold(zero.lt(all)) {
        // Calls are turned away whole: what that adds up to is shared out as it fell upon the parts.
        let share = all / (wanted - left + given_up).max(V::splat(1e-6));
        for (at, away) in ON_THE_WAY.into_iter().zip(turned_away) {
            refuse(run, state, at, away, share);
        }
        V::each(run.of(BACKEND), |service| {
            state.services.change(service, |it| {
                it.today.failed[QUEUE] = it.today.failed[QUEUE] + (given_up * share).when(half.lt(it.now.on));
            });
        });
    }
    passed
}
