//! The limit of a minute: which share of the calls finds the provider's token bucket empty.
//!
//! A provider that allows `N` calls a minute lets `N` calls a minute flow into a bucket that holds as many; a call takes one
//! out or is refused. The formula is the diffusion of the bucket's missing calls between full and empty (Berger 1991, IEEE
//! JSAC 9:165; `docs/model.md`, Limits of a minute), with two terms fitted to `tests/reference` for rates that stay for a while.

use super::bursts::Bursts;
use crate::value::Value;

/// More calls a minute than the inputs allow: larger means are cut off, so that products stay finite.
const MOST_CALLS: f32 = 1e10;
/// Limits are cut off here: no mean comes near.
const MOST_ROOM: f32 = 1e16;
/// A larger spread of the rates is cut off.
const MOST_BURSTINESS: f32 = 1e4;

/// Share of the calls that are refused when nobody asks again, 0 to 1.
///
/// `mean` calls a minute are made in `bursts`, and `room` calls a minute flow into a bucket that holds `bucket` calls (1 at least).
/// Exactly 0 where less than about 1e-7 is refused, and so without a limit ([`super::UNLIMITED`] as room and as bucket).
///
/// Against the event-by-event simulation, with 0.3 to 3 times the room, buckets of 3 to 1,000 calls (1/30 to 4 minutes), bursts of a
/// minute and burstiness up to 1: of 500 settings that the terms were fitted to 498, of 250 others 247 are within the larger of 0.01
/// and a quarter of the share, the worst is off by 1.2 times that; half are within a twentieth of it. Of 58 settings
/// with bursts of 5 s to 10 minutes, to which nothing was fitted, all are within it.
#[inline(always)]
pub fn loss<V: Value>(mean: V, room: V, bucket: V, bursts: Bursts<V>) -> V {
    let matters = is_noticed(mean, room, bucket, bursts);
    let [share] = V::only_where(matters, [V::splat(0.0)], || [Walk::of(mean, room, bursts).overflow(bucket)[0]]);
    share
}

/// The bursts to give to [`loss`] for a limit counted in tokens, whose room and bucket are given in mean calls.
///
/// `spread` is the squared coefficient of variation of a call's tokens. It adds to the variance of the tokens as so much
/// burstiness of minutes, and the two together last as long as their parts do; a fifth more makes up for [`loss`] taking it for the work of
/// minutes. Holds for a provider that looks whether
/// tokens are left and counts a call when it is answered, and for buckets of more than 10 mean calls (at 10 and a spread of
/// 2 it says half of what is refused). Where the provider looks at a call's size and refuses the big ones first, fewer calls
/// are refused than this says, but no fewer tokens.
#[inline(always)]
pub fn bursts_of_tokens<V: Value>(mean: V, bursts: Bursts<V>, spread: V) -> Bursts<V> {
    let minutes = bursts.minutes();
    let of_minutes = bursts.variance * minutes;
    let of_tokens = V::splat(1.2) * spread / mean.max(V::splat(1e-3));
    let all = of_minutes + of_tokens;
    // Without any there is no length, and nothing that would last for it.
    let minutes = ((of_minutes * minutes + of_tokens) / all.max(V::splat(1e-30))).max(V::splat(SHORTEST));
    Bursts { variance: all / minutes, seconds: V::splat(60.0) * minutes }
}

