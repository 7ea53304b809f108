//! How far calls, requests and hours differ from each other, against closed forms.

use super::*;

/// Full answers of a month whose calls differ by such a spread.
fn answers(change: impl FnOnce(&mut Scenario)) -> [f64; 3] {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    for field in [Field::WorkerSeconds, Field::CpuSeconds] {
        set(&mut scenario, field, 0.0);
    }
    scenario.features[0].first_word = Some(Quantity::Exact(0.01));
    change(&mut scenario);
    let raw = month(scenario, 8);
    RECORD().full_answer.map(|time| mean(raw.record(time, 0)).0)
}

/// Of a lognormal with a mean of 10 s and a spread `c`, `s² = ln(1 + c²)`: half take longer than `10 e^(-s²/2)`, 1 in 20 than
/// `e^(1.645 s)` times that. With 100% 7.07 and 27.8 s, with 200% 4.47 and 36.0 s, with none 10 s.
fn near_lognormal([half, slow, _]: [f64; 3], spread: f64) {
    let square = libm::log(1.0 + spread * spread);
    let median = 10.0 * libm::exp(-0.5 * square);
    let right = [median, median * libm::exp(1.645 * libm::sqrt(square))];
    // Times are known at half octaves: where all are the same, what lies between two of them is all that is said.
    let bound = if spread == 0.0 { 0.08 } else { 0.03 };
    for (got, right) in [half, slow].into_iter().zip(right) {
        assert!((got / right - 1.0).abs() < bound, "{spread}: {got}, not {right}");
    }
}

#[test]
fn answers_are_as_long_as_their_tokens() {
    for spread in [0.0, 100.0, 200.0] {
        let took = answers(|it| {
            set(it, Field::OutputTokens, 1_000.0);
            set(it, Field::OutputSpread, spread);
            it.features[0].tokens_a_second = Some(Quantity::Exact(100.0));
        });
        near_lognormal(took, spread / 100.0);
    }
}

#[test]
fn work_of_the_backend_differs_from_call_to_call() {
    for spread in [0.0, 100.0, 200.0] {
        let took = answers(|it| {
            set(it, Field::OutputTokens, 0.0);
            set(it, Field::CpuSeconds, 10.0);
            set(it, Field::RequestSpread, spread);
            set(it, Field::Workers, 1_000.0);
        });
        near_lognormal(took, spread / 100.0);
    }
}

/// Rates that are exponential, of a variance of 1: the highest of an hour's `n` bursts is `1 + 1/2 + .. + 1/n` times the mean on average, 4.68 of 60
/// minutes, 3.10 of 12 bursts of five minutes and 2.45 of 6. Of two bursts of half a minute each, a minute varies by half as much.
#[test]
fn the_busiest_minute_is_that_of_the_highest_burst() {
    let peak = |percent: f64, seconds: f64| {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        set(&mut scenario, Field::Users, 1e8);
        set(&mut scenario, Field::Burstiness, percent);
        set(&mut scenario, Field::BurstSeconds, seconds);
        mean(month(scenario, 8).record(RECORD().peak, 0)).0
    };
    let even = peak(0.0, 60.0);
    for (seconds, truth) in [(60.0, 4.68), (300.0, 3.10), (600.0, 2.45)] {
        let got = peak(100.0, seconds) / even;
        assert!((got / truth - 1.0).abs() < 0.05, "{seconds}: {got}, not {truth}");
    }
    assert!((peak(100.0, 30.0) / peak(50.0, 60.0) - 1.0).abs() < 1e-6);
}

/// The mean of 720 hours, of which each is like the one before by the share `m`, varies by `(1 + m) / (1 - m)` times as much as one of hours
/// that know nothing of each other: with noise of a tenth by `0.1² / 720`, besides the chance of single calls, and 19 times that at 90%.
#[test]
fn noise_that_lasts_makes_months_differ() {
    for memory in [0.0, 90.0] {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        scenario.start = "2027-04".to_owned().try_into().unwrap();
        scenario.audience.profile = Profile::Global;
        set(&mut scenario, Field::Users, 1e6);
        set(&mut scenario, Field::HourlyNoise, 10.0);
        set(&mut scenario, Field::NoiseMemory, memory);
        let raw = month(scenario, 2_048);
        let uses = raw.record(RECORD().uses, 0);
        let (all, error) = mean(uses);
        let deviation = error * libm::sqrt(uses.len() as f64) / all;
        let share = memory / 100.0;
        // Hours weigh by their part of the day: the sum of squared weights of the profile against that of even ones.
        let even = libm::sqrt(0.01 / 720.0 * (1.0 + share) / (1.0 - share));
        assert!((deviation / even - 1.0).abs() < 0.08, "{memory}: {deviation}, not {even}");
    }
}
