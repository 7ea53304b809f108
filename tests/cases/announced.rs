//! What providers announce for days within the run: plans that end, prices and limits that change.

use super::*;
use headroom::analysis::{known_days, limits};

/// 300 calls a day in the 30 days of April; what changes does so on the 16th, when half of the month is over.
fn april(plan: &str) -> Scenario {
    let mut scenario = app(&[(plan, 300.0)]);
    scenario.prices = None;
    scenario
}

/// From the 16th on all calls are refused, by a limit that says so, and each day before all are served.
#[test]
fn a_model_that_ends_refuses_from_its_day_on() {
    let done = run_plain(april("eta-old"));
    share(done.refused(0), 0.5);
    near(done.bill("Eta"), 15.0 * 300.0 * 0.01);
    let ended = done.world.limits.iter().position(|row| row.counts == limit::cause::ENDED).unwrap();
    exact(done.first(Record::places(&done.program.shape).refused[ended]), done.first(RECORD().refused), |refused| {
        refused
    });
    let first_day = done.raw.total(headroom::model::Totals::places(&done.program.shape).first_day[ended]);
    assert!(first_day.iter().all(|day| *day == 16.0), "{first_day:?}");
    let scenario = april("eta-old").validate().unwrap();
    assert_eq!(limits(&scenario, &plain())[ended].happens, "“Eta Old, paid” is shut down on 2027-04-16");
    let days: Vec<_> = known_days(&scenario, &plain()).into_iter().map(|it| (it.day.to_string(), it.what)).collect();
    let what = "“Eta Old, paid” is shut down; its provider names Eta New in its place";
    assert_eq!(days, [("2027-04-16".to_owned(), what.to_owned())]);
}

/// Who has another plan on the ladder is there on the day: nobody is refused, and each half has its price.
#[test]
fn a_ladder_leaves_what_ends_in_time() {
    for lead in [0.0, 5.0] {
        // The second ends with the first.
        let mut scenario = april("eta-old");
        scenario.features[0].inference.plans.extend(["eta-old-too", "zeta-paid-large"].map(str::to_owned));
        scenario.features[0].inference.lead_days = Quantity::Exact(lead);
        let done = run_plain(scenario);
        assert_eq!(done.refused(0), 0.0, "{lead}");
        near(done.bill("Eta"), 15.0 * 300.0 * 0.01);
        near(done.bill("Zeta"), 15.0 * 300.0 * 0.03);
    }
}

/// Who begins after the end is refused, but where the ladder leads further: nobody begins with what is not there.
#[test]
fn what_has_ended_before_the_start_serves_nobody() {
    let mut scenario = april("eta-old");
    scenario.start = "2027-05".to_owned().try_into().unwrap();
    assert_eq!(run_plain(scenario.clone()).refused(0), 1.0);
    scenario.features[0].inference.plans.push("zeta-paid-large".to_owned());
    scenario.features[0].inference.lead_days = Quantity::Exact(0.0);
    assert_eq!(run_plain(scenario).refused(0), 0.0);
}

/// The same calls go to the successor: nobody is refused, and it bills three cents each.
#[test]
fn calls_that_are_sent_on_cost_what_the_successor_costs() {
    let done = run_plain(april("eta-routed"));
    assert_eq!(done.refused(0), 0.0);
    near(done.bill("Eta"), 15.0 * 300.0 * (0.01 + 0.03));
}

/// 4,500 calls before the 16th, of which 1,000 are included, and 4,500 after it, at the other price.
#[test]
fn a_price_that_changes_within_a_month_leaves_what_was_used() {
    near(run_plain(april("eta-dearer")).bill("Eta"), 3_500.0 * 0.01 + 4_500.0 * 0.03);
    // Few enough, and what is included lasts beyond the day: 600 of it are used before, 400 after.
    let mut few = april("eta-dearer");
    few.features[0].calls_per_active_day = Quantity::Exact(0.4);
    near(run_plain(few.clone()).bill("Eta"), (600.0 - 400.0) * 0.03);
    // The month after it is at the new price alone.
    few.months = 2;
    let done = run_plain(few);
    near(done.month(RECORD().cost, 1), (31.0 * 40.0 - 1_000.0) * 0.03);
}

/// From the 16th on a hundred of 300 calls a day are served.
#[test]
fn a_limit_that_comes_on_a_day_refuses_from_then_on() {
    share(run_plain(april("eta-tighter")).refused(0), 0.5 * 2.0 / 3.0);
}

/// A link of a day on which the catalogue did not know of the end knows of none: the source was read on 2026-01-01.
#[test]
fn what_was_not_known_does_not_end() {
    let mut scenario = april("eta-old");
    scenario.prices = Some(Date { year: 2025, month: 12, day: 31 });
    assert_eq!(run_plain(scenario).refused(0), 0.0);
}

/// Half of the month on what ends, although the plan above is dearer and would be left for it: nobody goes back to it.
#[test]
fn nobody_steps_down_to_what_has_ended() {
    let mut scenario = april("eta-old");
    scenario.months = 6;
    scenario.features[0].inference.plans.push("zeta-paid-large".to_owned());
    scenario.features[0].inference.step_down = true;
    let done = run_plain(scenario);
    for month in 0..6 {
        assert_eq!(done.refused(month), 0.0, "{month}");
    }
}

/// An end is not the cap's doing.
#[test]
fn an_end_is_no_spending_cap() {
    let mut scenario = april("eta-old");
    scenario.features[0].inference.spend_cap = Some(Quantity::Exact(50.0));
    let done = run_plain(scenario);
    share(done.refused(0), 0.5);
    assert_eq!(mean(&done.turned_away("Eta", limit::CAP)).0, 0.0);
}

/// A batch goes where its model goes: on half of the successor's price.
#[test]
fn batches_are_sent_on_like_their_model() {
    let done = run_plain(april("eta-routed-batch"));
    assert_eq!(done.refused(0), 0.0);
    near(done.bill("Eta"), 15.0 * 300.0 * (0.01 + 0.03) / 2.0);
}