/// The bucket that refuses as many as a window does: a minute of the clock in which `room` calls are served, however they come, and
/// what is left of them is lost.
///
/// At the limit a window loses `0.4 / √N` of independent calls, by what a normal is above its mean, `1 / √(2 π)` of a deviation, and a
/// bucket `0.5` by its size: so the size is `1.25 √N`. Rates that stay for a minute or longer move both alike; those of shorter blocks
/// even out within a window, and calls are then as if independent, but more uneven: `1.25 √(I N)`. Against `tests/reference`,
/// with 0.4 to 2 times the room, 15 to 500 calls a minute, bursts of a minute and burstiness up to 1, the share is off by 0.7 at most of what
/// [`loss`] may be off by; with bursts of 5 s to 5 minutes by 0.85.
#[inline(always)]
pub fn bucket_of_window<V: Value>(room: V, bursts: Bursts<V>) -> V {
    let one = V::splat(1.0);
    let calls = room.min(V::splat(MOST_ROOM));
    let root = calls.sqrt();
    let within = bursts.minutes().min(one);
    let dispersion = one + bursts.variance.min(V::splat(MOST_BURSTINESS)) * within * calls;
    let wider = root * (dispersion.sqrt() - one) * (one - within.sqrt());
    (V::splat(1.25) * (root + wider)).max(one).min(room)
}

/// Where more than about 1e-7 of the calls are refused: where the exponent `y` of [`Walk::overflow`] is at most 18, from a
/// lower bound of it and without division or root.
#[inline(always)]
pub(super) fn is_noticed<V: Value>(mean: V, room: V, bucket: V, bursts: Bursts<V>) -> V::Mask {
    let mean = mean.min(V::splat(MOST_CALLS));
    let room = room.min(V::splat(MOST_ROOM));
    let bucket = bucket.clamp(1.0, MOST_ROOM) - V::splat(END);
    let dispersion = V::splat(1.0) + bursts.variance.min(V::splat(MOST_BURSTINESS)) * bursts.minutes() * mean;
    let far = mean * dispersion * (V::splat(9.0) * bucket + V::splat(54.0) * dispersion);
    !far.lt((room - mean) * bucket * bucket)
}

/// Shortest blocks that are counted with, minutes.
const SHORTEST: f32 = 0.05;
/// By how much of a call the bucket's end is nearer to a walk in whole steps; fitted.
const END: f32 = 0.23;

/// The walk of the bucket's missing calls.
#[derive(Clone, Copy)]
pub(super) struct Walk<V> {
    /// Calls a minute.
    pub(super) mean: V,
    /// Calls a minute flowing in.
    pub(super) room: V,
    /// Variance of the calls by their mean: 1 for Poisson.
    dispersion: V,
    /// By how many calls the blocks' changing rates widen a block's deviation.
    pub(super) blocks: V,
    /// What flows in, against the mean.
    flow: V,
    /// Room left over, against the mean; negative if there is too little.
    left: V,
    /// Squared coefficient of variation of the blocks' rates.
    burstiness: V,
    /// Minutes of a block.
    pub(super) minutes: V,
}

impl<V: Value> Walk<V> {
    #[inline(always)]
    pub(super) fn of(mean: V, room: V, bursts: Bursts<V>) -> Self {
        let one = V::splat(1.0);
        let mean = mean.clamp(1e-6, MOST_CALLS);
        let room = room.min(V::splat(MOST_ROOM));
        let (burstiness, minutes) = (bursts.variance.min(V::splat(MOST_BURSTINESS)), bursts.minutes());
        let dispersion = one + burstiness * minutes * mean;
        let blocks = ((dispersion * mean).sqrt() - mean.sqrt()) * minutes.sqrt();
        let flow = room / mean;
        Self { mean, room, dispersion, blocks, flow, left: flow - one, burstiness, minutes }
    }

    /// Shares of the calls refused and not refused at a bucket of so many calls: far over a limit the second one is more than what is
    /// left of 1.
    ///
    /// With `e` the room left over, the density falls by `θ` a call, `e = θ w`. Kept to the third cumulant, a Poisson walk
    /// has `w = I (1 + √(1 + 8e/3)) / 4`. A rate that holds for a block has no third cumulant within a bucket that is
    /// shorter, so `e` counts by the bucket's share in what is wandered through; such a walk also overshoots both ends (the
    /// correction of Siegmund 1979), as if the bucket held more. Too little room is the same walk seen from the other end:
    /// `-e` is refused in any case, and as much as flows into the full bucket on top. By how much the bucket holds more, 1.56 and 0.9 of
    /// what the blocks widen, is fitted.
    #[inline(always)]
    pub(super) fn overflow(&self, bucket: V) -> [V; 2] {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let bucket = bucket.clamp(1.0, 1e20);
        let scale = scale(self.dispersion, self.left, bucket / (bucket + self.blocks));
        let wide = bucket + V::splat(1.56) * self.blocks;
        let deep = bucket + V::splat(0.9) * self.blocks - V::splat(END);
        let full = scale / wide * decay(self.left.abs() / scale * deep);
        let [most, fewest] = self.at_one();
        [((-self.left).max(zero) + full).min(most), (self.flow.min(one) - full).max(fewest)]
    }

