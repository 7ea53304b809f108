//! What cost lines change of the inputs, against sums by hand: what begins in a month counts from its first hour on, and nothing before.

use super::*;
use headroom::engine::Reducer;
use headroom::program::{Asker, MonthDemand, Sweep};
use headroom::scenario::{CHANGEABLE, CostLine, Effect, LineKind, Volumes};

/// Futures of most runs here.
const FUTURES: usize = 256;

/// A cost of a dollar a month that changes inputs from a month on.
fn line(from: u32, effects: &[(Field, f64)]) -> CostLine {
    let effects = effects.iter().map(|(input, percent)| Effect::by(*input, *percent)).collect();
    let id = format!("from-{from}");
    CostLine { from, effects, ..CostLine::new(id, "A cost".to_owned(), LineKind::Monthly, Quantity::Exact(1.0)) }
}

/// Some months of an app whose calls are all alike, on a plan, with such cost lines.
fn alike(plan: &str, months: u32, lines: &[CostLine]) -> Scenario {
    let mut scenario = still(plan);
    scenario.months = months;
    for field in [Field::SentSpread, Field::OutputSpread] {
        set(&mut scenario, field, 0.0);
    }
    scenario.books.lines = lines.to_vec();
    scenario
}

fn run(scenario: Scenario) -> Raw {
    simulate::<f32x8>(&program(scenario), FUTURES)
}

/// Whether a month's bills are what so many tokens received with each call cost, to the rounding of single precision.
fn costs(raw: &Raw, month: usize, received: f64) -> bool {
    let right = (1_500.0 * 0.25 + received * 1.5) / 1e6;
    let bills = raw.record(RECORD().cost, month).iter().zip(raw.record(RECORD().uses, month));
    bills.into_iter().all(|(cost, calls)| (f64::from(*cost) / (f64::from(*calls) * right) - 1.0).abs() < 1e-5)
}

/// Days of the months of 2027.
const DAYS: [f64; 5] = [31.0, 28.0, 31.0, 30.0, 31.0];

/// 1,500 tokens sent at $0.25 a million and 300 received at $1.50, of which half are left from month 3 on.
#[test]
fn shorter_answers_are_billed_from_their_month_on() {
    let raw = run(alike("gemini-3.1-flash-lite-paid", 5, &[line(3, &[(Field::OutputTokens, -50.0)])]));
    for (month, days) in DAYS.into_iter().enumerate() {
        let received = if month < 2 { 300.0 } else { 150.0 };
        assert!(costs(&raw, month, received), "month {month}");
        near(raw.record(RECORD().uses, month), CALLS / 31.0 * days);
        near(raw.record(RECORD().cost, month), CALLS / 31.0 * days * (1_500.0 * 0.25 + received * 1.5) / 1e6);
    }
}

/// The fault: all begins a month late.
#[test]
fn a_month_late_is_noticed() {
    let late = run(alike("gemini-3.1-flash-lite-paid", 5, &[line(4, &[(Field::OutputTokens, -50.0)])]));
    assert!(!costs(&late, 2, 150.0) && costs(&late, 3, 150.0));
}

/// A tenth more calls from month 2 on, and twice as many from month 4 on: of all features, and nothing else.
#[test]
fn more_calls_are_made_by_all_features() {
    let lines = [line(2, &[(Field::CallsPerActiveDay, 10.0)]), line(4, &[(Field::CallsPerActiveDay, 100.0)])];
    let mut scenario = alike("gemini-3.1-flash-lite-paid", 5, &lines);
    scenario.features.push(scenario.features[0].clone());
    let raw = run(scenario);
    for (month, times) in [1.0, 1.1, 1.1, 2.2, 2.2].into_iter().enumerate() {
        near(raw.record(RECORD().uses, month), 2.0 * CALLS / 31.0 * DAYS[month] * times);
        assert!(costs(&raw, month, 300.0), "month {month}");
    }
}

