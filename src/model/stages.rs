//! The stages an engine calls, in the order of the clock. What each does is in the files it calls.

use super::latency::{Part, mixture};
use super::layout::{FEATURES, PARTS, SLOTS};
use super::random::{Block, draw, normal};
use super::state::{Account, RowMonth};
use super::world::{is, of_place, part_of_base};
use super::{
    DayClock, HourClock, MonthClock, Record, Run, State, Sums, Totals, Whole, already, breach, calls, demand, growth,
    hosting, ladder, launch, money, price_risk, pricing, quota,
};
use crate::value::{List, Value};

/// The state before the first month.
pub fn begin<V: Value>(run: &Run<'_, V>) -> State<V> {
    let zero = V::splat(0.0);
    let mut state = State::from_fn(&run.shape, |_| zero);
    state.empty_lists(run);
    // Noise with a memory starts where it is in the long run, so that the first month is as noisy as any.
    let words = draw(run, V::int(0), Block::Start);
    state.monthly.passing = run.params.passing_noise * normal::<V>(words[0]);
    state.hourly.residual = run.params.hourly_noise * normal::<V>(words[1]);
    state.monthly.ln_users_end = run.params.ln_users;
    (state.daily.stored_gb, state.daily.file_gb) = (run.params.held_gb, run.params.held_files_gb);
    price_risk::begin(run, &mut state);
    ladder::begin(run, &mut state);
    state
}

/// Before a month's first day.
pub fn month_begin<V: Value>(run: &Run<'_, V>, clock: &MonthClock<V>, state: &mut State<V>) {
    growth::grow(run, clock, state);
    price_risk::change(run, clock, state);
}

/// Before a day's first hour.
pub fn day_begin<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    pricing::change(run, state);
    ladder::climb(run, clock, state);
    already::begin(run, clock, state);
    launch::announce(run, clock, state);
    demand::day_level(run, clock, state);
    money::base(run, clock, state);
    hosting::open(run, state);
    calls::open(run, state);
    quota::open(run, clock, state);
    calls::open_minute(run, state);
}

/// One hour.
#[inline(always)]
pub fn hour<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>) {
    let arrivals = demand::arrivals(run, clock, state);
    quota::reset(run, state, clock.of_day);
    let passed = hosting::pass(run, state, &arrivals);
    calls::serve(run, clock, state, &passed, arrivals.uniform);
}

/// After a day's last hour: the day is added to the month.
pub fn day_end<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    // Before all that depends on how much of the day the app was there.
    breach::limits(run, clock, state);
    money::meter(run, clock, state);
    let first = draw(run, clock.step, Block::Day);
    let normals = token_normals(run, clock, first);
    let more = [state.month.tokens, state.month.saved, state.month.uses];
    let [tokens, saved, uses] = V::fold(run.features(), more, |feature, [tokens, saved, uses]| {
        let of = |number: usize| V::pick(&normals[number], feature);
        let used = calls::meter(run, state, feature, [of(0), of(1)]);
        let [wanted, mine] = count_uses(run, state, feature);
        [tokens + used, saved + mine, uses + wanted + mine]
    });
    (state.month.tokens, state.month.saved, state.month.uses) = (tokens, saved, uses);
    calls::meter_cards(run, state);
    money::account(run, clock, state);
    calls::look_back(run, state);
    breach::alone(run, clock, state);
    ladder::decide(run, clock, state);
    quota::close(run, state, V::uniform(first[3]));
    launch::settle(run, state);

    let State { today, month, .. } = state;
    month.requests = month.requests + today.requests;
    month.down = month.down + today.down;
    month.refused = month.refused + today.refused;
    month.away = month.away + today.share_away() / clock.days;
    month.got = month.got + today.share_got() / clock.days;
    month.bad_days = month.bad_days + V::splat(1.0).when(V::splat(0.0).lt(today.refused));
    state.end_of_day(run);
}

/// What the sent and the received tokens of each feature's calls on a day deviate by, as standard normals.
///
/// The first feature's share the day's block, the others have one for two.
fn token_normals<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, first: [V::Int; 4]) -> [[V; FEATURES]; 2] {
    let mut normals = [[V::splat(0.0); FEATURES]; 2];
    for feature in run.shape.features() {
        let words = match feature {
            0 => [first[1], first[2]],
            feature => {
                let block = draw(run, clock.step, Block::TOKENS[(feature - 1) / 2]);
                let at = (feature - 1) % 2 * 2;
                [block[at], block[at + 1]]
            }
        };
        let [sent, received] = words.map(normal::<V>);
        (normals[0][feature], normals[1][feature]) = (sent, received);
    }
    normals
}

/// Uses of a feature today: the calls, and what templates and caches answered.
fn count_uses<V: Value>(run: &Run<'_, V>, state: &State<V>, feature: V::Index) -> [V; 2] {
    let p = &run.params;
    let of_level = state.today.level * p.active_share * V::splat(1.0 / 24.0) + state.today.tried;
    state.features.see(feature, |it| {
        let saved = of_level * V::pick(&p.calls, feature) * it.now.saved;
        [it.today.wanted, saved]
    })
}

