//! A month's delays before service, as a distribution.

use super::queued::Queue;
use super::waits::{OCTAVES, RETRIES, STEPS, Waits, longest};
use crate::model::world::is;
use crate::value::Value;

/// The first half octave, seconds.
pub(super) const FIRST: f32 = 1.0 / 16.0;
/// Half octaves from the first to 32,768 s: six backoffs of an hour are shorter.
pub(super) const HALVES: usize = 39;

/// Points around the jump at which a distribution is known besides, by their ratio to it: right before it, where waits end at the
/// patience, and right after it (`2^(1/16)` and `2^(1/4)`). They are a choice, held by `tests/waits.rs`.
pub(super) const AROUND: [f32; 5] = [0.8, 0.9, 0.96, 1.044_273_8, 1.189_207_1];
/// Half octaves up to such a point at which the delay is known.
pub(super) const WINDOW: usize = 9;

/// How long a request is delayed by its backoffs together, by their number from one on: uniformly between two bounds.
#[derive(Clone, Copy, Debug)]
pub struct Backoff<V> {
    /// Shortest, seconds.
    pub from: [V; RETRIES],
    /// Longest, seconds.
    pub to: [V; RETRIES],
}

/// Distribution of what a request waits before it is served.
#[derive(Clone, Copy, Debug)]
pub struct Delay<V> {
    /// Share of requests, of those that found neither a container asleep nor a full queue, delayed at all.
    pub any: V,
    /// Share of the same delayed longer than each half octave from 1/16 s to 32,768 s, times the scale's unit.
    pub longer: [V; HALVES],
    /// The same around the scale's jump: at half octaves up to each point, those of the longest last.
    pub around: [V; AROUND.len() * WINDOW],
    /// Shares of requests that found a container asleep, and a full queue.
    pub long: [V; 2],
    /// Seconds that those waited.
    pub lasts: [V; 2],
}

/// What times are measured in. A distribution jumps where many requests are delayed by just the same, which no interpolation
/// finds; so the unit is such that the jump is on a threshold. Distributions that are mixed must share a scale.
#[derive(Clone, Copy, Debug)]
pub struct Scale<V> {
    /// Seconds, from 1 to √2.
    pub unit: V,
    /// Where the distribution jumps, seconds.
    pub jump: V,
}

impl<V: Value> Waits<V> {
    /// Seconds that those waited who found a container asleep, and those who found a full queue.
    fn lasts(&self) -> [V; 2] {
        let mean = |sum: V, count: V| sum / count.max(V::splat(1e-6));
        [mean(self.woken, self.first), mean(self.tolerated, self.full)]
    }

    /// A scale that puts the more frequent of the sharp delays on a threshold: a waking time, a full queue, or the end of all waits,
    /// which is the users' patience or the end of the longest queue that grew or drained.
    pub fn scale(&self, patience: V) -> Scale<V> {
        let [wake, tolerated] = self.lasts();
        let random = self.longer[OCTAVES - 1];
        let late = random + self.even_longer[STEPS - 1];
        let ends = V::select(random.lt(V::splat(0.25) * self.even), self.even_longest, longest(patience));
        let ends = V::select(late.lt(self.full), tolerated, ends);
        let jump = V::select((self.full + random + self.even).lt(self.first), wake, ends).max(V::splat(FIRST));
        let half = jump.ln() * V::splat(2.0 / std::f32::consts::LN_2);
        Scale { unit: ((half - half.floor()) * V::splat(0.5 * std::f32::consts::LN_2)).exp(), jump }
    }

    /// The month's distribution; nobody waits in a queue longer than `patience` seconds.
    ///
    /// A request that waits for more than one thing is taken to wait for the longest of them, `P(any > t) = 1 - Π P(each ≤ t)`:
    /// right but for requests with two long waits, of which there are few. Long waits for a container or in a full queue have
    /// nothing added but the service.
    pub fn delay(&self, backoff: &Backoff<V>, patience: V, scale: &Scale<V>) -> Delay<V> {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let share = |count: V| (count / self.requests.max(V::splat(1e-6))).min(one);
        let long = [share(self.first), share(self.full)];
        let lasts = self.lasts();
        let per = one / (self.requests - self.first - self.full).max(V::splat(1e-6));
        let during = (self.during * per).min(one);
        let per_wake = one / lasts[0].max(V::splat(1e-3));
        let first = V::splat(FIRST) * scale.unit;
        let more = |retry: usize| self.retried.get(retry + 1).map_or(zero, |more| *more);
        let tries: [V; RETRIES] = std::array::from_fn(|retry| (self.retried[retry] - more(retry)).max(zero) * per);
        let per_range: [V; RETRIES] =
            std::array::from_fn(|retry| one / (backoff.to[retry] - backoff.from[retry]).max(V::splat(1e-3)));

        let queue = Queue::new(self, per, patience);
        let longer = |t: V| {
            let waking = during * ((lasts[0] - t) * per_wake).max(zero);
            let [retries] = V::only_where(zero.lt(self.retried[0]), [zero], || {
                [(0..RETRIES).fold(zero, |sum, retry| {
                    sum + tries[retry] * ((backoff.to[retry] - t) * per_range[retry]).clamp(0.0, 1.0)
                })]
            });
            one - (one - queue.longer(t)).max(zero) * (one - waking) * (one - retries).max(zero)
        };
        // What leads from each half octave to the next; then from each point around the jump to the next, and from the last to the
        // first of the next half octave.
        let points = AROUND.len();
        let steps: [V; HALVES + WINDOW * AROUND.len()] = std::array::from_fn(|at| match at.checked_sub(HALVES) {
            None => V::splat(std::f32::consts::SQRT_2),
            Some(at) if at % points == points - 1 => {
                V::splat(AROUND[0] / AROUND[points - 1] * std::f32::consts::SQRT_2)
            }
            Some(at) => V::splat(AROUND[at % points + 1] / AROUND[at % points]),
        });
        let lowest = scale.jump * V::splat(AROUND[0] * libm::exp2f(-0.5 * (WINDOW - 1) as f32));
        let (found, _) = V::table::<{ HALVES + WINDOW * AROUND.len() }, 1>([first], |at, [t]| {
            let is_last_half = is(V::splat((HALVES - 1) as f32), at);
            (longer(t), [V::select(is_last_half, lowest, t * V::pick(&steps, at))])
        });
        let queued = (self.queued * per).min(one);
        let retried = (self.retried[0] * per).min(one);
        let any = one - (one - queued) * (one - during) * (one - retried);
        let longer = std::array::from_fn(|half| found[half]);
        Delay { any, longer, around: std::array::from_fn(|at| found[HALVES + at]), long, lasts }
    }
}
