//! The stages an engine calls, in the order of the clock. What each does is in the files it calls.

use super::latency::{Part, Waits, mixture};
use super::layout::{FEATURES, PLACES, SLOTS};
use super::random::{Block, draw, normal};
use super::{
    Daily, DayClock, HourClock, Hourly, Kept, LIMITS, MonthClock, Monthly, Plan, Record, Run, State, Totals, calls,
    demand, growth, hosting, ladder, launch, money, pricing, quota,
};
use crate::value::Value;

/// The state before the first month.
pub fn begin<V: Value>(run: &Run<'_, V>) -> State<V> {
    let zero = V::splat(0.0);
    let mut state = State {
        hourly: Hourly::from_fn(|_| zero),
        waits: Waits::from_fn(|_| zero),
        daily: Daily::from_fn(|_| zero),
        monthly: Monthly::from_fn(|_| zero),
        kept: Kept::from_fn(|_| zero),
        plans: std::array::from_fn(|place| Plan::at(run, place, zero)),
    };
    // Noise with a memory starts where it is in the long run, so that the first month is as noisy as any.
    let words = draw(run, V::int(0), Block::Start);
    state.monthly.passing = run.params.passing_noise * normal::<V>(words[0]);
    state.hourly.residual = run.params.hourly_noise * normal::<V>(words[1]);
    state.monthly.ln_users_end = run.params.ln_users;
    for place in run.places() {
        // Whoever knows that another plan is needed from the first day on begins with it.
        let first = run.params.last_rung[place].min(V::splat(1.0)).when(run.params.move_day[place].lt(V::splat(0.5)));
        state.daily.rung[place] = first;
        state.plans[place] = Plan::at(run, place, first);
        state.daily.days_to_move[place] = V::splat(Daily::<V>::NOT_MOVING);
        state.daily.reset_hour[place] = state.plans[place].reset_hour;
    }
    state
}

/// Before a month's first day.
pub fn month_begin<V: Value>(run: &Run<'_, V>, clock: &MonthClock<V>, state: &mut State<V>) {
    growth::grow(run, clock, state);
}

/// Before a day's first hour.
pub fn day_begin<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    ladder::climb(run, state);
    launch::announce(run, clock, state);
    demand::day_level(run, clock, state);
    money::base(run, clock, state);
    hosting::open(run, state);
    calls::open(run, state);
}

/// One hour.
#[inline(always)]
pub fn hour<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>) {
    let arrivals = demand::arrivals(run, clock, state);
    let passed = hosting::pass(run, clock, state, &arrivals);
    for feature in run.features() {
        calls::serve(run, clock, state, &passed, feature, arrivals.uniform);
    }
}

/// After a day's last hour: the day is added to the month.
pub fn day_end<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    let zero = V::splat(0.0);
    money::meter(run, clock, state);
    let first = draw(run, clock.step, Block::Day);
    for feature in run.features() {
        // The first feature's tokens share the day's block, the others have one for two.
        let words = match feature {
            0 => [first[1], first[2]],
            feature => {
                let block = draw(run, clock.step, Block::TOKENS[(feature - 1) / 2]);
                let at = (feature - 1) % 2 * 2;
                [block[at], block[at + 1]]
            }
        };
        calls::meter(run, state, feature, words.map(normal::<V>));
        count_uses(run, state, feature);
    }
    money::account(run, clock, state);
    for limit in 0..LIMITS {
        money::note(run, clock, state, limit, state.hourly.refused[limit]);
    }
    ladder::decide(run, clock, state);
    for place in quota::limited(run) {
        let wanted = place.checked_sub(SLOTS).map_or(state.hourly.requests, |feature| state.hourly.reached[feature]);
        quota::close(state, place, wanted, V::uniform(first[3]));
    }
    launch::settle(run, state);

    let State { hourly, daily, .. } = state;
    daily.requests = daily.requests + hourly.requests;
    daily.down = daily.down + hourly.down;
    let refused = hourly.refused.iter().fold(zero, |sum, part| sum + *part);
    daily.bad_days = daily.bad_days + V::splat(1.0).when(zero.lt(refused));
    for limit in 0..LIMITS {
        daily.refused[limit] = daily.refused[limit] + hourly.refused[limit];
    }
    for count in [
        &mut hourly.requests,
        &mut hourly.visits,
        &mut hourly.down,
        &mut hourly.awake,
        &mut hourly.level,
        &mut hourly.tried,
    ] {
        *count = zero;
    }
    hourly.today = [zero; PLACES];
    hourly.wanted = [zero; FEATURES];
    hourly.reached = [zero; FEATURES];
    hourly.refused = [zero; LIMITS];
}

