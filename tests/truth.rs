//! The model against what can be worked out by hand, against the `f64` oracle, and on any scenario at all.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::runs::{busy, crowded, opening, program, set, simulate, varied};
use headroom::catalog::Catalog;
use headroom::engine::Raw;
use headroom::model::{Record, layout, limit};
use headroom::program::Program;
use headroom::scenario::{Field, Launch, Quantity, Scenario};
use wide::f32x8;

/// An app of 1,000 users without growth or noise for one month, whose chat runs on one plan and nothing else.
fn still(plan: &str) -> Scenario {
    let mut scenario = opening();
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

const RECORD: fn() -> Record<usize> = || Record::from_fn(|number| number);

/// The one month of a run, number by number.
fn month(scenario: Scenario, futures: usize) -> Raw {
    simulate::<f32x8>(&program(scenario), futures)
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
    scenario.launches.scheduled = vec![Launch { month: 1, day: 2, visits: 10_000.0 }];
    set(&mut scenario, Field::Activation, 5.0);
    set(&mut scenario, Field::Retained, 40.0);
    set(&mut scenario, Field::Churn, 100.0);
    let raw = simulate::<f32x8>(&program(scenario), 4_096);
    // The mean of a lognormal is e^(sigma^2 / 2) times its median; all but the last hours' visits come within the month.
    let visits = 10_000.0 * libm::exp(0.8 * 0.8 / 2.0);
    let (users, error) = mean(raw.record(RECORD().users, 2));
    assert!((users - 1_000.0 - visits * 0.05 * 0.4).abs() < 4.0 * error + 2.0, "{users} ± {error}");
}

#[test]
fn a_daily_limit_serves_just_its_calls() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    set(&mut scenario, Field::Users, 100_000.0);
    // So that no call is still waiting when the month ends.
    set(&mut scenario, Field::Retries, 0.0);
    let raw = month(scenario, 16);
    for future in 0..16 {
        let refused: f32 = RECORD().refused[..layout::FEATURES].iter().map(|it| raw.record(*it, 0)[future]).sum();
        // 500 before the first reset at 8 UTC, and 500 after each of the 31.
        assert_eq!(raw.record(RECORD().uses, 0)[future] - refused, 32.0 * 500.0, "future {future}");
    }
}

#[test]
fn a_monthly_limit_serves_just_its_tokens() {
    let raw = month(still("gemini-free-tasktrakr"), 16);
    for future in 0..16 {
        let refused = raw.record(RECORD().refused[limit::MONTH], 0)[future];
        // A million tokens at 1,800 a call. What the tokens of the calls really were is known at the end of a day, and
        // whole calls are served: give or take a tenth.
        let served = raw.record(RECORD().uses, 0)[future] - refused;
        assert!((served / 555.0 - 1.0).abs() < 0.1, "future {future}: {served}");
    }
}

#[test]
fn calls_at_once_are_refused_as_erlang_reckons() {
    let text = r#"
        id = "test"
        name = "Test"
        [[plans]]
        id = "few-at-once"
        name = "Few at once"
        slot = "inference"
        model = "test"
        base = { from = "2026-01-01", value = 0, source = { document = "Test", confidence = "high" } }
        [[plans.limits]]
        window = "concurrent"
        meter = "requests"
        past = "refuse"
        history = { from = "2026-01-01", value = 8, source = { document = "Test", confidence = "high" } }
    "#;
    let catalog = Catalog::read(&[("test.toml", text)]).unwrap();
    let mut scenario = still("few-at-once");
    scenario.audience.profile = headroom::scenario::Profile::Global;
    set(&mut scenario, Field::Users, 10_000.0);
    scenario.features[0].first_word = Some(Quantity::Exact(15.0));
    scenario.features[0].tokens_a_second = Some(Quantity::Exact(1e4));
    let program = Program::new(&scenario.validate().unwrap(), &catalog).unwrap();
    let raw = simulate::<f32x8>(&program, 64);
    // Hour by hour with its weight: the recursion of Erlang B for 8 lines.
    let seconds = 15.0 * 1.0833 + 0.03;
    let blocked = |load: f64| (1..=8).fold(1.0, |blocked, n| load * blocked / (f64::from(n) + load * blocked));
    let hours = (0..744).map(|hour| f64::from(program.memory[(4 * 24 + hour) % 168]));
    let (mut calls, mut refused) = (0.0, 0.0);
    for weight in hours {
        let hour = 10_000.0 * 0.2 * 5.0 / 24.0 * weight;
        calls += hour;
        refused += hour * blocked(hour * seconds / 3_600.0);
    }
    let (mean, _) = mean(raw.record(RECORD().refused[limit::CONCURRENT], 0));
    assert!((mean / calls - refused / calls).abs() < 0.01, "{} not {}", mean / calls, refused / calls);
}

