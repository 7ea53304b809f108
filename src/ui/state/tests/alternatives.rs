//! Alternatives: how they come, go, are shown and taken back.

use super::*;
use crate::{parts::Slot, scenario::LadderAt};

const FIRST: PlanPlace = PlanPlace::Rung(LadderAt::Feature(0), 0);

fn compare(state: &State, what: Compare) -> State {
    state.after(Action::Compare(what))
}

/// The opening preset beside what it would be on another model.
fn two() -> State {
    compare(&state(), Compare::Plan(FIRST, "groq-gpt-oss-20b-free".to_owned()))
}

fn model(state: &State) -> &str {
    &state.scenario.features[0].inference.plans[0]
}

#[test]
fn a_plan_to_compare_with_makes_an_alternative_that_is_shown() {
    let (before, after) = (state(), two());
    assert_eq!((after.document.runs(), after.shown), (2, 1));
    assert_eq!(model(&after), "groq-gpt-oss-20b-free");
    assert_eq!(after.scenario.features[0].inference.plans.len(), 1);
    assert!(!after.document.alternatives[1].name.is_empty());
    assert_eq!(after.wish.kinds, Wish::CHANGED);
    let first = compare(&after, Compare::Show(0));
    assert_eq!((model(&first), first.wish), (model(&before), after.wish), "nothing is computed anew");
    let undone = after.after(Action::Undo);
    assert_eq!((undone.document.runs(), undone.shown, undone.preset()), (1, 0, Some(0)));
    assert_eq!(undone.after(Action::Redo).document, after.document);
}

#[test]
fn a_drag_in_the_first_moves_all_and_one_in_another_only_that() {
    let first = compare(&two(), Compare::Show(0));
    let all = first.after(Action::Slide { knob: Field::Users.into(), position: 9, at: 0.0 });
    assert_eq!(users(&all), users(&compare(&all, Compare::Show(1))));
    assert_ne!(users(&all), users(&first));
    let second = compare(&all, Compare::Show(1));
    let one = second.after(Action::Slide { knob: Field::Users.into(), position: 20, at: 0.0 });
    assert_eq!(users(&compare(&one, Compare::Show(0))), users(&all));
    assert_ne!(users(&one), users(&all));
}

#[test]
fn what_differs_is_taken_back_by_its_place() {
    let state = two();
    let changes = &state.document.alternatives[1].changes;
    let places: Vec<_> = changes.leaves().into_iter().map(|(path, _)| path).collect();
    let path = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
    let expected = ["features.0.first_word", "features.0.inference.plans", "features.0.tokens_a_second"].map(path);
    assert_eq!(places, expected, "how fast the other model is, the catalogue says");
    let back = compare(&state, Compare::TakeBack(places[1].clone()));
    assert_eq!(model(&back), model(&super::state()));
    let back = expected.into_iter().fold(state, |state, path| compare(&state, Compare::TakeBack(path)));
    assert!(back.document.alternatives[1].changes.is_empty());
}

#[test]
fn alternatives_are_copied_dropped_and_kept() {
    let three = compare(&two(), Compare::Copy);
    assert_eq!((three.document.runs(), three.shown), (3, 2));
    let two = compare(&three, Compare::Drop(1));
    assert_eq!((two.document.runs(), two.shown, model(&two)), (2, 1, "groq-gpt-oss-20b-free"));
    let kept = compare(&three, Compare::Keep(1));
    assert_eq!((kept.document.runs(), kept.shown, model(&kept)), (1, 0, "groq-gpt-oss-20b-free"));
    let last = compare(&two, Compare::Drop(0));
    assert_eq!((last.document.runs(), model(&last)), (1, "groq-gpt-oss-20b-free"));
}

#[test]
fn no_seventh_is_made_and_the_reason_is_said() {
    let six = (0..5).fold(state(), |state, _| compare(&state, Compare::Copy));
    assert_eq!((six.document.runs(), six.trouble.clone()), (6, None));
    let more = compare(&six, Compare::Stress(0));
    assert_eq!(more.document, six.document);
    assert_eq!(more.trouble.unwrap().sentence, "At most 6 alternatives can be compared.");
}

#[test]
fn every_alternative_has_its_answer_and_showing_another_asks_for_nothing() {
    let two = two();
    let answered = two.after(done(&two, Kind::Full, 1, 5.0));
    assert_eq!(answered.answer.as_ref().unwrap().scenario, answered.scenario);
    assert!(answered.compared().is_some());
    let first = compare(&answered, Compare::Show(0));
    assert_eq!(first.answer.as_ref().unwrap().scenario, first.scenario);
    assert_eq!((first.answer.as_ref().unwrap().is_settled, first.wish), (true, answered.wish));
}

