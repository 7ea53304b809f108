//! What is counted at the slots: the units of each meter that visits, calls and hours of running use up.
//!
//! The order of the meters is that of the catalogue's slots; `program/plans.rs` compiles prices and limits in the same
//! order.

use super::layout::{BACKEND, DATA, FRONTEND, METERS, PARTS, PAYMENTS};
use super::{Daily, Run};
use crate::value::Value;

/// Gigabytes that a row read from the database weighs on its way: a kilobyte.
const ROW_GB: f32 = 1e-6;

/// Units by part of the app and meter.
pub(super) type Units<V> = [[V; METERS]; PARTS];

/// Levels of what is held; nothing at 0.
pub(super) type Stocks<V> = [V; 5];

/// Which of the stocks a meter counts, by part of the app; 0 where it counts none.
pub const STOCKS: [[usize; METERS]; PARTS] = {
    let mut stocks = [[0; METERS]; PARTS];
    stocks[DATA][0] = 1;
    stocks[DATA][1] = 2;
    stocks[DATA][2] = 3;
    stocks[BACKEND][4] = 4;
    stocks
};

/// Today's levels: gigabytes of the database and of files, users, and gigabytes on the backend's disk, where nothing of the app
/// is counted.
pub(super) fn stocks<V: Value>(daily: &Daily<V>) -> Stocks<V> {
    [V::splat(0.0), daily.stored_gb, daily.file_gb, daily.users, V::splat(0.0)]
}

/// The meter of model calls that counts requests; the others count what is in them.
pub(super) const REQUESTS: usize = 0;

/// Units used by `visits` and by the `calls` of each feature that reach the backend. What is stored is the growth of the stock.
pub(super) fn flows<V: Value>(run: &Run<'_, V>, visits: V, calls: impl Fn(V::Index) -> V) -> Units<V> {
    let (p, zero) = (&run.params, V::splat(0.0));
    let [all_calls, cpu_of_calls, reads_of_calls, writes, stored, files] = V::sum(run.features(), |feature| {
        let calls = calls(feature);
        let each = [&p.cpu_hours, &p.reads, &p.writes, &p.stored_gb, &p.file_gb];
        let [cpu, reads, writes, stored, files] = each.map(|each| calls * V::pick(each, feature));
        [calls, cpu, reads, writes, stored, files]
    });
    let requests = visits * p.backend_per_visit;
    let work = requests + all_calls;
    let cpu = requests * p.request_cpu_hours + cpu_of_calls;
    let reads = requests + reads_of_calls;

    let mut units = [[zero; METERS]; PARTS];
    let (functions, servers) = (p.functions, V::splat(1.0) - p.functions);
    units[FRONTEND] = [
        visits * p.page_gb + work * p.answer_gb * functions,
        visits * p.requests_per_visit + all_calls,
        work * functions,
        cpu * functions,
        cpu * p.ram_gb * functions,
        zero,
    ];
    units[BACKEND] = [cpu * servers, zero, work * p.answer_gb * servers, zero, zero, work * servers];
    units[DATA] = [stored, files, zero, reads * V::splat(ROW_GB), reads, writes];
    units
}

/// Units of a day that do not depend on what comes: deployments, hours of running, payments.
pub(super) fn fixed<V: Value>(run: &Run<'_, V>, awake_hours: V, payers: V) -> Units<V> {
    let (p, zero) = (&run.params, V::splat(0.0));
    let mut units = [[zero; METERS]; PARTS];
    units[FRONTEND][5] = p.deploys;
    let awake = awake_hours * (V::splat(1.0) - p.functions);
    units[BACKEND][1] = awake * p.ram_gb;
    units[BACKEND][3] = awake;
    units[PAYMENTS][0] = payers;
    units[PAYMENTS][1] = payers * p.price;
    units
}

/// Units of one call of a feature at its provider: requests, million tokens by kind, GPU seconds.
pub(super) fn of_call<V: Value>(run: &Run<'_, V>, feature: V::Index, batch: V) -> [V; METERS] {
    let p = &run.params;
    let [input, cached, output, gpu_seconds] =
        [&p.input, &p.cached, &p.output, &p.gpu_seconds].map(|each| V::pick(each, feature));
    [V::splat(1.0) / batch, input, cached, output, input + cached + output, gpu_seconds]
}
