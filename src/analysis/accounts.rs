//! The accounts of an app in words: on which tiers each may be, who uses it, and what its limits are.

use super::limits::{account_names, of_world};
use super::templates::untemplated;
use super::tiers::{TierWords, tiers};
use crate::catalog::Catalog;
use crate::program::{AccountOf, World, in_use};
use crate::scenario::{Feature, LadderAt, Quantity, ValidScenario};

/// An account in words, in the order of [`World::accounts`].
#[derive(Clone, Debug, PartialEq)]
pub struct AccountWords {
    /// The provider and, where a feature has the account for itself, which; equal ones are numbered.
    pub title: String,
    /// The tiers that it may be on, lowest first.
    pub tiers: Vec<TierWords>,
    /// Who uses it.
    pub users: Vec<AccountUser>,
    /// What may turn somebody away, or be used up.
    pub limits: Vec<AccountLimit>,
}

/// A part of an app that uses an account.
#[derive(Clone, Debug, PartialEq)]
pub struct AccountUser {
    /// Which part.
    pub at: LadderAt,
    /// Whether it only comes when others refuse it.
    pub only_when_refused: bool,
    /// Of the calls that features are expected to begin with here, the share of this one, 0 to 1; `None` where no other
    /// feature does.
    pub share: Option<f64>,
}

/// A limit of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLimit {
    /// Its place among all limits of the app.
    pub row: usize,
    /// Its name in a file.
    pub key: String,
    /// What it is, without the account that it is part of.
    pub words: String,
    /// What its plan does past it, where users are not turned away by it.
    pub instead: Option<&'static str>,
}

/// The accounts of a scenario; none where its program could not be compiled.
#[must_use]
pub fn accounts(scenario: &ValidScenario, catalog: &Catalog) -> Vec<AccountWords> {
    let Ok(world) = World::new(scenario, catalog) else { return Vec::new() };
    let limits = of_world(&world, scenario);
    let account = |(at, title): (usize, String)| {
        let mine = limits.iter().enumerate().filter(|(_, limit)| limit.account == Some(at));
        let limits = mine.map(|(row, limit)| {
            let words = without(&limit.name, &title).to_owned();
            AccountLimit { row, key: limit.key.clone(), words, instead: limit.instead }
        });
        let limits = limits.collect();
        AccountWords { tiers: tiers(&world, at, scenario), users: users(&world, at, scenario, catalog), limits, title }
    };
    account_names(&world, scenario).into_iter().enumerate().map(account).collect()
}

/// Names of the plans of a ladder.
#[must_use]
pub fn plans_of(scenario: &ValidScenario, catalog: &Catalog, at: LadderAt) -> Vec<String> {
    in_use(scenario, catalog, at).unwrap_or_default().into_iter().map(|plan| plan.name).collect()
}

/// What a limit is called without its account: `500 requests a day` of `Gemini: 500 requests a day`.
fn without<'a>(name: &'a str, title: &str) -> &'a str {
    let rest = name.strip_prefix(title).and_then(|rest| rest.strip_prefix(": ").or_else(|| rest.strip_prefix(", ")));
    rest.unwrap_or(name)
}

/// Who uses an account, slots first; a feature that only asks it when refused comes after the others.
fn users(world: &World, at: usize, scenario: &ValidScenario, catalog: &Catalog) -> Vec<AccountUser> {
    let account = &world.accounts[at];
    let mut users: Vec<AccountUser> = Vec::new();
    for (part, is_other) in world.users(at) {
        if users.iter().all(|user| user.at != part) {
            let asks = asked(account, part, scenario, catalog);
            let only_when_refused = is_other && asks.is_none_or(|calls| calls <= 0.0);
            users.push(AccountUser { at: part, only_when_refused, share: asks.filter(|calls| *calls > 0.0) });
        }
    }
    // So far it is the calls of a day; with one feature there is nothing to share.
    let all: f64 = users.iter().filter_map(|user| user.share).sum();
    let several = users.iter().filter(|user| user.share.is_some()).count() > 1;
    users.iter_mut().for_each(|user| user.share = user.share.filter(|_| several).map(|calls| calls / all));
    users
}

