//! An app's accounts, what each does for it, and the limits that may turn somebody away: worked out from the plans of its
//! ladders, once.
//!
//! Plans of one account share its fees, its credits and its tier, and calls of one model in it share that model's limits,
//! whichever feature they are of.

mod epochs;
mod limits;
mod memory;
mod tiers;

use std::collections::BTreeMap;

use super::error::{OverrideError, ProgramError};
use super::overrides::{check_own, replace};
use super::own_plans::with_own_plans;
use super::plans::{counts, in_use, of_choice, way};
use crate::catalog::{self, Catalog, Date};
use crate::model::layout::PARTS;
use crate::model::{Shape, limit};
use crate::scenario::{Choice, LadderAt, Override, OwnPlan, ValidScenario};
use tiers::TierOf;

/// An account with a provider.
#[derive(Clone, Debug)]
pub struct AccountOf {
    /// The provider's name; where a feature has an account of its own, with that.
    pub name: String,
    /// The feature that has it for itself.
    pub own: Option<usize>,
    id: String,
    /// Its tiers that the app may be on, lowest first.
    tiers: Vec<TierOf>,
}

impl AccountOf {
    /// Its name, with the feature that has the account for itself; one without a name is called by its place.
    #[must_use]
    pub fn titled(&self, scenario: &ValidScenario) -> String {
        let name = &self.name;
        self.own.map_or_else(|| name.clone(), |place| format!("{name} ({})", scenario.feature_name(place).trim()))
    }

    /// Its plans by tier, lowest first.
    pub fn tiers(&self) -> impl Iterator<Item = &[catalog::Plan]> {
        self.tiers.iter().map(|tier| tier.plans.as_slice())
    }
}

/// What an account does for a part of the app, or one of its models.
#[derive(Clone, Debug)]
pub struct ServiceOf {
    /// Whose it is.
    pub account: usize,
    /// The part of the app: a slot of the stack or, after them, model calls.
    pub part: usize,
    /// What each tier of the account offers for it, lowest first.
    pub plans: Vec<catalog::Plan>,
    /// What takes over from each of them when it ends.
    successors: Vec<Vec<catalog::Plan>>,
}

/// Who has a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A service.
    Service(usize),
    /// An account, with all it does.
    Account(usize),
    /// The app: its budget.
    App,
}

/// A limit that may turn somebody away, or the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LimitOf {
    /// Whose it is.
    pub of: Of,
    /// How it turns users away, as in [`crate::model::limit`].
    pub way: usize,
    /// What it counts: a meter of the part or, of a month, one of [`crate::model::limit::cause`].
    pub counts: usize,
}

impl LimitOf {
    /// Whether a limit that a plan states is this one.
    #[must_use]
    pub fn is(&self, plan: &catalog::Plan, limit: &catalog::Limit) -> bool {
        let is_any = [limit::REQUEST, limit::VISITOR, limit::CONCURRENT].contains(&self.way);
        let is_whose = limit.is_of_account() == matches!(self.of, Of::Account(_));
        way(plan.slot, limit) == Some(self.way) && is_whose && (is_any || counts(plan.slot, limit) == self.counts)
    }
}

/// The accounts of an app, what they do for it, and their limits.
#[derive(Clone, Debug)]
pub struct World {
    /// The accounts, in the order of the parts that they carry.
    pub accounts: Vec<AccountOf>,
    /// What they do, by part.
    pub services: Vec<ServiceOf>,
    /// What may turn somebody away, the budget last.
    pub limits: Vec<LimitOf>,
    /// Services by place and rung, and by feature and choice after the first: service and rank of the tier.
    places: Vec<Vec<(usize, usize)>>,
    others: Vec<Vec<(usize, usize)>>,
    features: usize,
    /// First and last day of the run.
    first: Date,
    last: Date,
    /// What a user pays at a time, dollars.
    payment: f64,
}

/// A plan that the app may be on, with the account that it is part of.
struct Used {
    account: String,
    own: Option<usize>,
    part: usize,
    plan: catalog::Plan,
}

