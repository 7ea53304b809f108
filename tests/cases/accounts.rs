//! What belongs to an account: fees, limits, what it is paused by, and the bills that add up.

use super::*;

/// Where one feature begins with an account's paid plan, another whose ladder leads there is on it from the first day.
#[test]
fn a_feature_begins_where_its_account_is() {
    let mut scenario = app(&[("alpha-paid", 100.0), ("alpha-free", 100.0)]);
    scenario.features[1].inference.plans = plans(&["alpha-free", "alpha-paid"]);
    let done = run_plain(scenario);
    for (place, rung) in [(0, 0.0), (1, 1.0)] {
        assert!(done.first(RECORD().rung[layout::SLOTS + place]).iter().all(|it| *it == rung), "{place}");
    }
}

/// Hugging Face PRO is $9 an account, whatever and how many of its services are used; little use is paid by its credit
/// of $2.
#[test]
fn a_fee_is_paid_once_an_account() {
    for services in [
        &["hf-inference-pro"][..],
        &["hf-zerogpu-pro"],
        &["hf-inference-pro", "hf-inference-pro"],
        &["hf-inference-pro", "hf-zerogpu-pro"],
        &["hf-inference-pro", "hf-inference-pro", "hf-zerogpu-pro"],
    ] {
        let features: Vec<(&str, f64)> = services.iter().map(|plan| (*plan, 10.0)).collect();
        let done = run(app(&features));
        exact(done.first(RECORD().cost), done.first(RECORD().uses), |_| 9.0);
        exact(done.bill("Hugging Face"), done.first(RECORD().uses), |_| 9.0);
    }
}

/// A model and a database of one account: the fee once, and of each what it counts. 100 calls a day at a cent, and 5
/// rows read with each, $0.001 a row.
#[test]
fn a_model_and_a_database_of_one_account() {
    let mut scenario = app(&[("alpha-paid", 100.0)]);
    scenario.features[0].reads = Quantity::Exact(5.0);
    scenario.stack.data.plans = plans(&["alpha-data-paid"]);
    let done = run_plain(scenario);
    let uses = done.first(RECORD().uses);
    exact(done.bill("Alpha"), uses, |uses| 9.0 + (0.01 + 0.005) * uses);
    // The fee is in the bill of the part that the account carries first.
    exact(done.first(RECORD().bill[Slot::Data as usize]), uses, |uses| 9.0 + 0.005 * uses);
    exact(done.first(RECORD().bill[layout::SLOTS]), uses, |uses| 0.01 * uses);
}

/// Features with accounts of their own pay two fees and have two limits: 400 calls a day each are within 500.
#[test]
fn accounts_of_their_own() {
    let of = |plan: &str, own: [bool; 2]| {
        let mut scenario = app(&[(plan, 400.0), (plan, 400.0)]);
        scenario.features.iter_mut().zip(own).for_each(|(feature, own)| feature.own_account = own);
        run_plain(scenario)
    };
    for own in [[true, true], [true, false], [false, true]] {
        let done = of("alpha-paid", own);
        assert_eq!(done.accounts.len(), 2);
        exact(done.first(RECORD().cost), done.first(RECORD().uses), |uses| 18.0 + 0.01 * uses);
        assert_eq!(of("alpha-free", own).refused(0), 0.0);
    }
    let done = of("alpha-paid", [true, true]);
    near(done.bill("Alpha (F1)"), 9.0 + 0.01 * 12_000.0);
    near(done.bill("Alpha (F2)"), 9.0 + 0.01 * 12_000.0);
    let done = of("alpha-paid", [false, false]);
    exact(done.first(RECORD().cost), done.first(RECORD().uses), |uses| 9.0 + 0.01 * uses);
    exact(of("alpha-free", [false, false]).first(RECORD().refused), done.first(RECORD().uses), |uses| uses - 15_000.0);
}

/// Limits of a model are each model's own: 600 calls of the one are 100 too many, 400 of the other are not.
#[test]
fn a_limit_of_a_model_counts_that_model() {
    let done = run_plain(app(&[("alpha-free", 600.0), ("alpha-large-free", 400.0)]));
    near(done.first(RECORD().refused), 30.0 * 100.0);
}

/// Of the calls of half a year by a feature that is called once in 20 days, how many find their account paused after 7
/// days without use; with whatever else the app has.
fn paused(change: impl Fn(&mut Scenario)) -> f64 {
    let mut scenario = app(&[("alpha-sleepy", 0.05)]);
    scenario.months = 6;
    change(&mut scenario);
    let done = run_plain(scenario);
    (0..6).map(|month| mean(done.month(RECORD().refused, month)).0).sum::<f64>() / (181.0 * 0.05)
}

/// A feature on a plan with 100 calls a day.
fn often(scenario: &mut Scenario, plan: &str) {
    scenario.features.extend(app(&[(plan, 100.0)]).features);
}

