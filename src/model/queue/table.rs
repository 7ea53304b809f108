//! The chance that all servers are busy, by load: a table for each backend.

use crate::value::Value;

/// Numbers in the table of a backend; a power of two, so that a rung is multiplied by shifting.
pub const POINTS: u32 = 128;

/// The table of a backend: the share that is turned away if nobody waits, by load up to 1 and from there on by its inverse.
///
/// Erlang B by its recursion, from which Erlang C follows without a difference of two numbers near 1 (`busy`). It is such
/// that waits differ from the formula of Allen & Cunneen as in the interpolation between M/M/c and M/D/c of Kimura (1986).
#[must_use]
pub fn table(servers: u32, variance: f32) -> Vec<f32> {
    let last = f64::from(POINTS - 1);
    let point = |point| {
        let at = 2.0 * f64::from(point) / last;
        let load = if at <= 1.0 { at } else { 1.0 / (2.0 - at).max(1e-9) };
        blocked(servers, load, variance.into()) as f32
    };
    (0..POINTS).map(point).collect()
}

/// Erlang B, corrected for the variance of service.
fn blocked(servers: u32, load: f64, variance: f64) -> f64 {
    let offered = load * f64::from(servers);
    let blocked = (1..=servers).fold(1.0, |blocked, n| offered * blocked / (f64::from(n) + offered * blocked));
    if load >= 1.0 || variance == 1.0 {
        return blocked;
    }
    let room = 1.0 - load;
    let waits = blocked / (room + load * blocked) * kimura(servers, load, variance);
    waits * room / (1.0 - load * waits)
}

/// Mean wait against that of Allen & Cunneen, for Poisson arrivals.
fn kimura(servers: u32, load: f64, variance: f64) -> f64 {
    let c = f64::from(servers);
    let few = (c - 1.0) * (libm::sqrt(4.0 + 5.0 * c) - 2.0) / (16.0 * c);
    let gain = (few * (1.0 - load) / load.max(1e-9)).min(0.25);
    1.0 + (1.0 - variance) / (1.0 + variance) * gain
}

/// The number for a load, any from 0 on, in the table that begins at `table`.
#[inline(always)]
pub(super) fn read<V: Value>(memory: V::Memory<'_>, table: V::Int, load: V) -> V {
    let one = V::splat(1.0);
    let at = V::select(load.lt(one), load.max(V::splat(0.0)), V::splat(2.0) - one / load.max(one));
    let position = at * V::splat(0.5 * (POINTS - 1) as f32);
    let cell = position.floor().min(V::splat((POINTS - 2) as f32));
    let index = cell.to_int() + table;
    let left = V::read(memory, index);
    let right = V::read(memory, index + V::int(1));
    left + (right - left) * (position - cell)
}

/// The chance to wait, Erlang C, of the number of the table for the same load: `B / (1 - ρ (1 - B))`, 1 from the capacity on.
#[inline(always)]
pub(super) fn busy<V: Value>(blocked: V, load: V) -> V {
    let room = (V::splat(1.0) - load).max(V::splat(0.0));
    blocked / (room + load.min(V::splat(1.0)) * blocked).max(V::splat(1e-9))
}
