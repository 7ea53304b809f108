//! The model against what can be worked out by hand, against the `f64` oracle, and on any scenario at all.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod alternatives;
mod bills;
mod books;
mod books_by_chance;
mod costs;
mod effects;
mod fields;
mod ladders;
mod limits;
mod lines;
mod oracle;
mod price_risk;
mod sales;
mod spreads;
mod volumes;

use common::runs::{
    announced, busy, changing, crowded, first_wall, moving, on_cards, opening, program, raised, refused, set, simulate,
    varied,
};
use headroom::catalog::{Catalog, Date};
use headroom::engine::Raw;
use headroom::model::{Record, Sums, Totals, Whole, layout, limit};
use headroom::parts::Slot;
use headroom::program::Program;
use headroom::scenario::{Field, Input, Launch, Override, Profile, Quantity, Scenario};
use wide::f32x8;

/// An app of 1,000 users without growth or noise for one month, whose chat runs on one plan and nothing else.
fn still(plan: &str) -> Scenario {
    let mut scenario = opening();
    // On prices that stay, and with what is known of the plan.
    scenario.prices = Some(Date { year: 2026, month: 11, day: 27 });
    scenario.features[0].tokens_a_second = None;
    scenario.months = 1;
    scenario.stack = Default::default();
    scenario.money = Default::default();
    scenario.features[0].inference.plans = vec![plan.to_owned()];
    scenario.features[0].inference.move_on = Default::default();
    for field in [
        Field::MonthlyGrowth,
        Field::PermanentNoise,
        Field::PassingNoise,
        Field::HourlyNoise,
        Field::DailyNoise,
        Field::Burstiness,
        Field::LostWhenRefused,
        Field::LostWhenSlow,
    ] {
        set(&mut scenario, field, 0.0);
    }
    set(&mut scenario, Field::Users, 1_000.0);
    set(&mut scenario, Field::Ceiling, 1e10);
    scenario
}

/// Mean and standard error of a row.
fn mean(row: &[f32]) -> (f64, f64) {
    let n = row.len() as f64;
    let mean = row.iter().map(|number| f64::from(*number)).sum::<f64>() / n;
    let squares =
        row.iter().map(|number| f64::from(*number) - mean).map(|deviation| deviation * deviation).sum::<f64>();
    (mean, (squares / (n - 1.0) / n).sqrt())
}

fn near(row: &[f32], truth: f64) {
    let (mean, error) = mean(row);
    // Four standard errors, what the Poisson expansion is off by, and that January 2027 has ten days of weekend.
    assert!((mean - truth).abs() < 4.0 * error + 3e-3 * truth, "{mean} ± {error}, not {truth}");
}

/// The numbers that every app has come first.
const RECORD: fn() -> Whole<usize> = || Whole::from_fn(|number| number);

/// The one month of a run, number by number.
fn month(scenario: Scenario, futures: usize) -> Raw {
    simulate::<f32x8>(&program(scenario), futures)
}

/// Parts of the app that answer model calls.
const MODELS: &[usize] = &[layout::SLOTS];

/// The same, and what limits of some ways turned away in it.
fn turned_away(scenario: Scenario, futures: usize, parts: &[usize], ways: &[usize]) -> (Raw, Vec<f32>) {
    let program = program(scenario);
    let raw = simulate::<f32x8>(&program, futures);
    let refused = refused(&program, &raw, 0, parts, ways);
    (raw, refused)
}

fn plans(plans: &[&str]) -> Vec<String> {
    plans.iter().map(|plan| (*plan).to_owned()).collect()
}

/// January: 1,000 users, a fifth of them on a day, five calls each.
const CALLS: f64 = 1_000.0 * 0.2 * 5.0 * 31.0;

#[test]
fn calls_and_bills_are_what_a_founder_would_reckon() {
    let raw = month(still("gemini-3.1-flash-lite-paid"), 256);
    near(raw.record(RECORD().uses, 0), CALLS);
    // 1,500 tokens at 0.25 dollars and 300 at 1.5 dollars a million.
    near(raw.record(RECORD().cost, 0), CALLS * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6);
    near(raw.record(RECORD().tokens, 0), CALLS * 1_800.0 / 1e6);
}

#[test]
fn noise_widens_but_does_not_move_the_mean() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::HourlyNoise, 30.0);
    set(&mut scenario, Field::DailyNoise, 20.0);
    set(&mut scenario, Field::PassingNoise, 15.0);
    near(month(scenario, 2_048).record(RECORD().uses, 0), CALLS);
}

