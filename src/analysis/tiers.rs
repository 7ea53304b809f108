//! The tiers of an account in words, and how many futures are on each.

use super::caveats::listed;
use super::limits::account_key;
use super::number::money;
use super::plan_after::{begins, fixed_price, reached_after};
use crate::catalog::{Catalog, Date, FactName, Plan};
use crate::program::{AccountOf, World};
use crate::scenario::ValidScenario;
use crate::stats::{Chance, RUNGS, Summary};

/// A tier of an account in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierWords {
    /// Its account and its plans, the same in every run of the scenario.
    pub key: String,
    /// Names of its plans.
    pub plans: String,
    /// What it costs, and how it is reached where it cannot be had at once.
    pub terms: String,
}

/// How many futures are on a tier in a run.
#[derive(Clone, Debug, PartialEq)]
pub struct TierRun {
    /// That of its [`TierWords`].
    pub key: String,
    /// At the end of the first month.
    pub first: Chance,
    /// At the end of the last month.
    pub last: Chance,
    /// The last month, counted from 1.
    pub month: usize,
    /// Whether futures on a higher tier are counted here, too.
    pub or_higher: bool,
}

/// The tiers of an account of a world, lowest first.
pub(super) fn tiers(world: &World, at: usize, scenario: &ValidScenario) -> Vec<TierWords> {
    let (account, day) = (&world.accounts[at], scenario.start.first_day());
    // What the app begins with it has, whatever it takes others to be there.
    let begins = begins(world, at, scenario);
    let words = |(tier, plans): (usize, &[Plan])| {
        let has_it = begins.is_some_and(|first| tier <= first);
        let reached = plans.iter().filter(|_| !has_it).find_map(|plan| reached_after(plan, day));
        let reached = reached.map(|after| format!("reached {after}"));
        let terms = std::iter::once(price(plans, day)).chain(reached).collect::<Vec<_>>().join(", ");
        TierWords { key: key(account, plans), plans: names(plans), terms }
    };
    account.tiers().enumerate().map(words).collect()
}

/// How many futures of a run are on the tiers of its accounts; none where its program could not be compiled.
#[must_use]
pub fn tier_runs(summary: &Summary, scenario: &ValidScenario, catalog: &Catalog) -> Vec<TierRun> {
    let (Ok(world), [first, .., last] | [first @ last]) = (World::new(scenario, catalog), &summary.months[..]) else {
        return Vec::new();
    };
    let of_account = |(at, account): (usize, &AccountOf)| {
        let counts = [first, last].map(|month| month.tiers.get(at).copied().unwrap_or_default());
        let all = account.tiers().count();
        // Tiers beyond those that are counted have no number of their own.
        let run = |(tier, plans): (usize, &[Plan])| {
            let [first, last] = counts.map(|counts| Chance::new(counts[tier], summary.futures));
            let or_higher = tier + 1 == RUNGS && all > RUNGS;
            TierRun { key: key(account, plans), first, last, month: summary.months.len(), or_higher }
        };
        account.tiers().enumerate().take(RUNGS).map(run).collect::<Vec<_>>()
    };
    world.accounts.iter().enumerate().flat_map(of_account).collect()
}

impl TierRun {
    /// Whether every future is on it in both months.
    #[must_use]
    pub const fn is_sure(&self) -> bool {
        self.first.count == self.first.of && self.last.count == self.last.of
    }

    /// How many futures are on it: `62 of 100 futures at the end of month 1, all at the end of month 24`.
    #[must_use]
    pub fn words(&self) -> String {
        let [first, last] = [self.first, self.last].map(futures);
        let month = self.month;
        let what = if first == "none" { "no futures".to_owned() } else { format!("{first} futures") };
        let when = match month {
            1 => " at the end of month 1".to_owned(),
            _ if first == last => format!(" at the end of months 1 and {month}"),
            _ => format!(" at the end of month 1, {last} at the end of month {month}"),
        };
        let where_else = if self.or_higher { ", here or on a higher plan" } else { "" };
        format!("{what}{when}{where_else}")
    }
}

/// How many of all futures: `62 of 100`.
fn futures(chance: Chance) -> String {
    let of_100 = 100.0 * chance.share();
    match of_100 {
        _ if chance.count == 0 => "none".to_owned(),
        _ if chance.count == chance.of => "all".to_owned(),
        ..1.0 => "fewer than 1 of 100".to_owned(),
        ..=99.0 => format!("{of_100:.0} of 100"),
        _ => "more than 99 of 100".to_owned(),
    }
}

/// Names of plans, each once; of several each in quotes.
fn names(plans: &[Plan]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for plan in plans {
        if !names.contains(&plan.name.as_str()) {
            names.push(&plan.name);
        }
    }
    listed(&names)
}

/// What a tier of such plans costs whether it is used or not, paid once: `$20 a month and $20 for each further seat`.
fn price(plans: &[Plan], day: Date) -> String {
    let most = |dollars: fn(&Plan, Date) -> f64| plans.iter().map(|plan| dollars(plan, day)).fold(0.0, f64::max);
    let fixed = fixed_price(most(Plan::base_usd));
    match most(|plan, day| plan.fact(FactName::SeatUsd, day).unwrap_or(0.0)) {
        0.0 => fixed,
        seat => format!("{fixed} and {} for each further seat", money(seat)),
    }
}

