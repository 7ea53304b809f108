//! Monthly users: growth along a curve, with lasting and passing noise, and what refusals cost.
//!
//! Most month-to-month noise of real projects is passing; a random walk of all of it draws a fan three times too wide
//! after a year (model notes, section 1). So growth carries the lasting part, demand the passing part.

use super::random::{Block, draw, normal};
use super::{MonthClock, Run, State, layout};
use crate::value::Value;

/// How much of a month's passing noise is left in the next.
const PASSING_MEMORY: f32 = 0.3;

/// Logarithm of ten billion users: there are no more people, and what compounds without a ceiling must stay a number.
const LN_MOST_USERS: f32 = 23.025_85;

/// Growth of the logarithm of users in a month: the exact step of the logistic curve, `U' = K / (1 + (K/U - 1) e⁻ʳ)`
/// (model notes, section 1), which is compound growth `r` far below the ceiling `K`. An app that shrinks does so however
/// far the ceiling is.
fn logistic<V: Value>(ln_users: V, ln_growth: V, ln_ceiling: V) -> V {
    let filled = (ln_users - ln_ceiling).exp().when(V::splat(0.0).lt(ln_growth));
    let left = (-ln_growth).exp();
    -(left + filled * (V::splat(1.0) - left)).ln()
}

/// The same of the curve of Gompertz, `ln U' = ln K + (ln U - ln K) e⁻ᵃ` (model notes, section 1). Its rate `a` is such that
/// the first month grows by `ln_growth` from `ln_start`; above the ceiling it falls at that rate.
fn gompertz<V: Value>(ln_users: V, ln_growth: V, ln_ceiling: V, ln_start: V) -> V {
    let way = (ln_ceiling - ln_start).max(V::splat(0.01));
    // 1 - e⁻ᵃ; at most half of the way a month, so that a ceiling just above the start is not passed.
    let share = (ln_growth / way).min(V::splat(0.5));
    let shrinking = ln_growth.lt(V::splat(0.0));
    V::select(shrinking, ln_growth, share * (ln_ceiling - ln_users))
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

    let slower = (one - p.target / month.slowest.max(p.target)) * V::splat(2.0);
    let lost = p.lost_when_refused * month.refused_share + p.lost_when_slow * slower.min(one);
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
        assert!(step(30_000.0, 20_000.0) < 30_000.0, "above the ceiling users leave");
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
