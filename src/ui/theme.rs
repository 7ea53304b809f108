//! Light or dark: as the system says, until the user says otherwise.

use yew::prelude::*;

use super::{listener::Listener, root, storage};

const KEY: &str = "headroom-theme";

/// The theme, and how to change it.
#[derive(Clone, PartialEq)]
pub(super) struct Theme {
    /// Whether the page is dark.
    pub(super) dark: bool,
    /// Changes to the other one.
    pub(super) toggle: Callback<()>,
}

/// Follows the system's theme and the user's choice, which the browser remembers.
#[hook]
pub(super) fn use_theme() -> Theme {
    let system = use_state(system_is_dark);
    let chosen = use_state(stored);
    {
        let system = system.setter();
        use_effect_with((), move |()| {
            let query = media_query();
            let listener = query.map(|query| Listener::new(&query, "change", move |_| system.set(system_is_dark())));
            move || drop(listener)
        });
    }
    use_effect_with(*chosen, |chosen| {
        let name = chosen.map(|dark| if dark { "dark" } else { "light" });
        root::set("data-theme", name);
        // A browser that keeps nothing forgets the choice with the page, which is what its user asked for.
        storage::set(KEY, name);
    });
    let dark = chosen.unwrap_or(*system);
    let toggle = {
        let (system, chosen) = (*system, chosen.setter());
        // Back at what the system says, the page follows the system again.
        use_callback((dark, system), move |(), &(dark, system)| chosen.set((dark == system).then_some(!dark)))
    };
    Theme { dark, toggle }
}

fn media_query() -> Option<web_sys::MediaQueryList> {
    web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok()?
}

fn system_is_dark() -> bool {
    media_query().is_some_and(|query| query.matches())
}

fn stored() -> Option<bool> {
    match storage::get(KEY)?.as_str() {
        "dark" => Some(true),
        "light" => Some(false),
        _ => None,
    }
}
