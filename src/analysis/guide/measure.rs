//! What figures of a document are compared by.

use serde::{Deserialize, Serialize};

use super::super::number::{count, money, percent, seconds};
use crate::scenario::{Scenario, registered};
use crate::stats::MonthSummary;

/// What is measured of a run's first month: the mean over its futures. Registered users follow from its monthly users.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuideMeasure {
    /// Registered users, of whom the monthly users are a share.
    Registered,
    /// Uses of all features.
    Uses,
    /// The same for each registered user.
    UsesEach,
    /// Uses that are not turned away.
    Served,
    /// The same for each second of the month.
    ServedASecond,
    /// Share of the uses that templates answer.
    Saved,
    /// Tokens sent and received.
    Tokens,
    /// Provider bills, dollars.
    Bill,
    /// The same for 1,000 uses.
    ThousandUses,
    /// Share of the uses turned away.
    Refused,
    /// Seconds within which half of the answers are complete.
    Half,
    /// Seconds within which 19 of 20 answers are complete.
    Slowest,
    /// Share of the calls that wait for a card to start.
    Waiting,
    /// Calls of the busiest minute.
    BusiestMinute,
}

impl GuideMeasure {
    /// What it is called, with its unit.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Registered => "Registered users",
            Self::Uses => "Uses a month",
            Self::UsesEach => "Uses a month of a registered user",
            Self::Served => "Uses served a month",
            Self::ServedASecond => "Uses served a second",
            Self::Saved => "Uses that templates answer",
            Self::Tokens => "Tokens a month",
            Self::Bill => "Bill of the month",
            Self::ThousandUses => "Cost of 1,000 uses",
            Self::Refused => "Uses turned away",
            Self::Half => "Half of the answers within",
            Self::Slowest => "19 of 20 answers within",
            Self::Waiting => "Calls that wait for a start",
            Self::BusiestMinute => "Calls of the busiest minute",
        }
    }

    /// The number of the first month of a scenario.
    pub(super) fn of(self, month: &MonthSummary, scenario: &Scenario) -> f64 {
        let days = f64::from(scenario.start.last_day().day);
        let uses = month.uses.mean;
        let served = month.saved.mean + (uses - month.saved.mean) * (1.0 - month.refused_share.mean);
        let part = |of: f64| if uses > 0.0 { of / uses } else { 0.0 };
        match self {
            Self::Registered => registered(scenario),
            Self::Uses => uses,
            Self::UsesEach => uses / registered(scenario),
            Self::Served => served,
            Self::ServedASecond => served / (days * 86_400.0),
            Self::Saved => part(month.saved.mean),
            Self::Tokens => month.tokens.mean * 1e6,
            Self::Bill => month.cost.mean,
            Self::ThousandUses => part(month.cost.mean) * 1e3,
            Self::Refused => part(uses - served),
            Self::Half => month.full_answer[0].mean,
            Self::Slowest => month.full_answer[1].mean,
            Self::Waiting => month.cold.mean,
            Self::BusiestMinute => month.peak.mean,
        }
    }

    /// A number of it in words.
    #[must_use]
    pub fn words(self, number: f64) -> String {
        match self {
            Self::Bill | Self::ThousandUses => money(number),
            Self::Saved | Self::Refused | Self::Waiting => percent(number),
            Self::Half | Self::Slowest => seconds(number),
            Self::Registered
            | Self::Uses
            | Self::UsesEach
            | Self::Served
            | Self::ServedASecond
            | Self::Tokens
            | Self::BusiestMinute => count(number),
        }
    }
}
