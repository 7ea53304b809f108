//! What holds of any scenario at all: validated ones never panic and never give nonsense, and more is never less.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::nonsense::nonsense;
use common::runs::{opening, program, reduce, set, simulate};
use common::scenarios::{Numbers, any_scenario, counterexamples};
use common::soak;
use headroom::catalog::Catalog;
use headroom::engine::Raw;
use headroom::model::{Record, Totals};
use headroom::scenario::{Field, Input, LadderAt, Scenario};
use headroom::stats::{Bands, MonthSummary};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use wide::f32x8;

fn is_ordered(bands: &Bands) -> bool {
    [bands.p5, bands.p10, bands.p25, bands.p50, bands.p75, bands.p90, bands.p95].is_sorted()
}

/// Random scenarios, half of them within sliders.
const SCENARIOS: usize = 128;

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

/// One that does not is kept in `tests/counterexamples`, as the JSON that is printed.
#[test]
fn any_scenario_gives_sane_numbers() {
    let cases = soak::times(SCENARIOS) as u32;
    let mut runner = TestRunner::new(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() });
    let turns = soak::Turns::begin();
    let scenarios = prop_oneof![any_scenario(Numbers::Allowed), any_scenario(Numbers::Likely)];
    let tried = runner.run(&scenarios, |scenario| {
        let text = scenario.to_json();
        prop_assert_eq!(turns.turn(|| insane(scenario)), None, "{}", text);
        Ok(())
    });
    assert!(tried.is_ok(), "{tried:?}");
    turns.end("scenarios");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: soak::times(24) as u32, failure_persistence: None, ..ProptestConfig::default() })]

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
    let (record, totals) = (Record::places(&program.shape), Totals::places(&program.shape));
    let (whole, sums) = (&record.whole, &totals.sums);
    let of_record = [
        (whole.users, f32::NAN),
        (whole.users, -1.0),
        (whole.users, f32::INFINITY),
        (whole.refused_share, 1.5),
        (whole.cold, 1.001),
        (whole.saved, 1e12),
        (whole.down, 800.0),
        (whole.bad_days, 0.5),
        (whole.terms, 32.0),
        (whole.alerts[2], 0.5),
        (whole.refused, 0.75),
        (whole.cost, 1e6),
        (whole.first_word[2], 0.001),
        (whole.first_word[0], 1e-3 + 1e6),
        (whole.full_answer[1], 1e-3),
        (record.refused[1], 0.25),
        (record.accounts[0], 1e6),
    ];
    let of_totals =
        [(sums.cost, 1e9), (sums.slowest, 1e9), (sums.wall_day, 1e9), (sums.wall, 0.5), (totals.first_day[0], 1.5)];
    let months = program.months.len();
    // In the last month, in which there are most requests.
    let planted = of_record.map(|(number, bad)| (number * months + months - 1, bad)).into_iter();
    let of_totals = of_totals.map(|(number, bad)| (Record::<f32>::len(&program.shape) * months + number, bad));
    for (row, bad) in planted.chain(of_totals) {
        let mut numbers = raw.as_slice().to_vec();
        numbers[row * 8 + 3] = bad;
        assert!(
            nonsense(&program, &Raw::from_vec(&program.shape, 8, months, numbers).unwrap()).is_some(),
            "{row}: {bad}"
        );
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
