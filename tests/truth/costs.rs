//! What a month would cost on a plan, reckoned without simulating it, against sums by hand and against the simulation.

use headroom::program::{Asker, Cost, MonthDemand};
use headroom::scenario::LadderAt;

use super::*;

/// What the last month costs on a plan at a place.
fn cost(scenario: &Scenario, at: LadderAt, plan: &str) -> Cost {
    let (scenario, catalog) = (scenario.clone().validate().unwrap(), Catalog::builtin().unwrap());
    let demand = MonthDemand::new(&scenario, &catalog, Asker::of(at)).unwrap();
    let has = |plans: &[headroom::catalog::Plan]| plans.iter().any(|it| it.id == plan);
    let provider = catalog.providers().find(|it| has(&it.plans)).unwrap();
    demand.cost(&scenario, catalog.plan(plan).unwrap(), &provider.plans)
}

fn is_near(got: f64, truth: f64, share: f64) {
    assert!((got - truth).abs() <= share * truth.abs() + 1e-9, "{got}, not {truth}");
}

const CHAT: LadderAt = LadderAt::Feature(0);

#[test]
fn a_month_costs_what_a_founder_would_reckon() {
    let plan = "gemini-3.1-flash-lite-paid";
    let Cost { usd, served, ended, .. } = cost(&still(plan), CHAT, plan);
    // 1,500 tokens at 0.25 dollars and 300 at 1.5 dollars a million; January 2027 has ten days of weekend.
    is_near(usd, CALLS * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6, 3e-3);
    assert_eq!((served, ended), (1.0, false));
}

/// Growing by a tenth a month from 1,000: December brings 1,000 · 1.1¹¹ at its begin and 1.1 times that at its end.
#[test]
fn the_twelfth_month_is_that_of_its_growth() {
    let plan = "gemini-3.1-flash-lite-paid";
    let mut scenario = still(plan);
    scenario.months = 24;
    set(&mut scenario, Field::MonthlyGrowth, 10.0);
    let users = 1_000.0 * libm::pow(1.1, 11.0) * 0.1 / libm::log(1.1);
    let each = (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6;
    is_near(cost(&scenario, CHAT, plan).usd, users * 0.2 * 5.0 * 31.0 * each, 5e-3);
    // A range stands at its middle, and noise and launches by surprise at nothing.
    Input::from(Field::MonthlyGrowth).set(&mut scenario, Quantity::range(5.0, 15.0));
    set(&mut scenario, Field::PassingNoise, 40.0);
    set(&mut scenario, Field::DailyNoise, 40.0);
    is_near(cost(&scenario, CHAT, plan).usd, users * 0.2 * 5.0 * 31.0 * each, 5e-3);
}

/// 1,000 calls a day where 500 are allowed: half of them, on busy and quiet days alike, and they are free.
#[test]
fn what_a_limit_refuses_is_not_served() {
    let plan = "gemini-3.1-flash-lite-free";
    let Cost { usd, served, .. } = cost(&still(plan), CHAT, plan);
    assert_eq!(usd, 0.0);
    is_near(served, 0.5, 0.03);
    let mut few = still(plan);
    set(&mut few, Field::Users, 100.0);
    assert_eq!(cost(&few, CHAT, plan).served, 1.0);
    // It ends on 2027-05-07.
    few.prices = None;
    few.start = "2027-06".to_owned().try_into().unwrap();
    assert!(cost(&few, CHAT, plan).ended);
}

/// The app of all parts, of which one is on a plan: what the simulation bills for that part.
fn billed(at: LadderAt, plan: &str) -> (Scenario, Vec<f32>) {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::Users, 20_000.0);
    set(&mut scenario, Field::Paying, 4.0);
    set(&mut scenario, Field::Visits, 60.0);
    set(&mut scenario, Field::PageMb, 4.0);
    set(&mut scenario, Field::StoredKb, 20.0);
    set(&mut scenario, Field::FileKb, 200.0);
    set(&mut scenario, Field::CachedInput, 30.0);
    scenario.money.income_from = 1;
    let ladder = scenario.ladder_mut(at).unwrap();
    ladder.plans = plans(&[plan]);
    scenario.money.budget = Quantity::Exact(1e6);
    let raw = month(scenario.clone(), 32);
    let part = at.slot() as usize;
    (scenario, raw.record(RECORD().bill[part], 0).to_vec())
}

#[test]
fn the_simulation_bills_the_same() {
    let slot = |slot: Slot| LadderAt::Slot(slot as usize);
    for (at, plan) in [
        (CHAT, "gpt-6-luna"),
        (CHAT, "gpt-6-luna-batch"),
        (CHAT, "gemini-3.5-flash-lite-paid"),
        (slot(Slot::Frontend), "vercel-pro"),
        (slot(Slot::Frontend), "netlify-pro"),
        (slot(Slot::Backend), "railway-hobby"),
        (slot(Slot::Backend), "render-starter"),
        (slot(Slot::Data), "supabase-pro"),
        (slot(Slot::Data), "firebase-blaze"),
        (slot(Slot::Files), "aws-s3-standard"),
        (slot(Slot::Payments), "stripe-us-standard"),
        (slot(Slot::Domain), "domain-ai"),
        (slot(Slot::Observability), "sentry-team"),
        (slot(Slot::Delivery), "github-actions-team"),
    ] {
        let (scenario, bills) = billed(at, plan);
        let Cost { usd, served, .. } = cost(&scenario, at, plan);
        let (mean, error) = mean(&bills);
        println!("{plan}: {usd:.2} of {served:.3}, simulated {mean:.2}");
        assert!(
            (mean - usd).abs() < 4.0 * error + 4e-3 * usd + 0.01,
            "{plan}: {usd} served {served}, billed {mean} ± {error}"
        );
    }
}
