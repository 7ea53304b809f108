//! The way to the model: visits and calls pass the frontend, the backend and the data store, each of which may be out.
//!
//! A part that is out stops all that comes after it, and what that would have cost.

use super::container::{Cold, Sleep, cold};
use super::demand::Arrivals;
use super::layout::{self, BACKEND, DATA, FEATURES, FRONTEND};
use super::queue::{self, Backend, Hour};
use super::{HourClock, Run, State, limit, meters, quota};
use crate::value::Value;

/// Slots that may be out, in the order in which visits and calls pass them, with the limit that counts it.
const SLOTS_WITH_LIMITS: [(usize, usize); 3] =
    [(FRONTEND, limit::FRONTEND), (BACKEND, limit::BACKEND), (DATA, limit::DATA)];

/// Squared coefficient of variation of the backend's service times: exponential.
pub const SERVICE_VARIANCE: f32 = 1.0;

/// At the day's begin: what each slot admits, and how fast the backend works on its plan.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let p = &run.params;
    let mix = usual(run, state);
    let levels = levels(state);
    for slot in [FRONTEND, BACKEND, DATA] {
        quota::open(run, state, slot, &mix[slot], &levels[slot]);
    }
    let (plan, daily) = (&state.plans[BACKEND], &mut state.daily);
    // With fewer processors than workers, the processors are what a busy backend waits for.
    let share = V::splat(3_600.0) * p.workers / plan.processors.max(V::splat(1e-3));
    let servers = V::splat(1.0) - p.functions;
    daily.service[0] = p.request_seconds.max(p.request_cpu_hours * share) * servers;
    for feature in run.features() {
        daily.service[feature + 1] = p.worker_seconds[feature].max(p.cpu_hours[feature] * share) * servers;
    }
    daily.sleep_after = plan.sleep_after;
    daily.wake = plan.wake;
}

/// Units of one request of today's usual mix of visits and calls, by slot and meter.
pub(super) fn usual<V: Value>(run: &Run<'_, V>, state: &State<V>) -> meters::Units<V> {
    let rates = state.daily.call_rate;
    let all = run.features().fold(run.params.visits, |all, feature| all + rates[feature]);
    let per_request = V::splat(1.0) / all.max(V::splat(1e-12));
    meters::flows(run, run.params.visits * per_request, &rates.map(|rate| rate * per_request))
}

/// Levels of the stocks, by slot and meter.
pub(super) fn levels<V: Value>(state: &State<V>) -> meters::Units<V> {
    let zero = V::splat(0.0);
    let mut levels = [[zero; layout::METERS]; layout::SLOTS];
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

/// Lets an hour's visits and calls through, as far as the slots admit them and the backend keeps up.
#[inline(always)]
pub(super) fn pass<V: Value>(
    run: &Run<'_, V>,
    clock: &HourClock<V>,
    state: &mut State<V>,
    arrivals: &Arrivals<V>,
) -> Passed<V> {
    let (p, zero, one) = (&run.params, V::splat(0.0), V::splat(1.0));
    let features = run.features().len();
    let calls = arrivals.calls[..features].iter().fold(zero, |sum, calls| sum + *calls);
    let wanted = arrivals.visits + calls;
    let mut left = wanted;
    let mut turned_away = [zero; 3];
    for ((slot, _), away) in SLOTS_WITH_LIMITS.into_iter().zip(&mut turned_away) {
        let (_, admitted) = quota::admit(state, slot, clock.of_day, left);
        quota::count(state, slot, admitted);
        *away = left - admitted;
        left = admitted;
    }
    let away = (wanted - left) / wanted.max(V::splat(1e-6));

    let open = one - away;
    let seconds = V::splat(1.0 / 3_600.0);
    let requests = arrivals.visits * p.backend_per_visit * seconds;
    let work = (0..features).fold(requests * state.daily.service[0], |work, feature| {
        work + arrivals.calls[feature] * seconds * state.daily.service[feature + 1]
    });
    let rate = requests + calls * seconds;
    let service = work / rate.max(V::splat(1e-9));
    let backend = Backend { servers: p.workers, service, variance: V::splat(SERVICE_VARIANCE), patience: p.patience };
    let table = V::int(layout::ERLANG as u32);
    let rate = rate * open;
    let queue = queue::hour(run.memory, table, &backend, rate, p.burstiness, state.hourly.backlog);
    let sleep = Sleep { after: state.daily.sleep_after, wake: state.daily.wake };
    let cold = cold(rate, &sleep, p.burstiness);

    // Whole users give up, so that a backend which is slow now and then does not turn away crumbs of them.
    let given_up = (left * queue.lost + arrivals.uniform).floor().min(left);
    let gone = (wanted - left + given_up) / wanted.max(V::splat(1e-6));
    let hourly = &mut state.hourly;
    hourly.backlog = queue.backlog;
    // Out of what its plan or a cap allows, the backend is stopped, and stopped it costs nothing by the hour.
    let runs = hourly.today[BACKEND].lt(state.daily.month_room[BACKEND]);
    hourly.awake = hourly.awake + cold.awake.when(runs);
    hourly.down = hourly.down + away;
    hourly.requests = hourly.requests + wanted;
    hourly.visits = hourly.visits + arrivals.visits * (one - gone);
    hourly.joined = hourly.joined + arrivals.newcomers * (one - gone);
    hourly.peak = hourly.peak.max(calls);

    let mut passed = [zero; FEATURES];
    let mut all = arrivals.visits * gone;
    for (feature, passed) in passed.iter_mut().enumerate().take(features) {
        let calls = arrivals.calls[feature];
        hourly.wanted[feature] = hourly.wanted[feature] + calls;
        let away = (calls * gone + arrivals.uniform).floor().min(calls);
        *passed = calls - away;
        all = all + away;
    }
    // Calls are turned away whole: what that adds up to is shared out as it fell upon the parts.
    let share = all / (wanted - left + given_up).max(V::splat(1e-6));
    for ((slot, limit), away) in SLOTS_WITH_LIMITS.into_iter().zip(turned_away) {
        let by_cap = (away * share).when(V::splat(0.5).lt(state.daily.capped[slot]));
        hourly.refused[limit] = hourly.refused[limit] + (away * share - by_cap);
        hourly.refused[limit::CAP] = hourly.refused[limit::CAP] + by_cap;
    }
    hourly.refused[limit::WORKERS] = hourly.refused[limit::WORKERS] + given_up * share;
    Passed { calls: passed, queue, cold }
}
