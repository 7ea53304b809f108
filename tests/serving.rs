//! The event-by-event simulation of cards that run a model, against what theory says of it.
//!
//! Bounds are what chance leaves of that many calls (some three standard deviations), unless a test says otherwise.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod reference;

use reference::patience;
use reference::queue::mean;
use reference::serving::{Call, Cards, Seen, simulate};

fn near(got: f64, truth: f64, bound: f64, what: &str) {
    println!("{what}: {got:.5} against {truth:.5}, {:+.2}%", 100.0 * (got / truth - 1.0));
    assert!((got / truth - 1.0).abs() <= bound, "{what}: {got}, not {truth}");
}

/// As many equal hours as bring about so many calls.
fn hours(rate: f64, calls: f64) -> Vec<f64> {
    vec![rate; 1 + (calls / rate / 3_600.0) as usize]
}

fn share(seen: &Seen, of: impl Fn(&Call) -> bool) -> f64 {
    seen.calls.iter().filter(|call| of(call)).count() as f64 / seen.calls.len() as f64
}

/// Mean of something of those served.
fn of_served(seen: &Seen, what: impl Fn(&Call) -> f64) -> f64 {
    mean(&seen.calls.iter().filter(|call| !call.lost).map(what).collect::<Vec<_>>())
}

fn total(hours: &[f64]) -> f64 {
    hours.iter().sum()
}

/// Share of calls that find all of some places taken, where nobody waits (Erlang's formula B).
fn erlang_b(places: usize, offered: f64) -> f64 {
    (1..=places).fold(1.0, |blocked, n| offered * blocked / (n as f64 + offered * blocked))
}

/// Chances of so many calls on one card and in its queue, by the balance of births and deaths: calls of exponential length come at
/// `rate`, `places` of them are served at once, the others wait.
fn birth_death(rate: f64, service: f64, places: usize, knee: f64) -> Vec<f64> {
    let pace = |n: f64| n / service / (1.0 + (n - 1.0) / (knee - 1.0));
    let mut chances = vec![1.0];
    for n in 1..4_000 {
        chances.push(chances[n - 1] * rate / pace(n.min(places) as f64));
    }
    let sum = total(&chances);
    chances.iter().map(|chance| chance / sum).collect()
}

/// Mean waits of M/G/1 (Pollaczek & Khinchine): `λ S² (1 + c²) / 2 / (1 - ρ)`. At a variance of 3 and lower loads chance
/// leaves the most.
#[test]
fn one_place_is_pollaczeks_queue() {
    for (load, variance) in [(0.5, 1.0), (0.8, 1.0), (0.8, 0.0), (0.6, 3.0)] {
        let (service, rates) = (2.0, hours(load / 2.0, 2e6));
        let seen = simulate(&Cards { service, variance, rates, ..Cards::default() }, 1);
        let truth = load * service * (1.0 + variance) / 2.0 / (1.0 - load);
        near(of_served(&seen, |call| call.wait), truth, 0.03, &format!("wait at {load}, {variance}"));
        near(total(&seen.busy) / total(&seen.held), load, 0.01, "busy");
    }
}

/// Cards of one place each are the servers of M/M/c, and so are the places of one card that calls do not slow.
#[test]
fn places_that_do_not_slow_are_erlangs_servers() {
    for (least, calls, packed, load) in [(4, 1, false, 0.8), (4, 1, true, 0.8), (1, 4, false, 0.8), (4, 4, true, 0.8)] {
        let places = least * calls;
        let rates = hours(load * places as f64, 2e6);
        let seen = simulate(&Cards { least, most: least, calls, packed, rates, ..Cards::default() }, 2);
        let blocked = erlang_b(places, load * places as f64);
        let waits = blocked / (1.0 - load * (1.0 - blocked));
        near(share(&seen, |call| call.wait > 0.0), waits, 0.01, &format!("waits at {least} of {calls}"));
        let truth = waits / places as f64 / (1.0 - load);
        near(of_served(&seen, |call| call.wait), truth, 0.03, "wait");
    }
}

/// A card that is shared among all of its calls, each at a speed of `1 / n`: calls take `S / (1 - ρ)` in the mean, and how their
/// lengths vary makes no difference (Kleinrock 1967).
#[test]
fn a_shared_card_is_processor_sharing() {
    for variance in [0.0, 1.0, 3.0] {
        for load in [0.5, 0.8] {
            let (calls, knee, service) = (usize::MAX, 2.0, 3.0);
            let rates = hours(load / service, 2e6);
            let seen = simulate(&Cards { calls, knee, service, variance, rates, ..Cards::default() }, 3);
            near(of_served(&seen, |call| call.took), service / (1.0 - load), 0.03, &format!("{load}, {variance}"));
            near(total(&seen.busy) / total(&seen.held), load, 0.01, "busy");
        }
    }
}

