//! Monthly users: growth along a curve, with lasting and passing noise, and what refusals cost.
//!
//! Most month-to-month noise of real projects is passing; a random walk of all of it draws a fan three times too wide
//! after a year (`docs/model.md`, Growth). So growth carries the lasting part, demand the passing part.
//!
//! An app that turned away the share `f` of what came, on the mean day of a month, gets `(1 - f)` of its new users the month after,
//! and loses `f` of what it loses where everything is refused.

use super::random::{Block, draw, normal};
use super::{MonthClock, Run, State, layout};
use crate::value::Value;

/// How much of a month's passing noise is left in the next: an assumption (`docs/model.md`, Growth).
const PASSING_MEMORY: f32 = 0.3;

/// Logarithm of ten billion users: there are no more people, and what compounds without a ceiling must stay a number.
const LN_MOST_USERS: f32 = 23.025_85;

/// Share of the users above the ceiling who leave in a month: an assumption, near what the logistic curve does just above it where
/// an app grows by a quarter a month.
const LEAVES: f32 = 0.2;

/// Growth of the logarithm of users in a month who are more than the ceiling allows: `U' = K + (U - K) (1 - 0.2)`.
fn settling<V: Value>(ln_users: V, ln_ceiling: V) -> V {
    let stays = V::splat(1.0 - LEAVES);
    let ceiling = (ln_ceiling - ln_users).exp();
    (ceiling + (V::splat(1.0) - ceiling) * stays).ln()
}

/// Growth of the logarithm of users in a month: the exact step of the logistic curve, `U' = K / (1 + (K/U - 1) e⁻ʳ)`
/// (`docs/model.md`, Growth), which is compound growth `r` far below the ceiling `K`. An app that shrinks does so however
/// far the ceiling is.
fn logistic<V: Value>(ln_users: V, ln_growth: V, ln_ceiling: V) -> V {
    let grows = V::splat(0.0).lt(ln_growth);
    let filled = (ln_users - ln_ceiling).min(V::splat(0.0)).exp().when(grows);
    let left = (-ln_growth).exp();
    let growth = -(left + filled * (V::splat(1.0) - left)).ln();
    V::select(ln_ceiling.lt(ln_users), settling(ln_users, ln_ceiling).min(growth), growth)
}

/// The same of the curve of Gompertz, `ln U' = ln K + (ln U - ln K) e⁻ᵃ` (`docs/model.md`, Growth). Its rate `a` is such that
/// the first month grows by `ln_growth` from `ln_start`.
fn gompertz<V: Value>(ln_users: V, ln_growth: V, ln_ceiling: V, ln_start: V) -> V {
    let way = (ln_ceiling - ln_start).max(V::splat(0.01));
    // 1 - e⁻ᵃ; at most half of the way a month (an assumption), so that a ceiling just above the start is not passed.
    let share = (ln_growth / way).min(V::splat(0.5));
    let shrinking = ln_growth.lt(V::splat(0.0));
    let growth = V::select(shrinking, ln_growth, share * (ln_ceiling - ln_users).max(V::splat(0.0)));
    V::select(ln_ceiling.lt(ln_users), settling(ln_users, ln_ceiling).min(growth), growth)
}

/// Draws the month's growth and passing noise, and lets those leave whom last month drove away.
pub(super) fn grow<V: Value>(run: &Run<'_, V>, clock: &MonthClock<V>, state: &mut State<V>) {
    let words = draw(run, clock.step, Block::Month);
    let (p, month) = (&run.params, &mut state.monthly);
    let (half, one) = (V::splat(0.5), V::splat(1.0));
    month.ln_users_start = month.ln_users_end;

    let curve = V::select(
        half.lt(p.gompertz),
        gompertz(month.ln_users_start, p.ln_growth, p.ln_ceiling, p.ln_users),
        logistic(month.ln_users_start, p.ln_growth, p.ln_ceiling),
    );
    // The ratio of the founder's own numbers, so that surprises and losses stay.
    let given = |ahead: u32| V::read(run.memory, clock.step + V::int(layout::SERIES as u32 + ahead));
    let growth = V::select(half.lt(p.series), given(1) - given(0), curve);
    // Whom an app turns away does not join it: new users come in proportion to what last month served.
    let joins = (one + month.got * (growth.exp() - one)).ln();
    let growth = V::select(V::splat(0.0).lt(growth * month.away), joins, growth);

    let slower = (one - p.target / month.slowest.max(p.target)) * V::splat(2.0);
    let lost = p.lost_when_refused * month.away + p.lost_when_slow * slower.min(one);
    let kept = (one - lost).max(V::splat(1e-3));
    let end = month.ln_users_start + growth + p.permanent_noise * normal::<V>(words[0]) + kept.ln();
    month.ln_users_end = end.min(V::splat(LN_MOST_USERS));
    state.daily.guests = state.daily.guests * kept;
    state.daily.settlers = state.daily.settlers * kept;

    let fresh = V::splat((1.0 - PASSING_MEMORY * PASSING_MEMORY).sqrt()) * p.passing_noise;
    month.passing = V::splat(PASSING_MEMORY) * month.passing + fresh * normal::<V>(words[1]);
}

