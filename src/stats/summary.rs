//! The answer of a run: everything the page and the command line show, and nothing per future but totals.

use serde::{Deserialize, Serialize};

use super::{Bands, Chance};

/// The windows in which a provider limits its users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Requests or tokens of one minute.
    Minute,
    /// Requests of one day.
    Day,
    /// Requests or tokens of one month.
    Month,
}

impl Limit {
    /// Every limit, in the order of the tables.
    pub const ALL: [Self; 3] = [Self::Minute, Self::Day, Self::Month];
}

/// What a run of many futures says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Futures behind every number here.
    pub futures: u32,
    /// One entry a simulated month.
    pub months: Vec<MonthSummary>,
    /// The first day on which users were refused.
    pub first_wall: FirstWall,
    /// Bills of all months together, dollars.
    pub total_cost: Bands,
    /// Chance that at least one month's bill is above the budget.
    pub over_budget: Chance,
}

/// One month over all futures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MonthSummary {
    /// Monthly active users at the end of the month.
    pub users: Bands,
    /// Calls users tried to make.
    pub calls: Bands,
    /// Provider bill, dollars.
    pub cost: Bands,
    /// Share of the month's calls refused, 0 to 1.
    pub refused_share: Bands,
    /// Chance that a limit refused at least one call, in the order of [`Limit::ALL`].
    pub breached: [Chance; 3],
    /// Chance of a bill above the budget.
    pub over_budget: Chance,
    /// Chance of being on the last plan of the ladder at the month's end.
    pub on_last_plan: Chance,
}

/// When users are first refused, and by what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FirstWall {
    /// Chance that it happens within the simulated months.
    pub ever: Chance,
    /// For each limit in the order of [`Limit::ALL`], the chance that it is the first to refuse.
    pub by: [Chance; 3],
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
