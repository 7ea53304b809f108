//! What an app does about a refusal: it waits and asks again, a limited number of times.
//!
//! Calls that ask again come back while the bucket is still empty, so retries are not fresh demand: the fixed point that
//! takes them for it is wrong by 7 times below the limit. What holds instead (`docs/model.md`, Retries and cooldown; fitted to
//! `tests/reference`): a call that waits counts as so much more bucket, and refusals happen in times of congestion, within
//! which every attempt has the same chance.

use super::bursts::Bursts;
use super::latency::{Backoff, RETRIES};
use super::throttle::{self, Walk, decay, scale};
use crate::value::Value;

/// Retries at most.
const MOST: u8 = 6;
/// Longest wait and cooldown, seconds.
const LONGEST: f32 = 1e5;

/// How the app asks again.
#[derive(Clone, Copy, Debug)]
pub struct Retry<V> {
    /// Retries of one call, at most: a whole number from 0 to 6.
    pub most: V,
    /// Wait before the first retry, seconds.
    pub backoff: V,
    /// By how much each wait is longer than the one before.
    pub factor: V,
    /// Longest wait, seconds.
    pub cap: V,
    /// Share of a wait that is really waited, on average: 1 without jitter, 0.5 where it is drawn from 0 to the wait, 0.75
    /// where it is drawn from half of it on.
    pub jitter: V,
    /// After a refusal the app is silent for so many seconds, then sends what it held back; 0 if it is not. Longer than
    /// the bucket takes to fill makes no sense: the allowance overflows meanwhile, which the formulas leave out.
    pub cooldown: V,
}

/// What comes of the calls at a limit of a minute. All are shares of the calls, but for the last two.
#[derive(Clone, Copy, Debug)]
pub struct Throttled<V> {
    /// Refused at the last attempt.
    pub failed: V,
    /// Not refused at the last attempt: what is left of `failed`, but for rounding.
    pub kept: V,
    /// Refused at the first attempt.
    pub first: V,
    /// Held back by the cooldown before the first attempt; each for half of the cooldown, on average.
    pub held: V,
    /// Share of the retries that are refused again.
    pub again: V,
    /// Attempts of a call.
    pub attempts: V,
}

impl<V: Value> Retry<V> {
    /// Mean wait of a call that is refused every time, seconds: each wait is its backoff, and the cooldown at least.
    ///
    /// It depends on the policy alone. With jitter a wait is uniform from `low` to its backoff, and its excess over the
    /// cooldown is that of a uniform.
    #[inline(always)]
    pub fn total_wait(&self) -> V {
        let (zero, longest) = (V::splat(0.0), V::splat(LONGEST));
        let [cap, cooldown] = [self.cap, self.cooldown].map(|time| time.min(longest));
        let factor = self.factor.min(V::splat(1e3));
        let jitter = self.jitter.clamp(0.5, 1.0);
        let mut backoff = self.backoff.min(cap);
        let mut total = zero;
        for retry in 0..MOST {
            let width = V::splat(2.0) * (V::splat(1.0) - jitter) * backoff;
            let low = backoff - width;
            let within = (cooldown - low).max(zero).min(width);
            let lifted = within * within / (V::splat(2.0) * width).max(V::splat(1e-6));
            let wait = jitter * backoff + lifted + (cooldown - backoff).max(zero);
            total = total + wait.when(V::splat(f32::from(retry) + 0.5).lt(self.most));
            backoff = (backoff * factor).min(cap);
        }
        total
    }

    /// How long a call waits for its retries together, by their number.
    pub fn backoff(&self) -> Backoff<V> {
        let (two, one) = (V::splat(2.0), V::splat(1.0));
        // Each wait lasts as long as the cooldown at least; calls that it holds back wait as if for a first retry.
        let mut wait = self.backoff.min(self.cap);
        let (mut from, mut to) = ([V::splat(0.0); RETRIES], [V::splat(0.0); RETRIES]);
        let (mut shortest, mut longest) = (V::splat(0.0), V::splat(0.0));
        for retry in 0..RETRIES {
            // With a mean share of `jitter` waited, anything from the rest to the whole.
            shortest = shortest + (wait * (two * self.jitter - one).max(V::splat(0.0))).max(self.cooldown);
            longest = longest + wait.max(self.cooldown);
            (from[retry], to[retry]) = (shortest, longest);
            wait = (wait * self.factor).min(self.cap);
        }
        Backoff { from, to }
    }
}

