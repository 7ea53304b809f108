//! Models that run on cards, against sums made by hand.

use super::*;
use headroom::scenario::OwnPlan;

/// 200 people who use it once on every day of April: 6,000 calls of `seconds` of a card each, spread evenly.
fn picture_maker(users: f64, seconds: f64, numbers: &[(&str, f64)]) -> Scenario {
    let mut scenario = app(&[("own-1", users)]);
    scenario.prices = None;
    scenario.growth.users = Quantity::Exact(users);
    let feature = &mut scenario.features[0];
    feature.calls_per_active_day = Quantity::Exact(1.0);
    (feature.input_tokens, feature.output_tokens) = (Quantity::Exact(0.0), Quantity::Exact(0.0));
    (feature.gpu_seconds, feature.gpu_spread) = (Quantity::Exact(seconds), Quantity::Exact(0.0));
    let name = "Cards".to_owned();
    scenario.own_plans = vec![OwnPlan { id: "own-1".to_owned(), name, part: Slot::Inference, like: None, past: None }];
    let number = |(number, value): &(&str, f64)| Override {
        plan: "own-1".to_owned(),
        number: (*number).to_owned(),
        value: *value,
    };
    scenario.overrides = numbers.iter().map(number).collect();
    scenario
}

const ACCOUNT: &str = "Cards (yours)";

/// Stops after 5 s, starts within 10, at $0.00019 a second.
const BY_THE_SECOND: [(&str, f64); 4] =
    [("price.gpu_seconds", 0.00019), ("cards_most", 10.0), ("card_start_seconds", 10.0), ("card_keep_seconds", 5.0)];

/// A public report: 200 calls a day of 3 s, 432 s from one to the next. `P(cold) = e^(-5/432)`; a call is billed 3 s, what passes of
/// the 5 s until the next one, 4.97 s, and 98.85% of the 10 s of a start: 17.86 s. 6,000 calls of these at $0.00019 are $20.36, and
/// nearly every answer takes 13 s: with a fifth of the start as its deviation, 2 s, half of them more than 12.85 s and 1 in 20 more than
/// 12.85 e^(1.645 · 0.1529) = 16.5 s, as a lognormal has it.
#[test]
fn a_card_by_the_second_that_is_seldom_called() {
    let done = run(picture_maker(200.0, 3.0, &BY_THE_SECOND));
    let (bill, _) = mean(done.bill(ACCOUNT));
    assert!((bill / 20.36 - 1.0).abs() < 0.02, "{bill}");
    let [median, slow] = [0, 1].map(|at| mean(done.month(RECORD().full_answer[at], 0)).0);
    assert!((median / 12.85 - 1.0).abs() < 0.02 && (slow / 16.5 - 1.0).abs() < 0.03, "{median} {slow}");
    let (cold, _) = mean(done.month(RECORD().cold, 0));
    assert!((cold - 0.9885).abs() < 0.01, "{cold}");
}

/// The same at the provider's own price of a start, which is none: 3 s and 4.97 s.
#[test]
fn starts_that_cost_nothing() {
    let numbers = [&BY_THE_SECOND[..], &[("card_start_billed", 0.0)]].concat();
    let done = run(picture_maker(200.0, 3.0, &numbers));
    near(done.bill(ACCOUNT), 7.97 * 6_000.0 * 0.00019);
}

/// An autoscaler that takes 30 s to notice and a card that starts in 10: users wait for all 40, of which a quarter is billed. So the bill is
/// that of a start of 10 s, and an answer takes 43 s: with a deviation of 8 s half of them more than 43 e^(-0.017) = 42.3 s.
#[test]
fn an_autoscaler_that_is_late_is_waited_for_and_not_billed() {
    let late = [("card_start_seconds", 40.0), ("card_start_billed", 0.25)];
    let others = BY_THE_SECOND.into_iter().filter(|(name, _)| *name != "card_start_seconds");
    let done = run(picture_maker(200.0, 3.0, &others.chain(late).collect::<Vec<_>>()));
    let (bill, _) = mean(done.bill(ACCOUNT));
    assert!((bill / 20.36 - 1.0).abs() < 0.03, "{bill}");
    let (median, _) = mean(done.month(RECORD().full_answer[0], 0));
    assert!((median / 42.3 - 1.0).abs() < 0.03, "{median}");
}

