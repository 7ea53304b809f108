//! What a future carries from one stage to the next, by how long it counts.
//!
//! What counts a day is `Today` and starts again with the day, what counts a month is `Month` and starts again with the
//! month; the rest is kept. So nothing is reset by its name.

mod account;
mod cards;
mod place;
mod today;

pub(super) use account::{
    Account, AccountMonth, AccountToday, Counter, Row, RowMonth, Service, ServiceMonth, ServiceToday,
};
pub(super) use cards::{CardsToday, OnCards};
pub(super) use place::{Feature, FeatureMonth, FeatureToday, Leg, LegNow, LegToday, Place};
pub(super) use today::Today;

use super::latency::Waits;
use super::layout::SLOTS;
use super::{Run, Shape};
use crate::value::{List, Numbers, Value, fields};

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
    /// Changes every day.
    pub struct Daily<V> {
        /// Monthly users today.
        users: V,
        /// Logarithm of the monthly users today, with the noise of the month and of the day.
        ln_level: V,
        /// Share of the calls that users make.
        of_users: V,
        /// Users that launches brought and that may leave again.
        guests: V,
        /// Users that launches brought for good.
        settlers: V,
        /// Seconds after which the backend sleeps.
        sleep_after: V,
        /// Seconds it takes to wake.
        wake: V,
        /// Seconds for which a request holds a worker, at the speed of the plan.
        busy: V,
        /// All bills when the day began, with all fixed prices of the month.
        committed: V,
        /// Gigabytes in the database.
        stored_gb: V,
        /// Gigabytes of files.
        file_gb: V,
        /// Where the numbers of tiers and offers stood yesterday, see [`Run::epoch`].
        epoch: V,
    }
}

fields! {
    /// Counted over a month.
    pub struct Month<V> {
        /// Most calls of an hour.
        peak: V,
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
        /// Share of what came that is turned away, on the mean day.
        away: V,
        /// Share of it that is served.
        got: V,
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
        /// Dollars that would be billed for the same at the list prices of the catalogue.
        listed: V,
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
        /// Share of what came that last month turned away, on its mean day.
        away: V,
        /// Share of it that was served.
        got: V,
        /// Last month's slowest answers (1 in 20) took longer than this, seconds.
        slowest: V,
    }
}

fields! {
    /// Kept for the whole run.
    pub struct Kept<V> {
        /// Dollars billed in all.
        cost: V,
        /// Dollars that would be billed for the same at the list prices of the catalogue.
        listed: V,
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
        /// Number of the last day, from 1, on which a limit turned somebody away for the first time; 0 is never.
        latest_wall: V,
    }
}

/// All that a future carries along; lists have the room that the [`Shape`] says.
#[derive(Clone, Debug)]
pub struct State<V: Value> {
    /// Carried from hour to hour.
    pub hourly: Hourly<V>,
    /// Counted over the day.
    pub today: Today<V>,
    /// Changes every day.
    pub daily: Daily<V>,
    /// Counted over the month.
    pub month: Month<V>,
    /// Changes every month.
    pub monthly: Monthly<V>,
    /// Kept for the whole run.
    pub kept: Kept<V>,
    /// How long the month's calls waited: on their way and for retries, then, where models run on cards, those of each feature for
    /// these. In a list because models are gone through one by one.
    pub waits: V::List<Waits<V>>,
    /// By place: slots, then features.
    pub places: V::List<Place<V>>,
    /// By feature.
    pub features: V::List<Feature<V>>,
    /// By feature and choice: the choices of a feature side by side.
    pub legs: V::List<Leg<V>>,
    /// By account.
    pub accounts: V::List<Account<V>>,
    /// By service.
    pub services: V::List<Service<V>>,
    /// By service and meter.
    pub counters: V::List<Counter<V>>,
    /// By limit, the budget last.
    pub rows: V::List<Row<V>>,
    /// By service, where models run on cards.
    pub cards: V::List<OnCards<V>>,
}

impl<V: Value> State<V> {
    /// Numbers that are not in a list.
    const ALONE: usize =
        Hourly::<V>::LEN + Today::<V>::LEN + Daily::<V>::LEN + Month::<V>::LEN + Monthly::<V>::LEN + Kept::<V>::LEN;

    /// Where the number stands that tells whether the future has met a wall.
    pub const LATEST_WALL: usize = Self::ALONE - 1;

