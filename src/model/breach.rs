//! What each limit turned away, and how much of it was used.
//!
//! Services count what they turn away by way, and know what made each window so small. The limits of an app, which are data,
//! pick from these counts what is theirs: of one service, or of all services of an account.

use super::limit::{QUEUE, REQUEST, VISITOR};
use super::meters::{self, Counters, Levels};
use super::plan::is_limit;
use super::state::Service;
use super::terms::{Term, Terms};
use super::world::{account_of, is, row};
use super::{DayClock, Run, State, Tier, money, pricing, quota, whole};
use crate::value::{List, Value};

/// Numbers of a limit in the memory, see [`super::layout::ROW`].
pub mod columns {
    /// Its first service, ...
    pub const FIRST: usize = 0;
    /// ... and the one after the last.
    pub const END: usize = 1;
    /// Its account.
    pub const ACCOUNT: usize = 2;
    /// How it turns users away.
    pub const WAY: usize = 3;
    /// 1 where only what has a certain cause is its own.
    pub const BY_CAUSE: usize = 4;
    /// The window that must have this cause.
    pub const WINDOW: usize = 5;
    /// The cause: a meter, or one of [`crate::model::limit::cause`].
    pub const CAUSE: usize = 6;
    /// How its use is counted: one of [`super::uses`].
    pub const USE: usize = 7;
    /// The term that says how much may be used.
    pub const TERM: usize = 8;
}

/// How the use of a limit is counted.
pub mod uses {
    /// It is seen by what it refuses alone.
    pub const NOT: usize = 0;
    /// By the busiest day of the month.
    pub const DAY: usize = 1;
    /// By what the month used, or by what is held.
    pub const MONTH: usize = 2;
    /// The same, of a part that nobody passes: it turns nobody away, and is met once more than it allows is used.
    pub const ALONE: usize = 3;
    /// By the credits of the account.
    pub const CREDIT: usize = 4;
}

/// At the day's end: what each limit refused.
pub(super) fn limits<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let zero = V::splat(0.0);
    let [any] = V::sum(run.services(), |service| [state.services.see(service, all_failed)]);
    // On most days nobody is turned away by anything.
    state.rarely(run, zero.lt(any), |state| {
        let before = [state.kept.latest_wall, state.today.refused, state.today.away];
        let [latest, refused, away] = V::fold(run.limits(), before, |limit, [latest, refused, away]| {
            let [turned, calls] = turned_away(run, state, limit);
            let turned = state.rows.change(limit, |it| {
                let [turned, part] = whole_requests(it.now.part + turned);
                it.now.part = part;
                it.month.refused = it.month.refused + turned;
                turned
            });
            [note(run, clock, state, limit, [turned, latest]), refused + turned, away + calls]
        });
        (state.kept.latest_wall, state.today.refused, state.today.away) = (latest, refused, away);
        state.today.got = state.today.got + served(run, state);
    });
}

/// Of parts of requests the whole ones, and what is left for another day, half a request at most: less than half of one is nobody until
/// there are more such parts, and what was too much of one is made up for by the next.
fn whole_requests<V: Value>(parts: V) -> [V; 2] {
    let below = parts.floor();
    let whole = below + V::splat(1.0).when(!(parts - below).lt(V::splat(0.5)));
    [whole, parts - whole]
}

/// What a service refused today, in whatever way.
pub(super) fn all_failed<V: Value>(it: &Service<V>) -> V {
    it.today.failed.iter().fold(V::splat(0.0), |sum, failed| sum + *failed)
}

/// What a limit turned away today, and how much of it models did: of what users asked, where the parts before them turn away crawlers too.
fn turned_away<V: Value>(run: &Run<'_, V>, state: &State<V>, limit: V::Index) -> [V; 2] {
    let column = |column| row(run, limit, column);
    let (account, way, window) = (column(columns::ACCOUNT), column(columns::WAY), column(columns::WINDOW));
    let (by_cause, cause) = (V::whole(column(columns::BY_CAUSE)), column(columns::CAUSE));
    V::fold(column(columns::FIRST)..column(columns::END), [V::splat(0.0); 2], |service, [turned, calls]| {
        let mine = is(V::whole(account_of(run, service)), account);
        V::only_where(mine, [turned, calls], || {
            let share = of_users(run, state, service);
            state.services.see(service, |it| {
                let is_cause = is(V::pick(&it.now.by, window), cause) | by_cause.lt(V::splat(0.5));
                let more = (V::pick(&it.today.failed, way) * stays(it, way)).when(is_cause);
                [turned + more, calls + (more * share).when(quota::is_model(run, service))]
            })
        })
    })
}

