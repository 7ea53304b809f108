//! Scenarios that tests of properties run on: any at all, and those that were counterexamples once.

use std::ops::Range;
use std::path::Path;

use headroom::catalog::{Catalog, Date};
use headroom::parts::Slot;
use headroom::scenario::{Choice, Curve, Input, Ladder, LadderAt, Launch, Override, Quantity, Scenario};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::runs::opening;

/// How far the numbers of a scenario go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Numbers {
    /// Anywhere in the allowed range or at an end of it, half of them near the slider's, where limits bind now and then.
    Allowed,
    /// Within the slider's range, and prices and limits as they are: what a founder may well have.
    Likely,
}

/// Scenarios that broke a property once, in the words of their files. A seed of the generator would be worth nothing as soon as it draws
/// anything else, so a counterexample is kept as what it was: see CONTRIBUTING.
pub fn counterexamples() -> Vec<(String, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/counterexamples");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |path: &Path| Scenario::from_json(&std::fs::read_to_string(path).unwrap()).unwrap();
    files.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

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

/// A number within the range of an input, where `share` is how far it is on the way.
fn number(input: Input, numbers: Numbers, share: f64, end: u8) -> f64 {
    let spec = input.spec();
    let is_slider = numbers == Numbers::Likely || end < 2;
    let (from, to) = if is_slider { spec.slider } else { (spec.min, spec.max) };
    let share = if end == 3 { share.round() } else { share };
    // As the slider moves: most apps are small.
    let by_ratio = numbers == Numbers::Likely && spec.logarithmic && from > 0.0;
    let number = if by_ratio { from * libm::pow(to / from, share) } else { from + (to - from) * share };
    number.clamp(spec.min, spec.max)
}

/// A scenario on any plans whose every input is exact or a range.
pub fn any_scenario(numbers: Numbers) -> impl Strategy<Value = Scenario> {
    let is_likely = numbers == Numbers::Likely;
    let shares = prop::collection::vec((0.0..=1.0_f64, 0.0..=1.0_f64, any::<bool>(), 0..4_u8), 400);
    let flags = prop::collection::vec(any::<bool>(), 40);
    let curve = prop_oneof![Just(Curve::Compound), Just(Curve::Logistic), Just(Curve::Gompertz), Just(Curve::Series)];
    let most_visits = if is_likely { 1e5 } else { 1e8 };
    let launch = (1..=60_u32, 1..=28_u32, prop_oneof![Just(0.0), Just(most_visits), 0.0..1e5])
        .prop_map(|(month, day, visits)| Launch { month, day, visits, exact: day % 2 == 0 });
    let launches = prop::collection::vec(launch, 0..4);
    let series = if is_likely { vec![100.0, 300.0, 150.0] } else { vec![1.0, 1e10, 50.0] };
    let months = if is_likely { 2..=2 } else { 2..=60_u32 };
    let times = (prop_oneof![Just(*months.start()), Just(*months.end())], 0..=60_u32, any::<u32>());
    (stack(), shares, flags, curve, launches, times).prop_map(
        move |(plans, shares, flags, curve, launches, (months, income_from, seed))| {
            let mut scenario = opening();
            (scenario.months, scenario.seed, scenario.money.income_from) = (months, seed, income_from);
            (scenario.growth.curve, scenario.growth.series) = (curve, series.clone());
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
            let money = &mut scenario.money;
            for number in [&mut money.hard_cap, &mut scenario.client.limiter, &mut money.price_changes] {
                *number = some.filter(|_| flag());
            }
            for (input, (a, b, exact, end)) in Input::all(&scenario.clone()).zip(shares.into_iter().cycle()) {
                let [a, b] = [a, b].map(|share| number(input, numbers, share, end));
                let quantity = match (input.spec().whole, exact) {
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
            if !is_likely {
                scenario.overrides = overrides(&scenario, &mut flag);
            }
            scenario
        },
    )
}

/// Scenarios that are the same in every run of the tests.
pub fn same_scenarios(numbers: Numbers) -> impl Iterator<Item = Scenario> {
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), chance);
    std::iter::repeat_with(move || any_scenario(numbers).new_tree(&mut runner).unwrap().current())
}

/// Those at these places of all that both engines are compared on: of ten, nine are within sliders and one has any numbers at all.
pub fn compared_scenarios(places: Range<usize>) -> impl Iterator<Item = (usize, Scenario)> {
    let [mut likely, mut allowed] = [Numbers::Likely, Numbers::Allowed].map(same_scenarios);
    let next = move |at: usize| Some((at, if at % 10 == 9 { allowed.next() } else { likely.next() }?));
    (0..places.end).filter_map(next).skip(places.start).map(|(at, mut scenario)| {
        scenario.months = 2;
        (at, scenario)
    })
}

/// Some numbers of the first feature's first plan, all huge or all small.
fn overrides(scenario: &Scenario, flag: &mut impl FnMut() -> bool) -> Vec<Override> {
    let plan = &scenario.ladder(LadderAt::Feature(0)).unwrap().plans[0];
    let plan = Catalog::builtin().unwrap().plan(plan).cloned().unwrap();
    let value = if flag() { 1e12 } else { 0.5 };
    let own = plan.numbers(Date { year: 2027, month: 1, day: 1 }).into_iter().filter(|_| flag());
    own.map(|number| Override { plan: plan.id.clone(), number: number.path, value }).collect()
}
