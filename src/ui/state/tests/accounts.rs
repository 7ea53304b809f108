//! Whose accounts answer the calls of a feature.

use super::*;
use crate::scenario::Choice;

const LUNA: &str = "gpt-5.6-luna";
const PAID: &str = "gemini-3.5-flash-lite-paid";

fn others(state: &State) -> Vec<(&str, f64)> {
    state.scenario.features[0].others.iter().map(|other| (other.plan.as_str(), other.share.middle())).collect()
}

fn with(state: &State, plans: &[(&str, f64)]) -> State {
    let choice = |&(plan, share): &(&str, f64)| Choice { plan: plan.to_owned(), share: Quantity::Exact(share) };
    changed(state, Change::Others(0, plans.iter().map(choice).collect()))
}

#[test]
fn other_plans_come_and_go_and_can_be_taken_back() {
    let start = state();
    let one = with(&start, &[(LUNA, 0.0)]);
    let two = with(&one, &[(LUNA, 0.0), (PAID, 0.0)]);
    assert_eq!((others(&one), others(&two)), (vec![(LUNA, 0.0)], vec![(LUNA, 0.0), (PAID, 0.0)]));
    assert_eq!((&two.trouble, two.wish.kinds), (&None, Wish::CHANGED));
    let back = two.after(Action::Undo);
    assert_eq!(back.scenario, one.scenario);
    assert_eq!(back.after(Action::Undo).scenario, start.scenario);
    assert_eq!(back.after(Action::Redo).scenario, two.scenario);
    let many = with(&two, &[(LUNA, 0.0), (PAID, 0.0), (LUNA, 0.0)]);
    assert!(many.trouble.is_some() && many.scenario == two.scenario, "more than are allowed");
    assert_eq!(changed(&two, Change::Others(9, Vec::new())).scenario, two.scenario, "no such feature");
}

#[test]
fn shares_are_numbers_like_others_and_go_with_their_plans() {
    let two = with(&state(), &[(LUNA, 0.0), (PAID, 0.0)]);
    let share = |choice| Entry::Number(Input::choice(0, choice), End::Exact);
    let typed = |state: &State, choice, text: &str| state.after(Action::Type(share(choice), text.to_owned()));
    let shared = typed(&two, 0, "60");
    assert_eq!(others(&shared), [(LUNA, 60.0), (PAID, 0.0)]);
    let wrong = typed(&shared, 1, "50");
    let sentence = "The shares of other plans are 110% together; they must not be more than 100%.";
    assert_eq!(wrong.draft(&share(1)).and_then(|draft| draft.error.as_deref()), Some(sentence));
    assert_eq!(wrong.scenario, shared.scenario, "the last good one holds");
    let named = wrong.after(Action::Type(Entry::Name(0), "Search".to_owned()));
    let left = with(&named, &[(PAID, 0.0)]);
    assert_eq!((left.draft(&share(0)), left.draft(&share(1))), (None, None), "the texts were of other plans");
    assert!(left.draft(&Entry::Name(0)).is_some(), "other boxes stay");
}

#[test]
fn an_account_of_its_own_is_there_or_not() {
    let two = changed(&state(), Change::AddFeature);
    let check = Check::OwnAccount(1);
    let own = changed(&two, Change::Check(check, true));
    assert!(check.is_on(&own.scenario) && !Check::OwnAccount(0).is_on(&own.scenario));
    assert_eq!(check.path(), "features[1].own_account");
    assert_eq!(changed(&own, Change::Check(check, false)).scenario, two.scenario);
    assert_eq!(own.after(Action::Undo).scenario, two.scenario);
    assert_eq!(changed(&two, Change::Check(Check::OwnAccount(9), true)).scenario, two.scenario);
}
