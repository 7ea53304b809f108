//! The way to the model: visits and calls pass the frontend, the backend and the data store, each of which may be out.
//!
//! A part that is out stops all that comes after it, and what that would have cost.

use super::container::{Cold, Sleep, cold};
use super::demand::Arrivals;
use super::layout::{self, BACKEND, DATA, FEATURES, FRONTEND, METERS, SLOTS};
use super::limit::{CAP, DAY, MONTH, QUEUE, WAYS};
use super::queue::{self, Backend, Hour};
use super::{Run, State, meters, quota};
use crate::value::Value;

/// Slots that may be out, in the order in which visits and calls pass them.
const ON_THE_WAY: [usize; 3] = [FRONTEND, BACKEND, DATA];

/// Squared coefficient of variation of the backend's service times: exponential.
pub const SERVICE_VARIANCE: f32 = 1.0;

/// At the day's begin: what a request of the day uses at each slot, and how fast the backend works on its plan.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (p, half) = (&run.params, V::splat(0.5));
    let mix = usual(run, state);
    let rate = run.shape.features().fold(p.visits, |all, feature| all + state.daily.call_rate[feature]);
    for (slot, rates) in mix.into_iter().enumerate().take(SLOTS) {
        for service in run.shape.of(slot) {
            let it = &mut state.services[service];
            (it.now.rates, it.now.rate) = (rates, rate.when(half.lt(it.now.on)));
        }
    }
    let [processors, sleep_after, wake] = backend(run, state);
    let daily = &mut state.daily;
    // With fewer processors than workers, the processors are what a busy backend waits for.
    let share = V::splat(3_600.0) * p.workers / processors.max(V::splat(1e-3));
    let servers = V::splat(1.0) - p.functions;
    daily.busy[0] = p.request_seconds.max(p.request_cpu_hours * share) * servers;
    for feature in run.shape.features() {
        daily.busy[feature + 1] = p.worker_seconds[feature].max(p.cpu_hours[feature] * share) * servers;
    }
    daily.sleep_after = sleep_after;
    daily.wake = wake;
}

/// Processors of the backend in use, the seconds after which it sleeps, and those it takes to wake.
fn backend<V: Value>(run: &Run<'_, V>, state: &State<V>) -> [V; 3] {
    let unlimited = V::splat(super::UNLIMITED);
    run.shape.of(BACKEND).fold([unlimited, unlimited, V::splat(0.0)], |found, service| {
        let (offer, is_on) = (&state.services[service].offer, V::splat(0.5).lt(state.services[service].now.on));
        let mine = [offer.processors, offer.sleep_after, offer.wake];
        std::array::from_fn(|number| V::select(is_on, mine[number], found[number]))
    })
}

/// Units of one request of today's usual mix of visits and calls, by slot and meter.
pub(super) fn usual<V: Value>(run: &Run<'_, V>, state: &State<V>) -> meters::Units<V> {
    let rates = state.daily.call_rate;
    let all = run.shape.features().fold(run.params.visits, |all, feature| all + rates[feature]);
    let per_request = V::splat(1.0) / all.max(V::splat(1e-12));
    meters::flows(run, run.params.visits * per_request, &rates.map(|rate| rate * per_request))
}

/// Levels of the stocks, by part and meter.
pub(super) fn levels<V: Value>(state: &State<V>) -> meters::Units<V> {
    let zero = V::splat(0.0);
    let mut levels = [[zero; METERS]; layout::PARTS];
    let daily = &state.daily;
    levels[DATA] = [daily.stored_gb, daily.file_gb, daily.users, zero, zero, zero];
    levels
}

/// What of an hour gets through to the providers.
pub(super) struct Passed<V> {
    /// Calls of each feature, whole numbers.
    pub(super) calls: [V; FEATURES],
    /// The queue before the backend.
    pub(super) queue: Hour<V>,
    /// Cold starts of the backend.
    pub(super) cold: Cold<V>,
}

/// What the services of a slot do with what is `wanted`.
struct Slot<V> {
    admitted: V,
    /// Turned away by limits of a day and of a month.
    away: [V; 2],
    /// 1 while it runs.
    runs: V,
}

#[inline(always)]
fn slot<V: Value>(run: &Run<'_, V>, state: &mut State<V>, slot: usize, wanted: V) -> Slot<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    if run.shape.of(slot).is_empty() {
        return Slot { admitted: wanted, away: [zero; 2], runs: one };
    }
    let mut done = Slot { admitted: zero, away: [zero; 2], runs: one };
    for service in run.shape.of(slot) {
        let is_on = V::splat(0.5).lt(state.services[service].now.on);
        let mine = wanted.when(is_on);
        let (within_day, admitted) = quota::admit(state, service, mine);
        quota::count(state, service, admitted);
        let it = &mut state.services[service];
        it.today.asked = it.today.asked + mine;
        let runs = it.today.admitted.lt(it.now.month_room);
        done.admitted = done.admitted + admitted;
        done.away = [done.away[0] + (mine - within_day), done.away[1] + (within_day - admitted)];
        done.runs = V::select(is_on, one.when(runs), done.runs);
    }
    done
}

