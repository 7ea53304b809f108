//! Going back and forth.

use super::*;

fn slide(state: &State, position: usize) -> State {
    state.after(Action::Slide { knob: Field::Users.into(), position, at: 0.0 })
}

#[test]
fn a_change_is_taken_back_and_made_again() {
    let start = state();
    let changed = changed(&start, Change::AddFeature);
    let undone = changed.after(Action::Undo);
    assert_eq!((&undone.scenario, undone.preset()), (&start.scenario, Some(0)), "it is the preset again");
    assert_eq!((undone.wish.kinds, undone.wish.number), (Wish::CHANGED, changed.wish.number + 1));
    let redone = undone.after(Action::Redo);
    assert_eq!(redone.scenario, changed.scenario);
    assert_eq!(redone.after(Action::Redo).scenario, changed.scenario, "nothing is ahead");
    assert_eq!(undone.after(Action::Undo).wish, undone.wish, "nothing is behind");
}

#[test]
fn a_drag_is_one_step_whatever_happens_meanwhile() {
    let start = state();
    let mut dragged = slide(&slide(&start, 3), 4);
    dragged = dragged.after(done(&dragged, Kind::Live, 1, 1.0));
    dragged = slide(&dragged, 5).after(Action::Release);
    let again = slide(&dragged, 9).after(Action::Release);
    assert_eq!(users(&again.after(Action::Undo)), users(&dragged), "two drags are two steps");
    assert_eq!(users(&again.after(Action::Undo).after(Action::Undo)), users(&start));
}

#[test]
fn what_is_typed_into_a_box_is_one_step() {
    let entry = Entry::Number(Field::Users.into(), End::Exact);
    let start = state();
    let typed = keyed(&start, &entry, "320").after(Action::Leave(entry.clone()));
    let title = keyed(&typed, &Entry::Title, "Mine");
    let back = title.after(Action::Undo);
    assert_eq!((&back.scenario, &back.drafts[..]), (&typed.scenario, &[][..]));
    assert_eq!(users(&back.after(Action::Undo)), users(&start));
    // What cannot be used is not in the scenario: only the box goes back.
    let wrong = keyed(&typed, &entry, "9x");
    let back = wrong.after(Action::Undo);
    assert_eq!((users(&back), &back.drafts[..]), (Quantity::Exact(320.0), &[][..]));
    assert_eq!(users(&back.after(Action::Undo)), users(&start), "the step of nothing is left out");
}

#[test]
fn a_new_change_forgets_what_was_ahead() {
    let one = changed(&state(), Change::AddFeature);
    let other = changed(&one.after(Action::Undo), Change::AddLaunch);
    assert_eq!(other.after(Action::Redo).scenario, other.scenario);
}

#[test]
fn opening_something_else_can_be_taken_back() {
    let mine = changed(&state(), Change::AddFeature);
    let opened = mine.after(Action::Preset(1));
    assert_eq!(opened.preset(), Some(1));
    let back = opened.after(Action::Undo);
    assert_eq!((&back.scenario, &back.base), (&mine.scenario, &mine.base));
    assert!(back.opened, "another document");
    assert_eq!(back.after(Action::Redo).preset(), Some(1));
}

#[test]
fn reset_goes_back_to_what_was_opened_and_can_be_taken_back() {
    let file = Origin::File("mine.json".to_owned());
    let start = state().after(Action::Open(file, Box::new(PRESETS[1].scenario().unwrap()), None));
    let changed = changed(&changed(&start, Change::AddFeature), Change::AddLaunch);
    let reset = changed.after(Action::Reset);
    assert_eq!((&reset.scenario, reset.is_as_opened()), (&start.scenario, true));
    assert_eq!(reset.after(Action::Reset).wish, reset.wish, "once");
    assert_eq!(reset.after(Action::Undo).scenario, changed.scenario);
}

#[test]
fn only_so_many_steps_are_remembered() {
    let many = (0..400).fold(state(), |state, _| {
        let toggled =
            if state.scenario.launches.scheduled.is_empty() { Change::AddLaunch } else { Change::RemoveLaunch(0) };
        changed(&state, toggled)
    });
    let back = (0..400).fold(many, |state, _| state.after(Action::Undo));
    assert!(!back.history.has_past(&back.scenario) && back.history.has_ahead(&back.scenario));
}

#[test]
fn a_finger_that_scrolls_over_a_slider_changes_nothing() {
    let start = state();
    let touched = slide(&start, 3);
    assert_eq!(users(&touched.after(Action::Abandon(Field::Users.into()))), users(&start));
    let other = touched.after(Action::Abandon(Field::Budget.into()));
    assert_eq!(users(&other), users(&touched), "another slider");
    let again = slide(&touched.after(Action::Abandon(Field::Users.into())), 9);
    assert_eq!(users(&again.after(Action::Undo)), users(&start), "the next drag is a step of its own");
    let wrong = keyed(&start, &Entry::Title, "line\n");
    let back = slide(&wrong, 3).after(Action::Abandon(Field::Users.into()));
    assert_eq!(users(&back), users(&start), "whatever else is on the page");
    let done = touched.after(Action::Release).after(Action::Abandon(Field::Users.into()));
    assert_eq!(users(&done), users(&touched), "it was let go before");
}

#[test]
fn a_text_that_cannot_be_used_can_be_taken_back() {
    let wrong = keyed(&state(), &Entry::Number(Field::Users.into(), End::Exact), "x");
    assert!(wrong.can_undo());
    let back = wrong.after(Action::Undo);
    assert!(!back.can_undo() && back.drafts.is_empty());
}

#[test]
fn what_cannot_be_computed_is_not_opened() {
    let mut unknown = PRESETS[1].scenario().unwrap().into_inner();
    unknown.features[0].inference.plans = vec!["no-such-plan".to_owned()];
    let start = state();
    let refused = start.after(Action::Open(Origin::Link, Box::new(unknown.validate().unwrap()), None));
    assert_eq!((&refused.scenario, &refused.base), (&start.scenario, &start.base));
    let sentence = refused.trouble.unwrap().sentence;
    assert!(sentence.contains("no-such-plan") && sentence.ends_with("Your scenario stays."), "{sentence}");
}
