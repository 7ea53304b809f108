//! The plans that a file's offers are.
//!
//! A plan is what its tier, its model or part and its offer say together. Where two of them say the same thing, the
//! closer one is right: the offer before the part, the part before the tier.

use super::written::{AccountTier, Offer, Part, Written};
use super::{Fact, FactName, History, Limit, Plan, Price, Provider, Whose, Window};
use crate::parts::{Meter, Slot};

impl Written {
    /// The provider with its plans, or what is wrong with one of them.
    pub(super) fn provider(self) -> Result<Provider, String> {
        self.check()?;
        // Tiers of their own come after those that are listed, in the order in which they are offered.
        let account = |account: &Option<String>| account.as_ref().unwrap_or(&self.id).clone();
        let mut tiers: Vec<_> = self.tiers.iter().map(|tier| (account(&tier.account), tier.id.clone())).collect();
        // Batches come last, so that what was first at a tier stays so.
        let (mut plans, mut batches) = (Vec::new(), Vec::new());
        for part in self.models.iter().chain(&self.parts) {
            for offer in &part.offers {
                let mut plan = self.plan(part, offer).map_err(|reason| format!("{}: {reason}", offer.id))?;
                let tier = (plan.account.clone(), plan.tier.clone());
                plan.rank = tiers.iter().position(|known| *known == tier).unwrap_or(tiers.len());
                if plan.rank == tiers.len() {
                    tiers.push(tier);
                }
                let batch = part.batch.as_ref().filter(|_| !plan.prices.is_empty()).map(|share| plan.as_batch(share));
                plans.push(plan);
                batches.extend(batch);
            }
        }
        plans.append(&mut batches);
        Ok(Provider { id: self.id, name: self.name, document: self.document, plans, gpus: self.gpus })
    }

    fn plan(&self, part: &Part, offer: &Offer) -> Result<Plan, String> {
        let tier = self.tier(part, offer)?;
        let model = if offer.model.is_some() { &offer.model } else { &part.id };
        let closest = [&offer.approximate, &part.approximate, &tier.approximate].into_iter().flatten().next();
        let mut limits = over(&over(&tier.limits, &part.limits, limit_of), &offer.limits, limit_of);
        // What an account may use of all its models is nothing to the other parts that it carries.
        limits.retain(|limit| part.slot.is_none() || !limit.is_of_account());
        for limit in limits.iter_mut().filter(|limit| limit.window == Window::Day && limit.reset.is_none()) {
            limit.reset.clone_from(&self.reset);
        }
        let mut facts = over(&over(&tier.facts, &part.facts, fact_of), &offer.facts, fact_of);
        facts.sort_by_key(fact_of);
        Ok(Plan {
            id: offer.id.clone(),
            name: offer.name.clone().unwrap_or_else(|| self.plan_name(part, &tier)),
            part: [&part.name, model].into_iter().flatten().next().unwrap_or(&self.name).clone(),
            slot: part.slot.unwrap_or(Slot::Inference),
            account: part.account.as_ref().unwrap_or(&self.id).clone(),
            rank: 0,
            model: model.clone(),
            approximate: closest.cloned(),
            ends: [&offer.ends, &part.ends, &tier.ends].into_iter().flatten().next().cloned(),
            batch: false,
            document: self.document.clone(),
            besides: offer.besides.clone(),
            currency: self.currency,
            prices: over(&part.prices, &offer.prices, price_of),
            limits,
            facts,
            credit_past: offer.credit_past.or(tier.credit_past),
            past: None,
            tier: tier.id,
            base: tier.base,
        })
    }

    /// The tier that an offer is at: one that is listed, or one of its own.
    fn tier(&self, part: &Part, offer: &Offer) -> Result<AccountTier, String> {
        let mut tiers = self.tiers.iter().filter(|tier| tier.account == part.account);
        let listed = tiers.find(|tier| Some(&tier.id) == offer.tier.as_ref());
        match (listed, offer.base.as_ref().or(part.base.as_ref()), &offer.tier) {
            (Some(tier), None, _) => Ok(tier.clone()),
            (None, Some(base), id) => Ok(AccountTier {
                id: id.as_ref().unwrap_or(&offer.id).clone(),
                name: offer.name.clone().ok_or("a tier of its own needs a name")?,
                account: part.account.clone(),
                approximate: None,
                ends: None,
                base: base.clone(),
                credit_past: None,
                limits: Vec::new(),
                facts: Vec::new(),
            }),
            (Some(tier), Some(_), _) => Err(format!("the base price is said by its tier {} already", tier.id)),
            (None, None, Some(id)) => Err(format!("there is no tier {id}")),
            (None, None, None) => Err("it needs a tier, or a base price as a tier of its own".to_owned()),
        }
    }

    /// `Gemini 3 Flash, free` of a part with a name, `Railway Hobby` of one without.
    fn plan_name(&self, part: &Part, tier: &AccountTier) -> String {
        match &part.name {
            Some(part) => format!("{part}, {}", tier.name),
            None => format!("{} {}", self.name, tier.name),
        }
    }
}

impl Plan {
    /// The same for answers that may come a day later, at a share of the prices. What the account may use it may use here, too;
    /// the model's own limits are those of other answers.
    fn as_batch(&self, share: &History<f64>) -> Self {
        let mut plan = self.clone();
        plan.id.push_str("-batch");
        plan.name.push_str(", batch");
        plan.part.push_str(", batch");
        plan.model = plan.model.map(|model| model + " (batch)");
        plan.batch = true;
        // Nobody waits for them.
        plan.facts.retain(|fact| !matches!(fact.name, FactName::FirstTokenSeconds | FactName::TokenSeconds));
        plan.limits.retain(|limit| limit.of == Whose::Account);
        for price in &mut plan.prices {
            price.history = price.history.map(|entry| entry.value.times(share.at(entry.from).value));
        }
        plan
    }
}

const fn price_of(price: &Price) -> Meter {
    price.meter
}

/// A model may have a limit beside that of its account.
fn limit_of(limit: &Limit) -> (Window, Meter, bool) {
    (limit.window, limit.meter, limit.is_of_account())
}

const fn fact_of(fact: &Fact) -> FactName {
    fact.name
}

/// What two layers say, in the order of the lower one; what both say, as the upper one says it. What one layer says twice
/// stays there twice, so that it is found.
fn over<T: Clone, K: PartialEq>(lower: &[T], upper: &[T], of: impl Fn(&T) -> K) -> Vec<T> {
    let mut upper = upper.to_vec();
    let mut both: Vec<T> = Vec::new();
    for one in lower {
        let closer = upper.iter().position(|other| of(other) == of(one));
        both.push(closer.map_or_else(|| one.clone(), |index| upper.remove(index)));
    }
    both.append(&mut upper);
    both
}

#[cfg(test)]
mod tests;