    /// The same at a bucket of one call, which no other is worse than: one passes in the time that a call takes to
    /// flow in and the next one to come, `1 / (1 + ρ)` at `ρ` calls for each that flows in. The mean over the rates that calls meet is
    /// taken at the two points of Gauss and Laguerre, as in [`super::concurrent`].
    #[inline(always)]
    fn at_one(&self) -> [V; 2] {
        let (zero, one, half) = (V::splat(0.0), V::splat(1.0), V::splat(0.5));
        let load = self.mean / self.room.max(V::splat(1e-6));
        let centre = one + V::splat(2.0) * self.burstiness;
        let apart = (self.burstiness * centre).sqrt();
        let tilt = (self.burstiness / centre).sqrt();
        let kept = |load: V| one / (one + load);
        let rates = [load * (centre + apart), (load * (centre - apart)).max(zero)];
        let mean = |[busy, calm]: [V; 2]| half * (calm + busy + tilt * (calm - busy));
        let is_shut = self.room.lt(V::splat(1e-6));
        let lost = mean(rates.map(|load| load * kept(load))).min(one);
        [V::select(is_shut, one, lost), V::select(is_shut, zero, mean(rates.map(kept)).max(zero))]
    }
}

/// `w` of [`Walk::overflow`]. Above the limit, where it matters less, the root is replaced by a fraction that has no end
/// (0.8 is a choice near 2/3, by which the root falls at first).
#[inline(always)]
pub(super) fn scale<V: Value>(dispersion: V, left: V, weight: V) -> V {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let root = (one + V::splat(8.0 / 3.0) * left.max(zero) * weight).sqrt();
    dispersion * V::splat(0.25) * (root + one) / (one + V::splat(0.8) * (-left).max(zero))
}

