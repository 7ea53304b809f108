//! How far the full run is, and a way to stop it.

use yew::prelude::*;

use super::{
    desk::{HEADING, focus_soon},
    state::Progress,
};
use crate::scenario::grouped;

#[derive(PartialEq, Properties)]
pub(super) struct ProgressBarProps {
    pub(super) progress: Option<Progress>,
    /// Stops the run.
    pub(super) on_cancel: Callback<()>,
}

#[function_component]
pub(super) fn ProgressBar(props: &ProgressBarProps) -> Html {
    let bar = props.progress.map(|Progress { done, of }| {
        let onclick = props.on_cancel.reform(|_: MouseEvent| focus_soon(HEADING));
        html! {
            <>
                <progress data-testid="progress" max={of.to_string()} value={done.to_string()} aria-label="Futures simulated" />
                <span>{ format!("{} of {} futures", grouped(f64::from(done)), grouped(f64::from(of))) }</span>
                <button type="button" class="quiet" data-testid="cancel" {onclick}>{ "Cancel" }</button>
            </>
        }
    });
    // Always there, so that nothing below it jumps.
    html! { <div class="progress">{ for bar }</div> }
}