    /// Length of each list, and how many numbers each of its things has.
    fn lists(shape: &Shape) -> [[usize; 2]; 9] {
        let room = shape.room();
        [
            [1 + if shape.cards { shape.features().len() } else { 0 }, Waits::<V>::COUNT],
            [SLOTS + shape.features().len(), Place::<V>::COUNT],
            [shape.features().len(), Feature::<V>::COUNT],
            [shape.legs().len(), Leg::<V>::COUNT],
            [room.accounts, Account::<V>::COUNT],
            [room.services, Service::<V>::COUNT],
            [room.counters, Counter::<V>::COUNT],
            [room.rows, Row::<V>::COUNT],
            [if shape.cards { room.services } else { 0 }, OnCards::<V>::COUNT],
        ]
    }

    /// How many numbers it has.
    #[must_use]
    pub fn len(shape: &Shape) -> usize {
        Self::ALONE + Self::lists(shape).iter().map(|[length, each]| length * each).sum::<usize>()
    }

    /// What its numbers are called, in their order; those of the things of a list are called the same.
    #[must_use]
    pub fn names(shape: &Shape) -> Vec<String> {
        let alone = [
            ("hourly", Hourly::<V>::names()),
            ("today", Today::<V>::names()),
            ("daily", Daily::<V>::names()),
            ("month", Month::<V>::names()),
            ("monthly", Monthly::<V>::names()),
            ("kept", Kept::<V>::names()),
        ];
        let lists = [
            ("waits", Waits::<V>::names()),
            ("places", Place::<V>::names()),
            ("features", Feature::<V>::names()),
            ("legs", Leg::<V>::names()),
            ("accounts", Account::<V>::names()),
            ("services", Service::<V>::names()),
            ("counters", Counter::<V>::names()),
            ("rows", Row::<V>::names()),
            ("cards", OnCards::<V>::names()),
        ];
        let alone = alone.into_iter().map(|part| (part, 1));
        let parts = alone.chain(lists.into_iter().zip(Self::lists(shape).map(|[length, _]| length)));
        let name = |((part, names), length): ((&str, Vec<String>), usize)| {
            let names: Vec<_> = names.iter().map(|name| format!("{part}.{name}")).collect();
            std::iter::repeat_n(names, length).flatten()
        };
        parts.flat_map(name).collect()
    }

    /// Builds it from its numbers in their order: those that are not in a list first.
    pub fn from_fn(shape: &Shape, mut number: impl FnMut(usize) -> V) -> Self {
        let mut count = 0;
        let mut next = |_: usize| {
            count += 1;
            number(count - 1)
        };
        let (hourly, today) = (Hourly::from_fn(&mut next), Today::from_fn(&mut next));
        let (daily, month) = (Daily::from_fn(&mut next), Month::from_fn(&mut next));
        let (monthly, kept) = (Monthly::from_fn(&mut next), Kept::from_fn(&mut next));
        let lists = Self::lists(shape);
        let mut first = Self::ALONE;
        let mut from = |[length, each]: [usize; 2]| {
            let from = first;
            first += length * each;
            (length, from)
        };
        let [waits, places, features, legs, accounts, services, counters, rows, cards] = lists.map(&mut from);
        Self {
            hourly,
            today,
            daily,
            month,
            monthly,
            kept,
            waits: List::build(waits.0, waits.1, &mut number),
            places: List::build(places.0, places.1, &mut number),
            features: List::build(features.0, features.1, &mut number),
            legs: List::build(legs.0, legs.1, &mut number),
            accounts: List::build(accounts.0, accounts.1, &mut number),
            services: List::build(services.0, services.1, &mut number),
            counters: List::build(counters.0, counters.1, &mut number),
            rows: List::build(rows.0, rows.1, &mut number),
            cards: List::build(cards.0, cards.1, &mut number),
        }
    }

    /// Visits its numbers in their order, but for those that stay in the memory of a device.
    pub fn each(&self, mut visit: impl FnMut(V)) {
        let mut step = |_: usize, number: V| visit(number);
        self.hourly.each(&mut step);
        self.today.each(&mut step);
        self.daily.each(&mut step);
        self.month.each(&mut step);
        self.monthly.each(&mut step);
        self.kept.each(&mut step);
        self.waits.visit(&mut visit);
        self.places.visit(&mut visit);
        self.features.visit(&mut visit);
        self.legs.visit(&mut visit);
        self.accounts.visit(&mut visit);
        self.services.visit(&mut visit);
        self.counters.visit(&mut visit);
        self.rows.visit(&mut visit);
        self.cards.visit(&mut visit);
    }

