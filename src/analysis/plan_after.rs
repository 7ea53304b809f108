//! The plan that comes after a limit: the next tier of its account.

use super::number::{grouped, money};
use crate::catalog::{Catalog, Date, FactName, Limit, Plan};
use crate::model::limit;
use crate::parts::{Meter, Slot};
use crate::program::{LimitOf, Of, ServiceOf, World, way};
use crate::scenario::{LadderAt, ValidScenario};

/// The plan of the next tier after the first plan with a limit, of the scenario or else of the catalogue, and its fixed
/// price: `Supabase Pro, spend cap on: $25 a month`. What the app itself refuses has none.
pub(super) fn plan_after(row: LimitOf, world: &World, scenario: &ValidScenario, catalog: &Catalog) -> Option<String> {
    let account = match (row.of, row.way) {
        (Of::App, _) | (_, limit::LIMITER | limit::CAP) => return None,
        (Of::Service(at), _) => world.services[at].account,
        (Of::Account(at), _) => at,
    };
    let is_here = |(at, service): &(usize, &ServiceOf)| match row.of {
        Of::Service(only) => *at == only,
        _ => service.account == account,
    };
    let services: Vec<&ServiceOf> = world.services.iter().enumerate().filter(is_here).map(|(_, it)| it).collect();
    let begins = begins(world, account, scenario).unwrap_or_default();
    let day = scenario.start.first_day();
    let tiers = begins..world.accounts[account].tiers().count();
    let with =
        |tier: usize| services.iter().filter_map(move |service| service.plans.get(tier)).find(|it| has(it, row, day));
    let (tier, plan) = tiers.into_iter().find_map(|tier| Some((tier, with(tier)?)))?;
    let is_same = |next: &&Plan| (next.slot, &next.model) == (plan.slot, &plan.model);
    let next = world.accounts[account].tiers().nth(tier + 1);
    let in_use = next.and_then(|plans| plans.iter().find(is_same).or(plans.first())).cloned();
    let known = || {
        let above = catalog.plans().filter(|next| next.account == plan.account && next.rank > plan.rank);
        let is_known = |next: &&Plan| scenario.prices.is_none_or(|day| next.is_known_on(day));
        let next = above.filter(is_same).filter(is_known).min_by_key(|next| next.rank)?;
        catalog.plan_as_of(&next.id, scenario.prices)
    };
    let of_account = matches!(row.of, Of::Account(_));
    in_use.or_else(known).map(|next| priced(&next, &world.accounts[account].name, of_account, day))
}

/// The tier on which an account begins: the highest of those that its users begin with; `None` where it is used later, if at
/// all.
pub(super) fn begins(world: &World, account: usize, scenario: &ValidScenario) -> Option<usize> {
    let mut firsts: Vec<&String> = Vec::new();
    for (at, is_other) in world.users(account) {
        match at {
            LadderAt::Feature(place) if is_other => {
                let feature = scenario.features.get(place);
                firsts.extend(feature.iter().flat_map(|feature| &feature.others).map(|other| &other.plan));
            }
            at => firsts.extend(scenario.ladder(at).and_then(|ladder| ladder.plans.first())),
        }
    }
    let is_first = |plans: &[Plan]| plans.iter().any(|plan| firsts.contains(&&plan.id));
    let tiers = world.accounts[account].tiers().enumerate();
    tiers.filter(|(_, plans)| is_first(plans)).map(|(tier, _)| tier).last()
}

/// Whether a plan has a limit.
fn has(plan: &Plan, row: LimitOf, day: Date) -> bool {
    let states = |name| plan.fact(name, day).is_some();
    match (row.way, row.counts) {
        // Any backend may be too slow.
        (limit::QUEUE, _) => true,
        (limit::MONTH, limit::cause::CREDIT) => states(FactName::CreditLimit),
        (limit::MONTH, limit::cause::TRIAL) => states(FactName::TrialDays),
        (limit::MONTH, limit::cause::IDLE) => states(FactName::IdleDays),
        (limit::MONTH, limit::cause::ENDED) => plan.end().is_some(),
        (limit::REQUEST, _) => plan.limits.iter().any(|it| is_of_requests(plan, it)),
        _ => plan.limits.iter().any(|it| row.is(plan, it)),
    }
}

/// Whether a single request may be too large for it: where it counts more than requests.
pub(super) fn is_of_requests(plan: &Plan, it: &Limit) -> bool {
    match way(plan.slot, it) {
        Some(limit::REQUEST) => true,
        Some(limit::MINUTE | limit::HOUR | limit::DAY | limit::MONTH) => {
            plan.slot == Slot::Inference && it.meter != Meter::Requests
        }
        _ => false,
    }
}

/// A plan with its fixed price, for what it is `of_account` the tier alone; one that is reached by itself with what it takes:
/// `OpenAI API, tier 2: after $50 billed and 7 days`.
fn priced(plan: &Plan, account: &str, of_account: bool, day: Date) -> String {
    let reached = reached_after(plan, day);
    let tier = plan.name.strip_prefix(&plan.part).and_then(|rest| rest.strip_prefix(", "));
    let tier = tier.filter(|_| of_account || reached.is_some());
    let name = tier.map_or_else(|| plan.name.clone(), |tier| format!("{account}, {tier}"));
    let Some(after) = reached else {
        return format!("{name}: {}", fixed_price(plan.base_usd(day)));
    };
    match plan.base_usd(day) {
        0.0 => format!("{name}: {after}"),
        dollars => format!("{name}: {}, {after}", fixed_price(dollars)),
    }
}

