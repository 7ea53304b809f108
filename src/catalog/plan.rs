//! A plan: what it costs, what it refuses.

use serde::Deserialize;

use super::{Date, Entry, History, Tier, Tiers};

/// A company and its plans.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Unique name for programs, e.g. `gemini`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What it offers.
    pub plans: Vec<Plan>,
}

/// An offer of a provider.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Unique name for programs and scenarios, e.g. `gemini-3.1-flash-lite-free`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// What of an app it can carry.
    pub slot: Slot,
    /// The provider's id of the language model.
    pub model: String,
    /// Why the plan's numbers are only near the truth; absent where they are not.
    pub approximate: Option<String>,
    /// Fixed price, dollars a month before tax.
    pub base: History<f64>,
    /// Prices of what is used; a meter without one is free.
    #[serde(default)]
    pub prices: Vec<Price>,
    /// What is allowed in a window of time; what is not listed is unlimited.
    #[serde(default)]
    pub limits: Vec<Limit>,
}

/// A part of an app that a provider can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// Answering model calls.
    Inference,
}

/// What a provider counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meter {
    /// Calls.
    Requests,
    /// Tokens sent.
    InputTokens,
    /// Tokens received, thinking included.
    OutputTokens,
    /// Tokens sent and received, together.
    Tokens,
}

/// The price of one meter.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// What is counted.
    pub meter: Meter,
    /// Its tiers over time.
    pub history: History<Tiers>,
}

/// An amount that may be used in a window of time.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The window.
    pub window: Window,
    /// What is counted.
    pub meter: Meter,
    /// What happens to calls past it.
    pub past: Past,
    /// When the window starts anew; absent for minutes, which roll, and where it is midnight UTC.
    pub reset: Option<Reset>,
    /// Units allowed in a window, over time.
    pub history: History<f64>,
}

/// The time over which a limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Sixty seconds.
    Minute,
    /// A day from reset to reset.
    Day,
    /// A calendar month.
    Month,
}

/// What happens to calls past a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Past {
    /// They are refused with status 429 until the window ends.
    Refuse,
}

/// When the window of a limit starts anew.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reset {
    /// Hour of the day in UTC, 0 to 23.
    pub utc_hour: u8,
    /// What the provider says, and how it was turned into one hour.
    pub note: String,
}

impl Plan {
    /// The entry of a limit in force on a day; its value is the units allowed in a window.
    #[must_use]
    pub fn limit(&self, window: Window, meter: Meter, day: Date) -> Option<&Entry<f64>> {
        let limit = self.limits.iter().find(|limit| limit.window == window && limit.meter == meter)?;
        Some(limit.history.at(day))
    }

    /// The price tiers of a meter on a day; empty where it is free.
    #[must_use]
    pub fn tiers(&self, meter: Meter, day: Date) -> &[Tier] {
        let price = self.prices.iter().find(|price| price.meter == meter);
        price.map_or(&[], |price| &price.history.at(day).value)
    }

    /// Fixed price on a day, dollars a month before tax.
    #[must_use]
    pub fn base_usd(&self, day: Date) -> f64 {
        self.base.at(day).value
    }

    /// The first day of which every price and limit is known.
    #[must_use]
    pub fn known_from(&self) -> Date {
        let prices = self.prices.iter().map(|price| price.history.known_from());
        let limits = self.limits.iter().map(|limit| limit.history.known_from());
        prices.chain(limits).fold(self.base.known_from(), Date::max)
    }

    /// Hour in UTC at which the daily limits reset; 0 without daily limits.
    #[must_use]
    pub fn reset_utc_hour(&self) -> u8 {
        let daily = self.limits.iter().filter(|limit| limit.window == Window::Day);
        daily.filter_map(|limit| limit.reset.as_ref()).map(|reset| reset.utc_hour).next().unwrap_or(0)
    }
}

impl Provider {
    /// What the types alone cannot rule out.
    pub(super) fn check(&self) -> Result<(), String> {
        self.plans.iter().try_for_each(|plan| plan.check().map_err(|reason| format!("{}: {reason}", plan.id)))
    }
}

impl Plan {
    fn check(&self) -> Result<(), &'static str> {
        if !self.base.entries().all(|entry| entry.value >= 0.0 && entry.value.is_finite()) {
            return Err("a base price must not be negative");
        }
        let mut amounts = self.limits.iter().flat_map(|limit| limit.history.entries());
        if !amounts.all(|entry| entry.value > 0.0 && entry.value.is_finite()) {
            return Err("a limit must be above zero");
        }
        if self.limits.iter().filter_map(|limit| limit.reset.as_ref()).any(|reset| reset.utc_hour > 23) {
            return Err("a limit resets at an hour of 0 to 23");
        }
        let mut meters: Vec<_> = self.prices.iter().map(|price| price.meter).collect();
        let mut limited: Vec<_> = self.limits.iter().map(|limit| (limit.window, limit.meter)).collect();
        meters.sort_unstable();
        limited.sort_unstable();
        let once = meters.is_sorted_by(|a, b| a < b) && limited.is_sorted_by(|a, b| a < b);
        if once { Ok(()) } else { Err("a meter has two prices, or two limits for the same window") }
    }
}
