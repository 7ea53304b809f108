//! What the first month has used when it begins.

use super::layout::lists;
use super::plan::is_limit;
use super::terms::Terms;
use super::world::{account_of, counter, is};
use super::{DayClock, Run, State, Tier, whole};
use crate::value::{List, Value};

/// On the first day: counts a share of what the plans that the app begins on allow, include or give for a month as used.
pub(super) fn begin<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let zero = V::splat(0.0);
    let [any] = V::fold(run.places(), [zero], |place, [any]| [any.max(V::pick(&run.params.used_already, place))]);
    // Of a day half has passed at its noon.
    let is_first = (clock.month - V::splat(1.0) + clock.passed * clock.days).lt(V::splat(0.75));
    state.rarely(run, is_first & zero.lt(any), |state| {
        V::each(run.services(), |service| {
            let [share] = V::fold(run.places(), [zero], |place, [share]| {
                let is_on = is(state.places.see(place, |it| it.service), service) & is_first;
                [share.max(V::pick(&run.params.used_already, place).when(is_on))]
            });
            use_up(run, state, service, share);
        });
    });
}

/// Counts a share of what a service's plan allows in a month as used, and of its account's credits.
fn use_up<V: Value>(run: &Run<'_, V>, state: &mut State<V>, service: V::Index, share: V) {
    let zero = V::splat(0.0);
    let account = account_of(run, service);
    let rank = state.accounts.see(account, |it| it.now.rank);
    let (terms, first) = (Terms::new(run, service, rank), counter(run, service));
    terms.fold(lists::ALLOWANCE, [], |term, allowance, []| {
        // What is held is said by itself.
        let used = (share * allowance).when(is_limit(allowance) & !term.is_level());
        // Models that share a limit have used it together: the first that is looked at counts all of it.
        let of_account = term.is_of_account();
        let [others] = V::only_where(of_account, [zero], || [whole::used(run, state, account, term.meter)[0]]);
        state.counters.change(first + term.meter, |it| {
            let together = it.used + (used - others).max(zero);
            it.used = V::select(of_account, together, it.used.max(used));
        });
        []
    });
    // Of credits that are given, or else of the most that may be spent; and of these too the first counts all that was used.
    let tier = Tier::at(run, account, rank);
    let most = V::select(zero.lt(tier.pool), tier.pool, tier.pool_limit.when(is_limit(tier.pool_limit)));
    let more = state.accounts.change(account, |it| {
        let more = (most * share - it.month.spent).max(zero);
        it.month.spent = it.month.spent + more;
        more
    });
    state.services.change(service, |it| {
        it.month.already = more;
        it.month.spent = more;
    });
}