/// Calls that an active user's day is expected to begin with at an account, from a feature; `None` of a slot. Once a ladder
/// is on it, where it has several providers.
fn asked(account: &AccountOf, part: LadderAt, scenario: &ValidScenario, catalog: &Catalog) -> Option<f64> {
    let LadderAt::Feature(place) = part else { return None };
    let feature: &Feature = scenario.features.get(place)?;
    if account.own != feature.own_account.then_some(place) {
        return Some(0.0);
    }
    let id = account.tiers().flatten().next().map(|plan| plan.account.as_str());
    let is_here = |plan: &String| catalog.plan(plan).map(|plan| plan.account.as_str()) == id;
    let share = |quantity: Quantity| quantity.middle() / 100.0;
    let others: f64 = feature.others.iter().map(|other| share(other.share)).sum();
    let first = if feature.inference.plans.iter().any(is_here) { (1.0 - others).max(0.0) } else { 0.0 };
    let here = feature.others.iter().filter(|other| is_here(&other.plan)).map(|other| share(other.share));
    let calls = feature.calls_per_active_day.middle() * untemplated(feature);
    Some(calls * (first + here.sum::<f64>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Choice, PRESETS, Scenario};

    const FREE: &str = "gemini-3.5-flash-lite-free";
    const LUNA: &str = "gpt-5.6-luna";

    /// The accounts of the first preset with two features on one free plan, changed.
    fn changed(change: impl FnOnce(&mut Scenario)) -> Vec<AccountWords> {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        scenario.features[0].inference.plans = vec![FREE.to_owned()];
        let search = Feature { name: "Search".to_owned(), ..scenario.features[0].clone() };
        scenario.features.push(search);
        scenario.features[0].calls_per_active_day = Quantity::Exact(6.0);
        scenario.features[1].calls_per_active_day = Quantity::range(1.0, 3.0);
        scenario.features.iter_mut().for_each(|feature| feature.templates = Quantity::Exact(0.0));
        change(&mut scenario);
        accounts(&scenario.validate().unwrap(), &Catalog::builtin().unwrap())
    }

    fn of_calls(accounts: &[AccountWords]) -> Vec<Vec<(usize, bool, Option<f64>)>> {
        let user = |user: &AccountUser| match user.at {
            LadderAt::Feature(place) => Some((place, user.only_when_refused, user.share)),
            LadderAt::Slot(_) => None,
        };
        let all = accounts.iter().map(|account| account.users.iter().filter_map(user).collect::<Vec<_>>());
        all.filter(|users| !users.is_empty()).collect()
    }

    #[test]
    fn features_of_one_account_share_its_calls_as_they_are_expected_to_ask() {
        let shared = changed(|_| {});
        assert_eq!(of_calls(&shared), [[(0, false, Some(0.75)), (1, false, Some(0.25))]]);
        let spared = changed(|it| it.features[0].templates = Quantity::Exact(50.0));
        assert_eq!(of_calls(&spared), [[(0, false, Some(0.6)), (1, false, Some(0.4))]]);
        let counted = changed(|it| {
            let half = it.features[0].template_half;
            it.features[0].template_count = half;
        });
        assert_eq!(of_calls(&counted), of_calls(&spared), "as many as answer half");
        let own = changed(|it| it.features[1].own_account = true);
        assert_eq!(of_calls(&own), [[(0, false, None)], [(1, false, None)]]);
        assert!(own.iter().any(|account| account.title.ends_with("(Search)")), "{own:?}");
    }

    #[test]
    fn another_plan_is_used_when_refused_or_for_its_share() {
        let refused = changed(|it| it.features[1].others = vec![Choice::on_refusal(LUNA.to_owned())]);
        let [gemini, openai] = &of_calls(&refused)[..] else { panic!("{refused:?}") };
        assert_eq!(gemini, &[(0, false, Some(0.75)), (1, false, Some(0.25))]);
        assert_eq!(openai, &[(1, true, None)]);
        let share = Quantity::Exact(50.0);
        let split = changed(|it| it.features[1].others = vec![Choice { plan: LUNA.to_owned(), share }]);
        let [gemini, openai] = &of_calls(&split)[..] else { panic!("{split:?}") };
        assert_eq!((gemini.len(), openai), (2, &vec![(1, false, None)]));
        assert!((gemini[1].2.unwrap() - 1.0 / 7.0).abs() < 1e-12, "{gemini:?}");
    }

    #[test]
    fn every_limit_but_the_budget_stands_at_its_account() {
        let scenario = PRESETS[0].scenario().unwrap();
        let catalog = Catalog::builtin().unwrap();
        let accounts = accounts(&scenario, &catalog);
        let mut rows: Vec<usize> = accounts.iter().flat_map(|it| it.limits.iter().map(|limit| limit.row)).collect();
        rows.sort_unstable();
        let count = super::super::limits(&scenario, &catalog).len();
        assert_eq!(rows, (0..count - 1).collect::<Vec<_>>());
        for account in &accounts {
            assert!(!account.tiers.is_empty() && !account.users.is_empty(), "{account:?}");
            assert!(account.limits.iter().all(|limit| !limit.words.starts_with(&account.title)), "{account:?}");
        }
    }

    /// Each plan of the document is an account of its own.
    #[test]
    fn accounts_of_one_provider_are_told_apart_as_their_limits_are() {
        let preset = PRESETS.iter().find(|preset| preset.id == "tasktrakr").unwrap();
        let (scenario, catalog) = (preset.scenario().unwrap().simulated(0), Catalog::builtin().unwrap());
        assert_eq!(scenario.features[0].inference.plans, ["gemini-free-tasktrakr", "gemini-paid-tasktrakr"]);
        let accounts = accounts(&scenario, &catalog);
        let titles: Vec<_> = accounts.iter().map(|account| account.title.as_str()).collect();
        assert_eq!(titles, ["TaskTrakr AI Scaling Strategy", "TaskTrakr AI Scaling Strategy (2)"]);
        let limits = super::super::limits(&scenario, &catalog);
        for (account, title) in accounts.iter().zip(titles) {
            for limit in &account.limits {
                assert_eq!(limits[limit.row].name, format!("{title}: {}", limit.words));
            }
        }
        assert!(!accounts[0].limits.is_empty());
    }

    #[test]
    fn the_account_is_left_out_of_the_name_of_its_limit() {
        assert_eq!(without("Supabase: 5 GB a month", "Supabase"), "5 GB a month");
        assert_eq!(without("Gemini (Chat), flash: 5 a day", "Gemini (Chat)"), "flash: 5 a day");
        assert_eq!(without("Gemini Flash: 5 a day", "Gemini"), "Gemini Flash: 5 a day");
    }
}
