//! What is kept of a future.

use super::Shape;
use super::layout::{PARTS, PLACES};
use crate::value::fields;

fields! {
    /// What is kept of every month, whatever the app's accounts are.
    pub struct Whole<V> {
        /// Monthly active users at the month's end.
        users: V,
        /// Uses of all features, those that templates and caches answered included.
        uses: V,
        /// Uses that templates and caches answered.
        saved: V,
        /// Visits and calls.
        requests: V,
        /// Of these, turned away.
        refused: V,
        /// The same as a share of what came, 0 to 1.
        refused_share: V,
        /// Tokens, millions.
        tokens: V,
        /// Provider bills by part of the app, dollars: slots, then models.
        bill: [V; PARTS],
        /// All provider bills, dollars.
        cost: V,
        /// Income, dollars.
        income: V,
        /// Days on which somebody was turned away.
        bad_days: V,
        /// Hours in which the app was down.
        down: V,
        /// Share of calls that had to wait for a sleeping backend.
        cold: V,
        /// Seconds to the first word: half of the calls are slower, 1 in 20, 1 in 100.
        first_word: [V; 3],
        /// Seconds to the full answer: half of the calls are slower, 1 in 20, 1 in 100.
        full_answer: [V; 3],
        /// Calls of the busiest minute.
        peak: V,
        /// Most dollars that a day of the month added to the bills.
        worst_day: V,
        /// Days on which a plan's terms were broken.
        terms: V,
        /// 1 if bills reached half, four fifths and all of the budget.
        alerts: [V; 3],
        /// Index of the plan in use at the month's end, by place.
        rung: [V; PLACES],
    }
}

/// What is kept of every month.
#[derive(Clone, Debug)]
pub struct Record<V> {
    /// What does not depend on the app's accounts.
    pub whole: Whole<V>,
    /// Visits and calls turned away, by limit; of the budget, which is the last, and of limits that turn nobody away 1 if more
    /// was used.
    pub refused: Vec<V>,
    /// Largest share of a limit that was used, by limit.
    pub used: Vec<V>,
    /// Bills by account, dollars.
    pub accounts: Vec<V>,
    /// Tier at the month's end by account, from 0; -1 where nothing uses it.
    pub tiers: Vec<V>,
}

fields! {
    /// What is kept of the whole future, whatever the app's accounts are.
    pub struct Sums<V> {
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
        /// 1 if a month's bill was above the budget.
        over_budget: V,
        /// Number of the first day, from 1, on which a limit turned somebody away if nothing is ever changed; 0 is never.
        wall_day: V,
        /// Which limit that was; the last of several.
        wall: V,
    }
}

/// What is kept of the whole future.
#[derive(Clone, Debug)]
pub struct Totals<V> {
    /// What does not depend on the app's accounts.
    pub sums: Sums<V>,
    /// Number of the first day, from 1, on which each limit turned somebody away, the last for the budget; 0 is never.
    pub first_day: Vec<V>,
}

impl Record<usize> {
    /// The place of each number.
    #[must_use]
    pub fn places(shape: &Shape) -> Self {
        let mut next = counter();
        let whole = Whole::from_fn(|_| next());
        let mut list = |length| (0..length).map(|_| next()).collect();
        Self {
            whole,
            refused: list(shape.rows),
            used: list(shape.rows),
            accounts: list(shape.accounts),
            tiers: list(shape.accounts),
        }
    }
}

impl Record<usize> {
    /// Where a device has each number: there is [`Shape::room`] in its lists.
    #[must_use]
    pub fn on_device(shape: &Shape) -> Vec<usize> {
        let (here, mut there) = (Self::places(shape), Self::places(&shape.largest()));
        there.refused.truncate(here.refused.len());
        there.used.truncate(here.used.len());
        there.accounts.truncate(here.accounts.len());
        there.tiers.truncate(here.tiers.len());
        let mut places = Vec::new();
        there.each(|_, place| places.push(place));
        places
    }
}

impl Totals<usize> {
    /// The place of each number.
    #[must_use]
    pub fn places(shape: &Shape) -> Self {
        let mut next = counter();
        let sums = Sums::from_fn(|_| next());
        let mut list = |length| (0..length).map(|_| next()).collect();
        Self { sums, first_day: list(shape.rows) }
    }
}

fn counter() -> impl FnMut() -> usize {
    let mut count = 0;
    move || {
        count += 1;
        count - 1
    }
}

impl<V: Copy> Record<V> {
    /// How many numbers it holds.
    #[must_use]
    pub const fn len(shape: &Shape) -> usize {
        Whole::<V>::LEN + 2 * shape.rows + 2 * shape.accounts
    }

    /// Names of the numbers with how many there are of each.
    #[must_use]
    pub fn names(shape: &Shape) -> Vec<(String, usize)> {
        let whole = Whole::<V>::NAMES.iter().map(|(name, count)| ((*name).to_owned(), *count));
        let (rows, accounts) = (shape.rows, shape.accounts);
        let lists = [("refused_by", rows), ("used", rows), ("account", accounts), ("tier", accounts)];
        whole.chain(each(&lists)).collect()
    }

    /// Visits the numbers in their order.
    pub fn each(&self, mut visit: impl FnMut(usize, V)) {
        self.whole.each(&mut visit);
        let lists = self.refused.iter().chain(&self.used).chain(&self.accounts).chain(&self.tiers);
        (Whole::<V>::LEN..).zip(lists).for_each(|(index, number)| visit(index, *number));
    }
}

impl<V: Copy> Totals<V> {
    /// How many numbers it holds.
    #[must_use]
    pub const fn len(shape: &Shape) -> usize {
        Sums::<V>::LEN + shape.rows
    }

    /// Names of the numbers with how many there are of each.
    #[must_use]
    pub fn names(shape: &Shape) -> Vec<(String, usize)> {
        let sums = Sums::<V>::NAMES.iter().map(|(name, count)| ((*name).to_owned(), *count));
        sums.chain(each(&[("first_day", shape.rows)])).collect()
    }

    /// Visits the numbers in their order.
    pub fn each(&self, mut visit: impl FnMut(usize, V)) {
        self.sums.each(&mut visit);
        (Sums::<V>::LEN..).zip(&self.first_day).for_each(|(index, number)| visit(index, *number));
    }
}

/// A name of its own for each number of a list.
fn each(lists: &[(&str, usize)]) -> Vec<(String, usize)> {
    let of_list = |(name, count): &(&str, usize)| (0..*count).map(|at| (format!("{name}{at}"), 1)).collect::<Vec<_>>();
    lists.iter().flat_map(of_list).collect()
}
