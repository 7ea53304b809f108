//! What a future carries from one stage to the next, by how long it counts.
//!
//! What counts a day is `Today` and starts again with the day, what counts a month is `Month` and starts again with the
//! month; the rest is kept. So nothing is reset by its name.

mod account;
mod place;

pub(super) use account::{
    Account, AccountMonth, AccountNow, Row, RowMonth, Service, ServiceMonth, ServiceNow, ServiceToday,
};
pub(super) use place::{Leg, LegToday, Place};

use super::latency::Waits;
use super::layout::FEATURES;
use super::{Offer, Run, Shape, Tier};
use crate::value::{Value, fields};

fields! {
    /// Carried from hour to hour.
    pub struct Hourly<V> {
        /// Log deviation of the hour's demand from its level: an AR(1) process.
        residual: V,
        /// Visits of launches yet to come, those that come within hours.
        spike_fast: V,
        /// Visits of launches yet to come, those that come within days.
        spike_slow: V,
        /// Visits of a launch that has not begun yet.
        spike_due: V,
        /// Requests that wait for a worker.
        backlog: V,
    }
}

fields! {
    /// Counted over a day.
    pub struct Today<V> {
        /// Those of launches who tried the app and got through.
        joined: V,
        /// Those of launches who tried the app, whether or not they got through.
        tried: V,
        /// Sum of the levels: users by how busy the hour was.
        level: V,
        /// Visits and calls that came.
        requests: V,
        /// Visits that were served.
        visits: V,
        /// Calls that users wanted of a model.
        wanted: [V; FEATURES],
        /// Those that reached a provider.
        reached: [V; FEATURES],
        /// Visits and calls turned away.
        refused: V,
        /// Hours in which the app was down.
        down: V,
        /// Hours in which the backend ran.
        awake: V,
    }
}

fields! {
    /// Changes every day.
    pub struct Daily<V> {
        /// Monthly users today.
        users: V,
        /// Logarithm of the monthly users today, with the noise of the month and of the day.
        ln_level: V,
        /// Users that launches brought and that may leave again.
        guests: V,
        /// Users that launches brought for good.
        settlers: V,
        /// Calls a mean hour brings to the provider for each user of the level.
        call_rate: [V; FEATURES],
        /// Share of uses that neither templates nor caches answer.
        passing: [V; FEATURES],
        /// Calls in a request.
        batch: [V; FEATURES],
        /// Seconds after which the backend sleeps.
        sleep_after: V,
        /// Seconds it takes to wake.
        wake: V,
        /// Seconds for which a request or a call of each feature holds a worker, at the speed of the plan.
        busy: [V; FEATURES + 1],
        /// All bills when the day began, with all fixed prices of the month.
        committed: V,
        /// Gigabytes in the database.
        stored_gb: V,
        /// Gigabytes of files.
        file_gb: V,
    }
}

fields! {
    /// Counted over a month.
    pub struct Month<V> {
        /// Most calls of an hour.
        peak: V,
        /// Calls of each feature served.
        served: [V; FEATURES],
        /// Seconds to the first word of these calls, summed, ...
        first_word: [V; FEATURES],
        /// ... and their squares.
        first_word_square: [V; FEATURES],
        /// Seconds to the full answer of these calls, summed, ...
        full_answer: [V; FEATURES],
        /// ... and their squares.
        full_answer_square: [V; FEATURES],
        /// Most dollars that a day added to the bills.
        worst_day: V,
        /// All bills up to yesterday, with what is used and not billed yet.
        bill_to_date: V,
        /// Uses.
        uses: V,
        /// Uses that no model had to answer.
        saved: V,
        /// Visits and calls.
        requests: V,
        /// Of these, turned away.
        refused: V,
        /// Million tokens.
        tokens: V,
        /// Days on which somebody was turned away.
        bad_days: V,
        /// Hours down.
        down: V,
        /// Dollars earned.
        income: V,
        /// Days on which a plan's terms were broken.
        terms: V,
        /// 1 once bills have reached half, four fifths and all of the budget.
        alerts: [V; 3],
    }
}