/// Calls of users that models served today.
fn served<V: Value>(run: &Run<'_, V>, state: &State<V>) -> V {
    let [calls] = V::sum(run.features(), |feature| {
        let [served] = run.shape.choices().fold([V::splat(0.0)], |[served], choice| {
            [served + state.legs.see(run.leg(feature, choice), |it| it.today.served)]
        });
        let share = state.features.see(feature, |it| it.today.of_users / it.today.wanted.max(V::splat(1e-6)));
        [served * share]
    });
    calls
}

/// Share of what asked a model today that users did.
fn of_users<V: Value>(run: &Run<'_, V>, state: &State<V>, service: V::Index) -> V {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let [any] = V::fold(run.features(), [zero], |feature, [any]| [any.max(V::pick(&run.params.scheduled, feature))]);
    let [share] = V::only_where(zero.lt(any), [one], || {
        let [all, of_users] = V::fold(run.features(), [zero; 2], |feature, sums| {
            let [wanted, mine] = state.features.see(feature, |it| [it.today.wanted, it.today.of_users]);
            let share = mine / wanted.max(V::splat(1e-6));
            run.shape.choices().fold(sums, |[all, of_users], choice| {
                let asked =
                    state.legs.see(run.leg(feature, choice), |it| it.today.asked.when(is(it.now.service, service)));
                [all + asked, of_users + asked * share]
            })
        });
        [of_users / all.max(V::splat(1e-6))]
    });
    share
}

/// Share of what a service refused in a way that no other service took over.
fn stays<V: Value>(it: &Service<V>, way: V::Index) -> V {
    let one = V::splat(1.0);
    let gate = it.today.failed[REQUEST] + it.today.failed[VISITOR];
    let [at_gate, after] = it.today.passed_on;
    let share = |passed: V, of: V| (one - passed / of.max(one)).max(V::splat(0.0));
    // What is refused at the gate comes first among the ways.
    let is_at_gate = V::whole(way).lt(V::splat(VISITOR as f32 + 0.5));
    // Who gives up waiting for a card asks no other model.
    let gave_up = it.today.failed[QUEUE];
    let share = V::select(is_at_gate, share(at_gate, gate), share(after, all_failed(it) - gate - gave_up));
    V::select(V::splat(QUEUE as f32 - 0.5).lt(V::whole(way)), one, share)
}

/// How a limit's use is counted, one of [`uses`].
fn kind<V: Value>(run: &Run<'_, V>, limit: V::Index) -> V {
    V::whole(row(run, limit, columns::USE))
}

/// At the day's end: limits of parts that nobody passes, of which more is used than there is.
pub(super) fn alone<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (zero, one, half) = (V::splat(0.0), V::splat(1.0), V::splat(0.5));
    let levels = meters::levels(run, &state.daily);
    let [latest] = V::fold(run.limits(), [state.kept.latest_wall], |limit, [latest]| {
        let is_alone = (kind(run, limit) - V::splat(uses::ALONE as f32)).abs().lt(half);
        if !V::may_hold(is_alone) {
            return [latest];
        }
        let is_over = |used: V| one.when(money::exceeds(one, used));
        let [over] = V::only_where(is_alone, [zero], || [is_over(used(run, state, limit, &levels))]);
        state.rows.change(limit, |it| it.month.refused = it.month.refused.max(over));
        [note(run, clock, state, limit, [over, latest])]
    });
    state.kept.latest_wall = latest;
}

/// When a month ends or an account moves: how much of each limit was used, where `mask` holds.
pub(super) fn uses<V: Value>(run: &Run<'_, V>, state: &mut State<V>, mask: V::Mask) {
    let levels = meters::levels(run, &state.daily);
    V::each(run.limits(), |limit| {
        let is_counted = V::splat(uses::NOT as f32 + 0.5).lt(kind(run, limit));
        let [used] = V::only_where(is_counted, [V::splat(0.0)], || [used(run, state, limit, &levels)]);
        state.rows.change(limit, |it| it.month.used = it.month.used.max(used.when(mask)));
    });
}

