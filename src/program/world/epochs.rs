//! What changes while an app runs: prices and limits from a day on that is known, and plans that end.

use std::collections::BTreeSet;

use super::tiers::TierOf;
use super::{ServiceOf, World, of_tier};
use crate::catalog::{Catalog, Date, Entry, Plan};
use crate::program::error::ProgramError;
use crate::program::overrides::replace;
use crate::scenario::ValidScenario;

/// The most plans that take over from one another.
const MOST_SUCCESSORS: usize = 4;

impl ServiceOf {
    /// The plan whose numbers hold at a tier on a day: the tier's, or the one that its calls are sent on to once it has ended.
    #[must_use]
    pub fn on(&self, tier: usize, day: Date) -> &Plan {
        let mut plan = &self.plans[tier];
        for next in &self.successors[tier] {
            if plan.end().is_some_and(|end| day < end.day) {
                break;
            }
            plan = next;
        }
        plan
    }

    /// The same from the first day of a run on: without what has been replaced by then.
    pub fn from_the_start(&self, tier: usize, first: Date) -> impl Iterator<Item = &Plan> {
        let gone = self.in_turn(tier).filter(|(from, _)| from.is_some_and(|from| from <= first)).count();
        self.in_turn(tier).skip(gone).map(|(_, plan)| plan)
    }

    /// The day from which on a tier offers nothing any more, as far as is announced.
    #[must_use]
    pub fn ends(&self, tier: usize) -> Option<Date> {
        let last = self.successors[tier].last().unwrap_or(&self.plans[tier]);
        last.end().map(|end| end.day)
    }

    /// What a tier offers in turn, with the day from which each plan has taken over; the first is there from the start.
    pub fn in_turn(&self, tier: usize) -> impl Iterator<Item = (Option<Date>, &Plan)> {
        let first = std::iter::once((None, &self.plans[tier]));
        let before = std::iter::once(&self.plans[tier]).chain(&self.successors[tier]);
        let ends = before.map(|plan| plan.end().map(|end| end.day));
        first.chain(ends.zip(&self.successors[tier]))
    }
}

/// What the calls to a plan are sent on to when it ends, and so on: plans of the same tier.
pub(super) fn successors(
    plan: &Plan,
    tier: &TierOf,
    scenario: &ValidScenario,
    catalog: &Catalog,
) -> Result<Vec<Plan>, ProgramError> {
    let mut all: Vec<Plan> = Vec::new();
    while all.len() < MOST_SUCCESSORS {
        let last = all.last().unwrap_or(plan);
        let Some(id) = last.end().filter(|end| end.routed).and_then(|end| end.successor.as_ref()) else { break };
        let at = |rank: usize| {
            let is_next = move |it: &&Plan| {
                (&it.account, it.rank, it.slot, it.batch) == (&plan.account, rank, plan.slot, plan.batch)
                    && it.is_named_or_batch(id)
            };
            catalog.plans().find(is_next).and_then(|it| catalog.plan_as_of(&it.id, scenario.prices))
        };
        let Some(mut next) = at(tier.rank).or_else(|| at(plan.rank)) else { break };
        replace(scenario, &mut next)?;
        of_tier(scenario, &tier.plans).for_each(|(_, own)| next.set(&own.number, own.value).unwrap_or_default());
        all.push(next);
    }
    Ok(all)
}

impl World {
    /// The days of a run on which a number may change, from its first day on.
    pub(super) fn days(&self) -> Vec<Date> {
        let offered = self.services.iter().flat_map(|it| it.plans.iter().chain(it.successors.iter().flatten()));
        let all = offered.chain(self.accounts.iter().flat_map(|account| account.tiers().flatten()));
        let mut days: BTreeSet<Date> = all.flat_map(changes).collect();
        days.retain(|day| self.first < *day && *day <= self.last);
        std::iter::once(self.first).chain(days).collect()
    }
}

/// The days on which a number of a plan changes, or the plan ends.
fn changes(plan: &Plan) -> impl Iterator<Item = Date> {
    fn from<T>(entry: &Entry<T>) -> Date {
        entry.from
    }
    let prices = plan.prices.iter().flat_map(|price| {
        let most = price.most.iter().flat_map(|most| most.entries().map(from));
        price.history.entries().map(from).chain(most)
    });
    let limits = plan.limits.iter().flat_map(|limit| limit.history.entries().map(from));
    let facts = plan.facts.iter().flat_map(|fact| fact.history.entries().map(from));
    let end = plan.end().map(|end| end.day);
    plan.base.entries().map(from).chain(prices).chain(limits).chain(facts).chain(end)
}
