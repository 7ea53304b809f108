//! From delays and service times to quantiles of the whole.

use std::ops::Range;

use super::delay::{AROUND, Delay, FIRST, HALVES, Long, Scale, WINDOW};
use crate::model::layout::FEATURES;
use crate::value::Value;

/// Half octaves of the total time, from 0.044 s to 12 days, times the scale's unit: an answer of 200,000 tokens at one a second
/// is among them.
const POINTS: usize = HALVES + 11;
/// Length of a [`tail`].
pub const GRID: usize = POINTS + AROUND.len();
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
const NEAR: usize = WINDOW - 1;
/// Of these, how many are looked at more closely.
const CLOSE: usize = LATE_CLOSE.len();
/// What is left of a total time after a delay in one of the half octaves below it, as a logarithm of the share: the nearest
/// two by two points each, those of Gauss and Legendre, of a shorter and a longer delay, ...
const LATE_CLOSE: [[f32; 2]; 2] = [[-1.465_348, -2.782_306], [-0.784_751, -1.088_682]];
/// ... the others by their middle, `ln(1 - 2^(-(k + 1/2) / 2))`.
const LATE: [f32; NEAR - CLOSE] = [-0.545_500, -0.352_828, -0.236_006, -0.160_933, -0.111_057, -0.077_233];
/// Middle of the half octave that leaves the nearer ones, against the total time: `2^(-15/4)`.
const LEAVING: f32 = 0.074_325;

/// Lognormals of some parts of the app: one number of each side by side.
struct Lognormals<V> {
    ln_mean: [V; FEATURES],
    per_sigma: [V; FEATURES],
}

impl<V: Value> Lognormals<V> {
    /// Those of a part's mean and squared coefficient of variation.
    fn new(part: impl Fn(V::Index) -> Service<V>) -> Self {
        let (half, one) = (V::splat(0.5), V::splat(1.0));
        let ln_variance = |at| (one + part(at).variance).ln();
        let (ln_mean, []) = V::table([], |at, []| (part(at).mean.ln() - half * ln_variance(at), []));
        let (per_sigma, []) = V::table([], |at, []| (one / ln_variance(at).sqrt().max(V::splat(0.02)), []));
        Self { ln_mean, per_sigma }
    }

    /// Share of a part that is longer than a time, by its logarithm.
    #[inline(always)]
    fn longer(&self, part: V::Index, ln_t: V) -> V {
        normal_tail((ln_t - V::pick(&self.ln_mean, part)) * V::pick(&self.per_sigma, part))
    }
}

/// What requests with a long delay take in all.
enum Late<V> {
    /// A delay that varies: with the service after it one lognormal with the mean and variance of both.
    Varies(Lognormals<V>),
    /// A delay that is just so long.
    Alike(V),
}

impl<V: Value> Late<V> {
    fn new(long: &Long<V>, service: &impl Fn(V::Index) -> Service<V>, scale: &Scale<V>) -> Self {
        let lasts = long.lasts / scale.unit;
        let Some(varies) = long.variance else { return Self::Alike(lasts) };
        Self::Varies(Lognormals::new(|part| {
            let Service { mean, variance } = service(part);
            let both = lasts + mean;
            let square = varies * lasts * lasts + variance * mean * mean;
            Service { mean: both, variance: square / (both * both) }
        }))
    }

    fn longer(&self, services: &Lognormals<V>, part: V::Index, t: V, ln_t: V) -> V {
        match self {
            Self::Varies(both) => both.longer(part, ln_t),
            Self::Alike(lasts) => {
                let longer = services.longer(part, (t - *lasts).max(V::splat(1e-4)).ln());
                V::select(lasts.lt(t), longer, V::splat(1.0))
            }
        }
    }
}

/// P(delay + service > t) for a delay and a service time that do not depend on each other: at the half octaves, then at the
/// points around the jump.
pub fn tail<V: Value>(delay: &Delay<V>, service: &Service<V>, scale: &Scale<V>) -> [V; GRID] {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let of = |number: V| -> [V; FEATURES] { std::array::from_fn(|part| if part == 0 { number } else { zero }) };
    let (mean, variance) = (of(service.mean), of(service.variance));
    let part = |part| Service { mean: V::pick(&mean, part), variance: V::pick(&variance, part) };
    mixed(delay, V::span(0..1), part, |_| one, scale)
}

