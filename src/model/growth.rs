//! Monthly users: growth toward a ceiling, with lasting and passing noise.
//!
//! Most month-to-month noise of real projects is passing; a random walk of all of it draws a fan three times too wide
//! after a year (model notes, section 1). So growth carries the lasting part, demand the passing part.

use super::random::{Block, draw, normal};
use super::{MonthClock, Run, State};
use crate::value::Value;

/// How much of a month's passing noise is left in the next.
const PASSING_MEMORY: f32 = 0.3;

/// Growth of the logarithm of users in a month: the exact step of the logistic curve, `U' = K / (1 + (K/U - 1) e⁻ʳ)`
/// (model notes, section 1), which is compound growth `r` far below the ceiling `K`. An app that shrinks does so however
/// far the ceiling is.
fn logistic<V: Value>(ln_users: V, ln_growth: V, ln_ceiling: V) -> V {
    let filled = (ln_users - ln_ceiling).exp().when(V::splat(0.0).lt(ln_growth));
    let left = (-ln_growth).exp();
    -(left + filled * (V::splat(1.0) - left)).ln()
}

/// Draws the month's growth and passing noise.
pub(super) fn grow<V: Value>(run: &Run<'_, V>, clock: &MonthClock<V>, state: &mut State<V>) {
    let words = draw(run, clock.step, Block::Month);
    let month = &mut state.monthly;
    month.ln_users_start = month.ln_users_end;
    let growth = logistic(month.ln_users_start, run.params.ln_growth, run.params.ln_ceiling);
    month.ln_users_end = month.ln_users_start + growth + run.params.permanent_noise * normal::<V>(words[0]);
    let fresh = V::splat((1.0 - PASSING_MEMORY * PASSING_MEMORY).sqrt()) * run.params.passing_noise;
    month.passing = V::splat(PASSING_MEMORY) * month.passing + fresh * normal::<V>(words[1]);
}

#[cfg(test)]
mod tests {
    use super::logistic;

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
        assert!(step(30_000.0, 20_000.0) < 30_000.0, "above the ceiling users leave");
    }

    #[test]
    fn shrinking_does_not_depend_on_the_ceiling() {
        for users in [10.0, 1e4, 1e6] {
            let shrunk: f64 = logistic(libm::log(users), libm::log(0.5), libm::log(20_000.0));
            assert!((shrunk - libm::log(0.5)).abs() < 1e-12, "{users}");
        }
    }
}