/// Counts what the services of a slot turned away, `share` of what fell upon them.
#[inline(always)]
fn refuse<V: Value>(run: &Run<'_, V>, state: &mut State<V>, slot: usize, [by_day, by_month]: [V; 2], share: V) {
    for service in run.shape.of(slot) {
        let it = &mut state.services[service];
        let is_on = V::splat(0.5).lt(it.now.on);
        let by_cap = V::splat(0.5).lt(it.now.capped);
        let month = (by_month * share).when(is_on);
        let failed: &mut [V; WAYS] = &mut it.today.failed;
        failed[DAY] = failed[DAY] + (by_day * share).when(is_on);
        failed[MONTH] = failed[MONTH] + month.when(!by_cap);
        failed[CAP] = failed[CAP] + month.when(by_cap);
    }
}

/// Lets an hour's visits and calls through, as far as the slots admit them and the backend keeps up.
#[inline(always)]
pub(super) fn pass<V: Value>(run: &Run<'_, V>, state: &mut State<V>, arrivals: &Arrivals<V>) -> Passed<V> {
    let (p, zero, half, one) = (&run.params, V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let features = run.shape.features().len();
    let calls = arrivals.calls[..features].iter().fold(zero, |sum, calls| sum + *calls);
    let wanted = arrivals.visits + calls;
    let mut left = wanted;
    let mut turned_away = [[zero; 2]; 3];
    let mut runs = one;
    for (at, away) in ON_THE_WAY.into_iter().zip(&mut turned_away) {
        let done = slot(run, state, at, left);
        (*away, left) = (done.away, done.admitted);
        if at == BACKEND {
            runs = done.runs;
        }
    }
    let away = (wanted - left) / wanted.max(V::splat(1e-6));

    let open = one - away;
    let seconds = V::splat(1.0 / 3_600.0);
    let requests = arrivals.visits * p.backend_per_visit * seconds;
    let work = (0..features).fold(requests * state.daily.busy[0], |work, feature| {
        work + arrivals.calls[feature] * seconds * state.daily.busy[feature + 1]
    });
    let rate = requests + calls * seconds;
    let service = work / rate.max(V::splat(1e-9));
    let backend = Backend { servers: p.workers, service, variance: V::splat(SERVICE_VARIANCE), patience: p.patience };
    let table = V::int(layout::ERLANG as u32);
    let rate = rate * open;
    let queue = queue::hour(run.memory, table, &backend, rate, p.burstiness, state.hourly.backlog);
    let sleep = Sleep { after: state.daily.sleep_after, wake: state.daily.wake };
    // How many come is in the formula already: it takes how many are expected.
    let expected = (requests + arrivals.expected * seconds) * open;
    let cold = cold(expected, &sleep, p.burstiness);

    // Whole users give up, so that a backend which is slow now and then does not turn away crumbs of them.
    let given_up = (left * queue.lost + arrivals.uniform).floor().min(left);
    let gone = (wanted - left + given_up) / wanted.max(V::splat(1e-6));
    state.hourly.backlog = queue.backlog;
    let today = &mut state.today;
    // Out of what its plan or a cap allows, the backend is stopped, and stopped it costs nothing by the hour.
    today.awake = today.awake + cold.awake.when(half.lt(runs));
    today.down = today.down + away;
    today.requests = today.requests + wanted;
    today.visits = today.visits + arrivals.visits * (one - gone);
    today.joined = today.joined + arrivals.newcomers * (one - gone);
    state.month.peak = state.month.peak.max(calls);

    let mut passed = [zero; FEATURES];
    let mut all = arrivals.visits * gone;
    for (feature, passed) in passed.iter_mut().enumerate().take(features) {
        let calls = arrivals.calls[feature];
        today.wanted[feature] = today.wanted[feature] + calls;
        let away = (calls * gone + arrivals.uniform).floor().min(calls);
        *passed = calls - away;
        all = all + away;
    }
    // In most hours nobody is turned away by anything.
    if V::may_hold(zero.lt(all)) {
        // Calls are turned away whole: what that adds up to is shared out as it fell upon the parts.
        let share = all / (wanted - left + given_up).max(V::splat(1e-6));
        for (at, away) in ON_THE_WAY.into_iter().zip(turned_away) {
            refuse(run, state, at, away, share);
        }
        for service in run.shape.of(BACKEND) {
            let it = &mut state.services[service];
            it.today.failed[QUEUE] = it.today.failed[QUEUE] + (given_up * share).when(half.lt(it.now.on));
        }
    }
    Passed { calls: passed, queue, cold }
}
