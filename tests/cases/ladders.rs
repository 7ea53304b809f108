//! Moving from plan to plan, of accounts that features share, and what is no reason to.

use super::*;

/// Two features make 1,200 calls a day of a free account, which allows 500 of a model. The first moves their account to
/// the paid plan after the first day: from the second on nobody is refused, the fee of 29 days of 30 is billed once,
/// and each of 29 days' calls is.
#[test]
fn a_feature_moves_its_account_for_all() {
    for (other, rungs, price) in
        [("alpha-free", 1, 0.01), ("alpha-free", 2, 0.01), ("alpha-large-free", 1, 0.03), ("alpha-large-free", 2, 0.03)]
    {
        let mut scenario = app(&[("alpha-free", 600.0), (other, 600.0)]);
        scenario.months = 2;
        let ladder = &mut scenario.features[0].inference;
        ladder.plans.push("alpha-paid".to_owned());
        ladder.move_on.refused = Some(Quantity::Exact(5.0));
        ladder.lead_days = Quantity::Exact(0.0);
        if rungs == 2 {
            scenario.features[1].inference.plans.push(other.replace("free", "paid"));
        }
        let done = run_plain(scenario);
        // On the first day, a Thursday, each model served 500.
        let served = if other == "alpha-free" { 500.0 } else { 1_000.0 };
        near(done.first(RECORD().refused), 1_200.0 * done.day(3) - served);
        assert_eq!(done.refused(1), 0.0);
        near(done.bill("Alpha"), 9.0 * 29.0 / 30.0 + 29.0 * 600.0 * (0.01 + price));
        near(done.month(RECORD().cost, 1), 9.0 + 31.0 * 600.0 * (0.01 + price));
        // A ladder that has the next plan, too, is on it.
        let rung = done.month(RECORD().rung[layout::SLOTS + 1], 1);
        assert!(rung.iter().all(|rung| *rung == f32::from(rungs == 2)), "{other} {rungs}");
    }
}

/// Two features use Alpha; on the first day of May one moves to the paid tier and takes the account of both there. A third
/// leaves Beta for Gamma on the first day of June: until then nobody uses Gamma, and from then on nobody uses Beta.
#[test]
fn an_account_s_tier_is_that_of_the_month_s_end() {
    let mut scenario = app(&[("alpha-free", 100.0), ("alpha-free", 100.0), ("beta-free", 100.0)]);
    scenario.months = 3;
    for (feature, next, month) in [(0, "alpha-paid", 2), (2, "gamma-paid", 3)] {
        let ladder = &mut scenario.features[feature].inference;
        ladder.plans.push(next.to_owned());
        ladder.move_on.month = Some(month);
        ladder.lead_days = Quantity::Exact(0.0);
    }
    let done = run_plain(scenario);
    let tiers = Record::places(&done.program.shape).tiers;
    let summary = reduce(&done.program, &done.raw);
    for (account, right) in [("Alpha", [0.0, 1.0, 1.0]), ("Beta", [0.0, 0.0, -1.0]), ("Gamma", [-1.0, -1.0, 0.0])] {
        let at = done.accounts.iter().position(|name| name == account).unwrap();
        for (month, right) in right.into_iter().enumerate() {
            let found = done.month(tiers[at], month);
            assert!(found.iter().all(|tier| *tier == right), "{account} in month {month}: {found:?}");
            let count = |tier: usize| if tier as f32 == right { 64 } else { 0 };
            assert_eq!(summary.months[month].tiers[at], std::array::from_fn(count), "{account} in month {month}");
        }
    }
}

/// The same with an account of its own: the other feature stays where it was, and 100 of its 600 calls a day are
/// refused.
#[test]
fn a_feature_does_not_move_another_account() {
    let mut scenario = app(&[("alpha-free", 600.0), ("alpha-free", 600.0)]);
    scenario.months = 2;
    scenario.features[1].own_account = true;
    let ladder = &mut scenario.features[0].inference;
    ladder.plans.push("alpha-paid".to_owned());
    ladder.move_on.refused = Some(Quantity::Exact(5.0));
    ladder.lead_days = Quantity::Exact(0.0);
    let done = run_plain(scenario);
    near(done.month(RECORD().refused, 1), 31.0 * 100.0);
    near(done.month(RECORD().cost, 1), 9.0 + 0.01 * 31.0 * 600.0);
}

/// A plan that takes over what is refused wants its tier from the first day on: the account of a feature on the free
/// plan is on the paid one, with one fee, and its calls are billed.
#[test]
fn a_fallback_s_plan_is_its_account_s() {
    let mut scenario = app(&[("alpha-free", 800.0), ("beta-free", 600.0)]);
    scenario.features[0].others = vec![then("beta-paid")];
    let done = run_plain(scenario);
    assert_eq!(done.refused(0), 0.0);
    exact(done.first(RECORD().cost), done.first(RECORD().uses), |uses| 9.0 + 0.01 * (uses - 15_000.0));
}