#[test]
fn fixed_prices_are_prorated_by_the_day_of_a_move() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    scenario.stack.frontend.plans = plans(&["vercel-hobby", "vercel-pro"]);
    scenario.stack.frontend.move_on.users = Some(Quantity::Exact(1.0));
    scenario.stack.frontend.lead_days = Quantity::Exact(9.0);
    let raw = month(scenario, 8);
    // Decided at the end of the first day, nine days more: on Pro from the eleventh of January on.
    near(raw.record(RECORD().bill[layout::FRONTEND], 0), 20.0 * 21.0 / 31.0);
    assert!(raw.record(RECORD().rung[layout::FRONTEND], 0).iter().all(|rung| *rung == 1.0));
}

#[test]
fn a_pool_of_dollars_is_used_before_anything_is_billed() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.backend.plans = plans(&["railway-hobby"]);
    set(&mut scenario, Field::RamGb, 1.0);
    set(&mut scenario, Field::RequestCpu, 0.0);
    set(&mut scenario, Field::CpuSeconds, 0.0);
    set(&mut scenario, Field::AnswerKb, 0.0);
    let raw = month(scenario, 8);
    // A gigabyte all of January at 0.000231 dollars a minute, of which 5 dollars are the subscription's own.
    near(raw.record(RECORD().bill[layout::BACKEND], 0), 0.000_231 * 60.0 * 744.0);
}

#[test]
fn seats_tiers_fees_and_income_are_what_they_say() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.payments.plans = plans(&["stripe-us-standard"]);
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    scenario.money.income_from = 1;
    set(&mut scenario, Field::Seats, 3.0);
    let raw = month(scenario, 8);
    let payers = 1_000.0 * 0.03;
    near(raw.record(RECORD().income, 0), payers * 9.0);
    near(raw.record(RECORD().bill[layout::PAYMENTS], 0), payers * (0.30 + 0.029 * 9.0));
    near(raw.record(RECORD().bill[layout::FRONTEND], 0), 60.0);
}

#[test]
fn a_full_database_turns_everybody_away() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.data.plans = plans(&["supabase-free"]);
    // Half a gigabyte at 100 KB a call is 5,000 calls, of a thousand a day: full on the sixth day.
    set(&mut scenario, Field::StoredKb, 100.0);
    let raw = month(scenario, 8);
    let away = raw.record(RECORD().refused[limit::DATA], 0);
    let requests = raw.record(RECORD().requests, 0);
    for (away, requests) in away.iter().zip(requests) {
        let share = f64::from(away / requests);
        assert!((share - 26.0 / 31.0).abs() < 0.02, "{share}");
    }
    let down = raw.record(RECORD().down, 0);
    assert!(down.iter().all(|hours| (f64::from(*hours) - 26.0 * 24.0).abs() < 24.0), "{down:?}");
}

#[test]
fn a_hard_cap_stops_the_models_for_the_rest_of_the_month() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::Users, 20_000.0);
    scenario.money.hard_cap = Some(Quantity::Exact(100.0));
    // Its price, of which most is still to come when the models are stopped, counts from the first day.
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    let raw = month(scenario, 8);
    let a_day = CALLS / 31.0 * 20.0 * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6;
    for cost in raw.record(RECORD().cost, 0) {
        // Bills are looked at once a day.
        assert!(f64::from(*cost) >= 100.0 && f64::from(*cost) < 100.0 + 1.6 * a_day, "{cost}, {a_day} a day");
    }
    assert!(raw.record(RECORD().refused[limit::CAP], 0).iter().all(|refused| *refused > 0.0));
}