/// The same summed over parts of the app, each with its service time and a weight.
///
/// A total time and the half octaves of the delay below it stand in the same ratios wherever they are, so one loop serves
/// all, with a window of the delay's distribution.
pub(super) fn mixed<V: Value>(
    delay: &Delay<V>,
    parts: Range<V::Index>,
    service: impl Fn(V::Index) -> Service<V>,
    weight: impl Fn(V::Index) -> V,
    scale: &Scale<V>,
) -> [V; GRID] {
    let (zero, half, one) = (V::splat(0.0), V::splat(0.5), V::splat(1.0));
    // Times are in units of the scale, so that those of the grid are constants.
    let service = |part| {
        let Service { mean, variance } = service(part);
        Service { mean: mean.max(V::splat(1e-4)) / scale.unit, variance }
    };
    let services = Lognormals::new(service);

    // Long delays are as long as they are: spread over half octaves they would be too blurred. A waking time and the service
    // after it are one lognormal with the mean and variance of both; a full queue is just so long.
    let others = delay.long.iter().fold(one, |others, long| others - long.share).max(zero);
    let long: Vec<_> = delay.long.iter().map(|long| (long, Late::new(long, &service, scale))).collect();
    let with_long = |part: V::Index, short: V, t: V, ln_t: V| {
        long.iter().fold(short * others, |sum, (long, late)| {
            let [longer] =
                V::only_where(zero.lt(long.share), [zero], || [long.share * late.longer(&services, part, t, ln_t)]);
            sum + longer
        })
    };
    let jump = scale.jump / scale.unit;

    // From the delay's distribution at the half octaves up to `t`, and the sum of shorter delays.
    let late = |window: &[V], t: V, ln_t: V, delays: V| {
        // ln(t - d) of the mean d of the shorter delays.
        let few = one - window[0];
        let shift = delays / (few * t).max(V::splat(1e-9));
        let ln_left = ln_t - shift - half * shift * shift;
        let mass = |near: usize| window[NEAR - 1 - near] - window[NEAR - near];
        let [sum] = V::fold(parts.clone(), [zero], |part, [sum]| {
            let longer = |ln_t: V| services.longer(part, ln_t);
            // Longer than the longest delay nobody is delayed.
            let [near] = V::only_where(window[NEAR].lt(window[0]), [window[NEAR]], || {
                let close = LATE_CLOSE.into_iter().enumerate().fold(window[NEAR], |sum, (near, late)| {
                    // These are as wide as what is left of t: the shorter delay is the more frequent. The weights are a choice between
                    // those that keep the mean of densities that fall by 1/d and by 1/d², 0.55 and 0.60.
                    let [less, more] = late.map(|late| longer(ln_t + V::splat(late)));
                    sum + mass(near) * (V::splat(0.58) * less + V::splat(0.42) * more)
                });
                let others = (CLOSE..).zip(LATE);
                [others.fold(close, |sum, (near, late)| sum + mass(near) * longer(ln_t + V::splat(late)))]
            });
            [sum + weight(part) * with_long(part, near + few * longer(ln_left), t, ln_t)]
        });
        sum
    };

    // Below the first and above the last half octave it is as it is there. The windows of the points around the jump follow, each
    // by itself. Carried are the time and its logarithm, and the sum of shorter delays, now and at the jump.
    let known: [V; POINTS + NEAR + WINDOW * AROUND.len()] =
        std::array::from_fn(|at| match at.checked_sub(POINTS + NEAR) {
            None => delay.longer[at.saturating_sub(WINDOW).min(HALVES - 1)],
            Some(at) => delay.around[at % WINDOW * AROUND.len() + at / WINDOW],
        });
    let ratios = AROUND.map(V::splat);
    let first = V::splat(time(0) as f32);
    let before = [first, first.ln(), (delay.any - delay.longer[0]) * V::splat(0.5 * FIRST), zero];
    let (tail, _) = V::table::<GRID, 4>(before, |at, [t, ln_t, delays, at_jump]| {
        let first = at + V::past(at, POINTS - 1) * V::index(NEAR);
        let window: [V; WINDOW] = std::array::from_fn(|near| V::pick(&known, first + V::index(near)));
        let is_around = V::splat(POINTS as f32 - 0.5).lt(V::whole(at));
        let [t, ln_t, delays] = V::only_where(is_around, [t, ln_t, delays], || {
            let t = jump * V::pick(&ratios, V::past(at, POINTS));
            [t, t.ln(), at_jump]
        });
        let leaving = (window[0] - window[1]) * t * V::splat(LEAVING);
        let next = [
            t * V::splat(std::f32::consts::SQRT_2),
            ln_t + V::splat(0.5 * std::f32::consts::LN_2),
            delays + leaving,
            V::select((V::splat(0.97) * t).lt(jump), delays, at_jump),
        ];
        (late(&window, t, ln_t, delays), next)
    });
    tail
}

/// The time that a `share` of requests takes longer than, seconds; between points the normal deviate is linear in the
/// time's logarithm, which is exact for a lognormal.
pub fn quantile<V: Value>(tail: &[V; GRID], scale: &Scale<V>, share: V) -> V {
    let times: [V; POINTS] = std::array::from_fn(|point| V::splat(libm::log(time(point)) as f32));
    let choose = |mask, yes: [V; 2], no: [V; 2]| [0, 1].map(|at| V::select(mask, yes[at], no[at]));
    let point = |point: V::Index| [V::pick(tail, point), V::pick(&times, point)];
    let [share_left, left, share_right, right] = V::fold(
        V::span(1..POINTS - 1),
        [tail[0], times[0], tail[1], times[1]],
        |at, [left, left_time, right, right_time]| {
            let here = point(at);
            let passed = share.lt(here[0]);
            let [left, left_time] = choose(passed, here, [left, left_time]);
            let [right, right_time] = choose(passed, point(at + V::index(1)), [right, right_time]);
            [left, left_time, right, right_time]
        },
    );
    let (mut left, mut right) = ([share_left, left], [share_right, right]);
    let ln_jump = (scale.jump / scale.unit).ln();
    for (near, ratio) in AROUND.iter().enumerate() {
        let here = [tail[POINTS + near], ln_jump + V::splat(libm::logf(*ratio))];
        let inside = left[1].lt(here[1]) & here[1].lt(right[1]);
        let passed = share.lt(here[0]);
        left = choose(inside & passed, here, left);
        right = choose(inside & !passed, here, right);
    }
    let deviate = |share: V| share.clamp(1e-6, 1.0 - 1e-6).normal();
    let (high, low) = (deviate(left[0]), deviate(right[0]));
    let way = (high - deviate(share)) / (high - low).max(V::splat(1e-6));
    (left[1] + way.clamp(0.0, 1.0) * (right[1] - left[1])).exp() * scale.unit
}