/// An app of one feature whose ladder moves on when 5% are refused, on the next day, with a change: the rung of a place
/// at the month's end, and the share of its calls and visits that was refused.
fn after(place: usize, ladder: &[&str], change: impl Fn(&mut Scenario)) -> (f32, f64) {
    let mut scenario = app(&[("gpt-4o-mini", 2_000.0)]);
    (scenario.features[0].cpu_seconds, scenario.features[0].reads) = (Quantity::Exact(20.0), Quantity::Exact(50.0));
    let at = place.checked_sub(layout::SLOTS).map_or(LadderAt::Slot(place), LadderAt::Feature);
    if place < layout::SLOTS {
        scenario.site.visits_per_user = Quantity::Exact(3_000.0);
        scenario.site.page_mb = Quantity::Exact(50.0);
    }
    let it = scenario.ladder_mut(at).unwrap();
    it.plans = plans(ladder);
    it.move_on.refused = Some(Quantity::Exact(5.0));
    it.lead_days = Quantity::Exact(0.0);
    change(&mut scenario);
    let done = run(scenario);
    let rung = done.first(RECORD().rung[place]);
    assert!(rung.iter().all(|it| *it == rung[0]), "{rung:?}");
    (rung[0], done.refused(0))
}

/// What the app refuses by its own limiter or its own caps is no reason for another plan: no provider would refuse
/// less.
#[test]
fn models_are_not_left_for_the_app_s_own_limits() {
    let models = |change: &dyn Fn(&mut Scenario)| after(layout::SLOTS, &["gpt-4o-mini", "gpt-5.4-nano"], change);
    let limiter = |it: &mut Scenario| it.client.limiter = Some(Quantity::Exact(1.0));
    // $0.000135 a call, $0.27 a day.
    let spend_cap = |it: &mut Scenario| it.features[0].inference.spend_cap = Some(Quantity::Exact(1.0));
    let hard_cap = |it: &mut Scenario| it.money.hard_cap = Some(Quantity::Exact(1.0));
    let changes: [&dyn Fn(&mut Scenario); 3] = [&limiter, &spend_cap, &hard_cap];
    for (which, change) in changes.into_iter().enumerate() {
        let (rung, refused) = models(change);
        assert!(rung == 0.0 && refused > 0.2, "{which}: plan {rung}, {refused} refused");
    }
    // The provider's own limit is one.
    let (rung, _) = models(&|it| it.overrides = vec![own("gpt-4o-mini", "limit.minute.requests", 1.0)]);
    assert_eq!(rung, 1.0);
}

/// The same of slots.
#[test]
fn slots_are_not_left_for_their_own_caps() {
    for (slot, ladder, cap, number) in [
        (Slot::Frontend as usize, ["vercel-pro", "netlify-pro"], 20.5, None),
        (Slot::Backend as usize, ["railway-hobby", "railway-pro"], 6.0, None),
        (Slot::Data as usize, ["firebase-blaze", "supabase-pro"], 0.1, None),
        (Slot::Frontend as usize, ["vercel-hobby", "vercel-pro"], 0.0, Some("limit.month.egress_gb")),
        (Slot::Backend as usize, ["railway-free", "railway-hobby"], 0.0, Some("credit_limit")),
        (Slot::Data as usize, ["firebase-spark", "firebase-blaze"], 0.0, Some("limit.day.reads")),
    ] {
        let (rung, refused) = after(slot, &ladder, |it| match number {
            // A cap of the app's own.
            None => it.stack.slots_mut()[slot].spend_cap = Some(Quantity::Exact(cap)),
            // A limit of the provider's.
            Some(number) => it.overrides = vec![own(ladder[0], number, 0.1)],
        });
        let moves = if number.is_some() { 1.0 } else { 0.0 };
        assert!(rung == moves && (number.is_some() || refused > 0.2), "{ladder:?}: plan {rung}, {refused} refused");
    }
}

/// A limiter that two features share is that of one: what it refuses of both moves neither.
#[test]
fn a_shared_limiter_moves_nobody() {
    let mut scenario = app(&[("gpt-4o-mini", 2_000.0), ("gpt-5.4-nano", 2_000.0)]);
    scenario.client.limiter = Some(Quantity::Exact(1.0));
    for (feature, next) in scenario.features.iter_mut().zip(["gpt-5.4-nano", "gpt-4o-mini"]) {
        feature.inference.plans.push(next.to_owned());
        feature.inference.move_on.refused = Some(Quantity::Exact(5.0));
    }
    let done = run(scenario);
    assert!(done.refused(0) > 0.5);
    assert!((0..2).all(|feature| done.first(RECORD().rung[layout::SLOTS + feature]).iter().all(|rung| *rung == 0.0)));
}
