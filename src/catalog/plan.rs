//! A plan: what it costs, what it refuses.

use serde::Deserialize;

use super::number::MOST;
use super::{Date, End, Entry, Fact, FactName, Gpu, History, Limit, Past, Tier, Tiers, Window};
use crate::parts::{Meter, Slot};

/// A company and its plans.
#[derive(Clone, Debug, PartialEq)]
pub struct Provider {
    /// Unique name for programs, e.g. `gemini`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// The title of the document that states its plans, where the world does not.
    pub document: Option<String>,
    /// What it offers.
    pub plans: Vec<Plan>,
    /// The graphics cards that it lends. A build leaves them out, and keeps the plans that they are.
    pub gpus: Vec<Gpu>,
}

/// An offer of a provider: a model or another part of an app, at a tier of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Unique name for programs and scenarios, e.g. `gemini-3.1-flash-lite-free`.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Name for people of the model or part, whatever the tier: `Gemini 3.1 Flash-Lite`.
    pub part: String,
    /// What of an app it can carry.
    pub slot: Slot,
    /// Which relation with the provider it is part of: plans of one account share its fees, its credits and its tier. The
    /// provider's id, unless it bills this apart.
    pub account: String,
    /// Tier of that account.
    pub tier: String,
    /// How high the tier is: above all tiers of the account that have less.
    pub rank: usize,
    /// The provider's id of the language model; a plan that answers model calls has one.
    pub model: Option<String>,
    /// Why the plan's numbers are only near the truth; absent where they are not.
    pub approximate: Option<String>,
    /// When it is no more, as far as is announced.
    pub ends: Option<History<End>>,
    /// Whether its answers may come a day later.
    pub batch: bool,
    /// The title of the document that states it, where the world does not.
    pub document: Option<String>,
    /// What it bills besides, in words: lines that no meter counts, so that its bill is at least what is reckoned.
    pub besides: Vec<String>,
    /// What its prices and credits are in.
    pub currency: Currency,
    /// Fixed price, dollars a month before tax, the first seat included.
    pub base: History<f64>,
    /// Prices of what is used; a meter without one is free.
    pub prices: Vec<Price>,
    /// What is allowed in a window of time or at once; what is not listed is unlimited.
    pub limits: Vec<Limit>,
    /// The remaining numbers.
    pub facts: Vec<Fact>,
    /// What happens past [`FactName::CreditLimit`] until the month ends; present where the plan has one.
    pub credit_past: Option<Past>,
    /// What happens past a limit that a scenario adds to it; absent: a limit of credits pauses the part, another refuses use.
    pub past: Option<Past>,
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
    /// The most that one unit costs: of what users pay, one payment.
    #[serde(default)]
    pub most: Option<History<f64>>,
    /// Its tiers over time.
    pub history: History<Tiers>,
}

impl Price {
    /// The most that one unit costs on a day.
    #[must_use]
    pub fn most_on(&self, day: Date) -> Option<f64> {
        let most = self.most.as_ref().filter(|most| most.known_from() <= day)?;
        Some(most.at(day).value)
    }
}

impl Plan {
    /// The entry of its own limit in force on a day; its value is the units allowed in a window.
    #[must_use]
    pub fn limit(&self, window: Window, meter: Meter, day: Date) -> Option<&Entry<f64>> {
        let own = self.limits.iter().filter(|limit| !limit.is_of_account());
        let limit = own.into_iter().find(|limit| limit.window == window && limit.meter == meter)?;
        Some(limit.history.at(day))
    }

    /// The price tiers of a meter on a day, in the plan's currency; empty where it is free.
    #[must_use]
    pub fn tiers(&self, meter: Meter, day: Date) -> &[Tier] {
        let price = self.prices.iter().find(|price| price.meter == meter);
        price.map_or(&[], |price| &price.history.at(day).value)
    }

    /// Whether it is what a successor is named by: the provider's id of its model, or its own.
    #[must_use]
    pub fn is_named(&self, id: &str) -> bool {
        self.id == id || self.model.as_deref() == Some(id)
    }

