//! The top of the page.

use std::rc::Rc;

use yew::prelude::*;

use super::{copy_link::CopyLink, preset_menu::PresetMenu, state::Dispatch, theme::Theme};
use crate::{date::Date, scenario::ValidScenario};

#[derive(PartialEq, Properties)]
pub(super) struct HeaderProps {
    pub(super) preset: Option<usize>,
    pub(super) scenario: Rc<ValidScenario>,
    /// Day of the catalogue.
    pub(super) known: Date,
    /// How the answer was computed.
    pub(super) badge: Option<String>,
    pub(super) dispatch: Dispatch,
    pub(super) theme: Theme,
}

#[function_component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let Theme { dark, toggle } = &props.theme;
    let onclick = toggle.reform(|_: MouseEvent| ());
    html! {
        <header class="header">
            <p class="brand">{ "Headroom" }</p>
            <PresetMenu preset={props.preset} dispatch={props.dispatch.clone()} />
            <p class="badge" data-testid="badge">{ props.badge.as_deref().unwrap_or("Starting the workers") }</p>
            <CopyLink scenario={Rc::clone(&props.scenario)} known={props.known} />
            <button type="button" class="quiet theme" data-testid="theme-toggle" {onclick}>
                { if *dark { "Light" } else { "Dark" } }
            </button>
        </header>
    }
}
