//! Tiers that an account comes by although no ladder names them: those that its provider takes it to by itself, and those that
//! lead there.

use std::collections::BTreeMap;

use super::{AccountOf, Used, World};
use crate::catalog::{self, Catalog, Date};
use crate::program::error::ProgramError;
use crate::program::overrides::replace;
use crate::scenario::ValidScenario;

/// A tier of an account.
#[derive(Clone, Debug)]
pub(super) struct TierOf {
    /// Its rank in the catalogue.
    pub(super) rank: usize,
    /// Plans of it.
    pub(super) plans: Vec<catalog::Plan>,
}

impl TierOf {
    /// Whether it must be reached: nobody can choose it.
    pub(super) fn is_reached(&self, day: Date) -> bool {
        is_reached(&self.plans, day)
    }
}

fn is_reached(plans: &[catalog::Plan], day: Date) -> bool {
    plans.iter().any(|plan| plan.reached_after(day).is_some())
}

impl AccountOf {
    /// The tier of a rank, which may be a new one without plans.
    pub(super) fn tier(&mut self, rank: usize) -> &mut TierOf {
        let at = self.tiers.partition_point(|tier| tier.rank < rank);
        if self.tiers.get(at).is_none_or(|tier| tier.rank != rank) {
            self.tiers.insert(at, TierOf { rank, plans: Vec::new() });
        }
        &mut self.tiers[at]
    }

    fn has(&self, rank: usize) -> bool {
        self.tiers.iter().any(|tier| tier.rank == rank)
    }
}

impl World {
    /// Adds to each account the tiers to which its provider takes it from those that are named, and those through which one
    /// comes to a tier that must be reached. Whoever begins with such a tier has it.
    pub(super) fn add_tiers(
        &mut self,
        places: &[Vec<Used>],
        scenario: &ValidScenario,
        catalog: &Catalog,
    ) -> Result<(), ProgramError> {
        let day = scenario.start.first_day();
        for at in 0..self.accounts.len() {
            let known = self.known_tiers(at, scenario, catalog)?;
            let account = &mut self.accounts[at];
            let mine = |it: &&Used| it.account == account.id && it.own == account.own;
            let later = places.iter().flat_map(|ladder| ladder.iter().skip(1)).filter(mine);
            let later: Vec<usize> = later.map(|it| it.plan.rank).collect();
            let mut wanted: Vec<usize> = Vec::new();
            // Down from what a ladder leads to later, then up from what there is.
            let mut leads_there = false;
            for (&rank, plans) in known.iter().rev() {
                wanted.extend(leads_there.then_some(rank));
                leads_there = (leads_there || later.contains(&rank)) && is_reached(plans, day);
            }
            let mut is_taken_on = false;
            for (&rank, plans) in &known {
                is_taken_on = account.has(rank) || wanted.contains(&rank) || is_taken_on && is_reached(plans, day);
                wanted.extend(is_taken_on.then_some(rank));
            }
            for (rank, plans) in known {
                if wanted.contains(&rank) && !account.has(rank) {
                    account.tier(rank).plans = plans;
                }
            }
        }
        Ok(())
    }

    /// The tiers of an account that the scenario's day of prices knows, by rank: the plans of its models there, or else the first
    /// plan of the tier.
    fn known_tiers(
        &self,
        at: usize,
        scenario: &ValidScenario,
        catalog: &Catalog,
    ) -> Result<BTreeMap<usize, Vec<catalog::Plan>>, ProgramError> {
        let is_known = |plan: &&catalog::Plan| scenario.prices.is_none_or(|day| plan.is_known_on(day));
        let mine = |plan: &&catalog::Plan| plan.account == self.accounts[at].id;
        let mut tiers: BTreeMap<usize, Vec<catalog::Plan>> = BTreeMap::new();
        for plan in catalog.plans().filter(mine).filter(is_known) {
            let mut plan = catalog.plan_as_of(&plan.id, scenario.prices).unwrap_or_else(|| plan.clone());
            replace(scenario, &mut plan)?;
            tiers.entry(plan.rank).or_default().push(plan);
        }
        let services = || self.services.iter().filter(|service| service.account == at);
        let is_used = |plan: &catalog::Plan| {
            services().flat_map(|it| it.plans.first()).any(|it| (it.slot, &it.model) == (plan.slot, &plan.model))
        };
        for plans in tiers.values_mut() {
            let used: Vec<_> = plans.iter().filter(|plan| is_used(plan)).cloned().collect();
            if used.is_empty() {
                plans.truncate(1);
            } else {
                *plans = used;
            }
        }
        Ok(tiers)
    }
}
