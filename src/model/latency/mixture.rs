//! The month's latency over all features.

use super::delay::Backoff;
use super::tail::{GRID, Service, mixed, quantile};
use super::waits::Waits;
use crate::model::layout::FEATURES;
use crate::value::Value;

/// Shares of the calls that are slower than the times that are kept.
pub const SLOWER: [f32; 3] = [0.5, 0.05, 0.01];

/// A feature's part in the month.
#[derive(Clone, Copy)]
pub struct Part<V> {
    /// Calls served.
    pub served: V,
    /// Service up to the first word.
    pub first_word: Service<V>,
    /// Service up to the full answer.
    pub full_answer: Service<V>,
}

/// Seconds that the shares [`SLOWER`] of all calls take longer than, to the first word and to the full answer; 0 without
/// calls. A shader has the convolution once, not twice for every feature.
pub fn mixture<V: Value>(
    waits: &Waits<V>,
    backoff: &Backoff<V>,
    patience: V,
    parts: &[Part<V>],
) -> ([V; SLOWER.len()], [V; SLOWER.len()]) {
    let zero = V::splat(0.0);
    let scale = waits.scale(patience);
    let delay = waits.delay(backoff, patience, &scale);

    let of = |number: fn(&Service<V>) -> V| -> [V; 2 * FEATURES] {
        let service = |at: usize| parts.get(at / 2).map(|part| [part.first_word, part.full_answer][at % 2]);
        std::array::from_fn(|at| service(at).map_or(zero, |service| number(&service)))
    };
    let (means, variances) = (of(|service| service.mean), of(|service| service.variance));
    let served: [V; FEATURES] = std::array::from_fn(|part| parts.get(part).map_or(zero, |part| part.served));
    let weight = parts.iter().fold(V::splat(1e-6), |sum, part| sum + part.served);

    let any = V::splat(0.5).lt(waits.requests);
    let times = V::fold(V::span(0..2), [zero; 2 * SLOWER.len()], |which, before| {
        let service = |part: V::Index| {
            let at = part * V::index(2) + which;
            Service { mean: V::pick(&means, at), variance: V::pick(&variances, at) }
        };
        let sum = mixed(&delay, V::span(0..parts.len()), service, |part| V::pick(&served, part), &scale);
        let all: [V; GRID] = sum.map(|sum| sum / weight);
        let shares = SLOWER.map(V::splat);
        let (times, []) =
            V::table::<{ SLOWER.len() }, 0>([], |at, []| (quantile(&all, &scale, V::pick(&shares, at)), []));
        std::array::from_fn(|at| before.get(at + SLOWER.len()).copied().unwrap_or_else(|| times[at - SLOWER.len()]))
    });
    let [a, b, c, d, e, f] = times.map(|time| time.when(any));
    // Nobody has all of an answer before its first word, but lognormals of which one spreads less might say so.
    ([a, b, c], [a.max(d), b.max(e), c.max(f)])
}
