//! The scenario as a link, in the address bar.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{
    listener::Listener,
    state::{Action, Dispatch},
};
use crate::{
    date::Date,
    scenario::ValidScenario,
    share::{self, Shared},
};

/// Browsers allow a page to change its address about a hundred times in half a minute.
const PAUSE: u32 = 500;

/// What the address bar holds: `None` where there is no link.
pub(super) fn read() -> Option<Result<Shared, String>> {
    let fragment = fragment();
    let read = || share::from_fragment(&fragment).map_err(|error| error.to_string());
    (fragment.len() > 1).then(read)
}

/// Writes a scenario into the address bar, if another one stands there; `known` is the day of the catalogue.
pub(super) fn write(scenario: &ValidScenario, known: Date) {
    let Some(window) = web_sys::window() else { return };
    let link = share::to_fragment(scenario, known);
    let link = link.trim_start_matches('#');
    if fragment().trim_start_matches('#') == link {
        return;
    }
    let (location, history) = (window.location(), window.history());
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    if let Ok(history) = history {
        // A browser that refuses this, for instance because of too many changes, keeps the older link.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&format!("{path}#{link}")));
    }
}

/// Keeps the address bar at the scenario, and follows links that are pasted into it.
#[hook]
pub(super) fn use_link(scenario: &Rc<ValidScenario>, known: Date, dispatch: &Dispatch) {
    let timeout = use_mut_ref(|| None);
    let opened_with = use_mut_ref(|| Rc::clone(scenario));
    use_effect_with(Rc::clone(scenario), move |scenario| {
        // What the page opened with needs no link: it came from one, or is what opens without.
        if !Rc::ptr_eq(scenario, &opened_with.borrow()) {
            let scenario = Rc::clone(scenario);
            timeout.replace(Some(Timeout::new(PAUSE, move || write(&scenario, known))));
        }
    });
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let follow = move || match read() {
            Some(Ok(shared)) => dispatch.dispatch(Action::Link(Box::new(shared))),
            Some(Err(sentence)) => dispatch.dispatch(Action::Say(sentence)),
            None => {}
        };
        let listener = web_sys::window().map(|window| Listener::new(&window, "hashchange", follow));
        move || drop(listener)
    });
}

fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}