/// Uses of a feature today: the calls, and what templates and caches answered.
fn count_uses<V: Value>(run: &Run<'_, V>, state: &mut State<V>, feature: usize) {
    let p = &run.params;
    let of_level = state.hourly.level * p.active_share * V::splat(1.0 / 24.0) + state.hourly.tried;
    let saved = of_level * p.calls[feature] * (V::splat(1.0) - state.daily.passing[feature]);
    let daily = &mut state.daily;
    daily.saved = daily.saved + saved;
    daily.uses = daily.uses + state.hourly.wanted[feature] + saved;
}

/// After a month's last day: the month is billed and recorded.
pub fn month_end<V: Value>(run: &Run<'_, V>, state: &mut State<V>) -> Record<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let (first_word, full_answer) = latencies(run, state);
    let cold = (state.waits.first + state.waits.during) / state.waits.requests.max(V::splat(1e-6));
    ladder::review(run, state, full_answer[1]);
    for place in pricing::metered(run) {
        pricing::settle(state, place, zero.lt(one));
    }
    let peak = peak_minute(run, state.hourly.peak);
    let State { hourly, waits, daily, monthly, kept, .. } = state;
    let mut bill = [zero; SLOTS + 1];
    for place in run.places() {
        let part = place.min(SLOTS);
        bill[part] = bill[part] + daily.bill[place];
    }
    let cost = bill.iter().fold(zero, |sum, part| sum + *part);
    let over_budget = one.when(money::exceeds(run.params.budget, cost));
    kept.cost = kept.cost + cost;
    kept.income = kept.income + daily.income;
    kept.worst_month = kept.worst_month.max(cost);
    kept.slowest = kept.slowest.max(full_answer[1]);
    kept.over_budget = kept.over_budget.max(over_budget);
    let refused = daily.refused.iter().fold(zero, |sum, part| sum + *part);
    monthly.refused_share = (refused / daily.requests.max(V::splat(1e-6))).min(one);
    monthly.slowest = full_answer[1];
    let record = Record {
        users: monthly.ln_users_end.exp() + daily.guests + daily.settlers,
        uses: daily.uses,
        saved: daily.saved,
        requests: daily.requests,
        refused: daily.refused,
        refused_share: monthly.refused_share,
        tokens: daily.tokens,
        bill,
        cost,
        income: daily.income,
        bad_days: daily.bad_days,
        down: daily.down,
        cold,
        first_word,
        full_answer,
        peak,
        rung: daily.rung,
        terms: daily.terms,
        alerts: daily.alerts,
        over_budget,
    };
    *waits = Waits::from_fn(|_| zero);
    hourly.peak = zero;
    for count in [
        &mut daily.bill_to_date,
        &mut daily.uses,
        &mut daily.saved,
        &mut daily.requests,
        &mut daily.tokens,
        &mut daily.bad_days,
        &mut daily.down,
        &mut daily.income,
        &mut daily.terms,
    ] {
        *count = zero;
    }
    daily.bill = [zero; PLACES];
    daily.served = [zero; FEATURES];
    daily.first_word = [zero; FEATURES];
    daily.first_word_square = [zero; FEATURES];
    daily.full_answer = [zero; FEATURES];
    daily.full_answer_square = [zero; FEATURES];
    daily.busiest = [zero; PLACES];
    daily.refused = [zero; LIMITS];
    daily.alerts = [zero; 3];
    record
}

/// Seconds that half of the month's calls take, 1 in 20 and 1 in 100: to the first word and to the full answer.
fn latencies<V: Value>(run: &Run<'_, V>, state: &State<V>) -> ([V; 3], [V; 3]) {
    let parts: [Part<V>; FEATURES] = std::array::from_fn(|feature| calls::part(state, feature));
    mixture(&state.waits, &calls::backoff(run), run.params.patience, &parts[run.features()])
}

/// Calls of the busiest of the 60 minutes of the busiest hour (model notes, section 2: the mean of the largest of 60
/// normals, and its correction for skewness).
fn peak_minute<V: Value>(run: &Run<'_, V>, hour: V) -> V {
    let mean = hour * V::splat(1.0 / 60.0);
    let per_call = V::splat(1.0) / mean.max(V::splat(1e-3));
    let v = run.params.burstiness;
    let factor = V::splat(1.0) + V::splat(2.32) * (per_call + v).sqrt() + V::splat(0.73) * (v + v + per_call);
    (mean * factor).min(hour)
}

/// Whether somebody was turned away, or billed beyond the budget: what comes after no longer matters where nothing is ever
/// changed.
pub fn has_met_wall<V: Value>(state: &State<V>) -> V::Mask {
    let latest = state.kept.first_day.iter().fold(V::splat(0.0), |latest, day| latest.max(*day));
    V::splat(0.5).lt(latest)
}

/// After the last month; `wall_day` is what [`State::kept`] holds where nothing was ever changed.
pub fn end<V: Value>(state: &State<V>, wall_day: &[V; LIMITS + 1]) -> Totals<V> {
    let Kept { first_day, cost, income, worst_month, worst_day, slowest, over_budget } = state.kept;
    Totals { first_day, wall_day: *wall_day, cost, income, worst_month, worst_day, slowest, over_budget }
}
