//! What the answer means, in sentences.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct VerdictProps {
    pub(super) sentences: Vec<String>,
    /// Whether better sentences are on their way, so that screen readers wait for them.
    pub(super) busy: bool,
}

#[function_component]
pub(super) fn Verdict(props: &VerdictProps) -> Html {
    let sentences = props.sentences.iter().map(|sentence| html! { <p>{ sentence }</p> });
    html! {
        <section class="verdict" data-testid="verdict" aria-live="polite" aria-busy={props.busy.to_string()}>
            { for sentences }
        </section>
    }
}