/// 2,400 calls an hour of 3 s are the work of two of three cards, $984.96 a month, and all three are on for $1,477.44: whatever a start takes,
/// of which nothing is billed, the bill is between these.
#[test]
fn cards_that_are_at_work_are_billed_however_late_they_start() {
    for start in [10.0, 60.0, 300.0, 900.0] {
        let numbers = [("card_start_seconds", start), ("card_start_billed", 0.0), ("cards_most", 3.0)];
        let others = BY_THE_SECOND.into_iter().filter(|(name, _)| numbers.iter().all(|(other, _)| name != other));
        let done = run(picture_maker(57_600.0, 3.0, &others.chain(numbers).collect::<Vec<_>>()));
        let (bill, _) = mean(done.bill(ACCOUNT));
        assert!((975.0..1_478.0).contains(&bill), "{start}: {bill}");
    }
}

/// Billed in whole seconds: half of one more for each time that a card is on, on average.
#[test]
fn a_card_is_billed_in_steps() {
    let numbers = [&BY_THE_SECOND[..], &[("card_step_seconds", 1.0)]].concat();
    let done = run(picture_maker(200.0, 3.0, &numbers));
    near(done.bill(ACCOUNT), (17.86 + 0.5 * 0.9885) * 6_000.0 * 0.00019);
}

/// One card that is always on costs the month's 720 hours at $0.50, whoever comes; nobody waits for a start.
#[test]
fn a_rented_card_costs_what_it_costs() {
    let numbers = [("price.gpu_seconds", 0.5 / 3_600.0), ("cards_most", 1.0), ("cards_least", 1.0)];
    for users in [1.0, 200.0] {
        let done = run(picture_maker(users, 3.0, &numbers));
        near(done.bill(ACCOUNT), 360.0);
        assert!(done.first(RECORD().cold).iter().all(|cold| *cold == 0.0));
    }
}

/// What a card does not serve within the hour for which users wait is given up: 30 calls of 180 s an hour are one and a half cards'
/// work, so that a third of them leave, and the row of those who gave up waiting says it of all.
#[test]
fn who_waits_too_long_for_a_card_leaves() {
    let numbers = [("price.gpu_seconds", 0.5 / 3_600.0), ("cards_most", 1.0), ("cards_least", 1.0)];
    let mut scenario = picture_maker(720.0, 180.0, &numbers);
    scenario.server.patience = Quantity::Exact(3_600.0);
    let done = run(scenario);
    let (refused, _) = mean(done.first(RECORD().refused_share));
    assert!((refused - 1.0 / 3.0).abs() < 0.02, "{refused}");
    exact(&done.turned_away(ACCOUNT, limit::QUEUE), done.first(RECORD().refused), |refused| refused);
}

/// A public report of 35 s of a card a call: that is how long its answer takes, though no tokens come of it.
#[test]
fn seconds_of_a_card_are_in_the_answer_s_time() {
    let done = run(read(include_str!("34-gpu-seconds-latency.json")));
    // A lognormal with a fifth of its mean as its deviation: half take more than 35 / √1.04 s.
    let (median, _) = mean(done.month(RECORD().full_answer[0], 0));
    assert!((median / 34.32 - 1.0).abs() < 0.02, "{median}");
}