#[test]
fn a_spending_cap_refuses_what_it_does_not_pay() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::Users, 20_000.0);
    scenario.features[0].inference.spend_cap = Some(Quantity::Exact(100.0));
    let raw = month(scenario, 8);
    for cost in raw.record(RECORD().cost, 0) {
        assert!((f64::from(*cost) - 100.0).abs() < 3.0, "{cost}");
    }
}

#[test]
fn refusals_drive_users_away() {
    let mut scenario = still("gemini-free-tasktrakr");
    scenario.months = 2;
    set(&mut scenario, Field::LostWhenRefused, 50.0);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    for future in 0..8 {
        let refused: f32 = RECORD().refused.iter().map(|number| raw.record(*number, 0)[future]).sum();
        let share = refused / raw.record(RECORD().requests, 0)[future];
        let users = raw.record(RECORD().users, 1)[future];
        assert!((users - 1_000.0 * (1.0 - 0.5 * share)).abs() < 0.1, "{users} at {share}");
    }
}

#[test]
fn the_wall_is_where_nothing_was_changed() {
    // With the ladder the app is on the paid plan before the daily limit would last; the wall is the same without it.
    let mut scenario = opening();
    scenario.months = 12;
    let wall = |scenario: &Scenario| {
        let raw = simulate::<f32x8>(&program(scenario.clone()), 64);
        let totals = headroom::model::Totals::from_fn(|number| number);
        let days = |future: usize| totals.wall_day.map(|number| raw.total(number)[future]);
        let first = |future: usize| days(future).into_iter().filter(|day| *day > 0.0).fold(f32::INFINITY, f32::min);
        (0..64).map(first).collect::<Vec<_>>()
    };
    let with = wall(&scenario);
    for at in scenario.ladders().collect::<Vec<_>>() {
        scenario.ladder_mut(at).unwrap().plans.truncate(1);
    }
    assert_eq!(with, wall(&scenario));
}

/// Relative differences of monthly bills between `f32` and the `f64` oracle, in order.
fn differences(single: &Program, double: &Program) -> Vec<f64> {
    const FUTURES: usize = 128;
    let (single, double) = (simulate::<f32x8>(single, FUTURES), simulate::<f64>(double, FUTURES));
    let mut found = Vec::new();
    for month in 0..single.months() {
        let bills = |raw: &Raw| raw.record(RECORD().cost, month).to_vec();
        let pairs = bills(&single).into_iter().zip(bills(&double)).filter(|(_, double)| *double > 0.0);
        found.extend(pairs.map(|(single, double)| f64::from((single - double).abs() / double)));
    }
    found.sort_by(f64::total_cmp);
    found
}

/// Most bills agree to 1e-5. A call more or less, where a rounding fell the other way, moves a small bill by more.
#[test]
fn the_oracle_gives_the_same_bills() {
    for program in [busy(3), crowded(2), varied(2)] {
        let found = differences(&program, &program);
        let at = |share: f64| found[(share * (found.len() - 1) as f64) as usize];
        assert!(found.len() > 100 && at(0.5) < 1e-5 && at(1.0) < 1e-2, "{} {} {}", at(0.5), at(0.9), at(1.0));
    }
}

#[test]
fn the_oracle_notices_a_wrong_number() {
    let program = busy(3);
    let mut wrong = program.clone();
    wrong.memory[layout::WEIGHTS + 12] *= 1.01;
    let found = differences(&wrong, &program);
    assert!(found[found.len() / 2] > 1e-5);
}

