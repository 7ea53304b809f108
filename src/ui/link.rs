//! The scenario as a link, in the address bar.

use yew::prelude::*;

use super::{
    listener::Listener,
    state::{Action, Dispatch, Origin},
};
use crate::{date::Date, scenario::ValidScenario, share};

/// A scenario that was opened from a link, and what to know about it, where there is something.
pub(super) type Opened = (ValidScenario, Option<String>);

/// What the address bar holds, beside a catalogue of the day `known`: `None` where there is no link.
pub(super) fn read(known: Date) -> Option<Result<Opened, String>> {
    let fragment = fragment();
    (fragment.len() > 1).then(|| open(&fragment, known))
}

/// The scenario of a fragment beside a catalogue of the day `known`, or a sentence.
pub(super) fn open(fragment: &str, known: Date) -> Result<Opened, String> {
    let shared = share::from_fragment(fragment).map_err(|error| error.to_string())?;
    let differences = shared.differences(known);
    Ok((shared.scenario.opened(known), (!differences.is_empty()).then(|| differences.join(" "))))
}

/// Writes a fragment into the address bar, if another one stands there. Gives the address with it, whether or not the
/// browser took it.
pub(super) fn write(link: &str) -> Option<String> {
    let window = web_sys::window()?;
    let (location, history) = (window.location(), window.history());
    let page = location.pathname().ok()? + &location.search().ok()?;
    if fragment() != link
        && let Ok(history) = history
    {
        // A browser that refuses this, for instance because of too many changes, keeps the older link.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&format!("{page}{link}")));
    }
    Some(location.origin().ok()? + &page + link)
}

/// Follows links that are pasted into the address bar.
#[hook]
pub(super) fn use_followed_links(known: Date, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let follow = move |_| match read(known) {
            Some(Ok((scenario, remark))) => dispatch.dispatch(Action::Open(Origin::Link, Box::new(scenario), remark)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::PRESETS;

    #[test]
    fn a_link_keeps_its_day_of_prices_only_if_more_is_known_since() {
        let known = Date { year: 2026, month: 10, day: 7 };
        let old = Date { year: 2026, month: 8, day: 1 };
        let new = Date { year: 2027, ..known };
        for (prices, kept, said) in [(old, Some(old), false), (known, None, false), (new, None, true)] {
            let fragment = share::to_fragment(&PRESETS[1].scenario().unwrap(), prices);
            let (scenario, remark) = open(&fragment, known).unwrap();
            assert_eq!((scenario.prices, remark.is_some()), (kept, said), "{prices}");
        }
    }
}
