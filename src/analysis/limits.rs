//! The limits of an app in words: whose each is, and what happens at it.

mod what;

use std::collections::BTreeSet;

use super::number::grouped;
use super::plan_after::begins;
use crate::catalog::{Catalog, Plan};
use crate::model::{layout, limit};
use crate::parts::Slot;
use crate::program::{AccountOf, LimitOf, Of, World};
use crate::scenario::{Quantity, ValidScenario};
use what::Case;

/// A limit in words, in the order of the limits of a [`World`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitWords {
    /// Whose it is and what it is, as in a calendar: `Supabase: 5 GB sent to users a month`.
    pub name: String,
    /// Name in a file, of small letters, digits and underscores, whatever the plan's numbers are.
    pub key: String,
    /// What happens at it on the first plan that has it, as what follows a colon: `“Gemini, free” refuses calls past 500
    /// requests a day`.
    pub happens: String,
    /// The account in [`World::accounts`]; none of the budget.
    pub account: Option<usize>,
    /// What its plan does past it, where users are not turned away by it: `runs no builds`.
    pub instead: Option<&'static str>,
    /// Whether the answer knows how much of it is used.
    pub is_measured: bool,
    /// Why the number itself is doubtful, as what follows “that limit”: `is uncertain. Read on a forum.`
    pub doubt: Option<String>,
}

/// The limits of a scenario; none where its program could not be compiled.
#[must_use]
pub fn limits(scenario: &ValidScenario, catalog: &Catalog) -> Vec<LimitWords> {
    World::new(scenario, catalog).map(|world| of_world(&world, scenario)).unwrap_or_default()
}

/// The limits of a world that was worked out already.
#[must_use]
pub(super) fn of_world(world: &World, scenario: &ValidScenario) -> Vec<LimitWords> {
    let words = Words { world, scenario, accounts: account_names(world, scenario) };
    let mut limits: Vec<LimitWords> = world.limits.iter().map(|row| words.of(*row)).collect();
    apart(limits.iter_mut().map(|limit| &mut limit.name), |name, number| format!("{name} ({number})"));
    apart(limits.iter_mut().map(|limit| &mut limit.key), |key, number| format!("{key}_{number}"));
    limits
}

/// The budget in words: `the budget of $100`.
pub(super) fn budget(budget: Quantity) -> String {
    match budget {
        Quantity::Exact(dollars) => format!("the budget of ${}", grouped(dollars)),
        Quantity::Range(range) => format!("the budget of ${} to ${}", grouped(range.low), grouped(range.high)),
    }
}

/// What accounts are called: `Supabase`, or `Supabase (Chat)` where a feature has it for itself. Of equal ones the second is called
/// by what it is, `Render Postgres`, or else numbered.
pub(super) fn account_names(world: &World, scenario: &ValidScenario) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for account in &world.accounts {
        let name = account.titled(scenario);
        let is_taken = names.contains(&name);
        names.push(if is_taken { product(account).unwrap_or(name) } else { name });
    }
    apart(names.iter_mut(), |name, number| format!("{name} ({number})"));
    names
}

/// What an account for a single part of the app is, as its plans are called before their tier.
fn product(account: &AccountOf) -> Option<String> {
    let plans: Vec<&Plan> = account.tiers().flatten().collect();
    let first = plans.first().filter(|first| first.slot != Slot::Inference && account.own.is_none())?;
    let (product, _) = first.name.split_once(", ")?;
    plans.iter().all(|plan| plan.slot == first.slot).then(|| product.to_owned())
}

/// The name of an account in a file: its id in the catalogue, with the number of the feature that has it for itself.
pub(super) fn account_key(account: &AccountOf) -> String {
    let id = account.tiers().flatten().next().map_or("", |plan| &plan.account);
    key_of(id, account)
}

fn key_of(id: &str, account: &AccountOf) -> String {
    let own = account.own.map(|place| format!("_feature_{}", place + 1)).unwrap_or_default();
    slug(&format!("{id}{own}"))
}

/// Tells equal texts apart by a number: the second of them is written with 2.
fn apart<'a>(texts: impl Iterator<Item = &'a mut String>, with: impl Fn(&str, usize) -> String) {
    let mut taken = BTreeSet::new();
    for text in texts {
        let numbered = (2..).map(|number| with(text, number));
        if let Some(free) = std::iter::once(text.clone()).chain(numbered).find(|name| !taken.contains(name)) {
            *text = free;
        }
        taken.insert(text.clone());
    }
}