fn key(account: &AccountOf, plans: &[Plan]) -> String {
    let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    format!("{}: {}", account_key(account), ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{PRESETS, Scenario};
    use crate::stats::MonthSummary;

    /// The first preset, changed, with its world.
    fn changed(change: impl FnOnce(&mut Scenario)) -> (ValidScenario, Catalog, World) {
        let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
        change(&mut scenario);
        let (scenario, catalog) = (scenario.validate().unwrap(), Catalog::builtin().unwrap());
        let world = World::new(&scenario, &catalog).unwrap();
        (scenario, catalog, world)
    }

    fn ladder(plans: &[&str]) -> Vec<String> {
        plans.iter().map(|plan| (*plan).to_owned()).collect()
    }

    /// Names and terms of the tiers of the account with a provider.
    fn of(provider: &str, change: impl FnOnce(&mut Scenario)) -> Vec<(String, String)> {
        let (scenario, _, world) = changed(change);
        let at = world.accounts.iter().position(|account| account.name == provider).unwrap();
        tiers(&world, at, &scenario).into_iter().map(|tier| (tier.plans, tier.terms)).collect()
    }

    fn text(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(one, other)| ((*one).to_owned(), (*other).to_owned())).collect()
    }

    #[test]
    fn a_tier_has_its_plans_and_its_price() {
        let supabase = of("Supabase", |it| it.stack.data.plans = ladder(&["supabase-free", "supabase-pro"]));
        let right = [("Supabase Free", "no fixed price"), ("Supabase Pro, spend cap on", "$25 a month")];
        assert_eq!(supabase, text(&right));
        let vercel = of("Vercel", |it| it.stack.frontend.plans = ladder(&["vercel-pro"]));
        assert_eq!(vercel, text(&[("Vercel Pro", "$20 a month and $20 for each further seat")]));
    }

    #[test]
    fn a_tier_of_several_plans_names_them_all() {
        let luna = ["gpt-5.6-luna", "gpt-5.6-luna-tier-2"];
        let openai = of("OpenAI API", |it| {
            it.features[0].inference.plans = ladder(&luna);
            it.features.push(it.features[0].clone());
            it.features[1].inference.plans = ladder(&["gpt-5.4-nano"]);
            it.prices = Some(Date { year: 2026, month: 10, day: 7 });
        });
        assert_eq!(openai.len(), 2, "{openai:?}");
        assert_eq!(openai[0].0, "“GPT-5.6 Luna, pay as you go” and “GPT-5.4 nano, pay as you go”");
        assert_eq!(openai[1].1, "no fixed price, reached after $50 billed and 7 days");
        // Whoever begins there is there.
        let begun = of("OpenAI API", |it| it.features[0].inference.plans = ladder(&luna[1..]));
        assert_eq!(begun[0].1, "no fixed price");
    }

    fn run(first: u32, last: u32) -> TierRun {
        let [first, last] = [first, last].map(|count| Chance::new(count, 1_000));
        TierRun { key: String::new(), first, last, month: 24, or_higher: false }
    }

    #[test]
    fn futures_are_said_of_the_first_month_and_of_the_last() {
        for (first, last, words) in [
            (620, 1_000, "62 of 100 futures at the end of month 1, all at the end of month 24"),
            (0, 7, "no futures at the end of month 1, fewer than 1 of 100 at the end of month 24"),
            (995, 0, "more than 99 of 100 futures at the end of month 1, none at the end of month 24"),
            (1_000, 1_000, "all futures at the end of months 1 and 24"),
            (0, 0, "no futures at the end of months 1 and 24"),
            (10, 10, "1 of 100 futures at the end of months 1 and 24"),
        ] {
            assert_eq!(run(first, last).words(), words);
            assert_eq!(run(first, last).is_sure(), first == 1_000 && last == 1_000);
        }
        let short = TierRun { month: 1, or_higher: true, ..run(620, 620) };
        assert_eq!(short.words(), "62 of 100 futures at the end of month 1, here or on a higher plan");
    }

    #[test]
    fn counts_are_those_of_the_tier() {
        let (scenario, catalog, world) = changed(|it| it.stack.data.plans = ladder(&["supabase-free", "supabase-pro"]));
        let at = world.accounts.iter().position(|account| account.name == "Supabase").unwrap();
        let month = |on_second: u32| {
            let mut tiers = vec![[64, 0, 0, 0, 0, 0, 0, 0]; world.accounts.len()];
            tiers[at] = [64 - on_second, on_second, 0, 0, 0, 0, 0, 0];
            MonthSummary { tiers, ..MonthSummary::default() }
        };
        let months = [0, 32, 48].map(month).to_vec();
        let summary = Summary { futures: 64, months, ..super::super::sample::summary() };
        let runs = tier_runs(&summary, &scenario, &catalog);
        let found = |tier: &TierWords| runs.iter().find(|run| run.key == tier.key).unwrap();
        let all: Vec<usize> = (0..world.accounts.len()).collect();
        let words: Vec<TierWords> = all.iter().flat_map(|at| tiers(&world, *at, &scenario)).collect();
        assert!(runs.iter().map(|run| &run.key).eq(words.iter().map(|tier| &tier.key)), "every tier has its numbers");
        let of = tiers(&world, at, &scenario);
        let counts = of.iter().map(found).map(|run| [run.first.count, run.last.count, run.month as u32]);
        assert_eq!(counts.collect::<Vec<_>>(), [[64, 16, 3], [0, 48, 3]]);
        let none = Summary { months: Vec::new(), ..summary };
        assert!(tier_runs(&none, &scenario, &catalog).is_empty());
    }
}
