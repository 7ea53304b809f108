//! Limits, waits and what is out.

use super::*;

#[test]
fn a_daily_limit_serves_just_its_calls() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    set(&mut scenario, Field::Users, 100_000.0);
    // So that no call is still waiting when the month ends.
    set(&mut scenario, Field::Retries, 0.0);
    let raw = month(scenario, 16);
    for future in 0..16 {
        let refused = raw.record(RECORD().refused, 0)[future];
        // 500 before the first reset at 8 UTC, and 500 after each of the 31.
        assert_eq!(raw.record(RECORD().uses, 0)[future] - refused, 32.0 * 500.0, "future {future}");
    }
}

#[test]
fn a_monthly_limit_serves_just_its_tokens() {
    let (raw, refused) = turned_away(still("gemini-free-tasktrakr"), 16, MODELS, &[limit::MONTH]);
    for (future, refused) in refused.into_iter().enumerate() {
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
        [[models]]
        id = "test"
        [[models.offers]]
        id = "few-at-once"
        name = "Few at once"
        base = { from = "2026-01-01", value = 0, source = { document = "Test", confidence = "high" } }
        [[models.offers.limits]]
        window = "concurrent"
        meter = "requests"
        past = "refuse"
        history = { from = "2026-01-01", value = 8, source = { document = "Test", confidence = "high" } }
    "#;
    let catalog = Catalog::read(&[("test.toml", text)]).unwrap();
    let mut scenario = still("few-at-once");
    scenario.audience.profile = Profile::Global;
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
    let (mean, _) = mean(&common::runs::refused(&program, &raw, 0, MODELS, &[limit::CONCURRENT]));
    assert!((mean / calls - refused / calls).abs() < 0.01, "{} not {}", mean / calls, refused / calls);
}

#[test]
fn a_full_database_turns_everybody_away() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.data.plans = plans(&["supabase-free"]);
    // Half a gigabyte at 100 KB a call is 5,000 calls, of a thousand a day: full on the sixth day.
    set(&mut scenario, Field::StoredKb, 100.0);
    let (raw, away) = turned_away(scenario, 8, &[Slot::Data as usize], &[limit::MONTH]);
    let requests = raw.record(RECORD().requests, 0);
    for (away, requests) in away.into_iter().zip(requests) {
        let share = f64::from(away / requests);
        assert!((share - 26.0 / 31.0).abs() < 0.02, "{share}");
    }
    let down = raw.record(RECORD().down, 0);
    assert!(down.iter().all(|hours| (f64::from(*hours) - 26.0 * 24.0).abs() < 24.0), "{down:?}");
}

#[test]
fn calls_that_wait_long_to_be_tried_again_come_back_in_later_hours() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    scenario.overrides = ["limit.day.requests", "limit.minute.input_tokens"]
        .map(|number| Override { plan: "gemini-3.1-flash-lite-free".to_owned(), number: number.to_owned(), value: 1e9 })
        .to_vec();
    // A limit of 900 an hour, which the evenings pass and the days do not.
    set(&mut scenario, Field::Users, 20_000.0);
    let refused = |retries: f64| {
        let mut scenario = scenario.clone();
        set(&mut scenario, Field::Retries, retries);
        set(&mut scenario, Field::Backoff, 600.0);
        set(&mut scenario, Field::BackoffCap, 3_600.0);
        let (_, refused) = turned_away(scenario, 32, MODELS, &[limit::MINUTE]);
        mean(&refused).0 / CALLS / 20.0
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
    let (_, refused) = turned_away(scenario, 8, &[Slot::Data as usize], &[limit::DAY, limit::MONTH]);
    assert!(refused.iter().all(|refused| *refused == 0.0));
}

#[test]
fn the_month_s_latency_is_that_of_the_plans_it_was_on() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.features[0].inference.plans = plans(&["gemini-3.1-flash-lite-paid", "gpt-5.4-nano"]);
    scenario.features[0].inference.move_on.users = Some(Quantity::Exact(1.0));
    scenario.features[0].inference.lead_days = Quantity::Exact(25.0);
    let own = |number: &str, value| Override {
        plan: "gemini-3.1-flash-lite-paid".to_owned(),
        number: number.to_owned(),
        value,
    };
    scenario.overrides = vec![own("first_token_seconds", 30.0)];
    (scenario.features[0].first_word, scenario.features[0].tokens_a_second) = (None, None);
    let half = mean(month(scenario, 8).record(RECORD().full_answer[0], 0)).0;
    assert!(half > 20.0, "{half}: five of six days were on the slow plan");
}

/// A minute of the processor comes before a first word after 0.1 s and no more words: as a lognormal of mean 60.1 s and a
/// squared variation of 1, half take longer than `60.1 / √2 = 42.5` s and 1 in 20 than `42.5 e^(1.645 √ln 2) = 167` s.
#[test]
fn users_wait_for_the_backend_s_own_work() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::WorkerSeconds, 0.0);
    set(&mut scenario, Field::OutputTokens, 0.0);
    set(&mut scenario, Field::CpuSeconds, 60.0);
    scenario.features[0].first_word = Some(Quantity::Exact(0.1));
    let raw = month(scenario, 8);
    for times in [RECORD().first_word, RECORD().full_answer] {
        for (time, truth) in std::iter::zip(times, [42.5, 167.0]) {
            let got = mean(raw.record(time, 0)).0;
            assert!((got / truth - 1.0).abs() < 0.03, "{got}, not {truth}");
        }
    }
}

/// Calls that share a request wait for each other. 96,000 users call once a day: 1.11 a second, so that four are there after
/// 2.7 s, and a call waits half of that; the ten minutes that it may last at most never come up. With 24 users one comes an
/// hour: nearly each is the first of its request and waits all ten minutes, 1 in 7 comes meanwhile: 600 (1.167 + 1) / (2 x
/// 1.167) = 557 s. The first word of a median of 1 s has a mean of 1.083 s, and half of such sums are above 1 / 1.083 of it.
#[test]
fn a_batch_that_fills_at_once_is_not_waited_for() {
    for (users, batch, wait) in [(96_000.0, 1.0, 0.0), (96_000.0, 4.0, 1.35), (24.0, 4.0, 557.1)] {
        let mut scenario = still("gemini-3.1-flash-lite-paid");
        let settings = [(Field::Users, users), (Field::CallsPerActiveDay, 1.0), (Field::ActiveShare, 100.0)];
        for (field, number) in settings.into_iter().chain([(Field::CpuSeconds, 0.0), (Field::WorkerSeconds, 0.0)]) {
            set(&mut scenario, field, number);
        }
        set(&mut scenario, Field::Batch, batch);
        set(&mut scenario, Field::BatchWait, 600.0);
        scenario.features[0].first_word = Some(Quantity::Exact(1.0));
        let got = mean(month(scenario, 8).record(RECORD().first_word[0], 0)).0;
        let truth = (1.083_3 + wait) / 1.083_3;
        assert!((got / truth - 1.0).abs() < 0.03, "{users} {batch}: {got}, not {truth}");
    }
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
