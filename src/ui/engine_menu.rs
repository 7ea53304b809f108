//! The choice of what computes full runs, which the browser remembers.

use yew::prelude::*;

use super::{
    choice::chosen_in,
    state::{Action, Dispatch},
    storage,
};
use crate::worker::Wanted;

const KEY: &str = "headroom-engine";

/// What can be chosen, with a name for programs and one for people.
const ENGINES: [(Wanted, &str, &str); 3] =
    [(Wanted::Automatic, "automatic", "Automatic"), (Wanted::Cpu, "cpu", "CPU"), (Wanted::Gpu, "gpu", "GPU")];

const HELP: &str = "What computes the full answer. Automatic takes the graphics card (GPU) where it was measured to be clearly \
    faster than the processor (CPU). The numbers of the two may differ in the last digit.";

#[derive(PartialEq, Properties)]
pub(super) struct EngineMenuProps {
    pub(super) engine: Wanted,
    /// Why there is no GPU.
    pub(super) no_gpu: Option<String>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn EngineMenu(props: &EngineMenuProps) -> Html {
    let EngineMenuProps { engine, no_gpu, dispatch } = props;
    let onchange = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            if let Some(wanted) = named(&chosen_in(&event)) {
                dispatch.dispatch(Action::Want(wanted));
            }
        }
    };
    let title = no_gpu.as_ref().map_or_else(|| HELP.to_owned(), |reason| format!("{HELP} {reason}"));
    let options = ENGINES.map(|(wanted, id, name)| {
        let missing = no_gpu.clone().filter(|_| wanted == Wanted::Gpu);
        let disabled = missing.is_some();
        html! { <option key={id} value={id} selected={wanted == *engine} {disabled} title={missing}>{ name }</option> }
    });
    html! {
        <label class="engine" {title}>
            <span>{ "Compute on" }</span>
            <select data-testid="engine" ~value={name(*engine)} {onchange}>{ for options }</select>
        </label>
    }
}

/// What was chosen on an earlier visit.
pub(super) fn kept() -> Wanted {
    storage::get(KEY).and_then(|name| named(&name)).unwrap_or_default()
}

/// Keeps the choice for the next visit. A browser that keeps nothing forgets it with the page, which is what its user asked
/// for.
pub(super) fn keep(engine: Wanted) {
    storage::set(KEY, (engine != Wanted::default()).then(|| name(engine)));
}

fn name(engine: Wanted) -> &'static str {
    ENGINES.iter().find(|(wanted, ..)| *wanted == engine).map_or("", |(_, name, _)| name)
}

fn named(name: &str) -> Option<Wanted> {
    ENGINES.iter().find(|(_, other, _)| *other == name).map(|(wanted, ..)| *wanted)
}
