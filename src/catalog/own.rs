//! Plans of a scenario's own, beside those of the catalogue's files.

use super::number::stated;
use super::{Catalog, Currency, FactName, Past, Plan, Provider};
use crate::parts::Slot;

impl Catalog {
    /// The same catalogue with plans of a scenario's own before all others, in place of those that it had.
    #[must_use]
    pub fn with_own(&self, plans: Vec<Plan>) -> Self {
        let (id, name) = ("own".to_owned(), "Your own plans".to_owned());
        let own = Provider { id, name, document: None, plans, gpus: Vec::new() };
        Self { own: Some(own).filter(|own| !own.plans.is_empty()), files: self.files.clone() }
    }
}

impl Plan {
    /// A plan that costs nothing and limits nothing.
    #[must_use]
    pub fn blank(id: String, name: String, slot: Slot) -> Self {
        Self {
            part: name.clone(),
            slot,
            account: id.clone(),
            tier: id.clone(),
            rank: 0,
            model: (slot == Slot::Inference).then(|| id.clone()),
            approximate: None,
            ends: None,
            batch: false,
            document: None,
            besides: Vec::new(),
            currency: Currency::Usd,
            base: stated(0.0),
            prices: Vec::new(),
            limits: Vec::new(),
            facts: Vec::new(),
            credit_past: None,
            past: Some(Past::Refuse),
            id,
            name,
        }
    }

    /// The same plan as one of a scenario's own, which is an account by itself. Nobody but its founder raises it to another tier, and
    /// where its model ends its calls are sent on to none.
    #[must_use]
    pub fn as_own(&self, id: String, name: String) -> Self {
        let mut facts = self.facts.clone();
        facts.retain(|fact| !matches!(fact.name, FactName::AfterUsd | FactName::AfterDays));
        let mut ends = self.ends.clone();
        if let Some(ends) = &mut ends {
            *ends = ends.map(|entry| super::End { routed: false, ..entry.value.clone() });
        }
        Self { facts, ends, document: None, ..Self { name: name.clone(), part: name, ..self.renamed(id) } }
    }

    fn renamed(&self, id: String) -> Self {
        Self { account: id.clone(), tier: id.clone(), rank: 0, id, ..self.clone() }
    }

    /// The same plan with something else past its limits of a month, of all time and of what is held. What lasts stays away from
    /// credits: those that end for good are given once, and these stay those of a month.
    #[must_use]
    pub fn with_past(mut self, past: Past) -> Self {
        self.past = Some(past);
        self.limits.iter_mut().filter(|limit| limit.window.may_last()).for_each(|limit| limit.past = past);
        self.credit_past = self.credit_past.map(|before| if past.lasts() { before } else { past });
        self
    }
}
