//! What the answer means, in sentences.

use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct VerdictProps {
    pub(super) sentences: Vec<String>,
    /// Whether better sentences are on their way, so that screen readers wait for them and nothing below moves.
    pub(super) busy: bool,
}

#[function_component]
pub(super) fn Verdict(props: &VerdictProps) -> Html {
    let node = use_node_ref();
    let height = use_mut_ref(|| 0);
    {
        let node = node.clone();
        use_effect_with((props.sentences.clone(), props.busy), move |(_, busy)| {
            if let Some(section) = node.cast::<HtmlElement>() {
                let mut height = height.borrow_mut();
                *height = hold(&section, busy.then_some(*height));
            }
        });
    }
    let sentences = props.sentences.iter().map(|sentence| html! { <p>{ sentence }</p> });
    html! {
        <section ref={node} class="verdict" data-testid="verdict" aria-live="polite" aria-busy={props.busy.to_string()}>
            { for sentences }
        </section>
    }
}

/// Keeps a section at least as high as it was, in CSS pixels, or with `None` lets it be as high as its text. Gives its
/// height.
fn hold(section: &HtmlElement, before: Option<i32>) -> i32 {
    // A browser that refuses either lets the charts below jump and does no worse.
    let style = section.style();
    let Some(before) = before else {
        let _ = style.remove_property("min-height");
        return section.offset_height();
    };
    let height = section.offset_height().max(before);
    let _ = style.set_property("min-height", &format!("{height}px"));
    height
}
