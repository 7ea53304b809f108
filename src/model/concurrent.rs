//! The limit of calls at once: which share of the calls finds all places taken.

use super::bursts::Bursts;
use crate::value::Value;

/// Steps of the exact recursion that are taken: by choice, with the error at [`erlang`].
const STEPS: u8 = 4;
/// Seconds of the blocks of which bursts are taken to change slowly against a call.
const SLOW: f32 = 60.0;
/// More places than can ever be taken.
const MOST: f32 = 1e15;

/// The burstiness to give to [`loss`] where calls take so many seconds: `b / (b + S)` of it is left in the calls in progress. Blocks of a minute
/// and longer ones are taken to change slowly, as if all were left; of shorter ones so much less is than of a minute. With blocks of 5 to 60 s,
/// calls of 2 to 60 s, 5 to 50 places, 0.8 to 0.9 of them used, and burstiness up to 1, within the larger of 0.01 and a quarter of the
/// simulated share; where fewer are used too many are refused, as with slow bursts.
#[inline(always)]
pub fn burstiness<V: Value>(bursts: Bursts<V>, seconds: V) -> V {
    let left = |block: V| block / (block + seconds);
    bursts.variance * (left(bursts.seconds) / left(V::splat(SLOW))).min(V::splat(1.0))
}

/// Shares of the calls that are refused and that are not, 0 to 1, when `load` calls are in progress on average and there are `room` places, a
/// whole number.
///
/// `burstiness` is the squared coefficient of variation of the rate of calls, gamma-distributed and changing slowly against
/// the length of a call. The mean over the rates that calls meet is taken at the two points of Gauss and Laguerre, each with
/// Erlang's loss. Against the exact mean at 1 to 200 places and 0.1 to 2.5 times the load: within 0.65 of the larger of
/// 0.01 and a quarter of the share at burstiness 0.05, 1.2 of it at 0.25, 2.5 of it at 1 (too much, where 200 places are
/// a third used).
#[inline(always)]
pub fn loss<V: Value>(load: V, room: V, burstiness: V) -> [V; 2] {
    let (zero, one, half) = (V::splat(0.0), V::splat(1.0), V::splat(0.5));
    let load = load.clamp(1e-6, MOST);
    let room = room.min(V::splat(MOST));
    let burstiness = burstiness.min(V::splat(1e4));
    // Far from the limit: eight deviations, and places enough for the normal approximation.
    let gap = (room - load).max(zero);
    let deviations = V::splat(64.0) * load * (one + burstiness * load);
    let is_far = V::splat(8.0).lt(room) & deviations.lt(gap * gap);
    V::only_where(!is_far, [zero, one], || {
        let centre = one + V::splat(2.0) * burstiness;
        let apart = (burstiness * centre).sqrt();
        let tilt = (burstiness / centre).sqrt();
        let busy = erlang(load * (centre + apart), room);
        let calm = erlang((load * (centre - apart)).max(V::splat(1e-6)), room);
        [0, 1].map(|of| half * (calm[of] + busy[of] + tilt * (calm[of] - busy[of])))
    })
}

/// Erlang's loss of `load` calls in progress at `room` places, and what is not lost, which far over the limit is more than what is
/// left of 1.
///
/// `1/B(n) = 1 + n/a 1/B(n-1)`: the last four steps are exact, and take out most of the error of where they start, at the
/// empty system or at the normal approximation. Of the larger of 0.01 and a quarter of the share, the error is at most 0.2.
#[inline(always)]
pub(super) fn erlang<V: Value>(load: V, room: V) -> [V; 2] {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let before = (room - V::splat(f32::from(STEPS))).max(zero);
    let deviation = load.sqrt();
    let normal = hazard((before + V::splat(0.5) - load) / deviation) / deviation;
    // 1 by the loss, and by how much that is more than 1.
    let mut odds = V::select(before.lt(V::splat(0.5)), one, one / normal.clamp(1e-9, 1.0));
    let mut more = odds - one;
    for step in 1..=STEPS {
        let place = before + V::splat(f32::from(step));
        let is_there = place.lt(room + V::splat(0.5));
        more = V::select(is_there, (place / load).min(V::splat(1e6)) * odds, more);
        odds = V::select(is_there, one + more, odds);
    }
    [one / odds, more / odds]
}

/// Density by distribution function of the standard normal, within 1.2%.
///
/// The tail by the density is Boyd's `π / ((π - 1) k + √(k² + 2π))` (1959).
#[inline(always)]
fn hazard<V: Value>(k: V) -> V {
    let pi = V::splat(std::f32::consts::PI);
    let size = k.abs().min(V::splat(1e9));
    let below = (pi - V::splat(1.0)) * size + (size * size + V::splat(std::f32::consts::TAU)).sqrt();
    let density = (V::splat(-0.5) * size * size).exp() * V::splat(0.398_942_3);
    V::select(k.lt(V::splat(0.0)), below / pi, density / (V::splat(1.0) - density * pi / below))
}

#[cfg(test)]
mod tests {
    use wide::f32x8;

    use super::*;

