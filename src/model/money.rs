//! Bills, income, budget and alerts.

use super::layout::{DATA, METERS, SLOTS};
use super::{DayClock, LIMITS, Run, State, hosting, meters, pricing};
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
    for place in run.places() {
        let (plan, daily) = (&state.plans[place], &mut state.daily);
        let price = plan.base_usd + plan.seat_usd * run.params.more_seats;
        daily.bill[place] = daily.bill[place] + price / clock.days;
        daily.fees_ahead[place] = price * left;
        let used = pricing::dollars(plan, daily.spent[place]);
        committed = committed + daily.bill[place] + daily.fees_ahead[place] + used;
    }
    state.daily.committed = committed;
}

/// At the day's end: what visits, calls and hours used up at the slots, and what users paid.
pub(super) fn meter<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, one) = (&run.params, V::splat(1.0));
    let payers = (state.daily.users * p.paying / clock.days).when(earns(run, clock));
    state.daily.income = state.daily.income + payers * p.price;

    let flows = meters::flows(run, state.hourly.visits, &state.hourly.reached);
    let fixed = meters::fixed(run, state.hourly.awake, payers);
    let [growth, files] = [flows[DATA][0], flows[DATA][1]];
    state.daily.stored_gb = state.daily.stored_gb + growth;
    state.daily.file_gb = state.daily.file_gb + files;
    let levels = hosting::levels(state);
    let mut personal = V::splat(0.0);
    for slot in 0..SLOTS {
        for meter in 0..METERS {
            // A stock is priced by its mean level over the month.
            let units = if meters::STOCKS[slot][meter] {
                levels[slot][meter] / clock.days
            } else {
                flows[slot][meter] + fixed[slot][meter]
            };
            let used = &mut state.daily.used[slot * METERS + meter];
            *used = *used + units;
        }
    }
    for place in run.places() {
        personal = personal.max(state.plans[place].personal_only);
        state.daily.share[place] = state.daily.share[place] + one / clock.days;
    }
    let breaks = earns(run, clock) & V::splat(0.5).lt(personal);
    state.daily.terms = state.daily.terms + one.when(breaks);
}

/// At the day's end, after all meters: the bills up to now, and what they set off.
pub(super) fn account<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let (p, one, zero) = (&run.params, V::splat(1.0), V::splat(0.0));
    for place in pricing::metered(run) {
        let credits = pricing::credits(&state.plans[place], &state.daily, place);
        state.daily.spent[place] = credits;
    }
    let daily = &mut state.daily;
    let bills = (run.places())
        .fold(zero, |sum, place| sum + daily.bill[place] + pricing::dollars(&state.plans[place], daily.spent[place]));
    let kept = &mut state.kept;
    kept.worst_day = kept.worst_day.max(bills - daily.bill_to_date);
    daily.bill_to_date = bills;
    for (alert, share) in daily.alerts.iter_mut().zip(ALERTS) {
        *alert = V::select(bills.lt(p.budget * V::splat(share * (1.0 - CENT))), *alert, one);
    }
    // Nothing spent is no alert, however small the budget.
    for alert in &mut daily.alerts {
        *alert = alert.when(zero.lt(bills));
    }
    let over = one.when(exceeds(p.budget, bills));
    note(run, clock, state, LIMITS, over);
}

/// Notes the first day on which a limit turned somebody away. With nothing ever changed only the first of all such days
/// counts, so that the run may end there.
pub(super) fn note<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>, limit: usize, turned: V) {
    let half = V::splat(0.5);
    let days = &mut state.kept.first_day;
    let earliest = days.iter().fold(V::splat(0.0), |latest, day| latest.max(*day));
    let open = run.frozen.lt(half) | earliest.lt(half) | !earliest.lt(clock.number);
    let is_first = days[limit].lt(half) & V::splat(0.0).lt(turned) & open;
    days[limit] = V::select(is_first, clock.number, days[limit]);
}