impl World {
    /// Works out who is with whom.
    ///
    /// # Errors
    /// A plan that the catalogue does not know or does not have for that part of the app, or a number of the scenario's
    /// own that the plan does not have.
    pub fn new(scenario: &ValidScenario, catalog: &Catalog) -> Result<Self, ProgramError> {
        let catalog = &with_own_plans(scenario, catalog)?;
        check_own(scenario, catalog)?;
        let mut places = Vec::new();
        for at in scenario.ladders() {
            let plans = in_use(scenario, catalog, at)?;
            places.push(plans.into_iter().map(|plan| used(scenario, at, plan)).collect::<Vec<_>>());
        }
        let mut others = Vec::new();
        for (at, feature) in scenario.features.iter().enumerate() {
            let choices = feature.others.iter().enumerate();
            let plan = |(choice, other): (usize, &Choice)| {
                let plan = of_choice(scenario, catalog, at, choice, &other.plan)?;
                Ok(used(scenario, LadderAt::Feature(at), plan))
            };
            others.push(choices.map(plan).collect::<Result<Vec<_>, ProgramError>>()?);
        }
        let (first, last) = scenario.days();
        let mut world = Self {
            accounts: Vec::new(),
            services: Vec::new(),
            limits: Vec::new(),
            places: Vec::new(),
            others: Vec::new(),
            features: scenario.features.len(),
            first,
            last,
            payment: scenario.money.payment(),
        };
        for it in places.iter().chain(&others).flatten() {
            world.join(it, catalog);
        }
        world.add_tiers(&places, scenario, catalog)?;
        world.own_numbers(scenario)?;
        world.services.sort_by_key(|service| service.part);
        for service in 0..world.services.len() {
            let plans = world.offers(service, scenario, catalog)?;
            let tiers = &world.accounts[world.services[service].account].tiers;
            let successors =
                plans.iter().zip(tiers).map(|(plan, tier)| epochs::successors(plan, tier, scenario, catalog));
            let successors = successors.collect::<Result<_, _>>()?;
            (world.services[service].successors, world.services[service].plans) = (successors, plans);
        }
        let routes = |lists: &[Vec<Used>]| -> Vec<Vec<(usize, usize)>> {
            lists.iter().map(|list| list.iter().map(|it| world.route(it)).collect()).collect()
        };
        (world.places, world.others) = (routes(&places), routes(&others));
        world.limits = world.limits(scenario);
        Ok(world)
    }

    /// Takes in a plan: its account, the tier and the service.
    fn join(&mut self, it: &Used, catalog: &Catalog) {
        let account = self.account(it).unwrap_or_else(|| {
            let has = |provider: &&catalog::Provider| provider.plans.iter().any(|plan| plan.id == it.plan.id);
            let provider = catalog.providers().find(has).map_or(&it.account, |provider| &provider.name);
            let name = if OwnPlan::is_id(&it.plan.id) { &it.plan.name } else { provider }.clone();
            self.accounts.push(AccountOf { name, own: it.own, id: it.account.clone(), tiers: Vec::new() });
            self.accounts.len() - 1
        });
        self.accounts[account].tier(it.plan.rank).plans.push(it.plan.clone());
        if self.service(account, it).is_none() {
            self.services.push(ServiceOf {
                account,
                part: it.part,
                plans: vec![it.plan.clone()],
                successors: Vec::new(),
            });
        }
    }

    /// A number of the founder's own that is said once an account holds for all plans of its tier.
    fn own_numbers(&mut self, scenario: &ValidScenario) -> Result<(), ProgramError> {
        for tier in self.accounts.iter_mut().flat_map(|account| &mut account.tiers) {
            check_said_once(scenario, &tier.plans)?;
            for (_, own) in of_tier(scenario, &tier.plans) {
                // A part of the app has no limit of model calls that could be set.
                tier.plans.iter_mut().for_each(|plan| plan.set(&own.number, own.value).unwrap_or_default());
            }
        }
        Ok(())
    }

    fn account(&self, it: &Used) -> Option<usize> {
        self.accounts.iter().position(|account| account.id == it.account && account.own == it.own)
    }

    fn service(&self, account: usize, it: &Used) -> Option<usize> {
        let same = |service: &ServiceOf| service.plans.first().is_some_and(|plan| plan.model == it.plan.model);
        self.services.iter().position(|service| service.account == account && service.part == it.part && same(service))
    }

    /// The service and the tier of a plan.
    fn route(&self, it: &Used) -> (usize, usize) {
        let account = self.account(it).unwrap_or_default();
        let rank = self.accounts[account].tiers.iter().position(|tier| tier.rank == it.plan.rank);
        (self.service(account, it).unwrap_or_default(), rank.unwrap_or_default())
    }