/// Share of a limit that is used, where its use is counted.
fn used<V: Value>(run: &Run<'_, V>, state: &State<V>, limit: V::Index, levels: &Levels<V>) -> V {
    let (column, one) = (|column| row(run, limit, column), V::splat(1.0));
    let share = |units: V, limit: V| (units / limit.max(V::splat(1e-12))).when(is_limit(limit));
    let kind = kind(run, limit);
    let (service, account) = (column(columns::FIRST), column(columns::ACCOUNT));
    let rank = state.accounts.see(account, |it| it.now.rank);
    let term = Term::read(run, column(columns::TERM));
    let most = Terms::new(run, service, rank).number(&term, 0);
    let counters = Counters::new(run, state, service);
    let is_day = kind.lt(V::splat(uses::DAY as f32 + 0.5));
    // What suspended it stays used up, though the next month counts from nought.
    let ended = |suspended: V, by: V| V::splat(0.5).lt(suspended) & is(by, column(columns::CAUSE));
    let of_service = state.services.see(service, |it| {
        let a_day = counters.rate(term.meter) * it.month.busiest;
        let units = V::select(is_day, a_day, term.counted(counters, levels));
        share(units, most).when(V::splat(0.5).lt(it.now.on))
    });
    let [of_meter] = V::only_where(term.is_of_account(), [of_service], || {
        let [used, a_day] = whole::used(run, state, account, term.meter);
        // The busiest days of models need not be the same, but nobody uses more than all.
        [share(V::select(is_day, a_day, used), most).min(one)]
    });
    let of_credits = share(pricing::counted(state, account), Tier::at(run, account, rank).pool_limit);
    let of_meter_ended = state.services.see(service, |it| ended(it.now.suspended, it.now.cause));
    let of_credits_ended = state.accounts.see(account, |it| ended(it.now.suspended, it.now.cause));
    let is_of_meter = kind.lt(V::splat(uses::ALONE as f32 + 0.5));
    let used = V::select(is_of_meter, of_meter, of_credits);
    used.max(one.when((is_of_meter & !is_day & of_meter_ended) | (!is_of_meter & of_credits_ended)))
}

/// Notes the first day on which a limit turned somebody away; gives the last of all such days, as it was the `latest` before.
/// With nothing ever changed only the first of all such days counts, so that the run may end there.
pub(super) fn note<V: Value>(
    run: &Run<'_, V>,
    clock: &DayClock<V>,
    state: &mut State<V>,
    limit: V::Index,
    [turned, latest]: [V; 2],
) -> V {
    let (zero, half) = (V::splat(0.0), V::splat(0.5));
    let open = run.frozen.lt(half) | latest.lt(half) | !latest.lt(clock.number);
    state.rows.change(limit, |it| {
        let is_first = it.now.first_day.lt(half) & zero.lt(turned) & open;
        it.now.first_day = V::select(is_first, clock.number, it.now.first_day);
        V::select(is_first, clock.number, latest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_requests_wait_until_they_are_one() {
        let mut left = 0.0_f64;
        // By hand: 0.4; 0.8 is one, 0.2 too much; 1.05 is one, and 0.05 is left; 2.05; 0.55 is one, 0.45 too much; 0; nothing; 0.6.
        let days = [(0.4, 0.0), (0.4, 1.0), (1.25, 1.0), (2.0, 2.0), (0.5, 1.0), (0.45, 0.0), (0.0, 0.0), (0.6, 1.0)];
        for (turned, whole) in days {
            let [now, part] = whole_requests(left + turned);
            assert_eq!(now, whole, "{turned} after {left}");
            left = part;
        }
        assert!((left + 0.4).abs() < 1e-9, "{left}");
    }

    #[test]
    fn many_requests_stay_as_many() {
        for many in [8_388_607.0_f32, 8_388_609.0, 16_777_217.0, 3e12] {
            assert_eq!(whole_requests(wide::f32x8::splat(many)).map(|it| it.to_array()[0]), [many, 0.0]);
        }
    }
}
