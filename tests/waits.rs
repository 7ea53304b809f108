//! How long users wait and how many give up, over all that the inputs allow, against the exact queue and the event-by-event
//! simulation.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod reference;

use headroom::model::bursts::Bursts;
use headroom::model::container::Cold;
use headroom::model::latency::{Backoff, Delay, RETRIES, Scale, Service, Waits, quantile, tail};
use headroom::model::queue::{self, Backend, Hour};
use headroom::value::Value;
use reference::patience::exact;
use reference::queue::{App, mean, simulate, totals};

/// How the calls of an app come.
fn bursts(app: &App) -> Bursts<f64> {
    Bursts { variance: app.burstiness, seconds: app.block }
}

/// Hours of the model, each after the other.
fn model(app: &App, rates: &[f64]) -> Vec<Hour<f64>> {
    let table = queue::table(app.servers as u32, app.variance as f32);
    let backend =
        Backend { servers: app.servers as f64, service: app.service, variance: app.variance, patience: app.patience };
    let mut backlog = 0.0;
    let hour = |rate: &f64| {
        let hour = queue::hour(table.as_slice(), f64::int(0), &backend, *rate, bursts(app), backlog);
        backlog = hour.backlog;
        hour
    };
    rates.iter().map(hour).collect()
}

/// The model after as many equal hours as it takes to settle.
fn settled(app: &App, load: f64) -> Hour<f64> {
    let rate = load * app.servers as f64 / app.service;
    model(app, &[rate; 400])[399]
}

#[test]
fn reference_with_patience_is_the_simulation() {
    for (servers, service, load, patience) in [(1, 5.0, 0.3, 10.0), (4, 10.0, 0.95, 30.0), (16, 60.0, 1.5, 60.0)] {
        let rate = load * servers as f64 / service;
        let hours = (4e5 / rate / 3_600.0) as usize;
        let found = simulate(&App { servers, service, patience, rates: vec![rate; hours], ..App::default() }, 9);
        let served: Vec<f64> = found.iter().filter(|it| !it.lost).map(|it| it.wait).collect();
        let lost = 1.0 - served.len() as f64 / found.len() as f64;
        let truth = exact(servers, service, load, patience);
        assert!((lost - truth.lost).abs() < 0.02 * truth.lost, "lost {lost}, not {}", truth.lost);
        assert!((mean(&served) / truth.mean - 1.0).abs() < 0.02, "wait {}, not {}", mean(&served), truth.mean);
    }
}

/// By hand: one worker, `C = ρ`, 5 s at a load of 0.3 with 10 s of patience: `y = 0.7 · 2`, `e^-y = 0.2466`, so
/// `0.7 · 0.3 · 0.2466 / (1 - 0.3 · 0.3 · 0.2466) = 0.0530`; 60 s at 0.35 with 60 s: `y = 0.65`, `e^-y = 0.5220`, so
/// `0.65 · 0.35 · 0.5220 / (1 - 0.35² · 0.5220) = 0.1269`.
#[test]
fn patience_of_about_a_turn_loses_few() {
    for (service, patience, load, truth) in [(5.0, 10.0, 0.3, 0.0530), (60.0, 60.0, 0.35, 0.1269)] {
        let lost = settled(&App { service, patience, ..App::default() }, load).lost;
        assert!((lost / truth - 1.0).abs() < 0.01, "lost {lost}, not {truth}");
    }
}

/// The share that gives up to 0.2% of it, 0.05% points where it is small, and the mean time of those served to 2%, without surges.
#[test]
fn impatience_is_exact_wherever_the_inputs_are() {
    let mut worst = [(0.0, String::new()), (0.0, String::new())];
    for servers in [1_usize, 2, 4, 16, 64, 256, 1_024] {
        for service in [0.05, 0.5, 5.0, 60.0, 600.0] {
            for patience in [1.0, 5.0, 10.0, 60.0, 300.0, 3_600.0] {
                for load in [0.1, 0.3, 0.6, 0.8, 0.9, 0.95, 1.0, 1.05, 1.2, 1.5, 3.0, 10.0] {
                    // A queue that just fits takes for ever to settle.
                    if load == 1.0 && patience * patience * servers as f64 / service > 4e5 {
                        continue;
                    }
                    let hour = settled(&App { servers, service, patience, ..App::default() }, load);
                    let truth = exact(servers, service, load, patience);
                    let of_lost = (hour.lost - truth.lost).abs() / truth.lost.max(0.25);
                    let of_mean = ((hour.mean - truth.mean) / (truth.mean + service)).abs();
                    let here = format!("{servers} {service} {patience} {load}: {:.4} {:.4}", hour.lost, truth.lost);
                    for (worst, error) in worst.iter_mut().zip([of_lost, of_mean]) {
                        if error > worst.0 {
                            *worst = (error, format!("{here}, mean {:.2} {:.2}", hour.mean, truth.mean));
                        }
                    }
                }
            }
        }
    }
    println!("worst {worst:?}");
    assert!(worst[0].0 < 0.002, "lost {}", worst[0].1);
    assert!(worst[1].0 < 0.02, "wait {}", worst[1].1);
}