impl<V: Value> Throttled<V> {
    /// Adds how many of the calls `served` were refused before, so many times at least: `first againᵏ` of all are, of which `failed` are
    /// not served in the end. Calls that were held back count as refused once.
    #[inline(always)]
    pub fn count(&self, served: V, retries: V, counts: [V; RETRIES]) -> [V; RETRIES] {
        let (zero, one) = (V::splat(0.0), V::splat(1.0));
        let weight = served / self.kept.max(V::splat(1e-12));
        let mut refused = self.first;
        let mut tries = V::splat(0.5);
        let mut held = served * self.held;
        counts.map(|count| {
            let retried = (weight * (refused - self.failed).max(zero)).when(tries.lt(retries));
            let sum = count + retried + held;
            refused = refused * self.again;
            tries = tries + one;
            held = zero;
            sum
        })
    }
}

/// What a limit of a minute does to calls that are tried again; `wait` is [`Retry::total_wait`], the others are as in
/// [`throttle::loss`]. Exactly nothing is refused where hardly any call would be.
///
/// `failed` is the loss at a bucket larger by 0.45 of what flows in while a call waits. With `c` the share of calls in
/// congestion and `a` the chance of a refusal there, `first = c a` and `failed = c aⁿ⁺¹` after `n` retries.
///
/// Against the event-by-event simulation, on 200 settings not fitted to (0.3 to 3 times the room, 1 to 6 retries, burstiness
/// up to 1), within the larger of 0.01 and a quarter: `failed` in 99%, at worst 1.3 times that; `first` in 93%, at worst 1.9
/// times; `attempts - 1` in 91%. Too few are retried where waits of a minute in all meet a small bucket or, far below the
/// limit, bursts (2% instead of 5% of the first attempts). With a cooldown, on 130 more: 96%, 91%, 91%, and 92% of `held`.
#[inline(always)]
pub fn throttle<V: Value>(mean: V, room: V, bucket: V, bursts: Bursts<V>, wait: V, retry: &Retry<V>) -> Throttled<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    // A service that is asked nothing may have no room either.
    let matters = zero.lt(mean) & throttle::is_noticed(mean, room, bucket, bursts);
    let nothing = [zero, one, zero, zero, zero, one];
    let [failed, kept, first, held, again, attempts] = V::only_where(matters, nothing, || {
        let walk = Walk::of(mean, room, bursts);
        let wait = wait.min(V::splat(LONGEST * 12.0));
        let refill = walk.room * V::splat(1.0 / 60.0);
        let [failed, kept] = walk.overflow(bucket.min(V::splat(1e12)) + V::splat(0.45) * refill * wait);

        let has_retries = V::splat(0.5).lt(retry.most);
        let congested = congested(&walk, failed, wait);
        let within = failed / congested;
        let again = (within.max(V::splat(1e-30)).ln() / (retry.most + one)).exp();
        let first = V::select(has_retries, (congested * again).max(failed), failed);
        let again = again.when(has_retries);
        let mut retried = zero;
        for retries in (0..MOST).rev() {
            retried = (one + again * retried).when(V::splat(f32::from(retries) + 0.5).lt(retry.most));
        }
        let attempts = one + first * retried;
        let [held] = V::only_where(zero.lt(retry.cooldown), [zero], || {
            let cooldown = retry.cooldown.min(V::splat(LONGEST));
            [silenced(&walk, failed, attempts - one + failed, wait, cooldown)]
        });
        [failed, kept, first, held, again, attempts]
    });
    Throttled { failed, kept, first, held, again, attempts }
}

