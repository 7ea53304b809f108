//! The stages an engine calls, in the order of the clock. What each does is in the files it calls.

use super::latency::{Part, mixture};
use super::layout::{FEATURES, PARTS};
use super::random::{Block, draw, normal};
use super::world::{is, part_of_base};
use super::{
    DayClock, HourClock, MonthClock, Record, Run, State, Sums, Totals, Whole, breach, calls, demand, growth, hosting,
    ladder, launch, money, pricing, quota,
};
use crate::value::Value;

/// The state before the first month.
pub fn begin<V: Value>(run: &Run<'_, V>) -> State<V> {
    let zero = V::splat(0.0);
    let mut state = State::from_fn(run, |_| zero);
    // Noise with a memory starts where it is in the long run, so that the first month is as noisy as any.
    let words = draw(run, V::int(0), Block::Start);
    state.monthly.passing = run.params.passing_noise * normal::<V>(words[0]);
    state.hourly.residual = run.params.hourly_noise * normal::<V>(words[1]);
    state.monthly.ln_users_end = run.params.ln_users;
    ladder::begin(run, &mut state);
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
    let levels = hosting::levels(state);
    quota::open(run, state, &levels);
    calls::open_minute(run, state);
}

/// One hour.
#[inline(always)]
pub fn hour<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>) {
    let arrivals = demand::arrivals(run, clock, state);
    quota::reset(state, clock.of_day);
    let passed = hosting::pass(run, state, &arrivals);
    calls::serve(run, state, &passed, arrivals.uniform);
}

/// After a day's last hour: the day is added to the month.
pub fn day_end<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    money::meter(run, clock, state);
    let first = draw(run, clock.step, Block::Day);
    for feature in run.shape.features() {
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
    calls::look_back(run, state);
    breach::limits(run, clock, state);
    ladder::decide(run, clock, state);
    quota::close(run, state, V::uniform(first[3]));
    launch::settle(run, state);

    let State { today, month, .. } = state;
    month.requests = month.requests + today.requests;
    month.down = month.down + today.down;
    month.refused = month.refused + today.refused;
    month.bad_days = month.bad_days + V::splat(1.0).when(V::splat(0.0).lt(today.refused));
    state.end_of_day();
}

/// Uses of a feature today: the calls, and what templates and caches answered.
fn count_uses<V: Value>(run: &Run<'_, V>, state: &mut State<V>, feature: usize) {
    let p = &run.params;
    let of_level = state.today.level * p.active_share * V::splat(1.0 / 24.0) + state.today.tried;
    let saved = of_level * p.calls[feature] * (V::splat(1.0) - state.daily.passing[feature]);
    let month = &mut state.month;
    month.saved = month.saved + saved;
    month.uses = month.uses + state.today.wanted[feature] + saved;
}

/// After a month's last day: the month is billed and recorded.
pub fn month_end<V: Value>(run: &Run<'_, V>, state: &mut State<V>) -> Record<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let (first_word, full_answer) = latencies(run, state);
    let cold = (state.waits.first + state.waits.during) / state.waits.requests.max(V::splat(1e-6));
    ladder::review(run, state, full_answer[1]);
    breach::uses(run, state, zero.lt(one));
    state.accounts.iter_mut().for_each(|account| account.now.moves = one);
    pricing::settle(run, state);
    let bill = bills(run, state);
    let peak = peak_minute(run, state.month.peak);
    let State { daily, month, monthly, kept, .. } = state;
    let cost = state.accounts.iter().fold(zero, |sum, account| sum + account.month.bill);
    let over_budget = one.when(money::exceeds(run.params.budget, cost));
    kept.cost = kept.cost + cost;
    kept.income = kept.income + month.income;
    kept.worst_month = kept.worst_month.max(cost);
    kept.slowest = kept.slowest.max(full_answer[1]);
    kept.over_budget = kept.over_budget.max(over_budget);
    monthly.refused_share = (month.refused / month.requests.max(V::splat(1e-6))).min(one);
    monthly.slowest = full_answer[1];
    let whole = Whole {
        users: monthly.ln_users_end.exp() + daily.guests + daily.settlers,
        uses: month.uses,
        saved: month.saved,
        requests: month.requests,
        refused: month.refused,
        refused_share: monthly.refused_share,
        tokens: month.tokens,
        bill,
        cost,
        income: month.income,
        bad_days: month.bad_days,
        down: month.down,
        cold,
        first_word,
        full_answer,
        peak,
        worst_day: month.worst_day,
        terms: month.terms,
        alerts: month.alerts,
        rung: std::array::from_fn(|place| state.places[place].rung),
    };
    let budget = run.shape.budget();
    state.rows[budget].1.refused = over_budget;
    let record = Record {
        whole,
        refused: state.rows.iter().map(|(_, month)| month.refused).collect(),
        used: state.rows.iter().map(|(_, month)| month.used).collect(),
        accounts: state.accounts.iter().map(|account| account.month.bill).collect(),
    };
    state.end_of_month();
    record
}

/// The bills of a month by part of the app: what was used there, and the fixed prices of the accounts that begin there.
fn bills<V: Value>(run: &Run<'_, V>, state: &State<V>) -> [V; PARTS] {
    std::array::from_fn(|part| {
        let used = run.shape.of(part).fold(V::splat(0.0), |sum, service| sum + state.services[service].month.billed);
        state
            .accounts
            .iter()
            .enumerate()
            .fold(used, |sum, (account, it)| sum + it.month.fees.when(is(part_of_base(run, account), part)))
    })
}

/// Seconds that half of the month's calls take, 1 in 20 and 1 in 100: to the first word and to the full answer.
fn latencies<V: Value>(run: &Run<'_, V>, state: &State<V>) -> ([V; 3], [V; 3]) {
    let parts: [Part<V>; FEATURES] = std::array::from_fn(|feature| calls::part(state, feature));
    mixture(&state.waits, &calls::backoff(run), run.params.patience, &parts[run.shape.features()])
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
    let latest = state.rows.iter().fold(V::splat(0.0), |latest, (row, _)| latest.max(row.first_day));
    V::splat(0.5).lt(latest)
}

/// The first day on which a limit turned somebody away, and which limit; of several on that day the last.
pub fn first_wall<V: Value>(state: &State<V>) -> [V; 2] {
    let zero = V::splat(0.0);
    state.rows.iter().enumerate().fold([zero; 2], |[day, wall], (index, (row, _))| {
        let is_earlier = zero.lt(row.first_day) & (!day.lt(row.first_day) | !zero.lt(day));
        [V::select(is_earlier, row.first_day, day), V::select(is_earlier, V::splat(index as f32), wall)]
    })
}

/// After the last month; `wall` is the first wall where nothing was ever changed.
pub fn end<V: Value>(state: &State<V>, [wall_day, wall]: [V; 2]) -> Totals<V> {
    let super::Kept { cost, income, worst_month, worst_day, slowest, over_budget } = state.kept;
    let sums = Sums { cost, income, worst_month, worst_day, slowest, over_budget, wall_day, wall };
    Totals { sums, first_day: state.rows.iter().map(|(row, _)| row.first_day).collect() }
}