/// A fixed price: `$25 a month`.
pub(super) fn fixed_price(dollars: f64) -> String {
    if dollars == 0.0 { "no fixed price".to_owned() } else { format!("{} a month", money(dollars)) }
}

/// What it takes to be on the tier of a plan, `after $50 billed and 7 days`; `None` where it can be had at once.
pub(super) fn reached_after(plan: &Plan, day: Date) -> Option<String> {
    let [usd, days] = plan.reached_after(day).filter(|after| *after != [0.0; 2])?;
    let usd = (usd > 0.0).then(|| format!("{} billed", money(usd)));
    let days = (days > 0.0).then(|| if days == 1.0 { "1 day".to_owned() } else { format!("{} days", grouped(days)) });
    Some(format!("after {}", usd.into_iter().chain(days).collect::<Vec<_>>().join(" and ")))
}

#[cfg(test)]
mod tests {
    use super::super::limits::of_world;
    use super::*;
    use crate::scenario::{PRESETS, Quantity, Scenario};

    /// The plans after the limits of the first preset with other plans for its database, by the names of the limits.
    fn after(plans: &[&str], change: impl FnOnce(&mut Scenario)) -> Vec<(String, Option<String>)> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.stack.data.plans = plans.iter().map(|plan| (*plan).to_owned()).collect();
        change(&mut scenario);
        let (scenario, catalog) = (scenario.validate().unwrap(), Catalog::builtin().unwrap());
        let world = World::new(&scenario, &catalog).unwrap();
        let names = of_world(&world, &scenario).into_iter().map(|limit| limit.name);
        names.zip(world.limits.iter().map(|row| plan_after(*row, &world, &scenario, &catalog))).collect()
    }

    #[test]
    fn the_next_tier_is_one_of_the_ladder_or_else_of_the_catalogue() {
        for plans in [&["supabase-free"][..], &["supabase-free", "supabase-pro"]] {
            let limits = after(plans, |_| {});
            let of = limits.iter().filter(|(name, _)| name.starts_with("Supabase"));
            let of: Vec<_> = of.map(|(_, after)| after.as_deref()).collect();
            assert!(
                of.len() > 3 && of.iter().all(|it| *it == Some("Supabase Pro, spend cap on: $25 a month")),
                "{of:?}"
            );
        }
        let skipped = after(&["supabase-free", "supabase-pro-uncapped"], |_| {});
        let of = skipped.iter().find(|(name, _)| name.starts_with("Supabase"));
        assert_eq!(of.unwrap().1.as_deref(), Some("Supabase Pro, spend cap off: $25 a month"));
        let highest = after(&["supabase-pro"], |_| {});
        let of = highest.iter().find(|(name, _)| name.starts_with("Supabase"));
        assert_eq!(of.unwrap().1.as_deref(), Some("Supabase Pro, spend cap off: $25 a month"));
    }

    #[test]
    fn nothing_comes_after_what_the_app_refuses_itself() {
        let limits = after(&["supabase-free"], |it| it.client.limiter = Some(Quantity::Exact(60.0)));
        let own: Vec<_> = limits.iter().filter(|(name, _)| name.contains("your own")).collect();
        assert!(!own.is_empty() && own.iter().all(|(_, after)| after.is_none()), "{own:?}");
        assert_eq!(limits.last().unwrap().1, None, "the budget");
    }

    #[test]
    fn a_plan_without_a_fixed_price_says_so() {
        let limits = after(&["supabase-free"], |it| {
            it.features[0].inference.plans = vec!["gemini-3.5-flash-lite-free".to_owned()];
        });
        let day = limits.iter().find(|(name, _)| name.ends_with("requests a day")).unwrap();
        assert_eq!(day.1.as_deref(), Some("Gemini 3.5 Flash-Lite, paid: no fixed price"));
    }

    #[test]
    fn a_tier_that_is_reached_says_what_it_takes() {
        let day = |prices| {
            let limits = after(&["supabase-free"], |it| {
                it.features[0].inference.plans = vec!["gpt-5.6-luna".to_owned()];
                it.prices = prices;
            });
            let is_it = |name: &str| name.starts_with("OpenAI API: 5,000 ") && name.ends_with("requests a minute");
            limits.into_iter().find(|(name, _)| is_it(name)).unwrap().1.unwrap()
        };
        assert_eq!(day(None), "OpenAI API, tier 2: after $50 billed");
    }

    #[test]
    fn a_tier_that_the_day_of_prices_does_not_know_is_none() {
        let limits = after(&["supabase-free"], |it| {
            it.features[0].inference.plans = vec!["gpt-5.6-luna".to_owned()];
            it.prices = Some(Date { year: 2026, month: 10, day: 7 });
        });
        let of: Vec<_> = limits.iter().filter(|(name, _)| name.starts_with("OpenAI API: ")).collect();
        assert!(!of.is_empty() && of.iter().all(|(_, after)| after.is_none()), "{of:?}");
    }

    /// The trial's first model has a plan on the next tier that the app never uses.
    #[test]
    fn it_is_a_plan_that_the_scenario_has() {
        let limits = after(&["supabase-free"], |it| {
            it.features[0].inference.plans = vec!["openai-trial".to_owned(), "gpt-5.4-nano".to_owned()];
        });
        let credit = limits.iter().find(|(name, _)| name.contains("of usage")).unwrap();
        assert_eq!(credit.1.as_deref(), Some("OpenAI API, pay as you go: no fixed price"));
    }
}