#[test]
fn calls_that_wait_long_to_be_tried_again_come_back_in_later_hours() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    scenario.overrides = ["limit.day.requests", "limit.minute.input_tokens"]
        .map(|number| headroom::scenario::Override {
            plan: "gemini-3.1-flash-lite-free".to_owned(),
            number: number.to_owned(),
            value: 1e9,
        })
        .to_vec();
    // A limit of 900 an hour, which the evenings pass and the days do not.
    set(&mut scenario, Field::Users, 20_000.0);
    let refused = |retries: f64| {
        let mut scenario = scenario.clone();
        set(&mut scenario, Field::Retries, retries);
        set(&mut scenario, Field::Backoff, 600.0);
        set(&mut scenario, Field::BackoffCap, 3_600.0);
        let raw = month(scenario, 32);
        mean(raw.record(RECORD().refused[limit::MINUTE], 0)).0 / CALLS / 20.0
    };
    let (never, often) = (refused(0.0), refused(3.0));
    // Waits of an hour in all carry calls from hour to hour, but not from the evening into the night.
    assert!(never > 0.1 && often < 0.98 * never && often > 0.5 * never, "{never} without, {often} with retries");
}

#[test]
fn calls_that_are_not_tried_again_wait_for_nothing() {
    let mut scenario = still("gpt-5.4-nano");
    set(&mut scenario, Field::CallsPerActiveDay, 4_500.0);
    set(&mut scenario, Field::Retries, 0.0);
    set(&mut scenario, Field::Backoff, 20.0);
    set(&mut scenario, Field::WorkerSeconds, 0.0);
    set(&mut scenario, Field::OutputTokens, 0.0);
    scenario.features[0].first_word = Some(Quantity::Exact(0.1));
    let slowest = |scenario: &Scenario| mean(month(scenario.clone(), 8).record(RECORD().full_answer[2], 0)).0;
    assert!(slowest(&scenario) < 0.5, "{}", slowest(&scenario));
    set(&mut scenario, Field::Retries, 2.0);
    assert!(slowest(&scenario) > 5.0, "{}", slowest(&scenario));
}

#[test]
fn templates_do_not_use_up_what_they_save() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.data.plans = plans(&["firebase-spark"]);
    set(&mut scenario, Field::CallsPerActiveDay, 50.0);
    set(&mut scenario, Field::Templates, 95.0);
    set(&mut scenario, Field::Reads, 80.0);
    set(&mut scenario, Field::BackendPerVisit, 0.0);
    // 500 calls a day read 40,000 rows of the 50,000 that are free.
    let raw = month(scenario, 8);
    assert!(raw.record(RECORD().refused[limit::DATA], 0).iter().all(|refused| *refused == 0.0));
}

#[test]
fn a_budget_of_just_the_price_is_kept() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    scenario.months = 12;
    scenario.stack.data.plans = plans(&["supabase-pro"]);
    set(&mut scenario, Field::CallsPerActiveDay, 0.01);
    set(&mut scenario, Field::Budget, 25.0);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    for month in 0..12 {
        assert!(raw.record(RECORD().over_budget, month).iter().all(|over| *over == 0.0), "month {month}");
        assert!(raw.record(RECORD().alerts[2], month).iter().all(|alert| *alert == 1.0), "month {month}");
    }
}

/// Months on the higher plan, of twelve, with a ladder that may step down.
fn months_up(change: impl FnOnce(&mut Scenario)) -> usize {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    scenario.months = 12;
    scenario.features[0].inference.lead_days = Quantity::Exact(0.0);
    scenario.features[0].inference.step_down = true;
    change(&mut scenario);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    (0..12).filter(|month| raw.record(RECORD().rung[layout::SLOTS], *month)[0] > 0.5).count()
}

#[test]
fn an_app_steps_down_only_to_what_will_do() {
    let ladder = plans(&["gemini-3.1-flash-lite-free", "gemini-3.1-flash-lite-paid"]);
    // Twice the daily limit: it stays up.
    let busy = months_up(|it| {
        it.features[0].inference.plans = ladder.clone();
        it.features[0].inference.move_on.refused = Some(Quantity::Exact(5.0));
    });
    assert_eq!(busy, 12);
    // A tenth of it, after a launch that passed it: back down after two quiet months, or a few.
    let quiet = months_up(|it| {
        it.features[0].inference.plans = ladder.clone();
        it.features[0].inference.move_on.refused = Some(Quantity::Exact(5.0));
        set(it, Field::Users, 50.0);
        set(it, Field::Retained, 0.0);
        set(it, Field::Churn, 100.0);
        it.launches.scheduled = vec![Launch { month: 1, day: 2, visits: 20_000.0 }];
    });
    assert!((1..=4).contains(&quiet), "{quiet} months");
    // A trial does not come again.
    let trial = months_up(|it| it.features[0].inference.plans = plans(&["openai-trial", "gpt-5.4-nano"]));
    let trial_used = months_up(|it| {
        it.features[0].inference.plans = plans(&["openai-trial", "gpt-5.4-nano"]);
        it.features[0].inference.move_on.refused = Some(Quantity::Exact(5.0));
    });
    assert!(trial == 0 && trial_used >= 11, "{trial} {trial_used}");
}

