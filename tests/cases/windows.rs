//! Limits of windows that few plans have: an hour, a moment, and once for all.

use super::*;

/// Far more than 10 calls come in each hour, and 10 are served in each of April's 720.
#[test]
fn an_hour_serves_what_it_may() {
    let done = run_plain(app(&[("zeta-hour", 24_000.0)]));
    exact(done.first(RECORD().refused), done.first(RECORD().uses), |uses| uses - 7_200.0);
    exact(&done.turned_away("Zeta", limit::HOUR), done.first(RECORD().uses), |uses| uses - 7_200.0);
}

/// What the hour refuses goes elsewhere, and two ways to one model share its hour: half of the calls begin at each, and still
/// 10 an hour are served there.
#[test]
fn an_hour_is_shared_by_the_ways_to_it() {
    let mut scenario = app(&[("zeta-hour", 12_000.0), ("beta-paid", 12_000.0)]);
    scenario.features[0].others = vec![then("beta-paid")];
    scenario.features[1].others = vec![Choice { plan: "zeta-hour".to_owned(), share: Quantity::Exact(100.0) }];
    let done = run_plain(scenario);
    assert!(done.refused(0) < 0.51, "{}", done.refused(0));
    near(done.bill("Beta"), 9.0 + 0.01 * 30.0 * 12_000.0 - 0.01 * 7_200.0);
}

/// Share of calls that find a bucket empty, call by call: `mean` a minute come at random, `room` a minute flow in.
fn reckoned(mean: f64, room: f64, bucket: f64) -> f64 {
    let (mut state, mut level, mut refused) = (1_u64, bucket, 0.0);
    let calls = 100_000;
    for _ in 0..calls {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let uniform = ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64;
        level = (level - libm::log(uniform) * room / mean).min(bucket);
        if level < 1.0 { refused += 1.0 } else { level -= 1.0 }
    }
    refused / f64::from(calls)
}

/// 40 calls a minute in the mean hour at 60 allowed, hour by hour of the week: of a bucket of a minute hardly any is refused,
/// of one that holds 4 calls 3.8%.
#[test]
fn a_small_bucket_refuses_what_comes_at_once() {
    for (burst, about) in [(60.0, 0.0), (10.0, 0.002), (4.0, 0.038)] {
        let text = include_str!("zeta.toml").replace("burst = 10", &format!("burst = {burst}"));
        let catalog = Catalog::read(&[("zeta.toml", &text)]).unwrap();
        let done = Done::new(app(&[("zeta-burst", 40.0 * 1_440.0)]), &catalog);
        let weights = done.program.memory[layout::WEIGHTS..][..168].iter().map(|weight| f64::from(*weight));
        let expected = weights.map(|weight| weight * reckoned(40.0 * weight, 60.0, burst)).sum::<f64>() / 168.0;
        let refused = done.refused(0);
        assert!((refused - expected).abs() < 0.005, "{burst}: {refused}, not {expected}");
        assert!((expected - about).abs() < 0.005, "{burst}: {expected}");
    }
}

/// The same of a minute of the clock: sixty of a minute's calls pass, however they come, and what is left is lost. Of 40 in the mean
/// hour 0.2% are refused, of 60 in the mean hour 9.2%.
#[test]
fn a_minute_of_the_clock_is_counted_anew() {
    let text = include_str!("zeta.toml").replace("burst = 10", "fixed = true");
    let catalog = Catalog::read(&[("zeta.toml", &text)]).unwrap();
    // The mean of a Poisson's calls past 60.
    let beyond = |mean: f64| {
        let chance =
            |calls: u32| libm::exp(f64::from(calls) * libm::log(mean) - mean - libm::lgamma(f64::from(calls) + 1.0));
        (61..400).map(|calls| f64::from(calls - 60) * chance(calls)).sum::<f64>()
    };
    for (mean, about) in [(40.0, 0.002), (60.0, 0.092)] {
        let done = Done::new(app(&[("zeta-burst", mean * 1_440.0)]), &catalog);
        let weights = done.program.memory[layout::WEIGHTS..][..168].iter().map(|weight| f64::from(*weight));
        let expected = weights.map(|weight| beyond(mean * weight)).sum::<f64>() / 168.0 / mean;
        let refused = done.refused(0);
        assert!((refused - expected).abs() < 0.005, "{mean}: {refused}, not {expected}");
        assert!((expected - about).abs() < 0.005, "{mean}: {expected}");
    }
}

/// 30,000 calls once: 24,000 of April's 800 a day are served, in May what is left of them, and none of June's.
#[test]
fn what_is_given_once_does_not_come_again() {
    let mut scenario = app(&[("zeta-once", 800.0)]);
    scenario.months = 3;
    let done = run_plain(scenario);
    let of = |number: usize, month: usize| done.month(number, month);
    assert_eq!(mean(of(RECORD().refused, 0)).0, 0.0);
    let april = of(RECORD().uses, 0);
    for (future, uses) in of(RECORD().uses, 1).iter().enumerate() {
        let left = 30_000.0 - april[future];
        let refused = of(RECORD().refused, 1)[future];
        assert!((refused - (uses - left)).abs() < 1.5, "{refused} of {uses}, and {left} were left");
    }
    assert_eq!(of(RECORD().refused, 2), of(RECORD().uses, 2));
    let row = done.world.limits.iter().position(|row| row.way == limit::MONTH).unwrap();
    let used = Record::places(&done.program.shape).used[row];
    near(of(used, 0), 24_000.0 / 30_000.0);
    assert!(of(used, 2).iter().all(|used| (used - 1.0).abs() < 1e-4));
}

/// A ladder that moves on at half of it is on the paid tier from the day after the 19th of April on: a cent a call.
#[test]
fn the_next_tier_ends_what_was_given_once() {
    let mut scenario = app(&[("zeta-once", 800.0)]);
    let ladder = &mut scenario.features[0].inference;
    ladder.plans.push("zeta-paid".to_owned());
    ladder.move_on.used = Some(Quantity::Exact(50.0));
    ladder.lead_days = Quantity::Exact(0.0);
    let done = run_plain(scenario);
    assert_eq!(done.refused(0), 0.0);
    near(done.bill("Zeta"), 0.01 * 11.0 * 800.0);
}

/// $5 of credit once at a cent a call: 300 of April's 10 a day are served, in May what is left of 500, and none of June's.
/// Nothing is billed, and the credit's use is told of all months together.
#[test]
fn a_credit_given_once_does_not_come_again() {
    let mut scenario = app(&[("zeta-credit", 10.0)]);
    scenario.months = 3;
    let done = run_plain(scenario);
    let of = |number: usize, month: usize| done.month(number, month);
    assert_eq!(mean(of(RECORD().refused, 0)).0, 0.0);
    for (future, april) in of(RECORD().uses, 0).iter().enumerate() {
        let served = of(RECORD().uses, 1)[future] - of(RECORD().refused, 1)[future];
        assert!((april + served - 500.0).abs() < 1.5, "{april} and {served}");
    }
    assert_eq!(of(RECORD().refused, 2), of(RECORD().uses, 2));
    assert!((0..3).all(|month| of(RECORD().cost, month).iter().all(|cost| *cost == 0.0)));
    let row = done.world.limits.iter().position(|row| row.counts == limit::cause::CREDIT).unwrap();
    let used = Record::places(&done.program.shape).used[row];
    near(of(used, 0), 300.0 / 500.0);
    assert!(of(used, 1).iter().all(|used| (used - 1.0).abs() < 3e-3));
}
