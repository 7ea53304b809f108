//! Where accounts, other plans and limits meet: what a review found, each with its sum.

use super::*;

/// Two other plans of one feature are in use at once, so the one that only steps in takes their account to the paid tier, on
/// which the other has no limit: half of 900 calls a day are billed there.
#[test]
fn other_plans_of_one_feature_lift_each_other() {
    let mut scenario = app(&[("alpha-free", 900.0)]);
    scenario.features[0].others = vec![
        Choice { plan: "beta-free".to_owned(), share: Quantity::Exact(50.0) },
        Choice { plan: "beta-large-paid".to_owned(), share: Quantity::Exact(0.0) },
    ];
    let done = run_plain(scenario);
    assert_eq!(done.refused(0), 0.0, "on the paid tier neither has a limit");
    near(done.bill("Beta"), 9.0 + 0.01 * 30.0 * 450.0);
}

/// An app with less than half a request a day whose database was deleted after its trial turns everybody away all the same.
#[test]
fn small_parts_of_requests_add_up() {
    let mut scenario = app(&[("gemini-3.1-flash-lite-paid", 0.0)]);
    scenario.months = 3;
    scenario.growth.users = Quantity::Exact(1.0);
    scenario.site.visits_per_user = Quantity::Exact(6.0);
    scenario.stack.data.plans = plans(&["render-postgres-free"]);
    let done = run(scenario);
    // Whole ones, of some six that are expected: half of one more or less.
    assert!((done.refused(2) - 1.0).abs() * 6.0 < 0.5, "{}", done.refused(2));
    assert!(done.first(RECORD().refused).iter().all(|refused| *refused == 0.0));
}

/// Requests that never pass use nothing of what the others share: 75% are too large, and nobody else is refused.
#[test]
fn what_never_passes_takes_no_room() {
    let mut scenario = app(&[("gemini-3.1-flash-lite-free", 300.0), ("gemini-3.1-flash-lite-free", 100.0)]);
    scenario.features[0].input_tokens = Quantity::Exact(300_000.0);
    scenario.features[1].input_tokens = Quantity::Exact(50.0);
    let done = run(scenario);
    let away = |way| mean(&done.turned_away("Google Gemini API", way)).0;
    share(done.refused(0), 0.75);
    assert_eq!([away(limit::MINUTE), away(limit::DAY)], [0.0; 2]);
}

/// What is passed on is not held against the limit that refused it, nor taken from another way: only requests that are too
/// large are lost, 100 a day, while 100 of 600 go to another plan.
#[test]
fn only_what_is_lost_is_named() {
    let mut scenario = app(&[("gemini-3.1-flash-lite-free", 100.0), ("gemini-3.1-flash-lite-free", 600.0)]);
    scenario.features[0].input_tokens = Quantity::Exact(300_000.0);
    scenario.features[1].others = vec![then("gpt-5.4-nano")];
    let done = run(scenario);
    near(&done.turned_away("Google Gemini API", limit::REQUEST), 3_000.0);
    assert_eq!(mean(&done.turned_away("Google Gemini API", limit::DAY)).0, 0.0);
}

/// Two features of one account step down one after the other, and the account with the last of them.
#[test]
fn an_account_steps_down_with_the_last_of_its_features() {
    for lead in [0.0, 5.0] {
        let mut scenario = app(&[("hf-inference-free", 1.0), ("hf-inference-free", 1.0)]);
        scenario.months = 8;
        for feature in &mut scenario.features {
            feature.inference.plans = plans(&["hf-inference-free", "hf-inference-pro"]);
            feature.inference.move_on.refused = Some(Quantity::Exact(5.0));
            feature.inference.step_down = true;
            feature.inference.lead_days = Quantity::Exact(0.0);
        }
        scenario.features[1].inference.lead_days = Quantity::Exact(lead);
        // A launch uses up the credit of the first month.
        scenario.launches.scheduled =
            vec![headroom::scenario::Launch { month: 1, day: 2, visits: 2_000_000.0, exact: false }];
        scenario.launches.activation = Quantity::Exact(100.0);
        scenario.launches.retained = Quantity::Exact(0.0);
        scenario.launches.churn = Quantity::Exact(100.0);
        let done = run(scenario);
        assert!(mean(done.month(RECORD().cost, 1)).0 > 8.0, "both went up");
        for place in [0, 1] {
            assert!(done.month(RECORD().rung[layout::SLOTS + place], 1).iter().all(|rung| *rung == 1.0));
        }
        assert!(mean(done.month(RECORD().cost, 7)).0 < 0.1, "lead {lead}: {}", mean(done.month(RECORD().cost, 7)).0);
    }
}

/// A credit is for what is paid from it: runs that cost nothing go on when it is used up.
#[test]
fn a_credit_stops_only_what_it_pays() {
    let mut scenario = app(&[("hf-inference-free", 5_000.0), ("hf-zerogpu-free", 100.0)]);
    scenario.features[1].gpu_seconds = Quantity::Exact(30.0);
    let done = run(scenario);
    let both = mean(done.first(RECORD().refused)).0;
    near(&done.turned_away("Hugging Face", limit::MONTH), both);
    assert!(both < 30.0 * 5_000.0, "{both}: no run was refused");
}

/// A number of the founder's own that is said once an account holds whichever of its plans it was set on.
#[test]
fn a_number_of_an_account_is_its_own_whoever_says_it() {
    let mut scenario = app(&[("hf-inference-pro", 1.0), ("hf-zerogpu-pro", 1.0)]);
    for (plan, base) in [("hf-inference-pro", 5.0), ("hf-zerogpu-pro", 20.0)] {
        scenario.overrides = vec![own(plan, "base", base)];
        near(run(scenario.clone()).bill("Hugging Face"), base);
    }
}

/// Two numbers for the same are refused, whichever comes first; the same number twice is none.
#[test]
fn a_number_of_an_account_is_one_number() {
    let mut scenario = app(&[("hf-inference-pro", 1.0), ("hf-zerogpu-pro", 1.0)]);
    scenario.overrides = vec![own("hf-inference-pro", "base", 5.0), own("hf-zerogpu-pro", "base", 5.0)];
    near(run(scenario.clone()).bill("Hugging Face"), 5.0);
    scenario.overrides[1].value = 20.0;
    for _ in 0..2 {
        let program = Program::new(&scenario.clone().validate().unwrap(), &Catalog::builtin().unwrap());
        let said = "overrides[1] and overrides[0] are the same number of one account";
        assert!(program.unwrap_err().to_string().starts_with(said));
        scenario.overrides.reverse();
    }
}
