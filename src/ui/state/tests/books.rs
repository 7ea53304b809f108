//! People, one-offs and cash in the form.

use super::*;
use crate::scenario::{KNOWN_LINES, LineKind};

fn names(state: &State) -> Vec<String> {
    state.scenario.books.lines.iter().map(|line| line.name.clone()).collect()
}

#[test]
fn lines_are_added_changed_and_removed() {
    let engineer = KNOWN_LINES.iter().position(|line| line.id == "003-team-ml");
    let two = changed(&changed(&state(), Change::AddLine(engineer)), Change::AddLine(None));
    assert_eq!(names(&two), ["ML engineer", "Another cost"]);
    assert_eq!(two.scenario.books.lines[0].amount, Quantity::range(140_000.0, 200_000.0));
    let named = two.after(Action::Type(Entry::LineName(1), "Rent".to_owned()));
    let later = changed(&named, Change::LineFrom(1, 6));
    let once = crate::scenario::CostLine { kind: LineKind::OneOff, ..later.scenario.books.lines[1].clone() };
    let once = changed(&later, Change::Line(1, once));
    assert_eq!((names(&once)[1].as_str(), once.scenario.books.lines[1].from), ("Rent", 6));
    let one = changed(&once, Change::RemoveLine(0));
    assert_eq!((names(&one), one.scenario.books.lines[0].kind), (vec!["Rent".to_owned()], LineKind::OneOff));
    assert_eq!(names(&one.after(Action::Undo)).len(), 2);
    assert_eq!(changed(&one, Change::RemoveLine(7)).scenario, one.scenario);
}

#[test]
fn a_line_may_wait_for_users_and_money_comes_in() {
    let line = changed(&state(), Change::AddLine(None));
    let users = Input { field: Field::LineUsers, place: 0 };
    let waits = changed(&line, Change::Check(Check::Number(users), true));
    assert_eq!(users.get(&waits.scenario), Some(Quantity::Exact(10_000.0)));
    let typed = waits.after(Action::Type(
        Entry::Number(Input { field: Field::LineAmount, place: 0 }, End::Exact),
        "2500".to_owned(),
    ));
    assert_eq!(typed.scenario.books.lines[0].amount, Quantity::Exact(2_500.0));
    let raised = changed(&changed(&typed, Change::AddRound), Change::RoundMonth(0, 9));
    assert_eq!((raised.scenario.books.rounds.len(), raised.scenario.books.rounds[0].month), (1, 9));
    assert_eq!(changed(&raised, Change::RemoveRound(0)).scenario.books.rounds, []);
}

#[test]
fn two_hiring_plans_are_alternatives_and_what_is_removed_from_the_first_is_gone_in_both() {
    let base = changed(&changed(&state(), Change::AddLine(Some(0))), Change::AddLine(Some(13)));
    let two = base.after(Action::Compare(Compare::Copy));
    let hires =
        two.after(Action::Type(Entry::Number(Input { field: Field::LineCount, place: 1 }, End::Exact), "3".to_owned()));
    assert_eq!(hires.document.simulated(0).books.lines[1].count, Quantity::Exact(1.0));
    assert_eq!(hires.document.simulated(1).books.lines[1].count, Quantity::Exact(3.0));
    let first = changed(&hires.after(Action::Compare(Compare::Show(0))), Change::RemoveLine(0));
    assert_eq!(first.document.simulated(1).books.lines.len(), 1);
    assert_eq!(first.document.simulated(1).books.lines[0].count, Quantity::Exact(3.0));
}