fields! {
    /// Changes every month.
    pub struct Monthly<V> {
        /// Logarithm of the monthly users at the month's start, those of launches apart.
        ln_users_start: V,
        /// The same at the month's end.
        ln_users_end: V,
        /// Passing log deviation of the month's demand.
        passing: V,
        /// Share of last month's requests that were refused.
        refused_share: V,
        /// Last month's slowest answers (1 in 20) took longer than this, seconds.
        slowest: V,
    }
}

fields! {
    /// Kept for the whole run.
    pub struct Kept<V> {
        /// Dollars billed in all.
        cost: V,
        /// Dollars earned in all.
        income: V,
        /// Highest bill of a month, dollars.
        worst_month: V,
        /// Most dollars that a day added to the bills.
        worst_day: V,
        /// Slowest answers (1 in 20) of the slowest month, seconds.
        slowest: V,
        /// 1 once a month's bill was above the budget.
        over_budget: V,
    }
}

/// All that a future carries along; lists are as long as the [`Shape`] says.
#[derive(Clone, Debug)]
pub struct State<V: Value> {
    /// Carried from hour to hour.
    pub hourly: Hourly<V>,
    /// Counted over the day.
    pub today: Today<V>,
    /// How long the month's calls waited.
    pub waits: Waits<V>,
    /// Changes every day.
    pub daily: Daily<V>,
    /// Counted over the month.
    pub month: Month<V>,
    /// Changes every month.
    pub monthly: Monthly<V>,
    /// Kept for the whole run.
    pub kept: Kept<V>,
    /// By place; those of slots without plans are not used.
    pub places: Vec<Place<V>>,
    /// By feature and choice, see [`Shape::leg`].
    pub legs: Vec<(Leg<V>, LegToday<V>)>,
    /// By account.
    pub accounts: Vec<Account<V>>,
    /// By service.
    pub services: Vec<Service<V>>,
    /// By limit, the budget last.
    pub rows: Vec<(Row<V>, RowMonth<V>)>,
}

impl<V: Value> State<V> {
    /// Names of the numbers with how many there are of each, in their order; plans are not among them.
    #[must_use]
    pub fn names(shape: &Shape) -> Vec<(String, usize)> {
        let mut names = Vec::new();
        let mut add = |prefix: &str, fields: &[(&str, usize)]| {
            names.extend(fields.iter().map(|(name, count)| (format!("{prefix}_{name}"), *count)));
        };
        add("hourly", Hourly::<V>::NAMES);
        add("today", Today::<V>::NAMES);
        add("waits", Waits::<V>::NAMES);
        add("daily", Daily::<V>::NAMES);
        add("month", Month::<V>::NAMES);
        add("monthly", Monthly::<V>::NAMES);
        add("kept", Kept::<V>::NAMES);
        for place in 0..super::layout::PLACES {
            add(&format!("place{place}"), Place::<V>::NAMES);
        }
        for leg in shape.legs() {
            add(&format!("leg{leg}"), Leg::<V>::NAMES);
            add(&format!("leg{leg}_today"), LegToday::<V>::NAMES);
        }
        for account in shape.accounts() {
            add(&format!("account{account}"), AccountNow::<V>::NAMES);
            add(&format!("account{account}_month"), AccountMonth::<V>::NAMES);
        }
        for service in shape.all() {
            add(&format!("service{service}"), ServiceNow::<V>::NAMES);
            add(&format!("service{service}_today"), ServiceToday::<V>::NAMES);
            add(&format!("service{service}_month"), ServiceMonth::<V>::NAMES);
        }
        for row in shape.rows() {
            add(&format!("row{row}"), Row::<V>::NAMES);
            add(&format!("row{row}_month"), RowMonth::<V>::NAMES);
        }
        names
    }

