//! What the first month has used when it begins.

use super::*;

/// The same with a part of what each feature's first plan allows used already.
fn used(mut scenario: Scenario, months: u32, percent: f64) -> Done {
    scenario.months = months;
    let used = Some(Quantity::Exact(percent));
    scenario.features.iter_mut().for_each(|feature| feature.inference.used_already = used);
    run_plain(scenario)
}

/// Two models share 15,000 calls of a month: 9,000 are used once, not by each, so 6,000 of 30,000 are served.
#[test]
fn what_models_share_is_used_once() {
    let scenario = app(&[("delta-month", 500.0), ("delta-large-month", 500.0)]);
    share(used(scenario, 1, 60.0).refused(0), 1.0 - 6_000.0 / 30_000.0);
}

/// Of 30,000 calls that are given once half are left: they last for half of a month of 30,000, and nothing comes after.
#[test]
fn what_is_given_once_stays_used() {
    let done = used(app(&[("zeta-once", 1_000.0)]), 2, 50.0);
    share(done.refused(0), 0.5);
    share(done.refused(1), 1.0);
}

/// So with credits: of $5 that are given once $3 are left, for 300 calls of 3,000 at a cent.
#[test]
fn credits_that_are_given_once_stay_used() {
    let done = used(app(&[("zeta-credit", 100.0)]), 2, 40.0);
    share(done.refused(0), 1.0 - 300.0 / 3_000.0);
    share(done.refused(1), 1.0);
    // They are given, not billed.
    exact(done.bill("Zeta"), done.first(RECORD().uses), |_| 0.0);
}

/// A credit of a month comes again: $0.10 pay 833 calls of 1,200, and 417 where half of it is used.
#[test]
fn credits_of_a_month_come_again() {
    let mut scenario = read(include_str!("21-hf-credit.json"));
    scenario.months = 2;
    scenario.growth.monthly_growth = Quantity::Exact(0.0);
    scenario.features[0].inference.used_already = Some(Quantity::Exact(50.0));
    let done = run(scenario.clone());
    share(done.refused(0), 1.0 - 416.5 / 1_200.0);
    scenario.features[0].inference.used_already = None;
    share(done.refused(1), run(scenario).refused(1));
}

/// Of $5 that may be spent in a month 3 are spent: the 2 that are left pay for 200 calls of 3,000 at a cent. The month's bill is of all
/// five, at the account and at its part.
#[test]
fn what_may_be_spent_is_spent_already() {
    let done = used(app(&[("zeta-cap", 100.0)]), 2, 60.0);
    share(done.refused(0), 1.0 - 200.0 / 3_000.0);
    share(done.refused(1), 1.0 - 500.0 / 3_100.0);
    near(done.bill("Zeta"), 5.0);
    near(done.first(RECORD().bill[Slot::Inference as usize]), 5.0);
}