    /// Does what is seldom to be done, where `mask` may hold in any of the futures side by side.
    pub(super) fn rarely(&mut self, run: &Run<'_, V>, mask: V::Mask, body: impl FnOnce(&mut Self)) {
        let numbers = |state: &Self| {
            let mut numbers = Vec::new();
            state.each(|number| numbers.push(number));
            numbers
        };
        V::rarely(mask, self, body, numbers, |numbers| Self::from_fn(&run.shape, |index| numbers[index]));
    }

    /// Starts the counts of a day again.
    pub(super) fn end_of_day(&mut self, run: &Run<'_, V>) {
        let zero = |_: usize| V::splat(0.0);
        self.today = Today::from_fn(zero);
        V::each(run.features(), |at| self.features.change(at, |it| it.today = FeatureToday::from_fn(zero)));
        V::each(run.legs(), |at| self.legs.change(at, |it| it.today = LegToday::from_fn(zero)));
        V::each(run.accounts(), |at| self.accounts.change(at, |it| it.today = AccountToday::from_fn(zero)));
        V::each(run.services(), |at| self.services.change(at, |it| it.today = ServiceToday::from_fn(zero)));
        V::each(run.on_cards(), |at| self.cards.change(at, |it| it.today = CardsToday::from_fn(zero)));
    }

    /// Starts the counts of a month again.
    pub(super) fn end_of_month(&mut self, run: &Run<'_, V>) {
        let zero = |_: usize| V::splat(0.0);
        V::each(run.waits(), |at| self.waits.change(at, |it| *it = Waits::from_fn(zero)));
        self.month = Month::from_fn(zero);
        V::each(run.features(), |at| self.features.change(at, |it| it.month = FeatureMonth::from_fn(zero)));
        V::each(run.accounts(), |at| self.accounts.change(at, |it| it.month = AccountMonth::from_fn(zero)));
        V::each(run.services(), |at| self.services.change(at, |it| it.month = ServiceMonth::from_fn(zero)));
        V::each(run.rows(), |at| self.rows.change(at, |it| it.month = RowMonth::from_fn(zero)));
    }

    /// Sets every number of the lists to 0.
    pub(super) fn empty_lists(&mut self, run: &Run<'_, V>) {
        let zero = &mut |_: usize| V::splat(0.0);
        V::each(run.waits(), |at| self.waits.change(at, |it| *it = Waits::make(zero)));
        V::each(run.places(), |at| self.places.change(at, |it| *it = Place::make(zero)));
        V::each(run.features(), |at| self.features.change(at, |it| *it = Feature::make(zero)));
        V::each(run.legs(), |at| self.legs.change(at, |it| *it = Leg::make(zero)));
        V::each(run.accounts(), |at| self.accounts.change(at, |it| *it = Account::make(zero)));
        V::each(run.services(), |at| self.services.change(at, |it| *it = Service::make(zero)));
        V::each(run.counters(), |at| self.counters.change(at, |it| *it = Counter::make(zero)));
        V::each(run.rows(), |at| self.rows.change(at, |it| *it = Row::make(zero)));
        V::each(run.on_cards(), |at| self.cards.change(at, |it| *it = OnCards::make(zero)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wall_stands_where_shaders_look_for_it() {
        let state = State::<f64>::from_fn(&Shape::default(), |number| number as f64);
        assert_eq!(state.kept.latest_wall, State::<f64>::LATEST_WALL as f64);
    }

    #[test]
    fn every_number_has_its_name() {
        let names = State::<f64>::names(&Shape::default());
        assert_eq!(names.len(), State::<f64>::len(&Shape::default()));
        let at = |name: &str| names.iter().position(|it| it == name).unwrap();
        let state = State::<f64>::from_fn(&Shape::default(), |number| number as f64);
        let second = state.accounts.see(1, |it| it.month.spent) - state.accounts.see(0, |it| it.month.spent);
        assert_eq!(state.accounts.see(0, |it| it.month.spent), at("accounts.month.spent") as f64);
        assert_eq!(names[at("accounts.month.spent") + second as usize], "accounts.month.spent");
        assert_eq!(at("kept.latest_wall"), State::<f64>::LATEST_WALL);
    }
}