#[cfg(test)]
mod tests {
    use super::{gompertz, logistic};

    #[test]
    fn growth_is_compound_far_below_the_ceiling_and_nothing_at_it() {
        let growth = 1.25_f64;
        let step = |users: f64, ceiling: f64| {
            libm::exp(logistic(libm::log(users), libm::log(growth), libm::log(ceiling))) * users
        };
        assert!((step(100.0, 1e12) - 125.0).abs() < 1e-6);
        assert!((step(20_000.0, 20_000.0) - 20_000.0).abs() < 1e-6);
        // Half full: U' = K / (1 + 1/1.25).
        assert!((step(10_000.0, 20_000.0) - 20_000.0 / 1.8).abs() < 1e-6);
        // A fifth of the 10,000 that are too many, whatever the growth.
        assert!((step(30_000.0, 20_000.0) - 28_000.0).abs() < 1e-3);
    }

    /// A tenth of today's users is not reached in a month, but by a fifth of the way each: 100, 82, 67.6, ...
    #[test]
    fn an_app_above_its_ceiling_settles_at_its_pace() {
        for curve in [|users: f64, k: f64| logistic(users, 1.0, k), |users: f64, k: f64| gompertz(users, 1.0, k, users)]
        {
            let mut users = libm::log(100.0);
            for right in [82.0, 67.6, 56.08] {
                users += curve(users, libm::log(10.0));
                assert!((libm::exp(users) - right).abs() < 1e-5, "{}", libm::exp(users));
            }
        }
    }

    /// Whether it would grow, stay or shrink: at least a fifth of what is too much leaves.
    #[test]
    fn an_app_above_its_ceiling_settles_whatever_its_growth() {
        for (growth, right) in [(0.1, 820.0), (0.0, 820.0), (-0.05, 820.0), (-0.5, 1_000.0 * libm::exp(-0.5))] {
            let (users, ceiling) = (libm::log(1_000.0), libm::log(100.0));
            for step in [logistic(users, growth, ceiling), gompertz(users, growth, ceiling, users)] {
                let got: f64 = 1_000.0 * libm::exp(step);
                assert!((got - right).abs() < 1e-4, "{growth}: {got}");
            }
        }
    }

    #[test]
    fn shrinking_does_not_depend_on_the_ceiling() {
        for users in [10.0, 1e4, 1e6] {
            let shrunk: f64 = logistic(libm::log(users), libm::log(0.5), libm::log(20_000.0));
            assert!((shrunk - libm::log(0.5)).abs() < 1e-12, "{users}");
            let shrunk: f64 = gompertz(libm::log(users), libm::log(0.5), libm::log(20_000.0), libm::log(users));
            assert!((shrunk - libm::log(0.5)).abs() < 1e-12, "{users}");
        }
    }

    #[test]
    fn gompertz_is_a_straight_way_in_logarithms() {
        let (start, ceiling, growth) = (libm::log(100.0), libm::log(10_000.0), libm::log(1.25));
        let mut users = start;
        let share = growth / (ceiling - start);
        for month in 0..24 {
            users += gompertz(users, growth, ceiling, start);
            // ln K - ln U shrinks by the same share every month.
            let expected = ceiling - (ceiling - start) * libm::pow(1.0 - share, f64::from(month + 1));
            assert!((users - expected).abs() < 1e-9, "month {month}");
        }
    }
}
