//! Finding plans among hundreds: by words, by what they are like, and in an order.

use std::collections::BTreeMap;

use super::PlanRow;
use crate::catalog::{Catalog, Date};
use crate::parts::Slot;
use crate::program::{Asker, Cost, MonthDemand};
use crate::scenario::{LadderAt, ValidScenario};

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanQuery {
    /// Words that are in a plan's names and ids, in any order.
    pub text: String,
    /// Only what charges nothing.
    pub free: bool,
    /// Only what ends within a year of the run's first day.
    pub ends_soon: bool,
    /// Which comes first.
    pub order: PlanOrder,
}

/// Which plans come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlanOrder {
    /// Provider by provider, as the catalogue has them.
    #[default]
    Provider,
    /// The cheapest of those that carry the use.
    Cost,
    /// What changed last.
    News,
}

/// What a month of a scenario costs on each plan of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanCosts {
    /// Which month of the run, from 1.
    pub month: u32,
    /// Monthly users in it, on average.
    pub users: f64,
    /// By the plan's id.
    pub by_plan: BTreeMap<String, Cost>,
}

/// Reckons them for a part or, of model calls, for those of one feature where it is `at` that feature; with so many `users` in all
/// months, or with those that the scenario comes to. `None` where the scenario cannot be computed.
#[must_use]
pub fn plan_costs(
    scenario: &ValidScenario,
    catalog: &Catalog,
    slot: Slot,
    at: Option<LadderAt>,
    users: Option<u32>,
) -> Option<PlanCosts> {
    let asker = Asker { slot, users, ..at.map_or(Asker { slot, feature: None, users }, Asker::of) };
    let demand = MonthDemand::new(scenario, catalog, asker)?;
    let plans = catalog.providers().flat_map(|provider| provider.plans.iter().map(move |plan| (provider, plan)));
    let plans = plans.filter(|(_, plan)| plan.slot == asker.slot);
    let costs = plans.map(|(provider, plan)| (plan.id.clone(), demand.cost(scenario, plan, &provider.plans)));
    Some(PlanCosts { month: demand.month, users: demand.users, by_plan: costs.collect() })
}

/// The rows that are looked for, by their places, in the order that is asked for. `day` is the run's first.
#[must_use]
pub fn found_plans(rows: &[PlanRow], costs: Option<&PlanCosts>, query: &PlanQuery, day: Date) -> Vec<usize> {
    let is_found = |row: &PlanRow| {
        row.has(&query.text) && (!query.free || row.is_free) && (!query.ends_soon || row.ends_soon(day))
    };
    let mut found: Vec<usize> = (0..rows.len()).filter(|at| is_found(&rows[*at])).collect();
    let cost = |at: &usize| costs.and_then(|costs| costs.by_plan.get(&rows[*at].id));
    match query.order {
        PlanOrder::Provider => found.sort_by_key(|at| place(rows, *at)),
        PlanOrder::Cost => found.sort_by(|one, other| {
            let key = |at: &usize| cost(at).map_or((CARRIES.len() + 2, 0.0), |cost| (band(cost), cost.usd));
            let (one, other) = (key(one), key(other));
            one.0.cmp(&other.0).then(one.1.total_cmp(&other.1))
        }),
        PlanOrder::News => found.sort_by_key(|at| std::cmp::Reverse(rows[*at].news.day)),
    }
    found
}

/// Where the first plan of a row's provider stands, so that a provider's plans stand together.
fn place(rows: &[PlanRow], at: usize) -> usize {
    rows.iter().position(|row| row.provider == rows[at].provider).unwrap_or(at)
}

/// Shares of a use from which on a plan carries it, carries most of it, and else refuses most of it.
const CARRIES: [f64; 2] = [0.99, 0.5];

/// What carries the use comes before what carries most of it, then what refuses most of it, what is forbidden, and what is no more or answers something else.
fn band(cost: &Cost) -> usize {
    match cost {
        Cost { ended: true, .. } | Cost { foreign: true, .. } => CARRIES.len() + 1,
        Cost { forbidden: true, .. } => CARRIES.len(),
        Cost { served, .. } => CARRIES.iter().position(|share| served >= share).unwrap_or(CARRIES.len()),
    }
}
