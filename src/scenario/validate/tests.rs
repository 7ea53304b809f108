use super::*;
use crate::date::Date;
use crate::parts::Slot;
use crate::scenario::{CHANGEABLE, Choice, Effect, Field, LineKind, OwnPlan, PRESETS, Root, Round, SaleKind};

fn base() -> Scenario {
    PRESETS[0].scenario().unwrap().into_inner()
}

fn others(others: &[(&str, f64)]) -> Vec<Choice> {
    let other = |(plan, share): &(&str, f64)| Choice { plan: (*plan).to_owned(), share: Quantity::Exact(*share) };
    others.iter().map(other).collect()
}

fn sentence(change: impl FnOnce(&mut Scenario)) -> String {
    let mut scenario = base();
    change(&mut scenario);
    scenario.validate().unwrap_err().to_string()
}

#[test]
fn each_rule_says_what_is_allowed() {
    let plans = |plans: &[&str]| plans.iter().map(|plan| (*plan).to_owned()).collect::<Vec<_>>();
    let cases: Vec<(&str, String)> = vec![
        (
            "growth.users is -5; it must be between 1 and 100,000,000.",
            sentence(|it| it.growth.users = Quantity::Exact(-5.0)),
        ),
        (
            "growth.users.high is 200,000,000; it must be between 1 and 100,000,000.",
            sentence(|it| it.growth.users = Quantity::range(5.0, 2e8)),
        ),
        (
            "money.budget runs from 90 down to 10; its low end must not be above its high end.",
            sentence(|it| it.money.budget = Quantity::range(90.0, 10.0)),
        ),
        ("money.budget is not a finite number.", sentence(|it| it.money.budget = Quantity::Exact(f64::NAN))),
        (
            "money.hard_cap.low is not a finite number.",
            sentence(|it| it.money.hard_cap = Some(Quantity::range(f64::NEG_INFINITY, 1.0))),
        ),
        (
            "features[0].input_tokens is -1; it must be between 0 and 2,000,000.",
            sentence(|it| it.features[0].input_tokens = Quantity::Exact(-1.0)),
        ),
        (
            "stack.data.move_on.used is 101; it must be between 0 and 100.",
            sentence(|it| it.stack.data.move_on.used = Some(Quantity::Exact(101.0))),
        ),
        (
            "features[0].inference.lead_days is 91; it must be between 0 and 90.",
            sentence(|it| it.features[0].inference.lead_days = Quantity::Exact(91.0)),
        ),
        ("server.workers must be one whole number.", sentence(|it| it.server.workers = Quantity::range(2.0, 4.0))),
        ("client.retries must be one whole number.", sentence(|it| it.client.retries = Quantity::Exact(1.5))),
        ("months is 0; it must be between 1 and 60.", sentence(|it| it.months = 0)),
        ("months is 61; it must be between 1 and 60.", sentence(|it| it.months = 61)),
        ("futures is 65,537; it must be between 64 and 65,536.", sentence(|it| it.futures = 65_537)),
        ("start must be between 2020-01 and 2100-12.", sentence(|it| it.start.month = 13)),
        (
            "prices must be a day between 2020-01-01 and 2100-12-31.",
            sentence(|it| it.prices = Some(Date { year: 2026, month: 2, day: 29 })),
        ),
        (
            "prices must be a day between 2020-01-01 and 2100-12-31.",
            sentence(|it| it.prices = Some(Date { year: 2019, month: 12, day: 31 })),
        ),
        (
            "title must be at most 120 characters of plain text on one line.",
            sentence(|it| it.title = "two\nlines".to_owned()),
        ),
        ("features holds 0 features; it must hold 1 to 6.", sentence(|it| it.features.clear())),
        (
            "features holds 7 features; it must hold 1 to 6.",
            sentence(|it| it.features = vec![it.features[0].clone(); 7]),
        ),
        (
            "features[0].name must be at most 40 characters of plain text on one line.",
            sentence(|it| it.features[0].name = "x".repeat(41)),
        ),
        (
            "features[0].inference.plans is empty; it needs at least one plan.",
            sentence(|it| it.features[0].inference.plans.clear()),
        ),
        (
            "stack.backend.plans holds 9 plans; at most 8 are allowed.",
            sentence(|it| it.stack.backend.plans = plans(&["a", "b", "c", "d", "e", "f", "g", "h", "i"])),
        ),
        ("stack.frontend.plans names a twice.", sentence(|it| it.stack.frontend.plans = plans(&["a", "a"]))),
        (
            "features[0].inference.plans[1] must be 1 to 64 small letters, digits, dots or hyphens.",
            sentence(|it| it.features[0].inference.plans = plans(&["a", "B c"])),
        ),
        (
            "features[0].others holds 3 plans; at most 2 are allowed.",
            sentence(|it| it.features[0].others = others(&[("a", 0.0), ("b", 0.0), ("c", 0.0)])),
        ),
        (
            "features[0].others[1].plan must be 1 to 64 small letters, digits, dots or hyphens.",
            sentence(|it| it.features[0].others = others(&[("a", 0.0), ("B", 0.0)])),
        ),
        (
            "features[0].others[1].share is 101; it must be between 0 and 100.",
            sentence(|it| it.features[0].others = others(&[("a", 0.0), ("b", 101.0)])),
        ),
        (
            "The shares of features[0].others are 100.5% together; they must not be more than 100%.",
            sentence(|it| it.features[0].others = others(&[("a", 60.0), ("b", 40.5)])),
        ),
        (
            "The shares of features[0].others are 110% together; they must not be more than 100%.",
            sentence(|it| {
                it.features[0].others = others(&[("a", 60.0), ("b", 0.0)]);
                it.features[0].others[1].share = Quantity::range(0.0, 50.0);
            }),
        ),
        (
            "stack.data.move_on.month is 0; it must be between 1 and 60.",
            sentence(|it| it.stack.data.move_on.month = Some(0)),
        ),
        ("money.income_from is 61; it must be between 0 and 60.", sentence(|it| it.money.income_from = 61)),
        (
            "launches.scheduled[0] must have a month of 1 to 60, a day of 1 to 28 and 0 to 100,000,000 visits.",
            sentence(|it| it.launches.scheduled = vec![Launch { month: 1, day: 29, visits: 1.0, exact: false }]),
        ),
        (
            "launches.scheduled holds 25 launches; at most 24 are allowed.",
            sentence(|it| it.launches.scheduled = vec![Launch { month: 1, day: 1, visits: 1.0, exact: false }; 25]),
        ),
        (
            "growth.series must hold at most 60 numbers of users, each between 1 and 10,000,000,000.",
            sentence(|it| it.growth.series = vec![0.0]),
        ),
        (
            "growth.series is empty; the curve \"series\" needs at least one number.",
            sentence(|it| it.growth.curve = Curve::Series),
        ),
        (
            "own_plans holds 9 plans; at most 8 are allowed.",
            sentence(|it| it.own_plans = (0..9).map(|id| own_plan(&format!("own-{id}"))).collect()),
        ),
        (
            "own_plans[1] has the id of own_plans[0]; each needs another.",
            sentence(|it| it.own_plans = vec![own_plan("own-a"); 2]),
        ),
        (
            "books.rounds[0] must have an id of its own, which no cost has either, of at most 32 characters and a month between 1 and 60.",
            sentence(|it| {
                it.books.lines = vec![CostLine::own("seed".to_owned())];
                it.books.rounds = vec![Round::own("seed".to_owned(), 1)];
            }),
        ),
        (
            "overrides[0] must name a plan and one of its numbers, and give a finite value.",
            sentence(|it| {
                it.overrides = vec![Override { plan: "a".to_owned(), number: "base".to_owned(), value: f64::INFINITY }];
            }),
        ),
    ];
    for (expected, got) in cases {
        assert_eq!(got, expected);
    }
}

