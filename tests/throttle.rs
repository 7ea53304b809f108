//! Limits of a minute, retries, the cooldown and calls at once: the model's formulas against event-by-event simulations.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod reference;

use headroom::model::bursts::Bursts;
use headroom::model::retry::{Retry, Throttled};
use headroom::model::{concurrent, retry, throttle};
use reference::concurrent::refused;
use reference::throttle::{Outcome, Setting, simulate};

/// How far a share is off, in units of what is allowed: the larger of 0.01 and a quarter of it.
fn error(got: f64, truth: f64) -> f64 {
    (got - truth).abs() / (0.25 * truth).max(0.01)
}

/// Runs long enough that the reference's own error is a small part of what is allowed.
fn run(setting: &Setting) -> Outcome {
    simulate(setting, ((1.5e6 / setting.mean) as u32).clamp(10_000, 200_000), 1)
}

fn throttled(setting: &Setting) -> Throttled<f64> {
    let retry = Retry {
        most: f64::from(setting.most),
        backoff: setting.backoff,
        factor: setting.factor,
        cap: setting.cap,
        jitter: if setting.full_jitter { 0.5 } else { 1.0 },
        cooldown: setting.cooldown,
    };
    retry::throttle(setting.mean, setting.room, setting.bucket, bursts(setting), retry.total_wait(), &retry)
}

fn bursts(setting: &Setting) -> Bursts<f64> {
    Bursts { variance: setting.burstiness, seconds: setting.block }
}

/// One minute's allowance as the bucket.
fn minute(room: f64, mean: f64, burstiness: f64) -> Setting {
    Setting { mean, room, bucket: room, burstiness, ..Setting::default() }
}

/// Gemini's free 15 a minute, 500 of a paid plan, and smaller buckets.
fn without_retries() -> Vec<Setting> {
    let free = [5.0, 8.0, 11.0, 14.0, 17.0, 20.0, 25.0].map(|mean| minute(15.0, mean, 0.25));
    let large = [(300.0, 0.25), (400.0, 0.25), (450.0, 0.05), (520.0, 0.05), (350.0, 1.0)];
    let large = large.map(|(mean, burstiness)| minute(500.0, mean, burstiness));
    let small = [(48.0, 0.0), (60.0, 0.0), (66.0, 0.05)];
    let small = small.map(|(mean, burstiness)| Setting { bucket: 10.0, ..minute(60.0, mean, burstiness) });
    let short = [(12.0, 15.0, 0.25), (60.0, 60.0, 1.0), (450.0, 500.0, 0.25)];
    let short = short.map(|(mean, room, burstiness)| Setting { block: 10.0, ..minute(room, mean, burstiness) });
    let long = [(8.0, 15.0, 0.25), (17.0, 15.0, 1.0), (450.0, 500.0, 0.05)];
    let long = long.map(|(mean, room, burstiness)| Setting { block: 300.0, ..minute(room, mean, burstiness) });
    [&free[..], &large[..], &small[..], &short[..], &long[..]].concat()
}

fn with_retries() -> Vec<Setting> {
    let retries = |most, backoff| move |setting: Setting| Setting { most, backoff, ..setting };
    let free = [8.0, 12.0, 15.0, 20.0].map(|mean| minute(15.0, mean, 0.25)).map(retries(3, 1.0));
    let large = [(450.0, 0.05), (500.0, 0.05), (400.0, 0.25), (700.0, 0.25)];
    let large = large.map(|(mean, burstiness)| minute(500.0, mean, burstiness)).map(retries(5, 1.0));
    let small = [45.0, 60.0, 75.0, 180.0].map(|mean| Setting { bucket: 10.0, ..minute(60.0, mean, 0.0) });
    let patient = retries(5, 1.0)(Setting { bucket: 10.0, ..minute(60.0, 60.0, 0.0) });
    let short = [12.0, 16.0].map(|mean| Setting { block: 10.0, ..minute(15.0, mean, 0.25) }).map(retries(3, 1.0));
    let long = [12.0, 20.0].map(|mean| Setting { block: 300.0, ..minute(15.0, mean, 0.25) }).map(retries(3, 1.0));
    [&free[..], &large[..], &small.map(retries(3, 0.5))[..], &[patient], &short, &long].concat()
}

