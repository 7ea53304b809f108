//! The queue that comes and goes within minutes.

use crate::model::bursts::Bursts;
use crate::value::Value;

/// Seconds that a queue needs to forget a block of a minute, half a block by the diffusion's variance; fitted to the reference.
const FORGETS: f32 = 18.0;
/// Seconds of a turn that counts as so much longer bursts, of blocks of a minute: an assumption, held like the others.
const LONG_TURN: f32 = 20.0;
/// By how much longer waits for surges are, where the load is low: an assumption, whose sums `tests/latency.rs` holds.
const LONGER: f32 = 0.25;

/// Exponential waits in a stationary queue.
pub(super) struct Steady<V> {
    /// Share that would be turned away if nobody waited.
    pub(super) blocked: V,
    /// Share that waits at all.
    pub(super) waits: V,
    /// Shares that wait for a server and for a surge, and the means of these waits.
    pub(super) waiting: [V; 2],
    pub(super) typical: [V; 2],
    /// Mean wait of all.
    pub(super) mean: V,
    /// Diffusion of the queue per second, half its variance, seconds²; of all time and of the time that it is not empty.
    pub(super) spread: V,
    pub(super) busy_spread: V,
    /// The parts of it that each request adds, and that a surge does.
    pub(super) turn_spread: V,
    pub(super) surge_spread: V,
    /// Seconds of a surge.
    pub(super) surge: V,
}

/// The stationary queue at a load `ρ`, `room` being `1 - ρ`, `turn` the seconds between two requests of all servers together
/// and `blocked` and `busy` the chances of Erlang B and C.
///
/// *Waits for a server* are those of M/G/c: exponential with mean `k / (1 - ρ)`, `k = turn (1 + c²) / 2` (Allen & Cunneen; Abate,
/// Choudhury & Whitt 1995). *Waits for a surge* are those of a fluid queue whose gamma rate changes every `b` seconds:
/// exponential with the mean that its diffusion has, `ρ b v / 2 / (1 - ρ)`. How many wait for one, `ρ D`, has no closed form;
/// `D` is fitted to a simulation of two million blocks a point, to 10% where 3% or more wait, for `v` from 0.05 to 1:
///
/// `D = (1 + 0.876 v (1 - ρ)) exp(-(1 - ρ)/(ρ v) (0.140 + 0.4345 (1 - ρ) / (ρ + 0.862 (1 - ρ))))`.
///
/// A queue that takes long to empty, `k / (1 - ρ)²`, adds up the surges of some blocks and is one diffusion with
/// `ca² = 1 + λ b v` (`docs/model.md`, Queues and patience): `blurred` is how far it is on the way from the one to the other.
#[inline(always)]
pub(super) fn steady<V: Value>(
    load: V,
    room: V,
    turn: V,
    variance: V,
    [blocked, busy]: [V; 2],
    bursts: Bursts<V>,
) -> Steady<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let Bursts { variance: burstiness, seconds } = bursts;
    let minutes = bursts.minutes();
    let room = room.max(V::splat(1e-6));
    let per_room = one / room;
    let turn_spread = turn * (one + variance) * V::splat(0.5);
    let surge_spread = load * burstiness * (V::splat(0.5) * seconds);
    let blurred = turn_spread / (turn_spread + V::splat(FORGETS) * minutes * room * room).max(V::splat(1e-12));

    let steep = V::splat(0.434_5) * room / (load + V::splat(0.861_8) * room) + V::splat(0.140_4);
    // Where turns take long the surges count more, at most twice.
    let uneven = burstiness + burstiness.min(turn_spread * (V::splat(1.0 / LONG_TURN) / minutes));
    let rare = room * steep / (load * uneven).max(V::splat(1e-6));
    // Fewer than one in ten thousand is none: e⁻⁹.
    let some = rare.lt(V::splat(9.0));
    let [surges] =
        V::only_where(some, [zero], || [((one + V::splat(0.876_4) * uneven * room) * (-rare).exp()).min(one)]);
    let fluid = load * surges;
    let surge = (fluid + blurred * (one - surges) * (busy - fluid).max(zero)).min(one);
    let server = (busy - surge).max(zero);
    let busy_spread = turn_spread + surge_spread;
    // Waits for surges are spread wider than an exponential, the more the less busy: longer and fewer ones have its tail.
    let longer = busy_spread + V::splat(LONGER) * room * surge_spread;
    let typical = [turn_spread * per_room, longer * per_room];
    let spread = server * turn_spread + surge * busy_spread;
    Steady {
        blocked,
        waits: server + surge,
        waiting: [server, surge * busy_spread / longer.max(V::splat(1e-12))],
        typical,
        mean: spread * per_room,
        spread,
        busy_spread,
        turn_spread,
        surge_spread,
        surge: seconds,
    }
}
