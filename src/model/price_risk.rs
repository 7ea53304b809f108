//! List prices that move without having been announced: every account has a price level, 1 in the first month, by which all its list
//! prices are multiplied. At the begin of each later month it changes with some chance by a lognormal factor.
//!
//! How often and by how much is what the catalogue's own histories show (`docs/price-changes.md`). What counts credits or dollars that
//! are given, and what limits them, stays as it is: a dearer provider's credit of $5 buys less.

use super::random::{Block, draw_of, normal};
use super::world::moves;
use super::{MonthClock, Run, State};
use crate::value::{List, Value};

/// How list prices of a kind move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moves {
    /// Changes a year.
    pub a_year: f64,
    /// Mean of the logarithm of the new price over the old one.
    pub mean: f64,
    /// Standard deviation of that logarithm.
    pub spread: f64,
}

impl Moves {
    /// Models that are paid by the token: 8 changes of 100 models in 39 years of observation together (`docs/price-changes.md`). That
    /// prices rise as often as they fall is within the error of what was measured (0.10 with an error of 0.29, and -0.10 if what a provider
    /// does to several models on one day counts once).
    pub const OF_TOKENS: Self = Self { a_year: 0.2, mean: 0.0, spread: 0.8 };

    /// Everything else (hosting, databases, seats, graphics cards by the hour): 7 changes of 165 prices in 77 years.
    pub const OF_THE_REST: Self = Self { a_year: 0.1, mean: 0.06, spread: 0.16 };

    /// Chance that prices change at a month's begin.
    #[must_use]
    pub fn a_month(self) -> f64 {
        self.a_year / 12.0
    }
}

/// At the run's begin all prices are those of the catalogue.
pub(super) fn begin<V: Value>(run: &Run<'_, V>, state: &mut State<V>) {
    V::each(run.accounts(), |account| state.accounts.change(account, |it| it.now.level = V::splat(1.0)));
}

/// At a month's begin, the first apart: changes the level of some accounts. Accounts with the same provider have the same draws.
pub(super) fn change<V: Value>(run: &Run<'_, V>, clock: &MonthClock<V>, state: &mut State<V>) {
    let often = run.params.price_changes;
    let may_change = V::splat(0.0).lt(often) & V::splat(1.5).lt(clock.number);
    V::each(run.accounts(), |account| {
        let before = state.accounts.see(account, |it| it.now.level);
        let [level] = V::only_where(may_change, [before], || {
            let [chance, mean, spread, provider] = moves(run, account);
            let words = draw_of(run, clock.step, Block::Price, provider.to_int());
            let changes = V::uniform(words[0]).lt(chance * often);
            [V::select(changes, before * (mean + spread * normal::<V>(words[1])).exp(), before)]
        });
        state.accounts.change(account, |it| it.now.level = level);
    });
}

#[cfg(test)]
mod tests {
    use super::super::layout::{self, ACCOUNT, OFFER, TERM};
    use super::super::terms::tests::{memory, run};
    use super::*;

    /// Levels of some futures after so many months, of an account with a provider of that number.
    fn levels(moves: Moves, provider: f32, [months, futures]: [u32; 2]) -> Vec<f64> {
        let mut memory = memory(0, &[]);
        let mut run = run(&[]);
        let first = layout::accounts(&run.room);
        memory.resize(memory.len().max(layout::terms(&run.room) + TERM + OFFER), 0.0);
        let numbers = [moves.a_month() as f32, moves.mean as f32, moves.spread as f32, provider];
        memory[first..][4..ACCOUNT].copy_from_slice(&numbers);
        run.memory = &memory;
        run.params.price_changes = 1.0;
        let level = |future: u32| {
            run.future = f64::int(future);
            let mut state = State::from_fn(&run.shape, |_| 0.0);
            begin(&run, &mut state);
            for month in 0..months {
                change(&run, &MonthClock { step: f64::int(month), number: f64::from(month + 1) }, &mut state);
            }
            state.accounts.see(0, |it| it.now.level)
        };
        (0..futures).map(level).collect()
    }

    /// Of a compound Poisson process of months: each of the eleven after the first multiplies the mean by `1 + p (m - 1)`, `m` being the
    /// mean factor of a change, and the mean square likewise. In small steps that is `exp(rate t (m - 1))`.
    #[test]
    fn the_mean_level_is_that_of_the_closed_form() {
        for moves in [Moves::OF_TOKENS, Moves::OF_THE_REST, Moves { a_year: 6.0, mean: -0.1, spread: 0.2 }] {
            let found = levels(moves, 7.0, [12, 60_000]);
            let n = found.len() as f64;
            let mean = found.iter().sum::<f64>() / n;
            let [m, squares] = [1.0, 2.0].map(|power| {
                let factor = libm::exp(power * moves.mean + power * power * moves.spread * moves.spread / 2.0);
                libm::pow(1.0 + moves.a_month() * (factor - 1.0), 11.0)
            });
            let error = ((squares - m * m) / n).sqrt();
            assert!((mean - m).abs() < 4.0 * error + 1e-5, "{mean}, not {m} ± {error}: {moves:?}");
            // Of so small a share a month hardly any change twice.
            let factor = libm::exp(moves.mean + moves.spread * moves.spread / 2.0);
            let smooth = libm::exp(moves.a_year * 11.0 / 12.0 * (factor - 1.0));
            assert!((m / smooth - 1.0).abs() < 1e-2, "{m} {smooth}");
        }
    }

    #[test]
    fn as_many_change_as_are_said_to() {
        let found = levels(Moves::OF_TOKENS, 7.0, [13, 60_000]);
        let changed = found.iter().filter(|level| **level != 1.0).count() as f64 / found.len() as f64;
        let right = 1.0 - libm::pow(1.0 - 0.2 / 12.0, 12.0);
        assert!((changed - right).abs() < 4.0 * (right / 60_000.0).sqrt(), "{changed}, not {right}");
        assert!(levels(Moves { a_year: 12.0, mean: 1.0, spread: 0.0 }, 7.0, [1, 8]).iter().all(|level| *level == 1.0));
    }

    #[test]
    fn a_provider_has_its_own_draws() {
        let moves = Moves { a_year: 6.0, ..Moves::OF_TOKENS };
        let [one, same, other] = [7.0, 7.0, 8.0].map(|provider| levels(moves, provider, [12, 32]));
        assert_eq!(one, same);
        let alike = one.iter().zip(&other).filter(|(one, other)| one == other).count();
        assert!(alike < 4, "{alike} of 32");
    }
}
