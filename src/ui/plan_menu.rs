//! Choosing a plan of a ladder.

use yew::prelude::*;

use super::{
    choice::{chosen_in, option},
    plan_options::plan_options,
    same::Same,
    search_button::search_button,
    state::{Action, Change, Dispatch, PlanPlace, with_plan},
};
use crate::{
    catalog::{Catalog, Date},
    scenario::LadderAt,
};

#[derive(PartialEq, Properties)]
pub(super) struct PlanMenuProps {
    /// Whose ladder.
    pub(super) at: LadderAt,
    /// Which of its plans, from 0; the place after the last one adds a plan.
    pub(super) rung: usize,
    /// Ids of the ladder's plans, first to last.
    pub(super) plans: Vec<String>,
    pub(super) catalog: Same<Catalog>,
    /// First day of the run.
    pub(super) day: Date,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn PlanMenu(props: &PlanMenuProps) -> Html {
    let PlanMenuProps { at, rung, plans, catalog, day, dispatch } = props;
    let (at, rung) = (*at, *rung);
    let onchange = {
        let (plans, dispatch) = (plans.clone(), dispatch.clone());
        Callback::from(move |event: Event| {
            dispatch.dispatch(Action::Change(Change::Plans(at, with_plan(&plans, rung, chosen_in(&event)))));
        })
    };
    let chosen = plans.get(rung).map_or("", String::as_str);
    let none = match (at, rung) {
        (LadderAt::Slot(_), 0) => Some("not used"),
        (LadderAt::Feature(_), 0) if plans.len() < 2 => None,
        (_, 0) => Some("leave this plan out"),
        _ => Some("no other plan"),
    };
    let none = none.map(|words| option("", words.into(), chosen.is_empty()));
    let taken = |id: &str| plans.iter().enumerate().any(|(other, plan)| other != rung && plan == id);
    let offered = plan_options(catalog, at.slot(), *day, chosen, taken);
    html! {
        <div class="searched">
            <label class="menu">
                <span>{ if rung == 0 { "Plan" } else { "then" } }</span>
                <select data-testid={format!("plan-{}-{rung}", at.path())} ~value={chosen.to_owned()} {onchange}>
                    { for none }{ offered }
                </select>
            </label>
            { search_button(PlanPlace::Rung(at, rung), dispatch) }
        </div>
    }
}
