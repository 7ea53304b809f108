//! Bills, income, budget and alerts.

use super::layout::{DATA, METERS, SLOTS};
use super::{DayClock, Run, State, breach, hosting, meters, pricing};
use crate::value::Value;

/// Shares of the budget at which an alert is sent.
pub const ALERTS: [f32; 3] = [0.5, 0.8, 1.0];

/// Share of a sum by which the days' parts of a price may fail to add up to it.
const CENT: f32 = 1e-5;

/// Whether bills are above a sum, and not only by the rounding of the days' parts.
pub(super) fn exceeds<V: Value>(sum: V, bills: V) -> V::Mask {
    (sum * V::splat(1.0 + CENT)).lt(bills)
}

/// 1 from the first month with income on.
fn earns<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>) -> V::Mask {
    !clock.month.lt(run.params.income_from)
}

/// At the day's begin: a day's share of the fixed prices, and what is spent or will be in any case, for the caps.
pub(super) fn base<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let left = V::splat(1.0) - clock.passed - V::splat(0.5) / clock.days;
    let mut committed = V::splat(0.0);
    for account in &mut state.accounts {
        let (tier, month) = (&account.tier, &mut account.month);
        let is_used = !account.now.rank.lt(V::splat(-0.5));
        let price = (tier.base_usd + tier.seat_usd * run.params.more_seats).when(is_used);
        month.bill = month.bill + price / clock.days;
        month.fees = month.fees + price / clock.days;
        month.fees_ahead = price * left;
        committed = committed + month.bill + month.fees_ahead + pricing::dollars(tier, month.spent);
    }
    state.daily.committed = committed;
}

/// At the day's end: what visits, calls and hours used up at the slots, and what users paid.
pub(super) fn meter<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, half, one) = (&run.params, V::splat(0.5), V::splat(1.0));
    let payers = (state.daily.users * p.paying / clock.days).when(earns(run, clock));
    state.month.income = state.month.income + payers * p.price;

    let flows = meters::flows(run, state.today.visits, &state.today.reached);
    let fixed = meters::fixed(run, state.today.awake, payers);
    let [growth, files] = [flows[DATA][0], flows[DATA][1]];
    state.daily.stored_gb = state.daily.stored_gb + growth;
    state.daily.file_gb = state.daily.file_gb + files;
    let levels = hosting::levels(state);
    for part in 0..SLOTS {
        for service in run.shape.of(part) {
            let it = &mut state.services[service];
            for meter in 0..METERS {
                // A stock is priced by its mean level over the month.
                let units = if meters::is_stock(part, meter) {
                    levels[part][meter] / clock.days
                } else {
                    flows[part][meter] + fixed[part][meter]
                };
                it.month.used[meter] = it.month.used[meter] + units.when(half.lt(it.now.on));
            }
        }
    }
    let mut personal = V::splat(0.0);
    for account in &mut state.accounts {
        let is_used = !account.now.rank.lt(V::splat(-0.5));
        personal = personal.max(account.tier.personal_only.when(is_used));
        account.month.share = account.month.share + one / clock.days;
    }
    let breaks = earns(run, clock) & half.lt(personal);
    state.month.terms = state.month.terms + one.when(breaks);
}

/// At the day's end, after all meters: the bills up to now, and what they set off.
pub(super) fn account<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, one, zero) = (&run.params, V::splat(1.0), V::splat(0.0));
    pricing::count(run, state);
    let bills =
        (state.accounts.iter()).fold(zero, |sum, it| sum + it.month.bill + pricing::dollars(&it.tier, it.month.spent));
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
    let budget = run.shape.budget();
    breach::note(run, clock, state, budget, over);
    let (_, row) = &mut state.rows[budget];
    row.refused = row.refused.max(over);
    row.used = row.used.max(used);
}
