//! Credits of an account, which all that it does uses up together.

use super::*;

/// Case 21 in two features: 600 calls each are 1,200 in all, of which $0.10 pays 833. With accounts of their own they
/// have $0.10 each, which 600 calls do not use up.
#[test]
fn two_features_use_up_one_credit() {
    let mut scenario = read(include_str!("21-hf-credit.json"));
    scenario.features[0].calls_per_active_day = Quantity::Exact(4.0);
    scenario.features.push(scenario.features[0].clone());
    share(run(scenario.clone()).refused(0), 1.0 - 833.0 / 1_200.0);
    scenario.features[1].own_account = true;
    assert_eq!(run(scenario).refused(0), 0.0);
}

/// $5 a month at a cent a call are 500 calls, whichever of the two features makes them: the rest is refused, whole
/// calls.
#[test]
fn a_credit_pays_whole_calls() {
    let done = run_plain(app(&[("alpha-credit", 10.0), ("alpha-credit", 20.0)]));
    let refused = done.turned_away("Alpha", limit::MONTH);
    for (refused, uses) in refused.iter().zip(done.first(RECORD().uses)) {
        assert!((uses - refused - 500.0).abs() < 1.5, "{uses} {refused}");
    }
    assert!(done.first(RECORD().cost).iter().all(|cost| *cost == 0.0));
}

/// 10 calls a day of each of two models cost 10 and 30 cents a day: $5 last for twelve days and a half of 30.
#[test]
fn two_models_use_up_one_credit() {
    let done = run_plain(app(&[("alpha-credit", 10.0), ("alpha-large-credit", 10.0)]));
    share(done.refused(0), 1.0 - 12.5 / 30.0);
    assert!(done.first(RECORD().cost).iter().all(|cost| *cost == 0.0));
}

/// A model and the database: 10 calls a day cost 10 cents, and the 30 rows that each reads 30: twelve days and a half.
/// When the credit is used up, the database is out, and with it the calls.
#[test]
fn a_model_and_a_database_use_up_one_credit() {
    let mut scenario = app(&[("alpha-credit", 10.0)]);
    scenario.features[0].reads = Quantity::Exact(30.0);
    scenario.stack.data.plans = plans(&["alpha-data-credit"]);
    share(run_plain(scenario).refused(0), 1.0 - 12.5 / 30.0);
}

/// The credit of Hugging Face PRO is for all its computing. Calls of two features take 1.5 s of a card each, 72,000 s a
/// month are included, and what goes past costs $0.1 a minute: of it $2 are paid, and $9 are the fee.
#[test]
fn a_credit_pays_before_anything_is_billed() {
    let mut scenario = app(&[("hf-zerogpu-pro", 1_000.0), ("hf-zerogpu-pro", 1_000.0)]);
    scenario.features.iter_mut().for_each(|feature| feature.gpu_seconds = Quantity::Exact(1.5));
    let done = run(scenario);
    exact(done.first(RECORD().cost), done.first(RECORD().uses), |uses| 9.0 + (1.5 * uses - 72_000.0) / 600.0 - 2.0);
}

/// The same of two models: 25,000 calls of 1,200 tokens at $0.05 and 300 at $0.20 a million are $3, of a GPU nothing is
/// billed within what is included: 9 + 3 - 2.
#[test]
fn a_credit_pays_for_all_models() {
    let calls = 25_000.0 / 60.0;
    let mut scenario = app(&[("hf-inference-pro", calls), ("hf-inference-pro", calls), ("hf-zerogpu-pro", 10.0)]);
    for feature in &mut scenario.features {
        (feature.input_tokens, feature.output_tokens) = (Quantity::Exact(1_200.0), Quantity::Exact(300.0));
    }
    near(run(scenario).first(RECORD().cost), 9.0 + 3.0 - 2.0);
}
