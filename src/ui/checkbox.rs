//! Something that is there or not.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::state::{Action, Change, Check, Dispatch};

#[derive(PartialEq, Properties)]
pub(super) struct CheckboxProps {
    pub(super) check: Check,
    pub(super) on: bool,
    pub(super) label: AttrValue,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Checkbox(props: &CheckboxProps) -> Html {
    let check = props.check;
    let onchange = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.dispatch(Action::Change(Change::Check(check, input.checked())));
            }
        })
    };
    html! {
        <label class="check">
            <input type="checkbox" checked={props.on} data-testid={format!("check-{}", check.path())} {onchange} />
            <span>{ &props.label }</span>
        </label>
    }
}