/// A card that slows with its calls, and takes any number: with `h = knee - 1` and `q = λ S / h`, the number on it is negative binomial,
/// so that calls take `S / (1 - q)`, the card is empty for `(1 - q)^h` of the time, and of a card of `c` places on which
/// nobody waits the share `c` of the first `c + 1` terms is lost. As for any card that is shared evenly, lengths do
/// not matter but for their mean (Cohen 1979).
#[test]
fn a_slowed_card_is_negative_binomial() {
    for (knee, q, variance) in [(5.0, 0.5, 1.0), (9.0, 0.8, 0.0), (9.0, 0.8, 3.0), (2.5, 0.6, 1.0), (33.0, 0.7, 1.0)] {
        let (h, service) = (knee - 1.0, 2.0);
        let rates = hours(q * h / service, 2e6);
        let any = Cards { calls: usize::MAX, knee, service, variance, rates, ..Cards::default() };
        let seen = simulate(&any, 4);
        near(of_served(&seen, |call| call.took), service / (1.0 - q), 0.03, &format!("{knee}, {q}, {variance}"));
        let busy = total(&seen.busy) / total(&seen.held);
        near(busy, 1.0 - libm::pow(1.0 - q, h), 0.01, "busy");
        let mut terms = vec![1.0];
        for n in 1..=16 {
            terms.push(terms[n - 1] * q * (h + n as f64 - 1.0) / n as f64);
        }
        for calls in [1, 4, 16] {
            let seen = simulate(&Cards { calls, patience: 0.0, ..any.clone() }, 5);
            let truth = terms[calls] / total(&terms[..=calls]);
            // Full cards lose several calls in a row, so that chance leaves more of a few hundred.
            let bound = if truth < 2e-3 { 0.25 } else { 0.03 };
            near(share(&seen, |call| call.lost), truth, bound, &format!("lost of {calls}"));
        }
    }
}

/// The same with so many places and a queue, for exponential lengths.
#[test]
fn a_slowed_card_with_a_queue_is_a_birth_death_chain() {
    for (calls, knee, load) in [(8, 5.0, 0.7), (8, 5.0, 0.9), (32, 17.0, 0.9), (4, 2.0, 0.8), (4, 1.5, 0.8)] {
        let service = 2.0;
        let most = calls as f64 / service / (1.0 + (calls as f64 - 1.0) / (knee - 1.0));
        let rate = load * most;
        let seen = simulate(&Cards { calls, knee, service, rates: hours(rate, 4e6), ..Cards::default() }, 6);
        let chances = birth_death(rate, service, calls, knee);
        let inside: f64 = chances.iter().enumerate().map(|(n, chance)| n as f64 * chance).sum();
        near(of_served(&seen, |call| call.took), inside / rate, 0.03, &format!("{calls}, {knee}, {load}"));
        let waits = total(&chances[calls..]);
        near(share(&seen, |call| call.wait > 0.0), waits, 0.03, "waits");
    }
}

/// Calls that come so rarely that each finds no card or an idle one. A call every 432 s of 3 s, on cards that start in 10 s and are
/// kept for 5 s: `e^(-5 / 432) = 98.8%` find none, and `3 + 432 · (1 - 0.988) + 0.988 · 10 = 17.86` s of a card are held for each.
/// That another call comes meanwhile (3%) moves both by less than 0.5%.
#[test]
fn rare_calls_start_a_card_each() {
    let (service, keep, start, every) = (3.0, 5.0, 10.0, 432.0);
    let rates = hours(1.0 / every, 2e5);
    let rare =
        Cards { least: 0, most: 1_000, start, keep, packed: true, service, variance: 0.0, rates, ..Cards::default() };
    for (start_spread, variance, packed) in [(0.0, 0.0, true), (0.3, 1.0, false)] {
        let seen = simulate(&Cards { start_spread, variance, packed, ..rare.clone() }, 7);
        let calls = seen.calls.len() as f64;
        near(share(&seen, |call| call.cold), 0.988_5, 0.002, "cold");
        near(total(&seen.held) / calls, 17.86, 0.01, "held");
        near(total(&seen.starting) / calls, 9.885, 0.005, "starting");
        near(seen.starts.iter().sum::<usize>() as f64 / calls, 0.988_5, 0.002, "starts");
        near(of_served(&seen, |call| call.took), 12.885, 0.01, "took");
    }
}

