//! The top of the page.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    copy_link::CopyLink,
    file,
    preset_menu::PresetMenu,
    state::{Action, Dispatch},
    theme::Theme,
};
use crate::{date::Date, scenario::ValidScenario};

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
    html! {
        <header class="header">
            <p class="brand">{ "Headroom" }</p>
            <PresetMenu preset={props.preset} dispatch={props.dispatch.clone()} />
            <div class="steps">{ for steps }</div>
            <p class="badge" data-testid="badge" title={badge.clone()}>{ badge }</p>
            <Files scenario={Rc::clone(&props.scenario)} known={props.known} dispatch={props.dispatch.clone()} />
            <CopyLink scenario={Rc::clone(&props.scenario)} known={props.known} />
            <button type="button" class="quiet theme" data-testid="theme-toggle" {onclick}>
                { if *dark { "Light" } else { "Dark" } }
            </button>
        </header>
    }
}

#[derive(PartialEq, Properties)]
struct FilesProps {
    scenario: Rc<ValidScenario>,
    known: Date,
    dispatch: Dispatch,
}

/// Opening a scenario from a file, and saving one.
#[function_component]
fn Files(props: &FilesProps) -> Html {
    let (input, known) = (use_node_ref(), props.known);
    let choose = {
        let input = input.clone();
        move |_: MouseEvent| input.cast::<HtmlInputElement>().iter().for_each(|input| input.click())
    };
    let onchange = {
        let (input, dispatch) = (input.clone(), props.dispatch.clone());
        move |_: Event| input.cast::<HtmlInputElement>().iter().for_each(|input| file::open(input, known, &dispatch))
    };
    let save = {
        let (scenario, dispatch) = (Rc::clone(&props.scenario), props.dispatch.clone());
        move |_: MouseEvent| {
            let scenario = ValidScenario::clone(&scenario).dated(known);
            if file::save(&scenario, "json", "application/json", &scenario.to_file()).is_none() {
                dispatch.dispatch(Action::Say(
                    "This browser does not allow saving files; copy the link instead.".to_owned(),
                ));
            }
        }
    };
    html! {
        <div class="files">
            <input
                ref={input} type="file" accept=".json,application/json" hidden={true} aria-label="Scenario file"
                data-testid="file-input" {onchange}
            />
            <button type="button" class="quiet" data-testid="open-file" onclick={choose}>{ "Open file" }</button>
            <button type="button" class="quiet" data-testid="save-file" onclick={save}>{ "Save file" }</button>
        </div>
    }
}
