//! What holds of any scenario at all: validated ones never panic and never give nonsense, and more is never less.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::runs::{opening, program, set, simulate};
use headroom::catalog::Catalog;
use headroom::engine::{Raw, reduce};
use headroom::model::breach::{columns, uses};
use headroom::model::{Record, Totals, layout};
use headroom::parts::Slot;
use headroom::program::Program;
use headroom::scenario::{Choice, Curve, Field, Input, Ladder, LadderAt, Launch, Quantity, Scenario};
use headroom::stats::Bands;
use proptest::prelude::*;
use wide::f32x8;

fn ids(slot: Slot) -> Vec<String> {
    Catalog::builtin().unwrap().plans_of(slot).map(|plan| plan.id.clone()).collect()
}

/// Plans of a slot, in any order.
fn ladder(slot: Slot, fewest: usize) -> impl Strategy<Value = Vec<String>> {
    prop::sample::subsequence(ids(slot), fewest..=Ladder::MAX_RUNGS.min(ids(slot).len())).prop_shuffle()
}

fn stack() -> impl Strategy<Value = Vec<Vec<String>>> {
    let slots: Vec<_> = Slot::ALL.into_iter().take(Slot::OF_STACK).map(|slot| ladder(slot, 0)).collect();
    let features = prop::collection::vec(ladder(Slot::Inference, 1), 1..=6);
    (slots, features).prop_map(|(slots, features)| [slots, features].concat())
}

/// A scenario with every input anywhere in its allowed range or at an end of it, exact or a range, on any plans.
fn any_scenario() -> impl Strategy<Value = Scenario> {
    let numbers = prop::collection::vec((0.0..=1.0_f64, 0.0..=1.0_f64, any::<bool>(), 0..4_u8), 400);
    let flags = prop::collection::vec(any::<bool>(), 40);
    let curve = prop_oneof![Just(Curve::Compound), Just(Curve::Logistic), Just(Curve::Gompertz), Just(Curve::Series)];
    let launch = (1..=60_u32, 1..=28_u32, prop_oneof![Just(0.0), Just(1e8), 0.0..1e5])
        .prop_map(|(month, day, visits)| Launch { month, day, visits, exact: day % 2 == 0 });
    let launches = prop::collection::vec(launch, 0..4);
    let times = (prop_oneof![Just(2_u32), Just(60)], 0..=60_u32, any::<u32>());
    (stack(), numbers, flags, curve, launches, times).prop_map(
        |(plans, numbers, flags, curve, launches, (months, income_from, seed))| {
            let mut scenario = opening();
            (scenario.months, scenario.seed, scenario.money.income_from) = (months, seed, income_from);
            (scenario.growth.curve, scenario.growth.series) = (curve, vec![1.0, 1e10, 50.0]);
            scenario.launches.scheduled = launches;
            let features = plans.len() - Slot::OF_STACK;
            scenario.features = vec![scenario.features[0].clone(); features];
            let some = Some(Quantity::Exact(1.0));
            let mut flags = flags.into_iter().cycle();
            let mut flag = || flags.next().unwrap();
            for (at, plans) in scenario.ladders().collect::<Vec<_>>().into_iter().zip(plans) {
                let ladder = scenario.ladder_mut(at).unwrap();
                ladder.plans = plans;
                (ladder.step_down, ladder.move_on.slow, ladder.move_on.income) = (flag(), flag(), flag());
                ladder.move_on.month = flag().then_some(2);
                let optional = [
                    &mut ladder.spend_cap,
                    &mut ladder.move_on.refused,
                    &mut ladder.move_on.used,
                    &mut ladder.move_on.users,
                    &mut ladder.move_on.cheaper,
                ];
                optional.into_iter().for_each(|number| *number = some.filter(|_| flag()));
            }
            for number in [&mut scenario.money.hard_cap, &mut scenario.client.limiter] {
                *number = some.filter(|_| flag());
            }
            for (input, (a, b, exact, end)) in Input::all(&scenario.clone()).zip(numbers.into_iter().cycle()) {
                let spec = input.spec();
                // Half of the numbers are near the slider's range, where limits bind now and then.
                let (from, to) = if end < 2 { spec.slider } else { (spec.min, spec.max) };
                let at = |share: f64| if end == 3 { share.round() } else { share };
                let number = |share: f64| (from + (to - from) * at(share)).clamp(spec.min, spec.max);
                let (a, b) = (number(a), number(b));
                let quantity = match (spec.whole, exact) {
                    (true, _) => Quantity::Exact(a.round()),
                    (_, true) => Quantity::Exact(a),
                    _ => Quantity::range(a.min(b), a.max(b)),
                };
                input.set(&mut scenario, quantity);
            }
            for feature in &mut scenario.features {
                feature.own_account = flag();
                let others = ids(Slot::Inference).into_iter().filter(|_| flag() && flag() && flag() && flag());
                feature.others = others.take(2).map(Choice::on_refusal).collect();
                // Shares of all of its calls at most.
                for other in &mut feature.others {
                    other.share = if flag() { Quantity::range(0.0, 50.0) } else { Quantity::Exact(0.0) };
                }
            }
            let at = scenario.ladder(LadderAt::Feature(0)).unwrap().plans[0].clone();
            let plan = Catalog::builtin().unwrap().plan(&at).cloned().unwrap();
            let day = headroom::catalog::Date { year: 2027, month: 1, day: 1 };
            let huge = if flag() { 1e12 } else { 0.5 };
            let own = plan.numbers(day).into_iter().filter(|_| flag()).map(|number| headroom::scenario::Override {
                plan: plan.id.clone(),
                number: number.path,
                value: huge,
            });
            scenario.overrides = own.collect();
            scenario
        },
    )
}

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

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_scenario_gives_sane_numbers(scenario in any_scenario()) {
        let program = program(scenario);
        let raw = simulate::<f32x8>(&program, 8);
        prop_assert_eq!(nonsense(&program, &raw), None);
        let summary = reduce(&program, &raw);
        for month in &summary.months {
            prop_assert!([&month.users, &month.cost, &month.refused_share, &month.full_answer[1]].into_iter().all(is_ordered));
            prop_assert!(month.limits.iter().map(|limit| limit.met).all(|chance| chance.low <= chance.share() && chance.share() <= chance.high));
        }
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