    const ROOMS: [u32; 15] = [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 50, 100, 200, 500, 1_000];
    const LOADS: [f64; 12] = [0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0, 1.3, 1.7, 2.5, 20.0];

    /// Erlang's recursion from the empty system.
    fn exact(load: f64, room: u32) -> f64 {
        (1..=room).fold(1.0, |share, places| load * share / (f64::from(places) + load * share))
    }

    /// The error in units of what is allowed.
    fn error(got: f64, truth: f64) -> f64 {
        (got - truth).abs() / (0.25 * truth).max(0.01)
    }

    #[test]
    fn hazard_is_within_its_bound() {
        for step in -400..=500 {
            let k = f64::from(step) / 50.0;
            let density = libm::exp(-0.5 * k * k) / libm::sqrt(std::f64::consts::TAU);
            let truth = density / (0.5 * libm::erfc(-k / std::f64::consts::SQRT_2));
            assert!((hazard(k) - truth).abs() < 0.012 * truth, "{k}");
        }
    }

    #[test]
    fn steady_calls_are_lost_as_erlang_says() {
        for room in ROOMS {
            for used in LOADS {
                let load = used * f64::from(room);
                let truth = exact(load, room);
                let [double, _] = loss(load, f64::from(room), 0.0);
                assert!(error(double, truth) < 0.2, "{room} {used}: {double}, not {truth}");
                let [single, _] = loss(f32x8::splat(load as f32), f32x8::splat(room as f32), f32x8::splat(0.0));
                assert!((f64::from(single.to_array()[0]) - double).abs() < 1e-5, "{room} {used}");
            }
        }
    }

    /// With exponential rates (burstiness 1) calls meet rates of density `g exp(-g)`; Simpson's rule over them.
    #[test]
    fn slowly_changing_rates_mix_erlangs() {
        for room in [1, 2, 5, 10, 20, 50] {
            for used in [0.5, 0.7, 0.9, 1.0, 1.3, 2.5] {
                let load = used * f64::from(room);
                let weight = |step: u32| if step == 0 || step == 2_000 { 1.0 } else { f64::from(2 + step % 2 * 2) };
                let rate = |step: u32| f64::from(step) * 0.01;
                let met = |step: u32| weight(step) * rate(step) * libm::exp(-rate(step));
                let truth: f64 =
                    (0..=2_000).map(|step| met(step) * exact(load * rate(step), room)).sum::<f64>() * 0.01 / 3.0;
                let [got, _] = loss(load, f64::from(room), 1.0);
                assert!(error(got, truth) < 1.2, "{room} {used}: {got}, not {truth}");
            }
        }
    }

    /// Of blocks of 10 s two thirds are left in calls of 5 s, and of a minute 60 of 65: 0.72 of what a minute counts for.
    #[test]
    fn calls_in_progress_even_out_short_blocks() {
        let left = |seconds: f64, of: f64| burstiness(Bursts { variance: 0.25, seconds }, of) / 0.25;
        assert!((left(10.0, 5.0) - 10.0 / 15.0 * 65.0 / 60.0).abs() < 1e-9);
        assert_eq!([60.0, 61.0, 600.0].map(|seconds| left(seconds, 5.0)), [1.0; 3]);
        assert_eq!(left(5.0, 0.0), 1.0);
    }

    #[test]
    fn any_numbers_give_a_share() {
        let numbers = [0.0, 1e-30, 1e-3, 0.5, 1.0, 15.0, 1e3, 1e6, 1e30, 3e38_f32];
        for load in numbers {
            for room in numbers {
                for burstiness in [0.0, 0.25, 1.0, 1e30] {
                    let [load, room, burstiness] = [load, room, burstiness].map(f32x8::splat);
                    let [lost, kept] = loss(load, room, burstiness).map(|share| share.to_array()[0]);
                    let are_shares = [lost, kept].iter().all(|share| (0.0..=1.0 + 1e-6).contains(share));
                    assert!(
                        are_shares && (lost + kept - 1.0).abs() < 2e-6,
                        "{load} {room} {burstiness}: {lost} {kept}"
                    );
                }
            }
        }
        assert_eq!([0.0, 3.0, 1e5].map(|load| loss(load, 1e30, 1.0)), [[0.0, 1.0]; 3]);
    }

    /// Of `a` calls for each place one in `a` is kept: Erlang's loss of one place is `a / (1 + a)`, that of `n` nearly `1 - n / a`.
    #[test]
    fn far_over_the_limit_what_is_kept_is_no_rounding() {
        for load in [1e3_f32, 1e6, 1e9] {
            let [_, one] = loss(f32x8::splat(load), f32x8::splat(1.0), f32x8::splat(0.0)).map(|it| it.to_array()[0]);
            let [_, ten] = loss(f32x8::splat(load), f32x8::splat(10.0), f32x8::splat(0.0)).map(|it| it.to_array()[0]);
            assert!((one * (load + 1.0) - 1.0).abs() < 1e-5, "{load}: {one}");
            assert!((ten * load / 10.0 - 1.0).abs() < 1e-2, "{load}: {ten}");
        }
    }
}
