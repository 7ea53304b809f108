//! From delays and service times to quantiles of the whole.

use super::delay::{Delay, HALVES, Scale};
use super::waits::FIRST;
use crate::value::Value;

/// Half octaves of the total time, from 0.044 s to 1,024 s, times the scale's unit.
const POINTS: usize = HALVES + 3;
/// Points right after the jump, by their ratio to it.
const AFTER: [f32; 3] = [1.044_273_8, 1.090_507_7, 1.189_207_1];
/// Length of a [`tail`].
pub const GRID: usize = POINTS + AFTER.len();
/// Seconds of a point with a unit of a second.
fn time(point: usize) -> f64 {
    libm::exp2(point as f64 / 2.0 - 4.5)
}

/// A service time: lognormal.
#[derive(Clone, Copy, Debug)]
pub struct Service<V> {
    /// Mean, seconds.
    pub mean: V,
    /// Squared coefficient of variation.
    pub variance: V,
}

/// P(standard normal > z), error below 2.5e-4: Abramowitz & Stegun 26.2.18.
#[inline(always)]
fn normal_tail<V: Value>(z: V) -> V {
    let one = V::splat(1.0);
    let size = z.abs().min(V::splat(12.0));
    let sum = V::splat(0.019_527) * size + V::splat(0.000_344);
    let sum = (sum * size + V::splat(0.115_194)) * size + V::splat(0.196_854);
    let sum = sum * size + one;
    let square = sum * sum;
    let tail = V::splat(0.5) / (square * square);
    V::select(z.lt(V::splat(0.0)), one - tail, tail)
}

/// Half octaves of the delay that are told apart below each total time; shorter delays are taken together.
const NEAR: usize = CLOSE + LATE.len();
/// Of these, how many are looked at more closely.
const CLOSE: usize = LATE_CLOSE.len();
/// What is left of a total time after a delay in one of the half octaves below it, as a logarithm of the share: the nearest
/// two by two points each, of a shorter and a longer delay, ...
const LATE_CLOSE: [[f32; 2]; 2] = [[-1.465_348, -2.782_306], [-0.784_751, -1.088_682]];
/// ... the others by their middle, `ln(1 - 2^(-(k + 1/2) / 2))`.
const LATE: [f32; 6] = [-0.545_500, -0.352_828, -0.236_006, -0.160_933, -0.111_057, -0.077_233];
/// Middle of the half octave that leaves the nearer ones, against the total time.
const LEAVING: f32 = 0.074_325;

