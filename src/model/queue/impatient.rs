//! The stationary queue of users who wait for so long and no longer.

use super::steady::Steady;
use crate::value::Value;

/// What patience makes of a stationary queue.
pub(super) struct Impatient<V> {
    /// Share of all that give up.
    pub(super) lost: V,
    /// Share of all that are served.
    pub(super) kept: V,
    /// Share of those served that wait.
    pub(super) waits: V,
    /// Mean wait of these, as a share of the patience.
    pub(super) middle: V,
    /// Part that surges have in the queue's diffusion.
    pub(super) surges: V,
}

/// The queue at a load `ρ`, `room` being `1 - ρ`, of users with `patience`, seconds, below and above capacity.
///
/// Without surges it is M/M/c+D, exactly (Baccelli & Hebuterne 1981): with `T` the patience by the time of a turn,
/// `y = (1 - ρ) T`, and Erlang's `B` if nobody waited, the wait offered has a density of `e^(-y w/patience)` up to the patience and
/// falls as `e^(-w/turn)` beyond it, so of all, against those lost, `B⁻¹ - 1` times `e^y` find a server free and
/// `T (e^y - 1) / y` wait and are served:
///
/// `1 / lost = 1 + (1/B - 1) e^y + T (e^y - 1) / y`, which is `(1 - ρ) C e^-y / (1 - ρ C e^-y)` with Erlang's `C` below capacity.
///
/// With surges, a turn is the queue's whole diffusion `k`, of which surges are a part `s`. A surge comes in steps of a block, for which
/// there is more room (Siegmund 1979), `s √(2 b ρ k s)`; fewer find a server free, `(1/B - 1) (1 - s)`, and not more than wait for
/// surges leave free. The two (`2 b`, and 0.7 of the square of what is calm) are fitted to 960 settings of the reference: burstiness to
/// 1, 1 to 64 servers, service of 0.5 to 60 s, patience of 5 s to half an hour, loads of 0.3 to 1.5. There the loss is off by 0.002 at
/// burstiness of 0.05 and by 0.015 at 1 on average.
#[inline(always)]
pub(super) fn impatient<V: Value>(steady: &Steady<V>, load: V, room: V, patience: V) -> Impatient<V> {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let per_turn = one / steady.busy_spread.max(V::splat(1e-9));
    let surges = (steady.surge_spread * per_turn).min(one);
    // The rest of it, which is no difference: of many servers it is next to nothing, and what it is multiplied by is large.
    let calmly = steady.turn_spread * per_turn;
    let steps = surges * (steady.surge_spread * load * (V::splat(2.0) * steady.surge)).sqrt();
    let turns = (patience + steps) * per_turn;
    let y = room * turns;

    // Those who find a server free: of the steady queue's shares, and as few as patience of minutes leaves.
    let calm = surges * room.max(zero) / load.max(V::splat(1e-6));
    let free = (one / steady.blocked.max(V::splat(1e-6)) - one) * calmly + V::splat(0.7) * calm * calm;
    let near = room.lt(V::splat(0.01));
    let steadily = (one - steady.waits).max(zero) / (steady.waits * room).max(V::splat(1e-6));
    let steadily = V::select(near, free, steadily);
    let free = free.min(steadily / (surges * surges).max(V::splat(1e-6)));

    let power = y.min(V::splat(60.0)).exp();
    // Where the difference of equal numbers would be rough: four terms of its series, 3e-5 off at most.
    let is_flat = y.abs().lt(V::splat(0.25));
    let divisor = V::select(is_flat, one, y);
    let series = one + y * (half + y * (V::splat(1.0 / 6.0) + y * V::splat(1.0 / 24.0)));
    let growth = V::select(is_flat, series, (power - one) / divisor);
    let middle = V::select(is_flat, half - y * V::splat(1.0 / 12.0), (one - one / growth) / divisor);
    let waiting = turns * growth;
    let served = (steadily * power + waiting).max(V::splat(1e-9));
    let against_lost = (free * power + waiting).min(V::splat(1e30));
    let lost = one / (one + against_lost);
    Impatient { lost, kept: against_lost * lost, waits: waiting / served, middle, surges }
}
