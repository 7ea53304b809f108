//! A box to type into.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::state::{Action, Dispatch, Draft, Entry};

#[derive(PartialEq, Properties)]
pub(super) struct FieldBoxProps {
    /// Which box it is.
    pub(super) entry: Entry,
    /// What stands in it when the user is not at work on it.
    pub(super) value: AttrValue,
    /// What the user has typed.
    pub(super) draft: Option<Draft>,
    pub(super) testid: AttrValue,
    pub(super) label: AttrValue,
    /// Ids of the elements that explain it.
    pub(super) described_by: AttrValue,
    /// Whether it takes a number, so that phones show digits.
    #[prop_or(true)]
    pub(super) numeric: bool,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn FieldBox(props: &FieldBoxProps) -> Html {
    let entry = &props.entry;
    let oninput = {
        let (entry, dispatch) = (entry.clone(), props.dispatch.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.dispatch(Action::Type(entry.clone(), input.value()));
            }
        })
    };
    let onkeydown = {
        let (entry, dispatch) = (entry.clone(), props.dispatch.clone());
        let numeric = props.numeric;
        Callback::from(move |event: KeyboardEvent| {
            let steps = match event.key().as_str() {
                "ArrowUp" => 1,
                "ArrowDown" => -1,
                // What was typed holds from here on, whatever is typed next.
                "Enter" => return dispatch.dispatch(Action::Leave(entry.clone())),
                _ => return,
            };
            if numeric {
                event.prevent_default();
                dispatch.dispatch(Action::Nudge(entry.clone(), steps));
            }
        })
    };
    let onblur = {
        let (entry, dispatch) = (entry.clone(), props.dispatch.clone());
        Callback::from(move |_: FocusEvent| dispatch.dispatch(Action::Leave(entry.clone())))
    };
    let value = props.draft.as_ref().map_or_else(|| props.value.clone(), |draft| draft.text.clone().into());
    let invalid = props.draft.as_ref().is_some_and(|draft| draft.error.is_some());
    html! {
        <input
            type="text"
            class={if props.numeric { "number" } else { "text" }}
            inputmode={if props.numeric { "decimal" } else { "text" }}
            autocomplete="off"
            spellcheck="false"
            data-testid={&props.testid}
            aria-label={&props.label}
            aria-describedby={&props.described_by}
            aria-invalid={invalid.to_string()}
            {value}
            {oninput}
            {onkeydown}
            {onblur}
        />
    }
}