/// A free plan refuses most calls. Half of the users would leave in a month in which all were refused, a tenth of that from month 3 on.
#[test]
fn users_who_are_kept_stay_from_the_month_on() {
    let mut scenario = alike("gemini-free-tasktrakr", 5, &[line(3, &[(Field::LostWhenRefused, -90.0)])]);
    set(&mut scenario, Field::LostWhenRefused, 50.0);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    for (month, lost) in [(1, 0.5), (2, 0.05), (3, 0.05), (4, 0.05)] {
        for future in 0..8 {
            let of = |number: usize, month: usize| f64::from(raw.record(number, month)[future]);
            // The mean day turns away nearly the share that the month does.
            let share = of(RECORD().refused, month - 1) / of(RECORD().requests, month - 1);
            let right = of(RECORD().users, month - 1) * (1.0 - lost * share);
            let users = of(RECORD().users, month);
            assert!((users / right - 1.0).abs() < 4e-3, "month {month}: {users}, not {right} at {share}");
        }
    }
}

/// Without noise 10% a month are 20% from month 3 on, and of these half from month 5 on.
#[test]
fn growth_is_another_from_the_month_on() {
    let lines = [line(3, &[(Field::MonthlyGrowth, 100.0)]), line(5, &[(Field::MonthlyGrowth, -50.0)])];
    let mut scenario = alike("gemini-3.1-flash-lite-paid", 5, &lines);
    set(&mut scenario, Field::MonthlyGrowth, 10.0);
    let raw = simulate::<f32x8>(&program(scenario), 8);
    let mut right = 1_000.0;
    for (month, growth) in [1.1, 1.1, 1.2, 1.2, 1.1].into_iter().enumerate() {
        right *= growth;
        let users = f64::from(raw.record(RECORD().users, month)[0]);
        assert!((users / right - 1.0).abs() < 1e-5, "month {month}: {users}, not {right}");
    }
}

/// A tenth of 1,000 users pays $10, and a fifth from month 2 on.
#[test]
fn users_who_pay_are_more_from_the_month_on() {
    let mut scenario = alike("gemini-3.1-flash-lite-paid", 3, &[line(2, &[(Field::Paying, 100.0)])]);
    (scenario.money.income_from, scenario.money.price) = (1, Quantity::Exact(10.0));
    set(&mut scenario, Field::Paying, 10.0);
    let raw = run(scenario);
    for (month, right) in [1_000.0, 2_000.0, 2_000.0].into_iter().enumerate() {
        near(raw.record(RECORD().income, month), right);
    }
}

/// First words after 2 s, and after 1 s from month 2 on; the way there is the same.
#[test]
fn answers_begin_sooner_from_the_month_on() {
    let mut scenario = alike("gemini-3.1-flash-lite-paid", 2, &[line(2, &[(Field::FirstWord, -50.0)])]);
    scenario.features[0].first_word = Some(Quantity::Exact(2.0));
    let raw = run(scenario);
    let [before, after] = [0, 1].map(|month| mean(raw.record(RECORD().first_word[0], month)).0);
    assert!((before - after - 1.0).abs() < 0.01, "{before} and {after} seconds");
}

/// The books, the draws and all else are as ever.
#[test]
fn effects_that_change_nothing_change_no_bit() {
    let without = run(Scenario { months: 4, ..opening() });
    let lines = [
        line(1, &[(Field::OutputTokens, 0.0), (Field::MonthlyGrowth, 0.0), (Field::LostWhenSlow, 0.0)]),
        line(3, &[(Field::CallsPerActiveDay, 0.0), (Field::FirstWord, 0.0), (Field::Visits, 0.0)]),
        CostLine { off: true, ..line(2, &[(Field::OutputTokens, 100.0)]) },
        line(5, &[(Field::OutputTokens, 100.0)]),
    ];
    let mut scenario = Scenario { months: 4, ..opening() };
    scenario.books.lines = lines.to_vec();
    let with = run(scenario);
    let same = with.as_slice().iter().zip(without.as_slice()).all(|(a, b)| a.to_bits() == b.to_bits());
    assert!(same);
}

