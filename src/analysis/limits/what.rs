//! What a limit is and what happens at it, in words.

use super::super::number::grouped;
use crate::catalog::{Currency, Date, FactName, Limit, Past, Plan, Whose, Window};
use crate::model::limit;
use crate::parts::Slot;
use crate::program::LimitOf;
use crate::scenario::Quantity;

/// A limit, whoever has it.
#[derive(Default)]
pub(super) struct What {
    /// What it is, in short: `500 requests a day`.
    pub(super) name: String,
    /// The same in a file.
    pub(super) key: String,
    /// What happens at it, as what follows a colon.
    pub(super) happens: String,
}

impl What {
    fn new(name: impl Into<String>, key: impl Into<String>, happens: impl Into<String>) -> Self {
        Self { name: name.into(), key: key.into(), happens: happens.into() }
    }
}

/// All that the words for a limit depend on.
pub(super) struct Case<'a> {
    pub(super) row: LimitOf,
    /// Name of the provider.
    pub(super) provider: &'a str,
    /// Whether its account answers model calls.
    pub(super) calls_models: bool,
    /// Calls a minute that the app lets through by itself.
    pub(super) limiter: Option<Quantity>,
    /// The plans that may have it, in the order in which the app may come to them.
    pub(super) plans: Vec<&'a Plan>,
    /// First day of the run.
    pub(super) day: Date,
}

impl Case<'_> {
    pub(super) fn what(&self) -> What {
        let provider = self.provider;
        match (self.row.way, self.row.counts) {
            (limit::LIMITER, _) => {
                let most = self.limiter.map(|most| format!(" of {} calls a minute", ends(most))).unwrap_or_default();
                let happens = format!("your own limiter{most} turns away calls to {provider}");
                What::new("your own limiter", "own_limiter", happens)
            }
            (limit::CAP, _) => {
                let calls = if self.calls_models { "calls to " } else { "" };
                let happens = format!("your own spending cap stops {calls}{provider}");
                What::new("your own spending cap", "own_cap", happens)
            }
            (limit::QUEUE, _) => {
                What::new("too slow to wait for", "too_slow", "the backend is too slow, and users give up waiting")
            }
            (limit::REQUEST, _) => self.request(),
            (limit::MONTH, limit::cause::CREDIT) => self.credit(),
            (limit::MONTH, limit::cause::TRIAL) => self.days(FactName::TrialDays, |plan, days| {
                What::new(format!("{days} of trial"), "trial", format!("{plan} ends after {days} of trial"))
            }),
            (limit::MONTH, limit::cause::IDLE) => self.days(FactName::IdleDays, |plan, days| {
                let paused = format!("paused after {days} without use");
                What::new(paused.clone(), "idle", format!("{plan} is {paused}"))
            }),
            _ => self.limit(),
        }
    }

    /// A limit of a meter in a window.
    fn limit(&self) -> What {
        let of = |plan| Self::limits(plan).filter(|it| self.row.is(plan, it));
        let Some((plan, it)) = self.plans.iter().find_map(|plan| Some((*plan, of(plan).next()?))) else {
            return What::default();
        };
        let every = every(it);
        let same = |other: &&Limit| other.meter == it.meter;
        let amounts = self.plans.iter().flat_map(|plan| of(plan).filter(same)).map(|it| self.units(it));
        let words = it.meter.words();
        let here = format!("{} {words}{every}", grouped(self.units(it)));
        let happens = if plan.slot == Slot::Inference && it.past == Past::Refuse {
            format!("{} refuses calls past {here}", quoted(plan))
        } else {
            past(plan, it.past, &here)
        };
        let visitor = if it.of == Whose::Visitor { "visitor_" } else { "" };
        let key = format!("{visitor}{}_{}", it.window.id(), it.meter.id());
        What::new(format!("{} {words}{every}", from_to(amounts)), key, happens)
    }

    /// A single request that is larger than what a minute allows.
    fn request(&self) -> What {
        let of = |plan| {
            Self::limits(plan).filter(|it| match it.window {
                Window::Request => true,
                Window::Minute => plan.slot.place(it.meter) > Some(0),
                _ => false,
            })
        };
        let first = self.plans.iter().find(|plan| of(plan).next().is_some());
        let Some(plan) = first else { return What::default() };
        let amounts = of(plan).map(|it| format!("{} {}{}", grouped(self.units(it)), it.meter.words(), every(it)));
        let amounts = amounts.collect::<Vec<_>>().join(" or ");
        let happens = format!("{} refuses single requests above its limit of {amounts}", quoted(plan));
        What::new("requests too large", "too_large", happens)
    }

    /// The most that may be used of an account in a month, in its own credits. What ends a plan for good is given once.
    fn credit(&self) -> What {
        let of = |plan: &Plan| plan.fact(FactName::CreditLimit, self.day);
        let Some(plan) = self.plans.iter().find(|plan| of(plan).is_some()) else { return What::default() };
        let amount = |from_to: String, lasts: bool| {
            let a_month = if lasts { "" } else { " a month" };
            match plan.currency {
                Currency::Usd => format!("{from_to} of usage{a_month}"),
                Currency::Credits => format!("{from_to} credits{a_month}"),
            }
        };
        let lasts = |plan: &Plan| plan.credit_past.is_some_and(Past::lasts);
        let with = || self.plans.iter().filter(|other| of(other).is_some());
        let all = from_to_with(with().filter_map(|plan| of(plan)), |number| money(number, plan.currency));
        let here = amount(money(of(plan).unwrap_or_default(), plan.currency), lasts(plan));
        let happens = past(plan, plan.credit_past.unwrap_or(Past::Pause), &here);
        What::new(amount(all, with().all(|plan| lasts(plan))), "credit", happens)
    }

    /// Days after which the first plan that says so ends or pauses.
    fn days(&self, fact: FactName, words: impl Fn(&str, &str) -> What) -> What {
        let with = self.plans.iter().find_map(|plan| Some((plan, plan.fact(fact, self.day)?)));
        with.map_or_else(What::default, |(plan, days)| {
            let days = if days == 1.0 { "1 day".to_owned() } else { format!("{} days", grouped(days)) };
            words(&quoted(plan), &days)
        })
    }

    fn limits(plan: &Plan) -> impl Iterator<Item = &Limit> {
        plan.limits.iter()
    }

    /// Units that a limit allows.
    fn units(&self, limit: &Limit) -> f64 {
        limit.history.at(self.day).value
    }
}

