//! How the number of users moves.

use serde::{Deserialize, Serialize};

use super::{Quantity, json::by_name};

/// How the number of monthly users moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// Shape of the way up.
    #[serde(default, deserialize_with = "by_name")]
    pub curve: Curve,
    /// Monthly active users at the start.
    pub users: Quantity,
    /// Growth while far from the ceiling, percent a month.
    pub monthly_growth: Quantity,
    /// Monthly users that growth levels off at.
    #[serde(default = "no_ceiling")]
    pub ceiling: Quantity,
    /// Lasting month-to-month noise: standard deviation of monthly log growth, percent.
    #[serde(default = "usual_noise")]
    pub permanent_noise: Quantity,
    /// Passing noise of a month's demand: standard deviation of its logarithm, percent.
    #[serde(default = "usual_noise")]
    pub passing_noise: Quantity,
    /// Users who leave in a month in which every call is refused, percent; in proportion where fewer are.
    #[serde(default = "lost_when_refused")]
    pub lost_when_refused: Quantity,
    /// Users who leave in a month whose slowest answers take twice the target, percent.
    #[serde(default = "lost_when_slow")]
    pub lost_when_slow: Quantity,
    /// Monthly users at the end of each month, for [`Curve::Series`]; after the last one the number stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<f64>,
}

pub(super) const fn no_ceiling() -> Quantity {
    Quantity::Exact(10_000_000_000.0)
}

pub(super) const fn usual_noise() -> Quantity {
    Quantity::Exact(15.0)
}

pub(super) const fn lost_when_refused() -> Quantity {
    Quantity::Exact(5.0)
}

pub(super) const fn lost_when_slow() -> Quantity {
    Quantity::Exact(2.0)
}

/// Shape of the way up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Curve {
    /// The same percentage every month; the ceiling is not looked at.
    Compound,
    /// Slows down evenly on both sides of half the ceiling.
    #[default]
    Logistic,
    /// Slows down from the start: fast while small, with a long way to the ceiling.
    Gompertz,
    /// The founder's own numbers, with lasting surprises around them.
    Series,
}

/// Days on which many strangers come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Launches {
    /// Launches on known days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<Launch>,
    /// Launches that just happen, a year.
    pub per_year: Quantity,
    /// Visits that one of those brings: the median; one in ten brings three times as many.
    pub visits: Quantity,
    /// Visitors who start to use the app, percent.
    pub activation: Quantity,
    /// Those of them who stay for good, percent.
    pub retained: Quantity,
    /// The others leave: percent of them a month.
    pub churn: Quantity,
}

impl Launches {
    /// Most launches on known days.
    pub const MAX_SCHEDULED: usize = 24;
}

/// None, and what a front page of Hacker News is known to bring (`docs/model.md`, Launches): the shares of visitors who start
/// and stay are assumptions.
impl Default for Launches {
    fn default() -> Self {
        Self {
            scheduled: Vec::new(),
            per_year: Quantity::Exact(0.0),
            visits: Quantity::Exact(15_000.0),
            activation: Quantity::Exact(3.0),
            retained: Quantity::Exact(20.0),
            churn: Quantity::Exact(60.0),
        }
    }
}

/// A launch on a known day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Launch {
    /// Month of the run, counted from 1.
    pub month: u32,
    /// Day of that month, 1 to 28.
    pub day: u32,
    /// Visits it brings: the median, where one in ten brings three times as many, or just as many.
    pub visits: f64,
    /// Whether it brings just as many.
    #[serde(default)]
    pub exact: bool,
}
