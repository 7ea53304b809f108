//! The stories that the presets tell, as ranges: a change of the model that moves them is noticed, and meant.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::runs::{limits, program, reduce, simulate};
use headroom::catalog::Catalog;
use headroom::model::{layout, limit};
use headroom::parts::Slot;
use headroom::program::Program;
use headroom::scenario::{PRESETS, Scenario};
use headroom::stats::Summary;
use wide::f32x8;

fn preset(id: &str) -> Scenario {
    PRESETS.iter().find(|preset| preset.id == id).unwrap().scenario().unwrap().into_inner()
}

/// The answer of a preset from enough futures for its ranges.
fn answer(scenario: Scenario) -> (Program, Summary) {
    let program = program(scenario);
    let summary = reduce(&program, &simulate::<f32x8>(&program, 1_024));
    (program, summary)
}

/// The daily limit of the model that the first feature calls.
fn daily(program: &Program) -> usize {
    limits(program, &[layout::SLOTS], &[limit::DAY])[0]
}

/// The story at the end of the design of the simulation: worked out there from the published facts alone.
#[test]
fn the_first_wall_is_the_daily_limit_in_the_first_half_year() {
    let mut scenario = preset("first-wall");
    // The published facts know of no price that may change.
    scenario.money.price_changes = None;
    let (program, summary) = answer(scenario);
    let wall = &summary.first_wall;
    assert!(wall.by[daily(&program)].share() > 0.9, "{:?}", wall.by);
    assert!(matches!(wall.month.p50, Some(4..=5)), "{:?}", wall.month);
    let in_time: u32 = wall.count_by_month[2..6].iter().sum();
    let share = f64::from(in_time) / f64::from(summary.futures);
    assert!((0.7..0.9).contains(&share), "{share} in months 3 to 6");

    let cost = summary.months[11].cost;
    assert!((100.0..130.0).contains(&cost.p50), "{cost:?}");
    assert!((50.0..70.0).contains(&cost.p10) && (160.0..200.0).contains(&cost.p90), "{cost:?}");
    let over = summary.months[11].limits[program.shape.budget()].met.share();
    assert!((0.5..0.7).contains(&over), "{over} above the budget in month 12");

    let latency = summary.months[11].full_answer[1];
    assert!((4.0..7.0).contains(&latency.p50), "{latency:?}");
}

#[test]
fn staying_on_the_free_plans_turns_most_calls_away_after_a_year() {
    let mut scenario = preset("first-wall");
    scenario.features[0].inference.plans.truncate(1);
    let (_, summary) = answer(scenario);
    // Of visits and calls: two visits in three requests are no calls, so that 70% of the calls are half of all.
    let month = &summary.months[11];
    let calls = month.uses.mean;
    let requests = 6.0 / 30.4 / 0.2 / 5.0;
    let refused = month.refused_share.mean * (1.0 + requests);
    assert!((0.5..0.75).contains(&refused), "{refused} of {calls} calls");
}

#[test]
fn the_free_database_is_full_near_the_end_of_the_first_year() {
    let mut scenario = preset("first-wall");
    scenario.stack.data.plans.truncate(1);
    let (program, summary) = answer(scenario);
    let database = limits(&program, &[Slot::Data as usize], &[limit::MONTH])[0];
    let full = |month: usize| summary.months[month - 1].limits[database].met.share();
    let month = (1..=24).find(|month| full(*month) > 0.5).unwrap();
    assert!((10..=13).contains(&month), "month {month}");
}

#[test]
fn launch_day_breaks_the_daily_limit_for_days() {
    let (program, summary) = answer(preset("launch-day"));
    let met = |month: usize| summary.months[month].limits[daily(&program)].met.share();
    let month = &summary.months[2];
    assert!(met(2) > 0.8, "{:?}", month.limits);
    assert!(met(1) < 0.2, "before, nothing much happens");
    assert!((1.0..4.0).contains(&month.bad_days.p50), "{:?}", month.bad_days);
    let users = |month: usize| summary.months[month].users.p50;
    assert!(users(2) > 1.8 * users(1) && users(4) < users(2), "many come and most leave: {} {}", users(1), users(2));
    // Before the launch the free server sleeps much of the night, and whoever wakes it waits for a minute.
    assert!(summary.months[0].cold.p50 > 0.02 && summary.months[0].full_answer[2].p50 > 20.0);
}

#[test]
fn the_startup_stack_moves_to_its_paid_plans() {
    let scenario = preset("startup-stack");
    let features = scenario.features.len();
    let (_, summary) = answer(scenario);
    let on_last = |place: usize| {
        let rungs = summary.months[11].rungs[place];
        // Or on a tier to which the provider has raised it since.
        f64::from(rungs[1..].iter().sum::<u32>()) / f64::from(summary.futures)
    };
    // Frontend with the first income, backend when its dollar is used up, chat when the free key refuses.
    for place in [Slot::Frontend as usize, Slot::Backend as usize, layout::SLOTS] {
        let enough = if place == layout::SLOTS { 0.6 } else { 0.95 };
        assert!(on_last(place) > enough, "ladder {place}: {}", on_last(place));
    }
    assert_eq!(summary.months[11].rungs.len(), layout::SLOTS + features);
    assert!(summary.months[11].cost.p50 > 25.0 && summary.months[1].cost.p50 < 10.0);
}

#[test]
fn every_preset_has_an_answer_in_words() {
    let catalog = Catalog::builtin().unwrap();
    for preset in &PRESETS {
        let scenario = preset.scenario().unwrap();
        let (_, summary) = answer(scenario.clone().into_inner());
        for sentence in headroom::analysis::verdict(&summary, &scenario, &catalog) {
            assert!(sentence.ends_with('.') && !sentence.contains("NaN") && !sentence.contains("inf "), "{sentence}");
        }
    }
}