/// One card with room for all, which starts for `D`, serves in just `S` and is kept for `K`: it is on until no call comes for `K + S`,
/// `(e^(λ (K + S)) - 1) / λ` in the mean. So to a start there is the call that it is for, there are `λ D` that wait for it, for `D / 2`
/// in the mean, and `e^(λ (K + S)) - 1` that find it on.
#[test]
fn calls_wait_for_the_card_that_starts() {
    for (every, start, keep) in [(100.0, 60.0, 30.0), (20.0, 60.0, 40.0), (300.0, 10.0, 900.0)] {
        let (rate, service) = (1.0 / every, 4.0);
        let cards = Cards { least: 0, calls: 1_000, start, keep, service, variance: 0.0, ..Cards::default() };
        let seen = simulate(&Cards { rates: hours(rate, 1e6), ..cards }, 8);
        let calls = seen.calls.len() as f64;
        let finds = libm::exp(rate * (keep + service)) - 1.0;
        let cold = 1.0 + rate * start;
        let cycle = finds + cold;
        near(
            seen.starts.iter().sum::<usize>() as f64 / calls,
            1.0 / cycle,
            0.02,
            &format!("starts, one every {every}"),
        );
        near(share(&seen, |call| call.cold), cold / cycle, 0.02, "cold");
        near(total(&seen.held) / calls, (start + finds / rate) / cycle, 0.02, "held");
        near(of_served(&seen, |call| call.wait), (start + rate * start * start / 2.0) / cycle, 0.02, "wait");
        near(of_served(&seen, |call| call.took - call.wait), service, 1e-6, "served");
    }
}

/// What `SimFaaS` prints for its example (Mahmoudi & Khazaei 2021): of 898,469 calls, 0.9 a second, of 1.991 s, on instances that are kept for
/// 10 min and whose first call takes 2.244 s, 1,213 start one, and 7.66 instances are held. Chance leaves 3% of their 1,213, and they
/// send a call to the newest instance, not to the one used last.
#[test]
fn serverless_cards_are_like_simfaas() {
    let (start, keep, service, rates) = (2.244 - 1.991, 600.0, 1.991, hours(0.9, 4e6));
    let seen =
        simulate(&Cards { least: 0, most: 1_000, start, keep, packed: true, service, rates, ..Cards::default() }, 9);
    let hours = seen.held.len() as f64;
    near(share(&seen, |call| call.cold), 1_213.0 / 898_469.0, 0.08, "cold");
    near(total(&seen.held) / hours / 3_600.0, 7.661_2, 0.03, "held");
    near(total(&seen.busy) / hours / 3_600.0, 1.787_9, 0.01, "busy");
}

/// Where nobody waits, Erlang's loss formula holds for all lengths of calls, and however they are sent to cards.
#[test]
fn impatient_calls_are_lost_as_erlang_says() {
    for (least, calls, variance, packed) in
        [(5, 1, 1.0, false), (5, 1, 3.0, true), (1, 5, 0.0, false), (4, 8, 1.0, true), (4, 8, 0.0, false)]
    {
        let places = least * calls;
        for load in [0.5, 0.9, 1.5] {
            let rates = hours(load * places as f64, 2e6);
            let cards = Cards { least, most: least, calls, variance, packed, patience: 0.0, rates, ..Cards::default() };
            let truth = erlang_b(places, load * places as f64);
            // Of the 300 or so that 32 places at half load lose, chance leaves more.
            let bound = if truth < 1e-3 { 0.25 } else { 0.03 };
            near(share(&simulate(&cards, 10), |call| call.lost), truth, bound, &format!("lost {places}, {load}"));
        }
    }
}

/// Calls that wait for just so long are lost as in M/M/c+D, which is solved by its balance equations.
#[test]
fn calls_that_wait_for_so_long_are_lost() {
    for (least, service, load, patience) in [(1, 5.0, 0.5, 10.0), (4, 10.0, 0.95, 30.0), (16, 60.0, 1.5, 60.0)] {
        let rates = hours(load * least as f64 / service, 4e6);
        let seen = simulate(&Cards { least, most: least, service, patience, rates, ..Cards::default() }, 11);
        let truth = patience::exact(least, service, load, patience);
        near(share(&seen, |call| call.lost), truth.lost, 0.03, &format!("lost {least}, {load}"));
        near(of_served(&seen, |call| call.wait), truth.mean, 0.03, "wait");
        assert!(seen.calls.iter().all(|call| call.wait <= patience + 1e-6), "waits too long");
    }
}

