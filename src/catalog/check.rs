//! What the types alone cannot rule out.

use std::collections::BTreeSet;

use super::written::{AccountTier, Part, Written};
use super::{Currency, FactName, GpuFactName, Limit, Plan, Price, Provider, Whose, Window};
use crate::parts::{Meter, Slot};

impl Written {
    /// The first thing that no tier, model or part may be, with its id.
    pub(super) fn check(&self) -> Result<(), String> {
        let named = |id: &str, checked: Result<(), String>| checked.map_err(|reason| format!("{id}: {reason}"));
        let id = |tier: &AccountTier| (tier.account.clone(), tier.id.clone());
        must(once(self.tiers.iter().map(id)), "two tiers of an account have the same id")?;
        self.tiers.iter().try_for_each(|tier| named(&tier.id, self.check_tier(tier)))?;
        let is_model = |part: &Part| part.id.is_some() && part.slot.is_none();
        let is_part = |part: &Part| part.id.is_none() && part.slot.is_some_and(|slot| slot != Slot::Inference);
        must(self.models.iter().all(is_model), "a model has an id and no slot")?;
        let shares = self.models.iter().filter_map(|part| part.batch.as_ref());
        must(shares.into_iter().all(|share| share.entries().count() == 1), "what a batch costs is one share for good")?;
        must(self.parts.iter().all(is_part), "a part has a slot, which is not inference, and no id")?;
        let parts = self.models.iter().chain(&self.parts);
        let mut closer = parts.flat_map(|part| {
            let of_part = part.limits.iter().map(move |limit| (part.id.as_ref().or(part.name.as_ref()), limit));
            of_part.chain(part.offers.iter().flat_map(|it| it.limits.iter().map(|limit| (Some(&it.id), limit))))
        });
        closer.find(|(_, limit)| limit.is_of_account()).map_or(Ok(()), |(id, _)| {
            let id = id.map_or(self.name.as_str(), String::as_str);
            Err(format!("{id}: a limit of the account is said by a tier, once for all its models"))
        })
    }

    fn check_tier(&self, tier: &AccountTier) -> Result<(), String> {
        let mut parts = self.models.iter().chain(&self.parts).filter(|part| part.account == tier.account);
        let mut facts = tier.facts.iter().map(|fact| fact.name);
        must(facts.all(FactName::is_of_account), "a tier says nothing of speed and hardware, which belong to a part")?;
        let mut of_account = tier.limits.iter().filter(|limit| limit.is_of_account());
        must(of_account.all(of_all_models), "a limit of the account counts model calls, by minute, day or month")?;
        must(
            parts.any(|part| part.offers.iter().any(|offer| offer.tier.as_ref() == Some(&tier.id))),
            "nothing is offered at this tier",
        )
    }
}

impl Provider {
    /// The first thing that no plan may be, with the plan's id.
    pub(super) fn check(&self) -> Result<(), String> {
        self.plans.iter().try_for_each(|plan| plan.check().map_err(|reason| format!("{}: {reason}", plan.id)))?;
        self.check_ends()?;
        self.check_gpus()?;
        let mut seen = BTreeSet::new();
        let twice = self.plans.iter().find(|it| !seen.insert((&it.account, it.slot, &it.model, it.rank)));
        if let Some(Plan { id, tier, .. }) = twice {
            return Err(format!("{id}: another plan offers the same at the tier {tier}"));
        }
        // Tiers of their own may have the same name; an account pays for a tier once, so there is one price.
        let tier = |plan: &Plan| (plan.account.clone(), plan.tier.clone());
        let other_base = |plan: &&Plan| self.plans.iter().any(|it| tier(it) == tier(plan) && it.base != plan.base);
        let unlike = self.plans.iter().find(other_base);
        unlike.map_or(Ok(()), |plan| Err(format!("{}: the tier {} has two base prices", plan.id, plan.tier)))
    }
}

impl Provider {
    /// Who takes over is there.
    fn check_ends(&self) -> Result<(), String> {
        for plan in &self.plans {
            let is_followed = plan.ends.is_none() || plan.slot.about().is_passed;
            must(is_followed, "the end of what nobody has to pass is not followed")
                .map_err(|reason| format!("{}: {reason}", plan.id))?;
            for end in plan.ends.iter().flat_map(|ends| ends.entries()).map(|entry| &entry.value) {
                let is_there = end.successor.as_ref().is_none_or(|id| self.plans.iter().any(|it| it.is_named(id)));
                must(is_there, "what takes over is neither a model nor a plan of the provider")
                    .and_then(|()| must(!end.routed || end.successor.is_some(), "calls are routed to a successor"))
                    .map_err(|reason| format!("{}: {reason}", plan.id))?;
            }
        }
        Ok(())
    }

    fn check_gpus(&self) -> Result<(), String> {
        for gpu in &self.gpus {
            let named = |checked: Result<(), String>| checked.map_err(|reason| format!("{}: {reason}", gpu.id));
            let usual =
                |bounds: [f64; 2]| bounds.iter().all(|it| it.is_finite() && *it >= 0.0) && bounds[0] <= bounds[1];
            let mut numbers = gpu.facts.iter().flat_map(|fact| fact.history.entries());
            named(must(
                numbers.all(|entry| usual(entry.value.bounds())),
                "a number of a card is not negative, a range goes up",
            ))?;
            named(must(once(gpu.facts.iter().map(|fact| fact.name)), "a number of a card is stated twice"))?;
            let is_price = |name| matches!(name, GpuFactName::SecondUsd | GpuFactName::HourUsd | GpuFactName::MonthUsd);
            let prices = gpu.facts.iter().filter(|fact| is_price(fact.name)).count();
            named(must(prices < 2, "a card has one price, by the second, the hour or the month"))?;
        }
        Ok(())
    }
}

