//! Numbers that follow from the users, and that are typed.

use super::*;
use crate::ui::state::Derived;

const REGISTERED: Entry = Entry::Derived(Derived::Registered);
const USES: Entry = Entry::Derived(Derived::Uses(0));

/// 150 users of 500 who are registered; a fifth of them uses it five times on each of January's 31 days.
fn fixed() -> State {
    let mut scenario = PRESETS[0].scenario().unwrap().into_inner();
    for (field, number) in [
        (Field::Users, 150.0),
        (Field::MonthlyShare, 30.0),
        (Field::ActiveShare, 20.0),
        (Field::CallsPerActiveDay, 5.0),
        (Field::Scheduled, 0.0),
    ] {
        Input::app(field).set(&mut scenario, Quantity::Exact(number));
    }
    opened(Some((Origin::Link, scenario.validate().unwrap())))
}

fn wrong(state: &State, entry: &Entry) -> String {
    state.draft(entry).and_then(|draft| draft.error.clone()).unwrap_or_default()
}

#[test]
fn they_follow_from_the_users() {
    let state = fixed();
    let of = |state: &State| [Derived::Registered, Derived::Uses(0)].map(|it| it.of(&state.scenario));
    assert_eq!(of(&state), [500.0, 4_650.0]);
    assert_eq!(of(&typed(&state, Field::Users, End::Exact, "300")), [1_000.0, 9_300.0]);
}

#[test]
fn typing_them_sets_the_users() {
    let many = keyed(&fixed(), &REGISTERED, "100,000");
    assert_eq!((users(&many), wrong(&many, &REGISTERED)), (Quantity::Exact(30_000.0), String::new()));
    let uses = keyed(&many, &USES, "9,300");
    assert_eq!((users(&uses), uses.drafts.len()), (Quantity::Exact(300.0), 1), "the other box shows what follows");
    let left = uses.after(Action::Leave(USES));
    assert_eq!((left.drafts.len(), Derived::Uses(0).of(&left.scenario)), (0, 9_300.0));
    assert_eq!(left.after(Action::Undo).scenario, many.scenario, "it is one step");
}

#[test]
fn a_range_of_users_moves_in_proportion() {
    let mut state = fixed().after(Action::Switch(Field::Users.into()));
    assert_eq!(users(&state), Quantity::range(120.0, 180.0));
    state = keyed(&state, &USES, "46500");
    assert_eq!(users(&state), Quantity::range(1_200.0, 1_800.0));
    let most = state.after(Action::Type(REGISTERED, "300,000,000".to_owned()));
    let sentence = "Registered users must be between 4.17 and 277,777,777.77: \
                    Monthly users at the start must be between 1 and 100,000,000.";
    assert_eq!((wrong(&most, &REGISTERED).as_str(), users(&most)), (sentence, users(&state)));
}

#[test]
fn what_leads_to_no_users_is_refused() {
    let state = fixed();
    for (entry, text) in [(&REGISTERED, "0"), (&REGISTERED, "1e9"), (&USES, "-5"), (&USES, "10x"), (&USES, "30")] {
        let refused = state.after(Action::Type(entry.clone(), text.to_owned()));
        assert!(!wrong(&refused, entry).is_empty() && refused.scenario == state.scenario, "{text}");
    }
    // Its first 7,440 uses are nobody's.
    let scheduled = typed(&state, Field::Scheduled, End::Exact, "10");
    let few = scheduled.after(Action::Type(USES, "7,000".to_owned()));
    assert!(
        wrong(&few, &USES).starts_with("Uses in the first month must be between 7,471 and"),
        "{}",
        wrong(&few, &USES)
    );
    let unused = typed(&state, Field::CallsPerActiveDay, End::Exact, "0");
    let any = unused.after(Action::Type(USES, "7,000".to_owned()));
    assert!(wrong(&any, &USES).starts_with("No user uses this feature"), "{}", wrong(&any, &USES));
    assert_eq!(unused.after(Action::Nudge(USES, 1)).scenario, unused.scenario);
}

#[test]
fn boxes_of_one_number_do_not_contradict_each_other() {
    let wrong_uses = fixed().after(Action::Type(USES, "30".to_owned()));
    assert_eq!(typed(&wrong_uses, Field::Users, End::Exact, "70").drafts.len(), 1);
    assert_eq!(wrong_uses.after(Action::Slide { knob: Field::Users.into(), position: 3, at: 0.0 }).drafts, []);
    assert_eq!(wrong_uses.after(Action::Switch(Field::Users.into())).drafts, []);
    let wrong_users = typed(&fixed(), Field::Users, End::Exact, "0");
    assert_eq!(wrong_users.after(Action::Type(USES, "9300".to_owned())).drafts.len(), 1);
}

#[test]
fn arrow_keys_move_them() {
    let up = fixed().after(Action::Nudge(REGISTERED, 100));
    assert_eq!((users(&up), up.draft(&REGISTERED).unwrap().text.as_str()), (Quantity::Exact(180.0), "600"));
    let down = fixed().after(Action::Nudge(USES, -99_999));
    assert_eq!((users(&down), down.draft(&USES).unwrap().text.as_str()), (Quantity::Exact(1.0), "31"));
}
