//! Where a feature's calls go: shares, and what takes over what is refused. The providers are the invented ones, of
//! which one allows 500 free calls a day of a model, and bills $9 a month and a cent a call, or 3 cents of the large
//! model.

use super::*;

/// 800 calls a day, of which a free key takes 500 a day, 15,000 in April: the paid plan takes the rest, a cent each,
/// and nobody is refused.
#[test]
fn a_paid_plan_takes_what_a_free_key_refuses() {
    let mut scenario = app(&[("alpha-free", 800.0)]);
    scenario.features[0].others = vec![then("beta-paid")];
    let done = run_plain(scenario);
    assert_eq!(done.refused(0), 0.0);
    exact(done.bill("Beta"), done.first(RECORD().uses), |uses| 9.0 + 0.01 * (uses - 15_000.0));
    exact(done.first(RECORD().cost), done.first(RECORD().uses), |uses| 9.0 + 0.01 * (uses - 15_000.0));
    near(done.bill("Beta"), 9.0 + 0.01 * 300.0 * 30.0);
}

/// The same on public plans, in May as in case 24: 300 of 800 calls a day, of 500 tokens at $0.15 and 100 at $0.60 a
/// million.
#[test]
fn a_free_key_with_a_paid_model_behind_it() {
    let mut scenario = read(include_str!("24b-same-as-one-feature.json"));
    scenario.months = 2;
    scenario.features[0].others = vec![then("gpt-4o-mini")];
    let done = run(scenario);
    assert!(done.refused(0) == 0.0 && done.refused(1) == 0.0);
    near(done.month(RECORD().cost, 1), 31.0 * 300.0 * (500.0 * 0.15 + 100.0 * 0.60) / 1e6);
}

/// The plan that takes over is in an account that another feature uses, by the same model or by another one: its fee is
/// billed once, that feature's 100 calls a day as if nothing was, and nobody is refused.
#[test]
fn what_is_refused_goes_to_another_feature_s_account() {
    for (plan, price) in [("beta-paid", 0.01), ("beta-large-paid", 0.03)] {
        let mut scenario = app(&[("alpha-free", 800.0), ("beta-paid", 100.0)]);
        scenario.features[0].others = vec![then(plan)];
        let done = run_plain(scenario);
        assert_eq!((done.refused(0), done.accounts.len()), (0.0, 2));
        near(done.bill("Beta"), 9.0 + price * 9_000.0 + 0.01 * 3_000.0);
        if price < 0.02 {
            exact(done.bill("Beta"), done.first(RECORD().uses), |uses| 9.0 + 0.01 * (uses - 15_000.0));
        }
    }
}

/// The share that is refused of 800 calls a day that a free key has 500 of, and of 100 calls of another feature, where
/// the large model of the other's account takes what is refused: 9,000 calls of 3 cents and 3,000 of one, $300 in all.
fn beside_another(change: impl Fn(&mut Scenario)) -> f64 {
    let mut scenario = app(&[("alpha-free", 800.0), ("beta-paid", 100.0)]);
    scenario.features[0].others = vec![then("beta-large-paid")];
    change(&mut scenario);
    run_plain(scenario).refused(0)
}

/// It has its part of the account's credit: $330 are enough for all.
#[test]
fn what_is_refused_has_its_part_of_a_credit() {
    let refused = beside_another(|it| {
        it.features[1].inference.plans = plans(&["beta-credit"]);
        it.features[0].others = vec![then("beta-large-credit")];
        for plan in ["beta-credit", "beta-large-credit"] {
            it.overrides.extend(["credit_included", "credit_limit"].map(|number| own(plan, number, 330.0)));
        }
    });
    assert_eq!(refused, 0.0);
}

/// It has its part of what the other feature lets the account bill: $309 with the fee, and $330 are allowed.
#[test]
fn what_is_refused_has_its_part_of_a_cap() {
    assert_eq!(beside_another(|it| it.features[1].inference.spend_cap = Some(Quantity::Exact(330.0))), 0.0);
}