#[test]
fn the_share_refused_is_that_of_the_simulation() {
    for setting in without_retries() {
        let outcome = run(&setting);
        let truth = outcome.failed / outcome.calls;
        let got = throttle::loss(setting.mean, setting.room, setting.bucket, bursts(&setting));
        assert!(error(got, truth) < 1.0, "{setting:?}: {got}, not {truth}");
        let alone = throttled(&setting);
        assert_eq!([alone.failed, alone.first, alone.again, alone.attempts], [got, got, 0.0, 1.0]);
    }
}

/// A minute of the clock, far below its limit to far above it; with a minute's bucket in its place, or one of a call, it is noticed.
#[test]
fn a_window_refuses_what_it_refuses_in_the_simulation() {
    let mut worst = [0.0_f64; 4];
    let minutes = [(15.0, 0.0, 60.0), (15.0, 0.25, 60.0), (60.0, 0.05, 60.0), (60.0, 1.0, 60.0), (500.0, 0.25, 60.0)];
    let others = [(60.0, 0.25, 10.0), (60.0, 1.0, 10.0), (500.0, 1.0, 5.0), (60.0, 0.25, 300.0)];
    for (room, burstiness, block) in minutes.into_iter().chain(others) {
        for load in [0.5, 0.8, 1.0, 1.5] {
            let setting = Setting { window: true, block, ..minute(room, load * room, burstiness) };
            let outcome = run(&setting);
            let truth = outcome.failed / outcome.calls;
            let right = throttle::bucket_of_window(room, bursts(&setting));
            let other = usize::from(block != 60.0);
            for (of, bucket) in [(other, right), (2, room), (3, 1.0)] {
                let got = throttle::loss(load * room, room, bucket, bursts(&setting));
                worst[of] = worst[of].max(error(got, truth));
            }
        }
    }
    assert!(worst[0] < 0.7 && worst[1] < 0.9 && worst[2] > 2.0 && worst[3] > 2.0, "{worst:?}");
}

/// With retries, too: how many are refused for good. Those that come back within their minute are refused again.
#[test]
fn retries_at_a_window_do_what_they_do_in_the_simulation() {
    for (mean, most, backoff) in [(45.0, 3, 1.0), (60.0, 2, 5.0), (75.0, 3, 2.0), (120.0, 2, 10.0)] {
        let setting = Setting { window: true, most, backoff, ..minute(60.0, mean, 0.05) };
        let outcome = run(&setting);
        let got = throttled(&Setting { bucket: throttle::bucket_of_window(60.0, bursts(&setting)), ..setting });
        let [failed, first] = [outcome.failed, outcome.first].map(|count| count / outcome.calls);
        assert!(error(got.failed, failed) < 1.0, "{setting:?} failed: {}, not {failed}", got.failed);
        assert!(got.first < 3.0 * first, "{setting:?} first: {}, not {first}", got.first);
    }
}

/// The window that the formula replaces, and two of its numbers wrong: each must be found out.
#[test]
fn a_wrong_formula_is_noticed() {
    let wrong: [fn(&Setting) -> f64; 4] = [
        // Rates that change by the minute taken for independent calls.
        |s| throttle::loss(s.mean, s.room, s.bucket, Bursts { variance: 0.0, seconds: 60.0 }),
        |s| throttle::loss(s.mean, s.room, s.bucket, Bursts { variance: 1.6 * s.burstiness, ..bursts(s) }),
        // Bursts of any length taken for minutes.
        |s| throttle::loss(s.mean, s.room, s.bucket, Bursts { seconds: 60.0, ..bursts(s) }),
        // A bucket a third too small.
        |s| throttle::loss(s.mean, s.room, s.bucket * 0.67, bursts(s)),
    ];
    let settings = without_retries();
    let truths: Vec<_> = settings.iter().map(run).map(|outcome| outcome.failed / outcome.calls).collect();
    for (fault, wrong) in wrong.iter().enumerate() {
        let worst = settings.iter().zip(&truths).map(|(setting, truth)| error(wrong(setting), *truth));
        assert!(worst.fold(0.0, f64::max) > 1.0, "fault {fault}");
    }
}

