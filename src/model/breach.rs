//! What each limit turned away, and how much of it was used.
//!
//! Services count what they turn away by way, and know what made each window so small. The limits of an app, which are data,
//! pick from these counts what is theirs.

use super::layout::METERS;
use super::limit::{CAP, DAY, LIMITER, MONTH, REQUEST, VISITOR, WAYS, cause};
use super::plan::is_limit;
use super::state::Service;
use super::world::{self, belongs};
use super::{DayClock, Run, State, hosting, meters};
use crate::value::Value;

/// What of an account's services counts for the account itself: [`cause::CREDIT`], [`cause::TRIAL`], [`cause::IDLE`], the
/// app's own limiter and its own cap.
pub const OF_ACCOUNT: usize = 5;
/// Shares of use of a service: of a day and of a month, by meter.
pub const USES: usize = 2 * METERS;

/// Where a limit finds what is counted for it: among the counts of services by way, then those of accounts.
#[must_use]
pub const fn counted_at(services: usize, account: usize, what: usize) -> usize {
    services * WAYS + account * OF_ACCOUNT + what
}

/// At the day's end: what each limit refused.
pub(super) fn limits<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    let any = state.services.iter().fold(zero, |sum, it| sum + all_failed(it));
    // On most days nobody is turned away by anything.
    state.rarely(run, zero.lt(any), |state| {
        let counts = counts(run, state);
        let by: Vec<V> = state.services.iter().flat_map(|it| it.now.by).collect();
        for row in 0..run.shape.budget() {
            let [at, window, what, _] = world::row(run, row);
            let is_mine = (V::pick(&by, window) - what).abs().lt(half) | window.lt(-half);
            let turned = V::pick(&counts, at).when(is_mine);
            // Less than half a request is nobody, until there are more such parts.
            let part = state.rows[row].0.part + turned;
            let is_some = !part.lt(half);
            let turned = part.when(is_some);
            state.rows[row].0.part = part.when(!is_some);
            note(run, clock, state, row, turned);
            let (_, month) = &mut state.rows[row];
            month.refused = month.refused + turned;
            state.today.refused = state.today.refused + turned;
        }
    });
}

fn all_failed<V: Value>(it: &Service<V>) -> V {
    it.today.failed.iter().fold(V::splat(0.0), |sum, failed| sum + *failed)
}

/// What was turned away today: of each service by way, then of each account.
fn counts<V: Value>(run: &Run<'_, V>, state: &State<V>) -> Vec<V> {
    let zero = V::splat(0.0);
    let mut counts = Vec::with_capacity(state.services.len() * WAYS + state.accounts.len() * OF_ACCOUNT);
    for it in &state.services {
        // What went on to another service was not turned away.
        let gate = it.today.failed[REQUEST] + it.today.failed[VISITOR];
        let stays = |passed: V, of: V| (V::splat(1.0) - passed / of.max(V::splat(1.0))).max(zero);
        let [at_gate, after] = it.today.passed_on;
        let stays = [stays(at_gate, gate), stays(after, all_failed(it) - gate)];
        counts.extend(
            (0..WAYS)
                .map(|way| it.today.failed[way] * if [REQUEST, VISITOR].contains(&way) { stays[0] } else { stays[1] }),
        );
    }
    let of_month = [cause::CREDIT, cause::TRIAL, cause::IDLE];
    for account in run.shape.accounts() {
        let mut of_account = [zero; OF_ACCOUNT];
        for (index, it) in state.services.iter().enumerate() {
            let mine = belongs(run, index, account);
            if !V::may_hold(mine) {
                continue;
            }
            let of = &counts[index * WAYS..][..WAYS];
            for (sum, cause) in of_account.iter_mut().zip(of_month) {
                *sum = *sum + of[MONTH].when(mine & world::is(it.now.by[MONTH], cause));
            }
            for (sum, way) in of_account[of_month.len()..].iter_mut().zip([LIMITER, CAP]) {
                *sum = *sum + of[way].when(mine);
            }
        }
        counts.extend(of_account);
    }
    counts
}

/// When a month ends or an account moves: how much of each limit was used, where `mask` holds. Limits of a minute and at once
/// are seen by what they refuse alone.
pub(super) fn uses<V: Value>(run: &Run<'_, V>, state: &mut State<V>, mask: V::Mask) {
    let levels = hosting::levels(state);
    let few = V::splat(1e-12);
    let of = |units: V, limit: V| (units / limit.max(few)).when(is_limit(limit));
    let mut shares = Vec::with_capacity(state.services.len() * USES + state.accounts.len());
    for (index, it) in state.services.iter().enumerate() {
        let part = run.shape.part(index);
        let is_on = V::splat(0.5).lt(it.now.on);
        shares.extend(
            (0..METERS).map(|meter| of(it.now.rates[meter] * it.month.busiest, it.offer.limit(DAY, meter)).when(is_on)),
        );
        shares.extend((0..METERS).map(|meter| {
            let held = if meters::is_stock(part, meter) { levels[part][meter] } else { it.month.used[meter] };
            of(held, it.offer.limit(MONTH, meter)).when(is_on)
        }));
    }
    shares.extend(state.accounts.iter().map(|it| of(it.month.spent, it.tier.pool_limit)));
    for row in 0..run.shape.budget() {
        let [_, _, _, at] = world::row(run, row);
        let share = V::pick(&shares, at).when(!at.lt(V::splat(-0.5)) & mask);
        let (_, month) = &mut state.rows[row];
        month.used = month.used.max(share);
    }
}

/// Notes the first day on which a limit turned somebody away. With nothing ever changed only the first of all such days
/// counts, so that the run may end there.
pub(super) fn note<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>, row: usize, turned: V) {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    let latest = state.rows.iter().fold(zero, |latest, (row, _)| latest.max(row.first_day));
    let open = run.frozen.lt(half) | latest.lt(half) | !latest.lt(clock.number);
    let (row, _) = &mut state.rows[row];
    let is_first = row.first_day.lt(half) & zero.lt(turned) & open;
    row.first_day = V::select(is_first, clock.number, row.first_day);
}