/// It has its part of the app's own limiter of 10 calls a minute: it is 0.7 a minute in the busiest hour, with all
/// others.
#[test]
fn what_is_refused_has_its_part_of_the_limiter() {
    assert_eq!(beside_another(|it| it.client.limiter = Some(Quantity::Exact(10.0))), 0.0);
}

/// A tenth of the calls goes to the large model to begin with: each bills its own.
#[test]
fn each_model_bills_its_share() {
    for (percent, calls) in [(10.0, 800.0), (50.0, 800.0), (0.0, 800.0), (100.0, 800.0), (10.0, 20.0)] {
        let mut scenario = app(&[("alpha-paid", calls)]);
        scenario.features[0].others = vec![Choice { share: Quantity::Exact(percent), ..then("beta-large-paid") }];
        let done = run_plain(scenario);
        let (large, month) = (percent / 100.0, 30.0 * calls);
        near(done.bill("Alpha"), 9.0 + 0.01 * month * (1.0 - large));
        near(done.bill("Beta"), 9.0 + 0.03 * month * large);
        // No call is lost or counted twice on the way.
        let calls =
            done.bill("Alpha").iter().zip(done.bill("Beta")).map(|(one, two)| (one - 9.0) * 100.0 + (two - 9.0) / 0.03);
        exact(&calls.collect::<Vec<_>>(), done.first(RECORD().uses), |uses| uses);
        assert_eq!(done.refused(0), 0.0);
    }
}

/// Three models with shares of 60, 30 and 10%.
#[test]
fn three_models_bill_their_shares() {
    let mut scenario = app(&[("alpha-paid", 800.0)]);
    let other = |plan: &str, percent: f64| Choice { share: Quantity::Exact(percent), ..then(plan) };
    scenario.features[0].others = vec![other("beta-paid", 30.0), other("gamma-paid", 10.0)];
    let done = run_plain(scenario);
    for (account, part) in [("Alpha", 0.6), ("Beta", 0.3), ("Gamma", 0.1)] {
        near(done.bill(account), 9.0 + 0.01 * 24_000.0 * part);
    }
    exact(done.first(RECORD().cost), done.first(RECORD().uses), |uses| 27.0 + 0.01 * uses);
}

/// 90% of 800 calls are 720 for a key of 500: its 220 too many and the other 80 are billed, 300 a day. The other way
/// round 80 are billed, and the 220 do not go back to the plan before theirs: they are refused.
#[test]
fn shares_and_what_is_refused_of_them() {
    let month = |first: &str, percent: f64, second: &str| {
        let mut scenario = app(&[(first, 800.0)]);
        scenario.features[0].others = vec![Choice { share: Quantity::Exact(percent), ..then(second) }];
        run_plain(scenario)
    };
    let done = month("alpha-free", 10.0, "beta-paid");
    assert_eq!(done.refused(0), 0.0);
    exact(done.bill("Beta"), done.first(RECORD().uses), |uses| 9.0 + 0.01 * (uses - 15_000.0));
    let done = month("beta-paid", 90.0, "alpha-free");
    let billed = done.bill("Beta").iter().map(|bill| (bill - 9.0) * 100.0);
    let others: Vec<f32> = billed.zip(done.first(RECORD().refused)).map(|(billed, refused)| billed + refused).collect();
    exact(&others, done.first(RECORD().uses), |uses| uses - 15_000.0);
    near(done.first(RECORD().refused), 30.0 * 220.0);
    near(done.bill("Beta"), 9.0 + 0.01 * 30.0 * 80.0);
}