/// With surges, by the design's bound: a percent point or a quarter of the share.
#[test]
fn impatience_in_surges_is_like_the_simulation() {
    for (servers, service, burstiness, patience, load, hours) in [
        (1, 5.0, 0.05, 5.0, 0.6, 300),
        (1, 5.0, 0.25, 30.0, 0.8, 300),
        (1, 60.0, 0.25, 60.0, 0.3, 1_500),
        (1, 60.0, 1.0, 60.0, 0.6, 1_000),
        (4, 10.0, 0.25, 5.0, 0.95, 300),
        (4, 1.0, 1.0, 30.0, 0.6, 200),
        (16, 4.0, 0.25, 60.0, 1.1, 200),
        (64, 20.0, 1.0, 300.0, 0.95, 200),
    ] {
        let app = App { servers, service, burstiness, patience, ..App::default() };
        let rate = load * servers as f64 / service;
        let found = simulate(&App { rates: vec![rate; hours], ..app.clone() }, 10);
        let truth = found.iter().filter(|it| it.lost).count() as f64 / found.len() as f64;
        let lost = settled(&app, load).lost;
        println!("| {servers} | {service} | {burstiness} | {patience} | {load} | {truth:.4} | {lost:.4} |");
        assert!((lost - truth).abs() < (0.25 * truth).max(0.01), "lost {lost}, not {truth}");
    }
}

const AWAKE: Cold<f64> = Cold { first: 0.0, during: 0.0, awake: 1.0 };
const NO_BACKOFF: Backoff<f64> = Backoff { from: [0.0; RETRIES], to: [1.0; RETRIES] };

/// The total time that a share of requests takes longer than.
fn longest(waits: &Waits<f64>, backoff: &Backoff<f64>, patience: f64, service: &Service<f64>, share: f64) -> f64 {
    let scale = Scale::of(&[waits], patience);
    quantile(&tail(&Delay::of(&[waits], backoff, patience, &scale), service, &scale), &scale, share)
}

/// Days whose peak exceeds the capacity, over which the overload is carried: of a month's distribution, p95 within 5%.
#[test]
fn slow_answers_of_overloaded_days_are_like_the_simulation() {
    for (servers, service, burstiness, patience, peak) in [
        (4, 1.0, 0.0, 3_600.0, 1.1),
        (4, 1.0, 0.0, 3_600.0, 1.2),
        (4, 1.0, 0.05, 3_600.0, 1.2),
        (16, 10.0, 0.05, 3_600.0, 1.4),
        (1, 0.5, 0.25, 3_600.0, 1.2),
        (4, 1.0, 0.0, 300.0, 1.1),
        (1, 5.0, 0.05, 60.0, 1.2),
        (2, 20.0, 0.05, 600.0, 1.2),
    ] {
        let shape = |hour| 0.5 - 0.5 * libm::cos(f64::from(hour - 3) * std::f64::consts::TAU / 24.0);
        let rates: Vec<f64> = (0..24).map(|hour| servers as f64 / service * peak * (0.3 + 0.7 * shape(hour))).collect();
        let days = (4e6 / rates.iter().sum::<f64>() / 3_600.0) as usize;
        let app = App {
            servers,
            service,
            variance: 1.01,
            burstiness,
            patience,
            rates: rates.repeat(days.clamp(40, 200)),
            ..App::default()
        };
        let mut waits = Waits::from_fn(|_| 0.0);
        for (rate, hour) in std::iter::zip(&rates, model(&app, &rates.repeat(2)).split_off(24)) {
            waits.add_hour(rate * (1.0 - hour.lost), &hour, &AWAKE, [0.0; 2]);
        }
        let service_time = Service { mean: service, variance: 1.01 };
        let got = longest(&waits, &NO_BACKOFF, patience, &service_time, 0.05);
        let truth = reference::queue::quantile(&totals(&simulate(&app, 11)), 0.95);
        println!("| {servers} | {service} | {burstiness} | {patience} | {peak} | {truth:.0} | {got:.0} |");
        assert!(
            (got / truth - 1.0).abs() < 0.05,
            "{servers} {service} {burstiness} {patience} {peak}: {got}, not {truth}"
        );
    }
}