#[test]
fn limits_in_tokens_are_those_of_the_simulation() {
    for (mean, burstiness, spread) in [(110.0, 0.05, 1.0), (139.0, 0.0, 2.0), (160.0, 0.05, 1.0)] {
        let setting = Setting { spread, ..minute(139.0, mean, burstiness) };
        let outcome = run(&setting);
        let truth = outcome.failed / outcome.calls;
        let bursts = throttle::bursts_of_tokens(mean, bursts(&setting), spread);
        let got = throttle::loss(mean, setting.room, setting.bucket, bursts);
        assert!(error(got, truth) < 1.0, "{setting:?}: {got}, not {truth}");
    }
}

#[test]
fn retries_do_what_they_do_in_the_simulation() {
    for setting in with_retries() {
        let (got, outcome) = (throttled(&setting), run(&setting));
        let [failed, first, attempts] =
            [outcome.failed, outcome.first, outcome.attempts].map(|count| count / outcome.calls);
        assert!(error(got.failed, failed) < 1.0, "{setting:?} failed: {}, not {failed}", got.failed);
        assert!(error(got.first, first) < 1.0, "{setting:?} first: {}, not {first}", got.first);
        let [more, truth] = [got.attempts, attempts].map(|attempts| attempts - 1.0);
        assert!(error(more, truth) < 1.0, "{setting:?} retries: {more}, not {truth}");
        let again = libm::pow(failed / first, 1.0 / f64::from(setting.most));
        assert!(failed < 0.01 || (got.again / again - 1.0).abs() < 0.2, "{setting:?}: {}, not {again}", got.again);
    }
}

/// Retries taken for fresh calls: the fixed point that is wrong below the limit.
#[test]
fn wrong_retries_are_noticed() {
    let naive = |setting: &Setting| {
        let mut share = 0.0;
        for _ in 0..200 {
            let attempts: f64 = (0..=setting.most).map(|retry| libm::pow(share, f64::from(retry))).sum();
            let next = throttle::loss(setting.mean * attempts, setting.room, setting.bucket, bursts(setting));
            share = 0.5 * (share + next);
        }
        share
    };
    // And calls that wait taken for nothing.
    let instant = |setting: &Setting| throttled(&Setting { backoff: 0.0, ..*setting });
    let mut worst = [0.0_f64; 2];
    for setting in with_retries() {
        let outcome = run(&setting);
        let [failed, first] = [outcome.failed, outcome.first].map(|count| count / outcome.calls);
        worst[0] = worst[0].max(error(naive(&setting), first));
        worst[1] = worst[1].max(error(instant(&setting).failed, failed));
    }
    assert!(worst[0] > 2.0 && worst[1] > 1.0, "{worst:?}");
}

#[test]
fn a_cooldown_does_what_it_does_in_the_simulation() {
    for (mean, most, cooldown) in [(12.0, 3, 10.0), (15.0, 2, 30.0), (20.0, 3, 5.0), (15.0, 0, 10.0), (13.0, 1, 60.0)] {
        let setting = Setting { most, cooldown, ..minute(15.0, mean, 0.25) };
        let (got, outcome) = (throttled(&setting), run(&setting));
        let [failed, first, held] = [outcome.failed, outcome.first, outcome.held].map(|count| count / outcome.calls);
        assert!(error(got.failed, failed) < 1.0, "{setting:?} failed: {}, not {failed}", got.failed);
        assert!(error(got.first, first) < 1.0, "{setting:?} first: {}, not {first}", got.first);
        assert!(error(got.held, held) < 1.2, "{setting:?} held: {}, not {held}", got.held);
        let mean_wait = outcome.held_time / outcome.held / cooldown;
        assert!((mean_wait - 0.5).abs() < 0.06, "{setting:?}: {mean_wait} of the cooldown");
    }
}

