//! What is counted at the slots: the units of each meter that visits, calls and hours of running use up.
//!
//! The order of the meters is that of the catalogue's slots; `program/plans.rs` compiles prices and limits in the same
//! order.

use super::layout::{BACKEND, DATA, FEATURES, FRONTEND, METERS, PARTS, PAYMENTS};
use super::{Params, Run};
use crate::value::Value;

/// Gigabytes that a row read from the database weighs on its way: a kilobyte.
const ROW_GB: f32 = 1e-6;

/// Units by part of the app and meter.
pub(super) type Units<V> = [[V; METERS]; PARTS];

/// Meters that count a stock, by part of the app: gigabytes of files and of the database, users.
pub const STOCKS: [[bool; METERS]; PARTS] = {
    let mut stocks = [[false; METERS]; PARTS];
    stocks[BACKEND][4] = true;
    stocks[DATA][0] = true;
    stocks[DATA][1] = true;
    stocks[DATA][2] = true;
    stocks
};

/// The meter of model calls that counts requests; the others count what is in them.
pub(super) const REQUESTS: usize = 0;

/// Whether a meter of a part counts a stock.
pub(super) fn is_stock(part: usize, meter: usize) -> bool {
    STOCKS.get(part).is_some_and(|stocks| stocks[meter])
}

/// Units used by `visits` and by `calls` of each feature that reach the backend. What is stored is the growth of the stock.
pub(super) fn flows<V: Value>(run: &Run<'_, V>, visits: V, calls: &[V; FEATURES]) -> Units<V> {
    let (p, zero) = (&run.params, V::splat(0.0));
    let sum = |of: &dyn Fn(&Params<V>) -> [V; FEATURES]| {
        let each = of(p);
        run.shape.features().fold(zero, |sum, feature| sum + calls[feature] * each[feature])
    };
    let all_calls = run.shape.features().fold(zero, |sum, feature| sum + calls[feature]);
    let requests = visits * p.backend_per_visit;
    let work = requests + all_calls;
    let cpu = requests * p.request_cpu_hours + sum(&|p| p.cpu_hours);
    let reads = requests + sum(&|p| p.reads);
    let writes = sum(&|p| p.writes);

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
    units[DATA] = [sum(&|p| p.stored_gb), sum(&|p| p.file_gb), zero, reads * V::splat(ROW_GB), reads, writes];
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
pub(super) fn of_call<V: Value>(run: &Run<'_, V>, feature: usize, batch: V) -> [V; METERS] {
    let p = &run.params;
    let (input, cached, output) = (p.input[feature], p.cached[feature], p.output[feature]);
    [V::splat(1.0) / batch, input, cached, output, input + cached + output, p.gpu_seconds[feature]]
}
