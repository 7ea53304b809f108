//! The simulation of a document.

use headroom::hour::{Cards, Hour, Limit, Of, Serves};

use super::What;
use crate::reference::{queue, serving, throttle};

/// About so many calls are simulated, ...
const CALLS: f64 = 120_000.0;
/// ... so many hours where calls come in bursts, and this many calls at most then; of longer ones as many bursts.
const HOURS: f64 = 250.0;
const MOST: f64 = 1.2e6;

/// What happens in it, of what its simulation says anything.
pub(super) fn simulated(hour: &Hour) -> Vec<(What, f64)> {
    match (hour.limit, hour.serves) {
        (Some(limit), _) => limited(hour, &limit),
        (None, Serves::Cards(cards)) => on_cards(hour, &cards),
        (None, Serves::Servers(servers)) => behind(hour, servers, (f64::INFINITY, 0.0)),
        (None, Serves::Sleeping(it)) => behind(hour, it.servers, (it.after_seconds, it.wake_seconds)),
        (None, Serves::Provider) => Vec::new(),
    }
}

fn squared(spread: f64) -> f64 {
    spread * spread / 1e4
}

/// That of the time of a call: a lognormal at 1, too, where the simulations have an exponential.
fn variance(hour: &Hour) -> f64 {
    let variance = squared(hour.service.spread);
    if variance == 1.0 { 1.000_001 } else { variance }
}

/// Calls a second in each hour, days or hours repeated until there are enough.
fn rates(hour: &Hour) -> Vec<f64> {
    let once: Vec<f64> = hour.calls_an_hour.iter().map(|calls| calls / 3_600.0).collect();
    let calls: f64 = hour.calls_an_hour.iter().sum();
    let longer = (hour.burst_seconds / 60.0).max(1.0);
    let least = if hour.burstiness > 0.0 { (HOURS / once.len() as f64).min(MOST / calls) * longer } else { 10.0 };
    // A day that is too much for its servers differs from the next.
    let days = if once.len() > 1 { (2e6 / calls).clamp(30.0, 200.0) } else { 0.0 };
    let times = (CALLS / calls).max(least).max(days).min(20_000.0);
    once.repeat(times as usize + 1)
}

fn behind(hour: &Hour, servers: f64, sleep: (f64, f64)) -> Vec<(What, f64)> {
    let app = queue::App {
        servers: servers as usize,
        service: hour.service.seconds,
        variance: variance(hour),
        patience: hour.patience,
        sleep,
        burstiness: hour.burstiness / 100.0,
        block: hour.burst_seconds,
        rates: rates(hour),
        ..queue::App::default()
    };
    let found = queue::simulate(&app, 21);
    let all = found.len() as f64;
    if sleep.1 > 0.0 {
        let cold = found.iter().filter(|it| it.cold != queue::Cold::Awake).count() as f64;
        return vec![(What::Cold, cold / all)];
    }
    let times = queue::totals(&found);
    let mut seen = times_of(&times);
    seen.push((What::GivenUp, 1.0 - times.len() as f64 / all));
    seen
}

fn times_of(sorted: &[f64]) -> Vec<(What, f64)> {
    vec![(What::Mean, queue::mean(sorted)), (What::P95, queue::quantile(sorted, 0.95))]
}

fn on_cards(hour: &Hour, cards: &Cards) -> Vec<(What, f64)> {
    let setting = serving::Cards {
        least: cards.least as usize,
        most: cards.most as usize,
        calls: cards.calls as usize,
        knee: cards.knee.unwrap_or(f64::INFINITY),
        start: cards.start_seconds,
        start_spread: cards.start_spread / 100.0,
        keep: if cards.least < cards.most { cards.keep_seconds } else { f64::INFINITY },
        packed: cards.least < cards.most,
        service: hour.service.seconds,
        variance: variance(hour),
        patience: hour.patience,
        burstiness: hour.burstiness / 100.0,
        block: hour.burst_seconds,
        rates: rates(hour),
        ..serving::Cards::default()
    };
    let seen = serving::simulate(&setting, 22);
    let all = seen.calls.len() as f64;
    let mut times: Vec<f64> = seen.calls.iter().filter(|call| !call.lost).map(|call| call.took).collect();
    times.sort_by(f64::total_cmp);
    let lost = 1.0 - times.len() as f64 / all;
    let cold = seen.calls.iter().filter(|call| call.cold).count() as f64 / all;
    let unbilled = (1.0 - cards.start_billed / 100.0) * seen.starting.iter().sum::<f64>();
    let held = (seen.held.iter().sum::<f64>() - unbilled) / (3_600.0 * seen.held.len() as f64);
    let mut found = times_of(&times);
    found.extend([(What::GivenUp, lost), (What::Cold, cold), (What::Billed, held)]);
    found
}

fn limited(hour: &Hour, limit: &Limit) -> Vec<(What, f64)> {
    let of_call = if limit.of == Of::Tokens { limit.tokens_a_call } else { 1.0 };
    let client = &hour.client;
    let mean = hour.calls_an_hour[0] / 60.0;
    assert!(
        [0.0, 100.0].contains(&client.jitter) || client.retries == 0.0,
        "the simulation knows all of it or nothing"
    );
    let setting = throttle::Setting {
        mean,
        room: limit.a_minute / of_call,
        bucket: limit.holds.unwrap_or(limit.a_minute) / of_call,
        window: limit.fixed,
        burstiness: hour.burstiness / 100.0,
        block: hour.burst_seconds,
        spread: if limit.of == Of::Tokens { squared(limit.spread) } else { 0.0 },
        most: client.retries as u32,
        backoff: client.backoff,
        factor: client.backoff_factor,
        cap: client.backoff_cap,
        full_jitter: client.jitter > 0.0,
        cooldown: client.cooldown,
        per_day: hour.calls_a_day.unwrap_or(f64::INFINITY),
    };
    let longer = (hour.burst_seconds / 60.0).max(1.0) as u32;
    let minutes = ((4.0 * CALLS / mean) as u32).clamp(4_000, 60_000) * longer;
    let outcome = throttle::simulate(&setting, minutes / 1_440 * 1_440 + 1_440, 23);
    let of_calls = |count: f64| count / outcome.calls;
    let mut found = vec![(What::Refused, of_calls(outcome.failed))];
    if client.retries > 0.0 {
        found.push((What::RefusedFirst, of_calls(outcome.first)));
        found.push((What::Retries, of_calls(outcome.attempts) - 1.0));
    }
    found
}
