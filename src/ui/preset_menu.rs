//! Choosing a ready-made scenario.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::state::{Action, Dispatch};
use crate::scenario::PRESETS;

#[derive(PartialEq, Properties)]
pub(super) struct PresetMenuProps {
    /// Place of the one that is open and unchanged.
    pub(super) preset: Option<usize>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn PresetMenu(props: &PresetMenuProps) -> Html {
    let dispatch = props.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default();
        if let Some(index) = PRESETS.iter().position(|preset| preset.id == chosen) {
            dispatch.dispatch(Action::Preset(index));
        }
    });
    let options = PRESETS.iter().enumerate().map(|(index, preset)| {
        let selected = props.preset == Some(index);
        html! { <option key={preset.id} value={preset.id} title={preset.story} {selected}>{ preset.title }</option> }
    });
    let id = props.preset.and_then(|index| PRESETS.get(index)).map_or("", |preset| preset.id);
    html! {
        <label class="menu">
            <span>{ "Scenario" }</span>
            <select data-testid="preset-select" ~value={id} {onchange}>
                if props.preset.is_none() {
                    <option key="own" value="" selected={true}>{ "Your own" }</option>
                }
                { for options }
            </select>
        </label>
    }
}
