//! What a limit that several share leaves to each, and what is no more than a limit although it looks so.

use super::*;

/// The share of a limit that is used in a month, by future.
fn used(done: &Done, month: usize, is_it: impl Fn(&LimitOf) -> bool) -> &[f32] {
    let row = done.world.limits.iter().position(is_it).unwrap();
    done.month(Record::places(&done.program.shape).used[row], month)
}

/// Bursts of 2 calls a minute meet a limit of 5 a minute now and then, and another model of the account takes what is refused. It is
/// asked for so little that hardly any of the $100 that the account may spend would be its part; but of $100 some $5 are
/// used, and nobody is refused.
#[test]
fn a_model_that_is_seldom_asked_has_what_the_others_leave() {
    let mut scenario = app(&[("gpt-5-mini", 3_000.0)]);
    // Both models were on sale then.
    (scenario.prices, scenario.months) = (Some(Date { year: 2026, month: 11, day: 27 }), 3);
    scenario.audience.burstiness = Quantity::Exact(100.0);
    scenario.growth.monthly_growth = Quantity::Exact(0.0);
    scenario.overrides = vec![own("gpt-5-mini", "limit.minute.requests", 5.0)];
    let alone = run(scenario.clone());
    assert!(alone.refused(0) > 0.01, "{}", alone.refused(0));
    scenario.features[0].others = vec![then("gpt-4.1-nano")];
    let done = run(scenario);
    for month in 0..3 {
        assert_eq!(done.refused(month), 0.0);
        let (used, _) = mean(used(&done, month, |it| it.counts == limit::cause::CREDIT));
        assert!((0.03..0.5).contains(&used), "{used}");
    }
}

/// Of the day's 500 for all models the first choice uses all, at a cent: what is refused for that finds nothing left at another
/// model of the same account. So with credits: $5 are 500 calls at a cent each, and nothing is left for calls of 3 cents.
#[test]
fn what_an_account_refuses_takes_nothing_from_the_account() {
    let mut scenario = app(&[("delta-day", 600.0)]);
    scenario.features[0].others = vec![then("delta-large-day")];
    let done = run_plain(scenario);
    near(done.bill("Delta"), 30.0 * 500.0 * 0.01);
    let mut scenario = app(&[("alpha-credit", 100.0)]);
    scenario.features[0].others = vec![then("alpha-large-credit")];
    let done = run_plain(scenario);
    near(done.first(RECORD().refused), 3_000.0 - 500.0);
}

/// Five calls a day of three models that ask for 40 each are five, though each one's part is of no whole number.
#[test]
fn small_limits_are_given_out_to_the_last_call() {
    for allowed in [1.0, 5.0, 20.0] {
        let mut scenario = app(&[("delta-day", 40.0), ("delta-large-day", 40.0), ("delta-rare-day", 40.0)]);
        scenario.overrides = vec![own("delta-day", "limit.day.requests.account", allowed)];
        let done = run_plain(scenario);
        exact(done.first(RECORD().refused), done.first(RECORD().uses), |uses| uses - 30.0 * allowed);
    }
}

/// A call of 600 tokens never passes where an hour has 500, nor where no more than 500 may come at a moment, however many a
/// minute has.
#[test]
fn a_request_larger_than_any_window_never_passes() {
    for (plan, tokens, passes) in
        [("zeta-words", 500.0, false), ("zeta-bucket", 500.0, false), ("zeta-bucket", 300.0, true)]
    {
        let mut scenario = app(&[(plan, 100.0)]);
        scenario.features[0].input_tokens = Quantity::Exact(tokens);
        scenario.features[0].output_tokens = Quantity::Exact(100.0);
        let done = run_plain(scenario);
        if passes {
            assert_eq!(done.refused(0), 0.0);
        } else {
            assert_eq!(done.turned_away("Zeta", limit::REQUEST), done.first(RECORD().uses));
        }
    }
}

