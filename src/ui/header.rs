//! The top of the page.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    copy_link::CopyLink,
    engine_menu::EngineMenu,
    files::Files,
    preset_menu::PresetMenu,
    state::{Action, Dispatch},
    theme::Theme,
};
use crate::{date::Date, scenario::ValidScenario, worker::Wanted};

/// What the words of the badge mean.
const HELP: &str = "An hour-step is one simulated hour of one possible future, counted once: the futures times the hours of \
    all months. Futures are checked by simulating them on the CPU too.";

#[derive(PartialEq, Properties)]
pub(super) struct HeaderProps {
    pub(super) preset: Option<usize>,
    pub(super) scenario: Rc<ValidScenario>,
    /// Which of undo, redo and reset would do something.
    pub(super) steps: [bool; 3],
    /// Day of the catalogue.
    pub(super) known: Date,
    /// How the answer was computed.
    pub(super) badge: Option<String>,
    /// What should compute full runs.
    pub(super) engine: Wanted,
    /// Why no GPU can.
    pub(super) no_gpu: Option<String>,
    pub(super) dispatch: Dispatch,
    pub(super) theme: Theme,
}

#[function_component]
pub(super) fn Header(props: &HeaderProps) -> Html {
    let Theme { dark, toggle } = &props.theme;
    let onclick = toggle.reform(|_: MouseEvent| ());
    let names = [
        ("Undo", "undo", "Take back the last change (Ctrl+Z)", Action::Undo),
        ("Redo", "redo", "Make it again (Ctrl+Shift+Z)", Action::Redo),
        ("Reset", "reset", "Take back everything since this scenario was opened", Action::Reset),
    ];
    let steps = names.into_iter().zip(props.steps).map(|((name, testid, title, action), does)| {
        let dispatch = props.dispatch.clone();
        let onclick = move |_: MouseEvent| dispatch.dispatch(action.clone());
        html! {
            <button type="button" class="quiet" key={testid} data-testid={testid} {title} aria-disabled={(!does).to_string()} {onclick}>
                { name }
            </button>
        }
    });
    let badge = props.badge.clone().unwrap_or_else(|| "Starting the workers".to_owned());
    let title = format!("{badge}\n{HELP}");
    html! {
        <header class="header">
            <p class="brand">{ "Headroom" }</p>
            <PresetMenu preset={props.preset} dispatch={props.dispatch.clone()} />
            <div class="steps">{ for steps }</div>
            <p class="badge" data-testid="badge" {title}><span>{ badge }</span></p>
            <EngineMenu engine={props.engine} no_gpu={props.no_gpu.clone()} dispatch={props.dispatch.clone()} />
            <Files scenario={Rc::clone(&props.scenario)} known={props.known} dispatch={props.dispatch.clone()} />
            <CopyLink scenario={Rc::clone(&props.scenario)} known={props.known} />
            <button type="button" class="quiet theme" data-testid="theme-toggle" {onclick}>
                { if *dark { "Light" } else { "Dark" } }
            </button>
        </header>
    }
}
