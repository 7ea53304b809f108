//! The document a user edits, shares and saves.
//!
//! A [`Scenario`] is free input; [`Scenario::validate`] checks it once and gives a [`ValidScenario`], which everything
//! later may trust. Numbers are in the units the user sees (percent as 25, not 0.25), so that an error message, the
//! page and the file all speak of the same number.

mod error;
mod field;
mod json;
mod number;
mod presets;
mod quantity;
mod start;
mod validate;

pub use error::{End, ScenarioError};
pub use field::{Field, Group, Spec};
pub use number::grouped;
pub use presets::{PRESETS, Preset};
pub use quantity::{Quantity, Range};
pub use start::StartMonth;
pub use validate::ValidScenario;

use serde::{Deserialize, Serialize};

/// A growth scenario of one app: what its users do, which plans it is on, and what it may spend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Title shown above the answer, at most [`Scenario::MAX_TITLE`] characters. Plain text.
    pub title: String,
    /// First simulated month.
    pub start: StartMonth,
    /// Simulated months, 1 to 60.
    pub months: u32,
    /// Futures in a full run, 64 to 65,536.
    pub futures: u32,
    /// Seed of every random draw.
    pub seed: u32,
    /// How the number of users moves.
    pub growth: Growth,
    /// When users come.
    pub audience: Audience,
    /// What an active user does.
    pub feature: Feature,
    /// The plans the app runs on.
    pub stack: Stack,
    /// What the app may spend.
    pub money: Money,
}

impl Scenario {
    /// Longest title, in characters.
    pub const MAX_TITLE: usize = 120;
    /// Allowed number of simulated months.
    pub const MONTHS: std::ops::RangeInclusive<u32> = 1..=60;
    /// Allowed number of futures.
    pub const FUTURES: std::ops::RangeInclusive<u32> = 64..=65_536;
}

/// How the number of monthly users moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// Monthly active users at the start.
    pub users: Quantity,
    /// Growth while far from the ceiling, percent a month.
    pub monthly_growth: Quantity,
    /// Monthly users that growth levels off at.
    pub ceiling: Quantity,
    /// Lasting month-to-month noise: standard deviation of monthly log growth, percent.
    pub permanent_noise: Quantity,
    /// Passing noise of a month's demand: standard deviation of its logarithm, percent.
    pub passing_noise: Quantity,
}

/// When users come: the shape of a week and how bursty a minute is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    /// Shape of the week.
    pub profile: Profile,
    /// Noise of an hour around its usual level: standard deviation of the logarithm, percent.
    pub hourly_noise: Quantity,
    /// Noise of a day around its usual level: standard deviation of the logarithm, percent.
    pub daily_noise: Quantity,
    /// Extra variance of the calls of one minute, squared coefficient of variation, percent.
    pub burstiness: Quantity,
}

/// Shape of a week of demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Consumers of one region: strong evenings, weekends as busy as weekdays.
    OneRegion,
    /// Consumers all over the world: flat days.
    Global,
    /// Office workers of one region: quiet nights and weekends.
    Business,
}

/// What an active user does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// Share of monthly users active on a day, percent.
    pub active_share: Quantity,
    /// Model calls of an active user on a day.
    pub calls_per_active_day: Quantity,
    /// Mean tokens sent with a call: prompt, system prompt and history.
    pub input_tokens: Quantity,
    /// Mean tokens received from a call, thinking included.
    pub output_tokens: Quantity,
}

/// The plans the app runs on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stack {
    /// Where the model calls go.
    pub inference: Ladder,
}

/// Plans of one slot in the order they are moved through, and when to move on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// Catalogue ids of the plans, first to last: 1 to [`Ladder::MAX_RUNGS`].
    pub plans: Vec<String>,
    /// Move on after a day that refused more than this share of its calls, percent.
    pub refused_share: Quantity,
    /// Days between the decision and the new plan.
    pub lead_days: Quantity,
}

impl Ladder {
    /// Most plans on one ladder.
    pub const MAX_RUNGS: usize = 2;
    /// Longest catalogue id, in characters.
    pub const MAX_PLAN_ID: usize = 64;
}

/// What the app may spend.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Provider bills a month that the founder is ready to pay, dollars.
    pub budget: Quantity,
}