/// A daily cap is kept by counting, so there is nothing to approximate: the simulation serves just so many.
#[test]
fn a_daily_cap_serves_just_its_calls() {
    let setting = Setting { per_day: 500.0, ..minute(15.0, 5.0, 0.25) };
    let outcome = simulate(&setting, 10 * 1_440, 3);
    assert_eq!(outcome.calls - outcome.failed, 10.0 * 500.0);
    assert_eq!(outcome.served_in_a_day, 500.0);
}

/// The simulation itself, where the truth is known: overload, full congestion, and a call that has to be waited for.
#[test]
fn the_simulation_gives_what_is_known() {
    let share = |setting: &Setting| {
        let outcome = run(setting);
        outcome.failed / outcome.calls
    };
    // All that flows in is used.
    assert!((share(&minute(60.0, 180.0, 0.0)) - 2.0 / 3.0).abs() < 2e-3);
    // M/D/1 with one place and with two, load 0.8, from its embedded chain.
    let places = |bucket: f64| Setting { bucket, ..minute(60.0, 48.0, 0.0) };
    assert!((share(&places(1.0)) - 0.8 / 1.8).abs() < 2e-3);
    let two = 1.0 - 1.0 / (libm::exp(-0.8) + 0.8);
    assert!((share(&places(2.0)) - two).abs() < 2e-3);
    // Deep overload: every attempt has the same chance, and what flows in is used.
    let deep = Setting { most: 3, ..minute(60.0, 180.0, 0.0) };
    let outcome = run(&deep);
    let [first, failed] = [outcome.first, outcome.failed].map(|count| count / outcome.calls);
    assert!((failed - 2.0 / 3.0).abs() < 5e-3 && (first - libm::pow(2.0 / 3.0, 0.25)).abs() < 0.02, "{first} {failed}");
}

#[test]
fn calls_at_once_are_refused_as_in_the_simulation() {
    use reference::concurrent::Setting;
    let exact =
        |load: f64, room: usize| (1..=room).fold(1.0, |share, places| load * share / (places as f64 + load * share));
    for (load, room) in [(4.0, 5), (8.0, 10), (45.0, 50)] {
        let steady = Setting { rate: load / 5.0, length: 5.0, room, burstiness: 0.0, block: 60.0 };
        let truth = refused(&steady, 8_000, 1);
        assert!(error(exact(load, room), truth) < 0.1, "{steady:?}: {truth}");
        let bursty = Setting { burstiness: 0.25, ..steady };
        let truth = refused(&bursty, 8_000, 2);
        let [got, _] = concurrent::loss(load, room as f64, 0.25);
        assert!(error(got, truth) < 1.0, "{bursty:?}: {got}, not {truth}");
        for (block, burstiness) in [(5.0, 0.25), (10.0, 1.0), (300.0, 0.25)] {
            let other = Setting { burstiness, block, ..steady };
            let truth = refused(&other, (4.8e5 / block) as u32, 3);
            let left = concurrent::burstiness(Bursts { variance: burstiness, seconds: block }, other.length);
            let [got, _] = concurrent::loss(load, room as f64, left);
            println!("{other:?}: {got}, {truth}");
            assert!(error(got, truth) < 1.0, "{other:?}: {got}, not {truth}");
        }
        assert!(error(concurrent::loss(load, room as f64, 1.0)[0], truth) > 1.0, "wrong burstiness at {room}");
    }
}
