//! People, one-offs and cash in the form.

use super::*;
use crate::scenario::{CostLine, Effect, KNOWN_LINES, LineKind, Sale, SaleKind};

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
    let once = CostLine { kind: LineKind::OneOff, ..later.scenario.books.lines[1].clone() };
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

/// Texts in boxes of effects go with one that is removed, as they would stand at another.
#[test]
fn what_a_line_changes_is_added_typed_and_removed() {
    let support = KNOWN_LINES.iter().position(|line| line.name == "Customer support");
    let added = changed(&state(), Change::AddLine(support));
    let line = |state: &State| state.scenario.books.lines[0].clone();
    let [refused, slow] = [Field::LostWhenRefused, Field::LostWhenSlow].map(|input| Effect::by(input, -20.0));
    assert_eq!(line(&added).effects, [refused, slow]);
    let third = CostLine { effects: vec![refused, slow, Effect::none(Field::Paying)], ..line(&added) };
    let more = changed(&added, Change::Line(0, third));
    let of_paying = Entry::Number(Input::effect(0, 2), End::Exact);
    let typed = more.after(Action::Type(of_paying.clone(), "15".to_owned()));
    assert_eq!(line(&typed).effects[2], Effect::by(Field::Paying, 15.0));
    // All that is typed into a box is one edit.
    let wrong = typed.after(Action::Type(of_paying, "301".to_owned()));
    let sentence = wrong.drafts[0].error.clone().unwrap();
    assert!(sentence.contains("between -95 and 300"), "{sentence}");
    let fewer = changed(&wrong, Change::RemoveEffect(0, 0));
    assert_eq!(line(&fewer).effects, [slow, Effect::none(Field::Paying)]);
    assert_eq!((fewer.drafts.len(), line(&changed(&fewer, Change::RemoveEffect(0, 7)))), (0, line(&fewer)));
}

#[test]
fn a_known_line_brings_no_more_effects_than_there_is_room_for() {
    let support = KNOWN_LINES.iter().position(|line| line.name == "Customer support");
    let seven = (0..7).fold(state(), |state, _| changed(&state, Change::AddLine(support)));
    let lines = &seven.scenario.books.lines;
    assert_eq!((lines.len(), seven.scenario.books.effects(), lines[6].effects.len()), (7, 12, 0));
}

#[test]
fn alternatives_keep_what_they_change_of_an_effect() {
    let support = KNOWN_LINES.iter().position(|line| line.name == "Customer support");
    let base = changed(&state(), Change::AddLine(support));
    let two = base.after(Action::Compare(Compare::Copy));
    let slow = Entry::Number(Input::effect(0, 1), End::Exact);
    let better = two.after(Action::Type(slow, "-60".to_owned()));
    let first = changed(&better.after(Action::Compare(Compare::Show(0))), Change::RemoveEffect(0, 0));
    let effects = |place: usize| first.document.simulated(place).books.lines[0].effects.clone();
    assert_eq!(effects(0), [Effect::by(Field::LostWhenSlow, -20.0)]);
    assert_eq!(effects(1), [Effect::by(Field::LostWhenSlow, -60.0)]);
}

/// The one price there was is the first plan; the others are none of it, in name and id.
#[test]
fn what_is_sold_is_added_changed_and_removed() {
    let start = state();
    let full = (0..Sale::MOST).fold(start.clone(), |state, _| changed(&state, Change::AddSale));
    let sales = &full.scenario.money.sales;
    assert_eq!((sales.len(), full.trouble.as_ref()), (Sale::MOST, None));
    assert_eq!((sales[0].price, sales[0].share), (start.scenario.money.price, start.scenario.money.paying));
    let yearly = Sale { kind: SaleKind::Yearly, trial: 2, ..sales[1].clone() };
    let other = changed(&full, Change::Sale(1, yearly.clone()));
    let named = other.after(Action::Type(Entry::SaleName(1), "A year".to_owned()));
    assert_eq!(named.scenario.money.sales[1], Sale { name: "A year".to_owned(), ..yearly });
    let fewer = changed(&named, Change::RemoveSale(0));
    assert_eq!((fewer.scenario.money.sales.len(), fewer.scenario.money.sales[0].name.as_str()), (5, "A year"));
}
