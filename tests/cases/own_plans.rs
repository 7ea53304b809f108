//! Plans of a founder's own, each with a bill reckoned by hand.

use headroom::parts::Past;
use headroom::scenario::OwnPlan;

use super::*;

/// 100 people with 10 calls a day each for the 30 days of April: 30,000 calls of 1,000 tokens sent and 500 received.
fn own(like: Option<&str>, past: Option<Past>, numbers: &[(&str, f64)]) -> Scenario {
    let mut scenario = app(&[("own-1", 1_000.0)]);
    scenario.prices = None;
    let feature = &mut scenario.features[0];
    (feature.input_tokens, feature.output_tokens) = (Quantity::Exact(1_000.0), Quantity::Exact(500.0));
    feature.sent_spread = Quantity::Exact(0.0);
    let (name, like) = ("Contract".to_owned(), like.map(str::to_owned));
    scenario.own_plans = vec![OwnPlan { id: "own-1".to_owned(), name, part: Slot::Inference, like, past }];
    let number = |(number, value): &(&str, f64)| Override {
        plan: "own-1".to_owned(),
        number: (*number).to_owned(),
        value: *value,
    };
    scenario.overrides = numbers.iter().map(number).collect();
    scenario
}

const ACCOUNT: &str = "Contract (yours)";

/// $30 a month, 30 million tokens sent of which 10 are included at $0.50 a million, 15 million received at $2.
#[test]
fn a_plan_from_nothing_bills_what_it_states() {
    let numbers =
        [("base", 30.0), ("included.input_tokens", 1e7), ("price.input_tokens", 0.5), ("price.output_tokens", 2.0)];
    near(run_plain(own(None, None, &numbers)).bill(ACCOUNT), 30.0 + 20.0 * 0.5 + 15.0 * 2.0);
    let mut turned = numbers;
    turned.reverse();
    near(run_plain(own(None, None, &turned)).bill(ACCOUNT), 30.0 + 20.0 * 0.5 + 15.0 * 2.0);
}

#[test]
fn a_plan_from_nothing_is_free_without_end() {
    let done = run_plain(own(None, None, &[]));
    assert!(done.bill(ACCOUNT).iter().all(|usd| *usd == 0.0) && done.refused(0) == 0.0);
}

/// 20,000 of 30,000 calls are served.
#[test]
fn its_limits_refuse_what_is_beyond_them() {
    let done = run_plain(own(None, None, &[("limit.month.requests", 20_000.0), ("price.requests", 0.001)]));
    near(done.bill(ACCOUNT), 20.0);
    near(&done.turned_away(ACCOUNT, limit::MONTH), 10_000.0);
}

/// What is past the limit of the first month outlasts it where the account is suspended, and is over with it where it is refused.
#[test]
fn what_happens_past_its_limits_is_the_founders_to_say() {
    for (past, refused) in [(None, 0.5), (Some(Past::SuspendUntilUpgrade), 1.0)] {
        let mut scenario = own(None, past, &[("limit.month.requests", 15_000.0)]);
        scenario.months = 2;
        let done = run_plain(scenario);
        assert!((done.refused(1) - refused).abs() < 0.03, "{past:?}: {}", done.refused(1));
    }
}

/// Like another plan but for one price, beside that plan: each has its own account, with its own fee.
#[test]
fn a_plan_like_another_is_billed_apart() {
    let like = "alpha-paid";
    let catalog = plain();
    let plan = catalog.plan(like).unwrap();
    let day = Date { year: 2026, month: 4, day: 1 };
    let usual = |meter: Meter| plan.tiers(meter, day).last().map_or(0.0, |tier| tier.price / tier.per);
    let done = run_plain(own(Some(like), None, &[("base", 7.0)]));
    let use_of =
        30_000.0 * (usual(Meter::Requests) + 1_000.0 * usual(Meter::InputTokens) + 500.0 * usual(Meter::OutputTokens));
    near(done.bill(ACCOUNT), 7.0 + use_of);
}
