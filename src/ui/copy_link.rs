//! Copying the scenario as a link.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::link;
use crate::{date::Date, scenario::ValidScenario, share};

/// Milliseconds for which the button says what it did.
const SAID: u32 = 4_000;

#[derive(PartialEq, Properties)]
pub(super) struct CopyLinkProps {
    pub(super) scenario: Rc<ValidScenario>,
    /// Day of the catalogue.
    pub(super) known: Date,
}

#[function_component]
pub(super) fn CopyLink(props: &CopyLinkProps) -> Html {
    let said = use_state(|| None);
    let forget = use_mut_ref(|| None);
    let onclick = {
        let (scenario, known, said) = (Rc::clone(&props.scenario), props.known, said.setter());
        Callback::from(move |_: MouseEvent| {
            let address = link::write(&share::to_fragment(&scenario, known));
            let (said, forget) = (said.clone(), Rc::clone(&forget));
            spawn_local(async move {
                let sentence = if copy(address).await.is_some() {
                    "Link copied."
                } else {
                    "This browser does not allow copying; the link is in the address bar."
                };
                said.set(Some(sentence));
                forget.replace(Some(Timeout::new(SAID, move || said.set(None))));
            });
        })
    };
    html! {
        <div class="copy-link">
            <button type="button" data-testid="copy-link" {onclick}>{ "Copy link" }</button>
            <p class="toast" role="status">{ said.unwrap_or_default() }</p>
        </div>
    }
}

/// Copies a text to the clipboard; `None` where that is not allowed.
pub(super) async fn copy(text: Option<String>) -> Option<()> {
    let (window, text) = (web_sys::window()?, text?);
    // Outside a secure context there is no clipboard, whatever the type says.
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return None;
    }
    JsFuture::from(clipboard.write_text(&text)).await.ok().map(|_| ())
}
