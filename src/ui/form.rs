//! The form: the scenario, group by group.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    audience::AudienceMenu,
    field_row::FieldRow,
    period::Period,
    plans::PlanMenus,
    state::{Dispatch, Draft, Entry},
};
use crate::{
    catalog::Catalog,
    scenario::{Field, Group, PRESETS, ValidScenario},
};

#[derive(PartialEq, Properties)]
pub(super) struct FormProps {
    pub(super) scenario: Rc<ValidScenario>,
    pub(super) catalog: Rc<Catalog>,
    pub(super) preset: Option<usize>,
    pub(super) drafts: Vec<Draft>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Form(props: &FormProps) -> Html {
    let FormProps { scenario, dispatch, .. } = props;
    let story = props.preset.and_then(|index| PRESETS.get(index)).map(|preset| preset.story);
    let drafts = |ours: &dyn Fn(&Entry) -> bool| -> Vec<Draft> {
        props.drafts.iter().filter(|draft| ours(&draft.entry)).cloned().collect()
    };
    let groups = Group::ALL.map(|group| {
        let menus = match group {
            Group::Audience => {
                html! { <AudienceMenu profile={scenario.audience.profile} dispatch={dispatch.clone()} /> }
            }
            Group::Stack => html! {
                <PlanMenus
                    plans={scenario.stack.inference.plans.clone()}
                    catalog={Rc::clone(&props.catalog)}
                    dispatch={dispatch.clone()}
                />
            },
            _ => Html::default(),
        };
        let rows = Field::ALL.iter().filter(|field| field.spec().group == group).map(|&field| {
            let drafts = drafts(&|entry| matches!(entry, Entry::Number(other, _) if *other == field));
            let (quantity, dispatch) = (field.get(scenario), dispatch.clone());
            html! { <FieldRow key={field.spec().path} {field} {quantity} {drafts} {dispatch} /> }
        });
        html! {
            <fieldset class="group">
                <legend>{ group.title() }</legend>
                { menus }
                { for rows }
            </fieldset>
        }
    });
    html! {
        <form class="form" aria-label="Scenario" onsubmit={|event: SubmitEvent| event.prevent_default()}>
            if let Some(story) = story {
                <p class="story">{ story }</p>
            }
            <Period
                title={scenario.title.clone()}
                months={scenario.months}
                start={scenario.start}
                drafts={drafts(&|entry| matches!(entry, Entry::Title | Entry::Months))}
                dispatch={dispatch.clone()}
            />
            { for groups }
        </form>
    }
}
