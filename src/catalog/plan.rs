//! A plan: what it costs, what it refuses.

use serde::Deserialize;

use super::{Date, Entry, Fact, FactName, History, Limit, Meter, Past, Slot, Tier, Tiers, Window};

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
    /// Tiers of its accounts, lowest first.
    #[serde(default)]
    tiers: Vec<String>,
}

impl Provider {
    /// Says of each plan whose account it belongs to, and how high its tier is. Without tiers each plan is one.
    pub(super) fn place(mut self) -> Result<Self, String> {
        for (index, plan) in self.plans.iter_mut().enumerate() {
            if plan.account.is_empty() {
                plan.account.clone_from(&self.id);
            }
            if self.tiers.is_empty() {
                (plan.tier, plan.rank) = (plan.id.clone(), index);
            } else {
                let rank = self.tiers.iter().position(|tier| *tier == plan.tier);
                plan.rank = rank.ok_or_else(|| format!("{}: there is no tier {:?}", plan.id, plan.tier))?;
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        let twice = self.plans.iter().find(|plan| !seen.insert((&plan.account, plan.slot, &plan.model, plan.rank)));
        twice.map_or(Ok(()), |plan| Err(format!("{}: another plan has its account, its part and its tier", plan.id)))?;
        Ok(self)
    }
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
    /// Which relation with the provider it is part of: plans of one account share its fees, its credits and its tier. The
    /// provider's id, unless it bills this apart.
    #[serde(default)]
    pub account: String,
    /// Tier of that account.
    #[serde(default)]
    pub tier: String,
    /// How high the tier is among those of the provider, from 0.
    #[serde(skip)]
    pub rank: usize,
    /// The provider's id of the language model; a plan that answers model calls has one.
    pub model: Option<String>,
    /// Why the plan's numbers are only near the truth; absent where they are not.
    pub approximate: Option<String>,
    /// What its prices and credits are in.
    #[serde(default)]
    pub currency: Currency,
    /// Fixed price, dollars a month before tax, the first seat included.
    pub base: History<f64>,
    /// Prices of what is used; a meter without one is free.
    #[serde(default)]
    pub prices: Vec<Price>,
    /// What is allowed in a window of time or at once; what is not listed is unlimited.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// The remaining numbers.
    #[serde(default)]
    pub facts: Vec<Fact>,
    /// What happens past [`FactName::CreditLimit`] until the month ends; present where the plan has one.
    pub credit_past: Option<Past>,
}

/// What the prices of a plan are in. Base prices and seats are always in dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Currency {
    /// Dollars before tax.
    #[default]
    Usd,
    /// The provider's own credits.
    Credits,
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

impl Plan {
    /// The entry of a limit in force on a day; its value is the units allowed in a window.
    #[must_use]
    pub fn limit(&self, window: Window, meter: Meter, day: Date) -> Option<&Entry<f64>> {
        let limit = self.limits.iter().find(|limit| limit.window == window && limit.meter == meter)?;
        Some(limit.history.at(day))
    }

    /// The price tiers of a meter on a day, in the plan's currency; empty where it is free.
    #[must_use]
    pub fn tiers(&self, meter: Meter, day: Date) -> &[Tier] {
        let price = self.prices.iter().find(|price| price.meter == meter);
        price.map_or(&[], |price| &price.history.at(day).value)
    }

    /// One of the remaining numbers on a day; absent means what [`FactName`] states.
    #[must_use]
    pub fn fact(&self, name: FactName, day: Date) -> Option<f64> {
        let fact = self.facts.iter().find(|fact| fact.name == name)?;
        Some(fact.history.at(day).value)
    }

    /// Fixed price on a day, dollars a month before tax.
    #[must_use]
    pub fn base_usd(&self, day: Date) -> f64 {
        self.base.at(day).value
    }

    /// What was known of the plan on a day: numbers that were read later have the values they had before.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Self {
        let mut plan = self.clone();
        plan.base = self.base.as_of(day);
        plan.prices.iter_mut().for_each(|price| price.history = price.history.as_of(day));
        plan.limits.iter_mut().for_each(|limit| limit.history = limit.history.as_of(day));
        plan.facts.iter_mut().for_each(|fact| fact.history = fact.history.as_of(day));
        plan
    }

    /// The days on which its numbers were read.
    pub(super) fn read_on(&self) -> impl Iterator<Item = Date> {
        let prices = self.prices.iter().flat_map(|price| price.history.entries().map(Entry::known));
        let limits = self.limits.iter().flat_map(|limit| limit.history.entries().map(Entry::known));
        let facts = self.facts.iter().flat_map(|fact| fact.history.entries().map(Entry::known));
        self.base.entries().map(Entry::known).chain(prices).chain(limits).chain(facts)
    }

    /// The first day of which every number is known.
    #[must_use]
    pub fn known_from(&self) -> Date {
        let prices = self.prices.iter().map(|price| price.history.known_from());
        let limits = self.limits.iter().map(|limit| limit.history.known_from());
        let facts = self.facts.iter().map(|fact| fact.history.known_from());
        prices.chain(limits).chain(facts).fold(self.base.known_from(), Date::max)
    }

    /// Hour in UTC at which the daily limits reset; 0 without daily limits.
    #[must_use]
    pub fn reset_utc_hour(&self) -> u8 {
        let daily = self.limits.iter().filter(|limit| limit.window == Window::Day);
        daily.filter_map(|limit| limit.reset.as_ref()).map(|reset| reset.utc_hour).next().unwrap_or(0)
    }
}
