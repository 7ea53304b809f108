//! Choosing a month of the run.

use yew::prelude::*;

use super::{
    choice::menu,
    state::{Change, Dispatch},
};
use crate::{
    date::Month,
    scenario::{LadderAt, Launch, Scenario},
};

/// What happens in the month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Happens {
    /// Users begin to pay, or never do.
    Income,
    /// A ladder moves on.
    MoveOn(LadderAt),
    /// A launch, by its place.
    Launch(usize, Launch),
    /// A cost line begins, by its place.
    Line(usize),
    /// Money comes from investors, by the round's place.
    Round(usize),
}

#[derive(PartialEq, Properties)]
pub(super) struct MonthMenuProps {
    pub(super) happens: Happens,
    /// The month chosen, counted from 1; 0 is never.
    pub(super) month: u32,
    /// First month of the run.
    pub(super) start: Month,
    pub(super) testid: AttrValue,
    pub(super) label: AttrValue,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn MonthMenu(props: &MonthMenuProps) -> Html {
    let (happens, start) = (props.happens, props.start);
    let change = move |chosen: &str| {
        let month = chosen.parse().ok()?;
        Some(match happens {
            Happens::Income => Change::IncomeFrom(month),
            Happens::MoveOn(at) => Change::MoveMonth(at, month),
            Happens::Launch(place, launch) => Change::Launch(place, Launch { month, ..launch }),
            Happens::Line(place) => Change::LineFrom(place, month),
            Happens::Round(place) => Change::RoundMonth(place, month),
        })
    };
    let never = (happens == Happens::Income).then(|| (0, "never".to_owned()));
    let months = Scenario::MONTHS
        .map(|month| (month, format!("month {month}, {}", start.plus(month.saturating_sub(1) as usize).name())));
    let called = Some(props.label.to_string());
    menu(&props.testid, called, never.into_iter().chain(months), props.month, change, &props.dispatch)
}