/// Where a card is taken away every hour for half an hour: of `24 / (1 + 24 / 48) = 16` times a day it is away a third of the day. Calls
/// come at random, of which those that would wait for more than a minute leave: 29 of 30.
#[test]
fn who_comes_while_a_card_is_away_waits_or_leaves() {
    let numbers = [
        ("price.gpu_seconds", 0.5 / 3_600.0),
        ("cards_most", 1.0),
        ("cards_least", 1.0),
        ("card_losses", 24.0),
        ("card_start_seconds", 1_800.0),
    ];
    for (patience, right) in [(60.0, 29.0 / 90.0), (1_800.0, 0.0)] {
        let mut scenario = picture_maker(240.0, 3.0, &numbers);
        scenario.server.patience = Quantity::Exact(patience);
        let done = run(scenario);
        let (refused, _) = mean(done.first(RECORD().refused_share));
        // What is away in an hour is less than all of two losses where both are in it.
        assert!((refused - right).abs() < 0.03, "{patience}: {refused}, not {right}");
        let (slow, _) = mean(done.first(RECORD().full_answer[1]));
        // Of those a third waits any part of half an hour: 1 in 20 for 85% of it and more.
        assert!(patience < 100.0 || (slow / 1_530.0 - 1.0).abs() < 0.1, "{slow}");
    }
}

/// Cards that two features share serve both alike, whether they are the second choice of one of them or not.
#[test]
fn other_choices_share_the_cards() {
    let numbers = [&BY_THE_SECOND[..3], &[("card_keep_seconds", 60.0)]].concat();
    let bill = |others: bool| {
        let mut scenario = picture_maker(1_000.0, 3.0, &numbers);
        let mut second = scenario.features[0].clone();
        if others {
            second.inference.plans = vec!["gpt-6-luna".to_owned()];
            second.others = vec![Choice { plan: "own-1".to_owned(), share: Quantity::Exact(100.0) }];
        }
        scenario.features.push(second);
        let done = run(scenario);
        [mean(done.bill(ACCOUNT)).0, mean(done.first(RECORD().cold)).0]
    };
    let [alike, others] = [false, true].map(bill);
    for (one, other) in alike.into_iter().zip(others) {
        assert!((other / one - 1.0).abs() < 0.01, "{other}, not {one}");
    }
}

/// Of a call an hour, `e^-2` find no card that is kept for two hours, and it is on for the rest of the time: `1 - e^-2 = 86.5%` of the 720
/// hours, besides what starts.
#[test]
fn a_card_is_kept_for_hours() {
    let numbers = [&BY_THE_SECOND[..3], &[("card_keep_seconds", 7_200.0)]].concat();
    let done = run(picture_maker(24.0, 3.0, &numbers));
    let (cold, _) = mean(done.first(RECORD().cold));
    let (bill, _) = mean(done.bill(ACCOUNT));
    let right = 0.865 * 720.0 * 3_600.0 * 0.00019;
    assert!((cold - 0.135).abs() < 0.03 && (bill / right - 1.0).abs() < 0.04, "{cold} {bill}, not {right}");
}

/// With a knee of 2 calls share a card's time evenly. At a load of a half, 60 calls of 30 s an hour, each takes twice as long as alone,
/// whatever the spread of its work (processor sharing): half of them more than 60 / √1.04 s.
#[test]
fn calls_that_share_a_card_slow_each_other() {
    let numbers = [("cards_most", 1.0), ("cards_least", 1.0), ("card_calls", 64.0), ("card_knee", 2.0)];
    let mut scenario = picture_maker(1_440.0, 30.0, &numbers);
    scenario.features[0].gpu_spread = Quantity::Exact(20.0);
    let (median, _) = mean(run(scenario).first(RECORD().full_answer[0]));
    assert!((median / 58.8 - 1.0).abs() < 0.06, "{median}");
}

/// Who gives up waiting for a card asks no other model, though there is one for what is refused.
#[test]
fn who_gives_up_asks_nobody_else() {
    let numbers = [("price.gpu_seconds", 0.5 / 3_600.0), ("cards_most", 1.0), ("cards_least", 1.0)];
    let mut scenario = picture_maker(720.0, 180.0, &numbers);
    scenario.server.patience = Quantity::Exact(3_600.0);
    scenario.features[0].others = vec![Choice::on_refusal("gpt-6-luna".to_owned())];
    scenario.features[0].output_tokens = Quantity::Exact(1_000.0);
    let done = run(scenario);
    let (refused, _) = mean(done.first(RECORD().refused_share));
    assert!((refused - 1.0 / 3.0).abs() < 0.02, "{refused}");
    assert!(done.bill("OpenAI API").iter().all(|usd| *usd == 0.0), "nobody asks it");
}
