//! The plans of a ladder, and when the app moves from one to the next.

use yew::prelude::*;

use super::{
    desk::{Desk, more},
    month_menu::{Happens, MonthMenu},
    own_plan::OwnPlanView,
    plan_menu::PlanMenu,
    plan_numbers::PlanNumbers,
    state::{Check, Entry},
};
use crate::scenario::{Field, Input, Ladder, LadderAt};

/// The menus of a ladder, its rules and the numbers of its plans.
pub(super) fn ladder(desk: &Desk<'_>, at: LadderAt) -> Html {
    let Some(ladder) = desk.scenario.ladder(at) else { return Html::default() };
    let plans = &ladder.plans;
    let menus = (0..(plans.len() + 1).min(Ladder::MAX_RUNGS)).map(|rung| {
        let (catalog, dispatch) = (desk.offered.clone(), desk.dispatch.clone());
        html! { <PlanMenu key={rung} {at} {rung} plans={plans.clone()} {catalog} day={desk.day()} {dispatch} /> }
    });
    let rules = (!plans.is_empty()).then(|| rules(desk, at, ladder));
    let numbers = plans.iter().map(|plan| {
        let own: Vec<_> = desk.scenario.overrides.iter().filter(|own| own.plan == *plan).cloned().collect();
        let drafts = desk.drafts(|entry| matches!(entry, Entry::Own(number) if number.plan == *plan));
        let (made, catalog, dispatch) = (OwnPlanView::new(desk, plan), desk.catalog.clone(), desk.dispatch.clone());
        let (prices, day) = (desk.scenario.prices, desk.day());
        html! {
            <PlanNumbers
                key={plan.clone()} {at} plan={plan.clone()} {catalog} {prices} {day} {own} {made} {drafts} {dispatch}
            />
        }
    });
    html! { <div class="ladder">{ for menus }{ for rules }{ for numbers }</div> }
}

/// When the app moves on, and the spending cap.
fn rules(desk: &Desk<'_>, at: LadderAt, ladder: &Ladder) -> Html {
    let number = |field| {
        let row = desk.row(Input::ladder(field, at));
        row.map(|row| html! { <div class="under">{ row }</div> })
    };
    let optional = |field, words| {
        html! { <>{ desk.checkbox(Check::of_ladder(field, at), words) }{ for number(field) }</> }
    };
    let others = html! {
        <>
            { optional(Field::UsedAlready, "Some of this month's allowance is used already") }
            { optional(Field::SpendCap, "A spending cap at this provider") }
        </>
    };
    if ladder.plans.len() < 2 {
        return more("Spending cap, used already".into(), others);
    }
    let month = ladder.move_on.month.map(|month| {
        let testid = format!("menu-{}.move_on.month", at.path());
        let (start, dispatch) = (desk.scenario.start, desk.dispatch.clone());
        html! {
            <div class="under menu">
                <span>{ "Begin of" }</span>
                <MonthMenu happens={Happens::MoveOn(at)} {month} {start} {testid} label="Month" {dispatch} />
            </div>
        }
    });
    more(
        summary(ladder).into(),
        html! {
            <>
                <p class="help">{ "Move to the next plan when, whichever comes first:" }</p>
                { optional(Field::MoveRefused, "too many calls or visits are turned away") }
                { optional(Field::MoveUsed, "the allowance is nearly used up") }
                { optional(Field::MoveUsers, "there are many users") }
                { desk.checkbox(Check::Income(at), "the first income comes") }
                { desk.checkbox(Check::Month(at), "a certain month begins") }
                { for month }
                { desk.checkbox(Check::Slow(at), "answers take longer than their target") }
                { optional(Field::MoveCheaper, "the next plan would have been cheaper") }
                { for desk.row(Input::ladder(Field::LeadDays, at)) }
                { desk.checkbox(Check::StepDown(at), "Back down when the plan below is enough") }
                { others }
            </>
        },
    )
}

/// When a ladder moves on, in a few words.
fn summary(ladder: &Ladder) -> String {
    let on = &ladder.move_on;
    let words = [
        (on.refused.is_some(), "when refused"),
        (on.used.is_some(), "when used up"),
        (on.users.is_some(), "with many users"),
        (on.income, "with the first income"),
        (on.month.is_some(), "in a month"),
        (on.slow, "when slow"),
        (on.cheaper.is_some(), "when cheaper"),
    ];
    let words: Vec<_> = words.iter().filter(|(on, _)| *on).map(|(_, words)| *words).collect();
    if words.is_empty() { "Never moves on".to_owned() } else { format!("Moves on {}", words.join(" or ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Quantity;

    #[test]
    fn what_moves_a_ladder_is_said_in_a_few_words() {
        let mut ladder = Ladder::default();
        assert_eq!(summary(&ladder), "Never moves on");
        (ladder.move_on.refused, ladder.move_on.income) = (Some(Quantity::Exact(5.0)), true);
        assert_eq!(summary(&ladder), "Moves on when refused or with the first income");
    }
}