/// P(delay + service > t) for a delay and a service time that do not depend on each other: at the half octaves, then at the
/// points after the jump.
///
/// A total time and the half octaves of the delay below it stand in the same ratios wherever they are, so one loop serves
/// all: it carries a window of the delay's distribution along.
pub fn tail<V: Value>(delay: &Delay<V>, service: &Service<V>, scale: &Scale<V>) -> [V; GRID] {
    const WINDOW: usize = NEAR + 1;
    const AHEAD: usize = WINDOW + HALVES;
    const SHORT: usize = AHEAD + POINTS;
    const CARRIED: usize = SHORT + 6;
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    let ln_variance = (one + service.variance).ln();
    let per_sigma = one / ln_variance.sqrt().max(V::splat(0.02));
    // Times are in units of the scale, so that those of the grid are constants.
    let mean = service.mean.max(V::splat(1e-4)) / scale.unit;
    let ln_mean = mean.ln() - half * ln_variance;
    let longer = |ln_t: V| normal_tail((ln_t - ln_mean) * per_sigma);

    // Sharp delays are as long as they are: spread over half octaves they would be too blurred.
    let lasts = delay.lasts.map(|lasts| lasts / scale.unit);
    let others = (one - delay.long[0] - delay.long[1]).max(zero);
    let with_long = |short: V, t: V| {
        std::iter::zip(delay.long, lasts).fold(short * others, |sum, (share, lasts)| {
            let [late] = V::only_where(zero.lt(share), [zero], || {
                [V::select(lasts.lt(t), longer((t - lasts).max(V::splat(1e-4)).ln()), one)]
            });
            sum + share * late
        })
    };
    let jump = scale.jump / scale.unit;

    // The delay's distribution up to the total time, what is ahead of it, the results so far; then the time and its
    // logarithm, delays that are taken together, and the two results around the jump.
    let first = V::splat(time(0) as f32);
    let rest = [first, first.ln(), (delay.any - delay.longer[0]) * V::splat(0.5 * FIRST), zero, zero, one];
    let before: [V; CARRIED] = std::array::from_fn(|index| match index {
        window if window < WINDOW => delay.longer[0],
        ahead if ahead < AHEAD => delay.longer[ahead - WINDOW],
        result if result < SHORT => zero,
        rest_of => rest[rest_of - SHORT],
    });
    let after = V::fold(V::span(0..POINTS), before, |_, carried| {
        let [t, ln_t, delays, at, next, is_next] = std::array::from_fn(|index| carried[SHORT + index]);
        let few = one - carried[0];
        // ln(t - d) of their mean delay d, which is short.
        let shift = delays / (few * t).max(V::splat(1e-9));
        let mut short = few * longer(ln_t - shift - half * shift * shift) + carried[NEAR];
        for (near, late) in LATE_CLOSE.into_iter().enumerate() {
            // These are as wide as what is left of t: the shorter delay is the more frequent.
            let [less, more] = late.map(|late| longer(ln_t + V::splat(late)));
            let mass = carried[NEAR - 1 - near] - carried[NEAR - near];
            short = short + mass * (V::splat(0.58) * less + V::splat(0.42) * more);
        }
        for (near, late) in (CLOSE..).zip(LATE) {
            let mass = carried[NEAR - 1 - near] - carried[NEAR - near];
            short = short + mass * longer(ln_t + V::splat(late));
        }
        let passed = (V::splat(0.97) * t).lt(jump) | at.lt(zero + V::splat(1e-30)) & half.lt(is_next);
        let next = V::select(half.lt(is_next), short, next);
        let at = V::select(passed, short, at);
        let leaving = (carried[0] - carried[1]) * t * V::splat(LEAVING);
        let result = with_long(short, t);
        let rest = [
            t * V::splat(std::f32::consts::SQRT_2),
            ln_t + V::splat(0.5 * std::f32::consts::LN_2),
            delays + leaving,
            at,
            next,
            one.when(passed),
        ];
        std::array::from_fn(|index| match index {
            window if window < WINDOW => carried[window + 1],
            ahead if ahead < AHEAD - 1 => carried[ahead + 1],
            last if last < AHEAD => carried[last],
            result_before if result_before < SHORT - 1 => carried[result_before + 1],
            newest if newest < SHORT => result,
            rest_of => rest[rest_of - SHORT],
        })
    });
    let (at, next) = (after[SHORT + 3], after[SHORT + 4]);
    std::array::from_fn(|point| match point.checked_sub(POINTS) {
        None => after[AHEAD + point],
        Some(after) => {
            let way = AFTER[after] / (std::f32::consts::SQRT_2 - 1.0) - 1.0 / (std::f32::consts::SQRT_2 - 1.0);
            with_long(at + (next - at) * V::splat(way), jump * V::splat(AFTER[after]))
        }
    })
}

/// The time that a `share` of requests takes longer than, seconds; between points the normal deviate is linear in the
/// time's logarithm, which is exact for a lognormal.
pub fn quantile<V: Value>(tail: &[V; GRID], scale: &Scale<V>, share: V) -> V {
    let ln_time = |point: usize| V::splat(libm::log(time(point)) as f32);
    let (mut left, mut right) = ((tail[0], ln_time(0)), (tail[1], ln_time(1)));
    let pick = |mask, yes: (V, V), no: (V, V)| (V::select(mask, yes.0, no.0), V::select(mask, yes.1, no.1));
    for point in 1..POINTS - 1 {
        let passed = share.lt(tail[point]);
        left = pick(passed, (tail[point], ln_time(point)), left);
        right = pick(passed, (tail[point + 1], ln_time(point + 1)), right);
    }
    let ln_jump = (scale.jump / scale.unit).ln();
    for (after, ratio) in AFTER.iter().enumerate() {
        let point = (tail[POINTS + after], ln_jump + V::splat(libm::logf(*ratio)));
        let inside = left.1.lt(point.1) & point.1.lt(right.1);
        let passed = share.lt(point.0);
        left = pick(inside & passed, point, left);
        right = pick(inside & !passed, point, right);
    }
    let deviate = |share: V| share.clamp(1e-6, 1.0 - 1e-6).normal();
    let (high, low) = (deviate(left.0), deviate(right.0));
    let way = (high - deviate(share)) / (high - low).max(V::splat(1e-6));
    (left.1 + way.clamp(0.0, 1.0) * (right.1 - left.1)).exp() * scale.unit
}
