//! Bills, income, budget and alerts.

use super::world::of_counter;
use super::{DayClock, Run, State, Tier, breach, meters, pricing};
use crate::parts::{Demand, flows};
use crate::value::{List, Value};

/// Shares of the budget at which an alert is sent.
pub const ALERTS: [f32; 3] = [0.5, 0.8, 1.0];

/// Share of a sum by which the days' parts of a price may fail to add up to it: more than single precision loses in a
/// month's sums.
const CENT: f32 = 1e-5;

/// Whether bills are above a sum, and not only by the rounding of the days' parts.
pub(super) fn exceeds<V: Value>(sum: V, bills: V) -> V::Mask {
    (sum * V::splat(1.0 + CENT)).lt(bills)
}

/// Whether bills are below a sum, and not only by that.
pub(super) fn falls_short<V: Value>(sum: V, bills: V) -> V::Mask {
    bills.lt(sum * V::splat(1.0 - CENT))
}

/// 1 from the first month with income on.
fn earns<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>) -> V::Mask {
    !clock.month.lt(run.params.income_from)
}

/// At the day's begin: a day's share of the fixed prices, and what is spent or will be in any case, for the caps.
pub(super) fn base<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let left = V::splat(1.0) - clock.passed - V::splat(0.5) / clock.days;
    let [committed, listed] =
        V::fold(run.accounts(), [V::splat(0.0), state.month.listed], |account, [committed, listed]| {
            let tier = Tier::now(run, state, account);
            state.accounts.change(account, |it| {
                let month = &mut it.month;
                let is_used = !it.now.rank.lt(V::splat(-0.5));
                let of_catalog = pricing::fixed(run, &tier).when(is_used);
                let price = of_catalog * it.now.level;
                month.bill = month.bill + price / clock.days;
                month.fees = month.fees + price / clock.days;
                month.fees_ahead = price * left;
                let committed = committed + month.bill + month.fees_ahead + pricing::dollars(&tier, month.spent);
                [committed, listed + of_catalog / clock.days]
            })
        });
    (state.daily.committed, state.month.listed) = (committed, listed);
}

/// What the day asked of the slots.
pub(super) fn demand<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &State<V>) -> Demand<V> {
    let p = &run.params;
    // Users pay for what is there: as much less as the day turned away of its visits and calls, and they get that back.
    let paid = state.today.share_got() + p.unrefunded * state.today.share_away();
    let payers = (state.daily.users * p.paying / clock.days * paid).when(earns(run, clock));
    let reached = |feature| {
        state.features.see(feature, |it| {
            let today = &it.today;
            [today.reached, today.reached * (today.of_users / today.wanted.max(V::splat(1e-6)))]
        })
    };
    let demand = meters::demand(run, [state.today.visits, state.today.background], reached);
    let training = p.training_hours / clock.days;
    let (awake, open) = (state.today.awake, state.today.open);
    Demand { days: V::splat(1.0), awake, open, payers, training, ..demand }
}

/// At the day's end: what visits, calls and hours used up at the slots, and what users paid.
pub(super) fn meter<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, half, one) = (&run.params, V::splat(0.5), V::splat(1.0));
    let demand = demand(run, clock, state);
    state.month.income = state.month.income + demand.payers * p.price * p.untaxed;
    state.daily.stored_gb = state.daily.stored_gb + demand.stored;
    state.daily.file_gb = state.daily.file_gb + demand.files;
    let (flows, levels) = (flows(&demand), meters::levels(run, &state.daily));
    V::each(run.counters_of_slots(), |counter| {
        let [service, flow, level] = of_counter(run, counter);
        // A level is priced by its mean over the month.
        let mean = V::pick(&levels, level) / clock.days;
        let units = V::select(half.lt(V::whole(level)), mean, V::pick(&flows, flow));
        let is_on = half.lt(state.services.see(service, |it| it.now.on));
        state.counters.change(counter, |it| it.used = it.used + units.when(is_on));
    });
    let [personal] = V::fold(run.accounts(), [V::splat(0.0)], |account, [personal]| {
        let tier = Tier::now(run, state, account);
        state.accounts.change(account, |it| {
            it.month.share = it.month.share + one / clock.days;
            let is_used = !it.now.rank.lt(V::splat(-0.5));
            [personal.max(tier.personal_only.when(is_used))]
        })
    });
    let breaks = earns(run, clock) & half.lt(personal);
    state.month.terms = state.month.terms + one.when(breaks);
}

/// At the day's end, after all meters: the bills up to now, and what they set off.
pub(super) fn account<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, one, zero) = (&run.params, V::splat(1.0), V::splat(0.0));
    pricing::count(run, clock.days, state);
    let [bills] = V::fold(run.accounts(), [zero], |account, [bills]| {
        let tier = Tier::now(run, state, account);
        [state.accounts.change(account, |it| {
            it.month.covered = it.month.spent.min(tier.pool);
            bills + it.month.bill + pricing::dollars(&tier, it.month.spent)
        })]
    });
    let month = &mut state.month;
    let added = bills - month.bill_to_date;
    month.worst_day = month.worst_day.max(added);
    state.kept.worst_day = state.kept.worst_day.max(added);
    month.bill_to_date = bills;
    for (alert, share) in month.alerts.iter_mut().zip(ALERTS) {
        *alert = V::select(bills.lt(p.budget * V::splat(share * (1.0 - CENT))), *alert, one);
    }
    // Nothing spent is no alert, however small the budget.
    for alert in &mut month.alerts {
        *alert = alert.when(zero.lt(bills));
    }
    let over = one.when(exceeds(p.budget, bills));
    let used = bills / p.budget.max(V::splat(1e-6));
    let budget = run.limits().end;
    state.kept.latest_wall = breach::note(run, clock, state, budget, [over, state.kept.latest_wall]);
    state.rows.change(budget, |it| {
        it.month.refused = it.month.refused.max(over);
        it.month.used = it.month.used.max(used);
    });
}
