//! The model against what can be worked out by hand, against the `f64` oracle, and on any scenario at all.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::runs::{busy, crowded, opening, program, simulate};
use headroom::engine::Raw;
use headroom::model::{Record, layout};
use headroom::program::Program;
use headroom::scenario::{Field, Quantity, Scenario};
use proptest::prelude::*;
use wide::f32x8;

/// The opening preset as one month without growth or noise, on one plan, with 1,000 users.
fn still(plan: &str) -> Scenario {
    let mut scenario = opening();
    scenario.months = 1;
    scenario.stack.inference.plans = vec![plan.to_owned()];
    for field in [
        Field::MonthlyGrowth,
        Field::PermanentNoise,
        Field::PassingNoise,
        Field::HourlyNoise,
        Field::DailyNoise,
        Field::Burstiness,
    ] {
        field.set(&mut scenario, Quantity::Exact(0.0));
    }
    Field::Users.set(&mut scenario, Quantity::Exact(1_000.0));
    Field::Ceiling.set(&mut scenario, Quantity::Exact(1e10));
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
    // Four standard errors, and what the Poisson expansion is off by.
    assert!((mean - truth).abs() < 4.0 * error + 1e-3 * truth, "{mean} ± {error}, not {truth}");
}

const RECORD: fn() -> Record<usize> = || Record::from_fn(|number| number);

#[test]
fn calls_and_bills_are_what_a_founder_would_reckon() {
    let raw = simulate::<f32x8>(&program(still("gemini-3.1-flash-lite-paid")), 256);
    // January: 1,000 users, a fifth of them on a day, five calls each.
    let calls = 1_000.0 * 0.2 * 5.0 * 31.0;
    near(raw.record(RECORD().calls, 0), calls);
    // 1,500 tokens at 0.25 dollars and 300 at 1.5 dollars a million.
    near(raw.record(RECORD().cost, 0), calls * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6);
}

#[test]
fn noise_widens_but_does_not_move_the_mean() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    Field::HourlyNoise.set(&mut scenario, Quantity::Exact(30.0));
    Field::DailyNoise.set(&mut scenario, Quantity::Exact(20.0));
    Field::PassingNoise.set(&mut scenario, Quantity::Exact(15.0));
    let raw = simulate::<f32x8>(&program(scenario), 2_048);
    near(raw.record(RECORD().calls, 0), 31_000.0);
}

#[test]
fn an_app_without_calls_has_none_however_it_grows() {
    let mut scenario = opening();
    scenario.months = 60;
    Field::Users.set(&mut scenario, Quantity::Exact(1e8));
    Field::MonthlyGrowth.set(&mut scenario, Quantity::Exact(200.0));
    Field::CallsPerActiveDay.set(&mut scenario, Quantity::Exact(0.0));
    let raw = simulate::<f32x8>(&program(scenario), 8);
    assert!((0..60).all(|month| raw.record(RECORD().calls, month).iter().all(|calls| *calls == 0.0)));
}

#[test]
fn lasting_noise_spreads_users_as_a_random_walk() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 4;
    Field::MonthlyGrowth.set(&mut scenario, Quantity::Exact(25.0));
    Field::PermanentNoise.set(&mut scenario, Quantity::Exact(15.0));
    let raw = simulate::<f32x8>(&program(scenario), 2_048);
    let logs: Vec<f32> = raw.record(RECORD().users, 3).iter().map(|users| libm::logf(*users)).collect();
    let (mean, error) = mean(&logs);
    assert!((mean - libm::log(1_000.0 * 1.25 * 1.25 * 1.25 * 1.25)).abs() < 4.0 * error, "{mean}");
    // Four months of 15%; the error of a standard deviation of n normals is 1/√2n of it.
    let deviation = error * 2_048.0_f64.sqrt();
    assert!((deviation / 0.30 - 1.0).abs() < 4.0 / 4_096.0_f64.sqrt(), "{deviation}");
}

#[test]
fn a_daily_limit_serves_just_its_calls() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    Field::Users.set(&mut scenario, Quantity::Exact(400_000.0));
    let raw = simulate::<f32x8>(&program(scenario), 16);
    for future in 0..16 {
        let [calls, refused] = [RECORD().calls, RECORD().refused[1]].map(|number| raw.record(number, 0)[future]);
        let by_minute = raw.record(RECORD().refused[0], 0)[future];
        // 500 before the first reset at 8 UTC, and 500 after each of the 31; the minute's limit slows no window that long.
        assert_eq!(calls - refused - by_minute, 32.0 * 500.0, "future {future}");
    }
}

#[test]
fn a_monthly_limit_serves_just_its_tokens() {
    let raw = simulate::<f32x8>(&program(still("gemini-free-tasktrakr")), 16);
    for future in 0..16 {
        let [calls, refused] = [RECORD().calls, RECORD().refused[2]].map(|number| raw.record(number, 0)[future]);
        // A million tokens at 1,800 a call.
        assert_eq!(calls - refused, 555.0, "future {future}");
    }
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
    for program in [busy(3), crowded(2)] {
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

/// A scenario with every field anywhere in its allowed range or at an end of it, exact or a range.
fn any_scenario() -> impl Strategy<Value = Scenario> {
    let fields: Vec<_> = Field::ALL
        .iter()
        .map(|field| {
            let spec = field.spec();
            let number = || prop_oneof![spec.min..=spec.max, Just(spec.min), Just(spec.max)];
            (number(), number(), any::<bool>())
        })
        .collect();
    let plans = prop::sample::subsequence(
        vec!["gemini-3.1-flash-lite-free", "gemini-3.1-flash-lite-paid", "gpt-5.6-luna", "gemini-free-tasktrakr"],
        1..=2,
    );
    (fields, plans, any::<u32>(), prop_oneof![Just(2), Just(60)]).prop_map(|(fields, plans, seed, months)| {
        let mut scenario = opening();
        scenario.months = months;
        scenario.seed = seed;
        scenario.stack.inference.plans = plans.into_iter().map(str::to_owned).collect();
        for (field, (a, b, exact)) in Field::ALL.iter().zip(fields) {
            let quantity = if exact { Quantity::Exact(a) } else { Quantity::range(a.min(b), a.max(b)) };
            field.set(&mut scenario, quantity);
        }
        scenario
    })
}

fn is_sane(raw: &Raw) -> bool {
    let record = RECORD();
    let all = raw.as_slice().iter().all(|number| number.is_finite() && *number >= 0.0);
    let refused = |future: usize, month: usize| record.refused.map(|number| raw.record(number, month)[future]);
    let whole = |month: usize| {
        (0..raw.futures()).all(|future| {
            let calls = raw.record(record.calls, month)[future];
            calls.fract() == 0.0 && refused(future, month).iter().sum::<f32>() <= calls * (1.0 + 1e-6)
        })
    };
    all && (0..raw.months()).all(whole)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_scenario_gives_sane_numbers(scenario in any_scenario()) {
        let raw = simulate::<f32x8>(&program(scenario), 8);
        prop_assert!(is_sane(&raw), "{:?}", raw.as_slice().iter().find(|number| !number.is_finite() || **number < 0.0));
    }
}
