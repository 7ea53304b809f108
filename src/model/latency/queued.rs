//! A month's waits in the queue, as a distribution.

use super::waits::{OCTAVES, STEPS, Waits, longest, step};
use crate::model::world::is;
use crate::value::Value;

/// Share of requests that wait in the queue for longer than any time.
pub(super) struct Queue<V> {
    /// Shares that wait an exponential time and an even one at all.
    any: [V; 2],
    /// Longest wait, seconds, and its inverse.
    longest: V,
    per_longest: V,
    /// Logarithms of the shares of exponential waits longer than the first octave, and what each next octave adds to them.
    first: V,
    falls: [V; OCTAVES - 1],
    /// How they end in the last octave: by `1 - way` to this power, off by 0.6% of all such waits at most.
    end: V,
    /// Even waits: where each piece ends, ...
    ends: [V; STEPS + 1],
    /// ... the inverse of its length, ...
    per_length: [V; STEPS + 1],
    /// ... and its share.
    shares: [V; STEPS + 1],
}

impl<V: Value> Queue<V> {
    /// The sums of a month, `per` being the inverse of the requests that count.
    pub(super) fn new(waits: &Waits<V>, per: V, patience: V) -> Self {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let longest = longest(patience);
        let log = |octave: V::Index| (V::pick(&waits.longer, octave) * per).max(V::splat(1e-30)).ln();
        let first = log(V::index(0));
        let (falls, _) = V::table::<{ OCTAVES - 1 }, 1>([first], |octave, [before]| {
            let next = log(octave + V::index(1));
            (next - before, [next])
        });
        // An exponential that ends at the patience is known before it by half of it: even if it falls by 2/3 there, ln 1.5 = 0.405. How it
        // ends otherwise, 1.31, is fitted to such exponentials.
        let last: V = falls[OCTAVES - 2];
        let end = one + V::splat(1.31) * (-last - V::splat(0.405)).max(zero).min(V::splat(20.0));
        let steps: [V; STEPS + 1] = std::array::from_fn(|piece| V::splat(step(piece)));
        let (ends, []) = V::table([], |piece, []| ((longest * V::pick(&steps, piece)).min(waits.even_longest), []));
        let (per_length, _) = V::table([zero], |piece, [from]| {
            let end = V::pick(&ends, piece);
            (one / (end - from).max(V::splat(1e-6)), [end])
        });
        let (shares, _) = V::table([waits.even * per], |piece, [before]| {
            // Longer than the last piece none is.
            let is_last = is(V::splat(STEPS as f32), piece);
            let longer = (V::pick(&waits.even_longer, piece) * per).when(!is_last);
            (before - longer, [longer])
        });
        let any = [waits.longer[0], waits.even];
        Self { any, longest, per_longest: one / longest, first, falls, end, ends, per_length, shares }
    }

    /// Share that waits longer than `t` seconds.
    ///
    /// Between octaves the logarithm is linear in the time, exact for an exponential; even waits are linear in it themselves.
    pub(super) fn longer(&self, t: V) -> V {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        // In most months nobody waits in one of the two ways.
        let [random] = V::only_where(zero.lt(self.any[0]), [zero], || {
            let at = t * self.per_longest;
            let octaves = at * V::splat((1_u32 << OCTAVES) as f32);
            let [log, _] = V::fold(V::span(0..OCTAVES - 1), [self.first, octaves], |octave, [log, octaves]| {
                let way = (octaves - one).clamp(0.0, 1.0);
                [log + V::pick(&self.falls, octave) * way, octaves * V::splat(0.5)]
            });
            let left = (one - (at + at - one).max(zero)).max(V::splat(1e-6));
            [(log + self.end * left.ln()).exp()]
        });
        let [even] = V::only_where(zero.lt(self.any[1]), [zero], || {
            V::fold(V::span(0..STEPS + 1), [zero], |piece, [sum]| {
                let left = (V::pick(&self.ends, piece) - t) * V::pick(&self.per_length, piece);
                [sum + V::pick(&self.shares, piece) * left.clamp(0.0, 1.0)]
            })
        });
        // The time may be just the patience, and rounding it to either side.
        (random + even).when((t * V::splat(1.001)).lt(self.longest))
    }
}
