//! The scenario that makes the longest link: everything there is, as many of each as are allowed, and nothing that repeats.

use headroom::date::Date;
use headroom::parts::{Past, Slot};
use headroom::scenario::{
    Alternative, Books, CHANGEABLE, Choice, CostLine, Curve, Effect, Feature, Field, Input, Ladder, Launch, Launches,
    LineKind, Override, OwnPlan, PRESETS, Quantity, Round, Sale, SaleKind, Scenario,
};

use crate::dice::Dice;

/// A valid scenario that no compressor makes small.
pub fn largest() -> Scenario {
    let mut dice = Dice(7);
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    let glyphs =
        |dice: &mut Dice, count| (0..count).map(|_| char::from_u32(0x2_0000 + dice.below(40_000)).unwrap()).collect();
    scenario.title = glyphs(&mut dice, Scenario::MAX_TITLE);
    scenario.prices = Some(Date { year: 2026, month: 10, day: 7 });
    (scenario.seed, scenario.months, scenario.futures) = (u32::MAX - 1, 59, 65_535);
    (scenario.money.income_from, scenario.growth.curve) = (59, Curve::Series);
    scenario.growth.series = (0..60).map(|_| 1.0 + dice.share() * 9_999_999_999.0).collect();
    let launch = |dice: &mut Dice| Launch {
        month: 1 + dice.below(60),
        day: 1 + dice.below(28),
        visits: dice.share() * 1e8,
        exact: false,
    };
    scenario.launches.scheduled = (0..Launches::MAX_SCHEDULED).map(|_| launch(&mut dice)).collect();
    scenario.features = vec![scenario.features[0].clone(); Scenario::MAX_FEATURES];
    let some = Some(Quantity::Exact(1.0));
    let plan = |dice: &mut Dice| dice.word(b"abcdefghijklmnopqrstuvwxyz0123456789.-", 64);
    for feature in &mut scenario.features {
        feature.name = glyphs(&mut dice, 40);
        (feature.first_word, feature.tokens_a_second) = (some, some);
        feature.own_account = true;
        feature.others = (0..Feature::MAX_OTHERS).map(|_| Choice::on_refusal(plan(&mut dice))).collect();
    }
    (scenario.money.hard_cap, scenario.money.price_changes, scenario.client.limiter) = (some, some, some);
    for at in scenario.ladders().collect::<Vec<_>>() {
        let ladder = scenario.ladder_mut(at).unwrap();
        ladder.plans = (0..Ladder::MAX_RUNGS).map(|_| plan(&mut dice)).collect();
        (ladder.spend_cap, ladder.step_down) = (some, true);
        let on = &mut ladder.move_on;
        (on.refused, on.used, on.users, on.cheaper) = (some, some, some, some);
        (on.income, on.slow, on.month) = (true, true, Some(1 + dice.below(60)));
    }
    let id = |dice: &mut Dice| dice.word(b"abcdefghijklmnopqrstuvwxyz0123456789.-", CostLine::MAX_ID);
    let line = |dice: &mut Dice| {
        let line = CostLine::new(id(dice), glyphs(dice, CostLine::MAX_NAME), LineKind::OneOff, Quantity::Exact(1.0));
        CostLine {
            from: 1 + dice.below(60),
            from_users: some,
            from_income: some,
            from_refused: some,
            off: true,
            ..line
        }
    };
    scenario.books.lines = (0..Books::MAX_LINES).map(|_| line(&mut dice)).collect();
    // A line has effects or waits for users, and the effects are longer.
    for (line, inputs) in scenario.books.lines.iter_mut().zip(changeable(&mut dice)) {
        line.effects = inputs.into_iter().map(Effect::none).collect();
        (line.from_users, line.from_income, line.from_refused) = (None, None, None);
    }
    let round = |dice: &mut Dice| Round {
        repaid: some,
        times: some,
        ..Round::new(id(dice), 1 + dice.below(60), Quantity::Exact(1.0))
    };
    scenario.books.profit_tax = some;
    let sale = |dice: &mut Dice| Sale {
        trial: Sale::MAX_TRIAL,
        ..Sale::new(
            id(dice),
            glyphs(dice, Sale::MAX_NAME),
            SaleKind::Monthly,
            Quantity::Exact(1.0),
            Quantity::Exact(1.0),
        )
    };
    scenario.money.sales = (0..Sale::MOST).map(|_| sale(&mut dice)).collect();
    scenario.books.rounds = (0..Books::MAX_ROUNDS).map(|_| round(&mut dice)).collect();
    for input in Input::all(&scenario.clone()) {
        let spec = input.spec();
        // Other plans have shares of what there is once.
        let most = if input.field == Field::OtherShare { spec.max / Feature::MAX_OTHERS as f64 } else { spec.max };
        let mut number = || spec.min + dice.share() * (most - spec.min);
        let (a, b) = (number(), number());
        let quantity = if spec.whole { Quantity::Exact(a.round()) } else { Quantity::range(a.min(b), a.max(b)) };
        input.set(&mut scenario, quantity);
    }
    let made = |dice: &mut Dice| OwnPlan {
        id: format!("{}{}", OwnPlan::PREFIX, dice.word(b"abcdefghijklmnopqrstuvwxyz0123456789.-", 60)),
        name: glyphs(dice, OwnPlan::MAX_NAME),
        part: Slot::Observability,
        like: Some(plan(dice)),
        past: Some(Past::SuspendUntilUpgrade),
    };
    scenario.own_plans = (0..Scenario::MAX_OWN_PLANS).map(|_| made(&mut dice)).collect();
    let own = |dice: &mut Dice| Override {
        plan: plan(dice),
        number: dice.word(b"abcdefghijklmnopqrstuvwxyz0123456789._", 64),
        value: -dice.share() * 1e-300,
    };
    scenario.overrides = (0..Scenario::MAX_OVERRIDES).map(|_| own(&mut dice)).collect();
    with_alternatives(scenario, &mut dice)
}

/// Inputs for all effects that are allowed, line by line, in no order.
fn changeable(dice: &mut Dice) -> Vec<Vec<Field>> {
    let mut left: Vec<Field> = CHANGEABLE.iter().map(|(input, _)| *input).collect();
    let mut line =
        |_| (0..CostLine::MAX_EFFECTS).map(|_| left.swap_remove(dice.below(left.len() as u32) as usize)).collect();
    (0..Books::MAX_EFFECTS / CostLine::MAX_EFFECTS).map(&mut line).collect()
}

/// As many alternatives as are allowed, with other plans on all ladders of some of them: nearly all that their changes may be.
fn with_alternatives(mut scenario: Scenario, dice: &mut Dice) -> Scenario {
    let name = |dice: &mut Dice| dice.word(b"abcdefghijklmnopqrstuvwxyz", Alternative::MAX_NAME);
    for place in 1..Alternative::MOST {
        scenario = scenario.with_copy(0, name(dice));
        let mut edited = scenario.alternative(place).unwrap();
        let ladders = if place == 1 { 15 } else { 5 };
        for at in edited.ladders().take(ladders).collect::<Vec<_>>() {
            let plan = |_| dice.word(b"abcdefghijklmnopqrstuvwxyz0123456789.-", 64);
            edited.ladder_mut(at).unwrap().plans = (0..Ladder::MAX_RUNGS).map(plan).collect();
        }
        scenario = scenario.with_alternative(place, edited);
    }
    scenario.alternatives[0].name = name(dice);
    scenario
}
