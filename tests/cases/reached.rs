//! Tiers that an account reaches by what it was billed and by days: the provider takes it there by itself, and nothing
//! earlier. 400 calls a day, of which the first tier takes 100, the second 200 and the third all; the fee is $10 a day.

use super::*;

/// An app with a ladder of Epsilon's plans, changed.
fn climbs(ladder: &[&str], change: impl Fn(&mut Scenario)) -> Done {
    let mut scenario = app(&[(ladder[0], 400.0)]);
    scenario.features[0].inference.plans = plans(ladder);
    change(&mut scenario);
    if !ladder.contains(&"epsilon-three") {
        scenario.overrides.push(out_of_reach());
    }
    run_plain(scenario)
}

/// A ladder that ends below the third tier would be taken there too.
fn out_of_reach() -> Override {
    own("epsilon-three", "after_usd", 1e9)
}

/// The plan of the first feature's ladder at a month's end.
fn rung(done: &Done, month: usize) -> f32 {
    let rungs = done.month(RECORD().rung[layout::SLOTS], month);
    assert!(rungs.iter().all(|rung| *rung == rungs[0]), "{rungs:?}");
    rungs[0]
}

/// The tier of an account at the first month's end.
fn tier(done: &Done, account: &str) -> f32 {
    let at = done.world.accounts.iter().position(|it| it.name == account).unwrap();
    let tiers = done.first(Record::places(&done.program.shape).tiers[at]);
    assert!(tiers.iter().all(|tier| *tier == tiers[0]), "{tiers:?}");
    tiers[0]
}

/// $50 are billed when five days are over, but seven days must have passed: the account is on the second tier from the 8th
/// day on. With the seven days of a whole week before it, 2,800 calls come and 700 are served; of 400 calls the second tier
/// takes 200 on each of 23 days. Nobody has to ask for it, nor wait.
#[test]
fn a_tier_is_reached_when_both_hold() {
    let done = climbs(&["epsilon-one", "epsilon-two"], |_| {});
    assert_eq!(rung(&done, 0), 1.0);
    exact(done.first(RECORD().refused), done.first(RECORD().uses), |uses| uses - 700.0 - 23.0 * 200.0);
    near(done.first(RECORD().refused), 7.0 * 300.0 + 23.0 * 200.0);
    exact(done.bill("Epsilon"), done.first(RECORD().uses), |_| 300.0);
}

/// $100 are billed when ten days are over: nobody is refused from the 11th on, a Sunday. The provider takes the account over
/// the second tier on the 8th day, although the ladder does not name it.
#[test]
fn a_tier_is_reached_by_what_was_billed() {
    let done = climbs(&["epsilon-one", "epsilon-three"], |_| {});
    near(done.first(RECORD().refused), until_three(&done));
}

/// What 400 calls a day are refused until the 11th day: 100 are served on seven days, and 200 on three.
fn until_three(done: &Done) -> f64 {
    let days = 7.0 + done.day(3) + done.day(4) + done.day(5);
    400.0 * days - 7.0 * 100.0 - 3.0 * 200.0
}

/// Days alone: with 7 of them and no dollars from the 8th day on, with one from the second.
#[test]
fn a_tier_is_reached_by_days() {
    for days in [7.0, 1.0] {
        let done = climbs(&["epsilon-one", "epsilon-three"], |it| {
            it.overrides = vec![own("epsilon-three", "after_usd", 0.0), own("epsilon-three", "after_days", days)];
        });
        let came = if days == 7.0 { 7.0 } else { done.day(3) };
        near(done.first(RECORD().refused), 400.0 * came - 100.0 * days);
    }
}

/// What was billed and the days are kept over a change of tiers: the second tier from the 8th day on, the third from the
/// 11th. Of two that are reached on the same day it is the higher one at once, and so where only that one is: $60 are billed
/// when six days are over.
#[test]
fn one_tier_after_the_other() {
    let ladder = ["epsilon-one", "epsilon-two", "epsilon-three"];
    let done = climbs(&ladder, |_| {});
    assert_eq!(rung(&done, 0), 2.0);
    assert_eq!(tier(&done, "Epsilon"), 2.0);
    near(done.first(RECORD().refused), until_three(&done));
    for (own_days, days) in [(7.0, 7.0), (0.0, 6.0)] {
        let done = climbs(&ladder, |it| {
            it.overrides = vec![own("epsilon-three", "after_usd", 60.0), own("epsilon-three", "after_days", own_days)];
        });
        near(done.first(RECORD().refused), days * 300.0);
    }
}