/// Nobody finds the account paused that is used every day by somebody: by another feature of the same or of another
/// model, or by visits to its database. Two accounts are paused each by itself.
#[test]
fn a_pause_counts_the_use_of_the_whole_account() {
    for plan in ["alpha-sleepy", "alpha-large-sleepy"] {
        assert_eq!(paused(|it| often(it, plan)), 0.0, "{plan}");
        let apart = paused(|it| {
            often(it, plan);
            it.features[0].own_account = true;
        });
        assert!(apart > 0.5, "{apart}");
    }
    let database = |it: &mut Scenario| {
        it.stack.data.plans = plans(&["alpha-data-sleepy"]);
        it.site.visits_per_user = Quantity::Exact(30.0);
    };
    assert_eq!(paused(database), 0.0);
}

/// Alone, 7 of 10 pauses between its calls are longer than 7 days: e^-7/20 = 0.705 of the calls find it paused. Each
/// wakes it.
#[test]
fn a_call_is_use() {
    let alone = paused(|_| {});
    // Of 580 calls in all futures: two and a half standard errors.
    assert!((alone - 0.705).abs() < 0.05, "{alone}");
}

/// Six features and every slot. What accounts are billed, what the parts of the app are, and the bill are one sum.
#[test]
fn accounts_and_parts_add_up_to_the_bill() {
    let mut scenario = app(&[
        ("gemini-3.1-flash-lite-free", 700.0),
        ("gemini-2.5-flash-paid", 300.0),
        ("hf-inference-pro", 20_000.0),
        ("hf-zerogpu-pro", 300.0),
        ("gpt-4o-mini", 500.0),
        ("gpt-4o-mini", 500.0),
    ]);
    scenario.months = 3;
    scenario.site.visits_per_user = Quantity::Exact(300.0);
    scenario.site.page_mb = Quantity::Exact(50.0);
    scenario.site.backend_per_visit = Quantity::Exact(5.0);
    scenario.features[3].gpu_seconds = Quantity::Exact(20.0);
    scenario.features[5].own_account = true;
    scenario.features[0].inference.plans.push("gemini-3.1-flash-lite-paid".to_owned());
    scenario.features[0].others = vec![then("gpt-5.4-nano")];
    for feature in &mut scenario.features {
        (feature.reads, feature.writes) = (Quantity::Exact(50.0), Quantity::Exact(20.0));
    }
    let stack = &mut scenario.stack;
    stack.frontend.plans = plans(&["netlify-personal-recharge", "netlify-pro-recharge"]);
    stack.frontend.move_on.month = Some(2);
    stack.backend.plans = plans(&["railway-hobby", "railway-pro"]);
    stack.backend.move_on.users = Some(Quantity::Exact(50.0));
    stack.backend.lead_days = Quantity::Exact(9.0);
    stack.data.plans = plans(&["firebase-blaze"]);
    stack.files.plans = plans(&["aws-s3-standard"]);
    stack.training.plans = plans(&["colab-pro"]);
    stack.delivery.plans = plans(&["github-actions-free", "github-actions-team"]);
    stack.delivery.move_on.month = Some(1);
    stack.observability.plans = plans(&["sentry-team"]);
    stack.payments.plans = plans(&["stripe-us-standard"]);
    stack.domain.plans = plans(&["domain-ai"]);
    (scenario.money.income_from, scenario.money.seats) = (1, Quantity::Exact(3.0));
    scenario.site.held_files_gb = Quantity::Exact(1_000.0);
    let done = run(scenario);
    let accounts = Record::places(&done.program.shape).accounts;
    assert_eq!(accounts.len(), 13, "{:?}", done.accounts);
    for month in 0..3 {
        let cost = done.month(RECORD().cost, month);
        let sum = |numbers: &[usize]| -> Vec<f32> {
            (0..64).map(|future| numbers.iter().map(|number| done.month(*number, month)[future]).sum()).collect()
        };
        exact(&sum(&accounts), cost, |cost| cost);
        exact(&sum(&RECORD().bill), cost, |cost| cost);
        // Every part and every account has a bill of its own in it.
        for number in accounts.iter().chain(&RECORD().bill) {
            assert!(mean(done.month(*number, month)).0 > 0.1, "{number}");
        }
        // $70 a year, and 3 of 100 users who pay $9.
        exact(done.month(RECORD().bill[Slot::Domain as usize], month), cost, |_| 70.0 / 12.0);
        exact(done.month(RECORD().bill[Slot::Payments as usize], month), cost, |_| 3.0 * (0.30 + 0.029 * 9.0));
    }
}

/// 100 million users with 50 calls a day, and with 100, are billed twice as much: 150 and 300 billion calls at a cent. Nothing
/// is cut off, and a single-precision number holds the sum within 2e-5.
#[test]
fn a_hundred_million_users_are_billed_for_all_their_calls() {
    for calls in [50.0, 100.0] {
        let mut scenario = app(&[("alpha-paid", 100.0)]);
        scenario.growth.users = Quantity::Exact(1e8);
        scenario.growth.ceiling = Quantity::Exact(1e10);
        scenario.features[0].calls_per_active_day = Quantity::Exact(calls);
        let done = run_plain(scenario);
        assert_eq!(done.refused(0), 0.0);
        near(done.first(RECORD().uses), 1e8 * calls * 30.0);
        exact(done.bill("Alpha"), done.first(RECORD().uses), |uses| 9.0 + 0.01 * uses);
    }
}
