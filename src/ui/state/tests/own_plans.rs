//! Plans of the founder's own.

use super::*;
use crate::catalog::Catalog;
use crate::parts::{Past, Slot};
use crate::scenario::{Choice, LadderAt};

const AT: LadderAt = LadderAt::Feature(0);

fn ladder(state: &State) -> Vec<&str> {
    state.scenario.features[0].inference.plans.iter().map(String::as_str).collect()
}

fn number(plan: &str, number: &str) -> Entry {
    Entry::Own(PlanNumber { plan: plan.to_owned(), number: number.to_owned() })
}

fn made() -> State {
    let mut plans = state().scenario.features[0].inference.plans.clone();
    plans.push(NEW_PLAN.to_owned());
    changed(&state(), Change::Plans(AT, plans))
}

#[test]
fn one_is_made_of_nothing_where_it_is_chosen() {
    let made = made();
    assert_eq!(ladder(&made).last(), Some(&"own-1"));
    let own = &made.scenario.own_plans[0];
    assert_eq!((own.id.as_str(), own.part, own.like.as_deref()), ("own-1", Slot::Inference, None));
    assert_eq!(made.catalog.plan("own-1").map(|plan| plan.name.as_str()), Some("My plan (yours)"));
    let named = made.after(Action::Type(Entry::PlanName(0), "Contract".to_owned()));
    assert_eq!(named.catalog.plan("own-1").map(|plan| plan.name.as_str()), Some("Contract (yours)"));
    let priced = named.after(Action::Type(number("own-1", "price.input_tokens"), "0.2".to_owned()));
    assert_eq!(priced.scenario.overrides[0].value, 0.2, "for a million");
    let prices = |catalog: &Catalog| catalog.plan("own-1").map_or(0, |plan| plan.prices.len());
    assert_eq!(
        (prices(&priced.catalog), prices(&priced.offered)),
        (0, 1),
        "menus show it, and its box what it is without it"
    );
    let paused = changed(&priced, Change::Past(0, Some(Past::Pause)));
    assert_eq!(paused.scenario.own_plans[0].past, Some(Past::Pause));
    let undone = paused.after(Action::Undo);
    assert_eq!((undone.scenario == priced.scenario, undone.catalog == priced.catalog), (true, true));
}

#[test]
fn one_of_a_features_other_plans_may_be_new_too() {
    let others = changed(&state(), Change::Others(0, vec![Choice::on_refusal(NEW_PLAN.to_owned())]));
    assert_eq!(others.scenario.features[0].others[0].plan, "own-1");
}

#[test]
fn a_copy_takes_the_place_and_the_numbers_of_what_it_is_like() {
    let first = ladder(&state())[0].to_owned();
    let own = state().after(Action::Type(number(&first, "limit.day.requests"), "777".to_owned()));
    let copied = changed(&own, Change::OwnPlan(AT, first.clone()));
    assert_eq!(ladder(&copied)[0], "own-1");
    let numbers: Vec<_> = copied.scenario.overrides.iter().map(|own| (own.plan.as_str(), own.value)).collect();
    assert_eq!(numbers, [(first.as_str(), 777.0), ("own-1", 777.0)]);
    assert_eq!(copied.scenario.own_plans[0].like.as_ref(), Some(&first));
    // A copy of the copy is like the same plan, with the same numbers, and both stay.
    let again = changed(&copied, Change::OwnPlan(AT, "own-1".to_owned()));
    assert_eq!((ladder(&again)[0], again.scenario.own_plans[1].like.as_ref()), ("own-2", Some(&first)));
    assert_eq!(again.scenario.overrides.len(), 3);
    let removed = changed(&again, Change::RemoveOwnPlan(1));
    assert_eq!((ladder(&removed)[0], removed.scenario.own_plans.len()), (first.as_str(), 1));
    assert_eq!(removed.scenario.overrides.len(), 2, "the numbers of what it is like are there as before");
}

#[test]
fn one_that_is_like_none_leaves_its_ladder() {
    let removed = changed(&made(), Change::RemoveOwnPlan(0));
    assert_eq!((&removed.scenario.own_plans[..], ladder(&removed)), (&[][..], ladder(&state())));
    assert!(removed.catalog.plan("own-1").is_none());
    assert_eq!(changed(&removed, Change::RemoveOwnPlan(3)).scenario, removed.scenario, "there is none");
}

#[test]
fn a_feature_keeps_a_plan() {
    let only = changed(&state(), Change::Plans(AT, vec![NEW_PLAN.to_owned()]));
    let refused = changed(&only, Change::RemoveOwnPlan(0));
    assert_eq!(refused.scenario, only.scenario);
    let said = refused.trouble.map(|trouble| trouble.sentence).unwrap_or_default();
    assert_eq!(said, "A feature needs a plan: choose another one for it first.");
}

#[test]
fn there_are_as_many_as_are_allowed() {
    let ids = (0..9).map(|_| NEW_PLAN.to_owned());
    let mut state = state();
    for id in ids {
        state = changed(&state, Change::Others(0, vec![Choice::on_refusal(id)]));
    }
    assert_eq!(state.scenario.own_plans.len(), 8);
    let said = state.trouble.map(|trouble| trouble.sentence).unwrap_or_default();
    assert!(said.contains("8"), "{said}");
}
