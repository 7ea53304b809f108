//! Prices, bills and caps.

use super::*;

#[test]
fn fixed_prices_are_prorated_by_the_day_of_a_move() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    scenario.stack.frontend.plans = plans(&["vercel-hobby", "vercel-pro"]);
    scenario.stack.frontend.move_on.users = Some(Quantity::Exact(1.0));
    scenario.stack.frontend.lead_days = Quantity::Exact(9.0);
    let raw = month(scenario, 8);
    // Decided at the end of the first day, nine days more: on Pro from the eleventh of January on.
    near(raw.record(RECORD().bill[Slot::Frontend as usize], 0), 20.0 * 21.0 / 31.0);
    assert!(raw.record(RECORD().rung[Slot::Frontend as usize], 0).iter().all(|rung| *rung == 1.0));
}

/// Users fall from 507,783 to 3,897 within January, by the same share every day: each day costs its part of $3.25 a thousand and month of
/// those past 100,000, and nothing where there are fewer. So no day adds more than the month costs.
#[test]
fn a_level_that_falls_takes_nothing_off_the_bill() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.growth.curve = headroom::scenario::Curve::Series;
    scenario.growth.series = vec![3_897.0];
    scenario.stack.data.plans = plans(&["supabase-pro-uncapped"]);
    for (field, number) in [(Field::Users, 507_783.0), (Field::CallsPerActiveDay, 0.0), (Field::Visits, 0.0)] {
        set(&mut scenario, field, number);
    }
    let users = |day: u32| {
        let passed = (f64::from(day) + 0.5) / 31.0;
        507_783.0 * libm::pow(3_897.0 / 507_783.0, passed)
    };
    let right = 25.0 + (0..31).map(|day| (users(day) - 1e5).max(0.0) * 3.25e-3 / 31.0).sum::<f64>();
    let program = program(scenario);
    let raw = simulate::<f32x8>(&program, 8);
    near(raw.record(RECORD().bill[Slot::Data as usize], 0), right);
    let totals = Totals::places(&program.shape).sums;
    for (day, month) in raw.total(totals.worst_day).iter().zip(raw.total(totals.worst_month)) {
        assert!(day < month, "{day} {month}");
    }
}

#[test]
fn a_pool_of_dollars_is_used_before_anything_is_billed() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.backend.plans = plans(&["railway-hobby"]);
    set(&mut scenario, Field::RamGb, 1.0);
    set(&mut scenario, Field::RequestCpu, 0.0);
    set(&mut scenario, Field::CpuSeconds, 0.0);
    set(&mut scenario, Field::AnswerKb, 0.0);
    let raw = month(scenario, 8);
    // A gigabyte all of January at 0.000231 dollars a minute, of which 5 dollars are the subscription's own.
    near(raw.record(RECORD().bill[Slot::Backend as usize], 0), 0.000_231 * 60.0 * 744.0);
}

#[test]
fn seats_tiers_fees_and_income_are_what_they_say() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.payments.plans = plans(&["stripe-us-standard"]);
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    scenario.money.income_from = 1;
    set(&mut scenario, Field::Seats, 3.0);
    let raw = month(scenario, 8);
    let payers = 1_000.0 * 0.03;
    near(raw.record(RECORD().income, 0), payers * 9.0);
    near(raw.record(RECORD().bill[Slot::Payments as usize], 0), payers * (0.30 + 0.029 * 9.0));
    near(raw.record(RECORD().bill[Slot::Frontend as usize], 0), 60.0);
}

#[test]
fn a_hard_cap_stops_the_models_for_the_rest_of_the_month() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::Users, 20_000.0);
    scenario.money.hard_cap = Some(Quantity::Exact(100.0));
    // Its price, of which most is still to come when the models are stopped, counts from the first day.
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    let (raw, refused) = turned_away(scenario, 8, MODELS, &[limit::CAP]);
    let a_day = CALLS / 31.0 * 20.0 * (1_500.0 * 0.25 + 300.0 * 1.5) / 1e6;
    for cost in raw.record(RECORD().cost, 0) {
        // Bills are looked at once a day.
        assert!(f64::from(*cost) >= 100.0 && f64::from(*cost) < 100.0 + 1.6 * a_day, "{cost}, {a_day} a day");
    }
    assert!(refused.iter().all(|refused| *refused > 0.0));
}

#[test]
fn a_spending_cap_refuses_what_it_does_not_pay() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    set(&mut scenario, Field::Users, 20_000.0);
    scenario.features[0].inference.spend_cap = Some(Quantity::Exact(100.0));
    let raw = month(scenario, 8);
    for cost in raw.record(RECORD().cost, 0) {
        assert!((f64::from(*cost) - 100.0).abs() < 3.0, "{cost}");
    }
}

#[test]
fn a_budget_of_just_the_price_is_kept() {
    let mut scenario = still("gemini-3.1-flash-lite-free");
    scenario.months = 12;
    scenario.stack.data.plans = plans(&["supabase-pro"]);
    set(&mut scenario, Field::CallsPerActiveDay, 0.01);
    set(&mut scenario, Field::Budget, 25.0);
    let program = program(scenario);
    let raw = simulate::<f32x8>(&program, 8);
    let budget = Record::places(&program.shape).refused[program.shape.budget()];
    for month in 0..12 {
        assert!(raw.record(budget, month).iter().all(|over| *over == 0.0), "month {month}");
        assert!(raw.record(RECORD().alerts[2], month).iter().all(|alert| *alert == 1.0), "month {month}");
    }
}

#[test]
fn a_stopped_backend_costs_nothing_by_the_hour() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.backend.plans = plans(&["railway-hobby"]);
    scenario.stack.backend.spend_cap = Some(Quantity::Exact(5.0));
    set(&mut scenario, Field::RamGb, 1.0);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    set(&mut scenario, Field::Visits, 0.0);
    for cost in month(scenario, 8).record(RECORD().cost, 0) {
        assert!((5.0..5.5).contains(cost), "{cost}");
    }
}

#[test]
fn stocks_are_priced_by_the_share_of_the_month() {
    let mut scenario = still("gemini-3.1-flash-lite-paid");
    scenario.stack.data.plans = plans(&["supabase-pro", "supabase-pro-uncapped"]);
    scenario.stack.data.move_on.users = Some(Quantity::Exact(1.0));
    scenario.stack.data.lead_days = Quantity::Exact(14.0);
    set(&mut scenario, Field::Users, 150_000.0);
    set(&mut scenario, Field::CallsPerActiveDay, 0.0);
    set(&mut scenario, Field::Visits, 0.0);
    // 50,000 users above what is included, for the sixteen days from the sixteenth on.
    near(month(scenario, 8).record(RECORD().cost, 0), 25.0 + 50_000.0 * 0.003_25 * 16.0 / 31.0);
}
