//! What holds of any scenario at all: validated ones never panic and never give nonsense, and more is never less.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::runs::{opening, program, set, simulate};
use common::scenarios::{Numbers, any_scenario, counterexamples};
use headroom::catalog::Catalog;
use headroom::engine::{Raw, reduce};
use headroom::model::breach::{columns, uses};
use headroom::model::{Record, Totals, layout};
use headroom::program::Program;
use headroom::scenario::{Field, Input, LadderAt, Scenario};
use headroom::stats::{Bands, MonthSummary};
use proptest::prelude::*;
use wide::f32x8;

/// Whether a limit turns users away, rather than being met by what is used.
fn turns_away(program: &Program, row: usize) -> bool {
    let number = layout::rows(&program.shape.room()) + row * layout::ROW + columns::USE;
    program.memory[number] != uses::ALONE as f32
}

/// What is wrong with a run, if anything is.
fn nonsense(program: &Program, raw: &Raw) -> Option<String> {
    let shape = &program.shape;
    let record = Record::places(shape);
    let name = |number: usize| {
        let names = Record::<f32>::names(shape).into_iter().chain(Totals::<f32>::names(shape));
        names.flat_map(|(name, count)| std::iter::repeat_n(name, count)).nth(number)
    };
    for number in 0..Record::<f32>::len(shape) {
        // An account that nothing uses is on no tier.
        let least = if record.tiers.contains(&number) { -1.0 } else { 0.0 };
        for month in 0..raw.months() {
            let bad = raw.record(number, month).iter().find(|value| !value.is_finite() || **value < least);
            if let Some(bad) = bad {
                return Some(format!("{:?} of month {month} is {bad}", name(number)));
            }
        }
    }
    for number in 0..Totals::<f32>::len(shape) {
        if let Some(bad) = raw.total(number).iter().find(|value| !value.is_finite() || **value < 0.0) {
            return Some(format!("{:?} is {bad}", name(Record::<f32>::len(shape) + number)));
        }
    }
    for future in 0..raw.futures() {
        // Up to each month: calls may be tried again in the next.
        let (mut refused, mut requests) = (0.0, 0.0);
        for month in 0..raw.months() {
            let of = |number: usize| raw.record(number, month)[future];
            let limits = (0..shape.budget()).filter(|row| turns_away(program, *row));
            refused += limits.map(|row| of(record.refused[row])).sum::<f32>();
            requests += of(record.whole.requests);
            if refused > requests * 1.001 + 1.0 {
                return Some(format!("{refused} refused of {requests}"));
            }
            let bills: f32 = record.whole.bill.iter().map(|number| of(*number)).sum();
            let accounts: f32 = record.accounts.iter().map(|number| of(*number)).sum();
            if (accounts - of(record.whole.cost)).abs() > 1e-4 * accounts.abs() + 1e-4 {
                return Some(format!("accounts of {accounts} dollars, {} in all", of(record.whole.cost)));
            }
            if (bills - of(record.whole.cost)).abs() > 1e-4 * bills.abs() + 1e-4 {
                return Some(format!("parts of {bills} dollars, {} in all", of(record.whole.cost)));
            }
            for times in [record.whole.first_word, record.whole.full_answer] {
                let [half, one_in_20, one_in_100] = times.map(of);
                if half > one_in_20 * 1.001 || one_in_20 > one_in_100 * 1.001 {
                    return Some(format!("{half}, {one_in_20} and {one_in_100} seconds"));
                }
            }
        }
    }
    None
}

fn is_ordered(bands: &Bands) -> bool {
    [bands.p5, bands.p10, bands.p25, bands.p50, bands.p75, bands.p90, bands.p95].is_sorted()
}

/// What is wrong with the numbers of a scenario, if anything is.
fn insane(scenario: Scenario) -> Option<String> {
    let program = program(scenario);
    let raw = simulate::<f32x8>(&program, 8);
    let disorder = |month: &MonthSummary| {
        let is_ordered =
            [&month.users, &month.cost, &month.refused_share, &month.full_answer[1]].into_iter().all(is_ordered);
        let mut met = month.limits.iter().map(|limit| limit.met);
        let is_sane = is_ordered && met.all(|chance| chance.low <= chance.share() && chance.share() <= chance.high);
        (!is_sane).then(|| format!("{month:?}"))
    };
    nonsense(&program, &raw).or_else(|| reduce(&program, &raw).months.iter().find_map(disorder))
}

