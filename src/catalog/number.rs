//! Every number of a plan has an address, by which a scenario may replace it.

use std::fmt;
use std::sync::Arc;

use super::{
    Confidence, Date, Entry, Fact, FactName, History, Limit, Origin, Past, Plan, Price, Source, Tiers, Whose, Window,
};
use crate::parts::Meter;

/// A number of a plan in force on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its address: `base`, `price.<meter>`, `limit.<window>.<meter>`, the same with `.account` of a limit over all models,
    /// or the name of a fact.
    pub path: String,
    /// The number. Prices are for as many units as [`Meter::quoted_per`] says, in the plan's currency.
    pub value: f64,
    /// Where it was read.
    pub source: Arc<Source>,
    /// First day it is in force; where no page says, the day it was read.
    pub from: Date,
}

/// Why a number of a plan cannot be replaced: one sentence each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetError {
    /// An address that no plan of its kind has. A price with several tiers has none.
    Unknown {
        /// The plan's id.
        plan: String,
        /// The address as written.
        path: String,
    },
    /// A number that may not stand at the address: negative or not finite, or 0 as a limit.
    NotAllowed {
        /// The address.
        path: String,
        /// Whether 0 may.
        zero: bool,
    },
}

impl fmt::Display for SetError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { plan, path } => write!(out, "The plan {plan} has no number {path:?} that can be replaced."),
            Self::NotAllowed { path, zero: true } => {
                write!(out, "{path} must be a number from 0 to 1,000,000,000,000.")
            }
            Self::NotAllowed { path, zero: false } => {
                write!(out, "{path} must be a number above 0, at most 1,000,000,000,000.")
            }
        }
    }
}

impl std::error::Error for SetError {}

/// The most that any number of a plan may be: far above all of them, and far below where `f32` ends. As a fact it is none, as a limit far above all use.
pub const MOST: f64 = 1e12;

/// What an address means.
enum Address {
    Base,
    Price(Meter),
    Included(Meter),
    Limit(Window, Meter, Whole),
    Fact(FactName),
}

/// Whether a limit is of the account, over all its models.
type Whole = bool;

fn address(path: &str) -> Option<Address> {
    let parts: Vec<&str> = path.split('.').collect();
    match *parts.as_slice() {
        ["base"] => Some(Address::Base),
        ["price", meter] => Some(Address::Price(Meter::named(meter)?)),
        ["included", meter] => Some(Address::Included(Meter::named(meter)?)),
        ["limit", window, meter] => Some(Address::Limit(Window::named(window)?, Meter::named(meter)?, false)),
        ["limit", window, meter, "account"] => Some(Address::Limit(Window::named(window)?, Meter::named(meter)?, true)),
        [name] => Some(Address::Fact(FactName::named(name)?)),
        _ => None,
    }
}

/// A value that a scenario states, for all days.
pub(super) fn stated<T>(value: T) -> History<T> {
    let source = Source { origin: Origin::Scenario, confidence: Confidence::High, added: None, note: String::new() };
    Entry { from: Date::FIRST, value, source: source.into() }.into()
}

/// The price of a meter, for as many units as it is quoted for, and the units of a month that are free before it; `None`
/// with more tiers.
fn paid(tiers: &Tiers, meter: Meter) -> Option<(f64, f64)> {
    match **tiers {
        [tier] => Some((tier.price * (meter.quoted_per() / tier.per), 0.0)),
        [free, tier] if free.price == 0.0 => Some((tier.price * (meter.quoted_per() / tier.per), tier.from)),
        _ => None,
    }
}

/// Whether a limit is that of an address.
fn is(limit: &Limit, window: Window, meter: Meter, whole: Whole) -> bool {
    (limit.window, limit.meter, limit.is_of_account()) == (window, meter, whole)
}

impl Plan {
    /// Every number in force on a day that has an address: all but the prices with several tiers.
    #[must_use]
    pub fn numbers(&self, day: Date) -> Vec<Number> {
        fn number<T>(path: String, entry: &Entry<T>, value: f64) -> Number {
            Number { path, value, source: Arc::clone(&entry.source), from: entry.from }
        }
        let base = self.base.at(day);
        let prices = self.prices.iter().flat_map(|price| {
            let (entry, meter) = (price.history.at(day), price.meter);
            let (each, included) = paid(&entry.value, meter).unzip();
            let included = included.filter(|included| *included > 0.0);
            let each = each.map(|each| number(format!("price.{}", meter.id()), entry, each));
            let included = included.map(|units| number(format!("included.{}", meter.id()), entry, units));
            each.into_iter().chain(included)
        });
        let limited = self.limits.iter().filter(|limit| limit.history.at(day).value < MOST);
        let limits = limited.map(|limit| {
            let entry = limit.history.at(day);
            let whole = if limit.is_of_account() { ".account" } else { "" };
            number(format!("limit.{}.{}{whole}", limit.window.id(), limit.meter.id()), entry, entry.value)
        });
        let stated = self.facts.iter().filter(|fact| self.fact(fact.name, day).is_some());
        let facts = stated.map(|fact| {
            let entry = fact.history.at(day);
            number(fact.name.id().to_owned(), entry, entry.value)
        });
        std::iter::once(number("base".to_owned(), base, base.value)).chain(prices).chain(limits).chain(facts).collect()
    }