/// 25 calls a day are $0.25: half of the $5 that may be spent after ten days, at which the app moves on, and pays for it.
#[test]
fn a_cap_on_spending_is_used_up_like_a_limit() {
    let mut scenario = app(&[("zeta-cap", 25.0)]);
    let ladder = &mut scenario.features[0].inference;
    ladder.plans.push("zeta-paid".to_owned());
    ladder.move_on.used = Some(Quantity::Exact(50.0));
    let done = run_plain(scenario);
    assert!(done.first(RECORD().rung[layout::SLOTS]).iter().all(|rung| *rung == 1.0));
    assert_eq!(done.refused(0), 0.0);
    near(done.bill("Zeta"), 7.5);
}

/// A plan that bills $5 because it refuses the rest of $30 is not cheaper.
#[test]
fn a_plan_that_refuses_is_not_cheaper() {
    for (calls, rung) in [(100.0, 0.0), (10.0, 1.0)] {
        let mut scenario = app(&[("alpha-paid", calls)]);
        scenario.months = 4;
        let ladder = &mut scenario.features[0].inference;
        ladder.plans.push("zeta-cap".to_owned());
        ladder.move_on.cheaper = Some(Quantity::Exact(10.0));
        let done = run_plain(scenario);
        assert!(done.month(RECORD().rung[layout::SLOTS], 3).iter().all(|it| *it == rung), "{calls}");
    }
}

/// What is suspended until an upgrade stays used up, though another month begins: of 3,000 calls a month 100 a day use
/// up all, and 400 a day in the second month find it closed.
#[test]
fn what_is_suspended_stays_used_up() {
    let mut scenario = app(&[("zeta-hold", 400.0)]);
    scenario.months = 2;
    let done = run_plain(scenario);
    for month in 0..2 {
        let used = used(&done, month, |it| it.way == limit::MONTH);
        assert!(used.iter().all(|used| (used - 1.0).abs() < 1e-4), "{month}: {used:?}");
    }
    share(done.refused(1), 1.0);
}

/// A provider's day that ends at 8:00 has two days' calls on one of ours, and still no more than all of its limit is used.
#[test]
fn a_day_that_ends_elsewhere_is_one_day() {
    let done = run(app(&[("gemini-3.1-flash-lite-free", 800.0)]));
    let used = used(&done, 0, |it| it.way == limit::DAY);
    assert!(used.iter().all(|used| (used - 1.0).abs() < 1e-4), "{used:?}");
}

/// A launch is expected like any use: two models of one account with a cap of $50 spend no more than one does, on the
/// day on which 2,000 newcomers ask each of them ten times.
#[test]
fn a_launch_does_not_multiply_what_is_left() {
    let spent = |ladders: &[&str]| {
        let mut scenario = app(&ladders.iter().map(|plan| (*plan, 1_000.0)).collect::<Vec<_>>());
        scenario.growth.users = Quantity::Exact(1.0);
        scenario.launches.scheduled =
            vec![headroom::scenario::Launch { month: 1, day: 10, visits: 2_000.0, exact: true }];
        scenario.launches.activation = Quantity::Exact(100.0);
        scenario.launches.retained = Quantity::Exact(0.0);
        scenario.launches.churn = Quantity::Exact(100.0);
        scenario.features[0].inference.spend_cap = Some(Quantity::Exact(50.0));
        mean(run_plain(scenario).bill("Zeta")).0
    };
    for ladders in [&["zeta-paid"][..], &["zeta-paid", "zeta-paid-large"]] {
        let spent = spent(ladders);
        assert!((49.0..51.0).contains(&spent), "{ladders:?}: {spent}");
    }
}

/// What is past an included amount and billed is no refusal: a gigabyte of memory is some $10 on Railway's
/// Hobby plan, of which $5 are included, and $20 on Pro.
#[test]
fn a_plan_that_bills_what_is_past_its_pool_may_be_cheaper() {
    let mut scenario = app(&[("gemini-3.1-flash-lite-free", 1.0)]);
    scenario.months = 5;
    scenario.server.ram_gb = Quantity::Exact(1.0);
    let ladder = &mut scenario.stack.backend;
    ladder.plans = plans(&["railway-pro", "railway-hobby"]);
    ladder.move_on.cheaper = Some(Quantity::Exact(10.0));
    let done = run(scenario);
    let rung = done.month(RECORD().rung[Slot::Backend as usize], 4);
    assert!(rung.iter().all(|rung| *rung == 1.0), "{:?}", mean(done.month(RECORD().cost, 4)));
}