/// And over months: $300 in April and 31 parts of $300 in May are $500 when 21 days of May are over, three weeks.
#[test]
fn what_was_billed_is_kept_over_months() {
    let done = climbs(&["epsilon-one", "epsilon-three"], |it| {
        it.months = 3;
        it.overrides = vec![own("epsilon-three", "after_usd", 500.0)];
    });
    assert_eq!([0, 1].map(|month| rung(&done, month)), [0.0, 1.0]);
    near(done.first(RECORD().refused), 7.0 * 300.0 + 23.0 * 200.0);
    near(done.month(RECORD().refused, 1), 21.0 * 200.0);
    assert_eq!(done.refused(2), 0.0);
}

/// $10 a day of use are $70 in a week: past $65 the tier costs nothing any more, from the 8th day on.
#[test]
fn use_is_billed_too() {
    let mut scenario = app(&[("epsilon-use", 200.0)]);
    scenario.features[0].inference.plans.push("epsilon-gift".to_owned());
    near(run_plain(scenario).first(RECORD().cost), 70.0);
}

/// No trigger leads there earlier, whichever it is and however short its lead time: it is the 8th day.
#[test]
fn nothing_leads_there_earlier() {
    let triggers: [fn(&mut headroom::scenario::MoveOn); 4] = [
        |it| it.refused = Some(Quantity::Exact(5.0)),
        |it| it.used = Some(Quantity::Exact(10.0)),
        |it| it.users = Some(Quantity::Exact(10.0)),
        |it| it.month = Some(1),
    ];
    for (trigger, lead_days) in triggers.iter().zip([0.0, 2.0, 0.0, 0.0]) {
        let done = climbs(&["epsilon-one", "epsilon-two"], |it| {
            trigger(&mut it.features[0].inference.move_on);
            it.features[0].inference.lead_days = Quantity::Exact(lead_days);
        });
        near(done.first(RECORD().refused), 7.0 * 300.0 + 23.0 * 200.0);
    }
}

/// A ladder that begins with such a tier has it: the founder says so.
#[test]
fn a_first_plan_is_reached() {
    assert_eq!(climbs(&["epsilon-three"], |_| {}).refused(0), 0.0);
}

/// Another account has not reached a tier that nobody was billed for: a ladder that leads there, on the second day, enters by
/// the tier that can be had, which serves 100 of 800 calls a day, until $10 a day for seven days have led to the next. Where
/// another feature with 50 calls a day uses that account from the first day on, that is a day earlier.
#[test]
fn a_move_to_another_account_enters_by_the_tier_that_can_be_had() {
    for is_used in [false, true] {
        let mut scenario = app(&[("alpha-free", 800.0), ("beta-free", 50.0)]);
        let ladder = &mut scenario.features[0].inference;
        ladder.plans.push("epsilon-two".to_owned());
        ladder.move_on.refused = Some(Quantity::Exact(5.0));
        ladder.lead_days = Quantity::Exact(0.0);
        scenario.overrides = vec![own("epsilon-two", "limit.day.requests", 1e6), out_of_reach()];
        if is_used {
            scenario.features[1].inference.plans = plans(&["epsilon-one"]);
        }
        let done = run_plain(scenario);
        near(done.first(RECORD().refused), 300.0 + if is_used { 6.0 * 750.0 } else { 7.0 * 700.0 });
        assert_eq!((rung(&done, 0), tier(&done, "Epsilon")), (1.0, 1.0));
    }
}

/// The provider raises the tier and chooses no other model: without a reason to move the feature stays with its model.
#[test]
fn a_tier_is_no_other_model() {
    let done = climbs(&["epsilon-one", "epsilon-other-three"], |_| {});
    assert_eq!(rung(&done, 0), 0.0);
    let done = climbs(&["epsilon-one", "epsilon-other-three"], |it| {
        it.features[0].inference.move_on.refused = Some(Quantity::Exact(5.0));
        it.features[0].inference.lead_days = Quantity::Exact(0.0);
    });
    near(done.first(RECORD().refused), until_three(&done));
}

