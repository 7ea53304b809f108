//! Launches: days on which many strangers come, some of whom try the app and some of whom stay.
//!
//! The hours after a launch follow two exponentials, fitted to 174 stories of Hacker News: 0.737 of the visits with a mean
//! delay of 6.71 h, 0.263 with 33.4 h (`docs/model.md`, Launches; error of the fit 0.6%).

use super::random::{Block, draw, normal};
use super::{DayClock, HourClock, Run, State, layout};
use crate::value::Value;

/// Spread of the visits of a launch: standard deviation of their logarithm, from a few reports (`docs/model.md`, Launches). One in ten brings
/// e^(1.28 · 0.8) = 2.8 times the median.
const SPREAD: f32 = 0.8;

/// Hour in UTC at which a launch begins: the morning of the Americas, an assumption.
const BEGIN: f32 = 14.0;

/// Share of the visits that come within hours.
const FAST: f32 = 0.737;

/// What is left of either part an hour later: e^(-1/6.71) and e^(-1/33.4).
const FAST_LEFT: f32 = 0.861_55;
/// The same of the slow part.
const SLOW_LEFT: f32 = 0.970_5;

/// Visits so few that they are none.
const NOBODY: f32 = 1e-20;

/// Draws whether the day brings a launch, and how many visits.
pub(super) fn announce<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, zero) = (&run.params, V::splat(0.0));
    let [planned, exact] =
        [layout::LAUNCHES, layout::EXACT_VISITS].map(|first| V::read(run.memory, clock.step + V::int(first as u32)));
    let [due] = V::only_where(zero.lt(p.launch_chance) | zero.lt(planned), [zero], || {
        let words = draw(run, clock.step, Block::Launch);
        let comes = V::uniform(words[0]).lt(p.launch_chance);
        let spread = |word: usize| V::splat(SPREAD) * normal::<V>(words[word]);
        let [surprise] = V::only_where(comes, [zero], || [(p.ln_launch_visits + spread(1)).exp()]);
        let [planned] = V::only_where(zero.lt(planned), [zero], || [planned * spread(2).exp()]);
        [surprise + planned]
    });
    state.hourly.spike_due = due + exact;
}

/// Visits of launches in this hour.
#[inline(always)]
pub(super) fn visits<V: Value>(clock: &HourClock<V>, state: &mut State<V>) -> V {
    let hourly = &mut state.hourly;
    let begins = (clock.of_day - V::splat(BEGIN)).abs().lt(V::splat(0.5));
    let due = hourly.spike_due.when(begins);
    let fast = hourly.spike_fast + due * V::splat(FAST);
    let slow = hourly.spike_slow + due * V::splat(1.0 - FAST);
    // What is next to nothing ends: processors are slow at the smallest numbers there are.
    let left = |spike: V| spike.when(V::splat(NOBODY).lt(spike));
    hourly.spike_fast = left(fast * V::splat(FAST_LEFT));
    hourly.spike_slow = left(slow * V::splat(SLOW_LEFT));
    fast * V::splat(1.0 - FAST_LEFT) + slow * V::splat(1.0 - SLOW_LEFT)
}

/// At the day's end: those who tried the app become users, and of those before some leave.
pub(super) fn settle<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    let (p, one) = (&run.params, V::splat(1.0));
    let joined = state.today.joined;
    let daily = &mut state.daily;
    daily.guests = daily.guests * p.kept_a_day + joined * (one - p.retained);
    daily.settlers = daily.settlers + joined * p.retained;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cumulative shares of the traces (`docs/model.md`, Launches): 10% in the first hour, 37% by 4 h, 56% by 8 h, 86% by 24 h, 97%
    /// by 72 h.
    #[test]
    fn a_spike_has_the_shape_of_the_traces() {
        let (mut fast, mut slow, mut so_far) = (f64::from(FAST), f64::from(1.0 - FAST), 0.0);
        let mut after = Vec::new();
        for _ in 0..2_000 {
            so_far += fast * f64::from(1.0 - FAST_LEFT) + slow * f64::from(1.0 - SLOW_LEFT);
            fast *= f64::from(FAST_LEFT);
            slow *= f64::from(SLOW_LEFT);
            after.push(so_far);
        }
        for (hours, share) in [(1, 0.10), (4, 0.37), (8, 0.56), (24, 0.86), (72, 0.97)] {
            assert!((after[hours - 1] - share).abs() < 0.02, "{hours} h: {}", after[hours - 1]);
        }
        assert!((so_far - 1.0).abs() < 1e-5, "{so_far}");
    }

    #[test]
    fn what_is_left_after_an_hour_is_the_exponential() {
        assert!((f64::from(FAST_LEFT) - libm::exp(-1.0 / 6.71)).abs() < 1e-5);
        assert!((f64::from(SLOW_LEFT) - libm::exp(-1.0 / 33.4)).abs() < 1e-4);
    }
}