/// Share of the calls in times of congestion, when the bucket is empty: `failed` of all calls, by those that fail of the
/// calls in congestion, which is again the loss of a walk: that of the calls that wait, of which none waits longer than
/// `wait`. Where rates change by the block congestion is made of the busy ones. Its five numbers are fitted to `tests/reference`, with the
/// errors at [`throttle`].
#[inline(always)]
fn congested<V: Value>(walk: &Walk<V>, failed: V, wait: V) -> V {
    let (zero, one, tiny) = (V::splat(0.0), V::splat(1.0), V::splat(1e-30));
    let minutes = wait * V::splat(1.0 / 60.0);
    let waiting = V::splat(1.34) * (walk.room * minutes).sqrt() + V::splat(0.3);
    let load = walk.mean / walk.room.max(V::splat(1e-6));
    let busy = V::splat(1.27) * walk.blocks / (walk.mean * (walk.minutes + V::splat(0.53) * minutes));
    let raised = V::splat(0.585) * (one - load).max(zero) * walk.blocks / (walk.blocks + waiting);
    let left = one / (load + busy + raised).max(V::splat(1e-18)) - one;
    let scale = scale(one, left, one);
    let fails = (-left).max(zero) + scale / waiting * decay(left.abs() / scale * waiting);
    (failed / fails.max(tiny)).min(one).max(failed).max(tiny)
}

