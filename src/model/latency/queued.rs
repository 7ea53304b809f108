//! A month's waits in the queue, as a distribution.

use super::waits::{OCTAVES, STEPS, Waits, longest, step};
use crate::value::Value;

/// Share of requests that wait in the queue for longer than any time.
pub(super) struct Queue<V> {
    /// Longest wait, seconds, and its inverse.
    longest: V,
    per_longest: V,
    /// Logarithms of the shares of exponential waits longer than the first octave, and what each next octave adds to them.
    first: V,
    falls: [V; OCTAVES - 1],
    /// How they end in the last octave: by `1 - way` to this power, within 2%.
    end: V,
    /// Even waits: where each piece ends, the inverse of its length, and its share.
    pieces: [[V; 3]; STEPS + 1],
}

impl<V: Value> Queue<V> {
    /// The sums of a month, `per` being the inverse of the requests that count.
    pub(super) fn new(waits: &Waits<V>, per: V, patience: V) -> Self {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let longest = longest(patience);
        let logs: [V; OCTAVES] = std::array::from_fn(|octave| (waits.longer[octave] * per).max(V::splat(1e-30)).ln());
        let falls = std::array::from_fn(|octave| logs[octave + 1] - logs[octave]);
        // An exponential that ends at the patience is known before it by half of it: even if it falls by 2/3 there, ln 1.5 = 0.405.
        let last: V = falls[OCTAVES - 2];
        let end = one + V::splat(1.31) * (-last - V::splat(0.405)).max(zero).min(V::splat(20.0));
        let ends = |piece: usize| match piece {
            STEPS => waits.even_longest,
            piece => (longest * V::splat(step(piece))).min(waits.even_longest),
        };
        let share = |piece: usize| waits.even_longer.get(piece).map_or(zero, |share| *share * per);
        let pieces = std::array::from_fn(|piece| {
            let (from, before) = match piece {
                0 => (zero, waits.even * per),
                piece => (ends(piece - 1), share(piece - 1)),
            };
            [ends(piece), one / (ends(piece) - from).max(V::splat(1e-6)), before - share(piece)]
        });
        Self { longest, per_longest: one / longest, first: logs[0], falls, end, pieces }
    }

    /// Share that waits longer than `t` seconds.
    ///
    /// Between octaves the logarithm is linear in the time, exact for an exponential; even waits are linear in it themselves.
    pub(super) fn longer(&self, t: V) -> V {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let at = t * self.per_longest;
        let log = self.falls.iter().enumerate().fold(self.first, |log, (octave, fall)| {
            let octaves = V::splat((1_u32 << (OCTAVES - octave)) as f32);
            log + *fall * (at * octaves - one).clamp(0.0, 1.0)
        });
        let left = (one - (at + at - one).max(zero)).max(V::splat(1e-6));
        let random = (log + self.end * left.ln()).exp();
        let even = self
            .pieces
            .iter()
            .fold(zero, |sum, [ends, per, share]| sum + *share * ((*ends - t) * *per).clamp(0.0, 1.0));
        // The time may be just the patience, and rounding it to either side.
        (random + even).when((t * V::splat(1.001)).lt(self.longest))
    }
}
