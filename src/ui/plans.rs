//! Choosing the plan to be on, and the one to move to.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::state::{Action, Dispatch};
use crate::catalog::Catalog;

#[derive(PartialEq, Properties)]
pub(super) struct PlanMenusProps {
    /// Ids, first to last.
    pub(super) plans: Vec<String>,
    pub(super) catalog: Rc<Catalog>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn PlanMenus(props: &PlanMenusProps) -> Html {
    let first = props.plans.first().cloned().unwrap_or_default();
    let then = props.plans.get(1).cloned().unwrap_or_default();
    let choosing = |plans: Rc<dyn Fn(String) -> Vec<String>>| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                dispatch.dispatch(Action::Plans(plans(select.value())));
            }
        })
    };
    let on_first = {
        let then = then.clone();
        choosing(Rc::new(move |first| ladder(first, then.clone())))
    };
    let on_then = {
        let first = first.clone();
        choosing(Rc::new(move |then| ladder(first.clone(), then)))
    };
    html! {
        <>
            <label class="menu">
                <span>{ "Plan" }</span>
                <select data-testid="plan-first" onchange={on_first}>{ options(&props.catalog, &first, "") }</select>
            </label>
            <label class="menu">
                <span>{ "then" }</span>
                <select data-testid="plan-then" onchange={on_then}>
                    <option key="" value="" selected={then.is_empty()}>{ "no other plan" }</option>
                    { options(&props.catalog, &then, &first) }
                </select>
            </label>
        </>
    }
}

/// The plans of a ladder; the same plan twice is the plan alone.
fn ladder(first: String, then: String) -> Vec<String> {
    if then.is_empty() || then == first { vec![first] } else { vec![first, then] }
}

/// Every plan but `without`, and the chosen one even if the catalogue does not know it.
fn options(catalog: &Catalog, chosen: &str, without: &str) -> Html {
    let unknown = (!chosen.is_empty() && catalog.plan(chosen).is_none())
        .then(|| html! { <option key={chosen} value={chosen.to_owned()} selected={true}>{ format!("Unknown: {chosen}") }</option> });
    let known = catalog.plans().filter(|plan| plan.id != without).map(|plan| {
        let (id, selected) = (plan.id.clone(), plan.id == chosen);
        html! { <option key={id.clone()} value={id} {selected}>{ &plan.name }</option> }
    });
    html! { <>{ for unknown }{ for known }</> }
}
