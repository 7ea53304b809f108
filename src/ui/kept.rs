//! The last scenario, kept by the browser and in the address bar.

use std::{mem, rc::Rc};

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::StorageEvent;
use yew::prelude::*;

use super::{
    link,
    listener::Listener,
    state::{Action, Dispatch},
    storage,
};
use crate::{date::Date, scenario::ValidScenario, share};

const KEY: &str = "headroom-scenario";

/// Milliseconds without a change before a scenario is kept. Browsers allow a page to change its address about a hundred
/// times in half a minute.
const PAUSE: u32 = 500;

/// Said once, when the browser does not keep a scenario.
const REFUSED: &str =
    "This browser does not keep your scenario for the next visit: copy the link or save a file before you leave.";

/// Said once, when another tab has kept a scenario of its own.
const OTHER_TAB: &str =
    "Another tab has kept a scenario of its own, which opens on the next visit. This tab keeps showing yours.";

/// What the browser has kept, as the fragment of a link.
pub(super) fn read() -> Option<String> {
    storage::get(KEY)
}

/// Puts a scenario into the address bar and into the browser's storage. Says whether it is kept there.
fn keep(scenario: &ValidScenario, known: Date) -> bool {
    let link = share::to_fragment(scenario, known);
    // Where the address bar refuses, the storage may not.
    let _ = link::write(&link);
    storage::set(KEY, Some(&link))
}

/// Keeps the scenario soon after every change, and before the page is left.
#[hook]
pub(super) fn use_kept(scenario: &Rc<ValidScenario>, known: Date, dispatch: &Dispatch) {
    let waiting = use_mut_ref(|| None::<(Timeout, Rc<ValidScenario>)>);
    let is_first = use_mut_ref(|| true);
    let complained = use_mut_ref(|| false);
    {
        let (waiting, dispatch) = (Rc::clone(&waiting), dispatch.clone());
        use_effect_with(Rc::clone(scenario), move |scenario| {
            // What the page opened with needs no keeping: it came from somewhere, or is what opens by itself.
            if is_first.replace(false) {
                return;
            }
            let (later, kept) = (Rc::clone(&waiting), Rc::clone(scenario));
            let timeout = Timeout::new(PAUSE, move || {
                later.take();
                if !keep(&kept, known) && !complained.replace(true) {
                    dispatch.dispatch(Action::Say(REFUSED.to_owned()));
                }
            });
            waiting.replace(Some((timeout, Rc::clone(scenario))));
        });
    }
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let window = web_sys::window();
        let leaving = move |_| {
            if let Some((_, scenario)) = waiting.take() {
                keep(&scenario, known);
            }
        };
        let leave = window.as_ref().map(|window| Listener::new(window, "pagehide", leaving));
        // Browsers tell the other tabs only.
        let mut said = false;
        let stored = move |event: Event| {
            let is_ours = event.dyn_into::<StorageEvent>().is_ok_and(|event| event.key().as_deref() == Some(KEY));
            if is_ours && !mem::replace(&mut said, true) {
                dispatch.dispatch(Action::Say(OTHER_TAB.to_owned()));
            }
        };
        let store = window.as_ref().map(|window| Listener::new(window, "storage", stored));
        move || drop((leave, store))
    });
}
