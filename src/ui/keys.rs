//! Keys that work wherever the focus is.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::{
    listener::Listener,
    state::{Action, Dispatch},
};

/// Undo and redo as in any editor. The browser's own would put texts back into boxes without the page knowing.
#[hook]
pub(super) fn use_keys(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let press = move |event: Event| {
            let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
            let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
            let action = match (event.key().to_lowercase().as_str(), event.shift_key()) {
                ("z", false) => Action::Undo,
                ("z", true) | ("y", false) => Action::Redo,
                _ => return,
            };
            if command {
                event.prevent_default();
                dispatch.dispatch(action);
            }
        };
        let listener = web_sys::window().map(|window| Listener::new(&window, "keydown", press));
        move || drop(listener)
    });
}
