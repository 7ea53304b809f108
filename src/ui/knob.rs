//! A slider.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    slider,
    state::{Action, Dispatch, Knob},
};
use crate::worker::now;

/// A slider over some numbers, at the one that is nearest to `number`; `label` and `text` say what it is and where it stands.
pub(super) fn slider(
    knob: &Knob,
    numbers: &[f64],
    number: f64,
    (label, text): (String, String),
    testid: String,
    dispatch: &Dispatch,
) -> Html {
    let oninput = {
        let (knob, dispatch) = (knob.clone(), dispatch.clone());
        Callback::from(move |event: InputEvent| {
            let slider = event.target_dyn_into::<HtmlInputElement>();
            if let Some(position) = slider.and_then(|slider| slider.value().parse().ok()) {
                dispatch.dispatch(Action::Slide { knob: knob.clone(), position, at: now() });
            }
        })
    };
    let acting = |action: Action| {
        let dispatch = dispatch.clone();
        move || dispatch.dispatch(action.clone())
    };
    // A slider that is back where it was pressed does not change, so that letting go is heard of in every way.
    let (onchange, onpointerup, onblur) = (acting(Action::Release), acting(Action::Release), acting(Action::Release));
    let onpointercancel = acting(Action::Abandon(knob.clone()));
    html! {
        <input
            type="range"
            min="0"
            max={numbers.len().saturating_sub(1).to_string()}
            step="1"
            value={slider::position(numbers, number).to_string()}
            aria-label={label}
            aria-valuetext={text}
            data-testid={testid}
            {oninput}
            onchange={move |_| onchange()}
            onpointerup={move |_| onpointerup()}
            onblur={move |_| onblur()}
            onpointercancel={move |_| onpointercancel()}
        />
    }
}