/// A card that is taken away `r` times a day while it serves, and starts anew for `D`: `r D / (86,400 + r D)` of the time it starts. Calls
/// of just `S` on it that begin again each time end after `(e^(r S) - 1) (1 / r + D)` in the mean, and those that come while
/// it starts wait for `D / 2` before. Some 20,000 losses leave 2% of either part.
#[test]
fn cards_that_are_taken_away_start_anew() {
    for (losses, start, service) in [(24.0, 60.0, 600.0), (24.0, 900.0, 60.0), (6.0, 3_600.0, 1_800.0)] {
        let rates = vec![0.01; (5e5 / losses) as usize];
        let cards = Cards { calls: usize::MAX, start, service, variance: 0.0, losses, rates, ..Cards::default() };
        let seen = simulate(&cards, 12);
        let starts = losses * start / (86_400.0 + losses * start);
        near(total(&seen.starting) / total(&seen.held), starts, 0.03, &format!("starts {losses} for {start}"));
        let between = 86_400.0 / losses;
        let took = libm::expm1(service / between) * (between + start) + starts * start / 2.0;
        near(of_served(&seen, |call| call.took), took, 0.02, "took");
        near(total(&seen.held), 3_600.0 * seen.held.len() as f64, 1e-9, "held");
        assert!(seen.calls.iter().all(|call| !call.lost && call.took >= service - 1e-6), "a call is cut short");
    }
}

/// What must add up on a bursty day that is too much for its cards, whose last hours are empty: every call ends or is lost, nobody waits
/// longer than allowed, cards are not on more than they may be, and what all calls were on cards is what the cards were
/// busy, or so many times as much as they serve at once (Little).
#[test]
fn everything_adds_up() {
    let shape = |hour: i32| 1.0 - libm::cos(f64::from(hour) * std::f64::consts::TAU / 20.0);
    let day: Vec<f64> = (0..24).map(|hour| if hour < 20 { 3.0 * shape(hour) } else { 0.0 }).collect();
    for (calls, least, packed, losses) in
        [(1, 2, false, 0.0), (1, 0, true, 0.0), (4, 1, true, 0.0), (4, 1, false, 0.0), (4, 0, true, 200.0)]
    {
        let (most, patience, service, start) = (6, 20.0, 5.0, 40.0);
        let cards = Cards {
            least,
            most,
            calls,
            knee: 9.0,
            start,
            keep: 60.0,
            packed,
            service,
            patience,
            burstiness: 0.5,
            losses,
            rates: day.clone(),
            ..Cards::default()
        };
        let seen = simulate(&cards, 13);
        let expected = 3_600.0 * total(&day);
        // A minute's number varies by 0.7 of it, a day of 1,200 minutes by some 2.5%.
        near(seen.calls.len() as f64, expected, 0.08, "calls");
        assert!(share(&seen, |call| call.lost) > 0.1, "not too much");
        let mut on_cards = 0.0;
        for call in &seen.calls {
            let waits_at_most = if call.cold { start } else { patience };
            assert!((0.0..=waits_at_most + 1e-6).contains(&call.wait), "waits {}", call.wait);
            assert!(if call.lost { losses > 0.0 || call.took == call.wait } else { call.took > call.wait });
            on_cards += call.took - call.wait;
        }
        let (busy, most_on) = (total(&seen.busy), most as f64 * 3_600.0);
        if calls == 1 {
            near(on_cards, busy, 1e-6, "on cards");
        } else if losses == 0.0 {
            assert!(on_cards > busy && on_cards < calls as f64 * busy, "{on_cards} on cards, {busy}");
        }
        for hour in 0..24 {
            let (held, starting, busy) = (seen.held[hour], seen.starting[hour], seen.busy[hour]);
            assert!(busy + starting <= held + 1e-6 && held <= most_on + 1e-6, "{busy} {starting} {held}");
            assert!(held >= least as f64 * 3_600.0 - 1e-6, "{held} of {least}");
        }
        // With nobody there they have stopped, or are those that are always on.
        assert!((seen.held[23] - least as f64 * 3_600.0).abs() < 1e-6, "{}", seen.held[23]);
        let starts = seen.starts.iter().sum::<usize>() as f64;
        near(total(&seen.starting), start * starts, 1e-9, "starting");
        assert!(starts > 0.0 && share(&seen, |call| call.cold) > 0.0, "nothing starts");
    }
}