/// An app in which every input that a cost may change matters: free and paid plans that refuse, answers that are late, a card by the
/// second, records of errors, and users who pay.
fn all_matters() -> Scenario {
    let mut scenario = Scenario { months: 3, ..opening() };
    (scenario.money.income_from, scenario.money.target) = (1, Quantity::Exact(1.0));
    scenario.stack.frontend.plans = plans(&["vercel-pro"]);
    for (field, number) in [
        (Field::Users, 3_000.0),
        (Field::PageMb, 100.0),
        (Field::RequestsPerVisit, 2_000.0),
        (Field::BackendPerVisit, 5.0),
        (Field::WorkerSeconds, 6.0),
        (Field::LogKb, 5.0),
        (Field::Errors, 200.0),
    ] {
        set(&mut scenario, field, number);
    }
    // Its code runs in functions of the page host, which bills their time and their processor.
    scenario.stack.backend.plans.clear();
    scenario.stack.observability.plans = plans(&["sentry-team"]);
    scenario.features = vec![scenario.features[0].clone(); 2];
    scenario.features[1].inference.plans = plans(&["modal-l4"]);
    for &(field, _) in CHANGEABLE {
        for place in 0..field.spec().root.places().min(2) {
            let spec = field.spec();
            let given = Input { field, place }.get(&scenario).map_or(0.0, Quantity::middle);
            let some = if given > 0.0 { given } else { (spec.slider.1 / 20.0).max(spec.min) };
            Input { field, place }.set(&mut scenario, Quantity::Exact(some));
        }
    }
    scenario
}

/// What begins with the first month is, to the bit, as if the input were so; what begins with the second leaves the first to the bit.
#[test]
fn each_input_is_another_from_its_month_on() {
    let few = |scenario: Scenario| simulate::<f32x8>(&program(scenario), 8);
    let base = all_matters();
    let numbers = Record::<f32>::len(&program(base.clone()).shape);
    let of_month = |raw: &Raw, month: usize| -> Vec<u32> {
        (0..numbers).flat_map(|number| raw.record(number, month).to_vec()).map(f32::to_bits).collect()
    };
    let (without, mut idle) = (few(base.clone()), Vec::new());
    for &(field, words) in CHANGEABLE {
        let mut twice = base.clone();
        for input in (0..field.spec().root.places()).map(|place| Input { field, place }) {
            if let Some(quantity) = input.get(&base) {
                let most = field.spec().max;
                input.set(&mut twice, Quantity::Exact((quantity.middle() * 2.0).min(most)));
            }
        }
        let with = |from: u32| {
            let mut changed = base.clone();
            changed.books.lines = vec![line(from, &[(field, 100.0)])];
            few(changed)
        };
        let (at_once, later) = (with(1), with(2));
        assert!(at_once.as_slice() == few(twice).as_slice(), "{words}");
        assert_eq!(of_month(&later, 0), of_month(&without, 0), "{words}");
        if of_month(&later, 1) == of_month(&without, 1) {
            idle.push(words);
        }
    }
    assert!(idle.is_empty(), "nothing depends on these here: {idle:?}");
}

/// Where plans never change, too: 200 calls a day are within a free plan's 500, and four times as many are not.
#[test]
fn the_first_wall_is_that_of_its_month() {
    let wall = |from: u32| {
        let mut scenario = alike("gemini-3.1-flash-lite-free", 4, &[line(from, &[(Field::CallsPerActiveDay, 300.0)])]);
        scenario.features[0].inference.plans = plans(&["gemini-3.1-flash-lite-free", "gemini-3.1-flash-lite-paid"]);
        scenario.features[0].inference.move_on.month = Some(2);
        scenario.features[0].inference.lead_days = Quantity::Exact(0.0);
        set(&mut scenario, Field::Users, 200.0);
        let program = program(scenario);
        assert!(program.moves);
        first_wall(&program, &simulate::<f32x8>(&program, 8))
    };
    let day = |from: u32| 1.0 + DAYS[..from as usize - 1].iter().sum::<f64>() as f32;
    for from in [3, 4] {
        assert!(wall(from).iter().all(|wall| (day(from)..day(from) + 7.0).contains(wall)), "{from}: {:?}", wall(from));
    }
}

