//! What the user must know, in one sentence at the top of the answer.

use yew::prelude::*;

use super::{
    desk::{HEADING, focus_soon},
    state::{Action, Dispatch, Remedy, Trouble},
};

#[derive(PartialEq, Properties)]
pub(super) struct MessageProps {
    pub(super) trouble: Option<Trouble>,
    /// Starts the workers again.
    pub(super) on_restart: Callback<()>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Message(props: &MessageProps) -> Html {
    let trouble = props.trouble.as_ref().map(|Trouble { sentence, remedy }| {
        let dispatch = props.dispatch.clone();
        let (label, testid, onclick) = match remedy {
            Remedy::Close | Remedy::Change => {
                let dismiss = move |_: MouseEvent| {
                    dispatch.dispatch(Action::Dismiss);
                    focus_soon(HEADING);
                };
                ("Close", "dismiss", Callback::from(dismiss))
            }
            Remedy::Restart => ("Start again", "restart", props.on_restart.reform(|_: MouseEvent| focus_soon(HEADING))),
            Remedy::Reload => ("Reload", "reload", Callback::from(|_: MouseEvent| reload())),
        };
        html! {
            <div class="message" data-testid="message">
                <p>{ sentence }</p>
                <button type="button" data-testid={testid} {onclick}>{ label }</button>
            </div>
        }
    });
    // Always there, so that screen readers notice when something appears in it.
    html! { <div role="alert">{ for trouble }</div> }
}

fn reload() {
    if let Some(window) = web_sys::window() {
        // A browser that refuses this has its own button for it.
        let _ = window.location().reload();
    }
}
