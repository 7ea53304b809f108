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

/// A delay that many requests have alike.
#[derive(Clone, Copy, Debug)]
pub struct Long<V> {
    /// Share of the requests.
    pub share: V,
    /// Seconds that those waited.
    pub lasts: V,
    /// Squared coefficient of variation of these; none where all waited just so long.
    pub variance: Option<V>,
}

/// Distribution of what a request waits before it is served.
#[derive(Clone, Debug)]
pub struct Delay<V> {
    /// Share of requests, of those without a long delay, delayed at all.
    pub any: V,
    /// Share of the same delayed longer than each half octave from 1/16 s to 32,768 s, times the scale's unit.
    pub longer: [V; HALVES],
    /// The same around the scale's jump: at half octaves up to each point, those of the longest last.
    pub around: [V; AROUND.len() * WINDOW],
    /// Requests that found a container asleep or a card stopped, and those that found a full queue.
    pub long: Vec<Long<V>>,
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

impl<V: Value> Scale<V> {
    /// A scale that puts the most frequent of the sharp delays on a threshold, of all that requests wait for one after the other.
    pub fn of(all: &[&Waits<V>], patience: V) -> Self {
        let sharpest = all.iter().map(|waits| waits.sharpest(patience)).reduce(|one, other| {
            let is_more = one[0].lt(other[0]);
            [0, 1].map(|at| V::select(is_more, other[at], one[at]))
        });
        Self::with(sharpest.map_or(V::splat(0.0), |[_, jump]| jump))
    }

    /// A scale with a jump on a threshold.
    pub(super) fn with(jump: V) -> Self {
        let jump = jump.max(V::splat(FIRST));
        let half = jump.ln() * V::splat(2.0 / std::f32::consts::LN_2);
        Self { unit: ((half - half.floor()) * V::splat(0.5 * std::f32::consts::LN_2)).exp(), jump }
    }
}

impl<V: Value> Waits<V> {
    /// Those who found a container asleep or a card stopped, and those who found a full queue.
    fn long(&self) -> [Long<V>; 2] {
        let share = |count: V| (count / self.requests.max(V::splat(1e-6))).min(V::splat(1.0));
        let mean = |sum: V, count: V| sum / count.max(V::splat(1e-6));
        let woken = mean(self.woken, self.first);
        let varies = mean(self.woken_square, self.first) / (woken * woken).max(V::splat(1e-9)) - V::splat(1.0);
        [
            Long { share: share(self.first), lasts: woken, variance: Some(varies.max(V::splat(0.0))) },
            Long { share: share(self.full), lasts: mean(self.tolerated, self.full), variance: None },
        ]
    }

    /// How many have a sharp delay, and the one of the more frequent: a waking time, a full queue, or the end of all waits, which is
    /// the users' patience or the end of the longest queue that grew or drained.
    pub(super) fn sharpest(&self, patience: V) -> [V; 2] {
        let [wake, tolerated] = self.long().map(|long| long.lasts);
        let random = self.longer[OCTAVES - 1];
        let late = random + self.even_longer[STEPS - 1];
        let ends = V::select(random.lt(V::splat(0.25) * self.even), self.even_longest, longest(patience));
        let ends = V::select(late.lt(self.full), tolerated, ends);
        let others = self.full + random + self.even;
        [others.max(self.first), V::select(others.lt(self.first), wake, ends)]
    }
}

/// One thing that requests wait for.
struct Source<V> {
    queue: Queue<V>,
    /// Share that comes while a container or a card starts, and what that takes.
    during: V,
    lasts: V,
    per_lasts: V,
    /// Share that waits in the queue at all.
    queued: V,
}

impl<V: Value> Source<V> {
    fn new(waits: &Waits<V>, per: V, patience: V) -> Self {
        let one = V::splat(1.0);
        let [Long { lasts, .. }, _] = waits.long();
        Self {
            queue: Queue::new(waits, per, patience),
            during: (waits.during * per).min(one),
            lasts,
            per_lasts: one / lasts.max(V::splat(1e-3)),
            queued: (waits.queued * per).min(one),
        }
    }

    /// Share that waits for it no longer than `t` seconds.
    fn within(&self, t: V) -> V {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let waking = self.during * ((self.lasts - t) * self.per_lasts).max(zero);
        (one - self.queue.longer(t)).max(zero) * (one - waking)
    }
}

impl<V: Value> Delay<V> {
    /// The month's distribution of all that requests wait for one after the other; retries are counted by the first. Nobody waits in a
    /// queue longer than `patience` seconds.
    ///
    /// A request that waits for more than one thing is taken to wait for the longest of them, `P(any > t) = 1 - Π P(each ≤ t)`:
    /// right but for requests with two long waits, of which there are few. Long waits for a container, a card or in a full queue have
    /// nothing added but the service.
    pub fn of(all: &[&Waits<V>], backoff: &Backoff<V>, patience: V, scale: &Scale<V>) -> Self {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let per = |waits: &Waits<V>| one / (waits.requests - waits.first - waits.full).max(V::splat(1e-6));
        let sources: Vec<Source<V>> = all.iter().map(|waits| Source::new(waits, per(waits), patience)).collect();
        let retried = |retry: usize| all.first().and_then(|waits| waits.retried.get(retry).copied()).unwrap_or(zero);
        let per_call = all.first().map_or(zero, |waits| per(waits));
        let tries: [V; RETRIES] =
            std::array::from_fn(|retry| (retried(retry) - retried(retry + 1)).max(zero) * per_call);
        let per_range: [V; RETRIES] =
            std::array::from_fn(|retry| one / (backoff.to[retry] - backoff.from[retry]).max(V::splat(1e-3)));
        let longer = |t: V| {
            let [retries] = V::only_where(zero.lt(retried(0)), [zero], || {
                [(0..RETRIES).fold(zero, |sum, retry| {
                    sum + tries[retry] * ((backoff.to[retry] - t) * per_range[retry]).clamp(0.0, 1.0)
                })]
            });
            let within = sources.iter().fold((one - retries).max(zero), |within, source| source.within(t) * within);
            one - within
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
        let first = V::splat(FIRST) * scale.unit;
        let (found, _) = V::table::<{ HALVES + WINDOW * AROUND.len() }, 1>([first], |at, [t]| {
            let is_last_half = is(V::splat((HALVES - 1) as f32), at);
            (longer(t), [V::select(is_last_half, lowest, t * V::pick(&steps, at))])
        });
        let not_retried = one - (retried(0) * per_call).min(one);
        let none =
            sources.iter().fold(not_retried, |none, source| (one - source.queued) * (one - source.during) * none);
        let longer = std::array::from_fn(|half| found[half]);
        let long = all.iter().flat_map(|waits| waits.long()).collect();
        Self { any: one - none, longer, around: std::array::from_fn(|at| found[HALVES + at]), long }
    }
}
