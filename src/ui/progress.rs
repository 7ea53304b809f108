//! How far the full run is, and a way to stop it.

use yew::prelude::*;

use super::desk::{HEADING, focus_soon};
use crate::{scenario::grouped, worker::Progress};

#[derive(PartialEq, Properties)]
pub(super) struct ProgressBarProps {
    pub(super) progress: Option<Progress>,
    /// Stops the run.
    pub(super) on_cancel: Callback<()>,
}

#[function_component]
pub(super) fn ProgressBar(props: &ProgressBarProps) -> Html {
    let bar = props.progress.map(|progress| {
        let (share, label) = (share(progress), "Share of the run that is done");
        let onclick = props.on_cancel.reform(|_: MouseEvent| focus_soon(HEADING));
        html! {
            <>
                <progress data-testid="progress" max="1" value={format!("{share:.3}")} aria-label={label} aria-valuetext={words(progress)} />
                <span>{ words(progress) }</span>
                <button type="button" class="quiet" data-testid="cancel" {onclick}>{ "Cancel" }</button>
            </>
        }
    });
    // Always there, so that nothing below it jumps.
    html! { <div class="progress">{ for bar }</div> }
}

/// What is done of the whole, 0 to 1.
fn share(progress: Progress) -> f64 {
    match progress {
        Progress::Futures { done, of } => f64::from(done) / f64::from(of.max(1)),
        Progress::Months { share, .. } => share.into(),
    }
}

fn words(progress: Progress) -> String {
    match progress {
        Progress::Futures { done, of } => format!("{} of {} futures", grouped(done.into()), grouped(of.into())),
        Progress::Months { done, of, .. } if done < of => format!("Month {} of {of}", done + 1),
        // All months once more, with plans that never change.
        Progress::Months { .. } => "Looking for the first wall".to_owned(),
    }
}