#[test]
fn the_ends_of_every_range_are_allowed() {
    let base = full();
    for input in Input::all(&base) {
        let spec = input.spec();
        let ends = [Quantity::Exact(spec.min), Quantity::Exact(spec.max)];
        let ranges = [Quantity::range(spec.min, spec.max), Quantity::range(spec.max, spec.max)];
        for quantity in ends.into_iter().chain(ranges.into_iter().filter(|_| !spec.whole)) {
            let mut scenario = base.clone();
            input.set(&mut scenario, quantity);
            assert!(scenario.validate().is_ok(), "{quantity:?} of {}", input.path());
        }
        for value in [spec.min - 1e-6 * spec.min.abs().max(1.0), spec.max * (1.0 + 1e-6)] {
            let mut scenario = base.clone();
            input.set(&mut scenario, Quantity::Exact(value));
            let error = ScenarioError::OutOfRange { input, end: End::Exact, value };
            assert_eq!(scenario.validate(), Err(error));
        }
    }
}

fn own_plan(id: &str) -> OwnPlan {
    OwnPlan { id: id.to_owned(), name: "Deal".to_owned(), part: Slot::Data, like: None, past: None }
}

#[test]
fn a_plan_of_ones_own_has_an_id_that_no_other_has_and_a_plain_name() {
    let check = |own: OwnPlan| {
        let mut scenario = base();
        scenario.own_plans = vec![own];
        scenario.validate().map(|_| ())
    };
    let good = || own_plan("own-a.1");
    assert_eq!(check(good()), Ok(()));
    for bad in [
        own_plan("gemini"),
        own_plan("own-"),
        own_plan("own-A"),
        own_plan(&format!("own-{}", "a".repeat(61))),
        OwnPlan { name: "two\nlines".to_owned(), ..good() },
        OwnPlan { name: "n".repeat(61), ..good() },
        OwnPlan { like: Some("own-b".to_owned()), ..good() },
        OwnPlan { like: Some(String::new()), ..good() },
    ] {
        assert_eq!(check(bad.clone()), Err(ScenarioError::OwnPlan(0)), "{bad:?}");
    }
}

