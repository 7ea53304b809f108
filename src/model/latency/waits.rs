//! What requests wait for before they are served, summed over a month.

use super::super::container::Cold;
use super::super::queue::Hour;
use crate::value::{Value, fields};

/// Octaves of a wait in the queue, up to the patience.
pub(super) const OCTAVES: usize = 16;
/// Half octaves of a wait that is even, up to the patience.
pub(super) const STEPS: usize = 16;
/// Retries that are told apart.
pub const RETRIES: usize = 6;
/// Waits so unlikely count as none; keeps the squares above subnormal numbers.
const NONE: f32 = 1e-18;
/// Longest wait that is told apart where nobody gives up, seconds; the inputs allow a patience of an hour.
const LONGEST: f32 = 4_096.0;

fields! {
    /// Sums over a month, in requests. The patience is the same all month, so it is what waits are measured by: nobody waits
    /// longer.
    pub struct Waits<V> {
        /// Requests served.
        requests: V,
        /// Of these, how many waited in a queue at all.
        queued: V,
        /// How many waited an exponential time longer than each octave from 1/65,536 of the patience to half of it.
        longer: [V; OCTAVES],
        /// How many waited in a queue that grows or drains, so that any wait between two bounds is as likely.
        even: V,
        /// Of these, how many longer than each half octave from 1/256 of the patience to 0.71 of it.
        even_longer: [V; STEPS],
        /// Longest of such waits, seconds.
        even_longest: V,
        /// How many found a container asleep.
        first: V,
        /// How many came while it woke.
        during: V,
        /// Seconds that those which found it asleep waited, together, ...
        woken: V,
        /// ... and their squares.
        woken_square: V,
        /// How many found a queue just as long as users tolerate.
        full: V,
        /// Seconds that those waited, together.
        tolerated: V,
        /// How many were delayed by at least so many backoffs, from one on.
        retried: [V; RETRIES],
    }
}

/// Longest wait in a queue, seconds.
#[inline(always)]
pub(super) fn longest<V: Value>(patience: V) -> V {
    patience.min(V::splat(LONGEST)).max(V::splat(1e-3))
}

/// Half octaves of even waits against the patience.
#[inline(always)]
pub(super) fn step(step: usize) -> f32 {
    let root = if (STEPS - step) % 2 == 1 { std::f32::consts::SQRT_2 } else { 1.0 };
    root / (1_u32 << (STEPS - step).div_ceil(2)) as f32
}

impl<V: Value> Waits<V> {
    /// Adds an hour of `requests` served, with what they waited for in the queue and for a container that wakes in so many
    /// seconds, of such a squared coefficient of variation. Retries are added to [`Waits::retried`] by who knows of them.
    #[inline(always)]
    pub fn add_hour(&mut self, requests: V, queue: &Hour<V>, cold: &Cold<V>, [wake, varies]: [V; 2]) {
        let zero = V::splat(0.0);
        self.requests = self.requests + requests;
        // In most hours nobody waits for anything, and nothing is to be carried along.
        if V::may_hold(zero.lt(cold.first)) {
            let before = [self.first, self.during, self.woken, self.woken_square];
            let after = V::only_where(zero.lt(cold.first), before, || {
                let first = requests * cold.first;
                let [woken, square] = [first * wake, first * wake * wake * (V::splat(1.0) + varies)];
                [
                    self.first + first,
                    self.during + requests * cold.during,
                    self.woken + woken,
                    self.woken_square + square,
                ]
            });
            [self.first, self.during, self.woken, self.woken_square] = after;
        }
        let longest = longest(queue.high);
        for part in 0..2 {
            let (share, typical) = (queue.waiting[part], queue.typical[part]);
            if !V::may_hold(zero.lt(share)) {
                continue;
            }
            self.queued = self.queued + requests * share;
            self.longer = V::only_where(zero.lt(share), self.longer, || {
                // What is longer than the patience is none of it.
                let cut = queue.cut[part];
                let weight = requests * share / (V::splat(1.0) - cut);
                let none = weight * cut;
                // P(W > t) of an exponential at doubling thresholds: each is the square of the one before, and half of them
                // begin anew, since a square is twice as wrong.
                let rate = -longest / typical.max(V::splat(1e-6));
                let begin = |octave: usize| (rate * V::splat(1.0 / (1_u32 << (OCTAVES - octave)) as f32)).exp();
                let begins = [begin(0), begin(OCTAVES / 2)];
                let (mut above, mut octave) = (zero, 0);
                self.longer.map(|sum| {
                    above = if octave % (OCTAVES / 2) == 0 { begins[octave / (OCTAVES / 2)] } else { above * above };
                    above = above.max(V::splat(NONE));
                    octave += 1;
                    sum + (weight * above - none).max(zero)
                })
            });
        }
        self.add_even(requests * queue.ramp, queue.from, queue.to, longest);
        // Nearly all as long as users tolerate (from 0.8 of it on, by choice): kept apart, for half octaves would blur it. Else it is even.
        let full = requests * queue.full;
        let near = (V::splat(0.8) * queue.high).lt(queue.low);
        self.full = self.full + full.when(near);
        self.tolerated = self.tolerated + (full * V::splat(0.5) * (queue.low + queue.high)).when(near);
        self.add_even(full.when(!near), queue.low, queue.high, longest);
    }

    /// Marks so many of the requests added as having waited besides, any part of a pause of so many seconds.
    #[inline(always)]
    pub fn add_pause(&mut self, requests: V, seconds: V, patience: V) {
        self.add_even(requests, V::splat(0.0), seconds, longest(patience));
    }

    /// Adds `requests` whose waits are anywhere between two bounds.
    #[inline(always)]
    fn add_even(&mut self, requests: V, one_end: V, other_end: V, longest: V) {
        let zero = V::splat(0.0);
        if !V::may_hold(zero.lt(requests)) {
            return;
        }
        self.queued = self.queued + requests;
        let before: [V; STEPS + 2] = std::array::from_fn(|index| match index {
            0 => self.even,
            1 => self.even_longest,
            step => self.even_longer[step - 2],
        });
        let after = V::only_where(zero.lt(requests), before, || {
            let (from, to) = (one_end.min(other_end), one_end.max(other_end));
            let scale = requests / (to - from).max(V::splat(1e-3));
            std::array::from_fn(|index| match index {
                0 => self.even + requests,
                1 => self.even_longest.max(to.when(zero.lt(requests))).min(longest),
                at => {
                    let threshold = longest * V::splat(step(at - 2));
                    self.even_longer[at - 2] + ((to - threshold) * scale).max(zero).min(requests)
                }
            })
        });
        [self.even, self.even_longest] = [after[0], after[1]];
        self.even_longer = std::array::from_fn(|step| after[step + 2]);
    }
}
