//! The queue of an hour near or over its capacity, or of users about to lose patience.

use super::impatient::impatient;
use super::steady::Steady;
use super::{HOUR, Hour};
use crate::value::Value;

/// A queue that changes in the course of an hour, beginning with a wait of `start`.
///
/// It builds by the sheared formula of Kimber & Hollis (1979) in its simpler form (`docs/model.md`, Queues and patience): the positive
/// root of `L² - (L₀ - (1 - ρ) t) L = K t`, which tends to `K / (1 - ρ)` below and to the fluid queue above capacity. Its mean
/// over the hour is `(2 L(T/4) + L(T)) / 3`, exact for a level, a line and a square root. It drains in a straight line. With patience
/// it ends at the length of the stationary queue of such users ([`impatient`]), and as long as it is there they give up.
#[inline(always)]
pub(super) fn changing<V: Value>(steady: &Steady<V>, load: V, room: V, start: V, patience: V) -> Hour<V> {
    let (zero, half, one, hour) = (V::splat(0.0), V::splat(0.5), V::splat(1.0), V::splat(HOUR));
    let tiny = V::splat(1e-6);
    let patience = patience.min(V::splat(1e6));
    let has_room = zero.lt(room);
    let (spread, length) = (steady.spread, steady.mean);
    let settled = impatient(steady, load, room, patience);
    let capped = settled.waits * settled.middle * patience;

    let first = V::select(has_room, start.min(length), start);
    let fluid = |seconds: f32| first - room * V::splat(seconds);
    let build = |seconds: f32| {
        let fluid = fluid(seconds);
        let more = V::splat(4.0 * seconds) * spread;
        let root = (fluid * fluid + more).sqrt();
        let short = half * more / (root - fluid).max(tiny);
        V::select(fluid.lt(zero), short, (fluid + root) * half).min(capped)
    };
    let (quarter, built) = (build(0.25 * HOUR), build(HOUR));
    // The time at which it is about as long as it gets (four fifths of a length that it only tends to, by choice), from the same
    // equation.
    let long = V::select(has_room, capped.min(V::splat(0.8) * length), capped);
    let fills = long * (long - first) / (spread - room * long).max(tiny);
    let fills = (fills / hour).clamp(0.0, 1.0);
    let length = length.min(capped);
    let drains = ((length + length).lt(start) | capped.lt(start)) & has_room;
    let drained = length.max(start - room * hour);
    let ramp = ((start - length) / (room.max(tiny) * hour)).clamp(0.0, 1.0);

    let end = V::select(drains, drained, built);
    let risen = fluid(HOUR).max(zero);
    let random = !drains & (has_room | ((risen * risen).lt(spread * hour) & end.lt(capped)));
    let rises = !drains & !random;
    let building = (quarter + quarter + built) * V::splat(1.0 / 3.0);
    let lost = settled.lost * V::select(drains, one - ramp, one - fills);
    let kept = settled.kept + settled.lost * V::select(drains, ramp, fills);

    // While a surge is turned away, about as many as are lost, or twice, wait about as long as they tolerate: between 0.9 and 1 of the
    // patience. That, and that the others wait a quarter of the mean at least, are assumptions.
    let turned = (settled.surges * lost).min(half).when(random);
    let nearly = V::splat(0.95) * patience;
    let rest = ((building - turned * nearly) / (one - turned)).max(V::splat(0.25) * building);

    // Exponentials that end at the patience and have the mean of the queue: the rate at which one falls by its mean as a
    // share of the patience, a fraction fitted to within 4%.
    let mean = V::select(drains, length, rest) / (settled.waits * patience).max(tiny);
    let mean = mean.max(tiny).min(V::splat(0.49));
    let rate = (one - mean - mean) * (one + V::splat(2.67) * mean * (one + mean)) / mean;
    let shrunk = (patience * steady.waits / (rate * steady.mean).max(tiny)).min(one);
    let typical = steady.typical.map(|typical| typical * shrunk);
    let exponential = V::select(drains, one - ramp, (one - turned).when(random));
    let waiting = exponential * settled.waits / steady.waits.max(tiny);
    Hour {
        backlog: end,
        mean: V::select(drains, ramp * (start + drained) * half + (one - ramp) * length, building),
        waiting: steady.waiting.map(|share| share * waiting),
        typical,
        // One in 10¹⁷ is none; smaller numbers would be subnormal once they are multiplied, and slow.
        cut: typical.map(|typical| (-(patience / typical.max(tiny)).min(V::splat(40.0))).exp()),
        ramp: V::select(drains, ramp, fills.when(rises)),
        from: start,
        to: end,
        full: V::select(rises, settled.waits * (one - fills), turned),
        low: V::select(rises, (patience * (settled.middle + settled.middle - one)).max(zero), V::splat(0.9) * patience),
        high: patience,
        lost,
        kept,
    }
}
