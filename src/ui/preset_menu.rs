//! Choosing a ready-made scenario.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
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
    let menu = use_node_ref();
    let onkeydown = {
        let menu = menu.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close(&menu, true);
            }
        }
    };
    let onfocusout = {
        let menu = menu.clone();
        move |event: FocusEvent| {
            let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            if !menu.get().is_some_and(|menu| menu.contains(to.as_ref())) {
                close(&menu, false);
            }
        }
    };
    let entries = PRESETS.iter().enumerate().map(|(index, preset)| {
        let (menu, dispatch) = (menu.clone(), props.dispatch.clone());
        let onclick = move |_: MouseEvent| {
            close(&menu, true);
            dispatch.dispatch(Action::Preset(index));
        };
        let current = (props.preset == Some(index)).then_some("true");
        html! {
            <li key={preset.id}>
                <button type="button" data-testid={format!("preset-{}", preset.id)} aria-current={current} {onclick}>
                    <strong>{ preset.title }</strong>
                    <span>{ preset.story }</span>
                </button>
            </li>
        }
    });
    html! {
        <details class="presets" ref={menu.clone()} {onkeydown} {onfocusout}>
            <summary data-testid="presets">{ "Scenarios" }</summary>
            <ul>{ for entries }</ul>
        </details>
    }
}

/// Folds the menu up, and with `focus` gives the focus back to what opened it.
fn close(menu: &NodeRef, focus: bool) {
    let Some(menu) = menu.cast::<HtmlElement>() else { return };
    // Neither is refused to an element of the page.
    let _ = menu.remove_attribute("open");
    let summary = menu.query_selector("summary").ok().flatten().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(summary) = summary.filter(|_| focus) {
        let _ = summary.focus();
    }
}