/// 1,000 calls a day, of which two keys take 500 and 200: 300 are billed by the third. Without it they are refused, and
/// that is told of the second key, which had the last word.
#[test]
fn a_chain_of_two() {
    let chain = |others: &[&str]| {
        let mut scenario = app(&[("alpha-free", 1_000.0)]);
        scenario.features[0].others = others.iter().copied().map(then).collect();
        scenario.overrides = vec![own("beta-free", "limit.day.requests", 200.0)];
        run_plain(scenario)
    };
    let done = chain(&["beta-free", "gamma-paid"]);
    assert_eq!(done.refused(0), 0.0);
    exact(done.bill("Gamma"), done.first(RECORD().uses), |uses| 9.0 + 0.01 * (uses - 700.0 * 30.0));
    // Both keys are seen to be used up.
    let used = Record::places(&done.program.shape).used;
    for service in 0..2 {
        let row = done.world.limits.iter().position(|row| row.of == Of::Service(service) && row.way == limit::DAY);
        assert!(done.first(used[row.unwrap()]).iter().all(|used| (used - 1.0).abs() < 1e-4), "{service}");
    }
    let done = chain(&["beta-free"]);
    exact(&done.turned_away("Beta", limit::DAY), done.first(RECORD().uses), |uses| uses - 700.0 * 30.0);
    assert!(done.turned_away("Alpha", limit::DAY).iter().all(|calls| *calls == 0.0));
}

/// Two models of one account have a limit of a day each: the second takes what the first refuses, 1,000 in all.
#[test]
fn another_model_of_the_same_account_takes_over() {
    let mut scenario = app(&[("alpha-free", 1_200.0)]);
    scenario.features[0].others = vec![then("alpha-large-free")];
    let done = run_plain(scenario);
    assert_eq!(done.accounts, ["Alpha"]);
    exact(done.first(RECORD().refused), done.first(RECORD().uses), |uses| uses - 30_000.0);
}

/// One key behind those of two features, which send 200 and 400 calls a day more than theirs: with 2,000 allowed nobody
/// is refused, with 200 all but these are.
#[test]
fn two_features_fall_back_on_one_key() {
    for allowed in [2_000.0, 200.0] {
        let mut scenario = app(&[("alpha-free", 700.0), ("gamma-free", 900.0)]);
        scenario.features.iter_mut().for_each(|feature| feature.others = vec![then("beta-free")]);
        scenario.overrides = vec![own("beta-free", "limit.day.requests", allowed)];
        let done = run_plain(scenario);
        exact(done.first(RECORD().refused), done.first(RECORD().uses), |uses| {
            (uses - 30.0 * (1_000.0 + allowed)).max(0.0)
        });
    }
}

/// 35,000 requests of 9,000 tokens a day and 1,000 small ones of another feature are 218,800 tokens a minute. 100,000
/// are allowed: 54.3% are refused, whether or not a key of 20 calls a day has refused them before.
fn of_large_requests(first: &str) -> f64 {
    let mut scenario = app(&[(first, 35_000.0), ("gpt-4o-mini", 1_000.0)]);
    for (feature, tokens) in scenario.features.iter_mut().zip([9_000.0, 100.0]) {
        (feature.input_tokens, feature.output_tokens) = (Quantity::Exact(tokens), Quantity::Exact(0.0));
    }
    if first != "gpt-4o-mini" {
        scenario.features[0].others = vec![then("gpt-4o-mini")];
    }
    scenario.overrides = vec![own("gpt-4o-mini", "limit.minute.tokens", 100_000.0)];
    run(scenario).refused(0)
}

#[test]
fn large_requests_are_large() {
    share(of_large_requests("gpt-4o-mini"), 0.543);
}

#[test]
fn large_requests_that_were_refused_before_are_large() {
    share(of_large_requests("gemini-2.5-flash-free"), 0.543);
}

/// $39 a month are a fee of $9 and 3,000 calls: what its own cap refuses goes to the next plan.
#[test]
fn what_a_cap_refuses_goes_on() {
    let mut scenario = app(&[("alpha-paid", 200.0)]);
    scenario.features[0].inference.spend_cap = Some(Quantity::Exact(39.0));
    scenario.features[0].others = vec![then("beta-paid")];
    let done = run_plain(scenario);
    assert_eq!(done.refused(0), 0.0);
    exact(done.first(RECORD().cost), done.first(RECORD().uses), |uses| 18.0 + 0.01 * uses);
    near(done.bill("Alpha"), 39.0);
}
