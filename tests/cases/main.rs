//! Cases from public reports and cases made by hand, each with the sum that says what is right.
//!
//! Noise and losses are 0 and all users are active every day, so a sum says it. What is left to chance are the whole
//! calls of an hour and the tokens of a call: where calls are priced each, a sum holds in every future, else on
//! average. The week's shape in a month adds up to 0.1%.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod accounts;
mod already;
mod announced;
mod beside;
mod cards;
mod credits;
mod down;
mod ladders;
mod leftover;
mod overlaps;
mod own_plans;
mod public;
mod reached;
mod routes;
mod shapes;
mod shared;
mod whole;
mod windows;

use common::runs::{self, reduce, simulate};
use headroom::catalog::{Catalog, Date};
use headroom::engine::Raw;
use headroom::model::{Record, Whole, layout, limit};
use headroom::parts::{Meter, Slot};
use headroom::program::{LimitOf, Of, Program, World};
use headroom::scenario::{Choice, Feature, LadderAt, Override, Quantity, Scenario};
use wide::f32x8;

/// The numbers that every app has come first.
const RECORD: fn() -> Whole<usize> = || Whole::from_fn(|number| number);

/// A run that is over, and of what.
struct Done {
    program: Program,
    world: World,
    /// Names of the accounts.
    accounts: Vec<String>,
    raw: Raw,
}

impl Done {
    fn new(scenario: Scenario, catalog: &Catalog) -> Self {
        let scenario = scenario.validate().unwrap();
        let program = Program::new(&scenario, catalog).unwrap();
        let world = World::new(&scenario, catalog).unwrap();
        let raw = simulate::<f32x8>(&program, 64);
        let accounts = world.accounts.iter().map(|account| account.titled(&scenario)).collect();
        Self { program, world, accounts, raw }
    }

    /// A number of a month, by future.
    fn month(&self, number: usize, month: usize) -> &[f32] {
        self.raw.record(number, month)
    }

    /// A number of the first month, by future.
    fn first(&self, number: usize) -> &[f32] {
        self.month(number, 0)
    }

    /// Demand of a weekday, 0 for Monday, against the mean day of its week.
    fn day(&self, weekday: usize) -> f64 {
        let hours = &self.program.memory[layout::WEIGHTS + weekday * 24..][..24];
        hours.iter().map(|weight| f64::from(*weight)).sum::<f64>() / 24.0
    }

    /// What an account is billed for the first month, by future.
    fn bill(&self, account: &str) -> &[f32] {
        let at = self.accounts.iter().position(|name| name == account);
        let at = at.unwrap_or_else(|| panic!("{account} is none of {:?}", self.accounts));
        self.first(Record::places(&self.program.shape).accounts[at])
    }

    /// What limits of an account turned away in the first month in some way, by future.
    fn turned_away(&self, account: &str, way: usize) -> Vec<f32> {
        let record = Record::places(&self.program.shape);
        let of = |of: Of| match of {
            Of::Service(at) => Some(self.world.services[at].account),
            Of::Account(at) => Some(at),
            Of::App => None,
        };
        let mine = |of_row: Of| of(of_row).is_some_and(|at| self.accounts[at] == account);
        let rows = self.world.limits.iter().enumerate().filter(|(_, row)| row.way == way && mine(row.of));
        let rows: Vec<usize> = rows.map(|(at, _)| record.refused[at]).collect();
        (0..self.raw.futures()).map(|future| rows.iter().map(|row| self.first(*row)[future]).sum()).collect()
    }

    /// Share of a month's calls and visits that was refused, on average.
    fn refused(&self, month: usize) -> f64 {
        let (refused, asked) = (self.month(RECORD().refused, month), self.month(RECORD().requests, month));
        mean(refused).0 / mean(asked).0
    }
}

/// A case with the catalogue of this build.
fn run(scenario: Scenario) -> Done {
    Done::new(scenario, &Catalog::builtin().unwrap())
}

/// A case with three invented providers that are the same but for their names, one that limits whole accounts, one with
/// tiers that are reached, and one with rare windows.
fn run_plain(scenario: Scenario) -> Done {
    Done::new(scenario, &plain())
}

/// Their catalogue.
fn plain() -> Catalog {
    let text = |small: &str, large: &str| include_str!("alpha.toml").replace("alpha", small).replace("Alpha", large);
    let (beta, gamma) = (text("beta", "Beta"), text("gamma", "Gamma"));
    let alpha = include_str!("alpha.toml");
    let files = [
        ("alpha.toml", alpha),
        ("beta.toml", &beta),
        ("gamma.toml", &gamma),
        ("delta.toml", include_str!("delta.toml")),
        ("epsilon.toml", include_str!("epsilon.toml")),
        ("zeta.toml", include_str!("zeta.toml")),
        ("eta.toml", include_str!("eta.toml")),
    ];
    Catalog::read(&files).unwrap()
}

/// On the prices and limits of the day on which links became stable: the sums are of these, whatever is learnt later.
fn read(json: &str) -> Scenario {
    let mut scenario = Scenario::from_json(json).unwrap();
    scenario.prices.get_or_insert(Date { year: 2026, month: 10, day: 7 });
    scenario
}

/// An app of 100 users for the 30 days of April, of features with a plan and calls a day.
fn app(features: &[(&str, f64)]) -> Scenario {
    let mut scenario = read(include_str!("24b-same-as-one-feature.json"));
    let first = scenario.features.remove(0);
    let feature = |(at, (plan, calls)): (usize, &(&str, f64))| {
        let mut it = Feature { name: format!("F{}", at + 1), ..first.clone() };
        it.calls_per_active_day = Quantity::Exact(*calls / 100.0);
        it.inference.plans = vec![(*plan).to_owned()];
        it
    };
    scenario.features = features.iter().enumerate().map(feature).collect();
    // Not asked about here.
    scenario.money.budget = Quantity::Exact(1e6);
    scenario
}

/// A plan for what is refused before it.
fn then(plan: &str) -> Choice {
    Choice::on_refusal(plan.to_owned())
}

fn own(plan: &str, number: &str, value: f64) -> Override {
    Override { plan: plan.to_owned(), number: number.to_owned(), value }
}

fn plans(plans: &[&str]) -> Vec<String> {
    plans.iter().map(|plan| (*plan).to_owned()).collect()
}

/// Mean and standard error.
fn mean(row: &[f32]) -> (f64, f64) {
    let n = row.len() as f64;
    let mean = row.iter().map(|number| f64::from(*number)).sum::<f64>() / n;
    let squares = row.iter().map(|number| (f64::from(*number) - mean) * (f64::from(*number) - mean)).sum::<f64>();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

/// On average it is the right value: but for four standard errors, and 0.3% for the week's shape.
fn near(row: &[f32], right: f64) {
    let (mean, error) = mean(row);
    assert!((mean - right).abs() < 4.0 * error + 3e-3 * right, "{mean} ± {error}, not {right}");
}

/// A share is the right one, within a part of a hundred.
fn share(share: f64, right: f64) {
    assert!((share - right).abs() < 0.01, "{share}, not {right}");
}

/// In every future it is what the uses of that future make it, within a hundred thousandth.
fn exact(row: &[f32], uses: &[f32], right: impl Fn(f64) -> f64) {
    for (future, (number, uses)) in row.iter().zip(uses).enumerate() {
        let (number, right) = (f64::from(*number), right(f64::from(*uses)));
        let off = (number - right).abs();
        assert!(off <= 2e-5 * right.abs().max(1.0), "future {future} of {uses} uses: {number}, not {right}");
    }
}