/// Share of the calls that meet a cooldown. One lasts `cooldown` from each of the `refusals` (per call) on; in congestion
/// they overlap as a renewal cycle does (`docs/model.md`, Retries and cooldown), half again as long as if calls came
/// evenly: 1.54, without a derivation, held by `tests/throttle.rs`.
#[inline(always)]
fn silenced<V: Value>(walk: &Walk<V>, failed: V, refusals: V, wait: V, cooldown: V) -> V {
    let congested = congested(walk, failed, wait + cooldown);
    let alone = V::splat(1.54 / 60.0) * refusals * walk.mean * cooldown;
    alone * congested / (alone + congested)
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::*;

    fn retry<V: Value>([most, backoff, factor, cap, jitter, cooldown]: [f32; 6]) -> Retry<V> {
        Retry {
            most: V::splat(most),
            backoff: V::splat(backoff),
            factor: V::splat(factor),
            cap: V::splat(cap),
            jitter: V::splat(jitter),
            cooldown: V::splat(cooldown),
        }
    }

    #[test]
    fn waits_add_up() {
        for (policy, truth) in [
            ([3.0, 1.0, 2.0, 60.0, 1.0, 0.0], 7.0),
            ([3.0, 1.0, 2.0, 60.0, 0.5, 0.0], 3.5),
            ([6.0, 1.0, 2.0, 5.0, 1.0, 0.0], 1.0 + 2.0 + 4.0 + 5.0 + 5.0 + 5.0),
            ([0.0, 1.0, 2.0, 60.0, 1.0, 10.0], 0.0),
            // Each at least the cooldown: 3, 3, 4.
            ([3.0, 1.0, 2.0, 60.0, 1.0, 3.0], 10.0),
            // The larger of 1 and a uniform up to 2 is 1 half the time, else 1.5 on average.
            ([1.0, 2.0, 2.0, 60.0, 0.5, 1.0], 1.25),
            ([1.0, 2.0, 2.0, 60.0, 0.5, 9.0], 9.0),
            // The larger of 1.5 and a uniform from 1 to 2.
            ([1.0, 2.0, 2.0, 60.0, 0.75, 1.5], 1.625),
        ] {
            let got = retry::<f64>(policy).total_wait();
            assert!((got - truth).abs() < 1e-5, "{policy:?}: {got}, not {truth}");
        }
    }

    #[test]
    fn every_attempt_in_congestion_has_the_same_chance() {
        for mean in [12.0, 15.0, 20.0, 60.0] {
            for most in [0.0, 1.0, 3.0, 6.0] {
                let retry = retry::<f64>([most, 1.0, 2.0, 60.0, 0.5, 0.0]);
                let got = throttle(mean, 15.0, 15.0, Bursts::of_minutes(0.25), retry.total_wait(), &retry);
                let failed = got.first * libm::pow(got.again, f64::from(most));
                assert!(most == 0.0 || (failed / got.failed - 1.0).abs() < 1e-9, "{mean} {most}: {got:?}");
                let attempts = (0..most as i32).map(|retry| got.first * libm::pow(got.again, f64::from(retry)));
                assert!((1.0 + attempts.sum::<f64>() - got.attempts).abs() < 1e-9, "{mean} {most}: {got:?}");
            }
        }
    }

    #[test]
    fn deep_in_overload_calls_fail_for_want_of_room() {
        let retry = retry::<f64>([3.0, 1.0, 2.0, 60.0, 0.5, 0.0]);
        let got = throttle(600.0, 60.0, 60.0, Bursts::of_minutes(0.05), retry.total_wait(), &retry);
        assert!((got.failed - 0.9).abs() < 1e-3 && (got.first - libm::pow(0.9, 0.25)).abs() < 0.01, "{got:?}");
    }

    /// So many times over its limit a provider serves what flows in, whatever else: of 6,000 calls a minute for each that flows in one
    /// is served. With a thousand times more that is less than single precision leaves of 1.
    #[test]
    fn far_over_the_limit_what_is_kept_is_no_rounding() {
        for over in [6.0_f32, 6e3, 6e6] {
            let retry = retry::<f32x8>([0.0, 1.0, 2.0, 60.0, 0.5, 0.0]);
            let [mean, room] = [600.0 * over, 600.0].map(f32x8::splat);
            let got = throttle(mean, room, room, Bursts::of_minutes(f32x8::splat(0.0)), retry.total_wait(), &retry);
            let [kept, failed] = [got.kept, got.failed].map(|share| share.to_array()[0]);
            assert!((kept * over - 1.0).abs() < 1e-3, "{over}: {kept}");
            assert!((kept + failed - 1.0).abs() < 1e-6, "{over}: {kept} and {failed}");
        }
    }

    /// Work is skipped where no future side by side needs it, and only then can it be.
    #[test]
    fn neighbours_do_not_matter() {
        let retry = retry::<f32x8>([3.0, 1.0, 2.0, 60.0, 0.5, 10.0]);
        let at = |means: [f32; 8]| {
            let [room, bucket, burstiness] = [15.0, 15.0, 0.25].map(f32x8::splat);
            let got =
                throttle(f32x8::from(means), room, bucket, Bursts::of_minutes(burstiness), retry.total_wait(), &retry);
            [got.failed, got.first, got.held, got.again, got.attempts].map(|number| number.to_array().map(f32::to_bits))
        };
        let means = [0.0, 0.5, 2.0, 4.0, 8.0, 15.0, 20.0, 100.0];
        let together = at(means);
        for (lane, mean) in means.into_iter().enumerate() {
            let alone = at([mean; 8]);
            assert_eq!(alone.map(|number| number[0]), together.map(|number| number[lane]), "{mean}");
        }
    }

    #[test]
    fn any_numbers_give_shares() {
        let numbers = [0.0, 1e-30, 0.5, 15.0, 1e6, 1e30, 3e38_f32];
        for mean in numbers {
            for room in numbers {
                for time in numbers {
                    for (most, jitter, bursty) in [(0.0, 1.0, 0.25), (3.0, 0.5, 0.0), (6.0, 0.75, 1e30)] {
                        let retry = retry::<f32x8>([most, time, time, time, jitter, time]);
                        let [mean, room, burstiness] = [mean, room, bursty].map(f32x8::splat);
                        let got =
                            throttle(mean, room, room, Bursts::of_minutes(burstiness), retry.total_wait(), &retry);
                        let shares = [got.failed, got.first, got.held, got.again].map(|share| share.to_array()[0]);
                        let attempts = got.attempts.to_array()[0];
                        assert!(
                            shares.iter().all(|share| (0.0..=1.0 + 1e-6).contains(share)) && attempts.is_finite(),
                            "{mean} {room} {time} {most}: {got:?}"
                        );
                    }
                }
            }
        }
    }

    /// With all times ten times as short, blocks and waits among them, the same comes of the calls.
    #[test]
    fn waits_are_measured_in_blocks() {
        let all = |times: f64| {
            let retry = Retry { backoff: 2.0 / times, cap: 60.0 / times, ..retry([3.0, 0.0, 2.0, 0.0, 0.5, 0.0]) };
            let bursts = Bursts { variance: 0.25, seconds: 60.0 / times };
            let got = throttle(13.0 * times, 15.0 * times, 15.0, bursts, retry.total_wait(), &retry);
            [got.failed, got.first, got.again, got.attempts]
        };
        for (minutes, tenths) in all(1.0).into_iter().zip(all(10.0)) {
            assert!((tenths / minutes - 1.0).abs() < 1e-6, "{tenths}, not {minutes}");
        }
    }
}
