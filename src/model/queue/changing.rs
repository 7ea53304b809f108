//! The queue of an hour near or over its capacity.

use super::steady::Steady;
use super::{BLOCK, HOUR, Hour};
use crate::value::Value;

/// A queue that changes in the course of an hour, beginning with a wait of `start`.
///
/// It builds by the sheared formula of Kimber & Hollis (1979) in its simpler form (model notes, section 3.4): the positive
/// root of `L² - (L₀ - (1 - ρ) t) L = K t`, which tends to `K / (1 - ρ)` below and to the fluid queue above capacity. Its mean
/// over the hour is `(2 L(T/4) + L(T)) / 3`, exact for a level, a line and a square root. It drains in a straight line.
///
/// With patience `B` it is a diffusion between 0 and `B` whose waits have a density of `e^(-yw/B)`, `y = (1 - ρ) B / k`: the
/// share lost is `k/(ρB) y/(e^y - 1)` (model notes, section 4.1), `1 - 1/ρ` far above capacity. A surge comes in steps of a block, for which
/// there is more room (Siegmund 1979).
#[inline(always)]
pub(super) fn changing<V: Value>(steady: &Steady<V>, load: V, room: V, start: V, patience: V) -> Hour<V> {
    let (zero, half, one, hour) = (V::splat(0.0), V::splat(0.5), V::splat(1.0), V::splat(HOUR));
    let tiny = V::splat(1e-6);
    let patience = patience.min(V::splat(1e6));
    let has_room = zero.lt(room);
    let (spread, length) = (steady.spread, steady.mean);

    let room_for_steps = patience + (steady.surge_spread * load * V::splat(2.0 * BLOCK)).sqrt();
    let y = room * room_for_steps / steady.busy_spread.max(tiny);
    let is_flat = y.abs().lt(V::splat(0.02));
    let divisor = y.clamp(-80.0, 80.0).exp() - one;
    let push = V::select(is_flat, one - half * y, y / V::select(is_flat, one, divisor));
    let push = push.when(y.lt(V::splat(80.0)));
    let lost = steady.waits * steady.busy_spread * push / (load * room_for_steps).max(tiny);
    let capped = V::select(is_flat, half - y * V::splat(1.0 / 12.0), (one - push) / V::select(is_flat, one, y));
    let capped = steady.waits * patience * capped;

    let first = start.min(length);
    let fluid = |seconds: f32| V::select(has_room, first, start) - room * V::splat(seconds);
    let build = |seconds: f32| {
        let fluid = fluid(seconds);
        let more = V::splat(4.0 * seconds) * spread;
        let root = (fluid * fluid + more).sqrt();
        let short = half * more / (root - fluid).max(tiny);
        V::select(fluid.lt(zero), short, (fluid + root) * half).min(capped)
    };
    let (quarter, built) = (build(0.25 * HOUR), build(HOUR));
    // The time at which it is as long as it gets, from the same equation.
    let fills = capped * (capped - first) / (spread - room * capped).max(tiny);
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
    let lost = (lost * V::select(drains, one - ramp, one - fills)).min(one);
    // While a surge is turned away, about as many as are lost, or twice, wait as long as they tolerate.
    let turned = (lost + lost).min(half).when(random);
    let full = V::select(rises, one - fills, turned);
    let rest =
        V::select(drains, length, (building - turned * patience) / (one - turned)).max(V::splat(0.25) * building);
    let shrunk = (rest / steady.mean.max(tiny)).min(one);
    let exponential = V::select(drains, one - ramp, (one - turned).when(random));
    Hour {
        backlog: end,
        mean: V::select(drains, ramp * (start + drained) * half + (one - ramp) * length, building),
        waiting: steady.waiting.map(|share| share * exponential),
        typical: steady.typical.map(|mean| mean * shrunk),
        ramp: V::select(drains, ramp, fills.when(rises)),
        from: start,
        to: end,
        full,
        low: V::select(rises, (capped + capped - patience).max(zero), V::splat(0.9) * patience),
        high: patience,
        lost,
    }
}
