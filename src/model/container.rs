//! A container that sleeps when nothing calls it.

use super::bursts::Bursts;
use crate::value::Value;

/// When it sleeps and how long it takes to wake.
#[derive(Clone, Copy, Debug)]
pub struct Sleep<V> {
    /// Seconds without a request after which it sleeps; [`Sleep::NEVER`] if it does not.
    pub after: V,
    /// Seconds that it takes to wake on average.
    pub wake: V,
}

impl<V> Sleep<V> {
    /// Longer than any pause.
    pub const NEVER: f32 = 1e30;
}

/// Squared coefficient of variation of the time that it takes to wake: an assumption, no source says. Of nine in ten it is 0.71 to
/// 1.36 times the mean.
pub const WAKE_VARIANCE: f32 = 0.04;

/// How an hour's requests find it.
#[derive(Clone, Copy, Debug)]
pub struct Cold<V> {
    /// Share of requests that find it asleep and wait until it is awake.
    pub first: V,
    /// Share of requests that come while it wakes and wait a part of that time, any as likely.
    pub during: V,
    /// Share of time that it runs, waking included.
    pub awake: V,
}

/// Cold starts at `rate` requests a second that come in `bursts`.
///
/// With Poisson arrivals a request finds it asleep when the pause before was longer than `W`: `e^(-λW)`, and `λD` requests come
/// while it wakes (`docs/model.md`, Sleeping backends and functions; exact for `D ≤ W`). A gamma level that holds for a block of
/// `b` seconds makes the chance of no request in a block `(1 + vλb)^(-1/v)`, and in the block of the request before, which is
/// busier than most, smaller by `1 + vλb/2`. A pause touches one block more than fits into it, so the `b` in these is that of `1 / (1/b + 1/W)`.
#[inline(always)]
pub fn cold<V: Value>(rate: V, sleep: &Sleep<V>, bursts: Bursts<V>) -> Cold<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let sleeps = sleep.after.lt(V::splat(0.5 * Sleep::<V>::NEVER));
    let [first, during, awake] = V::only_where(sleeps, [zero, zero, one], || {
        let (pause, varied) = calls_of_a_pause(rate, sleep.after, bursts);
        let own = V::splat(0.5) * (one + outlasts(sleep.after, bursts));
        let found = pause.min(V::splat(60.0)).exp() * (one + varied * own);
        let cycle = found.max(one + rate * sleep.wake);
        let first = (one / cycle).when(pause.lt(V::splat(60.0)));
        [first, (first * rate * sleep.wake).min(one - first), one - first]
    });
    Cold { first, during, awake }
}

/// How many requests a pause of `after` seconds counts as, by the logarithm of the chance of none, and the burstiness of a block of it.
#[inline(always)]
fn calls_of_a_pause<V: Value>(rate: V, after: V, bursts: Bursts<V>) -> (V, V) {
    let block = bursts.seconds * after / (after + bursts.seconds);
    let varied = rate * bursts.variance * block;
    // ln(1 + y) / y, the Padé approximant of order 2: 0.8% too much at y = 3, 1.6% at 4, where hardly any
    // pause is long enough.
    let y = varied.min(V::splat(1e6));
    let over = V::splat(30.0) + y * (V::splat(21.0) + y);
    let under = V::splat(30.0) + y * (V::splat(36.0) + y * V::splat(9.0));
    (rate * after * (over / under), varied)
}

/// By how much of its length a block outlasts a pause, which is then all in the block of the request before. Pauses shorter than a minute
/// count as one, so that blocks of a minute never do: by choice.
#[inline(always)]
fn outlasts<V: Value>(after: V, bursts: Bursts<V>) -> V {
    let pause = after.max(V::splat(60.0));
    (bursts.seconds - pause).max(V::splat(0.0)) / bursts.seconds
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::*;

    #[test]
    fn poisson_cold_starts_are_exact() {
        for (rate, after, wake) in [(1e-4, 900.0, 50.0), (1e-3, 900.0, 50.0), (5e-3, 900.0, 50.0), (0.02, 60.0, 60.0)] {
            let cold = cold(rate, &Sleep { after, wake }, Bursts::of_minutes(0.0));
            let truth = libm::exp(-rate * after);
            assert!((cold.first / truth - 1.0).abs() < 1e-9 && (cold.awake + truth - 1.0).abs() < 1e-9);
            assert!((cold.during / (truth * rate * wake) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn what_never_sleeps_is_never_cold() {
        for rate in [0.0, 1e-9, 1.0, 1e7] {
            let cold = cold(rate, &Sleep { after: Sleep::<f64>::NEVER.into(), wake: 50.0 }, Bursts::of_minutes(1.0));
            assert_eq!([cold.first, cold.during, cold.awake], [0.0, 0.0, 1.0]);
        }
    }

    #[test]
    fn without_requests_it_sleeps() {
        let cold = cold(0.0, &Sleep { after: 900.0, wake: 50.0 }, Bursts::of_minutes(1.0));
        assert_eq!([cold.during, cold.awake], [0.0, 0.0]);
    }

    #[test]
    fn any_number_gives_shares() {
        let ends = [0.0_f32, 1e-6, 1e-3, 1.0, 60.0, 1e4, 1e7];
        for (rate, after) in ends.iter().flat_map(|rate| ends.iter().chain(&[1e30]).map(move |after| (*rate, *after))) {
            for (wake, burstiness) in [(0.0, 0.0), (50.0, 0.25), (1e4, 10.0)] {
                let sleep = Sleep { after: f32x8::splat(after), wake: f32x8::splat(wake) };
                let cold = cold(f32x8::splat(rate), &sleep, Bursts::of_minutes(f32x8::splat(burstiness)));
                let [first, during, awake] = [cold.first, cold.during, cold.awake].map(|share| share.to_array()[0]);
                let is_share = |share: f32| (0.0..=1.0).contains(&share);
                assert!(
                    is_share(first) && is_share(during) && is_share(awake) && first + during <= 1.0 + 1e-6,
                    "{rate} {after}"
                );
            }
        }
    }
}