/// After a month's last day: the month is billed and recorded.
pub fn month_end<V: Value>(run: &Run<'_, V>, state: &mut State<V>) -> Record<V> {
    let (zero, one) = (V::splat(0.0), V::splat(1.0));
    let (first_word, full_answer) = latencies(run, state);
    let asleep = state.waits.see(V::index(0), |it| (it.first + it.during) / it.requests.max(V::splat(1e-6)));
    // Who waits for both, a backend and a card, is counted once.
    let cold = if run.shape.cards { asleep + (one - asleep) * calls::cold(run, state) } else { asleep };
    ladder::review(run, state, full_answer[1]);
    breach::uses(run, state, zero.lt(one));
    V::each(run.accounts(), |account| state.accounts.change(account, |it| it.now.moves = one));
    pricing::settle(run, state);
    let bill = bills(run, state);
    let peak = run.params.bursts().busiest_minute(state.month.peak);
    let State { daily, month, monthly, kept, accounts, places, rows, .. } = state;
    let [cost] = V::sum(run.accounts(), |account| {
        accounts.change(account, |it| {
            it.now.billed = it.now.billed + it.month.bill;
            [it.month.bill]
        })
    });
    let over_budget = one.when(money::exceeds(run.params.budget, cost));
    kept.cost = kept.cost + cost;
    kept.listed = kept.listed + month.listed;
    kept.income = kept.income + month.income;
    kept.worst_month = kept.worst_month.max(cost);
    kept.slowest = kept.slowest.max(full_answer[1]);
    kept.over_budget = kept.over_budget.max(over_budget);
    (monthly.away, monthly.got) = (month.away, month.got);
    monthly.slowest = full_answer[1];
    let whole = Whole {
        users: monthly.ln_users_end.exp() + daily.guests + daily.settlers,
        uses: month.uses,
        saved: month.saved,
        requests: month.requests,
        refused: month.refused,
        refused_share: (month.refused / month.requests.max(V::splat(1e-6))).min(one),
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
        rung: std::array::from_fn(|place| {
            let is_used = place < SLOTS + run.shape.features().len();
            if is_used { places.see(V::index(place), |it| it.rung) } else { zero }
        }),
    };
    rows.change(run.limits().end, |it| it.month.refused = over_budget);
    let of_rows = |number: fn(&RowMonth<V>) -> V| {
        run.shape.rows().map(|row| rows.see(V::index(row), |it| number(&it.month))).collect()
    };
    let of_accounts =
        |number: fn(&Account<V>) -> V| run.shape.accounts().map(|at| accounts.see(V::index(at), number)).collect();
    let record = Record {
        whole,
        refused: of_rows(|month| month.refused),
        used: of_rows(|month| month.used),
        accounts: of_accounts(|it| it.month.bill),
        tiers: of_accounts(|it| it.now.rank),
    };
    state.end_of_month(run);
    record
}

/// The bills of a month by part of the app: what was used there, and the fixed prices of the accounts that begin there.
fn bills<V: Value>(run: &Run<'_, V>, state: &State<V>) -> [V; PARTS] {
    let (bills, []) = V::table([], |part, []| {
        // The services that the first of its places may use are all of a part.
        let [used] = V::sum(of_place(run, part), |service| [state.services.see(service, |it| it.month.billed)]);
        let [bill] = V::fold(run.accounts(), [used], |account, [sum]| {
            let is_here = is(part_of_base(run, account), part);
            [sum + state.accounts.see(account, |it| it.month.fees).when(is_here)]
        });
        (bill, [])
    });
    bills
}

/// Seconds that half of the month's calls take, 1 in 20 and 1 in 100: to the first word and to the full answer.
fn latencies<V: Value>(run: &Run<'_, V>, state: &State<V>) -> ([V; 3], [V; 3]) {
    let parts: Vec<Part<V>> = run.shape.features().map(|feature| calls::part(state, feature)).collect();
    let backoff = calls::backoff(run);
    mixture(&state.waits, run.shape.cards, &backoff, run.params.patience, &parts)
}

/// Whether somebody was turned away, or billed beyond the budget: what comes after no longer matters where nothing is ever
/// changed.
pub fn has_met_wall<V: Value>(state: &State<V>) -> V::Mask {
    V::splat(0.5).lt(state.kept.latest_wall)
}

/// The first day on which a limit turned somebody away, and which limit; of several on that day the last.
pub fn first_wall<V: Value>(run: &Run<'_, V>, state: &State<V>) -> [V; 2] {
    let zero = V::splat(0.0);
    V::fold(run.rows(), [zero; 2], |row, [day, wall]| {
        let first = state.rows.see(row, |it| it.now.first_day);
        let is_earlier = zero.lt(first) & (!day.lt(first) | !zero.lt(day));
        [V::select(is_earlier, first, day), V::select(is_earlier, V::whole(row), wall)]
    })
}

/// After the last month; `wall` is the first wall where nothing was ever changed.
pub fn end<V: Value>(run: &Run<'_, V>, state: &State<V>, [wall_day, wall]: [V; 2]) -> Totals<V> {
    let super::Kept { cost, listed, income, worst_month, worst_day, slowest, over_budget, .. } = state.kept;
    let sums = Sums { cost, listed, income, worst_month, worst_day, slowest, over_budget, wall_day, wall };
    let first_day = run.shape.rows().map(|row| state.rows.see(V::index(row), |it| it.now.first_day)).collect();
    Totals { sums, first_day }
}