/// A month's bill by plans is that of the inputs of its month: of the twelfth.
#[test]
fn what_a_month_would_cost_is_of_its_own_inputs() {
    let units = |from: u32, percent: f64| {
        let lines = [line(from, &[(Field::OutputTokens, percent)])];
        let scenario = alike("gemini-3.1-flash-lite-paid", 14, &lines).validate().unwrap();
        let catalog = Catalog::builtin().unwrap();
        let at = headroom::scenario::LadderAt::Feature(0);
        let demand = MonthDemand::new(&scenario, &catalog, Asker::of(at)).unwrap();
        let plan = catalog.plan("gemini-3.1-flash-lite-paid").unwrap();
        demand.cost(&scenario, plan, std::slice::from_ref(plan)).usd
    };
    let sent = 1_500.0 * 0.25;
    for (from, share) in [(1, 0.5), (12, 0.5), (13, 1.0)] {
        let right = (sent + share * 300.0 * 1.5) / (sent + 300.0 * 1.5);
        let got = units(from, -50.0) / units(from, 0.0);
        assert!((got - right).abs() < 1e-6, "from month {from}: {got}, not {right}");
    }
}

/// At a volume all that begins within the run has begun, and a volume of uses is of as many uses, those that a line adds among them.
#[test]
fn a_volume_has_all_effects_of_the_run() {
    let lines = [
        line(9, &[(Field::OutputTokens, -50.0), (Field::CallsPerActiveDay, 25.0)]),
        CostLine { id: "late".to_owned(), ..line(13, &[(Field::OutputTokens, 100.0)]) },
    ];
    let mut scenario = alike("gemini-3.1-flash-lite-paid", 12, &lines);
    scenario.books.lines[0].effects[1].percent = Quantity::range(20.0, 30.0);
    scenario.volumes = Some(Volumes { feature: Some(0), from: 1e4, to: 1e5 });
    scenario.futures = 64;
    let sweep = Sweep::new(&scenario.validate().unwrap(), &Catalog::builtin().unwrap()).unwrap();
    assert_eq!(sweep.volumes, [1e4, 2e4, 5e4, 1e5]);
    for (volume, program) in sweep.volumes.iter().zip(&sweep.programs) {
        assert!(!program.keeps_books() && program.phases() == 1);
        let raw = simulate::<f32x8>(program, FUTURES);
        near(raw.record(RECORD().uses, 2), *volume);
        assert!(costs(&raw, 2, 150.0), "{volume}");
    }
}

/// The line is paid from its month on, and what it changes is in the same month's bills.
#[test]
fn the_books_have_the_cost_and_what_it_saves() {
    let mut scenario = alike("gemini-3.1-flash-lite-paid", 3, &[line(2, &[(Field::OutputTokens, -50.0)])]);
    scenario.books.lines[0].amount = Quantity::Exact(50.0);
    let program = program(scenario);
    let mut reducer = Reducer::new(&program, FUTURES).unwrap();
    let raw = simulate::<f32x8>(&program, FUTURES);
    reducer.place(0, raw.clone());
    let summary = reducer.answer(&program).summary;
    for (month, (line, received)) in [(0.0, 300.0), (50.0, 150.0), (50.0, 150.0)].into_iter().enumerate() {
        let books = summary.months[month].books.as_ref().unwrap();
        let bills = CALLS / 31.0 * DAYS[month] * (1_500.0 * 0.25 + received * 1.5) / 1e6;
        assert!(
            (books.spent[0] / bills - 1.0).abs() < 0.01 && (books.spent[3] - line).abs() < 1e-6,
            "{:?}",
            books.spent
        );
    }
}
