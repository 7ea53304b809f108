//! The scenario as a link, in the address bar.

use yew::prelude::*;

use super::{
    listener::Listener,
    state::{Action, Dispatch, Origin},
};
use crate::{
    scenario::{Scenario, ValidScenario},
    share,
};

/// The scenario in the address bar: `None` where there is none.
pub(super) fn read() -> Option<Result<ValidScenario, String>> {
    let fragment = fragment();
    (fragment.len() > 1).then(|| scenario_of(&fragment))
}

/// The scenario of a fragment, or a sentence.
pub(super) fn scenario_of(fragment: &str) -> Result<ValidScenario, String> {
    share::from_fragment(fragment).map_err(|error| error.to_string())
}

/// The fragment of a scenario.
pub(super) fn fragment_of(scenario: &Scenario) -> String {
    share::to_fragment(scenario)
}

/// Writes a scenario into the address bar, if another one stands there.
pub(super) fn write(scenario: &Scenario) {
    let Some(window) = web_sys::window() else { return };
    let link = fragment_of(scenario);
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

/// Follows links that are pasted into the address bar.
#[hook]
pub(super) fn use_followed_links(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let follow = move |_| match read() {
            Some(Ok(scenario)) => dispatch.dispatch(Action::Open(Origin::Link, Box::new(scenario))),
            Some(Err(sentence)) => dispatch.dispatch(Action::Say(format!("{sentence} Your scenario stays."))),
            None => {}
        };
        let listener = web_sys::window().map(|window| Listener::new(&window, "hashchange", follow));
        move || drop(listener)
    });
}

fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}
