//! What is counted at the parts of an app: what visits, calls and hours of running use of each meter's units.
//!
//! The formulas are those of the table of meters; here is what they are given.

use super::math::normal_share;
use super::plan::is_limit;
use super::state::Counter;
use super::world::counter;
use super::{Daily, Run, State};
use crate::parts::{Call, Demand, HELD, Held, Meter, held};
use crate::value::{List, Value};

/// What is held, after a nothing at 0 and before one at [`SINCE`].
pub(super) type Levels<V> = [V; HELD.len() + 2];

/// Stands among levels for all that was used on the tier.
pub const SINCE: usize = HELD.len() + 1;

/// The place of a meter among levels; 0 of what is no level.
#[must_use]
pub fn level(meter: Meter) -> usize {
    HELD.iter().position(|held| *held == meter).map_or(0, |at| at + 1)
}

/// Today's levels.
pub(super) fn levels<V: Value>(run: &Run<'_, V>, daily: &Daily<V>) -> Levels<V> {
    let users = daily.users * run.params.signed_in;
    let held = held(&Held { stored: daily.stored_gb, files: daily.file_gb, users });
    std::array::from_fn(|at| if (1..SINCE).contains(&at) { held[at - 1] } else { V::splat(0.0) })
}

/// The meter of model calls that counts requests; the others count what is in them.
pub(super) const REQUESTS: usize = 0;

/// What `visits`, requests in the `background` and the `calls` of each feature that reach the backend, those of users among them, ask of
/// the app.
pub(super) fn demand<V: Value>(
    run: &Run<'_, V>,
    [visits, background]: [V; 2],
    calls: impl Fn(V::Index) -> [V; 2],
) -> Demand<V> {
    let (p, zero) = (&run.params, V::splat(0.0));
    let [calls, of_users, cpu_of_calls, reads_of_calls, sent_to_calls, writes, stored, files, file_writes] =
        V::sum(run.features(), |feature| {
            let [calls, of_users] = calls(feature);
            let each = [&p.cpu_hours, &p.reads, &p.writes, &p.stored_gb, &p.file_gb, &p.file_writes];
            let [cpu, reads, writes, stored, files, file_writes] = each.map(|each| calls * V::pick(each, feature));
            [calls, of_users, cpu, reads, reads * V::pick(&p.row_gb, feature), writes, stored, files, file_writes]
        });
    let requests = visits * p.backend_per_visit + background;
    Demand {
        visits,
        calls: of_users,
        work: requests + calls,
        functions: p.functions,
        servers: V::splat(1.0) - p.functions,
        cpu: requests * p.request_cpu_hours + cpu_of_calls,
        open: zero,
        reads: requests + reads_of_calls,
        sent: requests * p.rows_gb + sent_to_calls,
        writes,
        stored,
        files,
        file_reads: visits * p.file_reads,
        file_writes,
        with_data: V::splat(1.0) - p.files_apart,
        files_apart: p.files_apart,
        days: zero,
        awake: zero,
        payers: zero,
        page_gb: p.page_gb,
        requests_per_visit: p.requests_per_visit,
        answer_gb: p.answer_gb,
        ram_gb: p.ram_gb,
        pages_anew: p.pages_anew,
        images: p.images,
        files_gb: p.files_gb,
        deploys: p.deploys,
        build_minutes: p.build_minutes,
        training: zero,
        events_per_visit: p.events_per_visit,
        failing: p.failing,
        log_gb: p.log_gb,
        price: p.price,
        foreign: p.foreign,
    }
}

/// One call of a feature at its provider, with the mean number of tokens; none of them is long.
pub(super) fn call<V: Value>(run: &Run<'_, V>, feature: V::Index, batch: V) -> Call<V> {
    let (p, zero) = (&run.params, V::splat(0.0));
    let each =
        [&p.input, &p.cached, &p.written, &p.written_hour, &p.output, &p.gpu_seconds, &p.pictures, &p.audio_minutes];
    let [input, cached, written, written_hour, output, gpu_seconds, pictures, audio_minutes] =
        each.map(|each| V::pick(each, feature));
    Call {
        requests: V::splat(1.0) / batch,
        input,
        cached,
        written,
        written_hour,
        output,
        long: zero,
        long_sent: zero,
        gpu_seconds,
        pictures,
        audio_minutes,
    }
}

/// Shares of a feature's calls whose requests, of so many calls each, send more than so many million tokens, and of what is sent that is
/// theirs.
pub(super) fn long<V: Value>(run: &Run<'_, V>, feature: V::Index, above: V, batch: V) -> [V; 2] {
    let p = &run.params;
    V::only_where(is_limit(above), [V::splat(0.0); 2], || {
        long_of([&p.sent, &p.sent_spread].map(|each| V::pick(each, feature)), above, batch)
    })
}

/// The same of calls that send so many million tokens on average, whose logarithm has such a standard deviation. The size of calls is
/// lognormal: of a mean `m` and a standard deviation `s` of its logarithm, `ln(size)` is normal around `ln m - s²/2`, and what is
/// sent in calls of a size is spread as normally around `ln m + s²/2`. Calls that are all of one size are above it or not.
pub fn long_of<V: Value>([sent, spread]: [V; 2], above: V, batch: V) -> [V; 2] {
    let one = V::splat(1.0);
    // Of calls that share a request, the sum is what is long, and it is spread the less.
    let sent = sent * batch;
    let spread = (one + ((spread * spread).exp() - one) / batch).ln().max(V::splat(0.0)).sqrt();
    let alike = one.when(above.lt(sent));
    let least = V::splat(1e-3);
    let off = (above / sent.max(V::splat(1e-12))).ln() / spread.max(least);
    let half = V::splat(0.5) * spread;
    // Of what lies above, from the other side of the mean: so a small share is no rounding.
    [off + half, off - half].map(|from| V::select(spread.lt(least), alike, normal_share(-from)))
}

/// The counters of a service.
pub(super) struct Counters<'s, V: Value> {
    /// Those of all services.
    pub(super) all: &'s V::List<Counter<V>>,
    /// The first of this one.
    pub(super) first: V::Index,
}

impl<V: Value> Clone for Counters<'_, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Value> Copy for Counters<'_, V> {}

impl<'s, V: Value> Counters<'s, V> {
    #[inline(always)]
    pub(super) fn new(run: &Run<'_, V>, state: &'s State<V>, service: V::Index) -> Self {
        Self::of(run, &state.counters, service)
    }

    /// The same of a state of which another part is changed.
    #[inline(always)]
    pub(super) fn of(run: &Run<'_, V>, all: &'s V::List<Counter<V>>, service: V::Index) -> Self {
        Self { all, first: counter(run, service) }
    }

    /// Units of a meter that a request of today's usual mix uses.
    #[inline(always)]
    pub(super) fn rate(self, meter: V::Index) -> V {
        self.all.see(self.first + meter, |it| it.rate)
    }

    /// Units used on the tier in the months before.
    #[inline(always)]
    pub(super) fn before(self, meter: V::Index) -> V {
        self.all.see(self.first + meter, |it| it.before)
    }

    /// Units used this month.
    #[inline(always)]
    pub(super) fn used(self, meter: V::Index) -> V {
        self.all.see(self.first + meter, |it| it.used)
    }
}
