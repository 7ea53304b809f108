//! What limits of an account count: the use of all its models.
//!
//! An hour knows nothing of accounts. So each model gets its part of what such a limit has left, by what the account's models
//! are expected to use of it today: once the parts are used up, so is the limit.

use super::limit::{DAY, MINUTE};
use super::meters::{Counters, Levels};
use super::plan::UNLIMITED;
use super::quota::{SELDOM, requests};
use super::terms::{Term, Terms};
use super::world::{account_of, is, shares_limits};
use super::{Run, State};
use crate::value::{List, Value};

/// So little that it is none.
const NONE: f32 = 1e-12;

/// By how much a part is enlarged, so that no rounding takes a request of it.
const ROUND: f32 = 1e-6;

/// At the day's begin: what a model is expected to be asked for, no more than its own limits let through.
pub(super) fn open<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index) {
    let account = account_of(run, service);
    let [within] = V::only_where(shares_limits(run, account), [V::splat(0.0)], || {
        let terms = Terms::new(run, service, state.accounts.see(account, |it| it.now.rank));
        let counters = Counters::new(run, state, service);
        let own = |list: usize| {
            let [least] = terms.fold(list, [V::splat(UNLIMITED)], |term, limit, [least]| {
                let most = requests(limit, limit, counters.rate(term.meter));
                [V::select(term.is_of_account(), least, least.min(most))]
            });
            least
        };
        let an_hour = (own(DAY) * V::splat(1.0 / 24.0)).min(own(MINUTE) * V::splat(60.0));
        let most = an_hour / state.daily.users.max(V::splat(SELDOM));
        let rate =
            state.services.see(service, |it| it.now.rate.max(V::splat(SELDOM)).when(V::splat(0.5).lt(it.now.on)));
        [rate.min(most)]
    });
    state.services.change(service, |it| it.now.within = within);
}

/// What was used this month of what a term counts, and what a request of a service uses up of it: of its own, or of what the
/// account's models share, where each request stands for what they all use meanwhile. Nothing of both where the service uses
/// nothing of such a meter.
#[inline(always)]
pub(super) fn counted<V: Value>(
    run: &Run<'_, V>,
    state: &State<V>,
    service: V::Index,
    term: &Term<V>,
    levels: &Levels<V>,
) -> [V; 2] {
    let counters = Counters::new(run, state, service);
    let [used, rate] = [term.counted(counters, levels), counters.rate(term.meter)];
    V::only_where(term.is_of_account(), [used, rate], || {
        let within = |model: V::Index| state.services.see(model, |it| it.now.within);
        let all = over_models(run, account_of(run, service), |model| {
            let counters = Counters::new(run, state, model);
            [counters.used(term.meter), within(model) * counters.rate(term.meter)]
        });
        let [used, burn] = all.map(|all| all.when(V::splat(NONE).lt(rate)));
        [used, burn * V::splat(1.0 - ROUND) / within(service).max(V::splat(NONE))]
    })
}

/// What all models of an account used of a meter this month, and on the busiest day of each.
pub(super) fn used<V: Value>(run: &Run<'_, V>, state: &State<V>, account: V::Index, meter: V::Index) -> [V; 2] {
    over_models(run, account, |model| {
        let counters = Counters::new(run, state, model);
        let busiest = state.services.see(model, |it| it.month.busiest);
        [counters.used(meter), counters.rate(meter) * busiest]
    })
}

/// The sum of `numbers` over the models of an account.
#[inline(always)]
fn over_models<V: Value>(run: &Run<'_, V>, account: V::Index, numbers: impl Fn(V::Index) -> [V; 2]) -> [V; 2] {
    V::fold(run.models(), [V::splat(0.0); 2], |service, [one, two]| {
        let mine = is(V::whole(account_of(run, service)), account);
        V::only_where(mine, [one, two], || {
            let [a, b] = numbers(service);
            [one + a, two + b]
        })
    })
}
