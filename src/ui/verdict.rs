//! What the answer means, in sentences.

use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct VerdictProps {
    pub(super) sentences: Vec<String>,
    /// Whether better sentences are on their way, so that screen readers wait for them and nothing below moves.
    pub(super) busy: bool,
}

/// The first sentence and the others are two elements: on a phone the first one stays in sight.
#[function_component]
pub(super) fn Verdict(props: &VerdictProps) -> Html {
    let parts = [use_node_ref(), use_node_ref()];
    let heights = use_mut_ref(|| [0; 2]);
    {
        let parts = parts.clone();
        use_effect_with((props.sentences.clone(), props.busy), move |(_, busy)| {
            for (part, height) in parts.iter().zip(heights.borrow_mut().iter_mut()) {
                if let Some(part) = part.cast::<HtmlElement>() {
                    *height = hold(&part, busy.then_some(*height));
                }
            }
        });
    }
    let [first, others] = parts;
    let mut sentences = props.sentences.iter().map(|sentence| html! { { sentence } });
    html! {
        <section class="verdict" data-testid="verdict" aria-live="polite" aria-busy={props.busy.to_string()}>
            <p ref={first} class="headline">{ for sentences.next() }</p>
            <div ref={others} class="details">{ for sentences.map(|sentence| html! { <p>{ sentence }</p> }) }</div>
        </section>
    }
}

/// Keeps an element at least as high as it was, in CSS pixels, or with `None` lets it be as high as its text. Gives its
/// height.
fn hold(element: &HtmlElement, before: Option<i32>) -> i32 {
    // A browser that refuses either lets the charts below jump and does no worse.
    let style = element.style();
    let Some(before) = before else {
        let _ = style.remove_property("min-height");
        return element.offset_height();
    };
    let height = element.offset_height().max(before);
    let _ = style.set_property("min-height", &format!("{height}px"));
    height
}