    /// What each tier of its account offers for a service. A tier that has nothing of its own for it offers what the next
    /// lower one does.
    fn offers(
        &self,
        service: usize,
        scenario: &ValidScenario,
        catalog: &Catalog,
    ) -> Result<Vec<catalog::Plan>, ProgramError> {
        let it = &self.services[service];
        let known = it.plans[0].clone();
        let mut plans: Vec<catalog::Plan> = Vec::new();
        for TierOf { rank, plans: used, .. } in &self.accounts[it.account].tiers {
            let same = |plan: &&catalog::Plan| {
                (&plan.account, plan.slot, &plan.model, plan.rank) == (&known.account, known.slot, &known.model, *rank)
            };
            let plan = match used.iter().find(same) {
                Some(plan) => Some(plan.clone()),
                None => catalog.plans().find(same).and_then(|plan| catalog.plan_as_of(&plan.id, scenario.prices)),
            };
            let mut plan = plan.unwrap_or_else(|| {
                let mut below = plans.last().unwrap_or(&known).clone();
                // What all models may use together is the tier's.
                below.limits.retain(|limit| !limit.is_of_account());
                let model = used.iter().find(|plan| plan.slot == below.slot);
                let limits = model.iter().flat_map(|plan| &plan.limits).filter(|limit| limit.is_of_account());
                below.limits.extend(limits.cloned());
                below
            });
            replace(scenario, &mut plan)?;
            of_tier(scenario, used).for_each(|(_, own)| plan.set(&own.number, own.value).unwrap_or_default());
            plans.push(plan);
        }
        Ok(plans)
    }

    /// How many of everything there are.
    #[must_use]
    pub fn shape(&self) -> Shape {
        let upto = |part: usize| self.services.partition_point(|service| service.part <= part);
        Shape {
            features: self.features,
            choices: 1 + self.others.iter().map(Vec::len).max().unwrap_or_default(),
            ends: std::array::from_fn::<_, PARTS, _>(upto),
            accounts: self.accounts.len(),
            rows: self.limits.len(),
            cards: self
                .services
                .iter()
                .flat_map(|service| &service.plans)
                .any(|plan| self.days().iter().any(|day| plan.fact(catalog::FactName::CardsMost, *day).is_some())),
        }
    }

    /// How many plans each ladder leads over.
    pub(super) fn rungs(&self) -> impl Iterator<Item = usize> {
        self.places.iter().map(Vec::len)
    }

    /// Ladders and features that use an account, first to last: the place, and whether it is only a choice after the first.
    pub fn users(&self, account: usize) -> impl Iterator<Item = (LadderAt, bool)> {
        let uses =
            move |routes: &Vec<(usize, usize)>| routes.iter().any(|(at, _)| self.services[*at].account == account);
        let places = self.places.iter().enumerate().filter(move |(_, routes)| uses(routes));
        let others = self.others.iter().enumerate().filter(move |(_, routes)| uses(routes));
        places.map(|(place, _)| (LadderAt::at(place), false)).chain(others.map(|(it, _)| (LadderAt::Feature(it), true)))
    }
}

/// The founder's own numbers of what is said once an account, by any of the plans of a tier.
fn of_tier<'a>(
    scenario: &'a ValidScenario,
    plans: &[catalog::Plan],
) -> impl Iterator<Item = (usize, &'a Override)> + use<'a> {
    let ids: Vec<String> = plans.iter().map(|plan| plan.id.clone()).collect();
    scenario.overrides.iter().enumerate().filter(move |(_, own)| {
        let is_fact = catalog::FactName::named(&own.number).is_some_and(catalog::FactName::is_of_account);
        let is_limit = own.number.starts_with("limit.") && own.number.ends_with(".account");
        ids.contains(&own.plan) && (own.number == "base" || is_fact || is_limit)
    })
}

/// What is said once an account may be said by several of its plans, but not as different numbers.
fn check_said_once(scenario: &ValidScenario, plans: &[catalog::Plan]) -> Result<(), ProgramError> {
    let mut said = BTreeMap::new();
    for (index, own) in of_tier(scenario, plans) {
        let (first, value) = *said.entry(own.number.as_str()).or_insert((index, own.value));
        if value.to_bits() != own.value.to_bits() {
            return Err(ProgramError::Override(index, OverrideError::Differs(first)));
        }
    }
    Ok(())
}

/// A plan with the account that it is part of: that of its provider, or one of the feature's own.
fn used(scenario: &ValidScenario, at: LadderAt, plan: catalog::Plan) -> Used {
    let own = match at {
        LadderAt::Feature(feature) => scenario.features.get(feature).and_then(|it| it.own_account.then_some(feature)),
        LadderAt::Slot(_) => None,
    };
    Used { account: plan.account.clone(), own, part: at.slot() as usize, plan }
}