/// Until then the next plan takes what is refused: 2,100 calls in seven days and none after them, at a cent with a fee of $9.
#[test]
fn a_fallback_takes_what_is_refused_until_then() {
    let done = climbs(&["epsilon-one", "epsilon-two"], |it| {
        it.features[0].others = vec![then("beta-paid")];
        it.overrides = vec![own("epsilon-two", "limit.day.requests", 1e6)];
    });
    assert_eq!((done.refused(0), rung(&done, 0)), (0.0, 1.0));
    near(done.bill("Beta"), 9.0 + 0.01 * 2_100.0);
    exact(done.bill("Epsilon"), done.first(RECORD().uses), |_| 300.0);
}

/// Nothing is changed by whoever runs the app, and still the account is on its third tier from the 11th day on: the first wall
/// is that of the first day, and without the first ten days' refusals there is none.
#[test]
fn the_first_wall_knows_the_tiers_that_come_by_themselves() {
    let wall = |calls: f64| {
        let done = climbs(&["epsilon-one", "epsilon-three"], |it| {
            it.months = 2;
            it.features[0].calls_per_active_day = Quantity::Exact(calls / 100.0);
            it.growth.monthly_growth = Quantity::Exact(200.0);
        });
        runs::first_wall(&done.program, &done.raw)
    };
    assert!(wall(400.0).iter().all(|day| *day == 1.0));
    // 20 calls a day are three times as many a month later, and more than 100 another: by then the limit is gone.
    assert!(wall(20.0).iter().all(|day| day.is_infinite()));
}

/// Tiers that the provider raises an account to need not be listed: a ladder of the first alone is on the second from the 8th
/// day on and on the third from the 11th, as one that lists them. Prices of a day that did not know all of such a tier's numbers
/// know no such tier.
#[test]
fn tiers_that_come_by_themselves_need_not_be_listed() {
    let listed = climbs(&["epsilon-one", "epsilon-two", "epsilon-three"], |_| {});
    let mut scenario = app(&[("epsilon-one", 400.0)]);
    let alone = run_plain(scenario.clone());
    assert_eq!(alone.first(RECORD().refused), listed.first(RECORD().refused));
    assert_eq!((rung(&alone, 0), tier(&alone, "Epsilon")), (0.0, 2.0));
    scenario.prices = Some(Date { year: 2025, month: 12, day: 31 });
    near(run_plain(scenario).first(RECORD().refused), 30.0 * 300.0);
}

/// An account that only takes what another refuses is billed as well: Alpha serves 500 of 900 calls a day, Epsilon 100 of the
/// other 400 for seven days, 200 for three, and then all.
#[test]
fn an_account_that_only_steps_in_is_taken_there_too() {
    let mut scenario = app(&[("alpha-free", 900.0)]);
    scenario.features[0].others = vec![then("epsilon-one")];
    let done = run_plain(scenario);
    assert_eq!(tier(&done, "Epsilon"), 2.0);
    let days = 7.0 + done.day(3) + done.day(4) + done.day(5);
    near(done.first(RECORD().refused), 900.0 * days - 10.0 * 500.0 - 7.0 * 100.0 - 3.0 * 200.0);
}

/// Nor does a plan that comes later on the ladder keep the provider from it: refused more than nine tenths, which never happens,
/// the app would go to another.
#[test]
fn what_is_listed_after_it_does_not_matter() {
    let done = climbs(&["epsilon-one", "beta-paid"], |it| {
        it.features[0].inference.move_on.refused = Some(Quantity::Exact(90.0));
    });
    assert_eq!((rung(&done, 0), tier(&done, "Epsilon")), (0.0, 1.0));
    near(done.first(RECORD().refused), 7.0 * 300.0 + 23.0 * 200.0);
}

/// A tier that takes neither dollars nor days is there from the first morning on, and still nobody has to choose it.
#[test]
fn a_tier_that_takes_nothing_is_reached_at_once() {
    let done = climbs(&["epsilon-one"], |it| {
        it.overrides = vec![own("epsilon-two", "after_usd", 0.0), own("epsilon-two", "after_days", 0.0)];
    });
    assert_eq!(tier(&done, "Epsilon"), 1.0);
    near(done.first(RECORD().refused), 30.0 * 200.0);
}

/// The tier is the account's: a model of which the catalogue knows no plan there is on it, too, and has what it had below.
#[test]
fn a_model_without_a_plan_there_is_taken_along() {
    let mut scenario = app(&[("epsilon-plain", 200.0)]);
    scenario.overrides.push(out_of_reach());
    let done = run_plain(scenario);
    assert_eq!(tier(&done, "Epsilon"), 1.0);
    near(done.first(RECORD().refused), 30.0 * 150.0);
}