/// `y / (exp(y) - 1)` for `y` of 0 and more: 1 at 0, where a series stands in for the difference of equal numbers.
#[inline(always)]
pub(super) fn decay<V: Value>(y: V) -> V {
    let one = V::splat(1.0);
    let is_small = y.lt(V::splat(0.05));
    let series = one - y * (V::splat(0.5) - y * V::splat(1.0 / 12.0));
    let safe = V::select(is_small, one, y);
    V::select(is_small, series, safe / (safe.exp() - one))
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::*;

    const NONE: Bursts<f64> = Bursts { variance: 0.0, seconds: 60.0 };

    fn near(got: f64, truth: f64, bound: f64) {
        assert!((got - truth).abs() < bound * truth.abs().max(1e-9), "{got}, not {truth}");
    }

    #[test]
    fn decay_is_smooth_at_nought() {
        for y in [0.0, 1e-6, 0.01, 0.049_999, 0.050_001, 0.5, 5.0, 80.0] {
            let truth = if y == 0.0 { 1.0 } else { y / libm::expm1(y) };
            near(decay(y), truth, 1e-8);
            near(f64::from(decay(f32x8::splat(y as f32)).to_array()[0]), truth, 3e-6);
        }
    }

    /// At the limit a diffusion between two ends is anywhere alike: I/2 by its length, which is 0.23 shorter at one end.
    #[test]
    fn at_the_limit_the_share_is_half_a_call_by_the_bucket() {
        for bucket in [5.0, 10.0, 60.0, 1_000.0] {
            near(loss(60.0, 60.0, bucket, NONE), 0.5 / bucket, 1e-6);
        }
    }

    /// A queue of deterministic service that holds `B` waiting calls refuses what the bucket of `B` refuses (Berger 1991).
    /// Its loss from the embedded chain, exactly: states of the missing calls between refills.
    #[test]
    fn poisson_calls_are_lost_as_in_a_queue_of_fixed_service() {
        for (bucket, load) in [(10, 0.8), (10, 1.0), (10, 1.3), (20, 0.9), (60, 0.95), (5, 1.1)] {
            let got = loss(60.0 * load, 60.0, bucket as f64, NONE);
            let truth = queue_loss(bucket, load);
            assert!((got - truth).abs() < 0.06 * truth, "{bucket} {load}: {got}, not {truth}");
        }
    }

    /// Loss of M/D/1 with `places`, service included: the chain after departures, and the law of Little's busy server.
    fn queue_loss(places: usize, load: f64) -> f64 {
        let mut arrivals = vec![libm::exp(-load)];
        for count in 1..places {
            arrivals.push(arrivals[count - 1] * load / count as f64);
        }
        // Unnormalised chances of what a departure leaves behind, one after the other.
        let mut left = vec![1.0];
        for state in 0..places - 1 {
            let into: f64 = (1..=state).map(|from| left[from] * arrivals[state + 1 - from]).sum();
            left.push((left[state] - left[0] * arrivals[state] - into) / arrivals[0]);
        }
        let idle = left[0] / left.iter().sum::<f64>();
        1.0 - 1.0 / (idle + load)
    }

    /// A bucket of one call lets one through in the time of one to flow in and one to come: a limit of one a minute serves 0.91 of 10
    /// calls a minute and never less of more. Whatever the limit, of more calls no fewer are
    /// served, within what the walk is off by.
    #[test]
    fn small_limits_serve_no_less_of_more() {
        for mean in [10.0, 100.0, 1e4, 1e6] {
            let served = mean * (1.0 - loss(mean, 1.0, 1.0, NONE));
            let right = 1.0 / (1.0 + 1.0 / mean);
            assert!((served - right).abs() < 1e-3 + 1e-6 * mean, "{mean}: {served}, not {right}");
        }
        for room in [0.3, 1.0, 2.0, 3.0, 5.0, 15.0] {
            for (burstiness, least) in [(0.0, 0.85), (0.25, 0.85), (1.0, 0.7)] {
                let served = |step: i32| {
                    let mean = 0.05 * libm::pow(1.2, f64::from(step));
                    mean * (1.0 - loss(mean, room, room, Bursts::of_minutes(burstiness)))
                };
                let mut most: f64 = 0.0;
                for step in 0..60 {
                    let now = served(step);
                    assert!(now > least * most, "{room} {burstiness} {step}: {now} after {most}");
                    most = most.max(now);
                }
            }
        }
    }

    #[test]
    fn any_numbers_give_a_share() {
        let numbers = [0.0, 1e-30, 1e-3, 0.5, 1.0, 15.0, 1e3, 1e6, 1e30, 3e38_f32];
        for mean in numbers {
            for room in numbers {
                for bucket in numbers {
                    for burstiness in [0.0, 0.25, 1.0, 1e30] {
                        let [mean, room, bucket, burstiness] = [mean, room, bucket, burstiness].map(f32x8::splat);
                        let share = loss(mean, room, bucket, Bursts::of_minutes(burstiness)).to_array()[0];
                        assert!((0.0..=1.0).contains(&share), "{mean} {room} {bucket} {burstiness}: {share}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_limit_refuses_nothing_and_no_room_everything() {
        for mean in [0.0, 1.0, 1e5] {
            assert_eq!(loss(mean, 1e30, 1e30, Bursts::of_minutes(1.0)), 0.0);
            assert_eq!(loss(mean, 0.0, 0.0, Bursts::of_minutes(0.25)), 1.0);
        }
    }

    #[test]
    fn what_is_skipped_is_next_to_nothing() {
        for step in 1..4_000 {
            let mean = f64::from(step) * 0.01;
            for (bucket, burstiness) in [(15.0, 0.0), (15.0, 0.25), (60.0, 0.05), (3.0, 0.0), (150.0, 1.0)] {
                let bursts = Bursts::of_minutes(burstiness);
                if loss(mean, 15.0, bucket, bursts) == 0.0 {
                    let share = Walk::of(mean, 15.0, bursts).overflow(bucket)[0];
                    assert!(share < 1e-6, "{mean} {bucket} {burstiness}: {share:e}");
                }
            }
        }
    }

    /// Nothing is known of seconds but by minutes and blocks: with all times ten times as short the same calls are refused.
    #[test]
    fn blocks_are_a_measure_of_time() {
        for (mean, room, bucket, variance) in
            [(12.0, 15.0, 15.0, 0.25), (20.0, 15.0, 5.0, 1.0), (55.0, 60.0, 60.0, 0.05)]
        {
            let minutes = loss(mean, room, bucket, Bursts::of_minutes(variance));
            let sixths = loss(6.0 * mean, 6.0 * room, bucket, Bursts { variance, seconds: 10.0 });
            near(sixths, minutes, 1e-9);
        }
    }

    /// At the limit calls that come in short blocks are as if independent and `I = 1 + v λ b` times as uneven: 3.5 at 60 a minute in blocks
    /// of 10 s with 0.25. A bucket of 1,000 then refuses `I / 2` by its size.
    #[test]
    fn short_blocks_are_uneven_calls() {
        let got = loss(60.0, 60.0, 1_000.0, Bursts { variance: 0.25, seconds: 10.0 });
        near(got, 3.5 / 2.0 / 1_000.0, 0.01);
    }

    /// Tokens without bursts are the same whatever the length of a burst, and bursts without a spread of tokens are as they were.
    #[test]
    fn tokens_do_not_last() {
        let same = |got: Bursts<f64>, truth: Bursts<f64>| {
            near(got.variance, truth.variance, 1e-6);
            near(got.seconds, truth.seconds, 1e-6);
        };
        for seconds in [5.0, 60.0, 600.0] {
            let tokens = bursts_of_tokens(100.0, Bursts { variance: 0.0, seconds }, 2.0);
            same(tokens, Bursts::of_minutes(1.2 * 2.0 / 100.0));
            let bursts = Bursts { variance: 0.25, seconds };
            same(bursts_of_tokens(100.0, bursts, 0.0), bursts);
        }
        // A block of 120 s of 0.01, 0.02 of a minute, beside 0.024 of tokens: 0.044 of minutes, for (2 × 0.02 + 0.024) / 0.044 of one.
        let both = bursts_of_tokens(100.0, Bursts { variance: 0.01, seconds: 120.0 }, 2.0);
        same(both, Bursts { variance: 0.044 / (0.064 / 0.044), seconds: 60.0 * 0.064 / 0.044 });
        assert_eq!(bursts_of_tokens(0.0, NONE, 0.0).variance, 0.0);
    }

    /// A window of a minute in blocks of seconds: at the limit `0.4 √(I / N)`, as of so uneven calls; with bursts of a minute as ever.
    #[test]
    fn a_window_evens_out_short_blocks() {
        let ever = bucket_of_window(60.0, Bursts::of_minutes(0.25));
        near(ever, 1.25 * libm::sqrt(60.0), 1e-9);
        let short = bucket_of_window(60.0, Bursts { variance: 60.0, seconds: 0.06 });
        // I = 1 + 60 × 0.001 × 60 = 4.6, but for √0.001 of what is wider.
        let root = libm::sqrt(60.0);
        near(short, 1.25 * root * (1.0 + (libm::sqrt(4.6) - 1.0) * (1.0 - libm::sqrt(1e-3))), 1e-6);
    }
}
