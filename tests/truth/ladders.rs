//! Moving from plan to plan, and the wall if nothing is changed.

use super::*;

#[test]
fn the_wall_is_where_nothing_was_changed() {
    // With the ladder the app is on the paid plan before the daily limit would last; the wall is the same without it.
    let mut scenario = opening();
    scenario.months = 12;
    let wall = |scenario: &Scenario| {
        let program = program(scenario.clone());
        first_wall(&program, &simulate::<f32x8>(&program, 64))
    };
    let with = wall(&scenario);
    for at in scenario.ladders().collect::<Vec<_>>() {
        scenario.ladder_mut(at).unwrap().plans.truncate(1);
    }
    assert_eq!(with, wall(&scenario));
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
    let quiet = |it: &mut Scenario| {
        it.features[0].inference.plans = ladder.clone();
        it.features[0].inference.move_on.refused = Some(Quantity::Exact(5.0));
        set(it, Field::Users, 50.0);
        set(it, Field::Retained, 0.0);
        set(it, Field::Churn, 100.0);
        it.launches.scheduled = vec![Launch { month: 1, day: 2, visits: 20_000.0, exact: false }];
    };
    let alone = months_up(quiet);
    assert!((1..=4).contains(&alone), "{alone} months");
    // Three fifths of it would do, but not for long: only half of a plan is room to spare.
    let close = months_up(|it| {
        quiet(it);
        set(it, Field::Users, 300.0);
    });
    assert_eq!(close, 12);
    // Another feature's calls, 60 times as many, are another provider's: they keep nobody from stepping down.
    let beside = months_up(|it| {
        quiet(it);
        let mut other = it.features[0].clone();
        other.inference.plans = plans(&["gpt-5.4-nano"]);
        other.calls_per_active_day = Quantity::Exact(60.0 * other.calls_per_active_day.middle());
        it.features.push(other);
    });
    assert!((1..=5).contains(&beside), "{beside} months");
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
fn a_plan_needed_from_the_first_day_is_there_from_the_first_day() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    scenario.stack.frontend.plans = plans(&["vercel-hobby", "vercel-pro"]);
    scenario.stack.frontend.move_on.income = true;
    scenario.money.income_from = 1;
    let raw = month(scenario, 8);
    near(raw.record(RECORD().bill[Slot::Frontend as usize], 0), 20.0);
    assert!(raw.record(RECORD().terms, 0).iter().all(|days| *days == 0.0));
}
