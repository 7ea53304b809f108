//! Monthly users: compound growth with lasting and passing noise.
//!
//! Most month-to-month noise of real projects is passing; a random walk of all of it draws a fan three times too wide
//! after a year (model notes, section 1). So growth carries the lasting part, demand the passing part.

use super::random::{Block, draw, normal};
use super::{MonthClock, Run, State};
use crate::value::Value;

/// How much of a month's passing noise is left in the next.
const PASSING_MEMORY: f32 = 0.3;

/// Draws the month's growth and passing noise.
pub(super) fn grow<V: Value>(run: &Run<'_, V>, clock: &MonthClock<V>, state: &mut State<V>) {
    let words = draw(run, clock.step, Block::Month);
    let month = &mut state.monthly;
    month.ln_users_start = month.ln_users_end;
    month.ln_users_end =
        month.ln_users_start + run.params.ln_growth + run.params.permanent_noise * normal::<V>(words[0]);
    let fresh = V::splat((1.0 - PASSING_MEMORY * PASSING_MEMORY).sqrt()) * run.params.passing_noise;
    month.passing = V::splat(PASSING_MEMORY) * month.passing + fresh * normal::<V>(words[1]);
}