    /// The same of the plan whose batch it is, if it is one.
    #[must_use]
    pub fn is_named_or_batch(&self, id: &str) -> bool {
        let whole = |own: &str, end: &str| self.batch && own.strip_suffix(end) == Some(id);
        self.is_named(id) || whole(&self.id, "-batch") || self.model.as_deref().is_some_and(|it| whole(it, " (batch)"))
    }

    /// The day from which it is no more, as far as is known of it.
    #[must_use]
    pub fn end(&self) -> Option<&End> {
        self.ends.as_ref().and_then(|ends| ends.entries().last()).map(|entry| &entry.value)
    }

    /// Whether it limits or charges for a meter on a day; what begins with a limit far above all use has none then.
    #[must_use]
    pub fn counts(&self, meter: Meter, day: Date) -> bool {
        let is_limited = |limit: &Limit| limit.meter == meter && limit.history.at(day).value < MOST;
        self.tiers(meter, day).iter().any(|tier| tier.price > 0.0) || self.limits.iter().any(is_limited)
    }

    /// One of the remaining numbers on a day; absent means what [`FactName`] states. So does the most that a fact may be: that
    /// is how the history of a limit begins that a plan did not have before.
    #[must_use]
    pub fn fact(&self, name: FactName, day: Date) -> Option<f64> {
        let fact = self.facts.iter().find(|fact| fact.name == name)?;
        Some(fact.history.at(day).value).filter(|value| *value < MOST)
    }

    /// The same, or what it will be first where it is none on that day.
    #[must_use]
    pub fn fact_from(&self, name: FactName, day: Date) -> Option<f64> {
        let fact = self.facts.iter().find(|fact| fact.name == name)?;
        let later = fact.history.entries().filter(|entry| day < entry.from).map(|entry| entry.value);
        std::iter::once(fact.history.at(day).value).chain(later).find(|value| *value < MOST)
    }

    /// What must have been billed and how many days must have passed before its tier is reached; `None` where it is chosen.
    #[must_use]
    pub fn reached_after(&self, day: Date) -> Option<[f64; 2]> {
        let after = [FactName::AfterUsd, FactName::AfterDays].map(|name| self.fact(name, day));
        after.iter().any(Option::is_some).then(|| after.map(|number| number.unwrap_or(0.0)))
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
        plan.ends = self.ends.as_ref().and_then(|ends| ends.if_known(day));
        for price in &mut plan.prices {
            price.history = price.history.as_of(day);
            price.most = price.most.as_ref().and_then(|most| most.if_known(day));
        }
        plan.limits.iter_mut().for_each(|limit| limit.history = limit.history.as_of(day));
        // What the catalogue learnt of later was as good as none.
        plan.limits.retain(|limit| limit.history.entries().any(|entry| entry.value < MOST));
        plan.prices.retain(|price| price.history.entries().any(|it| it.value.iter().any(|tier| tier.price > 0.0)));
        plan.facts.iter_mut().for_each(|fact| fact.history = fact.history.as_of(day));
        plan
    }

    /// The days on which its numbers were read or came into the catalogue.
    pub fn read_on(&self) -> impl Iterator<Item = Date> {
        let prices = self.prices.iter().flat_map(|price| price.history.entries().map(Entry::known));
        let limits = self.limits.iter().flat_map(|limit| limit.history.entries().map(Entry::known));
        let facts = self.facts.iter().flat_map(|fact| fact.history.entries().map(Entry::known));
        let ends = self.ends.iter().flat_map(|ends| ends.entries().map(Entry::known));
        let most = self.prices.iter().filter_map(|price| price.most.as_ref());
        let most = most.flat_map(|most| most.entries().map(Entry::known));
        let facts = facts.chain(ends).chain(most);
        self.base.entries().map(Entry::known).chain(prices).chain(limits).chain(facts)
    }

    /// Whether the catalogue had it on a day.
    #[must_use]
    pub fn is_known_on(&self, day: Date) -> bool {
        self.known_from() <= day && self.base.entries().next().is_none_or(|first| first.known() <= day)
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
