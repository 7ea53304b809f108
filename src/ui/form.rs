//! The form: the scenario, group by group.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    choice::{PROFILES, choice},
    desk::{Desk, section},
    features::features,
    growth::growth,
    launches::launches,
    month_menu::{Happens, MonthMenu},
    period::Period,
    same::Same,
    slots::slots,
    state::{Change, Dispatch, Draft, Entry},
};
use crate::{
    catalog::Catalog,
    scenario::{Field, Group, PRESETS, ValidScenario},
};

#[derive(PartialEq, Properties)]
pub(super) struct FormProps {
    pub(super) scenario: Rc<ValidScenario>,
    pub(super) catalog: Same<Catalog>,
    pub(super) preset: Option<usize>,
    pub(super) drafts: Vec<Draft>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Form(props: &FormProps) -> Html {
    let FormProps { scenario, catalog, drafts, dispatch, .. } = props;
    let story = props.preset.and_then(|index| PRESETS.get(index)).map(|preset| preset.story);
    let desk = Desk { scenario, catalog: catalog.clone(), drafts, dispatch };
    let groups = Group::ALL.map(|group| section(group.title(), opens(group), content(&desk, group)));
    html! {
        <form class="form" aria-label="Scenario" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            if let Some(story) = story {
                <p class="story">{ story }</p>
            }
            <Period
                title={scenario.title.clone()}
                months={scenario.months}
                start={scenario.start}
                drafts={desk.drafts(|entry| matches!(entry, Entry::Title | Entry::Months))}
                dispatch={dispatch.clone()}
            />
            { for groups }
        </form>
    }
}

/// Whether a group is unfolded at first.
const fn opens(group: Group) -> bool {
    matches!(group, Group::Growth | Group::Feature | Group::Ladder | Group::Money)
}

fn content(desk: &Desk<'_>, group: Group) -> Html {
    let fields: Vec<Field> = Field::ALL.iter().copied().filter(|field| field.spec().group == group).collect();
    let rows = || desk.rows(&fields, 0);
    let with_rows = |first: Html| html! { <>{ first }{ rows() }</> };
    match group {
        Group::Growth => growth(desk),
        Group::Launches => with_rows(launches(desk)),
        Group::Audience => {
            let profile = desk.scenario.audience.profile;
            with_rows(choice("Users", "audience-profile", PROFILES, profile, Change::Profile, desk.dispatch))
        }
        Group::Feature => features(desk),
        Group::Ladder => slots(desk),
        Group::Money => with_rows(income(desk)),
        Group::Site | Group::Server | Group::Client => rows(),
    }
}

/// When users begin to pay.
fn income(desk: &Desk<'_>) -> Html {
    html! {
        <div class="menu">
            <span>{ "Users pay" }</span>
            <MonthMenu
                happens={Happens::Income} month={desk.scenario.money.income_from} start={desk.scenario.start}
                testid="income-from" label="Users pay from" dispatch={desk.dispatch.clone()}
            />
        </div>
    }
}