/// An hour in which any wait from nothing to `to` seconds is as likely.
fn ramp(to: f64, patience: f64) -> Hour<f64> {
    let mut hour = Hour::from_fn(|_| 0.0);
    (hour.ramp, hour.to, hour.high, hour.typical) = (1.0, to, patience, [1.0; 2]);
    hour
}

/// Of waits that are even between 0 and 3,000 s, half are longer than 1,500 s, 1 in 20 longer than 2,850 s and 1 in 100 longer
/// than 2,970 s, on which half a second of service makes no difference; of a queue that grows from 0 to 400 s in one hour and is at
/// most 100 s in another, 1 in 20 is longer than 360 s.
#[test]
fn even_waits_are_as_long_as_they_are() {
    let service = Service { mean: 0.5, variance: 0.1 };
    let mut waits = Waits::from_fn(|_| 0.0);
    waits.add_hour(1.0, &ramp(3_000.0, 3_600.0), &AWAKE, [0.0; 2]);
    for (share, truth) in [(0.5, 1_500.0), (0.05, 2_850.0), (0.01, 2_970.0)] {
        let got = longest(&waits, &NO_BACKOFF, 3_600.0, &service, share);
        assert!((got / truth - 1.0).abs() < 0.03, "{share}: {got}, not {truth}");
    }
    let mut waits = Waits::from_fn(|_| 0.0);
    waits.add_hour(1.0, &ramp(400.0, 3_600.0), &AWAKE, [0.0; 2]);
    waits.add_hour(1.0, &ramp(100.0, 3_600.0), &AWAKE, [0.0; 2]);
    let got = longest(&waits, &NO_BACKOFF, 3_600.0, &service, 0.05);
    assert!((got / 360.0 - 1.0).abs() < 0.05, "{got}, not 360");
}

/// Nothing is cut off: answers of 200,000 tokens at one a second, whose 1 in 100 with a squared variation of 1 is `e^(2.326 √ln 2) / √2`
/// times the mean; exponential waits of an hour's patience, of which 1 in 100 is 2,303 s at a mean of 500 s; six backoffs of an
/// hour.
#[test]
fn the_longest_waits_that_inputs_allow_are_not_cut_off() {
    let mut waits = Waits::from_fn(|_| 0.0);
    let idle = Hour { ramp: 0.0, ..ramp(0.0, 3_600.0) };
    waits.add_hour(100.0, &idle, &AWAKE, [0.0; 2]);
    let slow = Service { mean: 200_000.0, variance: 1.0 };
    let truth = 200_000.0 * libm::exp(2.326_348 * libm::sqrt(libm::log(2.0))) / libm::sqrt(2.0);
    let got = longest(&waits, &NO_BACKOFF, 3_600.0, &slow, 0.01);
    assert!((got / truth - 1.0).abs() < 0.01, "{got}, not {truth}");

    let mut queued = Waits::from_fn(|_| 0.0);
    let hour = Hour { waiting: [1.0, 0.0], typical: [500.0, 1.0], ..idle };
    queued.add_hour(100.0, &hour, &AWAKE, [0.0; 2]);
    let quick = Service { mean: 0.1, variance: 0.1 };
    let got = longest(&queued, &NO_BACKOFF, 3_600.0, &quick, 0.01);
    assert!((got / 2_303.0 - 1.0).abs() < 0.03, "{got}, not 2303");

    waits.retried = [50.0; RETRIES];
    let backoff = Backoff { from: [21_000.0; RETRIES], to: [21_600.0; RETRIES] };
    let got = longest(&waits, &backoff, 3_600.0, &quick, 0.05);
    assert!((got / 21_540.0 - 1.0).abs() < 0.2, "{got}, not 21540");
}

/// One in ten finds the container asleep, which wakes in 50 s with a squared variation of 0.04: as a lognormal, half of them wait longer
/// than `50 e^(-ln 1.04 / 2) = 49.0` s and one in ten longer than `49.0 e^(1.2816 √ln 1.04) = 63.2` s, and 0.1 s of service.
#[test]
fn waking_takes_now_longer_now_shorter() {
    let mut waits = Waits::from_fn(|_| 0.0);
    let idle = Hour { ramp: 0.0, ..ramp(0.0, 60.0) };
    waits.add_hour(100.0, &idle, &Cold { first: 0.1, during: 0.0, awake: 0.9 }, [50.0, 0.04]);
    let service = Service { mean: 0.1, variance: 0.1 };
    for (share, truth) in [(0.05, 49.1), (0.01, 63.3)] {
        let got = longest(&waits, &NO_BACKOFF, 60.0, &service, share);
        assert!((got / truth - 1.0).abs() < 0.02, "{got}, not {truth}");
    }
}