    /// Builds it from its numbers in the order of [`State::names`].
    pub fn from_fn(run: &Run<'_, V>, mut number: impl FnMut(usize) -> V) -> Self {
        let shape = &run.shape;
        let mut count = 0;
        let mut next = |_: usize| {
            count += 1;
            number(count - 1)
        };
        Self {
            hourly: Hourly::from_fn(&mut next),
            today: Today::from_fn(&mut next),
            waits: Waits::from_fn(&mut next),
            daily: Daily::from_fn(&mut next),
            month: Month::from_fn(&mut next),
            monthly: Monthly::from_fn(&mut next),
            kept: Kept::from_fn(&mut next),
            places: (0..super::layout::PLACES).map(|_| Place::from_fn(&mut next)).collect(),
            legs: shape.legs().map(|_| (Leg::from_fn(&mut next), LegToday::from_fn(&mut next))).collect(),
            accounts: shape
                .accounts()
                .map(|account| {
                    let now = AccountNow::from_fn(&mut next);
                    Account { now, month: AccountMonth::from_fn(&mut next), tier: Tier::at(run, account, now.rank) }
                })
                .collect(),
            services: shape
                .all()
                .map(|service| {
                    let now = ServiceNow::from_fn(&mut next);
                    let today = ServiceToday::from_fn(&mut next);
                    let month = ServiceMonth::from_fn(&mut next);
                    Service { now, today, month, offer: Offer::at(run, service, now.rank) }
                })
                .collect(),
            rows: shape.rows().map(|_| (Row::from_fn(&mut next), RowMonth::from_fn(&mut next))).collect(),
        }
    }

    /// Visits its numbers in the order of [`State::names`].
    pub fn each(&self, mut visit: impl FnMut(V)) {
        let mut step = |_: usize, number: V| visit(number);
        self.hourly.each(&mut step);
        self.today.each(&mut step);
        self.waits.each(&mut step);
        self.daily.each(&mut step);
        self.month.each(&mut step);
        self.monthly.each(&mut step);
        self.kept.each(&mut step);
        self.places.iter().for_each(|place| place.each(&mut step));
        for (leg, today) in &self.legs {
            leg.each(&mut step);
            today.each(&mut step);
        }
        for account in &self.accounts {
            account.now.each(&mut step);
            account.month.each(&mut step);
        }
        for service in &self.services {
            service.now.each(&mut step);
            service.today.each(&mut step);
            service.month.each(&mut step);
        }
        for (row, month) in &self.rows {
            row.each(&mut step);
            month.each(&mut step);
        }
    }

    /// Does what is seldom to be done, where `mask` may hold in any of the futures side by side.
    pub(super) fn rarely(&mut self, run: &Run<'_, V>, mask: V::Mask, body: impl FnOnce(&mut Self)) {
        let numbers = |state: &Self| {
            let mut numbers = Vec::new();
            state.each(|number| numbers.push(number));
            numbers
        };
        V::rarely(mask, self, body, numbers, |numbers| Self::from_fn(run, |index| numbers[index]));
    }

    /// Starts the counts of a day again.
    pub(super) fn end_of_day(&mut self) {
        let zero = |_: usize| V::splat(0.0);
        self.today = Today::from_fn(zero);
        self.legs.iter_mut().for_each(|(_, today)| *today = LegToday::from_fn(zero));
        self.services.iter_mut().for_each(|service| service.today = ServiceToday::from_fn(zero));
    }

    /// Starts the counts of a month again.
    pub(super) fn end_of_month(&mut self) {
        let zero = |_: usize| V::splat(0.0);
        self.waits = Waits::from_fn(zero);
        self.month = Month::from_fn(zero);
        self.accounts.iter_mut().for_each(|account| account.month = AccountMonth::from_fn(zero));
        self.services.iter_mut().for_each(|service| service.month = ServiceMonth::from_fn(zero));
        self.rows.iter_mut().for_each(|(_, month)| *month = RowMonth::from_fn(zero));
    }
}
