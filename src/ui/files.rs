//! The buttons that open a scenario from a file, and save one.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    file,
    state::{Action, Dispatch},
};
use crate::{date::Date, scenario::ValidScenario};

#[derive(PartialEq, Properties)]
pub(super) struct FilesProps {
    pub(super) scenario: Rc<ValidScenario>,
    /// Day of the catalogue.
    pub(super) known: Date,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Files(props: &FilesProps) -> Html {
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
