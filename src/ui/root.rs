//! Facts about the page as attributes of its root element, for style sheets, tests and benchmarks.

use wasm_bindgen::{JsCast, closure::Closure};

use crate::worker::{Kind, now};

use super::state::Answer;

/// Sets or removes an attribute of the root element.
pub(super) fn set(name: &str, value: Option<&str>) {
    let document = web_sys::window().and_then(|window| window.document());
    let Some(root) = document.and_then(|document| document.document_element()) else { return };
    // Both fail only for names that are not allowed.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Notes with the next frame which answer is drawn, and how long that took.
pub(super) fn note(answer: &Answer, is_first: bool) {
    let (run, kind, slid_at) = (answer.run, answer.kind, answer.slid_at);
    let drawn = Closure::once_into_js(move || {
        let now = now();
        if is_first {
            set("data-first-chart-ms", Some(&format!("{now:.1}")));
        }
        if let Some(slid_at) = slid_at {
            set("data-live-ms", Some(&format!("{:.1}", now - slid_at)));
        }
        set("data-kind", Some(if kind == Kind::Live { "live" } else { "full" }));
        set("data-run", Some(&run.to_string()));
    });
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(drawn.unchecked_ref());
    }
}