#[test]
fn what_is_wrong_is_said_without_a_letter_where_it_is_shown() {
    let typed = keyed(&two(), &Entry::Number(Field::Users.into(), End::Exact), "0");
    assert_eq!(
        typed.drafts[0].error.as_deref(),
        Some("Monthly users at the start must be between 1 and 100,000,000 users.")
    );
}

#[test]
fn a_part_of_the_app_is_compared_too() {
    let place = PlanPlace::Rung(LadderAt::Slot(Slot::Data as usize), 0);
    let state = compare(&state(), Compare::Plan(place, "neon-launch".to_owned()));
    assert_eq!(state.scenario.stack.data.plans, ["neon-launch"]);
    let stressed = compare(&state, Compare::Stress(1));
    assert_eq!((stressed.document.runs(), &stressed.document.alternatives[2].name[..]), (3, "A launch day"));
    assert_eq!(stressed.scenario.stack.data.plans, super::state().scenario.stack.data.plans, "it happens to the first");
}

/// Two alternatives, the first with a plan of its own that both are on, and the first is shown.
fn with_own_plan() -> State {
    let own = changed(&state(), Change::OwnPlan(LadderAt::Feature(0), model(&state()).to_owned()));
    compare(&compare(&own, Compare::Copy), Compare::Show(0))
}

#[test]
fn a_new_plan_of_ones_own_is_no_others() {
    let place = LadderAt::Slot(Slot::Data as usize);
    let second = changed(&compare(&state(), Compare::Copy), Change::Plans(place, vec![NEW_PLAN.to_owned()]));
    assert_eq!(second.scenario.stack.data.plans, ["own-1"]);
    let first = compare(&second, Compare::Show(0));
    let made = changed(&first, Change::Plans(LadderAt::Feature(0), vec![NEW_PLAN.to_owned()]));
    assert_eq!(made.scenario.features[0].inference.plans, ["own-2"]);
    let second = compare(&made, Compare::Show(1));
    let parts: Vec<_> = second.scenario.own_plans.iter().map(|own| (own.id.as_str(), own.part)).collect();
    assert_eq!(parts, [("own-2", Slot::Inference), ("own-1", Slot::Data)]);
}

#[test]
fn a_plan_of_ones_own_that_is_gone_is_gone_from_all() {
    let both = with_own_plan();
    // The second is on it by a change of its own.
    let second = compare(&both, Compare::Show(1));
    let ladder = vec!["gpt-6-luna".to_owned(), "own-1".to_owned()];
    let second = changed(&second, Change::Plans(LadderAt::Feature(0), ladder));
    let gone = changed(&compare(&second, Compare::Show(0)), Change::RemoveOwnPlan(0));
    assert_eq!((gone.trouble.clone(), gone.scenario.own_plans.len()), (None, 0));
    let second = compare(&gone, Compare::Show(1));
    assert_eq!(second.scenario.features[0].inference.plans, ["gpt-6-luna", model(&state())]);
}

#[test]
fn a_plan_that_only_one_has_is_taken_back_with_its_places() {
    let second = compare(&state(), Compare::Copy);
    let own = changed(&second, Change::Plans(LadderAt::Feature(0), vec!["gpt-6-luna".to_owned(), NEW_PLAN.to_owned()]));
    let back = compare(&own, Compare::TakeBack(["own_plans", "+own-1"].map(str::to_owned).to_vec()));
    assert_eq!((back.scenario.own_plans.len(), back.scenario.features[0].inference.plans.len()), (0, 1));
}

#[test]
fn what_was_refused_is_forgotten_with_the_next_step() {
    let six = (0..6).fold(state(), |state, _| compare(&state, Compare::Copy));
    assert!(six.trouble.is_some());
    assert_eq!(compare(&six, Compare::Drop(5)).trouble, None);
    assert_eq!(six.after(Action::Type(Entry::Alternative(5), "Last".to_owned())).trouble, None);
}

#[test]
fn a_comparison_settles_with_its_answer() {
    let two = two();
    let live = two.after(done(&two, Kind::Live, 1, 5.0));
    assert!(!live.compared().unwrap().is_settled);
    let cancelled = live.after(Action::Cancel);
    assert!(cancelled.compared().unwrap().is_settled, "nothing better comes");
    assert!(compare(&cancelled, Compare::Show(0)).compared().unwrap().is_settled);
    let moved = compare(&cancelled, Compare::Copy).after(Action::Cancel);
    let answered = moved.after(done(&moved, Kind::Live, 2, 5.0));
    assert!(answered.compared().unwrap().is_settled);
}

#[test]
fn an_answer_says_which_alternative_of_its_run_it_is_of() {
    let two = two();
    let answered = two.after(done(&two, Kind::Full, 1, 5.0));
    let place = |state: &State| state.answer.as_ref().unwrap().place;
    let three = compare(&answered, Compare::Copy);
    assert_eq!((three.shown, place(&three)), (2, 1), "the run has no third");
}
