//! The answer of a run: everything the page and the command line show, and nothing per future but totals.

use serde::{Deserialize, Serialize};

use super::{Bands, Books, BooksMonth, Chance, Histogram};
use crate::parts::Slot;

/// Plans of a ladder, at most.
pub const RUNGS: usize = 8;

/// What a run of many futures says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Futures behind every number here.
    pub futures: u32,
    /// One entry a simulated month.
    pub months: Vec<MonthSummary>,
    /// The first day on which users were turned away, or the budget or another limit passed, if nothing is ever changed.
    pub first_wall: FirstWall,
    /// By which month each limit first turned somebody away, plans changing as set; the last is the budget.
    pub met: Vec<WallQuantiles>,
    /// Bills of all months together, dollars.
    pub total_cost: Bands,
    /// What the same would be billed at the list prices of the catalogue, dollars.
    pub total_listed: Bands,
    /// Bills of all months together, future by future counted in bins.
    pub total_costs: Histogram,
    /// Income of all months together, dollars.
    pub total_income: Bands,
    /// Highest bill of a month, dollars.
    pub worst_month: Bands,
    /// Most dollars that a day added to the bills.
    pub worst_day: Bands,
    /// Slowest answers (1 in 20) of the slowest month, seconds.
    pub slowest: Bands,
    /// Chance that at least one month's bill is above the budget.
    pub over_budget: Chance,
    /// The company's books, where the scenario says what is spent besides the bills.
    pub books: Option<Books>,
}

impl Summary {
    /// The same with the company's books, of all months and month by month, where they are kept.
    #[must_use]
    pub fn with_books(mut self, books: Option<(Books, Vec<BooksMonth>)>) -> Self {
        if let Some((books, months)) = books {
            // The books know who pays for what; where that is one price they say what the simulation does.
            self.total_income = books.income;
            self.books = Some(books);
            for (month, books) in self.months.iter_mut().zip(months) {
                month.income = books.income;
                month.books = Some(books);
            }
        }
        self
    }
}

/// One month over all futures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MonthSummary {
    /// Monthly active users at the end of the month.
    pub users: Bands,
    /// Uses of all features, those that templates and caches answered included.
    pub uses: Bands,
    /// Uses that templates and caches answered.
    pub saved: Bands,
    /// Tokens, millions.
    pub tokens: Bands,
    /// Provider bills, dollars.
    pub cost: Bands,
    /// Mean bill by part of the app, in the order of [`Slot::ALL`], dollars.
    pub bill: [f64; Slot::ALL.len()],
    /// Mean bill by account, dollars.
    pub accounts: Vec<f64>,
    /// Futures on each tier of each account at the month's end, lowest first; the last count is of its tier and of all higher
    /// ones. Futures in which nothing uses the account are in none.
    pub tiers: Vec<[u32; RUNGS]>,
    /// Income, dollars.
    pub income: Bands,
    /// Share of the month's visits and calls turned away, 0 to 1.
    pub refused_share: Bands,
    /// Seconds to the first word: half of the calls are slower, 1 in 20, 1 in 100.
    pub first_word: [Bands; 3],
    /// Seconds to the full answer: half of the calls are slower, 1 in 20, 1 in 100.
    pub full_answer: [Bands; 3],
    /// Days on which somebody was turned away.
    pub bad_days: Bands,
    /// Hours in which the app was down.
    pub down: Bands,
    /// Share of calls that waited for a sleeping backend, 0 to 1.
    pub cold: Bands,
    /// Calls of the busiest minute.
    pub peak: Bands,
    /// Most dollars that a day added to the bills.
    pub worst_day: Bands,
    /// What each limit did; the last is the budget.
    pub limits: Vec<LimitMonth>,
    /// Chance that the bills reached half, four fifths and all of the budget.
    pub alerts: [Chance; 3],
    /// Chance that the terms of a plan were broken.
    pub terms: Chance,
    /// Futures on each plan of each ladder at the month's end: slots of the stack first, then the features.
    pub rungs: Vec<[u32; RUNGS]>,
    /// The company's books, where they are kept.
    pub books: Option<BooksMonth>,
}

/// What a limit did in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LimitMonth {
    /// Chance that it turned at least one request away; of the budget, and of what turns nobody away, that more was used.
    pub met: Chance,
    /// Mean number of visits and calls turned away; of the budget, and of what turns nobody away, the share of futures above it.
    pub refused: f64,
    /// Mean of the largest share of it that was used; 0 for limits of a minute and at once.
    pub used: f64,
}

/// When a limit is first met, and which.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FirstWall {
    /// Chance that it happens within the simulated months.
    pub ever: Chance,
    /// For each limit, the chance that it is the first; the last is the budget.
    pub by: Vec<Chance>,
    /// When, counting months from 1, over all futures; `None` where fewer futures than that meet a wall.
    pub month: WallQuantiles,
    /// Futures that meet their first wall in each month.
    pub count_by_month: Vec<u32>,
}

/// Months, counted from 1, by which a share of all futures has met the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallQuantiles {
    /// By then one future in ten.
    pub p10: Option<u32>,
    /// By then half of the futures.
    pub p50: Option<u32>,
    /// By then nine futures in ten.
    pub p90: Option<u32>,
}