/// Small letters, digits and single underscores.
fn slug(text: &str) -> String {
    let letters = text.chars().map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '_' });
    letters.collect::<String>().split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

struct Words<'a> {
    world: &'a World,
    scenario: &'a ValidScenario,
    /// What the accounts are called.
    accounts: Vec<String>,
}

impl Words<'_> {
    fn of(&self, row: LimitOf) -> LimitWords {
        let Some(at) = self.account(row) else {
            let happens = format!("the bills pass {}", budget(self.scenario.money.budget));
            let (name, key) = ("Over budget".to_owned(), "over_budget".to_owned());
            return LimitWords { name, key, happens, account: None, instead: None, is_measured: true, doubt: None };
        };
        let account = &self.world.accounts[at];
        let plans = self.plans(row, at);
        let whose = self.whose(row, at, &plans);
        let case = Case {
            row,
            account: &self.accounts[at],
            calls_models: self.world.services.iter().any(|it| it.account == at && it.part == layout::SLOTS),
            limiter: self.scenario.client.limiter,
            plans,
            day: self.scenario.start.first_day(),
        };
        let what = case.what();
        LimitWords {
            name: format!("{whose}: {}", what.name),
            key: format!("{}_{}", self.key(row, account), what.key),
            happens: what.happens,
            doubt: what.doubt,
            account: Some(at),
            instead: self.instead(row),
            is_measured: row.way == limit::DAY
                || row.way == limit::MONTH
                    && ![limit::cause::TRIAL, limit::cause::IDLE, limit::cause::ENDED].contains(&row.counts),
        }
    }

    fn instead(&self, row: LimitOf) -> Option<&'static str> {
        let Of::Service(at) = row.of else { return None };
        (!self.world.turns_away(row.of)).then(|| Slot::ALL[self.world.services[at].part].about().refuses)
    }

    /// The account that a limit is of; `None` of the budget.
    fn account(&self, row: LimitOf) -> Option<usize> {
        match row.of {
            Of::App => None,
            Of::Service(at) => Some(self.world.services[at].account),
            Of::Account(at) => Some(at),
        }
    }

    /// The plans that may have a limit, in the order in which the app may come to them: those of the tier that it begins on
    /// before those above and below.
    fn plans(&self, row: LimitOf, account: usize) -> Vec<&Plan> {
        let of = |at: usize| match row.of {
            Of::Service(service) => service == at,
            _ => self.world.services[at].account == account,
        };
        let services = (0..self.world.services.len()).filter(|at| of(*at));
        let services: Vec<_> = services.collect();
        let start = begins(self.world, account, self.scenario).unwrap_or_default();
        let tiers = self.world.accounts[account].tiers().count();
        let reached = |service: usize, tier: usize| self.world.is_reached(service, tier);
        let first = self.scenario.start.first_day();
        let of_tier = |tier: usize| {
            let here = services.iter().filter(move |at| reached(**at, tier));
            here.flat_map(move |at| self.world.services[*at].from_the_start(tier, first))
        };
        (start..tiers).chain(0..start).flat_map(of_tier).collect()
    }

    /// The account or, where it does several things for the app, the model or part that the limit is of in place of the
    /// provider.
    fn whose(&self, row: LimitOf, account: usize, plans: &[&Plan]) -> String {
        let parts = self.world.services.iter().filter(|service| service.account == account).count();
        let name = &self.accounts[account];
        match (row.of, plans.first()) {
            (Of::Service(_), Some(plan)) if parts > 1 => {
                name.replacen(&self.world.accounts[account].name, &plan.part, 1)
            }
            _ => name.clone(),
        }
    }

    /// Whose it is in a file: the model or part, or the account.
    fn key(&self, row: LimitOf, account: &AccountOf) -> String {
        let Of::Service(at) = row.of else { return account_key(account) };
        let plan = self.world.services[at].plans.first();
        let id = plan.map(|plan| match &plan.model {
            Some(model) => model.clone(),
            None => format!("{}_{}", plan.account, plan.slot.id()),
        });
        key_of(&id.unwrap_or_default(), account)
    }
}

#[cfg(test)]
mod tests;
