//! Limits of an account over all its models: what one of them uses, the others no longer have.

use super::*;

/// The limit of the account that is met, with how much of it is used in the first month.
fn used(done: &Done, way: usize) -> &[f32] {
    let is_it = |row: &&LimitOf| row.way == way && matches!(row.of, Of::Account(_));
    assert_eq!(done.world.limits.iter().filter(is_it).count(), 1, "it is one limit, not one of each model");
    let row = done.world.limits.iter().position(|row| is_it(&row)).unwrap();
    done.first(Record::places(&done.program.shape).used[row])
}

/// 500 of 800 calls a day, 15,000 of 24,000 in April: two models are asked 600 and 200 times a day and serve 375 and 125.
/// A cent and 3 cents each: $112.50 of both.
#[test]
fn two_models_share_a_day() {
    let done = run_plain(app(&[("delta-day", 600.0), ("delta-large-day", 200.0)]));
    share(done.refused(0), 3.0 / 8.0);
    exact(done.first(RECORD().refused), done.first(RECORD().uses), |uses| uses - 15_000.0);
    exact(&done.turned_away("Delta", limit::DAY), done.first(RECORD().uses), |uses| uses - 15_000.0);
    exact(done.bill("Delta"), done.first(RECORD().uses), |_| 30.0 * (375.0 * 0.01 + 125.0 * 0.03));
    assert!(used(&done, limit::DAY).iter().all(|used| (used - 1.0).abs() < 1e-4));
}

/// 300 calls of the two together are within 500, and nobody is refused, though 60% of the limit are used and a bit more on
/// the busiest days.
#[test]
fn what_is_within_the_limit_is_served() {
    let done = run_plain(app(&[("delta-day", 200.0), ("delta-large-day", 100.0)]));
    assert_eq!(done.refused(0), 0.0);
    let (used, _) = mean(used(&done, limit::DAY));
    assert!((0.6..0.8).contains(&used), "{used}");
}

/// 15,000 of 24,000 calls a month: the parts are those of the day, until nothing is left.
#[test]
fn two_models_share_a_month() {
    let done = run_plain(app(&[("delta-month", 600.0), ("delta-large-month", 200.0)]));
    near(done.first(RECORD().refused), 9_000.0);
    near(&done.turned_away("Delta", limit::MONTH), 9_000.0);
    near(done.bill("Delta"), 11_250.0 * 0.01 + 3_750.0 * 0.03);
    assert!(used(&done, limit::MONTH).iter().all(|used| (0.9998..1.0001).contains(used)));
}

/// 10 a minute are 14,400 of 57,600 calls a day, of whichever model.
#[test]
fn two_models_share_a_minute() {
    let done = run_plain(app(&[("delta-minute", 28_800.0), ("delta-large-minute", 28_800.0)]));
    share(done.refused(0), 0.75);
    share(mean(&done.turned_away("Delta", limit::MINUTE)).0 / (30.0 * 57_600.0), 0.75);
}

/// One model has the whole limit for itself, whichever it is: 500 of 800.
#[test]
fn one_model_has_all_of_it() {
    for plan in ["delta-day", "delta-large-day"] {
        let done = run_plain(app(&[(plan, 800.0)]));
        exact(done.first(RECORD().refused), done.first(RECORD().uses), |uses| uses - 15_000.0);
    }
}

/// Accounts of their own share nothing: 400 calls a day each are within 500.
#[test]
fn two_accounts_share_nothing() {
    let mut scenario = app(&[("delta-day", 400.0), ("delta-large-day", 400.0)]);
    scenario.features[1].own_account = true;
    assert_eq!(run_plain(scenario).refused(0), 0.0);
}

/// What the account refuses of either feature goes to another account: it bills its fee and a cent for each of the 300 calls
/// a day, and nobody is refused.
#[test]
fn another_account_takes_what_is_refused() {
    let mut scenario = app(&[("delta-day", 600.0), ("delta-large-day", 200.0)]);
    scenario.features.iter_mut().for_each(|feature| feature.others = vec![then("beta-paid")]);
    let done = run_plain(scenario);
    assert_eq!(done.refused(0), 0.0);
    exact(done.bill("Beta"), done.first(RECORD().uses), |uses| 9.0 + 0.01 * (uses - 15_000.0));
    near(done.bill("Beta"), 9.0 + 0.01 * 30.0 * 300.0);
}

/// Another model of the same account is no help: it has no more of the limit than is left, 500 of 800 calls a day in all.
#[test]
fn another_model_of_the_account_does_not() {
    let mut scenario = app(&[("delta-day", 800.0)]);
    scenario.features[0].others = vec![then("delta-large-day")];
    near(run_plain(scenario).first(RECORD().refused), 30.0 * 300.0);
}

/// The rare model has 100 calls a day of its own. Asked for 400 it serves these, and is expected to use no more: of 500 it has
/// its part of 125, and the small model 375, which is enough for 300. With 40 a day the account's limit is the tighter of
/// both: 30 for the small model and 10 for the rare one.
#[test]
fn the_tighter_of_both_holds() {
    for (allowed, small, rare) in [(500.0, 300.0, 100.0), (40.0, 30.0, 10.0)] {
        let mut scenario = app(&[("delta-day", 300.0), ("delta-rare-day", 400.0)]);
        scenario.overrides = vec![own("delta-rare-day", "limit.day.requests.account", allowed)];
        let done = run_plain(scenario);
        near(done.bill("Delta"), 30.0 * (small * 0.01 + rare * 0.03));
        near(done.first(RECORD().refused), 30.0 * (700.0 - small - rare));
        let refused = Record::places(&done.program.shape).refused;
        for (row, it) in done.world.limits.iter().enumerate().filter(|(_, row)| row.way == limit::DAY) {
            let is_tighter = matches!(it.of, Of::Account(_)) == (allowed < 100.0);
            match is_tighter {
                true => near(done.first(refused[row]), 30.0 * (700.0 - small - rare)),
                false => assert_eq!(mean(done.first(refused[row])).0, 0.0),
            }
        }
    }
}

/// A request of 9,000 tokens never passes where an account has 5,000 a minute, retries and other models included.
#[test]
fn a_request_larger_than_the_account_s_minute_never_passes() {
    let mut scenario = app(&[("delta-tokens", 100.0), ("delta-large-tokens", 100.0)]);
    scenario.features[0].input_tokens = Quantity::Exact(9_000.0);
    let done = run_plain(scenario);
    near(&done.turned_away("Delta", limit::REQUEST), 30.0 * 100.0);
    near(done.first(RECORD().refused), 30.0 * 100.0);
}

/// Two models use 40% of the month's limit each. A ladder that moves on at 60% of what its plan includes counts both, and
/// moves; with 200 calls a day in all, 40%, it stays.
#[test]
fn a_ladder_counts_what_the_account_uses() {
    for (calls, rung) in [(200.0, 1.0), (100.0, 0.0)] {
        let mut scenario = app(&[("delta-month", calls), ("delta-large-month", calls)]);
        let ladder = &mut scenario.features[0].inference;
        ladder.plans.push("beta-paid".to_owned());
        ladder.move_on.used = Some(Quantity::Exact(60.0));
        let done = run_plain(scenario);
        assert!(done.first(RECORD().rung[layout::SLOTS]).iter().all(|it| *it == rung), "{calls}");
    }
}
