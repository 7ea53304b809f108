//! The month's latency over all features.

use std::ops::Range;

use super::delay::{Backoff, Delay, Scale};
use super::tail::{GRID, Service, mixed, quantile};
use super::waits::Waits;
use crate::model::layout::FEATURES;
use crate::value::{List, Value};

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
/// calls. `all` are the waits of all on their way; where models run on cards, those of each feature for these follow. A shader has the
/// convolution once, not twice for every feature.
pub fn mixture<V: Value>(
    all: &V::List<Waits<V>>,
    on_cards: bool,
    backoff: &Backoff<V>,
    patience: V,
    parts: &[Part<V>],
) -> ([V; SLOWER.len()], [V; SLOWER.len()]) {
    let zero = V::splat(0.0);
    let way = all.see(V::index(0), |waits| *waits);
    let jump = |at: V::Index, before: [V; 2]| {
        let [count, jump] = all.see(at, |waits| waits.sharpest(patience));
        let is_more = before[0].lt(count);
        [V::select(is_more, count, before[0]), V::select(is_more, jump, before[1])]
    };
    let of_features = V::span(1..1 + if on_cards { parts.len() } else { 0 });
    let [_, jump] = V::fold(of_features, way.sharpest(patience), jump);
    let scale = Scale::with(jump);

    let of = |number: fn(&Service<V>) -> V| -> [V; 2 * FEATURES] {
        let service = |at: usize| parts.get(at / 2).map(|part| [part.first_word, part.full_answer][at % 2]);
        std::array::from_fn(|at| service(at).map_or(zero, |service| number(&service)))
    };
    let (means, variances) = (of(|service| service.mean), of(|service| service.variance));
    let served: [V; FEATURES] = std::array::from_fn(|part| parts.get(part).map_or(zero, |part| part.served));
    let weight = parts.iter().fold(V::splat(1e-6), |sum, part| sum + part.served);

    let any = V::splat(0.5).lt(way.requests);
    // Parts that wait for the same have one distribution of what they wait for.
    let same = (!on_cards).then(|| Delay::of(&[&way], backoff, patience, &scale));
    let times = V::fold(V::span(0..2), [zero; 2 * SLOWER.len()], |which, before| {
        let service = |part: V::Index| {
            let at = part * V::index(2) + which;
            Service { mean: V::pick(&means, at), variance: V::pick(&variances, at) }
        };
        let mixed = |delay: &Delay<V>, parts: Range<V::Index>| {
            mixed(delay, parts, service, |part| V::pick(&served, part), &scale)
        };
        let sum = match &same {
            Some(delay) => mixed(delay, V::span(0..parts.len())),
            None => V::fold(V::span(0..parts.len()), [zero; GRID], |part, sums| {
                let delay = all.see(part + V::index(1), |own| Delay::of(&[&way, own], backoff, patience, &scale));
                let mine = mixed(&delay, part..part + V::index(1));
                std::array::from_fn(|at| sums[at] + mine[at])
            }),
        };
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
