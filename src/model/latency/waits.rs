//! What requests wait for before they are served, summed over a month.

use super::super::container::Cold;
use super::super::queue::Hour;
use crate::value::{Value, fields};

/// Octaves of the wait, from [`FIRST`] on.
pub(super) const OCTAVES: usize = 14;
/// Retries that are told apart.
pub const RETRIES: usize = 6;
/// Waits so unlikely count as none; keeps the squares above subnormal numbers.
const NONE: f32 = 1e-18;

/// The first octave, seconds; the last is 512 s.
pub(super) const FIRST: f32 = 1.0 / 16.0;

fields! {
    /// Sums over a month, in requests.
    pub struct Waits<V> {
        /// Requests served.
        requests: V,
        /// Of these, how many waited in a queue at all.
        queued: V,
        /// How many waited in a queue longer than each octave from 1/16 s to 512 s.
        longer: [V; 14],
        /// How many found a container asleep.
        first: V,
        /// How many came while it woke.
        during: V,
        /// Seconds that those which found it asleep waited, together.
        woken: V,
        /// How many found a queue just as long as users tolerate.
        full: V,
        /// Seconds that those waited, together.
        tolerated: V,
        /// How many were delayed by at least so many backoffs, from one on.
        retried: [V; 6],
    }
}

impl<V: Value> Waits<V> {
    /// Adds an hour of `requests` served, with what they waited for in the queue and for a container that wakes in `wake`
    /// seconds. Retries are added to [`Waits::retried`] by who knows of them.
    #[inline(always)]
    pub fn add_hour(&mut self, requests: V, queue: &Hour<V>, cold: &Cold<V>, wake: V) {
        let zero = V::splat(0.0);
        self.requests = self.requests + requests;
        [self.first, self.during, self.woken] =
            V::only_where(zero.lt(cold.first), [self.first, self.during, self.woken], || {
                let first = requests * cold.first;
                [self.first + first, self.during + requests * cold.during, self.woken + first * wake]
            });
        for (share, typical) in std::iter::zip(queue.waiting, queue.typical) {
            let weight = requests * share;
            self.queued = self.queued + weight;
            self.longer = V::only_where(zero.lt(share), self.longer, || {
                // P(W > t) of an exponential at doubling thresholds: each is the square of the one before.
                let mut above = (V::splat(-FIRST) / typical.max(V::splat(1e-6))).exp();
                self.longer.map(|sum| {
                    above = above.max(V::splat(NONE));
                    let more = sum + weight * above;
                    above = above * above;
                    more
                })
            });
        }
        self.add_even(requests * queue.ramp, queue.from, queue.to);
        // Nearly all as long as users tolerate: kept apart, for octaves would blur it. Else it is even.
        let full = requests * queue.full;
        let near = (V::splat(0.5) * queue.high).lt(queue.low);
        self.full = self.full + full.when(near);
        self.tolerated = self.tolerated + (full * V::splat(0.5) * (queue.low + queue.high)).when(near);
        self.add_even(full.when(!near), queue.low, queue.high);
    }

    /// Adds `requests` whose waits are anywhere between two bounds.
    #[inline(always)]
    fn add_even(&mut self, requests: V, one_end: V, other_end: V) {
        let zero = V::splat(0.0);
        self.queued = self.queued + requests;
        self.longer = V::only_where(zero.lt(requests), self.longer, || {
            let (from, to) = (one_end.min(other_end), one_end.max(other_end));
            let scale = requests / (to - from).max(V::splat(1e-3));
            std::array::from_fn(|octave| {
                let threshold = V::splat(FIRST * (1_u32 << octave) as f32);
                self.longer[octave] + ((to - threshold) * scale).max(zero).min(requests)
            })
        });
    }
}
