//! List prices that move.

use super::*;

/// Every price of a program doubles at the begin of each month after the first.
fn doubling(mut scenario: Scenario) -> Program {
    scenario.money.price_changes = Some(Quantity::Exact(100.0));
    let mut program = program(scenario);
    let first = layout::accounts(&program.shape.room());
    for account in program.shape.accounts() {
        let moves = [1.0, std::f32::consts::LN_2, 0.0];
        program.memory[first + account * layout::ACCOUNT + 4..][..3].copy_from_slice(&moves);
    }
    program
}

/// Railway's gigabyte of memory costs $10.31 in January, of which the $5 of the subscription pay five: in February, when all costs twice as
/// much, the subscription is $10, the gigabyte $18.63, and the credit is $5 still. Vercel's three seats are $60 and $120.
#[test]
fn all_list_prices_move_and_what_is_given_stays() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 3;
    scenario.stack.backend.plans = plans(&["railway-hobby"]);
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    for (field, number) in [
        (Field::RamGb, 1.0),
        (Field::RequestCpu, 0.0),
        (Field::CpuSeconds, 0.0),
        (Field::AnswerKb, 0.0),
        (Field::Seats, 3.0),
    ] {
        set(&mut scenario, field, number);
    }
    let program = doubling(scenario);
    let raw = simulate::<f32x8>(&program, 8);
    let bill = RECORD().bill;
    let mut all = [0.0; 2];
    for (month, days) in [31.0, 28.0, 31.0].into_iter().enumerate() {
        let level = [1.0, 2.0, 4.0][month];
        let memory = 0.000_231 * 60.0 * 24.0 * days;
        near(raw.record(bill[Slot::Backend as usize], month), level * (5.0 + memory) - 5.0);
        near(raw.record(bill[Slot::Frontend as usize], month), level * 60.0);
        let calls = CALLS / 31.0 * days * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6;
        near(raw.record(bill[layout::SLOTS], month), level * calls);
        all[0] += level * (65.0 + memory + calls) - 5.0;
        all[1] += 60.0 + memory + calls;
    }
    // What the same would cost at the prices of the catalogue.
    let sums = Totals::places(&program.shape).sums;
    near(raw.total(sums.cost), all[0]);
    near(raw.total(sums.listed), all[1]);
}

/// A plan with credits of its own takes twice as many of them, and of what is included none more: 40 credits a gigabyte, not dollars for each
/// twice besides. Netlify's Pro plan: $20 a month, 3,000 credits, $20 for 1,500 more.
#[test]
fn credits_are_not_dearer_twice() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 2;
    scenario.stack.frontend.plans = plans(&["netlify-pro-recharge"]);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    set(&mut scenario, Field::Users, 20_000.0);
    let bill = |program: &Program, month| {
        mean(simulate::<f32x8>(program, 8).record(RECORD().bill[Slot::Frontend as usize], month)).0
    };
    let before = bill(&program(scenario.clone()), 1);
    let catalog = Catalog::builtin().unwrap();
    let plan = catalog.plan_as_of("netlify-pro-recharge", scenario.prices).unwrap();
    let fact = |name| plan.fact(headroom::catalog::FactName::named(name).unwrap(), scenario.start.first_day()).unwrap();
    let (pool, usd) = (fact("credit_included"), fact("credit_usd"));
    let credits = (before - 20.0) / usd + pool;
    assert!(credits > 1.2 * pool, "{credits} credits are too few to say anything");
    let right = 2.0 * 20.0 + usd * (2.0 * credits - pool);
    let dearer = bill(&doubling(scenario), 1);
    assert!((dearer - right).abs() < 1e-3 * right, "{dearer}, not {right}");
}

/// A cap of $100 pays half of the calls when they cost twice as much.
#[test]
fn a_cap_stays_when_prices_move() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.months = 2;
    set(&mut scenario, Field::Users, 20_000.0);
    scenario.features[0].inference.spend_cap = Some(Quantity::Exact(100.0));
    let program = doubling(scenario);
    let raw = simulate::<f32x8>(&program, 8);
    for month in 0..2 {
        for cost in raw.record(RECORD().cost, month) {
            assert!((f64::from(*cost) - 100.0).abs() < 3.0, "{cost}");
        }
    }
    near(raw.total(Totals::places(&program.shape).sums.listed), 150.0);
}

/// Of two plans alike the one whose provider has become dearer is left: what is judged is the price that each has by then.
#[test]
fn a_ladder_compares_the_prices_of_the_day() {
    let mut scenario = still("gpt-6-luna");
    scenario.months = 6;
    scenario.features[0].inference.plans = plans(&["gpt-6-luna", "gemini-3.1-flash-lite-paid"]);
    scenario.features[0].inference.move_on.cheaper = Some(Quantity::Exact(10.0));
    let mut program = doubling(scenario);
    let rung = |program: &Program| {
        let raw = simulate::<f32x8>(program, 8);
        mean(raw.record(RECORD().rung[layout::SLOTS], 5)).0
    };
    assert_eq!(rung(&program), 0.0, "all prices move alike, and the first is the cheaper one");
    // The second account's stay.
    let second = layout::accounts(&program.shape.room()) + layout::ACCOUNT + 4;
    program.memory[second] = 0.0;
    assert_eq!(rung(&program), 1.0);
}

/// Half of the accounts' changes and none: a share of 0 is the same as no input.
#[test]
fn prices_stay_where_none_change() {
    let with = |changes: Option<f64>| {
        let mut scenario = opening();
        scenario.months = 3;
        scenario.money.price_changes = changes.map(Quantity::Exact);
        simulate::<f32x8>(&program(scenario), 16)
    };
    assert_eq!(with(None), with(Some(0.0)));
    let moved = with(Some(1_000.0));
    assert_ne!(with(None), moved);
    let sums = Totals::places(&program(opening()).shape).sums;
    let still = with(None);
    assert_eq!(still.total(sums.cost), still.total(sums.listed));
    assert_ne!(moved.total(sums.cost), moved.total(sums.listed));
}