#[test]
fn counterexamples_give_sane_numbers() {
    for (name, scenario) in counterexamples() {
        assert_eq!(insane(scenario), None, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// One that does not is kept in `tests/counterexamples`, as the JSON that is printed.
    #[test]
    fn any_scenario_gives_sane_numbers(scenario in any_scenario(Numbers::Allowed)) {
        let text = scenario.to_json();
        prop_assert_eq!(insane(scenario), None, "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// On plans that only ever charge more for more, and with nothing that reacts to users.
    #[test]
    fn more_users_never_cost_less(users in 10.0..20_000.0_f64, more in 1.01..5.0_f64, seed in any::<u32>()) {
        let mut scenario = opening();
        (scenario.months, scenario.seed) = (3, seed);
        scenario.features[0].inference.plans = vec!["gpt-5.6-luna".to_owned()];
        scenario.stack.frontend.plans = vec!["vercel-pro".to_owned()];
        scenario.stack.data.plans = vec!["supabase-pro-uncapped".to_owned()];
        set(&mut scenario, Field::LostWhenRefused, 0.0);
        set(&mut scenario, Field::LostWhenSlow, 0.0);
        set(&mut scenario, Field::Ceiling, 1e10);
        let cost = |users: f64| {
            let mut scenario = scenario.clone();
            set(&mut scenario, Field::Users, users);
            let program = program(scenario);
            let (raw, cost) = (simulate::<f32x8>(&program, 8), Record::places(&program.shape).whole.cost);
            (0..3).flat_map(|month| raw.record(cost, month).to_vec()).collect::<Vec<_>>()
        };
        for (few, many) in cost(users).into_iter().zip(cost(users * more)) {
            // A day's tokens are a little noisier the fewer calls there are.
            prop_assert!(many >= few * 0.98, "{few} dollars, and {many} with more users");
        }
    }

    #[test]
    fn a_higher_limit_never_refuses_more(users in 100.0..50_000.0_f64, more in 1.0..10.0_f64, seed in any::<u32>(), which in 0..3_usize) {
        let number = ["limit.day.requests", "limit.minute.requests", "limit.minute.input_tokens"][which];
        let mut scenario = opening();
        (scenario.months, scenario.seed) = (2, seed);
        scenario.features[0].inference.plans.truncate(1);
        set(&mut scenario, Field::LostWhenRefused, 0.0);
        set(&mut scenario, Field::LostWhenSlow, 0.0);
        set(&mut scenario, Field::Users, users);
        let plan = Catalog::builtin().unwrap().plan("gemini-3.1-flash-lite-free").cloned().unwrap();
        let day = headroom::catalog::Date { year: 2027, month: 1, day: 1 };
        let limit = plan.numbers(day).into_iter().find(|it| it.path == number).unwrap().value;
        let refused = |limit: f64| {
            let mut scenario = scenario.clone();
            let own = headroom::scenario::Override { plan: plan.id.clone(), number: number.to_owned(), value: limit };
            scenario.overrides = vec![own];
            let program = program(scenario);
            let (raw, refused) = (simulate::<f32x8>(&program, 8), Record::places(&program.shape).whole.refused);
            (0..2).flat_map(|month| raw.record(refused, month).to_vec()).collect::<Vec<_>>()
        };
        for (before, after) in refused(limit).into_iter().zip(refused(limit * more)) {
            prop_assert!(after <= before + 1.0, "{before} refused, and {after} with a higher limit");
        }
    }
}

#[test]
fn the_check_notices_nonsense() {
    let program = program(opening());
    let raw = simulate::<f32x8>(&program, 8);
    assert_eq!(nonsense(&program, &raw), None);
    for bad in [f32::NAN, -1.0, f32::INFINITY] {
        let mut numbers = raw.as_slice().to_vec();
        numbers[100] = bad;
        assert!(nonsense(&program, &Raw::from_vec(&program.shape, 8, 24, numbers).unwrap()).is_some(), "{bad}");
    }
}

#[test]
fn ladders_are_where_inputs_say() {
    let scenario = opening();
    for at in scenario.ladders() {
        let input = Input::ladder(Field::LeadDays, at);
        assert_eq!(input.of_ladder(), Some(at));
        assert!(matches!(at, LadderAt::Slot(_)) == input.path().starts_with("stack."), "{}", input.path());
    }
}