#[test]
fn templates_and_caches_save_calls_and_their_cost() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::Users, 10_000.0);
    set(&mut scenario, Field::Templates, 80.0);
    let raw = month(scenario, 256);
    near(raw.record(RECORD().uses, 0), 10.0 * CALLS);
    near(raw.record(RECORD().saved, 0), 8.0 * CALLS);
    near(raw.record(RECORD().cost, 0), 2.0 * CALLS * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6);
}

#[test]
fn features_add_up() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    let mut second = scenario.features[0].clone();
    second.calls_per_active_day = Quantity::Exact(2.0);
    second.inference.plans = plans(&["gpt-5.6-luna"]);
    scenario.features.push(second);
    let raw = month(scenario, 256);
    near(raw.record(RECORD().uses, 0), CALLS * 7.0 / 5.0);
    let first = CALLS * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6;
    near(raw.record(RECORD().cost, 0), first + CALLS * 0.4 * (1_500.0 * 0.2 + 300.0 * 1.2) / 1e6);
}

#[test]
fn an_app_without_calls_has_none_however_it_grows() {
    let mut scenario = opening();
    scenario.months = 60;
    set(&mut scenario, Field::Users, 1e8);
    set(&mut scenario, Field::MonthlyGrowth, 200.0);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    assert!((0..60).all(|month| raw.record(RECORD().uses, month).iter().all(|calls| *calls == 0.0)));
}

#[test]
fn lasting_noise_spreads_users_as_a_random_walk() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 4;
    set(&mut scenario, Field::MonthlyGrowth, 25.0);
    set(&mut scenario, Field::PermanentNoise, 15.0);
    let raw = simulate::<f32x8>(&program(scenario), 2_048);
    let logs: Vec<f32> = raw.record(RECORD().users, 3).iter().map(|users| libm::logf(*users)).collect();
    let (mean, error) = mean(&logs);
    assert!((mean - libm::log(1_000.0 * 1.25 * 1.25 * 1.25 * 1.25)).abs() < 4.0 * error, "{mean}");
    // Four months of 15%; the error of a standard deviation of n normals is 1/√2n of it.
    let deviation = error * 2_048.0_f64.sqrt();
    assert!((deviation / 0.30 - 1.0).abs() < 4.0 / 4_096.0_f64.sqrt(), "{deviation}");
}

#[test]
fn own_numbers_of_users_are_followed() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 4;
    scenario.growth.curve = headroom::scenario::Curve::Series;
    scenario.growth.series = vec![500.0, 2_000.0, 3_000.0];
    let raw = simulate::<f32x8>(&program(scenario), 8);
    for (month, users) in [500.0, 2_000.0, 3_000.0, 3_000.0].into_iter().enumerate() {
        near(raw.record(RECORD().users, month), users);
    }
}

#[test]
fn a_launch_brings_its_visits_and_some_stay() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 3;
    scenario.launches.scheduled = vec![Launch { month: 1, day: 2, visits: 10_000.0, exact: false }];
    set(&mut scenario, Field::Activation, 5.0);
    set(&mut scenario, Field::Retained, 40.0);
    set(&mut scenario, Field::Churn, 100.0);
    let raw = simulate::<f32x8>(&program(scenario), 4_096);
    // The mean of a lognormal is e^(sigma^2 / 2) times its median; all but the last hours' visits come within the month.
    let visits = 10_000.0 * libm::exp(0.8 * 0.8 / 2.0);
    let (users, error) = mean(raw.record(RECORD().users, 2));
    assert!((users - 1_000.0 - visits * 0.05 * 0.4).abs() < 4.0 * error + 2.0, "{users} ± {error}");
}

/// 10,000 visits of whom 5% try it and 40% of these stay are 200 users, in every future.
#[test]
fn a_launch_of_a_known_size_brings_just_that() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 3;
    scenario.launches.scheduled = vec![Launch { month: 1, day: 2, visits: 10_000.0, exact: true }];
    set(&mut scenario, Field::Activation, 5.0);
    set(&mut scenario, Field::Retained, 40.0);
    set(&mut scenario, Field::Churn, 100.0);
    let raw = simulate::<f32x8>(&program(scenario), 64);
    assert!(raw.record(RECORD().users, 2).iter().all(|users| (users - 1_200.0).abs() < 0.5));
}

#[test]
fn refusals_drive_users_away() {
    let mut scenario = still("gemini-free-tasktrakr");
    scenario.months = 2;
    set(&mut scenario, Field::LostWhenRefused, 50.0);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    for future in 0..8 {
        let share = raw.record(RECORD().refused, 0)[future] / raw.record(RECORD().requests, 0)[future];
        let users = raw.record(RECORD().users, 1)[future];
        // The mean day turns away nearly the share that the month does.
        assert!((users - 1_000.0 * (1.0 - 0.5 * share)).abs() < 2.0, "{users} at {share}");
    }
}