#[test]
fn a_trial_is_given_once_and_sends_no_bill() {
    let mut scenario = still("openai-trial");
    scenario.months = 4;
    set(&mut scenario, Field::CallsPerActiveDay, 50.0);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    for month in 0..4 {
        assert!(raw.record(RECORD().cost, month).iter().all(|cost| *cost == 0.0), "month {month}");
        let served = raw.record(RECORD().tokens, month);
        assert!(served.iter().all(|tokens| (*tokens > 0.0) == (month == 0)), "month {month}: {served:?}");
    }
}

#[test]
fn a_stopped_backend_costs_nothing_by_the_hour() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.backend.plans = plans(&["railway-hobby"]);
    scenario.stack.backend.spend_cap = Some(Quantity::Exact(5.0));
    set(&mut scenario, Field::RamGb, 1.0);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    set(&mut scenario, Field::Visits, 0.0);
    for cost in month(scenario, 8).record(RECORD().cost, 0) {
        assert!((5.0..5.5).contains(cost), "{cost}");
    }
}

#[test]
fn the_month_s_latency_is_that_of_the_plans_it_was_on() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.features[0].inference.plans = plans(&["gemini-3.1-flash-lite-paid", "gpt-5.4-nano"]);
    scenario.features[0].inference.move_on.users = Some(Quantity::Exact(1.0));
    scenario.features[0].inference.lead_days = Quantity::Exact(25.0);
    let own = |number: &str, value| headroom::scenario::Override {
        plan: "gemini-3.1-flash-lite-paid".to_owned(),
        number: number.to_owned(),
        value,
    };
    scenario.overrides = vec![own("first_token_seconds", 30.0)];
    (scenario.features[0].first_word, scenario.features[0].tokens_a_second) = (None, None);
    let half = mean(month(scenario, 8).record(RECORD().full_answer[0], 0)).0;
    assert!(half > 20.0, "{half}: five of six days were on the slow plan");
}

#[test]
fn a_paused_plan_wakes_with_its_visitors() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.data.plans = plans(&["supabase-free"]);
    set(&mut scenario, Field::Users, 20.0);
    set(&mut scenario, Field::Visits, 1.0);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    // Two visits in three days: a week without any has odds of one in a hundred.
    let (down, _) = mean(month(scenario, 512).record(RECORD().down, 0));
    assert!(down < 24.0, "{down} hours down");
}

#[test]
fn stocks_are_priced_by_the_share_of_the_month() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.data.plans = plans(&["supabase-pro", "supabase-pro-uncapped"]);
    scenario.stack.data.move_on.users = Some(Quantity::Exact(1.0));
    scenario.stack.data.lead_days = Quantity::Exact(14.0);
    set(&mut scenario, Field::Users, 150_000.0);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    set(&mut scenario, Field::Visits, 0.0);
    // 50,000 users above what is included, for the sixteen days from the sixteenth on.
    near(month(scenario, 8).record(RECORD().cost, 0), 25.0 + 50_000.0 * 0.003_25 * 16.0 / 31.0);
}

#[test]
fn a_plan_needed_from_the_first_day_is_there_from_the_first_day() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    scenario.stack.frontend.plans = plans(&["vercel-hobby", "vercel-pro"]);
    scenario.stack.frontend.move_on.income = true;
    scenario.money.income_from = 1;
    let raw = month(scenario, 8);
    near(raw.record(RECORD().bill[layout::FRONTEND], 0), 20.0);
    assert!(raw.record(RECORD().terms, 0).iter().all(|days| *days == 0.0));
}
