//! What an app is expected to ask of its parts, whatever these allow: nothing is drawn, nobody waits and nobody is turned away.
//!
//! In place of [`super::day_begin`], [`super::hour`] and [`super::day_end`], to compare plans that nobody has tried yet: growth, launches,
//! caches and batches are those of the simulation, without what limits and moves need.

use super::calls::Asked;
use super::layout::FEATURES;
use super::{DayClock, HourClock, Run, State, begin, calls, demand, hosting, ladder, launch, meters, money};
use crate::parts::{Call, FLOWS, HELD, flows};
use crate::value::{List, Value};

/// What an hour is expected to bring.
pub struct Expected<V> {
    /// Visits, those of programs among them.
    pub visits: V,
    /// Calls of each feature.
    pub calls: [V; FEATURES],
    /// Requests a second to the app's own code.
    pub rate: V,
}

/// The state before the first month, on the first plans.
pub fn expect_begin<V: Value>(run: &Run<'_, V>) -> State<V> {
    let mut state = begin(run);
    ladder::use_services(run, &mut state);
    state
}

/// Before a day's first hour.
pub fn expect_day_begin<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) {
    launch::announce(run, clock, state);
    demand::day_level(run, clock, state);
    V::each(run.features(), |feature| {
        calls::gather(run, state, feature);
    });
    hosting::open(run, state);
}

/// One hour, which is added to the day.
pub fn expect_hour<V: Value>(run: &Run<'_, V>, clock: &HourClock<V>, state: &mut State<V>) -> Expected<V> {
    let (p, zero, one) = (&run.params, V::splat(0.0), V::splat(1.0));
    let level = clock.weight * state.daily.ln_level.exp();
    let launched = launch::visits(clock, state);
    let newcomers = launched * p.activation;
    let by_users = level * p.visits + launched;
    let visits = by_users + p.crawlers;
    let (mut calls, mut all, mut asked) = ([zero; FEATURES], zero, by_users);
    for feature in run.shape.features() {
        let [of_users, mean] = demand::calls(run, state, feature, [level, newcomers]);
        (calls[feature], all, asked) = (mean, all + mean, asked + of_users);
        state.features.change(V::index(feature), |it| {
            let today = &mut it.today;
            (today.wanted, today.reached) = (today.wanted + mean, today.reached + mean);
            today.of_users = today.of_users + of_users;
        });
    }
    let open = hosting::open_hours(run, state, [visits, p.background], |feature| V::pick(&calls, feature));
    let today = &mut state.today;
    today.visits = today.visits + visits;
    today.background = today.background + p.background;
    (today.asked, today.got) = (today.asked + asked, today.got + asked);
    today.joined = today.joined + newcomers;
    today.open = today.open + open;
    // Whether it ever sleeps is its plan's.
    today.awake = today.awake + one;
    let rate = (visits * p.backend_per_visit + p.background + all) * V::splat(1.0 / 3_600.0);
    Expected { visits, calls, rate }
}

/// What a day is expected to use.
pub struct ExpectedDay<V> {
    /// Monthly users.
    pub users: V,
    /// Units that it used of the parts, in the order of [`FLOWS`].
    pub flows: [V; FLOWS.len()],
    /// What is held at its end, in the order of [`HELD`].
    pub held: [V; HELD.len()],
    /// A call of each feature.
    pub calls: Vec<ExpectedCall<V>>,
}

/// A call of a feature.
pub struct ExpectedCall<V> {
    /// What it consists of, none of it long.
    pub call: Call<V>,
    /// How many share a request.
    pub batch: V,
    /// How many a user makes of a model on a day on which the user is there.
    pub a_visitor: V,
    /// What of it says how long its answer takes.
    pub asked: Asked<V>,
}

/// After a day's last hour: what the day came to.
pub fn expect_day<V: Value>(run: &Run<'_, V>, clock: &DayClock<V>, state: &mut State<V>) -> ExpectedDay<V> {
    let demand = money::demand(run, clock, state);
    state.daily.stored_gb = state.daily.stored_gb + demand.stored;
    state.daily.file_gb = state.daily.file_gb + demand.files;
    let levels = meters::levels(run, &state.daily);
    // From calls of a mean hour and user to those of a day on which the user is there.
    let a_visit = V::splat(24.0) / run.params.active_share.max(V::splat(1e-6));
    let calls = run.shape.features().map(V::index).map(|feature| {
        let [batch, of_users] = state.features.see(feature, |it| [it.now.batch, it.now.of_users]);
        let asked = calls::asked(run, state, feature);
        ExpectedCall { call: meters::call(run, feature, batch), batch, a_visitor: of_users * a_visit, asked }
    });
    let calls = calls.collect();
    launch::settle(run, state);
    state.end_of_day(run);
    ExpectedDay {
        users: state.daily.users,
        flows: flows(&demand),
        held: std::array::from_fn(|at| levels[at + 1]),
        calls,
    }
}
