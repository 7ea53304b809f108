//! A month's delays before service, as a distribution.

use super::waits::{FIRST, OCTAVES, RETRIES, Waits};
use crate::value::Value;

/// Half octaves from the first octave of the wait to its last.
pub(super) const HALVES: usize = 2 * OCTAVES - 1;

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
    /// Share of the same delayed longer than each half octave from 1/16 s to 512 s, times the scale's unit.
    pub longer: [V; HALVES],
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

/// Seconds of a threshold with a unit of a second.
pub(super) fn threshold(half: usize) -> f64 {
    libm::exp2(half as f64 / 2.0) * f64::from(FIRST)
}

impl<V: Value> Waits<V> {
    /// Seconds that those waited who found a container asleep, and those who found a full queue.
    fn lasts(&self) -> [V; 2] {
        let mean = |sum: V, count: V| sum / count.max(V::splat(1e-6));
        [mean(self.woken, self.first), mean(self.tolerated, self.full)]
    }

    /// A scale that puts the more frequent of the sharp delays, a waking time or the users' patience, on a threshold.
    pub fn scale(&self) -> Scale<V> {
        let [wake, tolerated] = self.lasts();
        let jump = V::select(self.full.lt(self.first), wake, tolerated).max(V::splat(FIRST));
        // Where nothing jumps the unit is 1.
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
        let more = |retry: usize| self.retried.get(retry + 1).map_or(zero, |more| *more);
        let tries: [V; RETRIES] = std::array::from_fn(|retry| (self.retried[retry] - more(retry)).max(zero) * per);
        let per_range: [V; RETRIES] =
            std::array::from_fn(|retry| one / (backoff.to[retry] - backoff.from[retry]).max(V::splat(1e-3)));

        let logs: [V; OCTAVES] = std::array::from_fn(|octave| (self.longer[octave] * per).max(V::splat(1e-30)).ln());
        let longer = std::array::from_fn(|half| {
            let t = V::splat(threshold(half) as f32) * scale.unit;
            // Between octaves the logarithm is linear in t, exact for an exponential. The waits of a full queue end somewhere
            // in an octave, so the fall has a limit; an exponential that falls by more has nothing left there.
            let left = logs[half / 2];
            let fall = (logs.get(half / 2 + 1).map_or(left, |right| *right) - left).max(V::splat(-4.0));
            let root = if half % 2 == 0 { 1.0 } else { std::f32::consts::SQRT_2 };
            let way = scale.unit * V::splat(root) - one;
            // The scale may put a threshold on the patience itself, and rounding it to either side.
            let in_time = (t * V::splat(1.001)).lt(patience);
            let queue = (left + fall * way).exp().when(in_time);
            let waking = during * ((lasts[0] - t) * per_wake).max(zero);
            let retries = (0..RETRIES).fold(zero, |sum, retry| {
                sum + tries[retry] * ((backoff.to[retry] - t) * per_range[retry]).clamp(0.0, 1.0)
            });
            one - (one - queue).max(zero) * (one - waking) * (one - retries).max(zero)
        });
        let queued = (self.queued * per).min(one);
        let retried = (self.retried[0] * per).min(one);
        let any = one - (one - queued) * (one - during) * (one - retried);
        Delay { any, longer, long, lasts }
    }
}