    /// Replaces a number for all days; a fact, a price or a limit that the plan does not state is added. A limit of credits on a
    /// plan that had none pauses the part, and another limit refuses what is beyond it.
    ///
    /// # Errors
    /// An address that the plan does not have, or a number that may not stand there; the plan is then as it was.
    pub fn set(&mut self, path: &str, value: f64) -> Result<(), SetError> {
        let unknown = || SetError::Unknown { plan: self.id.clone(), path: path.to_owned() };
        let address = address(path).filter(|address| self.has(address)).ok_or_else(unknown)?;
        let zero = !matches!(address, Address::Limit(..));
        let allowed = (value > 0.0 || (zero && value == 0.0)) && value <= MOST;
        if !allowed {
            return Err(SetError::NotAllowed { path: path.to_owned(), zero });
        }
        match address {
            Address::Base => self.base = stated(value),
            Address::Price(meter) => self.set_price(meter, |(_, included)| (value, included)),
            Address::Included(meter) => self.set_price(meter, |(price, _)| (price, value)),
            Address::Limit(window, meter, whole) => {
                let mut limits = self.limits.iter_mut();
                match limits.find(|limit| is(limit, window, meter, whole)) {
                    Some(limit) => limit.history = stated(value),
                    None => self.limits.push(self.new_limit(window, meter, whole, value)),
                }
            }
            Address::Fact(name) => {
                self.facts.retain(|fact| fact.name != name);
                self.facts.push(Fact { name, history: stated(value) });
                if name == FactName::CreditLimit {
                    // What lasts would make them credits that are given once.
                    let past = self.past.filter(|past| !past.lasts());
                    self.credit_past.get_or_insert(past.unwrap_or(Past::Pause));
                }
            }
        }
        Ok(())
    }

    /// The latest price of a meter and what is included before it, if it is no more than that.
    fn prices(&self, meter: Meter) -> Option<(f64, f64)> {
        let price = self.prices.iter().find(|price| price.meter == meter)?;
        price.history.entries().last().and_then(|entry| paid(&entry.value, meter))
    }

    /// Replaces the latest price of a meter and what is included before it.
    fn set_price(&mut self, meter: Meter, change: impl Fn((f64, f64)) -> (f64, f64)) {
        let latest = self.prices(meter).unwrap_or_default();
        let (each, included) = change(latest);
        let history = stated(Tiers::after(included, each, meter.quoted_per()));
        match self.prices.iter_mut().find(|price| price.meter == meter) {
            Some(price) => price.history = history,
            None => self.prices.push(Price { meter, most: None, history }),
        }
    }

    /// A limit that the plan does not have. Days begin when those of its other limits do.
    fn new_limit(&self, window: Window, meter: Meter, whole: Whole, most: f64) -> Limit {
        let reset = self.limits.iter().filter(|limit| limit.window == window).find_map(|limit| limit.reset.clone());
        let of = if whole { Whose::Account } else { Whose::Service };
        let past = self.past.filter(|_| window.may_last()).unwrap_or(Past::Refuse);
        Limit { window, meter, of, past, burst: None, fixed: false, reset, history: stated(most) }
    }

    /// Whether there is a number to replace or to add; facts may always be stated.
    fn has(&self, address: &Address) -> bool {
        match *address {
            Address::Base | Address::Fact(_) => true,
            // Of units that are part of others, without a price of their own, none can be included.
            Address::Included(meter) if meter.part_of().is_some() => self.prices(meter).is_some(),
            Address::Price(meter) | Address::Included(meter) => {
                let has_none = self.prices.iter().all(|price| price.meter != meter);
                self.prices(meter).is_some() || has_none && self.slot.meters().contains(&meter)
            }
            Address::Limit(window, meter, whole) => {
                let has = self.limits.iter().any(|limit| is(limit, window, meter, whole));
                has || self.may_limit(&self.new_limit(window, meter, whole, MOST))
            }
        }
    }
}

#[cfg(test)]
mod tests;
