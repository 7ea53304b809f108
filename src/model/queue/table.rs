//! The chance to wait, by load: a table for each backend.

use crate::value::Value;

/// Numbers in the table of a backend; a power of two, so that a rung is multiplied by shifting.
pub const POINTS: u32 = 64;

/// The table of a backend: P(wait) by load, corrected for the variance of service.
///
/// Erlang C by the recursion of Erlang B, above 64 servers its limit of Halfin & Whitt (1981). Times what the
/// interpolation between M/M/c and M/D/c of Kimura (1986) differs from the formula of Allen & Cunneen.
#[must_use]
pub fn table(servers: u32, variance: f32) -> Vec<f32> {
    let last = POINTS - 1;
    let point = |point| {
        let load = f64::from(point) / f64::from(last);
        (wait_probability(servers, load) * kimura(servers, load, variance.into())) as f32
    };
    (0..POINTS).map(point).collect()
}

/// P(wait) with exponential service at a load of 0 to 1.
fn wait_probability(servers: u32, load: f64) -> f64 {
    let c = f64::from(servers);
    if load >= 1.0 {
        return 1.0;
    }
    if servers > 64 {
        let beta = (1.0 - load) * libm::sqrt(c);
        let below = 1.0 - 0.5 * libm::erfc(beta / std::f64::consts::SQRT_2);
        let density = libm::exp(-0.5 * beta * beta) / libm::sqrt(std::f64::consts::TAU);
        return density / (density + beta * below);
    }
    let offered = load * c;
    let blocked = (1..=servers).fold(1.0, |blocked, n| offered * blocked / (f64::from(n) + offered * blocked));
    blocked / (1.0 - load * (1.0 - blocked))
}

/// Mean wait against that of Allen & Cunneen, for Poisson arrivals.
fn kimura(servers: u32, load: f64, variance: f64) -> f64 {
    let c = f64::from(servers);
    let few = (c - 1.0) * (libm::sqrt(4.0 + 5.0 * c) - 2.0) / (16.0 * c);
    let gain = (few * (1.0 - load) / load.max(1e-9)).min(0.25);
    1.0 + (1.0 - variance) / (1.0 + variance) * gain
}

/// The number for a load in the table that begins at `table`; past a load of 1 it is the last.
#[inline(always)]
pub(super) fn read<V: Value>(memory: V::Memory<'_>, table: V::Int, load: V) -> V {
    let position = load.clamp(0.0, 1.0) * V::splat((POINTS - 1) as f32);
    let cell = position.floor().min(V::splat((POINTS - 2) as f32));
    let index = cell.to_int() + table;
    let left = V::read(memory, index);
    let right = V::read(memory, index + V::int(1));
    left + (right - left) * (position - cell)
}