#[test]
fn a_number_is_replaced_once() {
    let own = |number: &str, value| Override { plan: "a".to_owned(), number: number.to_owned(), value };
    let mut scenario = base();
    scenario.overrides = vec![own("base", 1.0), own("seat_usd", 1.0), own("base", 2.0)];
    assert_eq!(scenario.clone().validate(), Err(ScenarioError::SameOverride(0, 2)));
    scenario.overrides.pop();
    assert!(scenario.validate().is_ok());
}

/// A scenario in which every input is there.
fn full() -> Scenario {
    let mut scenario = base();
    let some = Some(Quantity::Exact(1.0));
    (scenario.money.hard_cap, scenario.money.price_changes, scenario.client.limiter) = (some, some, some);
    scenario.features[0].tokens_a_second = some;
    // Each of their shares may be all of the calls while the others have none.
    scenario.features[0].others = others(&[("a", 0.0); Feature::MAX_OTHERS]);
    scenario.features = vec![scenario.features[0].clone(); Scenario::MAX_FEATURES];
    for at in scenario.ladders().collect::<Vec<_>>() {
        let ladder = scenario.ladder_mut(at).unwrap();
        (ladder.used_already, ladder.spend_cap) = (some, some);
        (ladder.move_on.refused, ladder.move_on.used) = (some, some);
        (ladder.move_on.users, ladder.move_on.cheaper) = (some, some);
    }
    let id = |place: usize| format!("it-{place}");
    let line = |place| CostLine::new(id(place), "Rent".to_owned(), LineKind::Monthly, Quantity::Exact(1.0));
    scenario.books.lines = (0..Books::MAX_LINES)
        .map(|place| CostLine { from_users: some, from_income: some, from_refused: some, ..line(place) })
        .collect();
    // A line that changes inputs waits for no users.
    let effects = CHANGEABLE.iter().take(CostLine::MAX_EFFECTS).map(|(input, _)| Effect::none(*input)).collect();
    scenario.books.lines[0] = CostLine { effects, ..line(0) };
    let round =
        |place| Round { repaid: some, times: some, ..Round::new(format!("round-{place}"), 1, Quantity::Exact(1.0)) };
    let one = Quantity::Exact(1.0);
    let sale = |place| Sale::new(id(place), "Pro".to_owned(), SaleKind::Monthly, one, one);
    scenario.money.sales = (0..Sale::MOST).map(sale).collect();
    scenario.books.profit_tax = some;
    scenario.books.rounds = (0..Books::MAX_ROUNDS).map(round).collect();
    let count: usize = Input::all(&scenario).count();
    let places = |field: Field| match field.spec().root {
        Root::App => 1,
        Root::Feature => Scenario::MAX_FEATURES,
        Root::Ladder => Slot::OF_STACK + Scenario::MAX_FEATURES,
        Root::Choice => Scenario::MAX_FEATURES * Feature::MAX_OTHERS,
        Root::Line if [Field::LineUsers, Field::LineIncome, Field::LineRefused].contains(&field) => {
            Books::MAX_LINES - 1
        }
        Root::Line => Books::MAX_LINES,
        Root::Round => Books::MAX_ROUNDS,
        Root::Sale => Sale::MOST,
        Root::Effect => CostLine::MAX_EFFECTS,
    };
    assert_eq!(count, Field::ALL.iter().map(|field| places(*field)).sum::<usize>());
    scenario
}

#[test]
fn titles_count_characters_and_keep_their_direction() {
    let title = |title: String| Scenario { title, ..base() }.validate().is_ok();
    assert!(title("é".repeat(Scenario::MAX_TITLE)));
    assert!(!title("é".repeat(Scenario::MAX_TITLE + 1)));
    assert!(title(String::new()));
    for hidden in ['\0', '\u{7f}', '\u{2028}', '\u{202e}', '\u{2066}'] {
        assert!(!title(hidden.to_string()), "{hidden:?}");
    }
}
