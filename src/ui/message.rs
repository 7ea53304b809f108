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
    /// Opens the GPU again.
    pub(super) on_retry_gpu: Callback<()>,
    pub(super) dispatch: Dispatch,
}

#[function_component]
pub(super) fn Message(props: &MessageProps) -> Html {
    let trouble = props.trouble.as_ref().map(|Trouble { sentence, remedy }| {
        let gone = |callback: &Callback<()>| callback.reform(|_: MouseEvent| focus_soon(HEADING));
        let helps = match remedy {
            Remedy::Close | Remedy::Change => None,
            Remedy::Restart => Some(("Start again", "restart", gone(&props.on_restart))),
            Remedy::Reload => Some(("Reload", "reload", Callback::from(|_: MouseEvent| reload()))),
            Remedy::RetryGpu => Some(("Try the GPU again", "retry-gpu", gone(&props.on_retry_gpu))),
        };
        let dispatch = props.dispatch.clone();
        let dismiss = Callback::from(move |()| dispatch.dispatch(Action::Dismiss));
        let close = remedy.is_passing().then(|| ("Close", "dismiss", gone(&dismiss)));
        let buttons = helps.into_iter().chain(close).map(|(label, testid, onclick)| {
            html! { <button type="button" key={testid} data-testid={testid} {onclick}>{ label }</button> }
        });
        html! {
            <div class="message" data-testid="message">
                <p>{ sentence }</p>
                <div class="message-buttons">{ for buttons }</div>
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