/// Whether a limit is of what is held just where its meter is a level.
fn is_level_or_not(limit: &Limit) -> bool {
    (limit.window == Window::Stock) == limit.meter.is_stock()
}

/// Whether all models of an account together may have a limit.
fn of_all_models(limit: &Limit) -> bool {
    Slot::Inference.meters().contains(&limit.meter)
        && matches!(limit.window, Window::Minute | Window::Day | Window::Month)
}

/// Nothing, or why not.
fn must(holds: bool, reason: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(reason.to_owned()) }
}

/// Whether no two are equal.
fn once<T: Ord>(all: impl Iterator<Item = T>) -> bool {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.is_sorted_by(|a, b| a < b)
}

impl Plan {
    fn check(&self) -> Result<(), String> {
        self.check_numbers()?;
        self.check_meters()?;
        self.check_prices()?;
        let has = |name| self.facts.iter().any(|fact| fact.name == name);
        must((self.slot == Slot::Inference) == self.model.is_some(), "plans of models have a model, and no others")?;
        must(
            has(FactName::CreditLimit) == self.credit_past.is_some(),
            "a credit limit and what happens past it go together",
        )?;
        must(
            self.currency == Currency::Usd || has(FactName::CreditLimit) || has(FactName::CreditUsd),
            "a plan in credits has a limit of them or a price of one",
        )
    }

    fn check_numbers(&self) -> Result<(), String> {
        let usual = |number: f64| number >= 0.0 && number.is_finite();
        let mut facts = self.facts.iter().flat_map(|fact| fact.history.entries());
        let mut amounts = self.limits.iter().flat_map(|limit| limit.history.entries());
        let mut resets = self.limits.iter().filter_map(|limit| limit.reset.as_ref());
        must(self.base.entries().all(|entry| usual(entry.value)), "a base price must not be negative")?;
        must(facts.all(|entry| usual(entry.value)), "a fact must not be negative")?;
        must(amounts.all(|entry| usual(entry.value) && entry.value > 0.0), "a limit must be above zero")?;
        let mut bursts = self.limits.iter().filter_map(|limit| Some((limit.window, limit.burst?)));
        must(resets.all(|reset| reset.utc_hour <= 23), "a limit resets at an hour of 0 to 23")?;
        let is_burst = |(window, burst)| window == Window::Minute && usual(burst) && burst > 0.0;
        must(bursts.all(is_burst), "a burst is of a minute and above zero")?;
        let mut fixed = self.limits.iter().filter(|limit| limit.fixed);
        must(
            fixed.all(|limit| limit.window == Window::Minute && limit.burst.is_none()),
            "only a minute is fixed, and one that is has no burst",
        )
    }

    fn check_meters(&self) -> Result<(), String> {
        let prices = || self.prices.iter().map(|price| price.meter);
        let limits = || self.limits.iter().map(|limit| (limit.window, limit.meter, limit.is_of_account()));
        let known = |meter: &Meter| self.slot.meters().contains(meter);
        if let Some(other) = prices().chain(limits().map(|(_, meter, _)| meter)).find(|meter| !known(meter)) {
            return Err(format!("{} does not count in the slot {}", other.id(), self.slot.id()));
        }
        must(self.limits.iter().all(is_level_or_not), "a level has a stock limit, and only a level")?;
        self.limits.iter().try_for_each(|limit| self.check_followed(limit))?;
        let distinct = once(prices()) && once(limits());
        must(distinct, "a meter has two prices, or two limits for the same window")?;
        must(once(self.facts.iter().map(|fact| fact.name)), "a fact is stated twice")
    }

    /// Whether the plan may have a limit.
    pub(super) fn may_limit(&self, limit: &Limit) -> bool {
        let counts = self.slot.meters().contains(&limit.meter) && is_level_or_not(limit);
        let of_account = !limit.is_of_account() || of_all_models(limit) && self.slot == Slot::Inference;
        counts && of_account && self.check_followed(limit).is_ok()
    }

    /// Prices of some requests, and the most that a unit costs.
    fn check_prices(&self) -> Result<(), String> {
        let is_flat = |price: &Price| price.history.entries().all(|entry| entry.value.len() == 1);
        let mut long = self.prices.iter().filter(|price| price.meter.is_of_long());
        must(long.all(is_flat), "a price of long requests has no steps")?;
        let has_long = self.prices.iter().any(|price| price.meter.is_of_long());
        let is_said = self.facts.iter().any(|fact| fact.name == FactName::LongPromptTokens);
        must(has_long == is_said, "prices of long requests and how long those are go together")?;
        let mut capped = self.prices.iter().filter_map(|price| Some((price, price.most.as_ref()?)));
        must(
            capped.all(|(price, most)| {
                price.meter == Meter::PaymentUsd
                    && is_flat(price)
                    && most.entries().all(|it| it.value > 0.0 && it.value.is_finite())
            }),
            "only what a share of a payment costs has a most, which is above zero",
        )
    }

    /// A limit that the simulation would not follow is none that it may know.
    fn check_followed(&self, limit: &Limit) -> Result<(), String> {
        let of_models = self.slot == Slot::Inference;
        let is_passed = self.slot.about().is_passed;
        must(
            of_models
                || limit.of != Whose::Visitor
                    && !matches!(limit.window, Window::Request | Window::Minute | Window::Concurrent),
            "only model calls are limited in one request, by the minute, at once and by visitor",
        )?;
        must(
            limit.window != Window::Concurrent || limit.meter == Meter::Requests,
            "what is under way at once is counted in requests",
        )?;
        must(
            is_passed || !matches!(limit.window, Window::Hour | Window::Day),
            "what nobody has to pass is limited by the month, in all, or as it is held",
        )
    }
}