/// The name of a plan, which may have a comma, in a sentence.
fn quoted(plan: &Plan) -> String {
    format!("“{}”", plan.name)
}

/// What a plan does past what it allows.
fn past(plan: &Plan, past: Past, allowance: &str) -> String {
    let (what, then) = match past {
        Past::Refuse => (plan.slot.about().refuses, ""),
        Past::Restrict => ("is restricted", ""),
        Past::SuspendUntilUpgrade => ("is suspended", ", until an upgrade"),
        Past::Delete => ("is deleted", ""),
        Past::Pause => ("is paused", ""),
    };
    format!("{} {what} past its allowance of {allowance}{then}", quoted(plan))
}

/// When and for whom the count of a limit starts again.
fn every(limit: &Limit) -> String {
    // What is held has no window.
    let every = if limit.meter.is_stock() { String::new() } else { format!(" {}", limit.window.words()) };
    let whose = match limit.of {
        Whose::Service => "",
        Whose::Account => ", all models together",
        Whose::Visitor => " for each visitor",
    };
    format!("{every}{whose}")
}

/// An amount of what a plan's prices are in; cents are two digits.
fn money(amount: f64, currency: Currency) -> String {
    let cents = (amount * 100.0).round() % 100.0;
    match currency {
        Currency::Credits => grouped(amount),
        Currency::Usd if cents > 0.0 && amount >= 0.01 => format!("${}.{cents:02}", grouped(amount.floor())),
        Currency::Usd => format!("${}", grouped(amount)),
    }
}

/// A number of the scenario: `30`, or `20 to 40`.
fn ends(quantity: Quantity) -> String {
    let (low, high) = quantity.ends();
    from_to([low, high].into_iter())
}

/// Numbers from the lowest to the highest: `500 to 10,000`.
fn from_to(numbers: impl Iterator<Item = f64>) -> String {
    from_to_with(numbers, grouped)
}

fn from_to_with(numbers: impl Iterator<Item = f64>, print: impl Fn(f64) -> String) -> String {
    let (least, most) = numbers.fold((f64::INFINITY, 0.0), |(least, most), it| (it.min(least), it.max(most)));
    if least < most { format!("{} to {}", print(least), print(most)) } else { print(least) }
}
