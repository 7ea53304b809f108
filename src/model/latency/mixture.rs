//! The month's latency over all features.

use super::delay::Backoff;
use super::tail::{GRID, Service, quantile, tail};
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

/// Numbers of a turn: mean and variance of a service, and its weight.
const TURN: usize = 3;
/// Turns: two services a feature.
const TURNS: usize = 2 * FEATURES;
/// Times to find: each share for two services.
const TIMES: usize = 2 * SLOWER.len();

/// Seconds that the shares [`SLOWER`] of all calls take longer than, to the first word and to the full answer; 0 without
/// calls.
///
/// Both loops turn what they carry round, so that each turn finds its own numbers in the same place: that way a shader has
/// the convolution once, not twice for every feature.
pub fn mixture<V: Value>(
    waits: &Waits<V>,
    backoff: &Backoff<V>,
    patience: V,
    parts: &[Part<V>],
) -> ([V; SLOWER.len()], [V; SLOWER.len()]) {
    let zero = V::splat(0.0);
    let scale = waits.scale();
    let delay = waits.delay(backoff, patience, &scale);

    let mut turns = [zero; TURN * TURNS];
    for (part, turns) in parts.iter().zip(turns.chunks_exact_mut(2 * TURN)) {
        for (service, turn) in [part.first_word, part.full_answer].iter().zip(turns.chunks_exact_mut(TURN)) {
            turn.copy_from_slice(&[service.mean, service.variance, part.served]);
        }
    }
    let carried: [V; TURN * TURNS + 2 * GRID] = std::array::from_fn(|index| turns.get(index).copied().unwrap_or(zero));
    let sums = V::fold(V::span(0..2 * parts.len()), carried, |_, carried| {
        let service = Service { mean: carried[0], variance: carried[1] };
        let tail = tail(&delay, &service, &scale);
        std::array::from_fn(|index| match index.checked_sub(TURN * TURNS) {
            None => carried[(index + TURN) % (TURN * TURNS)],
            // The sum of the other service comes first in the next turn.
            Some(sum) if sum < GRID => carried[TURN * TURNS + GRID + sum],
            Some(sum) => carried[TURN * TURNS + sum - GRID] + carried[2] * tail[sum - GRID],
        })
    });
    let weight = parts.iter().fold(V::splat(1e-6), |sum, part| sum + part.served);

    // The next share, the results so far, and the two distributions.
    let carried: [V; 2 * TIMES + 2 * GRID] = std::array::from_fn(|index| match index {
        share if share < TIMES => V::splat(SLOWER[share / 2]),
        result if result < 2 * TIMES => zero,
        sum => sums[TURN * TURNS + sum - 2 * TIMES] / weight,
    });
    let found = V::fold(V::span(0..TIMES), carried, |_, carried| {
        let tail: [V; GRID] = std::array::from_fn(|point| carried[2 * TIMES + point]);
        let time = quantile(&tail, &scale, carried[0]);
        std::array::from_fn(|index| match index {
            share if share < TIMES => carried[(share + 1) % TIMES],
            result if result < 2 * TIMES - 1 => carried[result + 1],
            last if last < 2 * TIMES => time,
            sum => carried[2 * TIMES + (sum - 2 * TIMES + GRID) % (2 * GRID)],
        })
    });
    let served = V::splat(0.5).lt(waits.requests);
    let times = |service: usize| std::array::from_fn(|share| found[TIMES + 2 * share + service].when(served));
    (times(0), times(1))
}
